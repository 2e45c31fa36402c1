//! Field data of symbols, such that the printer encodes exactly our text.

use crate::symbol::code128::{CODE_B, CODE_C, Code128, START_C};

/// `^FH` indicator: what follows it as two hexadecimal digits is one character.
pub(super) const HEX: char = '_';

/// `^FD` of a `^BC` in mode N: each symbol character from the start on, invoked by ZPL's `>` codes.
pub(super) fn code128(code: &Code128) -> String {
    let values = code.values();
    let mut data = String::new();
    let mut in_c = values.first() == Some(&START_C);
    data += if in_c { ">;" } else { ">:" };
    // The last value is the check character, which the printer adds itself.
    for value in values.iter().skip(1).take(values.len().saturating_sub(2)) {
        match (in_c, *value) {
            (true, CODE_B) => {
                data += ">6";
                in_c = false;
            }
            (false, CODE_C) => {
                data += ">5";
                in_c = true;
            }
            (true, value) => data += &format!("{value:02}"),
            (false, value) => match char::from(value + b' ') {
                '>' => data += ">0",
                '^' => data += "><",
                '~' => data += ">=",
                c => push(&mut data, c),
            },
        }
    }
    data
}

/// `^FD` of a `^BX`.
pub(super) fn data_matrix(text: &str) -> String {
    let mut data = String::new();
    text.chars().for_each(|c| push(&mut data, c));
    data
}

/// A character that `^BX` may take as its escape: one that the text does not hold.
pub(super) fn escape(text: &str) -> char {
    "|!#$*+%".chars().find(|c| !text.contains(*c)).unwrap_or('|')
}

/// What ZPL itself would read as a command goes as hexadecimal.
fn push(data: &mut String, c: char) {
    if matches!(c, HEX | '^' | '~' | '\\') || !c.is_ascii_graphic() {
        *data += &format!("{HEX}{:02X}", u32::from(c));
    } else {
        data.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, linear: &str, matrix: &str) {
        assert_eq!(code128(&Code128::encode(text).unwrap()), linear);
        assert_eq!(data_matrix(text), matrix);
    }

    #[test]
    fn every_character_that_zpl_knows_is_escaped() {
        check("=W00001642817500", ">:=W>500001642817500", "=W00001642817500");
        check("&dA99992600012300", ">:&dA>599992600012300", "&dA99992600012300");
        check("=<S1128V00", ">:=<S1128V00", "=<S1128V00");
        check("a123456b", ">:a>5123456>6b", "a123456b");
        check("&>0271231000", ">:&>0>50271231000", "&>0271231000");
        check("=%6200", ">:=%>56200", "=%6200");
        check("a^b~c_d\\", ">:a><b>=c_5Fd_5C", "a_5Eb_7Ec_5Fd_5C");
        check("12345678", ">;12345678", "12345678");
    }

    #[test]
    fn the_escape_character_is_not_in_the_text() {
        assert_eq!(escape("=W"), '|');
        assert_eq!(escape("|!#"), '$');
    }
}
