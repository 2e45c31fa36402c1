//! Markup that is safe by its type: a text becomes markup only by being escaped.

use std::fmt::{Display, Write as _};

/// Markup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Html(String);

impl Html {
    pub(super) fn into_string(self) -> String {
        self.0
    }
}

impl FromIterator<Self> for Html {
    fn from_iter<I: IntoIterator<Item = Self>>(parts: I) -> Self {
        Self(parts.into_iter().map(|part| part.0).collect())
    }
}

impl<const N: usize> From<[Self; N]> for Html {
    fn from(parts: [Self; N]) -> Self {
        parts.into_iter().collect()
    }
}

fn escape(out: &mut String, plain: &str) {
    for c in plain.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
}

/// A text, whatever is in it.
pub(super) fn text(plain: impl Display) -> Html {
    let mut out = String::new();
    escape(&mut out, &plain.to_string());
    Html(out)
}

fn open(name: &str, attributes: &[(&'static str, &str)]) -> String {
    let mut out = format!("<{name}");
    for (key, value) in attributes {
        let _ = write!(out, " {key}=\"");
        escape(&mut out, value);
        out.push('"');
    }
    out.push('>');
    out
}

/// An element with what is in it.
pub(super) fn tag(name: &'static str, attributes: &[(&'static str, &str)], inner: impl Into<Html>) -> Html {
    let Html(inner) = inner.into();
    Html(format!("{}{inner}</{name}>", open(name, attributes)))
}

/// An element that has nothing in it and no end.
pub(super) fn void(name: &'static str, attributes: &[(&'static str, &str)]) -> Html {
    Html(open(name, attributes))
}

/// A whole document.
pub(super) fn document(language: &str, head: Html, body: Html) -> String {
    let html = tag("html", &[("lang", language)], [tag("head", &[], head), tag("body", &[], body)]);
    format!("<!doctype html>{}", html.into_string())
}

/// A table with a caption; each cell of the first column is the head of its row.
pub(super) fn table(caption: Html, heads: &[&str], rows: Vec<Vec<Html>>) -> Html {
    let head = heads.iter().map(|head| tag("th", &[("scope", "col")], text(head))).collect::<Html>();
    let body = rows.into_iter().map(|cells| {
        let cells = cells.into_iter().enumerate().map(|(at, cell)| match at {
            0 => tag("th", &[("scope", "row")], cell),
            _ => tag("td", &[], cell),
        });
        tag("tr", &[], cells.collect::<Html>())
    });
    let parts = [
        tag("caption", &[], caption),
        tag("thead", &[], tag("tr", &[], head)),
        tag("tbody", &[], body.collect::<Html>()),
    ];
    // Wider than a small window it scrolls by itself, with the keyboard too.
    tag("div", &[("class", "scroll"), ("tabindex", "0")], tag("table", &[], parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        let evil = "<script>alert('1')</script>\" onload=\"x&y";
        let shown = tag("td", &[("title", evil)], text(evil)).into_string();
        assert_eq!(
            shown,
            "<td title=\"&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onload=&quot;x&amp;y\">\
             &lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onload=&quot;x&amp;y</td>"
        );
    }
}
