//! The whole job in three real windows: `make job`.

mod job;
