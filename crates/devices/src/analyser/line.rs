//! Where an analyser is, and why it cannot be heard.

use std::net::IpAddr;

/// The line that an analyser is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnalyserLine {
    /// The analyser calls: this machine listens on a port and hears that address alone.
    Listen {
        /// The analyser's own address.
        from: IpAddr,
        /// The port.
        port: u16,
    },
    /// The analyser is called.
    Connect {
        /// Its host name or address.
        host: String,
        /// Its port.
        port: u16,
    },
    /// A serial line: eight data bits, no parity, one stop bit (LIS01-A2 5.2.2).
    Serial {
        /// The port, such as `/dev/ttyS0`.
        path: String,
        /// Bits per second.
        baud: u32,
    },
}

/// Why an analyser cannot be heard.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnalyserError {
    /// The port cannot be listened on: taken by another program, no right.
    #[error("port {port}: {reason}")]
    Port {
        /// The port.
        port: u16,
        /// The operating system's answer.
        reason: String,
    },
    /// Nobody answers there.
    #[error("{host}:{port}: {reason}")]
    Unreachable {
        /// The host.
        host: String,
        /// The port.
        port: u16,
        /// The operating system's answer.
        reason: String,
    },
    /// The serial line is not there, or cannot be used.
    #[error("{path}: {reason}")]
    Serial {
        /// The port.
        path: String,
        /// The operating system's answer.
        reason: String,
    },
    /// Somebody else called.
    #[error("a connection from {address} was refused")]
    Stranger {
        /// Who.
        address: IpAddr,
    },
    /// It was connected and hung up.
    #[error("it hung up")]
    HungUp,
}

impl AnalyserError {
    /// A stable dotted code, the key of the sentence shown to people.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Port { .. } => "analyser.port",
            Self::Unreachable { .. } => "analyser.unreachable",
            Self::Serial { .. } => "analyser.serial",
            Self::Stranger { .. } => "analyser.stranger",
            Self::HungUp => "analyser.hung_up",
        }
    }

    /// The values that fill the sentence.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Port { port, reason } => vec![("port", port.to_string()), ("reason", reason.clone())],
            Self::Unreachable { host, port, reason } => {
                vec![("host", host.clone()), ("port", port.to_string()), ("reason", reason.clone())]
            }
            Self::Serial { path, reason } => vec![("path", path.clone()), ("reason", reason.clone())],
            Self::Stranger { address } => vec![("address", address.to_string())],
            Self::HungUp => Vec::new(),
        }
    }
}
