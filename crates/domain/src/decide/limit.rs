//! Limits are confirmed by the bank before they judge: one by one, by signature, with the value that is confirmed.

use super::Context;
use super::check::filled;
use crate::record::LimitConfirmed;
use crate::rules::{Choice, Limit, LimitText, NamedLimit, NormProfile, RuleSet, confirmers};
use crate::{Code, Meaning, Measure, Record, Refusal, Verdict};

/// What is given to confirm limits of one profile.
#[derive(Debug, Clone, Copy)]
pub struct ConfirmationInput<'a> {
    /// Digest of the profile's content, as shown.
    pub digest: &'a str,
    /// Its code, as shown.
    pub code: &'a str,
    /// Its version, as shown.
    pub version: &'a str,
    /// The limits, each with the value that is confirmed.
    pub limits: &'a [ConfirmedValue<'a>],
    /// Printed name of the signer.
    pub name: &'a str,
}

/// A limit with the value that is confirmed.
#[derive(Debug, Clone, Copy)]
pub struct ConfirmedValue<'a> {
    /// Which limit.
    pub limit: &'a str,
    /// Lowest passing value, as shown or as the bank sets it; none for choices and for no bound.
    pub min: Option<&'a str>,
    /// Highest passing value.
    pub max: Option<&'a str>,
    /// Why another value than the one shown.
    pub reason: Option<&'a str>,
}

/// Limits that are confirmed together: of one version of a norm profile, of a freezer's program, of clean rooms.
struct LimitSet<'a> {
    code: &'a str,
    version: String,
    digest: &'a str,
    limits: Vec<NamedLimit<'a>>,
}

impl LimitSet<'_> {
    /// What people call it.
    fn name(&self) -> String {
        format!("{} v{}", self.code, self.version)
    }
}

fn limit_sets(rules: &RuleSet) -> impl Iterator<Item = LimitSet<'_>> {
    let profiles = rules.norms.iter().map(|file| LimitSet {
        code: &file.profile.code,
        version: file.profile.version.to_string(),
        digest: &file.digest,
        limits: file.profile.limits(),
    });
    let programs = rules.freezing.iter().map(|file| LimitSet {
        code: &file.program.code,
        version: file.program.version.to_string(),
        digest: &file.digest,
        limits: file.program.limits(),
    });
    let rooms = rules.environment.iter().map(|file| LimitSet {
        code: &file.limits.code,
        version: file.limits.version.to_string(),
        digest: &file.digest,
        limits: file.limits.limits(),
    });
    profiles.chain(programs).chain(rooms)
}

/// The refusal of a judgement that a limit cannot make: which, where it comes from, who can confirm it.
#[must_use]
pub fn unconfirmed(profile: &NormProfile, rule: &str) -> Refusal {
    let refusal = Refusal::stop(Code::LimitUnconfirmed).with("rule", rule);
    let limit = profile.limit_of(rule);
    let text = match limit.map(|limit| limit.says) {
        Some(LimitText::Bounds(limit)) => limit.text(),
        Some(LimitText::Choices { choices, .. }) => passing(choices).join(" / "),
        None => String::new(),
    };
    let roles: Vec<String> = confirmers().into_iter().map(role_word).collect();
    refusal
        .with("limit", text)
        .with("source", limit.map(|limit| limit.source()).unwrap_or_default())
        .with("profile", format!("{} v{}", profile.code, profile.version))
        .with("role", roles.join(", "))
}

/// The codes of the choices that pass.
fn passing(choices: &[Choice]) -> Vec<&str> {
    let passing = choices.iter().filter(|choice| choice.verdict == Verdict::Pass);
    passing.map(|choice| choice.code.as_str()).collect()
}

/// The word of a role, as in JSON.
fn role_word(role: crate::Role) -> String {
    let word = serde_json::to_value(role).ok();
    word.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Confirms limits: a record for each.
///
/// # Errors
/// No such profile, or another content than was shown; nothing chosen; an unknown limit; bounds that make no limit;
/// another value without a reason; a value that is confirmed already.
pub fn confirm_limits(input: &ConfirmationInput<'_>, context: &Context<'_>) -> Result<Vec<Record>, Refusal> {
    let named = |set: &LimitSet<'_>| set.code == input.code && set.version == input.version;
    let mut versions = limit_sets(context.rules).filter(named).peekable();
    if versions.peek().is_none() {
        return Err(Refusal::stop(Code::ProcedureUnknown)
            .with("procedure", input.code)
            .with("version", input.version)
            .at("version"));
    }
    let shown = versions.find(|set| set.digest == input.digest);
    let set = shown.ok_or_else(|| Refusal::stop(Code::ContentChanged).at("digest"))?;
    if input.limits.is_empty() {
        return Err(Refusal::stop(Code::LimitNone).at("limits"));
    }
    input.limits.iter().map(|value| confirm(value, &set, input.name)).collect()
}

fn confirm(value: &ConfirmedValue<'_>, set: &LimitSet<'_>, name: &str) -> Result<Record, Refusal> {
    let refuse = |code| Refusal::stop(code).with("rule", value.limit).at("limits");
    let limit = set.limits.iter().find(|limit| limit.code == value.limit);
    let limit = limit.ok_or_else(|| refuse(Code::LimitUnknown).with("profile", set.name()))?;
    let reason = value.reason.map(str::trim).filter(|reason| !reason.is_empty());
    let (bounds, unit) = match limit.says {
        LimitText::Bounds(shown) => {
            let bounds = [bound(value.min, shown)?, bound(value.max, shown)?];
            let [min, max] = bounds;
            let crossed = matches!((min, max), (Some(min), Some(max)) if min > max);
            if crossed || (min.is_none() && max.is_none()) {
                return Err(refuse(Code::LimitBounds));
            }
            let same = bounds == [shown.min, shown.max];
            if same && shown.confirmed {
                return Err(refuse(Code::LimitConfirmedBefore));
            }
            if !same && reason.is_none() {
                return Err(refuse(Code::LimitReason));
            }
            // A reason belongs to the bank's own value alone.
            if same {
                return Ok(confirmed(set, limit, (bounds, shown.unit.clone()), None, name));
            }
            (bounds, shown.unit.clone())
        }
        LimitText::Choices { confirmed, .. } => {
            if confirmed {
                return Err(refuse(Code::LimitConfirmedBefore));
            }
            return Ok(self::confirmed(set, limit, ([None, None], String::new()), None, name));
        }
    };
    let reason = reason.map(|reason| filled(reason, 200, "reason")).transpose()?;
    Ok(confirmed(set, limit, (bounds, unit), reason, name))
}

/// A bound as entered; an empty one is none.
fn bound(text: Option<&str>, limit: &Limit) -> Result<Option<Measure>, Refusal> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let number: Measure =
        text.parse().map_err(|_| Refusal::stop(Code::NotANumber).with("value", text).at("limits"))?;
    limit.plausible(number, "limits").map(Some)
}

fn confirmed(
    set: &LimitSet<'_>,
    limit: &NamedLimit<'_>,
    ([min, max], unit): ([Option<Measure>; 2], String),
    reason: Option<String>,
    name: &str,
) -> Record {
    Record::LimitConfirmed(LimitConfirmed {
        profile: set.code.to_owned(),
        version: set.version.clone(),
        digest: set.digest.to_owned(),
        limit: limit.code.to_owned(),
        min,
        max,
        unit,
        source: limit.source().to_owned(),
        reason,
        name: name.to_owned(),
        meaning: Meaning::LimitConfirmed,
    })
}
