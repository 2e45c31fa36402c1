//! What went otherwise, as it is shown: an action that changes hands or is withdrawn, a unit that was named by mistake, a
//! deviation noticed over a dialog, an analyser's result that two persons set aside, a test that is not done.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use anyhow::{Context as _, ensure};
use cordkeep_tests::{Key, free_port, until};
use serde_json::{Value, json};

use crate::job::desk::{Desk, id};

const DEMO_PASSWORD: &str = "demo-2026";
const FAR: &str = "2099-12-31";

/// What an analyser sends before and after a message, and how its acknowledgement begins.
const BEGINS: u8 = 0x0b;
const ENDS: [u8; 2] = [0x1c, b'\r'];

fn opened(folder: &Path) -> anyhow::Result<Desk> {
    let data = folder.join("bank");
    let path = data.to_str().context("a folder with a plain name")?;
    let made = cordkeep_tests::cordkeep(&["demo", "--data", path, "--units", "60", "--seed", "7"])?;
    ensure!(made.status.success(), "{made:?}");
    Desk::open(&data)
}

fn sign_in_after(desk: &Desk, login: &str) -> anyhow::Result<()> {
    desk.press("sign-out")?;
    desk.sign_in_with(login, DEMO_PASSWORD)
}

fn at(desk: &Desk, path: &str, shows: &str) -> anyhow::Result<()> {
    desk.window.eval(&format!("location.hash = '#/{path}'; return true"))?;
    desk.shown(shows)
}

/// Units of a status that nothing holds.
fn units(desk: &Desk, status: &str) -> anyhow::Result<Vec<Value>> {
    let list = json!({
        "statuses": [status], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 50,
    });
    let rows = desk.rpc("unit.list", &list)?["rows"].clone();
    Ok(rows.as_array().context("units")?.iter().filter(|row| row["held"] == false).cloned().collect())
}

fn text<'a>(value: &'a Value, name: &str) -> anyhow::Result<&'a str> {
    value[name].as_str().with_context(|| format!("{name} in {value}"))
}

#[test]
fn actions_change_hands_and_a_unit_is_taken_out_of_a_deviation() {
    let folder = tempfile::tempdir().unwrap();
    taken_back(&opened(folder.path()).unwrap()).unwrap();
}

fn taken_back(desk: &Desk) -> anyhow::Result<()> {
    desk.sign_in_with("lab", DEMO_PASSWORD)?;
    let stored = units(desk, "stored")?;
    let [first, second, ..] = stored.as_slice() else { anyhow::bail!("two stored units") };
    let named = |unit: &Value| json!({ "donation": unit["donation"], "din": null });
    let report = json!({
        "category": "processing", "what_happened": "离心机中途停转 3 分钟", "happened_ms": null,
        "done_at_once": "已换机重做", "units": [named(first), named(second)], "step": "", "hold": true,
    });
    let view = desk.rpc("deviation.report", &report)?;
    let deviation = text(&view["row"], "deviation")?;
    sign_in_after(desk, "quality")?;
    let with = |extra: Value| {
        let mut request = json!({ "deviation": deviation });
        request
            .as_object_mut()
            .into_iter()
            .zip(extra.as_object())
            .for_each(|(all, more)| all.extend(more.clone()));
        request
    };
    desk.rpc(
        "deviation.classify",
        &with(json!({ "class": "major", "reason": "离心时间不足，可能影响回收率" })),
    )?;
    let investigated = json!({ "cause": "equipment_failure", "findings": "转子不平衡报警后未复位" });
    desk.rpc("deviation.investigate", &with(investigated))?;
    let form = desk.rpc("deviation.form", &json!({}))?;
    let people = form["people"].as_array().context("people")?;
    let [one, other, ..] = people.as_slice() else { anyhow::bail!("two people") };
    for (kind, what) in [("corrective", "检修离心机并更换轴承"), ("preventive", "重做一次培训")]
    {
        let plan = json!({ "kind": kind, "what": what, "responsible": one["person"], "due_on": FAR });
        desk.rpc("deviation.plan_action", &with(plan))?;
    }
    at(desk, &format!("deviations/{deviation}"), "deviation-actions")?;

    // The page shows the actions in the order of their planning; the first button is that of the first.
    desk.press("deviation-change")?;
    desk.window.choose("负责人", text(other, "name")?)?;
    desk.put("field-reason", "原负责人休假")?;
    desk.picture("deviation-change-action")?;
    desk.press("submit-deviation-change_action")?;
    desk.window.see("原负责人休假")?;
    // What is noticed in the midst of it is reported over it, and nothing typed is lost.
    desk.press("deviation-withdraw")?;
    desk.put("field-reason", "设备已报废")?;
    let field = desk.window.find(&id("field-reason"))?;
    desk.window.wait(field.send_keys(Key::Alt + "d"))?;
    desk.shown("field-what_happened")?;
    desk.picture("deviation-over-a-dialog")?;
    desk.window.keys(Key::Escape.value().to_string())?;
    until("the report to be closed", || {
        let open = desk
            .window
            .eval("return document.querySelector('[data-testid=field-what_happened]') !== null")?;
        Ok((open == false).then_some(()))
    })?;
    ensure!(desk.window.value(&id("field-reason"))? == "设备已报废", "what was typed was lost");
    desk.picture("deviation-withdraw-action")?;
    desk.press("submit-deviation-withdraw_action")?;
    desk.window.see("设备已报废")?;

    // Not by whoever dealt with it.
    sign_in_after(desk, "quality2")?;
    at(desk, &format!("deviations/{deviation}"), "deviation-actions")?;
    desk.press(&format!("deviation-remove-{}", text(second, "donation")?))?;
    desk.put("field-reason", "误扫，不在此批")?;
    desk.picture("deviation-removal")?;
    desk.press("removal-preview")?;
    desk.shown("removal-hold")?;
    desk.picture("deviation-removal-signing")?;
    desk.put_all(&[("field-login", "quality2"), ("field-password", DEMO_PASSWORD)])?;
    desk.press("signature-submit")?;
    desk.shown("deviation-removed")?;
    desk.picture("deviation-removed")?;
    let din = text(second, "din")?;
    desk.scan(&format!("&d{din}00"))?;
    desk.press("unit-tab-deviations")?;
    desk.seen("[data-testid^=unit-removed-]")?;
    desk.picture("unit-removed-from-deviation")?;
    let row = desk.rpc("unit.get", &named(second))?["row"].clone();
    ensure!(row["held"] == false, "the hold ended with it: {row}");

    // Whom the other action was given to hears of it.
    let logins =
        ["nurse", "courier", "lab", "storage", "quality", "manager", "admin", "director", "lab2", "quality2"];
    for login in logins {
        sign_in_after(desk, login)?;
        let work = desk.rpc("work.list", &json!({}))?;
        let items = work["items"].as_array().context("items")?;
        if items.iter().any(|item| item["kind"] == "action_due") {
            desk.press("nav-work")?;
            return desk.picture("work-action-due");
        }
    }
    anyhow::bail!("nobody is told of the action")
}

#[test]
fn a_result_that_is_set_aside_takes_two_and_is_shown_with_the_unit() {
    let folder = tempfile::tempdir().unwrap();
    set_aside(&opened(folder.path()).unwrap()).unwrap();
}

fn set_aside(desk: &Desk) -> anyhow::Result<()> {
    desk.sign_in_with("admin", DEMO_PASSWORD)?;
    let port = free_port()?;
    let analyser = json!({
        "name": "流式一号", "line": "listen", "address": "127.0.0.1", "port": port, "baud": 0, "protocol": "hl7",
        "mapping": "flow-cytometry",
    });
    desk.rpc("analyser.set", &analyser)?;
    sign_in_after(desk, "lab")?;
    let unit = units(desk, "processing")?.into_iter().next().context("a unit at work")?;
    let (din, donation) = (text(&unit, "din")?, text(&unit, "donation")?);
    let check = text(&unit, "check_character")?;
    send(desk, port, &format!("{din}{check}"))?;
    desk.press("nav-inbox")?;
    desk.seen("[data-testid^=inbox-message-]")?;
    desk.window.click("[data-testid^=inbox-message-]")?;
    desk.shown("inbox-specimen")?;
    desk.picture("inbox-message")?;

    // To another unit than the one that it names.
    desk.press("inbox-assign")?;
    desk.shown("field-unit_scan")?;
    desk.picture("inbox-assign")?;
    desk.window.keys(Key::Escape.value().to_string())?;
    desk.press("inbox-dismiss")?;
    desk.put("field-reason", "标本凝集，已重新取样")?;
    desk.press("submit-inbox-dismiss")?;
    desk.shown("second-person")?;
    desk.picture("inbox-dismiss-by-two")?;
    desk.put_all(&[("field-second_login", "lab2"), ("field-second_password", DEMO_PASSWORD)])?;
    desk.press("submit-inbox-dismiss")?;
    desk.window.see_no("标本凝集，已重新取样")?;

    let not_done = json!({
        "donation": donation, "test": "viability_post", "value": "", "value_again": null, "method": "", "state": "not_done",
        "correction_reason": "标本凝集，无法测定", "repeat": false, "device": null,
    });
    desk.rpc("bench.record_result", &not_done)?;
    desk.scan(&format!("&d{din}00"))?;
    desk.shown("set-aside")?;
    desk.shown("not-done")?;
    desk.picture("unit-set-aside")?;
    sign_in_after(desk, "quality")?;
    at(desk, &format!("review/{donation}"), "set-aside")?;
    desk.picture("review-set-aside")
}

/// One viability of the specimen as HL7, acknowledged.
fn send(desk: &Desk, port: u16, specimen: &str) -> anyhow::Result<()> {
    let ago =
        "return new Date(Date.now() - 60000).toISOString().replace(/[-:T]/g, '').slice(0, 14) + '+0000'";
    let moment = desk.window.eval(ago)?;
    let moment = moment.as_str().context("a moment")?;
    let message = format!(
        "MSH|^~\\&|LYRIC|FLOW|LIS|LAB|{moment}||ORU^R01|C1|P|2.5.1\rPID|1||P-9\r\
         OBR|1||{specimen}|VIAB\rOBX|1|NM|VIABILITY||71.3|%|||||F|||{moment}\r"
    );
    let mut line = until("the station to listen", || Ok(Some(TcpStream::connect(("127.0.0.1", port))?)))?;
    line.write_all(&[&[BEGINS], message.as_bytes(), &ENDS].concat())?;
    let (mut answer, mut byte) = (Vec::new(), [0]);
    while !answer.ends_with(&ENDS) {
        line.read_exact(&mut byte)?;
        answer.extend(byte);
    }
    let answer = String::from_utf8(answer)?;
    ensure!(answer.contains("MSA|AA|"), "{answer}");
    Ok(())
}
