//! A line to a server that a test cuts at a byte, and on which it reads what passed.

use std::{
    collections::VecDeque,
    io::{Read as _, Write as _},
    mem,
    net::{Ipv4Addr, Shutdown, TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// What a client says.
    ToServer,
    /// What it hears.
    ToClient,
}

/// What passed on one connection.
#[derive(Debug, Clone, Default)]
pub struct Talk {
    /// What the client said.
    pub to_server: Vec<u8>,
    /// What it heard.
    pub to_client: Vec<u8>,
}

/// Passes everything on, until it is told to cut. Ended in `Drop`.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    line: Arc<Mutex<Line>>,
}

#[derive(Debug, Default)]
struct Line {
    /// How many bytes may still pass this way before the line is cut.
    cut: Option<(Way, usize)>,
    cuts: u64,
    /// In the order in which the connections began, and whether each still has an open end.
    talks: VecDeque<(Talk, u8)>,
    /// How many were taken off the front of these.
    taken: usize,
    is_closed: bool,
}

impl Proxy {
    /// Listens on a free port of 127.0.0.1 for a server on another one, which need not be there all the time.
    pub fn start(to: u16) -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let proxy = Self { port: listener.local_addr()?.port(), line: Arc::default() };
        let line = Arc::clone(&proxy.line);
        thread::spawn(move || {
            for client in listener.incoming() {
                if locked(&line).is_closed {
                    return;
                }
                // A server that is away leaves the client with a connection that ends at once.
                if let (Ok(client), Ok(server)) = (client, TcpStream::connect((Ipv4Addr::LOCALHOST, to))) {
                    let _ = join(&line, &client, &server);
                }
            }
        });
        Ok(proxy)
    }

    /// Where clients reach the server.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Lets so many bytes more pass this way, on whatever connections, and cuts the one that brings the next, both ways.
    pub fn cut_after(&self, way: Way, bytes: usize) {
        locked(&self.line).cut = Some((way, bytes));
    }

    /// Whether a cut is still to come.
    pub fn is_to_cut(&self) -> bool {
        locked(&self.line).cut.is_some()
    }

    /// Cuts nothing any more.
    pub fn heal(&self) {
        locked(&self.line).cut = None;
    }

    /// How often it was cut.
    pub fn cuts(&self) -> u64 {
        locked(&self.line).cuts
    }

    /// What passed since this was last asked, on connections that ended, in the order in which they began.
    pub fn talks(&self) -> Vec<Talk> {
        let mut line = locked(&self.line);
        let ended = line.talks.iter().take_while(|(_, open)| *open == 0).count();
        line.taken += ended;
        line.talks.drain(..ended).map(|(talk, _)| talk).collect()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        locked(&self.line).is_closed = true;
        // Wakes it from waiting for the next.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

fn locked(line: &Mutex<Line>) -> MutexGuard<'_, Line> {
    line.lock().unwrap_or_else(PoisonError::into_inner)
}

fn join(line: &Arc<Mutex<Line>>, client: &TcpStream, server: &TcpStream) -> std::io::Result<()> {
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let ends = [
        (client.try_clone()?, server.try_clone()?, Way::ToServer),
        (server.try_clone()?, client.try_clone()?, Way::ToClient),
    ];
    let number = {
        let mut line = locked(line);
        line.talks.push_back((Talk::default(), 2));
        line.taken + line.talks.len() - 1
    };
    for (from, to, way) in ends {
        let line = Arc::clone(line);
        thread::spawn(move || {
            pass(&line, number, way, &from, &to);
            let mut line = locked(&line);
            let index = number - line.taken;
            line.talks[index].1 -= 1;
        });
    }
    Ok(())
}

fn pass(line: &Mutex<Line>, number: usize, way: Way, mut from: &TcpStream, mut to: &TcpStream) {
    let mut chunk = [0; 4096];
    loop {
        let Ok(read @ 1..) = from.read(&mut chunk) else {
            let _ = to.shutdown(Shutdown::Write);
            return;
        };
        let passing = locked(line).let_pass(number, way, &chunk[..read]);
        if to.write_all(&chunk[..passing]).is_err() || passing < read {
            let _ = from.shutdown(Shutdown::Both);
            let _ = to.shutdown(Shutdown::Both);
            return;
        }
    }
}

impl Line {
    /// How many of these bytes pass; the line is cut behind them where that is not all.
    fn let_pass(&mut self, number: usize, way: Way, bytes: &[u8]) -> usize {
        let passing = match mem::take(&mut self.cut) {
            Some((cut, left)) if cut == way && left < bytes.len() => {
                self.cuts += 1;
                left
            }
            Some((cut, left)) if cut == way => {
                self.cut = Some((cut, left - bytes.len()));
                bytes.len()
            }
            other => {
                self.cut = other;
                bytes.len()
            }
        };
        let (talk, _) = &mut self.talks[number - self.taken];
        let said = if way == Way::ToServer { &mut talk.to_server } else { &mut talk.to_client };
        said.extend_from_slice(&bytes[..passing]);
        passing
    }
}
