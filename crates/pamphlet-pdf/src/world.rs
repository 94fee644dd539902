//! What Typst can see: files in memory and nothing else. No disk, no network, no clock.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, LazyLock},
};

use typst::{
    Feature, Features, Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::{Error, Theme};

/// Typst's standard library, with the function that marks the first cell of a row as its header, and that which reads the page.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features: Features = [Feature::A11yExtras].into_iter().collect();
    let mut library = <Library as LibraryExt>::builder().with_features(features).build();
    library.global.scope_mut().define_func_with_data(&crate::said::PAGE_DATA);
    LazyHash::new(library)
});

const BUILT_IN: [(&str, &str); 9] = [
    ("main.typ", include_str!("theme/main.typ")),
    ("handout.typ", include_str!("theme/handout.typ")),
    ("tokens.typ", include_str!("theme/tokens.typ")),
    ("icons.typ", include_str!("theme/icons.typ")),
    ("inlines.typ", include_str!("theme/inlines.typ")),
    ("blocks.typ", include_str!("theme/blocks.typ")),
    ("furniture.typ", include_str!("theme/furniture.typ")),
    ("card.typ", include_str!("theme/card.typ")),
    ("poster.typ", include_str!("theme/poster.typ")),
];

static BUILT_IN_SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let parse = |(name, text): &(&str, &str)| Source::new(id(name).expect("our own names are paths"), (*text).to_owned());
    BUILT_IN.iter().map(parse).collect()
});

/// The world of one handout.
///
/// Every handout has the same names for its files: Typst interns names for ever and has room for 65,535.
pub(crate) struct HandoutWorld {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    main: FileId,
}

impl HandoutWorld {
    pub(crate) fn new(fonts: Vec<Font>, theme: &Theme, files: BTreeMap<String, Arc<[u8]>>) -> Result<Self, Error> {
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let mut sources: HashMap<_, _> = BUILT_IN_SOURCES.iter().map(|source| (source.id(), source.clone())).collect();
        let mut all_files = HashMap::new();
        for (name, bytes) in &theme.files {
            let refuse = |problem| Error::ThemeFile { name: name.clone(), problem };
            let id = id(name).ok_or_else(|| refuse("has a name that isn’t a path"))?;
            if name.ends_with(".typ") {
                let text = str::from_utf8(bytes).map_err(|_| refuse("isn’t text in UTF-8"))?;
                sources.insert(id, Source::new(id, text.to_owned()));
            } else {
                all_files.insert(id, Bytes::new(Arc::clone(bytes)));
            }
        }
        for (name, bytes) in files {
            all_files.insert(id(&name).expect("our own names are paths"), Bytes::new(bytes));
        }
        let main = id("main.typ").expect("a path");
        Ok(Self { fonts, book, sources, files: all_files, main })
    }

    /// The same world, but for one file.
    pub(crate) fn with_file(&self, name: &str, bytes: Arc<[u8]>) -> Self {
        let mut files = self.files.clone();
        files.insert(id(name).expect("our own names are paths"), Bytes::new(bytes));
        Self { fonts: self.fonts.clone(), book: self.book.clone(), sources: self.sources.clone(), files, main: self.main }
    }
}

/// The id of a file by its name.
pub(crate) fn id(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}

impl World for HandoutWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
