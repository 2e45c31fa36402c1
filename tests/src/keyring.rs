//! A real keyring: GNOME Keyring on a session bus of its own.

use std::{fs, path::PathBuf, process::Command};

use tempfile::TempDir;

use crate::{process::Process, until};

/// A bus that starts nothing by itself: a keyring started on demand would be locked, and in the way of ours.
const BUS: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:path=PATH</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>"#;

/// A session with a keyring. Ended in `Drop`.
#[derive(Debug)]
pub struct Keyring {
    dir: TempDir,
    _bus: Process,
    daemon: Option<Process>,
}

impl Keyring {
    /// Starts the bus and, on it, an unlocked keyring that is empty.
    pub fn start() -> anyhow::Result<Self> {
        // A socket's path has 107 bytes at most, so not below the target folder.
        let dir = tempfile::Builder::new().prefix("kr").tempdir_in("/tmp")?;
        let bus = dir.path().join("bus");
        let mut command = Command::new("dbus-daemon");
        let config = dir.path().join("bus.conf");
        fs::write(&config, BUS.replace("PATH", &bus.display().to_string()))?;
        command.args(["--nofork", "--nopidfile", &format!("--config-file={}", config.display())]);
        let process = Process::start(command, &dir.path().join("bus.log"))?;
        until("the session bus", || Ok(bus.exists().then_some(())))?;
        let mut keyring = Self { dir, _bus: process, daemon: None };
        keyring.unlock()?;
        Ok(keyring)
    }

    /// What a program of this session has in its environment.
    pub fn env(&self) -> [(&'static str, PathBuf); 4] {
        let dir = self.dir.path();
        let address = format!("unix:path={}", dir.join("bus").display());
        [
            ("DBUS_SESSION_BUS_ADDRESS", address.into()),
            ("HOME", dir.to_owned()),
            ("XDG_DATA_HOME", dir.join("data")),
            ("XDG_RUNTIME_DIR", dir.join("run")),
        ]
    }

    /// Everything in the keyring is gone, as on a computer that was set up anew; the new one is empty and unlocked.
    pub fn lose(&mut self) -> anyhow::Result<()> {
        self.end()?;
        fs::remove_dir_all(self.dir.path().join("data"))?;
        self.unlock()
    }

    /// The session has no keyring any more.
    pub fn end(&mut self) -> anyhow::Result<()> {
        self.daemon.take().map_or(Ok(()), Process::terminate)
    }

    fn unlock(&mut self) -> anyhow::Result<()> {
        let run = self.dir.path().join("run");
        fs::create_dir_all(&run)?;
        let mut command = Command::new("sh");
        command.args([
            "-c",
            "printf pass | exec gnome-keyring-daemon --foreground --unlock --components=secrets",
        ]);
        command.envs(self.env());
        self.daemon = Some(Process::start(command, &self.dir.path().join("keyring.log"))?);
        until("the keyring", || {
            let mut asked = Command::new("dbus-send");
            asked.args([
                "--session",
                "--print-reply",
                "--reply-timeout=2000",
                "--dest=org.freedesktop.secrets",
            ]);
            asked.args([
                "/org/freedesktop/secrets/aliases/default",
                "org.freedesktop.DBus.Properties.Get",
                "string:org.freedesktop.Secret.Collection",
                "string:Locked",
            ]);
            let said = asked.envs(self.env()).output()?;
            Ok(String::from_utf8_lossy(&said.stdout).contains("boolean false").then_some(()))
        })
    }
}
