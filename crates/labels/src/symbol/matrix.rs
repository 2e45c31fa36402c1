//! Data Matrix ECC 200 (ISO/IEC 16022), the 2-D symbol of ISBT 128 ST-001 6.2; and QR codes for documents.

use datamatrix::data::EncodationType;
use datamatrix::{DataMatrixBuilder, SymbolList};

use super::{SymbolError, expect_printable};

/// An encoded text: a square of dark and light modules, finder included, quiet zone not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    text: String,
    side: usize,
    dark: Vec<bool>,
}

impl Matrix {
    /// Encodes printable ASCII into the smallest square symbol of ASCII encodation, digits in pairs. Denser
    /// encodations are left alone: a printer that encodes by itself must never need a larger symbol than ours.
    pub fn encode(text: &str) -> Result<Self, SymbolError> {
        expect_printable(text)?;
        let too_long = |_| SymbolError::TooLong { length: text.len() };
        let builder = DataMatrixBuilder::new()
            .with_encodation_types(EncodationType::Ascii)
            .with_symbol_list(SymbolList::default().enforce_square());
        let bitmap = builder.encode(text.as_bytes()).map_err(too_long)?.bitmap();
        let side = bitmap.width();
        let mut dark = vec![false; side * bitmap.height()];
        for (x, y) in bitmap.pixels() {
            if let Some(cell) = dark.get_mut(y * side + x) {
                *cell = true;
            }
        }
        Ok(Self { text: text.to_owned(), side, dark })
    }

    /// A QR code (ISO/IEC 18004) of error correction M: a quarter of it may be stained. Upper-case text takes the least.
    /// Documents carry it, since any telephone reads it; labels carry Data Matrix, as ISBT 128 wants it.
    pub fn qr(text: &str) -> Result<Self, SymbolError> {
        expect_printable(text)?;
        let too_long = |_| SymbolError::TooLong { length: text.len() };
        let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M).map_err(too_long)?;
        let dark = code.to_colors().into_iter().map(|color| color == qrcode::Color::Dark).collect();
        Ok(Self { text: text.to_owned(), side: code.width(), dark })
    }

    /// The encoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Modules along one side.
    pub fn side(&self) -> usize {
        self.side
    }

    /// Whether the module in this column and row, counted from the upper left, is dark.
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        column < self.side && self.dark.get(row * self.side + column).copied().unwrap_or_default()
    }

    /// Dark modules as few rectangles `(column, row, columns, rows)`: runs along rows, then runs along columns,
    /// which overlap so that no viewer shows seams between modules. A lone module within a column's run is not told
    /// twice.
    pub fn rectangles(&self) -> Vec<(usize, usize, usize, usize)> {
        let runs = |is_dark: &dyn Fn(usize, usize) -> bool, shortest: usize| {
            let mut found = Vec::new();
            for line in 0..self.side {
                let mut start = None;
                for at in 0..=self.side {
                    match (at < self.side && is_dark(at, line), start) {
                        (true, None) => start = Some(at),
                        (false, Some(from)) => {
                            if at - from >= shortest {
                                found.push((from, line, at - from));
                            }
                            start = None;
                        }
                        _ => {}
                    }
                }
            }
            found
        };
        let rows = runs(&|at, line| self.is_dark(at, line), 1);
        let columns = runs(&|at, line| self.is_dark(line, at), 2);
        let in_a_column = |x: usize, y: usize| self.is_dark(x, y + 1) || (y > 0 && self.is_dark(x, y - 1));
        let rows = rows.into_iter().filter(|(x, y, count)| *count > 1 || !in_a_column(*x, *y));
        let rows = rows.map(|(from, line, count)| (from, line, count, 1));
        rows.chain(columns.into_iter().map(|(from, line, count)| (line, from, 1, count))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finder_and_timing_stand_where_they_must() {
        let matrix = Matrix::encode("=W00001642817500").unwrap();
        let last = matrix.side() - 1;
        for i in 0..matrix.side() {
            assert!(matrix.is_dark(0, i) && matrix.is_dark(i, last), "solid L");
            assert_eq!(matrix.is_dark(i, 0), i % 2 == 0, "upper timing");
        }
        let drawn = matrix.rectangles();
        for column in 0..matrix.side() {
            for row in 0..matrix.side() {
                let covered = drawn
                    .iter()
                    .any(|(x, y, w, h)| (*x..x + w).contains(&column) && (*y..y + h).contains(&row));
                assert_eq!(covered, matrix.is_dark(column, row));
            }
        }
    }

    #[test]
    fn refusals() {
        assert_eq!(Matrix::encode(""), Err(SymbolError::Empty));
        assert!(matches!(Matrix::encode("库"), Err(SymbolError::Character { .. })));
        assert!(matches!(Matrix::encode(&"x".repeat(4000)), Err(SymbolError::TooLong { .. })));
    }
}
