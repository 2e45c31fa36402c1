//! Results of special tests (ISBT 128 ST-001 2.4.10, 2.4.12 to 2.4.14 and 2.4.30): kept as the characters they are.
//!
//! Deliberately absent: what they mean. The table of DS010 is licensed, and DS014 is two-digit serology of platelets, of no
//! use for matching stem cells.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;

use crate::check::{check_symbol, check_value};
use crate::error::ScanError;
use crate::structure::identifier;
use crate::text::{DIGIT, UPPER_OR_DIGIT, expect_class, expect_layout, number, part, wrong_length};

/// Which test results a [`TestResult`] carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TestUse {
    /// DS010: five characters of a licensed table.
    General,
    /// DS012: eighteen digits on red cell antigens.
    RedCells,
    /// DS013: eighteen digits on red cell antigens, Finnish table.
    RedCellsFinnish,
    /// DS014: eighteen digits on platelet HLA and antigens.
    Platelets,
}

impl TestUse {
    pub(crate) fn from_number(number: u8) -> Self {
        match number {
            10 => Self::General,
            12 => Self::RedCells,
            13 => Self::RedCellsFinnish,
            _ => Self::Platelets,
        }
    }

    pub(crate) fn number(self) -> u8 {
        match self {
            Self::General => 10,
            Self::RedCells => 12,
            Self::RedCellsFinnish => 13,
            Self::Platelets => 14,
        }
    }
}

/// Coded results of special tests.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TestResult {
    usage: TestUse,
    code: String,
}

impl TestResult {
    /// Reads the characters of one structure.
    pub fn parse_as(usage: TestUse, text: &str) -> Result<Self, ScanError> {
        match usage {
            TestUse::General => expect_layout(text, "special_testing", &[(5, UPPER_OR_DIGIT)])?,
            _ => expect_layout(text, "special_testing", &[(18, DIGIT)])?,
        }
        Ok(Self { usage, code: text.to_owned() })
    }

    /// Which results.
    pub fn usage(&self) -> TestUse {
        self.usage
    }

    /// The characters.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The check character K, which goes with the eighteen digits where they are printed; none for DS010.
    pub fn check_character(&self) -> Option<char> {
        let digits = self.usage != TestUse::General;
        digits.then(|| check_value(&self.code).map_or('*', check_symbol))
    }

    /// The text a symbol carries, data identifier included.
    pub fn scan_text(&self) -> String {
        format!("{}{}", identifier(self.usage.number()), self.code)
    }
}

/// DS030: red cell antigens with the history of their tests, ten digits each behind a count of three.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AntigenHistory(String);

/// One antigen of an [`AntigenHistory`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AntigenResult<'a> {
    /// Blood group system and antigen, six digits.
    pub antigen: &'a str,
    /// Result, two digits.
    pub result: &'a str,
    /// How often tested, two digits.
    pub tests: &'a str,
}

impl AntigenHistory {
    /// Reads count and groups.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_class(text, "antigen_history", DIGIT)?;
        let expected = 3 + number::<usize>(part(text, 0, 3)) * 10;
        if text.len() < 3 || text.len() != expected {
            return Err(wrong_length("antigen_history", text.len(), expected.max(3)));
        }
        Ok(Self(text.to_owned()))
    }

    /// Writes count and groups; each is antigen, result and tests.
    pub fn of_results(results: &[AntigenResult<'_>]) -> Result<Self, ScanError> {
        let groups: String = results
            .iter()
            .flat_map(|r| [r.antigen, r.result, r.tests])
            .collect::<alloc::vec::Vec<_>>()
            .concat();
        Self::parse(&format!("{:03}{groups}", results.len()))
    }

    /// The antigens in their order, which says nothing.
    pub fn results(&self) -> impl Iterator<Item = AntigenResult<'_>> {
        (3..self.0.len()).step_by(10).map(|at| AntigenResult {
            antigen: part(&self.0, at, at + 6),
            result: part(&self.0, at + 6, at + 8),
            tests: part(&self.0, at + 8, at + 10),
        })
    }

    /// The digits.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// The text a symbol carries, data identifier included.
    pub fn scan_text(&self) -> String {
        format!("{}{}", identifier(30), self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coded_results() {
        let red_cells = TestResult::parse_as(TestUse::RedCells, "880000008700000000").unwrap();
        assert_eq!(red_cells.scan_text(), "=\\880000008700000000");
        assert!(red_cells.check_character().is_some());
        let general = TestResult::parse_as(TestUse::General, "N0008").unwrap();
        assert_eq!((general.scan_text().as_str(), general.check_character()), ("&(N0008", None));
        assert_eq!(TestResult::parse_as(TestUse::General, "N00o8").unwrap_err().position(), Some(4));
    }

    #[test]
    fn history() {
        let results = [
            AntigenResult { antigen: "006001", result: "03", tests: "01" },
            AntigenResult { antigen: "008002", result: "04", tests: "06" },
        ];
        let history = AntigenHistory::of_results(&results).unwrap();
        assert_eq!(history.scan_text(), "&%00200600103010080020406");
        assert!(history.results().eq(results));
        for (text, position) in [("", None), ("00", Some(2)), ("0010060010", Some(10)), ("00x", Some(3))] {
            assert_eq!(AntigenHistory::parse(text).unwrap_err().position(), position, "{text}");
        }
        assert_eq!(AntigenHistory::parse("0001").unwrap_err().position(), Some(4));
    }
}
