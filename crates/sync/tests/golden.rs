//! The bytes of version 1: every message as it has landed. Whatever changes here no longer understands the stations and
//! centres that are out there.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "golden/messages.rs"]
mod messages;

use messages::*;
use std::collections::BTreeMap;
use std::fmt::Debug;
use sync::bundle::{BundlePage, Reader, Writer};
use sync::{EnrolRequest, Enrolled, FeedPage, Hello, Overtaken, Receipt, Refusal, UploadPage, page};

struct Golden(BTreeMap<&'static str, Vec<u8>>);

impl Golden {
    fn read() -> Self {
        let lines = include_str!("golden/v1.txt").lines();
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let named = lines.map(|line| line.split_once(' ').unwrap());
        Self(named.map(|(name, bytes)| (name, hex::decode(bytes).unwrap())).collect())
    }

    fn take(&mut self, name: &str) -> Vec<u8> {
        self.0.remove(name).unwrap_or_else(|| panic!("no golden line {name}"))
    }
}

fn plain(frame: &[u8]) -> Vec<u8> {
    zstd::stream::decode_all(frame).unwrap()
}

fn frame(plain: &[u8]) -> Vec<u8> {
    zstd::stream::encode_all(plain, 3).unwrap()
}

/// What was sent once is read as it was meant, and written again to the same bytes. Where the message has all the fields that are
/// known, a later version may have put more behind them.
fn check<T>(golden: &mut Golden, name: &str, message: &T, fields: u8)
where
    T: minicbor::Encode<()> + for<'b> minicbor::Decode<'b, ()> + PartialEq + Debug,
{
    let landed = golden.take(name);
    assert_eq!(hex::encode(plain(&page::encode(message).unwrap())), hex::encode(&landed), "{name}");
    let read: T = page::decode(&frame(&landed)).unwrap();
    assert_eq!(&read, message, "{name}");
    let known = landed[0] - 0x80;
    assert!(known <= fields, "{name} has {known} fields");
    if known == fields {
        let mut later = landed;
        later[0] += 1;
        later.extend(*b"\x82\x01\x65later");
        assert_eq!(&page::decode::<T>(&frame(&later)).unwrap(), message, "{name} of a later version");
    }
}

// requirement: 11.10(c), Annex 11 §17
#[test]
fn every_message_of_version_1_keeps_its_bytes() {
    let mut golden = Golden::read();
    check::<Hello>(&mut golden, "hello", &hello(), 5);
    check::<EnrolRequest>(&mut golden, "enrol.founding", &enrol_founding(), 7);
    check::<EnrolRequest>(&mut golden, "enrol.continuing", &enrol_continuing(), 7);
    check::<Enrolled>(&mut golden, "enrolled", &enrolled(), 5);
    check::<UploadPage>(&mut golden, "upload", &upload(), 4);
    check::<Receipt>(&mut golden, "receipt", &receipt(), 6);
    check::<Overtaken>(&mut golden, "overtaken", &overtaken(), 4);
    check::<FeedPage>(&mut golden, "feed", &feed(), 5);
    check::<FeedPage>(&mut golden, "feed.former", &FeedPage { held: None, ..feed() }, 5);
    check::<Refusal>(&mut golden, "refusal", &refusal(), 2);

    // Compressed bytes are another compressor's to choose; those of this one are read for ever.
    let sent = golden.take("frame.upload");
    assert_eq!(page::decode::<UploadPage>(&sent), Ok(upload()));
    for (name, expected) in [("bundle", bundled()), ("bundle.whole", bundled_whole())] {
        let mut writer = Writer::new(Vec::new()).unwrap();
        expected.iter().for_each(|page| writer.page(page).unwrap());
        let written = writer.finish().unwrap();
        assert_eq!(pages(&written), expected, "{name}");
        assert_eq!(pages(&golden.take(name)), expected, "{name}: {}", hex::encode(written));
    }

    let (method, target, signature) = signed_request();
    assert_eq!(golden.take("request.line"), format!("{method} {target}").into_bytes());
    assert_eq!(hex::encode(golden.take("request.signature")), hex::encode(signature));
    assert!(golden.0.is_empty(), "never looked at: {:?}", golden.0.keys());
}

fn pages(bundle: &[u8]) -> Vec<BundlePage> {
    let mut reader = Reader::new(bundle).unwrap();
    std::iter::from_fn(|| reader.page().unwrap()).collect()
}

// requirement: 11.10(h)
#[test]
fn what_was_signed_once_is_proven_still() {
    let (centre, station) = (centre().public(), station().public());
    assert!(upload().verify(station).is_ok());
    assert!(receipt().answers(&upload(), &centre));
    assert!(enrol_founding().proves_its_key() && enrol_continuing().proves_its_key());
    assert!(enrol_continuing().proves_what_it_continues());
    assert!(enrolled().signature.is_some() && enrolled().may_answer(&enrol_founding()));
    let (bank, scope) = (upload().bank, feed().attestation.scope);
    assert_eq!(feed().verify(bank, &centre, scope, 7), Ok(()));
    assert_eq!(feed().verify_held(bank, upload().station, &centre), Ok(()));
}
