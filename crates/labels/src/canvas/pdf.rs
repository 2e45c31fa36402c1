//! From pages to the bytes of a PDF file, with only the used part of each font inside.

use printpdf::{FontId, Mm, PdfDocument, PdfFont, PdfPage, PdfSaveOptions};

use super::Canvas;
use crate::fonts::{Fonts, Style};

/// Writes the pages in order.
pub(crate) fn save(title: &str, pages: Vec<Canvas>, fonts: &Fonts) -> Vec<u8> {
    let mut document = PdfDocument::new(title);
    document.metadata.info.creator = "Cordkeep".to_owned();
    document.metadata.info.producer = "Cordkeep".to_owned();
    for style in Style::ALL {
        let id = style.font_id();
        let is_used = pages.iter().any(|page| {
            page.ops.iter().any(|op| match op {
                printpdf::Op::SetFont { font: printpdf::PdfFontHandle::External(used), .. } => used.0 == id,
                _ => false,
            })
        });
        if is_used {
            let font = PdfFont::new(fonts.face(style).clone());
            document.resources.fonts.map.insert(FontId(id.to_owned()), font);
        }
    }
    let pages = pages.into_iter().map(|page| PdfPage::new(Mm(page.width_mm), Mm(page.height_mm), page.ops));
    document.with_pages(pages.collect()).save(&PdfSaveOptions::default(), &mut Vec::new())
}
