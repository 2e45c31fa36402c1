//! `/capacity`: how large the database is, how it grows, and how long its disk lasts.

use super::html::{Html, table, text};
use super::status::bank_name;
use super::texts::fill;
use super::time::{date, number, size};
use super::visit::{Place, Visit};
use super::{Fault, Page, Shared};
use crate::db::capacity::{self, Measure};
use crate::db::{bank, name, station};
use axum::extract::Extension;
use axum::response::Response;
use std::path::Path;

/// Over how many days the growth is taken.
const DAYS: i32 = 30;
/// Less than this free is scarce, percent.
const SCARCE_PERCENT: u64 = 10;

/// A file system, without what it keeps back for its administrator, as `df` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Disk {
    free: u64,
    total: u64,
}

impl Disk {
    fn percent(self) -> u64 {
        u64::try_from(u128::from(self.free) * 100 / u128::from(self.total.max(1))).unwrap_or(100)
    }
}

#[cfg(unix)]
fn disk(folder: &Path) -> Option<Disk> {
    let found = rustix::fs::statvfs(folder).ok()?;
    let used = found.f_blocks.saturating_sub(found.f_bfree);
    let bytes = |blocks: u64| blocks.saturating_mul(found.f_frsize);
    Some(Disk { free: bytes(found.f_bavail), total: bytes(used.saturating_add(found.f_bavail)) })
}

#[cfg(not(unix))]
fn disk(_: &Path) -> Option<Disk> {
    None
}

fn disk_of(page: &Page) -> Option<Disk> {
    disk(page.folder.as_deref()?)
}

/// How much of the database's disk is free, where that is little.
pub(super) fn scarce_percent(page: &Page) -> Option<u64> {
    disk_of(page).map(Disk::percent).filter(|percent| *percent < SCARCE_PERCENT)
}

/// What is added a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Growth {
    days: u64,
    bytes: u64,
    entries: u64,
}

/// From the first measure to the last; none where both are of one day. What shrank has not grown.
fn growth(measures: &[Measure]) -> Option<Growth> {
    let (first, last) = (measures.first()?, measures.last()?);
    let days = u64::try_from(last.day.checked_sub(first.day)?).ok().filter(|days| *days > 0)?;
    Some(Growth {
        days,
        bytes: last.database_bytes.saturating_sub(first.database_bytes) / days,
        entries: last.entries.saturating_sub(first.entries) / days,
    })
}

pub(super) async fn show(page: Shared, Extension(visit): Extension<Visit>) -> Result<Response, Fault> {
    let t = visit.texts();
    let mut db = page.db().await?;
    let now = capacity::measure(&mut db, visit.now_ms).await?;
    let measures = capacity::list(&mut db, DAYS, now.day).await?;
    let mut banks = Vec::new();
    for bank in bank::list(&mut db).await? {
        let names = name::of_bank(&mut db, bank).await?;
        let stations = station::list(&mut db, Some(bank)).await?;
        let entries = stations.iter().map(|row| row.head_seq).sum();
        let name = bank_name(&names, bank, visit.locale);
        banks.push(vec![text(name), text(stations.len()), text(number(entries))]);
    }
    drop(db);
    let (disk, growth) = (disk_of(&page), growth(&measures));
    let mut rows = vec![
        vec![text(&t.capacity_size), text(size(now.database_bytes))],
        vec![text(&t.capacity_entries), text(number(now.entries))],
    ];
    rows.push(match growth {
        None => {
            let name = fill(&t.capacity_growth, "count", DAYS);
            vec![text(name), text(&t.capacity_growth_none)]
        }
        Some(growth) => {
            let name = fill(&t.capacity_growth, "count", growth.days);
            let value = fill(&t.capacity_growth_value, "bytes", size(growth.bytes));
            vec![text(name), text(fill(&value, "entries", number(growth.entries)))]
        }
    });
    rows.push(match disk {
        None => vec![text(&t.capacity_free), text(&t.capacity_free_unknown)],
        Some(disk) => {
            let value = fill(&t.capacity_free_value, "free", size(disk.free));
            let value = fill(&fill(&value, "total", size(disk.total)), "percent", disk.percent());
            vec![text(&t.capacity_free), text(value)]
        }
    });
    if let Some((disk, growth)) = disk.zip(growth).filter(|(_, growth)| growth.bytes > 0) {
        rows.push(vec![text(&t.capacity_full), text(number(disk.free / growth.bytes))]);
    }
    let days = measures.iter().rev().map(|measure| {
        let day = [date(measure.day), size(measure.database_bytes), number(measure.entries)];
        day.into_iter().map(text).collect()
    });
    let content = [
        table(text(&t.capacity_caption), &[&t.capacity_what, &t.capacity_value], rows),
        table(text(&t.capacity_banks), &[&t.bank, &t.stations, &t.capacity_entries], banks),
        table(text(&t.capacity_days), &[&t.day, &t.capacity_size, &t.capacity_entries], days.collect()),
    ];
    Ok(visit.page(Place::Capacity, &t.capacity, content.into_iter().collect::<Html>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(day: i32, database_bytes: u64, entries: u64) -> Measure {
        Measure { day, database_bytes, entries }
    }

    #[test]
    fn growth_is_taken_over_the_days_between() {
        assert_eq!(growth(&[]), None);
        assert_eq!(growth(&[measure(5, 1, 1)]), None);
        let grown = [measure(5, 1_000, 10), measure(6, 0, 0), measure(15, 3_000, 110)];
        assert_eq!(growth(&grown), Some(Growth { days: 10, bytes: 200, entries: 10 }));
        let shrunk = [measure(5, 1_000, 10), measure(6, 500, 30)];
        assert_eq!(growth(&shrunk), Some(Growth { days: 1, bytes: 0, entries: 20 }));
    }

    #[test]
    fn a_disk_tells_what_is_free() {
        assert_eq!(Disk { free: u64::MAX, total: u64::MAX }.percent(), 100);
        assert_eq!(Disk { free: 9, total: 100 }.percent(), 9);
        assert_eq!(Disk { free: 0, total: 0 }.percent(), 0);
        assert!(disk(Path::new("/")).is_some_and(|disk| disk.total > 0));
        assert_eq!(disk(Path::new("/no/such/folder")), None);
    }
}
