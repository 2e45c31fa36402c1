//! The set of labels of one collection kit, as data in `assets/kits`: which labels, with which flags, and how many.

use isbt128::{DonationNumber, Flags, Scheme};
use serde::Deserialize;

use crate::error::LabelError;
use crate::label::{BankMode, LabelCode, LabelModel, LabelTexts, Language};
use crate::template::TemplateId;

const STANDARD: &str = include_str!("../../../assets/kits/standard.json");
/// Labels of one kit; more is a slip of the pen.
const LABELS_MAX: u32 = 60;

/// The labels of one kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitSet {
    labels: Vec<KitLabel>,
}

/// Some equal labels of a kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitLabel {
    /// Which label.
    pub template: TemplateId,
    /// What it is stuck on.
    pub flags: Flags,
    /// How many.
    pub count: u32,
    /// What the tube or paper is for, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KitFile {
    labels: Vec<LabelLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelLine {
    template: String,
    flags: String,
    count: u32,
    zh: String,
    en: String,
}

impl KitSet {
    /// Ours.
    ///
    /// # Errors
    /// [`LabelError::Template`] when it is broken.
    pub fn standard() -> Result<Self, LabelError> {
        Self::parse("standard", STANDARD)
    }

    /// Reads a set; `name` is for errors.
    ///
    /// # Errors
    /// [`LabelError::Template`] with the field and the value that are wrong.
    pub fn parse(name: &str, json: &str) -> Result<Self, LabelError> {
        let refused = |field: String, value: String, reason: String| LabelError::Template {
            template: name.to_owned(),
            field,
            value,
            reason,
        };
        let mut reader = serde_json::Deserializer::from_str(json);
        let file: KitFile = serde_path_to_error::deserialize(&mut reader)
            .map_err(|e| refused(e.path().to_string(), String::new(), e.inner().to_string()))?;
        let mut labels = Vec::with_capacity(file.labels.len());
        for (i, line) in file.labels.into_iter().enumerate() {
            let bad = |field: &str, value: String, reason: &str| {
                refused(format!("labels[{i}].{field}"), value, reason.to_owned())
            };
            let template = TemplateId::from_code(&line.template)
                .ok_or_else(|| bad("template", line.template.clone(), "no such template"))?;
            let flags = Flags::parse(&line.flags).map_err(|e| bad("flags", line.flags.clone(), e.code()))?;
            if !(1..=LABELS_MAX).contains(&line.count) {
                return Err(bad("count", line.count.to_string(), "1 to 60"));
            }
            labels.push(KitLabel { template, flags, count: line.count, zh: line.zh, en: line.en });
        }
        let total: u32 = labels.iter().map(|label| label.count).sum();
        if !(1..=LABELS_MAX).contains(&total) {
            return Err(refused("labels".to_owned(), total.to_string(), "1 to 60 labels".to_owned()));
        }
        Ok(Self { labels })
    }

    /// What the set is made of.
    pub fn labels(&self) -> &[KitLabel] {
        &self.labels
    }

    /// How many labels one kit has.
    pub fn count(&self) -> u32 {
        self.labels.iter().map(|label| label.count).sum()
    }

    /// The labels of one kit, in the order of the set; equal ones stand as often as they are printed.
    pub fn models(
        &self,
        (din, scheme): (DonationNumber, Scheme),
        language: Language,
        mode: BankMode,
        texts: &LabelTexts,
    ) -> Vec<LabelModel> {
        let models = self.labels.iter().flat_map(|label| {
            let purpose = match language {
                Language::Chinese => &label.zh,
                Language::English => &label.en,
            };
            let model = LabelModel {
                template: label.template,
                language,
                code: LabelCode::Donation { din, flags: label.flags, scheme },
                mode,
                copy: 1,
                texts: LabelTexts { purpose: purpose.clone(), ..texts.clone() },
            };
            std::iter::repeat_n(model, label.count as usize)
        });
        models.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_set() {
        let set = KitSet::standard().unwrap();
        let din = DonationNumber::parse("A999926000123").unwrap();
        let texts = LabelTexts::default();
        let models = set.models((din, Scheme::Local), Language::Chinese, BankMode::Live, &texts);
        assert_eq!(models.len(), set.count() as usize);
        let bags = models.iter().filter(|model| model.template == TemplateId::Bag);
        assert_eq!(bags.count(), 1);
        assert!(models.iter().all(|model| model.code.scan_text().starts_with("&dA999926000123")));
    }

    #[test]
    fn bad_sets_are_refused_by_field_and_value() {
        for (line, field, value) in [
            (r#"{"template":"bags","flags":"00","count":1,"zh":"","en":""}"#, "labels[0].template", "bags"),
            (r#"{"template":"bag","flags":"O0","count":1,"zh":"","en":""}"#, "labels[0].flags", "O0"),
            (r#"{"template":"bag","flags":"00","count":0,"zh":"","en":""}"#, "labels[0].count", "0"),
            (r#"{"template":"bag","flags":"00","count":"1","zh":"","en":""}"#, "labels[0].count", ""),
        ] {
            let error = KitSet::parse("mine", &format!("{{\"labels\":[{line}]}}")).unwrap_err();
            let params = error.params();
            assert_eq!((params[1].1.as_str(), params[2].1.as_str()), (field, value), "{error}");
        }
        assert!(KitSet::parse("mine", "{\"labels\":[]}").is_err());
    }
}
