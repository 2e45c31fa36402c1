//! The command line and the environment: which data folder.

use std::{ffi::OsString, path::PathBuf};

use thiserror::Error;

/// What the operator or the desktop entry asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The station's folder: its file, backups and printed documents.
    pub data_dir: PathBuf,
}

/// The command line is not understood, or no folder can be told.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("用法 / usage: cordkeep-desktop [--data DIR]")]
pub struct UsageError;

impl Options {
    /// `--data DIR`, else `CORDKEEP_DATA`, else `cordkeep` in the platform's folder for application data.
    pub fn parse(
        args: impl IntoIterator<Item = OsString>,
        env: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, UsageError> {
        let mut data_dir = None;
        let mut args = args.into_iter();
        while let Some(arg) = args.next() {
            match arg.to_str() {
                Some("--data") => data_dir = Some(PathBuf::from(args.next().ok_or(UsageError)?)),
                // Drivers of automated windows add switches of their own.
                Some("--automation") => {}
                _ => return Err(UsageError),
            }
        }
        let data_dir = data_dir
            .or_else(|| env("CORDKEEP_DATA").filter(|dir| !dir.is_empty()).map(PathBuf::from))
            .or_else(|| dirs::data_dir().map(|dir| dir.join("cordkeep")))
            .ok_or(UsageError)?;
        Ok(Self { data_dir })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(args: &[&str], data: Option<&str>) -> Result<PathBuf, UsageError> {
        Options::parse(args.iter().map(OsString::from), |name| {
            (name == "CORDKEEP_DATA").then_some(data).flatten().map(OsString::from)
        })
        .map(|options| options.data_dir)
    }

    #[test]
    fn the_command_line_wins_over_the_environment() {
        assert_eq!(parse(&["--data", "/a"], Some("/b")), Ok("/a".into()));
        assert_eq!(parse(&[], Some("/b")), Ok("/b".into()));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        assert_eq!(parse(&["--data"], None), Err(UsageError));
        assert_eq!(parse(&["/a"], None), Err(UsageError));
    }
}
