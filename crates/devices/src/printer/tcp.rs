//! Raw data to a listening printer, usually port 9100.
//!
//! The printer must close the connection after our end of data, as JetDirect does; one that never does counts as
//! stalled, since nothing tells it from one that never read.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream, ToSocketAddrs};

use super::{PrintReceipt, TimeLimits};
use crate::error::PrinterError;

pub(super) fn send(to: (&str, u16), bytes: &[u8], limits: TimeLimits) -> Result<PrintReceipt, PrinterError> {
    let (host, port) = to;
    let mut stream = connect(host, port, limits)?;
    let total = bytes.len();
    let failed = |sent: usize, source: io::Error| {
        let host = host.to_owned();
        if matches!(source.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) {
            PrinterError::Stalled { host, port, sent, total, limit_ms: limits.write.as_millis() }
        } else {
            PrinterError::Broken { host, port, sent, total, source }
        }
    };
    let set = stream.set_write_timeout(Some(limits.write)).and(stream.set_read_timeout(Some(limits.write)));
    set.map_err(|e| failed(0, e))?;
    let mut sent = 0;
    while let Some(rest) = bytes.get(sent..).filter(|rest| !rest.is_empty()) {
        match stream.write(rest) {
            Ok(0) => return Err(failed(sent, io::ErrorKind::WriteZero.into())),
            Ok(n) => sent += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(failed(sent, e)),
        }
    }
    // The system takes bytes that the printer has not seen yet. Only when the printer has answered our end of data
    // with its own has it read them all; a reset instead means that some are lost.
    stream.shutdown(Shutdown::Write).map_err(|e| failed(sent, e))?;
    drain(&mut stream).map_err(|e| failed(sent, e))?;
    Ok(PrintReceipt::Sent { bytes: sent })
}

/// Tries every address of the host until one answers.
pub(super) fn connect(host: &str, port: u16, limits: TimeLimits) -> Result<TcpStream, PrinterError> {
    let no_address = |source| PrinterError::Address { host: host.to_owned(), source };
    let addresses: Vec<SocketAddr> = (host, port).to_socket_addrs().map_err(no_address)?.collect();
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for address in addresses {
        match TcpStream::connect_timeout(&address, limits.connect) {
            Ok(stream) => return Ok(stream),
            Err(e) => last = e,
        }
    }
    Err(PrinterError::Connect { host: host.to_owned(), port, source: last })
}

/// The most a printer may say back; status reports are far shorter.
const ANSWER_LENGTH_MAX: usize = 64 * 1024;

fn drain(stream: &mut TcpStream) -> io::Result<()> {
    let mut buffer = [0; 1024];
    let mut read = 0;
    while read < ANSWER_LENGTH_MAX {
        match stream.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(n) => read += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(())
}
