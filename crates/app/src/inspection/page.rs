//! The readable pages: one HTML file that loads nothing and runs nothing.

use super::PersonalParts;
use super::words::Words;
use crate::dossier::Dossier;
use api::wire::{
    ChoiceView, Locale, SignatureView, TimelineEvent, TimelineField, UnitDeviationRow, UnitView,
};
use std::fmt::Write as _;
use store::query::BankRow;

const CSS: &str = include_str!("../../../../assets/inspection/page.css");

/// Units of measurement by the endings of fields' names.
const UNITS: &[(&str, &str)] = &[("_ml", "mL"), ("_g", "g"), ("_d", "d"), ("_c", "°C")];

/// What the head of the pages says.
pub(super) struct About {
    pub bank: BankRow,
    pub station: String,
    pub key: String,
    pub written_ms: i64,
    pub units: usize,
    pub all: bool,
    pub personal: PersonalParts,
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn moment(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms)
        .map_or_else(|_| at_ms.to_string(), |at| at.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// The pages in one language.
pub(super) fn page(locale: Locale, about: &About, dossiers: &[Dossier]) -> String {
    let words = Words::new(locale);
    let language = if locale == Locale::ZhCn { "zh-CN" } else { "en" };
    let title = escape(&words.get("title"));
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{CSS}</style></head>\
         <body>\n<h1>{title}</h1>\n"
    );
    head(&mut out, locale, about, &words);
    if dossiers.len() < about.units {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", escape(&words.count("cut_short", dossiers.len())));
    }
    for dossier in dossiers {
        unit(&mut out, locale, dossier, &words);
    }
    out.push_str("</body></html>\n");
    out
}

fn head(out: &mut String, locale: Locale, about: &About, words: &Words) {
    let bank = if locale == Locale::ZhCn { &about.bank.name_zh } else { &about.bank.name_en };
    let personal = match about.personal {
        PersonalParts::LeftOut => "personal_absent",
        PersonalParts::Included => "personal_present",
    };
    let holds = if about.all { "holds_all" } else { "holds_units" };
    let rows = [
        ("bank", bank.clone()),
        ("licence", about.bank.licence_number.clone()),
        ("written", moment(about.written_ms)),
        ("station", about.station.clone()),
        ("key", about.key.clone()),
        ("holds", words.count(holds, about.units)),
        ("personal", words.get(personal)),
    ];
    out.push_str("<dl>");
    for (key, text) in rows {
        let class = if matches!(key, "station" | "key") { " class=\"mono\"" } else { "" };
        let _ = writeln!(out, "<dt>{}</dt><dd{class}>{}</dd>", escape(&words.get(key)), escape(&text));
    }
    let _ = write!(out, "</dl>\n<h3>{}</h3><ol>", escape(&words.get("check")));
    for key in ["check_1", "check_2", "check_3"] {
        let _ = write!(out, "<li>{}</li>", escape(&words.get(key)));
    }
    out.push_str("</ol>\n");
}

fn unit(out: &mut String, locale: Locale, dossier: &Dossier, words: &Words) {
    let row = &dossier.unit.row;
    let number = match (&row.din, &row.check_character) {
        (Some(din), Some(check)) => format!("{din} [{check}]"),
        (Some(din), None) => din.clone(),
        _ => words.get("no_number"),
    };
    let status = words.value("status", &word(&row.status));
    let _ = writeln!(
        out,
        "<h2>{} <span class=\"mono\">{}</span></h2>\n<p>{} <strong>{}</strong></p>",
        escape(&words.get("unit")),
        escape(&number),
        escape(&words.get("status")),
        escape(&status)
    );
    signatures(out, &dossier.unit.signatures, words);
    deviations(out, &dossier.deviations.rows, words);
    let _ = writeln!(out, "<h3>{}</h3>\n<table><thead><tr>", escape(&words.get("records")));
    for key in ["when", "what", "content", "who", "where"] {
        let _ = write!(out, "<th>{}</th>", escape(&words.get(key)));
    }
    out.push_str("</tr></thead><tbody>\n");
    for event in &dossier.timeline.events {
        record(out, locale, event, &dossier.unit, words);
    }
    out.push_str("</tbody></table>\n");
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn signatures(out: &mut String, signatures: &[SignatureView], words: &Words) {
    let _ = writeln!(out, "<h3>{}</h3>", escape(&words.get("signatures")));
    if signatures.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", escape(&words.get("no_signatures")));
        return;
    }
    out.push_str("<table><thead><tr>");
    for key in ["signed_name", "signed_meaning", "signed_at", "signed_digest", "status"] {
        let _ = write!(out, "<th>{}</th>", escape(&words.get(key)));
    }
    out.push_str("</tr></thead><tbody>\n");
    for signature in signatures {
        let (class, state) = if signature.voided { ("void", "voided") } else { ("", "valid") };
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"mono\">{}</td><td class=\"{class}\">{}</td></tr>",
            escape(&signature.name),
            escape(&words.value("meaning", &word(&signature.meaning))),
            moment(signature.at_ms),
            escape(&signature.digest),
            escape(&words.get(state))
        );
    }
    out.push_str("</tbody></table>\n");
}

fn deviations(out: &mut String, rows: &[UnitDeviationRow], words: &Words) {
    let _ = writeln!(out, "<h3>{}</h3>", escape(&words.get("deviations")));
    if rows.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", escape(&words.get("no_deviations")));
        return;
    }
    out.push_str("<table><thead><tr>");
    for key in ["deviation", "deviation_what", "deviation_closed", "deviation_unit"] {
        let _ = write!(out, "<th>{}</th>", escape(&words.get(key)));
    }
    out.push_str("</tr></thead><tbody>\n");
    for UnitDeviationRow { row, said, removed, .. } in rows {
        let class = row.class.map(|class| words.value("class", &word(&class))).unwrap_or_default();
        let stage = words.value("stage", &word(&row.stage));
        let _ = write!(
            out,
            "<tr><td class=\"mono\">{}</td><td>{}</td>",
            escape(&format!("{} {class}", row.number)),
            escape(&row.what_happened),
        );
        let meaning = words.value("meaning", &word(&domain::Meaning::DeviationClosing));
        let closings = said.iter().map(|one| {
            let signed = format!("{} · {meaning} · {}", one.by, moment(one.at_ms));
            [one.conclusion.as_str(), &signed].join(" · ").trim_start_matches(" · ").to_owned()
        });
        let closings: Vec<String> = closings.collect();
        let closed = match removed {
            Some(note) => {
                let meaning = words.value("meaning", &word(&domain::Meaning::DeviationUnitRemoval));
                format!("{} · {} · {meaning} · {}", note.text, note.by, moment(note.at_ms))
            }
            None if closings.is_empty() => stage,
            None => closings.join("; "),
        };
        let unit =
            said.iter().map(|one| format!("{} {}", words.value("fitness", &word(&one.fitness)), one.note));
        let unit: Vec<String> = unit.collect();
        let _ = writeln!(out, "<td>{}</td><td>{}</td></tr>", escape(&closed), escape(&unit.join("; ")));
    }
    out.push_str("</tbody></table>\n");
}

fn record(out: &mut String, locale: Locale, event: &TimelineEvent, unit: &UnitView, words: &Words) {
    let _ =
        write!(out, "<tr><td>{}</td><td>{}</td><td>", moment(event.at_ms), escape(&words.kind(&event.kind)));
    for field in &event.fields {
        let (label, text) = read(locale, field, unit, words);
        let _ = write!(out, "<span class=\"field\"><b>{}</b> {}</span>", escape(&label), escape(&text));
    }
    let who = event.operator.clone().unwrap_or_else(|| words.get("program"));
    let who = event.second.iter().fold(who, |who, second| format!("{who} + {second}"));
    let _ = writeln!(
        out,
        "</td><td>{}</td><td class=\"mono\">{} {} {} {}</td></tr>",
        escape(&who),
        escape(&event.site_code),
        escape(&event.station),
        event.seq,
        escape(&event.hash)
    );
}

/// A field's name and value in words.
fn read(locale: Locale, field: &TimelineField, unit: &UnitView, words: &Words) -> (String, String) {
    let pick = |zh: &str, en: &str| if locale == Locale::ZhCn { zh.to_owned() } else { en.to_owned() };
    let (name, value) = (field.name.as_str(), field.value.as_str());
    let text = match name {
        "test" => unit.results.iter().find(|test| test.test == value).map(|test| pick(&test.zh, &test.en)),
        "step" => unit.steps.iter().find(|step| step.code == value).map(|step| pick(&step.zh, &step.en)),
        "choice" => chosen(unit, value).map(|choice| pick(&choice.zh, &choice.en)),
        _ if name.ends_with("_ms") => value.parse().ok().map(moment),
        _ => {
            UNITS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, unit)| format!("{value} {unit}"))
        }
    };
    let inputs = unit.steps.iter().flat_map(|step| &step.inputs);
    let label = match inputs.into_iter().find(|input| input.code == name) {
        Some(input) => pick(&input.zh, &input.en),
        None => words.field(name),
    };
    (label, text.unwrap_or_else(|| words.value(name, value)))
}

fn chosen<'a>(unit: &'a UnitView, code: &str) -> Option<&'a ChoiceView> {
    unit.results.iter().flat_map(|test| &test.choices).find(|choice| choice.code == code)
}
