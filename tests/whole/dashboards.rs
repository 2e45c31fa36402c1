//! Dashboards: counted against the units themselves, by month and site, and the same after a rebuild.

use crate::job::{receive, sent};
use crate::station::Station;
use crate::sync::Trio;
use serde_json::{Value, json};

const DEMO: &str = "demo-2026";

fn dashboard(station: &Station, months: u32, site: Value) -> Value {
    station.ask("dashboard.get", json!({ "months": months, "site": site }))
}

fn rows<'a>(view: &'a Value, name: &str) -> &'a Vec<Value> {
    view[name].as_array().unwrap()
}

fn sum(rows: &[Value], column: &str) -> u64 {
    rows.iter().map(|row| row[column].as_u64().unwrap()).sum()
}

#[test]
fn figures_are_those_of_the_units() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 200);
    station.ask("session.sign_in", json!({ "login": "quality", "password": DEMO }));
    let view = dashboard(&station, 36, Value::Null);
    assert_eq!(rows(&view, "flow").len(), 36);
    let list = json!({
        "statuses": [], "text": "", "inventory": null, "held_only": false, "after": null, "limit": 500,
    });
    let page = station.ask("unit.list", list);
    let units = rows(&page, "rows");
    let count =
        |is: &dyn Fn(&Value) -> bool| u64::try_from(units.iter().filter(|unit| is(unit)).count()).unwrap();
    let flow = rows(&view, "flow");
    let banked = count(&|unit| !unit["position"].is_null());
    assert!(banked > 20, "the demo bank has units in its tanks");
    assert_eq!(sum(flow, "banked"), banked);
    assert_eq!(sum(flow, "released"), count(&|unit| unit["status"] == "released"));
    let rejected = count(&|unit| unit["status"] == "rejected");
    assert!(rejected > 0);
    assert_eq!(sum(flow, "rejected"), rejected);
    assert_eq!(sum(rows(&view, "rejections"), "count"), rejected);
    for of in rows(&view, "rejections") {
        let months: u64 = of["months"].as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).sum();
        assert_eq!(of["count"], json!(months));
    }
    for column in ["received", "processed", "banked", "released", "rejected"] {
        assert_eq!(sum(flow, column), sum(rows(&view, "by_site"), column), "{column}");
    }
    // Each unit that was received took some time to it, and the limit of the profile stands beside it.
    let turnaround = rows(&view, "turnaround");
    let codes: Vec<&Value> = turnaround.iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["receipt", "freezing", "banking", "results"]);
    assert_eq!(turnaround[0]["all"]["count"], json!(sum(flow, "received")));
    assert_eq!(turnaround[2]["all"]["count"], json!(banked));
    assert!(turnaround[0]["limit_h"].is_string());
    for one in turnaround.iter().filter(|one| one["all"]["count"] != 0) {
        let hours = |name: &str| one["all"][name].as_str().unwrap().parse::<f64>().unwrap();
        assert!(0.0 <= hours("median") && hours("median") <= hours("p90"), "{one}");
        assert_eq!(sum(one["months"].as_array().unwrap(), "count"), one["all"]["count"].as_u64().unwrap());
    }
    for one in rows(&view, "yields") {
        assert_eq!(sum(one["bins"].as_array().unwrap(), "count"), one["all"]["count"].as_u64().unwrap());
    }
    let stages = station.ask(
        "deviation.list",
        json!({ "closed": false, "category": null, "overdue": false, "after": null, "limit": 1 }),
    );
    assert_eq!(json!(sum(rows(&view, "open_ages"), "count")), stages["total"]);

    // Of a site, and of one that has none.
    let site = units.iter().find(|unit| !unit["position"].is_null()).unwrap()["site"].clone();
    let of_site = dashboard(&station, 36, site.clone());
    let here = count(&|unit| !unit["position"].is_null() && unit["site"] == site);
    assert_eq!(sum(rows(&of_site, "flow"), "banked"), here);
    let nowhere = dashboard(&station, 36, json!("00000000000000000000000000000000"));
    assert_eq!(sum(rows(&nowhere, "flow"), "received"), 0);
    assert_eq!(rows(&nowhere, "turnaround")[0]["all"], json!({ "count": 0, "median": null, "p90": null }));

    station.0.rebuild().unwrap();
    assert_eq!(dashboard(&station, 36, Value::Null), view, "a rebuild changes nothing");
}

#[test]
fn a_unit_counts_in_the_month_in_which_it_came_at_every_station() {
    let trio = Trio::start("dashboards");
    let before = |station: &Station| {
        station.sign_in("lab");
        dashboard(station, 12, Value::Null)
    };
    assert_eq!(sum(rows(&before(&trio.lab), "flow"), "received"), 0);
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(&trio.lab, &donation, &din, &shipment);
    trio.settle();
    for station in [&trio.lab, &trio.office] {
        let view = before(station);
        let flow = rows(&view, "flow");
        assert_eq!((flow.len(), &flow[11]["received"]), (12, &json!(1)));
        assert_eq!((&flow[11]["banked"], sum(&flow[..11], "received")), (&json!(0), 0));
        let receipt = &rows(&view, "turnaround")[0];
        // The collection ended five minutes before it was entered.
        assert_eq!((&receipt["all"]["count"], &receipt["over"]), (&json!(1), &json!(0)));
        assert_eq!(rows(&view, "by_site")[0]["name"], "LAB");
    }
}
