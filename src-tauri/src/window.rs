//! The main window.

use std::sync::Arc;

use app::App;
use tauri::{AppHandle, Emitter, Url, WebviewUrl, WebviewWindowBuilder, webview::NewWindowResponse};

use crate::{message::StartError, preedit, recover, rpc};

/// The name under which the UI hears of what changed.
const EVENT: &str = "cordkeep://event";

/// Asks the web view to let a driver in. The library reads it in every build.
const AUTOMATION: &str = "TAURI_WEBVIEW_AUTOMATION";

/// Opens the window. The process ends with it, once the station is closed.
pub fn run(app: Arc<App>) -> Result<(), StartError> {
    refuse_automation(cfg!(debug_assertions), std::env::var_os(AUTOMATION).is_some())?;
    let station = Arc::clone(&app);
    let shell = tauri::Builder::default()
        .manage(Arc::clone(&app))
        .invoke_handler(tauri::generate_handler![rpc::rpc])
        .setup(move |shell| {
            open(shell.handle())?;
            let shell = shell.handle().clone();
            app.subscribe(Box::new(move |event| {
                // Fails only while the window closes, when nobody listens any more.
                let _ = shell.emit(EVENT, event);
            }));
            app.start_background();
            Ok(())
        })
        .build(tauri::generate_context!())
        .map_err(StartError::Window)?;
    shell.run(move |_, event| {
        // A backup that goes on is called off, not torn by the end of the process.
        if let tauri::RunEvent::Exit = event {
            station.shut_down();
        }
    });
    Ok(())
}

/// The web view keeps nothing on disk (`incognito`): what it shows is personal data, and settings live in the store.
fn open(shell: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(shell, "main", WebviewUrl::App("index.html".into()))
        .title("脐血库 Cordkeep")
        .inner_size(1400.0, 900.0)
        .min_inner_size(1024.0, 700.0)
        .incognito(!is_automated())
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    recover::enable(&window)?;
    preedit::enable(&window)
}

/// Whether a test drives the window: then the web view lives in the ordinary context, the only one a driver may enter.
fn is_automated() -> bool {
    std::env::var_os(AUTOMATION).is_some()
}

/// A driver could sign with a signed-in operator's hands: only builds for tests take one.
fn refuse_automation(debug: bool, asked: bool) -> Result<(), StartError> {
    if asked && !debug { Err(StartError::Automation) } else { Ok(()) }
}

/// The page never leaves the embedded UI: `tauri://localhost`, on Windows `http://tauri.localhost`.
fn is_ours(url: &Url) -> bool {
    matches!((url.scheme(), url.host_str()), ("tauri", Some("localhost")) | ("http", Some("tauri.localhost")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_build_takes_no_driver() {
        assert!(matches!(refuse_automation(false, true), Err(StartError::Automation)));
        for (debug, asked) in [(false, false), (true, false), (true, true)] {
            assert!(refuse_automation(debug, asked).is_ok(), "{debug} {asked}");
        }
    }

    /// What the page may do is written in two files; each line there that is not here was not thought about.
    #[test]
    fn the_page_may_call_one_command_and_load_nothing_from_elsewhere() {
        let capability: serde_json::Value =
            serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let allowed =
            serde_json::json!(["allow-rpc", "core:event:allow-listen", "core:event:allow-unlisten"]);
        assert_eq!(capability["permissions"], allowed);
        assert_eq!(capability["windows"], serde_json::json!(["main"]));
        assert!(capability.get("remote").is_none());
        let config: serde_json::Value = serde_json::from_str(include_str!("../tauri.conf.json")).unwrap();
        let security = &config["app"]["security"];
        assert_eq!(security["capabilities"], serde_json::json!(["main"]));
        assert_eq!(config["app"]["withGlobalTauri"], serde_json::Value::Null);
        let policy = security["csp"].as_object().unwrap();
        for (directive, sources) in policy {
            let sources = sources.as_str().unwrap();
            assert!(!sources.contains("unsafe-eval") && !sources.contains('*'), "{directive} {sources}");
            for source in sources.split(' ') {
                let own =
                    ["'self'", "'none'", "data:", "blob:", "ipc:", "http://ipc.localhost"].contains(&source);
                assert!(
                    own || (directive == "style-src" && source == "'unsafe-inline'"),
                    "{directive} {source}"
                );
            }
        }
        for directive in
            ["default-src", "script-src", "connect-src", "object-src", "base-uri", "frame-ancestors"]
        {
            assert!(policy.contains_key(directive), "{directive}");
        }
        assert_eq!(policy["script-src"], "'self'");
        let manifest = include_str!("../Cargo.toml");
        assert!(!manifest.contains("\"devtools\""), "developer tools are for debug builds alone");
    }

    #[test]
    fn the_page_never_leaves_the_embedded_ui() {
        let check = |url: &str, ours| assert_eq!(is_ours(&url.parse().unwrap()), ours, "{url}");
        check("tauri://localhost/units/1", true);
        check("http://tauri.localhost/", true);
        check("https://tauri.localhost/", false);
        check("http://localhost:5173/", false);
        check("file:///etc/passwd", false);
        check("tauri://elsewhere/", false);
    }
}
