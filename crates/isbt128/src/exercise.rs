//! Texts that exercise the reader: good codes of every structure, damaged ones and noise, the same ones for the same seed.
//!
//! For benchmarks, for fuzzing without a fuzzer, and for whoever tests a scanner's way into a program.

use alloc::string::String;
use alloc::vec::Vec;

use crate::scan::{Scan, parse_scan};

/// One good text of each structure, and of pairs and compound messages.
pub const GOOD: [&str; 48] = [
    "=W00001642817500",
    "=W00001642817507",
    "=G12341765432170",
    "&dA99992600010020",
    "W000016428175 1",
    "=%6200",
    "=%Mq00",
    "=<S9999V00",
    "=<S9999FAa",
    "=<T9999003",
    "=>026365",
    "&>0263652359",
    "=*026325",
    "&*0263250815",
    "=}026325",
    "&}0263251200",
    "&(N0008",
    "=\\880000008700000000",
    "&\\999999999999999100",
    "&{029907999999999900",
    "=)2XX00AB123",
    "&)00001234rZ",
    "=;V01000000000806561665",
    "='A999900395A",
    "=-XX00027QzE",
    "&-00001234rZ",
    "=#0119991231",
    "&#0105ABC12",
    "=]202703",
    "&\"321415000000000000",
    "=$A999917123450102",
    "&$020100010255020006000900031000",
    "&%00200600103010080020406",
    "=(1002202611210815",
    "=,000012",
    "&+A9999AB3456",
    "=/A9997AB3456T0123",
    "&,10000000000005434RZ",
    "&,20000000000001234RZ",
    "&,4PL001499Z549917123456A00T041600320181231",
    "&:6939DKM001392612726",
    "&/CHV01002600AB12",
    "&pGZ/T012/R03/L2/S14",
    "&bBOX-0001",
    "=W00001642817500=%6200",
    "=<S9999V00&>0263652359",
    "=+04000=/A9997XYZ100T0479=A99991712345600=,000012=>019031",
    "=+05000=Z54991712345600=%T300=<T0416003&>0183652359&,4PL001499Z549917123456A00T041600320181231",
];

/// An endless source of texts.
#[derive(Debug, Clone)]
pub struct Exercise(u64);

impl Exercise {
    /// The texts of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// SplitMix64.
    fn next_number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(1);
        usize::try_from(self.next_number() % end).unwrap_or_default()
    }

    fn good(&mut self) -> &'static str {
        let at = self.below(GOOD.len());
        GOOD.get(at).copied().unwrap_or_default()
    }

    fn character(&mut self) -> char {
        const ANY: &str =
            "=&+,<>%*}(\\{)['-;#$]\"/:! \t\r\n0123456789ACGHIOWXZadpxyz.~脐血\u{1d}＝Ａ９\u{3000}\u{1F9EA}";
        let at = self.below(ANY.chars().count());
        ANY.chars().nth(at).unwrap_or('=')
    }

    fn damage(&mut self, characters: &mut Vec<char>) {
        let at = self.below(characters.len());
        match self.below(6) {
            0 => {
                let with = self.character();
                if let Some(place) = characters.get_mut(at) {
                    *place = with;
                }
            }
            1 => {
                let more = self.character();
                characters.insert(at.min(characters.len()), more);
            }
            2 if at < characters.len() => {
                characters.remove(at);
            }
            3 => characters.truncate(at),
            4 if at + 1 < characters.len() => characters.swap(at, at + 1),
            _ => characters.extend(self.good().chars()),
        }
    }
}

impl Iterator for Exercise {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let mut characters: Vec<char> = match self.below(8) {
            0 => (0..self.below(64)).map(|_| self.character()).collect(),
            1 => "]C1".chars().chain(self.good().chars()).chain("\r\n".chars()).collect(),
            _ => self.good().chars().collect(),
        };
        for _ in 0..self.below(4) {
            self.damage(&mut characters);
        }
        Some(characters.into_iter().collect())
    }
}

/// What every answer of the reader must hold: a code that is read is written again to the same value, and a fault lies
/// inside the text. The name of what does not hold.
///
/// # Errors
/// What does not hold.
pub fn verify(text: &str, answer: &Result<Scan, crate::ScanError>) -> Result<(), &'static str> {
    match answer {
        Ok(scan) if parse_scan(&scan.scan_text()).as_ref() == Ok(scan) => Ok(()),
        Ok(_) => Err("what was read is not written again"),
        Err(error) => match error.position() {
            Some(position) if position <= text.chars().count() => Ok(()),
            Some(_) => Err("the fault lies outside the text"),
            None => Ok(()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_texts_are_good_and_of_every_structure() {
        let mut numbers: Vec<u8> = Vec::new();
        for text in GOOD {
            let scan = parse_scan(text).unwrap();
            assert_eq!(scan.scan_text(), text);
            numbers.extend(scan.structure().map(|structure| structure.number()));
        }
        let live = (1..=40).filter(|number| ![11, 15, 16, 37].contains(number));
        assert!(live.clone().all(|number| numbers.contains(&number)), "{numbers:?}");
    }

    #[test]
    fn a_hundred_thousand_texts() {
        let (mut good, mut refused) = (0, 0);
        for text in Exercise::new(1).take(100_000) {
            let answer = parse_scan(&text);
            assert_eq!(verify(&text, &answer), Ok(()), "{text:?}: {answer:?}");
            if answer.is_ok() { good += 1 } else { refused += 1 }
        }
        assert!(good > 20_000 && refused > 20_000, "{good} {refused}");
        assert!(Exercise::new(7).take(100).eq(Exercise::new(7).take(100)));
        assert!(Exercise::new(7).take(100).ne(Exercise::new(8).take(100)));
    }
}
