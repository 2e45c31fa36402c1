//! Asks for the display before the window library does, which would panic without one.

use crate::message::StartError;

/// Refuses where no window can be opened. To be called on the main thread, before anything else of the window system.
#[cfg(target_os = "linux")]
pub fn require() -> Result<(), StartError> {
    gtk::init().map_err(|_| StartError::NoDisplay)
}

/// Refuses where no window can be opened.
#[cfg(not(target_os = "linux"))]
pub fn require() -> Result<(), StartError> {
    Ok(())
}
