//! What steps want entered and scanned, so that a benchmark can record them.

use crate::command::call;
use crate::output::Failure;
use anyhow::Context as _;
use api::wire::{
    EquipmentPage, MaterialPage, MaterialView, ProcedureList, ProcedureText, RoomList, StepInHand, StepView,
};
use app::App;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Has so much of a counted lot delivered and inspected that it lasts; the bank's own stock is for its own units.
fn deliver(app: &Arc<App>, code: &str) -> Result<(), Failure> {
    super::run::sign_in(app, "lab2")?;
    let lot: MaterialView = call(app, "material.get", json!({ "code": code }))?;
    let delivery = json!({
        "code": code, "kind": lot.row.kind, "name": lot.row.name, "expires_on": lot.row.expires_on,
        "open_days": lot.open_days.map(|days| days.to_string()).unwrap_or_default(), "quantity": "100000",
        "unit": lot.row.unit, "supplier": "",
    });
    app.call("material.receive", delivery)?;
    super::run::sign_in(app, "lab")?;
    let lot: MaterialView = call(app, "material.get", json!({ "code": code }))?;
    let delivered = lot.deliveries.iter().find(|delivery| delivery.inspectable).context("the delivery")?;
    let inspection = json!({
        "code": code, "station": delivered.station, "seq": delivered.seq, "accepted": true, "note": "",
    });
    app.call("material.inspect", inspection)?;
    Ok(())
}

/// Codes to scan: for each step and scan of the procedure one that may be used.
pub(super) struct Things(BTreeMap<(String, String), String>);

impl Things {
    /// Reads the register and what the last version of the procedure of 56 steps wants of it.
    pub(super) fn read(app: &Arc<App>) -> Result<Self, Failure> {
        let list = json!({ "used_up": false, "after": null, "limit": 200 });
        let devices: EquipmentPage = call(app, "equipment.list", list.clone())?;
        let lots: MaterialPage = call(app, "material.list", list)?;
        let good = |standing: Value| ["good", "due_soon", "ends_soon"].iter().any(|word| standing == *word);
        let devices: Vec<(String, String)> = devices
            .rows
            .into_iter()
            .filter(|row| good(json!(row.standing)))
            .map(|row| (row.kind, format!("&e{}", row.code)))
            .collect();
        for lot in lots.rows.iter().filter(|row| row.here && row.counted) {
            deliver(app, &lot.code)?;
        }
        let lots: Vec<(String, String)> = lots
            .rows
            .into_iter()
            .filter(|row| row.here && good(json!(row.standing)))
            .map(|row| (row.kind, format!("&l{}", row.code)))
            .collect();
        let rooms: RoomList = call(app, "environment.list", json!({}))?;
        let rooms: Vec<(String, String)> = rooms
            .rooms
            .into_iter()
            .filter(|row| !row.retired)
            .map(|row| ("room".to_owned(), format!("&p{}", row.code)))
            .collect();
        let procedures: ProcedureList = call(app, "procedure.list", json!({}))?;
        let newest = procedures.procedures.iter().rfind(|one| one.code == "cord-blood-banking");
        let digest = &newest.context("the procedure of 56 steps")?.digest;
        let text: ProcedureText = call(app, "procedure.text", json!({ "digest": digest }))?;
        let sop: Value = serde_json::from_str(&text.content).map_err(anyhow::Error::from)?;
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut codes = BTreeMap::new();
        for step in list(&sop["steps"]) {
            for scan in list(&step["scans"]) {
                let (known, unknown) = match scan["kind"].as_str() {
                    Some("equipment") => (&devices, "&eBENCH"),
                    Some("position") => (&rooms, "&pBENCH"),
                    _ => (&lots, "&lBENCH"),
                };
                let of = scan["of"].as_str();
                // What the register has none of is not judged.
                let found = known.iter().find(|(kind, _)| of.is_none_or(|of| of == kind));
                let code = found.map_or_else(|| unknown.to_owned(), |(_, code)| code.clone());
                codes.insert((word(&step["code"]), word(&scan["code"])), code);
            }
        }
        Ok(Self(codes))
    }

    /// Values and scans of a step, plausible ones.
    fn entries(&self, step: &StepView) -> (Value, Value) {
        let values = step.inputs.iter().map(|input| {
            let choice = input.choices.first().map(|choice| choice.code.clone());
            let wanted = choice.or_else(|| input.low.clone()).or_else(|| input.high.clone());
            let value =
                wanted.or_else(|| input.max.clone()).unwrap_or_else(|| match json!(input.kind).as_str() {
                    Some("scan" | "text") => format!("{}-1", input.code),
                    _ => "1".to_owned(),
                });
            json!({ "code": input.code, "value": value })
        });
        let scans = step.scans.iter().map(|scan| {
            let code = self.0.get(&(step.code.clone(), scan.code.clone()));
            json!({ "code": scan.code, "scan": code })
        });
        (values.collect(), scans.collect())
    }

    /// A step of one unit.
    pub(super) fn single(&self, step: &StepView, donation: &Value) -> Value {
        let (values, scans) = self.entries(step);
        json!({
            "donation": donation, "step": step.code, "values": values, "scans": scans, "done_ms": null,
            "second_login": null, "second_password": null, "reason": null, "digest": null, "login": null, "password": null,
        })
    }

    /// A step of a run, before another person where it wants one.
    pub(super) fn together(&self, hand: &StepInHand, run: &Value, second: (&str, &str)) -> Value {
        let (step, units) = (&hand.step, &hand.units);
        let (values, scans) = self.entries(step);
        let (login, password) =
            if step.needs_second { (json!(second.0), json!(second.1)) } else { (json!(null), json!(null)) };
        // A code that is scanned for each unit is of that unit alone.
        let codes: Vec<&str> = step
            .inputs
            .iter()
            .filter(|input| json!(input.kind) == "scan")
            .map(|input| input.code.as_str())
            .collect();
        let own = units.iter().enumerate().filter(|_| json!(hand.per) == "unit" && !codes.is_empty()).map(
            |(place, unit)| {
                let values =
                    codes.iter().map(|code| json!({ "code": code, "value": format!("{code}-{place}") }));
                json!({ "donation": unit, "values": values.collect::<Vec<_>>() })
            },
        );
        json!({
            "run": run, "step": step.code, "units": units, "values": values, "own": own.collect::<Vec<_>>(), "scans": scans,
            "done_ms": null,
            "second_login": login, "second_password": password, "reason": null, "digests": [], "login": null,
            "password": null,
        })
    }
}
