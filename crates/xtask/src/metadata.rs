//! What cargo says of packages and who uses whom.

use std::{collections::BTreeMap, path::Path, process::Command};

use anyhow::ensure;
use serde::Deserialize;

/// The part of `cargo metadata` that the rules read.
#[derive(Debug, Deserialize)]
pub struct Metadata {
    /// All packages, ours and others'.
    pub packages: Vec<Package>,
    /// The ids of ours.
    pub workspace_members: Vec<String>,
    /// Who uses whom, resolved.
    pub resolve: Resolve,
}

/// A package.
#[derive(Debug, Deserialize)]
pub struct Package {
    /// Cargo's name for exactly this one.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What its manifest asks for.
    pub dependencies: Vec<Dependency>,
}

/// A line of a manifest.
#[derive(Debug, Deserialize)]
pub struct Dependency {
    /// Of what.
    pub name: String,
}

/// The resolved graph.
#[derive(Debug, Deserialize)]
pub struct Resolve {
    /// One node a package.
    pub nodes: Vec<Node>,
}

/// A package in the graph.
#[derive(Debug, Deserialize)]
pub struct Node {
    /// Whose.
    pub id: String,
    /// What it uses.
    pub deps: Vec<Edge>,
}

/// An edge of the graph.
#[derive(Debug, Deserialize)]
pub struct Edge {
    /// To what.
    pub pkg: String,
    /// In which ways.
    pub dep_kinds: Vec<EdgeKind>,
}

/// One way in which a package is used.
#[derive(Debug, Deserialize)]
pub struct EdgeKind {
    /// Absent for normal use, else `dev` or `build`.
    pub kind: Option<String>,
}

/// Where the product runs. What others' packages use elsewhere, such as in a browser, is never built.
const PLATFORMS: [&str; 3] = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin"];

impl Metadata {
    /// Asks cargo, without the network.
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(["metadata", "--format-version=1", "--locked"]).current_dir(root);
        for platform in PLATFORMS {
            command.args(["--filter-platform", platform]);
        }
        let output = command.output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    /// Our packages.
    pub fn ours(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| self.workspace_members.contains(&package.id))
    }

    /// From an id to what the package uses when it is built for people, not for its tests.
    pub fn normal_edges(&self) -> BTreeMap<&str, Vec<&str>> {
        let normal = |edge: &&Edge| edge.dep_kinds.iter().any(|kind| kind.kind.is_none());
        self.resolve
            .nodes
            .iter()
            .map(|node| {
                (node.id.as_str(), node.deps.iter().filter(normal).map(|edge| edge.pkg.as_str()).collect())
            })
            .collect()
    }
}
