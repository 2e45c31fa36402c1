//! Tanks and positions.

use crate::Secret;
use domain::*;

wire! {
    /// Tanks of this station's site.
    struct TankList {
        /// All of them.
        tanks: Vec<TankRow>,
    }

    /// A tank.
    struct TankRow {
        /// Which.
        tank: TankId,
        /// Site's code.
        site_code: String,
        /// Room.
        room: String,
        /// Code, such as `T01`.
        code: String,
        /// What it is used for.
        purpose: TankPurpose,
        /// Racks.
        racks: u32,
        /// Slots in a rack.
        slots: u32,
        /// Positions taken.
        occupied: u32,
    }

    /// Names a tank.
    struct TankQuery {
        /// Which.
        tank: TankId,
    }

    /// A tank's positions.
    struct TankGrid {
        /// The tank.
        tank: TankRow,
        /// Taken positions; all others are free.
        occupied: Vec<OccupiedPosition>,
    }

    /// A taken position.
    struct OccupiedPosition {
        /// Rack, from 1.
        rack: u32,
        /// Slot, from 1.
        slot: u32,
        /// Unit.
        donation: DonationId,
        /// Its number.
        din: String,
        /// Whether more than one unit claims it.
        contested: bool,
    }

    /// A tank's readings of temperature and level.
    struct TankReadings {
        /// The tank.
        tank: TankRow,
        /// The limit in force, such as `≤ -150 °C`.
        limit: String,
        /// Its source.
        source: String,
        /// When the next reading is due; none where there is no reading yet.
        due_ms: Option<i64>,
        /// A reading is due now.
        due: bool,
        /// The last 200 readings, the latest entered first.
        readings: Vec<TankReading>,
        /// How many of them nobody has reviewed.
        unreviewed: u32,
        /// Digest of those, as a review signs them.
        digest: String,
    }

    /// One reading.
    struct TankReading {
        /// When it was read.
        read_ms: i64,
        /// When it was entered.
        entered_ms: i64,
        /// Temperature, °C.
        temperature_c: String,
        /// Level, per cent.
        level_percent: Option<String>,
        /// What the limit said then.
        verdict: Verdict,
        /// The limit then.
        limit: String,
        /// What was done.
        action: Option<String>,
        /// Who read it.
        by: String,
        /// Who reviewed it.
        reviewed_by: Option<String>,
        /// When.
        reviewed_ms: Option<i64>,
        /// What the reviewer said.
        note: Option<String>,
    }

    /// Records a reading.
    struct ReadTank {
        /// Which tank.
        tank: TankId,
        /// Temperature, °C, as typed.
        temperature_c: String,
        /// Level, per cent, as typed; may be empty.
        level_percent: String,
        /// When it was read; now where nothing is said.
        read_ms: Option<i64>,
        /// What was done, where it is outside the limit.
        action: String,
    }

    /// Signs that the readings nobody had reviewed were read through.
    struct ReviewReadings {
        /// Which tank.
        tank: TankId,
        /// Digest of the readings as they were shown.
        digest: String,
        /// What is to be said of them; may be empty.
        note: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Secret,
    }

    /// Asks for a free position.
    struct ProposePosition {
        /// For which unit.
        donation: DonationId,
        /// In this tank; the tank with the most room otherwise.
        tank: Option<TankId>,
    }

    /// A free position.
    struct ProposedPosition {
        /// Tank.
        tank: TankId,
        /// Tank's code.
        tank_code: String,
        /// Room.
        room: String,
        /// Rack, from 1.
        rack: u32,
        /// Slot, from 1.
        slot: u32,
        /// Text such as `T01-R02-S015`, as printed on the position's label.
        code: String,
        /// The text in the position's barcode.
        scan_text: String,
        /// The purpose that the unit wants, where this tank has another: no tank of that purpose has room, or this one was
        /// asked for.
        unsuited: Option<TankPurpose>,
        /// Whether the procedure wants a second person where the unit is stored or moved now.
        needs_second: bool,
    }

    /// Stores or moves a unit: two scans, nothing assumed.
    struct StoreUnit {
        /// Scan of the bag.
        bag_scan: String,
        /// Scan of the position.
        position_scan: String,
        /// Why, where the unit is moved.
        move_reason: Option<String>,
        /// Second person's sign-in name, where the procedure wants one.
        second_login: Option<String>,
        /// Second person's password.
        second_password: Option<Secret>,
    }
}
