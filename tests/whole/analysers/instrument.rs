//! An instrument: the sender's side of E1381 and of MLLP.

use crate::station::{day_of, now_ms};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::OnceLock;
use std::time::Duration;

pub const ACK: u8 = 6;
pub const NAK: u8 = 21;

/// A moment as instruments write it, so many seconds after two hours ago: units were collected by then. The same at every call.
pub fn at(seconds: i64) -> String {
    static BEGAN_MS: OnceLock<i64> = OnceLock::new();
    let at_ms = BEGAN_MS.get_or_init(|| now_ms() - 2 * 3_600_000) + seconds * 1_000;
    let of_day = at_ms.rem_euclid(86_400_000) / 1_000;
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    format!("{}{hour:02}{minute:02}{second:02}+0000", day_of(at_ms).replace('-', ""))
}

/// Records of one specimen; results as code, value, unit, flag, status.
pub fn astm_message(sender: &str, specimen: &str, results: &[(&str, &str, &str, &str, &str)]) -> String {
    let mut text = format!(
        "H|\\^&|||{sender}||||||||E1394-97\rP|1|||P-77|^Wang^Xiaomei\rO|1||^^{specimen:>22}^B|||||||N||||||||||||||F\r"
    );
    for (index, (code, value, unit, flag, status)) in results.iter().enumerate() {
        let number = index + 1;
        text.push_str(&format!("R|{number}|^^^^{code}|{value}|{unit}||{flag}||{status}||||{}\r", at(0)));
    }
    text.push_str("L|1|N\r");
    text
}

/// One record to a frame.
pub fn frames(text: &str) -> Vec<Vec<u8>> {
    let framed = text.split_inclusive('\r').zip(1u8..).map(|(record, number)| {
        let body = [&[b'0' + number % 8], record.as_bytes(), &[3]].concat();
        let sum = body.iter().fold(0u8, |sum, byte| sum.wrapping_add(*byte));
        [&[2], body.as_slice(), format!("{sum:02X}\r\n").as_bytes()].concat()
    });
    framed.collect()
}

pub fn mllp(text: &str) -> Vec<u8> {
    [b"\x0b", text.as_bytes(), b"\x1c\r"].concat()
}

pub struct Instrument<W>(W);

impl Instrument<TcpStream> {
    /// Calls the station, which may be starting.
    pub fn call(port: u16) -> Self {
        let stream = cordkeep_tests::until("the station to listen", || {
            Ok(Some(TcpStream::connect(("127.0.0.1", port))?))
        });
        let stream = stream.unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.set_nodelay(true).unwrap();
        Self(stream)
    }
}

impl<W: Read + Write> Instrument<W> {
    pub fn new(wire: W) -> Self {
        Self(wire)
    }

    /// Without waiting for an answer.
    pub fn tell(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).unwrap();
        self.0.flush().unwrap();
    }

    /// Byte by byte; the one byte of the answer.
    pub fn say_slowly(&mut self, bytes: &[u8]) -> [u8; 1] {
        bytes.iter().for_each(|byte| self.tell(&[*byte]));
        self.answer()
    }

    /// So many bytes of answers.
    pub fn answers(&mut self, count: usize) -> Vec<u8> {
        (0..count).flat_map(|_| self.answer()).collect()
    }

    fn answer(&mut self) -> [u8; 1] {
        let mut answer = [0];
        // A serial line says "nothing yet" for a while.
        cordkeep_tests::until("an answer", || Ok(Some(self.0.read_exact(&mut answer)?))).unwrap();
        answer
    }

    /// A whole transfer in which everything is acknowledged.
    pub fn send(&mut self, text: &str) {
        self.tell(&[5]);
        assert_eq!(self.answer(), [ACK]);
        for frame in frames(text) {
            self.tell(&frame);
            assert_eq!(self.answer(), [ACK], "{}", String::from_utf8_lossy(&frame));
        }
        self.tell(&[4]);
    }

    /// A framed message and its framed answer.
    pub fn exchange(&mut self, bytes: &[u8]) -> String {
        self.tell(bytes);
        self.framed()
    }

    /// A framed answer.
    pub fn framed(&mut self) -> String {
        let mut answer = Vec::new();
        while answer.last() != Some(&b'\r') || !answer.contains(&0x1c) {
            answer.extend(self.answer());
        }
        String::from_utf8(answer).unwrap()
    }
}
