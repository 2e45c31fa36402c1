//! Bad input: the right sentence stands in the window, in both languages.

use cordkeep_tests::until;

use crate::job::desk::{Desk, LANGUAGES, id};

/// The problem with this code is shown, and says so in Chinese and in English.
fn said(desk: &Desk, code: &str, sentences: [&str; 2]) -> anyhow::Result<()> {
    for (language, sentence) in LANGUAGES.iter().zip(sentences) {
        desk.speak(language)?;
        see(desk, code, sentence)?;
    }
    desk.speak(LANGUAGES[0])
}

fn see(desk: &Desk, code: &str, sentence: &str) -> anyhow::Result<()> {
    let script = format!(
        "return [...document.querySelectorAll('{}[data-code=\"{code}\"]')].map(said => said.textContent).join('\\n')",
        id("problem")
    );
    let said = until(&format!("{code}: {sentence}"), || {
        Ok(desk.window.eval(&script)?.as_str().is_some_and(|said| said.contains(sentence)).then_some(()))
    });
    desk.or_picture(said)
}

/// A scan is refused; what is said of it goes by itself, so that each language gets a scan of its own.
fn scan_said(desk: &Desk, text: &str, code: &str, sentences: [&str; 2]) -> anyhow::Result<()> {
    for (language, sentence) in LANGUAGES.iter().zip(sentences) {
        desk.speak(language)?;
        anyhow::ensure!(!desk.scanned(text)?, "{text} was taken");
        see(desk, code, sentence)?;
        desk.window.screenshot(&format!("screen-refused-{}-{language}", code.replace('.', "-")))?;
        desk.press("scan-dismiss")?;
    }
    desk.speak(LANGUAGES[0])
}

pub fn password(desk: &Desk, login: &str) -> anyhow::Result<()> {
    desk.put_all(&[("sign-in-login", login), ("sign-in-password", "not this one")])?;
    desk.press("sign-in-submit")?;
    said(
        desk,
        "session.wrong_password",
        ["登录名或密码不正确。请重新输入。", "The name or the password is wrong. Enter them again."],
    )?;
    desk.picture("refused-password")
}

pub fn scans_of_a_kit(desk: &Desk) -> anyhow::Result<()> {
    desk.press("field-din_source-kit")?;
    scan_said(
        desk,
        "hello-there",
        "scan.unknown_code",
        ["无法识别的条码。请扫描脐血库标签。", "This is no known code. Scan a label of the bank."],
    )?;
    scan_said(
        desk,
        "A999926000007Y",
        "scan.check_character",
        ["校验字符不符：", "The number may be mistyped: enter it again."],
    )?;
    scan_said(
        desk,
        "&pT01-R01-S001",
        "scan.wrong_kind",
        ["这是储存位置的条码，此处需要血袋 / 批号的条码。", "Scanned: Position. Needed here: Bag / Lot."],
    )?;
    desk.shown_as("slot-din", "data-filled", "false")
}

pub fn values_of_a_collection(desk: &Desk) -> anyhow::Result<()> {
    for (volume, code, sentences) in [
        ("0", "value.too_low", ["0 太小：不可能低于", "0 is too low: it cannot be below"]),
        ("5000", "value.too_high", ["5000 太大：不可能高于", "5000 is too high: it cannot be above"]),
    ] {
        desk.put("field-volume_ml", volume)?;
        desk.press("submit-donation-register_collection")?;
        said(desk, code, sentences)?;
    }
    desk.picture("refused-volume")?;
    desk.put("field-volume_ml", "98.5")?;
    let ended = desk.window.value(&id("field-ended_ms"))?;
    desk.put("field-ended_ms", "2099-01-01 08:00")?;
    desk.press("submit-donation-register_collection")?;
    let sentences = ["时间在未来（2099-01-01 08:00）。", "This lies in the future (2099-01-01 08:00)."];
    said(desk, "value.in_future", sentences)?;
    desk.picture("refused-future")?;
    desk.put("field-ended_ms", &ended)
}

pub fn a_tube_in_the_box(desk: &Desk, din: &str) -> anyhow::Result<()> {
    scan_said(
        desk,
        &format!("&d{din}07"),
        "scan.wrong_kind",
        ["这是样本管的条码，此处需要血袋", "Scanned: Tube. Needed here: Bag"],
    )?;
    let packed = desk.window.text(&id("pack-count"))?;
    anyhow::ensure!(packed == "0", "a tube was packed");
    Ok(())
}
