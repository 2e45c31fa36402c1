//! The real desktop window, driven through WebKitWebDriver.

mod axe;
mod keyboard;

use std::{
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::Duration,
};

use anyhow::Context;
use serde_json::{Value, json};
use thirtyfour::{By, Capabilities, Key, WebDriver, WebElement, error::WebDriverResult};
use tokio::runtime::Runtime;

use crate::{Keyring, binary, free_port, output_dir, process::Process, screenshot, until};

/// A window that has not ended by then is killed.
const QUIT_TIME_MAX: Duration = Duration::from_secs(5);

/// Answers once all that is loaded is laid out and painted: fonts, transitions, and the frame after them.
const PAINTED: &str = "const done = arguments[arguments.length - 1];
    const rest = Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)));
    const late = new Promise((resolve) => setTimeout(resolve, 2000));
    Promise.all([document.fonts.ready, Promise.race([rest, late])]).then(() =>
      requestAnimationFrame(() => requestAnimationFrame(() => done(true))));";

/// How far a page came that shows nothing.
const STATE: &str = "return [location.href, document.readyState, document.visibilityState, document.documentElement.outerHTML.slice(0, 2000),
    performance.getEntriesByType('resource').map(({ name, duration, responseStatus }) => [name, duration, responseStatus])]";

/// Things that are pressed by their text.
const PRESSABLE: &str = "self::button or self::a or @role='button' or @role='tab' or @role='menuitem' or @role='option' \
    or @role='link' or @role='radio' or @role='checkbox' or self::label";

/// One open window. Every step waits until it can be done. Ended in `Drop`, with a picture where the test failed.
#[derive(Debug)]
pub struct Window {
    driver: WebDriver,
    runtime: Runtime,
    process: Process,
    log: PathBuf,
}

impl Window {
    /// Opens the desktop on a data folder. Needs a display: `xvfb-run -a`.
    pub fn open(data_dir: &Path) -> anyhow::Result<Self> {
        Self::open_in(data_dir, None)
    }

    /// Opens the desktop in a session with a keyring.
    pub fn open_in(data_dir: &Path, session: Option<&Keyring>) -> anyhow::Result<Self> {
        wait_until_free(data_dir)?;
        Self::start(data_dir, session, &binary("cordkeep-desktop")?, &[])
    }

    /// Opens WebKit's own small browser on a page, with a folder of its own. Needs a display too.
    pub fn browse(folder: &Path, url: &str) -> anyhow::Result<Self> {
        let window = Self::start(folder, None, &browser()?, &["--automation"])?;
        window.wait(window.driver.set_window_rect(0, 0, 1_400, 900))?;
        window.go(url)?;
        Ok(window)
    }

    /// Goes to a page.
    pub fn go(&self, url: &str) -> anyhow::Result<()> {
        Ok(self.wait(self.driver.goto(url))?)
    }

    fn start(
        data_dir: &Path,
        session: Option<&Keyring>,
        program: &Path,
        args: &[&str],
    ) -> anyhow::Result<Self> {
        std::fs::create_dir_all(data_dir)?;
        // Fails where another window of this test has done it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let port = free_port()?;
        let log = data_dir.join("window.log");
        let mut command = Command::new("WebKitWebDriver");
        command
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("CORDKEEP_DATA", data_dir)
            .env("XDG_DATA_HOME", data_dir.join("xdg-data"))
            .env("XDG_CACHE_HOME", data_dir.join("xdg-cache"))
            // No desktop around it: portals and accessibility start by the bus, one for each test, and are waited for.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .env("GSETTINGS_BACKEND", "memory")
            .env("GTK_USE_PORTAL", "0")
            .env("NO_AT_BRIDGE", "1")
            // The rasteriser that stands in for a graphics card crashes now and then.
            .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1");
        if let Some(session) = session {
            command.envs(session.env());
        }
        let process = Process::start(command, &log)?.listening(port, &log)?;
        let mut capabilities = Capabilities::new();
        capabilities.set("webkitgtk:browserOptions", json!({"binary": program, "args": args}))?;
        let driver = runtime
            .block_on(WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities))
            .with_context(|| std::fs::read_to_string(&log).unwrap_or_default())?;
        Ok(Self { driver, runtime, process, log })
    }

    /// Ends the window as a power cut would: `kill -9` of the program and its driver.
    pub fn kill(self) {
        self.process.kill();
    }

    /// Waits for an element and gives it.
    pub fn find(&self, css: &str) -> anyhow::Result<WebElement> {
        until(css, || Ok(Some(self.wait(self.driver.find(By::Css(css)))?)))
    }

    /// Waits until the page shows a text.
    pub fn see(&self, text: &str) -> anyhow::Result<()> {
        until(text, || Ok(self.page_text()?.contains(text).then_some(())))
            .with_context(|| format!("the page shows: {}", self.state()))
    }

    /// Waits until the page shows a text no longer.
    pub fn see_no(&self, text: &str) -> anyhow::Result<()> {
        until(&format!("{text} to go"), || Ok((!self.page_text()?.contains(text)).then_some(())))
    }

    /// All that the page shows, as text.
    pub fn page_text(&self) -> anyhow::Result<String> {
        Ok(self.eval("return document.body.innerText")?.as_str().unwrap_or_default().to_owned())
    }

    /// What whoever reads of a failure wants to know: the text; where there is none, how far the page came, and why.
    pub fn state(&self) -> String {
        match self.page_text() {
            Ok(text) if !text.trim().is_empty() => text,
            text => {
                let page =
                    self.eval(STATE).map_or_else(|fault| format!("{fault:#}"), |state| state.to_string());
                let log = std::fs::read_to_string(&self.log).unwrap_or_default();
                format!("nothing ({text:?}); page: {page}; the program said: {log}")
            }
        }
    }

    /// The text of an element.
    pub fn text(&self, css: &str) -> anyhow::Result<String> {
        until(css, || Ok(Some(self.wait(async { self.driver.find(By::Css(css)).await?.text().await })?)))
    }

    /// The value of a field.
    pub fn value(&self, css: &str) -> anyhow::Result<String> {
        let value = self.wait(async { self.driver.find(By::Css(css)).await?.prop("value").await });
        Ok(value?.unwrap_or_default())
    }

    /// Presses an element.
    pub fn click(&self, css: &str) -> anyhow::Result<()> {
        self.click_by(&By::Css(css), css)
    }

    /// Presses a button, link, tab, option or the like by its whole text.
    pub fn press(&self, text: &str) -> anyhow::Result<()> {
        let text_literal = literal(text);
        self.click_by(&By::XPath(format!("//*[{PRESSABLE}][normalize-space()={text_literal}]")), text)
    }

    /// Writes into the field with this label, in place of what is there.
    pub fn fill(&self, label: &str, value: &str) -> anyhow::Result<()> {
        until(&format!("field {label}"), || {
            self.wait(async {
                let field = self.driver.find(By::XPath(labelled(label))).await?;
                field.click().await?;
                field.send_keys(Key::Control + "a").await?;
                field.send_keys(if value.is_empty() { Key::Backspace + "" } else { value.into() }).await
            })?;
            Ok(Some(()))
        })
    }

    /// Opens the choice with this label and takes an option by its text.
    pub fn choose(&self, label: &str, option: &str) -> anyhow::Result<()> {
        self.click_by(&By::XPath(labelled(label)), label)?;
        let literal = literal(option);
        self.click_by(&By::XPath(format!("//*[@role='option'][normalize-space()={literal}]")), option)
    }

    /// Sends keys to whatever has the focus.
    pub fn keys(&self, keys: impl Into<thirtyfour::TypingData>) -> anyhow::Result<()> {
        let keys = keys.into();
        Ok(self.wait(self.driver.action_chain().send_keys(keys).perform())?)
    }

    /// What a wedge scanner does: the characters in a burst, then Enter, wherever the focus is.
    pub fn scan(&self, code: &str) -> anyhow::Result<()> {
        let chain = self.driver.action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO));
        Ok(self.wait(chain.send_keys(code).send_keys(Key::Enter).perform())?)
    }

    /// Runs a script and gives what it returns.
    pub fn eval(&self, script: &str) -> anyhow::Result<Value> {
        Ok(self.wait(self.driver.execute(script, Vec::new()))?.json().clone())
    }

    /// Leaves a picture in `test-output/NAME.png`.
    pub fn screenshot(&self, name: &str) -> anyhow::Result<()> {
        let path = output_dir()?.join(format!("{name}.png"));
        self.wait(self.driver.execute_async(PAINTED, Vec::new()))?;
        Ok(self.wait(self.driver.screenshot(&path))?)
    }

    /// The driver, for what has no name here; run its futures with [`Window::wait`].
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Runs one of the driver's futures to its end.
    pub fn wait<T>(&self, future: impl Future<Output = WebDriverResult<T>>) -> WebDriverResult<T> {
        self.runtime.block_on(future)
    }

    /// Scrolls to an element as a person would: the driver takes for visible what the foot of the window half hides.
    pub async fn reveal(&self, element: &WebElement) -> WebDriverResult<()> {
        let script = "arguments[0].scrollIntoView({ block: 'nearest' })";
        self.driver.execute(script, vec![element.to_json()?]).await.map(drop)
    }

    fn click_by(&self, by: &By, what: &str) -> anyhow::Result<()> {
        until(what, || {
            self.wait(async {
                let element = self.driver.find(by.clone()).await?;
                self.reveal(&element).await?;
                element.click().await
            })?;
            Ok(Some(()))
        })
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if thread::panicking() {
            let test = thread::current().name().unwrap_or("window").replace("::", "-");
            screenshot::leave(&self.runtime, &self.driver, &format!("failed-{test}-{}", self.process.id()));
        }
        // Left to itself the driver's client waits for minutes; the process group is killed anyway.
        let quit = self.driver.clone().quit();
        let _ = self.runtime.block_on(async { tokio::time::timeout(QUIT_TIME_MAX, quit).await });
        let _ = self.driver.clone().leak();
    }
}

/// Debian puts it beside the library, in a folder of the machine's kind.
fn browser() -> anyhow::Result<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib")?.flatten();
    let mut programs = folders.map(|folder| folder.path().join("webkit2gtk-4.1/MiniBrowser"));
    programs.find(|program| program.exists()).context("WebKit's browser is missing: run `make setup`")
}

/// A window that was closed a moment ago may still be on its way out.
fn wait_until_free(data_dir: &Path) -> anyhow::Result<()> {
    let Ok(lock) = std::fs::File::open(data_dir.join("station.lock")) else { return Ok(()) };
    until("the window before to be gone", || Ok(lock.try_lock().is_ok().then_some(())))
}

/// A field by its label, which may end in the mark of a required field.
fn labelled(label: &str) -> String {
    let (exact, required) = (literal(label), literal(&format!("{label} *")));
    let of = format!("normalize-space()={exact} or normalize-space()={required}");
    format!(
        "//*[self::input or self::textarea][@id=//label[{of}]/@for or @aria-label={exact} or ancestor::label[{of}]]"
    )
}

/// A string in XPath 1.0, which knows no escapes.
fn literal(text: &str) -> String {
    if !text.contains('\'') {
        return format!("'{text}'");
    }
    let parts: Vec<String> = text.split('\'').map(|part| format!("'{part}'")).collect();
    format!("concat({})", parts.join(", \"'\", "))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn a_quote_is_taken_apart() {
        assert_eq!(literal("签发"), "'签发'");
        assert_eq!(literal("mother's"), "concat('mother', \"'\", 's')");
    }
}
