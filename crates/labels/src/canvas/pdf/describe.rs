//! What a file says of itself: title, author, language and moment, in its dictionary and as XMP (ISO 16684-1), in the
//! form that PDF/A wants. Conformance to PDF/A is not claimed: nobody has certified it.

use lopdf::{Dictionary, Document, Object, Stream, StringFormat};

/// What a file says of itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Description {
    /// Title with number.
    pub title: String,
    /// Who issues it.
    pub author: String,
    /// BCP 47: `zh-CN`, `en`.
    pub language: &'static str,
    /// Moment in UTC as `2026-11-21T07:02:09Z`; empty where nobody said it.
    pub created_utc: String,
}

const PROGRAM: &str = "Cordkeep";

pub(crate) fn describe(file: &mut Document, about: &Description) {
    // What the writer put there names random numbers: the same document must be the same file.
    let old = file.catalog().and_then(|catalog| catalog.get(b"Metadata")).and_then(Object::as_reference);
    if let Ok(old) = old {
        file.objects.remove(&old);
    }
    let id = text(&format!("{} {}", about.title, about.created_utc));
    file.trailer.set("ID", vec![id.clone(), id]);
    let mut info = Dictionary::new();
    info.set("Title", text(&about.title));
    info.set("Author", text(&about.author));
    info.set("Creator", text(PROGRAM));
    info.set("Producer", text(PROGRAM));
    if let Some(date) = date(&about.created_utc) {
        info.set("CreationDate", Object::string_literal(date.clone()));
        info.set("ModDate", Object::string_literal(date));
    }
    let info = file.add_object(info);
    file.trailer.set("Info", info);
    let mut kind = Dictionary::new();
    kind.set("Type", "Metadata");
    kind.set("Subtype", "XML");
    // Archives read it without unpacking.
    let metadata = file.add_object(Stream::new(kind, xmp(about).into_bytes()).with_compression(false));
    if let Ok(catalog) = file.catalog_mut() {
        catalog.set("Lang", Object::string_literal(about.language));
        catalog.set("Metadata", metadata);
        let mut preferences = Dictionary::new();
        preferences.set("DisplayDocTitle", true);
        catalog.set("ViewerPreferences", preferences);
    }
}

/// A text string: UTF-16 with its mark (ISO 32000-1 7.9.2.2).
fn text(value: &str) -> Object {
    let units = std::iter::once(0xfeff).chain(value.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

/// `2026-11-21T07:02:09Z` as a PDF date.
fn date(utc: &str) -> Option<String> {
    let digits: String = utc.chars().filter(char::is_ascii_digit).collect();
    (digits.len() == 14).then(|| format!("D:{digits}Z"))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn xmp(about: &Description) -> String {
    let Description { title, author, language, created_utc } = about;
    let (title, author) = (escape(title), escape(author));
    let dates = if date(created_utc).is_some() {
        format!(
            "<xmp:CreateDate>{created_utc}</xmp:CreateDate><xmp:ModifyDate>{created_utc}</xmp:ModifyDate>\n   "
        )
    } else {
        String::new()
    };
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n \
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n  \
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n   \
         <dc:format>application/pdf</dc:format>\n   \
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n   \
         <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n   \
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n   \
         {dates}<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool>\n   <pdf:Producer>{PROGRAM}</pdf:Producer>\n  \
         </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_that_are_none_are_left_out() {
        assert_eq!(date("2026-11-21T07:02:09Z").as_deref(), Some("D:20261121070209Z"));
        assert_eq!(date(""), None);
        assert!(!xmp(&Description::default()).contains("CreateDate"));
        let about = Description { title: "a < b & c".to_owned(), ..Description::default() };
        assert!(xmp(&about).contains("a &lt; b &amp; c"));
    }
}
