//! The editor of procedures in the real window, by keys alone: a step is added, named and moved, a fault is said at its
//! field and in the list, what changes is shown, the draft waits where it was left, and another person approves it.

use anyhow::Context as _;
use serde_json::{Value, json};
use thirtyfour::{Key, TypingData};

use crate::job::desk::{Desk, id};

const DEMO_PASSWORD: &str = "demo-2026";
/// More than the fields of one step.
const TABS_MAX: usize = 120;

#[test]
fn a_procedure_is_drawn_by_keys_and_approved_by_another() {
    let folder = tempfile::tempdir().unwrap();
    drawn(folder.path()).unwrap();
}

/// Types into what has the focus.
fn typed(desk: &Desk, keys: impl Into<TypingData>) -> anyhow::Result<()> {
    let keys = keys.into();
    Ok(desk.window.wait(async { desk.window.driver().active_element().await?.send_keys(keys).await })?)
}

/// Goes on from field to field until this one has the focus.
fn tab_to(desk: &Desk, name: &str) -> anyhow::Result<()> {
    let script = "return document.activeElement && document.activeElement.dataset.testid";
    for _ in 0..TABS_MAX {
        if desk.window.eval(script)? == name {
            return Ok(());
        }
        typed(desk, Key::Tab + "")?;
    }
    desk.or_picture(Err(anyhow::anyhow!("{name} is not reached by keys")))
}

/// In place of what the field in focus holds.
fn write(desk: &Desk, name: &str, text: &str) -> anyhow::Result<()> {
    tab_to(desk, name)?;
    typed(desk, Key::Control + "a")?;
    typed(desk, text)?;
    anyhow::ensure!(desk.window.value(&id(name))? == text, "{name}");
    Ok(())
}

fn version(desk: &Desk, version: &str) -> anyhow::Result<Option<Value>> {
    let list = desk.rpc("procedure.list", &json!({}))?["procedures"].clone();
    let list = list.as_array().context("a list")?;
    let ours = |one: &&Value| one["code"] == "processing-hes" && one["version"] == version;
    Ok(list.iter().find(ours).cloned())
}

fn drawn(folder: &std::path::Path) -> anyhow::Result<()> {
    let data = folder.join("bank");
    let path = data.to_str().context("a folder with a plain name")?;
    let made = cordkeep_tests::cordkeep(&["demo", "--data", path, "--units", "20", "--seed", "7"])?;
    anyhow::ensure!(made.status.success(), "{made:?}");
    let desk = Desk::open(&data)?;
    desk.sign_in_with("quality", DEMO_PASSWORD)?;
    desk.press_all(&["nav-admin", "admin-tab-procedures", "procedure-draw-processing-hes-1"])?;
    desk.shown("step-row-weigh")?;
    // A step behind the first one, with both texts wanted.
    tab_to(&desk, "step-row-weigh")?;
    typed(&desk, Key::Insert + "")?;
    desk.shown_as("step-row-step", "aria-selected", "true")?;
    desk.shown("step-faults-step")?;
    for (field, text) in [
        ("sop-code", "look"),
        ("sop-title.zh", "查看血袋"),
        ("sop-title.en", "Look at the bag"),
        ("sop-help.zh", "对光查看。"),
        ("sop-help.en", "Hold it against the light."),
    ] {
        write(&desk, field, text)?;
    }
    tab_to(&desk, "sop-needs_second")?;
    typed(&desk, " ")?;
    desk.seen("[data-testid=procedure-check][data-fresh=true][data-faults=\"0\"] [data-kind=added]")?;
    desk.picture("procedure-editor")?;
    // Up and back again by keys; then away, where it is asked and kept.
    desk.window.eval("document.querySelector('[data-testid=step-row-look]').focus(); return 1")?;
    typed(&desk, Key::Alt + Key::Up)?;
    desk.seen("[data-testid=steps] > :first-child[data-testid=step-row-look]")?;
    typed(&desk, Key::Control + "z")?;
    desk.seen("[data-testid=steps] > :nth-child(2)[data-testid=step-row-look]")?;
    // The station keeps the draft: it goes on where it was left, and stands in the list of one's drafts meanwhile.
    desk.press("nav-bench")?;
    desk.press_all(&["nav-admin", "admin-tab-procedures"])?;
    desk.picture("procedure-drafts")?;
    desk.press("procedure-draw-processing-hes-1")?;
    desk.shown("sop-went-on")?;
    desk.shown("step-row-look")?;
    write(&desk, "field-reason", "two persons look at the bag")?;
    desk.seen("[data-testid=procedure-check][data-fresh=true]")?;
    tab_to(&desk, "submit-procedure-draw")?;
    typed(&desk, Key::Enter + "")?;
    desk.shown_as("procedure-processing-hes-2", "data-state", "in_review")?;
    desk.press("sign-out")?;
    desk.sign_in_with("director", DEMO_PASSWORD)?;
    desk.press_all(&["nav-admin", "admin-tab-procedures", "procedure-approve-processing-hes-2"])?;
    desk.seen("[data-testid=signature-dialog] [data-kind=added]")?;
    desk.picture("procedure-approve")?;
    desk.put_all(&[("field-login", "director"), ("field-password", DEMO_PASSWORD)])?;
    desk.press("signature-submit")?;
    desk.shown_as("procedure-processing-hes-2", "data-state", "in_force")?;
    let text =
        desk.rpc("procedure.text", &json!({ "digest": version(&desk, "2")?.context("drawn")?["digest"] }))?;
    let sop: Value = serde_json::from_str(text["content"].as_str().context("a text")?)?;
    let step = &sop["steps"][1];
    anyhow::ensure!(step["code"] == "look" && step["needs_second"] == true && step["number"] == 17, "{step}");
    Ok(())
}
