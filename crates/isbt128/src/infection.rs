//! Infection markers (ISBT 128 ST-001 2.4.27 with table 18, data structure 027).
//!
//! Eighteen digits; each of the first ten carries two markers as `3 x first + second`. The pairs straddle viruses. The values
//! are the outcome of the approved screening and must be linked to the donation number.

use crate::check::{check_symbol, check_value};
use crate::error::ScanError;
use crate::text::{Class, Run, ZERO, bytes, expect_layout, text_value};

/// What screening found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing is said here, which is also how "not tested" is sent.
    NoInformation,
    /// Not detected.
    Negative,
    /// Reactive.
    Positive,
}

impl Outcome {
    /// A stable word for translations and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoInformation => "no_information",
            Self::Negative => "negative",
            Self::Positive => "positive",
        }
    }

    fn value(self) -> u8 {
        match self {
            Self::NoInformation => 0,
            Self::Negative => 1,
            Self::Positive => 2,
        }
    }

    fn of_value(value: u8) -> Self {
        match value {
            1 => Self::Negative,
            2 => Self::Positive,
            _ => Self::NoInformation,
        }
    }
}

macro_rules! markers {
    ($($name:ident $code:literal $doc:literal,)*) => {
        /// A marker of infection, in the order of the code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Marker {
            $(#[doc = $doc] $name,)*
        }

        impl Marker {
            /// Every marker, in the order of the code.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// A stable word for translations and logs.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}

markers! {
    HivAntibody "hiv_antibody" "Antibody to HIV-1/2.",
    HivAntigen "hiv_p24_antigen" "HIV p24 antigen.",
    HivGenome "hiv_genome" "HIV genome.",
    HcvAntibody "hcv_antibody" "Antibody to HCV.",
    HcvAntigen "hcv_antigen" "HCV antigen.",
    HcvGenome "hcv_genome" "HCV genome.",
    HbcAntibody "hbc_antibody" "Antibody to HBc.",
    HbsAntigen "hbs_antigen" "HBs antigen.",
    HbvGenome "hbv_genome" "HBV genome.",
    HtlvAntibody "htlv_antibody" "Antibody to HTLV-I/II.",
    SyphilisAntibody "syphilis_antibody" "Antibody to syphilis.",
    CmvAntibody "cmv_antibody" "Antibody to CMV.",
    CmvGenome "cmv_genome" "CMV genome.",
    EbvGenome "ebv_genome" "EBV genome.",
    WnvGenome "wnv_genome" "West Nile virus genome.",
    ParvovirusAntibody "parvovirus_b19_antibody" "Antibody to parvovirus B19.",
    ParvovirusGenome "parvovirus_b19_genome" "Parvovirus B19 genome.",
    ChagasAntibody "chagas_antibody" "Antibody to Chagas.",
    HevGenome "hev_genome" "HEV genome.",
}

impl Marker {
    /// The digit that carries the marker, and the factor of the marker in it.
    fn place(self) -> (usize, u8) {
        let index = Self::ALL.iter().position(|marker| *marker == self).unwrap_or_default();
        (index / 2, if index.is_multiple_of(2) { 3 } else { 1 })
    }
}

const PAIR: Class = (|c| matches!(c, '0'..='8'), "marker_pair");
const SINGLE: Class = (|c| matches!(c, '0' | '3' | '6'), "single_marker");
const LAYOUT: [Run; 3] = [(9, PAIR), (1, SINGLE), (8, ZERO)];

/// The outcomes of all markers of one donation.
///
/// ```
/// use isbt128::{InfectionMarkers, Marker, Outcome};
///
/// let markers = InfectionMarkers::NONE
///     .with(Marker::HivAntibody, Outcome::Negative)
///     .with(Marker::HcvAntibody, Outcome::Positive);
/// assert_eq!(markers.scan_text(), "&\"320000000000000000");
/// assert_eq!(markers.outcome(Marker::HcvAntibody), Outcome::Positive);
/// assert_eq!(markers.outcome(Marker::HivGenome), Outcome::NoInformation);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InfectionMarkers([u8; 18]);

impl InfectionMarkers {
    /// No information on any marker.
    pub const NONE: Self = Self([b'0'; 18]);

    /// Reads the eighteen digits.
    pub fn parse(text: &str) -> Result<Self, ScanError> {
        expect_layout(text, "infection_markers", &LAYOUT)?;
        Ok(Self(bytes(text, "infection_markers")?))
    }

    /// The outcome of one marker.
    pub fn outcome(&self, marker: Marker) -> Outcome {
        let (digit, factor) = marker.place();
        let pair = self.0.get(digit).map_or(0, |byte| byte - b'0');
        Outcome::of_value(pair / factor % 3)
    }

    /// The same with one marker's outcome set.
    pub fn with(mut self, marker: Marker, outcome: Outcome) -> Self {
        let (digit, factor) = marker.place();
        let before = self.outcome(marker).value();
        if let Some(byte) = self.0.get_mut(digit) {
            *byte = *byte - before * factor + outcome.value() * factor;
        }
        self
    }

    /// The markers that something is said about.
    pub fn outcomes(&self) -> impl Iterator<Item = (Marker, Outcome)> {
        let markers = *self;
        let all = Marker::ALL.iter().map(move |marker| (*marker, markers.outcome(*marker)));
        all.filter(|(_, outcome)| *outcome != Outcome::NoInformation)
    }

    /// The check character K, printed in a box.
    pub fn check_character(&self) -> char {
        check_value(self.as_str()).map_or('*', check_symbol)
    }
}

text_value!(InfectionMarkers, 27);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard() {
        let mut markers = InfectionMarkers::NONE;
        for (marker, outcome) in [
            (Marker::HivAntibody, Outcome::Negative),
            (Marker::HcvAntibody, Outcome::Positive),
            (Marker::HcvGenome, Outcome::Negative),
            (Marker::HbcAntibody, Outcome::Negative),
            (Marker::HbsAntigen, Outcome::Negative),
            (Marker::HtlvAntibody, Outcome::Negative),
            (Marker::SyphilisAntibody, Outcome::Negative),
            (Marker::CmvAntibody, Outcome::Positive),
        ] {
            markers = markers.with(marker, outcome);
        }
        assert_eq!(markers.as_str(), "321415000000000000");
        assert_eq!(markers.check_character(), 'L');
        assert_eq!(markers.outcomes().count(), 8);
        assert_eq!(InfectionMarkers::parse(markers.as_str()), Ok(markers));
        assert_eq!(markers.with(Marker::CmvAntibody, Outcome::NoInformation).as_str(), "321413000000000000");
    }

    #[test]
    fn digits_that_carry_no_pair() {
        for (text, position) in [
            ("900000000000000000", 1),
            ("000000000100000000", 10),
            ("000000000010000000", 11),
            ("00000000000000000", 17),
        ] {
            assert_eq!(InfectionMarkers::parse(text).unwrap_err().position(), Some(position), "{text}");
        }
    }

    #[test]
    fn every_marker_has_its_own_place() {
        for marker in Marker::ALL {
            for outcome in [Outcome::Negative, Outcome::Positive] {
                let said: alloc::vec::Vec<_> =
                    InfectionMarkers::NONE.with(*marker, outcome).outcomes().collect();
                assert_eq!(said, [(*marker, outcome)]);
            }
        }
    }
}
