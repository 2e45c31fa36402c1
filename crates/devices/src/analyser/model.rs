//! The neutral message: who measured, which specimens, what came out.

/// More than any instrument sends in one message, and few enough that all of them may wait in one record.
pub(super) const RESULTS_MAX: usize = 2_000;
/// Characters of one field that are looked at; a longer one is cut with `…` and so never reads as a value.
const FIELD_CHARS_MAX: usize = 250;

/// A whole message as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its records, without framing.
    pub raw: Vec<u8>,
    /// What it says.
    pub report: Result<Report, ReadError>,
}

/// Why a message cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It does not begin with a header that names its delimiters.
    #[error("no header")]
    Header,
    /// A second header before the end of the first message.
    #[error("two headers in one message")]
    TwoHeaders,
    /// More results than any instrument sends at once.
    #[error("more than {RESULTS_MAX} results")]
    TooMany,
    /// A message of another type.
    #[error("not a message of results")]
    NotResults,
}

/// What the results are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportPurpose {
    /// Specimens of donors.
    Production,
    /// Control material, training, tests of the line: never a result of a unit.
    Control,
}

/// How final the instrument calls a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportStatus {
    /// Not verified, or of a status that is not known here.
    Preliminary,
    /// Final.
    Final,
    /// Final, and another than was sent before.
    Corrected,
    /// The test could not be done.
    NotDone,
    /// Not there yet.
    Pending,
    /// What was sent before is wrong.
    Withdrawn,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Name, model, version and serial number as the instrument gives them, joined by spaces.
    pub instrument: String,
    /// The message's own number; empty where it has none.
    pub control: String,
    /// When it was sent by the instrument's clock; empty where it does not say.
    pub sent: String,
    /// What it is for.
    pub purpose: ReportPurpose,
    /// Specimens in order.
    pub specimens: Vec<Specimen>,
}

/// One specimen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Specimen {
    /// Everything that may be its number, in order; rack and place are among it.
    pub ids: Vec<String>,
    /// Results in order.
    pub results: Vec<Measured>,
}

/// One result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The instrument's code, such as `WBC`.
    pub code: String,
    /// What else names test, value or place: other components of the code, of the value, of the instrument's field.
    pub details: Vec<String>,
    /// The value as text; empty where there is none.
    pub value: String,
    /// Unit; empty where none.
    pub unit: String,
    /// Flags, such as `H` or `A`.
    pub flags: Vec<String>,
    /// How final.
    pub status: ReportStatus,
    /// Reference range; empty where none.
    pub range: String,
    /// When it was measured by the instrument's clock, as digits from the year on; empty where it does not say.
    pub measured: String,
}

impl Report {
    /// How many results there are.
    #[must_use]
    pub fn results(&self) -> usize {
        self.specimens.iter().map(|specimen| specimen.results.len()).sum()
    }
}

/// A field without blanks around it and of bounded length; control characters stand as spaces.
pub(super) fn field(text: &str) -> String {
    let mut clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if clean.chars().count() > FIELD_CHARS_MAX {
        clean = clean.chars().take(FIELD_CHARS_MAX).chain(['…']).collect();
    }
    clean.trim().to_owned()
}

/// Text with its escape sequences read, each between two escape signs. A sign that begins none stands for itself: so
/// read, an instrument that does not escape what it scanned loses nothing.
pub(super) fn unescaped(text: &str, escape: char, meaning: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(escape) {
        out.push_str(before);
        let sequence = behind.split_once(escape);
        match sequence.and_then(|(name, after)| Some((meaning(name)?, after))) {
            Some((text, after)) => {
                out.push_str(&text);
                rest = after;
            }
            None => {
                out.push(escape);
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    field(&out)
}

/// Whether no two of the delimiters are the same sign.
pub(super) fn distinct(delimiters: &[char]) -> bool {
    delimiters
        .iter()
        .enumerate()
        .all(|(place, sign)| !delimiters.iter().take(place).any(|other| other == sign))
}

/// Those that say something.
pub(super) fn filled<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    texts.into_iter().map(field).filter(|text| !text.is_empty()).collect()
}
