//! What the bank works by: the newest shipped procedure, norm profile and freezer's program, approved in the window.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::job::{desk::Desk, office};

const PROFILE: &str = "template-cn-4";
const PROGRAM: &str = "cord-blood-one-degree-1";
/// The shipped version, and the bank's own of it.
const SHIPPED: (&str, &str) = ("cord-blood-banking", "7");
const OWN: &str = "7.1";
/// The spin that this run really waits for.
pub const WAITED: &str = "spin_first";
const SHIPPED_SPIN: &str = r#""dwell": {"min_min": 5, "max_min": 20, "outside": "signed"}"#;
const OWN_SPIN: &str = r#""dwell": {"min_min": 1, "max_min": 20, "outside": "signed"}"#;

/// The procedure as data: what each step wants scanned is held against it.
pub struct Sop(Value);

impl Sop {
    /// What the step wants scanned.
    pub fn scans(&self, step: &str) -> anyhow::Result<&[Value]> {
        let steps = self.0["steps"].as_array().context("steps")?;
        let step = steps.iter().find(|one| one["code"] == step).with_context(|| format!("no step {step}"))?;
        Ok(step["scans"].as_array().map_or(&[], Vec::as_slice))
    }
}

/// The medical director draws the bank's own version of the newest procedure, in which the first spin may be as short as a minute, so
/// that a person can wait for it here; quality approves it and all that judges, limit by limit.
pub fn adopt(office: &Desk) -> anyhow::Result<Sop> {
    office.sign_in("director")?;
    let list = office.rpc("procedure.list", &json!({}))?;
    let all = list["procedures"].as_array().context("procedures")?;
    let newest = all.iter().rfind(|one| one["code"] == SHIPPED.0).context("no procedure")?;
    ensure!(newest["version"] == SHIPPED.1, "the newest version is {}", newest["version"]);
    let digest = &newest["digest"];
    let text = office.rpc("procedure.text", &json!({ "digest": digest }))?;
    let text = text["content"].as_str().context("a text")?;
    ensure!(text.matches(SHIPPED_SPIN).count() == 1, "the first spin has another time");
    let own = text.replacen(r#""version": "7""#, &format!(r#""version": "{OWN}""#), 1).replacen(
        SHIPPED_SPIN,
        OWN_SPIN,
        1,
    );
    let draw = json!({ "content": own, "based_on": digest, "reason": "试验：本库离心时间" });
    office.rpc("procedure.draw", &draw)?;
    office.sign_in_after("quality")?;
    office::confirm_limits(office, PROFILE)?;
    office::confirm_limits(office, PROGRAM)?;
    office::approve_in_window(office, &format!("{}-{OWN}", SHIPPED.0))?;
    office.exchange()?;
    Ok(Sop(serde_json::from_str(&own)?))
}
