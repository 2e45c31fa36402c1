//! The label designer in the real window: an element is moved, the picture follows, a fault is said beside its field, a
//! version is saved, another person signs it, and it is taken back.

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::job::desk::Desk;

const DEMO_PASSWORD: &str = "demo-2026";

#[test]
fn a_template_is_drawn_seen_approved_by_another_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    drawn(folder.path()).unwrap();
}

fn in_force(desk: &Desk) -> anyhow::Result<Value> {
    Ok(desk.rpc("template.get", &json!({ "template": "bag" }))?["summary"]["version"].clone())
}

/// The picture of the text as it stands is on the page.
fn fresh(desk: &Desk) -> anyhow::Result<()> {
    desk.seen("[data-testid=template-preview][data-fresh=true] [data-testid=pdf-view][data-state=shown]")
}

fn drawn(folder: &std::path::Path) -> anyhow::Result<()> {
    let data = folder.join("bank");
    let path = data.to_str().context("a folder with a plain name")?;
    let made = cordkeep_tests::cordkeep(&["demo", "--data", path, "--units", "20", "--seed", "7"])?;
    anyhow::ensure!(made.status.success(), "{made:?}");
    let desk = Desk::open(&data)?;
    desk.sign_in_with("quality", DEMO_PASSWORD)?;
    desk.press("nav-templates")?;
    desk.seen("[data-testid=template-badge] [data-state=shown]")?;
    desk.picture("templates")?;
    desk.press("template-bag")?;
    desk.press("element-5")?;
    fresh(&desk)?;
    // Beyond the edge: said beside the field.
    desk.put("part-x", "90 mm")?;
    desk.shown("fault-area")?;
    desk.picture("template-fault")?;
    desk.press("template-undo")?;
    // By the arrow keys, half a millimetre each.
    desk.press("place-5")?;
    desk.window.keys(thirtyfour::Key::Right + "")?;
    desk.window.keys(thirtyfour::Key::Right + "")?;
    fresh(&desk)?;
    let changes = desk.window.text("[data-testid=template-changes]")?;
    anyhow::ensure!(changes.contains("左 78 mm · 上 9 mm · 宽 20 mm · 高 20 mm"), "{changes}");
    desk.press("element-0")?;
    desk.put("part-zh", "HPC, Cord Blood 本库脐带血")?;
    fresh(&desk)?;
    desk.picture("template-editor")?;
    // Nobody loses it by a slip; and it goes into a file as it stands.
    desk.press("templates-back")?;
    desk.seen("[data-testid=leave-stay]")?;
    desk.picture("templates-leave")?;
    desk.press("leave-stay")?;
    desk.press("template-download")?;
    desk.seen("[data-testid=template-downloaded]")?;
    desk.press("template-save")?;
    desk.put("field-reason", "our own proper name, and more room beside the blood group")?;
    desk.picture("template-save")?;
    desk.press("submit-template-save")?;
    desk.shown_as("version-1", "data-state", "drawn")?;
    desk.shown("version-own")?;
    anyhow::ensure!(in_force(&desk)? == 0, "drawn is not in force");
    desk.press("sign-out")?;
    desk.sign_in_with("manager", DEMO_PASSWORD)?;
    desk.press_all(&["nav-templates", "template-bag", "template-tab-versions", "version-approve-1"])?;
    desk.seen("[data-testid=signature-dialog] [data-state=shown]")?;
    desk.picture("template-approve")?;
    desk.put_all(&[("field-login", "manager"), ("field-password", DEMO_PASSWORD)])?;
    desk.press("signature-submit")?;
    desk.shown_as("version-1", "data-state", "in_force")?;
    anyhow::ensure!(in_force(&desk)? == 1);
    desk.picture("template-versions")?;
    desk.press("template-withdraw")?;
    desk.put("field-reason", "the ribbon smears at the edge")?;
    desk.put("field-password", DEMO_PASSWORD)?;
    desk.press("signature-submit")?;
    desk.shown_as("version-1", "data-state", "former")?;
    anyhow::ensure!(in_force(&desk)? == 0);
    desk.picture("template-withdrawn")
}
