//! The whole job in the real window: nurse, laboratory, storage, quality and manager at three stations of a bank, with
//! the real centre on a real PostgreSQL, which is away while the nurse works.

pub mod bedside;
pub mod desk;
pub mod found;
mod laboratory;
pub mod office;
mod proof;
mod refuse;

use cordkeep_tests::{Centre, Postgres};

use bedside::Look;
use found::Bank;

/// What the certificate must say besides the number: tests, values, both signers, the position.
const CERTIFIED: [&str; 9] = [
    "有核细胞总数",
    "Viable CD34+ cells",
    "12.6",
    "96.3",
    "4.2",
    "A 型 RhD 阳性",
    "母血 HBsAg",
    "刘质控",
    "周主任",
];

#[test]
fn from_bedside_to_certificate_in_three_windows() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start().unwrap();
    let mut centre = Centre::start(&postgres, "job").unwrap();
    let Bank { hospital, lab, office } = Bank::found(folder.path(), &centre).unwrap();

    centre.stop().unwrap();
    hospital.press("sign-out").unwrap();
    refuse::password(&hospital, "nurse").unwrap();
    hospital.sign_in("nurse").unwrap();
    let din = bedside::collect(&hospital, Look::Closely).unwrap();
    bedside::send(&hospital, std::slice::from_ref(&din), Look::Closely).unwrap();
    hospital.press("footer-sync").unwrap();
    hospital.shown_as("footer-sync", "data-state", "offline").unwrap();
    assert!(hospital.waiting().unwrap().as_u64() > Some(5), "the nurse's entries wait for the centre");
    hospital.picture("offline").unwrap();

    centre.start_again().unwrap();
    hospital.exchange().unwrap();
    office.sign_in("quality").unwrap();
    office::confirm_limits(&office, "template-cn-1").unwrap();
    office.press("sign-out").unwrap();
    lab.exchange().unwrap();
    lab.sign_in_after("lab").unwrap();
    laboratory::receive(&lab, &din).unwrap();
    laboratory::wait_for_approval(&lab, &din).unwrap();
    office.sign_in("quality").unwrap();
    office::approve(&office).unwrap();
    office.press("sign-out").unwrap();
    lab.exchange().unwrap();
    laboratory::process(&lab, &din).unwrap();
    lab.sign_in_after("storage").unwrap();
    let position = laboratory::store(&lab, &din).unwrap();

    office.sign_in("quality").unwrap();
    office::review(&office, &din).unwrap();
    office.sign_in_after("manager").unwrap();
    let certificate = office::release(&office, &din).unwrap();
    office::history(&office).unwrap();
    office::look_round(&office, &din).unwrap();

    let labels = hospital.data.join("prints").join(format!("labels-{din}-1.pdf"));
    proof::labels(&labels, &din, &["00", "08", "07", "07", "20"]).unwrap();
    let wanted = [&[din.as_str(), position.as_str()], &CERTIFIED[..]].concat();
    proof::certificate(&certificate, &din, &wanted).unwrap();
    let folders = [hospital, lab, office].map(|desk| desk.data);
    for data in folders {
        proof::verified(&data).unwrap();
    }
}
