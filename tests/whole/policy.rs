//! Every command by every role: allowed or denied as `api` and `domain` say, and as the committed table shows.

use crate::station::{PASSWORD, Station};
use api::COMMANDS;
use domain::{Permission, Role};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// For reviewers: `+` allowed, `-` denied.
const TABLE: &str = "whole/policy.txt";

fn word(role: Role) -> String {
    serde_json::to_value(role).unwrap().as_str().unwrap().to_owned()
}

/// What the station itself answers, for each role and command.
fn walked(station: &Station) -> BTreeMap<(Role, &'static str), bool> {
    station.hire("walker", "行者", &["nurse"]);
    let person = station.account("walker")["person"].clone();
    let mut found = BTreeMap::new();
    for role in Role::ALL {
        station.sign_in("admin");
        let grants = json!([{ "role": word(*role), "sites": [] }]);
        station.ask("admin.change_roles", json!({ "person": person, "grants": grants, "reason": "matrix" }));
        station.sign_in("walker");
        for command in COMMANDS {
            // A request that no command understands: it must be refused for its permission before it is read.
            let answer = station.try_ask(command.name, json!({ "no": "such field" }));
            let denied = answer.is_err_and(|problem| problem.code == "permission.denied");
            found.insert((*role, command.name), !denied);
            if ["session.sign_out", "session.lock"].contains(&command.name) {
                station.sign_in("walker");
            }
        }
    }
    found
}

fn table(allowed: &BTreeMap<(Role, &'static str), bool>) -> String {
    let width = COMMANDS.iter().map(|command| command.name.len()).max().unwrap_or(0);
    let roles: Vec<String> = Role::ALL.iter().map(|role| word(*role)).collect();
    let mut text =
        format!("{:width$}  {}  {}\n", "command", format_args!("{:15}", "permission"), roles.join("  "));
    for command in COMMANDS {
        let permission = serde_json::to_value(command.permission).unwrap();
        let marks = Role::ALL.iter().zip(&roles).map(|(role, word)| {
            let mark = if allowed[&(*role, command.name)] { "+" } else { "-" };
            format!("{mark:^width$}", width = word.len())
        });
        let marks = marks.collect::<Vec<_>>().join("  ");
        let line = format!("{:width$}  {:15}  {marks}", command.name, permission.as_str().unwrap());
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

// requirement: 11.10(g), Annex 11 §15
#[test]
fn every_command_by_every_role_is_as_the_committed_table_says() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    let allowed = walked(&station);
    for ((role, name), allowed) in &allowed {
        let permission = api::Command::find(name).unwrap().permission;
        assert_eq!(*allowed, role.may(permission), "{name} as {role:?}");
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(TABLE);
    let now = table(&allowed);
    if std::env::var_os("CORDKEEP_WRITE_TABLES").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(committed == now, "rights changed; look, then CORDKEEP_WRITE_TABLES=1 writes {TABLE}:\n{now}");
}

#[test]
fn several_roles_allow_what_any_of_them_allows_and_only_at_their_sites() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("both", "双岗", &["storage"]);
    let person = station.account("both")["person"].clone();
    let here = station.ask("session.state", json!({}))["bank"]["site"].clone();
    let hospital = json!({
        "code": "HOSP", "name_zh": "第一医院", "name_en": "First Hospital", "kind": "collection_point",
        "personal_data": "withheld",
    });
    let overview = station.ask("admin.add_site", json!({ "site": hospital }));
    let sites = overview["sites"].as_array().unwrap();
    let there = sites.iter().find(|site| site["code"] == "HOSP").unwrap()["site"].clone();
    let grants = json!([
        { "role": "nurse", "sites": [there] },
        { "role": "storage", "sites": [here, there] },
        { "role": "test_lab", "sites": [] },
    ]);
    let change = |grants: &Value| json!({ "person": person, "grants": grants, "reason": "two posts" });
    station.ask("admin.change_roles", change(&grants));
    station.sign_in("both");
    let permissions = station.ask("session.state", json!({}))["operator"]["permissions"].clone();
    assert_eq!(
        permissions,
        json!([
            "view",
            "print_label",
            "report_result",
            "store",
            "record_step",
            "keep_register",
            "report_deviation",
            "enter_result",
            "view_attachment",
            "monitor_room",
            "keep_sample",
            "end_sample"
        ])
    );
    assert_eq!(station.refused("donation.enrol", json!({})), "permission.denied", "a nurse elsewhere only");
    assert_ne!(station.refused("storage.store", json!({})), "permission.denied");
    assert_ne!(station.refused("bench.record_result", json!({})), "permission.denied");
    station.sign_in("admin");
    let bad = [
        (json!([]), "person.roles_empty"),
        (json!([{ "role": "nurse", "sites": ["00112233445566778899aabbccddeeff"] }]), "site.unknown"),
        (json!([{ "role": "administrator", "sites": [here] }]), "person.administrator_sites"),
        (
            json!([{ "role": "nurse", "sites": [] }, { "role": "nurse", "sites": [here] }]),
            "person.role_twice",
        ),
    ];
    for (grants, code) in bad {
        assert_eq!(station.refused("admin.change_roles", change(&grants)), code);
    }
}

// requirement: 11.10(d)
#[test]
fn without_signing_in_nothing_but_open_commands_answers() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 1);
    for command in COMMANDS.iter().filter(|command| command.permission != Permission::Open) {
        assert_eq!(station.refused(command.name, json!({})), "session.required", "{}", command.name);
    }
    assert_eq!(station.refused("no.such_command", json!({})), "command.unknown");
}

#[test]
fn nobody_acts_on_the_own_account() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    let own = station.account("admin")["person"].clone();
    let with = |field: &str, value: Value| {
        let mut request = json!({ "person": own });
        request[field] = value;
        request
    };
    let roles = json!({ "person": own, "reason": "more", "grants": [
        { "role": "administrator", "sites": [] }, { "role": "manager", "sites": [] },
    ] });
    let digest = station.ask("admin.overview", json!({}))["accounts_digest"].clone();
    let review = json!({ "people": [own], "digest": digest, "login": "admin", "password": PASSWORD });
    // While there is no second administrator the bank would lose its last one.
    assert_eq!(station.refused("admin.suspend", with("reason", json!("x"))), "person.last_administrator");
    let nurse = json!({ "person": own, "reason": "less", "grants": [{ "role": "nurse", "sites": [] }] });
    assert_eq!(station.refused("admin.change_roles", nurse.clone()), "person.last_administrator");
    station.hire("admin2", "副管理员", &["administrator"]);
    for (command, request) in [
        ("admin.set_password", with("password", json!("another-good-one"))),
        ("admin.change_roles", roles),
        ("admin.change_roles", nurse),
        ("admin.suspend", with("reason", json!("x"))),
        ("admin.reinstate", with("reason", json!("x"))),
        ("admin.give_badge", with("badge", json!("B-1"))),
        ("admin.revoke_badge", with("reason", json!("x"))),
        ("admin.review_accounts", review),
    ] {
        assert_eq!(station.refused(command, request), "session.own_rights", "{command}");
    }
    let other = station.account("admin2")["person"].clone();
    station.ask("admin.suspend", json!({ "person": other, "reason": "left" }));
    assert_eq!(station.refused("admin.suspend", with("reason", json!("x"))), "person.last_administrator");
}
