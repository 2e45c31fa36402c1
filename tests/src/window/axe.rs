//! What axe-core finds in the page: the rules of WCAG that a machine can check.

use std::path::Path;

use anyhow::{Context as _, bail};
use serde_json::Value;

use super::Window;

/// From `ui/package.json`, where its version is pinned.
const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/node_modules/axe-core/axe.min.js");

/// The findings that keep somebody from the work, each as its rule, how grave it is, and what it was found on.
const FINDINGS: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then(
      ({ violations }) => done(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, impact, nodes }) => nodes.map(({ html, failureSummary }) => [id, impact, html, failureSummary].join(' | ')))),
      (fault) => done(['axe could not run: ' + fault]));";

impl Window {
    /// Fails where axe finds anything serious or critical in what the window shows now.
    ///
    /// # Errors
    /// What was found; or `ui/node_modules` lacks axe-core (`scripts/setup.sh` installs it).
    pub fn accessible(&self, what: &str) -> anyhow::Result<()> {
        if self.eval("return window.axe === undefined")? == Value::Bool(true) {
            let source =
                std::fs::read_to_string(Path::new(SOURCE)).context("axe-core: run scripts/setup.sh")?;
            self.eval(&source)?;
        }
        let findings = self.wait(self.driver.execute_async(FINDINGS, Vec::new()))?.json().clone();
        let findings = findings.as_array().context("a list of findings")?;
        if findings.is_empty() {
            return Ok(());
        }
        let lines: Vec<&str> = findings.iter().filter_map(Value::as_str).collect();
        bail!("{what}: axe finds\n{}", lines.join("\n"))
    }
}
