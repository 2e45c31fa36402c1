//! From pages to the bytes of a PDF file, with only the used part of each font inside.

mod describe;

pub(crate) use describe::Description;

use std::collections::BTreeSet;

use printpdf::{
    Color, DictItem, ExternalStream, ExternalXObject, FontEmbeddingMode, FontId, Mm, Op, PaintMode,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, PrintpdfFontMeta, Pt, Rect, Rgb,
    TextItem, TextMatrix, WindingOrder, XObject, XObjectId, XObjectTransform,
};

use super::{Area, Canvas, Ink, Mark, PT_PER_MM, RIGHTWARDS, TextMark, ZERO_DOT_EM};
use crate::document::Jpeg;
use crate::fonts::{Fonts, Style};
use crate::symbol::code128::Code128;
use crate::symbol::matrix::Matrix;

/// Whether a file is worth the time of compressing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    /// For a printer that waits: fonts as they lie ready, a little larger than they need be.
    Fast,
    /// For what is kept or long.
    Small,
}

/// Writes the pages in order.
pub(crate) fn save(title: &str, pages: &[Canvas], fonts: &Fonts, packing: Packing) -> Vec<u8> {
    let options = PdfSaveOptions { optimize: packing == Packing::Small, ..PdfSaveOptions::default() };
    build(title, pages, fonts, packing).save(&options, &mut Vec::new())
}

/// Writes the pages in order, with what programs want to know of a document that is kept.
pub(crate) fn save_described(about: &Description, pages: &[Canvas], fonts: &Fonts) -> Vec<u8> {
    let options = PdfSaveOptions::default();
    let document = build(&about.title, pages, fonts, Packing::Small);
    let mut file = printpdf::serialize::to_lopdf_doc(&document, &options, &mut Vec::new());
    describe::describe(&mut file, about);
    file.compress();
    let mut bytes = Vec::new();
    // Writing into memory does not fail.
    let _ = file.save_to(&mut bytes);
    bytes
}

fn build(title: &str, pages: &[Canvas], fonts: &Fonts, packing: Packing) -> PdfDocument {
    let mut document = PdfDocument::new(title);
    document.metadata.info.creator = "Cordkeep".to_owned();
    document.metadata.info.producer = "Cordkeep".to_owned();
    for style in Style::ALL {
        let used = characters(pages, style);
        if !used.is_empty() {
            let font = font(fonts, style, &used, packing);
            document.resources.fonts.map.insert(FontId(style.font_id().to_owned()), font);
        }
    }
    let pages = pages.iter().enumerate().map(|(number, page)| {
        let ops = ops(page, number, fonts, &mut document);
        PdfPage::new(Mm(page.width_mm), Mm(page.height_mm), ops)
    });
    let pages = pages.collect();
    document.with_pages(pages);
    document
}

/// The face to embed: cut to size by the writer, or as it lies ready.
fn font(fonts: &Fonts, style: Style, used: &BTreeSet<char>, packing: Packing) -> PdfFont {
    let ready = (packing == Packing::Fast).then(|| fonts.ready_face_of(style, used)).flatten();
    let whole = || PrintpdfFontMeta {
        embedding_mode: FontEmbeddingMode::Full,
        requires_subsetting: false,
        ..PrintpdfFontMeta::default()
    };
    match ready {
        Some(face) => PdfFont::with_meta(face, whole()),
        None => PdfFont::new(fonts.face_of(style, used)),
    }
}

/// Every character that the pages show in a style.
fn characters(pages: &[Canvas], style: Style) -> BTreeSet<char> {
    let marks = pages.iter().flat_map(|page| page.marks());
    let texts = marks.filter_map(|mark| match mark {
        Mark::Text(text) | Mark::Plate { text, .. } if text.style == style => Some(text.text.chars()),
        _ => None,
    });
    texts.flatten().collect()
}

/// The operators of one page; its pictures become the document's.
fn ops(page: &Canvas, number: usize, fonts: &Fonts, document: &mut PdfDocument) -> Vec<Op> {
    let mut pen = Pen { height_mm: page.height_mm, ops: Vec::new() };
    for (place, mark) in page.marks().iter().enumerate() {
        match mark {
            Mark::Picture { jpeg, area } => {
                let id = XObjectId(format!("Picture{number}x{place}"));
                document.resources.xobjects.map.insert(id.clone(), picture(jpeg));
                pen.picture(id, *area);
            }
            Mark::Text(text) => pen.text(fonts, text),
            Mark::Fill { areas, ink } => pen.fill(areas, *ink),
            Mark::Frame { area, thickness_mm, ink } => pen.fill(&sides(*area, *thickness_mm), *ink),
            Mark::Plate { area, text } => {
                pen.fill(&[*area], Ink::BLACK);
                pen.text(fonts, text);
            }
            Mark::Linear { code, area, module_mm } => {
                pen.fill(&bars(code, *area, *module_mm), Ink::BLACK);
            }
            Mark::Matrix { matrix, at, module_mm } => {
                pen.fill(&squares(matrix, *at, *module_mm), Ink::BLACK);
            }
        }
    }
    pen.ops
}

/// A JPEG as it is: the viewer decodes it.
fn picture(jpeg: &Jpeg) -> XObject {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let (width, height) = jpeg.size();
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(width.into())),
        ("Height", DictItem::Int(height.into())),
        ("ColorSpace", name(if jpeg.is_grey() { "DeviceGray" } else { "DeviceRGB" })),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Filter", name("DCTDecode")),
    ];
    let dict = entries.into_iter().map(|(key, item)| (key.to_owned(), item)).collect();
    let stream = ExternalStream { dict, content: jpeg.bytes().to_vec(), compress: false };
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

/// To a thousandth of a point, which no printer shows: long numbers make long files.
fn short(length: Pt) -> Pt {
    Pt((length.0 * 1_000.0).round() / 1_000.0)
}

struct Pen {
    height_mm: f32,
    ops: Vec<Op>,
}

impl Pen {
    fn point(&self, x: f32, y: f32) -> Point {
        Point { x: short(Mm(x).into()), y: short(Mm(self.height_mm - y).into()) }
    }

    fn fill(&mut self, areas: &[Area], ink: Ink) {
        self.ops.push(Op::SetFillColor { col: color(ink) });
        for area in areas {
            let Point { x, y } = self.point(area.x, area.y + area.h);
            let (width, height) = (short(Mm(area.w).into()), short(Mm(area.h).into()));
            let (mode, winding_order) = (Some(PaintMode::Fill), Some(WindingOrder::NonZero));
            self.ops.push(Op::DrawRectangle { rectangle: Rect { x, y, width, height, mode, winding_order } });
        }
    }

    /// A picture is a square of one point until it is scaled.
    fn picture(&mut self, id: XObjectId, area: Area) {
        let Point { x, y } = self.point(area.x, area.y + area.h);
        let (w, h): (Pt, Pt) = (Mm(area.w).into(), Mm(area.h).into());
        let transform = XObjectTransform {
            translate_x: Some(x),
            translate_y: Some(y),
            scale_x: Some(short(w).0),
            scale_y: Some(short(h).0),
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject { id, transform });
    }

    fn text(&mut self, fonts: &Fonts, mark: &TextMark) {
        let font = PdfFontHandle::External(FontId(mark.style.font_id().to_owned()));
        let pos = self.point(mark.at.0, mark.at.1);
        let (right, up) = mark.along;
        let place = if mark.along == RIGHTWARDS {
            Op::SetTextCursor { pos }
        } else {
            Op::SetTextMatrix { matrix: TextMatrix::Raw([right, up, -up, right, pos.x.0, pos.y.0]) }
        };
        self.ops.extend([
            Op::SetFillColor { col: color(mark.ink) },
            Op::StartTextSection,
            Op::SetFont { font, size: Pt(mark.size_pt) },
            place,
            Op::ShowText { items: vec![TextItem::Text(mark.text.clone())] },
            Op::EndTextSection,
        ]);
        if mark.style == Style::Mono && mark.along == RIGHTWARDS {
            let dots = zero_dots(fonts, mark);
            if !dots.is_empty() {
                self.fill(&dots, mark.ink);
            }
        }
    }
}

fn zero_dots(fonts: &Fonts, mark: &TextMark) -> Vec<Area> {
    let em_mm = mark.size_pt / PT_PER_MM;
    let (w, h) = (em_mm * ZERO_DOT_EM.0, em_mm * ZERO_DOT_EM.1);
    let (mut x, mut dots) = (mark.at.0, Vec::new());
    for c in mark.text.chars() {
        let advance = fonts.sort(mark.style, c).width_em * em_mm;
        if c == '0' {
            let y = mark.at.1 - em_mm * ZERO_DOT_EM.2 - h / 2.0;
            dots.push(Area { x: x + (advance - w) / 2.0, y, w, h });
        }
        x += advance;
    }
    dots
}

fn color(ink: Ink) -> Color {
    let part = |shift: u32| ((ink.0 >> shift) & 0xff) as f32 / 255.0;
    Color::Rgb(Rgb { r: part(16), g: part(8), b: part(0), icc_profile: None })
}

fn sides(area: Area, t: f32) -> [Area; 4] {
    let Area { x, y, w, h } = area;
    [
        Area { x, y, w, h: t },
        Area { x, y: y + h - t, w, h: t },
        Area { x, y, w: t, h },
        Area { x: x + w - t, y, w: t, h },
    ]
}

fn bars(code: &Code128, area: Area, module_mm: f32) -> Vec<Area> {
    let (mut at, mut bars) = (area.x, Vec::new());
    for (i, width) in code.widths().into_iter().enumerate() {
        let w = f32::from(width) * module_mm;
        if i % 2 == 0 {
            bars.push(Area { x: at, y: area.y, w, h: area.h });
        }
        at += w;
    }
    bars
}

fn squares(matrix: &Matrix, at: (f32, f32), module_mm: f32) -> Vec<Area> {
    let mm = |modules: usize| modules as f32 * module_mm;
    let area = |(x, y, w, h)| Area { x: at.0 + mm(x), y: at.1 + mm(y), w: mm(w), h: mm(h) };
    matrix.rectangles().into_iter().map(area).collect()
}
