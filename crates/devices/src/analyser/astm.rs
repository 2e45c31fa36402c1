//! Records of ASTM E1394 (CLSI LIS02-A2): H P O R C Q L M, with the delimiters that H declares.

use super::model::{
    Measured, RESULTS_MAX, ReadError, Report, ReportPurpose, ReportStatus, Specimen, distinct, field, filled,
    unescaped,
};

/// What separates, as declared by H.
struct Delimiters {
    field: char,
    repeat: char,
    component: char,
    escape: Option<char>,
}

impl Delimiters {
    /// Of `H|\^&|…`.
    fn of(header: &str) -> Option<Self> {
        let mut chars = header.chars();
        if chars.next() != Some('H') {
            return None;
        }
        let (field, repeat, component) = (chars.next()?, chars.next()?, chars.next()?);
        let escape = chars.next().filter(|c| *c != field);
        let all = [Some(field), Some(repeat), Some(component), escape];
        let used: Vec<char> = all.into_iter().flatten().collect();
        let mark = |c: &char| !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control();
        (used.iter().all(mark) && distinct(&used)).then_some(Self { field, repeat, component, escape })
    }

    /// LIS02-A2 5.4.6.
    fn plain(&self, text: &str) -> String {
        match self.escape {
            Some(escape) => unescaped(text, escape, |name| self.meaning(name, escape)),
            None => field(text),
        }
    }

    fn meaning(&self, name: &str, escape: char) -> Option<String> {
        match name {
            "F" => Some(self.field.to_string()),
            "S" => Some(self.component.to_string()),
            "R" => Some(self.repeat.to_string()),
            "E" => Some(escape.to_string()),
            // Begin and end of highlighting.
            "H" | "N" => Some(String::new()),
            _ => hexadecimal(name.strip_prefix('X')?),
        }
    }
}

/// The text of hexadecimal pairs.
pub(super) fn hexadecimal(digits: &str) -> Option<String> {
    let nibble = |digit: u8| char::from(digit).to_digit(16).and_then(|nibble| u8::try_from(nibble).ok());
    let bytes: Option<Vec<u8>> = digits
        .as_bytes()
        .chunks(2)
        .map(|pair| match *pair {
            [high, low] => Some((nibble(high)? << 4) | nibble(low)?),
            _ => None,
        })
        .collect();
    bytes.filter(|bytes| !bytes.is_empty()).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// One record, by the numbers of its fields in the standard, from 1.
struct Fields<'a> {
    fields: Vec<&'a str>,
    delimiters: &'a Delimiters,
}

impl Fields<'_> {
    fn raw(&self, number: usize) -> &str {
        number.checked_sub(1).and_then(|index| self.fields.get(index)).copied().unwrap_or_default()
    }

    fn text(&self, number: usize) -> String {
        self.delimiters.plain(self.raw(number))
    }

    /// The components of the first repeat.
    fn components(&self, number: usize) -> Vec<String> {
        let first = self.raw(number).split(self.delimiters.repeat).next().unwrap_or_default();
        first.split(self.delimiters.component).map(|part| self.delimiters.plain(part)).collect()
    }

    /// All components of all repeats that say something.
    fn leaves(&self, number: usize) -> Vec<String> {
        let parts = [self.delimiters.repeat, self.delimiters.component];
        let all = self.raw(number).split(parts).map(|part| self.delimiters.plain(part));
        all.filter(|part| !part.is_empty()).collect()
    }
}

/// Reads the records of a message.
pub(super) fn read(raw: &[u8]) -> Result<Report, ReadError> {
    let text = String::from_utf8_lossy(raw);
    let mut lines = text.split(['\r', '\n']).filter(|line| !line.trim().is_empty());
    let header = lines.next().ok_or(ReadError::Header)?;
    let delimiters = Delimiters::of(header).ok_or(ReadError::Header)?;
    let split = |line| -> Fields<'_> {
        Fields { fields: str::split(line, delimiters.field).collect(), delimiters: &delimiters }
    };
    let head = split(header);
    let mut report = Report {
        instrument: head.leaves(5).join(" "),
        control: head.text(3),
        sent: head.text(14),
        purpose: match head.text(12).as_str() {
            "" | "P" => ReportPurpose::Production,
            _ => ReportPurpose::Control,
        },
        specimens: Vec::new(),
    };
    let mut results = 0;
    for line in lines {
        let record = split(line);
        match line.chars().next() {
            Some('H') => return Err(ReadError::TwoHeaders),
            // A new patient: results before the next order belong to nobody.
            Some('P') => report.specimens.push(Specimen::default()),
            Some('O') => report.specimens.push(specimen(&record)),
            Some('R') => {
                results += 1;
                if results > RESULTS_MAX {
                    return Err(ReadError::TooMany);
                }
                if report.specimens.is_empty() {
                    report.specimens.push(Specimen::default());
                }
                if let Some(specimen) = report.specimens.last_mut() {
                    specimen.results.push(result(&record));
                }
            }
            Some('L') => break,
            _ => {}
        }
    }
    report.specimens.retain(|specimen| !specimen.results.is_empty());
    Ok(report)
}

/// O: 3 is the specimen's number as the laboratory gave it, 4 as the instrument did.
fn specimen(record: &Fields<'_>) -> Specimen {
    let mut ids = record.leaves(3);
    ids.extend(record.leaves(4));
    ids.dedup();
    Specimen { ids, results: Vec::new() }
}

/// R: 3 test, 4 value, 5 unit, 6 range, 7 flags, 9 status, 13 completed (12 started), 14 instrument.
fn result(record: &Fields<'_>) -> Measured {
    let test = record.components(3);
    // The first three components are for codes of others; the manufacturer's own begins at the fourth.
    let own = test.iter().position(|part| !part.is_empty());
    let fourth = test.iter().enumerate().skip(3).find(|(_, part)| !part.is_empty()).map(|(index, _)| index);
    let place = fourth.or(own).unwrap_or(0);
    let mut value = record.components(4).into_iter();
    let first = value.next().unwrap_or_default();
    let others = test.iter().enumerate().filter(|(index, _)| *index != place).map(|(_, part)| part.as_str());
    let mut details = filled(others);
    details.extend(value.filter(|part| !part.is_empty()));
    details.extend(record.leaves(14));
    let completed = record.text(13);
    Measured {
        code: test.get(place).cloned().unwrap_or_default(),
        details,
        value: first,
        unit: record.text(5),
        flags: record.leaves(7),
        status: status(&record.text(9)),
        range: record.text(6),
        measured: if completed.is_empty() { record.text(12) } else { completed },
    }
}

/// LIS02-A2 9.9.
fn status(text: &str) -> ReportStatus {
    match text {
        "" | "F" | "R" | "V" | "Q" => ReportStatus::Final,
        "C" => ReportStatus::Corrected,
        "X" => ReportStatus::NotDone,
        "I" => ReportStatus::Pending,
        "W" => ReportStatus::Withdrawn,
        _ => ReportStatus::Preliminary,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_those_of_the_header() {
        let usual =
            "H|\\^&|||XN-550^00-24^22723\rO|1||^^ A999926000012X^B\rR|1|^^^^WBC^1|8.13|10*3/uL\rL|1|N\r";
        let swapped: String = usual
            .chars()
            .map(|c| match c {
                '|' => '!',
                '\\' => '~',
                '^' => '*',
                '*' => '^',
                '&' => '%',
                other => other,
            })
            .collect();
        let (one, other) = (read(usual.as_bytes()).unwrap(), read(swapped.as_bytes()).unwrap());
        assert_eq!(one.instrument, "XN-550 00-24 22723");
        assert_eq!(one.specimens[0].ids, ["A999926000012X", "B"]);
        assert_eq!(one.specimens[0].results[0].unit, "10*3/uL");
        assert_eq!(other.specimens[0].results[0].unit, "10^3/uL");
        assert_eq!(other.specimens[0].ids, one.specimens[0].ids);
        for bad in ["", "P|1", "H", "H||^&", "H|\\\\&", "HAB^&", "L|1"] {
            assert_eq!(read(bad.as_bytes()), Err(ReadError::Header), "{bad}");
        }
        assert_eq!(read(b"H|\\^&\rH|\\^&\rL|1"), Err(ReadError::TwoHeaders));
    }

    #[test]
    fn escapes_are_undone_and_what_is_none_stays() {
        let delimiters = Delimiters::of("H|\\^&").unwrap();
        for (text, plain) in [
            ("PNG&R&20240628", "PNG\\20240628"),
            ("a&F&b&S&c&E&d", "a|b^c&d"),
            ("&X0D4142&", "AB"),
            ("&H&loud&N&", "loud"),
            ("&dA99992600001200", "&dA99992600001200"),
            ("&E&dA99992600001200", "&dA99992600001200"),
            ("R&D", "R&D"),
            ("&X0&", "&X0&"),
            ("&X+A&", "&X+A&"),
            ("&&", "&&"),
        ] {
            assert_eq!(delimiters.plain(text), plain, "{text}");
        }
    }

    #[test]
    fn a_result_belongs_to_the_order_before_it() {
        let text = "H|\\^&|7||BACTEC|||||||P\rP|1\rO|1|A1\rR|1|^^^GND|INST_NEGATIVE^x|||||F|||20241025|20241101|FX^Plus Aerobic/F\r\
                    C|1|I|note\rP|2\rR|1|HBCT|0.05||0-1|H\\A||C\rO|1|A2\rR|1|^^^GND|INST_POSITIVE|||||P\rM|1|x\rL|1|N\rR|9|^^^NO|1\r";
        let report = read(text.as_bytes()).unwrap();
        let told: Vec<(usize, &str, &str)> = report
            .specimens
            .iter()
            .flat_map(|s| s.results.iter().map(|r| (s.ids.len(), r.code.as_str(), r.value.as_str())))
            .collect();
        assert_eq!(told, [(1, "GND", "INST_NEGATIVE"), (0, "HBCT", "0.05"), (1, "GND", "INST_POSITIVE")]);
        let first = &report.specimens[0].results[0];
        assert_eq!(first.details, ["x", "FX", "Plus Aerobic/F"]);
        assert_eq!((first.measured.as_str(), first.status), ("20241101", ReportStatus::Final));
        let second = &report.specimens[1].results[0];
        assert_eq!((second.flags.len(), second.status), (2, ReportStatus::Corrected));
        assert_eq!((report.control.as_str(), report.purpose), ("7", ReportPurpose::Production));
    }
}
