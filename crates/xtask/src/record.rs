//! The frame of a new record: what to write where, with its names filled in.

use anyhow::ensure;

/// What to add for a record such as `UnitThawed`, in the order in which it is best added.
pub fn frame(name: &str) -> anyhow::Result<String> {
    let words = words(name);
    ensure!(words.len() >= 2, "a record is named subject first, then what happened: UnitThawed, not {name}");
    let kind = format!("{}.{}", words[0], words[1..].join("_"));
    let golden = format!("crates/domain/tests/golden/{kind}.1");
    Ok(format!(
        "1. crates/domain/src/record/: the struct, in the file of its subject. Numbers are for ever.

    record! {{
        /// What happened, in one sentence.
        {name} {{
            /// Its first field.
            0 field: Type,
        }}
    }}

2. crates/domain/src/record.rs: its line in `kinds!`, and in `is_reviewable` where a review signs it.

    /// What happened.
    {name} = \"{kind}\" 1 {name}, Donation;

3. {golden}: its golden bytes, written once and kept for ever.
4. crates/domain/src/unit/fold.rs: what it changes (apply), with a given/when/then test.
5. crates/domain/src/decide/: the command that leads to it, or its refusals, with a test for each refusal first.
6. crates/store/src/project/: its projection. A rebuild must give the same digest.
7. crates/api: the command that records it, its permission and tags; then `cargo xtask gen`.
8. crates/app/src/command/: the use case. ui/src/features/: the screen; zh-CN.json and en.json.
9. assets/texts/: each new refusal code in both languages."
    ))
}

/// `UnitThawed` is `unit`, `thawed`; empty where it is no such name.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            words.push(letter.to_ascii_lowercase().to_string());
        } else if letter.is_ascii_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.push(letter);
        } else {
            return Vec::new();
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_in() {
        let frame = frame("UnitHandedOver").unwrap();
        assert!(frame.contains("UnitHandedOver = \"unit.handed_over\" 1 UnitHandedOver"), "{frame}");
    }

    #[test]
    fn what_is_no_record_is_refused() {
        for name in ["", "Unit", "unit_thawed", "解冻"] {
            assert!(frame(name).is_err(), "{name}");
        }
    }
}
