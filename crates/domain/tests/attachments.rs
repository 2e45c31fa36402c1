//! Photos, files and scans of steps: what is kept, what a step may name, and what is refused by name.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "common/rule_set.rs"]
mod common;
#[path = "sop/story.rs"]
#[allow(dead_code, reason = "shared with the tests of procedures")]
mod story;

use base64::Engine as _;
use domain::decide::{self, AttachmentInput, StepInput};
use domain::record::*;
use domain::register::Register;
use domain::rules::{
    FILE_BYTES_MAX, PHOTO_BYTES_MAX, PICTURE_BYTES_MAX, PIECE_BYTES_MAX, RuleSet, Sop, fits_pattern,
};
use domain::*;
use story::{NOW_MS, Story, context, file, rules};

const SOP: &str = r#"{
  "code": "cord-blood-banking", "version": "1", "title": { "zh": "制备", "en": "Processing" },
  "steps": [{
    "code": "look", "number": 1, "title": { "zh": "查看", "en": "Look" }, "help": { "zh": "拍照", "en": "Take a photo" },
    "inputs": [
      { "code": "photo", "zh": "照片", "en": "Photo", "kind": { "photo": {} } },
      { "code": "print", "zh": "打印", "en": "Print-out", "optional": true, "kind": { "file": { "accept": ["pdf", "csv"], "max_kb": 1500 } } },
      { "code": "tag", "zh": "标签", "en": "Tag", "optional": true, "kind": { "scan": { "pattern": "T-###*" } } }
    ]
  }]
}"#;

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 a picture";

fn one() -> RuleSet {
    RuleSet { sops: vec![file(SOP, "full")], ..rules() }
}

fn keep(story: &Story, input: &str, name: &str, bytes: &[u8], digest: &str) -> Result<Vec<Record>, Refusal> {
    let (rules, unit) = (one(), story.state());
    let input = AttachmentInput { step: "look", input, name, bytes, digest };
    let kept = decide::keep_attachment(&unit, &input, &context(&rules, &[Role::Processing], NOW_MS))?;
    let whole: Vec<u8> = kept.iter().flat_map(|(_, part)| part.bytes.clone()).collect();
    assert!(kept.is_empty() || whole == bytes, "the pieces make the whole");
    assert!(kept.iter().all(|(_, part)| part.bytes.len() <= PIECE_BYTES_MAX && part.name == name.trim()));
    Ok(kept.into_iter().map(|(record, _)| record).collect())
}

fn record(story: &Story, values: &[(&str, &str)]) -> Result<StepDone, Refusal> {
    let (rules, unit) = (one(), story.state());
    let values: Vec<(String, String)> =
        values.iter().map(|(code, value)| ((*code).to_owned(), (*value).to_owned())).collect();
    let register = Register::default();
    let input = StepInput {
        step: "look",
        values: &values,
        scans: &[],
        done_ms: None,
        second: None,
        register: &register,
    };
    let context = context(&rules, &[Role::Processing], NOW_MS);
    decide::show_step(&unit, &[], &input, &context).map(|shown| shown.step)
}

fn code_of<T: std::fmt::Debug>(outcome: Result<T, Refusal>) -> &'static str {
    outcome.expect_err("refused").code.as_str()
}

fn with(story: Story, records: &[Record]) -> Story {
    records.iter().fold(story, |story, record| story.then(-1, record.clone()))
}

#[test]
fn what_a_file_is_its_content_says_and_not_its_name() {
    for (bytes, media) in [
        (JPEG, Some(MediaType::Jpeg)),
        (b"\x89PNG\r\n\x1a\n..".as_slice(), Some(MediaType::Png)),
        (b"%PDF-1.7\n".as_slice(), Some(MediaType::Pdf)),
        (b"a,b\n1,2\n\"x,y\",3\n".as_slice(), Some(MediaType::Csv)),
        (b"a;b\r\n1;2\r\n".as_slice(), Some(MediaType::Csv)),
        (b"a,b\n1,2,3\n".as_slice(), Some(MediaType::Text)),
        ("温度,1\n".as_bytes(), Some(MediaType::Text)),
        ("温度稳定".as_bytes(), Some(MediaType::Text)),
        (b"\xce\xc2\xb6\xc8".as_slice(), Some(MediaType::Text)),
        (b" \n".as_slice(), None),
        (b"MZ\x90\x00\x03".as_slice(), None),
        (b"GIF89a\x01".as_slice(), None),
    ] {
        assert_eq!(MediaType::of(bytes), media, "{bytes:?}");
    }
}

#[test]
fn a_photo_or_file_is_kept_whole_in_pieces_and_what_does_not_fit_is_refused_by_name() {
    let story = Story::accepted();
    let large = [JPEG, &vec![7; PHOTO_BYTES_MAX]].concat();
    let pdf = |kb: usize| [b"%PDF-1.7 ".as_slice(), &vec![b'x'; kb * 1024 - 9]].concat();
    for (input, name, bytes, expected) in [
        ("photo", "bag.jpg", large.as_slice(), "attachment.size"),
        ("photo", "bag.jpg", b"%PDF-1.7\n", "attachment.media"),
        ("photo", "bag.jpg", b"", "attachment.empty"),
        ("photo", " ", JPEG, "value.empty"),
        ("print", "log.csv", b"just words", "attachment.media"),
        ("print", "log.pdf", &pdf(1501), "attachment.size"),
        ("tag", "tag.jpg", JPEG, "attachment.input"),
        ("none", "tag.jpg", JPEG, "attachment.input"),
    ] {
        assert_eq!(code_of(keep(&story, input, name, bytes, "d")), expected, "{input} {name}");
    }
    let refusal = keep(&story, "photo", "王丽.jpg", b"%PDF-1.7\n", "d").unwrap_err();
    assert!(refusal.params.contains(&("name", "王丽.jpg".to_owned())), "{refusal:?}");
    let kept = keep(&story, "print", "log.pdf", &pdf(1500), "d").unwrap();
    let [Record::AttachmentKept(first), _, Record::AttachmentKept(last)] = kept.as_slice() else {
        panic!("three pieces: {kept:?}")
    };
    assert_eq!((first.piece, last.piece, last.pieces, last.size), (0, 2, 3, 1500 * 1024));
    assert!(kept.iter().all(|record| record.encode().len() < 300), "the bytes are elsewhere");
    let again = with(story, &kept);
    assert_eq!(keep(&again, "print", "log.pdf", &pdf(1500), "d").unwrap(), [], "kept once");
    assert_eq!(FILE_BYTES_MAX.div_ceil(PIECE_BYTES_MAX), 3);
}

#[test]
fn a_step_names_only_what_is_kept_whole_with_its_own_unit_and_fits_the_input() {
    let story = Story::accepted();
    assert_eq!(code_of(record(&story, &[])), "value.empty");
    assert_eq!(code_of(record(&story, &[("photo", "d1")])), "attachment.unknown");
    let photo = keep(&story, "photo", "bag.jpg", JPEG, "d1").unwrap();
    let pdf = [b"%PDF-1.7 ".as_slice(), &vec![b'x'; PIECE_BYTES_MAX]].concat();
    let print = keep(&story, "print", "log.pdf", &pdf, "d2").unwrap();
    let half = with(with(story, &photo), &print[1..]);
    assert_eq!(code_of(record(&half, &[("photo", "d1"), ("print", "d2")])), "attachment.unknown");
    let whole = with(half, &print[..1]);
    assert_eq!(code_of(record(&whole, &[("photo", "d2")])), "attachment.misfit");
    let step = record(&whole, &[("photo", "d1"), ("print", "d2")]).unwrap();
    assert_eq!(step.values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>(), ["d1", "d2"]);
    // A correction is held to the same.
    let done = whole.then(0, Record::StepDone(step));
    let (rules, unit) = (one(), done.state());
    let context = context(&rules, &[Role::Processing], NOW_MS);
    let correct = |digest: &str| {
        let values = [("photo".to_owned(), digest.to_owned())];
        let register = domain::register::Register::default();
        let change = decide::StepChange {
            step: "look",
            values: &values,
            scans: &[],
            register: &register,
            reason: "blurred",
            second: None,
        };
        decide::correct_step(&unit, &change, None, &context)
    };
    assert_eq!(code_of(correct("d3")), "attachment.unknown");
    assert_eq!(code_of(correct("d2")), "attachment.misfit");
}

#[test]
fn a_scanned_text_looks_as_the_procedure_wants() {
    for (text, pattern, fits) in [
        ("T-123", "T-###*", true),
        ("T-123 x", "T-###*", true),
        ("T-12", "T-###*", false),
        ("t-123", "T-###*", false),
        ("AB12", "@@##", true),
        ("A112", "@@##", false),
        ("xx-yy-zz", "*-yy-*", true),
        ("xx-yy", "*-yy-*", false),
        ("abab", "*ab", true),
        ("ab", "ab*ab", false),
        ("批A", "批?", true),
        ("", "*", true),
    ] {
        assert_eq!(fits_pattern(text, pattern), fits, "{text} {pattern}");
    }
    let story = Story::accepted();
    let story = with(story.clone(), &keep(&story, "photo", "bag.jpg", JPEG, "d1").unwrap());
    assert_eq!(code_of(record(&story, &[("photo", "d1"), ("tag", "X")])), "bench.not_the_pattern");
    assert_eq!(record(&story, &[("photo", "d1"), ("tag", "T-007/3")]).unwrap().values[1].value, "T-007/3");
}

#[test]
fn a_picture_of_a_step_is_one_by_its_content_and_not_too_large() {
    let encode = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    let faults = |picture: serde_json::Value| {
        let mut sop: serde_json::Value = serde_json::from_str(SOP).unwrap();
        sop["steps"][0]["picture"] = picture;
        let found = Sop::parse(&sop.to_string()).err().unwrap_or_default();
        found.into_iter().map(|fault| (fault.code, fault.at)).collect::<Vec<_>>()
    };
    let picture = |data: String| serde_json::json!({ "zh": "血袋", "en": "The bag", "data": data });
    let at = || "steps.look.picture".to_owned();
    assert_eq!(faults(picture(encode(JPEG))), []);
    assert_eq!(faults(picture(encode(b"%PDF-1.7\n"))), [("sop.rule.picture", at())]);
    assert_eq!(faults(picture("no base64!".to_owned())), [("sop.rule.picture", at())]);
    let large = [JPEG, &vec![0; PICTURE_BYTES_MAX]].concat();
    assert_eq!(faults(picture(encode(&large))), [("sop.rule.picture_size", at())]);
    let unnamed = serde_json::json!({ "zh": "", "en": "The bag", "data": encode(JPEG) });
    assert_eq!(faults(unnamed), [("sop.rule.text", "steps.look.picture.zh".to_owned())]);
}

#[test]
fn a_long_text_is_drawn_in_pieces_that_make_it_again() {
    let padding = "图".repeat(PIECE_BYTES_MAX / 2);
    let content = format!("{SOP} {padding}");
    let rules = rules();
    let sop = Sop::parse(&SOP.replace("\"version\": \"1\"", "\"version\": \"9\"")).unwrap();
    let input =
        decide::SopInput { sop: &sop, content: &content, digest: "long", based_on: "", reason: "pictures" };
    let records = decide::draw_sop(&input, &context(&rules, &[Role::Quality], NOW_MS)).unwrap();
    let mut whole = String::new();
    for (place, record) in records.iter().enumerate() {
        let Record::SopPieceDrawn(piece) = record else { panic!("{record:?}") };
        assert_eq!((piece.piece as usize, piece.pieces as usize), (place, records.len()));
        assert!(record.encode().len() < PIECE_BYTES_MAX + 1_024);
        whole.push_str(&piece.content);
    }
    assert_eq!((whole == content, records.len()), (true, 2));
}
