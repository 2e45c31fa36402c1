//! What the other tests stand on stands itself.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    thread,
};

use cordkeep_tests::{Centre, Postgres, Proxy, Way, until};

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

#[test]
fn a_line_is_cut_behind_the_byte_that_was_named_and_says_what_passed() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = Proxy::start(listener.local_addr().unwrap().port()).unwrap();
    thread::spawn(move || {
        for server in listener.incoming() {
            let mut server = server.unwrap();
            let mut said = Vec::new();
            let _ = server.read_to_end(&mut said);
            let _ = server.write_all(&said);
        }
    });
    let talk = || {
        let mut client = TcpStream::connect(proxy.url().trim_start_matches("http://")).unwrap();
        let _ = client.write_all(b"0123456789");
        let _ = client.shutdown(std::net::Shutdown::Write);
        let mut heard = Vec::new();
        let _ = client.read_to_end(&mut heard);
        let ended = || Ok(proxy.talks().pop());
        (heard, until("the end of the talk", ended).unwrap())
    };
    let (heard, passed) = talk();
    assert_eq!(
        (heard.as_slice(), passed.to_server, passed.to_client),
        (&b"0123456789"[..], heard.clone(), heard.clone())
    );
    proxy.cut_after(Way::ToServer, 4);
    let (heard, passed) = talk();
    assert_eq!((heard.len(), passed.to_server, passed.to_client.len()), (0, b"0123".to_vec(), 0));
    proxy.cut_after(Way::ToClient, 19);
    assert_eq!(talk().0.len(), 10);
    let (heard, passed) = talk();
    assert_eq!((heard.as_slice(), passed.to_client), (&b"012345678"[..], b"012345678".to_vec()));
    assert_eq!((proxy.cuts(), proxy.is_to_cut()), (2, false));
}
