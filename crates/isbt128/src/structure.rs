//! The table of data structures: identifier, number and length (ISBT 128 ST-001 2.4).

use core::fmt;

/// How many characters follow a data identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// Always this many.
    Fixed(usize),
    /// Patient identifier: two characters, then two digits that count the rest (2.4.25).
    Counted,
    /// A head of digits that counts the groups behind it (2.4.29, 2.4.30).
    Groups { head: usize, group: usize },
    /// Unknown here: retired or national; only readable alone.
    Open,
}

/// One ISBT 128 data structure, named by its number in ST-001 (1 for DS001); 0 stands for national structures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DataStructure(u8);

type Row = (u8, &'static str, Length);

/// Three-character identifiers come first, since two-character ones would hide them. DS001 is not here: its
/// identifier is `=` and the first character of its data.
const TABLE: &[Row] = &[
    (35, "&,1", Length::Fixed(18)),
    (36, "&,2", Length::Fixed(18)),
    (37, "&,3", Length::Open),
    (38, "&,4", Length::Fixed(40)),
    (2, "=%", Length::Fixed(4)),
    (3, "=<", Length::Fixed(8)),
    (4, "=>", Length::Fixed(6)),
    (5, "&>", Length::Fixed(10)),
    (6, "=*", Length::Fixed(6)),
    (7, "&*", Length::Fixed(10)),
    (8, "=}", Length::Fixed(6)),
    (9, "&}", Length::Fixed(10)),
    (10, "&(", Length::Fixed(5)),
    (11, "={", Length::Open),
    (12, "=\\", Length::Fixed(18)),
    (13, "&\\", Length::Fixed(18)),
    (14, "&{", Length::Fixed(18)),
    (15, "=[", Length::Open),
    (16, "=\"", Length::Open),
    (17, "=)", Length::Fixed(10)),
    (18, "&)", Length::Fixed(10)),
    (19, "=;", Length::Fixed(21)),
    (20, "='", Length::Fixed(11)),
    (21, "=-", Length::Fixed(10)),
    (22, "&-", Length::Fixed(10)),
    (23, "=+", Length::Fixed(5)),
    (24, "=#", Length::Fixed(10)),
    (25, "&#", Length::Counted),
    (26, "=]", Length::Fixed(6)),
    (27, "&\"", Length::Fixed(18)),
    (28, "=$", Length::Fixed(16)),
    (29, "&$", Length::Groups { head: 2, group: 14 }),
    (30, "&%", Length::Groups { head: 3, group: 10 }),
    (31, "=(", Length::Fixed(16)),
    (32, "=,", Length::Fixed(6)),
    (33, "&+", Length::Fixed(11)),
    (34, "=/", Length::Fixed(16)),
    (39, "&:", Length::Fixed(19)),
    (40, "&/", Length::Fixed(15)),
    (0, "&;", Length::Open),
    (0, "&!", Length::Open),
];

impl DataStructure {
    /// Donation identification number.
    pub const DONATION: Self = Self(1);
    /// ABO/RhD blood group.
    pub const BLOOD_GROUP: Self = Self(2);
    /// Product code.
    pub const PRODUCT: Self = Self(3);
    /// Staff member.
    pub const STAFF: Self = Self(20);
    /// Compound message.
    pub const COMPOUND: Self = Self(23);
    /// Global registration identifier for donors.
    pub const GRID: Self = Self(39);

    pub(crate) const fn of_number(number: u8) -> Self {
        Self(number)
    }

    /// The number in ST-001; 0 for national structures.
    pub fn number(self) -> u8 {
        self.0
    }

    /// True for structures that ICCBBA has withdrawn: 011, 015, 016, 037.
    pub fn is_retired(self) -> bool {
        matches!(self.0, 11 | 15 | 16 | 37)
    }
}

impl fmt::Display for DataStructure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DS{:03}", self.0)
    }
}

impl fmt::Debug for DataStructure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The structure whose identifier opens `text`, its identifier and its length.
pub(crate) fn find(text: &str) -> Option<(DataStructure, &'static str, Length)> {
    let row = TABLE.iter().find(|(_, identifier, _)| text.starts_with(identifier));
    row.map(|&(number, identifier, length)| (DataStructure(number), identifier, length))
}

/// The identifier of a numbered structure other than DS001.
pub(crate) fn identifier(number: u8) -> &'static str {
    TABLE.iter().find(|row| row.0 == number).map_or("=", |row| row.1)
}

/// How many characters of `content` belong to the structure; none when its own count is unreadable.
pub(crate) fn content_length(length: Length, content: &str) -> Option<usize> {
    let digits = |from: usize, to: usize| {
        let digits = content.get(from..to).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|digits| digits.parse::<usize>().ok())
    };
    match length {
        Length::Fixed(n) => Some(n),
        Length::Counted => digits(2, 4).map(|n| 4 + n),
        Length::Groups { head, group } => digits(0, head).map(|n| head + n * group),
        Length::Open => None,
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn forty_structures_each_once() {
        let numbers: HashSet<u8> = TABLE.iter().map(|r| r.0).filter(|n| *n > 0).collect();
        assert_eq!(numbers, (2..=40).collect());
        let identifiers: HashSet<&str> = TABLE.iter().map(|r| r.1).collect();
        assert_eq!(identifiers.len(), TABLE.len());
    }
}
