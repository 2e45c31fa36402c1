//! The bank, its sites, stations, people, numbers and tanks.

use super::record;
use crate::{
    BankId, NumberScheme, PersonId, PersonalData, Purpose, Role, SiteId, SiteKind, StationId, TankId,
    TankPurpose,
};

record! {
    /// The bank begins.
    BankCreated {
        /// Which.
        0 bank: BankId,
        /// Chinese name.
        1 name_zh: String,
        /// English name.
        2 name_en: String,
        /// Licence number; may be empty.
        3 licence_number: String,
        /// Postal address; may be empty.
        4 address: String,
        /// Numbering.
        5 scheme: NumberScheme,
        /// Facility number or local prefix, five characters.
        6 facility: String,
        /// Live or demo.
        7 purpose: Purpose,
    }

    /// A site is added.
    SiteAdded {
        /// Which.
        0 site: SiteId,
        /// Short code, unique in the bank.
        1 code: String,
        /// Chinese name.
        2 name_zh: String,
        /// English name.
        3 name_en: String,
        /// What it is for.
        4 kind: SiteKind,
        /// Personal data recorded elsewhere.
        5 personal_data: PersonalData,
    }

    /// A station begins its chain. The centre vouches for the key when it enrols the station.
    StationRegistered {
        /// Which.
        0 station: StationId,
        /// What it is called.
        1 name: String,
        /// Where it stands.
        2 site: SiteId,
        /// Its Ed25519 public key, 32 bytes in hexadecimal.
        3 public_key: String,
    }

    /// A station gets donation numbers `first..=last` of a nominal year.
    NumberBlockAssigned {
        /// Which station.
        0 station: StationId,
        /// Nominal year, two digits.
        1 year: u8,
        /// First serial number.
        2 first: u32,
        /// Last serial number.
        3 last: u32,
    }

    /// A person gets an account.
    PersonAdded {
        /// Who.
        0 person: PersonId,
        /// Sign-in name, unique in the bank.
        1 login: String,
        /// Printed name.
        2 name: String,
        /// Parts.
        3 roles: Vec<Role>,
        /// Argon2id hash of the first password.
        4 password_hash: String,
        /// Text of the badge.
        5 badge: Option<String>,
    }

    /// A person gets a new password.
    PasswordSet {
        /// Who.
        0 person: PersonId,
        /// Argon2id hash.
        1 password_hash: String,
    }

    /// A person tried to sign in or to sign.
    SignInAttempted {
        /// Who.
        0 person: PersonId,
        /// Whether the password was right.
        1 success: bool,
    }

    /// A tank is added.
    TankAdded {
        /// Which.
        0 tank: TankId,
        /// Where it stands.
        1 site: SiteId,
        /// Room.
        2 room: String,
        /// Code, unique in the bank.
        3 code: String,
        /// What it is used for.
        4 purpose: TankPurpose,
        /// Racks, 1 to 99.
        5 racks: u32,
        /// Slots in a rack, 1 to 999.
        6 slots: u32,
    }

    /// A station was restored from a backup under a new identity. The first entry of its chain.
    StationContinued {
        /// The new station.
        0 station: StationId,
        /// The station whose backup it was.
        1 former: StationId,
        /// The former station's Ed25519 public key, 32 bytes in hexadecimal.
        2 former_key: String,
        /// The last entry of the former chain in the backup. The former station may have recorded more.
        3 seq: u64,
        /// Hash of that entry, 32 bytes in hexadecimal.
        4 hash: String,
        /// When the backup was made, ms since 1970-01-01 UTC.
        5 backup_ms: i64,
        /// The former key's signature over former station, new station, new key, number and hash; 64 bytes in
        /// hexadecimal. Purpose `cordkeep.continuation.v1`.
        6 signature: String,
    }
}
