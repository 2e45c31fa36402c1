//! Shipments and receipt.

use super::UnitRow;
use crate::Secret;
use domain::*;

words! {
    /// Where a box stands.
    enum ShipmentStatus {
        /// Packed, still at the sender.
        Packed,
        /// With the courier.
        InTransit,
        /// Every unit has arrived.
        Received,
    }

    /// Which way a box goes, seen from this station's site.
    enum Direction {
        /// Sent from here.
        Outgoing,
        /// Comes here.
        Incoming,
        /// Both.
        Any,
    }
}

wire! {
    /// A list of boxes.
    struct ShipmentListQuery {
        /// Which way.
        direction: Direction,
        /// Also those that have arrived.
        with_received: bool,
    }

    /// Boxes, newest first; at most 500.
    struct ShipmentPage {
        /// The rows.
        rows: Vec<ShipmentRow>,
    }

    /// A box in a list.
    struct ShipmentRow {
        /// Which.
        shipment: ShipmentId,
        /// Code on the box.
        box_code: String,
        /// Where it stands.
        status: ShipmentStatus,
        /// Sender's site code.
        from_site_code: String,
        /// Receiver's site code.
        to_site_code: String,
        /// Units in it.
        units: u32,
        /// Units arrived.
        units_received: u32,
        /// Packed at.
        packed_ms: i64,
        /// Handed over at.
        handed_over_ms: Option<i64>,
    }

    /// Names a box by its identifier or its code.
    struct ShipmentQuery {
        /// Which.
        shipment: Option<ShipmentId>,
        /// Or the scanned code.
        box_code: Option<String>,
    }

    /// Everything about a box.
    struct ShipmentView {
        /// The row.
        row: ShipmentRow,
        /// Courier's name.
        courier: Option<String>,
        /// Number of the seal.
        seal: Option<String>,
        /// Units.
        units: Vec<UnitRow>,
    }

    /// Packs units into a box.
    struct PackShipment {
        /// Code on the box, scanned or typed.
        box_code: String,
        /// Where it goes.
        to_site: SiteId,
        /// Scanned bag symbols.
        scans: Vec<String>,
    }

    /// Hands a box to the courier.
    struct HandOverShipment {
        /// Which.
        shipment: ShipmentId,
        /// Courier's name.
        courier: String,
        /// Number of the seal.
        seal: String,
    }

    /// Receives one unit out of a box, with the identity check.
    struct ReceiveUnit {
        /// Which box.
        shipment: ShipmentId,
        /// Scan of the bag.
        bag_scan: String,
        /// Scan of the form or a tube that came with it; must carry the same number.
        companion_scan: String,
        /// Lowest temperature of the journey, °C.
        temperature_min_c: String,
        /// Highest temperature of the journey, °C.
        temperature_max_c: String,
        /// Whether seal and bag are intact.
        intact: bool,
    }

    /// A receipt, with what the rules say.
    struct ReceiptView {
        /// Which unit.
        donation: DonationId,
        /// Arrived at.
        received_ms: i64,
        /// Hours from the end of collection, one decimal.
        hours_since_collection: String,
        /// Temperatures as recorded, °C.
        temperature_min_c: String,
        /// Temperatures as recorded, °C.
        temperature_max_c: String,
        /// Whether seal and bag are intact.
        intact: bool,
        /// What each rule says.
        findings: Vec<Finding>,
        /// What the rules propose.
        proposed: ReceiptDecision,
        /// What was decided.
        decision: Option<ReceiptDecision>,
        /// Why, where it departs from the proposal.
        decision_reason: Option<String>,
        /// Digest that a departure from the proposal is signed over.
        digest: String,
        /// Whether it was accepted and fails as the record stands now: it may be accepted anew, by signature.
        anew: bool,
    }

    /// What one rule says of one value.
    struct Finding {
        /// Rule code, such as `transport_hours`.
        rule: String,
        /// The verdict.
        verdict: Verdict,
        /// The value judged.
        value: String,
        /// The limit, such as `≤ 48 h`.
        limit: String,
        /// Source of the limit.
        source: String,
    }

    /// Decides on a received unit.
    struct DecideReceipt {
        /// Which unit.
        donation: DonationId,
        /// The decision.
        decision: ReceiptDecision,
        /// Needed where it departs from the proposal, or is not `accept`.
        reason: Option<String>,
        /// Digest of the arrival as it was shown; needed where the decision is signed.
        digest: Option<String>,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// Needed, as a signature, where the decision is milder than the proposal.
        password: Option<Secret>,
    }
}
