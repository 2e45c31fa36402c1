//! One file for an inspector: the ledger of chosen units or of all, and readable pages about them.

mod page;
mod words;

pub(crate) use words::Words;

use crate::App;
use crate::attest;
use crate::command::{resolve_unit, unit_timeline};
use crate::context::{Answer, Cx};
use crate::dossier::Dossier;
use crate::problem::stored;
use crate::view::{deviations_of, unit_view};
use api::Problem;
use api::wire::{Locale, UnitQuery};
use domain::DonationId;
use serde::Serialize;
use std::io::{Seek, Write};
use store::Inspection;
use store::query::{Cursor, UnitFilter};

/// Units on the readable pages at most: a browser must still open them.
const PAGE_UNITS_MAX: usize = 500;
const LIST_PAGE: u32 = 500;

/// Whether personal parts go into an inspection file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonalParts {
    /// They stay here.
    LeftOut,
    /// They go with the records, as far as this station holds them.
    Included,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InspectionSummary {
    /// Units.
    pub units: usize,
    /// Entries, with or without their bodies.
    pub entries: u64,
    /// The station's public key, hexadecimal: to be given to the inspector by another way.
    pub key: String,
}

impl App {
    /// Writes an inspection file of the units with these numbers, or of all where none is given.
    ///
    /// # Errors
    /// An unknown number; a fault of the file or of the output.
    pub fn export_inspection(
        &self,
        out: impl Write + Seek,
        numbers: &[String],
        personal: PersonalParts,
    ) -> Result<InspectionSummary, Problem> {
        let mut cx = self.cx();
        let units = if numbers.is_empty() { all_units(&cx)? } else { chosen_units(&cx, numbers)? };
        let dossiers = units
            .iter()
            .take(PAGE_UNITS_MAX)
            .map(|(donation, _)| dossier(&mut cx, *donation))
            .collect::<Answer<Vec<Dossier>>>()?;
        let key = cx.store()?.signing_key().map_err(stored)?.public();
        let key: String = key.bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        let about = page::About {
            bank: cx
                .store()?
                .find_bank()
                .map_err(stored)?
                .ok_or_else(|| Problem::refusal("setup.no_bank"))?,
            station: cx.identity()?.station.to_string(),
            key: key.clone(),
            written_ms: cx.now_ms(),
            units: units.len(),
            all: numbers.is_empty(),
            personal,
        };
        let document =
            |locale, name: &str| (name.to_owned(), page::page(locale, &about, &dossiers).into_bytes());
        let inspection = Inspection {
            documents: vec![
                document(Locale::ZhCn, "dossier.zh-CN.html"),
                document(Locale::En, "dossier.en.html"),
            ],
            personal: personal == PersonalParts::Included,
            written_ms: about.written_ms,
            units: (!numbers.is_empty()).then(|| units.clone()),
        };
        let entries = cx.store()?.export_inspection(out, &inspection, &attest::plain).map_err(stored)?;
        Ok(InspectionSummary { units: units.len(), entries, key })
    }
}

fn dossier(cx: &mut Cx<'_>, donation: DonationId) -> Answer<Dossier> {
    let unit = unit_view(cx, &cx.unit(donation)?)?;
    let timeline = unit_timeline(cx, UnitQuery { donation: Some(donation), din: None })?;
    let deviations = deviations_of(cx, donation)?;
    Ok(Dossier { unit, timeline, deviations })
}

fn chosen_units(cx: &Cx<'_>, numbers: &[String]) -> Answer<Vec<(DonationId, String)>> {
    let mut units = Vec::new();
    for number in numbers {
        let donation = resolve_unit(cx, &UnitQuery { donation: None, din: Some(number.clone()) })?;
        let din = cx.unit_row(donation)?.din.unwrap_or_else(|| number.clone());
        if !units.contains(&(donation, din.clone())) {
            units.push((donation, din));
        }
    }
    Ok(units)
}

fn all_units(cx: &Cx<'_>) -> Answer<Vec<(DonationId, String)>> {
    let (mut units, mut after) = (Vec::new(), None);
    loop {
        let rows = cx.store()?.list_units(&UnitFilter::default(), after, LIST_PAGE).map_err(stored)?;
        let Some(last) = rows.last() else { return Ok(units) };
        after = Some(Cursor { changed_ms: last.changed_ms, donation: last.donation });
        units.extend(rows.into_iter().map(|row| (row.donation, row.din.unwrap_or_default())));
    }
}
