//! Which of our packages may use which, and who alone may name a package of others.

use crate::metadata::{Metadata, Package};

/// From each package of ours to those of ours that it may use. A new edge is a decision: ARCHITECTURE.md says why.
const ARROWS: &[(&str, &[&str])] = &[
    ("isbt128", &[]),
    ("hla", &[]),
    ("ledger", &[]),
    ("devices", &[]),
    ("domain", &["isbt128", "hla"]),
    ("labels", &["domain", "isbt128"]),
    ("store", &["domain", "ledger"]),
    ("sync", &["ledger"]),
    ("api", &["domain"]),
    ("app", &["api", "domain", "labels", "store", "sync", "hla", "isbt128", "devices", "ledger"]),
    ("centre", &["sync", "ledger", "domain", "hla"]),
    ("devhost", &["app", "api"]),
    ("cli", &["app", "api", "devhost", "ledger"]),
    ("cordkeep-desktop", &["app", "api"]),
    // Runs what both sides run, against each other.
    ("simulator", &["app", "centre", "store", "sync", "ledger", "domain", "isbt128"]),
    ("xtask", &["api"]),
];

/// May use everything of ours: tests of the whole.
const FREE: &str = "cordkeep-tests";

/// Packages of others that only one of ours may name.
const OWNERS: &[(&str, &str)] =
    &[("rusqlite", "store"), ("axum", "centre"), ("sqlx", "centre"), ("tauri", "cordkeep-desktop")];

/// One line for each arrow or name that is not allowed.
pub fn check(metadata: &Metadata) -> Vec<String> {
    let ours: Vec<&str> = metadata.ours().map(|package| package.name.as_str()).collect();
    metadata.ours().flat_map(|package| of_package(package, &ours)).collect()
}

fn of_package(package: &Package, ours: &[&str]) -> Vec<String> {
    let name = package.name.as_str();
    if name == FREE {
        return Vec::new();
    }
    let Some((_, allowed)) = ARROWS.iter().find(|(from, _)| *from == name) else {
        return vec![format!("package {name} is not in the table of arrows (crates/xtask/src/arrows.rs)")];
    };
    let mut wrongs = Vec::new();
    for dependency in &package.dependencies {
        let used = dependency.name.as_str();
        if ours.contains(&used) && used != name && !allowed.contains(&used) {
            wrongs.push(format!("{name} may not use {used}"));
        }
        if let Some((_, owner)) = OWNERS.iter().find(|(theirs, owner)| *theirs == used && *owner != name) {
            wrongs.push(format!("{name} may not name {used}: only {owner} does"));
        }
    }
    wrongs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Dependency;

    fn check(name: &str, uses: &[&str], expected: &[&str]) {
        let ours = ["api", "app", "domain", "store", "ui"];
        let dependencies = uses.iter().map(|used| Dependency { name: (*used).into() }).collect();
        let package = Package { id: name.into(), name: name.into(), dependencies };
        assert_eq!(of_package(&package, &ours), expected, "{name} -> {uses:?}");
    }

    #[test]
    fn arrows_point_inward() {
        check("app", &["store", "api", "serde"], &[]);
        check("api", &["domain"], &[]);
        check("domain", &["store"], &["domain may not use store"]);
        check("api", &["app"], &["api may not use app"]);
        check("cordkeep-tests", &["store", "rusqlite"], &[]);
    }

    #[test]
    fn databases_and_servers_have_one_owner() {
        check("store", &["rusqlite"], &[]);
        check("app", &["rusqlite"], &["app may not name rusqlite: only store does"]);
        check("devhost", &["axum"], &["devhost may not name axum: only centre does"]);
    }

    #[test]
    fn a_new_package_is_a_decision() {
        check("ui", &[], &["package ui is not in the table of arrows (crates/xtask/src/arrows.rs)"]);
    }
}
