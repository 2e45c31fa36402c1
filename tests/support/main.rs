//! What the other tests stand on stands itself.

use std::net::TcpStream;

use cordkeep_tests::{Centre, Postgres};

#[test]
fn a_centre_stops_and_starts_at_the_same_address() {
    let postgres = Postgres::start().unwrap();
    let mut centre = Centre::start(&postgres, "bank").unwrap();
    let address = centre.url().replace("http://", "");
    TcpStream::connect(&address).unwrap();
    centre.stop().unwrap();
    assert!(TcpStream::connect(&address).is_err());
    centre.start_again().unwrap();
    TcpStream::connect(&address).unwrap();
}

#[test]
fn codes_differ_and_the_database_is_within_reach() {
    let postgres = Postgres::start().unwrap();
    let centre = Centre::stopped(&postgres, "bank").unwrap();
    assert_ne!(centre.code_for_new_bank().unwrap(), centre.code_for_new_bank().unwrap());
    assert_eq!(postgres.query("bank", "SELECT 1").unwrap(), "1\n");
}
