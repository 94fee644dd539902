//! The files of a build, one by one and in memory.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use super::{
    File, Format, Options, Output,
    outputs::{picture_paths, pictures},
    publish::SEARCH,
    site,
};
use crate::{
    Library, Problems,
    html::{Download, Pictures, Site, SiteFile, SiteOptions, page_path, relative},
    model::Page,
};

/// What is made once, however many ask for it; others wait for whoever asked first.
type Once<T> = OnceLock<Result<T, Problems>>;

/// Handouts, e-books and the index of the search that have been made: web pages say how large they are, so they're asked for more than once.
#[derive(Default)]
pub struct Finished {
    outputs: Mutex<BTreeMap<String, Arc<Once<Arc<File>>>>>,
    #[cfg(feature = "search")]
    index: Once<BTreeMap<String, Arc<File>>>,
}

impl fmt::Debug for Finished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finished").finish_non_exhaustive()
    }
}

/// The files that a library becomes. Several may be made at a time.
#[derive(Debug, Clone, Copy)]
pub struct Build<'b> {
    library: &'b Library,
    options: &'b Options,
    finished: &'b Finished,
}

/// A file of a build.
#[derive(Debug, Clone, Copy)]
pub enum BuildFile<'b> {
    /// A handout or an e-book.
    Output(Output<'b>),
    /// A picture of a page: what its handout looks like, or what social networks show of it.
    Picture(&'b Page, Picture),
    /// A file of the web site.
    Web(SiteFile<'b>),
}

/// A picture of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// The first page of its handout.
    Handout,
    /// What social networks show beside a link to it.
    Social,
}

impl<'b> BuildFile<'b> {
    /// The page that it's a form of. Its bytes depend on no more than the page's [fingerprint](crate::Fingerprint) says; those of other files
    /// depend on all pages.
    #[must_use]
    pub fn page(self) -> Option<&'b Page> {
        match self {
            Self::Output(output) => Some(output.download().0),
            Self::Picture(page, _) => Some(page),
            Self::Web(file) => site::page_of(&file),
        }
    }
}

impl<'b> Build<'b> {
    /// The build of a library. `finished` keeps what takes long to make, for as long as it's wanted.
    #[must_use]
    pub fn new(library: &'b Library, options: &'b Options, finished: &'b Finished) -> Self {
        Self { library, options, finished }
    }

    /// Every file but those of the search's index, whose names depend on what is in them: see [`index`](Self::index).
    ///
    /// # Errors
    /// If there can be no site: the theme is wrong, or there are no pages.
    pub fn files(self) -> Result<Vec<BuildFile<'b>>, Problems> {
        let mut files = Vec::new();
        for page in self.library.pages() {
            let outputs = Output::of(page, self.options);
            let has_pictures = outputs.iter().any(|output| has_pictures(*output, self.options));
            files.extend(outputs.into_iter().map(BuildFile::Output));
            if has_pictures {
                files.extend([Picture::Handout, Picture::Social].map(|picture| BuildFile::Picture(page, picture)));
            }
        }
        if self.options.formats.has(Format::Web) {
            let options = self.site_options();
            let site = Site::new(self.library, &options).map_err(|error| site::failed(self.library, None, &error))?;
            files.extend(site.files().into_iter().map(BuildFile::Web));
        }
        Ok(files)
    }

    /// Where a file stands below the root of the output.
    #[must_use]
    pub fn path(self, file: BuildFile<'_>) -> String {
        match file {
            BuildFile::Output(output) => output.path(self.library),
            BuildFile::Picture(page, picture) => {
                let [handout, social] = picture_paths(self.library, page);
                match picture {
                    Picture::Handout => handout,
                    Picture::Social => social,
                }
            }
            BuildFile::Web(file) => file.path(self.library),
        }
    }

    /// Makes a file.
    ///
    /// # Errors
    /// Why it can't be made, at the author's words where these are at fault.
    pub fn make(self, file: BuildFile<'b>) -> Result<Arc<File>, Problems> {
        match file {
            BuildFile::Output(output) => self.output(output),
            BuildFile::Picture(page, picture) => {
                let with_pictures = Output::of(page, self.options).into_iter().find(|output| has_pictures(*output, self.options));
                let made = with_pictures.map(|output| self.output(output)).transpose()?;
                let at = match picture {
                    Picture::Handout => 0,
                    Picture::Social => 1,
                };
                let bytes = made.and_then(|made| made.pictures.get(at).cloned()).unwrap_or_default();
                Ok(Arc::new(File { bytes, ..File::default() }))
            }
            BuildFile::Web(file) => {
                let mut options = self.site_options();
                if let SiteFile::Page(page) = file {
                    // A page says how large its other forms are, so they're made first.
                    let (downloads, pictures) = self.offered(page);
                    options.downloads.insert(page.id.clone(), downloads);
                    options.pictures.insert(page.id.clone(), pictures);
                }
                let site = Site::new(self.library, &options).map_err(|error| site::failed(self.library, None, &error))?;
                site::make(self.library, &site, file).map(Arc::new)
            }
        }
    }

    /// The files of the search's index, by their paths; none without the feature `search`, or without web pages. Of pages that can't be made it
    /// has nothing.
    ///
    /// # Errors
    /// If the index can't be made.
    pub fn index(self) -> Result<BTreeMap<String, Arc<File>>, Problems> {
        #[cfg(feature = "search")]
        if self.options.formats.has(Format::Web) {
            return self.finished.index.get_or_init(|| self.make_index()).clone();
        }
        Ok(BTreeMap::new())
    }

    #[cfg(feature = "search")]
    fn make_index(self) -> Result<BTreeMap<String, Arc<File>>, Problems> {
        // The words of a page don't depend on the size of its other forms.
        let options = self.site_options();
        let site = Site::new(self.library, &options).map_err(|error| site::failed(self.library, None, &error))?;
        let pages = site.files().into_iter().filter(|file| matches!(file, SiteFile::Page(_)));
        let pages = pages.filter_map(|file| {
            let bytes = site::make(self.library, &site, file).ok()?.bytes;
            Some((site.path(file), String::from_utf8_lossy(&bytes).into_owned()))
        });
        let pages: Vec<_> = pages.collect();
        let files = super::publish::index(pages)?;
        Ok(files.into_iter().map(|(path, bytes)| (path, Arc::new(File::from_bytes(bytes)))).collect())
    }

    /// Why a form of a page can't be made; nothing of one that nobody has asked for.
    #[must_use]
    pub fn fault_of(self, output: Output<'b>) -> Option<Problems> {
        let outputs = self.finished.outputs.lock().unwrap_or_else(PoisonError::into_inner);
        outputs.get(&output.path(self.library))?.get()?.as_ref().err().cloned()
    }

    fn site_options(self) -> SiteOptions {
        SiteOptions { theme: self.options.theme.clone(), search: SEARCH, ..SiteOptions::on(self.options.today) }
    }

    /// What a page offers to take along, and what that looks like. What can't be made isn't offered: it's an error of its own.
    fn offered(self, page: &'b Page) -> (Vec<Download>, Pictures) {
        let from = page_path(self.library, &page.id);
        let (mut downloads, mut shown) = (Vec::new(), Pictures::default());
        for output in Output::of(page, self.options) {
            let Ok(file) = self.output(output) else { continue };
            let (_, kind) = output.download();
            let href = relative(&from, &output.path(self.library));
            downloads.push(Download { kind, href, bytes: file.bytes.len(), pages: file.pages });
            if !file.pictures.is_empty() {
                shown = pictures(file.pictures.iter().map(Vec::as_slice));
            }
        }
        (downloads, shown)
    }

    fn output(self, output: Output<'b>) -> Result<Arc<File>, Problems> {
        let path = output.path(self.library);
        let once = Arc::clone(self.finished.outputs.lock().unwrap_or_else(PoisonError::into_inner).entry(path).or_default());
        let make = || {
            let edition = output.print_edition(self.library, self.options).map(|edition| self.output(edition)).transpose()?;
            let printed = edition.as_ref().map_or(&[][..], |edition| &edition.printed);
            output.make(self.library, self.options, printed).map(Arc::new)
        };
        once.get_or_init(make).clone()
    }
}

/// Whether a form of a page brings the page's pictures.
fn has_pictures(output: Output<'_>, options: &Options) -> bool {
    match output {
        #[cfg(feature = "pdf")]
        Output::Handout(_, edition) => edition == crate::pdf::Edition::Standard && options.formats.has(Format::Web),
        Output::Book(_) => {
            let _ = options;
            false
        }
    }
}
