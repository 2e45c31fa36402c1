//! Pages that fill from the top; whoever needs more room than is left starts the next one.

use super::{Bilingual, DocumentModel, Dress, frame};
use crate::canvas::Canvas;
use crate::fonts::Fonts;

/// A4 in millimetres.
pub(crate) const PAGE: (f32, f32) = (210.0, 297.0);
/// Left and right margin.
pub(crate) const MARGIN: f32 = 17.0;
/// Width between the margins.
pub(crate) const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
/// Where contents end, counted from the upper edge.
const BOTTOM: f32 = PAGE.1 - 22.0;

pub(crate) struct Flow<'a> {
    pub fonts: &'a Fonts,
    model: &'a DocumentModel,
    done: Vec<Canvas>,
    pub canvas: Canvas,
    /// Where the next thing starts.
    pub y: f32,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(model: &'a DocumentModel, fonts: &'a Fonts) -> Self {
        let mut canvas = Canvas::new(PAGE.0, PAGE.1);
        frame::backdrop(&mut canvas, model, fonts);
        let y = frame::first_header(&mut canvas, model, fonts);
        Self { fonts, model, done: Vec::new(), canvas, y }
    }

    /// What stands first of these words, and what beneath it.
    pub(crate) fn words<'w>(&self, words: &'w Bilingual) -> (&'w str, &'w str) {
        self.model.languages.pick(words)
    }

    pub(crate) fn dress(&self) -> Dress {
        self.model.dress
    }

    /// Makes sure that `height_mm` fits on this page; answers whether a new page was begun.
    pub(crate) fn need(&mut self, height_mm: f32) -> bool {
        // The frame of a certificate takes room at the foot.
        let bottom = if self.dress() == Dress::Certificate { BOTTOM - 7.0 } else { BOTTOM };
        let is_short = self.y + height_mm > bottom;
        if is_short {
            let mut next = Canvas::new(PAGE.0, PAGE.1);
            frame::backdrop(&mut next, self.model, self.fonts);
            self.y = frame::running_header(&mut next, self.model, self.fonts);
            self.done.push(std::mem::replace(&mut self.canvas, next));
        }
        is_short
    }

    pub(crate) fn finish(mut self) -> Vec<Canvas> {
        self.done.push(self.canvas);
        let count = self.done.len();
        for (i, page) in self.done.iter_mut().enumerate() {
            frame::footer(page, self.model, self.fonts, (i + 1, count));
        }
        self.done
    }
}
