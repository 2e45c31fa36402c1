//! What is done unit by unit before a run: at the mother's bed, in the box, at the laboratory's door.

use crate::job::bedside::{self, Look};
use crate::job::desk::{Desk, id};

pub fn collect(desk: &Desk) -> anyhow::Result<String> {
    if desk.window.eval("return !document.querySelector('[data-testid=sign-out]')")? == true {
        desk.sign_in("nurse")?;
    }
    bedside::collect(desk, Look::AtTheWork)
}

pub fn send(desk: &Desk, dins: &[String]) -> anyhow::Result<()> {
    bedside::send(desk, dins, Look::AtTheWork)
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
