//! Pictures in a document, two in a row. A JPEG goes into the file as it is: nothing is decoded or drawn anew.

use super::flow::{Flow, MARGIN, WIDTH};
use super::inks;
use super::run::Run;
use crate::canvas::Area;
use crate::fonts::Style;
use std::fmt;

/// The largest height, mm.
const HEIGHT_MM: f32 = 58.0;
const GAP_MM: f32 = 6.0;
/// Height of the frame that stands where a picture is not.
const ABSENT_MM: f32 = 8.0;

/// A JPEG that a PDF can show.
#[derive(Clone, PartialEq, Eq)]
pub struct Jpeg {
    bytes: Vec<u8>,
    width: u16,
    height: u16,
    is_grey: bool,
}

impl fmt::Debug for Jpeg {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Jpeg({} × {}, {} bytes)", self.width, self.height, self.bytes.len())
    }
}

impl Jpeg {
    /// Reads the size from the frame header; none for anything but a grey or colour JPEG.
    #[must_use]
    pub fn read(bytes: Vec<u8>) -> Option<Self> {
        let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
        loop {
            let [0xff, marker, tail @ ..] = rest else { return None };
            if *marker == 0xff {
                rest = rest.get(1..)?;
                continue;
            }
            let [high, low, ..] = tail else { return None };
            let length = usize::from(u16::from_be_bytes([*high, *low]));
            let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
            if is_frame {
                let [_, _, _, h1, h0, w1, w0, components, ..] = tail else { return None };
                let (width, height) = (u16::from_be_bytes([*w1, *w0]), u16::from_be_bytes([*h1, *h0]));
                let fits = width > 0 && height > 0 && matches!(components, 1 | 3);
                let is_grey = *components == 1;
                return fits.then_some(Self { bytes, width, height, is_grey });
            }
            rest = tail.get(length.max(2)..)?;
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Width and height, pixels.
    pub(crate) fn size(&self) -> (u16, u16) {
        (self.width, self.height)
    }

    pub(crate) fn is_grey(&self) -> bool {
        self.is_grey
    }
}

/// A picture with what is said of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// None where it cannot be shown here: the note says why.
    pub jpeg: Option<Jpeg>,
    /// What it shows.
    pub caption: String,
    /// In small grey beneath.
    pub note: String,
}

pub(crate) fn pictures(flow: &mut Flow<'_>, list: &[Picture]) {
    let width = (WIDTH - GAP_MM) / 2.0;
    for pair in list.chunks(2) {
        let fonts = flow.fonts;
        let words = |text: &str, size: f32, ink| Run::new(fonts, text, width, size, (Style::Regular, ink));
        let runs: Vec<(Run, Run)> = pair
            .iter()
            .map(|one| (words(&one.caption, 8.5, inks::TEXT), words(&one.note, 6.5, inks::GREY)))
            .collect();
        let tallest = pair.iter().map(|one| size_mm(one, width).1).fold(0.0, f32::max);
        let said =
            runs.iter().map(|(caption, note)| caption.height_mm() + note.height_mm()).fold(0.0, f32::max);
        flow.need(tallest + said + 4.0);
        for (place, (one, (caption, note))) in pair.iter().zip(&runs).enumerate() {
            let x = MARGIN + place as f32 * (width + GAP_MM);
            let (w, h) = size_mm(one, width);
            let area = Area { x, y: flow.y, w, h };
            match &one.jpeg {
                Some(jpeg) => flow.canvas.picture(jpeg.clone(), area),
                None => flow.canvas.frame(area, 0.2, inks::HAIR),
            }
            let y = caption.draw(&mut flow.canvas, fonts, (x, flow.y + tallest + 1.0));
            note.draw(&mut flow.canvas, fonts, (x, y));
        }
        flow.y += tallest + said + 4.0;
    }
}

/// As large as fits into a column.
fn size_mm(picture: &Picture, width_mm: f32) -> (f32, f32) {
    let Some(jpeg) = &picture.jpeg else { return (width_mm, ABSENT_MM) };
    let (w, h) = (f32::from(jpeg.width), f32::from(jpeg.height));
    let scale = (width_mm / w).min(HEIGHT_MM / h);
    (w * scale, h * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(marker: u8, components: u8) -> Vec<u8> {
        let head = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, marker, 0, 11, 8, 1, 0, 2, 0, components];
        head.to_vec()
    }

    #[test]
    fn a_jpeg_says_its_size_and_what_is_none_says_nothing() {
        for (bytes, size) in [
            (frame(0xc0, 3), Some((512, 256))),
            (frame(0xc2, 1), Some((512, 256))),
            (frame(0xc0, 4), None),
            (frame(0xc4, 3), None),
            (b"\x89PNG\r\n\x1a\n".to_vec(), None),
            (vec![0xff, 0xd8], None),
            (vec![0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff], None),
        ] {
            assert_eq!(Jpeg::read(bytes.clone()).map(|jpeg| jpeg.size()), size, "{bytes:?}");
        }
    }
}
