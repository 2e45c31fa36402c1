//! When an element is on a label: conditions as data, all of which must hold.

use serde::Deserialize;

use super::element::CodeField;

/// What must hold for an element to be there. A missing condition always holds.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Condition {
    /// The number is of this scheme.
    pub scheme: Option<SchemeWord>,
    /// The bank is of this kind.
    pub mode: Option<ModeWord>,
    /// The product has a licensed code, or only one of the bank's own.
    pub product: Option<ProductWord>,
    /// The label has this code.
    pub has: Option<CodeField>,
    /// This word is given.
    pub filled: Option<String>,
    /// This word is not given.
    pub empty: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SchemeWord {
    Isbt128,
    Local,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ModeWord {
    Live,
    Demo,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProductWord {
    Licensed,
    Local,
}

/// What a label is, to be held against conditions.
pub(crate) trait Facts {
    fn scheme(&self) -> Option<SchemeWord>;
    fn mode(&self) -> ModeWord;
    fn product(&self) -> ProductWord;
    fn has(&self, field: CodeField) -> bool;
    fn word(&self, name: &str) -> &str;
}

impl Condition {
    pub(crate) fn holds(&self, label: &impl Facts) -> bool {
        self.scheme.is_none_or(|wanted| label.scheme() == Some(wanted))
            && self.mode.is_none_or(|wanted| label.mode() == wanted)
            && self.product.is_none_or(|wanted| label.product() == wanted)
            && self.has.is_none_or(|field| label.has(field))
            && self.filled.as_ref().is_none_or(|name| !label.word(name).is_empty())
            && self.empty.as_ref().is_none_or(|name| label.word(name).is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Local;

    impl Facts for Local {
        fn scheme(&self) -> Option<SchemeWord> {
            Some(SchemeWord::Local)
        }
        fn mode(&self) -> ModeWord {
            ModeWord::Demo
        }
        fn product(&self) -> ProductWord {
            ProductWord::Local
        }
        fn has(&self, field: CodeField) -> bool {
            field == CodeField::Label
        }
        fn word(&self, name: &str) -> &str {
            if name == "bank" { "库" } else { "" }
        }
    }

    #[test]
    fn all_must_hold() {
        for (json, expected) in [
            ("{}", true),
            (r#"{"scheme":"local"}"#, true),
            (r#"{"scheme":"isbt128"}"#, false),
            (r#"{"mode":"demo","scheme":"local","product":"local"}"#, true),
            (r#"{"mode":"live","scheme":"local"}"#, false),
            (r#"{"has":"label","filled":"bank","empty":"volume"}"#, true),
            (r#"{"has":"blood_group"}"#, false),
            (r#"{"filled":"volume"}"#, false),
            (r#"{"empty":"bank"}"#, false),
        ] {
            let condition: Condition = serde_json::from_str(json).unwrap();
            assert_eq!(condition.holds(&Local), expected, "{json}");
        }
    }
}
