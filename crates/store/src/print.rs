//! Jobs for this station's printers. A job is written in the transaction of the record that orders it, and its state is
//! on disk before a byte leaves: whatever happens, nothing is lost and nothing is sent twice without somebody's word.

mod issued;

pub use issued::IssuedRow;

use crate::{Appended, EntryPosition, NewRecord, Store, StoreError};
use domain::{DonationId, PersonId, StationId};
use ledger::ClockEvidence;
use rusqlite::{Connection, OptionalExtension as _, Row};

/// Ended jobs that are kept to be looked at.
const ENDED_KEPT: u32 = 500;

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Nothing of it has been sent.
    Waiting = 0,
    /// Being sent.
    Sending = 1,
    /// The printer took all of it.
    Done = 2,
    /// It could not be sent; nothing of it was.
    Failed = 3,
    /// Part of it, or all, may be on paper: somebody has to look.
    Uncertain = 4,
    /// Called off; nothing of it was sent, or nothing came out.
    Cancelled = 5,
}

impl JobState {
    fn from_number(number: i64) -> Self {
        let all = [Self::Waiting, Self::Sending, Self::Done, Self::Failed, Self::Uncertain, Self::Cancelled];
        // A number of a later version: somebody has to look.
        all.into_iter().find(|state| *state as i64 == number).unwrap_or(Self::Uncertain)
    }

    const fn is_ended(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled)
    }
}

/// A job to be written.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Name of the printer.
    pub printer: String,
    /// Name of the job, also that of its file.
    pub name: String,
    /// What is sent.
    pub bytes: Vec<u8>,
    /// SHA-256 of it, hexadecimal.
    pub digest: String,
    /// Labels or pages in it.
    pub labels: u32,
    /// The unit whose labels they are, and which print of it.
    pub of: Option<(DonationId, u32)>,
    /// Who ordered it.
    pub ordered_by: Option<PersonId>,
    /// When, ms since 1970 UTC.
    pub created_ms: i64,
}

/// A job as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRow {
    /// Number, ascending in the order of the orders.
    pub job: i64,
    /// Name of the printer.
    pub printer: String,
    /// Name of the job.
    pub name: String,
    /// SHA-256 of what is sent.
    pub digest: String,
    /// Labels or pages in it.
    pub labels: u32,
    /// The unit whose labels they are, and which print of it.
    pub of: Option<(DonationId, u32)>,
    /// Who ordered it.
    pub ordered_by: Option<PersonId>,
    /// Where it stands.
    pub state: JobState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was ordered, ms.
    pub created_ms: i64,
    /// When its state changed last, ms.
    pub changed_ms: i64,
    /// Where it went.
    pub destination: Option<String>,
    /// The last problem as JSON.
    pub problem: Option<String>,
    /// Where the record stands that ordered it: writer and place of its chain. None for jobs of old and test pages.
    pub ordered_at: Option<(StationId, u64)>,
}

/// How sending ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobEnd {
    /// The printer took it; where it went.
    Done(String),
    /// Nothing was sent; the problem as JSON.
    Failed(String),
    /// Something may have been; the problem as JSON.
    Uncertain(String),
    /// Called off.
    Cancelled,
}

const COLUMNS: &str =
    "job, printer, name, digest, labels, donation, copy, ordered_by, state, attempts, created_ms,
                       changed_ms, destination, problem, order_station, order_seq";

fn read(row: &Row<'_>) -> rusqlite::Result<JobRow> {
    let donation: Option<[u8; 16]> = row.get(5)?;
    let copy: Option<u32> = row.get(6)?;
    let person: Option<[u8; 16]> = row.get(7)?;
    let (station, seq): (Option<[u8; 16]>, Option<u64>) = (row.get(14)?, row.get(15)?);
    Ok(JobRow {
        job: row.get(0)?,
        printer: row.get(1)?,
        name: row.get(2)?,
        digest: row.get(3)?,
        labels: row.get(4)?,
        of: donation.map(DonationId::from_bytes).zip(copy),
        ordered_by: person.map(PersonId::from_bytes),
        state: JobState::from_number(row.get(8)?),
        attempts: row.get(9)?,
        created_ms: row.get(10)?,
        changed_ms: row.get(11)?,
        destination: row.get(12)?,
        problem: row.get(13)?,
        ordered_at: station.map(StationId::from_bytes).zip(seq),
    })
}

fn insert(
    connection: &Connection,
    job: &NewJob,
    ordered_at: Option<&EntryPosition>,
) -> Result<i64, StoreError> {
    connection.execute(
        "INSERT INTO print_job (printer, name, bytes, digest, labels, donation, copy, ordered_by, state, attempts,
                                created_ms, changed_ms, order_station, order_seq)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0, ?9, ?9, ?10, ?11)",
        rusqlite::params![
            job.printer,
            job.name,
            job.bytes,
            job.digest,
            job.labels,
            job.of.as_ref().map(|(donation, _)| *donation.bytes()),
            job.of.as_ref().map(|(_, copy)| *copy),
            job.ordered_by.map(|person| *person.bytes()),
            job.created_ms,
            ordered_at.map(|at| *at.station.bytes()),
            ordered_at.map(|at| at.seq),
        ],
    )?;
    Ok(connection.last_insert_rowid())
}

impl Store {
    /// Records what orders a print, and the job, in one transaction: both, durably, or neither.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn append_with_job(
        &mut self,
        records: Vec<NewRecord>,
        clock: ClockEvidence,
        rule_set: u32,
        job: &NewJob,
    ) -> Result<(Appended, i64), StoreError> {
        let records = records.into_iter().map(|record| (record, clock)).collect();
        self.append_and(records, rule_set, |transaction, position| insert(transaction, job, Some(position)))
    }

    /// As [`Store::append_with_job`], with a job that says where its record stands. What making it refuses undoes the
    /// record too.
    ///
    /// # Errors
    /// As [`Store::append`], and what `make` answers.
    pub fn append_then_job<E: From<StoreError>>(
        &mut self,
        records: Vec<NewRecord>,
        clock: ClockEvidence,
        rule_set: u32,
        make: impl FnOnce(&EntryPosition) -> Result<NewJob, E>,
    ) -> Result<(EntryPosition, i64), E> {
        let records = records.into_iter().map(|record| (record, clock)).collect();
        let appended = self.append_and(records, rule_set, |transaction, position| {
            let job = make(position)?;
            Ok::<_, E>((position.clone(), insert(transaction, &job, Some(position))?))
        });
        appended.map(|(_, made)| made)
    }

    /// Writes a job that no record orders, such as a test page.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn add_job(&mut self, job: &NewJob) -> Result<i64, StoreError> {
        insert(&self.connection, job, None)
    }

    /// Takes the first waiting job of a printer: from here on it counts as being sent.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn take_job(&mut self, printer: &str, now_ms: i64) -> Result<Option<(JobRow, Vec<u8>)>, StoreError> {
        let transaction = self.connection.transaction()?;
        let found = transaction
            .query_row(
                &format!("SELECT {COLUMNS}, bytes FROM print_job WHERE state = 0 AND printer = ?1 ORDER BY job LIMIT 1"),
                [printer],
                |row| Ok((read(row)?, row.get::<_, Vec<u8>>(16)?)),
            )
            .optional()?;
        if let Some((row, _)) = &found {
            transaction.execute(
                "UPDATE print_job SET state = 1, attempts = attempts + 1, changed_ms = ?2 WHERE job = ?1",
                (row.job, now_ms),
            )?;
        }
        transaction.commit()?;
        Ok(found)
    }

    /// Printers with a job that waits.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn waiting_printers(&self) -> Result<Vec<String>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT DISTINCT printer FROM print_job WHERE state = 0")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Writes down how a job ended. What was to be sent is forgotten once it is done or called off, and so are the
    /// oldest ended jobs.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn end_job(&mut self, job: i64, end: &JobEnd, now_ms: i64) -> Result<(), StoreError> {
        let (state, destination, problem) = match end {
            JobEnd::Done(destination) => (JobState::Done, Some(destination), None),
            JobEnd::Failed(problem) => (JobState::Failed, None, Some(problem)),
            JobEnd::Uncertain(problem) => (JobState::Uncertain, None, Some(problem)),
            JobEnd::Cancelled => (JobState::Cancelled, None, None),
        };
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "UPDATE print_job SET state = ?2, destination = coalesce(?3, destination), problem = coalesce(?4, problem),
                    changed_ms = ?5
             WHERE job = ?1",
            (job, state as i64, destination, problem, now_ms),
        )?;
        if state.is_ended() {
            transaction.execute("UPDATE print_job SET bytes = x'' WHERE job = ?1", [job])?;
            transaction.execute(
                "DELETE FROM print_job WHERE state IN (2, 5) AND job NOT IN
                   (SELECT job FROM print_job WHERE state IN (2, 5) ORDER BY job DESC LIMIT ?1)",
                [ENDED_KEPT],
            )?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Lets a job that could not be sent wait again. False where it is not such a job.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn retry_job(&mut self, job: i64, now_ms: i64) -> Result<bool, StoreError> {
        let changed = self.connection.execute(
            "UPDATE print_job SET state = 0, changed_ms = ?2 WHERE job = ?1 AND state = 3",
            (job, now_ms),
        )?;
        Ok(changed == 1)
    }

    /// Jobs that were being sent when the program ended: nobody knows what of them is on paper.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn doubt_interrupted_jobs(&mut self, problem: &str, now_ms: i64) -> Result<usize, StoreError> {
        let changed = self.connection.execute(
            "UPDATE print_job SET state = 4, problem = ?1, changed_ms = ?2 WHERE state = 1",
            (problem, now_ms),
        )?;
        Ok(changed)
    }

    /// A job.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_job(&self, job: i64) -> Result<Option<JobRow>, StoreError> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM print_job WHERE job = ?1"))?;
        Ok(statement.query_row([job], read).optional()?)
    }

    /// The job that the record of that place ordered here.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_job_of(&self, station: StationId, seq: u64) -> Result<Option<JobRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM print_job WHERE order_station = ?1 AND order_seq = ?2"
        ))?;
        Ok(statement.query_row((station.bytes(), seq), read).optional()?)
    }

    /// Jobs, those first that want somebody, then the newest.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_jobs(&self, limit: u32) -> Result<Vec<JobRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM print_job ORDER BY state NOT IN (3, 4), job DESC LIMIT ?1"
        ))?;
        let rows = statement.query_map([limit], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// In a restored file nobody knows what was printed after the backup.
pub(crate) fn doubt_unended(connection: &Connection) -> Result<(), StoreError> {
    connection.execute("UPDATE print_job SET state = 4 WHERE state IN (0, 1, 3)", [])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DatabaseKey;

    fn job(printer: &str, name: &str) -> NewJob {
        NewJob {
            printer: printer.to_owned(),
            name: name.to_owned(),
            bytes: vec![1, 2, 3],
            digest: "d".to_owned(),
            labels: 1,
            of: Some((DonationId::from_bytes([7; 16]), 1)),
            ordered_by: None,
            created_ms: 10,
        }
    }

    fn store(folder: &tempfile::TempDir) -> Store {
        Store::open(&folder.path().join("bank.db"), &DatabaseKey::from_bytes([1; 32])).unwrap()
    }

    #[test]
    fn jobs_of_a_printer_go_out_in_order_and_each_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store(&folder);
        for (printer, name) in [("a", "1"), ("b", "2"), ("a", "3")] {
            store.add_job(&job(printer, name)).unwrap();
        }
        assert_eq!(store.waiting_printers().unwrap(), ["a", "b"]);
        let (first, bytes) = store.take_job("a", 11).unwrap().unwrap();
        assert_eq!((first.name.as_str(), bytes.as_slice()), ("1", [1, 2, 3].as_slice()));
        let (second, _) = store.take_job("a", 12).unwrap().unwrap();
        assert_eq!(second.name, "3");
        assert!(store.take_job("a", 13).unwrap().is_none());
        store.end_job(first.job, &JobEnd::Done("there".to_owned()), 14).unwrap();
        store.end_job(second.job, &JobEnd::Failed("{}".to_owned()), 14).unwrap();
        assert!(!store.retry_job(first.job, 15).unwrap(), "done is done");
        assert!(store.retry_job(second.job, 15).unwrap());
        let (again, bytes) = store.take_job("a", 16).unwrap().unwrap();
        assert_eq!((again.job, bytes.len()), (second.job, 3));
        assert_eq!(store.find_job(second.job).unwrap().unwrap().attempts, 2);
    }

    #[test]
    fn what_was_being_sent_when_the_program_ended_is_never_sent_again_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = store(&folder);
        let sent = first.add_job(&job("a", "1")).unwrap();
        first.take_job("a", 11).unwrap().unwrap();
        drop(first);
        let mut store = store(&folder);
        assert_eq!(store.doubt_interrupted_jobs("{}", 12).unwrap(), 1);
        assert_eq!(store.find_job(sent).unwrap().unwrap().state, JobState::Uncertain);
        assert!(store.waiting_printers().unwrap().is_empty());
        assert!(!store.retry_job(sent, 13).unwrap());
    }

    #[test]
    fn ended_jobs_keep_no_bytes_and_the_oldest_go() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store(&folder);
        let open = store.add_job(&job("b", "open")).unwrap();
        for _ in 0..ENDED_KEPT + 3 {
            let job = store.add_job(&job("a", "x")).unwrap();
            store.end_job(job, &JobEnd::Cancelled, 11).unwrap();
        }
        let kept: u32 = store
            .connection
            .query_row("SELECT count(*) FROM print_job WHERE state = 5 AND length(bytes) = 0", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(kept, ENDED_KEPT);
        assert_eq!(store.find_job(open).unwrap().unwrap().state, JobState::Waiting);
    }
}
