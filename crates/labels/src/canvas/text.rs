//! Making text fit: smaller first, then an ellipsis; and breaking paragraphs into lines.

use crate::canvas::PT_PER_MM;
use crate::fonts::{Fonts, Style};

/// A line that fits its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fit {
    pub text: String,
    pub size_pt: f32,
    pub width_mm: f32,
}

/// Sets `text` on one line of `width_mm`: at the largest size from `sizes_pt.0` down to `sizes_pt.1` that fits, or at
/// the smallest size with an ellipsis.
pub(crate) fn fit(fonts: &Fonts, style: Style, text: &str, width_mm: f32, sizes_pt: (f32, f32)) -> Fit {
    let (largest, smallest) = sizes_pt;
    let em = fonts.width_em(style, text);
    let available_pt = width_mm * PT_PER_MM;
    let size_pt = if em * largest <= available_pt { largest } else { available_pt / em };
    if size_pt >= smallest {
        return Fit { text: text.to_owned(), size_pt, width_mm: em * size_pt / PT_PER_MM };
    }
    let mut kept: Vec<char> = text.chars().collect();
    loop {
        kept.pop();
        let shortened = kept.iter().collect::<String>().trim_end().to_owned() + "…";
        let em = fonts.width_em(style, &shortened);
        if em * smallest <= available_pt || kept.is_empty() {
            return Fit { text: shortened, size_pt: smallest, width_mm: em * smallest / PT_PER_MM };
        }
    }
}

/// Breaks `text` into lines of at most `width_mm`. Latin words stay whole where they can; Chinese breaks anywhere
/// except before closing punctuation.
pub(crate) fn break_lines(
    fonts: &Fonts,
    style: Style,
    text: &str,
    width_mm: f32,
    size_pt: f32,
) -> Vec<String> {
    let available_em = width_mm * PT_PER_MM / size_pt;
    let width_em = |text: &str| fonts.width_em(style, text);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let (mut line, mut line_em) = (String::new(), 0.0);
        for piece in pieces(paragraph) {
            if line_em + width_em(piece.trim_end()) > available_em && !line.trim().is_empty() {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                line_em = 0.0;
            }
            if line_em + width_em(piece.trim_end()) <= available_em {
                line_em += width_em(&piece);
                line += &piece;
                continue;
            }
            for c in piece.chars() {
                let em = fonts.sort(style, c).width_em;
                if !line.is_empty() && line_em + em > available_em {
                    lines.push(std::mem::take(&mut line));
                    line_em = 0.0;
                }
                line.push(c);
                line_em += em;
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The width of the widest piece of `text` that stays whole, in em: a narrower line tears it.
pub(crate) fn widest_piece_em(fonts: &Fonts, style: Style, text: &str) -> f32 {
    let pieces = text.split('\n').flat_map(pieces);
    pieces.map(|piece| fonts.width_em(style, piece.trim_end())).fold(0.0, f32::max)
}

/// The pieces between which a line may break.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut may_break = true;
    let mut before = ' ';
    for c in text.chars() {
        let is_wide = u32::from(c) >= 0x2E80;
        let closes = "，。、；：？！）】》”’%°,.;:?!)]".contains(c);
        match pieces.last_mut() {
            // The parts of a code such as `T01-R02-S015`, and not those of a date.
            Some(piece)
                if !closes
                    && before != '\u{a0}'
                    && (may_break || is_wide || (before == '-' && c.is_ascii_uppercase())) =>
            {
                if c == ' ' {
                    piece.push(c);
                } else {
                    pieces.push(c.to_string());
                }
            }
            Some(piece) => piece.push(c),
            None => pieces.push(c.to_string()),
        }
        may_break = is_wide || matches!(c, ' ' | '/');
        before = c;
        if "（【《“‘([".contains(c) {
            may_break = false;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_keep_words_and_closing_marks() {
        assert_eq!(pieces("HPC, Cord Blood"), ["HPC, ", "Cord ", "Blood"]);
        assert_eq!(pieces("脐带血，CD34 细胞"), ["脐", "带", "血，", "CD34 ", "细", "胞"]);
        assert_eq!(pieces("T01-R02-S015"), ["T01-", "R02-", "S015"]);
        assert_eq!(pieces("2026-03-02 cross-check"), ["2026-03-02 ", "cross-check"]);
        assert_eq!(
            pieces("外观   □\u{a0}正常   □\u{a0}A\u{a0}B"),
            ["外", "观   ", "□\u{a0}正", "常   ", "□\u{a0}A\u{a0}B"]
        );
        assert_eq!(pieces(""), Vec::<String>::new());
    }

    #[test]
    fn lines_stay_within_their_width() {
        let fonts = Fonts::load_system().unwrap();
        let text = "广东省妇幼保健院番禺院区产科 Guangdong Women and Children Hospital W000016428175000000000000000000";
        for width_mm in [12.0, 25.0, 60.0] {
            let lines = break_lines(&fonts, Style::Regular, text, width_mm, 9.0);
            for line in &lines {
                let width = fonts.width_em(Style::Regular, line) * 9.0 / PT_PER_MM;
                assert!(width <= width_mm + 0.01, "{line}: {width}");
            }
            let strip = |s: &str| s.replace(' ', "");
            assert_eq!(strip(&lines.concat()), strip(text));
        }
    }

    #[test]
    fn long_names_shrink_then_end_in_an_ellipsis() {
        let fonts = Fonts::load_system().unwrap();
        let name = "广东省妇幼保健院番禺院区产科采集点";
        let shrunk = fit(&fonts, Style::Regular, name, 30.0, (8.0, 4.0));
        assert_eq!(shrunk.text, name);
        assert!(shrunk.size_pt < 8.0 && shrunk.width_mm <= 30.01);
        let cut = fit(&fonts, Style::Regular, &name.repeat(4), 30.0, (8.0, 6.0));
        assert!(cut.text.ends_with('…') && cut.width_mm <= 30.0, "{cut:?}");
        let none = fit(&fonts, Style::Regular, name, 0.5, (8.0, 6.0));
        assert_eq!(none.text, "…");
    }
}
