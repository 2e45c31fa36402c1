//! Rows of dots, eight to a byte, the leftmost in the highest bit: as printers take them.

/// A rectangle of dots, each black or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bitmap {
    width: usize,
    height: usize,
    bytes: Vec<u8>,
}

impl Bitmap {
    /// All white.
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, bytes: vec![0; width.div_ceil(8) * height] }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.width == 0 || self.height == 0
    }

    pub(crate) fn width_i32(&self) -> i32 {
        i32::try_from(self.width).unwrap_or(i32::MAX)
    }

    pub(crate) fn height_i32(&self) -> i32 {
        i32::try_from(self.height).unwrap_or(i32::MAX)
    }

    /// Bytes of one row.
    pub(crate) fn row_length(&self) -> usize {
        self.width.div_ceil(8)
    }

    /// The rows from the top; unused bits are 0.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.bytes.chunks_exact(self.row_length().max(1))
    }

    #[cfg(test)]
    pub(crate) fn is_black(&self, x: usize, y: usize) -> bool {
        let byte = self.bytes.get(y * self.row_length() + x / 8).copied().unwrap_or_default();
        x < self.width && byte & (0x80 >> (x % 8)) != 0
    }

    pub(crate) fn set(&mut self, x: usize, y: usize) {
        let at = y * self.row_length() + x / 8;
        if x < self.width
            && let Some(byte) = self.bytes.get_mut(at)
        {
            *byte |= 0x80 >> (x % 8);
        }
    }

    /// Blackens what is black in another picture placed here; what falls outside is left out.
    pub(crate) fn draw(&mut self, other: &Self, left: i32, top: i32) {
        let is_inside = left >= 0 && left.saturating_add(other.width_i32()) <= self.width_i32();
        let (Ok(from), true) = (usize::try_from(left), is_inside) else {
            return other.for_each_black(|x, y| self.set_at(left, top, (x, y)));
        };
        let (row_length, shift) = (self.row_length(), from % 8);
        for (y, row) in (top..).zip(other.rows()) {
            let Ok(y) = usize::try_from(y) else { continue };
            let Some(target) = self.bytes.get_mut(y * row_length..(y + 1) * row_length) else { break };
            let Some(target) = target.get_mut(from / 8..) else { break };
            for (i, byte) in row.iter().enumerate() {
                if let Some(here) = target.get_mut(i) {
                    *here |= byte >> shift;
                }
                if let Some(next) = target.get_mut(i + 1).filter(|_| shift > 0) {
                    *next |= byte << (8 - shift);
                }
            }
        }
    }

    fn set_at(&mut self, left: i32, top: i32, (x, y): (usize, usize)) {
        let at = |offset: i32, i: usize| usize::try_from(offset + i32::try_from(i).unwrap_or(i32::MAX)).ok();
        if let (Some(x), Some(y)) = (at(left, x), at(top, y)) {
            self.set(x, y);
        }
    }

    /// Black for white, white for black.
    pub(crate) fn invert(&mut self) {
        let row_length = self.row_length().max(1);
        let spare = row_length * 8 - self.width;
        for row in self.bytes.chunks_exact_mut(row_length) {
            row.iter_mut().for_each(|byte| *byte = !*byte);
            if let Some(last) = row.last_mut() {
                *last &= (0xff_u16 << spare) as u8;
            }
        }
    }

    /// The picture turned clockwise by so many quarters.
    pub(crate) fn turned(&self, quarters: u8) -> Self {
        let (w, h) = (self.width, self.height);
        let quarters = quarters % 4;
        let mut turned = if quarters.is_multiple_of(2) { Self::new(w, h) } else { Self::new(h, w) };
        self.for_each_black(|x, y| match quarters {
            1 => turned.set(h - 1 - y, x),
            2 => turned.set(w - 1 - x, h - 1 - y),
            3 => turned.set(y, w - 1 - x),
            _ => turned.set(x, y),
        });
        turned
    }

    fn for_each_black(&self, mut visit: impl FnMut(usize, usize)) {
        for (y, row) in self.rows().enumerate() {
            for (i, byte) in row.iter().enumerate().filter(|(_, byte)| **byte != 0) {
                (0..8).filter(|bit| byte & (0x80 >> bit) != 0).for_each(|bit| visit(i * 8 + bit, y));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(rows: &[&str]) -> Bitmap {
        let mut bitmap = Bitmap::new(rows[0].len(), rows.len());
        for (y, row) in rows.iter().enumerate() {
            row.bytes().enumerate().filter(|(_, c)| *c == b'#').for_each(|(x, _)| bitmap.set(x, y));
        }
        bitmap
    }

    #[test]
    fn turning_clockwise() {
        let upright = picture(&["##........", "#........."]);
        assert_eq!(upright.turned(0), upright);
        assert_eq!(upright.turned(1), picture(&["##", ".#", "..", "..", "..", "..", "..", "..", "..", ".."]));
        assert_eq!(upright.turned(2), picture(&[".........#", "........##"]));
        assert_eq!(upright.turned(1).turned(3), upright);
        assert_eq!(upright.turned(3).turned(3), upright.turned(2));
    }

    #[test]
    fn inverting_leaves_spare_bits_alone() {
        let mut bitmap = picture(&["#.........", ".........."]);
        bitmap.invert();
        assert_eq!(bitmap, picture(&[".#########", "##########"]));
        assert_eq!(bitmap.rows().next().unwrap(), [0x7f, 0xc0]);
    }

    #[test]
    fn drawing_outside_leaves_no_dot() {
        let mut bitmap = Bitmap::new(3, 2);
        bitmap.draw(&picture(&["###", "###"]), -2, 1);
        assert_eq!(bitmap, picture(&["...", "#.."]));
        assert!(!bitmap.is_black(3, 1) && !bitmap.is_black(0, 9));
    }

    #[test]
    fn drawing_at_every_shift_is_drawing_dot_by_dot() {
        let stamp = picture(&["#.##..#.#.#", ".#.#####..#", "###........"]);
        for (left, top) in (0..20).flat_map(|left| (-2..7).map(move |top| (left, top))) {
            let (mut fast, mut slow) = (Bitmap::new(31, 8), Bitmap::new(31, 8));
            fast.draw(&stamp, left, top);
            stamp.for_each_black(|x, y| slow.set_at(left, top, (x, y)));
            assert_eq!(fast, slow, "{left} {top}");
        }
    }
}
