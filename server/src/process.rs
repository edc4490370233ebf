//! Settings the process requests from the operating system: its memory is never written to disk, and it may open as
//! many files as it needs. Does nothing on systems other than Linux.

use std::io::Result;

/// Turns off core dumps, which also stops other processes of the same user from reading this one.
pub fn forbid_core_dumps() -> Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
        // The limit alone does not apply where the system pipes dumps into a program.
        set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
        setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    }
    Ok(())
}

/// Requests this many open files; returns the limit granted.
pub fn allow_open_files(wanted: u64) -> Result<u64> {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
        let current = current.unwrap_or(u64::MAX);
        let allowed = wanted.min(maximum.unwrap_or(u64::MAX));
        if allowed > current {
            setrlimit(Resource::Nofile, Rlimit { current: Some(allowed), maximum })?;
        }
        Ok(allowed.max(current))
    }
    #[cfg(not(target_os = "linux"))]
    Ok(wanted)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use rustix::process::{DumpableBehavior, Resource, Rlimit, dumpable_behavior, getrlimit};

    #[test]
    fn no_memory_is_written_to_a_disk() -> Result<()> {
        forbid_core_dumps()?;
        assert_eq!(dumpable_behavior()?, DumpableBehavior::NotDumpable);
        assert_eq!(getrlimit(Resource::Core), Rlimit { current: Some(0), maximum: Some(0) });
        Ok(())
    }

    #[test]
    fn open_files_are_never_made_fewer() -> Result<()> {
        let before = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
        assert_eq!(allow_open_files(1)?, before);
        assert_eq!(getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX), before);
        Ok(())
    }
}
