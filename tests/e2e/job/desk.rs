//! A window with a data folder of its own, and what an operator's hands do there. Elements go by their test id.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail, ensure};
use cordkeep_tests::{By, Key, Keyring, Window, until};
use serde_json::{Value, json};

/// Everybody's, and the one that opens every data folder.
pub const PASSWORD: &str = "plum-blossom-9";
pub const PASSPHRASE: &str = "winter cherry";

/// The languages of every screen, the first of which the work is done in.
pub const LANGUAGES: [&str; 2] = ["zh-CN", "en"];
/// Nothing on the page says that it is still being read.
const SETTLED: &str = "document.querySelector('[data-testid=loading]') === null";

/// A driver on a busy machine may stutter within a scan, which then is none: as at a bench, it is scanned again.
const SCANS_MAX: u32 = 8;

/// What was taken for a scan is answered when it was asked for so often, which takes four seconds and more.
const ASKED_MAX: u32 = 80;

pub struct Desk {
    pub window: Window,
    pub data: PathBuf,
    /// Codes that the window took so far.
    pub taken: Cell<usize>,
}

/// The selector of a test id.
pub fn id(name: &str) -> String {
    format!("[data-testid=\"{name}\"]")
}

impl Desk {
    pub fn open(data: &Path) -> anyhow::Result<Self> {
        Self::open_in(data, None)
    }

    pub fn open_in(data: &Path, session: Option<&Keyring>) -> anyhow::Result<Self> {
        let desk =
            Self { window: Window::open_in(data, session)?, data: data.to_owned(), taken: Cell::new(0) };
        desk.seen("#root button")?;
        // Until the letters are there, what is pressed may move away from under the pointer.
        desk.window.eval("return document.fonts.ready.then(() => true)")?;
        Ok(desk)
    }

    /// Waits until it is there.
    pub fn shown(&self, name: &str) -> anyhow::Result<()> {
        self.seen(&id(name))
    }

    /// Waits until it is there with an attribute of this value.
    pub fn shown_as(&self, name: &str, attribute: &str, value: &str) -> anyhow::Result<()> {
        self.seen(&format!("{}[{attribute}=\"{value}\"]", id(name)))
    }

    /// Waits until there is an element that this selects.
    pub fn seen(&self, css: &str) -> anyhow::Result<()> {
        self.or_picture(self.window.find(css).map(drop))
    }

    pub fn press(&self, name: &str) -> anyhow::Result<()> {
        let enabled = format!("{}:not(:disabled)", id(name));
        self.or_picture(self.window.click(&enabled))
    }

    /// A failure comes with what the window showed then: the window itself may be gone when it is reported.
    pub fn or_picture<T>(&self, result: anyhow::Result<T>) -> anyhow::Result<T> {
        result.with_context(|| {
            let station = self.data.file_name().unwrap_or_default().display().to_string();
            let _ = self.window.screenshot(&format!("failed-{station}"));
            format!("the {station} window shows: {}", self.window.state())
        })
    }

    pub fn press_all(&self, names: &[&str]) -> anyhow::Result<()> {
        names.iter().try_for_each(|name| self.press(name))
    }

    /// Types into a field, in place of what is there, until the field holds it.
    pub fn put(&self, name: &str, text: &str) -> anyhow::Result<()> {
        let field = id(name);
        let typed = until(&format!("{text:?} in {name}"), || {
            self.window.wait(async {
                let element = self.window.driver().find(By::Css(&field)).await?;
                self.window.reveal(&element).await?;
                element.click().await?;
                element.send_keys(Key::Control + "a").await?;
                element.send_keys(text).await
            })?;
            Ok((self.window.value(&field)? == text).then_some(()))
        });
        self.or_picture(typed)
    }

    pub fn put_all(&self, fields: &[(&str, &str)]) -> anyhow::Result<()> {
        fields.iter().try_for_each(|(name, text)| self.put(name, text))
    }

    /// Scans, and answers whether the window took exactly this code.
    pub fn scanned(&self, code: &str) -> anyhow::Result<bool> {
        let mut heard = Value::Null;
        for _ in 0..SCANS_MAX {
            // An earlier answer is not the answer to this; and no field takes what a stutter leaves.
            self.window.eval(
                "document.querySelectorAll('[data-testid=scan-good],[data-testid=scan-bad]')\
                 .forEach(said => said.dataset.old = 'yes'); document.activeElement.blur()",
            )?;
            self.window.scan(code)?;
            let answer = "const said = document.querySelector('[data-testid=scan-good]:not([data-old]),\
                 [data-testid=scan-bad]:not([data-old])'); return said && [said.textContent, said.dataset.testid]";
            let mut asked = 0;
            let said = until("an answer to a scan", || {
                let said = self.window.eval(answer)?;
                asked += 1;
                Ok((!said.is_null() || asked > ASKED_MAX).then_some(said))
            });
            heard = self.or_picture(said)?;
            if heard[0].as_str().is_some_and(|said| said.contains(code)) {
                let good = heard[1] == "scan-good";
                self.taken.set(self.taken.get() + usize::from(good));
                return Ok(good);
            }
        }
        bail!("the driver never typed {code} in one burst: {heard}")
    }

    /// Scans until the code is taken: what the last screen wanted may still be what the window wants.
    pub fn scan(&self, code: &str) -> anyhow::Result<()> {
        for _ in 0..SCANS_MAX {
            if self.scanned(code)? {
                return Ok(());
            }
        }
        self.or_picture(Err(anyhow!("{code} was refused")))
    }

    /// Scans what belongs into a slot.
    pub fn fill(&self, slot: &str, code: &str) -> anyhow::Result<()> {
        self.scan(code)?;
        self.shown_as(slot, "data-filled", "true")
    }

    /// Asks the program as the page does.
    pub fn rpc(&self, command: &str, args: &Value) -> anyhow::Result<Value> {
        let call = json!({ "command": command, "args": args });
        let script = format!(
            "return window.__TAURI_INTERNALS__.invoke('rpc', {call}).then(good => ({{ good }}), bad => ({{ bad }}))"
        );
        let answer = self.window.eval(&script)?;
        ensure!(answer["bad"].is_null(), "{command}: {}", answer["bad"]);
        Ok(answer["good"].clone())
    }

    pub fn sign_in(&self, login: &str) -> anyhow::Result<()> {
        self.sign_in_with(login, PASSWORD)
    }

    pub fn sign_in_with(&self, login: &str, password: &str) -> anyhow::Result<()> {
        self.put_all(&[("sign-in-login", login), ("sign-in-password", password)])?;
        self.press("sign-in-submit")?;
        self.shown("sign-out")
    }

    pub fn sign_in_after(&self, login: &str) -> anyhow::Result<()> {
        self.press("sign-out")?;
        self.sign_in(login)
    }

    pub fn speak(&self, language: &str) -> anyhow::Result<()> {
        let switch = format!("language-{language}");
        self.press(&switch)?;
        self.shown_as(&switch, "aria-pressed", "true")
    }

    /// A picture in each language, `test-output/screen-NAME-LANGUAGE.png`, and nothing grave that axe finds in it; also
    /// with a dialog before the switch.
    pub fn picture(&self, name: &str) -> anyhow::Result<()> {
        for language in LANGUAGES.iter().rev() {
            let switch = id(&format!("language-{language}"));
            let press = format!("document.querySelector('{switch}').click()");
            let read = format!("return document.documentElement.lang === '{language}' && {SETTLED}");
            // A switch before this one may still be on its way back from the program, and turn what was pictured.
            until(&format!("{name} in {language}"), || {
                if self.window.eval("return document.documentElement.lang")? != *language {
                    self.window.eval(&press)?;
                    return Ok(None);
                }
                if self.window.eval(&read)? != true {
                    return Ok(None);
                }
                self.window.screenshot(&format!("screen-{name}-{language}"))?;
                Ok((self.window.eval(&read)? == true).then_some(()))
            })?;
            self.window.accessible(&format!("{name} in {language}"))?;
        }
        Ok(())
    }

    /// Exchanges with the centre until nothing waits and the newest is here.
    pub fn exchange(&self) -> anyhow::Result<()> {
        until("an exchange", || {
            let status = self.rpc("sync.now", &json!({}))?;
            Ok((status["state"] == "up_to_date" && status["waiting"] == 0).then_some(()))
        })
    }

    /// How many entries wait to be sent; with the centre away, every entry recorded since.
    pub fn waiting(&self) -> anyhow::Result<Value> {
        Ok(self.rpc("sync.status", &json!({}))?["waiting"].clone())
    }
}
