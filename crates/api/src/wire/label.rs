//! Labels and printers.

use super::Locale;
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
        /// Cryo bag.
        CryoBag,
    }

    /// Where a printer is.
    enum PrinterKind {
        /// Files in a folder.
        Folder,
        /// A CUPS queue.
        Cups,
        /// A network printer on TCP, usually port 9100.
        Tcp,
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
        /// Labels printed.
        labels: u32,
        /// Where it went: a file path, a queue, an address.
        destination: String,
        /// 1 for the first print, then more.
        copy: u32,
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
        /// Folder path, queue name or `host:port`.
        target: String,
    }

    /// Adds or changes a printer.
    struct SetPrinter {
        /// Name on this station.
        name: String,
        /// Where it is.
        kind: PrinterKind,
        /// Folder path, queue name or `host:port`.
        target: String,
    }

    /// Names a printer.
    struct PrinterQuery {
        /// Name on this station.
        name: String,
    }
}
