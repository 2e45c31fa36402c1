//! Accounts: passwords, lockout, idle lock, suspension, badges, the periodic review.

use crate::station::{Clocks, FIRST_PASSWORD, PASSPHRASE, PASSWORD, Station};
use crate::sync::Trio;
use cordkeep_tests::until;
use serde_json::{Value, json};

fn sign_in(login: &str, password: &str) -> Value {
    json!({ "login": login, "password": password })
}

fn failures(station: &Station) -> Vec<(Value, Value)> {
    let found = station.ask("admin.failures", json!({}));
    let found = found["failures"].as_array().unwrap().iter();
    found.map(|failure| (failure["login"].clone(), failure["why"].clone())).collect()
}

#[test]
fn a_password_that_an_administrator_set_must_be_changed_before_anything_else() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    let person = json!({ "login": "nurse", "name": "李护士", "roles": ["nurse"], "password": FIRST_PASSWORD, "badge": null });
    station.ask("admin.add_person", json!({ "person": person }));
    let change = |old: &str, new: &str| json!({ "password": old, "new_password": new });
    let must_change = |password: &str| {
        let state = station.ask("session.sign_in", sign_in("nurse", password));
        assert_eq!(state["must_change_password"], true);
        assert_eq!(station.refused("unit.list", json!({})), "password.must_change");
    };
    must_change(FIRST_PASSWORD);
    for (old, new, code) in [
        ("not it", PASSWORD, "session.wrong_password"),
        (FIRST_PASSWORD, "short", "password.length"),
        (FIRST_PASSWORD, "password123", "password.common"),
        (FIRST_PASSWORD, "nurse-2026", "password.context"),
        (FIRST_PASSWORD, "Cordkeep-7", "password.context"),
        (FIRST_PASSWORD, "测试脐血库 2026", "password.context"),
        (FIRST_PASSWORD, FIRST_PASSWORD, "password.same"),
    ] {
        assert_eq!(station.refused("session.change_password", change(old, new)), code, "{new}");
    }
    let state = station.ask("session.change_password", change(FIRST_PASSWORD, "春风又绿江南岸边"));
    assert_eq!(state["must_change_password"], false);
    station.ask("work.list", json!({}));
    station.sign_in("admin");
    let person = station.account("nurse")["person"].clone();
    station.ask("admin.set_password", json!({ "person": person, "password": PASSWORD }));
    assert_eq!(station.account("nurse")["must_change"], true);
    assert_eq!(
        station.refused("session.sign_in", sign_in("nurse", "春风又绿江南岸边")),
        "session.wrong_password"
    );
    must_change(PASSWORD);
}

#[test]
fn a_lockout_survives_a_restart_and_a_clock_set_forward_and_ends_by_waiting_or_reset() {
    let folder = tempfile::tempdir().unwrap();
    let clocks = Clocks::new();
    let station = Station::open_on(folder.path(), &clocks);
    station.found();
    station.hire("nurse", "李护士", &["nurse"]);
    station.ask("session.sign_out", json!({}));
    for _ in 0..5 {
        assert_eq!(station.refused("session.sign_in", sign_in("nurse", "guess")), "session.wrong_password");
    }
    let locked = |station: &Station| {
        assert_eq!(station.refused("session.sign_in", sign_in("nurse", PASSWORD)), "session.locked_out");
    };
    locked(&station);
    clocks.set_forward(60 * 24 * 365);
    locked(&station);
    clocks.set_forward(-60 * 24 * 365 * 2);
    locked(&station);
    clocks.pass(14);
    locked(&station);
    // How long the station was off nobody knows: the wait begins anew.
    drop(station);
    clocks.set_forward(60 * 24 * 365 * 2);
    clocks.restart();
    let station = Station::open_on(folder.path(), &clocks);
    station.ask("setup.unlock", json!({ "passphrase": PASSPHRASE }));
    clocks.pass(14);
    locked(&station);
    clocks.pass(1);
    // One more guess locks again; the right password opens.
    assert_eq!(station.refused("session.sign_in", sign_in("nurse", "guess")), "session.wrong_password");
    locked(&station);
    clocks.pass(15);
    station.sign_in("nurse");
    // A success ends the count.
    for _ in 0..4 {
        assert_eq!(station.refused("session.sign_in", sign_in("nurse", "guess")), "session.wrong_password");
    }
    station.sign_in("nurse");
    for _ in 0..5 {
        assert_eq!(station.refused("session.sign_in", sign_in("nurse", "guess")), "session.wrong_password");
    }
    locked(&station);
    station.sign_in("admin");
    let account = station.account("nurse");
    assert_eq!(account["failed_sign_ins"], 5);
    assert!(account["locked_until_ms"].as_i64().is_some());
    let reset = json!({ "person": account["person"], "password": FIRST_PASSWORD });
    station.ask("admin.set_password", reset);
    assert_eq!(station.account("nurse")["locked_until_ms"], json!(null));
    station.ask("session.sign_in", sign_in("nurse", FIRST_PASSWORD));
}

// requirement: 11.300(d) report
#[test]
fn every_refused_attempt_is_shown_to_the_administrator_without_what_was_typed() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("nurse", "李护士", &["nurse"]);
    let typed = "my-password-in-the-wrong-field";
    assert_eq!(station.refused("session.sign_in", sign_in(typed, "x")), "session.wrong_password");
    for _ in 0..6 {
        let _ = station.refused("session.sign_in", sign_in("nurse", "guess"));
    }
    let found = failures(&station);
    let nurse = |why: &str| (json!("nurse"), json!(why));
    let mut wanted = vec![nurse("locked_out")];
    wanted.extend((0..5).map(|_| nurse("wrong_password")));
    wanted.push((json!(null), json!("unknown_login")));
    assert_eq!(found, wanted);
    let mut archive = Vec::new();
    station.0.export_ledger(&mut archive).unwrap();
    assert!(!archive.windows(typed.len()).any(|bytes| bytes == typed.as_bytes()));
}

#[test]
fn an_idle_session_locks_and_goes_on_with_the_same_password_or_ends_with_another_person() {
    let folder = tempfile::tempdir().unwrap();
    let clocks = Clocks::new();
    let station = Station::open_on(folder.path(), &clocks);
    station.found();
    station.hire("nurse", "李护士", &["nurse"]);
    station.sign_in("nurse");
    let state = || station.ask("session.state", json!({}));
    clocks.pass(9);
    assert_eq!(state()["locked"], false);
    station.ask("session.touch", json!({}));
    clocks.pass(9);
    station.ask("work.list", json!({}));
    assert_eq!(state()["locked"], false);
    // What a screen asks by itself is no work.
    clocks.pass(1);
    assert_eq!(station.refused("work.list", json!({})), "session.locked");
    station.ask("timer.list", json!({}));
    assert_eq!(state()["locked"], true);
    assert_eq!(state()["operator"]["login"], "nurse", "the screen still knows whose work it is");
    assert_eq!(station.refused("session.touch", json!({})), "session.locked");
    let change = json!({ "password": PASSWORD, "new_password": FIRST_PASSWORD });
    assert_eq!(station.refused("session.change_password", change), "session.locked");
    assert_eq!(station.refused("session.unlock", json!({ "password": "not it" })), "session.wrong_password");
    assert_eq!(station.ask("session.unlock", json!({ "password": PASSWORD }))["locked"], false);
    station.ask("work.list", json!({}));
    assert_eq!(station.ask("session.lock", json!({}))["locked"], true);
    station.sign_in("admin");
    assert_eq!((&state()["operator"]["login"], &state()["locked"]), (&json!("admin"), &json!(false)));
    assert_eq!(station.refused("settings.set_idle", json!({ "minutes": 0 })), "session.idle_range");
    assert_eq!(station.refused("settings.set_idle", json!({ "minutes": 61 })), "session.idle_range");
    assert_eq!(station.ask("settings.set_idle", json!({ "minutes": 2 }))["idle_minutes"], 2);
    clocks.pass(2);
    assert_eq!(state()["locked"], true);
    clocks.set_forward(-60);
    assert_eq!(station.refused("work.list", json!({})), "session.locked", "no clock that is set opens it");
}

#[test]
fn a_suspended_person_is_refused_and_a_running_session_ends_at_the_next_command() {
    let trio = Trio::start("suspended");
    trio.lab.sign_in("lab");
    trio.lab.ask("work.list", json!({}));
    trio.office.sign_in("admin");
    let person = trio.office.account("lab")["person"].clone();
    let because = |reason: &str| json!({ "person": person, "reason": reason });
    assert_eq!(trio.office.refused("admin.suspend", because("  ")), "value.empty");
    trio.office.ask("admin.suspend", because("left the bank"));
    assert_eq!(trio.office.refused("admin.suspend", because("again")), "person.already_suspended");
    assert_eq!(trio.office.refused("session.sign_in", sign_in("lab", PASSWORD)), "session.suspended");
    trio.office.ask("sync.now", json!({}));
    let first =
        until("the suspension at the laboratory", || Ok(trio.lab.try_ask("work.list", json!({})).err()));
    assert_eq!(first.unwrap().code, "session.ended_suspended");
    assert_eq!(trio.lab.refused("work.list", json!({})), "session.required");
    assert_eq!(trio.lab.refused("session.sign_in", sign_in("lab", PASSWORD)), "session.suspended");
    assert_eq!(trio.lab.refused("session.sign_in", sign_in("lab", "guess")), "session.wrong_password");
    trio.office.sign_in("admin");
    trio.settle();
    assert_eq!(trio.office.account("lab")["suspended_reason"], "left the bank");
    let found = failures(&trio.office);
    assert!(found.contains(&(json!("lab"), json!("suspended"))), "{found:?}");
    trio.office.ask("admin.reinstate", because("came back"));
    assert_eq!(trio.office.refused("admin.reinstate", because("again")), "person.not_suspended");
    trio.office.sign_in("lab");
}

// requirement: 11.300(e)
#[test]
fn a_badge_is_tried_out_when_it_is_given_and_shows_when_it_no_longer_reads() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("nurse", "李护士", &["nurse"]);
    let nurse = station.account("nurse")["person"].clone();
    let test = |scan: &str| json!({ "person": nurse, "scan": scan });
    assert_eq!(station.refused("admin.test_badge", test("&sN-001")), "badge.none");
    station.ask("admin.give_badge", json!({ "person": nurse, "badge": "&sN-001" }));
    let tried = |station: &Station| {
        let account = station.account("nurse");
        (account["badge_reads"].clone(), account["badge_tested_ms"].is_i64())
    };
    assert_eq!(tried(&station), (json!(null), false));
    // A damaged print reads as another text, or as nothing: that it failed is kept.
    assert_eq!(station.refused("admin.test_badge", test("")), "value.empty");
    assert_eq!(station.refused("admin.test_badge", test("&sN-007")), "badge.other");
    assert_eq!(tried(&station), (json!(false), true));
    station.ask("admin.test_badge", test("&sN-001"));
    assert_eq!(tried(&station), (json!(true), true));
    // A new badge has not been tried out.
    station.ask("admin.give_badge", json!({ "person": nurse, "badge": "&sN-002" }));
    assert_eq!(tried(&station), (json!(null), false));
}

// requirement: 11.300(c)
#[test]
fn a_revoked_badge_is_refused_for_ever_and_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("nurse", "李护士", &["nurse"]);
    station.hire("lab", "王技师", &["processing"]);
    let nurse = station.account("nurse")["person"].clone();
    let lab = station.account("lab")["person"].clone();
    let give = |person: &Value, badge: &str| json!({ "person": person, "badge": badge });
    let revoke = |person: &Value| json!({ "person": person, "reason": "lost" });
    let scan = |text: &str| json!({ "text": text });
    assert_eq!(station.refused("admin.revoke_badge", revoke(&nurse)), "badge.none");
    station.ask("admin.give_badge", give(&nurse, "&sN-001"));
    assert_eq!(station.refused("admin.give_badge", give(&lab, "N-001")), "person.badge_taken");
    // A badge names a person and signs nobody in.
    station.ask("session.sign_out", json!({}));
    assert_eq!(station.ask("session.read_badge", scan("&sN-001"))["login"], "nurse");
    assert_eq!(station.ask("session.state", json!({}))["operator"], json!(null));
    assert_eq!(station.refused("session.read_badge", scan("&sN-999")), "badge.unknown");
    station.sign_in("admin");
    assert_eq!(station.ask("scan.read", scan("&sN-001"))["person"]["name"], "李护士");
    station.ask("admin.revoke_badge", revoke(&nurse));
    assert_eq!(station.account("nurse")["badge"], json!(null));
    assert_eq!(station.refused("session.read_badge", scan("&sN-001")), "badge.revoked");
    assert_eq!(station.refused("scan.read", scan("&sN-001")), "badge.revoked");
    assert_eq!(failures(&station)[0], (json!("nurse"), json!("badge_revoked")));
    assert_eq!(station.refused("admin.give_badge", give(&nurse, "N-001")), "badge.revoked");
    // A replacement ends the badge that it replaces.
    station.ask("admin.give_badge", give(&nurse, "N-002"));
    station.ask("admin.give_badge", give(&nurse, "N-003"));
    assert_eq!(station.refused("session.read_badge", scan("N-002")), "badge.revoked");
    assert_eq!(station.ask("session.read_badge", scan("N-003"))["name"], "李护士");
    station.ask("admin.suspend", json!({ "person": nurse, "reason": "on leave" }));
    assert_eq!(station.refused("session.read_badge", scan("N-003")), "session.suspended");
}

// requirement: 11.300(b)
#[test]
fn accounts_are_reviewed_by_signature_fall_due_again_and_a_changed_account_voids_its_review() {
    let folder = tempfile::tempdir().unwrap();
    let clocks = Clocks::new();
    let station = Station::open_on(folder.path(), &clocks);
    station.found();
    station.hire("nurse", "李护士", &["nurse"]);
    assert_eq!(station.account("nurse")["review_overdue"], false);
    clocks.set_forward(91 * 24 * 60);
    assert_eq!(station.account("nurse")["review_overdue"], true);
    let person = station.account("nurse")["person"].clone();
    let review = |digest: Value| json!({ "people": [person], "digest": digest, "login": "admin", "password": PASSWORD });
    let digest = || station.ask("admin.overview", json!({}))["accounts_digest"].clone();
    let shown = digest();
    let grants = json!([{ "role": "nurse", "sites": [] }, { "role": "courier", "sites": [] }]);
    let change = json!({ "person": person, "grants": grants, "reason": "night transports" });
    station.ask("admin.change_roles", change.clone());
    assert_eq!(station.refused("admin.review_accounts", review(shown)), "signature.content_changed");
    let nobody = json!({ "people": [], "digest": digest(), "login": "admin", "password": PASSWORD });
    assert_eq!(station.refused("admin.review_accounts", nobody), "person.nobody_chosen");
    station.ask("admin.review_accounts", review(digest()));
    let account = station.account("nurse");
    assert_eq!((&account["reviewed_by"], &account["review_overdue"]), (&json!("管理员"), &json!(false)));
    let mut change = change;
    change["grants"] = json!([{ "role": "manager", "sites": [] }]);
    station.ask("admin.change_roles", change);
    let account = station.account("nurse");
    assert_eq!((&account["review_voided"], &account["review_overdue"]), (&json!(true), &json!(true)));
}
