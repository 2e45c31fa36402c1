//! A throw-away PostgreSQL.

mod standby;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
};

use anyhow::Context;
use tempfile::TempDir;

use crate::process::{free_port, run};

/// A cluster of its own on a free port, without fsync unless asked for. Ended and removed in `Drop`.
#[derive(Debug)]
pub struct Postgres {
    dir: TempDir,
    port: u16,
    programs: PathBuf,
    /// Whether it keeps all of its log, in [`Postgres::archive`].
    archives: bool,
    /// Whether a commit waits for the disk, as outside of tests.
    is_durable: bool,
    is_frozen: AtomicBool,
}

impl Postgres {
    /// Makes and starts a cluster, as the user `postgres` where the test runs as root, which PostgreSQL refuses.
    pub fn start() -> anyhow::Result<Self> {
        Self::new()?.made()
    }

    /// The same, which keeps all of its log, as a cluster does that can be put back to any moment.
    pub fn start_archiving() -> anyhow::Result<Self> {
        let mut postgres = Self::new()?;
        postgres.archives = true;
        fs::create_dir(postgres.archive())?;
        postgres.give_to_server(&postgres.archive())?;
        postgres.made()
    }

    /// The same as it is installed: every commit waits for the disk.
    pub fn start_durable() -> anyhow::Result<Self> {
        let mut postgres = Self::new()?;
        postgres.is_durable = true;
        postgres.made()
    }

    /// The number of its first process.
    pub fn process(&self) -> anyhow::Result<u32> {
        let file = fs::read_to_string(self.data().join("postmaster.pid"))?;
        Ok(file.lines().next().context("a file without a number")?.trim().parse()?)
    }

    /// A file that the server may write and read.
    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Where the server's programs are.
    pub fn programs(&self) -> &Path {
        &self.programs
    }

    fn new() -> anyhow::Result<Self> {
        let dir = tempfile::Builder::new().prefix("cordkeep-pg-").tempdir()?;
        let postgres = Self {
            dir,
            port: free_port()?,
            programs: programs()?,
            archives: false,
            is_durable: false,
            is_frozen: AtomicBool::default(),
        };
        postgres.give_to_server(postgres.dir.path())?;
        Ok(postgres)
    }

    fn made(mut self) -> anyhow::Result<Self> {
        run(self.program("initdb")?.args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]))?;
        self.up_somewhere()?;
        Ok(self)
    }

    fn up_somewhere(&mut self) -> anyhow::Result<()> {
        // Another test may have taken the port meanwhile.
        if self.up().is_err() {
            self.port = free_port()?;
            self.up()?;
        }
        Ok(())
    }

    fn give_to_server(&self, path: &Path) -> anyhow::Result<()> {
        if is_root()? {
            run(Command::new("chown").args(["-R", "postgres"]).arg(path))?;
        }
        Ok(())
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    fn archive(&self) -> PathBuf {
        self.dir.path().join("archive")
    }

    /// The address of a database that is there.
    pub fn address(&self, name: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{name}", self.port)
    }

    /// Makes a database and gives its address.
    pub fn create_database(&self, name: &str) -> anyhow::Result<String> {
        let port = self.port.to_string();
        let mut createdb = Command::new(self.programs.join("createdb"));
        run(createdb.args(["-h", "127.0.0.1", "-p", &port, "-U", "postgres", name]))?;
        Ok(self.address(name))
    }

    /// Runs SQL on a database and gives what `psql -At` prints.
    pub fn query(&self, database: &str, sql: &str) -> anyhow::Result<String> {
        let port = self.port.to_string();
        let mut psql = Command::new(self.programs.join("psql"));
        run(psql.args(["-h", "127.0.0.1", "-p", &port, "-U", "postgres", "-d", database, "-Atqc", sql]))
    }

    /// Writes what is in a database into a file, as `pg_dump` does.
    pub fn dump(&self, database: &str, file: &Path) -> anyhow::Result<()> {
        run(self.client("pg_dump").arg("-f").arg(file).arg(database)).map(drop)
    }

    /// Puts a database back to what such a file says, whoever is connected.
    pub fn put_back(&self, database: &str, file: &Path) -> anyhow::Result<()> {
        run(self.client("dropdb").args(["--force", database]))?;
        self.create_database(database)?;
        run(self.client("psql").args(["-v", "ON_ERROR_STOP=1", "-q", "-d", database, "-f"]).arg(file))
            .map(drop)
    }

    fn client(&self, name: &str) -> Command {
        let mut client = Command::new(self.programs.join(name));
        client.args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", "postgres"]);
        client
    }

    fn up(&self) -> anyhow::Result<()> {
        let mut options = format!(
            "-p {} -k {} -c listen_addresses=127.0.0.1 -c max_connections=50",
            self.port,
            self.dir.path().display()
        );
        if !self.is_durable {
            options += " -c fsync=off -c full_page_writes=off";
        }
        if self.archives {
            let archive = self.archive();
            let archive = archive.display();
            options += &format!(
                " -c archive_mode=on -c archive_command='if test -f {archive}/%f; then cmp -s %p {archive}/%f; else cp %p {archive}/%f.part && mv {archive}/%f.part {archive}/%f; fi'"
            );
        }
        let log = self.dir.path().join("server.log");
        let started = run(self.program("pg_ctl")?.args(["start", "-w", "-o", &options, "-l"]).arg(&log));
        started.map(drop).with_context(|| fs::read_to_string(&log).unwrap_or_default())
    }

    /// A program of the server on this cluster, as a user who may run it.
    fn program(&self, name: &str) -> anyhow::Result<Command> {
        let path = self.programs.join(name);
        let mut command = if is_root()? {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        // The user `postgres` may not read the folder that the test runs in.
        command.current_dir("/").arg("-D").arg(self.data());
        Ok(command)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if self.is_frozen.load(Ordering::Relaxed) {
            let _ = self.kill();
        } else if let Ok(mut pg_ctl) = self.program("pg_ctl") {
            let _ = run(pg_ctl.args(["stop", "-m", "immediate"]));
        }
    }
}

/// Debian keeps them out of the path, one folder a version.
fn programs() -> anyhow::Result<PathBuf> {
    let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .context("PostgreSQL is missing: run `make setup`")?
        .filter_map(|version| Some(version.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    versions.sort();
    versions.pop().context("PostgreSQL is missing: run `make setup`")
}

fn is_root() -> anyhow::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    Ok(fs::metadata(Path::new("/proc/self"))?.uid() == 0)
}
