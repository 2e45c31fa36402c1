//! Every reader of bytes that come from outside, each under a name. The property tests beside this file and the fuzzer under
//! `fuzz/` try these same functions.
//!
//! A reader answers whatever comes: it never panics, takes no more memory than its limit, and what it read it writes so
//! that it reads the same again.

#[path = "decoders/texts.rs"]
mod texts;

use domain::Record;
use domain::unit::{Fact, Stamp, UnitState};
use minicbor::{Decode, Encode};
use std::fmt::Debug;
use std::io::{Read, Write as _};
use std::sync::OnceLock;
use store::sealed::{SealError, SealKey, SealReader, SealWriter};
use sync::{page, *};
use texts::*;

/// One reader.
pub struct Decoder {
    /// What the fuzzer calls it.
    pub name: &'static str,
    /// Reads bytes; whether they were what it reads. Panics where a promise is broken.
    pub read: fn(&[u8]) -> bool,
    /// Bytes that it reads.
    pub samples: fn() -> Vec<Vec<u8>>,
    /// What it may take of memory, bytes: for itself, and for each byte that it is given.
    pub memory: (usize, usize),
}

/// A window of the decompressor, a whole message as its buffer grew, and what is made of it.
const MESSAGE: (usize, usize) = (48 << 20, 200);
/// Texts and records: a few times what is written, and a table or two.
const TEXT: (usize, usize) = (4 << 20, 400);

macro_rules! decoders {
    ($($name:ident: $read:expr, $samples:expr, $memory:expr;)*) => {
        /// All of them.
        pub const DECODERS: &[Decoder] =
            &[$(Decoder { name: stringify!($name), read: $read, samples: $samples, memory: $memory }),*];
    };
}

decoders! {
    hello: message::<Hello>, || golden("hello"), MESSAGE;
    enrol_request: message::<EnrolRequest>, || golden("enrol."), MESSAGE;
    enrolled: message::<Enrolled>, || golden("enrolled"), MESSAGE;
    upload_page: upload_page, || golden("upload"), MESSAGE;
    receipt: message::<Receipt>, || golden("receipt"), MESSAGE;
    overtaken: message::<Overtaken>, || golden("overtaken"), MESSAGE;
    feed_page: feed_page, || golden("feed"), MESSAGE;
    refusal: refusal, || golden("refusal"), MESSAGE;
    frame: |bytes| page::decode::<UploadPage>(bytes).is_ok(), || golden("frame."), MESSAGE;
    bundle: |bytes| bundle(bytes), || golden("bundle"), MESSAGE;
    sealed_bundle: sealed_bundle, sealed_bundles, MESSAGE;
    attestation: attestation, attestations, TEXT;
    scope_and_mark: scope_and_mark, || texts(&["reference", "site:00112233445566778899aabbccddeeff", "0123456789abcdef"]), TEXT;
    identifier: identifier, || texts(&["00112233445566778899aabbccddeeff", "00112233445566778899aabbccddeeff-17"]), TEXT;
    number: number, || texts(&["95.0", "-0.0000001", "１２．５"]), TEXT;
    entry: entry, entries, TEXT;
    checkpoint: checkpoint, checkpoints, TEXT;
    archive: |bytes| ledger::verify_archive(bytes, &|_, _, _| true).is_ok(), || vec![archive()], (64 << 20, 400);
    inspection: |bytes| ledger::verify_inspection(bytes, &|_, _, _| true).is_ok(), || vec![inspection()], (64 << 20, 400);
    record: record, records, TEXT;
    personal: personal, || vec![minicbor::to_vec(mother()).unwrap_or_default()], TEXT;
    document_seal: document_seal, || texts(&[&seal()]), TEXT;
    scan: scan, || texts(&["=W00001642817500", "=W00001642817507=%6200", "&%00200600103010080020406", "&pT01-R1-S1"]), TEXT;
    astm_line: |bytes| heard(devices::AnalyserProtocol::Astm, bytes), || vec![astm_transfer()], TEXT;
    hl7_line: |bytes| heard(devices::AnalyserProtocol::Hl7, bytes), || vec![[b"\x0b", HL7.as_bytes(), b"\x1c\r"].concat()], TEXT;
    astm_message: |bytes| analyser_message(devices::AnalyserProtocol::Astm, bytes), || texts(&[ASTM]), TEXT;
    hl7_message: |bytes| analyser_message(devices::AnalyserProtocol::Hl7, bytes), || texts(&[HL7]), TEXT;
    scanner_line: scanner_line, || texts(&["\x02=W00001642817500\x03\r\n&pT01-R1-S1\t"]), TEXT;
    printer_status: |bytes| devices::PrinterStatus::read(bytes).is_some(), || texts(&[STATUS]), TEXT;
    donations_file: |bytes| app::read_foreign_file(app::ForeignFile::Donations, bytes).is_ok(), || texts(&[DONATIONS]), TEXT;
    results_file: |bytes| app::read_foreign_file(app::ForeignFile::Results, bytes).is_ok(), || texts(&["din,test,value\nA1,hbsag,reactive\n", "value;note;din;test\n\n x ; y ; A1 ;hbsag\n"]), TEXT;
    controls_file: |bytes| app::read_foreign_file(app::ForeignFile::Controls, bytes).is_ok(), || texts(&["device,test,lot,level,value,measured\nXN-1,wbc,L1,low,3.1,2026-11-01 08:00\n"]), TEXT;
    curve_file: |bytes| app::read_foreign_file(app::ForeignFile::Curve, bytes).is_ok(), || texts(&["Freezer 7\n\ntime (s),chamber (°C),sample (°C)\n0,4.0,4.1\n60,-1.5,2.5\n"]), TEXT;
    sop: |bytes| text(bytes).is_some_and(|text| domain::rules::Sop::parse_drawing(text).is_ok()), sops, (4 << 20, 1_000);
    norm_profile: |bytes| serde_json::from_slice::<domain::rules::NormProfile>(bytes).is_ok(), || texts(&[include_str!("../../assets/norms/template-cn-v5.json")]), TEXT;
    label_template: |bytes| text(bytes).is_some_and(|text| labels::Template::parse_all("bag", text).is_ok()), || texts(&[include_str!("../../assets/labels/bag.json")]), (4 << 20, 1_000);
    picture: |bytes| labels::document::Jpeg::read(bytes.to_vec()).is_some(), || vec![JPEG.to_vec()], TEXT;
    attachment: |bytes| domain::MediaType::of(bytes).is_some(), || vec![JPEG.to_vec(), b"%PDF-1.7".to_vec(), b"time;value\n1;2\n".to_vec()], TEXT;
    key_file: key_file, || texts(&[&keys()]), TEXT;
    backup_manifest: |bytes| store::backup::Manifest::from_bytes(bytes).is_some(), || texts(&[MANIFEST]), TEXT;
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn from_hex(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks_exact(2).filter_map(|pair| std::str::from_utf8(pair).ok());
    pairs.filter_map(|pair| u8::from_str_radix(pair, 16).ok()).collect()
}

/// The golden messages whose names begin so.
fn golden(name: &str) -> Vec<Vec<u8>> {
    let lines = include_str!("../../crates/sync/tests/golden/v1.txt").lines();
    let named = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
    named.filter(|(found, _)| found.starts_with(name)).map(|(_, bytes)| from_hex(bytes)).collect()
}

/// Reads a message out of these bytes as they are before compression: a frame around them always opens.
fn message<T>(bytes: &[u8]) -> bool
where
    T: Encode<()> + for<'b> Decode<'b, ()> + PartialEq + Debug,
{
    decoded::<T>(bytes).is_some()
}

fn decoded<T>(plain: &[u8]) -> Option<T>
where
    T: Encode<()> + for<'b> Decode<'b, ()> + PartialEq + Debug,
{
    let frame = zstd::stream::encode_all(plain, 1).ok()?;
    let read = page::decode::<T>(&frame).ok()?;
    let again = page::encode(&read).map(|frame| page::decode(&frame));
    assert_eq!(again.as_ref(), Ok(&Ok(read)), "written and read again it is something else");
    again.ok()?.ok()
}

fn upload_page(bytes: &[u8]) -> bool {
    let Some(page) = decoded::<UploadPage>(bytes) else { return false };
    let _ = page.verify(ledger::PublicKey::from_bytes([7; 32]));
    let _ = UploadPage::fill(page.bank, page.station, page.entries, page.checkpoints, 1 << 20);
    true
}

fn feed_page(bytes: &[u8]) -> bool {
    let Some(page) = decoded::<FeedPage>(bytes) else { return false };
    let (key, asked) = (ledger::PublicKey::from_bytes([7; 32]), &page.attestation);
    let after = asked.first.saturating_sub(1);
    let _ = page.verify(asked.bank, &key, asked.scope, after);
    true
}

fn refusal(bytes: &[u8]) -> bool {
    let Some(refusal) = decoded::<Refusal>(bytes) else { return false };
    let error = SyncError::refused(refusal);
    let _ = (error.code(), error.params(), error.block(), error.to_string());
    true
}

fn bundle(bytes: impl Read) -> bool {
    let Ok(mut reader) = bundle::Reader::new(bytes) else { return false };
    loop {
        match reader.page() {
            Ok(Some(_)) => {}
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
}

const SECRET: &str = "winter cherry";
const SALT: [u8; 16] = [7; 16];

/// Stretched once, and whatever salt is named: a reader that stretches takes its time on purpose, and tries few files.
fn sealed_bundle(bytes: &[u8]) -> bool {
    static KEY: OnceLock<Option<SealKey>> = OnceLock::new();
    let key = || KEY.get_or_init(|| SealKey::stretch(SECRET, &SALT).ok()).clone().ok_or(SealError::Locked);
    SealReader::with_key(bytes, |_| key()).is_ok_and(bundle)
}

fn sealed_bundles() -> Vec<Vec<u8>> {
    let seal = |bytes: &Vec<u8>| {
        let mut random = [9; 35];
        random.iter_mut().zip(SALT).for_each(|(to, from)| *to = from);
        let mut writer = SealWriter::new(Vec::new(), SECRET, random).ok()?;
        writer.write_all(bytes).ok()?;
        writer.finish().ok()
    };
    golden("bundle").iter().filter_map(seal).collect()
}

/// What stands in headers and questions of the wire, and in records.
fn identifier(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let id = text.parse::<ledger::StationId>();
    if let Ok(id) = &id {
        assert_eq!(id.to_string(), text.to_lowercase(), "one name, two texts");
    }
    assert_eq!(
        text.parse::<domain::StationId>().ok().map(|id| *id.bytes()),
        id.as_ref().ok().map(|id| *id.bytes())
    );
    let part = text.parse::<domain::unit::PartId>();
    assert!(part.is_err() || part.is_ok_and(|part| part.to_string() == text.to_lowercase()));
    id.is_ok() || part.is_ok()
}

/// What an instrument measured or a person typed.
fn number(bytes: &[u8]) -> bool {
    let Some(Ok(read)) = text(bytes).map(str::parse::<domain::Measure>) else { return false };
    assert_eq!(read.to_string().parse::<domain::Measure>(), Ok(read));
    assert!(read.millionths_below() <= read.millionths_above());
    true
}

fn attestation(bytes: &[u8]) -> bool {
    let Some(read) = Attestation::from_bytes(bytes) else { return false };
    assert_eq!(Attestation::from_bytes(&read.to_bytes()), Some(read));
    true
}

fn attestations() -> Vec<Vec<u8>> {
    golden("feed")
        .iter()
        .filter_map(|page| decoded::<FeedPage>(page))
        .map(|page| page.attestation.to_bytes())
        .collect()
}

fn scope_and_mark(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let (scope, mark) = (text.parse::<Scope>(), text.parse::<FeedMark>());
    assert!(scope.as_ref().is_ok_and(|scope| scope.to_string() == text) || scope.is_err());
    assert!(mark.as_ref().is_ok_and(|mark| mark.to_string() == text) || mark.is_err());
    scope.is_ok() || mark.is_ok()
}

fn entry(bytes: &[u8]) -> bool {
    let Ok(read) = ledger::Entry::from_bytes(bytes) else { return false };
    assert_eq!(ledger::Entry::from_bytes(&read.to_bytes()), Ok(read.clone()));
    let _ = (read.header(), read.hash());
    true
}

fn entries() -> Vec<Vec<u8>> {
    sample_page().entries.iter().map(ledger::Entry::to_bytes).collect()
}

fn checkpoint(bytes: &[u8]) -> bool {
    let Ok(read) = ledger::Checkpoint::from_bytes(bytes) else { return false };
    assert_eq!(ledger::Checkpoint::from_bytes(&read.to_bytes()), Ok(read));
    true
}

fn checkpoints() -> Vec<Vec<u8>> {
    sample_page().checkpoints.iter().map(ledger::Checkpoint::to_bytes).collect()
}

#[expect(clippy::expect_used, reason = "the golden page is read by a test of its own")]
fn sample_page() -> UploadPage {
    golden("upload").first().and_then(|page| decoded(page)).expect("the golden page")
}

fn sample_owner() -> (ledger::SigningKey, ledger::Owner) {
    let key = ledger::SigningKey::from_seed(&[1; 32]);
    let page = sample_page();
    let owner = ledger::Owner { bank: page.bank, station: page.station, key: key.public() };
    (key, owner)
}

fn fill<W: std::io::Write>(mut writer: ledger::ArchiveWriter<W>) -> std::io::Result<W> {
    let page = sample_page();
    page.entries.iter().try_for_each(|entry| writer.entry(entry))?;
    page.checkpoints.iter().try_for_each(|checkpoint| writer.checkpoint(checkpoint))?;
    writer.page(b"attested", page.entries.iter())?;
    writer.finish(&sample_owner().0)
}

fn archive() -> Vec<u8> {
    let writer = ledger::ArchiveWriter::new(Vec::new(), &sample_owner().1);
    writer.and_then(fill).unwrap_or_default()
}

fn inspection() -> Vec<u8> {
    let (key, owner) = sample_owner();
    let scope = ledger::Scope { subjects: None, withheld_kinds: Vec::new(), personal: true };
    let mut writer = ledger::InspectionWriter::new(std::io::Cursor::new(Vec::new()));
    let made = writer
        .part("dossier.html", |out| out.write_all(b"<p>A unit</p>"))
        .and_then(|()| {
            writer.part(ledger::LEDGER, |out| {
                ledger::ArchiveWriter::of(out, &owner, scope).and_then(fill).map(|_| ())
            })
        })
        .and_then(|()| writer.finish(&key, &owner, 1_790_000_000_900, None, true));
    made.map(std::io::Cursor::into_inner).unwrap_or_default()
}

/// The first byte chooses the kind, the others are the body.
fn record(bytes: &[u8]) -> bool {
    let Some((chosen, body)) = bytes.split_first() else { return false };
    let Some((kind, version)) = Record::KINDS.get(usize::from(*chosen)) else { return false };
    let _ = domain::routing::route(kind, *version, body);
    let Ok(Some(read)) = Record::decode(kind, *version, body) else { return false };
    assert_eq!(Record::decode(kind, *version, &read.encode()), Ok(Some(read.clone())));
    fold(read);
    true
}

fn fold(record: Record) {
    let donation = domain::DonationId::from_bytes([1; 16]);
    let stamp = Stamp {
        at_ms: 1_790_000_000_000,
        operator: None,
        second: None,
        station: domain::StationId::from_bytes([2; 16]),
        seq: 1,
        site: domain::SiteId::from_bytes([3; 16]),
        body_hash: [4; 32],
    };
    let fact = || [Fact { stamp: stamp.clone(), record: record.clone() }];
    let _ = UnitState::fold(donation, fact());
    let _ = domain::equipment::Equipment::fold(fact());
    let _ = domain::material::Lot::fold(fact());
    let _ = domain::control::ControlSeries::fold(fact());
    let _ = domain::run::Run::fold(fact());
    let _ = domain::stock::StockRules::fold(fact());
    let _ = domain::deviation::Deviation::fold(domain::DeviationId::from_bytes([5; 16]), fact());
    let _ = domain::environment::Room::fold(domain::RoomId::from_bytes([6; 16]), fact());
}

fn records() -> Vec<Vec<u8>> {
    let lines = include_str!("../../crates/domain/tests/golden/records.txt").lines();
    let parts = lines.map(|line| line.split(' ').collect::<Vec<_>>());
    let sample = |parts: Vec<&str>| {
        let [kind, version, body] = parts.as_slice() else { return None };
        let at =
            Record::KINDS.iter().position(|known| known.0 == *kind && known.1.to_string() == *version)?;
        Some([&[u8::try_from(at).ok()?][..], &from_hex(body)].concat())
    };
    parts.filter_map(sample).collect()
}

fn personal(bytes: &[u8]) -> bool {
    use domain::record::{AnalyserText, AttachmentPart, MotherPersonal};
    let [mother, text, part] = [
        minicbor::decode::<MotherPersonal>(bytes).is_ok(),
        minicbor::decode::<AnalyserText>(bytes).is_ok(),
        minicbor::decode::<AttachmentPart>(bytes).is_ok(),
    ];
    mother || text || part
}

fn mother() -> domain::record::MotherPersonal {
    let text = str::to_owned;
    domain::record::MotherPersonal {
        name: text("王五"), identity_document: text("110101"), phone: text("1")
    }
}

fn document_seal(bytes: &[u8]) -> bool {
    let Some(Ok(read)) = text(bytes).map(domain::DocumentSeal::parse) else { return false };
    let one = text(bytes).map(|text| text.trim().to_ascii_uppercase());
    assert_eq!(Some(read.to_string()), one, "one seal, two texts");
    true
}

fn seal() -> String {
    let seal = domain::DocumentSeal {
        document: domain::DocumentKind::ALL[0],
        digest: "0a".repeat(32),
        station: domain::StationId::from_bytes([0xab; 16]),
        seq: 4711,
        hash: "0123456789abcdef".to_owned(),
    };
    seal.to_string()
}

fn scan(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let answer = isbt128::parse_scan(text);
    assert_eq!(isbt128::exercise::verify(text, &answer), Ok(()));
    answer.is_ok()
}

fn astm_transfer() -> Vec<u8> {
    let frame = [b"1", ASTM.as_bytes(), b"\x03"].concat();
    let sum = frame.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
    [b"\x05\x02", frame.as_slice(), format!("{sum:02X}\r\n\x04").as_bytes()].concat()
}

/// The bytes at once, and again in pieces: a line is cut wherever it pleases.
fn heard(protocol: devices::AnalyserProtocol, bytes: &[u8]) -> bool {
    let listen = |pieces: &mut dyn Iterator<Item = &[u8]>| {
        let (mut link, mut all) = (devices::Link::new(protocol), Vec::new());
        let mut hear = |heard| {
            all.push(heard);
            devices::Verdict::Kept
        };
        let back: Vec<u8> = pieces.flat_map(|piece| link.push(piece, &mut hear)).collect();
        link.timed_out(&mut hear);
        (all, back)
    };
    let whole = listen(&mut std::iter::once(bytes));
    assert_eq!(listen(&mut bytes.chunks(7)), whole, "cut otherwise it is something else");
    whole.0.iter().any(|heard| matches!(heard, devices::Heard::Message(_)))
}

fn analyser_message(protocol: devices::AnalyserProtocol, bytes: &[u8]) -> bool {
    let _ = devices::message_lines(protocol, bytes, devices::PatientRecords::LeftOut);
    app::read_foreign_message(protocol, bytes).is_some()
}

fn scanner_line(bytes: &[u8]) -> bool {
    let mut frames = devices::Frames::default();
    let codes = frames.push(bytes);
    let _ = frames.end();
    !codes.is_empty()
}

fn sops() -> Vec<Vec<u8>> {
    texts(&[include_str!("../../assets/sops/processing-hes-v1.json")])
}

/// Made once: the passphrase is stretched on purpose.
fn keys() -> String {
    static KEYS: OnceLock<String> = OnceLock::new();
    let made = || {
        let key = store::DatabaseKey::from_bytes([7; 32]);
        let wrap = store::Wrap::seal(&key, SECRET, [5; 40]).ok()?;
        let keyring = Some(store::Remembered { item: "station".to_owned(), wrap: wrap.clone() });
        let keys =
            store::KeyFile { version: 2, passphrase: wrap.clone(), recovery: wrap, demo: false, keyring };
        serde_json::to_string_pretty(&keys).ok()
    };
    KEYS.get_or_init(|| made().unwrap_or_default()).clone()
}

fn key_file(bytes: &[u8]) -> bool {
    let Ok(read) = store::KeyFile::from_bytes(bytes) else { return false };
    let again = serde_json::to_vec(&read).unwrap_or_default();
    assert_eq!(store::KeyFile::from_bytes(&again).ok(), Some(read));
    true
}
