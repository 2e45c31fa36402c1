//! Labels of positions and things in the real window, and a scanner on a serial line that leads where its codes say.

use anyhow::{Context as _, ensure};
use cordkeep_tests::until;
use serde_json::json;
use serialport::{SerialPort as _, TTYPort};
use std::io::Write as _;

use crate::job::desk::Desk;

const DEMO_PASSWORD: &str = "demo-2026";

#[test]
fn positions_and_things_get_labels_and_a_serial_scanner_reads_them() {
    let folder = tempfile::tempdir().unwrap();
    labelled(folder.path()).unwrap();
}

fn labelled(folder: &std::path::Path) -> anyhow::Result<()> {
    let data = folder.join("bank");
    let path = data.to_str().context("a folder with a plain name")?;
    let made = cordkeep_tests::cordkeep(&["demo", "--data", path, "--units", "40", "--seed", "7"])?;
    ensure!(made.status.success(), "{made:?}");
    let desk = Desk::open(&data)?;
    desk.sign_in_with("storage", DEMO_PASSWORD)?;
    desk.press_all(&["nav-printing", "printing-codes"])?;
    desk.put("field-last_rack", "2")?;
    desk.picture("printing-positions")?;
    desk.press("submit-code-print")?;
    desk.shown_as("codes-job", "data-state", "done")?;
    desk.press("codes-equipment")?;
    // Keys as fast as a driver presses them would be a scan where Enter ends them: one line.
    desk.put("field-items", "FR-01..FR-03，冰箱，Freezer −80 °C")?;
    desk.picture("printing-equipment")?;
    desk.press("submit-code-print")?;
    desk.shown_as("codes-job", "data-state", "done")?;
    // Printed again it wants the permission, which the people of the store do not have.
    desk.press("submit-code-print")?;
    desk.shown("problem")?;
    desk.picture("printing-codes-refused")?;
    desk.press("sign-out")?;
    desk.sign_in_with("admin", DEMO_PASSWORD)?;
    desk.press_all(&["nav-printing", "printing-codes", "field-items"])?;
    desk.picture("printing-badges")?;
    scanned(&desk)
}

/// A scanner on a pseudo-terminal: set, connected, and what it reads is found, whatever has the focus.
fn scanned(desk: &Desk) -> anyhow::Result<()> {
    let (mut scanner, port) = TTYPort::pair()?;
    let port = port.name().context("a port with a name")?;
    desk.press_all(&["nav-admin", "admin-tab-printers", "admin-scanner"])?;
    desk.put("field-path", &port)?;
    desk.press("submit-scanner-set_lines")?;
    desk.shown_as("serial-line", "data-connected", "true")?;
    desk.picture("admin-serial-scanner")?;
    desk.window.keys(cordkeep_tests::Key::Escape)?;
    desk.press("nav-search")?;
    let list = json!({
        "statuses": ["stored"], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 1,
    });
    let unit = desk.rpc("unit.list", &list)?["rows"][0].clone();
    let din = unit["din"].as_str().context("a number")?;
    write!(scanner, "&d{din}00\r\n")?;
    until("the page of the scanned unit", || {
        let place = desk.window.eval("return location.hash + location.pathname")?;
        let donation = unit["donation"].as_str().unwrap_or("?");
        Ok(place.as_str().is_some_and(|place| place.contains(donation)).then_some(()))
    })?;
    desk.picture("unit-by-serial-scanner")
}
