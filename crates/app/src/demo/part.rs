//! Samples of the demo bank: compartments and segments of frozen bags, plasma and the mother's blood in boxes of a freezer.

use super::bank::Scene;
use super::register::SAMPLE_FREEZER;
use super::{record, write};
use crate::context::{Answer, Cx};
use crate::problem::{refused, stored};
use crate::rules::samples;
use domain::decide::{MakeInput, PartScene, PlaceInput, make_parts};
use domain::{DonationId, PartKind, PartSource, Role, UnitStatus, VolumeUnit};
use std::collections::BTreeMap;
use store::query::UnitFilter;

const MINUTE_MS: i64 = 60_000;
/// Units with samples: their vials fill a good part of two boxes.
const UNITS: u32 = 8;

/// Makes the samples of the units that were stored last.
pub(super) fn add(cx: &mut Cx<'_>, scene: &Scene) -> Answer<()> {
    let mut rows = Vec::new();
    for statuses in [vec![UnitStatus::Stored, UnitStatus::Reviewed], vec![UnitStatus::Released]] {
        let filter = UnitFilter { statuses, ..UnitFilter::default() };
        let found = cx.store()?.list_units(&filter, None, 4 * UNITS).map_err(stored)?;
        rows.extend(found.into_iter().filter(|row| !row.held).take(UNITS as usize / 2));
    }
    let mut cells = samples().usual_box().cells().into_iter().step_by(3);
    for (row, minutes) in rows.into_iter().zip(1_i64..) {
        let at_ms = scene.now_ms - minutes * 7 * MINUTE_MS;
        let cell = cells.next().unwrap_or_default();
        unit(cx, scene, row.donation, at_ms, &cell)?;
    }
    Ok(())
}

const fn of<'a>(kind: PartKind, source: PartSource, count: &'a str, volume: &'a str) -> MakeInput<'a> {
    MakeInput {
        kind,
        container: None,
        source,
        parent: None,
        count,
        volume,
        unit: VolumeUnit::Ml,
        taken: "",
        made_ms: None,
        mass_ug: "",
        concentration: "",
        place: None,
        compartment: "",
        note: "",
    }
}

fn unit(cx: &mut Cx<'_>, scene: &Scene, donation: DonationId, at_ms: i64, cell: &str) -> Answer<()> {
    use PartKind as K;
    use PartSource as S;
    let state = cx.unit(donation)?.state;
    let values = state.step_done("sample_pre").map(|done| done.record.values.as_slice()).unwrap_or_default();
    if let Some(removed) = values.iter().find(|value| value.code == "volume_removed") {
        make(cx, scene, donation, at_ms, &of(K::PreSample, S::Collection, "1", &removed.value))?;
    }
    make(cx, scene, donation, at_ms, &of(K::Compartment, S::Product, "5", "4.8"))?;
    let segments = MakeInput { unit: VolumeUnit::Ul, ..of(K::Segment, S::Product, "3", "100") };
    make(cx, scene, donation, at_ms, &segments)?;
    make(cx, scene, donation, at_ms, &of(K::MaternalBlood, S::Mother, "1", "5"))?;
    let blood = cx.unit(donation)?.state.parts.last().map(|part| part.id);
    let (none, shape) = (BTreeMap::new(), samples().usual_box());
    let into =
        |box_code| PlaceInput { device: SAMPLE_FREEZER, rack: "2", box_code, cell, shape, taken: &none };
    let plasma =
        MakeInput { parent: blood, place: Some(into("M-01")), ..of(K::MaternalPlasma, S::Part, "3", "0.8") };
    make(cx, scene, donation, at_ms, &plasma)?;
    let plasma = MakeInput { place: Some(into("P-01")), ..of(K::Plasma, S::Collection, "3", "0.5") };
    make(cx, scene, donation, at_ms, &plasma)
}

fn make(
    cx: &mut Cx<'_>,
    scene: &Scene,
    donation: DonationId,
    at_ms: i64,
    input: &MakeInput<'_>,
) -> Answer<()> {
    let state = cx.unit(donation)?.state;
    let input = MakeInput { made_ms: Some(at_ms), ..*input };
    let made = cx.with_context(|context| {
        make_parts(&PartScene { unit: &state, contests: &[], rules: samples(), context }, &input)
    })?;
    let person = scene.person(Role::TestLab);
    let records = made.map_err(refused)?.into_iter();
    write(cx, records.map(|made| record(donation.bytes(), at_ms, person, made)).collect())
}
