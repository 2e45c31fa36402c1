//! Label sets printed ahead of time: each number once, spoiled ones never used, the forecast, and ZPL for a label printer.

use crate::station::Station;
use serde_json::{Value, json};

fn order(count: u32, site: &Value, printer: &str) -> Value {
    json!({ "count": count, "to_site": site, "locale": "zh-CN", "printer": printer })
}

#[test]
fn kits_take_numbers_once_and_spoiled_ones_are_never_used() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("nurse", "李护士", &["nurse"]);
    let site = station.ask("session.state", json!({}))["bank"]["site"].clone();
    station.sign_in("nurse");
    let before = station.ask("kit.overview", json!({}));
    let next = station.ask("donation.next_din", json!({}))["din"].as_str().unwrap().to_owned();
    assert_eq!((before["prints"].as_array().unwrap().len(), &before["lasts_days"]), (0, &Value::Null));
    let printed = station.ask("kit.print", order(10, &site, "PDF"));
    assert_eq!((&printed["first"], &printed["job"]["state"]), (&json!(next), &json!("done")), "{printed}");
    let labels = before["labels"].as_u64().unwrap() * 10;
    assert_eq!(printed["job"]["labels"].as_u64(), Some(labels));
    let after = station.ask("kit.overview", json!({}));
    let remaining = before["remaining"].as_u64().unwrap() - 10;
    assert_eq!(after["remaining"].as_u64(), Some(remaining));
    assert_eq!((after["monthly"].as_u64(), after["lasts_days"].as_u64()), (Some(10), Some(remaining * 3)));
    assert_eq!((&after["prints"][0]["count"], &after["prints"][0]["open"]), (&json!(10), &json!(10)));
    // The next number of the station is behind the kits, and so is the next order.
    let last = printed["last"].as_str().unwrap();
    let din = station.ask("donation.next_din", json!({}))["din"].as_str().unwrap().to_owned();
    assert!(din.as_str() > last, "{din} {last}");
    assert_eq!(station.ask("kit.print", order(1, &site, "PDF"))["first"], json!(din));
    // Spoiled: said once, with a reason, of a printed set that no donation has.
    let spoil = |text: &str, reason: &str| json!({ "text": text, "reason": reason });
    let kit = format!("&d{next}07");
    assert_eq!(station.refused("kit.spoil", spoil(&kit, " ")), "value.empty");
    let stranger = format!("&d{}99999900", &next[..7]);
    assert_eq!(station.refused("kit.spoil", spoil(&stranger, "torn")), "kit.unknown");
    let told = station.ask("kit.spoil", spoil(&kit, "torn"));
    assert_eq!((&told["spoiled"][0]["din"], &told["spoiled"][0]["reason"]), (&json!(next), &json!("torn")));
    assert_eq!(station.refused("kit.spoil", spoil(&kit, "torn")), "kit.spoiled");
    // It cannot be used any more; the set after it can, and is then no longer to be spoiled.
    let donation = station.consented("张三");
    let with_kit = |din: &str| {
        let mut collection = station.collection(&donation);
        collection["din_source"] = json!("kit");
        collection["din_scan"] = json!(format!("&d{din}00"));
        collection
    };
    assert_eq!(station.refused("donation.register_collection", with_kit(&next)), "kit.spoiled");
    let serial: u32 = next[7..].parse().unwrap();
    let second = format!("{}{:06}", &next[..7], serial + 1);
    station.ask("donation.register_collection", with_kit(&second));
    assert_eq!(station.refused("kit.spoil", spoil(&format!("&d{second}00"), "torn")), "kit.used");
    let prints = station.ask("kit.overview", json!({}));
    let first = prints["prints"].as_array().unwrap().iter().find(|print| print["count"] == 10).unwrap();
    assert_eq!([&first["used"], &first["spoiled"], &first["open"]], [&json!(1), &json!(1), &json!(8)]);
    // Nothing is rebuilt otherwise.
    assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
}

#[test]
fn orders_that_no_block_can_fill_are_refused_by_field() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("nurse", "李护士", &["nurse"]);
    let site = station.ask("session.state", json!({}))["bank"]["site"].clone();
    station.sign_in("nurse");
    for (count, code) in [(0, "value.too_low"), (1_001, "value.too_high")] {
        let problem = station.try_ask("kit.print", order(count, &site, "PDF")).unwrap_err();
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), (code, Some("count")));
    }
    let nowhere = json!("0".repeat(32));
    assert_eq!(station.refused("kit.print", order(1, &nowhere, "PDF")), "site.unknown");
    assert_eq!(station.refused("kit.print", order(1, &site, "none")), "printer.unknown");
    assert_eq!(station.ask("kit.overview", json!({}))["prints"], json!([]));
}

#[test]
fn a_label_printer_gets_zpl_at_its_own_resolution() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("zpl");
    std::fs::create_dir_all(&out).unwrap();
    let station = Station::create(&folder.path().join("data"));
    station.hire("nurse", "李护士", &["nurse"]);
    let set = json!({ "name": "ZT411", "kind": "folder", "target": out, "language": "zpl300" });
    let printers = station.ask("printer.set", set);
    assert_eq!(printers["printers"][0]["language"], "zpl300", "{printers}");
    let site = station.ask("session.state", json!({}))["bank"]["site"].clone();
    station.sign_in("nurse");
    let printed = station.ask("kit.print", order(2, &site, "ZT411"));
    let path = printed["job"]["destination"].as_str().unwrap().to_owned();
    let zpl = std::fs::read_to_string(&path).unwrap();
    let labels = usize::try_from(printed["job"]["labels"].as_u64().unwrap()).unwrap();
    let copies: usize = zpl
        .split("^PQ")
        .skip(1)
        .map(|rest| rest.split([',', '^']).next().unwrap().parse::<usize>().unwrap())
        .sum();
    let formats = zpl.matches("^XA").count();
    assert!(path.ends_with(".zpl") && labels >= formats, "{path} {labels} {formats}");
    assert!(copies == 0 || copies == labels, "{copies} copies of {labels} labels");
    assert!(zpl.contains("^BC") && zpl.contains("^BX"), "native symbols");
}

#[test]
fn an_order_that_is_called_off_is_spoiled_in_one_act() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("nurse", "李护士", &["nurse"]);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let target = listener.local_addr().unwrap().to_string();
    drop(listener);
    station.ask("printer.set", json!({ "name": "net", "kind": "tcp", "target": target }));
    let site = station.ask("session.state", json!({}))["bank"]["site"].clone();
    station.sign_in("nurse");
    let good = station.ask("kit.print", order(2, &site, "PDF"));
    let printed = station.ask("kit.print", order(5, &site, "net"));
    assert_eq!(printed["job"]["state"], "failed", "{printed}");
    let first = printed["first"].as_str().unwrap().to_owned();
    let spoil = |first: &Value, reason: &str| json!({ "first": first, "reason": reason });
    let row = || {
        let prints = station.ask("kit.overview", json!({}))["prints"].as_array().unwrap().clone();
        prints.into_iter().find(|print| print["first"] == json!(first)).unwrap()
    };
    assert_eq!(row()["called_off"], false);
    assert_eq!(station.refused("kit.spoil_order", spoil(&printed["first"], "r")), "kit.not_called_off");
    let call_off = json!({ "job": printed["job"]["job"], "reason": "printer broken" });
    station.ask("print.call_off", call_off);
    assert_eq!((&row()["called_off"], &row()["open"]), (&json!(true), &json!(5)));
    // One was spoiled by hand meanwhile; the act takes the others, once, and for a reason.
    station.ask("kit.spoil", json!({ "text": format!("&d{first}00"), "reason": "torn" }));
    assert_eq!(station.refused("kit.spoil_order", spoil(&printed["first"], " ")), "value.empty");
    let told = station.ask("kit.spoil_order", spoil(&printed["first"], "never printed"));
    let reasons: Vec<&str> =
        told["spoiled"].as_array().unwrap().iter().map(|kit| kit["reason"].as_str().unwrap()).collect();
    assert_eq!(reasons.iter().filter(|reason| **reason == "never printed").count(), 4, "{told}");
    assert_eq!((&row()["spoiled"], &row()["open"]), (&json!(5), &json!(0)));
    assert_eq!(station.refused("kit.spoil_order", spoil(&printed["first"], "again")), "kit.spoiled");
    assert_eq!(station.refused("kit.spoil_order", spoil(&good["first"], "r")), "kit.not_called_off");
    assert_eq!(station.refused("kit.spoil_order", spoil(&json!("A999926999999"), "r")), "kit.unknown");
    assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
}
