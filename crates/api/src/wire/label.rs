//! Labels and printers.

use super::Locale;
use crate::Secret;
use domain::*;

words! {
    /// A label template.
    enum LabelTemplate {
        /// Collection bag.
        Bag,
        /// Tube of the unit.
        Tube,
        /// Tube of the mother's blood.
        MaternalTube,
        /// Paper form.
        Form,
        /// Freezing bag.
        CryoBag,
        /// Small freezing bag of one compartment.
        CryoBagSmall,
        /// Small freezing bag of two compartments.
        CryoBagTwo,
        /// One compartment of a freezing bag.
        Compartment,
        /// Tubing segment of a freezing bag.
        Segment,
        /// Vial of a reference sample.
        Vial,
        /// Canister around a freezing bag.
        Canister,
        /// The ISBT 128 label of 100 x 100 mm in four quadrants.
        Quadrants,
        /// Storage position; of no unit.
        Position,
        /// Shipping box; of no unit.
        ShippingBox,
        /// Piece of equipment; of no unit.
        Equipment,
        /// Badge of a staff member; of no unit.
        Badge,
    }

    /// Where a print job stands.
    enum PrintState {
        /// Nothing of it has been sent.
        Waiting,
        /// Being sent.
        Sending,
        /// The printer took all of it.
        Done,
        /// It could not be sent; nothing of it was.
        Failed,
        /// Part of it, or all, may be on paper: somebody has to look.
        Uncertain,
        /// Called off, or nothing came out.
        Cancelled,
    }

    /// What keeps a printer from printing, or will.
    enum PrinterCondition {
        /// No labels left.
        PaperOut,
        /// No ribbon left.
        RibbonOut,
        /// The head stands open.
        HeadOpen,
        /// Someone pressed pause.
        Paused,
        /// It takes no more jobs for now.
        BufferFull,
        /// The head is too cold.
        HeadCold,
        /// The head is too hot.
        HeadHot,
        /// Its memory lost what was set.
        MemoryLost,
    }

    /// What a printer is sent.
    enum PrinterLanguage {
        /// Pages.
        Pdf,
        /// ZPL II for a head of 203 dots per inch.
        Zpl203,
        /// ZPL II for a head of 300 dots per inch.
        Zpl300,
        /// ZPL II for a head of 600 dots per inch.
        Zpl600,
    }

    /// Where a printer is.
    enum PrinterKind {
        /// Files in a folder.
        Folder,
        /// A CUPS queue.
        Cups,
        /// A network printer on TCP, usually port 9100.
        Tcp,
        /// A printer on USB, by its device file.
        Device,
    }
}

wire! {
    /// Some labels of a unit.
    struct LabelRequest {
        /// Which unit.
        donation: DonationId,
        /// Which labels, each as often as it stands here.
        templates: Vec<LabelTemplate>,
        /// Language of the texts.
        locale: Locale,
    }

    /// A PDF to show.
    struct PdfReply {
        /// The file, base64.
        pdf_base64: String,
        /// Why labels are drawn by our template in place of the bank's own.
        warning: Option<crate::Problem>,
    }

    /// Prints labels. The second print of a unit's labels is a reprint: it needs the permission and a reason.
    struct PrintLabels {
        /// Which unit.
        donation: DonationId,
        /// Which labels.
        templates: Vec<LabelTemplate>,
        /// Language of the texts.
        locale: Locale,
        /// Name of a printer of this station.
        printer: String,
        /// Why again.
        reprint_reason: Option<String>,
    }

    /// What was sent to the printer.
    struct PrintReply {
        /// Labels ordered.
        labels: u32,
        /// Where it went: a file path, a queue, an address; empty while it has not.
        destination: String,
        /// 1 for the first print, then more.
        copy: u32,
        /// The job, as it stood a moment later.
        job: PrintJob,
        /// Why labels were drawn by our template in place of the bank's own.
        warning: Option<crate::Problem>,
    }

    /// A job of this station's printers.
    struct PrintJob {
        /// Number, ascending.
        job: i64,
        /// Name of the printer.
        printer: String,
        /// Name of the job.
        name: String,
        /// The unit, where it has labels of one.
        donation: Option<DonationId>,
        /// That unit's number.
        din: Option<String>,
        /// Labels or pages in it.
        labels: u32,
        /// Where it stands.
        state: PrintState,
        /// How often it was tried.
        attempts: u32,
        /// When it was ordered.
        created_ms: i64,
        /// When its state changed last.
        changed_ms: i64,
        /// Who ordered it.
        by: Option<String>,
        /// Where it went.
        destination: Option<String>,
        /// Why it failed, or why nobody knows.
        problem: Option<crate::Problem>,
    }

    /// The print queue.
    struct PrintJobs {
        /// Jobs, those first that want somebody, then the newest; at most 200.
        jobs: Vec<PrintJob>,
    }

    /// Names a print job.
    struct PrintJobQuery {
        /// Number.
        job: i64,
    }

    /// Calls a job off of which nothing was sent.
    struct CallOffPrint {
        /// Number.
        job: i64,
        /// Why.
        reason: Option<String>,
    }

    /// Says what became of a job that is in doubt.
    struct SettlePrint {
        /// Number.
        job: i64,
        /// Whether it came out. Where only a part did, it did: spoiled labels are accounted for as destroyed.
        came_out: bool,
        /// What was seen.
        reason: String,
    }

    /// Labels of one template of a unit: printed = applied + destroyed + open.
    struct LabelCountView {
        /// Template.
        template: LabelTemplate,
        /// That came out of a printer.
        printed: u32,
        /// Where they belong.
        applied: u32,
        /// Destroyed.
        destroyed: u32,
        /// Still to be accounted for.
        open: u32,
        /// Whether the procedure wants a second person where one is scanned and compared.
        needs_second: bool,
    }

    /// A label of no unit.
    struct CodeItem {
        /// What it names: a position, a box, a piece of equipment, a badge, without data identifier.
        code: String,
        /// What people read on it; a badge shows the person's own name.
        name: String,
        /// A model and serial number, a role.
        detail: String,
    }

    /// Prints labels of no unit. Where one of them was printed before, it is a reprint: it needs the permission and a
    /// reason.
    struct PrintCodes {
        /// `position`, `shipping_box`, `equipment` or `badge`.
        template: LabelTemplate,
        /// One label each, 1 to 1,000.
        items: Vec<CodeItem>,
        /// Language of the texts.
        locale: Locale,
        /// Name of a printer of this station.
        printer: String,
        /// Why again.
        reprint_reason: Option<String>,
    }

    /// The labels that were ordered.
    struct CodesReply {
        /// The job, as it stood a moment later.
        job: PrintJob,
        /// Where the bank's own template could not be used.
        warning: Option<crate::Problem>,
    }

    /// Names racks of a tank.
    struct PositionsQuery {
        /// The tank.
        tank: TankId,
        /// First rack.
        first_rack: u32,
        /// Last rack.
        last_rack: u32,
    }

    /// Positions of a tank.
    struct Positions {
        /// Their codes, in the order of the racks.
        codes: Vec<String>,
        /// How many of them were printed before.
        printed: u32,
    }

    /// Says what became of printed labels.
    struct AccountLabels {
        /// Which unit.
        donation: DonationId,
        /// What became of them: `applied` or `destroyed`.
        fate: LabelFate,
        /// Templates, each as often as labels of it are meant.
        templates: Vec<LabelTemplate>,
        /// Why; needed where they were destroyed.
        reason: String,
    }

    /// Compares a scan with what was to be printed.
    struct VerifyLabel {
        /// Which unit.
        donation: DonationId,
        /// The label that is looked at.
        template: LabelTemplate,
        /// The text as read.
        text: String,
        /// Second person's sign-in name, where the procedure wants one.
        second_login: Option<String>,
        /// Second person's password.
        second_password: Option<Secret>,
    }

    /// What the comparison gave.
    struct LabelVerdict {
        /// Whether it is the unit's own label of that template.
        good: bool,
        /// The number read, where there is one.
        din: Option<String>,
        /// What was read.
        kind: super::ScanKind,
        /// The other code in the same read, where it is not the one of the unit's label.
        other: Option<super::ScanKind>,
    }

    /// Printers of this station.
    struct PrinterList {
        /// All of them; the first is the default.
        printers: Vec<PrinterView>,
    }

    /// A printer.
    struct PrinterView {
        /// Name on this station.
        name: String,
        /// Where it is.
        kind: PrinterKind,
        /// Folder path, queue name, `host:port` or device file.
        target: String,
        /// What it is sent.
        language: PrinterLanguage,
    }

    /// Adds or changes a printer.
    struct SetPrinter {
        /// Name on this station.
        name: String,
        /// Where it is.
        kind: PrinterKind,
        /// Folder path, queue name, `host:port` or device file.
        target: String,
        /// What it is sent; pages where nothing is said.
        language: Option<PrinterLanguage>,
    }

    /// Prints a test label, which is no label of a unit.
    struct PrintTest {
        /// Name on this station.
        name: String,
        /// Language of the texts.
        locale: Locale,
    }

    /// How a printer is, as it says itself.
    struct PrinterStatus {
        /// Whether way and language let it tell; all else is empty where they do not.
        told: bool,
        /// What is wrong; nothing means ready.
        conditions: Vec<PrinterCondition>,
        /// Jobs received and not begun.
        jobs_waiting: u32,
        /// Labels of the job at hand that are not printed yet.
        labels_remaining: u32,
    }

    /// Names a printer.
    struct PrinterQuery {
        /// Name on this station.
        name: String,
    }
}
