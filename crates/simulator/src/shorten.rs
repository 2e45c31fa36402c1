//! Making a failing run shorter: leaving out what it fails without, as long as that goes.

use crate::schedule::{Phase, Schedule};

/// The shortest schedule found within so many tries for which `fails` still says yes.
pub fn shorten(schedule: &Schedule, tries: u32, mut fails: impl FnMut(&Schedule) -> bool) -> Schedule {
    let mut shortest = schedule.clone();
    let mut left = tries;
    let mut piece = shortest.len().div_ceil(2);
    while piece > 0 && left > 0 {
        let mut at = 0;
        let mut shorter = false;
        while at < shortest.len() && left > 0 {
            left -= 1;
            let candidate = without(&shortest, at, piece);
            if fails(&candidate) {
                shortest = candidate;
                shorter = true;
            } else {
                at += piece;
            }
        }
        piece = match (piece, shorter) {
            (1, true) => 1,
            (1, false) => 0,
            (longer, _) => longer.div_ceil(2),
        };
    }
    shortest
}

/// The same without so many things from one on.
fn without(schedule: &Schedule, at: usize, count: usize) -> Schedule {
    let mut index = 0;
    let phases = schedule.phases.iter().map(|phase| {
        let mut keep = phase.events.clone();
        keep.retain(|_| {
            index += 1;
            !(at + 1..=at + count).contains(&index)
        });
        Phase { events: keep, ..phase.clone() }
    });
    Schedule { phases: phases.collect(), ..schedule.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_stays_and_all_else_goes() {
        let schedule = Schedule::draw(3);
        let wanted: Vec<u64> = schedule
            .phases
            .iter()
            .flat_map(|phase| &phase.events)
            .map(|event| event.chance)
            .step_by(9)
            .collect();
        let has_all = |candidate: &Schedule| {
            let mut left = candidate.phases.iter().flat_map(|phase| &phase.events);
            wanted.iter().all(|chance| left.any(|event| event.chance == *chance))
        };
        let shortest = shorten(&schedule, 2_000, has_all);
        assert_eq!(shortest.len(), wanted.len());
    }
}
