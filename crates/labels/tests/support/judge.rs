//! The independent renderer of ZPL, and pictures measured dot by dot.

#![allow(dead_code, clippy::unwrap_used, reason = "shared by several test programs")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use labels::{Dpi, LabelModel, Rotation, ZplOptions, zpl};

use crate::common;

/// Dots per millimetre as the renderer names resolutions; dots stay dots.
fn nominal(dpi: Dpi) -> u32 {
    match dpi {
        Dpi::Dpi203 => 8,
        Dpi::Dpi300 => 12,
        Dpi::Dpi600 => 24,
    }
}

/// A number behind a command, such as 800 for `^PW` in `^PW800^LL400`.
pub fn number(zpl: &str, command: &str) -> u32 {
    let digits = zpl.split_once(command).unwrap().1;
    digits.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap()
}

/// One picture per label, by a renderer that is not ours.
pub fn render(labels: &[LabelModel], dpi: Dpi, rotation: Rotation) -> Vec<PathBuf> {
    let out = tempfile::tempdir_in(common::folder()).unwrap().keep();
    let options = ZplOptions { rotation, ..ZplOptions::new(dpi) };
    let (mut jobs, mut pictures) = (String::new(), Vec::new());
    for (i, label) in labels.iter().enumerate() {
        let text = zpl(std::slice::from_ref(label), common::fonts(), options).unwrap();
        let (file, png) = (out.join(format!("{i}.zpl")), out.join(format!("{i:03}.png")));
        std::fs::write(&file, &text).unwrap();
        let text = String::from_utf8(text).unwrap();
        assert!(text.is_ascii());
        jobs += &format!(
            "{{\"zpl\":{file:?},\"png\":{png:?},\"width\":{},\"height\":{},\"dots\":{}}}\n",
            number(&text, "^PW"),
            number(&text, "^LL"),
            nominal(dpi)
        );
        pictures.push(png);
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/zpl/render.mjs");
    let mut node = Command::new("node").arg(script).stdin(Stdio::piped()).spawn().unwrap();
    node.stdin.take().unwrap().write_all(jobs.as_bytes()).unwrap();
    assert!(node.wait().unwrap().success(), "run scripts/setup.sh: it installs the renderer of ZPL");
    pictures
}

/// A picture, each pixel black or not.
pub struct Picture {
    pub width: usize,
    pub height: usize,
    black: Vec<bool>,
}

impl Picture {
    pub fn open(path: &Path) -> Self {
        let mut decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(path).unwrap()));
        decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
        let mut reader = decoder.read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        let samples = info.color_type.samples();
        let dark = |pixel: &[u8]| match pixel {
            [grey] => *grey < 128,
            [grey, alpha] => *grey < 128 && *alpha >= 128,
            [r, g, b] => u32::from(*r) + u32::from(*g) + u32::from(*b) < 384,
            [r, g, b, alpha] => u32::from(*r) + u32::from(*g) + u32::from(*b) < 384 && *alpha >= 128,
            _ => false,
        };
        let black = bytes[..info.buffer_size()].chunks_exact(samples).map(dark).collect();
        Self { width: info.width as usize, height: info.height as usize, black }
    }

    pub fn is_black(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.height && self.black[y * self.width + x]
    }

    /// Black pixels outside all of the areas (x, y, w, h in pixels), each widened by `slack`.
    pub fn outside(&self, areas: &[[f32; 4]], slack: f32) -> usize {
        let inside = |x: usize, y: usize| {
            let (x, y) = (x as f32 + 0.5, y as f32 + 0.5);
            areas.iter().any(|[left, top, w, h]| {
                x > left - slack && x < left + w + slack && y > top - slack && y < top + h + slack
            })
        };
        let black = (0..self.black.len()).filter(|i| self.black[*i]);
        black.filter(|i| !inside(i % self.width, i / self.width)).count()
    }
}

/// A symbol as it was found in a picture, in pixels.
pub struct Found {
    pub left: usize,
    pub right: usize,
    /// Lengths of bars and spaces in turn.
    pub runs: Vec<usize>,
}

/// The bars across the middle of an area; none when it is white.
pub fn bars(picture: &Picture, [x, y, w, h]: [f32; 4]) -> Option<Found> {
    let (from, until) = (x.floor() as usize, ((x + w).ceil() as usize).min(picture.width));
    let at = |part: f32| (y + h * part) as usize;
    let row = |y: usize| (from..until).map(|x| picture.is_black(x, y)).collect::<Vec<_>>();
    let middle = row(at(0.5));
    // The same all the way up and down: bars, and nothing over them.
    assert!(row(at(0.15)) == middle && row(at(0.85)) == middle);
    let left = middle.iter().position(|black| *black)?;
    let right = middle.iter().rposition(|black| *black)?;
    let mut runs = vec![0];
    for pair in middle[left..=right].windows(2) {
        *runs.last_mut()? += 1;
        if pair[0] != pair[1] {
            runs.push(0);
        }
    }
    *runs.last_mut()? += 1;
    Some(Found { left: from + left, right: from + right + 1, runs })
}

/// The box around what is black in an area: left, top, right, bottom; none when it is white.
pub fn boxed(picture: &Picture, [x, y, w, h]: [f32; 4]) -> Option<[usize; 4]> {
    let mut found: Option<[usize; 4]> = None;
    for row in y.floor() as usize..(y + h).ceil() as usize {
        for column in x.floor() as usize..(x + w).ceil() as usize {
            if picture.is_black(column, row) {
                let [l, t, r, b] = found.unwrap_or([column, row, column, row]);
                found = Some([l.min(column), t.min(row), r.max(column + 1), b.max(row + 1)]);
            }
        }
    }
    found
}
