//! A deviation in the real window: reported at the unit it concerns, in the way of its release, dealt with, closed.

use anyhow::{Context as _, ensure};
use serde_json::json;

use crate::job::desk::{Desk, id};

const DEMO_PASSWORD: &str = "demo-2026";

#[test]
fn a_deviation_is_reported_where_it_is_noticed_and_closed_by_signature() {
    let folder = tempfile::tempdir().unwrap();
    dealt_with(folder.path()).unwrap();
}

fn dealt_with(folder: &std::path::Path) -> anyhow::Result<()> {
    let data = folder.join("bank");
    let path = data.to_str().context("a folder with a plain name")?;
    let made = cordkeep_tests::cordkeep(&["demo", "--data", path, "--units", "40", "--seed", "7"])?;
    ensure!(made.status.success(), "{made:?}");
    let desk = Desk::open(&data)?;
    desk.sign_in_with("lab", DEMO_PASSWORD)?;
    let list = json!({
        "statuses": ["stored"], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 1,
    });
    let unit = desk.rpc("unit.list", &list)?["rows"][0].clone();
    let din = unit["din"].as_str().context("a number")?.to_owned();
    desk.scan(&format!("&d{din}00"))?;
    desk.press("unit-tab-deviations")?;
    desk.shown("empty-state")?;
    desk.press("report-deviation")?;
    desk.shown("deviation-units")?;
    desk.window.choose("类别", "采集")?;
    desk.put("field-what_happened", "采集单未写脐带结扎时间")?;
    desk.put("field-done_at_once", "已电话核对")?;
    desk.picture("deviation-report")?;
    desk.press("submit-deviation-report")?;
    desk.press("report-open")?;
    desk.shown_as("deviation-page", "data-stage", "reported")?;
    desk.press("sign-out")?;

    desk.sign_in_with("quality", DEMO_PASSWORD)?;
    desk.press("nav-deviations")?;
    desk.picture("deviations")?;
    desk.press("deviations-tab-trends")?;
    desk.shown("deviation-trends")?;
    desk.picture("deviation-trends")?;
    desk.scan(&format!("&d{din}00"))?;
    desk.press("unit-tab-deviations")?;
    desk.seen("[data-testid^=unit-deviation-]")?;
    desk.picture("unit-deviations")?;
    desk.window.click("[data-testid^=unit-deviation-]")?;
    desk.press_all(&["deviation-classify", "field-class-minor"])?;
    desk.put("field-reason", "对细胞没有影响")?;
    desk.picture("deviation-classify")?;
    desk.press("submit-deviation-classify")?;
    desk.shown_as("deviation-page", "data-stage", "closing")?;
    desk.press("deviation-close")?;
    desk.put("field-conclusion", "采集点已补充签名说明")?;
    let donation = unit["donation"].as_str().context("a donation")?;
    desk.press(&format!("field-fitness-{donation}-fit"))?;
    desk.press("deviation-preview")?;
    desk.shown("signature-dialog")?;
    desk.picture("deviation-closing")?;
    desk.put_all(&[("field-login", "quality"), ("field-password", DEMO_PASSWORD)])?;
    desk.press("signature-submit")?;
    desk.shown_as("deviation-page", "data-stage", "closed")?;
    desk.seen(&id("deviation-reopen"))?;
    desk.picture("deviation-closed")?;
    let view = desk.rpc("deviation.of_unit", &json!({ "donation": donation, "din": null }))?;
    ensure!(view["rows"][0]["fitness"] == "fit", "{view}");
    Ok(())
}
