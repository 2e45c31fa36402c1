//! The bank's own label templates. They are few, and read from the log itself.

use crate::row::{self, Decoded};
use crate::{Store, StoreError};
use domain::template::{TemplateState, subject};

impl Store {
    /// What was drawn and decided of one template.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn template_state(&self, template: &str) -> Result<TemplateState, StoreError> {
        let entries = row::subject(&self.connection, &subject(template))?;
        Ok(TemplateState::fold(template, entries.into_iter().filter_map(Decoded::fact)))
    }
}
