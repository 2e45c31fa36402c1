//! Label templates of the bank's own: drawn by one, approved by another, taken back by signature.

use super::Context;
use super::check::filled;
use crate::record::{TemplateApproved, TemplateDrawn, TemplateWithdrawn};
use crate::template::{CONTENT_BYTES_MAX, TemplateState, content_digest};
use crate::{Code, Meaning, Record, Refusal};

/// Longest reason, characters.
const REASON_MAX: usize = 500;

/// What is given to draw a version.
#[derive(Debug, Clone, Copy)]
pub struct DrawingInput<'a> {
    /// The text.
    pub content: &'a str,
    /// Ours, for comparison.
    pub ours: &'a str,
    /// Digest of the text that the person began with: ours or a version's.
    pub based_on: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// Draws a version. The caller has seen to it that the text makes a good label.
///
/// # Errors
/// Too long; the text that is in force; begun from a text that is not known; no reason.
pub fn draw_template(state: &TemplateState, input: &DrawingInput<'_>) -> Result<Record, Refusal> {
    if input.content.len() > CONTENT_BYTES_MAX {
        return Err(Refusal::stop(Code::TooLong).with("max", CONTENT_BYTES_MAX).at("content"));
    }
    let in_force = state.in_force().map_or(input.ours, |version| version.drawn.record.content.as_str());
    if input.content == in_force {
        return Err(Refusal::stop(Code::TemplateUnchanged).at("content"));
    }
    let versions = state.versions().iter();
    let mut known = versions.map(|version| version.drawn.record.content.as_str()).chain([input.ours]);
    if !known.any(|content| content_digest(content) == input.based_on) {
        return Err(Refusal::stop(Code::TemplateUnknown).at("based_on"));
    }
    let last = state.versions().iter().map(|version| version.drawn.record.version).max().unwrap_or(0);
    Ok(Record::TemplateDrawn(TemplateDrawn {
        template: state.template().to_owned(),
        version: last.saturating_add(1),
        content: input.content.to_owned(),
        based_on: input.based_on.to_owned(),
        reason: filled(input.reason, REASON_MAX, "reason")?,
    }))
}

/// Approves exactly the version that was shown, in the place of what was shown to be in force.
///
/// # Errors
/// No such version; in force; drawn by the same person; something else was decided meanwhile.
pub fn approve_template(
    state: &TemplateState,
    drawn: &str,
    digest: &str,
    name: &str,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let version = state.version(drawn).ok_or_else(|| Refusal::stop(Code::TemplateUnknown).at("version"))?;
    let number = version.drawn.record.version;
    if state.in_force() == Some(version) && state.contenders().is_empty() {
        return Err(Refusal::stop(Code::TemplateInForce).with("version", number));
    }
    if version.drawn.stamp.operator == Some(context.operator) {
        return Err(Refusal::stop(Code::TemplateSamePerson));
    }
    if state.approval_digest(version) != digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    Ok(Record::TemplateApproved(TemplateApproved {
        template: state.template().to_owned(),
        version: number,
        drawn: drawn.to_owned(),
        replaces: state.heads(),
        digest: digest.to_owned(),
        name: name.to_owned(),
        meaning: Meaning::TemplateApproval,
    }))
}

/// Takes back what is in force: ours, or a version approved before, is in force again.
///
/// # Errors
/// No such approved version; in force already; no reason; something else was decided meanwhile.
pub fn withdraw_template(
    state: &TemplateState,
    back_to: Option<&str>,
    digest: &str,
    reason: &str,
    name: &str,
) -> Result<Record, Refusal> {
    let unknown = || Refusal::stop(Code::TemplateUnknown).at("back_to");
    let target = match back_to {
        Some(name) => Some(state.version(name).filter(|version| version.is_approved()).ok_or_else(unknown)?),
        None => None,
    };
    let number = target.map_or(0, |version| version.drawn.record.version);
    if state.in_force() == target && state.contenders().is_empty() {
        return Err(Refusal::stop(Code::TemplateInForce).with("version", number));
    }
    let reason = filled(reason, REASON_MAX, "reason")?;
    if state.withdrawal_digest(target) != digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    Ok(Record::TemplateWithdrawn(TemplateWithdrawn {
        template: state.template().to_owned(),
        version: state.in_force().map_or(0, |version| version.drawn.record.version),
        back_to_version: number,
        back_to: back_to.map(str::to_owned),
        replaces: state.heads(),
        reason,
        digest: digest.to_owned(),
        name: name.to_owned(),
        meaning: Meaning::TemplateWithdrawal,
    }))
}
