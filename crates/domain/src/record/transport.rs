//! Boxes on the way and what arrives.

use super::record;
use crate::{DonationId, Meaning, Measure, ReceiptDecision, ShipmentId, SiteId};

record! {
    /// A box is packed.
    ShipmentPacked {
        /// Which journey.
        0 shipment: ShipmentId,
        /// Code on the box.
        1 box_code: String,
        /// Sender.
        2 from_site: SiteId,
        /// Receiver.
        3 to_site: SiteId,
        /// Units in it.
        4 units: Vec<DonationId>,
    }

    /// A box is handed to a courier.
    ShipmentHandedOver {
        /// Which journey.
        0 shipment: ShipmentId,
        /// Courier's name.
        1 courier: String,
        /// Number of the seal.
        2 seal: String,
    }

    /// The unit is in a box.
    UnitPacked {
        /// Which journey.
        0 shipment: ShipmentId,
        /// Receiver: its site gets the unit's whole history.
        1 to_site: SiteId,
    }

    /// The unit arrived and was checked against its papers.
    UnitReceived {
        /// Which journey.
        0 shipment: ShipmentId,
        /// Scan of the bag.
        1 bag_scan: String,
        /// Scan of the form or a tube.
        2 companion_scan: String,
        /// Lowest temperature of the journey, °C.
        3 temperature_min_c: Measure,
        /// Highest temperature of the journey, °C.
        4 temperature_max_c: Measure,
        /// Whether seal and bag are intact.
        5 intact: bool,
    }

    /// What became of it on arrival.
    ReceiptDecided {
        /// The decision.
        0 decision: ReceiptDecision,
        /// What the rules proposed.
        1 proposed: ReceiptDecision,
        /// Why, where it is not a plain acceptance.
        2 reason: Option<String>,
    }

    /// What became of it on arrival, where a person signed for a milder decision than the rules proposed.
    ReceiptDecisionSigned {
        /// The decision.
        0 decision: ReceiptDecision,
        /// What the rules proposed.
        1 proposed: ReceiptDecision,
        /// Why.
        2 reason: Option<String>,
        /// Digest of the arrival as it was shown, hexadecimal; empty where nothing was signed.
        3 digest: String,
        /// Printed name of the signer; empty where nothing was signed.
        4 name: String,
        /// Meaning of the signature.
        5 meaning: Meaning,
    }
}

impl From<ReceiptDecided> for ReceiptDecisionSigned {
    fn from(unsigned: ReceiptDecided) -> Self {
        let ReceiptDecided { decision, proposed, reason } = unsigned;
        let (digest, name) = (String::new(), String::new());
        Self { decision, proposed, reason, digest, name, meaning: Meaning::Override }
    }
}
