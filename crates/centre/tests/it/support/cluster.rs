//! A throw-away PostgreSQL, shared by the tests of this process.
//!
//! A shell owns it and waits on a pipe: when this process ends, however it ends, the pipe closes, and the shell stops
//! PostgreSQL and removes the folder.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};

const SCRIPT: &str = r#"
set -e
cd /
bin=$1
folder=$(mktemp -d /tmp/cordkeep-centre-test.XXXXXX)
trap 'rm -rf "$folder"' EXIT
"$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$folder/initdb.log" 2>&1
"$bin/postgres" -D "$folder/data" -c listen_addresses= -c unix_socket_directories="$folder" -c fsync=off \
    -c max_connections=400 >"$folder/postgres.log" 2>&1 </dev/null &
server=$!
trap 'kill -INT $server; wait $server || true; rm -rf "$folder"' EXIT
until "$bin/psql" -h "$folder" -U postgres -c 'SELECT 1' postgres >/dev/null 2>&1; do
    kill -0 $server
    sleep 0.05
done
echo "$folder"
read -r _ || true
"#;

struct Cluster {
    folder: String,
    // Held so that the pipe stays open as long as this process lives.
    _shell: Mutex<(Child, ChildStdin)>,
}

fn binaries() -> PathBuf {
    let versions =
        std::fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL's server package is installed");
    let mut found: Vec<PathBuf> = versions.flatten().map(|version| version.path().join("bin")).collect();
    found.retain(|bin| bin.join("initdb").exists());
    found.sort();
    found.pop().expect("PostgreSQL's server package is installed")
}

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        // PostgreSQL refuses to run as root.
        let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
        let mut command = Command::new(if is_root { "runuser" } else { "sh" });
        if is_root {
            command.args(["-u", "postgres", "--", "sh"]);
        }
        let mut shell = command
            .args(["-c", SCRIPT, "cluster"])
            .arg(binaries())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut folder = String::new();
        BufReader::new(shell.stdout.take().unwrap()).read_line(&mut folder).unwrap();
        assert!(!folder.is_empty(), "PostgreSQL did not start");
        let pipe = shell.stdin.take().unwrap();
        Cluster { folder: folder.trim().to_owned(), _shell: Mutex::new((shell, pipe)) }
    })
}

/// The URL of a new, empty database.
pub(crate) fn database() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("test_{}", NEXT.fetch_add(1, Ordering::SeqCst));
    let folder = &cluster().folder;
    let created = Command::new(binaries().join("createdb"))
        .args(["-h", folder, "-U", "postgres", &name])
        .status()
        .unwrap();
    assert!(created.success());
    format!("postgres://postgres@localhost/{name}?host={folder}")
}
