//! What a line does to messages: split, cut off, damaged, sent twice and in another order. Right results all the same.

use super::instrument::{ACK, Instrument, NAK, at, frames, mllp};
use super::{entries, laboratory, result, set, setting, units, until_state};
use crate::station::Station;
use serde_json::{Value, json};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

/// Long enough for the station to read what came so far as a piece of its own.
const PAUSE: Duration = Duration::from_millis(2);

/// One value of a specimen as both languages tell it; moments in seconds.
#[derive(Clone, Copy)]
struct Told<'a> {
    value: &'a str,
    status: &'a str,
    measured: i64,
    sent: i64,
}

const ORIGINAL: Told<'_> = Told { value: "96.4", status: "F", measured: 0, sent: 60 };
/// The same measurement, looked at again.
const CORRECTION: Told<'_> = Told { value: "91.2", status: "C", measured: 0, sent: 240 };
/// Another measurement, later.
const LATER: Told<'_> = Told { value: "93.3", status: "F", measured: 300, sent: 360 };

fn text(protocol: &str, specimen: &str, told: Told<'_>) -> String {
    let Told { value, status, .. } = told;
    let (measured, sent) = (at(told.measured), at(told.sent));
    match protocol {
        "astm" => format!(
            "H|\\^&|||LYRIC^7.2^L-0042|||||||P|E1394-97|{sent}\rP|1\rO|1|{specimen}\r\
             R|1|^^^^VIABILITY|{value}|%||||{status}||||{measured}\rL|1|N\r"
        ),
        _ => format!(
            "MSH|^~\\&|LYRIC|FLOW|LIS|LAB|{sent}||ORU^R01|{sent}|P|2.5.1\rPID|1||P-9||Wang^Xiaomei\r\
             OBR|1||{specimen}|VIAB\rOBX|1|NM|VIABILITY||{value}|%|||||{status}|||{measured}\r"
        ),
    }
}

/// The bytes of a whole transfer.
fn bytes(protocol: &str, text: &str) -> Vec<u8> {
    match protocol {
        "astm" => [vec![5], frames(text).concat(), vec![4]].concat(),
        _ => mllp(text),
    }
}

/// Waits until everything of a transfer is acknowledged.
fn acknowledged(protocol: &str, instrument: &mut Instrument<TcpStream>, text: &str) {
    if protocol == "astm" {
        let due = 1 + frames(text).len();
        assert_eq!(instrument.answers(due), vec![ACK; due]);
    } else {
        let answer = instrument.framed();
        assert!(answer.contains("\rMSA|AA|"), "{answer}");
    }
}

fn send(protocol: &str, instrument: &mut Instrument<TcpStream>, text: &str) {
    instrument.tell(&bytes(protocol, text));
    acknowledged(protocol, instrument, text);
}

fn listening(station: &Station, protocol: &str) -> u16 {
    let port = cordkeep_tests::free_port().unwrap();
    set(station, &setting("listen", "127.0.0.1", port, protocol, "flow-cytometry"));
    until_state(station, "waiting");
    port
}

fn counted(station: &Station) -> (Value, Value) {
    let analyser = station.ask("analyser.list", json!({}))["analysers"][0].clone();
    (analyser["messages"].clone(), analyser["repeated"].clone())
}

fn split_and_cut_at_every_byte(protocol: &str) {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let port = listening(&station, protocol);
    let (donation, label) = units(&ask, "viability_post")[0].clone();
    let before = entries(&station);
    let text = text(protocol, &label, ORIGINAL);
    let all = bytes(protocol, &text);
    let mut instrument = Instrument::call(port);
    for at in 0..=all.len() {
        instrument.tell(&all[..at]);
        thread::sleep(PAUSE);
        instrument.tell(&all[at..]);
        acknowledged(protocol, &mut instrument, &text);
    }
    // It hangs up in the middle and calls again: the second call stands at the door before the first has ended.
    for at in 0..all.len() {
        instrument.tell(&all[..at]);
        instrument = Instrument::call(port);
        send(protocol, &mut instrument, &text);
    }
    let shown = result(&ask, &donation, "viability_post");
    assert_eq!(
        (&shown["value"], &shown["state"], &shown["corrected"]),
        (&json!("96.4"), &json!("final"), &json!([]))
    );
    assert_eq!(entries(&station), before + 2, "one message and one result, whatever the line did");
    assert_eq!(counted(&station).0, 1);
    assert_eq!(station.ask("inbox.list", json!({}))["total"], 0);
}

// requirement: 11.10(c), Annex 11 §5
#[test]
fn astm_split_and_cut_off_at_every_byte_comes_whole_and_once() {
    split_and_cut_at_every_byte("astm");
}

// requirement: 11.10(c), Annex 11 §5
#[test]
fn hl7_split_and_cut_off_at_every_byte_comes_whole_and_once() {
    split_and_cut_at_every_byte("hl7");
}

const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

/// Why the newest message waits, which is the one that came last.
fn waits(station: &Station, count: usize) -> Value {
    let inbox = station.ask("inbox.list", json!({}));
    assert_eq!(inbox["total"], count, "{inbox}");
    let all = inbox["messages"].as_array().unwrap();
    let reasons = all.iter().map(|item| {
        let detail = station.ask("inbox.get", json!({ "message": item["message"] }));
        (item["at_ms"].as_i64(), detail["specimens"][0]["results"][0]["waits"]["code"].clone())
    });
    reasons.max_by_key(|(at_ms, _)| *at_ms).unwrap().1
}

/// The same three values of one specimen in each order, with what was sent before sent again in the middle.
fn in_every_order(protocol: &str) {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let port = listening(&station, protocol);
    let free = units(&ask, "viability_post");
    let before = entries(&station);
    let mut made = 0;
    let mut instrument = Instrument::call(port);
    // There are fewer units than orders: each takes several, ten minutes apart.
    for (round, order) in ORDERS.iter().enumerate() {
        let (donation, label) = &free[round % free.len()];
        let values = ["96", "91", "93"].map(|whole| format!("{whole}.{round}"));
        let messages = [ORIGINAL, CORRECTION, LATER].iter().zip(&values).map(|(told, value)| {
            let later = 600 * i64::try_from(round).unwrap();
            let (measured, sent) = (told.measured + later, told.sent + later);
            text(protocol, label, Told { value, measured, sent, ..*told })
        });
        let messages: Vec<String> = messages.collect();
        let [first, second, third] = order.map(|place| &messages[place]);
        let shown = || result(&ask, donation, "viability_post");
        send(protocol, &mut instrument, first);
        if round < free.len() {
            made += 2;
        } else {
            assert_eq!(waits(&station, 1), "result.correction_reason");
            made += 1 + settle(&station, label);
        }
        assert_eq!(shown()["value"], values[order[0]]);
        for (count, (place, message)) in [(order[1], second), (order[2], third)].into_iter().enumerate() {
            send(protocol, &mut instrument, message);
            made += 1;
            let why = if place < order[0] { "analyser.superseded" } else { "result.correction_reason" };
            assert_eq!(waits(&station, count + 1), why, "{order:?}");
            for again in [first, message] {
                send(protocol, &mut instrument, again);
            }
            assert_eq!(shown()["value"], values[order[0]], "nothing is overwritten without a person");
        }
        made += settle(&station, label);
        // All of it once more: nothing comes of it.
        for message in [third, first, second] {
            send(protocol, &mut instrument, message);
        }
        assert_eq!(shown()["value"], values[2], "{order:?}");
    }
    assert_eq!(entries(&station), before + made, "nothing lost, nothing doubled");
    assert_eq!(counted(&station).0, 3 * ORDERS.len());
}

/// A person takes for the unit what may be taken, and sets aside what is older than what is on record: how many entries that
/// makes.
fn settle(station: &Station, label: &str) -> u64 {
    let inbox = station.ask("inbox.list", json!({}));
    let mut all = inbox["messages"].as_array().unwrap().clone();
    all.sort_by_key(|item| item["at_ms"].as_i64());
    let mut made = 0;
    for item in &all {
        let message = &item["message"];
        let assign = json!({
            "message": message, "places": [0], "unit_scan": label, "reason": "compared", "inputs": [],
        });
        // The result and who gave it; or that it was set aside, of the message and of the unit.
        made += 2;
        if let Err(problem) = station.try_ask("inbox.assign", assign) {
            assert_eq!(problem.code, "analyser.superseded");
            let dismiss = json!({
                "message": message, "places": [0], "reason": "older", "second_login": "lab2", "second_password": super::DEMO,
            });
            station.ask("inbox.dismiss", dismiss);
        }
    }
    assert_eq!(station.ask("inbox.list", json!({}))["total"], 0);
    made
}

// requirement: 11.10(c), Annex 11 §5
#[test]
fn astm_messages_in_any_order_end_at_the_same_result() {
    in_every_order("astm");
}

// requirement: 11.10(c), Annex 11 §5
#[test]
fn hl7_messages_in_any_order_end_at_the_same_result() {
    in_every_order("hl7");
}

/// Every order of so many.
fn orders(count: usize) -> Vec<Vec<usize>> {
    (0..count).fold(vec![Vec::new()], |orders, place| {
        let longer = orders.iter().flat_map(|order| {
            (0..=order.len()).map(move |at| {
                let mut longer: Vec<usize> = order.clone();
                longer.insert(at, place);
                longer
            })
        });
        longer.collect()
    })
}

#[test]
fn astm_frames_in_any_other_order_or_damaged_at_any_byte_are_asked_for_again() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let port = listening(&station, "astm");
    let (donation, label) = units(&ask, "viability_post")[0].clone();
    let before = entries(&station);
    let text = text("astm", &label, ORIGINAL);
    let all = frames(&text);
    let mut instrument = Instrument::call(port);
    let in_order: Vec<usize> = (0..all.len()).collect();
    let mut scrambled = 0;
    for order in orders(all.len()).iter().filter(|order| **order != in_order) {
        instrument.tell(&[5]);
        order.iter().for_each(|place| instrument.tell(&all[*place]));
        instrument.tell(&[4]);
        let answers = instrument.answers(1 + all.len());
        assert!(answers.contains(&NAK), "{order:?}");
        scrambled += 1;
    }
    assert_eq!((scrambled, entries(&station)), (119, before), "nothing is made of frames out of their turn");
    // Another frame before each in its turn, and each damaged at every byte of its text and checksum.
    instrument.tell(&[5]);
    assert_eq!(instrument.answers(1), [ACK]);
    for (place, frame) in all.iter().enumerate() {
        for (other, out_of_turn) in all.iter().enumerate().filter(|(other, _)| *other != place) {
            instrument.tell(out_of_turn);
            // The one before may come again because its acknowledgement was lost.
            let due = if other + 1 == place { ACK } else { NAK };
            assert_eq!(instrument.answers(1), [due], "frame {other} in place of {place}");
        }
        let end = frame.len() - 5;
        for at in (1..frame.len() - 2).filter(|at| *at != end) {
            let mut damaged = frame.clone();
            damaged[at] ^= 1;
            instrument.tell(&damaged);
            assert_eq!(instrument.answers(1), [NAK], "frame {place}, byte {at}");
        }
        instrument.tell(frame);
        assert_eq!(instrument.answers(1), [ACK]);
    }
    instrument.tell(&[4]);
    assert_eq!(result(&ask, &donation, "viability_post")["value"], ORIGINAL.value);
    assert_eq!(entries(&station), before + 2);
    assert_eq!(counted(&station), (json!(1), json!(0)));
}

#[test]
fn an_hl7_block_that_ends_too_early_is_asked_for_again() {
    let folder = tempfile::tempdir().unwrap();
    let station = laboratory(folder.path());
    let ask = |command: &str, args: Value| station.ask(command, args);
    let port = listening(&station, "hl7");
    let (donation, label) = units(&ask, "viability_post")[0].clone();
    let before = entries(&station);
    let text = text("hl7", &label, ORIGINAL);
    let mut instrument = Instrument::call(port);
    // An end of block where none is: the value would read 96 instead of 96.4.
    for at in (0..text.len()).filter(|at| text.as_bytes()[*at] != b'\r') {
        instrument.tell(&mllp(&format!("{}\u{1c}{}", &text[..at], &text[at..])));
        let answer = instrument.framed();
        assert!(answer.contains("MSA|AE|"), "cut at {at}: {answer}");
    }
    // An end without CR, and the same message at once behind it.
    instrument.tell(format!("\u{b}{text}\u{1c}").as_bytes());
    instrument.tell(&mllp(&text));
    assert!(instrument.framed().contains("\rMSA|AE|"));
    assert!(instrument.framed().contains("\rMSA|AA|"));
    assert_eq!(result(&ask, &donation, "viability_post")["value"], ORIGINAL.value);
    assert_eq!(entries(&station), before + 2);
    assert_eq!(counted(&station), (json!(1), json!(0)));
}
