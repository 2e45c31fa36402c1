use super::*;
use crate::testing::Chain;

fn bundle() -> (Vec<u8>, Vec<BundlePage>) {
    let mut chain = Chain::new(1);
    let pages = vec![BundlePage::Upload(chain.page(5)), BundlePage::Upload(chain.page(2))];
    let mut writer = Writer::new(Vec::new()).unwrap();
    pages.iter().for_each(|page| writer.page(page).unwrap());
    (writer.finish().unwrap(), pages)
}

fn read(bytes: &[u8]) -> Result<Vec<BundlePage>, BundleError> {
    let mut reader = Reader::new(bytes)?;
    let mut pages = Vec::new();
    while let Some(page) = reader.page()? {
        pages.push(page);
    }
    Ok(pages)
}

#[test]
fn pages_come_back() {
    let (bytes, pages) = bundle();
    assert_eq!(read(&bytes).unwrap(), pages);
}

#[test]
fn a_bundle_cut_at_any_byte_says_so() {
    let (bytes, _) = bundle();
    for cut in 0..bytes.len() {
        assert!(matches!(read(&bytes[..cut]), Err(BundleError::Torn)), "cut at {cut}");
    }
}

// requirement: Annex 11 §5
#[test]
fn any_flipped_byte_is_found() {
    let (bytes, _) = bundle();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 0x20;
        assert!(read(&changed).is_err(), "flipped at {at}");
    }
}
