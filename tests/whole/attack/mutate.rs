//! The mutations. Each answers with its name and another file than the good one, or with nothing where it changed nothing.

use super::bundle::{Bundle, Chain};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::Rng as _;
use store::ledger::{Digest, Entry, Hash, MAGIC, Owner, SigningKey};

const SEAL: &str = "cordkeep.archive.v1";
const END: u8 = 9;
/// Tags of entries, whole or by header, own or others'.
const ENTRIES: [u8; 4] = [2, 6, 7, 8];

type Mutated = Option<(&'static str, Vec<u8>)>;
type Items = Vec<(u8, Vec<u8>)>;

fn below(dice: &mut ChaCha20Rng, end: usize) -> usize {
    usize::try_from(dice.next_u64() % u64::try_from(end.max(1)).unwrap()).unwrap()
}

/// One mutation by the dice.
pub fn mutate(bundle: &Bundle, dice: &mut ChaCha20Rng) -> Mutated {
    let good = if dice.next_u32().is_multiple_of(4) { &bundle.archive } else { &bundle.inspection };
    let (how, bad) = match dice.next_u32() % 100 {
        0..=54 => bytes(good, dice),
        55..=74 => items(bundle, Seal::Stale, dice),
        75..=89 => items(bundle, Seal::Station, dice),
        90..=97 => rechained(bundle, dice),
        _ => resigned(bundle, dice),
    };
    (bad != bundle.archive && bad != bundle.inspection).then_some((how, bad))
}

/// Bytes anywhere in the file.
fn bytes(good: &[u8], dice: &mut ChaCha20Rng) -> (&'static str, Vec<u8>) {
    let mut bad = good.to_vec();
    let at = below(dice, bad.len());
    let end = (at + 1 + below(dice, 64)).min(bad.len());
    let how = match dice.next_u32() % 7 {
        0 | 1 => {
            bad[at] ^= 1 << (dice.next_u32() % 8);
            "bytes: flip"
        }
        2 => {
            bad.drain(at..end);
            "bytes: delete"
        }
        3 => {
            let fresh: Vec<u8> = (at..end).map(|_| dice.next_u32().to_le_bytes()[0]).collect();
            bad.splice(at..at, fresh);
            "bytes: insert"
        }
        4 => {
            let other = below(dice, bad.len());
            let length = (end - at).min(bad.len() - other).min(at.abs_diff(other));
            for offset in 0..length {
                bad.swap(at + offset, other + offset);
            }
            "bytes: swap"
        }
        5 => {
            let copy = bad[at..end].to_vec();
            let to = below(dice, bad.len() + 1);
            bad.splice(to..to, copy);
            "bytes: replay"
        }
        _ => {
            bad.truncate(at);
            "bytes: truncate"
        }
    };
    (how, bad)
}

/// Who makes good again what surrounds the entries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seal {
    /// Nobody: the old seal stays.
    Stale,
    /// The station's own key, as if the export itself lied.
    Station,
}

fn parse(archive: &[u8]) -> Items {
    let (mut at, mut items) = (MAGIC.len(), Vec::new());
    while at < archive.len() {
        let length =
            usize::try_from(u32::from_be_bytes(archive[at + 1..at + 5].try_into().unwrap())).unwrap();
        items.push((archive[at], archive[at + 5..at + 5 + length].to_vec()));
        at += 5 + length;
    }
    items
}

fn join(magic: &[u8], items: &Items, signer: Option<&SigningKey>) -> Vec<u8> {
    let mut out = magic.to_vec();
    for (tag, item) in items {
        if let (END, Some(signer)) = (*tag, signer) {
            let mut digest = Digest::new(SEAL);
            digest.update(&out);
            let seal = signer.sign(SEAL, digest.finish().bytes());
            out.extend([&[END][..], &64u32.to_be_bytes(), &seal].concat());
        } else {
            out.push(*tag);
            out.extend(u32::try_from(item.len()).unwrap().to_be_bytes());
            out.extend(item);
        }
    }
    out
}

/// Whole items of the log. With the station's own seal only entries: with its key anyone may leave out a checkpoint.
fn items(bundle: &Bundle, seal: Seal, dice: &mut ChaCha20Rng) -> (&'static str, Vec<u8>) {
    let station = &bundle.station;
    let good = bundle.chosen(station, &station.key);
    let mut items = parse(&good);
    let any = |dice: &mut ChaCha20Rng| loop {
        let at = below(dice, items.len());
        if seal == Seal::Stale || ENTRIES.contains(&items[at].0) {
            return at;
        }
    };
    let (one, other) = (any(dice), any(dice));
    let stale = seal == Seal::Stale;
    let how = match dice.next_u32() % 5 {
        0 => {
            items.remove(one);
            if stale { "items: delete" } else { "sealed entries: delete" }
        }
        1 => {
            items.swap(one, other);
            if stale { "items: swap" } else { "sealed entries: swap" }
        }
        2 => {
            let copy = items[one].clone();
            items.insert(other, copy);
            if stale { "items: replay" } else { "sealed entries: replay" }
        }
        3 if !stale && [2, 6].contains(&items[one].0) => {
            let (tag, item) = &mut items[one];
            let entry = Entry::from_bytes(&item[32..]).unwrap();
            *item = [&item[..32], entry.header_bytes()].concat();
            *tag = if *tag == 2 { 7 } else { 8 };
            "sealed entries: withhold"
        }
        3 if stale => {
            let end = items.pop().unwrap();
            items.truncate(one);
            items.push(end);
            "items: truncate"
        }
        _ => {
            let at = below(dice, items[one].1.len());
            items[one].1[at] ^= 1 << (dice.next_u32() % 8);
            if stale { "items: flip" } else { "sealed entries: flip" }
        }
    };
    let ledger = join(&good[..MAGIC.len()], &items, (!stale).then_some(&station.key));
    // The list fits in both cases, under a signature that fits only with the station's key.
    let stranger = SigningKey::from_seed(&[0x66; 32]);
    let signer = if stale { &stranger } else { &station.key };
    (how, bundle.wrap(&ledger, signer, &station.owner()))
}

/// One body is another, and every hash after it fits again. The checkpoints are signed by another key, or stay.
fn rechained(bundle: &Bundle, dice: &mut ChaCha20Rng) -> (&'static str, Vec<u8>) {
    let stranger = SigningKey::from_seed(&[0x66; 32]);
    let chain = forged(&bundle.station, dice);
    let good = bundle.chosen(&bundle.station, &bundle.station.key);
    let mut items = parse(&bundle.chosen(&chain, &stranger));
    let old = parse(&good);
    // The station's own name and key stay; with a seal that is the station's, too, only the chain can tell.
    items[0] = old[0].clone();
    let resign = dice.next_u32().is_multiple_of(2);
    if !resign {
        for (item, old) in items.iter_mut().zip(&old).filter(|(item, _)| item.0 == 3) {
            item.1.clone_from(&old.1);
        }
    }
    let sealed = dice.next_u32().is_multiple_of(2);
    let signer = if sealed { &bundle.station.key } else { &stranger };
    let ledger = join(&good[..MAGIC.len()], &items, Some(signer));
    let how = if resign { "re-chained: checkpoints by another key" } else { "re-chained: old checkpoints" };
    (how, bundle.wrap(&ledger, signer, &bundle.station.owner()))
}

/// A whole other ledger in the station's name, good in itself under another key.
fn resigned(bundle: &Bundle, dice: &mut ChaCha20Rng) -> (&'static str, Vec<u8>) {
    let seed = dice.next_u32().to_le_bytes()[0] | 0x80;
    let stranger = SigningKey::from_seed(&[seed; 32]);
    let chain = forged(&bundle.station, dice);
    let ledger = bundle.chosen(&chain, &stranger);
    let owner = Owner { key: stranger.public(), ..chain.owner() };
    ("all signed again by another key", bundle.wrap(&ledger, &stranger, &owner))
}

/// The chain with one body changed and every later hash made to fit.
fn forged(station: &Chain, dice: &mut ChaCha20Rng) -> Chain {
    let changed = below(dice, station.entries.len());
    let mut previous = Hash::ZERO;
    let mut entries = Vec::new();
    for (index, entry) in station.entries.iter().enumerate() {
        let mut header = entry.header().unwrap();
        let mut body = entry.body().to_vec();
        if index == changed {
            let at = below(dice, body.len());
            body[at] ^= 1 << (dice.next_u32() % 8);
        }
        header.previous = previous;
        header.body_hash = Entry::body_hash(&body);
        let entry = Entry::from_parts(minicbor::to_vec(&header).unwrap(), body, entry.personal().cloned());
        previous = entry.hash();
        entries.push(entry);
    }
    let head = store::ledger::ChainHead { hash: previous, ..station.head.clone() };
    Chain { key: SigningKey::from_seed(&[0x66; 32]), entries, head }
}
