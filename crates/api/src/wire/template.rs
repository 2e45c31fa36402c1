//! Label templates: ours, and the bank's own versions of them.

use super::{LabelTemplate, Locale};
use crate::{Problem, Secret};
use domain::*;

words! {
    /// Where a version of a template stands.
    enum TemplateVersionState {
        /// Drawn; nobody has approved it.
        Drawn,
        /// Labels are printed by it.
        InForce,
        /// Approved once, and no longer in force.
        Former,
    }
}

wire! {
    /// Every label with what it is printed by.
    struct TemplateList {
        /// In the order of the job.
        templates: Vec<TemplateSummary>,
    }

    /// One label.
    struct TemplateSummary {
        /// Which label.
        template: LabelTemplate,
        /// Number of the bank's own version in force; 0 where ours is.
        version: u32,
        /// Printed name of who approved it.
        approved_by: Option<String>,
        /// When it was approved.
        approved_ms: Option<i64>,
        /// Versions drawn after it that nobody has approved.
        waiting: u32,
        /// Whether two stations decided without knowing of each other.
        contested: bool,
        /// Why labels are printed by ours although a version of the bank's own is in force.
        problem: Option<Problem>,
    }

    /// Names a template.
    struct TemplateQuery {
        /// Which label.
        template: LabelTemplate,
    }

    /// One label with everything that was drawn and decided.
    struct TemplateDetail {
        /// As in the list.
        summary: TemplateSummary,
        /// The text of ours.
        ours: String,
        /// SHA-256 of that text, hexadecimal.
        ours_digest: String,
        /// Words that may stand between braces.
        placeholders: Vec<String>,
        /// Versions, the latest first.
        versions: Vec<TemplateVersionView>,
        /// What two stations decided for without knowing of each other, by number, 0 for ours; empty where nothing is
        /// contested.
        contenders: Vec<u32>,
        /// What was taken back, the latest first.
        withdrawals: Vec<TemplateWithdrawalView>,
        /// What is signed to go back to ours; none where ours is in force.
        back_to_ours: Option<String>,
    }

    /// A version of the bank's own.
    struct TemplateVersionView {
        /// What names the entry that drew it.
        id: String,
        /// Its number.
        version: u32,
        /// Its text.
        content: String,
        /// SHA-256 of its text, hexadecimal.
        content_digest: String,
        /// SHA-256 of the text that it was begun from.
        based_on: String,
        /// Why it was drawn.
        reason: String,
        /// Who drew it.
        drawn_by: String,
        /// When.
        drawn_ms: i64,
        /// At which station.
        station_name: String,
        /// Where it stands.
        state: TemplateVersionState,
        /// Printed name of who approved it last.
        approved_by: Option<String>,
        /// When.
        approved_ms: Option<i64>,
        /// Whether the operator drew it, who then may not approve it.
        own: bool,
        /// What is signed to approve it now; none where it is in force.
        approval_digest: Option<String>,
        /// What is signed to go back to it; none where it was never approved or is in force.
        back_to_digest: Option<String>,
        /// Why this program cannot draw labels by it.
        problem: Option<Problem>,
    }

    /// What was taken back.
    struct TemplateWithdrawalView {
        /// The number of the version that was in force; 0 for ours.
        version: u32,
        /// The number of the version in force again; 0 for ours.
        back_to_version: u32,
        /// Why.
        reason: String,
        /// Printed name of the signer.
        by: String,
        /// When.
        at_ms: i64,
    }

    /// Draws an invented label by a text that is not saved.
    struct PreviewTemplate {
        /// Which label.
        template: LabelTemplate,
        /// The text; what is in force where none is given.
        content: Option<String>,
        /// Language of the words.
        locale: Locale,
        /// Live or demo.
        purpose: Purpose,
        /// Numbering of the invented label.
        scheme: NumberScheme,
        /// Whether it says the longest real names.
        longest: bool,
    }

    /// An invented label, or what is wrong with the text.
    struct TemplatePreview {
        /// The label as it would be printed, base64; none where the text does not read.
        pdf_base64: Option<String>,
        /// Everything that is wrong, by field such as `elements[3].area`; the text cannot be saved before it is mended.
        faults: Vec<Problem>,
        /// SHA-256 of the text, hexadecimal.
        digest: String,
    }

    /// Writes a text into a file of the station's folder, to be looked at, carried elsewhere, and opened again.
    struct TemplateToFile {
        /// Which label.
        template: LabelTemplate,
        /// The text, finished or not.
        content: String,
    }

    /// What was written.
    struct TemplateFile {
        /// Where the file lies.
        path: String,
    }

    /// Saves a text as the next version.
    struct SaveTemplate {
        /// Which label.
        template: LabelTemplate,
        /// The text.
        content: String,
        /// SHA-256 of the text that the person began with.
        based_on: String,
        /// Why.
        reason: String,
    }

    /// Approves a version as it was shown, signed.
    struct ApproveTemplate {
        /// Which label.
        template: LabelTemplate,
        /// What names the entry that drew it.
        version: String,
        /// What is signed, as shown.
        digest: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Secret,
    }

    /// Takes back what is in force, signed.
    struct WithdrawTemplate {
        /// Which label.
        template: LabelTemplate,
        /// The approved version to go back to; none for ours.
        back_to: Option<String>,
        /// What is signed, as shown.
        digest: String,
        /// Why.
        reason: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Secret,
    }
}
