//! What a program cost: the time that it ran on a processor, which no other program on the machine adds to.

use anyhow::Context as _;

/// Clock ticks of `/proc/PID/stat` in a second: of every Linux.
const TICKS_S: f64 = 100.0;

/// Seconds on a processor of a process until now, its ended children's included.
pub fn processor_s(process: u32) -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // Behind the name, which may have spaces: utime, stime, cutime, cstime are the fields 14 to 17 of all.
    let (_, fields) = stat.rsplit_once(')').context("a line of /proc")?;
    let ticks: Result<f64, _> = fields.split_whitespace().skip(11).take(4).map(str::parse::<f64>).sum();
    Ok(ticks.context("times of a process")? / TICKS_S)
}

/// The same of a process and those that it started and that still run.
pub fn processor_of_all_s(process: u32) -> anyhow::Result<f64> {
    let children = std::fs::read_to_string(format!("/proc/{process}/task/{process}/children"))?;
    let children = children.split_whitespace().filter_map(|child| processor_s(child.parse().ok()?).ok());
    Ok(processor_s(process)? + children.sum::<f64>())
}
