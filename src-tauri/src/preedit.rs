//! Shows what an input method is composing in the field itself.
//!
//! The web view library switches preedit off on Linux, for input methods of years ago; without it a name written in
//! pinyin stays invisible until it is committed.

use tauri::WebviewWindow;

/// Switches the input method's preedit on again. Returns at once; the window does it when it is next idle.
#[cfg(target_os = "linux")]
pub fn enable(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{InputMethodContextExt, WebViewExt};

    window.with_webview(|webview| {
        if let Some(input_method) = webview.inner().input_method_context() {
            input_method.set_enable_preedit(true);
        }
    })
}

/// Elsewhere it is never off.
#[cfg(not(target_os = "linux"))]
pub fn enable(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
