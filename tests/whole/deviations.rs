//! Deviations at work: reported at the bench, dealt with by quality, in the way of a release until they are closed.

use crate::job::{receive, sent};
use crate::station::{PASSWORD, Station};
use crate::sync::Trio;
use serde_json::{Value, json};

fn report(donation: &Value, hold: bool) -> Value {
    json!({
        "category": "processing", "what_happened": "离心机中途停转 3 分钟", "happened_ms": null,
        "done_at_once": "重新离心", "units": [{ "donation": donation, "din": null }], "step": "", "hold": hold,
    })
}

fn blockers(station: &Station, donation: &Value) -> Vec<String> {
    let review = station.ask("review.get", json!({ "donation": donation, "din": null }));
    let codes = review["blockers"].as_array().unwrap().iter();
    codes
        .map(|blocker| blocker["code"].as_str().unwrap().to_owned())
        .filter(|code| code.starts_with("deviation."))
        .collect()
}

fn closing(deviation: &Value, donation: &Value, fitness: &str) -> Value {
    json!({
        "deviation": deviation, "conclusion": "不影响细胞活性",
        "units": [{ "donation": donation, "fitness": fitness, "note": "活率 96 %" }],
    })
}

fn close(station: &Station, draft: &Value, digest: &Value, login: &str) -> Value {
    station.ask(
        "deviation.close",
        json!({ "draft": draft, "digest": digest, "login": login, "password": PASSWORD }),
    )
}

#[test]
fn a_deviation_from_its_report_to_its_closing_and_again() {
    let trio = Trio::start("deviations");
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(&trio.lab, &donation, &din, &shipment);
    let lab = &trio.lab;
    lab.sign_in("lab");
    // Nothing is saved of a report that lacks something.
    let mut empty = report(&donation, false);
    empty["what_happened"] = json!(" ");
    assert_eq!(lab.refused("deviation.report", empty), "value.empty");
    let mut strange = report(&donation, false);
    strange["units"] = json!([{ "donation": null, "din": "A999926000001" }]);
    assert_eq!(lab.refused("deviation.report", strange), "unit.unknown");
    let listed = |closed: bool| {
        let query =
            json!({ "closed": closed, "category": null, "overdue": false, "after": null, "limit": 50 });
        lab.ask("deviation.list", query)["total"].clone()
    };
    assert_eq!(listed(false), 0);

    let view = lab.ask("deviation.report", report(&donation, true));
    let deviation = view["row"]["deviation"].clone();
    assert_eq!((&view["row"]["stage"], &view["units"][0]["held"]), (&json!("reported"), &json!(true)));
    assert_eq!(listed(false), 1);
    let id = |extra: Value| {
        let mut request = json!({ "deviation": deviation });
        request.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        request
    };
    let classify = id(json!({ "class": "major", "reason": "时间超出" }));
    assert_eq!(lab.refused("deviation.classify", classify.clone()), "permission.denied");

    lab.sign_in("quality");
    assert_eq!(blockers(lab, &donation), ["deviation.open"]);
    let draft = closing(&deviation, &donation, "fit");
    assert_eq!(lab.refused("deviation.preview_closing", draft.clone()), "deviation.not_ready");
    lab.ask("deviation.classify", classify);
    let investigated = id(json!({ "cause": "equipment_failure", "findings": "转子不平衡" }));
    lab.ask("deviation.investigate", investigated);
    let person = lab.ask("deviation.form", json!({}))["people"][0]["person"].clone();
    let plan = |due_on: &str| {
        id(json!({ "kind": "corrective", "what": "检修离心机", "responsible": person, "due_on": due_on }))
    };
    assert_eq!(lab.refused("deviation.plan_action", plan("2020-01-01")), "deviation.action_due_past");
    let view = lab.ask("deviation.plan_action", plan("2199-01-01"));
    assert_eq!(view["row"]["stage"], "action");
    let key = view["actions"][0]["key"].clone();
    lab.sign_in("lab");
    lab.ask("deviation.do_action", id(json!({ "key": key, "note": "已更换轴承" })));
    lab.sign_in("quality");
    let view = lab
        .ask("deviation.check_action", id(json!({ "key": key, "effective": true, "note": "三次运行正常" })));
    assert_eq!(view["row"]["stage"], "closing");
    let preview = lab.ask("deviation.preview_closing", draft.clone());
    let wrong = json!({ "draft": draft, "digest": "00", "login": "quality", "password": PASSWORD });
    assert_eq!(lab.refused("deviation.close", wrong), "signature.content_changed");
    let view = close(lab, &draft, &preview["digest"], "quality");
    assert_eq!((&view["row"]["stage"], &view["units"][0]["fitness"]), (&json!("closed"), &json!("fit")));
    assert_eq!((listed(false), listed(true)), (json!(0), json!(1)));
    assert!(blockers(lab, &donation).is_empty());

    // Another station reads the same, and opens it again while this one is offline.
    trio.settle();
    let office = &trio.office;
    office.sign_in("quality");
    assert_eq!(office.ask("deviation.get", id(json!({})))["row"]["stage"], "closed");
    office.ask("deviation.reopen", id(json!({ "reason": "同一离心机再次停转" })));
    trio.settle();
    let of_unit = lab.ask("deviation.of_unit", json!({ "donation": donation, "din": null }));
    assert_eq!(of_unit["rows"][0]["row"]["stage"], "closing");
    assert_eq!(blockers(lab, &donation), ["deviation.open"]);
    let draft = closing(&deviation, &donation, "unfit");
    let preview = lab.ask("deviation.preview_closing", draft.clone());
    close(lab, &draft, &preview["digest"], "quality");
    assert_eq!(blockers(lab, &donation), ["deviation.unfit"]);

    let trends = lab.ask("deviation.trends", json!({ "months": 12 }));
    assert_eq!(trends["months"].as_array().unwrap().len(), 12);
    assert_eq!(trends["months"][11]["major"], 1);
    assert_eq!(
        (&trends["categories"][0]["code"], &trends["causes"][0]["code"]),
        (&json!("processing"), &json!("equipment_failure"))
    );
    assert_eq!((&trends["open"], &trends["median_days"]), (&json!(0), &json!(0)));
    let shown = || lab.ask("deviation.get", id(json!({})));
    let before = (shown(), listed(true), lab.ask("deviation.trends", json!({ "months": 12 })));
    lab.0.rebuild().unwrap();
    let after = (shown(), listed(true), lab.ask("deviation.trends", json!({ "months": 12 })));
    assert_eq!(after, before, "a rebuild changes nothing");
}
