//! The real window, as a person sees it.

mod demo;
mod start;
