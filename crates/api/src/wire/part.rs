//! Samples and other parts of a donation. A part is named by the text in `part`, which stays; its number may change.
//! tidy: long because every message about samples and their boxes is declared here, one after another.

use super::ThingName;
use super::{Locale, PrintJob};
use crate::Secret;
use domain::*;

wire! {
    /// The samples and other parts of a donation.
    struct PartsView {
        /// The donation.
        donation: DonationId,
        /// Its number.
        din: String,
        /// Where the bag is, with the compartments that are one with it.
        bag_position: Option<String>,
        /// What parts are taken from.
        roots: Vec<PartRootView>,
        /// Parts, each before what was made of it.
        parts: Vec<PartView>,
        /// Values of steps with what the parts say.
        agreeing: Vec<PartAgreeing>,
        /// How far the compartments together fall short of what went into the bag, mL, where that is beyond the tolerance.
        compartments_short_ml: Option<String>,
        /// That tolerance, percent.
        tolerance_percent: String,
        /// The number that the next part gets.
        next_number: u32,
        /// Kinds of parts and what each is made of.
        kinds: Vec<PartKindView>,
        /// Where parts may be kept at this site.
        devices: Vec<ThingName>,
        /// Steps of the unit's procedure that speak of parts.
        steps: Vec<PartStepView>,
        /// The donation lost its number to another one: its parts are set apart.
        number_lost: bool,
    }

    /// What parts are taken from.
    struct PartRootView {
        /// Which.
        source: PartSource,
        /// What there was, mL; none where nothing says so.
        held_ml: Option<String>,
        /// What is left, mL; below nothing where more was taken.
        left_ml: Option<String>,
        /// Whether more was taken than there was.
        overdrawn: bool,
        /// Digest of what was taken, for a count.
        digest: String,
    }

    /// A step that speaks of parts.
    struct PartStepView {
        /// Step.
        step: String,
        /// What is made in it first.
        kind: PartKind,
    }

    /// A kind of part.
    struct PartKindView {
        /// Which.
        kind: PartKind,
        /// What it may be taken from.
        roots: Vec<PartSource>,
        /// Of which parts it may be made.
        parts: Vec<PartKind>,
        /// What it usually is in.
        container: PartContainer,
        /// In what its volume is usually told.
        unit: VolumeUnit,
    }

    /// A value of a step and what the parts say.
    struct PartAgreeing {
        /// Step.
        step: String,
        /// Chinese name of the step.
        step_zh: String,
        /// English name of the step.
        step_en: String,
        /// Input.
        input: String,
        /// Chinese name of the input.
        zh: String,
        /// English name of the input.
        en: String,
        /// As the step has it; none while it is not done.
        typed: Option<String>,
        /// As the parts have it.
        found: String,
        /// Unit of both; empty of a number of parts.
        unit: String,
        /// Whether they say different things.
        differs: bool,
    }

    /// Where a part is.
    struct PartPlaceView {
        /// Number of the freezer, refrigerator or tank.
        device: String,
        /// Rack.
        rack: Option<String>,
        /// Box.
        box_code: Option<String>,
        /// Cell.
        cell: Option<String>,
    }

    /// A part.
    struct PartView {
        /// What names it.
        part: String,
        /// Its number.
        number: u32,
        /// The text of its label's symbol.
        code: String,
        /// How many parts it was made through, from 0.
        depth: u32,
        /// What it is.
        kind: PartKind,
        /// What it is in.
        container: PartContainer,
        /// What it was taken from.
        source: PartSource,
        /// The part that it was made of.
        parent: Option<String>,
        /// That part's number.
        parent_number: Option<u32>,
        /// What it held, corrections included.
        held: String,
        /// What was taken for it, corrections included.
        taken: String,
        /// Whether it holds what was taken for it.
        aliquot: bool,
        /// What is left; nothing where more was taken than there was.
        left: String,
        /// Unit of both.
        unit: VolumeUnit,
        /// How it stands.
        state: PartState,
        /// More was taken than there was: it holds nothing until it is counted.
        overdrawn: bool,
        /// Another part has its number.
        twin: bool,
        /// The number of the part, this or another, that carries a label with another number than it has.
        unlabelled: Option<u32>,
        /// Another part is the same compartment of the bag.
        contested: bool,
        /// It was separated of a bag that had been disposed of.
        late: bool,
        /// What another station did with it after it was discarded, and nobody has settled: oldest first.
        after_discard: Vec<PartEvent>,
        /// It comes of a part of that number that was discarded before.
        source_gone: Option<u32>,
        /// It comes of blood or cells that gave more than there was.
        root_overdrawn: Option<PartSource>,
        /// A donation that lost the same number has a part that may carry the same label.
        label_shared: bool,
        /// What else is in its cell.
        cell_with: Option<String>,
        /// Where it is.
        place: Option<PartPlaceView>,
        /// Which of the bag's compartments, such as `2 / 5`.
        compartment: Option<String>,
        /// DNA, µg.
        mass_ug: Option<String>,
        /// DNA, ng/µL.
        concentration: Option<String>,
        /// Note.
        note: String,
        /// When it was made.
        made_ms: i64,
        /// By whom.
        by: String,
        /// Labels of it that were printed.
        printed: u32,
        /// Its labels that came out, as far as anybody said, oldest first.
        labels: Vec<PartLabelView>,
        /// What happened to it since, oldest first.
        events: Vec<PartEvent>,
        /// Digest of the part as it is shown, for a count.
        digest: String,
        /// Digest of the part as it is shown, for what was found where it was discarded and worked with since.
        settlement_digest: String,
    }

    /// A label of a part.
    struct PartLabelView {
        /// What names the order.
        order: String,
        /// When it was ordered.
        at_ms: i64,
        /// By whom.
        by: String,
        /// The number on it.
        number: u32,
    }

    /// Something that happened to a part.
    struct PartEvent {
        /// What names the entry.
        id: String,
        /// Kind of record.
        kind: String,
        /// When it was recorded.
        at_ms: i64,
        /// By whom.
        by: String,
        /// Name of the station.
        station: String,
        /// Before whom.
        second: Option<String>,
        /// The volume.
        volume: Option<String>,
        /// The volume that it took the place of.
        old: Option<String>,
        /// The place.
        place: Option<PartPlaceView>,
        /// What was taken for.
        part_use: Option<PartUse>,
        /// What was done with it.
        disposal: Option<Disposal>,
        /// The other number.
        number: Option<u32>,
        /// What was found of it.
        found: Option<PartPresence>,
        /// Why.
        reason: String,
        /// What names the entry, where its volume can be corrected.
        entry: Option<String>,
        /// Which of its volumes was corrected.
        what: Option<PartVolume>,
    }

    /// Where parts are put.
    struct PartPlaceInput {
        /// Number of the freezer, refrigerator or tank, typed or scanned.
        device: String,
        /// Rack; may be empty.
        rack: String,
        /// Code of the box; may be empty.
        box_code: String,
        /// The first cell; empty where there is no box.
        cell: String,
    }

    /// Makes parts, several alike at once.
    struct MakeParts {
        /// Of which donation.
        donation: DonationId,
        /// What they are.
        kind: PartKind,
        /// What they are in; as usual where it is none.
        container: Option<PartContainer>,
        /// What they are taken from.
        source: PartSource,
        /// The part, where they are made of one.
        parent: Option<String>,
        /// How many.
        count: String,
        /// What each holds.
        volume: String,
        /// Its unit.
        unit: VolumeUnit,
        /// What is taken for each; the same as it holds where empty.
        taken: String,
        /// When; now where it is none.
        made_ms: Option<i64>,
        /// DNA in each, µg; may be empty.
        mass_ug: String,
        /// DNA in each, ng/µL; may be empty.
        concentration: String,
        /// Of compartments: which of the bag's the first one is, from 1; the first that is free where empty.
        compartment: String,
        /// Where they are put; none where they are not yet.
        place: Option<PartPlaceInput>,
        /// Note; may be empty.
        note: String,
    }

    /// A volume leaves a part.
    struct UsePart {
        /// Of which donation.
        donation: DonationId,
        /// Which part.
        part: String,
        /// How much.
        volume: String,
        /// Its unit.
        unit: VolumeUnit,
        /// What for.
        part_use: PartUse,
        /// Which test, or how it was lost.
        reason: String,
    }

    /// Puts a part into a place.
    struct PlacePart {
        /// Of which donation.
        donation: DonationId,
        /// Which part.
        part: String,
        /// The part's label as scanned; empty where it was not.
        label: String,
        /// Where.
        place: PartPlaceInput,
        /// Why it is moved, where it has a place.
        reason: String,
    }

    /// Takes a part out of its place, separates a compartment from its bag, or gives a part another number.
    struct ChangePart {
        /// Of which donation.
        donation: DonationId,
        /// Which part.
        part: String,
        /// Why.
        reason: String,
    }

    /// Discards a part before a second person.
    struct DiscardPart {
        /// Of which donation.
        donation: DonationId,
        /// Which part.
        part: String,
        /// What is done with it.
        disposal: Disposal,
        /// Why.
        reason: String,
        /// Second person's sign-in name.
        second_login: String,
        /// Second person's password.
        second_password: Secret,
    }

    /// Says before a second person that a part was entered by mistake.
    struct VoidPart {
        /// Of which donation.
        donation: DonationId,
        /// Which part.
        part: String,
        /// Why.
        reason: String,
        /// Second person's sign-in name.
        second_login: String,
        /// Second person's password.
        second_password: Secret,
    }

    /// Puts a volume right: what a part held, what was taken for it, or what was used of it.
    struct CorrectPart {
        /// Of which donation.
        donation: DonationId,
        /// The part, or the entry that used of it.
        part: String,
        /// Which of its volumes.
        what: PartVolume,
        /// The right volume.
        volume: String,
        /// Its unit.
        unit: VolumeUnit,
        /// Why.
        reason: String,
    }

    /// Signs what was measured to be left of a part.
    struct CountPart {
        /// Of which donation.
        donation: DonationId,
        /// Which part.
        part: String,
        /// How much is left.
        volume: String,
        /// Its unit.
        unit: VolumeUnit,
        /// Why it was counted.
        reason: String,
        /// Digest of the part as it was shown.
        digest: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The operator's password.
        password: Secret,
    }

    /// Signs whether a part is there that was discarded and worked with since.
    struct SettlePart {
        /// Of which donation.
        donation: DonationId,
        /// Which part.
        part: String,
        /// What was found.
        found: PartPresence,
        /// Why both could be recorded.
        reason: String,
        /// Digest of the part as it was shown.
        digest: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The operator's password.
        password: Secret,
    }

    /// Signs what was measured to be left of the blood or the cells themselves.
    struct CountRoot {
        /// Of which donation.
        donation: DonationId,
        /// Which of them.
        source: PartSource,
        /// How much is left.
        volume: String,
        /// Its unit.
        unit: VolumeUnit,
        /// Why it was counted.
        reason: String,
        /// Digest of what was taken, as it was shown.
        digest: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The operator's password.
        password: Secret,
    }

    /// Says that a label of a part never came out.
    struct CallOffPartLabel {
        /// Of which donation.
        donation: DonationId,
        /// Which part.
        part: String,
        /// Which order.
        order: String,
        /// Why.
        reason: String,
    }

    /// Sets up a box for samples.
    struct SetUpPartBox {
        /// Number of the freezer, refrigerator or tank, typed or scanned.
        device: String,
        /// Rack; may be empty.
        rack: String,
        /// Code of the box.
        box_code: String,
        /// Code of its kind.
        kind: String,
        /// Why, where it was set up before.
        reason: String,
    }

    /// A kind of box.
    struct PartBoxKind {
        /// Code.
        code: String,
        /// Chinese name.
        zh: String,
        /// English name.
        en: String,
    }

    /// Prints the labels of parts.
    struct PrintPartLabels {
        /// Of which donation.
        donation: DonationId,
        /// Which parts.
        parts: Vec<String>,
        /// Language of the words.
        locale: Locale,
        /// Printer.
        printer: String,
        /// Why again, where one of them was printed before.
        reprint_reason: Option<String>,
    }

    /// The labels were ordered.
    struct PartLabelsReply {
        /// Labels.
        labels: u32,
        /// Where they went; empty as long as they wait.
        destination: String,
        /// The print job.
        job: PrintJob,
        /// What is wrong with a template of the bank's own, for which ours was taken.
        warning: Option<crate::Problem>,
    }

    /// The boxes of this site.
    struct PartBoxes {
        /// Boxes.
        boxes: Vec<PartBoxRow>,
        /// Where parts may be kept.
        devices: Vec<ThingName>,
        /// Kinds of boxes; one that nobody set up is of the first.
        kinds: Vec<PartBoxKind>,
    }

    /// A box, or what is in a device without one.
    struct PartBoxRow {
        /// Number of the freezer, refrigerator or tank.
        device: String,
        /// Its name.
        device_name: String,
        /// Rack.
        rack: Option<String>,
        /// Box.
        box_code: Option<String>,
        /// Parts in it.
        parts: u32,
        /// Free cells; none of what is there without a box.
        free: Option<u32>,
        /// Code of its kind; none of what is there without a box, or where nobody set it up.
        kind: Option<String>,
        /// How many cells it has, such as `8 × 12`; none of what is there without a box.
        size: Option<String>,
        /// Cells that hold more than one.
        clashes: u32,
    }

    /// Asks for a box.
    struct PartBoxQuery {
        /// Number of the freezer, refrigerator or tank.
        device: String,
        /// Box; none for what is there without one.
        box_code: Option<String>,
    }

    /// What is in a box.
    struct PartBoxView {
        /// Which.
        row: PartBoxRow,
        /// Rows.
        rows: u32,
        /// Columns.
        columns: u32,
        /// Every cell, row by row; empty of what is there without a box.
        cells: Vec<String>,
        /// What is in it.
        parts: Vec<PartInBox>,
    }

    /// A part in a box.
    struct PartInBox {
        /// The donation.
        donation: DonationId,
        /// Its number.
        din: String,
        /// What names the part.
        part: String,
        /// Its number.
        number: u32,
        /// What it is.
        kind: PartKind,
        /// What is left.
        left: String,
        /// Its unit.
        unit: VolumeUnit,
        /// Cell.
        cell: Option<String>,
        /// Since when, ms.
        since_ms: i64,
    }
}
