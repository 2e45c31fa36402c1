//! What a scanned text has to look like: `#` stands for a digit, `@` for a letter, `?` for any character, `*` for any
//! number of them; everything else for itself.

/// Whether a text looks so.
#[must_use]
pub fn fits_pattern(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let parts: Vec<Vec<char>> = pattern.split('*').map(|part| part.chars().collect()).collect();
    let [first, between @ .., last] = parts.as_slice() else {
        return parts.first().is_none_or(|whole| fits(&text, whole));
    };
    let Some((head, mut rest)) = text.split_at_checked(first.len()) else { return false };
    if !fits(head, first) {
        return false;
    }
    for part in between.iter().filter(|part| !part.is_empty()) {
        let Some(place) = rest.windows(part.len()).position(|window| fits(window, part)) else {
            return false;
        };
        rest = rest.get(place + part.len()..).unwrap_or_default();
    }
    let tail = rest.len().checked_sub(last.len()).and_then(|from| rest.get(from..));
    tail.is_some_and(|tail| fits(tail, last))
}

fn fits(text: &[char], pattern: &[char]) -> bool {
    let one = |(letter, wanted): (&char, &char)| match wanted {
        '#' => letter.is_ascii_digit(),
        '@' => letter.is_ascii_alphabetic(),
        '?' => true,
        wanted => wanted == letter,
    };
    text.len() == pattern.len() && text.iter().zip(pattern).all(one)
}
