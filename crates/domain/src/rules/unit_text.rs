//! Units of measurement as other programs write them.

/// Whether two texts name one unit: superscripts, `^`, `×`, `x` and `*`, micro signs, full-width characters, spaces and
/// letter case differ between programs and character sets (`×10⁸` has no place in GBK), and say nothing.
#[must_use]
pub fn is_same_unit(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

fn plain(unit: &str) -> String {
    let plain: String = unit.chars().filter_map(plain_character).flat_map(char::to_lowercase).collect();
    // The cross before a power of ten.
    match plain.strip_prefix(['x', '*']) {
        Some(power) if power.starts_with("10") => power.to_owned(),
        _ => plain,
    }
}

fn plain_character(character: char) -> Option<char> {
    Some(match character {
        '^' => return None,
        space if space.is_whitespace() => return None,
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_digit(u32::from(character) - u32::from('⁰'), 10)?,
        '×' | '✕' | '·' => 'x',
        'µ' | 'μ' => 'u',
        '！'..='～' => char::from_u32(u32::from(character) - 0xfee0)?,
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::is_same_unit;

    #[test]
    fn a_unit_is_the_same_however_a_program_writes_it() {
        for (one, other, same) in [
            ("×10⁸", "x10^8", true),
            ("×10⁸", "*10^8", true),
            ("×10⁸", "10^8", true),
            ("×10⁸", "× 10^8", true),
            ("×10⁸", "X10８", true),
            ("×10⁸", "×10⁹", false),
            ("×10⁸", "10^9", false),
            ("×10⁸", "10e8", false),
            ("×10⁹/L", "10^9/L", true),
            ("×10⁹/L", "×10⁹", false),
            ("×10¹²/L", "10^12/L", true),
            ("%", "％", true),
            ("μL", "uL", true),
            ("µL", "μl", true),
            ("mL", "μL", false),
            ("/100 WBC", "/100WBC", true),
            ("g/L", "g/dL", false),
            ("", "%", false),
        ] {
            assert_eq!(is_same_unit(one, other), same, "{one} {other}");
            assert_eq!(is_same_unit(other, one), same, "{other} {one}");
        }
    }
}
