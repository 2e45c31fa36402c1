//! Results of cord and mother: from files, and by hand. What does harm where it is wrong comes from a file as preliminary and
//! is typed twice; a marker that reacts is measured again.

use anyhow::{Context as _, ensure};
use cordkeep_tests::{By, until};
use serde_json::{Value, json};

use super::{after::as_login, bench::done};
use crate::job::desk::{Desk, id};

/// Measured while the centrifuge turns: flags of the specimen, test, value.
const EARLY: [(&str, &str, &str); 10] = [
    ("07", "abo_rhd", "a_pos"),
    ("20", "hbsag", "non_reactive"),
    ("20", "anti_hcv", "non_reactive"),
    ("20", "hiv_ag_ab", "non_reactive"),
    ("20", "syphilis", "non_reactive"),
    ("20", "htlv", "non_reactive"),
    ("20", "cmv_igg", "negative"),
    ("20", "hbv_dna", "non_reactive"),
    ("20", "hcv_rna", "non_reactive"),
    ("20", "hiv_rna", "non_reactive"),
];
/// Measured of what goes into the bag.
const LATE: [(&str, &str, &str); 5] = [
    ("07", "tnc_post", "12.6"),
    ("07", "viability_post", "96.3"),
    ("07", "cd34_post", "4.2"),
    ("07", "sterility_aerobic", "negative"),
    ("07", "sterility_anaerobic", "negative"),
];
/// Reacts in the first unit, and in none of its repeats.
const REACTIVE: &str = "hbsag";
/// Grows in the last unit.
const GROWN: &str = "sterility_aerobic";

fn value_of<'a>(test: &str, value: &'a str, place: usize, last: usize) -> &'a str {
    match test {
        REACTIVE if place == 0 => "reactive",
        GROWN if place == last => "positive",
        _ => value,
    }
}

/// The markers of mother and blood group of all of them, from one file; the first unit's are confirmed by hand, the reactive
/// one twice more, and the others' as the window would.
pub fn early(desk: &Desk, dins: &[String]) -> anyhow::Result<()> {
    by_file(desk, "markers.csv", dins, &EARLY)?;
    confirm(desk, dins, &EARLY, &[REACTIVE, "abo_rhd"])
}

/// What was measured of the product; the growth is confirmed by hand.
pub fn late(desk: &Desk, dins: &[String]) -> anyhow::Result<()> {
    by_file(desk, "product.csv", dins, &LATE)?;
    confirm(desk, dins, &LATE, &["tnc_post"])
}

fn by_file(desk: &Desk, name: &str, dins: &[String], tests: &[(&str, &str, &str)]) -> anyhow::Result<()> {
    as_login(desk, "lab")?;
    let mut sheet = "din,test,value,method\n".to_owned();
    for (place, din) in dins.iter().enumerate() {
        for (flags, test, value) in tests {
            let value = value_of(test, value, place, dins.len() - 1);
            sheet.push_str(&format!("{din}{flags},{test},{value},CLIA\n"));
        }
    }
    let file = desk.data.join(name);
    std::fs::write(&file, sheet)?;
    desk.press_all(&["nav-bench", "bench-pane-file"])?;
    desk.shown("result-file-open")?;
    let path = file.to_str().context("a folder with a plain name")?;
    desk.window.wait(async {
        desk.window.driver().find(By::Css("input[type=file]")).await?.send_keys(path).await
    })?;
    desk.shown("result-file-counts")?;
    desk.picture(&format!("run-results-{}", name.trim_end_matches(".csv")))?;
    desk.press("submit-result-take_file")?;
    let taken = format!("return document.querySelector('{}') === null", id("submit-result-take_file"));
    done(desk, "the results to be recorded", &taken)
}

fn results(desk: &Desk, din: &str) -> anyhow::Result<Vec<Value>> {
    let view = desk.rpc("bench.get", &json!({ "donation": null, "din": din }))?;
    Ok(view["results"].as_array().context("results")?.clone())
}

fn result(desk: &Desk, din: &str, test: &str) -> anyhow::Result<Value> {
    results(desk, din)?.into_iter().find(|one| one["test"] == test).with_context(|| format!("no {test}"))
}

/// Every critical value of the file is preliminary and is typed twice: by hand those of the first unit that are named and what
/// grew, the others as the window would.
fn confirm(
    desk: &Desk,
    dins: &[String],
    tests: &[(&str, &str, &str)],
    by_hand: &[&str],
) -> anyhow::Result<()> {
    for (place, din) in dins.iter().enumerate() {
        let donation =
            desk.rpc("unit.get", &json!({ "donation": null, "din": din }))?["row"]["donation"].clone();
        let mut opened = false;
        for (_, test, value) in tests {
            let value = value_of(test, value, place, dins.len() - 1);
            let shown = result(desk, din, test)?;
            if shown["critical"] == false {
                ensure!(shown["state"] == "final", "{din} {test}: {shown}");
                continue;
            }
            ensure!(shown["state"] == "preliminary", "{din} {test}: a person confirms it: {shown}");
            if place == 0 && by_hand.contains(test) || value == "positive" {
                if !opened {
                    open(desk, din)?;
                    opened = true;
                }
                type_twice(desk, din, test, value)?;
                continue;
            }
            let record = json!({
                "donation": donation, "test": test, "value": value, "value_again": value, "method": "CLIA",
                "state": "final", "correction_reason": null, "repeat": false, "device": null,
            });
            desk.rpc("bench.record_result", &record)?;
        }
    }
    Ok(())
}

/// The unit's open tests by the scan of its tube, and from there its results.
fn open(desk: &Desk, din: &str) -> anyhow::Result<()> {
    desk.press_all(&["nav-bench", "bench-pane-open"])?;
    desk.scan(&format!("&d{din}07"))?;
    desk.shown("open-unit")?;
    let (rows, tail) = (id("open-test-row"), din.get(7..).unwrap_or_default());
    let own = format!(
        "const rows = [...document.querySelectorAll('{rows}')];
         return rows.length > 0 && rows.every(row => row.innerText.includes('{tail}'))"
    );
    done(desk, "the open tests of one unit", &own)?;
    desk.press("open-test-row")?;
    desk.shown("results")
}

/// The second entry is made without sight of the first. Where the value reacts, two repeats follow, each typed twice.
fn type_twice(desk: &Desk, din: &str, test: &str, value: &str) -> anyhow::Result<()> {
    desk.press(&format!("row-{test}"))?;
    entered(desk, test, value)?;
    settled(desk, din, test, &|shown| shown["state"] == "final")?;
    if value != "reactive" {
        return Ok(());
    }
    for made in 1..=2_u64 {
        desk.press(&format!("row-{test}"))?;
        desk.shown("repeat-note")?;
        entered(desk, test, "non_reactive")?;
        settled(desk, din, test, &|shown| shown["repeats"]["made"] == made)?;
    }
    let shown = result(desk, din, test)?;
    ensure!(shown["repeats"]["state"] == "cleared", "{din} {test}: {shown}");
    desk.picture("run-repeats")
}

fn entered(desk: &Desk, test: &str, value: &str) -> anyhow::Result<()> {
    desk.shown(&format!("result-{test}"))?;
    let number = value.parse::<f64>().is_ok();
    let enter = |field: &str| {
        if number { desk.put(field, value) } else { desk.press(&format!("{field}-{value}")) }
    };
    enter("field-value")?;
    desk.press("submit-bench-record_result")?;
    desk.shown("first-hidden")?;
    enter("field-value_again")?;
    if test == GROWN {
        desk.picture("run-typed-twice")?;
    }
    desk.press("submit-bench-record_result")
}

fn settled(desk: &Desk, din: &str, test: &str, so: &dyn Fn(&Value) -> bool) -> anyhow::Result<()> {
    let recorded =
        until(&format!("{test} to be recorded"), || Ok(so(&result(desk, din, test)?).then_some(())));
    desk.or_picture(recorded)?;
    // The window goes on to the next test when it has heard so too.
    let gone = format!("return document.querySelector('{}') === null", id("first-hidden"));
    done(desk, "the form to be done with", &gone)
}
