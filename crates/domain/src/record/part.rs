//! Samples and other parts of a donation. A part is named by the entry that made it; its number is what people and labels
//! call it by.

use super::{OwnTemplate, record};
use crate::{
    Disposal, Meaning, Measure, PartContainer, PartKind, PartPresence, PartSource, PartUse, PartVolume,
    SiteId, StationId, VolumeUnit,
};

record! {
    /// Where a part is kept.
    PartPlace {
        /// Number of the freezer, refrigerator or tank.
        0 device: String,
        /// Rack, shelf or drawer.
        1 rack: Option<String>,
        /// Code of the box.
        2 box_code: Option<String>,
        /// Cell of the box, such as `A1`.
        3 cell: Option<String>,
    }

    /// A part came to be.
    PartMade {
        /// What people call it by: the next number of the unit.
        0 number: u32,
        /// What it is.
        1 part_kind: PartKind,
        /// What it is in.
        2 container: PartContainer,
        /// What it was taken from.
        3 source: PartSource,
        /// Where that is a part: the station that recorded it.
        4 of_station: Option<StationId>,
        /// Its place in that station's chain.
        5 of_seq: Option<u64>,
        /// What it holds.
        6 volume: Measure,
        /// Unit of what it holds and what was taken.
        7 volume_unit: VolumeUnit,
        /// What was taken for it; the same as it holds where nothing was added or lost.
        8 taken: Measure,
        /// When, ms since 1970-01-01 UTC.
        9 made_ms: i64,
        /// Code of the step that it was made in.
        10 step: Option<String>,
        /// DNA in it, µg.
        11 mass_ug: Option<Measure>,
        /// DNA in it, ng/µL.
        12 concentration: Option<Measure>,
        /// Where it was put at once.
        13 kept_at: Option<PartPlace>,
        /// Note.
        14 note: String,
        /// Which of the bag's compartments it is, from 1.
        15 compartment: Option<u8>,
    }

    /// A volume left a part and is no part itself.
    PartUsed {
        /// The station that made the part.
        0 of_station: StationId,
        /// Its place in that station's chain.
        1 of_seq: u64,
        /// The part's number then.
        2 number: u32,
        /// How much.
        3 volume: Measure,
        /// Its unit.
        4 volume_unit: VolumeUnit,
        /// What for.
        5 part_use: PartUse,
        /// Which test, or how it was lost.
        6 reason: String,
    }

    /// A part was put into a place, from another one where it had one.
    PartPlaced {
        /// The station that made the part.
        0 of_station: StationId,
        /// Its place in that station's chain.
        1 of_seq: u64,
        /// The part's number then.
        2 number: u32,
        /// Where.
        3 kept_at: PartPlace,
        /// Why it was moved, where it had a place.
        4 reason: Option<String>,
    }

    /// A part was taken out of its place.
    PartTakenOut {
        /// The station that made the part.
        0 of_station: StationId,
        /// Its place in that station's chain.
        1 of_seq: u64,
        /// The part's number then.
        2 number: u32,
        /// Why.
        3 reason: String,
    }

    /// A compartment was separated from its bag and is a container of its own.
    PartSeparated {
        /// The station that made the part.
        0 of_station: StationId,
        /// Its place in that station's chain.
        1 of_seq: u64,
        /// The part's number then.
        2 number: u32,
        /// Why.
        3 reason: String,
    }

    /// A part is no longer kept. The entry names both persons who saw it go.
    PartDiscarded {
        /// The station that made the part.
        0 of_station: StationId,
        /// Its place in that station's chain.
        1 of_seq: u64,
        /// The part's number then.
        2 number: u32,
        /// What was done with it.
        3 disposal: Disposal,
        /// Why.
        4 reason: String,
    }

    /// A volume was put right: what a part held when it was made, what was taken for it, or what was used of it.
    PartCorrected {
        /// The station of the entry that is corrected.
        0 of_station: StationId,
        /// Its place in that station's chain.
        1 of_seq: u64,
        /// The part's number then.
        2 number: u32,
        /// The right volume.
        3 volume: Measure,
        /// Its unit.
        4 volume_unit: VolumeUnit,
        /// Why.
        5 reason: String,
        /// Which of the entry's volumes.
        6 part_volume: PartVolume,
    }

    /// What is left of a part was measured: from then on it holds so much.
    PartCounted {
        /// The station that made the part.
        0 of_station: StationId,
        /// Its place in that station's chain.
        1 of_seq: u64,
        /// The part's number then.
        2 number: u32,
        /// How much is left.
        3 volume: Measure,
        /// Its unit.
        4 volume_unit: VolumeUnit,
        /// Why it was counted.
        5 reason: String,
        /// Digest of the part as it was shown, hexadecimal.
        6 digest: String,
        /// Printed name of the signer.
        7 name: String,
        /// Meaning of the signature.
        8 meaning: Meaning,
    }

    /// A part got another number, because two stations gave one number to two parts.
    PartRenumbered {
        /// The station that made the part.
        0 of_station: StationId,
        /// Its place in that station's chain.
        1 of_seq: u64,
        /// The number that it had.
        2 number: u32,
        /// The number that it has now.
        3 new_number: u32,
        /// Why.
        4 reason: String,
    }

    /// Labels of parts were ordered from a printer.
    PartLabelled {
        /// The parts, one label each: the station that made it and its place in that station's chain.
        0 of_parts: Vec<String>,
        /// Their numbers.
        1 numbers: Vec<u32>,
        /// Where they went.
        2 destination: String,
        /// Why again, where one of them was printed before.
        3 reprint_reason: Option<String>,
        /// SHA-256 of the bytes sent, hexadecimal.
        4 digest: String,
        /// The bank's own versions of templates that they were drawn by.
        5 own_templates: Vec<OwnTemplate>,
    }

    /// A part never was: it was entered by mistake. The entry names both persons.
    PartVoided {
        /// The station that made the part.
        0 of_station: StationId,
        /// Its place in that station's chain.
        1 of_seq: u64,
        /// The part's number then.
        2 number: u32,
        /// Why.
        3 reason: String,
    }

    /// Labels of parts that an order named never came out of the printer.
    PartLabelCalledOff {
        /// The station that ordered them.
        0 station: StationId,
        /// The place of the order in its chain.
        1 seq: u64,
        /// The parts whose labels are missing: the station that made it and its place in that station's chain.
        2 of_parts: Vec<String>,
        /// The numbers that they were ordered with.
        3 numbers: Vec<u32>,
        /// Why; none where a job was called off before anything was sent.
        4 reason: Option<String>,
    }

    /// Somebody looked for a part that one station discarded and another worked with since.
    PartSettled {
        /// The station that made the part.
        0 of_station: StationId,
        /// Its place in that station's chain.
        1 of_seq: u64,
        /// The part's number then.
        2 number: u32,
        /// What was found.
        3 part_presence: PartPresence,
        /// Why both could be recorded.
        4 reason: String,
        /// Digest of the part as it was shown, hexadecimal.
        5 digest: String,
        /// Printed name of the signer.
        6 name: String,
        /// Meaning of the signature.
        7 meaning: Meaning,
    }

    /// What is left of the blood or the cells themselves was measured: from then on there is so much.
    PartRootCounted {
        /// Which of them.
        0 source: PartSource,
        /// How much is left.
        1 volume: Measure,
        /// Its unit.
        2 volume_unit: VolumeUnit,
        /// Why it was counted.
        3 reason: String,
        /// Digest of what was taken of it, as it was shown, hexadecimal.
        4 digest: String,
        /// Printed name of the signer.
        5 name: String,
        /// Meaning of the signature.
        6 meaning: Meaning,
    }

    /// A box for samples is set up: how many cells it has.
    PartBoxSetUp {
        /// Where it stands.
        0 site: SiteId,
        /// Number of the freezer, refrigerator or tank that it stands in.
        1 device: String,
        /// Rack, shelf or drawer.
        2 rack: Option<String>,
        /// Its code.
        3 box_code: String,
        /// Code of its kind.
        4 box_kind: String,
        /// Rows, named by letters.
        5 rows: u8,
        /// Columns, named by numbers.
        6 columns: u8,
        /// Why again, where it was set up before.
        7 reason: Option<String>,
    }
}
