//! `cordkeep`: init, demo, verify, backup, restore, passphrase, export, import, sync, scan, label, document, bench, serve.
//!
//! Exit codes: 0 done, 1 refused or found bad, 2 usage. With `--json` the answer, or the problem, is one JSON value on
//! standard output; without it, it is for people, in the language of the environment.

mod bench;
mod command;
mod output;

use clap::{Parser, Subcommand};
use output::{Failure, Output};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cordkeep", version, about = "Cordkeep (脐血库): records of a cord blood bank")]
struct Arguments {
    /// Print one JSON value.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Create a bank from a JSON file; the passphrase comes from CORDKEEP_PASSPHRASE.
    Init {
        /// Folder of the station's data.
        #[arg(long)]
        data: PathBuf,
        /// JSON of the request `setup.create_bank` without its passphrase; `-` for standard input.
        #[arg(long)]
        bank: PathBuf,
    },
    /// Make a believable bank of invented data.
    Demo {
        /// Folder of the station's data.
        #[arg(long)]
        data: PathBuf,
        /// How many units.
        #[arg(long, default_value_t = 200)]
        units: u32,
        /// The same seed gives the same bank.
        #[arg(long, default_value_t = 1)]
        seed: u32,
    },
    /// Verify a station's ledger, or an exported archive without any database.
    Verify {
        /// A file that `export --inspection` or `export --ledger` wrote.
        #[arg(required_unless_present = "data", conflicts_with = "data")]
        file: Option<PathBuf>,
        /// The public key that the station must have, hexadecimal, as the bank gave it by another way.
        #[arg(long, requires = "file")]
        key: Option<String>,
        /// Folder of the station's data.
        #[arg(long)]
        data: Option<PathBuf>,
        /// Also rebuild all projections and compare their digest.
        #[arg(long, requires = "data")]
        rebuild: bool,
        /// The text of the QR code on a document: whether the station's ledger holds what it leads to.
        #[arg(long, requires = "data", conflicts_with = "rebuild")]
        document: Option<String>,
    },
    /// Write a backup of a station: the encrypted database with its wrapped keys, whole or not at all.
    Backup {
        /// Folder of the station's data.
        #[arg(long)]
        data: PathBuf,
        /// Folder for the backup; else the one that the station is set to.
        #[arg(long)]
        to: Option<PathBuf>,
    },
    /// Check a backup whole and make a station of it, under a new identity. The passphrase or the recovery key comes
    /// from CORDKEEP_PASSPHRASE.
    Restore {
        /// Folder of the backup.
        #[arg(long)]
        from: PathBuf,
        /// Folder for the station's data: new or empty.
        #[arg(long, required_unless_present = "drill", conflicts_with = "drill")]
        data: Option<PathBuf>,
        /// What the new station is called; else the former name with R1, R2 ... behind it.
        #[arg(long)]
        name: Option<String>,
        /// Only try: restore into a temporary folder, check, report the time, remove it.
        #[arg(long)]
        drill: bool,
    },
    /// Change the passphrase of a station: from CORDKEEP_PASSPHRASE (or the recovery key) to CORDKEEP_NEW_PASSPHRASE.
    Passphrase {
        /// Folder of the station's data.
        #[arg(long)]
        data: PathBuf,
    },
    /// Let the keyring of this computer open the station from now on; the passphrase (or the recovery key) comes from
    /// CORDKEEP_PASSPHRASE.
    Keyring {
        /// Folder of the station's data.
        #[arg(long)]
        data: PathBuf,
        /// Ask for the passphrase at each start again.
        #[arg(long)]
        forget: bool,
    },
    /// Write a unit's dossier as JSON, a file for an inspector, or the whole ledger as an archive.
    Export {
        /// Folder of the station's data.
        #[arg(long)]
        data: PathBuf,
        /// Donation number of a unit; several for an inspection.
        #[arg(long, required_unless_present_any = ["ledger", "inspection"])]
        unit: Vec<String>,
        /// One file for an inspector, that `verify` checks: of the given units, or of all.
        #[arg(long)]
        inspection: Option<PathBuf>,
        /// Mothers' personal data goes into the inspection file, too.
        #[arg(long, requires = "inspection")]
        with_personal: bool,
        /// File for the archive of the ledger.
        #[arg(long, conflicts_with_all = ["unit", "inspection"])]
        ledger: Option<PathBuf>,
    },
    /// Import records from CSV: all lines or none.
    Import {
        #[command(subcommand)]
        what: Import,
    },
    /// Exchange with the centre by files: on a USB stick, over another station of the same site. The file's passphrase comes
    /// from CORDKEEP_FILE_PASSPHRASE.
    Sync {
        #[command(subcommand)]
        what: Sync,
    },
    /// Say what a scanned text is, or where its fault lies.
    Scan {
        /// The text as read.
        #[arg(allow_hyphen_values = true, required_unless_present = "file", conflicts_with = "file")]
        text: Option<String>,
        /// A file with one scan on each line.
        #[arg(long)]
        file: Option<PathBuf>,
    },
    /// Write labels of a unit as PDF or ZPL II, or invented ones of every template.
    Label {
        /// Folder of the station's data.
        #[arg(long, required_unless_present = "gallery")]
        data: Option<PathBuf>,
        /// Donation number of the unit.
        #[arg(long, required_unless_present = "gallery")]
        unit: Option<String>,
        /// The file.
        #[arg(long, required_unless_present = "gallery")]
        out: Option<PathBuf>,
        /// ZPL II instead of PDF.
        #[arg(long)]
        zpl: bool,
        /// Resolution of the printer: 203, 300 or 600.
        #[arg(long, requires = "zpl", default_value_t = 203)]
        dpi: u32,
        /// Folder for invented labels of every template, as PDF and ZPL II; with --data by the bank's own templates.
        #[arg(long, conflicts_with_all = ["unit", "out", "zpl"])]
        gallery: Option<PathBuf>,
        /// Templates, each as often as it is given: bag, tube, maternal_tube, form, cryo_bag.
        #[arg(long, value_delimiter = ',', default_value = "bag,tube,tube,maternal_tube,form")]
        templates: Vec<String>,
        /// zh-CN or en.
        #[arg(long, default_value = "zh-CN")]
        locale: String,
    },
    /// Write a document as PDF, marked as a preview and without personal data: dossier, storage_certificate, worksheet,
    /// manifest, pick_list.
    Document {
        /// Which document.
        kind: String,
        /// Folder of the station's data.
        #[arg(long)]
        data: PathBuf,
        /// Donation number of the unit; several for a pick list.
        #[arg(long)]
        unit: Vec<String>,
        /// Code of the box, for a manifest.
        #[arg(long = "box")]
        box_code: Option<String>,
        /// The file.
        #[arg(long)]
        out: PathBuf,
        /// zh-CN or en.
        #[arg(long, default_value = "zh-CN")]
        locale: String,
    },
    /// Serve the screens in a browser, on this machine only.
    Serve {
        /// Folder of the station's data.
        #[arg(long, env = "CORDKEEP_DATA")]
        data: PathBuf,
        /// Folder of the built UI.
        #[arg(long, default_value = "ui/dist")]
        ui: PathBuf,
        /// Port; 0 takes a free one.
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
    /// Measure, print a table and write JSON.
    Bench {
        /// The JSON file.
        #[arg(long, default_value = "target/bench.json")]
        out: PathBuf,
        /// Units of the demo bank to measure on.
        #[arg(long, default_value_t = 10_000)]
        units: u32,
        /// Entries of the ledger to read the audit trail from.
        #[arg(long, default_value_t = 1_000_000)]
        audit_entries: u64,
        /// Fail where a figure is over its limit.
        #[arg(long)]
        demand: bool,
    },
}

#[derive(Subcommand)]
enum Import {
    /// Donations with consent, questionnaire and collection. The password comes from CORDKEEP_PASSWORD.
    Donations {
        /// The CSV file.
        file: PathBuf,
        /// Folder of the station's data.
        #[arg(long)]
        data: PathBuf,
        /// Sign-in name of the person who imports.
        #[arg(long)]
        login: String,
        /// Check only.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Subcommand)]
enum Sync {
    /// Write what the centre lacks; for a named station also what the centre has for it.
    Export {
        /// Folder of the station's data.
        #[arg(long)]
        data: PathBuf,
        /// The file.
        #[arg(long)]
        out: PathBuf,
        /// Name or number of the station that will read it.
        #[arg(long = "for")]
        reader: Option<String>,
    },
    /// Take what a file brings; twice changes nothing.
    Import {
        /// The file.
        file: PathBuf,
        /// Folder of the station's data.
        #[arg(long)]
        data: PathBuf,
    },
}

fn main() -> ExitCode {
    let filter =
        tracing_subscriber::EnvFilter::try_from_env("CORDKEEP_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let arguments = Arguments::parse();
    let output = Output::new(arguments.json);
    match run(arguments.command, &output) {
        Ok(code) => code,
        Err(failure) => output.failure(&failure),
    }
}

fn run(command: Command, output: &Output) -> Result<ExitCode, Failure> {
    use command::{backup, create, document, ledger, scan, serve, sync, unit};
    match command {
        Command::Init { data, bank } => create::init(&data, &bank, output),
        Command::Demo { data, units, seed } => create::demo(&data, units, seed, output),
        Command::Verify { file: Some(file), key, .. } => ledger::verify_file(&file, key.as_deref(), output),
        Command::Verify { data, document: Some(text), .. } => {
            document::verify(&data.unwrap_or_default(), &text, output)
        }
        Command::Verify { data, rebuild, .. } => ledger::verify(&data.unwrap_or_default(), rebuild, output),
        Command::Backup { data, to } => backup::backup(&data, to.as_deref(), output),
        Command::Restore { from, drill: true, .. } => backup::drill(&from, output),
        Command::Restore { from, data, name, .. } => {
            backup::restore(&from, &data.unwrap_or_default(), name.as_deref(), output)
        }
        Command::Passphrase { data } => backup::change_passphrase(&data, output),
        Command::Keyring { data, forget } => backup::keyring(&data, forget, output),
        Command::Export { data, unit, inspection: Some(out), with_personal, .. } => {
            ledger::inspection(&data, &out, &unit, with_personal, output)
        }
        Command::Export { data, ledger: Some(ledger), .. } => ledger::export(&data, &ledger, output),
        Command::Export { data, unit, .. } => unit::export(&data, &unit, output),
        Command::Import { what: Import::Donations { file, data, login, dry_run } } => {
            unit::import(&file, &data, &login, dry_run, output)
        }
        Command::Sync { what: Sync::Export { data, out, reader } } => {
            sync::export(&data, &out, reader.as_deref(), output)
        }
        Command::Sync { what: Sync::Import { file, data } } => sync::import(&data, &file, output),
        Command::Scan { file: Some(file), .. } => scan::file(&file, output),
        Command::Scan { text, .. } => scan::text(&text.unwrap_or_default(), output),
        Command::Label { gallery: Some(folder), data, .. } => unit::gallery(&folder, data.as_deref(), output),
        Command::Label { data, unit: din, out, zpl, dpi, templates, locale, .. } => {
            let (data, out) = (data.unwrap_or_default(), out.unwrap_or_default());
            let wanted =
                unit::Labels { din: &din.unwrap_or_default(), templates: &templates, locale: &locale };
            unit::label(&data, &out, &wanted, zpl.then_some(dpi), output)
        }
        Command::Document { kind, data, unit, box_code, out, locale } => {
            let wanted = document::Wanted {
                kind: &kind,
                units: &unit,
                box_code: box_code.as_deref(),
                locale: &locale,
            };
            document::write(&data, &out, &wanted, output)
        }
        Command::Serve { data, ui, port } => serve::serve(&data, ui, port, output),
        Command::Bench { out, units, audit_entries, demand } => {
            bench::run(&out, (units, audit_entries), demand, output)
        }
    }
}
