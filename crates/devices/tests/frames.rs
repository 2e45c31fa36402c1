//! Frames and messages as instruments send them: split at every byte, damaged, sent twice, out of order, broken off.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use devices::{AnalyserProtocol, Heard, Link, Message, PatientRecords, Trouble, Verdict};
use proptest::prelude::*;

/// Values of a real instrument's message, in our own words: `H P O R… L`.
const XN: &str = "H|\\^&|||XN-1000^00-24^22723^^^^BD634545||||||||E1394-97\rP|1|||A-77|^Wang^Xiaomei\r\
                  O|1||^^     A99992600001200^B|^^^^WBC\\^^^^NRBC%|||||||N||||||||||||||F\r\
                  R|1|^^^^WBC^1|8.13|10*3/uL||N||F||||20240627135407\rR|2|^^^^NRBC%^1|2.4|%||H||F||||20240627135407\r\
                  R|3|^^^^Blasts/Abn_Lympho?|40|||||F||||20240627135407\rL|1|N\r";
const FLOW: &str = "MSH|^~\\&|LYRIC|FLOW|||20261101093000||ORU^R01|42|P|2.5.1\rOBR|1||A99992600001200|CD34\r\
                    OBX|1|NM|CD34%||0.43|%|||||F\r";

const ACK: u8 = 6;
const NAK: u8 = 21;

fn frame(number: usize, text: &str, end: u8) -> Vec<u8> {
    let digit = b'0' + u8::try_from(number % 8).unwrap();
    let body = [&[digit], text.as_bytes(), &[end]].concat();
    let sum = body.iter().fold(0u8, |sum, byte| sum.wrapping_add(*byte));
    [&[2], body.as_slice(), format!("{sum:02X}\r\n").as_bytes()].concat()
}

/// One record to a frame, or cut at so many characters with ETB between.
fn frames(text: &str, cut: Option<usize>) -> Vec<Vec<u8>> {
    let records = text.split_inclusive('\r');
    let pieces: Vec<(String, u8)> = match cut {
        None => records.map(|record| (record.to_owned(), 3)).collect(),
        Some(cut) => records
            .flat_map(|record| {
                let chars: Vec<char> = record.chars().collect();
                let parts: Vec<String> = chars.chunks(cut).map(|part| part.iter().collect()).collect();
                let last = parts.len() - 1;
                parts.into_iter().enumerate().map(move |(i, part)| (part, if i == last { 3 } else { 23 }))
            })
            .collect(),
    };
    pieces.iter().enumerate().map(|(i, (text, end))| frame(i + 1, text, *end)).collect()
}

/// What goes wrong with one frame before it arrives whole.
#[derive(Debug, Clone, Copy)]
enum Fault {
    None,
    WrongChecksum,
    FlippedByte,
    AcknowledgementLost,
    CutShort,
    NextFirst,
    Noise,
}

/// All that is sent, and the acknowledgements due.
fn transfer(frames: &[Vec<u8>], faults: &[Fault]) -> (Vec<u8>, Vec<u8>) {
    let (mut sent, mut due) = (vec![5], vec![ACK]);
    for (index, frame) in frames.iter().enumerate() {
        match faults.get(index % faults.len().max(1)).copied().unwrap_or(Fault::None) {
            Fault::None => {}
            Fault::WrongChecksum => {
                let mut bad = frame.clone();
                let place = bad.len() - 4;
                bad[place] = if bad[place] == b'0' { b'1' } else { b'0' };
                sent.extend(bad);
                due.push(NAK);
            }
            Fault::FlippedByte => {
                let mut bad = frame.clone();
                bad[2] ^= 0x10;
                sent.extend(bad);
                due.push(NAK);
            }
            // The whole frame once more, below.
            Fault::AcknowledgementLost => {
                sent.extend(frame);
                due.push(ACK);
            }
            Fault::CutShort => sent.extend(&frame[..frame.len() / 2]),
            Fault::NextFirst => {
                if let Some(next) = frames.get(index + 1) {
                    sent.extend(next);
                    due.push(NAK);
                }
            }
            Fault::Noise => sent.extend(b"\r\n\0xyz"),
        }
        sent.extend(frame);
        due.push(ACK);
    }
    sent.push(4);
    (sent, due)
}

#[derive(Default)]
struct Ear {
    messages: Vec<Message>,
    troubles: Vec<Trouble>,
}

impl Ear {
    fn hear(&mut self, heard: Heard) -> Verdict {
        match heard {
            Heard::Message(message) => self.messages.push(message),
            Heard::Trouble(trouble) => self.troubles.push(trouble),
        }
        Verdict::Kept
    }

    fn listen(&mut self, link: &mut Link, bytes: &[u8]) -> Vec<u8> {
        link.push(bytes, &mut |heard| self.hear(heard))
    }
}

fn astm() -> Link {
    Link::new(AnalyserProtocol::Astm)
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        Just(Fault::None),
        Just(Fault::WrongChecksum),
        Just(Fault::FlippedByte),
        Just(Fault::AcknowledgementLost),
        Just(Fault::CutShort),
        Just(Fault::NextFirst),
        Just(Fault::Noise),
    ]
}

proptest! {
    #[test]
    fn whatever_happens_on_the_way_each_message_arrives_whole_and_once(
        faults in proptest::collection::vec(fault(), 1..12),
        cut in proptest::option::of(1usize..240),
        chunk in 1usize..300,
    ) {
        let (sent, due) = transfer(&frames(XN, cut), &faults);
        let (mut link, mut ear) = (astm(), Ear::default());
        let back: Vec<u8> = sent.chunks(chunk).flat_map(|part| ear.listen(&mut link, part)).collect();
        prop_assert_eq!(back, due);
        prop_assert_eq!(ear.messages.len(), 1);
        prop_assert_eq!(String::from_utf8_lossy(&ear.messages[0].raw), XN);
    }

    #[test]
    fn noise_is_never_a_message_and_nothing_panics(noise in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        for protocol in [AnalyserProtocol::Astm, AnalyserProtocol::Hl7] {
            let (mut link, mut ear) = (Link::new(protocol), Ear::default());
            ear.listen(&mut link, &noise);
            link.timed_out(&mut |heard| ear.hear(heard));
            let _ = devices::read_message(protocol, &noise);
            let _ = devices::message_lines(protocol, &noise, PatientRecords::LeftOut);
        }
    }

    #[test]
    fn damaged_records_never_panic(place in 0usize..XN.len(), byte in any::<u8>(), hl7 in any::<bool>()) {
        let (protocol, text) =
            if hl7 { (AnalyserProtocol::Hl7, FLOW) } else { (AnalyserProtocol::Astm, XN) };
        let mut bytes = text.as_bytes().to_vec();
        let place = place % bytes.len();
        bytes[place] = byte;
        let _ = devices::read_message(protocol, &bytes);
    }
}

#[test]
fn a_message_split_at_every_byte_is_the_same_message() {
    let (sent, due) = transfer(&frames(XN, None), &[Fault::None]);
    for at in 0..=sent.len() {
        let (mut link, mut ear) = (astm(), Ear::default());
        let mut back = ear.listen(&mut link, &sent[..at]);
        back.extend(ear.listen(&mut link, &sent[at..]));
        assert_eq!((back, ear.messages.len()), (due.clone(), 1), "{at}");
        let report = ear.messages[0].report.clone().unwrap();
        assert_eq!(report.specimens[0].ids, ["A99992600001200", "B"]);
        assert_eq!(report.results(), 3);
    }
    let sent = [b"\x0b", FLOW.as_bytes(), b"\x1c\r"].concat();
    for at in 0..=sent.len() {
        let (mut link, mut ear) = (Link::new(AnalyserProtocol::Hl7), Ear::default());
        let mut back = ear.listen(&mut link, &sent[..at]);
        back.extend(ear.listen(&mut link, &sent[at..]));
        assert_eq!(ear.messages.len(), 1, "{at}");
        assert!(String::from_utf8(back).unwrap().ends_with("\rMSA|AA|42\r\u{1c}\r"), "{at}");
    }
}

#[test]
fn the_last_frame_is_acknowledged_only_when_the_message_is_kept() {
    let all = frames(XN, None);
    let (last, before) = all.split_last().unwrap();
    let mut link = astm();
    let mut offered = 0;
    let mut refuse = |heard: Heard| {
        offered += usize::from(matches!(heard, Heard::Message(_)));
        if offered < 3 { Verdict::NotNow } else { Verdict::Kept }
    };
    assert_eq!(link.push(&[5], &mut refuse), [ACK]);
    for frame in before {
        assert_eq!(link.push(frame, &mut refuse), [ACK]);
    }
    let answers: Vec<u8> = (0..4).flat_map(|_| link.push(last, &mut refuse)).collect();
    // Twice not now, then kept; after that the frame is known and hands nothing on.
    assert_eq!((answers, offered), (vec![NAK, NAK, ACK, ACK], 3));
    let mut link = Link::new(AnalyserProtocol::Hl7);
    let sent = [b"\x0b", FLOW.as_bytes(), b"\x1c\r"].concat();
    let answer = String::from_utf8(link.push(&sent, &mut |_| Verdict::NotNow)).unwrap();
    assert!(answer.contains("\rMSA|AE|42\r"), "{answer}");
}

#[test]
fn what_breaks_off_is_no_message_and_the_next_one_is_whole() {
    let all = frames(XN, None);
    let (sent, _) = transfer(&all, &[Fault::None]);
    for ending in [&[4u8][..], &[5], b"\x02"] {
        let (mut link, mut ear) = (astm(), Ear::default());
        ear.listen(&mut link, &[5]);
        ear.listen(&mut link, &all[0]);
        ear.listen(&mut link, &all[1][..10]);
        ear.listen(&mut link, ending);
        if ending == b"\x02" {
            link.timed_out(&mut |heard| ear.hear(heard));
        }
        assert_eq!((ear.messages.len(), ear.troubles.as_slice()), (0, &[Trouble::BrokenOff][..]));
        ear.listen(&mut link, &sent);
        assert_eq!(String::from_utf8_lossy(&ear.messages[0].raw), XN);
        assert_eq!(ear.messages.len(), 1);
    }
    let (mut link, mut ear) = (Link::new(AnalyserProtocol::Hl7), Ear::default());
    let sent = [b"\x0bMSH|^~\\&|half\x0b", FLOW.as_bytes(), b"\x1c\r"].concat();
    ear.listen(&mut link, &sent);
    assert_eq!((ear.messages.len(), ear.troubles), (1, vec![Trouble::BrokenOff]));
}

#[test]
fn several_messages_in_one_transfer_are_several() {
    let two = format!("{XN}{}", XN.replace("8.13", "9.02"));
    let (sent, due) = transfer(&frames(&two, None), &[Fault::None, Fault::AcknowledgementLost]);
    let (mut link, mut ear) = (astm(), Ear::default());
    assert_eq!(ear.listen(&mut link, &sent), due);
    let values: Vec<String> = ear
        .messages
        .iter()
        .map(|message| message.report.as_ref().unwrap().specimens[0].results[0].value.clone())
        .collect();
    assert_eq!(values, ["8.13", "9.02"]);
}

#[test]
fn what_is_too_long_is_refused_and_forgotten() {
    let (mut link, mut ear) = (astm(), Ear::default());
    ear.listen(&mut link, &[5]);
    let huge = frame(1, &"x".repeat(100_000), 3);
    assert_eq!(ear.listen(&mut link, &huge), [NAK]);
    assert_eq!(ear.troubles, [Trouble::TooLong]);
    // A message of many good frames ends somewhere too.
    let part = "x".repeat(60_000);
    let answers: Vec<u8> = (1..6).flat_map(|n| ear.listen(&mut link, &frame(n, &part, 23))).collect();
    assert_eq!(answers, [ACK, ACK, ACK, ACK, NAK]);
    let (mut link, mut ear) = (Link::new(AnalyserProtocol::Hl7), Ear::default());
    let sent = [FLOW, &"OBX|9|TX|X||y\r".repeat(30_000)].concat();
    let answer = ear.listen(&mut link, &[b"\x0b", sent.as_bytes(), b"\x1c\r"].concat());
    assert!(String::from_utf8(answer).unwrap().contains("\rMSA|AR|42\r"));
    assert_eq!((ear.messages.len(), ear.troubles), (0, vec![Trouble::TooLong]));
}

#[test]
fn what_is_no_result_is_declined() {
    let (mut link, mut ear) = (Link::new(AnalyserProtocol::Hl7), Ear::default());
    let query = FLOW.replace("ORU^R01", "QBP^Q11");
    let answer = ear.listen(&mut link, &[b"\x0b", query.as_bytes(), b"\x1c\r"].concat());
    assert!(String::from_utf8(answer).unwrap().contains("MSA|AR|42"));
    let acknowledgement = "MSH|^~\\&|A|B|||1||ACK|7|P|2.5\rMSA|AA|7\r";
    assert_eq!(ear.listen(&mut link, &[b"\x0b", acknowledgement.as_bytes(), b"\x1c\r"].concat()), b"");
    assert_eq!((ear.messages.len(), ear.troubles), (0, vec![Trouble::Declined]));
}

#[test]
fn a_patient_is_shown_to_nobody_who_may_not_see_one() {
    let lines = devices::message_lines(AnalyserProtocol::Astm, XN.as_bytes(), PatientRecords::LeftOut);
    assert_eq!((lines[1].as_str(), lines.len()), ("P|…", 7));
    assert!(lines[3].starts_with("R|1|^^^^WBC"));
    let lines = devices::message_lines(AnalyserProtocol::Astm, XN.as_bytes(), PatientRecords::Shown);
    assert!(lines[1].contains("Wang"));
}

#[test]
fn an_hl7_block_ends_with_both_its_signs_or_not_at_all() {
    let (mut link, mut ear) = (Link::new(AnalyserProtocol::Hl7), Ear::default());
    let early = FLOW.replace("0.43", "0.\u{1c}43");
    let answer = ear.listen(&mut link, &[b"\x0b", early.as_bytes(), b"\x1c\r"].concat());
    assert!(String::from_utf8(answer).unwrap().contains("\rMSA|AE|42\r"));
    assert_eq!((ear.messages.len(), ear.troubles.as_slice()), (0, &[Trouble::Frame][..]));
    let answer = ear.listen(&mut link, &[b"\x0b", FLOW.as_bytes(), b"\x1c\r"].concat());
    assert!(String::from_utf8(answer).unwrap().contains("\rMSA|AA|42\r"));
    assert_eq!(ear.messages.len(), 1);
}
