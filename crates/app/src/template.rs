//! What labels are drawn by: ours, and the bank's own versions in force in their place.
//!
//! Invariant: a label is never lost to a template. A version of the bank's own that this build cannot read, or that
//! cannot hold what the label carries, gives way to ours, and the answer says so.

use crate::context::{Answer, Cx};
use crate::problem::{labelled, stored};
use api::wire::PrinterLanguage;
use api::{Problem, Severity};
use domain::record::OwnTemplate;
use domain::template::{TemplateState, content_digest};
use labels::{Dpi, Fonts, LabelError, LabelModel, Template, TemplateId, Templates, ZplOptions};
use std::collections::{BTreeMap, BTreeSet};

/// The templates in force.
#[derive(Debug, Clone, Default)]
pub(crate) struct InForce {
    own: BTreeMap<TemplateId, (Template, OwnTemplate)>,
    broken: BTreeMap<TemplateId, Problem>,
}

/// Labels as bytes.
#[derive(Debug)]
pub(crate) struct Drawn {
    pub(crate) bytes: Vec<u8>,
    /// How such a file is called.
    pub(crate) extension: &'static str,
    /// The bank's own templates that they were drawn by.
    pub(crate) own: Vec<OwnTemplate>,
    /// Why some were drawn by ours all the same.
    pub(crate) warning: Option<Problem>,
}

/// What was drawn and decided of a template.
pub(crate) fn state(cx: &Cx<'_>, id: TemplateId) -> Answer<TemplateState> {
    cx.store()?.template_state(id.code()).map_err(stored)
}

/// The templates in force at this station.
pub(crate) fn in_force(cx: &Cx<'_>) -> Answer<InForce> {
    let mut found = InForce::default();
    for id in TemplateId::ALL {
        found.put(id, &state(cx, id)?);
    }
    Ok(found)
}

fn gave_way(id: TemplateId, version: u32, error: &LabelError) -> Problem {
    let mut problem = Problem::new("template.gave_way", Severity::Warning);
    for (name, value) in error.params().into_iter().filter(|(name, _)| *name != "template") {
        problem = problem.with(name, value);
    }
    problem.with("template", id.code()).with("version", version).with("why", error.code())
}

impl InForce {
    fn put(&mut self, id: TemplateId, state: &TemplateState) {
        let Some(version) = state.in_force() else { return };
        let record = &version.drawn.record;
        match Template::parse(id.code(), &record.content) {
            Ok(template) => {
                let digest = content_digest(&record.content);
                let own = OwnTemplate { template: id.code().to_owned(), version: record.version, digest };
                self.own.insert(id, (template, own));
            }
            Err(error) => {
                tracing::warn!(template = id.code(), version = record.version, %error, "printing by ours");
                self.broken.insert(id, gave_way(id, record.version, &error));
            }
        }
    }

    /// Why a label is printed by ours although a version of the bank's own is in force.
    pub(crate) fn problem(&self, id: TemplateId) -> Option<&Problem> {
        self.broken.get(&id)
    }

    /// The templates to draw by.
    pub(crate) fn templates(&self) -> Templates {
        self.own.iter().fold(Templates::default(), |all, (id, (own, _))| all.with(*id, own.clone()))
    }

    /// Labels in the language of a printer.
    pub(crate) fn draw(
        &self,
        fonts: &Fonts,
        models: &[LabelModel],
        language: PrinterLanguage,
    ) -> Answer<Drawn> {
        let wanted: BTreeSet<TemplateId> = models.iter().map(|model| model.template).collect();
        let mut warning = wanted.iter().find_map(|id| self.broken.get(id)).cloned();
        let mut own: BTreeMap<_, _> = self.own.iter().filter(|(id, _)| wanted.contains(id)).collect();
        let all = |own: &BTreeMap<&TemplateId, &(Template, OwnTemplate)>| {
            own.iter().fold(Templates::default(), |all, (id, (own, _))| all.with(**id, own.clone()))
        };
        let mut drawn = draw(&all(&own), fonts, models, language);
        if drawn.is_err() && !own.is_empty() {
            for id in &wanted {
                let Some((template, named)) = own.get(id).copied() else { continue };
                let of_it: Vec<LabelModel> =
                    models.iter().filter(|model| model.template == *id).cloned().collect();
                let alone = Templates::default().with(*id, template.clone());
                if let Err(error) = draw(&alone, fonts, &of_it, language) {
                    tracing::warn!(template = id.code(), version = named.version, %error, "printing by ours");
                    warning = Some(gave_way(*id, named.version, &error));
                    own.remove(id);
                }
            }
            drawn = draw(&all(&own), fonts, models, language);
        }
        let (bytes, extension) = drawn.map_err(|e| labelled(&e))?;
        let own = own.values().map(|(_, own)| own.clone()).collect();
        Ok(Drawn { bytes, extension, own, warning })
    }
}

fn draw(
    templates: &Templates,
    fonts: &Fonts,
    models: &[LabelModel],
    language: PrinterLanguage,
) -> Result<(Vec<u8>, &'static str), LabelError> {
    let dpi = match language {
        PrinterLanguage::Pdf => return templates.render_pdf(models, fonts).map(|pdf| (pdf, "pdf")),
        PrinterLanguage::Zpl203 => Dpi::Dpi203,
        PrinterLanguage::Zpl300 => Dpi::Dpi300,
        PrinterLanguage::Zpl600 => Dpi::Dpi600,
    };
    templates.zpl(models, fonts, ZplOptions::new(dpi)).map(|zpl| (zpl, "zpl"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::*;
    use domain::record::{TemplateApproved, TemplateDrawn};
    use domain::unit::{Fact, Stamp, Stamped};
    use domain::{Meaning, PersonId, Record, SiteId, StationId};
    use isbt128::Scheme;
    use labels::Language;

    /// A version in force, whatever its text: another build may have known what this one does not.
    fn state(content: &str) -> TemplateState {
        let fact = |seq, by, record| -> Fact {
            let stamp = Stamp {
                at_ms: i64::from(seq),
                operator: Some(PersonId::from_bytes([by; 16])),
                second: None,
                station: StationId::from_bytes([1; 16]),
                seq: u64::from(seq),
                site: SiteId::from_bytes([2; 16]),
                body_hash: [seq; 32],
            };
            Stamped { stamp, record }
        };
        let template = || "bag".to_owned();
        let drawn = fact(
            1,
            7,
            Record::TemplateDrawn(TemplateDrawn {
                template: template(),
                version: 4,
                content: content.to_owned(),
                based_on: String::new(),
                reason: String::new(),
            }),
        );
        let before = TemplateState::fold("bag", [drawn.clone()]);
        let version = &before.versions()[0];
        let approved = fact(
            2,
            8,
            Record::TemplateApproved(TemplateApproved {
                template: template(),
                version: 4,
                drawn: version.name.clone(),
                replaces: Vec::new(),
                digest: before.approval_digest(version),
                name: String::new(),
                meaning: Meaning::TemplateApproval,
            }),
        );
        TemplateState::fold("bag", [drawn, approved])
    }

    #[test]
    fn a_label_is_never_lost_to_a_template() {
        let fonts = Fonts::load_system().unwrap();
        let bag = LabelModel::specimen(TemplateId::Bag, Language::Chinese, Scheme::Local).unwrap();
        let tube = LabelModel::specimen(TemplateId::Tube, Language::Chinese, Scheme::Local).unwrap();
        let models = [bag, tube];
        let draw = |content: &str, language| {
            let mut in_force = InForce::default();
            in_force.put(TemplateId::Bag, &state(content));
            in_force.draw(&fonts, &models, language).unwrap()
        };
        let ours = |language| super::draw(&Templates::default(), &fonts, &models, language).unwrap().0;
        let good = Templates::source(TemplateId::Bag);
        let drawn = draw(good, PrinterLanguage::Zpl300);
        assert_eq!((drawn.own.len(), drawn.warning), (1, None));
        // What this build does not know, and what it knows and cannot hold what the label carries.
        for (content, why) in [
            (good.replace("\"matrix\"", "\"hologram\""), "label.template"),
            (good.replace("[77, 9, 20, 20]", "[77, 9, 5, 5]"), "label.symbol_dots"),
        ] {
            let drawn = draw(&content, PrinterLanguage::Zpl300);
            assert!(drawn.bytes == ours(PrinterLanguage::Zpl300), "by ours, all of them: {why}");
            assert!(drawn.own.is_empty());
            let warning = drawn.warning.unwrap();
            assert_eq!((warning.code.as_str(), &warning.params["why"]), ("template.gave_way", &why.into()));
            assert_eq!(warning.params["version"], 4);
        }
    }
}
