//! The labels we print, each a file in `assets/labels`.

macro_rules! templates {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal,)+) => {
        /// The labels we print.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum TemplateId {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl TemplateId {
            /// Every template.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$variant),+];

            /// A stable word for commands, translations and logs.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            pub(super) fn source(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("../../../../assets/labels/", $code, ".json")),)+
                }
            }
        }
    };
}

templates! {
    /// Collection bag, at the end of collection.
    Bag = "bag",
    /// Tube of the donation.
    Tube = "tube",
    /// Donation record and other papers.
    Form = "form",
    /// Tube of the mother's blood.
    MaternalTube = "maternal_tube",
    /// Freezing bag, at the end of processing.
    CryoBag = "cryo_bag",
    /// Small freezing bag of one compartment.
    CryoBagSmall = "cryo_bag_small",
    /// Small freezing bag of two compartments.
    CryoBagTwo = "cryo_bag_two",
    /// One compartment, once it is separated from its bag.
    Compartment = "compartment",
    /// Tubing segment of a freezing bag.
    Segment = "segment",
    /// Vial of a reference sample.
    Vial = "vial",
    /// Metal canister around a freezing bag.
    Canister = "canister",
    /// The ISBT 128 label of 100 x 100 mm in four quadrants.
    Quadrants = "quadrants",
    /// Storage position.
    Position = "position",
    /// Shipping container.
    ShippingBox = "shipping_box",
    /// Centrifuge, freezer, balance and the like.
    Equipment = "equipment",
    /// Badge of a staff member.
    Badge = "badge",
}

impl TemplateId {
    /// The template of a stable word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.code() == code)
    }
}
