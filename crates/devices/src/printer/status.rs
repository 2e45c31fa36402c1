//! How a ZPL printer is: the host status `~HS`, three lines of fields between STX and ETX.

use std::io::{self, Read, Write};
use std::path::Path;

use super::{TimeLimits, device, tcp};
use crate::error::PrinterError;

/// What keeps a printer from printing, or will.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrinterCondition {
    /// No labels left.
    PaperOut,
    /// No ribbon left.
    RibbonOut,
    /// The head stands open.
    HeadOpen,
    /// Someone pressed pause.
    Paused,
    /// It takes no more jobs for now.
    BufferFull,
    /// The head is too cold.
    HeadCold,
    /// The head is too hot.
    HeadHot,
    /// Its memory lost what was set.
    MemoryLost,
}

impl PrinterCondition {
    /// A stable word for translations.
    pub fn code(self) -> &'static str {
        match self {
            Self::PaperOut => "paper_out",
            Self::RibbonOut => "ribbon_out",
            Self::HeadOpen => "head_open",
            Self::Paused => "paused",
            Self::BufferFull => "buffer_full",
            Self::HeadCold => "head_cold",
            Self::HeadHot => "head_hot",
            Self::MemoryLost => "memory_lost",
        }
    }
}

/// How a printer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrinterStatus {
    /// What is wrong, in the order of [`PrinterCondition`]; nothing means ready.
    pub conditions: Vec<PrinterCondition>,
    /// Jobs received and not begun.
    pub jobs_waiting: u32,
    /// Labels of the job at hand that are not printed yet.
    pub labels_remaining: u32,
}

impl PrinterStatus {
    /// Reads the three lines of an answer; none where it is anything else.
    #[must_use]
    pub fn read(answer: &[u8]) -> Option<Self> {
        let line = |part: &[u8]| {
            let start = part.iter().rposition(|byte| *byte == STX)? + 1;
            let text = std::str::from_utf8(part.get(start..)?).ok()?;
            Some(text.split(',').map(|field| field.trim().to_owned()).collect::<Vec<_>>())
        };
        let parts: Vec<&[u8]> = answer.split(|byte| *byte == ETX).collect();
        let [first, second, _third, _after] = parts.as_slice() else { return None };
        let (first, second) = (line(first)?, line(second)?);
        let number = |fields: &[String], at: usize| fields.get(at)?.parse::<u32>().ok();
        let flag = |fields: &[String], at: usize| match fields.get(at)?.as_str() {
            "0" => Some(false),
            "1" => Some(true),
            _ => None,
        };
        // Without thermal transfer there is no ribbon to be out of.
        let ribbon_out = flag(&second, 3)? && flag(&second, 4)?;
        let found = [
            (flag(&first, 1)?, PrinterCondition::PaperOut),
            (ribbon_out, PrinterCondition::RibbonOut),
            (flag(&second, 2)?, PrinterCondition::HeadOpen),
            (flag(&first, 2)?, PrinterCondition::Paused),
            (flag(&first, 5)?, PrinterCondition::BufferFull),
            (flag(&first, 10)?, PrinterCondition::HeadCold),
            (flag(&first, 11)?, PrinterCondition::HeadHot),
            (flag(&first, 9)?, PrinterCondition::MemoryLost),
        ];
        Some(Self {
            conditions: found.into_iter().filter(|(is, _)| *is).map(|(_, condition)| condition).collect(),
            jobs_waiting: number(&first, 4)?,
            labels_remaining: number(&second, 8)?,
        })
    }

    /// Whether it prints what it gets.
    pub fn is_ready(&self) -> bool {
        self.conditions.is_empty()
    }

    /// Whether all it got is on paper.
    pub fn is_idle(&self) -> bool {
        self.is_ready() && self.jobs_waiting == 0 && self.labels_remaining == 0
    }
}

const QUESTION: &[u8] = b"~HS\r\n";
const STX: u8 = 2;
const ETX: u8 = 3;
/// Lines of an answer.
const LINES: usize = 3;
/// An answer has some 85 bytes; a printer that says more says something else.
const ANSWER_LENGTH_MAX: usize = 512;
/// An answer is quoted up to so many characters.
const QUOTE_LENGTH_MAX: usize = 80;

pub(super) fn ask((host, port): (&str, u16), limits: TimeLimits) -> Result<PrinterStatus, PrinterError> {
    let mut stream = tcp::connect(host, port, limits)?;
    let limited = stream.set_write_timeout(Some(limits.write));
    let limited = limited.and(stream.set_read_timeout(Some(limits.write)));
    let host = host.to_owned();
    match limited.map_err(|_| Silent).and_then(|()| talk(&mut stream)) {
        Ok(answer) => PrinterStatus::read(&answer).ok_or_else(|| PrinterError::StatusUnreadable {
            host,
            port,
            answer: quoted(&answer),
        }),
        Err(Silent) => Err(PrinterError::StatusSilent { host, port, limit_ms: limits.write.as_millis() }),
    }
}

pub(super) fn ask_device(path: &Path, limits: TimeLimits) -> Result<PrinterStatus, PrinterError> {
    let mut device = device::Talk::open(path, limits)?;
    let path = path.to_path_buf();
    match talk(&mut device) {
        Ok(answer) => PrinterStatus::read(&answer)
            .ok_or_else(|| PrinterError::DeviceUnreadable { path, answer: quoted(&answer) }),
        Err(Silent) => Err(PrinterError::DeviceSilent { path, limit_ms: limits.write.as_millis() }),
    }
}

/// Connected, but it does not answer within the limit.
struct Silent;

/// Asks, and hears the answer as far as it came.
fn talk(printer: &mut (impl Read + Write)) -> Result<Vec<u8>, Silent> {
    let mut answer = Vec::new();
    let asked = printer.write_all(QUESTION).and_then(|()| listen(printer, &mut answer));
    match asked {
        Err(e) if matches!(e.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => Err(Silent),
        // Broken off: what came may still be whole.
        Err(_) | Ok(()) => Ok(answer),
    }
}

fn quoted(answer: &[u8]) -> String {
    String::from_utf8_lossy(answer).chars().take(QUOTE_LENGTH_MAX).collect()
}

/// Reads until the third line has ended, or the printer says no more.
fn listen(stream: &mut impl Read, answer: &mut Vec<u8>) -> io::Result<()> {
    let mut buffer = [0; 128];
    while answer.len() < ANSWER_LENGTH_MAX && answer.iter().filter(|byte| **byte == ETX).count() < LINES {
        match stream.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(n) => answer.extend_from_slice(buffer.get(..n).unwrap_or_default()),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(first: &str, second: &str, expected: Option<(&[PrinterCondition], u32, u32)>) {
        let answer = format!("\u{2}{first}\u{3}\r\n\u{2}{second}\u{3}\r\n\u{2}1234,0\u{3}\r\n");
        let status = PrinterStatus::read(answer.as_bytes());
        let found = status.as_ref().map(|s| (s.conditions.as_slice(), s.jobs_waiting, s.labels_remaining));
        assert_eq!(found, expected, "{first} {second}");
    }

    #[test]
    fn answers() {
        use PrinterCondition::*;
        let (fine, still) = ("030,0,0,1245,000,0,0,0,000,0,0,0", "000,0,0,0,1,2,4,0,00000000,1,000");
        check(fine, still, Some((&[], 0, 0)));
        check("030,1,0,1245,000,0,0,0,000,0,0,0", still, Some((&[PaperOut], 0, 0)));
        check("030,1,1,1245,002,0,0,0,000,0,0,0", still, Some((&[PaperOut, Paused], 2, 0)));
        check(
            "030,0,0,1245,000,1,0,0,000,1,1,1",
            still,
            Some((&[BufferFull, HeadCold, HeadHot, MemoryLost], 0, 0)),
        );
        check(fine, "000,0,1,0,1,2,4,0,00000007,1,000", Some((&[HeadOpen], 0, 7)));
        check(fine, "000,0,0,1,1,2,4,0,00000000,1,000", Some((&[RibbonOut], 0, 0)));
        check(fine, "000,0,0,1,0,2,4,0,00000000,1,000", Some((&[], 0, 0)));
        check("030,2,0,1245,000,0,0,0,000,0,0,0", still, None);
        check("030,0", still, None);
        check("", "", None);
    }

    #[test]
    fn half_an_answer_is_none() {
        let whole = b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,1,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n";
        assert!(PrinterStatus::read(whole).is_some());
        for length in 0..whole.len() - 2 {
            assert_eq!(PrinterStatus::read(&whole[..length]), None, "{length}");
        }
    }
}
