//! The one command of the shell.

use std::sync::Arc;

use api::Problem;
use app::App;
use serde_json::Value;
use tauri::{State, async_runtime::spawn_blocking, ipc::Response};

/// Hands a command to the application, away from the window's thread: a command may take as long as a disk does.
#[tauri::command]
pub async fn rpc(command: String, args: Value, app: State<'_, Arc<App>>) -> Result<Response, Problem> {
    let app = Arc::clone(&app);
    match spawn_blocking(move || app.answer(&command, args)).await {
        Ok(answer) => answer.map(Response::new),
        // The command panicked. Its transaction is rolled back with it: nothing is half saved.
        Err(_) => Err(Problem::fault("internal.crashed")),
    }
}
