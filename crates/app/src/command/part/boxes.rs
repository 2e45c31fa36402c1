//! Boxes of samples: what is in them, and of which kind they are.

use super::{keeping_code, keeping_device, part_code};
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, scanned, stored};
use crate::rules::samples;
use crate::view::{part_box_row, part_box_view, part_boxes_view};
use api::wire::*;
use domain::decide::{self, BoxInput, BoxScene};
use domain::rules::BoxShape;
use isbt128::{LocalCode, LocalKind};

/// How many cells a box of this site has; the usual ones where nobody set it up.
pub(crate) fn box_shape(cx: &Cx<'_>, box_code: &str) -> Answer<BoxShape> {
    let known = cx.store()?.find_part_box(cx.site()?, box_code).map_err(stored)?;
    Ok(known
        .map_or_else(|| samples().usual_box(), |known| BoxShape { rows: known.rows, columns: known.columns }))
}

pub(crate) fn part_boxes(cx: &mut Cx<'_>, _: Empty) -> Answer<PartBoxes> {
    part_boxes_view(cx)
}

pub(crate) fn part_box(cx: &mut Cx<'_>, request: PartBoxQuery) -> Answer<PartBoxView> {
    let device = keeping_code(&request.device)?;
    let box_code = request.box_code.as_deref().map(str::trim).filter(|code| !code.is_empty());
    let boxes = cx.store()?.list_boxes(cx.site()?).map_err(stored)?;
    let known = boxes.into_iter().find(|row| row.device == device && row.box_code.as_deref() == box_code);
    let row = known.unwrap_or(store::query::BoxRow {
        device,
        box_code: box_code.map(str::to_owned),
        rack: None,
        parts: 0,
        clashes: 0,
    });
    let row = part_box_row(cx, row)?;
    part_box_view(cx, row)
}

pub(crate) fn part_box_set_up(cx: &mut Cx<'_>, request: SetUpPartBox) -> Answer<PartBoxes> {
    let site = cx.site()?;
    let device = keeping_device(cx, &request.device)?;
    let box_code = request.box_code.trim();
    LocalCode::new(LocalKind::Box, box_code).map_err(|e| scanned(&e, "box_code"))?;
    let known = cx.store()?.find_part_box(site, box_code).map_err(stored)?;
    let there = cx.store()?.list_cells(site, box_code).map_err(stored)?;
    let taken: Vec<(String, String)> = there
        .into_iter()
        .filter_map(|row| Some((row.cell?, part_code(row.din.as_deref().unwrap_or_default(), row.number))))
        .collect();
    let input = BoxInput {
        device: &device,
        rack: &request.rack,
        box_code,
        kind: &request.kind,
        reason: &request.reason,
    };
    let scene = BoxScene { site, known: known.as_ref(), taken: &taken };
    let record = decide::set_up_box(samples(), &scene, &input).map_err(refused)?;
    cx.record(vec![Act::new(site.bytes(), record)])?;
    part_boxes_view(cx)
}
