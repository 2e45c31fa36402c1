//! Every label as files, invented, for a look before anything real is printed. For the command line.

use api::Problem;
use isbt128::Scheme;
use labels::{Dpi, Fonts, LabelModel, Language, TemplateId, ZplOptions};

use crate::problem::{labelled, scanned};

/// One file of the gallery.
#[derive(Debug)]
pub struct GalleryFile {
    /// Such as `bag-zh-CN.pdf` and `bag-zh-CN-300.zpl`.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Every template in both languages, under local and under ISBT 128 numbers, as PDF and as ZPL II of each resolution.
///
/// # Errors
/// No fonts; a template that is broken.
pub fn label_gallery() -> Result<Vec<GalleryFile>, Problem> {
    let fonts = Fonts::load_system().map_err(|e| labelled(&e))?;
    let mut files = Vec::new();
    for template in TemplateId::ALL {
        for (language, locale) in [(Language::Chinese, "zh-CN"), (Language::English, "en")] {
            for (scheme, word) in [(Scheme::Local, "local"), (Scheme::Isbt128, "isbt128")] {
                let label =
                    LabelModel::specimen(template, language, scheme).map_err(|e| scanned(&e, "din"))?;
                let label = std::slice::from_ref(&label);
                let name = format!("{}-{locale}-{word}", template.code());
                let bytes = labels::render_pdf(label, &fonts).map_err(|e| labelled(&e))?;
                files.push(GalleryFile { name: format!("{name}.pdf"), bytes });
                for dpi in Dpi::ALL {
                    let bytes = labels::zpl(label, &fonts, ZplOptions::new(dpi)).map_err(|e| labelled(&e))?;
                    files.push(GalleryFile { name: format!("{name}-{}.zpl", dpi.per_inch()), bytes });
                }
            }
        }
    }
    Ok(files)
}
