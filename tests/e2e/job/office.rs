//! The office: quality reviews, the manager releases and issues the certificate.

use std::path::PathBuf;

use anyhow::Context as _;
use serde_json::Value;

use crate::job::desk::{Desk, PASSWORD, id};

/// What a unit's history must tell, in this order.
const HISTORY: [&str; 15] = [
    "mother.enrolled",
    "consent.recorded",
    "questionnaire.recorded",
    "collection.registered",
    "labels.printed",
    "labels.cross_checked",
    "unit.packed",
    "unit.received",
    "receipt.decided",
    "step.recorded",
    "result.recorded",
    "unit.stored",
    "review.signed",
    "unit.released",
    "certificate.issued",
];

fn sign(desk: &Desk, login: &str, command: &str, meaning: &str) -> anyhow::Result<()> {
    desk.press(&format!("submit-{command}-sign"))?;
    desk.shown("signature-dialog")?;
    // The first signature of a sitting wants the sign-in name too.
    desk.put_all(&[("field-login", login), ("field-password", PASSWORD)])?;
    desk.picture(&format!("sign-{meaning}"))?;
    desk.press("signature-submit")?;
    desk.shown(&format!("review-signed-{meaning}"))
}

/// Fills the dialog that is open, and signs: the first signature of a sitting wants the sign-in name, the further ones do not.
pub fn sign_dialog(desk: &Desk, login: &str) -> anyhow::Result<()> {
    desk.shown("signature-dialog")?;
    if desk.window.eval("return document.querySelector('[data-testid=field-login]') !== null")? == true {
        desk.put("field-login", login)?;
    }
    desk.put("field-password", PASSWORD)
}

/// Quality approves a procedure, a norm profile or a freezer's program.
pub fn approve_in_window(desk: &Desk, procedure: &str) -> anyhow::Result<()> {
    desk.press("nav-admin")?;
    // What ships waits for approval, what the bank drew for its review.
    let open =
        format!("[data-testid='procedure-{procedure}']:is([data-state=not_approved],[data-state=in_review])");
    desk.seen(&open)?;
    desk.press(&format!("procedure-approve-{procedure}"))?;
    sign_dialog(desk, "quality")?;
    desk.picture("approve-limits")?;
    desk.press("signature-submit")?;
    desk.shown_as(&format!("procedure-{procedure}"), "data-state", "in_force")
}

/// Quality approves limits and confirms each of them: what is not confirmed cannot judge.
pub fn confirm_limits(desk: &Desk, profile: &str) -> anyhow::Result<()> {
    approve_in_window(desk, profile)?;
    desk.press(&format!("limits-confirm-{profile}"))?;
    desk.shown("signature-dialog")?;
    desk.press("limits-all")?;
    desk.put("field-password", PASSWORD)?;
    desk.picture("confirm-limits")?;
    desk.press("signature-submit")?;
    desk.seen(&format!("{} [data-count='0']", id(&format!("procedure-{profile}"))))?;
    desk.picture("limits-confirmed")?;
    desk.exchange()
}

/// Quality approves what the laboratory works by.
pub fn approve(desk: &Desk) -> anyhow::Result<()> {
    desk.press("nav-admin")?;
    desk.shown_as("procedure-processing-hes-1", "data-state", "not_approved")?;
    desk.press("procedure-content-processing-hes-1")?;
    desk.picture("admin-procedures")?;
    desk.press("procedure-content-processing-hes-1")?;
    desk.press("procedure-approve-processing-hes-1")?;
    desk.shown("signature-dialog")?;
    desk.put_all(&[("field-login", "quality"), ("field-password", PASSWORD)])?;
    desk.picture("approve-processing-hes-1")?;
    desk.press("signature-submit")?;
    desk.shown_as("procedure-processing-hes-1", "data-state", "in_force")?;
    desk.press("procedure-content-template-cn-1")?;
    desk.picture("admin-procedures-approved")?;
    desk.exchange()
}

pub fn review(desk: &Desk, din: &str) -> anyhow::Result<()> {
    desk.press("nav-review")?;
    desk.shown(&format!("row-{din}"))?;
    desk.picture("review-queue")?;
    desk.press(&format!("row-{din}"))?;
    desk.shown("no-blockers")?;
    desk.picture("review-unit")?;
    sign(desk, "quality", "review", "review")
}

/// Where the certificate was saved.
pub fn release(desk: &Desk, din: &str) -> anyhow::Result<PathBuf> {
    desk.press("nav-release")?;
    desk.shown(&format!("row-{din}"))?;
    desk.picture("release-list")?;
    desk.press(&format!("row-{din}"))?;
    sign(desk, "manager", "release", "release")?;
    desk.picture("release-signed")?;
    desk.press_all(&["review-certificate", "submit-certificate-issue"])?;
    desk.shown("certificate-path")?;
    desk.shown_as("pdf-view", "data-state", "shown")?;
    desk.picture("release-certificate")?;
    Ok(desk.window.text(&format!("{} code", id("certificate-path")))?.into())
}

pub fn history(desk: &Desk) -> anyhow::Result<()> {
    desk.press("release-open_unit")?;
    desk.shown("unit-tab-overview")?;
    desk.picture("unit-overview")?;
    desk.press("unit-tab-timeline")?;
    desk.shown("timeline-event")?;
    desk.picture("unit-timeline")?;
    let kinds = desk.window.eval(
        "return [...document.querySelectorAll('[data-testid=timeline-event]')].map(event => event.dataset.kind)",
    )?;
    let told: Vec<&str> = kinds.as_array().context("no events")?.iter().filter_map(Value::as_str).collect();
    let mut rest = told.iter();
    for wanted in HISTORY {
        anyhow::ensure!(rest.any(|kind| *kind == wanted), "{wanted} is not told in its place: {told:?}");
    }
    Ok(())
}

/// The screens that the job does not lead through.
pub fn look_round(desk: &Desk, din: &str) -> anyhow::Result<()> {
    desk.press("nav-search")?;
    desk.put("field-text", &din[7..])?;
    desk.shown(&format!("row-{din}"))?;
    desk.picture("search")?;
    for (screen, text) in [("work", "没有"), ("bank", "1")] {
        desk.press(&format!("nav-{screen}"))?;
        desk.window.see(text)?;
        desk.picture(screen)?;
    }
    Ok(())
}
