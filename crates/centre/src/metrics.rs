//! What the process counts of itself, in the text format of Prometheus 0.0.4.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the histogram of latencies, milliseconds.
const BOUNDS_MS: [u64; 12] = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 30_000];

#[derive(Debug, Default, Clone)]
struct Histogram {
    buckets: [u64; BOUNDS_MS.len()],
    count: u64,
    sum_us: u64,
}

/// Counts since the process began.
#[derive(Debug, Default)]
pub struct Metrics {
    pages: AtomicU64,
    entries: AtomicU64,
    refused_connections: AtomicU64,
    refusals: Mutex<BTreeMap<String, u64>>,
    latencies: Mutex<BTreeMap<(String, u16), Histogram>>,
}

/// What is looked up when somebody asks.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Connections that are open.
    pub connections: usize,
    /// Connections to the database, and how many of them idle.
    pub pool: (u32, usize),
    /// Stations by status.
    pub stations: Vec<(String, i64)>,
    /// How long ago the active station that is longest silent sent something, seconds.
    pub silent_s: i64,
    /// Alarms by kind.
    pub alarms: Vec<(String, i64)>,
}

fn add<K: Ord>(map: &Mutex<BTreeMap<K, u64>>, key: K) {
    *map.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default() += 1;
}

impl Metrics {
    /// A page was taken with so many new entries.
    pub fn taken(&self, entries: u64) {
        self.pages.fetch_add(1, Ordering::Relaxed);
        self.entries.fetch_add(entries, Ordering::Relaxed);
    }

    /// A connection was not let in.
    pub fn connection_refused(&self) {
        self.refused_connections.fetch_add(1, Ordering::Relaxed);
    }

    /// A request was refused with this code.
    pub fn refused(&self, code: &str) {
        add(&self.refusals, code.to_owned());
    }

    /// A request to this endpoint was answered with this status.
    pub fn answered(&self, endpoint: &str, status: u16, took: Duration) {
        let mut all = self.latencies.lock().unwrap_or_else(PoisonError::into_inner);
        let of = all.entry((endpoint.to_owned(), status)).or_default();
        of.count += 1;
        of.sum_us = of.sum_us.saturating_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
        for (bucket, bound_ms) in of.buckets.iter_mut().zip(BOUNDS_MS) {
            *bucket += u64::from(took <= Duration::from_millis(bound_ms));
        }
    }

    /// Everything, as Prometheus reads it.
    #[must_use]
    pub fn render(&self, now: &Snapshot) -> String {
        let mut out = String::new();
        let get = |count: &AtomicU64| count.load(Ordering::Relaxed);
        one(&mut out, "pages_total", "counter", "Pages taken", get(&self.pages));
        one(&mut out, "entries_total", "counter", "Entries stored", get(&self.entries));
        let refused = get(&self.refused_connections);
        one(&mut out, "connections_refused_total", "counter", "Connections not let in", refused);
        one(&mut out, "connections", "gauge", "Connections open", now.connections);
        one(&mut out, "pool_connections", "gauge", "Connections to the database", now.pool.0);
        one(&mut out, "pool_idle", "gauge", "Those that idle", now.pool.1);
        one(
            &mut out,
            "station_silent_seconds",
            "gauge",
            "Since the most silent active station sent",
            now.silent_s,
        );
        let refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let refusals = refusals.into_iter().collect::<Vec<_>>();
        many(&mut out, "refusals_total", "counter", "Refusals by code", "code", &refusals);
        many(&mut out, "stations", "gauge", "Stations by status", "status", &now.stations);
        many(&mut out, "alarms", "gauge", "Alarms by kind", "kind", &now.alarms);
        self.histogram(&mut out);
        out
    }

    fn histogram(&self, out: &mut String) {
        let name = "cordkeep_request_seconds";
        let _ = writeln!(out, "# HELP {name} Time to answer\n# TYPE {name} histogram");
        for ((endpoint, status), of) in &*self.latencies.lock().unwrap_or_else(PoisonError::into_inner) {
            let labels = format!("endpoint=\"{endpoint}\",status=\"{status}\"");
            for (count, bound_ms) in of.buckets.iter().zip(BOUNDS_MS) {
                let bound = Duration::from_millis(bound_ms).as_secs_f64();
                let _ = writeln!(out, "{name}_bucket{{{labels},le=\"{bound}\"}} {count}");
            }
            let _ = writeln!(out, "{name}_bucket{{{labels},le=\"+Inf\"}} {}", of.count);
            let sum = Duration::from_micros(of.sum_us).as_secs_f64();
            let _ = writeln!(out, "{name}_sum{{{labels}}} {sum}\n{name}_count{{{labels}}} {}", of.count);
        }
    }
}

fn head(out: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(out, "# HELP cordkeep_{name} {help}\n# TYPE cordkeep_{name} {kind}");
}

fn one(out: &mut String, name: &str, kind: &str, help: &str, value: impl std::fmt::Display) {
    head(out, name, kind, help);
    let _ = writeln!(out, "cordkeep_{name} {value}");
}

fn many(
    out: &mut String,
    name: &str,
    kind: &str,
    help: &str,
    label: &str,
    values: &[(String, impl std::fmt::Display)],
) {
    head(out, name, kind, help);
    for (key, value) in values {
        let _ = writeln!(out, "cordkeep_{name}{{{label}=\"{key}\"}} {value}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_shown() {
        let metrics = Metrics::default();
        metrics.taken(500);
        metrics.refused("sync.gap");
        metrics.refused("sync.gap");
        metrics.answered("/v1/upload", 200, Duration::from_millis(7));
        let text =
            metrics.render(&Snapshot { stations: vec![("active".to_owned(), 3)], ..Snapshot::default() });
        for line in [
            "cordkeep_entries_total 500",
            "cordkeep_refusals_total{code=\"sync.gap\"} 2",
            "cordkeep_stations{status=\"active\"} 3",
            "cordkeep_request_seconds_bucket{endpoint=\"/v1/upload\",status=\"200\",le=\"0.005\"} 0",
            "cordkeep_request_seconds_bucket{endpoint=\"/v1/upload\",status=\"200\",le=\"0.01\"} 1",
            "cordkeep_request_seconds_count{endpoint=\"/v1/upload\",status=\"200\"} 1",
        ] {
            assert!(text.lines().any(|shown| shown == line), "{line} is missing from\n{text}");
        }
    }
}
