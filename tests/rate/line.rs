//! A line of so many bits a second each way, on loopback: a token bucket in front of the centre. It counts what it carries.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// What goes at once, bytes: about 3 ms of 10 Mbit/s.
const CHUNK: usize = 4 * 1024;

/// One direction, shared by all connections.
struct Way {
    bytes_s: f64,
    free: Mutex<Instant>,
    carried: AtomicUsize,
}

impl Way {
    fn new(bits_s: f64) -> Arc<Self> {
        Arc::new(Self {
            bytes_s: bits_s / 8.0,
            free: Mutex::new(Instant::now()),
            carried: AtomicUsize::new(0),
        })
    }

    /// Waits until the line has carried so many bytes.
    fn carry(&self, bytes: usize) {
        self.carried.fetch_add(bytes, Ordering::Relaxed);
        let until = {
            let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
            *free =
                (*free).max(Instant::now()) + Duration::from_secs_f64(crate::number(bytes) / self.bytes_s);
            *free
        };
        thread::sleep(until.saturating_duration_since(Instant::now()));
    }

    fn copy(&self, mut from: TcpStream, mut to: TcpStream) {
        let mut chunk = [0; CHUNK];
        while let Ok(read @ 1..) = from.read(&mut chunk) {
            self.carry(read);
            if to.write_all(chunk.get(..read).unwrap_or_default()).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    }
}

/// The line. Its threads end with the connections, the first with the program.
pub struct Line {
    port: u16,
    up: Arc<Way>,
    down: Arc<Way>,
}

impl Line {
    /// Leads to a port of 127.0.0.1.
    pub fn open(to: u16, bits_s: f64) -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let line = Self { port: listener.local_addr()?.port(), up: Way::new(bits_s), down: Way::new(bits_s) };
        let (up, down) = (Arc::clone(&line.up), Arc::clone(&line.down));
        thread::spawn(move || {
            for station in listener.incoming().flatten() {
                let Ok(centre) = TcpStream::connect((Ipv4Addr::LOCALHOST, to)) else { continue };
                let _ = (station.set_nodelay(true), centre.set_nodelay(true));
                if let (Ok(from), Ok(back)) = (station.try_clone(), centre.try_clone()) {
                    let (up, down) = (Arc::clone(&up), Arc::clone(&down));
                    thread::spawn(move || up.copy(from, centre));
                    thread::spawn(move || down.copy(back, station));
                }
            }
        });
        Ok(line)
    }

    /// Where stations reach the centre by it.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Bytes carried so far to the centre, and back: what HTTP says included, TCP's own not.
    pub fn carried(&self) -> (usize, usize) {
        (self.up.carried.load(Ordering::Relaxed), self.down.carried.load(Ordering::Relaxed))
    }
}
