//! PDF tools of the system, as independent judges of what we print.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, reason = "shared by several test programs")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use labels::Fonts;

/// The fonts, loaded once per test program.
pub fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| Fonts::load_system().expect("install the package fonts-noto-cjk"))
}

fn run(program: &str, args: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(args).output();
    let output = output.unwrap_or_else(|e| {
        panic!("{program}: {e}; install the packages poppler-utils, zbar-tools and dmtx-utils")
    });
    output.stdout
}

pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    FOLDER.get_or_init(|| tempfile::tempdir().unwrap()).path()
}

fn file(pdf: &[u8]) -> PathBuf {
    let file = tempfile::Builder::new().suffix(".pdf").tempfile_in(folder()).unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    file.into_temp_path().keep().unwrap()
}

/// The text of all pages.
pub fn extract(pdf: &[u8]) -> String {
    String::from_utf8(run("pdftotext", &["-layout", file(pdf).to_str().unwrap(), "-"])).unwrap()
}

/// Left and right end of each word in millimetres.
pub fn words(pdf: &[u8]) -> Vec<(f32, f32, String)> {
    let html = String::from_utf8(run("pdftotext", &["-bbox", file(pdf).to_str().unwrap(), "-"])).unwrap();
    let value = |line: &str, name: &str| -> f32 {
        let rest = line.split_once(&format!("{name}=\"")).unwrap().1;
        rest.split_once('"').unwrap().0.parse::<f32>().unwrap() * 25.4 / 72.0
    };
    let words = html.lines().filter(|line| line.contains("<word"));
    words.map(|line| (value(line, "xMin"), value(line, "xMax"), line.to_owned())).collect()
}

/// Width and height of each page in millimetres.
pub fn pages(pdf: &[u8]) -> Vec<(f32, f32)> {
    let path = file(pdf);
    let info = run("pdfinfo", &["-f", "1", "-l", "99", path.to_str().unwrap()]);
    let info = String::from_utf8(info).unwrap();
    let sizes = info.lines().filter(|line| line.contains(" size:") && line.starts_with("Page "));
    let mm = |text: &str| text.parse::<f32>().unwrap() * 25.4 / 72.0;
    sizes
        .map(|line| {
            let numbers: Vec<&str> = line.split_whitespace().collect();
            let x = numbers.iter().position(|n| *n == "x").unwrap();
            (mm(numbers[x - 1]), mm(numbers[x + 1]))
        })
        .collect()
}

/// Each page as a picture file.
pub fn raster(pdf: &[u8], name: &str, dpi: u32) -> Vec<PathBuf> {
    let out = tempfile::tempdir_in(folder()).unwrap().keep();
    let prefix = out.join(name);
    run("pdftoppm", &["-r", &dpi.to_string(), "-png", file(pdf).to_str().unwrap(), prefix.to_str().unwrap()]);
    let mut images: Vec<PathBuf> =
        std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path()).collect();
    images.sort();
    images
}

/// What zbar reads as Code 128.
pub fn decode_linear(image: &Path) -> Vec<String> {
    let args = ["-q", "--raw", "-Sdisable", "-Scode128.enable", image.to_str().unwrap()];
    String::from_utf8(run("zbarimg", &args)).unwrap().lines().map(str::to_owned).collect()
}

/// What libdmtx reads as Data Matrix; its limit only ends a search that finds nothing.
pub fn decode_matrix(image: &Path) -> Vec<String> {
    let args = ["-n", "-N1", "-m", "60000", image.to_str().unwrap()];
    String::from_utf8(run("dmtxread", &args)).unwrap().lines().map(str::to_owned).collect()
}
