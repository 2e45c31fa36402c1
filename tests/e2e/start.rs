//! The program starts, or says why not.

use std::{fs::File, process::Command, time::Duration};

use anyhow::ensure;
use cordkeep_tests::{Window, binary, page_process, until};

/// What the process of a page takes to say that it is there.
const STARTED: Duration = Duration::from_secs(3);

#[test]
fn the_window_shows_its_first_screen() {
    let dir = tempfile::tempdir().unwrap();
    let window = Window::open(dir.path()).unwrap();
    until("a rendered screen", || Ok(Some(window.text("#root")?).filter(|text| !text.trim().is_empty())))
        .unwrap();
    let size = window.eval("return [window.innerWidth, window.innerHeight]").unwrap();
    assert!(size[0].as_u64() >= Some(1024), "{size}");
    window.screenshot("start").unwrap();
}

#[test]
fn two_stations_run_side_by_side() {
    let dir = tempfile::tempdir().unwrap();
    let first = Window::open(&dir.path().join("first")).unwrap();
    let second = Window::open(&dir.path().join("second")).unwrap();
    first.find("#root").unwrap();
    second.find("#root").unwrap();
}

#[test]
fn a_folder_has_one_window() {
    let dir = tempfile::tempdir().unwrap();
    let lock = File::create(dir.path().join("window.lock")).unwrap();
    lock.lock().unwrap();
    let output =
        Command::new(binary("cordkeep-desktop").unwrap()).arg("--data").arg(dir.path()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("正被另一个窗口使用") && said.contains("in use by another window"), "{said}");
}

#[test]
fn without_a_display_it_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let output = Command::new(binary("cordkeep-desktop").unwrap())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("CORDKEEP_DATA", dir.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("没有可用的图形显示") && said.contains("no display can be reached"), "{said}");
}

/// The process that draws a window's page dies without the window. No driver outlives that, so the window has none.
#[test]
fn a_page_whose_process_died_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let mut desktop = Command::new(binary("cordkeep-desktop").unwrap())
        .env("CORDKEEP_DATA", dir.path())
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .spawn()
        .unwrap();
    let seen = until("a page", || page_process(dir.path())).and_then(|before| {
        // One that dies before it was heard of ends the window, as a program that cannot be started.
        std::thread::sleep(STARTED);
        let killed = Command::new("kill").args(["-9", &before.to_string()]).status()?;
        ensure!(killed.success(), "{killed}");
        until("another process of the page", || Ok(page_process(dir.path())?.filter(|now| *now != before)))
    });
    let goes_on = desktop.try_wait().unwrap().is_none();
    desktop.kill().unwrap();
    desktop.wait().unwrap();
    seen.unwrap();
    assert!(goes_on, "the window itself goes on");
}
