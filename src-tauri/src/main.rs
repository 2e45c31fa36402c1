//! The shell: a window around the UI, one `rpc` command, event forwarding.
//!
//! Knows nothing of the trade: each command goes to [`app::App::call`] as it came, off the window's thread. Nothing
//! here decides, formats or stores; there is no plugin and no second command. The policy of what the page may load is
//! in `tauri.conf.json`: no inline script and no remote origin; inline styles are allowed because the component
//! library writes its style variables into the page, and Tauri's nonces would switch that allowance off again.
//!
//! Release builds have no developer tools and refuse to start for automation.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod display;
mod instance;
mod message;
mod options;
mod preedit;
mod recover;
mod rpc;
mod window;

use std::process::ExitCode;

use app::{App, AppOptions};
use message::StartError;
use options::Options;

fn main() -> ExitCode {
    let options = match Options::parse(std::env::args_os().skip(1), |name| std::env::var_os(name)) {
        Ok(options) => options,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    match run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: Options) -> Result<(), StartError> {
    display::require()?;
    let _instance = instance::lock(&options.data_dir)?;
    let app = App::open(AppOptions { data_dir: options.data_dir.clone() })
        .map_err(|problem| StartError::Open { data_dir: options.data_dir, problem })?;
    window::run(app)
}
