//! Set-up, unlocking, signing in, locale.

use crate::Secret;
use domain::*;

words! {
    /// Language of screens and, by default, of prints.
    enum Locale {
        /// Simplified Chinese.
        #[serde(rename = "zh-CN")]
        ZhCn,
        /// English.
        #[serde(rename = "en")]
        En,
    }

    /// Where the station's data stands.
    enum SetupPhase {
        /// No bank yet: create, open a demo or join.
        New,
        /// There is a bank; the passphrase is needed.
        Locked,
        /// Open, and not yet at work: the station has just joined and does not have all of the bank yet.
        TakingIn,
        /// Open for work.
        Ready,
    }
}

wire! {
    /// No arguments.
    struct Empty {}

    /// Where the station stands.
    struct SetupState {
        /// What can be done now.
        phase: SetupPhase,
        /// Language of the screens.
        locale: Locale,
        /// Program version.
        version: String,
        /// Locked, and this computer's keyring remembers the secret that opens it.
        remembered: bool,
    }

    /// Opens a locked station.
    struct Unlock {
        /// The station's passphrase.
        passphrase: Secret,
        /// Lets this computer's keyring remember it from now on.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        remember: bool,
    }

    /// Creates a bank on this station.
    struct CreateBank {
        /// Chinese name.
        name_zh: String,
        /// English name.
        name_en: String,
        /// Licence number as printed on certificates; may be empty.
        licence_number: String,
        /// Postal address as printed on certificates; may be empty.
        address: String,
        /// ISBT 128 or local numbering.
        scheme: NumberScheme,
        /// Five characters: the ICCBBA facility number, or for local numbers the bank's own prefix.
        facility: String,
        /// The first site: where this station stands.
        site: NewSite,
        /// What this station is called.
        station_name: String,
        /// The first administrator.
        administrator: NewPerson,
        /// Opens the station's data at each start; 8 or more characters.
        passphrase: Secret,
        /// Lets this computer's keyring remember it, so that it starts without.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        remember: bool,
    }

    /// A site to be added.
    struct NewSite {
        /// Short code, unique in the bank, such as `HOSP1`.
        code: String,
        /// Chinese name.
        name_zh: String,
        /// English name.
        name_en: String,
        /// What it is for.
        kind: SiteKind,
        /// Whether its stations may hold personal data recorded elsewhere.
        personal_data: PersonalData,
    }

    /// A person to be added.
    struct NewPerson {
        /// Sign-in name, unique in the bank.
        login: String,
        /// Name as printed beside signatures.
        name: String,
        /// What the person may do.
        roles: Vec<Role>,
        /// First password, 8 to 128 characters.
        password: Secret,
        /// Text of the badge's barcode; names the person at a step and signs nothing.
        badge: Option<String>,
    }

    /// A station that is now part of a bank.
    struct BankCreatedReply {
        /// Shown once: opens the data when passphrase and keyring are lost.
        recovery_key: String,
        /// Where the station stands now.
        state: SetupState,
    }

    /// Opens a demo bank full of invented data.
    struct OpenDemo {
        /// How many units to invent, 1 to 100,000.
        units: u32,
        /// The same seed gives the same bank.
        seed: u32,
    }

    /// A demo bank is open.
    struct DemoOpened {
        /// Where the station stands now.
        state: SetupState,
        /// Who can sign in to it.
        accounts: Vec<DemoAccount>,
    }

    /// An account of the demo bank.
    struct DemoAccount {
        /// Sign-in name.
        login: String,
        /// Password.
        password: Secret,
        /// What the person may do.
        roles: Vec<Role>,
    }

    /// Joins a bank through its centre.
    struct JoinBank {
        /// Address of the centre, such as `https://centre.example:8443`.
        centre_url: String,
        /// One-time code that the centre issued.
        code: String,
        /// Address of a proxy between here and the centre; empty for none.
        #[serde(default)]
        #[ts(as = "Option<String>", optional)]
        proxy_url: String,
        /// Certificates of an own authority, PEM; empty for none.
        #[serde(default)]
        #[ts(as = "Option<String>", optional)]
        ca_pem: String,
        /// What this station is called.
        station_name: String,
        /// Opens the station's data at each start; 8 or more characters.
        passphrase: Secret,
        /// Lets this computer's keyring remember it, so that it starts without.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        remember: bool,
    }

    /// Who is at the station.
    struct SessionState {
        /// Language of the screens.
        locale: Locale,
        /// The signed-in operator.
        operator: Option<Operator>,
        /// The bank, once there is one.
        bank: Option<BankBrief>,
        /// Whether the session is locked: only its own password, or another person, goes on.
        locked: bool,
        /// Whether the next signature wants the sign-in name too: the first one of a sitting does.
        signature_wants_login: bool,
        /// Whether the password must be changed before anything else.
        must_change_password: bool,
        /// When the session began.
        since_ms: Option<i64>,
        /// The success before this session's.
        previous_sign_in_ms: Option<i64>,
        /// Minutes without work after which the session locks.
        idle_minutes: u32,
        /// What this station's scanners add to what they read.
        scanner: ScannerAffixes,
        /// For a demo bank: who can sign in, so that the sign-in screen can offer them.
        demo_accounts: Vec<DemoAccount>,
    }

    /// A signed-in person.
    struct Operator {
        /// Who.
        person: PersonId,
        /// Sign-in name.
        login: String,
        /// Printed name.
        name: String,
        /// Parts.
        roles: Vec<Role>,
        /// All that the parts allow.
        permissions: Vec<Permission>,
    }

    /// The bank in a line.
    struct BankBrief {
        /// Chinese name.
        name_zh: String,
        /// English name.
        name_en: String,
        /// Live or demo.
        purpose: Purpose,
        /// Numbering.
        scheme: NumberScheme,
        /// Facility number or local prefix.
        facility: String,
        /// This station's name.
        station_name: String,
        /// This station's site.
        site: SiteId,
        /// Its Chinese name.
        site_name_zh: String,
        /// Its English name.
        site_name_en: String,
        /// What the site is for.
        site_kind: SiteKind,
    }

    /// Signs in.
    struct SignIn {
        /// Sign-in name.
        login: String,
        /// Password.
        password: Secret,
    }

    /// Opens the locked session again.
    struct UnlockSession {
        /// Password of the person whose session it is.
        password: Secret,
    }

    /// Asks whose badge was scanned. It names a person; the password still proves it.
    struct ReadBadge {
        /// What was scanned.
        text: String,
    }

    /// The person of a badge.
    struct BadgeHolder {
        /// Sign-in name.
        login: String,
        /// Printed name.
        name: String,
    }

    /// Changes the own password.
    struct ChangePassword {
        /// The password so far.
        password: Secret,
        /// The new one, 8 to 128 characters.
        new_password: Secret,
    }

    /// Sets after how long without work a session locks.
    struct SetIdle {
        /// Minutes, 1 to 60.
        minutes: u32,
    }

    /// What scanners are set to send around each code; both empty where they add nothing. Enter or Tab ends a scan in any
    /// case.
    struct ScannerAffixes {
        /// Characters before the code, at most 4, neither `=` nor `&`.
        prefix: String,
        /// Characters behind the code, at most 4, of those that end no code.
        suffix: String,
        /// Whether they read two symbols in one pass. Then a label that carries the number and another code of the unit is
        /// verified by one read of both, which surely come from the same label.
        pairs: bool,
    }

    /// A scanner on a serial line.
    struct ScannerLine {
        /// The port, such as `/dev/ttyACM0`.
        path: String,
        /// Bits per second.
        baud: u32,
    }

    /// Scanners on serial lines, all of them.
    struct SetScannerLines {
        /// At most 4; none for scanners that type.
        lines: Vec<ScannerLine>,
    }

    /// A scanner on a serial line, and how it is.
    struct ScannerLineView {
        /// The port.
        path: String,
        /// Bits per second.
        baud: u32,
        /// Whether it is there and listened to.
        connected: bool,
        /// Why it is not; none before it was looked for.
        problem: Option<crate::Problem>,
    }

    /// A serial port of this machine.
    struct SerialPortView {
        /// Its path.
        path: String,
        /// What the device calls itself; empty where it does not.
        name: String,
    }

    /// Serial scanners of this station.
    struct ScannerList {
        /// Those that are set.
        lines: Vec<ScannerLineView>,
        /// Ports that are there now.
        ports: Vec<SerialPortView>,
    }

    /// Chooses the language of the screens.
    struct SetLocale {
        /// The language.
        locale: Locale,
    }
}
