//! The nurse, without a network: from enrolment to the courier.

use anyhow::Context as _;
use cordkeep_tests::until;

use crate::job::{
    desk::{Desk, id},
    refuse,
};

/// How closely one looks on the way.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A picture of every screen, and all that is refused.
    Closely,
    /// At nothing but the work.
    AtTheWork,
}

impl Look {
    fn picture(self, desk: &Desk, name: &str) -> anyhow::Result<()> {
        if self == Self::Closely { desk.picture(name) } else { Ok(()) }
    }
}

/// From enrolment to the cross-check; what it answers is the number that the block gave.
pub fn collect(desk: &Desk, look: Look) -> anyhow::Result<String> {
    desk.press("nav-collection")?;
    look.picture(desk, "collection-empty")?;
    desk.press("collection-new")?;
    desk.put_all(&[
        ("field-name", "王五"),
        ("field-identity_document", "110101199001011234"),
        ("field-phone", "19912345678"),
        ("field-due_date", "2026-12-24"),
    ])?;
    desk.press("field-inventory-public")?;
    look.picture(desk, "collection-enrol")?;
    desk.press("submit-donation-enrol")?;
    desk.shown_as("step-consent", "data-state", "open")?;
    desk.put("field-form_version", "2")?;
    desk.press("field-scope-transplant")?;
    look.picture(desk, "collection-consent")?;
    desk.press("submit-donation-record_consent")?;
    answer(desk, look)?;
    let din = register(desk, look)?;
    if look == Look::Closely {
        desk.shown_as("pdf-view", "data-state", "shown")?;
        desk.picture("collection-labels")?;
    }
    desk.press_all(&["field-printer-PDF", "submit-label-print"])?;
    desk.shown_as("step-labels", "data-state", "done")?;
    for (slot, flags) in [("slot-bag", "00"), ("slot-form", "08"), ("slot-tube", "07")] {
        desk.fill(slot, &format!("&d{din}{flags}"))?;
    }
    look.picture(desk, "collection-cross-check")?;
    desk.press("submit-donation-cross_check")?;
    desk.shown("collection-finished")?;
    look.picture(desk, "collection-finished")?;
    Ok(din)
}

/// By the keyboard: N answers the question in focus and leads to the next.
fn answer(desk: &Desk, look: Look) -> anyhow::Result<()> {
    desk.shown_as("step-questionnaire", "data-state", "open")?;
    desk.seen("[data-question]")?;
    let count = desk.window.eval("return document.querySelectorAll('[data-question]').length")?;
    let count = count.as_u64().context("no questions")?;
    desk.window.eval("document.querySelector('[data-question]').focus()")?;
    for answered in 1..=count {
        desk.window.keys("n")?;
        until("an answer", || {
            let done = desk
                .window
                .eval("return document.querySelectorAll('[data-question][data-answered=true]').length")?;
            Ok((done == answered).then_some(()))
        })?;
    }
    look.picture(desk, "collection-questionnaire")?;
    desk.press("submit-donation-record_questionnaire")?;
    desk.shown_as("step-collection", "data-state", "open")
}

/// With all that can go wrong on the way, where that is looked at.
fn register(desk: &Desk, look: Look) -> anyhow::Result<String> {
    let closely = look == Look::Closely;
    let before = desk.waiting()?;
    if closely {
        refuse::scans_of_a_kit(desk)?;
    }
    desk.press("field-din_source-block")?;
    desk.shown("next-din")?;
    desk.press_all(&["field-infant_sex-female", "field-delivery_mode-vaginal"])?;
    desk.put_all(&[
        ("field-birth_weight_g", "3350"),
        ("field-gestation_weeks", "39"),
        ("field-gestation_days", "2"),
        ("field-bag_lot", "CB2411"),
    ])?;
    if closely {
        refuse::values_of_a_collection(desk)?;
        anyhow::ensure!(desk.waiting()? == before, "a refusal recorded something");
    }
    desk.put("field-volume_ml", "98.5")?;
    let number = format!("return document.querySelector('{} [data-din]').dataset.din", id("next-din"));
    let din = desk.window.eval(&number)?.as_str().context("no number")?.to_owned();
    look.picture(desk, "collection-form")?;
    desk.press("submit-donation-register_collection")?;
    desk.shown_as("step-labels", "data-state", "open")?;
    Ok(din)
}

/// All of them in one box.
pub fn send(desk: &Desk, dins: &[String], look: Look) -> anyhow::Result<()> {
    desk.press("finish-pack")?;
    desk.fill("slot-box", "&bBOX1")?;
    if let (Look::Closely, Some(din)) = (look, dins.first()) {
        refuse::a_tube_in_the_box(desk, din)?;
    }
    desk.press("field-to_site-LAB")?;
    for din in dins {
        desk.scan(&format!("&d{din}00"))?;
        desk.shown(&format!("row-{din}"))?;
    }
    look.picture(desk, "shipment-pack")?;
    desk.press("submit-shipment-pack")?;
    desk.put_all(&[("field-courier", "顺达冷链"), ("field-seal", "S-0001")])?;
    look.picture(desk, "shipment-hand-over")?;
    desk.press("submit-shipment-hand_over")?;
    desk.seen("[data-status=in_transit]")?;
    if look == Look::AtTheWork {
        return Ok(());
    }
    desk.press("nav-shipment")?;
    desk.shown("shipment-list-row")?;
    desk.picture("shipment-list")
}
