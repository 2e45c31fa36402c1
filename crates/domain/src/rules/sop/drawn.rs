//! The texts of versions that the bank drew, put together from their records.

use crate::Record;
use crate::record::SopPieceDrawn;
use crate::unit::{Stamp, Stamped};
use sha2::{Digest as _, Sha256};

/// A version as the bank drew it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SopText {
    /// The whole text, JSON.
    pub content: String,
    /// SHA-256 of the text, hexadecimal.
    pub digest: String,
    /// SHA-256 of the text that the person began with, hexadecimal; empty for a new one.
    pub based_on: String,
    /// Why.
    pub reason: String,
}

fn digest(text: &str) -> String {
    crate::hex(&Sha256::digest(text))
}

/// What was drawn, in the order of the records, which come in display order. A text of which a piece is missing, or
/// whose pieces make something else than they say, is not there.
#[must_use]
pub fn drawn_texts(records: &[Stamped<Record>]) -> Vec<Stamped<SopText>> {
    let mut found: Vec<Stamped<SopText>> = Vec::new();
    for Stamped { stamp, record } in records {
        let text = match record {
            Record::SopDrawn(drawn) => Some(SopText {
                content: drawn.content.clone(),
                digest: digest(&drawn.content),
                based_on: drawn.based_on.clone(),
                reason: drawn.reason.clone(),
            }),
            Record::SopPieceDrawn(first) if first.piece == 0 => whole(records, stamp, first),
            _ => None,
        };
        found.extend(text.map(|record| Stamped { stamp: stamp.clone(), record }));
    }
    found
}

/// The text whose first piece this is; its other pieces are of the same station.
fn whole(records: &[Stamped<Record>], stamp: &Stamp, first: &SopPieceDrawn) -> Option<SopText> {
    let piece = |number: u32| {
        records.iter().find_map(|Stamped { stamp: other, record }| match record {
            Record::SopPieceDrawn(piece)
                if other.station == stamp.station
                    && piece.digest == first.digest
                    && piece.pieces == first.pieces
                    && piece.piece == number =>
            {
                Some(piece.content.as_str())
            }
            _ => None,
        })
    };
    // Nobody writes so many: a record that says otherwise is no reason to look for long.
    let count = Some(first.pieces).filter(|count| *count <= 16)?;
    let content: String = (0..count).map(piece).collect::<Option<String>>()?;
    (digest(&content) == first.digest).then(|| SopText {
        content,
        digest: first.digest.clone(),
        based_on: first.based_on.clone(),
        reason: first.reason.clone(),
    })
}
