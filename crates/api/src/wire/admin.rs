//! Administration of the bank and the station; synchronisation.

use super::{NewPerson, NewSite};
use domain::*;

words! {
    /// State of synchronisation.
    enum SyncState {
        /// No centre is set.
        NotConnected,
        /// Everything is exchanged.
        UpToDate,
        /// At work.
        Syncing,
        /// The centre cannot be reached; work goes on.
        Offline,
        /// The centre refuses this station.
        Refused,
    }
}

wire! {
    /// Everything that an administrator sets.
    struct BankOverview {
        /// Sites.
        sites: Vec<SiteView>,
        /// Stations.
        stations: Vec<StationView>,
        /// People.
        people: Vec<PersonView>,
        /// Tanks of the whole bank.
        tanks: Vec<super::TankRow>,
        /// Norm profile in force: its title and version.
        norm_profile: String,
        /// Whether the profile holds limits that the bank has not confirmed.
        norm_profile_unconfirmed: u32,
        /// SOP in force: its title and version.
        sop: String,
        /// Pick-list of reasons for rejection.
        rejection_reasons: Vec<super::ChoiceView>,
    }

    /// A site.
    struct SiteView {
        /// Which.
        site: SiteId,
        /// Short code.
        code: String,
        /// Chinese name.
        name_zh: String,
        /// English name.
        name_en: String,
        /// What it is for.
        kind: SiteKind,
        /// Personal data recorded elsewhere.
        personal_data: PersonalData,
    }

    /// A station.
    struct StationView {
        /// Which.
        station: StationId,
        /// Name.
        name: String,
        /// Site's code.
        site_code: String,
        /// Whether it is this one.
        here: bool,
        /// Number blocks.
        blocks: Vec<BlockView>,
    }

    /// A block of donation numbers.
    struct BlockView {
        /// Nominal year, two digits.
        year: u32,
        /// First serial number.
        first: u32,
        /// Last serial number.
        last: u32,
        /// Used so far, as far as this station knows.
        used: u32,
    }

    /// A person.
    struct PersonView {
        /// Who.
        person: PersonId,
        /// Sign-in name.
        login: String,
        /// Printed name.
        name: String,
        /// Parts.
        roles: Vec<Role>,
        /// Text of the badge.
        badge: Option<String>,
        /// Failed attempts since the last success.
        failed_sign_ins: u32,
        /// Locked out until.
        locked_until_ms: Option<i64>,
    }

    /// Adds a site.
    struct AddSite {
        /// The site.
        site: NewSite,
    }

    /// Adds a person.
    struct AddPerson {
        /// The person.
        person: NewPerson,
    }

    /// Sets a new password, and unlocks the account.
    struct SetPassword {
        /// Whose; never one's own through this command.
        person: PersonId,
        /// The new password.
        password: String,
    }

    /// Gives a station a block of donation numbers.
    struct AssignBlock {
        /// Which station.
        station: StationId,
        /// Nominal year, two digits.
        year: u32,
        /// How many; the first free ones of the year are taken.
        count: u32,
    }

    /// Adds a tank.
    struct AddTank {
        /// Site.
        site: SiteId,
        /// Room.
        room: String,
        /// Code, unique in the bank, 1 to 8 of A-Z and 0-9.
        code: String,
        /// What it is used for.
        purpose: TankPurpose,
        /// Racks, 1 to 99.
        racks: u32,
        /// Slots in a rack, 1 to 999.
        slots: u32,
    }

    /// State of synchronisation for the footer.
    struct SyncStatus {
        /// State.
        state: SyncState,
        /// Address of the centre.
        centre_url: Option<String>,
        /// Entries that the centre has not yet acknowledged.
        waiting: u32,
        /// Since when the oldest of them waits.
        waiting_since_ms: Option<i64>,
        /// Last time everything was exchanged.
        last_sync_ms: Option<i64>,
        /// Centre clock minus station clock, ms.
        clock_offset_ms: Option<i64>,
        /// The last problem.
        problem: Option<crate::Problem>,
        /// Last backup; none when there has been none.
        last_backup_ms: Option<i64>,
        /// Why nothing can be recorded at present; none while all is well.
        storage: Option<crate::Problem>,
        /// Last time the whole ledger was verified.
        checked_ms: Option<i64>,
        /// Something has been recorded for too long without a backup, or the last backup failed.
        backup_overdue: bool,
        /// The station was restored from a backup and has not yet caught up with its centre.
        restored: bool,
    }

    /// Connects a bank that was created here to a centre.
    struct ConnectCentre {
        /// Address of the centre.
        centre_url: String,
        /// One-time code that the centre issued.
        code: String,
    }

    /// Result of verifying the station's ledger.
    struct VerifyReply {
        /// Whether everything holds.
        good: bool,
        /// Entries checked.
        entries: u32,
        /// Checkpoints checked.
        checkpoints: u32,
        /// The first bad entry in words: station, number, fault.
        first_bad: Option<String>,
    }
}
