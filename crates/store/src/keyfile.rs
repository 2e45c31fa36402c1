//! The database key and the file that keeps it, wrapped by a passphrase, by a recovery key and, where this computer is to
//! remember it, by a secret in its keyring (Argon2id, XChaCha20-Poly1305). The database key itself never touches the disk in
//! clear.

use crate::StoreError;
use argon2::Argon2;
use chacha20poly1305::aead::Aead;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use std::path::Path;
use zeroize::Zeroizing;

/// The random 256-bit key of the database.
#[derive(Clone)]
pub struct DatabaseKey(Zeroizing<[u8; 32]>);

impl DatabaseKey {
    /// The key made of these random bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// SQLCipher's raw key syntax.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        // Of its final size from the start: growing would leave copies behind that nobody wipes.
        let mut text = Zeroizing::new(String::with_capacity(68));
        text.push_str("x'");
        for byte in self.0.iter() {
            for nibble in [byte >> 4, byte & 15] {
                text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
        }
        text.push('\'');
        text
    }
}

impl std::fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseKey(..)")
    }
}

/// The key under one secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrap {
    salt: [u8; 16],
    nonce: [u8; 24],
    sealed: Vec<u8>,
}

impl Wrap {
    /// Seals `key` under `secret`; `random` is 40 fresh random bytes.
    ///
    /// # Errors
    /// [`StoreError::Database`] where the algorithms refuse their parameters.
    pub fn seal(key: &DatabaseKey, secret: &str, random: [u8; 40]) -> Result<Self, StoreError> {
        let (mut salt, mut nonce) = ([0u8; 16], [0u8; 24]);
        for (to, from) in salt.iter_mut().chain(nonce.iter_mut()).zip(random) {
            *to = from;
        }
        let cipher = cipher(secret, &salt)?;
        let sealed = cipher
            .encrypt(XNonce::from_slice(&nonce), key.0.as_slice())
            .map_err(|e| StoreError::Database(e.to_string()))?;
        Ok(Self { salt, nonce, sealed })
    }

    fn open(&self, secret: &str) -> Result<DatabaseKey, StoreError> {
        let clear = cipher(secret, &self.salt)?
            .decrypt(XNonce::from_slice(&self.nonce), self.sealed.as_slice())
            .map(Zeroizing::new)
            .map_err(|_| StoreError::WrongPassphrase)?;
        let bytes: [u8; 32] = clear.as_slice().try_into().map_err(|_| StoreError::WrongPassphrase)?;
        Ok(DatabaseKey::from_bytes(bytes))
    }
}

pub(crate) fn cipher(secret: &str, salt: &[u8; 16]) -> Result<XChaCha20Poly1305, StoreError> {
    let mut key = Zeroizing::new([0u8; 32]);
    Argon2::default()
        .hash_password_into(secret.as_bytes(), salt, key.as_mut_slice())
        .map_err(|e| StoreError::Database(e.to_string()))?;
    XChaCha20Poly1305::new_from_slice(key.as_slice()).map_err(|e| StoreError::Database(e.to_string()))
}

/// The key under a secret that the operating system's keyring holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// Names the secret in the keyring.
    pub item: String,
    /// The key under it.
    pub wrap: Wrap,
}

/// `keys.json` beside the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFile {
    /// Format version: 1, or 2 where `keyring` is there.
    pub version: u32,
    /// Under the passphrase.
    pub passphrase: Wrap,
    /// Under the recovery key.
    pub recovery: Wrap,
    /// A demo bank's passphrase is public, so that it opens by itself.
    pub demo: bool,
    /// Under a secret in the keyring, where this computer is to remember it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keyring: Option<Remembered>,
}

impl KeyFile {
    /// Opens the key with the passphrase or the recovery key.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`].
    pub fn open(&self, secret: &str) -> Result<DatabaseKey, StoreError> {
        self.passphrase.open(secret).or_else(|_| self.open_recovery(secret))
    }

    /// Opens the key with the recovery key alone. Case, blanks and hyphens do not matter.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`].
    pub fn open_recovery(&self, typed: &str) -> Result<DatabaseKey, StoreError> {
        let mut plain = Zeroizing::new(String::with_capacity(64));
        for (index, character) in typed.chars().filter(char::is_ascii_alphanumeric).enumerate() {
            if index > 0 && index % 4 == 0 {
                plain.push('-');
            }
            plain.push(character.to_ascii_uppercase());
            if index > 64 {
                return Err(StoreError::WrongPassphrase);
            }
        }
        self.recovery.open(&plain)
    }

    /// The same keys under a new passphrase, which is no demo's public one any more.
    #[must_use]
    pub fn with_passphrase(self, passphrase: Wrap) -> Self {
        Self { passphrase, demo: false, ..self }
    }

    /// Opens the key with the secret that the keyring holds.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`], also where nothing is remembered.
    pub fn open_remembered(&self, secret: &str) -> Result<DatabaseKey, StoreError> {
        self.keyring.as_ref().ok_or(StoreError::WrongPassphrase)?.wrap.open(secret)
    }

    /// The same keys, remembered by the keyring or no more.
    #[must_use]
    pub fn with_keyring(self, keyring: Option<Remembered>) -> Self {
        Self { version: if keyring.is_some() { 2 } else { 1 }, keyring, ..self }
    }

    /// Reads the text of the file.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StoreError> {
        serde_json::from_slice(bytes).map_err(|e| StoreError::Damaged(format!("keys.json: {e}")))
    }

    /// Reads the file; none where there is none.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn read(path: &Path) -> Result<Option<Self>, StoreError> {
        match std::fs::read(path) {
            Ok(bytes) => Self::from_bytes(&bytes).map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes the file: whole or not at all.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), StoreError> {
        use std::io::Write as _;
        let temporary = path.with_extension("json.new");
        let text = serde_json::to_vec_pretty(self).map_err(|e| StoreError::Database(e.to_string()))?;
        let mut file = std::fs::File::create(&temporary)?;
        file.write_all(&text)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)?;
        Ok(())
    }
}
