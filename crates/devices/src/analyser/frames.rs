//! Frames of E1381 (CLSI LIS01-A2): `<STX> FN text <ETB|ETX> C1 C2 <CR><LF>`, the receiver's side.

use super::{Heard, MESSAGE_BYTES_MAX, Message, Trouble, Verdict, astm};

const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const EOT: u8 = 0x04;
const ENQ: u8 = 0x05;
const ACK: u8 = 0x06;
const NAK: u8 = 0x15;
const ETB: u8 = 0x17;
const CR: u8 = b'\r';
const LF: u8 = b'\n';

/// The longest frame of LIS01-A2 6.3.1; E1381-95 had 247.
const FRAME_BYTES_MAX: usize = 64_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Phase {
    /// No transfer goes on.
    #[default]
    Neutral,
    /// Between frames.
    Between,
    /// Inside a frame.
    Frame,
    /// Behind ETX or ETB: two characters of the checksum, CR, LF.
    Tail,
}

/// The receiver of one connection.
#[derive(Debug, Default)]
pub struct Frames1381 {
    phase: Phase,
    /// From the frame number to ETX or ETB.
    frame: Vec<u8>,
    tail: Vec<u8>,
    /// The frame that was accepted last; its first byte is its number.
    accepted: Vec<u8>,
    /// Records of the message so far.
    text: Vec<u8>,
}

type Hearer<'a> = &'a mut dyn FnMut(Heard) -> Verdict;

impl Frames1381 {
    /// Takes what came and answers what is to be sent back.
    pub fn push(&mut self, bytes: &[u8], heard: Hearer<'_>) -> Vec<u8> {
        let mut back = Vec::new();
        for byte in bytes {
            back.extend(self.take(*byte, heard));
        }
        back
    }

    /// Nothing came for 30 s, or the connection ended.
    pub fn timed_out(&mut self, heard: Hearer<'_>) {
        self.end(heard);
    }

    fn take(&mut self, byte: u8, heard: Hearer<'_>) -> Option<u8> {
        match (self.phase, byte) {
            (_, ENQ) => {
                self.end(heard);
                self.phase = Phase::Between;
                return Some(ACK);
            }
            // Frames of a transfer whose beginning was not heard: the sender gives up and begins anew.
            (Phase::Neutral, _) => {}
            (_, EOT) => self.end(heard),
            // A frame that was cut short is sent again from its beginning.
            (_, STX) => {
                self.frame.clear();
                self.tail.clear();
                self.phase = Phase::Frame;
            }
            (Phase::Between, _) => {}
            (Phase::Frame, byte) => {
                self.frame.push(byte);
                if matches!(byte, ETX | ETB) {
                    self.phase = Phase::Tail;
                } else if self.frame.len() > FRAME_BYTES_MAX {
                    return Some(self.refuse(Trouble::TooLong, heard));
                }
            }
            (Phase::Tail, byte) => {
                self.tail.push(byte);
                let fits = match self.tail.len() {
                    1 | 2 => byte.is_ascii_hexdigit(),
                    3 => byte == CR,
                    _ => byte == LF,
                };
                if !fits {
                    return Some(self.refuse(Trouble::Frame, heard));
                }
                if self.tail.len() == 4 {
                    return Some(self.judge(heard));
                }
            }
        }
        None
    }

    fn refuse(&mut self, trouble: Trouble, heard: Hearer<'_>) -> u8 {
        self.phase = Phase::Between;
        heard(Heard::Trouble(trouble));
        NAK
    }

    /// A whole frame: ACK, or NAK for once more.
    fn judge(&mut self, heard: Hearer<'_>) -> u8 {
        self.phase = Phase::Between;
        let sum = self.frame.iter().fold(0u8, |sum, byte| sum.wrapping_add(*byte));
        let said = std::str::from_utf8(self.tail.get(..2).unwrap_or_default())
            .ok()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if said != Some(sum) {
            return self.refuse(Trouble::Checksum, heard);
        }
        // Sent again because our acknowledgement was lost.
        if !self.accepted.is_empty() && self.frame == self.accepted {
            return ACK;
        }
        let expected = match self.accepted.first() {
            Some(number) => b'0' + (number.wrapping_sub(b'0') + 1) % 8,
            None => b'1',
        };
        let [number, text @ .., end] = self.frame.as_slice() else {
            return self.refuse(Trouble::Frame, heard);
        };
        if *number != expected {
            return self.refuse(Trouble::Frame, heard);
        }
        let before = self.text.len();
        self.text.extend_from_slice(text);
        if *end == ETX && self.text.last() != Some(&CR) {
            self.text.push(CR);
        }
        if self.text.len() > MESSAGE_BYTES_MAX {
            self.text.truncate(before);
            return self.refuse(Trouble::TooLong, heard);
        }
        if *end == ETX && is_whole(&self.text) {
            let message = Message { report: astm::read(&self.text), raw: self.text.clone() };
            if heard(Heard::Message(message)) != Verdict::Kept {
                self.text.truncate(before);
                return NAK;
            }
            self.text.clear();
        }
        self.accepted = std::mem::take(&mut self.frame);
        ACK
    }

    /// Back to the neutral state. A message without its end was never acknowledged as a whole, and comes again.
    fn end(&mut self, heard: Hearer<'_>) {
        let cut = !self.text.is_empty() || matches!(self.phase, Phase::Frame | Phase::Tail);
        *self = Self::default();
        if cut {
            heard(Heard::Trouble(Trouble::BrokenOff));
        }
    }
}

/// Whether the last record is the terminator.
fn is_whole(text: &[u8]) -> bool {
    let mut records = text.split(|byte| *byte == CR || *byte == LF).filter(|record| !record.is_empty());
    records.next_back().and_then(<[u8]>::first) == Some(&b'L')
}
