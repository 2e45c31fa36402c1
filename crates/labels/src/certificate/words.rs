//! The words of the release certificate, from its data file.

use serde::Deserialize;

use crate::document::Bilingual;
use crate::error::LabelError;

/// Every word the certificate needs; the file must hold them all and no others.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub title: Bilingual,
    pub seal_hint: Bilingual,
    pub section_unit: Bilingual,
    pub section_collection: Bilingual,
    pub section_steps: Bilingual,
    pub section_results: Bilingual,
    pub section_markers: Bilingual,
    pub section_locations: Bilingual,
    pub section_deviations: Bilingual,
    pub section_signatures: Bilingual,
    pub statement_released: Bilingual,
    pub statement_exception: Bilingual,
    pub issued_at: Bilingual,
    pub facility: Bilingual,
    pub inventory: Bilingual,
    pub product: Bilingual,
    pub blood_group: Bilingual,
    pub hla: Bilingual,
    pub containers: Bilingual,
    pub volume: Bilingual,
    pub anticoagulant: Bilingual,
    pub storage_temperature: Bilingual,
    pub expiry: Bilingual,
    pub recipient: Bilingual,
    pub intended_use: Bilingual,
    pub collection_centre: Bilingual,
    pub collected_at: Bilingual,
    pub collector: Bilingual,
    pub gestation: Bilingual,
    pub birth: Bilingual,
    pub received_at: Bilingual,
    pub processing_site: Bilingual,
    pub frozen_at: Bilingual,
    pub column_step: Bilingual,
    pub column_time: Bilingual,
    pub column_person: Bilingual,
    pub column_equipment: Bilingual,
    pub column_value: Bilingual,
    pub column_test: Bilingual,
    pub column_result: Bilingual,
    pub column_limit: Bilingual,
    pub column_source: Bilingual,
    pub column_method: Bilingual,
    pub column_verdict: Bilingual,
    pub column_marker: Bilingual,
    pub column_sample: Bilingual,
    pub column_date: Bilingual,
    pub column_position: Bilingual,
    pub column_from: Bilingual,
    pub column_until: Bilingual,
    pub column_number: Bilingual,
    pub column_deviation: Bilingual,
    pub column_disposition: Bilingual,
    pub verdict_pass: Bilingual,
    pub verdict_fail: Bilingual,
    pub verdict_information: Bilingual,
    pub none: Bilingual,
    pub copy: Bilingual,
    pub ledger: Bilingual,
    pub chain: Bilingual,
}

impl Words {
    pub(crate) fn load() -> Result<Self, LabelError> {
        let source = include_str!("../../../../assets/certificates/release.json");
        serde_json::from_str(source).map_err(|source| LabelError::Template {
            template: "release".to_owned(),
            field: String::new(),
            value: String::new(),
            reason: source.to_string(),
        })
    }
}
