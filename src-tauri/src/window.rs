//! The main window.

use std::sync::Arc;

use app::App;
use tauri::{AppHandle, Emitter, Url, WebviewUrl, WebviewWindowBuilder, webview::NewWindowResponse};

use crate::{message::StartError, preedit, rpc};

/// The name under which the UI hears of what changed.
const EVENT: &str = "cordkeep://event";

/// Opens the window and returns when it is closed.
pub fn run(app: Arc<App>) -> Result<(), StartError> {
    tauri::Builder::default()
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
        .run(tauri::generate_context!())
        .map_err(StartError::Window)
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
    preedit::enable(&window)
}

/// Whether a test drives the window: then the web view lives in the ordinary context, the only one a driver may enter.
/// Release builds refuse drivers and never ask.
fn is_automated() -> bool {
    cfg!(debug_assertions) && std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some()
}

/// The page never leaves the embedded UI: `tauri://localhost`, on Windows `http://tauri.localhost`.
fn is_ours(url: &Url) -> bool {
    matches!((url.scheme(), url.host_str()), ("tauri", Some("localhost")) | ("http", Some("tauri.localhost")))
}

#[cfg(test)]
mod tests {
    use super::*;

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
