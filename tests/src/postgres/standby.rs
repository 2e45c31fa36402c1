//! A second cluster of the same data: a standby, or what is put back after a loss; and the loss.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    sync::atomic::Ordering,
};

use anyhow::Context;

use super::Postgres;
use crate::{process::run, until};

impl Postgres {
    /// What a base backup holds, brought forward by the archive of a lost cluster until a moment that PostgreSQL reads, or to
    /// the archive's end; at the address of the lost one.
    pub fn restore(base: &Path, lost: &Self, moment: Option<&str>) -> anyhow::Result<Self> {
        let mut postgres = Self::new()?;
        postgres.port = lost.port;
        run(Command::new("cp").arg("-a").arg(base).arg(postgres.data()))?;
        let mut settings = format!("restore_command = 'cp {}/%f %p'\n", lost.archive().display());
        if let Some(moment) = moment {
            settings += &format!("recovery_target_time = '{moment}'\nrecovery_target_action = 'promote'\n");
        }
        let conf = fs::OpenOptions::new().append(true).open(postgres.data().join("postgresql.auto.conf"));
        conf?.write_all(settings.as_bytes())?;
        fs::write(postgres.data().join("recovery.signal"), "")?;
        postgres.give_to_server(&postgres.data())?;
        postgres.up()?;
        until("the end of the recovery", || {
            let recovers = postgres.query("postgres", "SELECT pg_is_in_recovery()")?;
            Ok((recovers.trim() == "f").then_some(()))
        })?;
        Ok(postgres)
    }

    /// Waits until the archive has the log of all that was committed before.
    pub fn archive_all(&self) -> anyhow::Result<()> {
        let segment = self.query("postgres", "SELECT pg_walfile_name(pg_switch_wal())")?;
        until("the log in the archive", || {
            let last =
                self.query("postgres", "SELECT coalesce(last_archived_wal, '') FROM pg_stat_archiver")?;
            Ok((last >= segment).then_some(()))
        })
    }

    /// From now on nothing can be put into its archive.
    pub fn block_archive(&self) -> anyhow::Result<()> {
        fs::remove_dir_all(self.archive())?;
        Ok(fs::write(self.archive(), "")?)
    }

    /// Ends it without warning and removes what it held; its archive lies elsewhere and stays.
    pub fn destroy(&self) -> anyhow::Result<()> {
        self.kill()?;
        Ok(fs::remove_dir_all(self.data())?)
    }

    /// A standby that follows a primary, which answers no commit from now on that the standby has not on its disk.
    pub fn start_standby(primary: &Self) -> anyhow::Result<Self> {
        let mut standby = Self::new()?;
        let mut copy = standby.program("pg_basebackup")?;
        copy.args(["-R", "-c", "fast", "-d", &primary.address("postgres")]);
        run(&mut copy)?;
        standby.up_somewhere()?;
        primary.wait_for_standbys("*")?;
        until("the standby to be waited for", || {
            let state = primary.query("postgres", "SELECT sync_state FROM pg_stat_replication")?;
            Ok((state.trim() == "sync").then_some(()))
        })?;
        Ok(standby)
    }

    /// The address of a database on whichever of two clusters is the primary.
    pub fn address_of_either(&self, other: &Self, database: &str) -> String {
        let (one, two) = (self.port, other.port);
        format!(
            "postgres://postgres@127.0.0.1:{one},127.0.0.1:{two}/{database}?target_session_attrs=read-write"
        )
    }

    /// Which standbys a commit waits for; none where empty.
    pub fn wait_for_standbys(&self, names: &str) -> anyhow::Result<()> {
        self.query("postgres", &format!("ALTER SYSTEM SET synchronous_standby_names = '{names}'"))?;
        self.query("postgres", "SELECT pg_reload_conf()").map(drop)
    }

    /// Makes a primary of a standby.
    pub fn promote(&self) -> anyhow::Result<()> {
        run(self.program("pg_ctl")?.args(["promote", "-w"])).map(drop)
    }

    /// Ends it in good order, so that it can be started again.
    pub fn stop(&self) -> anyhow::Result<()> {
        run(self.program("pg_ctl")?.args(["stop", "-m", "fast", "-w"])).map(drop)
    }

    /// Starts it again at the same address.
    pub fn start_again(&self) -> anyhow::Result<()> {
        self.up()
    }

    /// Ends every process of it at once, as a machine that loses its power.
    pub fn kill(&self) -> anyhow::Result<()> {
        let file = fs::read_to_string(self.data().join("postmaster.pid"))?;
        self.signal("KILL")?;
        // It could not give its shared memory back: the number behind the key, on the seventh line.
        if let Some(memory) = file.lines().nth(6).and_then(|line| line.split_whitespace().nth(1)) {
            run(Command::new("ipcrm").args(["-m", memory]))?;
        }
        // Its number is nobody's once a machine has started anew; here it is a process's that nobody has waited for.
        fs::remove_file(self.dir.path().join(format!(".s.PGSQL.{}.lock", self.port)))?;
        Ok(fs::remove_file(self.data().join("postmaster.pid"))?)
    }

    /// Stops every process of it, so that connections stay open and nothing is answered: a machine that hangs.
    pub fn freeze(&self) -> anyhow::Result<()> {
        self.is_frozen.store(true, Ordering::Relaxed);
        self.signal("STOP")
    }

    /// The first process is stopped meanwhile: it would start others in their place.
    fn signal(&self, signal: &str) -> anyhow::Result<()> {
        let file = fs::read_to_string(self.data().join("postmaster.pid"))?;
        let first = file.lines().next().context("a file without a number")?;
        let send = |signal: &str, processes: &str| {
            let mut kill = Command::new("kill");
            kill.arg(format!("-{signal}")).args(processes.split_whitespace()).stderr(Stdio::null());
            kill.status().map(drop)
        };
        send("STOP", first)?;
        let children = fs::read_to_string(format!("/proc/{first}/task/{first}/children"))?;
        send(signal, first)?;
        Ok(send(signal, &children)?)
    }
}
