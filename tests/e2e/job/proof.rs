//! What is left on paper and on disk, as other programs read it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, ensure};
use cordkeep_tests::{binary, until};

use crate::job::desk::PASSPHRASE;

fn run(program: &str, args: &[&str]) -> anyhow::Result<String> {
    let output = Command::new(program).args(args).output().with_context(|| program.to_owned())?;
    ensure!(output.status.success(), "{program} {args:?}: {output:?}");
    Ok(String::from_utf8(output.stdout)?)
}

fn utf8(path: &Path) -> anyhow::Result<&str> {
    path.to_str().context("a path in UTF-8")
}

/// All that can be copied out of a PDF, without white space.
pub fn text(pdf: &Path) -> anyhow::Result<String> {
    let text = run("pdftotext", &["-layout", utf8(pdf)?, "-"])?;
    Ok(text.chars().filter(|c| !c.is_whitespace()).collect())
}

/// Every page of a PDF as a picture.
fn pages(pdf: &Path, dpi: &str) -> anyhow::Result<Vec<PathBuf>> {
    let folder = pdf.with_extension("pages");
    fs::create_dir_all(&folder)?;
    run("pdftoppm", &["-r", dpi, "-png", utf8(pdf)?, utf8(&folder.join("page"))?])?;
    let mut pages =
        fs::read_dir(&folder)?.map(|page| Ok(page?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    pages.sort();
    Ok(pages)
}

/// The line code and the square code of a page both say `wanted`, and there is nothing else.
fn both_say(page: &Path, wanted: &str) -> anyhow::Result<()> {
    let linear = run("zbarimg", &["-q", "--raw", "-Sdisable", "-Scode128.enable", utf8(page)?])?;
    ensure!(linear.trim_end() == wanted, "Code 128 says {linear:?} for {wanted}");
    let matrix = run("dmtxread", &["-n", "-N1", "-m", "60000", utf8(page)?])?;
    ensure!(matrix.trim_end() == wanted, "Data Matrix says {matrix:?} for {wanted}");
    Ok(())
}

/// Each label carries the number with the flags of what it is stuck on.
pub fn labels(pdf: &Path, din: &str, flags: &[&str]) -> anyhow::Result<()> {
    let pages = pages(pdf, "300")?;
    ensure!(pages.len() == flags.len(), "{} labels", pages.len());
    pages.iter().zip(flags).try_for_each(|(page, flags)| both_say(page, &format!("&d{din}{flags}")))
}

/// The certificate carries the number as a form does, and says all of `wanted`.
pub fn certificate(pdf: &Path, din: &str, wanted: &[&str]) -> anyhow::Result<()> {
    let text = text(pdf)?;
    for wanted in wanted {
        let packed: String = wanted.chars().filter(|c| !c.is_whitespace()).collect();
        ensure!(text.contains(&packed), "{wanted} is not on the certificate: {text}");
    }
    let pages = pages(pdf, "200")?;
    both_say(pages.first().context("no page")?, &format!("&d{din}08"))
}

/// `cordkeep verify` accepts a station's folder, once the window that was killed has let go of it.
pub fn verified(data: &Path) -> anyhow::Result<()> {
    let output = until("the window to let go of its folder", || {
        let output = Command::new(binary("cordkeep")?)
            .args(["--json", "verify", "--rebuild", "--data"])
            .arg(data)
            .env("CORDKEEP_PASSPHRASE", PASSPHRASE)
            .output()?;
        Ok((!String::from_utf8_lossy(&output.stdout).contains("store.busy")).then_some(output))
    })?;
    ensure!(output.status.success(), "{}: {output:?}", data.display());
    Ok(())
}
