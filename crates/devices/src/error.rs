//! Why a job did not reach the printer. Sentences for people live in the translations, keyed by the code.

use std::io;
use std::path::PathBuf;

/// The reason a job was not delivered.
#[derive(Debug, thiserror::Error)]
pub enum PrinterError {
    /// A job name that cannot be a file name.
    #[error("{name:?} cannot name a job")]
    JobName {
        /// The name.
        name: String,
    },
    /// The folder cannot be written; nothing is left in it.
    #[error("folder {}: {source}", path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// The operating system's answer.
        source: io::Error,
    },
    /// The host name does not resolve.
    #[error("no address for {host}: {source}")]
    Address {
        /// The host.
        host: String,
        /// The operating system's answer.
        source: io::Error,
    },
    /// No connection: switched off, unplugged, wrong address.
    #[error("no connection to {host}:{port}: {source}")]
    Connect {
        /// The host.
        host: String,
        /// The port.
        port: u16,
        /// The operating system's answer.
        source: io::Error,
    },
    /// The printer stopped taking data; part of the job may have been printed.
    #[error("{host}:{port} took {sent} of {total} bytes and then none for {limit_ms} ms")]
    Stalled {
        /// The host.
        host: String,
        /// The port.
        port: u16,
        /// Bytes handed over.
        sent: usize,
        /// Bytes of the job.
        total: usize,
        /// The time limit.
        limit_ms: u128,
    },
    /// The connection broke; part of the job may have been printed.
    #[error("{host}:{port} broke off after {sent} of {total} bytes: {source}")]
    Broken {
        /// The host.
        host: String,
        /// The port.
        port: u16,
        /// Bytes handed over, as far as known.
        sent: usize,
        /// Bytes of the job.
        total: usize,
        /// The operating system's answer.
        source: io::Error,
    },
    /// Connected, but the printer does not say how it is: it may not speak this language, or hang.
    #[error("{host}:{port} did not tell its status within {limit_ms} ms")]
    StatusSilent {
        /// The host.
        host: String,
        /// The port.
        port: u16,
        /// The time limit.
        limit_ms: u128,
    },
    /// The printer said something that is no status, or broke off.
    #[error("{host}:{port} told no status: {answer:?}")]
    StatusUnreadable {
        /// The host.
        host: String,
        /// The port.
        port: u16,
        /// What it said, cut to a readable length.
        answer: String,
    },
    /// The device file is not there, or is none, or may not be used: unplugged, switched off, no right.
    #[error("device {}: {source}", path.display())]
    DeviceMissing {
        /// The device file.
        path: PathBuf,
        /// The operating system's answer.
        source: io::Error,
    },
    /// The device stopped taking data; part of the job may have been printed.
    #[error("{} took {sent} of {total} bytes and then none for {limit_ms} ms", path.display())]
    DeviceStalled {
        /// The device file.
        path: PathBuf,
        /// Bytes handed over.
        sent: usize,
        /// Bytes of the job.
        total: usize,
        /// The time limit.
        limit_ms: u128,
    },
    /// The device broke off; part of the job may have been printed.
    #[error("{} broke off after {sent} of {total} bytes: {source}", path.display())]
    DeviceBroken {
        /// The device file.
        path: PathBuf,
        /// Bytes handed over, as far as known.
        sent: usize,
        /// Bytes of the job.
        total: usize,
        /// The operating system's answer.
        source: io::Error,
    },
    /// The device does not say how it is.
    #[error("{} did not tell its status within {limit_ms} ms", path.display())]
    DeviceSilent {
        /// The device file.
        path: PathBuf,
        /// The time limit.
        limit_ms: u128,
    },
    /// The device said something that is no status.
    #[error("{} told no status: {answer:?}", path.display())]
    DeviceUnreadable {
        /// The device file.
        path: PathBuf,
        /// What it said, cut to a readable length.
        answer: String,
    },
    /// There is no CUPS on this machine.
    #[error("the program lp cannot be started: {source}")]
    CupsMissing {
        /// The operating system's answer.
        source: io::Error,
    },
    /// CUPS refused the job: unknown queue, queue stopped.
    #[error("queue {queue} refused the job: {answer}")]
    CupsRefused {
        /// The queue.
        queue: String,
        /// What lp said.
        answer: String,
    },
    /// CUPS did not answer in time; whether it has the job is unknown.
    #[error("queue {queue} did not answer within {limit_ms} ms")]
    CupsStalled {
        /// The queue.
        queue: String,
        /// The time limit.
        limit_ms: u128,
    },
}

impl PrinterError {
    /// A stable dotted code, the key of the sentence shown to people.
    pub fn code(&self) -> &'static str {
        match self {
            Self::JobName { .. } => "printer.job_name",
            Self::Folder { .. } => "printer.folder",
            Self::Address { .. } => "printer.address",
            Self::Connect { .. } => "printer.connect",
            Self::Stalled { .. } => "printer.stalled",
            Self::Broken { .. } => "printer.broken",
            Self::StatusSilent { .. } => "printer.status_silent",
            Self::StatusUnreadable { .. } => "printer.status_unreadable",
            Self::DeviceMissing { .. } => "printer.device",
            Self::DeviceStalled { .. } => "printer.device_stalled",
            Self::DeviceBroken { .. } => "printer.device_broken",
            Self::DeviceSilent { .. } => "printer.device_silent",
            Self::DeviceUnreadable { .. } => "printer.device_unreadable",
            Self::CupsMissing { .. } => "printer.cups_missing",
            Self::CupsRefused { .. } => "printer.cups_refused",
            Self::CupsStalled { .. } => "printer.cups_stalled",
        }
    }

    /// Whether part of the job may be on paper, so that someone must look before printing again.
    pub fn may_have_printed(&self) -> bool {
        matches!(
            self,
            Self::Stalled { .. }
                | Self::Broken { .. }
                | Self::DeviceStalled { .. }
                | Self::DeviceBroken { .. }
                | Self::CupsStalled { .. }
        )
    }

    /// The values that fill the sentence.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::JobName { name } => vec![("name", name.clone())],
            Self::Folder { path, source } | Self::DeviceMissing { path, source } => {
                vec![("path", path.display().to_string()), ("reason", source.to_string())]
            }
            Self::Address { host, source } => vec![("host", host.clone()), ("reason", source.to_string())],
            Self::Connect { host, port, source } => {
                vec![("host", host.clone()), ("port", port.to_string()), ("reason", source.to_string())]
            }
            Self::Stalled { host, port, sent, total, limit_ms } => vec![
                ("host", host.clone()),
                ("port", port.to_string()),
                ("sent", sent.to_string()),
                ("total", total.to_string()),
                ("limit_ms", limit_ms.to_string()),
            ],
            Self::Broken { host, port, sent, total, source } => vec![
                ("host", host.clone()),
                ("port", port.to_string()),
                ("sent", sent.to_string()),
                ("total", total.to_string()),
                ("reason", source.to_string()),
            ],
            Self::StatusSilent { host, port, limit_ms } => {
                vec![("host", host.clone()), ("port", port.to_string()), ("limit_ms", limit_ms.to_string())]
            }
            Self::StatusUnreadable { host, port, answer } => {
                vec![("host", host.clone()), ("port", port.to_string()), ("answer", answer.clone())]
            }
            Self::DeviceStalled { path, sent, total, limit_ms } => vec![
                ("path", path.display().to_string()),
                ("sent", sent.to_string()),
                ("total", total.to_string()),
                ("limit_ms", limit_ms.to_string()),
            ],
            Self::DeviceBroken { path, sent, total, source } => vec![
                ("path", path.display().to_string()),
                ("sent", sent.to_string()),
                ("total", total.to_string()),
                ("reason", source.to_string()),
            ],
            Self::DeviceSilent { path, limit_ms } => {
                vec![("path", path.display().to_string()), ("limit_ms", limit_ms.to_string())]
            }
            Self::DeviceUnreadable { path, answer } => {
                vec![("path", path.display().to_string()), ("answer", answer.clone())]
            }
            Self::CupsMissing { source } => vec![("reason", source.to_string())],
            Self::CupsRefused { queue, answer } => {
                vec![("queue", queue.clone()), ("reason", answer.clone())]
            }
            Self::CupsStalled { queue, limit_ms } => {
                vec![("queue", queue.clone()), ("limit_ms", limit_ms.to_string())]
            }
        }
    }
}
