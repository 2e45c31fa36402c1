//! How deep a CBOR item nests, without recursion and before anything is made of it.

/// Ours nest five deep.
pub(super) const DEPTH_MAX: usize = 16;

/// Whether an item within these bytes nests deeper than [`DEPTH_MAX`]. Bytes that are no CBOR are left to the decoder.
pub(super) fn is_too_deep(mut bytes: &[u8]) -> bool {
    // How many items are still to come at each level; none where a break ends it.
    let mut open: Vec<Option<u64>> = Vec::new();
    loop {
        let Some((head, argument, rest)) = head(bytes) else { return false };
        bytes = rest;
        let (major, is_break) = (head >> 5, head == 0xff);
        match (major, argument) {
            (2 | 3, Some(length)) => {
                match usize::try_from(length).ok().and_then(|length| bytes.get(length..)) {
                    Some(rest) => bytes = rest,
                    None => return false,
                }
            }
            (4 | 6, _) => open.push(if major == 6 { Some(1) } else { argument }),
            (5, count) => open.push(count.map(|count| count.saturating_mul(2))),
            // Strings in pieces.
            (2 | 3, None) => open.push(None),
            _ => {}
        }
        if open.len() > DEPTH_MAX {
            return true;
        }
        if is_break {
            open.pop();
        }
        let opened = matches!(major, 4..=6) || (matches!(major, 2 | 3) && argument.is_none());
        if !opened || open.last() == Some(&Some(0)) {
            end_of_item(&mut open, opened);
        }
        if open.is_empty() {
            return false;
        }
    }
}

/// Counts an item off its level, and so each level that ends with it.
fn end_of_item(open: &mut Vec<Option<u64>>, was_empty: bool) {
    if was_empty {
        open.pop();
    }
    while let Some(level) = open.last_mut() {
        match level {
            None => return,
            Some(left) => {
                *left = left.saturating_sub(1);
                if *left > 0 {
                    return;
                }
                open.pop();
            }
        }
    }
}

/// The head of an item: its first byte, its argument (none for an indefinite length), and what follows.
fn head(bytes: &[u8]) -> Option<(u8, Option<u64>, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    let width = match first & 0x1f {
        small @ 0..=23 => return Some((*first, Some(u64::from(small)), rest)),
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return Some((*first, None, rest)),
    };
    let argument = rest.get(..width)?.iter().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    Some((*first, Some(argument), rest.get(width..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn nested(depth: usize, core: &[u8]) -> Vec<u8> {
        [vec![0x81; depth], core.to_vec()].concat()
    }

    #[test]
    fn what_nests_deeper_than_allowed_is_found_wherever_it_stands() {
        assert!(!is_too_deep(&nested(DEPTH_MAX, &[0x00])));
        assert!(is_too_deep(&nested(DEPTH_MAX + 1, &[0x00])));
        // Behind items that end: a text, an empty array, an empty map, a tag, a string in pieces.
        let mut late = vec![0x87, 0x62, b'h', b'i', 0x80, 0xa0, 0xc1, 0x01, 0x7f, 0x61, b'x', 0xff, 0xf6];
        late.extend(nested(DEPTH_MAX + 1, &[0x00]));
        assert!(is_too_deep(&late));
        let mut flat = vec![0x82, 0xa1, 0x01, 0x82, 0x02, 0x03];
        flat.extend(nested(DEPTH_MAX - 1, &[0x00]));
        assert!(!is_too_deep(&flat));
        // Levels without a length, and maps.
        assert!(is_too_deep(&[0x9f; DEPTH_MAX + 1]));
        assert!(is_too_deep(&[0xa1, 0x00].repeat(DEPTH_MAX + 1)));
        // A long array of short ones is not deep.
        assert!(!is_too_deep(&[&[0x99, 0x01, 0x00][..], &[0x81, 0x00].repeat(256)].concat()));
        // Bytes within a string are not looked at.
        assert!(!is_too_deep(&[&[0x58, 0x40][..], &[0x81; 0x40]].concat()));
    }

    proptest! {
        #[test]
        fn noise_ends(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = is_too_deep(&bytes);
        }
    }
}
