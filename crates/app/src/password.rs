//! Passwords: rules after OWASP ASVS 5, Argon2id hashes.

use api::Problem;
use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};

const LENGTH_MIN: usize = 8;
const LENGTH_MAX: usize = 128;

/// The most common passwords of 8 and more characters, one a line.
const COMMON: &str = include_str!("../../../assets/picklists/common-passwords.txt");

/// Refuses passwords that are too short, too long or known to everybody.
pub(crate) fn check(password: &str, field: &str) -> Result<(), Problem> {
    let length = password.chars().count();
    if !(LENGTH_MIN..=LENGTH_MAX).contains(&length) {
        return Err(Problem::refusal("password.length")
            .with("min", LENGTH_MIN)
            .with("max", LENGTH_MAX)
            .at(field));
    }
    let lower = password.to_lowercase();
    if COMMON.lines().any(|common| common == lower) {
        return Err(Problem::refusal("password.common").at(field));
    }
    Ok(())
}

/// The hash to be recorded.
pub(crate) fn hash(password: &str, salt: [u8; 16]) -> Result<String, Problem> {
    let fault =
        |e: argon2::password_hash::Error| Problem::fault("fault.internal").with("detail", e.to_string());
    let salt = SaltString::encode_b64(&salt).map_err(fault)?;
    Ok(Argon2::default().hash_password(password.as_bytes(), &salt).map_err(fault)?.to_string())
}

/// Whether the password fits the hash.
pub(crate) fn verify(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}
