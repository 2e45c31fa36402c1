//! Rooms: what was measured in them, which plates were exposed and read, what it means for the units of a run.

use super::record;
use crate::{
    DonationId, LimitLevel, Meaning, Measure, RoomGrade, RoomQuantity, RoomState, RunId, SiteId, StationId,
    UnitFitness, Verdict,
};

record! {
    /// A room is registered, or what is known of it is put right: the latest counts.
    RoomRegistered {
        /// Its code at the site.
        0 code: String,
        /// Where.
        1 site: SiteId,
        /// Chinese name.
        2 name_zh: String,
        /// English name.
        3 name_en: String,
        /// How clean it is to be.
        4 grade: RoomGrade,
        /// Names of the places in it where something is measured.
        5 points: Vec<String>,
        /// Why what was known of it is put right.
        6 reason: Option<String>,
    }

    /// A room is no longer used, until it is registered again.
    RoomRetired {
        /// Its code at the site.
        0 code: String,
        /// Where.
        1 site: SiteId,
        /// Why.
        2 reason: String,
    }

    /// What was measured at a point.
    RoomReading {
        /// Where in the room.
        0 point: String,
        /// What.
        #[serde(rename = "room_quantity")]
        1 quantity: RoomQuantity,
        /// How much.
        2 value: Measure,
    }

    /// A plate that was exposed; it is read days later.
    ExposedPlate {
        /// Its number.
        0 number: String,
        /// Where in the room.
        1 point: String,
        /// What its colonies tell.
        #[serde(rename = "room_quantity")]
        2 quantity: RoomQuantity,
        /// How long, min.
        3 minutes: u32,
    }

    /// A run that went on in a room.
    MonitoredRun {
        /// Which.
        0 run: RunId,
        /// What people call it by.
        1 number: String,
        /// Its units, so that they are known where the run is not.
        2 units: Vec<DonationId>,
    }

    /// Something was measured in a room, plates were exposed.
    EnvironmentMonitored {
        /// Code of the room.
        0 room: String,
        /// Where.
        1 site: SiteId,
        /// When, ms since 1970-01-01 UTC.
        2 monitored_ms: i64,
        /// What went on in it.
        #[serde(rename = "room_state")]
        3 state: RoomState,
        /// How clean it was to be.
        4 grade: RoomGrade,
        /// What was measured.
        5 readings: Vec<RoomReading>,
        /// Plates.
        6 plates: Vec<ExposedPlate>,
        /// Runs that went on in it.
        7 runs: Vec<MonitoredRun>,
        /// Entries that it takes the place of; several where stations put one right without hearing of each other.
        8 replaces: Vec<String>,
        /// Why it takes the place of another.
        9 reason: Option<String>,
    }

    /// Units joined a run after something was measured while it went on: they are known where the run is not.
    EnvironmentRunWidened {
        /// Code of the room.
        0 room: String,
        /// Where.
        1 site: SiteId,
        /// The monitoring: the chain of its entry.
        2 monitoring_station: StationId,
        /// The monitoring: the place in that chain.
        3 monitoring_seq: u64,
        /// The runs with the units that joined them.
        4 runs: Vec<MonitoredRun>,
    }

    /// A plate was read.
    PlateRead {
        /// Code of the room.
        0 room: String,
        /// Where.
        1 site: SiteId,
        /// The monitoring that the plate was exposed in: the chain of its entry.
        2 monitoring_station: StationId,
        /// The monitoring that the plate was exposed in: the place in that chain.
        3 monitoring_seq: u64,
        /// Number of the plate.
        4 plate: String,
        /// Colonies.
        5 cfu: u32,
        /// What grew; may be empty.
        6 organism: String,
        /// When it was read, ms since 1970-01-01 UTC.
        7 read_ms: i64,
        /// The reading that it takes the place of: the chain of its entry.
        8 replaces_station: Option<StationId>,
        /// The reading that it takes the place of: the place in that chain.
        9 replaces_seq: Option<u64>,
        /// Why it takes the place of another.
        10 reason: Option<String>,
    }

    /// What a limit said of what was measured, as it was shown.
    EnvironmentFinding {
        /// Where in the room.
        0 point: String,
        /// What.
        #[serde(rename = "room_quantity")]
        1 quantity: RoomQuantity,
        /// Number of the plate; empty where there was none.
        2 plate: String,
        /// What the limit says.
        3 verdict: Verdict,
        /// How much, with its unit.
        4 value: String,
        /// The limit.
        5 limit: String,
        /// Which of the two limits.
        #[serde(rename = "limit_level")]
        6 level: LimitLevel,
        /// Where it comes from.
        7 source: String,
    }

    /// What was found in a room means this for the units of a run.
    EnvironmentAssessed {
        /// Code of the room.
        0 room: String,
        /// Where.
        1 site: SiteId,
        /// The monitoring: the chain of its entry.
        2 monitoring_station: StationId,
        /// The monitoring: the place in that chain.
        3 monitoring_seq: u64,
        /// The run.
        4 run: RunId,
        /// The conclusion.
        5 fitness: UnitFitness,
        /// What was found, as shown.
        6 findings: Vec<EnvironmentFinding>,
        /// The entries that were found so: the monitoring, those that it takes the place of, the readings of its plates.
        7 entries: Vec<String>,
        /// Assessments that this one takes the place of.
        8 replaces: Vec<String>,
        /// What exceeded an action limit in entries and readings that others took the place of, as shown.
        9 former_findings: Vec<EnvironmentFinding>,
        /// Numbers of plates that were known to be exposed elsewhere too.
        10 plates_twice: Vec<String>,
        /// Why.
        11 reason: String,
        /// Digest of what was shown.
        12 digest: String,
        /// Printed name of the signer.
        13 name: String,
        /// What the signature means.
        14 meaning: Meaning,
    }
}
