//! HL7's minimal lower layer: `<VT> message <FS><CR>`, each message answered by one acknowledgement.

use super::{Heard, MESSAGE_BYTES_MAX, Message, ReadError, Trouble, Verdict, hl7};

const VT: u8 = 0x0b;
const FS: u8 = 0x1c;

/// The receiver of one connection.
#[derive(Debug, Default)]
pub struct Mllp {
    /// The message so far; none between messages.
    text: Option<Vec<u8>>,
    overrun: bool,
}

type Hearer<'a> = &'a mut dyn FnMut(Heard) -> Verdict;

impl Mllp {
    /// Takes what came and answers what is to be sent back.
    pub fn push(&mut self, bytes: &[u8], heard: Hearer<'_>) -> Vec<u8> {
        let mut back = Vec::new();
        for byte in bytes {
            match (*byte, &mut self.text) {
                (VT, _) => {
                    self.timed_out(heard);
                    self.text = Some(Vec::new());
                }
                (FS, Some(text)) => {
                    let text = std::mem::take(text);
                    self.text = None;
                    back.extend(answer(text, std::mem::take(&mut self.overrun), heard));
                }
                (byte, Some(text)) if text.len() < MESSAGE_BYTES_MAX => text.push(byte),
                (_, Some(_)) => self.overrun = true,
                // CR behind FS, and noise.
                (_, None) => {}
            }
        }
        back
    }

    /// Nothing came for 30 s, or the connection ended.
    pub fn timed_out(&mut self, heard: Hearer<'_>) {
        self.overrun = false;
        if self.text.take().is_some() {
            heard(Heard::Trouble(Trouble::BrokenOff));
        }
    }
}

fn answer(text: Vec<u8>, overrun: bool, heard: Hearer<'_>) -> Vec<u8> {
    let acknowledge = |code: &str, text: &[u8]| {
        let message = hl7::acknowledgement(text, code);
        [&[VT], message.as_bytes(), &[FS, b'\r']].concat()
    };
    if overrun {
        heard(Heard::Trouble(Trouble::TooLong));
        return acknowledge("AR", &text);
    }
    let report = hl7::read(&text);
    match report {
        // An acknowledgement of something is not itself acknowledged.
        Err(ReadError::NotResults) if hl7::is_acknowledgement(&text) => Vec::new(),
        Err(ReadError::NotResults | ReadError::Header) => {
            heard(Heard::Trouble(Trouble::Declined));
            acknowledge("AR", &text)
        }
        report => match heard(Heard::Message(Message { report, raw: text.clone() })) {
            Verdict::Kept => acknowledge("AA", &text),
            Verdict::NotNow => acknowledge("AE", &text),
        },
    }
}
