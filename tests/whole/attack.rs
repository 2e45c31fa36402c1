//! Attacks on exported files: every mutation is found by the product and by the second verifier, and both name the same
//! place. Some mutations make good again what surrounds the log, some even with the station's own key.

mod bundle;
mod mutate;

use bundle::Bundle;
use mutate::mutate;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use store::ledger::{ArchiveFault, InspectionFault, PublicKey};

/// A short run belongs to every test run; `make attack` sets 100,000.
fn rounds() -> usize {
    std::env::var("CORDKEEP_ATTACK_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(3_000)
}

pub fn verifier() -> Command {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("verifier/verify.py");
    let mut command = Command::new("python3");
    command.arg("-B").arg(script);
    command
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The product's verdict in the words of the second verifier.
pub fn verdict(file: &[u8], key: &PublicKey) -> String {
    let fault = match app::verify_file(file) {
        Ok(verified) if verified.archive.owner.key == *key => return "good".to_owned(),
        Ok(_) => return "bad key".to_owned(),
        Err(fault) => fault,
    };
    match fault {
        InspectionFault::Archive(ArchiveFault::Entry(found)) => {
            format!("bad entry {} {}", found.station, found.seq)
        }
        InspectionFault::Archive(ArchiveFault::Frame(next)) => format!("bad frame {next}"),
        InspectionFault::Archive(_) => "bad container magic".to_owned(),
        InspectionFault::Container(what) => format!("bad container {what}").trim_end().to_owned(),
        InspectionFault::Part(name) => format!("bad part {name}"),
        InspectionFault::Manifest(_) => "bad manifest".to_owned(),
        InspectionFault::Signature => "bad signature".to_owned(),
        InspectionFault::Io(error) => panic!("memory can be read: {error}"),
    }
}

// requirement: 11.10(a)
#[test]
fn every_mutation_of_an_exported_file_is_found_by_both_verifiers_at_the_same_place() {
    let bundle = Bundle::new();
    let key = bundle.station.key.public();
    let mut child = verifier()
        .args(["--key", &hex(key.bytes()), "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let answers = BufReader::new(child.stdout.take().unwrap());
    let answers = std::thread::spawn(move || answers.lines().collect::<Result<Vec<_>, _>>().unwrap());
    let mut questions = child.stdin.take().unwrap();
    let mut ask = |file: &[u8]| {
        questions.write_all(&u32::try_from(file.len()).unwrap().to_be_bytes()).unwrap();
        questions.write_all(file).unwrap();
    };

    let mut asked: Vec<(&str, String)> = Vec::new();
    for good in [&bundle.inspection, &bundle.archive] {
        assert_eq!(verdict(good, &key), "good");
        ask(good);
        asked.push(("untouched", "good".to_owned()));
    }
    let mut dice = ChaCha20Rng::seed_from_u64(20_261_121);
    let mut missed = Vec::new();
    while asked.len() < rounds() + 2 {
        let Some((how, file)) = mutate(&bundle, &mut dice) else { continue };
        let said = verdict(&file, &key);
        if said == "good" {
            missed.push(format!("{how} in round {}", asked.len()));
        }
        ask(&file);
        asked.push((how, said));
    }
    drop(questions);
    let answers = answers.join().unwrap();
    assert!(child.wait().unwrap().success());

    assert_eq!(missed, [""; 0], "not found by the product");
    assert_eq!(answers.len(), asked.len());
    let mut table: BTreeMap<&str, usize> = BTreeMap::new();
    for (round, ((how, said), answer)) in asked.iter().zip(&answers).enumerate() {
        assert_eq!(answer.trim_end(), said, "{how} in round {round}");
        *table.entry(how).or_default() += 1;
    }
    println!("{} mutations, all found by both verifiers: {table:#?}", asked.len() - 2);
}
