//! Which versions of the protocol each side speaks, and which side is to be updated where they share none.

use crate::PROTOCOL;
use std::fmt;

/// The protocol versions that one side speaks, from the lowest to the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versions {
    /// The lowest.
    pub min: u16,
    /// The highest.
    pub max: u16,
}

/// The side whose program is too old for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outdated {
    /// The centre gave up the versions that the station speaks.
    Station,
    /// The centre does not speak what the station asks for yet.
    Centre,
}

impl Outdated {
    /// As a parameter of a problem.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Station => "station",
            Self::Centre => "centre",
        }
    }
}

impl Versions {
    /// What this build speaks.
    pub const OURS: Self = Self { min: PROTOCOL, max: PROTOCOL };

    /// The version in which a station and a centre talk: the highest that both speak.
    ///
    /// # Errors
    /// Who is to be updated. A centre that names no version at all is at fault itself.
    pub fn agree(station: Self, centre: Self) -> Result<u16, Outdated> {
        let (lowest, highest) = (station.min.max(centre.min), station.max.min(centre.max));
        if lowest <= highest {
            Ok(highest)
        } else if station.max < centre.min && centre.min <= centre.max {
            Err(Outdated::Station)
        } else {
            Err(Outdated::Centre)
        }
    }

    /// Who is to be updated where a centre of these versions refused what this build asked: also where they share a version, for
    /// then the centre is too old to know the request.
    #[must_use]
    pub fn outdated(self) -> Outdated {
        Self::agree(Self::OURS, self).err().unwrap_or(Outdated::Centre)
    }
}

impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.min == self.max {
            write!(f, "{}", self.max)
        } else {
            write!(f, "{}–{}", self.min, self.max)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Outdated::{Centre, Station};
    use super::*;
    use proptest::prelude::*;

    const ONE: Versions = Versions { min: 1, max: 1 };
    const BOTH: Versions = Versions { min: 1, max: 2 };
    const TWO: Versions = Versions { min: 2, max: 2 };

    #[test]
    fn old_and_new_agree_or_say_who_is_to_be_updated() {
        for (station, centre, want) in [
            (ONE, ONE, Ok(1)),
            (ONE, BOTH, Ok(1)),
            (ONE, TWO, Err(Station)),
            (BOTH, ONE, Ok(1)),
            (BOTH, BOTH, Ok(2)),
            (BOTH, TWO, Ok(2)),
            (TWO, ONE, Err(Centre)),
            (TWO, BOTH, Ok(2)),
            (TWO, TWO, Ok(2)),
        ] {
            assert_eq!(Versions::agree(station, centre), want, "station {station}, centre {centre}");
        }
        // What no centre says in earnest: nothing, or the highest before the lowest.
        for centre in [Versions { min: 0, max: 0 }, Versions { min: 2, max: 1 }] {
            assert_eq!(Versions::agree(ONE, centre), Err(Centre), "{centre}");
        }
        assert_eq!([ONE, BOTH, TWO].map(Versions::outdated), [Centre, Centre, Station]);
    }

    proptest! {
        #[test]
        fn what_is_agreed_both_speak_and_nothing_higher(a in 0..9_u16, b in 0..9_u16, c in 0..9_u16, d in 0..9_u16) {
            let (station, centre) = (Versions { min: a, max: b }, Versions { min: c, max: d });
            let shared = (0..9).filter(|version| (a..=b).contains(version) && (c..=d).contains(version));
            prop_assert_eq!(Versions::agree(station, centre).ok(), shared.max());
        }
    }
}
