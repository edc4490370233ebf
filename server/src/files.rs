//! Files that only their owner can read, whatever the mode of their folder and the umask of the process.

use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use std::fs::{File, OpenOptions};
use std::io::{Result, Write as _};
use std::path::{Path, PathBuf};

/// Opens a file for writing, creating it if it is missing.
fn open(path: &Path, empty: bool) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(empty);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes a file to disk, replacing what was there. Nobody else can read it at any moment.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    tighten(path)?;
    let mut file = open(path, true)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Removes all access for anybody but the owner from a file, if it exists.
pub fn tighten(path: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::fs::Permissions;
        use std::os::unix::fs::PermissionsExt as _;
        let mode = match std::fs::metadata(path) {
            Ok(found) => found.permissions().mode() & 0o777,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        if mode & 0o077 != 0 {
            std::fs::set_permissions(path, Permissions::from_mode(0o600))?;
            tracing::warn!("{} had mode {mode:03o}, so that others could open it; it is 600 now", path.display());
        }
    }
    Ok(())
}

/// The file of the store at this address; `None` for in-memory stores and other engines.
pub fn of_store(url: &str) -> Option<PathBuf> {
    let options: SqliteConnectOptions = url.starts_with("sqlite:").then(|| url.parse().ok())??;
    let in_memory = url.contains(":memory:") || url.contains("mode=memory");
    (!in_memory).then(|| options.get_filename().to_path_buf())
}

/// Creates a store's file if it is missing, and makes it and SQLite's files next to it readable by their owner only.
/// Files that SQLite creates later take the mode of the store.
pub fn make_store(store: &Path) -> Result<()> {
    open(store, false)?;
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut file = store.as_os_str().to_owned();
        file.push(ending);
        tighten(Path::new(&file))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stores_in_memory_have_no_file() {
        assert_eq!(of_store("sqlite:data/forum.db?mode=rwc"), Some(PathBuf::from("data/forum.db")));
        assert_eq!(of_store("sqlite:///srv/forum.db"), Some(PathBuf::from("/srv/forum.db")));
        for url in ["sqlite::memory:", "sqlite:forum?mode=memory", "postgres://db/forum"] {
            assert_eq!(of_store(url), None, "{url}");
        }
    }
}
