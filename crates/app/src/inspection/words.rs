//! The words of the pages. Kinds, fields and vocabularies are those of the screens.

use api::wire::Locale;
use serde_json::Value;

const OWN: [&str; 2] = [
    include_str!("../../../../assets/inspection/zh-CN.json"),
    include_str!("../../../../assets/inspection/en.json"),
];
const UNIT: [&str; 2] = [
    include_str!("../../../../ui/src/features/unit/locales/zh-CN.json"),
    include_str!("../../../../ui/src/features/unit/locales/en.json"),
];
const SHARED: [&str; 2] = [
    include_str!("../../../../ui/src/shared/locales/zh-CN.json"),
    include_str!("../../../../ui/src/shared/locales/en.json"),
];

/// Which vocabulary a field's recorded word belongs to.
const VOCABULARIES: &[(&str, &str)] = &[
    ("inventory", "Inventory"),
    ("outcome", "Eligibility"),
    ("scheme", "NumberScheme"),
    ("din_source", "DinSource"),
    ("infant_sex", "InfantSex"),
    ("delivery_mode", "DeliveryMode"),
    ("decision", "ReceiptDecision"),
    ("proposed", "ReceiptDecision"),
    ("state", "ResultState"),
    ("meaning", "Meaning"),
    ("procedure", "ProcedureKind"),
    ("status", "UnitStatus"),
    ("scope", "ConsentScope"),
    ("templates", "LabelTemplate"),
    ("template", "LabelTemplate"),
    ("fate", "LabelFate"),
    ("document", "DocumentKind"),
    ("rule", "DepartureRule"),
    ("service", "ServiceKind"),
    ("class", "DeviationClass"),
    ("stage", "DeviationStage"),
    ("fitness", "UnitFitness"),
    ("action_kind", "ActionKind"),
    ("disposal", "Disposal"),
    ("repeats", "RepeatState"),
    ("standing", "ProfileStanding"),
    ("notice", "FamilyNotice"),
    ("level", "ControlLevel"),
    ("entry", "ControlEntry"),
    ("target_source", "TargetSource"),
    ("media", "MediaType"),
    ("grade", "RoomGrade"),
    ("room_state", "RoomState"),
    ("room_standing", "RoomStanding"),
    ("room_quantity", "RoomQuantity"),
    ("limit_level", "LimitLevel"),
    ("part_kind", "PartKind"),
    ("container", "PartContainer"),
    ("source", "PartSource"),
    ("volume_unit", "VolumeUnit"),
    ("part_use", "PartUse"),
    ("part_state", "PartState"),
    ("part_volume", "PartVolume"),
    ("part_presence", "PartPresence"),
];

pub(crate) struct Words {
    own: Value,
    unit: Value,
    shared: Value,
}

fn at<'a>(value: &'a Value, path: &str) -> Option<&'a str> {
    path.split('.').try_fold(value, |value, key| value.get(key))?.as_str()
}

impl Words {
    pub(crate) fn new(locale: Locale) -> Self {
        let read = |texts: [&str; 2]| {
            let [zh, en] = texts;
            let text = if locale == Locale::ZhCn { zh } else { en };
            // Compiled in, and read by a test.
            serde_json::from_str(text).unwrap_or_default()
        };
        Self { own: read(OWN), unit: read(UNIT), shared: read(SHARED) }
    }

    /// A text of the pages; its key where there is none.
    pub(crate) fn get(&self, key: &str) -> String {
        at(&self.own, key).unwrap_or(key).to_owned()
    }

    pub(crate) fn count(&self, key: &str, count: usize) -> String {
        self.get(key).replace("{{count}}", &count.to_string())
    }

    /// A kind of record in words; the kind itself where the screens have none.
    pub(crate) fn kind(&self, kind: &str) -> String {
        at(&self.unit, &format!("kind.{kind}")).unwrap_or(kind).to_owned()
    }

    /// A field's name in words.
    pub(crate) fn field(&self, name: &str) -> String {
        at(&self.unit, &format!("field.{name}")).unwrap_or(name).to_owned()
    }

    /// A recorded word in words.
    pub(crate) fn value(&self, field: &str, value: &str) -> String {
        let own = match value {
            "true" => Some("yes"),
            "false" => Some("no"),
            _ => None,
        };
        let vocabulary = VOCABULARIES.iter().find(|(name, _)| *name == field);
        if let Some(key) = own {
            return self.get(key);
        }
        let Some((_, vocabulary)) = vocabulary else { return value.to_owned() };
        let word = |one| at(&self.shared, &format!("vocab.{vocabulary}.{one}")).unwrap_or(one);
        value.split(", ").map(word).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_words_for_every_vocabulary_in_both_languages() {
        for locale in [Locale::ZhCn, Locale::En] {
            let words = Words::new(locale);
            for (field, vocabulary) in VOCABULARIES {
                assert!(words.shared["vocab"][vocabulary].is_object(), "{vocabulary}");
                assert_ne!(words.field(field), words.get("missing"), "{field}");
            }
            assert_ne!(words.get("title"), "title");
            assert_ne!(words.kind("collection.registered"), "collection.registered");
            assert_eq!(words.kind("a.kind_of_tomorrow"), "a.kind_of_tomorrow");
        }
        assert_eq!(Words::new(Locale::En).value("infant_sex", "female"), "Female");
    }
}
