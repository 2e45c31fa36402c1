//! Labels of a cord blood bank as PDF and ZPL II, documents as PDF.
//!
//! Purpose: from plain models to the bytes that a printer takes. Label templates are data files in `assets/labels`,
//! in millimetres, one page per label in true size; PDF and ZPL are written from the same marks. Documents such as the release certificate flow over A4 pages.
//!
//! Invariants: a symbol carries exactly the text of the model's code or the label is refused; a local number always
//! shows LOCAL/本地 and a demo bank's label always shows DEMO/演示, since neither mark is up to the caller or template;
//! text never leaves its place.
//!
//! Deliberately absent: what a label should say (the caller fills plain strings), and sending it anywhere.

mod canvas;
pub mod certificate;
pub mod document;
mod error;
mod fonts;
mod kit;
mod label;
mod raster;
pub mod symbol;
mod template;
mod zpl;

pub use certificate::{ReleaseCertificate, render_certificate};
pub use document::{DocumentModel, render_document};
pub use error::LabelError;
pub use fonts::{FONT_VARIABLE, Fonts, SYSTEM_FONT, Style};
pub use kit::{KitLabel, KitSet};
pub use label::{
    BankMode, LabelCode, LabelModel, LabelTexts, Language, Misfit, ProductCodes, render_pdf, zpl,
};
pub use template::{CodeKind, Stock, Template, TemplateId, TemplateRule, Templates};
pub use zpl::{Dpi, Rotation, ZplOptions};
