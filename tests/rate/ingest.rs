//! What the centre takes in: many stations at once, each with a full page, page after page; every hash and signature verified,
//! every commit durable.

use crate::{
    chain::{Chain, Told},
    cost::{processor_of_all_s, processor_s},
    number, percentile,
};
use anyhow::Context as _;
use app::{Figure, Limit};
use cordkeep_tests::{Centre, Postgres};
use ledger::SiteId;
use std::{
    fmt::Write as _,
    sync::Arc,
    time::{Duration, Instant},
};
use sync::{Client, ClientOptions, Credentials, Enrolment, Founding, SyncError, UploadPage, page};
use tokio::{runtime::Runtime, task::JoinSet};

const PAGE: usize = 500;
/// Stations of a site.
const OF_SITE: usize = 5;
/// Entries of a page on an ordinary day, and how often each station sends one.
const SMALL: usize = 5;
const ROUNDS: u32 = 10;
const EACH: Duration = Duration::from_secs(1);

struct Station {
    client: Client,
    who: Credentials,
}

/// What one page took.
#[derive(Default)]
struct Sent {
    ms: f64,
    busy: u32,
}

/// All the stations.
struct Crowd {
    runtime: Runtime,
    stations: Vec<(Arc<Station>, Chain)>,
    postgres: Postgres,
    centre: Centre,
}

/// Lets so many stations send about so many entries.
pub fn measure(
    told: &Told,
    stations: usize,
    entries: usize,
    figures: &mut Vec<Figure>,
) -> anyhow::Result<()> {
    let mut crowd = Crowd::gather(told, stations)?;
    let empty = crowd.database_bytes()?;
    let (mut waves, mut pages) = (Vec::new(), Vec::new());
    let (mut wire, mut held) = (0, 0);
    let before = crowd.processor()?;
    let mut ours = 0.0;
    while held < entries {
        let wave = crowd.pages(PAGE)?;
        wire +=
            wave.iter().try_fold(0, |sum, page| Ok::<_, anyhow::Error>(sum + page::encode(page)?.len()))?;
        let (start, own) = (Instant::now(), processor_s(std::process::id())?);
        pages.extend(crowd.send(wave, Duration::ZERO)?);
        waves.push(start.elapsed().as_secs_f64());
        ours += processor_s(std::process::id())? - own;
        held += stations * PAGE;
        eprintln!("{held} entries, {:.0}/s", number(stations * PAGE) / waves.last().context("a wave")?);
    }
    let after = crowd.processor()?;
    let of_wave = number(stations * PAGE);
    let busy: u32 = pages.iter().map(|sent| sent.busy).sum();
    let mut ms: Vec<f64> = pages.into_iter().map(|sent| sent.ms).collect();
    let (first, last) = (*waves.first().context("a wave")?, *waves.last().context("a wave")?);
    let each = |seconds: f64| seconds * 1e6 / of_wave;
    let mut median = waves.clone();
    let bare = crowd.copy_rate()?;
    figures.extend([
        Figure::of("centre, entries held", number(held), ""),
        Figure::of("centre, takes in", of_wave / percentile(&mut median, 50), "/s")
            .beside(bare)
            .within(Limit::AtLeast(20_000.0)),
        Figure::of(format!("centre, page of {PAGE}, {stations} at once, p50"), percentile(&mut ms, 50), "ms"),
        Figure::of(format!("centre, page of {PAGE}, {stations} at once, p99"), percentile(&mut ms, 99), "ms"),
        Figure::of("centre, pages asked to come again", f64::from(busy), ""),
        Figure::of(format!("centre, an entry at {:.0}", of_wave), each(first), "us"),
        Figure::of(format!("centre, an entry at {held}"), each(last), "us").beside(each(first)),
    ]);
    let spent = |name: &str, seconds: f64| {
        Figure::of(format!("{name}, processor time of an entry"), seconds * 1e6 / number(held), "us")
    };
    figures.push(spent("centre", after.0 - before.0));
    figures.push(spent("PostgreSQL", after.1 - before.1));
    figures.push(spent("stations sending", ours));
    let wire = number(wire) / number(held);
    figures.push(Figure::of("wire, a full page, bytes of an entry", wire, "B").within(Limit::AtMost(120.0)));
    let disk = (crowd.database_bytes()? - empty) / number(held);
    figures.push(Figure::of("centre, bytes on disk of an entry", disk, "B").within(Limit::AtMost(300.0)));
    let mut everyday = Vec::new();
    for _ in 0..ROUNDS {
        let wave = crowd.pages(SMALL)?;
        everyday.extend(crowd.send(wave, EACH)?.into_iter().map(|sent| sent.ms));
    }
    for of_hundred in [50, 99] {
        let name = format!("centre, page of {SMALL}, {stations} a second, p{of_hundred}");
        figures.push(Figure::of(name, percentile(&mut everyday, of_hundred), "ms"));
    }
    Ok(())
}

impl Crowd {
    fn gather(told: &Told, count: usize) -> anyhow::Result<Self> {
        let postgres = Postgres::start_durable()?;
        let peers = (count + 8).to_string();
        let centre =
            Centre::start_with(&postgres, "rate", &["--connections-per-peer", &peers, "--peer-rate", "0"])?;
        let runtime = Runtime::new()?;
        let mut stations = Vec::new();
        let mut enrolled = String::new();
        let mut centre_key = None;
        for number in 0..count {
            let mut site = [0x51; 16];
            site.iter_mut().zip((number / OF_SITE).to_be_bytes()).for_each(|(to, from)| *to = from);
            let site = SiteId::from_bytes(site);
            let chain = told.of_station(number, site);
            let client = Client::new(ClientOptions { base_url: centre.url(), ..ClientOptions::default() })?;
            let station = chain.station();
            let centre_key = match centre_key {
                Some(key) => {
                    // The first is enrolled by the protocol; the others were before.
                    write!(
                        enrolled,
                        "INSERT INTO station (bank_id, station_id, site_id, public_key, name, head_hash, enrolled_ms) \
                         VALUES ('\\x{}', '\\x{station}', '\\x{site}', '\\x{}', '{number}', decode(repeat('00', 32), 'hex'), 0);",
                        told.bank,
                        hex(chain.key.public().bytes()),
                    )?;
                    key
                }
                None => {
                    let founding = Some(Founding { bank: told.bank, site });
                    let (code, name) = (centre.code_for_new_bank()?, number.to_string());
                    let enrolment = Enrolment { code, station, name, founding, continues: Vec::new() };
                    let answer = runtime.block_on(client.enrol(&chain.key, enrolment))?;
                    *centre_key.insert(answer.centre_key)
                }
            };
            let key = told.of_station(number, site).key;
            let who = Credentials { bank: told.bank, station, key, centre_key };
            stations.push((Arc::new(Station { client, who }), chain));
        }
        if !enrolled.is_empty() {
            postgres.query("rate", &enrolled)?;
        }
        Ok(Self { runtime, stations, postgres, centre })
    }

    fn pages(&mut self, entries: usize) -> anyhow::Result<Vec<UploadPage>> {
        self.stations.iter_mut().map(|(_, chain)| chain.page(entries)).collect()
    }

    /// Each station sends its page, all at once or spread over a time.
    fn send(&self, pages: Vec<UploadPage>, over: Duration) -> anyhow::Result<Vec<Sent>> {
        self.runtime.block_on(async {
            let mut sending = JoinSet::new();
            let count = u32::try_from(pages.len())?;
            for ((place, (station, _)), page) in (0..).zip(&self.stations).zip(pages) {
                let (station, wait) = (Arc::clone(station), over * place / count);
                sending.spawn(async move {
                    tokio::time::sleep(wait).await;
                    station.send(&page).await
                });
            }
            sending.join_all().await.into_iter().collect()
        })
    }

    /// Processor seconds of the centre and of PostgreSQL until now.
    fn processor(&self) -> anyhow::Result<(f64, f64)> {
        let centre = processor_s(self.centre.process().context("a centre that serves")?)?;
        Ok((centre, processor_of_all_s(self.postgres.process()?)?))
    }

    fn database_bytes(&self) -> anyhow::Result<f64> {
        Ok(self.postgres.query("rate", "SELECT pg_database_size('rate')")?.trim().parse()?)
    }

    /// Entries a second that bare PostgreSQL copies, of what is held, into a table without index.
    fn copy_rate(&self) -> anyhow::Result<f64> {
        let file = self.postgres.file("bare.copy");
        let file = file.display();
        let rows = "SELECT * FROM entry LIMIT 100000";
        let sql = format!("CREATE TABLE bare (LIKE entry); COPY ({rows}) TO '{file}' (FORMAT binary)");
        self.postgres.query("rate", &sql)?;
        let start = Instant::now();
        let copied = self.postgres.query("rate", &format!("COPY bare FROM '{file}' (FORMAT binary)"))?;
        let seconds = start.elapsed().as_secs_f64();
        let count: f64 = self.postgres.query("rate", "SELECT count(*) FROM bare")?.trim().parse()?;
        self.postgres.query("rate", "DROP TABLE bare")?;
        anyhow::ensure!(copied.is_empty(), "{copied}");
        Ok(count / seconds)
    }
}

impl Station {
    /// Sends a page as a station does: again, later and later, where the centre says that it is busy.
    async fn send(&self, page: &UploadPage) -> anyhow::Result<Sent> {
        let start = Instant::now();
        let mut busy = 0;
        loop {
            match self.client.upload(&self.who, page).await {
                Ok(_) => return Ok(Sent { ms: start.elapsed().as_secs_f64() * 1e3, busy }),
                Err(SyncError::Busy) => {
                    busy += 1;
                    let random = page.last_seq().wrapping_mul(0x9E37_79B9).to_le_bytes();
                    let random = u32::from_le_bytes([random[0], random[1], random[2], random[3]]);
                    tokio::time::sleep(Duration::from_millis(sync::delay_ms(busy, random))).await;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
