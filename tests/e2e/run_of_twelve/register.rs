//! The laboratory's devices and lots, so that what is scanned is judged: one of each through the window, the others as the
//! window would.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::job::desk::Desk;

/// Kind and number of each device.
const DEVICES: [(&str, &str); 8] = [
    ("balance", "EQ-001"),
    ("analyser", "EQ-002"),
    ("welder", "EQ-003"),
    ("centrifuge", "EQ-004"),
    ("cytometer", "EQ-005"),
    ("sealer", "EQ-006"),
    ("freezer", "EQ-007"),
    ("cabinet", "EQ-008"),
];
/// Kind and code of each lot that may be used.
const LOTS: [(&str, &str); 5] = [
    ("collection_bag", "LOT-CB1"),
    ("processing_set", "LOT-PS1"),
    ("freezing_bag", "LOT-FB1"),
    ("dmso", "LOT-DM1"),
    ("hes", "LOT-HE1"),
];
/// The clean room that the run goes on in.
pub const ROOM: &str = "CR-1";
/// Of a good kind, and past its shelf life.
pub const EXPIRED: &str = "LOT-DM0";

/// What is scanned where a step asks for this kind; where it names none, the solution that the cells settle in.
pub fn code_for(kind: &str, of: Option<&str>) -> anyhow::Result<String> {
    let find = |things: &[(&str, &str)], of: &str| {
        things.iter().find(|(kind, _)| *kind == of).map(|(_, code)| (*code).to_owned())
    };
    let (found, mark) = match kind {
        "equipment" => (find(&DEVICES, of.unwrap_or("balance")), "&e"),
        "position" if of == Some("room") => (Some(ROOM.to_owned()), "&p"),
        _ => (find(&LOTS, of.unwrap_or("hes")), "&l"),
    };
    found.map(|code| format!("{mark}{code}")).with_context(|| format!("no {kind} {of:?}"))
}

/// The day so many days from now, as the window's own clock has it.
fn day(desk: &Desk, days: i64) -> anyhow::Result<String> {
    let script = format!(
        "const at = new Date(Date.now() + {days} * 86400000); const two = (n) => String(n).padStart(2, '0');
         return `${{at.getFullYear()}}-${{two(at.getMonth() + 1)}}-${{two(at.getDate())}}`"
    );
    desk.window.eval(&script)?.as_str().map(str::to_owned).context("a day")
}

/// The one who works here enters them; another person accepts the lots.
pub fn fill(desk: &Desk) -> anyhow::Result<()> {
    let (past, due, gone) = (day(desk, -30)?, day(desk, 300)?, day(desk, -2)?);
    let [(kind, code), others @ ..] = DEVICES;
    desk.press_all(&["nav-register", "register-equipment"])?;
    desk.put("field-code", code)?;
    choose(desk, "field-kind", "天平")?;
    desk.put_all(&[("field-name", "电子天平 ME2002"), ("field-room", "洁净间 B")])?;
    desk.press_all(&["field-wants-calibration", "submit-equipment-register"])?;
    // It is not used without its calibration, and there is none yet.
    desk.shown_as("equipment-page", "data-standing", "overdue")?;
    desk.press_all(&["equipment-service", "field-service-calibration"])?;
    desk.put_all(&[("field-done_on", &past), ("field-due_on", &due), ("field-by", "市计量检测院")])?;
    desk.press("submit-equipment-service")?;
    desk.shown_as("equipment-page", "data-standing", "good")?;
    desk.picture("run-device")?;
    ensure!(kind == "balance", "the first device is the one of the form");
    for (kind, code) in others {
        let device =
            json!({ "code": code, "kind": kind, "name": kind, "room": "B", "wants": ["calibration"] });
        desk.rpc("equipment.register", &device)?;
        let service = json!({
            "code": code, "service": "calibration", "done_on": past, "due_on": due, "by": "市计量检测院", "certificate": "",
        });
        desk.rpc("equipment.service", &service)?;
    }
    let receive = |kind: &str, code: &str, expires_on: &str| {
        let lot = json!({
            "code": code, "kind": kind, "name": kind, "expires_on": expires_on, "open_days": "", "quantity": "100",
            "unit": "件", "supplier": "",
        });
        desk.rpc("material.receive", &lot).map(drop)
    };
    let room = json!({
        "code": ROOM, "name_zh": "洁净间一", "name_en": "Clean room 1", "grade": "b", "points": ["台面"], "room": null, "reason": "",
    });
    desk.rpc("environment.register", &room)?;
    LOTS.iter().try_for_each(|(kind, code)| receive(kind, code, &due))?;
    receive("dmso", EXPIRED, &gone)?;
    inspect(desk)
}

fn inspect(desk: &Desk) -> anyhow::Result<()> {
    desk.sign_in_after("lab2")?;
    let [(_, first), others @ ..] = LOTS;
    desk.press_all(&["nav-register", "register-tab-materials"])?;
    desk.scan(&format!("&l{first}"))?;
    desk.shown_as("material-page", "data-standing", "not_inspected")?;
    desk.press_all(&["material-inspect", "field-accepted-yes", "submit-material-inspect"])?;
    desk.shown_as("material-page", "data-standing", "good")?;
    desk.picture("run-lot")?;
    for code in others.iter().map(|(_, code)| *code).chain([EXPIRED]) {
        let view = desk.rpc("material.get", &json!({ "code": code }))?;
        let delivery = &view["deliveries"][0];
        let accept = json!({
            "code": code, "station": delivery["station"], "seq": delivery["seq"], "accepted": true, "note": "",
        });
        let view = desk.rpc("material.inspect", &accept)?;
        let standing = if code == EXPIRED { "expired" } else { "good" };
        ensure!(view["row"]["standing"] == standing, "{code}: {}", view["row"]);
    }
    Ok(())
}

/// Opens a list of choices and takes the one that begins so.
pub fn choose(desk: &Desk, field: &str, begins: &str) -> anyhow::Result<()> {
    desk.press(field)?;
    let begins = Value::from(begins);
    let script = format!(
        "const option = [...document.querySelectorAll('[role=option]')].find(one => one.innerText.trim().startsWith({begins}));
         option?.click(); return option !== undefined"
    );
    let chosen = cordkeep_tests::until(&format!("{begins} among the choices"), || {
        Ok((desk.window.eval(&script)? == true).then_some(()))
    });
    desk.or_picture(chosen)
}

/// How many devices and lots the unit was worked with: those that were scanned, the lot of its collection bag included, and those
/// that stand there without a scan, as the freezer of its curve.
pub fn uses(desk: &Desk, din: &str) -> anyhow::Result<(usize, usize)> {
    let trace = desk.rpc("unit.trace", &json!({ "donation": null, "din": din }))?;
    let all = ["equipment", "lots", "rooms"].into_iter().filter_map(|name| trace[name].as_array()).flatten();
    let (scanned, others): (Vec<_>, Vec<_>) = all.partition(|used| used["asked_en"] != "");
    Ok((scanned.len(), others.len()))
}
