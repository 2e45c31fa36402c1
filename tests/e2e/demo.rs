//! The demo bank is one click away.

use cordkeep_tests::Window;

#[test]
fn the_demo_bank_opens_and_a_nurse_signs_in() {
    let dir = tempfile::tempdir().unwrap();
    let window = Window::open(dir.path()).unwrap();
    window.press("打开演示库").unwrap();
    window.see_no("这台工作站如何开始").unwrap();
    window.screenshot("demo-sign-in").unwrap();
    window.fill("登录名", "nurse").unwrap();
    window.fill("密码", "demo-2026").unwrap();
    window.press("登录").unwrap();
    window.see_no("密码").unwrap();
    window.screenshot("demo-first-screen").unwrap();
}
