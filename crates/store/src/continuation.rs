//! A station that was restored from a backup: its former chain ends, and a new one says what it continues.

use crate::open::Chain;
use crate::{Store, StoreError};
use domain::Record;
use ledger::{Hash, PublicKey, SigningKey, StationId};
use rusqlite::OptionalExtension as _;

/// What belongs to an identity and ends with it. Printers, the centre's key and the clock go on.
const OF_IDENTITY: &[&str] = &["bank", "station", "site", "signing_seed"];

/// The chain that a restored file brought along.
pub struct EndedChain {
    /// Who the station was.
    pub identity: crate::Identity,
    /// Its last entry here; the station may have recorded more after the backup.
    pub seq: u64,
    /// That entry's hash.
    pub hash: Hash,
    /// Its key, to sign over to the new one. It signs nothing else any more and is not kept.
    pub key: SigningKey,
}

/// A chain that this station continues, directly or through others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContinuedChain {
    /// Whose.
    pub station: StationId,
    /// Its key.
    pub key: PublicKey,
    /// Its last entry in the backup.
    pub seq: u64,
    /// That entry's hash.
    pub hash: Hash,
    /// The old key's signature over the handing over.
    pub signature: Vec<u8>,
    /// The station that continued it.
    pub by: StationId,
}

impl Store {
    /// Ends this station's identity: the chain stays as another station's, its key is forgotten, and so are these
    /// settings. The file is to be given a new chain before it is used.
    ///
    /// # Errors
    /// There is no chain; a fault of the file.
    pub fn end_chain(&mut self, settings: &[&str]) -> Result<EndedChain, StoreError> {
        let transaction = self.connection.transaction()?;
        for name in OF_IDENTITY.iter().chain(settings) {
            transaction.execute("DELETE FROM setting WHERE name = ?1", [name])?;
        }
        if self.chain.is_none() {
            return Err(StoreError::NoChain);
        }
        crate::print::doubt_unended(&transaction)?;
        transaction.commit()?;
        let Chain { head, key } = self.chain.take().ok_or(StoreError::NoChain)?;
        let identity = crate::Identity { bank: head.bank, station: head.station, site: head.site };
        Ok(EndedChain { identity, seq: head.seq, hash: head.hash, key })
    }

    /// The chains that this one continues, the latest first. A continuation is the first entry of its chain.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn continued_chains(&self) -> Result<Vec<ContinuedChain>, StoreError> {
        let mut found: Vec<ContinuedChain> = Vec::new();
        let Some(identity) = self.identity() else { return Ok(found) };
        let mut station = identity.station;
        while let Some(chain) = self.continued_by(station)? {
            // No chain continues itself; a forged file could say so.
            if chain.station == identity.station || found.iter().any(|known| known.station == chain.station) {
                return Err(StoreError::Inconsistent { table: "entry", column: "body" });
            }
            station = chain.station;
            found.push(chain);
        }
        Ok(found)
    }

    fn continued_by(&self, by: StationId) -> Result<Option<ContinuedChain>, StoreError> {
        let wrong = || StoreError::Inconsistent { table: "entry", column: "body" };
        let mut statement = self.connection.prepare_cached(
            "SELECT header, body, personal FROM entry WHERE station = ?1 AND seq = 1 AND kind = 'station.continued'",
        )?;
        let Some(entry) = statement.query_row([by.bytes()], crate::row::entry).optional()? else {
            return Ok(None);
        };
        let header = entry.header()?;
        let record = Record::decode(&header.kind, header.kind_version, entry.body()).map_err(|_| wrong())?;
        let Some(Record::StationContinued(record)) = record else { return Ok(None) };
        let bytes =
            |text: &str| unhex(text).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).ok_or_else(wrong);
        Ok(Some(ContinuedChain {
            station: StationId::from_bytes(*record.former.bytes()),
            key: PublicKey::from_bytes(bytes(&record.former_key)?),
            seq: record.seq,
            hash: Hash::from_bytes(bytes(&record.hash)?),
            signature: unhex(&record.signature).ok_or_else(wrong)?,
            by,
        }))
    }
}

pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    // What reads a number takes a sign before it, and one digit alone.
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let pairs = text.as_bytes().chunks_exact(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::unhex;

    #[test]
    fn pairs_of_hexadecimal_digits_are_read_and_nothing_else() {
        assert_eq!(unhex("0aFf"), Some(vec![10, 255]));
        for bad in ["0", "0af", "+a", "0a+f", "é", "0x"] {
            assert_eq!(unhex(bad), None, "{bad}");
        }
    }
}
