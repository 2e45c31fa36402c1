//! Signatures: who may give one, with what, and what becomes of one that is moved or whose content changes.

use crate::station::Station;
use app::DEMO_PASSPHRASE;
use domain::record::ContentSigned;
use domain::{DonationId, Meaning, PersonId, Record};
use serde_json::{Value, json};
use store::ledger::{BootId, ClockEvidence};
use store::{KeyFile, NewRecord, Store};

const PASSWORD: &str = "demo-2026";

fn sign_in(station: &Station, login: &str) {
    station.ask("session.sign_in", json!({ "login": login, "password": PASSWORD }));
}

fn by_id(donation: &Value) -> Value {
    json!({ "donation": donation, "din": null })
}

/// Two units that are ready for review.
fn ready(station: &Station) -> (Value, Value) {
    let queue = station.ask("review.queue", json!({ "after": null, "limit": 200 }));
    let rows = queue["rows"].as_array().unwrap().iter();
    let mut ready = rows
        .filter(|row| row["reviewed"] == false && row["blockers"] == 0)
        .map(|row| row["unit"]["donation"].clone())
        .filter(|donation| {
            let view = station.ask("review.get", by_id(donation));
            view["can_review"] == true && view["unit"]["signatures"] == json!([])
        });
    (ready.next().expect("a unit"), ready.next().expect("another unit"))
}

fn signing(station: &Station, donation: &Value, login: Option<&str>) -> Value {
    let digest = station.ask("review.get", by_id(donation))["digest"].clone();
    json!({ "donation": donation, "digest": digest, "login": login, "password": PASSWORD })
}

fn signatures(station: &Station, donation: &Value) -> Vec<Value> {
    station.ask("unit.get", by_id(donation))["signatures"].as_array().unwrap().clone()
}

fn correct_a_result(station: &Station, donation: &Value) {
    sign_in(station, "lab");
    let correction = json!({
        "donation": donation, "test": "tnc_post", "value": "9.7", "value_again": "9.7", "method": "XN", "state": "final",
        "correction_reason": "recount",
    });
    station.ask("bench.record_result", correction);
}

#[test]
fn a_signature_moved_to_another_unit_is_void_there() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    sign_in(&station, "quality");
    let (signed, other) = ready(&station);
    let request = signing(&station, &signed, Some("quality"));
    let digest = request["digest"].as_str().unwrap().to_owned();
    station.ask("review.sign", request);
    assert_eq!(signatures(&station, &signed)[0]["voided"], false);
    sign_in(&station, "admin");
    let signer: PersonId = station.account("quality")["person"].as_str().unwrap().parse().unwrap();
    drop(station);
    // Somebody with the keys of the station itself copies the signed record, word for word, to another unit.
    let keys = KeyFile::read(&folder.path().join("keys.json")).unwrap().unwrap();
    let mut store =
        Store::open(&folder.path().join("bank.db"), &keys.open(DEMO_PASSPHRASE).unwrap()).unwrap();
    let to: DonationId = other.as_str().unwrap().parse().unwrap();
    let copy = ContentSigned { digest, name: "刘思远".to_owned(), meaning: Meaning::Review };
    let record = NewRecord {
        subject: *to.bytes(),
        record: Record::ReviewSigned(copy),
        personal: None,
        operator: Some(signer),
        second: None,
    };
    let clock = ClockEvidence {
        wall_ms: crate::station::now_ms(),
        monotonic_ms: 0,
        boot: BootId::from_bytes([1; 16]),
        offset_ms: None,
        offset_age_ms: None,
    };
    store.append(vec![record], clock, 1).unwrap();
    drop(store);
    let station = Station::open(folder.path());
    sign_in(&station, "manager");
    let moved = signatures(&station, &other);
    assert_eq!((moved.len(), &moved[0]["voided"]), (1, &json!(true)));
    assert_eq!(station.status(&other), "stored");
    let release = signing(&station, &other, Some("manager"));
    assert_eq!(station.refused("release.sign", release), "release.review_missing");
    assert_eq!(signatures(&station, &signed)[0]["voided"], false, "the original stands");
}

#[test]
fn a_signed_value_changed_voids_the_signature_for_all_to_see() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    sign_in(&station, "quality");
    let (donation, _) = ready(&station);
    let read = signing(&station, &donation, Some("quality"));
    correct_a_result(&station, &donation);
    sign_in(&station, "quality");
    assert_eq!(station.refused("review.sign", read), "signature.content_changed", "not what was read");
    station.ask("review.sign", signing(&station, &donation, Some("quality")));
    let standing = signatures(&station, &donation);
    assert_eq!((&standing[0]["voided"], &standing[0]["name"]), (&json!(false), &json!("刘思远")));
    correct_a_result(&station, &donation);
    assert_eq!(signatures(&station, &donation)[0]["voided"], true);
    assert_eq!(station.status(&donation), "stored");
    sign_in(&station, "manager");
    let release = signing(&station, &donation, Some("manager"));
    assert_eq!(station.refused("release.sign", release), "release.review_missing");
}

#[test]
fn the_same_person_signing_twice_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    sign_in(&station, "admin");
    // Both roles in one hand are allowed; both signatures on one unit are not.
    let person = station.account("director")["person"].clone();
    let grants = json!([{ "role": "quality", "sites": [] }, { "role": "medical_director", "sites": [] }]);
    station.ask("admin.change_roles", json!({ "person": person, "grants": grants, "reason": "cover" }));
    sign_in(&station, "director");
    let (donation, _) = ready(&station);
    station.ask("review.sign", signing(&station, &donation, Some("director")));
    let view = station.ask("review.get", by_id(&donation));
    assert_eq!((&view["can_review"], &view["can_release"]), (&json!(false), &json!(false)));
    let release = signing(&station, &donation, Some("director"));
    assert_eq!(station.refused("release.sign", release), "release.same_person");
    sign_in(&station, "manager");
    station.ask("release.sign", signing(&station, &donation, Some("manager")));
}

// requirement: 11.200
#[test]
fn the_first_signature_of_a_sitting_wants_both_components_and_nobody_signs_for_another() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    sign_in(&station, "quality");
    let (first, second) = ready(&station);
    let wants = |station: &Station| station.ask("session.state", json!({}))["signature_wants_login"].clone();
    assert_eq!(wants(&station), true);
    let without = signing(&station, &first, None);
    assert_eq!(station.refused("review.sign", without), "signature.login_missing");
    let foreign = signing(&station, &first, Some("manager"));
    assert_eq!(station.refused("review.sign", foreign), "signature.other_person");
    let mut wrong = signing(&station, &first, Some("quality"));
    wrong["password"] = json!("not it");
    assert_eq!(station.refused("review.sign", wrong), "session.wrong_password");
    assert!(signatures(&station, &first).is_empty());
    station.ask("review.sign", signing(&station, &first, Some("quality")));
    assert_eq!(wants(&station), false);
    // Locked in between: a new sitting.
    station.ask("session.lock", json!({}));
    station.ask("session.unlock", json!({ "password": PASSWORD }));
    assert_eq!(wants(&station), true);
    let alone = signing(&station, &second, None);
    assert_eq!(station.refused("review.sign", alone.clone()), "signature.login_missing");
    correct_a_result(&station, &first);
    sign_in(&station, "quality");
    station.ask("review.sign", signing(&station, &first, Some("quality")));
    station.ask("review.sign", signing(&station, &second, None));
}

/// A unit whose next step wants a second person, and the request for that step.
fn two_person_step(station: &Station) -> Value {
    let filter = json!({
        "statuses": ["received", "processing"], "text": null, "inventory": null, "held_only": false, "after": null,
        "limit": 200,
    });
    let units = station.ask("unit.list", filter)["rows"].as_array().unwrap().clone();
    for unit in units {
        let donation = &unit["donation"];
        let steps = station.ask("bench.get", by_id(donation))["steps"].as_array().unwrap().clone();
        for step in steps.iter().filter(|step| step["done_ms"].is_null()) {
            let request = crate::job::step(donation, step);
            if step["needs_second"] == true {
                return request;
            }
            if station.try_ask("bench.record_step", request).is_err() {
                break;
            }
        }
    }
    panic!("no step wants a second person")
}

#[test]
fn a_second_person_is_another_entitled_person_with_the_own_password() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    sign_in(&station, "lab");
    let request = two_person_step(&station);
    let with = |login: &str, password: &str| {
        let mut request = request.clone();
        request["second_login"] = json!(login);
        request["second_password"] = json!(password);
        request
    };
    let refused = |login: &str, password: &str| station.refused("bench.record_step", with(login, password));
    assert_eq!(station.refused("bench.record_step", request.clone()), "bench.second_missing");
    assert_eq!(refused("lab", PASSWORD), "bench.second_same");
    assert_eq!(refused("lab2", "not it"), "session.wrong_password");
    assert_eq!(refused("nobody", PASSWORD), "session.wrong_password");
    assert_eq!(refused("storage", PASSWORD), "signature.second_not_entitled");
    sign_in(&station, "admin");
    let person = station.account("lab2")["person"].clone();
    let because = json!({ "person": person, "reason": "on leave" });
    station.ask("admin.suspend", because.clone());
    sign_in(&station, "lab");
    assert_eq!(refused("lab2", PASSWORD), "session.suspended");
    sign_in(&station, "admin");
    station.ask("admin.reinstate", because);
    station.ask("admin.set_password", json!({ "person": person, "password": "given by another" }));
    sign_in(&station, "lab");
    assert_eq!(refused("lab2", "given by another"), "password.must_change");
    station.ask("session.sign_in", json!({ "login": "lab2", "password": "given by another" }));
    let change = json!({ "password": "given by another", "new_password": "own and secret" });
    station.ask("session.change_password", change);
    sign_in(&station, "lab");
    station.ask("bench.record_step", with("lab2", "own and secret"));
}
