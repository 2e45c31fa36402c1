//! The queue of quality: what is nearest to a release comes first, page by page, and moves with whatever is written.

use crate::station::Station;
use serde_json::{Value, json};

const PASSWORD: &str = "demo-2026";

fn page(station: &Station, after: &Value, limit: u32) -> (Vec<Value>, Value) {
    let queue = station.ask("review.queue", json!({ "after": after, "limit": limit }));
    (queue["rows"].as_array().unwrap().clone(), queue["next"].clone())
}

fn all(station: &Station) -> Vec<Value> {
    page(station, &Value::Null, 200).0
}

fn place(row: &Value) -> (u64, u64, i64, String) {
    let count = |name: &str| row[name].as_u64().unwrap();
    let donation = row["unit"]["donation"].as_str().unwrap().to_owned();
    (count("blockers"), count("warnings"), row["waiting_since_ms"].as_i64().unwrap(), donation)
}

fn row_of(station: &Station, donation: &Value) -> (usize, Value) {
    let rows = all(station);
    let at = rows.iter().position(|row| row["unit"]["donation"] == *donation).unwrap();
    (at, rows[at].clone())
}

#[test]
fn what_nothing_stops_comes_first_then_what_least_stops_then_the_longest_wait() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 80);
    station.ask("session.sign_in", json!({ "login": "quality", "password": PASSWORD }));
    let rows = all(&station);
    let places: Vec<_> = rows.iter().map(place).collect();
    assert!(places.is_sorted(), "{places:?}");
    let (first, last) = (&places[0], places.last().unwrap());
    assert!(first.0 == 0 && last.0 > 0, "some are ready and some are not: {places:?}");
    for row in &rows {
        let view = station.ask("review.get", json!({ "donation": row["unit"]["donation"], "din": null }));
        assert_eq!(view["blockers"].as_array().unwrap().len() as u64, place(row).0, "{row}");
    }

    // Pages continue behind a row, not after a count: what left meanwhile makes none be missed.
    let (top, next) = page(&station, &Value::Null, 3);
    assert_eq!(top, rows[..3]);
    let gone = &rows[0]["unit"]["donation"];
    station.ask("unit.hold", json!({ "donation": gone, "note": "标签待核" }));
    let (mut rest, mut next) = page(&station, &next, 3);
    while !next.is_null() {
        let (more, then) = page(&station, &next, 3);
        rest.extend(more);
        next = then;
    }
    let donations =
        |rows: &[Value]| -> Vec<Value> { rows.iter().map(|row| row["unit"]["donation"].clone()).collect() };
    let behind = |rows: &[Value]| -> Vec<Value> {
        donations(rows).into_iter().filter(|donation| donation != gone).collect()
    };
    assert_eq!(behind(&rest), donations(&rows[3..]), "none missed, and none twice");
    let again = donations(&rest).into_iter().filter(|donation| donation == gone).count();
    assert_eq!(again, 1, "what moved behind the row stands there, once");
    for place in ["no place", "", "0:0:0", "-1:0:0:0"] {
        let query = json!({ "after": place, "limit": 3 });
        assert_eq!(station.refused("review.queue", query), "value.not_a_choice", "{place}");
    }

    // What was held stands behind all that nothing stops; lifted, it is back.
    let (at, held) = row_of(&station, gone);
    assert!(at > 0 && place(&held).0 == 1, "{held}");
    let unit = station.ask("unit.get", json!({ "donation": gone, "din": null }));
    let hold = &unit["holds"][0];
    let lift = json!({
        "donation": gone, "key": hold["key"], "digest": hold["digest"], "reason": "已核", "login": "quality",
        "password": PASSWORD,
    });
    station.ask("unit.lift_hold", lift);
    assert_eq!(row_of(&station, gone).1["blockers"], 0);
}

#[test]
fn what_is_written_elsewhere_moves_a_unit_too() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 80);
    station.ask("session.sign_in", json!({ "login": "quality", "password": PASSWORD }));
    let ready = all(&station)[0]["unit"]["donation"].clone();
    assert_eq!(row_of(&station, &ready).1["blockers"], 0);
    // A norm profile that nobody has confirmed decides: it is not in the units' own records.
    let list = station.ask("procedure.list", json!({}));
    let profile = list["procedures"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["code"] == "fda-licensed" && one["version"] == "2");
    let profile = profile.unwrap().clone();
    let approve = json!({
        "kind": profile["kind"], "code": "fda-licensed", "version": "2", "digest": profile["digest"], "effective_ms": null,
        "login": "quality", "password": PASSWORD,
    });
    station.ask("procedure.approve", approve);
    assert_eq!(row_of(&station, &ready).1["blockers"], 0, "what judges beside stops nothing");
    let decides = json!({
        "code": "fda-licensed", "digest": profile["digest"], "standing": "decides", "reason": "export", "login": null,
        "password": PASSWORD,
    });
    station.ask("profile.settle", decides);
    let blockers = row_of(&station, &ready).1["blockers"].as_u64().unwrap();
    assert!(blockers > 0, "no limit of it is confirmed");
    let places: Vec<_> = all(&station).iter().map(place).collect();
    assert!(places.is_sorted() && places[0].0 > 0, "{places:?}");
}
