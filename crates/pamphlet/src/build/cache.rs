//! Finished files of earlier builds, each known by all that went into it.

use std::{
    collections::BTreeSet,
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Format, Options, outputs::Output};
use crate::{Fingerprint, Omission};

/// A folder that keeps the handouts and e-books of earlier builds, so that only those are made again whose pages have changed.
///
/// What a page's files are made of is their key: its [`Fingerprint`], the options and the program. A file is kept under the sum of its bytes
/// (SHA-256) and looked at before it's used: one that was cut short or changed is made again. Several builds may use one folder at a time, and
/// folders of several machines may be copied into one.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    program: String,
    used: Mutex<BTreeSet<String>>,
}

/// Its folder, in backticks.
impl fmt::Display for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.folder.display())
    }
}

/// What is kept of a page: its files in their order.
#[derive(Debug, Serialize, Deserialize)]
struct Unit {
    /// Its own key: an entry with another name is nobody's.
    key: String,
    files: Vec<Kept>,
}

/// What is kept of a file.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    bytes: String,
    pages: Option<usize>,
    omissions: Vec<(String, String)>,
    pictures: Vec<String>,
}

/// A file that was found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) bytes: Bytes,
    pub(super) pages: Option<usize>,
    pub(super) omissions: Vec<Omission>,
    pub(super) pictures: Vec<Bytes>,
}

/// The bytes of a file, and where the cache has them.
#[derive(Debug)]
pub(super) struct Bytes {
    pub(super) bytes: Vec<u8>,
    pub(super) at: PathBuf,
}

/// Units that aren't used stay until there are so many times more of them than a build uses.
const MOST_UNUSED: usize = 3;
const FEW: usize = 100;

impl Cache {
    /// A cache in a folder, which needn't be there yet. `program` tells the program that makes the files from any other that may make other
    /// bytes of the same pages: its version, or the sum of its own bytes.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>, program: impl Into<String>) -> Self {
        Self { folder: folder.into(), program: program.into(), used: Mutex::default() }
    }

    /// How many pages have been found in it or put into it.
    pub(super) fn used(&self) -> usize {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// The key of a page's files.
    pub(super) fn key(&self, page: Fingerprint, outputs: &[Output<'_>], options: &Options) -> String {
        let mut sum = Sha256::new();
        sum.update(page.as_bytes());
        sum.update(&self.program);
        for output in outputs {
            sum.update(output.words());
            sum.update([0]);
        }
        // Pictures of handouts are made for web pages.
        sum.update([u8::from(options.formats.has(Format::Web))]);
        hexadecimal(&sum.finalize())
    }

    /// The files of a page, if all are there and whole.
    pub(super) fn find(&self, key: &str, count: usize) -> Option<Vec<Found>> {
        let unit: Unit = serde_json::from_slice(&fs::read(self.unit(key)).ok()?).ok()?;
        if unit.key != key || unit.files.len() != count {
            return None;
        }
        let found = unit.files.into_iter().map(|Kept { bytes, pages, omissions, pictures }| {
            Some(Found {
                bytes: self.read(&bytes)?,
                pages,
                omissions: omissions.into_iter().map(|(what, why)| Omission { what, why }).collect(),
                pictures: pictures.iter().map(|sum| self.read(sum)).collect::<Option<_>>()?,
            })
        });
        let found = found.collect::<Option<Vec<_>>>()?;
        self.mark_used(key);
        Some(found)
    }

    /// Keeps the files of a page. A folder that can't be written costs time and nothing else.
    pub(super) fn keep<'f>(&self, key: &str, files: impl IntoIterator<Item = &'f super::File>) {
        let keep = || -> io::Result<()> {
            let mut unit = Unit { key: key.to_owned(), files: Vec::new() };
            for file in files {
                let pictures = file.pictures.iter().map(|picture| self.write(picture)).collect::<io::Result<_>>()?;
                let omissions = file.omissions.iter().map(|Omission { what, why }| (what.clone(), why.clone())).collect();
                unit.files.push(Kept { bytes: self.write(&file.bytes)?, pages: file.pages, omissions, pictures });
            }
            self.put(&self.unit(key), &serde_json::to_vec(&unit)?)
        };
        if keep().is_ok() {
            self.mark_used(key);
        }
    }

    /// Removes what no build has used for long, once there's much of it.
    pub(super) fn sweep(&self) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let names = |folder: &str| {
            let entries = fs::read_dir(self.folder.join(folder)).into_iter().flatten().flatten();
            entries.filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.file_name().into_string().ok()?)))
        };
        let mut unused: Vec<(SystemTime, String)> = names(UNITS).filter(|(_, name)| !used.contains(name)).collect();
        let most = MOST_UNUSED * used.len() + FEW;
        if unused.len() <= most {
            return;
        }
        unused.sort();
        for (_, name) in &unused[..unused.len() - most / 2] {
            let _ = fs::remove_file(self.unit(name));
        }
        let units = names(UNITS).filter_map(|(_, name)| serde_json::from_slice::<Unit>(&fs::read(self.unit(&name)).ok()?).ok());
        let kept: BTreeSet<String> =
            units.flat_map(|unit| unit.files).flat_map(|file| file.pictures.into_iter().chain([file.bytes])).collect();
        for (_, name) in names(FILES).filter(|(_, name)| !kept.contains(name)) {
            let _ = fs::remove_file(self.file(&name));
        }
    }

    fn mark_used(&self, key: &str) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned());
    }

    fn unit(&self, key: &str) -> PathBuf {
        self.folder.join(UNITS).join(key)
    }

    fn file(&self, sum: &str) -> PathBuf {
        self.folder.join(FILES).join(sum)
    }

    fn read(&self, sum: &str) -> Option<Bytes> {
        // Only a name of our own is a path.
        let at = Some(self.file(sum)).filter(|_| sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let bytes = fs::read(&at).ok()?;
        (hexadecimal(&Sha256::digest(&bytes)) == sum).then_some(Bytes { bytes, at })
    }

    /// Keeps some bytes, and returns their sum.
    fn write(&self, bytes: &[u8]) -> io::Result<String> {
        let sum = hexadecimal(&Sha256::digest(bytes));
        let at = self.file(&sum);
        // What is there may be another's, or half of it.
        if fs::read(&at).is_ok_and(|there| there == bytes) {
            return Ok(sum);
        }
        self.put(&at, bytes)?;
        Ok(sum)
    }

    /// Writes a file whole or not at all.
    fn put(&self, at: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = at.parent().unwrap_or(&self.folder);
        if !folder.is_dir() {
            fs::create_dir_all(folder)?;
            // Neither for version control nor for backups (https://bford.info/cachedir/).
            fs::write(self.folder.join(".gitignore"), "*\n")?;
            fs::write(self.folder.join("CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55\n")?;
        }
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        io::Write::write_all(&mut file, bytes)?;
        file.persist(at).map_err(|error| error.error)?;
        Ok(())
    }
}

const UNITS: &str = "pages";
const FILES: &str = "files";

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
