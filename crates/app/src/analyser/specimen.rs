//! The unit that a specimen is of, and the sample where its label is that of one.

use crate::command::{named_part, part_code};
use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::procedures::samples_of;
use domain::analyser::{Samples, Specimen, specimen_number};
use domain::rules::TestDefinition;
use domain::unit::UnitState;
use domain::{Code, DonationId, Refusal};
use std::collections::BTreeSet;

/// A specimen of a unit that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedSpecimen {
    pub(crate) donation: DonationId,
    /// What names it, with whose it is where its label or its sample says so.
    pub(crate) specimen: Specimen,
    /// The steps that it was taken in, and what it was made of, where it is a sample.
    pub(crate) taken_in: Option<BTreeSet<String>>,
}

impl NamedSpecimen {
    /// Whether a test may be measured in it.
    pub(crate) fn suits(&self, cx: &Cx<'_>, test: &TestDefinition) -> Answer<Result<(), Refusal>> {
        if let Err(other) = self.specimen.suits(test.subject) {
            return Ok(Err(other));
        }
        let Some(taken_in) = &self.taken_in else { return Ok(Ok(())) };
        let sampling = samples_of(cx, &cx.unit(self.donation)?.state)?.sampling_steps();
        let of_other = test.is_of_other_step(taken_in, &sampling, &cx.rules().tests());
        let refusal = Refusal::stop(Code::SpecimenOfStep).with("test", &test.code);
        Ok(if of_other { Err(refusal.with("din", self.specimen.din)) } else { Ok(()) })
    }
}

/// The unit that a specimen is of, with what names it; or why none is.
pub(crate) fn specimen_unit(cx: &Cx<'_>, ids: &[String]) -> Answer<Result<NamedSpecimen, Refusal>> {
    let specimen = match specimen_number(ids, cx.bank()?.scheme) {
        Ok(specimen) => specimen,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let found = cx.store()?.find_din(specimen.din.as_str()).map_err(stored)?;
    if found.is_empty() {
        return Ok(Err(Refusal::stop(Code::SpecimenUnknown)));
    }
    if let Some(number) = specimen.part {
        return sample(cx, specimen, number);
    }
    Ok(match found.as_slice() {
        [row] => Ok(NamedSpecimen { donation: row.donation, specimen, taken_in: None }),
        // Two units say that they have the number: whose the result is, is not known.
        _ => Err(Refusal::stop(Code::SpecimenContested).with("din", specimen.din)),
    })
}

/// The sample of that number. A label that another donation's vessel may carry too names none.
fn sample(cx: &Cx<'_>, specimen: Specimen, number: u32) -> Answer<Result<NamedSpecimen, Refusal>> {
    let code = part_code(specimen.din.as_str(), number);
    let found = match named_part(cx, &code)? {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(Err(Refusal::stop(Code::SpecimenNoPart).with("value", code))),
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Some(shared) = found.warning {
        let stop = Refusal::stop(shared.code);
        return Ok(Err(shared.params.iter().fold(stop, |stop, (name, value)| stop.with(name, value))));
    }
    let unit = cx.unit(found.donation)?.state;
    let Some(part) = unit.part(found.part) else {
        return Ok(Err(Refusal::stop(Code::SpecimenNoPart).with("value", code)));
    };
    let subject = part.kind().subject();
    if let Err(other) = specimen.suits(subject) {
        return Ok(Err(other));
    }
    let taken_in = samples_of(cx, &unit)?.taken_in(part, &unit);
    let specimen = Specimen { subject: Some(subject), ..specimen };
    Ok(Ok(NamedSpecimen { donation: found.donation, specimen, taken_in: Some(taken_in) }))
}

/// The samples among the specimens of one unit, each with its place in the message.
pub(crate) fn samples<'a>(
    cx: &Cx<'_>,
    unit: &UnitState,
    named: impl Iterator<Item = (u32, &'a NamedSpecimen)>,
) -> Answer<Samples> {
    let of = named.filter_map(|(at, named)| Some((at, named.taken_in.clone()?)));
    Ok(Samples { of: of.collect(), steps: samples_of(cx, unit)?.sampling_steps() })
}
