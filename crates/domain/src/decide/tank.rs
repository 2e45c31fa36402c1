//! Reading the tanks.

use super::Context;
use super::check::{filled, not_in_future, number, whole};
use crate::record::TankRead;
use crate::{Code, Measure, Record, Refusal, SiteId, TankId, Verdict};
use rust_decimal::Decimal;

/// What is entered of a reading.
#[derive(Debug, Clone, Copy)]
pub struct ReadingInput<'a> {
    /// Which tank.
    pub tank: TankId,
    /// Its code.
    pub tank_code: &'a str,
    /// Where it stands.
    pub tank_site: SiteId,
    /// Temperature, °C.
    pub temperature_c: &'a str,
    /// Level, per cent.
    pub level_percent: Option<&'a str>,
    /// When, ms; now where nothing is said.
    pub read_ms: Option<i64>,
    /// What was done, where the reading is outside.
    pub action: Option<&'a str>,
}

/// Records a reading. One outside the limits is recorded with what was done about it.
///
/// # Errors
/// The tank stands elsewhere; implausible values; a moment in the future; outside and nothing done.
pub fn read_tank(input: &ReadingInput<'_>, context: &Context<'_>) -> Result<Record, Refusal> {
    if input.tank_site != context.site {
        return Err(Refusal::stop(Code::TankElsewhere).with("tank", input.tank_code).at("tank"));
    }
    let limit = &context.rules.norm.storage.temperature_c;
    let temperature_c = limit.plausible(number(input.temperature_c, "temperature_c")?, "temperature_c")?;
    let level = input.level_percent.map(str::trim).filter(|level| !level.is_empty());
    let level_percent = level.map(|level| whole(level, 0, 100, "%", "level_percent")).transpose()?;
    let read_ms = not_in_future(input.read_ms.unwrap_or(context.now_ms), context.now_ms, "read_ms")?;
    // Also by a limit that nobody has confirmed: a tank that no rule watches would be the worse.
    let finding = limit.compare("tank_temperature", temperature_c);
    let action = input.action.map(str::trim).filter(|action| !action.is_empty());
    if finding.verdict != Verdict::Pass && action.is_none() {
        return Err(Refusal::stop(Code::TankAction)
            .with("value", &finding.value)
            .with("limit", &finding.limit)
            .at("action"));
    }
    Ok(Record::TankRead(TankRead {
        tank: input.tank,
        temperature_c,
        level_percent: level_percent.map(|level| Measure(Decimal::from(level))),
        read_ms,
        verdict: finding.verdict,
        limit: format!("{} ({})", finding.limit, finding.source),
        action: action.map(|action| filled(action, 500, "action")).transpose()?,
    }))
}
