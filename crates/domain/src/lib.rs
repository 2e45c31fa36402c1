//! What a cord blood bank is.
mod id;
mod value;
pub use id::*;
pub use value::*;
