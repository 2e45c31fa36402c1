//! Pictures in ZPL's alternative data compression: each row as hexadecimal with counts, `,` for a rest of zeros, `:` for
//! the row above once more. Its `!` for a rest of ones is left alone: readers differ on whether it means bits or digits.

use std::io::Write as _;

use crate::raster::Bitmap;

/// Counts of hexadecimal digits: `G` to `Y` are 1 to 19, `g` to `z` are 20 to 400 in twenties.
const COUNT_MAX: usize = 419;

/// `^GFA` with its data.
pub(super) fn field(out: &mut Vec<u8>, picture: &Bitmap) {
    let row_length = picture.row_length();
    let total = row_length * picture.rows().count();
    // A vector takes every byte.
    let _ = write!(out, "^GFA,{total},{total},{row_length},");
    let mut above: Option<&[u8]> = None;
    for row in picture.rows() {
        if above == Some(row) {
            out.push(b':');
        } else {
            compress(out, row);
        }
        above = Some(row);
    }
}

fn compress(out: &mut Vec<u8>, row: &[u8]) {
    let digits: Vec<u8> = row.iter().flat_map(|byte| [byte >> 4, byte & 0xf]).collect();
    let rest = digits.iter().rev().take_while(|digit| **digit == 0).count();
    let mut shown = digits.get(..digits.len() - rest).unwrap_or_default();
    while let Some(digit) = shown.first() {
        let run = shown.iter().take_while(|next| *next == digit).count().min(COUNT_MAX);
        count(out, run);
        out.push(char::from_digit(u32::from(*digit), 16).map_or(b'0', |c| c.to_ascii_uppercase() as u8));
        shown = shown.get(run..).unwrap_or_default();
    }
    if rest > 0 {
        out.push(b',');
    }
}

fn count(out: &mut Vec<u8>, run: usize) {
    if run < 2 {
        return;
    }
    let letter = |first: u8, nth: usize| first + u8::try_from(nth - 1).unwrap_or_default();
    let (twenties, ones) = (run / 20, run % 20);
    if twenties > 0 {
        out.push(letter(b'g', twenties));
    }
    if ones > 0 {
        out.push(letter(b'G', ones));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[&[u8]], expected: &str) {
        let mut picture = Bitmap::new(rows[0].len() * 8, rows.len());
        for (y, row) in rows.iter().enumerate() {
            for x in (0..row.len() * 8).filter(|x| row[x / 8] & (0x80 >> (x % 8)) != 0) {
                picture.set(x, y);
            }
        }
        let mut out = Vec::new();
        field(&mut out, &picture);
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn compression() {
        check(&[&[0xff, 0x80], &[0xff, 0x80]], "^GFA,4,4,2,HF8,:");
        check(&[&[0, 0], &[0xff, 0xff]], "^GFA,4,4,2,,JF");
        check(&[&[0x12, 0x34]], "^GFA,2,2,2,1234");
        check(&[&[0xaa; 20]], "^GFA,20,20,20,hA");
        check(&[&[&[0x55; 10][..], &[1]].concat()], "^GFA,11,11,11,g501");
        check(&[&[&[0x55; 215][..], &[1]].concat()], "^GFA,216,216,216,zY5Q501");
    }
}
