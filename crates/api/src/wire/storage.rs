//! Tanks and positions.

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
    }

    /// Stores or moves a unit: two scans, nothing assumed.
    struct StoreUnit {
        /// Scan of the bag.
        bag_scan: String,
        /// Scan of the position.
        position_scan: String,
        /// Why, where the unit is moved.
        move_reason: Option<String>,
    }
}
