//! Lists in messages. An empty entry is three bytes on the wire and a hundred in memory, so a list is refused by its length
//! before that memory is taken.

use crate::limits::LIST_ITEMS_MAX;
use minicbor::Decoder;
use minicbor::decode::{Decode, Error};

/// Reads a list of no more than [`LIST_ITEMS_MAX`] items.
pub(crate) fn decode<'b, C, T: Decode<'b, C>>(d: &mut Decoder<'b>, context: &mut C) -> Result<Vec<T>, Error> {
    let mut items = Vec::new();
    for item in d.array_iter_with(context)? {
        if items.len() == LIST_ITEMS_MAX {
            return Err(Error::message("a list with too many items"));
        }
        items.push(item?);
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{self, PageError};
    use crate::{FeedPage, Hello, Refusal, UploadPage};

    /// An array of `count` times the same item.
    fn array(count: usize, item: &[u8]) -> Vec<u8> {
        let length = u32::try_from(count).unwrap().to_be_bytes();
        [&[0x9a], &length[..], &item.repeat(count)].concat()
    }

    fn decoded<T: for<'b> Decode<'b, ()>>(head: &[u8], list: &[u8], tail: &[u8]) -> Option<PageError> {
        let plain = [head, list, tail].concat();
        page::decode::<T>(&zstd::stream::encode_all(plain.as_slice(), 1).unwrap()).err()
    }

    #[test]
    fn no_list_of_a_message_is_read_beyond_its_limit() {
        let id = [&[0x50][..], &[7; 16]].concat();
        let hash = [&[0x58, 32][..], &[7; 32]].concat();
        let signature = [&[0x58, 64][..], &[7; 64]].concat();
        let ids = [&[0x84][..], &id, &id].concat();
        let attested = [&[0x83, 0x86][..], &id, b"\x69reference", &[1, 1], &hash, &signature].concat();
        let hello = [&[0x85, 1, 1][..], &hash, &[0]].concat();
        // The smallest entry, a place in a feed with it, a parameter, a capability.
        let entry = [0x82, 0x40, 0x40];
        let placed = [0x82, 0x01, 0x82, 0x40, 0x40];
        for (count, too_many) in [(LIST_ITEMS_MAX, false), (LIST_ITEMS_MAX + 1, true)] {
            let found = [
                decoded::<UploadPage>(&ids, &array(count, &entry), &[0x80]),
                decoded::<FeedPage>(&attested, &array(count, &placed), &[1]),
                decoded::<Refusal>(&[0x82, 0x60], &array(count, &[0x82, 0x60, 0x60]), &[]),
                decoded::<Hello>(&hello, &array(count, &[0x60]), &[]),
            ];
            assert!(found.iter().all(|error| error.is_some() == too_many), "{count}: {found:?}");
        }
    }
}
