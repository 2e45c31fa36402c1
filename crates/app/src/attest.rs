//! The centre's word for pages of other stations' entries, as station and exported files keep it.

use store::ledger::{Hash, PublicKey};
use sync::Attestation;

/// How a zstd frame begins.
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Whether the centre signed that these entries stand in its feed.
pub(crate) fn attests(centre: Option<PublicKey>, attestation: &[u8], hashes: &[Hash]) -> bool {
    let Some(attestation) = read(attestation) else { return false };
    centre.is_some_and(|centre| attestation.is_signed_by(&centre))
        && attestation.digest == Attestation::digest(hashes.iter().copied())
}

/// As the wire and the station's file have it: compressed. As inspection files have it: plain.
fn read(bytes: &[u8]) -> Option<Attestation> {
    if bytes.starts_with(&ZSTD_MAGIC) {
        sync::page::decode(bytes).ok()
    } else {
        Attestation::from_bytes(bytes)
    }
}

/// A stored attestation, readable without a decompressor.
pub(crate) fn plain(stored: &[u8]) -> Option<Vec<u8>> {
    Some(read(stored)?.to_bytes())
}
