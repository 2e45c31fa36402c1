//! Programs that a test starts and ends.

use std::{
    env,
    fs::{self, File},
    net::{Ipv4Addr, TcpListener, TcpStream},
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, ensure};

use crate::until;

/// A program of this workspace, as built beside the running test.
pub fn binary(name: &str) -> anyhow::Result<PathBuf> {
    let test = env::current_exe()?;
    let profile = test.ancestors().nth(2).context("a test lies in target/PROFILE/deps")?;
    let path = profile.join(name);
    ensure!(path.exists(), "{} is missing: run `cargo build --workspace --bins`", path.display());
    Ok(path)
}

/// Where tests leave screenshots and logs for people: `test-output/`, not in git.
pub fn output_dir() -> anyhow::Result<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("test-output");
    fs::create_dir_all(&dir)?;
    Ok(dir)
}

/// A port of 127.0.0.1 that nobody listened on a moment ago.
pub fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// The process that draws the page of the desktop on a data folder, where there is one.
pub fn page_process(data_dir: &Path) -> anyhow::Result<Option<u32>> {
    let data = format!("CORDKEEP_DATA={}\0", data_dir.display());
    for process in fs::read_dir("/proc")?.flatten() {
        let Some(id) = process.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        let read = |what| fs::read(process.path().join(what)).unwrap_or_default();
        let ours = read("environ").windows(data.len()).any(|part| part == data.as_bytes());
        if read("comm").starts_with(b"WebKitWebProc") && ours {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// A program with all that it started, in a process group of its own. Ended in `Drop`.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
}

impl Process {
    /// Starts it; what it prints goes to `log`.
    pub(crate) fn start(mut command: Command, log: &Path) -> anyhow::Result<Self> {
        let out = File::options().create(true).append(true).open(log)?;
        let child = command
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(out.try_clone()?)
            .stderr(out)
            .spawn()
            .with_context(|| format!("start {command:?}"))?;
        Ok(Self { child })
    }

    /// Waits until it listens on a port of 127.0.0.1, or says that it ended.
    pub(crate) fn listening(mut self, port: u16, log: &Path) -> anyhow::Result<Self> {
        let mut ended = None;
        until(&format!("port {port}"), || {
            ended = self.child.try_wait()?;
            if ended.is_some() {
                return Ok(Some(()));
            }
            Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map(Some)?.map(drop))
        })?;
        match ended {
            None => Ok(self),
            Some(status) => {
                let log = fs::read_to_string(log).unwrap_or_default();
                anyhow::bail!("it ended with {status} before it listened on {port}:\n{log}")
            }
        }
    }

    /// The number of the process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to end (SIGTERM) and waits until it has.
    pub(crate) fn terminate(mut self) -> anyhow::Result<()> {
        run(Command::new("kill").arg("-TERM").arg(self.child.id().to_string()))?;
        until("the end of the process", || Ok(self.child.try_wait()?))?;
        Ok(())
    }
}

impl Process {
    /// Kills it with all that it started: a driver's window outlives the driver otherwise.
    pub(crate) fn kill(&self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
        let _ = self.child.wait();
    }
}

/// Runs a program to its end, and gives what it printed; fails with what it said when it fails.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("start {command:?}"))?;
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    ensure!(output.status.success(), "{command:?}: {}\n{out}{err}", output.status);
    Ok(out.into_owned())
}
