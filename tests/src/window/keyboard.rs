//! The page by keyboard alone: what Tab reaches, what it does not, and what does not show that it has the focus.

use anyhow::{Context as _, bail};
use serde_json::Value;
use thirtyfour::Key;

use super::Window;

/// Tabs sent in one go, and how many goes a page may take.
const TABS_AT_ONCE: usize = 20;
const GOES_MAX: usize = 40;

/// Notes what is there to be operated, how each thing looks without the focus, and from then on what takes the focus.
///
/// Among things of one kind that the arrow keys move between (tabs, options, cells), one that Tab reaches speaks for all;
/// what lies in a field, as its arrows and its cross, is operated by the keys of the field.
const BEGIN: &str = r#"
const still = document.createElement('style');
still.textContent = '*, *::before, *::after { transition: none !important; animation: none !important }';
document.head.append(still);
document.activeElement?.blur();
getSelection().removeAllRanges();
const OPERATED = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [contenteditable=true], [tabindex="0"], '
  + '[role=button], [role=tab], [role=link], [role=option], [role=menuitem], [role=switch], [role=checkbox], [role=radio]';
const GROUPS = '[role=tablist], [role=radiogroup], [role=listbox], [role=menu], [role=grid], [role=treegrid], [role=toolbar]';
const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
const look = (e) => [e, e.parentElement, e.parentElement?.parentElement, ...(e.parentElement?.children ?? []), ...e.children]
  .filter(Boolean).map((each) => { const s = getComputedStyle(each);
    return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor].join() }).join(';');
const named = (e) => e.outerHTML.replace(/\s+/g, ' ').slice(0, 180);
const layer = [...document.querySelectorAll('[aria-modal=true]')].filter(shown).at(-1) ?? document.body;
const wanted = [...layer.querySelectorAll(OPERATED)].filter((e) => shown(e) && !e.disabled && !e.closest('[inert], [aria-hidden=true], [aria-disabled=true]')
  && !(e.matches('[tabindex="-1"]') && e.closest('[data-position]')));
const pointed = [...layer.querySelectorAll('*')].filter((e) => shown(e) && getComputedStyle(e).cursor === 'pointer'
  && !e.closest(OPERATED + ', label') && !e.querySelector(OPERATED + ', label') && !e.closest('[aria-hidden=true]') && !e.closest(GROUPS));
const bare = new Map(wanted.map((e) => [e, look(e)]));
const page = { reached: [], unmarked: [], round: false };
page.hear = ({ target }) => {
  if (page.reached.includes(target)) { page.round ||= target === page.reached[0]; return; }
  page.reached.push(target);
  if (bare.has(target) && bare.get(target) === look(target)) page.unmarked.push(named(target));
};
document.addEventListener('focusin', page.hear, true);
const one = (e) => e.closest(GROUPS) ?? (e.type === 'radio' && e.name ? 'radio ' + e.name : null);
page.end = () => {
  document.removeEventListener('focusin', page.hear, true);
  still.remove();
  const groups = new Set(page.reached.map(one).filter(Boolean));
  const missed = wanted.filter((e) => e.isConnected && shown(e) && !page.reached.includes(e) && !groups.has(one(e)));
  return [page.reached.length, missed.map((e) => 'Tab never reaches ' + named(e)), page.unmarked.map((e) => 'no sign of the focus on ' + e),
    pointed.filter((e) => e.isConnected).map((e) => 'for the pointer alone: ' + named(e))];
};
window.cordkeepKeyboard = page;
"#;

impl Window {
    /// Fails where something of what the window shows now can be operated by a pointer but not by the keyboard, or
    /// does not show that it has the focus.
    ///
    /// # Errors
    /// What was found, each thing by its markup.
    pub fn by_keyboard(&self, what: &str) -> anyhow::Result<()> {
        self.eval(BEGIN)?;
        for _ in 0..GOES_MAX {
            let tabs: String = std::iter::repeat_n(Key::Tab.value(), TABS_AT_ONCE).collect();
            self.keys(tabs)?;
            if self.eval("return window.cordkeepKeyboard.round")? == Value::Bool(true) {
                break;
            }
        }
        let found = self.eval("return window.cordkeepKeyboard.end()")?;
        let reached = found[0].as_u64().context("how many were reached")?;
        let faults: Vec<&str> =
            (1..4).filter_map(|kind| found[kind].as_array()).flatten().filter_map(Value::as_str).collect();
        if reached == 0 || !faults.is_empty() {
            bail!("{what}: by keyboard {reached} things were reached\n{}", faults.join("\n"));
        }
        Ok(())
    }
}
