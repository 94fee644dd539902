//! A library from its sources, with everything that one file says of another resolved.

mod partly;
pub(crate) mod references;
mod resolve;
mod snippets;

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::{Arc, OnceLock},
};

use sha2::{Digest, Sha256};

pub use self::partly::{Partly, is_shared};
pub(crate) use self::references::Reference;
use self::{resolve::Setting, snippets::ReadSnippet};
use crate::{
    bibliography::{Bibliography, CitationStyle},
    diagnostic::{Diagnostic, Problems, Severity, nearest},
    glossary::Glossary,
    guard::guarded,
    library::{self, Library},
    messages::Messages,
    model::{Kind, Page, PageId, PagePath, Site},
    picture::{self, Judged, Media},
    source::{self, DataSyntax, Keep, Places, SNIPPETS, utf8},
    value::{Anchor, LanguageTag, MediaPath, Slug, is_reserved_name},
};

/// The files of a library: each by its path below the content folder, with `/` between the parts.
pub type Sources = BTreeMap<String, Vec<u8>>;

/// The file of a library's settings.
pub const SETTINGS: &str = "pamphlet.toml";

impl Library {
    /// Reads a library from the bytes of its files.
    ///
    /// Paths say what each file is: `conditions/dyspareunia.md` and its translation `conditions/dyspareunia.ar.md`
    /// (also `.json`, `.yaml`, `.toml`, and the other kinds' folders), `pamphlet.toml`, `references.bib` or
    /// `references.yaml`, `glossary.md`, `snippets/call-999.md`, `messages/ar.ftl`, and pictures anywhere. Other files are an error:
    /// a page that is left out because its name is misspelt is one that a reader misses.
    ///
    /// ```
    /// use pamphlet_core::{Library, Sources};
    /// let mut sources = Sources::new();
    /// sources.insert("pamphlet.toml".into(), b"title = 'Library'\npublisher = { name = 'Example Clinic' }".into());
    /// sources.insert("conditions/cough.md".into(), b"---\ntitle: Cough\nsummary: A cough clears the throat.\n---\n".into());
    /// let library = Library::read(sources).expect("a library that holds");
    /// assert_eq!(library.page("conditions/cough")?.title.as_str(), "Cough");
    /// # Ok::<(), pamphlet_core::NotFound>(())
    /// ```
    ///
    /// # Errors
    /// Every problem of every file: what doesn't parse, and what leads nowhere (links, citations, terms, pictures).
    pub fn read(sources: Sources) -> Result<Self, Problems> {
        Reader::default().read(sources)
    }
}

/// Reads a library again and again, as its files change, and parses only the files that have changed: what a preview does.
///
/// ```
/// use pamphlet_core::{Reader, Sources};
/// # let mut sources = Sources::new();
/// # sources.insert("pamphlet.toml".into(), b"title = 'Library'\npublisher = { name = 'Example Clinic' }".into());
/// # sources.insert("conditions/cough.md".into(), b"---\ntitle: Cough\nsummary: A cough clears the throat.\n---\n".into());
/// let mut reader = Reader::default();
/// let library = reader.read(sources.clone())?;
/// sources.insert("conditions/fever.md".into(), b"---\ntitle: Fever\nsummary: A fever fights germs.\n---\n".into());
/// let library = reader.read(sources)?; // `conditions/cough.md` isn't parsed again
/// assert_eq!(library.pages().count(), 2);
/// # Ok::<(), pamphlet_core::Problems>(())
/// ```
#[derive(Debug, Default)]
pub struct Reader {
    /// Every text of the last time.
    texts: BTreeMap<Arc<str>, Arc<str>>,
    pages: BTreeMap<Arc<str>, Arc<Parsed>>,
    /// The catalogues that the pages were read with: usual headings stand in them.
    catalogues: BTreeMap<Arc<str>, Arc<str>>,
    bibliography: Option<(Arc<str>, Arc<str>, Bibliography)>,
    style: Option<(Slug, CitationStyle)>,
    /// Each picture's file as it was judged, with its digest: to look at every pixel takes long.
    pictures: BTreeMap<Arc<str>, ([u8; 32], Judged)>,
}

/// What a page's file was when it was last read, and what became of it.
#[derive(Debug)]
struct Parsed {
    file: Arc<str>,
    text: Arc<str>,
    id: PageId,
    /// What reads of it: all, if there are no problems.
    page: Option<Arc<Page>>,
    references: Box<[Reference]>,
    anchors: OnceLock<Vec<Anchor>>,
    problems: Vec<Diagnostic>,
}

impl Parsed {
    /// The ids of its sections and questions.
    fn anchors(&self) -> &[Anchor] {
        self.anchors.get_or_init(|| {
            let sections = self.page.iter().flat_map(|page| page.all_sections());
            sections.flat_map(|section| std::iter::once(section.anchor()).chain(section.questions.iter().map(|q| q.anchor()))).collect()
        })
    }
}

impl Reader {
    /// Reads a library from the bytes of its files, as [`Library::read`] does, and with the same result.
    ///
    /// # Errors
    /// Every problem of every file.
    pub fn read(&mut self, sources: Sources) -> Result<Library, Problems> {
        let (mut reading, settings, style) = self.reading(sources);
        reading.add_those_of_works();
        match (settings, style) {
            (Some(site), Some(style)) if !reading.problems.has_errors() => Ok(reading.into_library(site, style)),
            _ => {
                reading.problems.sort();
                Err(reading.problems)
            }
        }
    }

    /// All files read, and what they refer to looked for.
    fn reading(&mut self, sources: Sources) -> (Reading<'_>, Option<Site>, Option<CitationStyle>) {
        let mut reading = Reading::new(sources, self);
        let settings = reading.settings();
        let language = settings.as_ref().map(|site| site.language.clone()).unwrap_or_default();
        reading.messages();
        reading.bibliography();
        reading.files(&language);
        let style = reading.style(settings.as_ref());
        if let Some(site) = &settings {
            reading.resolve(site);
        }
        reading.reader.texts.clone_from(&reading.problems.sources);
        (reading, settings, style)
    }
}

/// Where the parts of a page stand in its file: it's read once more for that.
pub(crate) fn places_of(file: &str, text: &str, id: &PageId, messages: &Messages) -> Option<Places> {
    let (_, ending) = file.rsplit_once('.')?;
    let (read, _) = source::read_what_reads(id, text, DataSyntax::from_ending(ending), messages, Keep::PageAndPlaces);
    read.map(|read| read.places)
}

struct Reading<'r> {
    reader: &'r mut Reader,
    sources: BTreeMap<Arc<str>, Vec<u8>>,
    problems: Problems,
    /// Problems of works that only pages cite. They stand in a file that all pages share, and are no fault of pages that don't cite the work.
    of_works: Vec<Diagnostic>,
    pages: BTreeMap<PageId, Arc<Parsed>>,
    /// The paths of all pages, of those too whose source has mistakes: links to them aren't broken.
    paths: HashSet<PagePath>,
    languages: BTreeSet<LanguageTag>,
    /// Pages whose source has mistakes, as far as they read: their own links can be broken.
    partly_read: Vec<Arc<Parsed>>,
    /// Pages whose file isn't text, or has no messages, and those that several files say they are.
    lost: BTreeSet<PageId>,
    bibliography: Bibliography,
    bibliography_file: Option<Arc<str>>,
    /// Whether the bibliography was read: if not, citations can't be checked.
    has_bibliography: bool,
    glossary: BTreeMap<LanguageTag, Glossary>,
    has_glossary: bool,
    /// The snippets, by name and language.
    snippets: BTreeMap<(Slug, LanguageTag), ReadSnippet>,
    media: BTreeMap<MediaPath, Media>,
    /// Pictures that are there and can't be published, and why.
    refused: BTreeMap<MediaPath, String>,
    messages: BTreeMap<LanguageTag, Messages>,
}

impl<'r> Reading<'r> {
    fn new(sources: Sources, reader: &'r mut Reader) -> Self {
        let sources: BTreeMap<Arc<str>, Vec<u8>> = sources.into_iter().map(|(path, bytes)| (path.into(), bytes)).collect();
        reader.pages.retain(|file, _| sources.contains_key(file));
        reader.pictures.retain(|file, _| sources.contains_key(file));
        Self {
            reader,
            sources,
            problems: Problems::default(),
            of_works: Vec::new(),
            pages: BTreeMap::new(),
            paths: HashSet::new(),
            languages: BTreeSet::new(),
            partly_read: Vec::new(),
            lost: BTreeSet::new(),
            bibliography: Bibliography::default(),
            bibliography_file: None,
            has_bibliography: true,
            glossary: BTreeMap::new(),
            has_glossary: true,
            snippets: BTreeMap::new(),
            media: BTreeMap::new(),
            refused: BTreeMap::new(),
            messages: BTreeMap::new(),
        }
    }

    fn add_those_of_works(&mut self) {
        self.problems.diagnostics.append(&mut self.of_works);
    }

    fn report(&mut self, file: &Arc<str>, problem: Diagnostic) {
        self.problems.diagnostics.push(problem.in_file(file));
    }

    /// The text of a file, kept so that problems in it can be shown.
    fn text(&mut self, file: &Arc<str>) -> Option<Arc<str>> {
        // The bytes aren't needed once more.
        let bytes = std::mem::take(self.sources.get_mut(file)?);
        let known = self.reader.texts.get(file).filter(|known| known.as_bytes() == bytes);
        match known.map_or_else(|| utf8(&bytes, file).map(|text| source::lines(text).into()), |known| Ok(Arc::clone(known))) {
            Ok(text) => {
                self.problems.sources.insert(Arc::clone(file), Arc::clone(&text));
                Some(text)
            }
            Err(problem) => {
                self.problems.diagnostics.push(*problem);
                None
            }
        }
    }

    fn named(&self, matches: impl Fn(&str) -> bool) -> Vec<Arc<str>> {
        self.sources.keys().filter(|path| matches(path)).cloned().collect()
    }

    fn settings(&mut self) -> Option<Site> {
        let file: Arc<str> = SETTINGS.into();
        if !self.sources.contains_key(&file) {
            self.report(
                &file,
                Diagnostic::error("no-settings", "the library has no `pamphlet.toml`")
                    .with_help("add one to the content folder, with at least `title = \"…\"` and `publisher = { name = \"…\" }`"),
            );
            return None;
        }
        let text = self.text(&file)?;
        let (site, problems) = guarded(|| source::read_what_reads_of_site(&text)).unwrap_or_else(|fault| (None, vec![fault]));
        problems.into_iter().for_each(|problem| self.report(&file, problem));
        site
    }

    fn messages(&mut self) {
        let mut catalogues = BTreeMap::new();
        for file in self.named(|path| path.starts_with("messages/") && path.ends_with(".ftl")) {
            let Some(text) = self.text(&file) else { continue };
            catalogues.insert(Arc::clone(&file), Arc::clone(&text));
            let name = file.trim_start_matches("messages/").trim_end_matches(".ftl");
            let parsed = name
                .parse::<LanguageTag>()
                .map_err(|error| {
                    vec![Diagnostic::error("file-name", error.to_string()).with_help("name it after the language: `messages/ar.ftl`")]
                })
                .and_then(|language| Messages::parse(&language, &text).map(|messages| (language, messages)));
            match parsed {
                Ok((language, messages)) => drop(self.messages.insert(language, messages)),
                Err(problems) => problems.into_iter().for_each(|problem| self.report(&file, problem)),
            }
        }
        if self.reader.catalogues != catalogues {
            self.reader.catalogues = catalogues;
            self.reader.pages.clear();
        }
    }

    fn bibliography(&mut self) {
        let files = self.named(|path| matches!(path, "references.bib" | "references.yaml" | "references.yml"));
        if let [first, second, ..] = files.as_slice() {
            let problem = Diagnostic::error("two-bibliographies", format!("there are two bibliographies, `{first}` and `{second}`"));
            self.report(second, problem.with_help("keep one"));
        }
        let Some(file) = files.first() else { return };
        let Some(text) = self.text(file) else {
            self.has_bibliography = false;
            return;
        };
        if let Some((_, _, known)) = self.reader.bibliography.as_ref().filter(|(known, of, _)| known == file && *of == text) {
            self.bibliography = known.clone();
            self.bibliography_file = Some(Arc::clone(file));
            return;
        }
        let read = guarded(|| if file.ends_with(".bib") { Bibliography::from_bibtex(&text) } else { Bibliography::from_yaml(&text) });
        let read = match read {
            Ok(read) => read,
            Err(fault) => {
                self.has_bibliography = false;
                return self.report(file, fault);
            }
        };
        self.bibliography_file = Some(Arc::clone(file));
        let errors: Vec<Diagnostic> = read.problems().iter().filter(|problem| problem.severity == Severity::Error).cloned().collect();
        if errors.is_empty() {
            self.reader.bibliography = Some((Arc::clone(file), text, read.clone()));
            self.bibliography = read;
        } else {
            self.has_bibliography = false;
            errors.into_iter().for_each(|problem| self.report(file, problem));
        }
    }

    fn style(&mut self, site: Option<&Site>) -> Option<CitationStyle> {
        let name = &site?.citations.style;
        if let Some((_, known)) = self.reader.style.as_ref().filter(|(known, _)| known == name) {
            return Some(known.clone());
        }
        match CitationStyle::by_name(name) {
            Ok(style) => {
                self.reader.style = Some((name.clone(), style.clone()));
                Some(style)
            }
            Err(problem) => {
                let problem = self.at_setting(&Setting::Value(vec!["citations", "style"]), problem);
                self.problems.diagnostics.push(problem);
                None
            }
        }
    }

    fn messages_of(&self, language: &LanguageTag) -> Option<&Messages> {
        self.messages.get(language).or_else(|| Messages::built_in(language))
    }

    /// Whether there are messages in a language; if not, a problem tells what is missing.
    fn has_messages(&mut self, language: &LanguageTag, file: &Arc<str>) -> bool {
        if self.messages_of(language).is_some() {
            return true;
        }
        self.report(
            file,
            Diagnostic::error("no-messages", format!("there are no messages in the language `{language}`"))
                .with_help(format!("add `messages/{language}.ftl` with a translation of each message of the English catalogue")),
        );
        false
    }

    fn files(&mut self, language: &LanguageTag) {
        for file in self.named(|_| true) {
            let parts: Vec<&str> = file.split('/').collect();
            let (folder, name) = match parts.as_slice() {
                [name] => (None, *name),
                [folder, name] => (Some(*folder), *name),
                _ => (None, ""),
            };
            // Nearly every file is a page, and none of those a picture.
            let is_image = !file.ends_with(".md") && file.parse::<MediaPath>().is_ok();
            match (folder, name) {
                (None, "pamphlet.toml" | "references.bib" | "references.yaml" | "references.yml") | (Some("messages"), _) if !is_image => {}
                (None, name) if name.starts_with("glossary.") && name.ends_with(".md") => self.glossary(&file, language),
                _ if is_image => self.image(&file),
                (Some(SNIPPETS), name) => self.snippet(&file, name, language),
                (Some(folder), name) if Kind::from_folder(folder).is_some() => {
                    let kind = Kind::from_folder(folder).expect("it was just asked for");
                    self.page(&file, kind, name, language);
                }
                (Some("media"), name) if is_reserved_name(name) => {
                    let problem = Diagnostic::error(
                        "reserved-name",
                        format!("Windows keeps the name `{name}` for itself: it couldn't be copied there"),
                    );
                    self.report(&file, problem.with_help(format!("give it another name, such as `about-{name}`")));
                }
                _ => {
                    let folders = Kind::ALL.map(Kind::folder);
                    let problem = Diagnostic::error("unknown-file", format!("`{file}` is nothing that a library holds"));
                    let near = folder.and_then(|folder| nearest(folder, folders.into_iter().chain([SNIPPETS])));
                    self.report(
                        &file,
                        match near {
                            Some(near) => problem.with_help(format!("did you mean the folder `{near}`?")),
                            None => problem.with_help(format!(
                                "pages stand in {}; pictures are SVG, PNG or JPEG; move other files elsewhere",
                                folders.join(", ")
                            )),
                        },
                    );
                }
            }
        }
    }

    /// The language in a file's name, `dyspareunia.ar.md`, or the library's own.
    fn language_of(&mut self, file: &Arc<str>, middle: Option<&str>, default: &LanguageTag) -> Option<LanguageTag> {
        let language = match middle {
            None => default.clone(),
            Some(tag) => match tag.parse() {
                Ok(language) => language,
                Err(error) => {
                    self.report(
                        file,
                        Diagnostic::error("file-name", format!("the file's name: {error}"))
                            .with_help("name a translation after its language: `dyspareunia.ar.md`"),
                    );
                    return None;
                }
            },
        };
        self.has_messages(&language, file).then_some(language)
    }

    fn page(&mut self, file: &Arc<str>, kind: Kind, name: &str, default: &LanguageTag) {
        let parts: Vec<&str> = name.split('.').collect();
        let (stem, middle, ending) = match parts.as_slice() {
            [stem, ending] => (*stem, None, *ending),
            [stem, middle, ending] => (*stem, Some(*middle), *ending),
            _ => ("", None, ""),
        };
        let syntax = DataSyntax::from_ending(ending);
        if ending != "md" && syntax.is_none() {
            self.report(
                file,
                Diagnostic::error("unknown-file", format!("`{name}` is no page"))
                    .with_help("a page's file ends in .md, .json, .yaml, .yml or .toml"),
            );
            return;
        }
        let slug: Slug = match stem.parse() {
            Ok(slug) => slug,
            Err(error) => {
                let mut problem = Diagnostic::error("file-name", format!("the file's name: {error}"));
                let is_list = stem.trim_matches('_').eq_ignore_ascii_case("index");
                problem.help.extend(match is_list {
                    true => Some("delete it: the list of the pages in a folder makes itself; or name it after what it's about".to_owned()),
                    false => error.help().map(str::to_owned),
                });
                self.report(file, problem);
                return;
            }
        };
        let path = PagePath::new(kind, slug);
        self.paths.insert(path.clone());
        if let Some(problem) = path.reserved() {
            self.report(file, problem);
        }
        let Some(language) = self.language_of(file, middle, default) else {
            let language = middle.and_then(|tag| tag.parse().ok());
            self.lost.extend(language.map(|language| PageId { path, language }));
            return;
        };
        let id = PageId { path, language };
        let Some(text) = self.text(file) else {
            self.lost.insert(id);
            return;
        };
        let parsed = self.parsed(file, id, text, syntax);
        parsed.problems.iter().for_each(|problem| self.report(file, problem.clone()));
        if parsed.problems.iter().any(|problem| problem.severity == Severity::Error) {
            self.partly_read.push(parsed);
        } else if let Some(other) = self.pages.get(&parsed.id) {
            self.lost.insert(parsed.id.clone());
            let problem = Diagnostic::error("duplicate-page", format!("`{}` is the same page", other.file)).with_help("keep one of them");
            self.report(file, problem);
        } else {
            self.languages.insert(parsed.id.language.clone());
            self.pages.insert(parsed.id.clone(), parsed);
        }
    }

    /// A page's file as it reads: as it did the last time, if it's the same.
    fn parsed(&mut self, file: &Arc<str>, id: PageId, text: Arc<str>, syntax: Option<DataSyntax>) -> Arc<Parsed> {
        if let Some(parsed) = self.reader.pages.get(file).filter(|parsed| parsed.text == text && parsed.id == id) {
            return Arc::clone(parsed);
        }
        let messages = self.messages_of(&id.language).expect("it was just checked");
        let (page, problems) = source::read_page(&id, &text, syntax, messages);
        let references = page.as_ref().map(references::of_page).unwrap_or_default();
        let page = page.map(Arc::new);
        let parsed = Arc::new(Parsed { file: Arc::clone(file), text, id, page, references, anchors: OnceLock::new(), problems });
        self.reader.pages.insert(Arc::clone(file), Arc::clone(&parsed));
        parsed
    }

    fn glossary(&mut self, file: &Arc<str>, default: &LanguageTag) {
        let middle = file.strip_prefix("glossary.").and_then(|rest| rest.strip_suffix(".md"));
        let Some(language) = self.language_of(file, middle, default) else { return };
        let Some(text) = self.text(file) else { return };
        let messages = self.messages_of(&language).expect("it was just checked");
        let read = guarded(|| source::read_glossary(&language, &text, messages)).unwrap_or_else(|fault| Err(vec![fault]));
        match read {
            Ok((glossary, warnings)) => {
                warnings.into_iter().for_each(|problem| self.report(file, problem));
                self.glossary.insert(language, glossary);
            }
            Err(problems) => {
                self.has_glossary = false;
                problems.into_iter().for_each(|problem| self.report(file, problem));
            }
        }
    }

    fn image(&mut self, file: &Arc<str>) {
        let path: MediaPath = file.parse().expect("it was just checked");
        let bytes = self.sources.get_mut(file).map(std::mem::take).unwrap_or_default();
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        let Judged { media, problems, source } = match self.reader.pictures.get(file) {
            Some((known, judged)) if *known == digest => judged.clone(),
            Some(_) | None => {
                let judged = guarded(|| picture::judge(&path, &bytes)).unwrap_or_else(Judged::refused);
                self.reader.pictures.insert(Arc::clone(file), (digest, judged.clone()));
                judged
            }
        };
        if let Some(source) = source {
            self.problems.sources.insert(Arc::clone(file), source);
        }
        if let Some(problem) = problems.first() {
            let more = if problems.len() > 1 { format!(" (and {} more)", problems.len() - 1) } else { String::new() };
            self.refused.insert(path.clone(), format!("{}{more}", problem.message));
        }
        problems.into_iter().for_each(|problem| self.report(file, problem));
        if let Some(media) = media {
            self.media.insert(path, media);
        }
    }

    fn into_library(self, site: Site, style: CitationStyle) -> Library {
        // Without problems every page has been read.
        let mut of_reviews = Vec::new();
        let pages = self.pages.values();
        let pages = pages.filter_map(|parsed| Some((Arc::clone(&parsed.file), self.settled(parsed, &site, &mut of_reviews)?)));
        let pages: Vec<_> = pages.collect();
        // Without an error all that has been reported are warnings.
        let mut remarks: BTreeMap<Arc<str>, Vec<Diagnostic>> = BTreeMap::new();
        for remark in self.problems.diagnostics.into_iter().chain(of_reviews) {
            remarks.entry(remark.file.clone().unwrap_or_default()).or_default().push(remark);
        }
        Library {
            remarks,
            site,
            members: library::members(&pages),
            pages,
            languages: self.languages,
            bibliography: self.bibliography,
            bibliography_file: self.bibliography_file,
            style,
            glossary: self.glossary,
            media: self.media,
            messages: self.messages,
            texts: self.problems.sources,
        }
    }
}
