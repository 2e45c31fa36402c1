//! Trying a template on labels before anything is printed by it.

use super::{LabelModel, draw};
use crate::canvas::Canvas;
use crate::error::LabelError;
use crate::symbol::place::{Placer, Raster};
use crate::template::element::{CodeField, Shape};
use crate::template::{Template, TemplateRule};
use crate::zpl::Dpi;

/// An element that does not come out on a label.
#[derive(Debug)]
pub struct Misfit {
    /// Where, such as `elements[3]`.
    pub field: String,
    /// Why.
    pub error: LabelError,
}

impl Template {
    /// Everything that keeps this template from a label that reads, as PDF or by a print head: symbols that do not fit,
    /// and a label without the symbol that names it.
    pub fn misfits(&self, label: &LabelModel, dpi: Option<Dpi>) -> Vec<Misfit> {
        let misfit = |field: &str, error| Misfit { field: field.to_owned(), error };
        if !self.codes.contains(&label.code.kind()) {
            return vec![misfit("code", self.fault("code", TemplateRule::WrongCode))];
        }
        let raster = dpi.map_or(Raster::Free, Raster::Dots);
        let mut found = Vec::new();
        let mut named = false;
        let there = self.elements.iter().enumerate().filter(|(_, element)| element.when.holds(label));
        for (i, element) in there.filter(|(_, element)| element.shape.is_symbol()) {
            let mut canvas = Canvas::new(self.width, self.height);
            let mut placer = Placer { canvas: &mut canvas, template: &self.name, raster };
            match draw::symbol(&mut placer, &element.shape, label) {
                Ok(()) => named |= !canvas.marks().is_empty() && carries_the_name(&element.shape),
                Err(error) => found.push(misfit(&format!("elements[{i}]"), error)),
            }
        }
        if !named && found.is_empty() {
            found.push(misfit("elements", self.fault("elements", TemplateRule::NoSymbolHere)));
        }
        found
    }
}

fn carries_the_name(shape: &Shape) -> bool {
    match shape {
        Shape::Linear(linear) => linear.code == CodeField::Label,
        Shape::Matrix(matrix) => matrix.code == CodeField::Label,
        Shape::Pair(pair) => [pair.left, pair.right].contains(&CodeField::Label),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::Language;
    use crate::template::{TemplateId, Templates};
    use isbt128::Scheme;

    fn misfits(id: TemplateId, template: &Template, scheme: Scheme) -> Vec<String> {
        let label = LabelModel::longest_specimen(id, Language::Chinese, scheme).unwrap();
        let ways = [None, Some(Dpi::Dpi203), Some(Dpi::Dpi300), Some(Dpi::Dpi600)];
        let found = ways.into_iter().flat_map(|dpi| template.misfits(&label, dpi));
        found.map(|misfit| format!("{} {}", misfit.field, misfit.error.code())).collect()
    }

    #[test]
    fn ours_fit_everywhere() {
        for id in TemplateId::ALL {
            for scheme in [Scheme::Local, Scheme::Isbt128] {
                let found = misfits(id, Templates::default().get(id).unwrap(), scheme);
                assert!(found.is_empty(), "{id:?} {scheme:?} {found:?}");
            }
        }
    }

    #[test]
    fn what_does_not_read_is_found_before_it_is_printed() {
        let changed = |old: &str, new: &str| {
            let source = Templates::source(TemplateId::Tube);
            assert!(source.contains(old), "{source}");
            Template::parse("mine", &source.replacen(old, new, 1)).unwrap()
        };
        let of = |template: &Template, scheme| misfits(TemplateId::Tube, template, scheme);
        let bare = |when: &str, side: f32| {
            let matrix = format!(r#"{{"kind": "matrix", "when": {when}, "area": [1, 1, {side}, {side}]}}"#);
            let marks = r#"{"kind": "marks", "area": [12, 1, 20, 3]}"#;
            let sheet = r#""width": 40, "height": 20, "code": ["donation"]"#;
            Template::parse("mine", &format!(r#"{{{sheet}, "elements": [{matrix}, {marks}]}}"#)).unwrap()
        };
        // Five millimetres are enough on paper and at 600 dpi.
        assert_eq!(of(&bare("{}", 5.0), Scheme::Local), ["elements[0] label.symbol_dots"; 2]);
        assert_eq!(of(&bare("{}", 3.0), Scheme::Local).len(), 4);
        let one = bare(r#"{"scheme": "isbt128"}"#, 10.0);
        assert_eq!(of(&one, Scheme::Isbt128), Vec::<String>::new());
        assert_eq!(of(&one, Scheme::Local), ["elements label.template"; 4]);
        let other = changed("[\"donation\"]", "[\"local\"]");
        assert_eq!(of(&other, Scheme::Local), ["code label.template"; 4]);
    }
}
