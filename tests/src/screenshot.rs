//! The last picture of a window whose test failed.

use thirtyfour::WebDriver;
use tokio::runtime::Runtime;

use crate::output_dir;

/// Leaves `test-output/NAME.png`; fails silently, since the test has already failed.
pub(crate) fn leave(runtime: &Runtime, driver: &WebDriver, name: &str) {
    if let Ok(dir) = output_dir() {
        let path = dir.join(format!("{name}.png"));
        if runtime.block_on(driver.screenshot(&path)).is_ok() {
            eprintln!("the window's last picture: {}", path.display());
        }
    }
}
