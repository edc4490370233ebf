//! The server's own keys (DESIGN 5.9): blind indexes, the sealing of e-mail addresses, names and check words, the
//! password pepper, the counters of wrong guesses and the proof of an earlier sign-in. They are in one file outside the
//! database; every ciphertext names the version it was made with.

use crate::ctx::Rng;
use crate::files;
use crate::seal::{Key, Place, SealFault, open_padded, seal_padded};
use domain::account::Email;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Read as _;
use std::path::Path;
use zeroize::Zeroizing;

/// All versions of the server key; the highest is current.
pub struct ServerKeys {
    versions: BTreeMap<u16, Key>,
    current: u16,
}

/// Why the key file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// The file cannot be read or written.
    #[error("key file {path}: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line is not a version number and 64 hexadecimal digits.
    #[error("key file {path}, line {line}: expected a version number and 64 hexadecimal digits")]
    Line {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
    },
    /// The file is readable by others.
    #[error("key file {path} can be read by others: run `chmod 600 {path}`")]
    Permissions {
        /// The file.
        path: String,
    },
    /// The file holds no key.
    #[error("key file {path} holds no key")]
    Empty {
        /// The file.
        path: String,
    },
}

impl ServerKeys {
    /// One fresh key, version 1, not stored anywhere.
    pub fn fresh(rng: &Rng) -> Self {
        Self { versions: BTreeMap::from([(1, Key::random(rng))]), current: 1 }
    }

    /// Reads the key file; if it is missing, creates it, readable by its owner only.
    pub fn load_or_make(path: &Path, rng: &Rng) -> Result<Self, KeyFault> {
        match Self::load(path) {
            Err(KeyFault::File { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                let keys = Self::fresh(rng);
                keys.save(path)?;
                Ok(keys)
            }
            loaded => loaded,
        }
    }

    /// The same keys plus a new current one.
    #[must_use]
    pub fn rotated(&self, rng: &Rng) -> Self {
        let current = self.current.saturating_add(1);
        let mut versions = self.versions.clone();
        versions.insert(current, Key::random(rng));
        Self { versions, current }
    }

    /// Writes a temporary file and renames it, so that the key file is never half-written.
    pub fn save(&self, path: &Path) -> Result<(), KeyFault> {
        let fault = |source| KeyFault::File { path: path.display().to_string(), source };
        let mut text = Zeroizing::new(String::new());
        for (version, key) in &self.versions {
            let _ = writeln!(text, "{version} {}", hex::encode(key.expose()));
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(fault)?;
        }
        let beside = path.with_extension("new");
        files::write(&beside, text.as_bytes()).map_err(fault)?;
        std::fs::rename(&beside, path).map_err(fault)
    }

    fn load(path: &Path) -> Result<Self, KeyFault> {
        let shown = path.display().to_string();
        let fault = |source| KeyFault::File { path: shown.clone(), source };
        let mut file = OpenOptions::new().read(true).open(path).map_err(fault)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            if file.metadata().map_err(fault)?.permissions().mode() & 0o077 != 0 {
                return Err(KeyFault::Permissions { path: shown });
            }
        }
        let mut text = Zeroizing::new(String::new());
        file.read_to_string(&mut text).map_err(fault)?;
        let mut versions = BTreeMap::new();
        for (number, line) in text.lines().enumerate() {
            let parsed = line.split_once(' ').and_then(|(version, digits)| {
                let mut bytes = [0; 32];
                hex::decode_to_slice(digits.trim(), &mut bytes).ok()?;
                Some((version.parse().ok()?, Key::from_bytes(bytes)))
            });
            let (version, key) = parsed.ok_or_else(|| KeyFault::Line { path: shown.clone(), line: number + 1 })?;
            versions.insert(version, key);
        }
        let current = *versions.keys().next_back().ok_or(KeyFault::Empty { path: shown })?;
        Ok(Self { versions, current })
    }

    /// A value per version by which a store can recognise the key, and which reveals nothing about it.
    pub fn check_values(&self) -> BTreeMap<u16, String> {
        let check = |key: &Key| hex::encode(key.derive("check of the server key").mac(&[]));
        self.versions.iter().map(|(version, key)| (*version, check(key))).collect()
    }

    /// Version of the current key.
    pub fn current(&self) -> u16 {
        self.current
    }

    fn key(&self, version: u16) -> Result<&Key, SealFault> {
        self.versions.get(&version).ok_or(SealFault::DoesNotOpen)
    }

    /// The keyed hash under which an e-mail address is found: 64 hexadecimal digits.
    pub fn email_index(&self, email: &Email) -> Result<String, SealFault> {
        let key = self.key(self.current)?.derive("blind index of e-mail");
        Ok(hex::encode(key.mac(&[email.as_str().as_bytes()])))
    }

    /// The mark under which guesses are counted: 64 hexadecimal digits that reveal neither the account nor the kind.
    pub fn guess_counter(&self, kind: &str, whose: &[u8]) -> Result<String, SealFault> {
        let key = self.key(self.current)?.derive("counting of guesses");
        Ok(hex::encode(key.mac(&[kind.as_bytes(), whose])))
    }

    /// The proof that a browser has signed in to an account before.
    pub fn device_proof(&self, version: u16, parts: &[&[u8]]) -> Result<[u8; 32], SealFault> {
        Ok(self.key(version)?.derive("proof of a device").mac(parts))
    }

    /// The secret that goes into every password hash and is in no database.
    pub fn pepper(&self, version: u16) -> Result<Key, SealFault> {
        Ok(self.key(version)?.derive("password pepper"))
    }

    /// Seals a text of the account side, such as an e-mail address, padded to `size`; the version comes first.
    pub fn seal(&self, place: Place<'_>, text: &str, size: usize, rng: &Rng) -> Result<Vec<u8>, SealFault> {
        let key = self.key(self.current)?.derive("sealing of texts");
        let mut sealed = self.current.to_be_bytes().to_vec();
        sealed.extend(seal_padded(&key, place, text.as_bytes(), size, rng)?);
        Ok(sealed)
    }

    /// Opens what [`Self::seal`] sealed, with the key version it names.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<String, SealFault> {
        let (version, sealed) = sealed.split_first_chunk::<2>().ok_or(SealFault::Malformed)?;
        let key = self.key(u16::from_be_bytes(*version))?.derive("sealing of texts");
        String::from_utf8(open_padded(&key, place, sealed)?.to_vec()).map_err(|_| SealFault::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_older_version_sealed_still_opens_after_a_rotation() -> Result<(), SealFault> {
        let rng = Rng::seeded(1);
        let place = Place { table: "accounts", row: b"1", column: "name_sealed" };
        let first = ServerKeys::fresh(&rng);
        let sealed = first.seal(place, "Ada", 64, &rng)?;
        let second = first.rotated(&rng);
        assert_eq!(second.open(place, &sealed)?, "Ada");
        assert!(first.open(place, &second.seal(place, "Ada", 64, &rng)?).is_err());
        Ok(())
    }

    #[test]
    fn a_key_file_that_others_can_read_is_refused() -> Result<(), Box<dyn std::error::Error>> {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = std::env::temp_dir().join(Rng::system().uuid().to_string());
        let path = folder.join("server.key");
        let rng = Rng::seeded(1);
        let made = ServerKeys::load_or_make(&path, &rng)?;
        assert_eq!(std::fs::metadata(&path)?.permissions().mode() & 0o777, 0o600);
        assert_eq!(ServerKeys::load_or_make(&path, &rng)?.pepper(1)?.expose(), made.pepper(1)?.expose());
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644))?;
        assert!(matches!(ServerKeys::load_or_make(&path, &rng), Err(KeyFault::Permissions { .. })));
        // A file left by an interrupted rotation must not pass its mode on to the key file.
        let beside = path.with_extension("new");
        std::fs::write(&beside, "half")?;
        std::fs::set_permissions(&beside, std::fs::Permissions::from_mode(0o644))?;
        made.rotated(&rng).save(&path)?;
        assert_eq!(std::fs::metadata(&path)?.permissions().mode() & 0o777, 0o600);
        std::fs::remove_dir_all(folder)?;
        Ok(())
    }
}
