//! What is done unit by unit before a run: at the mother's bed, in the box, at the laboratory's door.

use anyhow::Context as _;
use cordkeep_tests::until;

use crate::job::desk::{Desk, id};

pub fn collect(desk: &Desk) -> anyhow::Result<String> {
    if desk.window.eval("return !document.querySelector('[data-testid=sign-out]')")? == true {
        desk.sign_in("nurse")?;
    }
    desk.press_all(&["nav-collection", "collection-new"])?;
    desk.put_all(&[
        ("field-name", "王五"),
        ("field-identity_document", "110101199001011234"),
        ("field-phone", "19912345678"),
        ("field-due_date", "2026-12-24"),
    ])?;
    desk.press_all(&["field-inventory-public", "submit-donation-enrol"])?;
    desk.shown_as("step-consent", "data-state", "open")?;
    desk.put("field-form_version", "2")?;
    desk.press_all(&["field-scope-transplant", "submit-donation-record_consent"])?;
    answer(desk)?;
    desk.press("field-din_source-block")?;
    desk.shown("next-din")?;
    desk.press_all(&["field-infant_sex-female", "field-delivery_mode-vaginal"])?;
    desk.put_all(&[
        ("field-birth_weight_g", "3350"),
        ("field-gestation_weeks", "39"),
        ("field-gestation_days", "2"),
        ("field-bag_lot", "CB2411"),
        ("field-volume_ml", "98.5"),
    ])?;
    let number = format!("return document.querySelector('{} [data-din]').dataset.din", id("next-din"));
    let din = desk.window.eval(&number)?.as_str().context("no number")?.to_owned();
    desk.press("submit-donation-register_collection")?;
    desk.shown_as("step-labels", "data-state", "open")?;
    desk.press_all(&["field-printer-PDF", "submit-label-print"])?;
    desk.shown_as("step-labels", "data-state", "done")?;
    for (slot, flags) in [("slot-bag", "00"), ("slot-form", "08"), ("slot-tube", "07")] {
        desk.fill(slot, &format!("&d{din}{flags}"))?;
    }
    desk.press("submit-donation-cross_check")?;
    desk.shown("collection-finished")?;
    Ok(din)
}

/// By the keyboard: N answers the question in focus and leads to the next.
fn answer(desk: &Desk) -> anyhow::Result<()> {
    desk.shown_as("step-questionnaire", "data-state", "open")?;
    desk.seen("[data-question]")?;
    let count = desk.window.eval("return document.querySelectorAll('[data-question]').length")?;
    desk.window.eval("document.querySelector('[data-question]').focus()")?;
    for answered in 1..=count.as_u64().context("no questions")? {
        desk.window.keys("n")?;
        until("an answer", || {
            let script = "return document.querySelectorAll('[data-question][data-answered=true]').length";
            Ok((desk.window.eval(script)? == answered).then_some(()))
        })?;
    }
    desk.press("submit-donation-record_questionnaire")?;
    desk.shown_as("step-collection", "data-state", "open")
}

/// All of them in one box.
pub fn send(desk: &Desk, dins: &[String]) -> anyhow::Result<()> {
    desk.press("finish-pack")?;
    desk.fill("slot-box", "&bBOX1")?;
    desk.press("field-to_site-LAB")?;
    for din in dins {
        desk.scan(&format!("&d{din}00"))?;
        desk.shown(&format!("row-{din}"))?;
    }
    desk.press("submit-shipment-pack")?;
    desk.put_all(&[("field-courier", "顺达冷链"), ("field-seal", "S-0001")])?;
    desk.press("submit-shipment-hand_over")?;
    desk.seen("[data-status=in_transit]")
}

pub fn receive(desk: &Desk, dins: &[String]) -> anyhow::Result<()> {
    desk.press_all(&["nav-receipt", "receipt-list-row"])?;
    for din in dins {
        desk.fill("slot-bag", &format!("&d{din}00"))?;
        desk.fill("slot-companion", &format!("&d{din}08"))?;
        desk.put_all(&[("field-temperature_min_c", "6.0"), ("field-temperature_max_c", "18.5")])?;
        desk.press_all(&["field-intact-yes", "submit-receipt-receive"])?;
        desk.shown_as("receipt-verdict", "data-decision", "accept")?;
        desk.press_all(&["field-decision-accept", "submit-receipt-decide"])?;
        desk.seen(&format!("{} [data-status=processing]", id(&format!("row-{din}"))))?;
    }
    Ok(())
}
