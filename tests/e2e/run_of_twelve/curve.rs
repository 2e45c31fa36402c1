//! The freezing curve: brought in as the freezer's file, reviewed by quality.

use std::fmt::Write as _;

use anyhow::Context as _;
use cordkeep_tests::{By, until};
use serde_json::{Value, json};

use super::{after::as_login, register::choose};
use crate::job::{
    desk::{Desk, id},
    office,
};

/// Minutes and °C of the sample.
const SAMPLE: [(f64, f64); 8] = [
    (0.0, 4.5),
    (5.0, 4.5),
    (14.0, -8.0),
    (15.0, -4.0),
    (17.0, -8.0),
    (19.0, -12.0),
    (47.0, -40.0),
    (54.0, -96.0),
];
/// Minutes and °C of the chamber, as the program wants them.
const CHAMBER: [(f64, f64); 8] = [
    (0.0, 4.0),
    (5.0, 4.0),
    (13.0, -4.0),
    (14.44, -40.0),
    (17.24, -12.0),
    (45.24, -40.0),
    (51.24, -100.0),
    (60.0, -100.0),
];

/// On the straight lines between the points.
fn at(points: &[(f64, f64)], minutes: f64) -> f64 {
    let between = points.iter().zip(points.iter().skip(1)).find(|(_, (until, _))| minutes <= *until);
    let ((from, low), (until, high)) = between.map_or((points[0], points[0]), |(a, b)| (*a, *b));
    if until > from { low + (high - low) * (minutes - from) / (until - from) } else { low }
}

/// What the freezer writes: a row every ten seconds.
fn file() -> anyhow::Result<String> {
    let mut text = "time (mm:ss),chamber,sample\n".to_owned();
    for row in 0..=57 * 6_u32 {
        let minutes = f64::from(row) / 6.0;
        let (chamber, sample) = (at(&CHAMBER, minutes), at(&SAMPLE, minutes));
        writeln!(text, "{:02}:{:02},{chamber:.2},{sample:.2}", row / 6, row % 6 * 10)?;
    }
    Ok(text)
}

/// For the whole run; whoever brings it in does not review it.
pub fn bring_in(desk: &Desk, run: &Value) -> anyhow::Result<()> {
    as_login(desk, "lab")?;
    let path = desk.data.join("freezer.csv");
    std::fs::write(&path, file()?)?;
    let path = path.to_str().context("a folder with a plain name")?;
    desk.press_all(&["nav-freezing", "freezing-new"])?;
    desk.shown("curve-file-open")?;
    desk.window.wait(async {
        desk.window.driver().find(By::Css("input[type=file]")).await?.send_keys(path).await
    })?;
    desk.shown("curve-file-name")?;
    let list = desk.rpc("run.get", &json!({ "run": run, "step": null }))?;
    let number = list["row"]["number"].as_str().context("the number of the run")?;
    choose(desk, "field-run", number)?;
    desk.press("curve-look")?;
    desk.shown("curve-preview-units")?;
    desk.picture("run-curve-preview")?;
    desk.press("submit-freezing-record")?;
    desk.shown("curve-page")?;
    desk.sign_in_after("quality")?;
    desk.press_all(&["nav-freezing", "curve-row"])?;
    desk.press_all(&["curve-review", "field-fitness-fit"])?;
    office::sign_dialog(desk, "quality")?;
    desk.picture("run-curve-review")?;
    desk.press("signature-submit")?;
    let open = format!("return document.querySelector('{}') === null", id("signature-dialog"));
    let signed = until("the review of the curve", || {
        let list = desk.rpc("freezing.list", &json!({ "open_only": true, "after": null, "limit": 50 }))?;
        Ok((list["open"] == 0 && desk.window.eval(&open)? == true).then_some(()))
    });
    desk.or_picture(signed)
}
