//! The window starts by the keyring, and says what to do once that is lost.

use cordkeep_tests::Keyring;

use crate::job::desk::{Desk, PASSPHRASE, PASSWORD};
use serde_json::json;

#[test]
fn the_keyring_opens_the_window_and_when_it_is_lost_the_passphrase_does() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("remembering");
    let mut keyring = Keyring::start().unwrap();
    let desk = Desk::open_in(&data, Some(&keyring)).unwrap();
    let bank = json!({
        "name_zh": "测试脐血库", "name_en": "Test Cord Blood Bank", "licence_number": "L-1", "address": "",
        "scheme": "local", "facility": "A9999",
        "site": {
            "code": "LAB", "name_zh": "实验室", "name_en": "Laboratory", "kind": "laboratory",
            "personal_data": "withheld",
        },
        "station_name": "lab-1",
        "administrator": {
            "login": "admin", "name": "管理员", "roles": ["administrator"], "password": PASSWORD, "badge": null,
        },
        "passphrase": PASSPHRASE,
        "remember": true,
    });
    desk.rpc("setup.create_bank", &bank).unwrap();
    desk.window.kill();

    let desk = Desk::open_in(&data, Some(&keyring)).unwrap();
    desk.shown("sign-in-login").unwrap();
    desk.window.kill();

    keyring.lose().unwrap();
    let desk = Desk::open_in(&data, Some(&keyring)).unwrap();
    desk.shown_as("problem", "data-code", "keyring.missing").unwrap();
    desk.picture("locked-keyring-lost").unwrap();
    desk.press("unlock-restore").unwrap();
    desk.shown("restore-look").unwrap();
    desk.picture("locked-restore").unwrap();
    desk.press("setup-back").unwrap();
    desk.press("field-remember").unwrap();
    desk.put("field-passphrase", PASSPHRASE).unwrap();
    desk.press("submit-setup-unlock").unwrap();
    desk.shown("sign-in-login").unwrap();
    desk.window.kill();

    // Stored again: the next start asks for nothing.
    let desk = Desk::open_in(&data, Some(&keyring)).unwrap();
    desk.shown("sign-in-login").unwrap();
    desk.sign_in("admin").unwrap();
    desk.press("nav-admin").unwrap();
    desk.press("admin-tab-backup").unwrap();
    desk.shown("keyring-forget").unwrap();
    desk.window.eval("document.querySelector('[data-testid=keyring-forget]').scrollIntoView()").unwrap();
    desk.picture("backups-keyring").unwrap();
    desk.press("keyring-forget").unwrap();
    desk.seen("[data-testid=\"submit-keys-remember\"]").unwrap();
}
