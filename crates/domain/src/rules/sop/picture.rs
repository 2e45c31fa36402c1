//! A picture that stands beside a step's instruction. Its bytes are part of the procedure's text, so that the digest
//! which is approved covers them.

use crate::MediaType;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

/// The largest picture, bytes.
pub const PICTURE_BYTES_MAX: usize = 200 * 1024;

/// A picture of a step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepPicture {
    /// What it shows, in Chinese.
    pub zh: String,
    /// What it shows, in English.
    pub en: String,
    /// JPEG or PNG, base64.
    pub data: String,
}

impl StepPicture {
    /// Its sort and its bytes; none where it is no picture.
    #[must_use]
    pub fn read(&self) -> Option<(MediaType, Vec<u8>)> {
        let bytes = STANDARD.decode(&self.data).ok()?;
        let media = MediaType::of(&bytes).filter(|media| media.is_picture())?;
        Some((media, bytes))
    }

    /// What is wrong with it, and the value at fault.
    pub(super) fn fault(&self) -> Option<(&'static str, String)> {
        match self.read() {
            None => Some(("sop.rule.picture", self.data.chars().take(20).collect())),
            Some((_, bytes)) if bytes.len() > PICTURE_BYTES_MAX => {
                Some(("sop.rule.picture_size", bytes.len().div_ceil(1024).to_string()))
            }
            Some(_) => None,
        }
    }
}
