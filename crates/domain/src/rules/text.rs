//! Values that are text of a shape, such as HLA alleles: read into one spelling, so that two entries of one value agree.
//!
//! The shape alone is judged: whether an allele is in the current catalogue, no program that is offline for weeks could say.

use crate::{Code, Refusal};
use serde::Deserialize;

/// Digits of the first field of an allele, and of the others (WHO nomenclature of 2010: no field has a fixed length).
const FIRST_DIGITS: std::ops::RangeInclusive<usize> = 2..=3;
const FIELD_DIGITS: std::ops::RangeInclusive<usize> = 2..=4;
/// Fields of an allele's name.
const FIELDS_MAX: usize = 4;
/// How an allele is expressed, as the last letter of its full name.
const EXPRESSION: [char; 6] = ['N', 'L', 'S', 'C', 'A', 'Q'];

/// A value that is text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextRule {
    /// How it is written.
    pub shape: TextShape,
    /// Where the shape comes from.
    pub source: String,
}

/// How a text is written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextShape {
    /// The two alleles of this locus, such as `DRB1`; the same one twice where both are equal.
    HlaAlleles(String),
}

impl TextRule {
    /// A value as it may be written.
    #[must_use]
    pub fn example(&self) -> String {
        let TextShape::HlaAlleles(locus) = &self.shape;
        let [one, other] = match locus.as_str() {
            "A" => ["02:01", "11:01"],
            "B" => ["40:01", "46:01"],
            "C" => ["01:02", "07:02"],
            "DRB1" => ["09:01", "15:01"],
            _ => ["03:03", "06:01"],
        };
        format!("{locus}*{one},{locus}*{other}")
    }

    /// Reads a value into its one spelling.
    ///
    /// # Errors
    /// [`Code::TextShape`] at `value`, with an example.
    pub fn read(&self, text: &str) -> Result<String, Refusal> {
        let TextShape::HlaAlleles(locus) = &self.shape;
        let alleles = hla_alleles(locus, text);
        alleles.ok_or_else(|| {
            Refusal::stop(Code::TextShape).with("value", text).with("example", self.example()).at("value")
        })
    }
}

/// Two alleles of a locus in order, parted by a comma.
fn hla_alleles(locus: &str, text: &str) -> Option<String> {
    let plain: String = text.chars().map(half_width).collect::<String>().to_uppercase();
    let parts = plain.split(|sign: char| sign.is_whitespace() || matches!(sign, ',' | ';' | '+' | '、'));
    let read: Option<Vec<String>> =
        parts.filter(|part| !part.is_empty()).map(|part| hla_allele(locus, part)).collect();
    let mut alleles = read?;
    alleles.sort();
    (alleles.len() == 2).then(|| alleles.join(","))
}

/// `A*02:01:01:02L`, with or without `HLA-` before it.
fn hla_allele(locus: &str, text: &str) -> Option<String> {
    let name = text.strip_prefix("HLA-").unwrap_or(text);
    let digits = name.strip_prefix(locus)?.strip_prefix('*')?;
    let suffix = digits.chars().last().filter(char::is_ascii_alphabetic);
    let fields: Vec<&str> =
        digits.strip_suffix(|sign| Some(sign) == suffix).unwrap_or(digits).split(':').collect();
    let is_number = |field: &&str| field.bytes().all(|byte| byte.is_ascii_digit());
    let first = fields.first().is_some_and(|field| FIRST_DIGITS.contains(&field.len()));
    let others = fields.iter().skip(1).all(|field| FIELD_DIGITS.contains(&field.len()));
    // G names alleles of one nucleotide sequence, P of one protein, in the binding domains.
    let suited = match suffix {
        None => true,
        Some('G') => fields.len() == 3,
        Some('P') => fields.len() == 2,
        Some(sign) => EXPRESSION.contains(&sign) && fields.len() > 1,
    };
    let good = first && others && suited && fields.len() <= FIELDS_MAX && fields.iter().all(is_number);
    good.then(|| name.to_owned())
}

/// What a Chinese keyboard writes for it.
const fn half_width(sign: char) -> char {
    match sign {
        '＊' => '*',
        '：' => ':',
        '，' => ',',
        '；' => ';',
        '－' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alleles_have_one_spelling() {
        for (locus, text, read) in [
            ("A", "A*02:01,A*11:01", Some("A*02:01,A*11:01")),
            ("A", " hla-a*11:01 / ", None),
            ("A", "HLA-A*11:01 a*02:01", Some("A*02:01,A*11:01")),
            ("A", "A＊11：01，A＊02：01", Some("A*02:01,A*11:01")),
            ("A", "A*24:02:01:02L;A*24:09N", Some("A*24:02:01:02L,A*24:09N")),
            ("B", "B*15:01:01G+B*40:01P", Some("B*15:01:01G,B*40:01P")),
            ("C", "C*01:02,C*01:02", Some("C*01:02,C*01:02")),
            ("DRB1", "DRB1*15:01,DRB1*09:01", Some("DRB1*09:01,DRB1*15:01")),
            ("A", "A*02,A*11", Some("A*02,A*11")),
            ("A", "A*02:1000,A*11:01", Some("A*02:1000,A*11:01")),
            ("A", "A*02:01", None),
            ("A", "A*02:01,A*11:01,A*24:02", None),
            ("A", "B*02:01,B*11:01", None),
            ("A", "A*2:01,A*11:01", None),
            ("A", "A*0201,A*1101", None),
            ("A", "A*02:1,A*11:01", None),
            ("A", "A*02:01:01:01:01,A*11:01", None),
            ("A", "A*02:01X,A*11:01", None),
            ("A", "A*02:01G,A*11:01", None),
            ("A", "A*02N,A*11:01", None),
            ("A", "A*02:XX,A*11:01", None),
            ("A", "A2,A11", None),
            ("A", "", None),
        ] {
            let rule = TextRule { shape: TextShape::HlaAlleles(locus.to_owned()), source: String::new() };
            let found = rule.read(text);
            assert_eq!(found.as_deref().ok(), read, "{text}");
            if let Err(refusal) = found {
                assert_eq!((refusal.code, refusal.field), (Code::TextShape, Some("value")));
            }
            assert_eq!(rule.read(&rule.example()).as_ref(), Ok(&rule.example()));
        }
    }
}
