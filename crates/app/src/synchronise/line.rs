//! The line from the station to its centre: what lies between them, and how sparingly it is used. Settings of this computer alone.

use super::{CENTRE_BEHIND_MS, number_of};
use crate::context::Answer;
use crate::problem::{stored, synced};
use api::Problem;
use api::wire::{CentreLine, WaitingAge};
use store::Store;
use sync::limits::PATIENCE_S;
use sync::{Client, ClientOptions};

const PROXY: &str = "line_proxy";
const AUTHORITY: &str = "line_authority";
const METERED: &str = "line_metered";
const AWAY_HOURS: &str = "line_away_hours";
/// When the station became known at its centre.
const CONNECTED_MS: &str = "connected_ms";

/// A day: a collection point that is visited daily reaches its centre by then.
const AWAY_HOURS_DEFAULT: u32 = 24;
/// 90 days, three times as long as a station is said to be away.
const AWAY_HOURS_MAX: u32 = 2_160;
/// So many times as long makes what is old too old: a day becomes a week.
const TOO_OLD_TIMES: i64 = 7;
const HOUR_MS: i64 = 3_600_000;

/// How often the feeds are asked when nothing is known to wait, ms.
pub(super) const POLL_MS: u64 = 5_000;
/// As [`POLL_MS`], where the line is metered: a day of asking both feeds costs some 100 kB then, and not 20 MB.
const METERED_POLL_MS: u64 = 15 * 60_000;

fn text(store: &Store, name: &str) -> Answer<String> {
    Ok(store.text_setting(name).map_err(stored)?.unwrap_or_default())
}

/// The line as it is set.
pub(crate) fn read(store: &Store) -> Answer<CentreLine> {
    let hours = number_of(store, AWAY_HOURS)?.and_then(|hours| u32::try_from(hours).ok());
    Ok(CentreLine {
        proxy_url: text(store, PROXY)?,
        ca_pem: text(store, AUTHORITY)?,
        metered: is_metered(store)?,
        away_hours: hours.unwrap_or(AWAY_HOURS_DEFAULT),
    })
}

/// Whether each byte is paid for.
pub(super) fn is_metered(store: &Store) -> Answer<bool> {
    Ok(store.setting(METERED).map_err(stored)?.is_some())
}

/// How often the feeds are asked when nothing is known to wait, ms.
pub(super) const fn poll_ms(is_metered: bool) -> u64 {
    if is_metered { METERED_POLL_MS } else { POLL_MS }
}

/// What lies between here and a centre.
///
/// # Errors
/// A proxy that is no address, or certificates that cannot be read; names the field.
pub(super) fn client(url: &str, proxy_url: &str, ca_pem: &str) -> Answer<Client> {
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let options = |proxy_url: &str, ca_pem: &str| ClientOptions {
        base_url: url.to_owned(),
        ca_pem: given(ca_pem).map(String::into_bytes),
        proxy_url: given(proxy_url),
        timeout_s: PATIENCE_S,
    };
    Client::new(options(proxy_url, ca_pem)).map_err(|error| {
        let field = if Client::new(options("", "")).is_err() {
            "centre_url"
        } else if Client::new(options(proxy_url, "")).is_err() {
            "proxy_url"
        } else {
            "ca_pem"
        };
        synced(&error).at(field)
    })
}

/// Writes down what lies between here and the centre, and how it is used.
///
/// # Errors
/// As [`client`]; hours out of range; a fault of the file.
pub(crate) fn write(store: &mut Store, line: &CentreLine) -> Answer<()> {
    if !(1..=AWAY_HOURS_MAX).contains(&line.away_hours) {
        let range = Problem::refusal("line.away_range").with("value", line.away_hours);
        return Err(range.with("max", AWAY_HOURS_MAX).at("away_hours"));
    }
    // Of a centre that need not be known yet only the way to it is tried.
    client("https://localhost", &line.proxy_url, &line.ca_pem)?;
    let metered = if line.metered { "yes" } else { "" };
    let hours = line.away_hours.to_string();
    for (name, value) in [
        (PROXY, line.proxy_url.trim()),
        (AUTHORITY, line.ca_pem.trim()),
        (METERED, metered),
        (AWAY_HOURS, &hours),
    ] {
        let written = match value {
            "" => store.remove_setting(name),
            value => store.set_setting(name, value.as_bytes()),
        };
        written.map_err(stored)?;
    }
    Ok(())
}

/// Notes from when on entries could reach a centre.
pub(super) fn note_connected(store: &mut Store, now_ms: i64) -> Answer<()> {
    store.set_setting(CONNECTED_MS, now_ms.to_string().as_bytes()).map_err(stored)
}

/// How old what waits since a moment is. What was recorded before there was a centre, or before the centre was found to have lost it,
/// waits only from then on.
pub(super) fn age(store: &Store, waiting_since_ms: Option<i64>, now_ms: i64) -> Answer<WaitingAge> {
    let Some(mut since_ms) = waiting_since_ms else { return Ok(WaitingAge::Young) };
    for from in [CONNECTED_MS, CENTRE_BEHIND_MS] {
        let from_ms = number_of(store, from)?.and_then(|ms| i64::try_from(ms).ok());
        since_ms = since_ms.max(from_ms.unwrap_or(since_ms));
    }
    let away_ms = i64::from(read(store)?.away_hours) * HOUR_MS;
    Ok(match now_ms.saturating_sub(since_ms) {
        waited_ms if waited_ms >= TOO_OLD_TIMES * away_ms => WaitingAge::TooOld,
        waited_ms if waited_ms >= away_ms => WaitingAge::Old,
        _ => WaitingAge::Young,
    })
}

#[cfg(test)]
mod tests;
