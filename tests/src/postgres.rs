//! A throw-away PostgreSQL.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context;
use tempfile::TempDir;

use crate::process::{free_port, run};

/// A cluster of its own on a free port, without fsync. Ended and removed in `Drop`.
#[derive(Debug)]
pub struct Postgres {
    dir: TempDir,
    port: u16,
    programs: PathBuf,
}

impl Postgres {
    /// Makes and starts a cluster, as the user `postgres` where the test runs as root, which PostgreSQL refuses.
    pub fn start() -> anyhow::Result<Self> {
        let dir = tempfile::Builder::new().prefix("cordkeep-pg-").tempdir()?;
        if is_root()? {
            run(Command::new("chown").arg("postgres").arg(dir.path()))?;
        }
        let mut postgres = Self { dir, port: free_port()?, programs: programs()? };
        run(postgres.program("initdb")?.args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]))?;
        // Another test may have taken the port meanwhile.
        if postgres.up().is_err() {
            postgres.port = free_port()?;
            postgres.up()?;
        }
        Ok(postgres)
    }

    /// Makes a database and gives its address.
    pub fn create_database(&self, name: &str) -> anyhow::Result<String> {
        let port = self.port.to_string();
        let mut createdb = Command::new(self.programs.join("createdb"));
        run(createdb.args(["-h", "127.0.0.1", "-p", &port, "-U", "postgres", name]))?;
        Ok(format!("postgres://postgres@127.0.0.1:{port}/{name}"))
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
        let options = format!(
            "-p {} -k {} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=50",
            self.port,
            self.dir.path().display()
        );
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
        command.current_dir("/").arg("-D").arg(self.dir.path().join("data"));
        Ok(command)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Ok(mut pg_ctl) = self.program("pg_ctl") {
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
