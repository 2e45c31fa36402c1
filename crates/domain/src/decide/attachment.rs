//! Photos and files of steps: kept with the unit first, then named by their digest in the step's values.

use super::Context;
use super::check::{accepted, filled};
use super::procedure::sop_of;
use crate::record::{AttachmentKept, AttachmentPart, StepValue};
use crate::rules::{PIECE_BYTES_MAX, Step};
use crate::unit::UnitState;
use crate::{Code, MediaType, Record, Refusal};

/// What is given to keep a photo or a file.
#[derive(Debug, Clone, Copy)]
pub struct AttachmentInput<'a> {
    /// The step that it was taken for.
    pub step: &'a str,
    /// The input of that step.
    pub input: &'a str,
    /// Its name as typed.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// SHA-256 of the bytes, hexadecimal.
    pub digest: &'a str,
}

/// Keeps a photo or a file with the unit, in as many entries as it takes; in none where the unit has it already.
///
/// # Errors
/// No such step, or no such input that takes a photo or file; no name; empty; too large; something else by its content.
pub fn keep_attachment(
    unit: &UnitState,
    input: &AttachmentInput<'_>,
    context: &Context<'_>,
) -> Result<Vec<(Record, AttachmentPart)>, Refusal> {
    accepted(unit)?;
    let refuse = |code| Refusal::stop(code).with("step", input.step).with("input", input.input).at("input");
    let sop = &sop_of(unit, context)?.sop;
    let step = sop
        .step(input.step)
        .ok_or_else(|| Refusal::stop(Code::StepUnknown).with("step", input.step).at("step"))?;
    let taken = step.input(input.input).and_then(|taken| taken.kind.attachment());
    let (accept, bytes_max) = taken.ok_or_else(|| refuse(Code::AttachmentInput))?;
    let name = filled(input.name, 200, "name")?;
    let media = fitting(&name, input.bytes, (accept, bytes_max))?;
    if unit.attachment(input.digest).is_some() {
        return Ok(Vec::new());
    }
    let chunks: Vec<&[u8]> = input.bytes.chunks(PIECE_BYTES_MAX).collect();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let (size, pieces) = (number(input.bytes.len()), number(chunks.len()));
    let entry = |(piece, bytes): (u32, &[u8])| {
        let record = Record::AttachmentKept(AttachmentKept {
            digest: input.digest.to_owned(),
            media,
            size,
            piece,
            pieces,
            step: input.step.to_owned(),
            input: input.input.to_owned(),
        });
        (record, AttachmentPart { name: name.clone(), bytes: bytes.to_vec() })
    };
    Ok((0..).zip(chunks).map(entry).collect())
}

fn words(accept: &[MediaType]) -> String {
    accept.iter().map(|media| media.as_str()).collect::<Vec<_>>().join(",")
}

/// What the bytes are, where the input takes that.
fn fitting(
    name: &str,
    bytes: &[u8],
    (accept, bytes_max): (&[MediaType], usize),
) -> Result<MediaType, Refusal> {
    let refuse = |code| Refusal::stop(code).with("name", name).at("content");
    if bytes.is_empty() {
        return Err(refuse(Code::AttachmentEmpty));
    }
    if bytes.len() > bytes_max {
        let too_large = refuse(Code::AttachmentSize).with("value_kb", bytes.len().div_ceil(1024));
        return Err(too_large.with("max_kb", bytes_max / 1024));
    }
    let media = MediaType::of(bytes).filter(|media| accept.contains(media));
    media.ok_or_else(|| refuse(Code::AttachmentMedia).with("accept", words(accept)))
}

/// Refuses a value that names a photo or file which is not kept with the unit whole, or is not what the input takes.
///
/// # Errors
/// [`Code::AttachmentUnknown`] and those of the bytes themselves, with the input.
pub fn attached(step: &Step, values: &[StepValue], unit: &UnitState) -> Result<(), Refusal> {
    for value in values {
        let taken = step.input(&value.code).and_then(|input| input.kind.attachment());
        let Some((accept, bytes_max)) = taken else { continue };
        let refuse =
            |code| Refusal::stop(code).with("input", &value.code).with("value", &value.value).at("values");
        let kept = unit.attachment(&value.value).ok_or_else(|| refuse(Code::AttachmentUnknown))?;
        let fits =
            accept.contains(&kept.media) && usize::try_from(kept.size).is_ok_and(|size| size <= bytes_max);
        if !fits {
            return Err(refuse(Code::AttachmentMisfit)
                .with("accept", words(accept))
                .with("max_kb", bytes_max / 1024));
        }
    }
    Ok(())
}
