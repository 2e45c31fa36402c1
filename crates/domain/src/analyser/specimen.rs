//! The donation that a specimen is of, and whose blood it is.

use crate::rules::Subject;
use crate::{Code, NumberScheme, Refusal};
use isbt128::{ContainerRole, DonationNumber, LocalKind, Scan, parse_scan};

/// What names a specimen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Specimen {
    /// The donation.
    pub din: DonationNumber,
    /// Whose it is, where a label says so.
    pub subject: Option<Subject>,
    /// The number of the sample within its donation, where the label of a sample says so.
    pub part: Option<u32>,
}

impl Specimen {
    /// Whether a test of this subject may be measured in it.
    ///
    /// # Errors
    /// [`Code::SpecimenKind`].
    pub fn suits(&self, subject: Subject) -> Result<(), Refusal> {
        match self.subject {
            Some(own) if own != subject => Err(Refusal::stop(Code::SpecimenKind).with("din", self.din)),
            _ => Ok(()),
        }
    }
}

/// The donation number among everything that may name the specimen: as scanned, as typed with the check character, or as
/// scanned without the data identifier, which some readers take away. A bare number without check character or flags
/// names nothing, since nothing would show that it was mistyped; nor does that of a sample without its data identifier.
///
/// # Errors
/// None of them is a number, two are different ones or of mother and unit both, or it is no specimen but a form.
pub fn specimen_number(ids: &[String], scheme: NumberScheme) -> Result<Specimen, Refusal> {
    let mut found: Option<Specimen> = None;
    for id in ids {
        let Some((din, role, part)) = number(id.trim(), scheme) else { continue };
        let subject = match role {
            Some(ContainerRole::Form) => return Err(Refusal::stop(Code::SpecimenKind).with("din", din)),
            Some(ContainerRole::MaternalTube) => Some(Subject::Mother),
            Some(ContainerRole::Bag | ContainerRole::Tube | ContainerRole::Segment) => Some(Subject::Unit),
            _ => None,
        };
        let Some(other) = found else {
            found = Some(Specimen { din, subject, part });
            continue;
        };
        let two_parts = part.is_some() && other.part.is_some() && part != other.part;
        if other.din != din || two_parts {
            let named = |din: DonationNumber, part: Option<u32>| match part {
                Some(part) => format!("{din}-{part:02}"),
                None => din.to_string(),
            };
            let ambiguous = Refusal::stop(Code::SpecimenAmbiguous).with("din", named(other.din, other.part));
            return Err(ambiguous.with("other", named(din, part)));
        }
        if let Some(subject) = subject {
            other.suits(subject)?;
        }
        found = Some(Specimen { din, subject: subject.or(other.subject), part: part.or(other.part) });
    }
    found.ok_or_else(|| Refusal::stop(Code::SpecimenUnknown))
}

/// The donation that a label names, whatever else it says; none where it is no label with a number.
#[must_use]
pub fn donation_on(label: &str, scheme: NumberScheme) -> Option<DonationNumber> {
    number(label.trim(), scheme).map(|(din, _, _)| din)
}

fn number(text: &str, scheme: NumberScheme) -> Option<(DonationNumber, Option<ContainerRole>, Option<u32>)> {
    let identifier = match scheme {
        NumberScheme::Isbt128 => "=",
        NumberScheme::Local => "&d",
    };
    let bare = (text.chars().count() == 15).then(|| format!("{identifier}{text}"));
    // HL7 parts subcomponents by `&`: instruments that do not escape it lose the first character of local codes.
    let cut = text.starts_with(['a', 'd']).then(|| format!("&{text}"));
    let scan = [bare, cut].into_iter().flatten().find_map(|text| parse_scan(&text).ok());
    let scan = parse_scan(text).ok().or(scan)?;
    if let Scan::Local(code) = &scan {
        let (din, part) = code.text().rsplit_once('-').filter(|_| code.kind() == LocalKind::Part)?;
        return Some((DonationNumber::parse(din).ok()?, None, Some(part.parse().ok()?)));
    }
    Some((scan.donation()?, scan.role(), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_specimen_is_named_by_one_number_of_the_unit() {
        let din = DonationNumber::parse("A999926000012").unwrap();
        let typed = din.with_check();
        let spaced = format!("{} {}", din.eye_readable(), din.check_character());
        let scanned = "&dA99992600001207";
        let ok = |ids: &[&str]| {
            let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
            specimen_number(&ids, NumberScheme::Local)
                .map(|found| (found.din, found.subject))
                .map_err(|refusal| refusal.code)
        };
        let mother = "&dA99992600001220";
        for (ids, subject) in [
            (&[typed.as_str()][..], None),
            (&[spaced.as_str()], None),
            (&["3", "10", typed.as_str(), "B"], None),
            (&[scanned], Some(Subject::Unit)),
            (&["A99992600001207"], Some(Subject::Unit)),
            (&["=A99992600001207"], Some(Subject::Unit)),
            (&[scanned, typed.as_str()], Some(Subject::Unit)),
            (&[mother], Some(Subject::Mother)),
            (&[typed.as_str(), mother], Some(Subject::Mother)),
        ] {
            assert_eq!(ok(ids), Ok((din, subject)), "{ids:?}");
            let found = Specimen { din, subject, part: None };
            let suits = [Subject::Unit, Subject::Mother].map(|wanted| found.suits(wanted).is_ok());
            let expected = [subject != Some(Subject::Mother), subject != Some(Subject::Unit)];
            assert_eq!(suits, expected, "{ids:?}");
        }
        for (ids, code) in [
            (&["27", "M"][..], Code::SpecimenUnknown),
            (&[], Code::SpecimenUnknown),
            (&["A999926000012"], Code::SpecimenUnknown),
            (&["A999926000012?"], Code::SpecimenUnknown),
            (&["&pT01-R1-S1"], Code::SpecimenUnknown),
            (&["&dA99992600001208"], Code::SpecimenKind),
            (&[scanned, mother], Code::SpecimenKind),
            (&[scanned, "&dA99992600001307"], Code::SpecimenAmbiguous),
        ] {
            assert_eq!(ok(ids), Err(code), "{ids:?}");
        }
    }

    #[test]
    fn the_label_of_a_sample_names_its_donation_and_its_number() {
        let din = DonationNumber::parse("A999926000012").unwrap();
        let read = |ids: &[&str]| {
            let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
            specimen_number(&ids, NumberScheme::Local).map_err(|refusal| refusal.code)
        };
        let sample = |subject| Ok(Specimen { din, subject, part: Some(7) });
        assert_eq!(read(&["&aA999926000012-07"]), sample(None));
        assert_eq!(read(&["aA999926000012-07"]), sample(None), "HL7 took the first character");
        assert_eq!(read(&["aA999926000012-07", "dA99992600001207"]), sample(Some(Subject::Unit)));
        assert_eq!(read(&["&aA999926000012-07", "&dA99992600001207"]), sample(Some(Subject::Unit)));
        assert_eq!(read(&["&dA99992600001220", "&aA999926000012-07"]), sample(Some(Subject::Mother)));
        for (ids, code) in [
            (&["A999926000012-07"][..], Code::SpecimenUnknown),
            (&["&aA999926000012"], Code::SpecimenUnknown),
            (&["&a12-07"], Code::SpecimenUnknown),
            (&["&aA999926000012-07", "&aA999926000012-08"], Code::SpecimenAmbiguous),
            (&["&aA999926000012-07", "&dA99992600001307"], Code::SpecimenAmbiguous),
        ] {
            assert_eq!(read(ids), Err(code), "{ids:?}");
        }
    }
}
