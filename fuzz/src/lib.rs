//! Fuzz targets of every reader of foreign bytes: the list that the property tests try, one target for each.

#[path = "../../tests/wire/decoders.rs"]
pub mod decoders;

pub use libfuzzer_sys;

/// The reader of that name.
///
/// # Panics
/// Where there is none.
#[must_use]
pub fn find(name: &str) -> &'static decoders::Decoder {
    let found = decoders::DECODERS.iter().find(|decoder| decoder.name == name);
    found.unwrap_or_else(|| panic!("no reader {name} in tests/wire/decoders.rs"))
}

/// The target of a reader. libFuzzer's own limit watches its memory.
#[macro_export]
macro_rules! target {
    ($name:ident) => {
        $crate::libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
            ($crate::find(stringify!($name)).read)(bytes);
        });
    };
}
