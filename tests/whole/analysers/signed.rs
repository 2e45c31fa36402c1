//! Nobody signs over a result that waits: what it says of the unit is settled first.

use super::instrument::{Instrument, astm_message};
use super::{DEMO, laboratory, result, set, setting, sign_in, units_without, until_state};
use serde_json::{Value, json};

const CODE: &str = "result.waiting";

// requirement: 11.10(f)
#[test]
fn a_unit_is_not_signed_while_a_result_of_it_waits() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let port = cordkeep_tests::free_port().unwrap();
    set(&station, &setting("listen", "127.0.0.1", port, "astm", "blood-culture"));
    until_state(&station, "waiting");
    sign_in(&station, "quality");
    let queue =
        || ask("review.queue", json!({ "after": null, "limit": 200 }))["rows"].as_array().unwrap().clone();
    let ready = queue().into_iter().find(|row| row["blockers"] == 0 && row["reviewed"] == false).unwrap();
    let donation = ready["unit"]["donation"].clone();
    let din = ready["unit"]["din"].as_str().unwrap();
    let label = format!("{din}{}", ready["unit"]["check_character"].as_str().unwrap());
    let counted = || {
        let row = queue().into_iter().find(|row| row["unit"]["donation"] == donation);
        row.unwrap()["blockers"].clone()
    };
    let review = || ask("review.get", json!({ "donation": donation, "din": null }));
    let sign = |login: &str| json!({ "donation": donation, "digest": review()["digest"], "login": login, "password": DEMO });
    assert_eq!((counted(), &review()["can_review"]), (json!(0), &json!(true)));
    let mut instrument = Instrument::call(port);
    let mut send = |value: &str| {
        instrument.send(&astm_message("BACTEC^FX", &label, &[("FA", value, "", "", "F")]));
    };
    let settle = || {
        sign_in(&station, "lab");
        let message = ask("inbox.list", json!({}))["messages"][0]["message"].clone();
        let dismiss = |second: Option<&str>| {
            json!({
                "message": message, "places": [0], "reason": "bottle of another unit",
                "second_login": second, "second_password": second.map(|_| DEMO),
            })
        };
        // A wrong culture does great harm: two persons look at it.
        assert_eq!(station.refused("inbox.dismiss", dismiss(None)), "inbox.second_missing");
        assert_eq!(station.refused("inbox.dismiss", dismiss(Some("lab"))), "bench.second_same");
        assert_eq!(
            station.refused("inbox.dismiss", dismiss(Some("storage"))),
            "signature.second_not_entitled"
        );
        ask("inbox.dismiss", dismiss(Some("lab2")));
    };

    // The final culture is negative; the growth that the instrument finds later changes nothing by itself.
    send("POSITIVE");
    assert_eq!(result(&ask, &donation, "sterility_aerobic")["value"], "negative");
    assert_eq!(station.refused("review.sign", sign("quality")), CODE);
    let view = review();
    let blockers = view["blockers"].as_array().unwrap();
    assert_eq!((blockers.len(), counted(), &view["can_review"]), (1, json!(1), &json!(false)), "{view}");
    assert_eq!((&blockers[0]["code"], &blockers[0]["subject"]), (&json!(CODE), &json!("sterility_aerobic")));
    assert_eq!(blockers[0]["waits"]["value"], "POSITIVE");
    let refused = station.try_ask("review.sign", sign("quality")).unwrap_err();
    assert_eq!(refused.params["test"], "sterility_aerobic");
    settle();
    sign_in(&station, "quality");
    assert_eq!(counted(), 0);
    // What was not taken is not hidden: the reviewer sees what it said, who set it aside, and why.
    let view = review();
    let warned = view["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "results_set_aside");
    assert_eq!(warned.unwrap()["value"], "sterility_aerobic POSITIVE");
    let aside = result(&ask, &donation, "sterility_aerobic")["set_aside"].clone();
    assert_eq!(
        (&aside[0]["value"], &aside[0]["reason"]),
        (&json!("POSITIVE"), &json!("bottle of another unit"))
    );
    assert!(aside[0]["by"].as_str().unwrap().contains(" / "), "{aside}");
    let timeline = ask("unit.timeline", json!({ "donation": donation, "din": null }));
    let told = |event: &&Value| event["kind"] == "result.set_aside" && event["second"].is_string();
    assert_eq!(timeline["events"].as_array().unwrap().iter().filter(told).count(), 1);
    station.ask("review.sign", sign("quality"));

    // Reviewed, it is not released, and released, not certified.
    send("POS");
    sign_in(&station, "manager");
    assert_eq!(station.refused("release.sign", sign("manager")), CODE);
    settle();
    sign_in(&station, "manager");
    station.ask("release.sign", sign("manager"));
    send("INST_POSITIVE");
    let certificate = json!({ "donation": donation, "copy_reason": null });
    assert_eq!(station.refused("certificate.issue", certificate.clone()), CODE);
    settle();
    sign_in(&station, "manager");
    station.ask("certificate.issue", certificate);
}

// requirement: 11.10(f), Annex 11 §6
#[test]
fn a_result_that_names_one_unit_is_given_to_another_only_by_two() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let port = cordkeep_tests::free_port().unwrap();
    set(&station, &setting("listen", "127.0.0.1", port, "astm", "blood-culture"));
    until_state(&station, "waiting");
    sign_in(&station, "quality");
    let queue =
        ask("review.queue", json!({ "after": null, "limit": 200 }))["rows"].as_array().unwrap().clone();
    let ready = queue.into_iter().filter(|row| row["blockers"] == 0 && row["reviewed"] == false);
    let ready: Vec<(Value, String)> = ready
        .map(|row| {
            let said = |name: &str| row["unit"][name].as_str().unwrap().to_owned();
            (row["unit"]["donation"].clone(), [said("din"), said("check_character")].concat())
        })
        .collect();
    let [(named, label), (given, other), ..] = ready.as_slice() else { panic!("{ready:?}") };
    sign_in(&station, "lab");
    let mut instrument = Instrument::call(port);
    let mut send = |value: &str| {
        instrument.send(&astm_message("BACTEC^FX", label, &[("FA", value, "", "", "F")]));
        ask("inbox.list", json!({}))["messages"][0]["message"].clone()
    };
    let assign = |message: &Value, scan: &str, second: Option<&str>| {
        json!({
            "message": message, "places": [0], "unit_scan": scan, "reason": "bottles were swapped", "inputs": [],
            "despite": [], "second_login": second, "second_password": second.map(|_| DEMO),
        })
    };
    let shown = |donation: &Value| result(&ask, donation, "sterility_aerobic");
    let message = send("POSITIVE");
    assert_eq!(station.refused("inbox.assign", assign(&message, other, None)), "inbox.second_missing");
    assert_eq!(station.refused("inbox.assign", assign(&message, other, Some("lab"))), "bench.second_same");
    assert_eq!(shown(given)["value"], "negative", "nothing was taken by one");
    ask("inbox.assign", assign(&message, other, Some("lab2")));
    assert_eq!(shown(given)["value"], "positive");
    // The record of the unit that it names says who gave it away.
    let kept = shown(named);
    assert_eq!((&kept["value"], &kept["set_aside"][0]["value"]), (&json!("negative"), &json!("POSITIVE")));
    assert!(kept["set_aside"][0]["by"].as_str().unwrap().contains(" / "), "{kept}");
    // What goes to the unit that it names needs nobody else.
    let message = send("POS");
    ask("inbox.assign", assign(&message, label, None));
    assert_eq!(shown(named)["value"], "positive");
}

#[test]
fn what_may_make_several_tests_is_shown_at_each_of_them_once_it_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let port = cordkeep_tests::free_port().unwrap();
    set(&station, &setting("listen", "127.0.0.1", port, "astm", "blood-culture"));
    until_state(&station, "waiting");
    let shown = |donation: &Value, test: &str| {
        let unit = ask("unit.get", json!({ "donation": donation, "din": null }));
        unit["results"].as_array().unwrap().iter().find(|result| result["test"] == test).cloned()
    };
    let free = units_without(&ask, "sterility_aerobic");
    let unasked = |donation: &Value| {
        ["sterility_aerobic", "sterility_anaerobic"].iter().all(|test| shown(donation, test).is_none())
    };
    let (donation, label) = free.iter().find(|(donation, _)| unasked(donation)).unwrap();
    // Which of the two bottles it was, nobody said.
    let mut instrument = Instrument::call(port);
    instrument.send(&astm_message("BACTEC^FX", label, &[("GND", "POSITIVE", "", "", "F")]));
    let message = ask("inbox.list", json!({}))["messages"][0]["message"].clone();
    let dismiss = json!({
        "message": message, "places": [0], "reason": "no such bottle", "second_login": "lab2", "second_password": DEMO,
    });
    ask("inbox.dismiss", dismiss);
    for test in ["sterility_aerobic", "sterility_anaerobic"] {
        let aside = shown(donation, test).expect(test)["set_aside"].clone();
        assert_eq!((&aside[0]["value"], &aside[0]["reason"]), (&json!("POSITIVE"), &json!("no such bottle")));
    }
}
