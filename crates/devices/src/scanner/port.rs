//! Serial ports of this machine, by names that stay when a plug changes its socket.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A serial port that something may be plugged into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SerialPort {
    /// Its path: the one that names the device where the system gives one, else that of the socket.
    pub path: String,
    /// What the device calls itself; empty where it does not.
    pub name: String,
}

/// Names that Linux makes from maker, model and serial number of what is plugged in.
const BY_ID: &str = "/dev/serial/by-id";

/// Serial ports, by path. None where the system tells of none.
pub fn serial_ports() -> Vec<SerialPort> {
    let lasting = lasting_names(Path::new(BY_ID));
    let found = serialport::available_ports().unwrap_or_default().into_iter().map(|port| {
        let name = match port.port_type {
            serialport::SerialPortType::UsbPort(usb) => {
                [usb.manufacturer, usb.product].into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
            _ => String::new(),
        };
        let path = lasting.get(Path::new(&port.port_name)).unwrap_or(&port.port_name).clone();
        SerialPort { path, name }
    });
    let mut ports: Vec<SerialPort> = found.collect();
    ports.sort_by(|a, b| a.path.cmp(&b.path));
    ports.dedup_by(|a, b| a.path == b.path);
    ports
}

/// From the device file to its lasting name.
fn lasting_names(folder: &Path) -> BTreeMap<PathBuf, String> {
    let Ok(links) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    let pairs = links.flatten().filter_map(|link| {
        let device = std::fs::canonicalize(link.path()).ok()?;
        Some((device, link.path().to_str()?.to_owned()))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_lasting_name_leads_to_its_device() {
        let folder = tempfile::tempdir().unwrap();
        let (device, link) = (folder.path().join("ttyACM0"), folder.path().join("usb-Maker_Model_42-if00"));
        std::fs::write(&device, "").unwrap();
        std::os::unix::fs::symlink(&device, &link).unwrap();
        let names = lasting_names(folder.path());
        let device = std::fs::canonicalize(device).unwrap();
        assert_eq!(names.get(&device).map(String::as_str), link.to_str());
        assert_eq!(lasting_names(&folder.path().join("none")), BTreeMap::new());
    }

    #[test]
    fn ports_are_told_once_each() {
        let ports = serial_ports();
        let paths: std::collections::BTreeSet<_> = ports.iter().map(|port| &port.path).collect();
        assert_eq!(paths.len(), ports.len());
    }
}
