//! Results through the whole: who reports a test, values typed twice, where each test stands, the list of open tests, files.

use crate::station::Station;
use base64::Engine as _;
use serde_json::{Value, json};

const DEMO: &str = "demo-2026";

fn sign_in(station: &Station, login: &str) {
    station.ask("session.sign_in", json!({ "login": login, "password": DEMO }));
}

/// A demo bank that works by version 3 of its profile, with somebody of the test laboratory signed in.
fn laboratory(folder: &std::path::Path) -> Station {
    working_by(folder, "3")
}

fn working_by(folder: &std::path::Path, version: &str) -> Station {
    let station = Station::demo(folder, 200);
    sign_in(&station, "quality");
    let list = station.ask("procedure.list", json!({}));
    let mut procedures = list["procedures"].as_array().unwrap().iter();
    let shown = procedures.find(|p| p["code"] == "template-cn" && p["version"] == version).unwrap();
    let approval = json!({
        "kind": shown["kind"], "code": shown["code"], "version": shown["version"], "digest": shown["digest"],
        "effective_ms": null, "login": "quality", "password": DEMO,
    });
    station.ask("procedure.approve", approval);
    sign_in(&station, "lab2");
    station
}

fn result(station: &Station, donation: &Value, test: &str) -> Value {
    let bench = station.ask("bench.get", json!({ "donation": donation, "din": null }));
    let results = bench["results"].as_array().unwrap().clone();
    results.into_iter().find(|result| result["test"] == test).expect(test)
}

/// Units on the bench without a result of these tests.
fn units(station: &Station, without: &[&str]) -> Vec<Value> {
    let list = json!({
        "statuses": ["processing"], "text": "", "inventory": null, "held_only": false, "after": null, "limit": 100,
    });
    let rows = station.ask("unit.list", list)["rows"].clone();
    let sound = rows.as_array().unwrap().iter().filter(|row| row["held"] == false).cloned();
    let free =
        |row: &Value| without.iter().all(|test| result(station, &row["donation"], test)["state"].is_null());
    let found: Vec<Value> = sound.filter(free).collect();
    assert!(!found.is_empty(), "the demo bank has units on the bench without {without:?}");
    found
}

fn entries(station: &Station) -> u64 {
    let report = station.ask("ledger.verify", json!({}));
    assert_eq!(report["good"], true, "{report}");
    report["entries"].as_u64().unwrap()
}

fn typed(donation: &Value, test: &str, value: &str, again: Option<&str>) -> Value {
    json!({
        "donation": donation, "test": test, "value": value, "value_again": again, "method": "XN-1000",
        "state": "final", "correction_reason": null,
    })
}

// requirement: 11.10(f), Annex 11 §6
#[test]
fn a_result_is_reported_by_whom_the_profile_names_exactly_and_critical_ones_twice() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let donation = units(&station, &["tnc_post", "hbsag", "hct_post"])[0]["donation"].clone();
    let before = entries(&station);
    let refused = |request: Value| {
        let problem = station.try_ask("bench.record_result", request).expect_err("refused");
        (problem.code, problem.field.unwrap_or_default())
    };
    let of = |code: &str, field: &str| (code.to_owned(), field.to_owned());
    assert_eq!(refused(typed(&donation, "hct_post", "31.55", None)), of("result.decimals", "value"));
    assert_eq!(refused(typed(&donation, "tnc_post", "9.35", None)), of("result.again", "value_again"));
    let differ = station
        .try_ask("bench.record_result", typed(&donation, "tnc_post", "9.35", Some("9.53")))
        .expect_err("they differ");
    assert_eq!(differ.code, "result.disagrees");
    assert_eq!((&differ.params["first"], &differ.params["second"]), (&json!("9.35"), &json!("9.53")));
    assert_eq!(entries(&station), before, "a refusal records nothing");
    station.ask("bench.record_result", typed(&donation, "tnc_post", "9.35", Some("9.35")));
    let shown = result(&station, &donation, "tnc_post");
    assert_eq!((&shown["value"], &shown["standing"]), (&json!("9.35"), &json!("final")));
    // Processing counts cells, and reports no infectious marker.
    sign_in(&station, "admin");
    let person = json!({
        "login": "bench", "name": "钱进", "roles": ["processing"], "password": "first-2026", "badge": null,
    });
    station.ask("admin.add_person", json!({ "person": person }));
    station.ask("session.sign_in", json!({ "login": "bench", "password": "first-2026" }));
    station.ask("session.change_password", json!({ "password": "first-2026", "new_password": DEMO }));
    let marker = result(&station, &donation, "hbsag");
    assert_eq!((&marker["mine"], &marker["reported_by"]), (&json!(false), &json!(["test_lab"])));
    assert_eq!(result(&station, &donation, "hct_post")["mine"], true);
    let others = typed(&donation, "hbsag", "non_reactive", Some("non_reactive"));
    assert_eq!(refused(others), of("result.role", "test"));
    station.ask("bench.record_result", typed(&donation, "hct_post", "31.5", None));
    assert_eq!(result(&station, &donation, "hct_post")["by"], "钱进");
}

fn open(station: &Station, test: Value, donation: Value) -> Value {
    station.ask("result.open", json!({ "test": test, "donation": donation }))
}

#[test]
fn the_list_of_open_tests_says_what_waits_and_ends_with_the_result() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let donation = units(&station, &["abo_rhd", "htlv"])[0]["donation"].clone();
    let all = open(&station, Value::Null, Value::Null);
    let waits: Vec<i64> =
        all["rows"].as_array().unwrap().iter().map(|row| row["ordered_ms"].as_i64().unwrap()).collect();
    assert!(waits.len() > 3 && waits.is_sorted(), "those that wait longest first: {waits:?}");
    let counted: u64 =
        all["tests"].as_array().unwrap().iter().map(|test| test["open"].as_u64().unwrap()).sum();
    assert_eq!(all["total"].as_u64(), Some(counted));
    // A tube is scanned: what is open of its unit.
    let of_unit = open(&station, Value::Null, donation.clone());
    let codes = |list: &Value| -> Vec<String> {
        let rows = list["rows"].as_array().unwrap().iter();
        rows.map(|row| row["test"].as_str().unwrap().to_owned()).collect()
    };
    assert!(codes(&of_unit).contains(&"abo_rhd".to_owned()), "{of_unit}");
    assert!(of_unit["rows"].as_array().unwrap().iter().all(|row| row["donation"] == donation));
    let count = |station: &Station| open(station, json!("abo_rhd"), Value::Null)["total"].as_u64().unwrap();
    let before = count(&station);
    assert!(before > 0);
    let preliminary = {
        let mut request = typed(&donation, "abo_rhd", "a_pos", Some("a_pos"));
        request["state"] = json!("preliminary");
        request
    };
    station.ask("bench.record_result", preliminary);
    let of_unit = open(&station, json!("abo_rhd"), donation.clone());
    assert_eq!((&of_unit["total"], &of_unit["rows"][0]["standing"]), (&json!(1), &json!("preliminary")));
    assert_eq!(count(&station), before, "it still waits");
    // The same value, typed twice again, is final without a reason.
    station.ask("bench.record_result", typed(&donation, "abo_rhd", "a_pos", Some("a_pos")));
    assert_eq!(count(&station), before - 1);
    assert!(!codes(&open(&station, Value::Null, donation)).contains(&"abo_rhd".to_owned()));
}

fn file(bytes: &[u8], only_good: bool) -> Value {
    let content = base64::engine::general_purpose::STANDARD.encode(bytes);
    json!({ "name": "送检回报.csv", "content": content, "only_good": only_good })
}

fn verdicts(view: &Value) -> Vec<&str> {
    view["rows"].as_array().unwrap().iter().map(|row| row["verdict"].as_str().unwrap()).collect()
}

// requirement: 11.10(h), Annex 11 §5
#[test]
fn a_file_is_checked_row_by_row_taken_whole_or_its_good_rows_and_never_twice() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let all = units(&station, &["cmv_igg", "hbsag", "anti_hcv", "hct_post"]);
    let unit = &all[0];
    let others = units(&station, &["cmv_igg"]);
    let other = others.iter().find(|row| row["donation"] != unit["donation"]).expect("a second unit");
    let label =
        |row: &Value| format!("{}{}", row["din"].as_str().unwrap(), row["check_character"].as_str().unwrap());
    let (mine, bare) = (label(unit), unit["din"].as_str().unwrap());
    let text = format!(
        "献血编号,检测项目,结果,单位,方法\n{mine},cmv_igg,阳性,,CLIA\n{mine},母血 HBsAg,有反应性,,CLIA\n\
         {mine},hct_post,31.55,%,\n{bare},hct_post,31.5,%,\n{mine},hct_post,31.5,g/L,\n\
         {mine},nonsense,1,,\n{mine},anti_hcv,也许,,\n{mine},cmv_igm,阴性,,\n{mine},cmv_igm,阳性,,\n{mine},cmv_igg,阳性,,CLIA\n"
    );
    let (gbk, _, _) = encoding_rs::GBK.encode(&text);
    let view = station.ask("result.check_file", file(&gbk, false));
    assert_eq!(view["encoding"], "GBK");
    assert_eq!(
        verdicts(&view),
        ["good", "waits", "fault", "fault", "fault", "fault", "fault", "fault", "fault", "same"]
    );
    let faults: Vec<(u64, &str, &str)> = view["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["verdict"] == "fault")
        .map(|row| {
            let column = row["column"].as_str().unwrap();
            (row["line"].as_u64().unwrap(), column, row["problem"]["code"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        faults,
        [
            (4, "结果", "result.decimals"),
            (5, "献血编号", "specimen.unknown"),
            (6, "单位", "result.file_unit"),
            (7, "检测项目", "result.test_unknown"),
            (8, "结果", "value.not_a_choice"),
            (9, "结果", "result.file_twice"),
            (10, "结果", "result.file_twice"),
        ]
    );
    let before = entries(&station);
    assert_eq!(station.refused("result.take_file", file(&gbk, false)), "result.file_faults");
    assert_eq!(entries(&station), before, "a check and a refusal record nothing");
    let taken = station.ask("result.take_file", file(&gbk, true));
    assert_eq!((&taken["good"], &taken["waits"], &taken["faults"]), (&json!(2), &json!(1), &json!(7)));
    assert_eq!(entries(&station), before + 2);
    let igg = result(&station, &unit["donation"], "cmv_igg");
    assert_eq!((&igg["value"], &igg["standing"]), (&json!("positive"), &json!("final")));
    assert_eq!(igg["method"], "CLIA · 送检回报.csv");
    // A critical value waits for a person, who types it twice.
    let marker = result(&station, &unit["donation"], "hbsag");
    assert_eq!((&marker["value"], &marker["standing"]), (&json!("reactive"), &json!("preliminary")));
    // The same file again doubles nothing, before and after the confirmation.
    let again = station.ask("result.take_file", file(&gbk, true));
    assert_eq!((&again["good"], &again["same"]), (&json!(0), &json!(3)), "{again}");
    let once = typed(&unit["donation"], "hbsag", "reactive", None);
    assert_eq!(station.refused("bench.record_result", once), "result.again");
    station.ask("bench.record_result", typed(&unit["donation"], "hbsag", "reactive", Some("reactive")));
    assert_eq!(result(&station, &unit["donation"], "hbsag")["standing"], "final");
    let again = station.ask("result.take_file", file(&gbk, true));
    assert_eq!((&again["good"], &again["same"]), (&json!(0), &json!(3)), "{again}");
    assert_eq!(entries(&station), before + 3);
    // A file without a fault is taken whole; an English header and a mark before UTF-8 are read as well.
    let english = format!("\u{feff}DIN,Test,Result\r\n{},cmv_igg,Negative\r\n", label(other));
    let view = station.ask("result.take_file", file(english.as_bytes(), false));
    assert_eq!((&view["encoding"], verdicts(&view)), (&json!("UTF-8"), vec!["good"]));
    // Another value than the one on record corrects it only with a reason.
    let english = format!("din;test;value;reason\n{0};cmv_igg;positive;\n", label(other));
    let view = station.ask("result.check_file", file(english.as_bytes(), false));
    assert_eq!(view["rows"][0]["problem"]["code"], "result.correction_reason", "{view}");
    let english = format!("din;test;value;reason\n{0};cmv_igg;positive;retested\n", label(other));
    station.ask("result.take_file", file(english.as_bytes(), false));
    assert_eq!(result(&station, &other["donation"], "cmv_igg")["standing"], "corrected");
    // What is no such file is refused as a whole.
    assert_eq!(station.refused("result.check_file", file(b"a,b\n1,2\n", false)), "result.file_column");
    assert_eq!(
        station.refused("result.check_file", json!({ "name": "x", "content": "***", "only_good": false })),
        "command.arguments"
    );
}

// requirement: 11.10(f), Annex 11 §6
#[test]
fn a_file_says_what_becomes_of_each_row_and_undoes_nothing_that_a_person_corrected() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let unit = units(&station, &["cmv_igg", "anti_hbc", "hbsag", "mnc_post", "hct_post"])[0].clone();
    let donation = &unit["donation"];
    let bare = unit["din"].as_str().unwrap();
    let label = format!("{bare}{}", unit["check_character"].as_str().unwrap());
    let rows = |rows: &[&str]| {
        let text = rows.iter().map(|row| format!("{}\n", row.replace('#', &label))).collect::<String>();
        file(format!("din,test,value,unit,state,reason\n{text}").as_bytes(), true)
    };
    let mother = format!("&d{bare}20");
    let of_unit = format!("&d{bare}07");
    // A cross and a superscript have no place in every character set; a maternal tube is of the mother alone.
    let view = station.ask(
        "result.check_file",
        rows(&[
            "#,mnc_post,3.1,x10^8,,",
            &format!("{mother},cmv_igg,negative,,,"),
            &format!("{mother},hct_post,31.5,%,,"),
            &format!("{of_unit},hbsag,non_reactive,,,"),
            "#,hct_post,31.55,%,,",
            "#,hct_post,31.55,%,,",
            "#,anti_hbc,reactive,,,",
            "#,anti_hbc,reactive,,invalid,",
        ]),
    );
    assert_eq!(
        verdicts(&view),
        ["good", "good", "fault", "fault", "fault", "fault", "fault", "fault"],
        "{view}"
    );
    let code = |view: &Value, row: usize| view["rows"][row]["problem"]["code"].as_str().unwrap().to_owned();
    assert_eq!([2, 3].map(|row| code(&view, row)), ["specimen.kind", "specimen.kind"]);
    assert_eq!([4, 5].map(|row| code(&view, row)), ["result.decimals", "result.decimals"]);
    assert_eq!([6, 7].map(|row| code(&view, row)), ["result.file_twice", "result.file_twice"]);
    // On record and not confirmed is said as that.
    station.ask("result.take_file", rows(&["#,anti_hbc,reactive,,,", "#,cmv_igg,negative,,,"]));
    let view = station.ask("result.check_file", rows(&["#,anti_hbc,reactive,,,"]));
    assert_eq!((verdicts(&view), &view["good"]), (vec!["unconfirmed"], &json!(0)));
    assert_eq!(result(&station, donation, "anti_hbc")["critical"], true);
    let view = station.ask("result.check_file", rows(&["#,anti_hbc,non_reactive,,,retested"]));
    assert_eq!(code(&view, 0), "result.by_person");
    // A person corrects; the same file again, with a reason in its column, changes nothing back.
    let mut corrected = typed(donation, "cmv_igg", "positive", None);
    corrected["correction_reason"] = json!("wrong tube read");
    station.ask("bench.record_result", corrected);
    let before = entries(&station);
    let view = station.ask("result.take_file", rows(&["#,cmv_igg,negative,,,as reported"]));
    assert_eq!((verdicts(&view), code(&view, 0).as_str()), (vec!["fault"], "result.superseded"));
    assert_eq!(entries(&station), before);
    assert_eq!(result(&station, donation, "cmv_igg")["value"], "positive");
}

#[test]
fn a_reactive_marker_is_measured_again_before_it_counts() {
    let folder = tempfile::tempdir().unwrap();
    let station = working_by(folder.path(), "4");
    let donation = units(&station, &["hbsag"])[0]["donation"].clone();
    let measured = |value: &str, repeat: bool| {
        let mut request = typed(&donation, "hbsag", value, Some(value));
        request["repeat"] = json!(repeat);
        request
    };
    let open = || {
        let query = json!({ "test": "hbsag", "donation": null });
        let list = station.ask("result.open", query);
        let rows = list["rows"].as_array().unwrap().clone();
        let row = rows.into_iter().find(|row| row["donation"] == donation);
        row.map(|row| row["standing"].as_str().unwrap().to_owned())
    };
    assert_eq!(station.refused("bench.record_result", measured("reactive", true)), "result.repeat_none");
    station.ask("bench.record_result", measured("reactive", false));
    assert_eq!(open().as_deref(), Some("to_repeat"));
    let before = entries(&station);
    assert_eq!(
        station.refused("bench.record_result", measured("non_reactive", false)),
        "result.correction_reason"
    );
    assert_eq!(entries(&station), before);
    let reply = station.ask("bench.record_result", measured("non_reactive", true));
    assert_eq!(reply["result"]["repeats"]["made"], 1);
    assert_eq!(open().as_deref(), Some("to_repeat"));
    let blockers = |station: &Station| {
        let review = station.ask("review.get", json!({ "donation": donation, "din": null }));
        let codes = review["blockers"].as_array().unwrap().clone();
        let codes = codes.into_iter().filter(|blocker| blocker["subject"] == "hbsag");
        codes.map(|blocker| blocker["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(blockers(&station)[0], "result.repeat_open");
    station.ask("bench.record_result", measured("non_reactive", true));
    let shown = result(&station, &donation, "hbsag");
    assert_eq!((&shown["standing"], &shown["value"]), (&json!("final"), &json!("reactive")));
    assert_eq!(
        (&shown["repeats"]["state"], shown["corrected"].as_array().unwrap().len()),
        (&json!("cleared"), 0)
    );
    assert_eq!(open(), None);
    assert!(!blockers(&station).contains(&"result.repeat_open".to_owned()));
    // One more than wanted is taken too, and outweighs what cleared it.
    let reply = station.ask("bench.record_result", measured("reactive", true));
    assert_eq!(reply["result"]["repeats"]["state"], "confirmed");
    assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
}

// requirement: 11.10(f), Annex 11 §6
#[test]
fn hla_is_typed_twice_in_one_spelling_and_comes_from_files() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 200);
    sign_in(&station, "lab2");
    let loci = ["hla_a", "hla_b", "hla_c", "hla_drb1", "hla_dqb1"];
    let unit = units(&station, &loci)[0].clone();
    let donation = &unit["donation"];
    let before = entries(&station);
    let hla = |value: &str, again: Option<&str>| {
        station.try_ask("bench.record_result", typed(donation, "hla_a", value, again))
    };
    for value in ["A*02:01", "A2,A11", "B*40:01,B*46:01", "A*0201,A*1101"] {
        let problem = hla(value, Some(value)).expect_err(value);
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("value.shape", Some("value")));
        assert_eq!(
            (&problem.params["value"], &problem.params["example"]),
            (&json!(value), &json!("A*02:01,A*11:01"))
        );
    }
    assert_eq!(hla("A*02:01,A*11:01", None).expect_err("once").code, "result.again");
    assert_eq!(hla("A*02:01,A*11:01", Some("A*02:01,A*11:02")).expect_err("other").code, "result.disagrees");
    assert_eq!(entries(&station), before, "a refusal records nothing");
    // In another order and spelling it is the same type.
    hla("HLA-A*11:01 a*02:01", Some("A*02:01,A*11:01")).unwrap();
    let shown = result(&station, donation, "hla_a");
    assert_eq!((&shown["value"], &shown["finding"]["verdict"]), (&json!("A*02:01,A*11:01"), &json!("info")));
    let label = format!("{}{}", unit["din"].as_str().unwrap(), unit["check_character"].as_str().unwrap());
    let text = format!(
        "din,test,value\n{label},hla_b,B*46:01 B*40:01\n{label},hla_c,C*01:02\n{label},hla_a,A*11:01;A*02:01\n"
    );
    let checked = station.ask("result.check_file", file(text.as_bytes(), true));
    assert_eq!(verdicts(&checked), ["waits", "fault", "same"], "{checked}");
    station.ask("result.take_file", file(text.as_bytes(), true));
    let shown = result(&station, donation, "hla_b");
    assert_eq!((&shown["value"], &shown["state"]), (&json!("B*40:01,B*46:01"), &json!("preliminary")));
}
