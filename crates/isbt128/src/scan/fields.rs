//! The parts of a scan by name, for printing and for machines.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use alloc::{borrow::ToOwned, format};

use super::{Scan, Scheme};
use crate::din::DonationNumber;
use crate::item::{ItemCode, ItemUse};
use crate::product::{Division, ProductCode};

/// The stable name of a part, and its value.
pub type Field = (&'static str, String);

impl Scan {
    /// The parts by name, in the order of the code. Empty for a pair and a compound message: ask each of its
    /// [`Scan::parts`].
    pub fn fields(&self) -> Vec<Field> {
        match self {
            Self::Pair(..) => Vec::new(),
            Self::Compound(message) => alloc::vec![("reference", format!("{:03}", message.reference))],
            Self::Donation { din, flags, scheme } => {
                let mut fields = donation(din);
                fields.push(("flags", flags.to_string()));
                fields.push(("flags_meaning", flags.meaning().code().to_owned()));
                fields.push(("role", flags.role().code().to_owned()));
                let scheme = match scheme {
                    Scheme::Isbt128 => "isbt128",
                    Scheme::Local => "local",
                };
                fields.push(("scheme", scheme.to_owned()));
                fields
            }
            Self::TypedDonation(typed) => donation(&typed.din()),
            Self::BloodGroup(group) => {
                let mut fields = named([("code", group.as_str())]);
                fields.extend(group.abo().map(|abo| ("abo", abo.code().to_owned())));
                fields.extend(group.rhd().map(|rhd| ("rhd", rhd.code().to_owned())));
                fields.extend(group.intended_use().map(|use_| ("intended_use", use_.code().to_owned())));
                fields.extend(group.message().map(|message| ("message", message.code().to_owned())));
                fields.push(("phenotype", group.phenotype().to_string()));
                fields
            }
            Self::Product(product) => of_product(product),
            Self::Date(date) => {
                let mut fields = named([("purpose", date.purpose.code())]);
                fields.push(("date", date.date.to_string()));
                fields.extend(date.time.map(|time| ("time", time.to_string())));
                fields
            }
            Self::Testing(result) => named([("code", result.code())]),
            Self::Item { usage, code } => of_item(*usage, code),
            Self::Donor(donor) => named([("facility", donor.facility()), ("sequence", donor.sequence())]),
            Self::Staff(staff) => named([("facility", staff.facility()), ("member", staff.member())]),
            Self::PatientBirth(birth) => {
                alloc::vec![
                    ("location", format!("{:02}", birth.location())),
                    ("date", birth.date.to_string())
                ]
            }
            Self::Patient(patient) => {
                let location = format!("{:02}", patient.location());
                alloc::vec![("location", location), ("patient", patient.text().to_owned())]
            }
            Self::ExpiryMonth(month) => alloc::vec![("month", month.to_string())],
            Self::Infection(markers) => {
                let mut fields = named([("code", markers.as_str())]);
                fields.extend(markers.outcomes().map(|(marker, o)| (marker.code(), o.code().to_owned())));
                fields
            }
            Self::Consignment(box_) => {
                let mut fields = named([("facility", box_.facility())]);
                fields.push(("year", format!("{:02}", box_.year())));
                fields.push(("serial", format!("{:05}", box_.serial())));
                fields.extend(box_.container().map(|container| ("container", container.to_string())));
                fields.push(("containers", box_.containers().to_string()));
                fields
            }
            Self::Dimensions(dimensions) => dimensions
                .list()
                .iter()
                .map(|d| {
                    let relation =
                        d.relation_word().map_or_else(|| d.relation.to_string(), ToOwned::to_owned);
                    match d.quantity_word() {
                        Some(word) => (word, format!("{relation} {}", d.value())),
                        None => ("dimension", format!("{} {relation} {}", d.quantity, d.value())),
                    }
                })
                .collect(),
            Self::Antigens(history) => history
                .results()
                .map(|r| ("antigen", format!("{} {} {}", r.antigen, r.result, r.tests)))
                .collect(),
            Self::DateTime(moment) => alloc::vec![
                ("purpose", moment.kind.code().to_owned()),
                ("zone", moment.zone.code().to_owned()),
                ("date", moment.date.to_string()),
                ("time", moment.time.to_string()),
            ],
            Self::Division(division) => named([("division", division.as_str())]),
            Self::ProcessingFacility(place) => {
                named([("facility", place.facility()), ("product", place.product())])
            }
            Self::ProcessorProduct(product) => named([
                ("facility", product.facility()),
                ("product", product.product()),
                ("description", product.description()),
            ]),
            Self::Mpho { code, .. } => named([("code", code.as_str()), ("number", code.number())]),
            Self::European(code) => {
                let mut fields = named([
                    ("country", code.country()),
                    ("establishment", code.establishment()),
                    ("donation", code.donation()),
                    ("system", code.system()),
                    ("product", code.product()),
                    ("split", code.split()),
                ]);
                fields.extend(code.expiry().map(|date| ("date", date.to_string())));
                fields
            }
            Self::Grid(grid) => named([
                ("issuer", grid.issuer()),
                ("registration", grid.registration()),
                ("checksum", grid.checksum()),
            ]),
            Self::ChainOfIdentity(chain) => {
                named([("issuer", chain.issuer()), ("year", chain.year()), ("sequence", chain.sequence())])
            }
            Self::Local(local) => named([("text", local.text())]),
            Self::National(raw) | Self::Retired(raw) => {
                named([("identifier", raw.identifier()), ("content", raw.content())])
            }
        }
    }
}

fn named<const N: usize>(fields: [(&'static str, &str); N]) -> Vec<Field> {
    fields.into_iter().map(|(name, value)| (name, value.to_owned())).collect()
}

fn donation(din: &DonationNumber) -> Vec<Field> {
    alloc::vec![
        ("donation", din.to_string()),
        ("facility", din.facility().to_string()),
        ("year", format!("{:02}", din.year())),
        ("serial", format!("{:06}", din.serial())),
    ]
}

fn of_product(product: &ProductCode) -> Vec<Field> {
    let mut fields = named([("code", product.as_str()), ("description", product.description())]);
    fields.extend(product.collection_word().map(|word| ("collection", word.to_owned())));
    let division = match product.division() {
        Division::Undivided => "undivided".to_owned(),
        Division::Part { first, second } => format!("{first}{}", second.unwrap_or('0')),
        Division::Pack(number) => format!("{number:03}"),
        Division::Elsewhere => "elsewhere".to_owned(),
        Division::Other => "other".to_owned(),
    };
    fields.push(("division", division));
    fields
}

fn of_item(usage: ItemUse, code: &ItemCode) -> Vec<Field> {
    let Some(catalogue) = code.catalogue(usage) else {
        return named([("code", code.as_str()), ("lot", code.lot())]);
    };
    let mut fields = named([("code", code.as_str())]);
    fields.extend(catalogue.container.map(|container| ("container", container.to_string())));
    fields.push(("manufacturer", catalogue.manufacturer.to_owned()));
    fields.push(("catalogue", catalogue.number.to_owned()));
    fields
}
