//! Two weeks of readings of the tanks, one of them outside.

use super::{Timed, record};
use domain::record::TankRead;
use domain::rules::RuleSet;
use domain::{Measure, PersonId, Record, TankId};
use rust_decimal::Decimal;

const DAYS: i64 = 14;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// The last reading is not due again for some hours.
const LAST_MS: i64 = 5 * 60 * 60 * 1_000;

pub(super) fn readings(
    tanks: &[(TankId, String)],
    rules: &RuleSet,
    operator: PersonId,
    now_ms: i64,
    records: &mut Vec<Timed>,
) {
    let limit = &rules.norm.storage.temperature_c;
    for (number, (tank, _)) in (0i64..).zip(tanks) {
        for day in 0..DAYS {
            // No throws: a bank of the same seed stays the same but for these.
            let outside = number == 0 && day == DAYS - 5;
            let tenths = if outside { -1_482 } else { -1_788 + (day * 7 + number * 3) % 11 };
            let temperature_c = Measure(Decimal::new(tenths, 1));
            // As a real reading: also by a limit that nobody has confirmed.
            let finding = limit.compare("tank_temperature", temperature_c);
            let read_ms = now_ms - LAST_MS - (DAYS - 1 - day) * DAY_MS;
            let read = TankRead {
                tank: *tank,
                temperature_c,
                level_percent: Some(Measure(Decimal::from(if outside { 41 } else { 84 - day % 7 }))),
                read_ms,
                verdict: finding.verdict,
                limit: format!("{} ({})", finding.limit, finding.source),
                action: outside.then(|| "自动补液阀卡滞：已手动补液，一小时后 −176.3 °C，已报修".to_owned()),
            };
            records.push(record(tank.bytes(), read_ms, Some(operator), Record::TankRead(read)));
        }
    }
}
