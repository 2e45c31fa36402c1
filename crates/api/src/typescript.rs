//! The UI's types, generated from the list of commands and its requests and responses.

use std::collections::BTreeMap;
use ts_rs::{Config, TS, TypeVisitor};

/// A TypeScript declaration and its name.
pub(crate) type Declaration = (String, String);

fn config() -> Config {
    Config::new().with_large_int("number")
}

struct Collector {
    config: Config,
    found: Vec<Declaration>,
}

impl TypeVisitor for Collector {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() || self.found.iter().any(|(name, _)| *name == T::name(&self.config)) {
            return;
        }
        self.found.push((T::name(&self.config), declaration::<T>(&self.config)));
        T::visit_dependencies(self);
    }
}

fn declaration<T: TS + ?Sized>(config: &Config) -> String {
    format!("export {}", T::decl(config))
}

/// The declarations of a type and all that it mentions.
pub(crate) fn collect<T: TS + 'static>() -> Vec<Declaration> {
    let config = config();
    let mut collector = Collector { config, found: Vec::new() };
    collector.visit::<T>();
    collector.found
}

/// The generated files as (name, content), for `ui/src/api/gen/`.
#[must_use]
pub fn files() -> Vec<(&'static str, String)> {
    let mut types: BTreeMap<String, String> = BTreeMap::new();
    for (_, declarations) in crate::command::declarations() {
        types.extend(declarations);
    }
    types.extend(collect::<crate::Problem>());
    let head = "// Generated from crates/api by `cargo xtask gen`. Do not edit.\n\n";
    let mut text = String::from(head);
    for declaration in types.values() {
        text.push_str(declaration);
        text.push_str("\n\n");
    }
    text.push_str("export interface Commands {\n");
    for command in crate::COMMANDS {
        text.push_str(&format!(
            "  \"{}\": {{ request: {}; response: {}; permission: \"{}\"; kind: \"{}\" }};\n",
            command.name,
            command.request,
            command.response,
            word(&command.permission),
            if command.kind == crate::Kind::Act { "act" } else { "query" },
        ));
    }
    text.push_str("}\n\nexport type Tag = ");
    let mut tags: Vec<&str> =
        crate::COMMANDS.iter().flat_map(|c| c.tags.iter().map(|tag| tag.as_str())).collect();
    tags.sort_unstable();
    tags.dedup();
    text.push_str(&tags.iter().map(|tag| format!("\"{tag}\"")).collect::<Vec<_>>().join(" | "));
    text.push_str(";\n\nexport const COMMAND_TAGS: Record<keyof Commands, readonly Tag[]> = {\n");
    for command in crate::COMMANDS {
        let tags: Vec<String> = command.tags.iter().map(|tag| format!("\"{}\"", tag.as_str())).collect();
        text.push_str(&format!("  \"{}\": [{}],\n", command.name, tags.join(", ")));
    }
    text.push_str("};\n");
    vec![("commands.ts", text)]
}

fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
