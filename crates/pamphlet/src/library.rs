use std::{collections::BTreeSet, ops::Deref, path::Path};

use pamphlet_core::{Problems, Reader, Severity, Sources, is_shared, model::PageId};

use crate::disk::{self, Tree};

/// A library of pages, all of whose links, citations, terms and pictures resolve.
///
/// It's a [`pamphlet_core::Library`] that also knows how to open a folder, and the warnings of having done so:
/// the core does no I/O. It dereferences to the core's library, which has the rest of the methods and is what
/// every backend takes.
///
/// ```
/// # std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))?;
/// let library = pamphlet::Library::open("content")?;
/// let page = library.page("conditions/dyspareunia")?;
/// assert_eq!(page.title.as_str(), "Dyspareunia");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
// A wrapper, because the core's type can't be given an `open` from here, and a trait would have to be imported
// by everyone who opens a folder.
#[derive(Debug)]
pub struct Library {
    inner: pamphlet_core::Library,
    warnings: Problems,
}

impl Library {
    /// Reads a content folder.
    ///
    /// Hidden files and `README.md` are no part of a library. Any other file that has no place in it is a
    /// warning, and so is a folder. Limits that no honest library meets keep a mistake, or malice, from filling
    /// the memory: 2 MB for a page, 20 MB for a picture or a bibliography, 1 GB and 20,000 files in all. A
    /// symbolic link is followed to a file inside the folder and nowhere else.
    ///
    /// # Errors
    /// Every problem in every file, warnings among them, if one of them is an error.
    ///
    /// ```
    /// let problems = pamphlet::Library::open("no-such-folder").unwrap_err();
    /// assert_eq!(problems.diagnostics[0].code, "missing-folder");
    /// ```
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Problems> {
        Self::open_again(folder, &mut Reader::default())
    }

    /// Reads a content folder that has been read before: of its pages only those that have changed are parsed again.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_again(folder: impl AsRef<Path>, reader: &mut Reader) -> Result<Self, Problems> {
        let mut read = disk::read(folder.as_ref());
        if !read.is_whole {
            return Err(read.into_problems());
        }
        let (inner, problems) = match reader.read(std::mem::take(&mut read.sources)) {
            Ok(inner) => (Some(inner), Problems::default()),
            Err(problems) => (None, problems),
        };
        let problems = with_those_of_the_folder(problems, read);
        match inner {
            Some(inner) if !problems.has_errors() => Ok(Self { inner, warnings: problems }),
            _ => Err(problems),
        }
    }

    /// Reads what can be read of a content folder: a mistake in one page doesn't keep the others from being published.
    ///
    /// # Errors
    /// Every problem in every file, if there's an error in what all pages share: settings, glossary, messages.
    pub fn open_partly(folder: impl AsRef<Path>) -> Result<Partly, Problems> {
        Self::open_partly_again(folder, &mut Reader::default())
    }

    /// As [`open_partly`](Self::open_partly), of a folder that has been read before: only pages that have changed are parsed again.
    ///
    /// # Errors
    /// As [`open_partly`](Self::open_partly).
    pub fn open_partly_again(folder: impl AsRef<Path>, reader: &mut Reader) -> Result<Partly, Problems> {
        let mut read = disk::read(folder.as_ref());
        if !read.is_whole {
            return Err(read.into_problems());
        }
        match reader.read_partly(std::mem::take(&mut read.sources)) {
            Ok(pamphlet_core::Partly { library, faulty, problems }) => {
                let mut of_folder = read.diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
                let is_whole = !of_folder.any(|error| is_shared(error.file.as_deref()));
                let problems = with_those_of_the_folder(problems, read);
                if !is_whole {
                    return Err(problems);
                }
                Ok(Partly { library: Self { inner: library, warnings: Problems::default() }, faulty, problems })
            }
            Err(problems) => Err(with_those_of_the_folder(problems, read)),
        }
    }

    /// Takes pages out, as if there had never been any: see [`pamphlet_core::Library::leave_out`].
    pub fn leave_out(&mut self, pages: &BTreeSet<PageId>) {
        self.inner.leave_out(pages);
    }

    /// Reads a library from files in memory: each path relative to the content folder, with `/` between its
    /// parts, and the file's bytes.
    ///
    /// # Errors
    /// Every problem in every file, if one of them is an error.
    pub fn read(sources: Sources) -> Result<Self, Problems> {
        pamphlet_core::Library::read(sources).map(|inner| Self { inner, warnings: Problems::default() })
    }

    /// What was left out of the folder, and why. What is worth mending in the pages is told by
    /// [`check`](pamphlet_core::Library::check).
    #[must_use]
    pub fn warnings(&self) -> &Problems {
        &self.warnings
    }
}

/// A library some of whose pages have mistakes: the others can be published. As [`pamphlet_core::Partly`], from a folder.
#[derive(Debug)]
pub struct Partly {
    /// The library. Of a page with mistakes it has what reads, which isn't to be published.
    pub library: Library,
    /// The pages with mistakes, also those of which nothing reads.
    pub faulty: BTreeSet<PageId>,
    /// Every problem of every file, warnings among them.
    pub problems: Problems,
}

/// What is wrong with the files, and with what the folder holds besides.
fn with_those_of_the_folder(mut problems: Problems, folder: Tree) -> Problems {
    problems.diagnostics.retain(|diagnostic| !diagnostic.file.as_deref().is_some_and(|file| folder.unread.contains(file)));
    problems.diagnostics.extend(folder.diagnostics);
    // Stable: what the core says of a file stays in the core's order.
    problems.diagnostics.sort_by_key(|diagnostic| diagnostic.file.clone());
    problems
}

impl Deref for Library {
    type Target = pamphlet_core::Library;
    fn deref(&self) -> &Self::Target {
        &self.inner
    }
}
