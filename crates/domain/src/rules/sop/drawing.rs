//! What a version that is drawn now has to say beyond being readable. Texts that landed before go on as they are.

use super::{Departing, Sop, SopFault, Step};
use crate::Permission;

impl Sop {
    /// Reads a version that somebody draws, and finds everything that is wrong with it.
    ///
    /// # Errors
    /// The faults, never empty.
    pub fn parse_drawing(content: &str) -> Result<Self, Vec<SopFault>> {
        let sop = Self::parse(content)?;
        let faults = sop.open_faults();
        if faults.is_empty() { Ok(sop) } else { Err(faults) }
    }

    /// What would fail open: a window of time that nobody is held to, a step that nobody can record.
    #[must_use]
    pub fn open_faults(&self) -> Vec<SopFault> {
        let mut faults = Vec::new();
        for (place, step) in self.steps.iter().enumerate() {
            let at = |part: &str| format!("steps.{}.{part}", step.code);
            for timing in step.timing.iter().filter(|timing| timing.without.is_none()) {
                if !self.is_certain(&timing.from, place) {
                    let (at, value) = (at("timing"), timing.from.clone());
                    faults.push(SopFault { code: "sop.rule.uncertain_from", at, value });
                }
            }
            for role in idle(step) {
                let value = serde_json::to_value(role).ok();
                let value = value.as_ref().and_then(|role| role.as_str()).unwrap_or_default().to_owned();
                faults.push(SopFault { code: "sop.rule.role", at: at("who"), value });
            }
        }
        faults
    }

    /// Whether a step is always done before the one at `place` where it is for the unit at all.
    fn is_certain(&self, from: &str, place: usize) -> bool {
        let Some(found) = self.steps.iter().position(|step| step.code == from) else { return true };
        let Some(step) = self.steps.get(found) else { return true };
        let stops = self.steps.iter().skip(found + 1).take(place.saturating_sub(found)).any(|step| step.stop);
        !step.optional && step.skip == Departing::Stop && (!step.parallel || step.stop || stops)
    }
}

/// Roles that a step of the bench is given to and that record none.
fn idle(step: &Step) -> impl Iterator<Item = crate::Role> {
    let bench = step.recorded_by.is_none();
    step.who.iter().copied().filter(move |role| bench && !role.may(Permission::RecordStep))
}
