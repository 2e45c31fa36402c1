//! What is said when there is no window to say it in.
//!
//! Everywhere else errors are codes that the UI words; before the window is there, a person reads the terminal.

use std::path::PathBuf;

use thiserror::Error;

/// Why the program did not start: in Chinese, then in English, each with what to do.
#[derive(Debug, Error)]
pub enum StartError {
    /// Neither X11 nor Wayland can be reached.
    #[error(
        "脐血库：没有可用的图形显示。请在桌面会话中启动，或运行 `xvfb-run -a make run`，或用 `make serve` 在浏览器中打开。\n\
         Cordkeep: no display can be reached. Start it in a desktop session, run `xvfb-run -a make run`, or open it in \
         a browser with `make serve`."
    )]
    NoDisplay,

    /// Another window works on the same data folder.
    #[error(
        "脐血库：数据文件夹 {0} 正被另一个窗口使用。请先关闭那个窗口，或用 `--data 文件夹` 另选一个。\n\
         Cordkeep: the data folder {0} is in use by another window. Close that one first, or choose another with \
         `--data DIR`."
    )]
    InUse(PathBuf),

    /// The data folder cannot be made or written.
    #[error(
        "脐血库：无法使用数据文件夹 {path}（{source}）。\n\
         Cordkeep: the data folder {path} cannot be used ({source})."
    )]
    DataDir {
        /// The folder or the lock file in it.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },

    /// The station's file cannot be opened.
    #[error(
        "脐血库：无法打开 {data_dir} 中的数据（{problem}）。\n\
         Cordkeep: the data in {data_dir} cannot be opened ({problem})."
    )]
    Open {
        /// The station's data folder.
        data_dir: PathBuf,
        /// What the application answered.
        problem: api::Problem,
    },

    /// A release build was asked to let a driver in.
    #[error(
        "脐血库：环境变量 TAURI_WEBVIEW_AUTOMATION 要求自动操控窗口，正式版本不允许。请去掉这个变量再启动。\n\
         Cordkeep: the variable TAURI_WEBVIEW_AUTOMATION asks for a driver of the window, which a release build refuses. \
         Unset it and start again."
    )]
    Automation,

    /// The window system or the web view failed.
    #[error(
        "脐血库：无法打开窗口（{0}）。\n\
         Cordkeep: the window cannot be opened ({0})."
    )]
    Window(#[from] tauri::Error),
}
