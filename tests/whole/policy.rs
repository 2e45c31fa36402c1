//! Every command by every role: allowed or denied exactly as `api` says.

use crate::station::Station;
use api::COMMANDS;
use app::DEMO_ACCOUNTS;
use domain::Permission;
use serde_json::json;

// requirement: 11.10(g), Annex 11 §15
#[test]
fn every_command_is_allowed_to_its_roles_and_to_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 1);
    for (login, _, roles) in DEMO_ACCOUNTS {
        for command in COMMANDS {
            station.ask("session.sign_in", json!({ "login": login, "password": "demo-2026" }));
            // A request that no command understands: it must be refused for its permission before it is read.
            let answer = station.try_ask(command.name, json!({ "no": "such field" }));
            let denied = answer.is_err_and(|problem| problem.code == "permission.denied");
            let allowed = command.permission == Permission::Open
                || roles.iter().any(|role| role.permissions().contains(&command.permission));
            assert_eq!(denied, !allowed, "{} as {login}", command.name);
        }
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
    let own = station.ask("session.state", json!({}))["operator"]["person"].clone();
    let request = json!({ "person": own, "password": "another-good-one" });
    assert_eq!(station.refused("admin.set_password", request), "session.own_rights");
}
