//! A centre: the real program on a database of its own.

use std::process::Command;

use anyhow::Context;
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    Postgres,
    process::{Process, binary, free_port, run},
};

/// A centre that can be stopped and started again at the same address. Ended in `Drop`.
#[derive(Debug)]
pub struct Centre {
    database: String,
    port: u16,
    dir: TempDir,
    options: Vec<String>,
    process: Option<Process>,
}

impl Centre {
    /// Makes a database on the cluster, brings it up to date and serves it on a free port.
    pub fn start(postgres: &Postgres, name: &str) -> anyhow::Result<Self> {
        let mut centre = Self::stopped(postgres, name)?;
        centre.start_again()?;
        Ok(centre)
    }

    /// The same with options for `serve`.
    pub fn start_with(postgres: &Postgres, name: &str, options: &[&str]) -> anyhow::Result<Self> {
        let mut centre = Self::stopped(postgres, name)?;
        centre.options = options.iter().map(|option| (*option).to_owned()).collect();
        centre.start_again()?;
        Ok(centre)
    }

    /// The same, not serving yet: its address is known and refuses connections.
    pub fn stopped(postgres: &Postgres, name: &str) -> anyhow::Result<Self> {
        let centre = Self::of(postgres.create_database(name)?)?;
        centre.command(&["init"])?;
        Ok(centre)
    }

    /// A centre on a database that is there, not serving yet.
    pub fn of(database: String) -> anyhow::Result<Self> {
        Ok(Self {
            database,
            port: free_port()?,
            dir: tempfile::tempdir()?,
            options: Vec::new(),
            process: None,
        })
    }

    /// Where stations reach it.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port where stations reach it.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The number of its process, while it serves.
    pub fn process(&self) -> Option<u32> {
        self.process.as_ref().map(Process::id)
    }

    /// What it has logged until now.
    pub fn log(&self) -> anyhow::Result<String> {
        Ok(std::fs::read_to_string(self.dir.path().join("centre.log"))?)
    }

    /// The address of its database.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// Serves, at the same address as before.
    pub fn start_again(&mut self) -> anyhow::Result<()> {
        let log = self.dir.path().join("centre.log");
        let mut command = self.program()?;
        command.args(["serve", "--listen", &format!("127.0.0.1:{}", self.port)]).args(&self.options);
        self.process = Some(Process::start(command, &log)?.listening(self.port, &log)?);
        Ok(())
    }

    /// Ends it in good order; stations find nobody there.
    pub fn stop(&mut self) -> anyhow::Result<()> {
        self.process.take().map_or(Ok(()), Process::terminate)
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        self.process = None;
    }

    /// A one-time code for a station that brings a bank new to the centre.
    pub fn code_for_new_bank(&self) -> anyhow::Result<String> {
        self.code(&["enrol", "--new-bank"])
    }

    /// A one-time code for a station that joins a site of a bank; both as 32 hexadecimal digits.
    pub fn code_for_station(&self, bank: &str, site: &str) -> anyhow::Result<String> {
        self.code(&["enrol", "--bank", bank, "--site", site])
    }

    /// Runs one of its administrator's commands with `--json` and gives the lines that it printed.
    pub fn command(&self, args: &[&str]) -> anyhow::Result<Vec<Value>> {
        let out = run(self.program()?.args(args).arg("--json"))?;
        out.lines().map(|line| serde_json::from_str(line).with_context(|| line.to_owned())).collect()
    }

    fn code(&self, args: &[&str]) -> anyhow::Result<String> {
        let lines = self.command(args)?;
        let code = lines.iter().find_map(|line| line["code"].as_str()).context("no code was printed")?;
        Ok(code.to_owned())
    }

    fn program(&self) -> anyhow::Result<Command> {
        let mut command = Command::new(binary("cordkeep-centre")?);
        command.env("CORDKEEP_CENTRE_DATABASE", &self.database);
        Ok(command)
    }
}
