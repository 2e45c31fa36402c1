//! Sign-in names: one person's alone, also where two stations gave one away without knowing of each other.

use crate::station::{FIRST_PASSWORD, PASSWORD, Station};
use crate::sync::Trio;
use serde_json::{Value, json};

const OTHER_PASSWORD: &str = "silver-heron-61";

fn account_of<'a>(people: &'a [Value], name: &str) -> &'a Value {
    people.iter().find(|person| person["name"] == name).expect(name)
}

fn people(station: &Station) -> Vec<Value> {
    station.ask("admin.overview", json!({}))["people"].as_array().unwrap().clone()
}

fn sign_in(login: &str, password: &str) -> Value {
    json!({ "login": login, "password": password })
}

// requirement: 11.300(a)
#[test]
fn a_sign_in_name_is_given_once_whatever_its_case_and_blanks_and_stays_with_its_person() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("Nurse", "李护士", &["nurse"]);
    let add = |login: &str| {
        let person = json!({ "login": login, "name": "张三", "roles": ["nurse"], "password": FIRST_PASSWORD, "badge": null });
        json!({ "person": person })
    };
    let before = people(&station);
    for taken in ["Nurse", "nurse", " NURSE ", "\u{3000}nUrSe\t", "ADMIN"] {
        assert_eq!(station.refused("admin.add_person", add(taken)), "person.login_taken", "{taken:?}");
    }
    // Nobody inherits the name of somebody who left.
    let person = station.account("Nurse")["person"].clone();
    station.ask("admin.suspend", json!({ "person": person, "reason": "left the bank" }));
    assert_eq!(station.refused("admin.add_person", add("nurse")), "person.login_taken");
    assert_eq!(people(&station).len(), before.len());
    station.ask("admin.reinstate", json!({ "person": person, "reason": "came back" }));
    // However it is typed, the name means the one person.
    for typed in ["nurse", " Nurse", "NURSE "] {
        let state = station.ask("session.sign_in", sign_in(typed, PASSWORD));
        assert_eq!(state["operator"]["person"], person, "{typed:?}");
    }
    station.sign_in("admin");
    assert!(people(&station).iter().all(|person| person["login_contested"] == false));
    station.ask("admin.add_person", add("nurse2"));
}

// requirement: 11.300(a)
#[test]
fn a_name_that_two_stations_gave_away_offline_is_the_earlier_ones_alone_on_every_station() {
    let mut trio = Trio::start("logins");
    trio.hospital.sign_in("admin");
    trio.office.sign_in("admin");
    trio.centre.stop().unwrap();
    // The same name and, as chance has it, the same password.
    trio.lab.hire("twin", "赵甲", &["processing"]);
    trio.hospital.hire("Twin ", "钱乙", &["nurse"]);
    trio.hospital.sign_in("Twin");
    trio.hospital.ask("work.list", json!({}));
    trio.centre.start_again().unwrap();
    trio.settle();
    // The later one's session ended by itself.
    assert_eq!(trio.hospital.ask("session.state", json!({}))["operator"], json!(null));
    assert_eq!(trio.hospital.refused("work.list", json!({})), "session.required");
    let stations = [&trio.lab, &trio.hospital, &trio.office];
    for station in stations {
        for typed in ["twin", "TWIN"] {
            // Whose password it is nobody can tell, so nobody gets in.
            assert_eq!(
                station.refused("session.sign_in", sign_in(typed, PASSWORD)),
                "session.login_contested"
            );
        }
        station.sign_in("admin");
        let people = people(station);
        assert_eq!(account_of(&people, "赵甲")["login_contested"], false);
        assert_eq!(account_of(&people, "钱乙")["login_contested"], true);
        let failures = station.ask("admin.failures", json!({}))["failures"].clone();
        let failure = &failures[0];
        assert_eq!((&failure["name"], &failure["why"]), (&json!("钱乙"), &json!("suspended")));
    }
    let later = account_of(&people(&trio.office), "钱乙")["person"].clone();
    trio.office.ask("admin.set_password", json!({ "person": later, "password": OTHER_PASSWORD }));
    trio.settle();
    for station in stations {
        let state = station.ask("session.sign_in", sign_in("twin", PASSWORD));
        assert_eq!(state["operator"]["name"], "赵甲");
        let own = sign_in("Twin", OTHER_PASSWORD);
        assert_eq!(station.refused("session.sign_in", own), "session.login_contested");
        assert_eq!(station.refused("session.sign_in", sign_in("twin", "neither")), "session.wrong_password");
        // The refusals were no attempts at the holder's account but the last.
        station.sign_in("admin");
        assert_eq!(account_of(&people(station), "赵甲")["failed_sign_ins"], 1);
    }
    // What settles it: the person gets an account under a name of the own.
    trio.office.ask("admin.suspend", json!({ "person": later, "reason": "sign-in name given twice" }));
    trio.office.hire("qian", "钱乙", &["nurse"]);
    trio.settle();
    trio.hospital.sign_in("qian");
    trio.lab.sign_in("twin");
}
