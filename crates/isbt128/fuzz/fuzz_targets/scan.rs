//! Whatever a scanner sends is answered, and the answer holds what the reader promises.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let answer = isbt128::parse_scan(text);
    assert_eq!(isbt128::exercise::verify(text, &answer), Ok(()));
});
