//! Backups and the secrets that open the data.

use crate::Secret;

wire! {
    /// Where backups go, and which there are.
    struct BackupOverview {
        /// The folder.
        folder: String,
        /// It is the one inside the station's data folder.
        folder_default: bool,
        /// Free MiB on its disk; none where that is not known.
        free_mib: Option<u32>,
        /// It lies on the disk that holds the data, and is lost with it.
        same_device: bool,
        /// Backups in the folder, the newest first.
        generations: Vec<GenerationView>,
        /// What is being done now.
        work: Option<BackupWork>,
        /// Last backup of this station.
        last_backup_ms: Option<i64>,
        /// Something has been recorded for too long without a backup, or the last attempt failed.
        overdue: bool,
        /// How often something new is backed up, minutes.
        interval_min: u32,
        /// Why the last attempt failed, or the folder cannot be used.
        problem: Option<crate::Problem>,
    }

    /// A folder with backups.
    struct BackupPlace {
        /// The folder; the one inside the station's data folder where empty.
        folder: String,
    }

    /// Backups that a station can start from.
    struct GenerationList {
        /// The folder.
        folder: String,
        /// The newest first.
        generations: Vec<GenerationView>,
    }

    /// Starts this station again from a backup, under a new identity.
    struct RestoreStation {
        /// The folder; the one inside the station's data folder where empty.
        folder: String,
        /// Name of the backup's own folder.
        generation: String,
        /// The passphrase of the time of the backup, or the recovery key.
        passphrase: Secret,
        /// What the station is called from now on; the former name with a mark where empty.
        station_name: String,
    }

    /// A long work on backups.
    struct BackupWork {
        /// The backup that is checked; none while one is written.
        generation: Option<String>,
        /// Percent done.
        percent: u32,
    }

    /// One backup.
    struct GenerationView {
        /// Name of its folder.
        name: String,
        /// When it was begun.
        at_ms: i64,
        /// Size in KiB.
        kib: u32,
        /// Entries of the station's chain in it.
        seq: u32,
        /// It is of this station; else of another one, such as the one that this station continues.
        own: bool,
        /// What the last check since the program started found.
        check: Option<BackupCheck>,
    }

    /// What a check of a backup found.
    struct BackupCheck {
        /// When.
        at_ms: i64,
        /// How long a restore would take, ms.
        took_ms: u32,
        /// Why it cannot be restored; none for a good one.
        problem: Option<crate::Problem>,
    }

    /// Where backups are to go.
    struct SetBackupFolder {
        /// A folder that is there; none goes back to the one inside the data folder.
        folder: Option<String>,
    }

    /// One backup of the list.
    struct GenerationQuery {
        /// Name of its folder.
        generation: String,
    }

    /// Changes the station's passphrase.
    struct ChangePassphrase {
        /// The passphrase so far, or the recovery key.
        current: Secret,
        /// The new one, 8 or more characters.
        passphrase: Secret,
    }

    /// The keyring of this computer's operating system, and what it does for the station.
    struct KeyringState {
        /// It remembers the secret that opens the data.
        used: bool,
        /// There is one.
        reachable: bool,
        /// Why there is none.
        problem: Option<crate::Problem>,
    }

    /// Lets the keyring remember the secret that opens the data.
    struct Remember {
        /// The station's passphrase, or the recovery key.
        passphrase: Secret,
    }

    /// The recovery key as it was written down.
    struct TypeRecoveryKey {
        /// As typed; case, blanks and hyphens do not matter.
        recovery_key: Secret,
    }

    /// Opens the data with the recovery key and sets a new passphrase.
    struct Recover {
        /// The recovery key.
        recovery_key: Secret,
        /// The new passphrase, 8 or more characters.
        passphrase: Secret,
    }
}
