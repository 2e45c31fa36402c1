//! One unit as a JSON dossier: everything that this station knows of it, for the command line.

use crate::App;
use crate::command::{resolve_unit, unit_timeline};
use crate::view::{deviations_of, unit_view};
use api::Problem;
use api::wire::{Timeline, UnitDeviations, UnitQuery, UnitView};
use serde::Serialize;

/// A unit's dossier.
#[derive(Debug, Serialize)]
pub struct Dossier {
    /// Its state.
    pub unit: UnitView,
    /// Its whole history.
    pub timeline: Timeline,
    /// Deviations that concern it, and what each came to.
    pub deviations: UnitDeviations,
}

impl App {
    /// The dossier of a unit, without personal data.
    ///
    /// # Errors
    /// An unknown number; a fault of the file.
    pub fn dossier(&self, din: &str) -> Result<Dossier, Problem> {
        let mut cx = self.cx();
        let query = UnitQuery { donation: None, din: Some(din.to_owned()) };
        let donation = resolve_unit(&cx, &query)?;
        let unit = unit_view(&cx, &cx.unit(donation)?)?;
        let timeline = unit_timeline(&mut cx, UnitQuery { donation: Some(donation), din: None })?;
        let deviations = deviations_of(&cx, donation)?;
        Ok(Dossier { unit, timeline, deviations })
    }

    /// Digest of all projections, hexadecimal.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn projection_digest(&self) -> Result<String, Problem> {
        let cx = self.cx();
        Ok(cx.store()?.projection_digest().map_err(crate::problem::stored)?.to_string())
    }

    /// Drops all projections and makes them again from the ledger.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn rebuild(&self) -> Result<(), Problem> {
        let mut cx = self.cx();
        cx.store_mut()?.rebuild().map_err(crate::problem::stored)
    }

    /// Writes the station's ledger as an archive that can be verified far from here.
    ///
    /// # Errors
    /// A fault of the file or of the output.
    pub fn export_ledger(&self, out: &mut dyn std::io::Write) -> Result<u64, Problem> {
        let cx = self.cx();
        cx.store()?.export_archive(out).map_err(crate::problem::stored)
    }
}
