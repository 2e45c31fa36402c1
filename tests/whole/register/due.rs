//! What is due in the register, under *To do* of whoever keeps it.

use super::{delivery, inspection};
use crate::station::{Clocks, Station};
use serde_json::{Value, json};

const DAY_MS: i64 = 86_400_000;

/// Kind and what it is about, of everything that the register wants.
fn due(station: &Station) -> Vec<(String, String)> {
    let items = station.ask("work.list", json!({}))["items"].as_array().unwrap().clone();
    let of_register = items.iter().filter(|item| !item["thing"].is_null());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    of_register.map(|item| (text(&item["kind"]), text(&item["about"]))).collect()
}

/// The day of a moment in UTC.
pub fn day_of(at_ms: i64) -> String {
    // Days since 0000-03-01, so that the leap day ends a year.
    let days = at_ms.div_euclid(DAY_MS) + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * march + 2) / 5 + 1, if march < 10 { march + 3 } else { march - 9 });
    format!("{}-{month:02}-{day:02}", year + era * 400 + i64::from(month <= 2))
}

fn pair(kind: &str, about: &str) -> (String, String) {
    (kind.to_owned(), about.to_owned())
}

// Given a register, when days pass and things are put right, then exactly what is due is listed.
#[test]
fn what_is_low_ends_or_is_due_waits_for_who_keeps_the_register() {
    let folder = tempfile::tempdir().unwrap();
    let clocks = Clocks::new();
    let station = Station::open_on(folder.path(), &clocks);
    station.found();
    station.hire("lab", "李", &["test_lab", "processing"]);
    station.hire("lab2", "赵", &["test_lab", "processing"]);
    station.hire("nurse", "王", &["nurse"]);
    station.sign_in("lab");
    let begin_ms = crate::station::now_ms();
    let day = |days: i64| day_of(begin_ms + days * DAY_MS);
    let device = json!({ "code": "EQ-001", "kind": "balance", "name": "ME2002", "room": "B", "wants": ["calibration"] });
    station.ask("equipment.register", device);
    assert_eq!(due(&station), [pair("device_overdue", "EQ-001")], "never calibrated");
    let service = |done: i64, until: i64| {
        json!({
            "code": "EQ-001", "service": "calibration", "done_on": day(done), "due_on": day(until), "by": "metrology",
            "certificate": "Z-1",
        })
    };
    station.ask("equipment.service", service(-10, 50));
    assert_eq!(due(&station), []);
    let view = station.ask("material.receive", delivery("&lLOT26001", &day(60)));
    station.sign_in("lab2");
    station.ask("material.inspect", inspection(&view, true));
    assert_eq!(due(&station), []);
    let rule = json!({ "code": "LOT26001", "counted": true, "per_use": "1", "low_level": "50", "reason": "procedure 7" });
    station.ask("material.set_stock_rule", rule.clone());
    let items = station.ask("work.list", json!({}))["items"].clone();
    let thing = &items[0]["thing"];
    assert_eq!(
        (&items[0]["kind"], &thing["left"], &thing["low_level"], &thing["unit"]),
        (&json!("stock_low"), &json!("40"), &json!("50"), &json!("瓶"))
    );
    let mut low_enough = rule;
    low_enough["low_level"] = json!("40");
    station.ask("material.set_stock_rule", low_enough);
    assert_eq!(due(&station), [], "as much as the minimum is not below it");
    // A month before each end, and after it.
    let mut today = 0;
    for (days, expected) in [
        (19, vec![]),
        (22, vec![pair("device_due_soon", "EQ-001")]),
        (32, vec![pair("lot_ends_soon", "LOT26001"), pair("device_due_soon", "EQ-001")]),
        (53, vec![pair("lot_ends_soon", "LOT26001"), pair("device_overdue", "EQ-001")]),
        (63, vec![pair("stock_low", "hes"), pair("lot_ended", "LOT26001"), pair("device_overdue", "EQ-001")]),
    ] {
        clocks.pass((days - today) * 24 * 60);
        today = days;
        station.sign_in("lab");
        assert_eq!(due(&station), expected, "after {days} days");
    }
    // Only whoever may act sees it.
    station.sign_in("nurse");
    assert_eq!(due(&station), []);
    // The shelf is cleared, the device taken out: only the stock stays low.
    station.sign_in("lab");
    station.ask("material.count", json!({ "code": "LOT26001", "left": "0", "reason": "discarded" }));
    station.ask("equipment.take_out", json!({ "code": "EQ-001", "reason": "replaced" }));
    assert_eq!(due(&station), [pair("stock_low", "hes")]);
}
