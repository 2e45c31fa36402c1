//! Reading what is entered for a step.

use super::{Input, InputKind, RequiredScan, Step, fits_pattern};
use crate::record::{StepScan, StepValue};
use crate::{Code, Measure, Refusal};

/// How far the clock of who entered a moment may run ahead, ms.
const AHEAD_MS: i64 = 60_000;

impl Step {
    /// Checks the values entered and puts them in the order of the inputs; an optional input left empty is left out.
    ///
    /// # Errors
    /// A refusal that names the input in its parameter `input`.
    pub fn read(&self, entered: &[(String, String)], now_ms: i64) -> Result<Vec<StepValue>, Refusal> {
        let values = self.inputs.iter().map(|input| input.read(entered, now_ms));
        values.filter_map(Result::transpose).collect()
    }

    /// Puts the codes scanned in the order of the scans wanted.
    ///
    /// # Errors
    /// A scan missing; its code is in the parameter `scan`.
    pub fn read_scans(&self, scanned: &[(String, String)]) -> Result<Vec<StepScan>, Refusal> {
        let read = |wanted: RequiredScan| {
            let found = scanned.iter().find(|(code, _)| *code == wanted.code);
            let value = found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty());
            let missing = || {
                let code = match wanted.kind {
                    super::StepScanKind::Equipment => Code::EquipmentMissing,
                    super::StepScanKind::Lot => Code::LotMissing,
                    super::StepScanKind::Position => Code::StepPositionMissing,
                };
                Refusal::stop(code).with("scan", &wanted.code).at("scans")
            };
            let value = value.ok_or_else(missing)?.to_owned();
            Ok(StepScan { code: wanted.code, value })
        };
        self.all_scans().into_iter().map(read).collect()
    }
}

impl Input {
    fn read(&self, entered: &[(String, String)], now_ms: i64) -> Result<Option<StepValue>, Refusal> {
        let refuse = |code| Refusal::stop(code).with("input", &self.code).at("values");
        let value = entered.iter().find(|(code, _)| *code == self.code).map_or("", |(_, value)| value.trim());
        if value.is_empty() {
            return if self.optional { Ok(None) } else { Err(refuse(Code::Empty)) };
        }
        let text = match &self.kind {
            InputKind::Number { min, max } => {
                let number: Measure =
                    value.parse().map_err(|_| refuse(Code::NotANumber).with("value", value))?;
                if let Some(min) = min.filter(|min| number < *min) {
                    let low = refuse(Code::TooLow).with("value", value).with("min", min);
                    return Err(low.with("unit", &self.unit));
                }
                if let Some(max) = max.filter(|max| number > *max) {
                    let high = refuse(Code::TooHigh).with("value", value).with("max", max);
                    return Err(high.with("unit", &self.unit));
                }
                number.to_string()
            }
            InputKind::Choice(choices) if choices.iter().any(|choice| choice.code == value) => {
                value.to_owned()
            }
            InputKind::Choice(_) => return Err(refuse(Code::NotAChoice).with("value", value)),
            InputKind::Text if value.chars().count() > 200 => {
                return Err(refuse(Code::TooLong).with("max", 200));
            }
            InputKind::Text => value.to_owned(),
            InputKind::Scan { .. } if value.chars().count() > 200 => {
                return Err(refuse(Code::TooLong).with("max", 200));
            }
            InputKind::Scan { pattern: Some(pattern) } if !fits_pattern(value, pattern) => {
                return Err(refuse(Code::NotThePattern).with("value", value).with("pattern", pattern));
            }
            InputKind::Scan { .. } => value.to_owned(),
            // Whether it is kept with the unit, the decision says.
            InputKind::Photo {} | InputKind::File { .. } => value.to_owned(),
            InputKind::Time => {
                let at_ms: i64 = value.parse().map_err(|_| refuse(Code::NotAMoment).with("value", value))?;
                if at_ms > now_ms.saturating_add(AHEAD_MS) {
                    return Err(refuse(Code::InFuture).with("value", value));
                }
                at_ms.to_string()
            }
        };
        Ok(Some(StepValue { code: self.code.clone(), value: text, unit: self.unit.clone() }))
    }
}
