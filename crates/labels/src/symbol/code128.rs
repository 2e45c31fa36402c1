//! Code 128 (ISO/IEC 15417) with the fewest symbol characters, as ISBT 128 ST-001 6.1 asks: subset C for digits.
//!
//! Only printable ASCII is encoded, so subset A (control characters) never helps: whatever it can say of our
//! texts, subset B says with the same number of characters. The choice between B and C is made by dynamic
//! programming from the end of the text, which is short to prove minimal: see the tests.

use super::{SymbolError, expect_printable};

/// The longest text that is encoded; longer ones make symbols that no scanner window holds.
pub const TEXT_LENGTH_MAX: usize = 48;

pub(crate) const CODE_C: u8 = 99;
pub(crate) const CODE_B: u8 = 100;
const START_B: u8 = 104;
pub(crate) const START_C: u8 = 105;
/// Bars and spaces of the stop character, final bar included.
const STOP: &str = "2331112";

/// Widths of bar, space, bar, space, bar, space for the values 0 to 105.
const PATTERNS: [&str; 106] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
    "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
    "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
    "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
    "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
    "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
    "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
    "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
    "114131", "311141", "411131", "211412", "211214", "211232",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Subset {
    B,
    C,
}

/// An encoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code128 {
    values: Vec<u8>,
}

impl Code128 {
    /// Encodes printable ASCII of at most [`TEXT_LENGTH_MAX`] characters.
    pub fn encode(text: &str) -> Result<Self, SymbolError> {
        expect_printable(text)?;
        if text.len() > TEXT_LENGTH_MAX {
            return Err(SymbolError::TooLong { length: text.len() });
        }
        let mut values = data_values(text.as_bytes());
        let weighted = values.iter().enumerate().map(|(i, value)| i.max(1) * usize::from(*value));
        let check = weighted.sum::<usize>() % 103;
        values.push(u8::try_from(check).unwrap_or_default());
        Ok(Self { values })
    }

    /// Symbol characters from start to check, without stop.
    pub fn values(&self) -> &[u8] {
        &self.values
    }

    /// Widths in modules of bar, space, bar ... bar, stop included, quiet zones not.
    pub fn widths(&self) -> Vec<u8> {
        let patterns = self.values.iter().filter_map(|value| PATTERNS.get(usize::from(*value)));
        patterns.chain([&STOP]).flat_map(|pattern| pattern.bytes().map(|digit| digit - b'0')).collect()
    }

    /// Width of the whole symbol in modules, quiet zones not included.
    pub fn module_count(&self) -> usize {
        self.values.len() * 11 + 13
    }
}

/// The values from the start character to the last of the text, fewest possible.
fn data_values(text: &[u8]) -> Vec<u8> {
    let costs = costs(text);
    let cost = |at: usize, subset: Subset| {
        costs.get(at).map_or(usize::MAX, |(b, c)| if subset == Subset::B { *b } else { *c })
    };
    let mut subset = if cost(0, Subset::C) < cost(0, Subset::B) { Subset::C } else { Subset::B };
    let mut values = vec![if subset == Subset::C { START_C } else { START_B }];
    let mut rest = text;
    while let Some((first, tail)) = rest.split_first() {
        let at = text.len() - rest.len();
        match (subset, pair(rest)) {
            (Subset::C, Some(value)) if cost(at, Subset::C) == 1 + cost(at + 2, Subset::C) => {
                values.push(value);
                rest = tail.get(1..).unwrap_or_default();
            }
            (Subset::C, _) => {
                values.push(CODE_B);
                subset = Subset::B;
            }
            (Subset::B, _) if cost(at, Subset::B) == 1 + cost(at + 1, Subset::B) => {
                values.push(first - b' ');
                rest = tail;
            }
            (Subset::B, _) => {
                values.push(CODE_C);
                subset = Subset::C;
            }
        }
    }
    values
}

/// For each place of the text, and behind it, the fewest characters for the rest when in subset B and in C.
fn costs(text: &[u8]) -> Vec<(usize, usize)> {
    let mut costs = vec![(0, 0); text.len() + 1];
    for at in (0..text.len()).rev() {
        let rest = text.get(at..).unwrap_or_default();
        let after = |n: usize| costs.get(at + n).copied().unwrap_or_default();
        let stay_b = 1 + after(1).0;
        let stay_c = if pair(rest).is_some() { 1 + after(2).1 } else { usize::MAX };
        let best = (stay_b.min(stay_c.saturating_add(1)), stay_c.min(stay_b + 1));
        if let Some(cell) = costs.get_mut(at) {
            *cell = best;
        }
    }
    costs
}

/// The value 0 to 99 of the two digits that open `text`.
fn pair(text: &[u8]) -> Option<u8> {
    match text {
        [a @ b'0'..=b'9', b @ b'0'..=b'9', ..] => Some((a - b'0') * 10 + (b - b'0')),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    /// Reads the values back, the plain way of the standard.
    fn decode(values: &[u8]) -> String {
        let (check, data) = values.split_last().unwrap();
        let sum: usize = data.iter().enumerate().map(|(i, v)| i.max(1) * usize::from(*v)).sum();
        assert_eq!(sum % 103, usize::from(*check));
        let mut in_c = data[0] == START_C;
        let mut text = String::new();
        for value in &data[1..] {
            match (in_c, *value) {
                (true, CODE_B) => in_c = false,
                (false, CODE_C) => in_c = true,
                (true, value) => text += &format!("{value:02}"),
                (false, value) => text.push(char::from(value + b' ')),
            }
        }
        text
    }

    /// The fewest values by trying everything: from each state, encode or switch.
    fn fewest(text: &[u8], in_c: bool, may_switch: bool) -> usize {
        if text.is_empty() {
            return 0;
        }
        let encode = match (in_c, pair(text)) {
            (true, Some(_)) => 1 + fewest(&text[2..], true, true),
            (true, None) => usize::MAX,
            (false, _) => 1 + fewest(&text[1..], false, true),
        };
        let switch = if may_switch { fewest(text, !in_c, false).saturating_add(1) } else { usize::MAX };
        encode.min(switch)
    }

    #[test]
    fn the_table_is_sound() {
        let unique: HashSet<&str> = PATTERNS.into_iter().collect();
        assert_eq!(unique.len(), PATTERNS.len());
        for pattern in PATTERNS {
            let widths: Vec<u32> = pattern.chars().map(|c| c.to_digit(10).unwrap()).collect();
            assert_eq!(widths.iter().sum::<u32>(), 11, "{pattern}");
            assert_eq!((widths[0] + widths[2] + widths[4]) % 2, 0, "{pattern}: bars have even parity");
        }
    }

    #[test]
    fn a_donation_number_takes_twelve_characters() {
        let symbol = Code128::encode("=W00001642817500").unwrap();
        assert_eq!(symbol.values()[..4], [START_B, b'=' - b' ', b'W' - b' ', CODE_C]);
        assert_eq!(symbol.values().len(), 12);
        assert_eq!(symbol.module_count(), 145);
        assert_eq!(symbol.widths().iter().map(|w| usize::from(*w)).sum::<usize>(), 145);
    }

    #[test]
    fn refusals() {
        assert_eq!(Code128::encode(""), Err(SymbolError::Empty));
        assert_eq!(Code128::encode("A脐"), Err(SymbolError::Character { position: 2, found: '脐' }));
        assert_eq!(Code128::encode(&"A".repeat(49)), Err(SymbolError::TooLong { length: 49 }));
    }

    proptest! {
        #[test]
        fn reads_back(text in "[ -~]{1,48}") {
            prop_assert_eq!(decode(Code128::encode(&text).unwrap().values()), text);
        }

        #[test]
        fn is_shortest(text in "([0-9]{1,4}|[A-Z=&]{1,2}){1,5}") {
            let bytes = text.as_bytes();
            let best = fewest(bytes, false, false).min(fewest(bytes, true, false));
            prop_assert_eq!(Code128::encode(&text).unwrap().values().len(), best + 2, "{}", text);
        }
    }
}
