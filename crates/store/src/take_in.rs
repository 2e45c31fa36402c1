//! The first read of a bank's feeds. A new station writes down what comes page by page, as ever, but makes the projections once,
//! when all of it is there: with every page it would fold anew whatever the page says something of, and the history of a unit is
//! spread over weeks of a feed.
//!
//! From [`Store::begin_taking_in`] until [`Store::fold_some`] is done, projections lag behind the log, and nobody may work by
//! them. That is in the file, in the same transaction as what it is true of, so that a station that is killed goes on where it
//! was. Who the bank, its sites and stations are is projected with every page all the same: files are proven by it.
//! Not here: who is kept from working, and when all is there.

use crate::{Store, StoreError, project};
use domain::SubjectKind;
use rusqlite::{Connection, OptionalExtension as _};

/// There as long as projections lag behind: the last subject whose projections are up to date, empty before the first.
const FOLDED: &str = "taking_in";

/// What a first read is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakingIn {
    /// Entries come in.
    Reading,
    /// Some of the projections are made: what is missing comes to the end without anybody being asked.
    Folding,
}

/// How many subjects the log tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Folded {
    /// Whose projections are up to date.
    pub done: u64,
    /// All of them.
    pub all: u64,
}

/// The last subject whose projections are up to date, where those of others lag behind.
pub(crate) fn folded(connection: &Connection) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    Ok(statement.query_row([FOLDED], |row| row.get(0)).optional()?)
}

impl Store {
    /// From now on what comes in is written down alone, without its projections, but for subjects that are folded already.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn begin_taking_in(&mut self) -> Result<(), StoreError> {
        self.set_setting(FOLDED, &[])
    }

    /// What a first read is at; none where projections do not lag behind.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn taking_in(&self) -> Result<Option<TakingIn>, StoreError> {
        let begun = |last: Vec<u8>| if last.is_empty() { TakingIn::Reading } else { TakingIn::Folding };
        Ok(folded(&self.connection)?.map(begun))
    }

    /// Brings the projections of the next subjects up to date, and answers how many there were. None means that all is done: from
    /// then on every page has its projections again.
    ///
    /// # Errors
    /// A fault of the file; nothing changes then.
    pub fn fold_some(&mut self, most: u32) -> Result<usize, StoreError> {
        self.file.require()?;
        self.without_waiting(|store| store.fold_next(most))
    }

    fn fold_next(&mut self, most: u32) -> Result<usize, StoreError> {
        let transaction = self.connection.transaction()?;
        let Some(after) = folded(&transaction)? else { return Ok(0) };
        let subjects = behind(&transaction, &after, most)?;
        let mut touched = project::Touched::default();
        for subject in &subjects {
            for kind in kinds(&transaction, subject)? {
                touched.add(kind, *subject);
            }
        }
        project::refresh(&transaction, &touched)?;
        match subjects.last() {
            Some(last) => transaction
                .prepare_cached("UPDATE setting SET value = ?2 WHERE name = ?1")?
                .execute((FOLDED, last))?,
            None => transaction.execute("DELETE FROM setting WHERE name = ?1", [FOLDED])?,
        };
        transaction.commit()?;
        self.recent.forget();
        Ok(subjects.len())
    }

    /// Writes what can be had again without waiting for the disk: where the power fails, the file goes back to an earlier commit, and
    /// is read or folded on from there. The next commit of anything else makes it durable.
    pub(crate) fn without_waiting<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.relaxed = true;
        self.connection.pragma_update(None, "synchronous", "NORMAL")?;
        let done = work(self);
        self.wait_again()?;
        done
    }

    /// Lets every commit wait for the disk from now on, whatever became of what did not.
    pub(crate) fn wait_again(&mut self) -> Result<(), StoreError> {
        if self.relaxed {
            self.connection.pragma_update(None, "synchronous", "FULL")?;
            self.relaxed = false;
        }
        Ok(())
    }

    /// How far [`Store::fold_some`] has come. Counts, so not to be asked with every step.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn count_folded(&self) -> Result<Folded, StoreError> {
        let after = folded(&self.connection)?.unwrap_or_default();
        // Counted along the index: a set of all subjects of a large bank takes far longer.
        let behind = |after: &[u8]| {
            self.connection.query_row(
                "SELECT count(*) FROM (SELECT DISTINCT subject FROM entry WHERE subject > ?1)",
                [after],
                |row| row.get::<_, u64>(0),
            )
        };
        let all = behind(&[])?;
        Ok(Folded { done: all - if after.is_empty() { all } else { behind(&after)? }, all })
    }
}

fn behind(connection: &Connection, after: &[u8], most: u32) -> Result<Vec<[u8; 16]>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT DISTINCT subject FROM entry WHERE subject > ?1 ORDER BY subject LIMIT ?2")?;
    let subjects = statement.query_map((after, most), |row| row.get(0))?;
    Ok(subjects.collect::<Result<_, _>>()?)
}

fn kinds(connection: &Connection, subject: &[u8; 16]) -> Result<Vec<SubjectKind>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT subject_kind FROM entry WHERE subject = ?1")?;
    let kinds = statement.query_map([subject], |row| row.get::<_, String>(0))?;
    // A kind that this build does not know has no projection.
    Ok(kinds.collect::<Result<Vec<_>, _>>()?.iter().filter_map(|kind| SubjectKind::parse(kind)).collect())
}
