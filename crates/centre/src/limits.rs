//! How much of the centre one peer or one station may take, and how long a connection may be silent.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use sync::limits::{COMPRESSED_BYTES_MAX, PATIENCE_S, transfer_s};
use tokio::time::Instant;

/// Names that a table of buckets holds before it drops those that are full again.
const NAMES_MAX: usize = 10_000;

/// 2 to the 20th, bytes.
pub const MEGABYTE: usize = 1 << 20;

/// What is allowed. Beyond it a peer is refused and told when to come again; nobody else notices.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections of all peers together.
    pub connections: usize,
    /// Connections of one address.
    pub connections_per_peer: usize,
    /// Requests a second of one address; 0 is no limit, as behind a proxy.
    pub peer_rate: u32,
    /// Requests a second of one station.
    pub station_rate: u32,
    /// How long a TLS handshake or the head of a request may take, and how long a connection may idle.
    pub head: Duration,
    /// How long a body may take beyond what its bytes need on the slowest line.
    pub body: Duration,
    /// How long a peer may take to take what it is answered.
    pub answer: Duration,
    /// Requests that work at the same time on what they brought.
    pub working: usize,
    /// What has come of the bodies of all requests under way, bytes.
    pub bodies: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2_000,
            connections_per_peer: 64,
            peer_rate: 400,
            station_rate: 100,
            head: Duration::from_secs(15),
            body: Duration::from_secs(PATIENCE_S),
            // As long as a station waits for the largest.
            answer: Duration::from_secs(PATIENCE_S + transfer_s(COMPRESSED_BYTES_MAX)),
            working: 64,
            bodies: 512 * MEGABYTE,
        }
    }
}

/// Where a peer comes from: its IPv4 address, or the /64 of its IPv6 address, since whoever has one address of such a network
/// has all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
            address => address,
        })
    }
}

/// A token bucket for each name: so many a second, and four seconds' worth at once.
#[derive(Debug)]
pub struct Buckets<K> {
    rate: f64,
    levels: Mutex<HashMap<K, (f64, Instant)>>,
}

impl<K: Eq + Hash> Buckets<K> {
    /// All full; a rate of 0 lets everything pass.
    #[must_use]
    pub fn new(rate: u32) -> Self {
        Self { rate: f64::from(rate), levels: Mutex::new(HashMap::new()) }
    }

    const fn burst(&self) -> f64 {
        self.rate * 4.0
    }

    /// Takes so many tokens.
    ///
    /// # Errors
    /// How long until they are there; none are taken then.
    pub fn take(&self, name: K, tokens: u32, now: Instant) -> Result<(), Duration> {
        if self.rate <= 0.0 {
            return Ok(());
        }
        let wanted = f64::from(tokens).min(self.burst());
        self.at(name, now, |level| {
            if *level < wanted {
                return Err(Duration::from_secs_f64((wanted - *level) / self.rate));
            }
            *level -= wanted;
            Ok(())
        })
    }

    /// Takes so many tokens whether they are there or not: what is owed, at most as much as the bucket holds, comes first.
    pub fn charge(&self, name: K, tokens: u32, now: Instant) {
        if self.rate > 0.0 {
            self.at(name, now, |level| *level = (*level - f64::from(tokens)).max(-self.burst()));
        }
    }

    /// Gives back what was taken from whom it did not concern.
    pub fn give_back(&self, name: K, tokens: u32, now: Instant) {
        if self.rate > 0.0 {
            self.at(name, now, |level| *level = (*level + f64::from(tokens)).min(self.burst()));
        }
    }

    /// What a bucket holds at this moment.
    fn at<T>(&self, name: K, now: Instant, work: impl FnOnce(&mut f64) -> T) -> T {
        let (burst, rate) = (self.burst(), self.rate);
        let filled = |level: f64, at: Instant| now.duration_since(at).as_secs_f64().mul_add(rate, level);
        let mut levels = locked(&self.levels);
        if levels.len() >= NAMES_MAX {
            levels.retain(|_, (level, at)| filled(*level, *at) < burst);
        }
        let (level, at) = levels.entry(name).or_insert((burst, now));
        *level = filled(*level, *at).min(burst);
        *at = now;
        work(level)
    }
}

/// Connections that are open, by peer.
#[derive(Debug, Default)]
pub struct Connections {
    open: Mutex<(usize, HashMap<Network, usize>)>,
}

/// One connection; counted until it is dropped.
#[derive(Debug)]
pub struct Connection {
    all: Arc<Connections>,
    peer: Network,
}

impl Connections {
    /// Counts one more; none where the peer, or all together, have as many as they may.
    #[must_use]
    pub fn open(self: &Arc<Self>, peer: IpAddr, limits: &Limits) -> Option<Connection> {
        let peer = Network::from(peer);
        let mut open = locked(&self.open);
        let (all, peers) = &mut *open;
        let of_peer = peers.get(&peer).copied().unwrap_or(0);
        if *all >= limits.connections || of_peer >= limits.connections_per_peer {
            return None;
        }
        *all += 1;
        peers.insert(peer, of_peer + 1);
        Some(Connection { all: Arc::clone(self), peer })
    }

    /// How many are open.
    #[must_use]
    pub fn count(&self) -> usize {
        locked(&self.open).0
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut open = locked(&self.all.open);
        let (all, peers) = &mut *open;
        *all = all.saturating_sub(1);
        if let Some(count) = peers.get_mut(&self.peer) {
            *count -= 1;
            if *count == 0 {
                peers.remove(&self.peer);
            }
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_fills_and_is_its_owners_alone() {
        let buckets = Buckets::new(10);
        let now = Instant::now();
        for _ in 0..40 {
            assert_eq!(buckets.take("a", 1, now), Ok(()));
        }
        assert_eq!(buckets.take("a", 1, now), Err(Duration::from_millis(100)));
        assert_eq!(buckets.take("b", 40, now), Ok(()));
        let later = now + Duration::from_millis(100);
        assert_eq!(buckets.take("a", 1, later), Ok(()));
        assert!(buckets.take("a", 1, later).is_err());
        // More than the whole bucket is never asked of it.
        assert_eq!(buckets.take("c", 1_000, now), Ok(()));
        assert_eq!(Buckets::new(0).take("a", 1_000, now), Ok(()));
    }

    #[test]
    fn what_is_charged_is_owed_and_what_is_given_back_is_there() {
        let buckets = Buckets::new(10);
        let now = Instant::now();
        buckets.charge("a", 50, now);
        assert_eq!(buckets.take("a", 1, now), Err(Duration::from_millis(1_100)));
        buckets.charge("a", 1_000, now);
        assert_eq!(buckets.take("a", 1, now), Err(Duration::from_millis(4_100)), "no more than a bucket");
        buckets.give_back("a", 41, now);
        assert_eq!(buckets.take("a", 1, now), Ok(()));
        buckets.give_back("a", 1_000, now);
        assert_eq!(buckets.take("a", 40, now), Ok(()));
        assert!(buckets.take("a", 1, now).is_err());
        Buckets::new(0).charge("a", 1, now);
    }

    #[test]
    fn full_buckets_are_forgotten() {
        let buckets = Buckets::new(1);
        let now = Instant::now();
        for n in 0..NAMES_MAX {
            buckets.take(n, 1, now).unwrap();
        }
        buckets.take(NAMES_MAX, 1, now + Duration::from_secs(9)).unwrap();
        assert_eq!(locked(&buckets.levels).len(), 1);
    }

    #[test]
    fn a_network_counts_as_one_peer() {
        let network = |text: &str| Network::from(text.parse::<IpAddr>().unwrap());
        for (one, other, same) in [
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
            ("192.0.2.1", "192.0.2.2", false),
            ("192.0.2.1", "::ffff:192.0.2.1", true),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.2", false),
        ] {
            assert_eq!(network(one) == network(other), same, "{one} {other}");
        }
        let limits = Limits { connections_per_peer: 1, ..Limits::default() };
        let all = Arc::new(Connections::default());
        let _first = all.open("2001:db8::1".parse().unwrap(), &limits).unwrap();
        assert!(all.open("2001:db8::2".parse().unwrap(), &limits).is_none());
    }

    #[test]
    fn connections_are_counted_by_peer_and_in_all() {
        let limits = Limits { connections: 3, connections_per_peer: 2, ..Limits::default() };
        let all = Arc::new(Connections::default());
        let [a, b] = [1, 2].map(|n| IpAddr::from([127, 0, 0, n]));
        let first = all.open(a, &limits).unwrap();
        let _second = all.open(a, &limits).unwrap();
        assert!(all.open(a, &limits).is_none());
        let _third = all.open(b, &limits).unwrap();
        assert!(all.open(b, &limits).is_none(), "all together");
        drop(first);
        assert!(all.open(a, &limits).is_some());
        assert_eq!(all.count(), 2);
    }
}
