//! The screens in a browser, on this machine only.

use super::open;
use crate::output::{Failure, Output};
use app::{App, AppOptions};
use serde_json::json;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

pub fn serve(data: &Path, ui: PathBuf, port: u16, output: &Output) -> Result<ExitCode, Failure> {
    // Without a passphrase at hand the browser asks for it.
    let app = match std::env::var_os("CORDKEEP_PASSPHRASE") {
        Some(_) => open(data)?,
        None => App::open(AppOptions { data_dir: data.to_owned() })?,
    };
    app.start_background();
    let addr = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let server =
        devhost::serve(Arc::clone(&app), devhost::UiAssets::Folder(ui), addr).map_err(anyhow::Error::from)?;
    output.answer(&json!({ "url": server.url() }), &[server.url()]);
    server.wait();
    app.shut_down();
    Ok(ExitCode::SUCCESS)
}
