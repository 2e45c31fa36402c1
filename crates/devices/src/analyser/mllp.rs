//! HL7's minimal lower layer: `<VT> message <FS><CR>`, each message answered by one acknowledgement.

use super::{Heard, MESSAGE_BYTES_MAX, Message, ReadError, Trouble, Verdict, hl7};

const VT: u8 = 0x0b;
const FS: u8 = 0x1c;
const CR: u8 = b'\r';

/// The receiver of one connection.
#[derive(Debug, Default)]
pub struct Mllp {
    /// The message so far; none between messages.
    text: Option<Vec<u8>>,
    /// Whether FS came: CR has to follow. A sign that became FS on the way would end the message too early otherwise.
    ended: bool,
    overrun: bool,
}

type Hearer<'a> = &'a mut dyn FnMut(Heard) -> Verdict;

impl Mllp {
    /// Takes what came and answers what is to be sent back.
    pub fn push(&mut self, bytes: &[u8], heard: Hearer<'_>) -> Vec<u8> {
        let mut back = Vec::new();
        for byte in bytes {
            if std::mem::take(&mut self.ended) {
                let text = self.text.take().unwrap_or_default();
                let overrun = std::mem::take(&mut self.overrun);
                if *byte == CR {
                    back.extend(answer(text, overrun, heard));
                    continue;
                }
                heard(Heard::Trouble(Trouble::Frame));
                back.extend(acknowledge(&text, "AE"));
            }
            match (*byte, &mut self.text) {
                (VT, _) => {
                    self.timed_out(heard);
                    self.text = Some(Vec::new());
                }
                (FS, Some(_)) => self.ended = true,
                (byte, Some(text)) if text.len() < MESSAGE_BYTES_MAX => text.push(byte),
                (_, Some(_)) => self.overrun = true,
                // Noise.
                (_, None) => {}
            }
        }
        back
    }

    /// Nothing came for 30 s, or the connection ended.
    pub fn timed_out(&mut self, heard: Hearer<'_>) {
        (self.overrun, self.ended) = (false, false);
        if self.text.take().is_some() {
            heard(Heard::Trouble(Trouble::BrokenOff));
        }
    }
}

fn acknowledge(text: &[u8], code: &str) -> Vec<u8> {
    let message = hl7::acknowledgement(text, code);
    [&[VT], message.as_bytes(), &[FS, CR]].concat()
}

fn answer(text: Vec<u8>, overrun: bool, heard: Hearer<'_>) -> Vec<u8> {
    if overrun {
        heard(Heard::Trouble(Trouble::TooLong));
        return acknowledge(&text, "AR");
    }
    let report = hl7::read(&text);
    match report {
        // An acknowledgement of something is not itself acknowledged.
        Err(ReadError::NotResults) if hl7::is_acknowledgement(&text) => Vec::new(),
        Err(ReadError::NotResults | ReadError::Header) => {
            heard(Heard::Trouble(Trouble::Declined));
            acknowledge(&text, "AR")
        }
        report => match heard(Heard::Message(Message { report, raw: text.clone() })) {
            Verdict::Kept => acknowledge(&text, "AA"),
            Verdict::NotNow => acknowledge(&text, "AE"),
        },
    }
}
