//! The real window, as a person sees it.

mod bank;
mod centre_page;
mod codes;
mod demo;
mod deviations;
mod exceptions;
mod first_read;
mod job;
mod keyring;
mod printing;
mod procedures;
mod run_of_twelve;
mod scan;
mod screens;
mod start;
mod templates;
