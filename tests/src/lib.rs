//! What the tests of the whole stand on: a database, a centre, a line to it, a window, the command line. All real.
//!
//! Everything is started on a free port in a folder of its own, waited for on a condition, and ended in `Drop`, so
//! that tests run side by side and leave nothing behind. The programs are those that `cargo build --workspace --bins`
//! left beside the test. Not here: fakes, and anything that knows a screen or a record.

mod centre;
mod cordkeep;
mod keyring;
mod postgres;
mod process;
mod proxy;
mod screenshot;
mod wait;
mod window;

pub use centre::Centre;
pub use cordkeep::cordkeep;
pub use keyring::Keyring;
pub use postgres::Postgres;
pub use process::{binary, free_port, output_dir, page_process};
pub use proxy::{Proxy, Talk, Way};
pub use thirtyfour::{By, Key};
pub use wait::until;
pub use window::Window;
