//! Passwords: rules after OWASP ASVS 5, Argon2id hashes.

use api::Problem;
use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};

const LENGTH_MIN: usize = 8;
const LENGTH_MAX: usize = 128;

/// The most common passwords of 8 and more characters, one a line.
const COMMON: &str = include_str!("../../../assets/picklists/common-passwords.txt");

/// Words of the place, beside the sign-in name and the names of the bank.
const OF_THE_PLACE: &[&str] = &["cordkeep", "cordblood", "脐血库", "脐带血"];
/// Shorter words occur in good passwords by chance.
const WORD_MIN: usize = 3;

/// Refuses passwords that are too short, too long or known to everybody, and those that are little more than a word
/// of the place (`context`: sign-in name, names of the bank). Any characters; no rules of composition; no expiry.
pub(crate) fn check(password: &str, context: &[&str], field: &str) -> Result<(), Problem> {
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
    for word in OF_THE_PLACE.iter().chain(context) {
        let known = word.trim().to_lowercase();
        let rest = lower.replace(&known, "").chars().count();
        if known.chars().count() >= WORD_MIN && lower.contains(&known) && rest < LENGTH_MIN {
            return Err(Problem::refusal("password.context").with("word", known).at(field));
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(password: &str) -> Option<String> {
        check(password, &["nurse", "江南脐血库", "Jiangnan Bank"], "password")
            .err()
            .map(|problem| problem.code)
    }

    #[test]
    fn length_is_counted_in_characters_and_any_character_will_do() {
        for good in
            ["plum-blossom-9", "correct horse", "梅花香自苦寒来兮", "🌸🌸🌸🌸🌸🌸🌸🌾", &"长".repeat(128)]
        {
            assert_eq!(checked(good), None, "{good}");
        }
        for bad in ["", "seven77", "七个字符不够长", &"x".repeat(129)] {
            assert_eq!(checked(bad).as_deref(), Some("password.length"), "{bad}");
        }
    }

    #[test]
    fn common_passwords_and_words_of_the_place_are_refused() {
        for common in
            ["password", "PASSWORD1", "qwertyuiop", "1qaz2wsx", "woaini1314", "Welcome2026", "88888888"]
        {
            assert_eq!(checked(common).as_deref(), Some("password.common"), "{common}");
        }
        for known in ["nurse-night", "Cordkeep!", "江南脐血库2026", "jiangnan bank1"] {
            assert_eq!(checked(known).as_deref(), Some("password.context"), "{known}");
        }
        assert_eq!(checked("the night nurse sings"), None);
    }

    #[test]
    fn the_list_is_long_sorted_and_of_words_that_the_length_rule_lets_through() {
        let words: Vec<&str> = COMMON.lines().collect();
        assert!(words.len() > 3_000, "{}", words.len());
        assert!(words.is_sorted());
        assert!(words.iter().all(|word| word.chars().count() >= LENGTH_MIN && **word == word.to_lowercase()));
    }
}
