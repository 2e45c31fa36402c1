//! Listening to one analyser for as long as the station is open, switched on or not.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use super::{AnalyserError, AnalyserLine, AnalyserProtocol, Heard, Link, Verdict};

/// How long one look at the line takes.
const LOOK: Duration = Duration::from_millis(100);
/// Looks without a byte after which an incomplete message is given up: 30 s (LIS01-A2 6.5.2.3).
const SILENT_LOOKS_MAX: u32 = 300;
/// How often to look whether an analyser is there.
const RETRY: Duration = Duration::from_millis(500);
const CONNECT: Duration = Duration::from_secs(5);
const WRITE: Duration = Duration::from_secs(5);

/// What an analyser does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnalyserEvent {
    /// The port is open; the analyser has not called yet.
    Listening,
    /// It is there.
    Connected,
    /// It is not, and why; told when the reason changes.
    Lost(AnalyserError),
    /// It said something; the answer to a message decides how it is acknowledged.
    Heard(Heard),
}

/// A thread that listens to one analyser, until this is dropped.
#[derive(Debug)]
pub struct AnalyserWatch {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl AnalyserWatch {
    /// Begins to listen. `on_event` is called on the listening thread.
    pub fn start(
        line: AnalyserLine,
        protocol: AnalyserProtocol,
        on_event: impl Fn(AnalyserEvent) -> Verdict + Send + 'static,
    ) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            Listener { line, protocol, stop: stopped, told: None, on_event: Box::new(on_event) }.run();
        });
        Self { stop, thread }
    }
}

impl Drop for AnalyserWatch {
    /// Does not wait for the thread: it may itself wait for whoever drops this, to keep a message.
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.thread().unpark();
    }
}

struct Listener {
    line: AnalyserLine,
    protocol: AnalyserProtocol,
    stop: Arc<AtomicBool>,
    told: Option<AnalyserError>,
    on_event: Box<dyn Fn(AnalyserEvent) -> Verdict>,
}

impl Listener {
    fn run(&mut self) {
        while !self.stopped() {
            let lost = match self.line.clone() {
                AnalyserLine::Listen { from, port } => self.listen(from, port),
                AnalyserLine::Connect { host, port } => self.call(&host, port),
                AnalyserLine::Serial { path, baud } => self.serial(&path, baud),
            };
            if !self.stopped() {
                self.lost(lost);
                std::thread::park_timeout(RETRY);
            }
        }
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn tell(&self, event: AnalyserEvent) -> Verdict {
        (self.on_event)(event)
    }

    fn lost(&mut self, error: AnalyserError) {
        if self.told.as_ref() != Some(&error) {
            self.tell(AnalyserEvent::Lost(error.clone()));
            self.told = Some(error);
        }
    }

    /// One connection after the other; a new one takes the place of the old, whose end may not have been told.
    fn listen(&mut self, from: IpAddr, port: u16) -> AnalyserError {
        let own = if from.is_loopback() { from } else { IpAddr::V4(Ipv4Addr::UNSPECIFIED) };
        let refused = |error: io::Error| AnalyserError::Port { port, reason: error.to_string() };
        let listener = match TcpListener::bind((own, port)).and_then(|l| l.set_nonblocking(true).map(|()| l))
        {
            Ok(listener) => listener,
            Err(error) => return refused(error),
        };
        self.told = None;
        self.tell(AnalyserEvent::Listening);
        let mut next: Option<TcpStream> = None;
        while !self.stopped() {
            if let Some(stream) = next.take() {
                self.told = None;
                next = self.converse(stream, Some((&listener, from)));
                if next.is_none() && !self.stopped() {
                    self.lost(AnalyserError::HungUp);
                }
                continue;
            }
            match accept(&listener, from) {
                Ok(Some(stream)) => next = Some(stream),
                Ok(None) => std::thread::park_timeout(LOOK),
                Err(Refused::Stranger(address)) => self.lost(AnalyserError::Stranger { address }),
                Err(Refused::Broken(error)) => return refused(error),
            }
        }
        AnalyserError::HungUp
    }

    fn call(&mut self, host: &str, port: u16) -> AnalyserError {
        let unreachable = |reason: String| AnalyserError::Unreachable { host: host.to_owned(), port, reason };
        let addresses: Vec<SocketAddr> = match (host, port).to_socket_addrs() {
            Ok(addresses) => addresses.collect(),
            Err(error) => return unreachable(error.to_string()),
        };
        let mut reason = String::new();
        for address in addresses {
            match TcpStream::connect_timeout(&address, CONNECT).and_then(|s| limited(&s).map(|()| s)) {
                Ok(stream) => {
                    self.told = None;
                    self.converse(stream, None);
                    return AnalyserError::HungUp;
                }
                Err(error) => reason = error.to_string(),
            }
        }
        unreachable(reason)
    }

    fn serial(&mut self, path: &str, baud: u32) -> AnalyserError {
        let failed = |reason: String| AnalyserError::Serial { path: path.to_owned(), reason };
        if cfg!(unix) && !Path::new(path).exists() {
            return failed(io::Error::from(io::ErrorKind::NotFound).to_string());
        }
        match serialport::new(path, baud).timeout(LOOK).dtr_on_open(true).open() {
            Ok(port) => {
                self.told = None;
                self.converse(port, None);
                AnalyserError::HungUp
            }
            Err(error) => failed(error.to_string()),
        }
    }

    /// Until it hangs up, the station closes, or it calls again: then with that connection, since the end of the first
    /// may never be told.
    fn converse(
        &self,
        mut wire: impl Read + Write,
        door: Option<(&TcpListener, IpAddr)>,
    ) -> Option<TcpStream> {
        self.tell(AnalyserEvent::Connected);
        let mut link = Link::new(self.protocol);
        let mut heard = |heard| self.tell(AnalyserEvent::Heard(heard));
        let mut buffer = [0; 4096];
        let mut silent = 0;
        let mut next = None;
        while !self.stopped() {
            match wire.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => {
                    silent = 0;
                    let back = link.push(buffer.get(..n).unwrap_or_default(), &mut heard);
                    if !back.is_empty() && wire.write_all(&back).and_then(|()| wire.flush()).is_err() {
                        break;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) => {
                    silent += 1;
                    if silent == SILENT_LOOKS_MAX {
                        link.timed_out(&mut heard);
                    }
                    next = door.and_then(|(listener, from)| accept(listener, from).ok().flatten());
                    if next.is_some() || self.is_pulled_out() {
                        break;
                    }
                }
                Err(_) => break,
            }
        }
        link.timed_out(&mut heard);
        next
    }

    /// Some drivers go on saying nothing after the plug is out.
    fn is_pulled_out(&self) -> bool {
        matches!(&self.line, AnalyserLine::Serial { path, .. } if cfg!(unix) && !Path::new(path).exists())
    }
}

enum Refused {
    /// Somebody else called.
    Stranger(IpAddr),
    /// The port is gone.
    Broken(io::Error),
}

/// Whoever waits at the door, if it is the analyser.
fn accept(listener: &TcpListener, from: IpAddr) -> Result<Option<TcpStream>, Refused> {
    match listener.accept() {
        Ok((stream, address)) if address.ip() == from => {
            // One that hung up at once is none.
            Ok(stream.set_nonblocking(false).and_then(|()| limited(&stream)).ok().map(|()| stream))
        }
        Ok((_, address)) => Err(Refused::Stranger(address.ip())),
        Err(error) => match error.kind() {
            io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted | io::ErrorKind::ConnectionAborted => {
                Ok(None)
            }
            _ => Err(Refused::Broken(error)),
        },
    }
}

fn limited(stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(LOOK))?;
    stream.set_write_timeout(Some(WRITE))?;
    stream.set_nodelay(true)
}
