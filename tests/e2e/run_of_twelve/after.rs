//! What other screens do of the procedure: labels, results, storage, and what becomes of each unit.

use anyhow::ensure;
use cordkeep_tests::until;
use serde_json::{Value, json};

use crate::job::{
    desk::{Desk, PASSWORD, id},
    office,
};

/// Lets this one sign in, where it is another.
pub fn as_login(desk: &Desk, login: &str) -> anyhow::Result<()> {
    let now = desk.rpc("session.state", &json!({}))?;
    if now["operator"]["login"] == login { Ok(()) } else { desk.sign_in_after(login) }
}

/// The cryo bag's label: printed, put on, scanned before a second person.
pub fn label(desk: &Desk, dins: &[String]) -> anyhow::Result<()> {
    as_login(desk, "lab")?;
    for (place, din) in dins.iter().enumerate() {
        desk.press("nav-printing")?;
        desk.shown("printing-codes")?;
        desk.scan(&format!("&d{din}00"))?;
        desk.press_all(&["more-cryo_bag", "field-printer-PDF", "submit-label-print"])?;
        // The page grows when the label is counted: a press may have missed what moved.
        let chosen =
            "return document.querySelector('[data-testid=field-template-cryo_bag]')?.checked === true";
        let pressed = until("the label to be chosen", || {
            desk.press("field-template-cryo_bag")?;
            Ok((desk.window.eval(chosen)? == true).then_some(()))
        });
        desk.or_picture(pressed)?;
        second(desk)?;
        if place == 0 {
            desk.picture("run-label-for-two")?;
        }
        desk.scan(&format!("&d{din}00"))?;
        desk.shown_as("label-verdict", "data-good", "true")?;
    }
    Ok(())
}

/// A tank for units whose results are outstanding.
pub fn quarantine(desk: &Desk) -> anyhow::Result<()> {
    desk.press_all(&["nav-admin", "admin-tab-tanks", "admin-add-tank"])?;
    desk.put_all(&[
        ("field-room", "LN-1"),
        ("field-code", "T02"),
        ("field-racks", "4"),
        ("field-slots", "12"),
    ])?;
    desk.press_all(&["field-purpose-quarantine", "submit-admin-add_tank"])?;
    desk.window.see("T02")
}

/// Each at the position that is proposed, which is in the tank that it belongs in now.
pub fn store(desk: &Desk, dins: &[String], tank: &str, reason: Option<&str>) -> anyhow::Result<()> {
    as_login(desk, "storage")?;
    desk.press("nav-storage")?;
    desk.shown("row-T01")?;
    for din in dins {
        desk.scan(&format!("&d{din}00"))?;
        desk.shown("storage-proposal")?;
        let proposal = format!("return document.querySelector('{}').dataset.scan", id("storage-proposal"));
        let proposal = until("a proposal", || Ok(desk.window.eval(&proposal)?.as_str().map(str::to_owned)));
        let proposal = desk.or_picture(proposal)?;
        ensure!(proposal.starts_with(&format!("&p{tank}-")), "{din}: {proposal} is not in {tank}");
        if let Some(reason) = reason {
            desk.put("field-move_reason", reason)?;
            // Typed by the driver as fast as by a scanner: whoever types lets go of the field before the next scan.
            desk.press("storage-where")?;
        }
        // A move is one person's: the procedure wants two for the first place.
        if reason.is_none() {
            second(desk)?;
        }
        desk.scan(&proposal)?;
        desk.seen(&format!("{} [data-din=\"{din}\"]", id("storage-stored")))?;
    }
    Ok(())
}

fn sign(desk: &Desk, login: &str) -> anyhow::Result<()> {
    office::sign_dialog(desk, login)?;
    desk.press("signature-submit")
}

/// The one who stands by types the own password; the act is another person's.
fn second(desk: &Desk) -> anyhow::Result<()> {
    desk.put_all(&[("field-second_login", "lab2"), ("field-second_password", PASSWORD)])?;
    // The driver types as fast as a scanner, and what follows at once would be of the same burst.
    let rest =
        "document.activeElement.blur(); return new Promise(rested => setTimeout(() => rested(true), 400))";
    desk.window.eval(rest).map(drop)
}

/// Quality signs the review of the good ones and rejects the one that grew.
pub fn dispose(desk: &Desk, good: &[String], grown: &str) -> anyhow::Result<()> {
    for din in good {
        desk.press("nav-review")?;
        // The list moves when a unit is reviewed; a scan means the unit.
        desk.scan(&format!("&d{din}00"))?;
        desk.press("submit-review-sign")?;
        sign(desk, "quality")?;
        desk.shown("review-signed-review")?;
    }
    desk.press("nav-review")?;
    desk.shown("nav-review")?;
    desk.scan(&format!("&d{grown}00"))?;
    desk.picture("run-grown")?;
    desk.press("review-reject")?;
    desk.shown("signature-dialog")?;
    desk.press("field-reason")?;
    desk.window.press("细菌污染")?;
    desk.put_all(&[("field-second_login", "manager"), ("field-second_password", PASSWORD)])?;
    sign(desk, "quality")?;
    let rejected = until("the rejection", || {
        let view = desk.rpc("unit.get", &json!({ "donation": null, "din": grown }))?;
        Ok(Some(view).filter(|view: &Value| view["row"]["status"] == "rejected").map(drop))
    });
    desk.or_picture(rejected)
}

/// The manager releases them into the inventory and certifies each.
pub fn release(desk: &Desk, dins: &[String]) -> anyhow::Result<()> {
    as_login(desk, "manager")?;
    for (place, din) in dins.iter().enumerate() {
        desk.press("nav-release")?;
        desk.scan(&format!("&d{din}00"))?;
        desk.press("submit-release-sign")?;
        sign(desk, "manager")?;
        desk.shown("review-signed-release")?;
        desk.press_all(&["review-certificate", "submit-certificate-issue"])?;
        desk.shown("certificate-path")?;
        if place == 0 {
            desk.picture("run-certificate")?;
        }
    }
    Ok(())
}
