//! The server as started by hand: what its process writes to the log and to the disk, and how it starts and stops.
#![cfg(target_os = "linux")]

use std::io::ErrorKind::{BrokenPipe, ConnectionReset};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

type Tested = Result<(), Box<dyn std::error::Error>>;

/// How long a test waits for something that must happen.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server with stores of its own, in a folder that others may look into.
struct Server {
    process: Child,
    folder: PathBuf,
    lines: Receiver<String>,
    address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Server {
    /// Starts it from a shell that first sets these limits.
    fn start(name: &str, limits: &str, flags: &[&str]) -> Result<Self, Box<dyn std::error::Error>> {
        let folder = std::env::temp_dir().join(format!("ud-process-{}-{name}", std::process::id()));
        std::fs::create_dir(&folder)?;
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755))?;
        let mut custodians = Vec::new();
        for number in 1..=2 {
            let keys = folder.join(number.to_string());
            let made = Command::new(env!("CARGO_BIN_EXE_custodian")).arg("keygen").arg(&keys).output()?;
            assert!(made.status.success(), "{made:?}");
            custodians.push(format!("{}.pub", keys.display()));
        }
        let mut process = Command::new("sh")
            .args(["-c", &format!("umask 022; {limits}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_uniting-doctors")])
            .args(["serve", "--listen", "127.0.0.1:0", "--vault-custodians", &custodians.join(","), "--data"])
            .arg(&folder)
            .args(flags)
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let log = BufReader::new(process.stderr.take().ok_or("no log")?);
        let (line, lines) = channel();
        std::thread::spawn(move || log.lines().map_while(Result::ok).try_for_each(|read| line.send(read)));
        let mut server = Self { process, folder, lines, address: SocketAddr::from(([127, 0, 0, 1], 0)) };
        while server.address.port() == 0 {
            let read = server.lines.recv_timeout(PATIENCE)?;
            if let Some((_, address)) = read.split_once("listening on ") {
                server.address = address.parse()?;
            }
        }
        Ok(server)
    }

    /// A connection on which this has been sent.
    fn send(&self, request: &str) -> std::io::Result<TcpStream> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(request.as_bytes())?;
        Ok(stream)
    }

    /// The answer to a request.
    fn ask(&self, head: &str) -> std::io::Result<String> {
        let mut answer = Vec::new();
        self.send(&format!("{head} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"))?.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    /// Asks it to stop and waits until it has. Returns what it wrote since it began to listen.
    fn stop(&mut self) -> Result<Vec<String>, Box<dyn std::error::Error>> {
        let asked = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status()?;
        assert!(asked.success());
        assert!(self.process.wait()?.success());
        Ok(self.lines.iter().collect())
    }
}

#[test]
fn a_log_of_everything_names_no_visitor() -> Tested {
    let mut server = Server::start("log", "true", &["--log", "trace"])?;
    let mut visitors = Vec::new();
    for request in [
        "GET /privacy HTTP/1.1\r\nhost: x\r\n\r\n",
        "GET /planted-path?planted-query HTTP/1.1\r\nhost: planted-host\r\ncookie: session=planted-cookie\r\n\r\n",
        "POST /sign-in HTTP/1.1\r\nhost: x\r\norigin: http://planted-origin\r\ncontent-length: 0\r\n\r\n",
        "POST /sign-in HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\ncontent-length: 14\r\n\r\nemail=planted-",
        "no request at all\r\n\r\n",
    ] {
        let mut visitor = server.send(request)?;
        let mut begun = [0; 12];
        visitor.read_exact(&mut begun)?;
        assert!(begun.starts_with(b"HTTP/1.1 "), "{begun:?}");
        visitors.push(visitor);
    }
    // Connections are still open at the stop, which waits for none of them.
    let lines = server.stop()?;
    for visitor in &visitors {
        let port = format!(":{}", visitor.local_addr()?.port());
        assert!(!lines.iter().any(|line| line.contains(&port)), "{lines:?}");
    }
    for line in &lines {
        assert!(!line.contains("planted"), "{line}");
        let mut words = line.split_whitespace().skip(1);
        let (level, source) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let ours = ["app", "domain", "migrations", "server", "uniting_doctors"]
            .iter()
            .any(|name| source.strip_prefix(name).is_some_and(|rest| rest.starts_with(':')));
        assert!(ours || !["TRACE", "DEBUG", "INFO"].contains(&level), "{line}");
    }
    Ok(())
}

#[test]
fn nothing_private_can_be_read_by_others_or_is_dumped() -> Tested {
    let server = Server::start("files", "ulimit -c unlimited 2>/dev/null || true", &[])?;
    assert!(server.ask("GET /health")?.contains("200 OK"));
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", server.process.id()))?;
    let cores = limits.lines().find(|line| line.starts_with("Max core file size")).ok_or("no limit")?;
    assert_eq!(cores.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{cores}");
    let mut found = 0;
    for entry in std::fs::read_dir(&server.folder)? {
        let entry = entry?;
        if entry.path().extension().is_none_or(|ending| ending != "pub") {
            assert_eq!(entry.metadata()?.permissions().mode() & 0o777, 0o600, "{entry:?}");
            found += 1;
        }
    }
    // Two custodians' keys, three stores, the forum's log and its index, the server key.
    assert!(found >= 8, "{found}");
    Ok(())
}

#[test]
fn more_connections_than_files_do_not_take_the_site_down() -> Tested {
    let mut server = Server::start("files-open", "ulimit -n 256", &[])?;
    let idle = (0..300).map(|_| server.send("")).collect::<Result<Vec<_>, _>>()?;
    // Connections beyond the limit are told so, some of them at a time.
    let asked = || match server.ask("GET /health") {
        Err(error) if [BrokenPipe, ConnectionReset].contains(&error.kind()) => Ok(String::new()),
        asked => asked,
    };
    loop {
        let answer = asked()?;
        assert!(!answer.contains("200 OK"), "all are let in");
        if answer.contains("Too many visitors") {
            break;
        }
    }
    drop(idle);
    while !asked()?.contains("200 OK") {}
    let lines = server.stop()?;
    assert!(!lines.iter().any(|line| line.contains("cannot be accepted")), "{lines:?}");
    Ok(())
}
