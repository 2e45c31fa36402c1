//! Shows the page again where the process that draws it has died, as a driver of the graphics card can make it.
//!
//! The station itself goes on: who was signed in still is, and what was recorded is recorded.

use tauri::WebviewWindow;

/// What dies again and again within this time is left alone: no window flickers for ever.
#[cfg(target_os = "linux")]
const WITHIN: std::time::Duration = std::time::Duration::from_secs(60);
#[cfg(target_os = "linux")]
const TIMES: usize = 3;

/// Loads the page anew after each death of its process. Returns at once.
#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "the window lives by the machine's clock")]
pub fn enable(window: &WebviewWindow) -> tauri::Result<()> {
    use std::{cell::RefCell, time::Instant};
    use webkit2gtk::WebViewExt;

    window.with_webview(|webview| {
        let deaths = RefCell::new(Vec::new());
        webview.inner().connect_web_process_terminated(move |view, reason| {
            eprintln!("the page's process ended: {reason:?}");
            if is_first_of_few(&mut deaths.borrow_mut(), Instant::now()) {
                view.reload();
            }
        });
    })
}

/// Notes a death, and says whether fewer than so many came shortly before.
#[cfg(target_os = "linux")]
fn is_first_of_few(deaths: &mut Vec<std::time::Instant>, now: std::time::Instant) -> bool {
    deaths.retain(|death| now.duration_since(*death) < WITHIN);
    deaths.push(now);
    deaths.len() <= TIMES
}

/// Elsewhere the web view does it by itself.
#[cfg(not(target_os = "linux"))]
pub fn enable(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    #[expect(clippy::disallowed_methods, reason = "any moment does, and there is no other way to one")]
    fn what_dies_again_and_again_is_left_alone() {
        let start = Instant::now();
        let mut deaths = Vec::new();
        let told = [0, 1, 2, 3, 59, 119]
            .map(|second| is_first_of_few(&mut deaths, start + Duration::from_secs(second)));
        assert_eq!(told, [true, true, true, false, false, true]);
    }
}
