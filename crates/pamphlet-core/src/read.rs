//! A library from its sources, with everything that one file says of another resolved.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    bibliography::{Bibliography, CitationStyle},
    diagnostic::{Diagnostic, Problems, nearest},
    glossary::Glossary,
    image,
    library::{Library, Media},
    messages::Messages,
    model::{Block, Inline, Kind, Page, PageId, PagePath, Site, Subject},
    source::{self, DataSyntax, Read, utf8},
    value::{Anchor, CitationKey, LanguageTag, MediaPath, Slug},
    visit::{self, Item, Pointer},
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
    /// `references.yaml`, `glossary.md`, `messages/ar.ftl`, and pictures anywhere. Other files are an error:
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

/// Reads a library again and again, as its files change, and parses only the pages that have changed: what a preview does.
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
    pages: BTreeMap<Arc<str>, Parsed>,
    /// The catalogues that the pages were read with: usual headings stand in them.
    catalogues: BTreeMap<Arc<str>, Arc<str>>,
}

/// What a page's file was when it was last read, and what became of it.
#[derive(Debug)]
struct Parsed {
    text: Arc<str>,
    id: PageId,
    read: Option<Arc<Read>>,
    problems: Vec<Diagnostic>,
}

impl Reader {
    /// Reads a library from the bytes of its files, as [`Library::read`] does, and with the same result.
    ///
    /// # Errors
    /// Every problem of every file.
    pub fn read(&mut self, sources: Sources) -> Result<Library, Problems> {
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
        match (settings, style) {
            (Some(site), Some(style)) if !reading.problems.has_errors() => Ok(reading.into_library(site, style)),
            _ => {
                reading.problems.sort();
                Err(reading.problems)
            }
        }
    }
}

struct Reading<'r> {
    reader: &'r mut Reader,
    sources: BTreeMap<Arc<str>, Vec<u8>>,
    problems: Problems,
    pages: BTreeMap<PageId, (Arc<str>, Arc<Read>)>,
    languages: BTreeSet<LanguageTag>,
    /// Pages whose source has mistakes: links to them aren't broken.
    unread: BTreeSet<PagePath>,
    /// What reads of them all the same: their own links can be.
    partly_read: Vec<(Arc<str>, Arc<Read>)>,
    bibliography: Bibliography,
    /// Whether the bibliography was read: if not, citations can't be checked.
    has_bibliography: bool,
    glossary: BTreeMap<LanguageTag, Glossary>,
    has_glossary: bool,
    media: BTreeMap<MediaPath, Media>,
    messages: BTreeMap<LanguageTag, Messages>,
}

impl<'r> Reading<'r> {
    fn new(sources: Sources, reader: &'r mut Reader) -> Self {
        let sources: BTreeMap<Arc<str>, Vec<u8>> = sources.into_iter().map(|(path, bytes)| (path.into(), bytes)).collect();
        reader.pages.retain(|file, _| sources.contains_key(file));
        Self {
            reader,
            sources,
            problems: Problems::default(),
            pages: BTreeMap::new(),
            languages: BTreeSet::new(),
            unread: BTreeSet::new(),
            partly_read: Vec::new(),
            bibliography: Bibliography::default(),
            has_bibliography: true,
            glossary: BTreeMap::new(),
            has_glossary: true,
            media: BTreeMap::new(),
            messages: BTreeMap::new(),
        }
    }

    fn report(&mut self, file: &Arc<str>, problem: Diagnostic) {
        self.problems.diagnostics.push(problem.in_file(file));
    }

    /// The text of a file, kept so that problems in it can be shown.
    fn text(&mut self, file: &Arc<str>) -> Option<Arc<str>> {
        let bytes = self.sources.get(file)?;
        match utf8(bytes, file) {
            Ok(text) => {
                let text: Arc<str> = text.into();
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
        source::read_site(&text).map_err(|problems| problems.into_iter().for_each(|problem| self.report(&file, problem))).ok()
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
        let read = if file.ends_with(".bib") { Bibliography::from_bibtex(&text) } else { Bibliography::from_yaml(&text) };
        match read {
            Ok(bibliography) => self.bibliography = bibliography,
            Err(problems) => {
                self.has_bibliography = false;
                problems.into_iter().for_each(|problem| self.report(file, problem));
            }
        }
    }

    fn style(&mut self, site: Option<&Site>) -> Option<CitationStyle> {
        let style = CitationStyle::by_name(&site?.citations.style);
        style.map_err(|problem| self.report(&SETTINGS.into(), problem)).ok()
    }

    /// The messages of a language, or a problem that tells what is missing.
    fn messages_for(&mut self, language: &LanguageTag, file: &Arc<str>) -> bool {
        if self.messages.contains_key(language) || Messages::built_in(language).is_some() {
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
            let is_image = file.parse::<MediaPath>().is_ok();
            match (folder, name) {
                (None, "pamphlet.toml" | "references.bib" | "references.yaml" | "references.yml") | (Some("messages"), _) if !is_image => {}
                (None, name) if name.starts_with("glossary.") && name.ends_with(".md") => self.glossary(&file, language),
                _ if is_image => self.image(&file),
                (Some(folder), name) if Kind::from_folder(folder).is_some() => {
                    let kind = Kind::from_folder(folder).expect("it was just asked for");
                    self.page(&file, kind, name, language);
                }
                _ => {
                    let folders = Kind::ALL.map(Kind::folder);
                    let problem = Diagnostic::error("unknown-file", format!("`{file}` is nothing that a library holds"));
                    let near = folder.and_then(|folder| nearest(folder, folders));
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
        self.messages_for(&language, file).then_some(language)
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
                problem.help.extend(error.help().map(str::to_owned));
                self.report(file, problem);
                return;
            }
        };
        let path = PagePath::new(kind, slug);
        self.unread.insert(path.clone());
        let Some(language) = self.language_of(file, middle, default) else { return };
        let Some(text) = self.text(file) else { return };
        let id = PageId { path: path.clone(), language };
        let (read, problems) = self.parsed(file, &id, &text, syntax);
        match read {
            Some(read) if problems.is_empty() => {
                self.unread.remove(&path);
                self.languages.insert(id.language.clone());
                if let Some((other, _)) = self.pages.get(&id) {
                    let problem = Diagnostic::error("duplicate-page", format!("`{other}` is the same page")).with_help("keep one of them");
                    self.report(file, problem);
                } else {
                    self.pages.insert(id, (Arc::clone(file), read));
                }
            }
            read => {
                self.partly_read.extend(read.map(|read| (Arc::clone(file), read)));
                problems.into_iter().for_each(|problem| self.report(file, problem));
            }
        }
    }

    /// A page's file as it reads: as it did the last time, if it's the same.
    fn parsed(
        &mut self,
        file: &Arc<str>,
        id: &PageId,
        text: &Arc<str>,
        syntax: Option<DataSyntax>,
    ) -> (Option<Arc<Read>>, Vec<Diagnostic>) {
        if let Some(parsed) = self.reader.pages.get(file)
            && parsed.text == *text
            && parsed.id == *id
        {
            // The same text is kept once.
            self.problems.sources.insert(Arc::clone(file), Arc::clone(&parsed.text));
            return (parsed.read.clone(), parsed.problems.clone());
        }
        let (read, problems) = match syntax {
            Some(syntax) => source::read_data(id, text, syntax).map_or_else(|problems| (None, problems), |read| (Some(read), Vec::new())),
            None => {
                let messages = self.messages.get(&id.language).or_else(|| Messages::built_in(&id.language)).expect("it was just checked");
                source::read_what_reads(id, text, messages)
            }
        };
        let read = read.map(Arc::new);
        let parsed = Parsed { text: Arc::clone(text), id: id.clone(), read: read.clone(), problems: problems.clone() };
        self.reader.pages.insert(Arc::clone(file), parsed);
        (read, problems)
    }

    fn glossary(&mut self, file: &Arc<str>, default: &LanguageTag) {
        let middle = file.strip_prefix("glossary.").and_then(|rest| rest.strip_suffix(".md"));
        let Some(language) = self.language_of(file, middle, default) else { return };
        let Some(text) = self.text(file) else { return };
        let messages = self.messages.get(&language).or_else(|| Messages::built_in(&language)).expect("it was just checked");
        match source::read_glossary(&language, &text, messages) {
            Ok(glossary) => drop(self.glossary.insert(language, glossary)),
            Err(problems) => {
                self.has_glossary = false;
                problems.into_iter().for_each(|problem| self.report(file, problem));
            }
        }
    }

    fn image(&mut self, file: &Arc<str>) {
        let path: MediaPath = file.parse().expect("it was just checked");
        let bytes: Arc<[u8]> = self.sources.get(file).map(|bytes| bytes.as_slice().into()).unwrap_or_default();
        match image::check(&path, &bytes) {
            Ok(size) => drop(self.media.insert(path, Media { bytes, size })),
            Err(problem) => self.report(file, *problem),
        }
    }

    /// Whether there is a page at a path, in any language.
    fn has_page(&self, path: &PagePath) -> bool {
        self.unread.contains(path) || self.languages.iter().any(|language| self.in_language(path, language).is_some())
    }

    fn in_language(&self, path: &PagePath, language: &LanguageTag) -> Option<&Page> {
        self.pages.get(&PageId { path: path.clone(), language: language.clone() }).map(|(_, read)| &read.page)
    }

    fn no_page(&self, path: &PagePath) -> Diagnostic {
        let problem = Diagnostic::error("broken-link", format!("there is no page `{path}` in the library"));
        let names: Vec<String> = self.pages.keys().map(|id| id.path.to_string()).collect();
        match nearest(&path.to_string(), names.iter().map(String::as_str)) {
            Some(near) => problem.with_help(format!("did you mean `{near}`?")),
            None => problem.with_help(format!("add `{path}.md`, or take the link out")),
        }
    }

    fn resolve(&mut self, site: &Site) {
        let mut found = Vec::new();
        for (file, read) in self.pages.values().chain(&self.partly_read) {
            let mut report = |at: &Pointer, problem: Diagnostic| {
                let problem = match read.places.find(at) {
                    Some(span) => problem.at(span),
                    None => problem,
                };
                found.push(problem.in_file(file));
            };
            self.resolve_front(&read.page, &mut report);
            self.resolve_body(&read.page, &mut report);
        }
        for (language, glossary) in &self.glossary {
            let file: Arc<str> = if *language == site.language { "glossary.md".into() } else { format!("glossary.{language}.md").into() };
            for entry in glossary.iter() {
                visit::text(&entry.definition, &Pointer::default(), &mut |_, item| match item {
                    Item::Inline(Inline::Page(link)) if !self.has_page(&link.to) => found.push(self.no_page(&link.to).in_file(&file)),
                    Item::Inline(Inline::Term(term)) if glossary.get(&term.term).is_none() => {
                        found.push(no_term(&term.term, Some(glossary)).in_file(&file))
                    }
                    Item::Cite(cite) if self.has_bibliography && !self.bibliography.contains(&cite.key) => {
                        found.push(self.no_work(&cite.key).in_file(&file))
                    }
                    Item::Inline(_) | Item::Cite(_) | Item::Block(_) | Item::Section(_) | Item::Question(_) => {}
                });
            }
        }
        found.extend(self.resolve_site(site).into_iter().map(|problem| problem.in_file(&SETTINGS.into())));
        self.problems.diagnostics.extend(found);
    }

    fn resolve_front(&self, page: &Page, report: &mut dyn FnMut(&Pointer, Diagnostic)) {
        let mut need = |at: Pointer, path: &PagePath| {
            if !self.has_page(path) {
                report(&at, self.no_page(path));
            }
        };
        for (kind, slugs) in page.related.by_kind() {
            let at = Pointer::from("related").join(kind.folder());
            for (index, slug) in slugs.iter().enumerate() {
                need(at.join(index), &PagePath::new(kind, slug.clone()));
            }
        }
        if let Some(slug) = &page.collection {
            need(Pointer::from("collection"), &PagePath::new(Kind::Collection, slug.clone()));
        }
        match &page.subject {
            Subject::Guide(guide) => {
                for (index, part) in guide.parts.iter().enumerate() {
                    for (chapter, path) in part.chapters.iter().enumerate() {
                        need(Pointer::from("guide/parts").join(index).join("chapters").join(chapter), path);
                    }
                }
                if let Some(cover) = guide.cover.as_ref().filter(|cover| !self.media.contains_key(*cover)) {
                    report(&Pointer::from("guide/cover"), no_media(cover));
                }
            }
            Subject::Collection(collection) => {
                for (index, path) in collection.pages.iter().enumerate() {
                    need(Pointer::from("topic/pages").join(index), path);
                }
                if let Some(parent) = &collection.parent {
                    need(Pointer::from("topic/parent"), &PagePath::new(Kind::Collection, parent.clone()));
                }
            }
            Subject::Condition(_) | Subject::Modality(_) | Subject::Evidence(_) => {}
        }
    }

    fn resolve_body(&self, page: &Page, report: &mut dyn FnMut(&Pointer, Diagnostic)) {
        visit::page(page, &mut |at, item| match item {
            Item::Inline(Inline::Page(link)) => {
                if !self.has_page(&link.to) {
                    report(at, self.no_page(&link.to));
                } else if let Some(anchor) = &link.anchor
                    && let Some(problem) = self.no_anchor(&link.to, anchor, page)
                {
                    report(at, problem);
                }
            }
            Item::Inline(Inline::Term(term)) if self.has_glossary => {
                let glossary = self.glossary.get(&page.id.language).or_else(|| self.glossary.values().next());
                if glossary.is_none_or(|glossary| glossary.get(&term.term).is_none()) {
                    report(at, no_term(&term.term, glossary));
                }
            }
            Item::Cite(cite) if self.has_bibliography && !self.bibliography.contains(&cite.key) => report(at, self.no_work(&cite.key)),
            Item::Block(Block::Figure(figure)) if !self.media.contains_key(&figure.image) => report(at, no_media(&figure.image)),
            // Markdown's reader tells of these itself; data can hold them, and no renderer could place the cell.
            Item::Block(Block::Table(table)) if table.rows.iter().any(|row| row.len() > table.columns.len()) => {
                report(at, Diagnostic::error("extra-cells", "a row of the table has more cells than there are columns"));
            }
            Item::Inline(_) | Item::Cite(_) | Item::Block(_) | Item::Section(_) | Item::Question(_) => {}
        });
    }

    fn no_work(&self, key: &CitationKey) -> Diagnostic {
        let problem = Diagnostic::error("broken-citation", format!("the bibliography has no work `{key}`"));
        match self.bibliography.nearest(key) {
            Some(near) => problem.with_help(format!("did you mean `@{near}`?")),
            None => problem.with_help("add it to `references.bib`"),
        }
    }

    /// What is wrong with a link to a part of a page, if the page has no such part.
    fn no_anchor(&self, path: &PagePath, anchor: &Anchor, from: &Page) -> Option<Diagnostic> {
        let others = || self.languages.iter().find_map(|language| self.in_language(path, language));
        let target = self.in_language(path, &from.id.language).or_else(others)?;
        let anchors: Vec<Anchor> = target
            .all_sections()
            .flat_map(|section| std::iter::once(section.anchor()).chain(section.questions.iter().map(|q| q.anchor())))
            .collect();
        if anchors.contains(anchor) {
            return None;
        }
        let problem = Diagnostic::error("broken-anchor", format!("the page `{path}` has no section `{anchor}`"));
        Some(match nearest(anchor.as_str(), anchors.iter().map(Anchor::as_str)) {
            Some(near) => problem.with_help(format!("did you mean `#{near}`?")),
            None => problem.with_help("a section's id is its heading in small letters with hyphens, or what `{#id}` says"),
        })
    }

    fn resolve_site(&self, site: &Site) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        if let Some(introduction) = &site.introduction
            && !self.has_page(&introduction.page)
        {
            problems.push(self.no_page(&introduction.page));
        }
        for (from, to) in &site.redirects {
            if !self.has_page(to) {
                problems.push(self.no_page(to));
            }
            if self.has_page(from) {
                let problem = Diagnostic::error("redirect-from-page", format!("`{from}` is a page, and readers could never reach it"));
                problems.push(problem.with_help("take it out of `redirects`, or rename the page"));
            }
        }
        let logos = site.publisher.logo.iter().chain(site.clinics.values().flat_map(|clinic| clinic.logo.iter()));
        problems.extend(logos.filter(|logo| !self.media.contains_key(*logo)).map(no_media));
        if let Some(clinic) = site.clinic.as_ref().filter(|clinic| !site.clinics.contains_key(*clinic)) {
            let problem = Diagnostic::error("unknown-clinic", format!("there is no clinic `{clinic}`"));
            problems.push(problem.with_help(format!("add a table `[clinics.{clinic}]`, or name one that there is")));
        }
        problems
    }

    fn into_library(self, site: Site, style: CitationStyle) -> Library {
        let mut files = BTreeMap::new();
        let mut pages = BTreeMap::new();
        for (id, (file, read)) in self.pages {
            files.insert(id.clone(), file);
            pages.insert(id, read);
        }
        Library {
            site,
            pages,
            languages: self.languages,
            bibliography: self.bibliography,
            style,
            glossary: self.glossary,
            media: self.media,
            messages: self.messages,
            files,
            texts: self.problems.sources,
        }
    }
}

fn no_term(term: &Slug, glossary: Option<&Glossary>) -> Diagnostic {
    let problem = Diagnostic::error("broken-term", format!("the glossary has no word `{term}`"));
    match nearest(term.as_str(), glossary.iter().flat_map(|glossary| glossary.iter().map(|entry| entry.slug.as_str()))) {
        Some(near) => problem.with_help(format!("did you mean `{near}`?")),
        None => problem.with_help("add a heading `## Word` and its meaning to `glossary.md`"),
    }
}

fn no_media(path: &MediaPath) -> Diagnostic {
    Diagnostic::error("missing-picture", format!("there is no picture `{path}` in the content folder"))
        .with_help("add the file, or mend the path")
}
