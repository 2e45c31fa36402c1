//! HL7 version 2 messages of results: ORU^R01 and its kin, OUL^R22; delimiters as MSH declares them.

use super::astm::hexadecimal;
use super::model::{
    Measured, RESULTS_MAX, ReadError, Report, ReportPurpose, ReportStatus, Specimen, distinct, filled,
    unescaped,
};

/// What separates, as declared by MSH-1 and MSH-2.
struct Encoding {
    field: char,
    component: char,
    repeat: char,
    escape: char,
    sub: char,
}

impl Encoding {
    /// Of `MSH|^~\&|…`.
    fn of(header: &str) -> Option<Self> {
        let mut chars = header.strip_prefix("MSH")?.chars();
        let mut next = || chars.next().filter(|c| !c.is_alphanumeric() && !c.is_control());
        let (field, component, repeat) = (next()?, next()?, next()?);
        let escape = next().filter(|c| *c != field).unwrap_or('\\');
        let sub = next().filter(|c| *c != field).unwrap_or('&');
        let used = [field, component, repeat, escape, sub];
        distinct(&used).then_some(Self { field, component, repeat, escape, sub })
    }

    /// HL7 v2.5 2.7.
    fn plain(&self, text: &str) -> String {
        unescaped(text, self.escape, |name| self.meaning(name))
    }

    fn meaning(&self, name: &str) -> Option<String> {
        match name {
            "F" => Some(self.field.to_string()),
            "S" => Some(self.component.to_string()),
            "T" => Some(self.sub.to_string()),
            "R" => Some(self.repeat.to_string()),
            "E" => Some(self.escape.to_string()),
            "H" | "N" => Some(String::new()),
            ".br" => Some(" ".to_owned()),
            _ => hexadecimal(name.strip_prefix('X')?),
        }
    }
}

/// One segment, by the numbers of its fields in the standard.
struct Segment<'a> {
    fields: Vec<&'a str>,
    encoding: &'a Encoding,
}

impl Segment<'_> {
    /// MSH-1 is the separator itself, so its fields count one further.
    fn raw(&self, number: usize) -> &str {
        let index = if self.fields.first() == Some(&"MSH") { number.saturating_sub(1) } else { number };
        self.fields.get(index).copied().unwrap_or_default()
    }

    fn text(&self, number: usize) -> String {
        self.encoding.plain(self.raw(number))
    }

    fn components(&self, number: usize) -> Vec<String> {
        let first = self.raw(number).split(self.encoding.repeat).next().unwrap_or_default();
        first.split(self.encoding.component).map(|part| self.encoding.plain(part)).collect()
    }

    /// Every part of every repeat that says something.
    fn leaves(&self, number: usize) -> Vec<String> {
        let parts = [self.encoding.repeat, self.encoding.component, self.encoding.sub];
        let all = self.raw(number).split(parts).map(|part| self.encoding.plain(part));
        all.filter(|part| !part.is_empty()).collect()
    }
}

fn header(raw: &[u8]) -> Option<(String, Encoding)> {
    let text = String::from_utf8_lossy(raw);
    let line = text.split(['\r', '\n']).find(|line| !line.trim().is_empty())?.to_owned();
    let encoding = Encoding::of(&line)?;
    Some((line, encoding))
}

fn segment<'a>(line: &'a str, encoding: &'a Encoding) -> Segment<'a> {
    Segment { fields: line.split(encoding.field).collect(), encoding }
}

/// Whether it is an ACK, which nobody answers.
pub(super) fn is_acknowledgement(raw: &[u8]) -> bool {
    let found = header(raw);
    found.is_some_and(|(line, encoding)| {
        segment(&line, &encoding).components(9).first().is_some_and(|t| t == "ACK")
    })
}

/// Our answer: sender and receiver change places, MSA-2 repeats the message's own number. `code` is AA, AE or AR.
pub(super) fn acknowledgement(raw: &[u8], code: &str) -> String {
    let Some((line, encoding)) = header(raw) else {
        return format!("MSH|^~\\&|||||||ACK||P|2.5.1\rMSA|{code}|\r");
    };
    let head = segment(&line, &encoding);
    let Encoding { field: f, component, repeat, escape, sub } = &encoding;
    // Taken over undecoded: the answer speaks the same delimiters.
    let [application, facility, to_application, to_facility] = [3, 4, 5, 6].map(|n| head.raw(n));
    let (at, control, version) = (head.raw(7), head.raw(10), head.raw(12));
    let purpose = if head.raw(11).is_empty() { "P" } else { head.raw(11) };
    let version = if version.is_empty() { "2.5.1" } else { version };
    let event =
        head.raw(9).split(*component).nth(1).map(|event| format!("{component}{event}")).unwrap_or_default();
    format!(
        "MSH{f}{component}{repeat}{escape}{sub}{f}{to_application}{f}{to_facility}{f}{application}{f}{facility}{f}{at}{f}{f}\
         ACK{event}{f}{control}{f}{purpose}{f}{version}\rMSA{f}{code}{f}{control}\r"
    )
}

/// Reads a message of results.
pub(super) fn read(raw: &[u8]) -> Result<Report, ReadError> {
    let text = String::from_utf8_lossy(raw);
    let mut lines = text.split(['\r', '\n']).filter(|line| !line.trim().is_empty());
    let line = lines.next().ok_or(ReadError::Header)?;
    let encoding = Encoding::of(line).ok_or(ReadError::Header)?;
    let head = segment(line, &encoding);
    let kind = head.components(9).into_iter().next().unwrap_or_default();
    // Unsolicited results: ORU for observations, OUL grouped by specimen.
    if !matches!(kind.as_str(), "ORU" | "OUL") {
        return Err(ReadError::NotResults);
    }
    let by_specimen = kind == "OUL";
    let mut report = Report {
        instrument: [head.leaves(3), head.leaves(4)].concat().join(" "),
        control: head.text(10),
        sent: head.components(7).into_iter().next().unwrap_or_default(),
        purpose: match head.components(11).first().map(String::as_str) {
            None | Some("" | "P") => ReportPurpose::Production,
            Some(_) => ReportPurpose::Control,
        },
        specimens: Vec::new(),
    };
    let mut results = 0;
    for line in lines {
        let record = segment(line, &encoding);
        let last = report.specimens.last_mut();
        match (record.fields.first().copied().unwrap_or_default(), last) {
            ("MSH", _) => return Err(ReadError::TwoHeaders),
            ("PID", _) => report.specimens.push(Specimen::default()),
            ("OBR", Some(specimen)) if by_specimen => specimen.ids.extend(order_ids(&record)),
            ("OBR", _) => report.specimens.push(Specimen { ids: order_ids(&record), results: Vec::new() }),
            ("SPM", Some(specimen)) if !by_specimen => specimen.ids.extend(record.leaves(2)),
            ("SPM", _) => report.specimens.push(Specimen { ids: record.leaves(2), results: Vec::new() }),
            ("SAC", Some(specimen)) => specimen.ids.extend(record.leaves(3)),
            ("OBX", last) => {
                results += 1;
                if results > RESULTS_MAX {
                    return Err(ReadError::TooMany);
                }
                // Pictures and documents are no results; they are kept with the message.
                if matches!(record.text(2).as_str(), "ED" | "RP") {
                    continue;
                }
                let measured = result(&record);
                match last {
                    Some(specimen) => specimen.results.push(measured),
                    None => report.specimens.push(Specimen { ids: Vec::new(), results: vec![measured] }),
                }
            }
            _ => {}
        }
    }
    report.specimens.retain(|specimen| !specimen.results.is_empty());
    report.specimens.iter_mut().for_each(|specimen| specimen.ids.dedup());
    Ok(report)
}

/// OBR-2 placer's and OBR-3 filler's number.
fn order_ids(record: &Segment<'_>) -> Vec<String> {
    [record.leaves(2), record.leaves(3)].concat()
}

/// OBX: 3 test, 5 value, 6 unit, 7 range, 8 flags, 11 status, 14 time, 18 equipment.
fn result(record: &Segment<'_>) -> Measured {
    let test = record.components(3);
    let value = record.components(5);
    // A structured number has its comparator first: `<^40`.
    let whole =
        if record.text(2) == "SN" { value.concat() } else { value.first().cloned().unwrap_or_default() };
    let mut details = filled(test.iter().skip(1).map(String::as_str));
    details.extend(filled(value.iter().skip(1).map(String::as_str)));
    details.extend(record.leaves(4));
    details.extend(record.leaves(18));
    Measured {
        code: test.first().cloned().unwrap_or_default(),
        details,
        value: whole,
        unit: record.components(6).into_iter().next().unwrap_or_default(),
        flags: record.leaves(8),
        status: status(&record.text(11)),
        range: record.text(7),
        measured: record.text(14),
    }
}

/// HL7 table 0085.
fn status(text: &str) -> ReportStatus {
    match text {
        "" | "F" | "U" => ReportStatus::Final,
        "C" => ReportStatus::Corrected,
        "X" => ReportStatus::NotDone,
        "I" | "N" | "O" => ReportStatus::Pending,
        "D" | "W" => ReportStatus::Withdrawn,
        _ => ReportStatus::Preliminary,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOW: &str = "MSH|^~\\&|FACSLyric|FLOW|LIS|LAB|20261101093000||ORU^R01^ORU_R01|000123|P|2.5.1\r\
                        PID|1||P-77||Wang^Xiaomei\rOBR|1||A9999 26 000012|CD34\r\
                        OBX|1|NM|CD34%^CD34 of CD45||0.43|%|0.1-2.0||||F|||20261101092800||||LYRIC-1\r\
                        OBX|2|SN|CD34ABS||<^40|cells/uL|||||P\r\
                        OBX|3|ED|PLOT||^IM^PNG^Base64^AAAA||||||F\r\
                        SPM|1|A999926000012&x|\r";

    #[test]
    fn results_stand_with_their_specimen() {
        let report = read(FLOW.as_bytes()).unwrap();
        assert_eq!(report.instrument, "FACSLyric FLOW");
        let [specimen] = report.specimens.as_slice() else { panic!("{report:?}") };
        assert_eq!(specimen.ids, ["A9999 26 000012", "A999926000012", "x"]);
        let [percent, absolute] = specimen.results.as_slice() else { panic!("{specimen:?}") };
        assert_eq!(
            (percent.code.as_str(), percent.value.as_str(), percent.unit.as_str()),
            ("CD34%", "0.43", "%")
        );
        assert_eq!(percent.details, ["CD34 of CD45", "LYRIC-1"]);
        assert_eq!((absolute.value.as_str(), absolute.status), ("<40", ReportStatus::Preliminary));
    }

    #[test]
    fn specimens_come_first_in_oul() {
        let text = "MSH|^~\\&|VIRTUO|bMx|||20261101||OUL^R22^OUL_R22|1|P|2.5.1\rPID|1\r\
                    SPM|1|A1\rSAC|||A2\rOBR|1|9\rOBX|1|ST|FA||Negative||||||F\rOBR|2|8\rOBX|1|ST|FN||Negative||||||F\r\
                    SPM|2|B1\rOBR|1\rOBX|1|ST|FA||Positive||||||C\r";
        let report = read(text.as_bytes()).unwrap();
        let told: Vec<(&[String], usize)> =
            report.specimens.iter().map(|s| (s.ids.as_slice(), s.results.len())).collect();
        assert_eq!(told[0].0, ["A1", "A2", "9", "8"]);
        assert_eq!((told[0].1, told[1].0, told[1].1), (2, &["B1".to_owned()][..], 1));
    }

    #[test]
    fn an_answer_names_the_message_and_swaps_the_ends() {
        assert_eq!(
            acknowledgement(FLOW.as_bytes(), "AA"),
            "MSH|^~\\&|LIS|LAB|FACSLyric|FLOW|20261101093000||ACK^R01|000123|P|2.5.1\rMSA|AA|000123\r"
        );
        let other = FLOW.replace('|', "!").replace('^', "@");
        assert!(acknowledgement(other.as_bytes(), "AE").ends_with("\rMSA!AE!000123\r"));
        assert!(acknowledgement(b"noise", "AR").ends_with("\rMSA|AR|\r"));
        assert!(is_acknowledgement(acknowledgement(FLOW.as_bytes(), "AA").as_bytes()));
        assert_eq!(read(&FLOW.as_bytes()[1..]), Err(ReadError::Header));
        assert_eq!(read(FLOW.replace("ORU", "ADT").as_bytes()), Err(ReadError::NotResults));
    }
}
