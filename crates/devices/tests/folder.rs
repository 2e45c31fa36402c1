//! Jobs as files.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::fs;
use std::path::Path;

use devices::{PrintReceipt, Printer};

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_job_becomes_one_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let receipt = Printer::Folder(folder.path().into()).send("label.pdf", b"%PDF").unwrap();
    assert_eq!(receipt, PrintReceipt::Saved { path: folder.path().join("label.pdf") });
    assert_eq!(fs::read(folder.path().join("label.pdf")).unwrap(), b"%PDF");
    assert_eq!(names(folder.path()), ["label.pdf"]);
}

#[test]
fn a_name_used_before_gets_a_number_and_nothing_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let printer = Printer::Folder(folder.path().into());
    for bytes in [b"1", b"2", b"3"] {
        printer.send("label.pdf", bytes).unwrap();
    }
    assert_eq!(names(folder.path()), ["label-2.pdf", "label-3.pdf", "label.pdf"]);
    assert_eq!(fs::read(folder.path().join("label.pdf")).unwrap(), b"1");
}

#[test]
fn jobs_at_the_same_time_all_arrive() {
    let folder = tempfile::tempdir().unwrap();
    let printer = &Printer::Folder(folder.path().into());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..5).for_each(|_| drop(printer.send("label.pdf", b"x").unwrap())));
        }
    });
    assert_eq!(names(folder.path()).len(), 40);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");
    let file = folder.path().join("file");
    fs::write(&file, b"x").unwrap();
    for path in [&missing, &file, &"/proc/1".into()] {
        let error = Printer::Folder(path.clone()).send("label.pdf", b"x").unwrap_err();
        assert_eq!(error.code(), "printer.folder", "{error}");
        assert_eq!(error.params().first(), Some(&("path", path.display().to_string())));
    }
}

#[test]
fn a_job_name_cannot_leave_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let error = Printer::Folder(folder.path().into()).send("../label.pdf", b"x").unwrap_err();
    assert_eq!(error.code(), "printer.job_name");
    assert!(names(folder.path()).is_empty());
}
