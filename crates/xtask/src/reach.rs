//! What the pure packages never reach, however many steps away.

use std::collections::{BTreeMap, BTreeSet};

use crate::metadata::Metadata;

const PURE: &[&str] = &["domain", "isbt128", "hla", "ledger", "labels", "api"];
const FORBIDDEN: &[&str] = &["tokio", "rusqlite", "sqlx", "reqwest", "axum", "tauri"];

/// One line for each pure package and forbidden package that it reaches.
pub fn check(metadata: &Metadata) -> Vec<String> {
    let names: BTreeMap<&str, &str> =
        metadata.packages.iter().map(|package| (package.id.as_str(), package.name.as_str())).collect();
    let edges = metadata.normal_edges();
    let pure = metadata.ours().filter(|package| PURE.contains(&package.name.as_str()));
    pure.flat_map(|package| {
        let reached = reachable(&package.id, &edges);
        let names: BTreeSet<&str> = reached.iter().filter_map(|id| names.get(id).copied()).collect();
        FORBIDDEN
            .iter()
            .filter(move |forbidden| names.contains(*forbidden))
            .map(|forbidden| format!("{} reaches {forbidden}: see `cargo tree -i {forbidden}`", package.name))
            .collect::<Vec<_>>()
    })
    .collect()
}

fn reachable<'a>(from: &'a str, edges: &BTreeMap<&'a str, Vec<&'a str>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(edges.get(id).into_iter().flatten());
        }
    }
    reached
}

#[cfg(test)]
mod tests {

    fn check(kind: &str, expected: &[&str]) {
        let metadata = serde_json::json!({
            "packages": [
                {"id": "d", "name": "domain", "dependencies": []},
                {"id": "m", "name": "middle", "dependencies": []},
                {"id": "t", "name": "tokio", "dependencies": []},
            ],
            "workspace_members": ["d"],
            "resolve": {"nodes": [
                {"id": "d", "deps": [{"pkg": "m", "dep_kinds": [{"kind": null}]}]},
                {"id": "m", "deps": [{"pkg": "t", "dep_kinds": [{"kind": (kind != "normal").then_some(kind)}]}]},
                {"id": "t", "deps": []},
            ]},
        });
        assert_eq!(super::check(&serde_json::from_value(metadata).unwrap()), expected, "{kind}");
    }

    #[test]
    fn a_forbidden_package_is_found_two_steps_away() {
        check("normal", &["domain reaches tokio: see `cargo tree -i tokio`"]);
        check("dev", &[]);
        check("build", &[]);
    }
}
