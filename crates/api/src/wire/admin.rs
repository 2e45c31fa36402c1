//! Administration of the bank and the station; synchronisation.

use super::{NewPerson, NewSite};
use crate::Secret;
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
        /// The line is metered: what waits goes with the next exchange.
        Resting,
        /// The centre cannot be reached; work goes on.
        Offline,
        /// The centre refuses this station.
        Refused,
    }

    /// How old what waits for the centre is.
    enum WaitingAge {
        /// Nothing waits for long.
        Young,
        /// Longer than this station should be away.
        Old,
        /// Far longer: it has to be brought to the centre now.
        TooOld,
    }

    /// What a station does that reads its bank for the first time.
    enum TakingInStep {
        /// Entries come from the centre.
        Reading,
        /// All of them are here; they are put in order unit by unit.
        Folding,
    }
}

wire! {
    /// Everything that an administrator sets.
    struct BankOverview {
        /// Sites.
        sites: Vec<SiteView>,
        /// Stations.
        stations: Vec<StationView>,
        /// People; only an administrator sees them.
        people: Vec<PersonView>,
        /// Digest of the accounts as shown, for their review.
        accounts_digest: String,
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
        /// Whether an earlier account, added at another station, has the same sign-in name. This one cannot be used.
        login_contested: bool,
        /// Printed name.
        name: String,
        /// Roles, each with its sites.
        grants: Vec<GrantView>,
        /// Text of the badge that is good.
        badge: Option<String>,
        /// When this badge was last tried out.
        badge_tested_ms: Option<i64>,
        /// What that showed; none where it was not tried out since it was given.
        badge_reads: Option<bool>,
        /// Since when the account is suspended.
        suspended_ms: Option<i64>,
        /// Why it is suspended.
        suspended_reason: Option<String>,
        /// Why it was suspended, where that has no effect: no other administrator is left.
        kept_despite: Option<String>,
        /// Whether the password must be changed at the next sign-in.
        must_change: bool,
        /// Wrong passwords at this station since the last success.
        failed_sign_ins: u32,
        /// Locked out until.
        locked_until_ms: Option<i64>,
        /// Last success that this station knows of.
        last_sign_in_ms: Option<i64>,
        /// When the account was made.
        added_ms: i64,
        /// When it was last reviewed.
        reviewed_ms: Option<i64>,
        /// Who reviewed it.
        reviewed_by: Option<String>,
        /// Whether the account has changed since it was reviewed, which voids the review.
        review_voided: bool,
        /// When the next review is due.
        review_due_ms: i64,
        /// Whether that moment has passed, or the review is void.
        review_overdue: bool,
    }

    /// A role, at all sites or at some.
    struct GrantView {
        /// Which role.
        role: Role,
        /// Where; empty means at all sites.
        sites: Vec<SiteId>,
    }

    /// Gives a person these roles and no others.
    struct ChangeRoles {
        /// Whose; never one's own.
        person: PersonId,
        /// All roles from now on.
        grants: Vec<GrantView>,
        /// Why.
        reason: String,
    }

    /// Suspends a person: no sign-in, no signature, the running session ends.
    struct SuspendPerson {
        /// Whom; never oneself.
        person: PersonId,
        /// Why.
        reason: String,
    }

    /// Lets a suspended person work again.
    struct ReinstatePerson {
        /// Whom; never oneself.
        person: PersonId,
        /// Why.
        reason: String,
    }

    /// Gives a person a badge; the one held before is no longer good.
    struct GiveBadge {
        /// Whom; never oneself.
        person: PersonId,
        /// What the badge's barcode reads.
        badge: String,
    }

    /// Tries a person's badge out: whether it reads, and names this person.
    struct TestBadge {
        /// Whose.
        person: PersonId,
        /// What was scanned.
        scan: String,
    }

    /// Revokes a person's badge: lost, stolen, handed in.
    struct RevokeBadge {
        /// Whose; never one's own.
        person: PersonId,
        /// Why.
        reason: String,
    }

    /// Signs the periodic review of accounts as the list showed them.
    struct ReviewAccounts {
        /// Whose; the signer's own account is reviewed by another administrator.
        people: Vec<PersonId>,
        /// Digest of the list as it was shown.
        digest: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Secret,
    }

    /// Refused attempts to sign in, to sign or to show a badge.
    struct SignInFailures {
        /// The last ones, the latest first.
        failures: Vec<SignInFailureView>,
    }

    /// A refused attempt.
    struct SignInFailureView {
        /// When.
        at_ms: i64,
        /// Printed name, where the account is known.
        name: Option<String>,
        /// Sign-in name, where the account is known.
        login: Option<String>,
        /// Why.
        why: SignInFailure,
        /// Name of the station.
        station: String,
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

    /// Sets a password that must be changed at the next sign-in, and unlocks the account.
    struct SetPassword {
        /// Whose; never one's own through this command.
        person: PersonId,
        /// The new password.
        password: Secret,
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
        /// Whether they have waited for too long.
        waiting_age: WaitingAge,
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
        /// When the centre was last found to hold less than it once did.
        centre_behind_ms: Option<i64>,
        /// How far a station that has just joined has come; none where it is at work.
        taking_in: Option<TakingIn>,
        /// Entries at the centre that are not here yet, as far as it has said.
        to_read: u32,
    }

    /// How far a first read of a bank is.
    struct TakingIn {
        /// What goes on.
        step: TakingInStep,
        /// Done so far.
        done: u32,
        /// Of how many; none before the centre has said so.
        all: Option<u32>,
    }

    /// The line from this station to its centre.
    struct CentreLine {
        /// Address of a proxy, such as `http://proxy.example:3128`; empty for none.
        proxy_url: String,
        /// Certificates of an own authority, PEM, trusted beside the system's; empty for none.
        ca_pem: String,
        /// Each byte is paid for: what is recorded goes every quarter of an hour, and feeds are asked as rarely.
        metered: bool,
        /// Hours that entries may wait for the centre before people are told; 1 to 2,160.
        away_hours: u32,
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
