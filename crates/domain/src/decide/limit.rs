//! Limits are confirmed by the bank before they judge: one by one, by signature, with the value that is confirmed.

use super::Context;
use super::check::filled;
use crate::record::LimitConfirmed;
use crate::rules::{Choice, Limit, LimitText, NamedLimit, NormFile, NormProfile, confirmers};
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
    let named = |file: &&NormFile| {
        file.profile.code == input.code && file.profile.version.to_string() == input.version
    };
    let mut versions = context.rules.norms.iter().map(AsRef::as_ref).filter(named).peekable();
    if versions.peek().is_none() {
        return Err(Refusal::stop(Code::ProcedureUnknown)
            .with("procedure", input.code)
            .with("version", input.version)
            .at("version"));
    }
    let shown = versions.find(|file| file.digest == input.digest);
    let file = shown.ok_or_else(|| Refusal::stop(Code::ContentChanged).at("digest"))?;
    if input.limits.is_empty() {
        return Err(Refusal::stop(Code::LimitNone).at("limits"));
    }
    input.limits.iter().map(|value| confirm(value, file, input.name)).collect()
}

fn confirm(value: &ConfirmedValue<'_>, file: &NormFile, name: &str) -> Result<Record, Refusal> {
    let profile = &file.profile;
    let refuse = |code| Refusal::stop(code).with("rule", value.limit).at("limits");
    let limit = profile.limit(value.limit).ok_or_else(|| {
        refuse(Code::LimitUnknown).with("profile", format!("{} v{}", profile.code, profile.version))
    })?;
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
                return Ok(confirmed(file, &limit, (bounds, shown.unit.clone()), None, name));
            }
            (bounds, shown.unit.clone())
        }
        LimitText::Choices { confirmed, .. } => {
            if confirmed {
                return Err(refuse(Code::LimitConfirmedBefore));
            }
            return Ok(self::confirmed(file, &limit, ([None, None], String::new()), None, name));
        }
    };
    let reason = reason.map(|reason| filled(reason, 200, "reason")).transpose()?;
    Ok(confirmed(file, &limit, (bounds, unit), reason, name))
}

/// A bound as entered; an empty one is none.
fn bound(text: Option<&str>, limit: &Limit) -> Result<Option<Measure>, Refusal> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let number: Measure =
        text.parse().map_err(|_| Refusal::stop(Code::NotANumber).with("value", text).at("limits"))?;
    limit.plausible(number, "limits").map(Some)
}

fn confirmed(
    file: &NormFile,
    limit: &NamedLimit<'_>,
    ([min, max], unit): ([Option<Measure>; 2], String),
    reason: Option<String>,
    name: &str,
) -> Record {
    Record::LimitConfirmed(LimitConfirmed {
        profile: file.profile.code.clone(),
        version: file.profile.version.to_string(),
        digest: file.digest.clone(),
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
