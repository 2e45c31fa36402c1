//! The donation that a specimen is of.

use crate::{Code, NumberScheme, Refusal};
use isbt128::{ContainerRole, DonationNumber, parse_scan};

/// The donation number among everything that may name the specimen: as scanned, as typed with the check character, or as
/// scanned without the data identifier, which some readers take away. A bare number without check character or flags
/// names nothing, since nothing would show that it was mistyped.
///
/// # Errors
/// None of them is a number, two are different ones, or it is a tube of the mother's blood.
pub fn specimen_number(ids: &[String], scheme: NumberScheme) -> Result<DonationNumber, Refusal> {
    let mut found: Option<DonationNumber> = None;
    for id in ids {
        let Some((din, role)) = number(id.trim(), scheme) else { continue };
        if matches!(role, Some(ContainerRole::MaternalTube | ContainerRole::Form)) {
            return Err(Refusal::stop(Code::SpecimenKind).with("din", din));
        }
        match found {
            Some(other) if other != din => {
                return Err(Refusal::stop(Code::SpecimenAmbiguous).with("din", other).with("other", din));
            }
            _ => found = Some(din),
        }
    }
    found.ok_or_else(|| Refusal::stop(Code::SpecimenUnknown))
}

fn number(text: &str, scheme: NumberScheme) -> Option<(DonationNumber, Option<ContainerRole>)> {
    let identifier = match scheme {
        NumberScheme::Isbt128 => "=",
        NumberScheme::Local => "&d",
    };
    let bare = (text.chars().count() == 15).then(|| format!("{identifier}{text}"));
    let scan = parse_scan(text).ok().or_else(|| parse_scan(&bare?).ok())?;
    Some((scan.donation()?, scan.role()))
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
            specimen_number(&ids, NumberScheme::Local).map_err(|refusal| refusal.code)
        };
        for ids in [
            &[typed.as_str()][..],
            &[spaced.as_str()],
            &["3", "10", typed.as_str(), "B"],
            &[scanned],
            &["A99992600001207"],
            &["=A99992600001207"],
            &[scanned, typed.as_str()],
        ] {
            assert_eq!(ok(ids), Ok(din), "{ids:?}");
        }
        let mother = "&dA99992600001220";
        for (ids, code) in [
            (&["27", "M"][..], Code::SpecimenUnknown),
            (&[], Code::SpecimenUnknown),
            (&["A999926000012"], Code::SpecimenUnknown),
            (&["A999926000012?"], Code::SpecimenUnknown),
            (&["&pT01-R1-S1"], Code::SpecimenUnknown),
            (&[mother], Code::SpecimenKind),
            (&[scanned, "&dA99992600001307"], Code::SpecimenAmbiguous),
        ] {
            assert_eq!(ok(ids), Err(code), "{ids:?}");
        }
    }
}
