//! Whether everything that a file refers to is there.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use super::{
    Parsed, Reading, is_shared,
    references::{self, Reference},
};
use crate::{
    diagnostic::{Diagnostic, nearest},
    glossary::Glossary,
    model::{PagePath, Site},
    source::{DataSyntax, parse_data},
    value::{Anchor, CitationKey, ImageFormat, LanguageTag, MediaPath, Slug},
    visit::{self, Pointer},
};

/// A reference that leads nowhere.
pub(super) struct Broken {
    problem: Diagnostic,
    /// The name that isn't there, and one that is and looks like it.
    near: Option<(String, String)>,
}

impl From<Diagnostic> for Broken {
    fn from(problem: Diagnostic) -> Self {
        Self { problem, near: None }
    }
}

impl Broken {
    /// One that a name suggests itself for.
    pub(super) fn with_near(problem: Diagnostic, wrong: impl ToString, near: impl ToString) -> Self {
        Self { problem, near: Some((wrong.to_string(), near.to_string())) }
    }

    /// The problem at its place in a text, with an edit of the name where it stands there as it is.
    pub(super) fn at(self, text: &str, span: Option<Range<usize>>) -> Diagnostic {
        let Some(span) = span else { return self.problem };
        let problem = self.problem.at(span.clone());
        let Some((wrong, near)) = self.near else { return problem };
        let goes_on = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':'));
        // What a link leads to stands after its words.
        match text.get(span.clone()).and_then(|written| written.rfind(&wrong).filter(|at| !goes_on(&written[at + wrong.len()..]))) {
            Some(at) => problem.with_edit(span.start + at..span.start + at + wrong.len(), near),
            None => problem,
        }
    }
}

impl Reading<'_> {
    pub(super) fn resolve(&mut self, site: &Site) {
        let (mut found, of_pages) = self.of_works_cited(site);
        self.resolve_snippets(&mut found);
        for page in self.pages.values().chain(&self.partly_read) {
            self.resolve_page(page, &mut found);
        }
        for (language, glossary) in &self.glossary {
            let file = glossary_file(language, site);
            for entry in glossary.iter() {
                visit::text(&entry.definition, visit::RunKind::Paragraph, &Pointer::default(), &mut |_, item| {
                    references::of_item(item, &mut |reference| {
                        found.extend(self.broken(&reference, language).map(|broken| broken.problem.in_file(&file)));
                    });
                });
            }
        }
        found.extend(self.resolve_site(site));
        self.problems.diagnostics.extend(found);
        self.of_works = of_pages;
    }

    /// What can't be read of the works that something cites: what isn't used may be wrong. First that of works which all pages may need,
    /// then that of works which only pages cite: those pages are at fault, and no others.
    fn of_works_cited(&self, site: &Site) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        let Some(bibliography) = &self.bibliography_file else { return Default::default() };
        let mut cited: BTreeMap<CitationKey, BTreeSet<Arc<str>>> = BTreeMap::new();
        let mut cite = |reference: &Reference, file: &Arc<str>| {
            if let Reference::Work(key) = reference
                && !self.bibliography.problems_of(key).is_empty()
            {
                cited.entry(key.clone()).or_default().insert(Arc::clone(file));
            }
        };
        for page in self.pages.values().chain(&self.partly_read) {
            self.references_of(page).for_each(|reference| cite(reference, &page.file));
        }
        for (language, glossary) in &self.glossary {
            let file = glossary_file(language, site);
            for entry in glossary.iter() {
                visit::text(&entry.definition, visit::RunKind::Paragraph, &Pointer::default(), &mut |_, item| {
                    references::of_item(item, &mut |reference| cite(&reference, &file));
                });
            }
        }
        let (mut of_all, mut of_pages) = (Vec::new(), Vec::new());
        for (key, files) in cited {
            let problems = self.bibliography.problems_of(&key).iter().cloned();
            let problems = problems.map(|problem| problem.in_file(bibliography).with_help(cited_in(&files)));
            let whose = if files.iter().any(|file| is_shared(Some(file))) { &mut of_all } else { &mut of_pages };
            whose.extend(problems);
        }
        (of_all, of_pages)
    }

    fn resolve_page(&self, parsed: &Parsed, found: &mut Vec<Diagnostic>) {
        let language = &parsed.id.language;
        let Some(page) = parsed.page.as_deref() else { return };
        // Where a reference stands is asked only of a page that has a broken one.
        if parsed.references.iter().all(|reference| self.broken(reference, language).is_none()) {
            return;
        }
        let messages = self.messages_of(language).expect("a page isn't read without");
        let places = super::places_of(&parsed.file, &parsed.text, &parsed.id, messages).unwrap_or_default();
        references::walk(page, &mut |at, reference| {
            let Some(broken) = self.broken(&reference, language) else { return };
            let mut problem = broken.at(&parsed.text, places.find(&at.to_string()));
            // Who writes a page may link to one that is to be written next.
            if !page.status.is_published() && matches!(reference, Reference::Page(_) | Reference::Part(..)) {
                problem.severity = crate::Severity::Warning;
            }
            found.push(problem.in_file(&parsed.file));
        });
    }

    /// What is wrong with a reference of a text in a language, if what it leads to isn't there.
    pub(super) fn broken(&self, reference: &Reference, language: &LanguageTag) -> Option<Broken> {
        match reference {
            Reference::Page(path) => (!self.has_page(path)).then(|| self.no_page(path)),
            Reference::Part(path, _) if !self.has_page(path) => Some(self.no_page(path)),
            Reference::Part(path, anchor) => self.no_anchor(path, anchor, language),
            Reference::Term(term) if self.has_glossary => {
                let glossary = self.glossary.get(language).or_else(|| self.glossary.values().next());
                glossary.is_none_or(|glossary| glossary.get(term).is_none()).then(|| no_term(term, glossary))
            }
            Reference::Work(key) if self.has_bibliography => (!self.bibliography.contains(key)).then(|| self.no_work(key)),
            // What couldn't be read has been told already.
            Reference::Term(_) | Reference::Work(_) => None,
            Reference::Snippet(name) => self.no_snippet(name, language),
            Reference::Media(path) => self.no_media(path),
            Reference::Cover(path) => self.no_media(path).or_else(|| (path.format() == ImageFormat::Svg).then(|| no_drawing(path).into())),
            Reference::Columns => Some(Diagnostic::error("extra-cells", "a row of the table has more cells than there are columns").into()),
            Reference::Headers => {
                let problem = Diagnostic::error("empty-header", "a column has no header: a screen reader couldn't say what its cells are");
                Some(problem.with_help("write what the column holds; only the corner above headers of rows may be empty").into())
            }
        }
    }

    /// Whether there is a page at a path, in any language.
    fn has_page(&self, path: &PagePath) -> bool {
        self.paths.contains(path)
    }

    fn no_page(&self, path: &PagePath) -> Broken {
        let problem = Diagnostic::error("broken-link", format!("there is no page `{path}` in the library"));
        let names: Vec<String> = self.pages.keys().map(|id| id.path.to_string()).collect();
        match nearest(&path.to_string(), names.iter().map(String::as_str)) {
            Some(near) => {
                let problem = problem.with_help(format!("did you mean `{near}`?"));
                match near.split_once('/') {
                    Some((folder, slug)) if folder == path.kind.folder() => Broken::with_near(problem, &path.slug, slug),
                    _ => problem.into(),
                }
            }
            None => problem.with_help(format!("add `{path}.md`, or take the link out")).into(),
        }
    }

    /// What is wrong with a picture that is shown, if it can't be.
    fn no_media(&self, path: &MediaPath) -> Option<Broken> {
        if self.media.contains_key(path) {
            return None;
        }
        if let Some(why) = self.refused.get(path) {
            let problem = Diagnostic::error("refused-picture", format!("the picture `{path}` can’t be shown: {why}"));
            return Some(problem.with_help(format!("see what is said of `{path}` itself")).into());
        }
        let problem = Diagnostic::error("missing-picture", format!("there is no picture `{path}` in the content folder"));
        Some(match nearest(path.as_str(), self.media.keys().chain(self.refused.keys()).map(MediaPath::as_str)) {
            Some(near) => Broken::with_near(problem.with_help(format!("did you mean `{near}`?")), path, near),
            None => problem.with_help("add the file, or correct the path").into(),
        })
    }

    fn no_work(&self, key: &CitationKey) -> Broken {
        let problem = Diagnostic::error("broken-citation", format!("the bibliography has no work `{key}`"));
        match self.bibliography.nearest(key) {
            Some(near) => Broken::with_near(problem.with_help(format!("did you mean `@{near}`?")), key, near),
            None => problem.with_help("add it to `references.bib`").into(),
        }
    }

    /// What is wrong with a link to a part of a page, if the page has no such part.
    fn no_anchor(&self, path: &PagePath, anchor: &Anchor, language: &LanguageTag) -> Option<Broken> {
        let in_language = |language: &LanguageTag| self.pages.get(&crate::model::PageId { path: path.clone(), language: language.clone() });
        let target = in_language(language).or_else(|| self.languages.iter().find_map(in_language))?;
        let anchors = target.anchors();
        if anchors.contains(anchor) {
            return None;
        }
        let problem = Diagnostic::error("broken-anchor", format!("the page `{path}` has no section `{anchor}`"));
        Some(match nearest(anchor.as_str(), anchors.iter().map(Anchor::as_str)) {
            Some(near) => Broken::with_near(problem.with_help(format!("did you mean `#{near}`?")), anchor, near),
            None => problem.with_help("a section's id is its heading in small letters with hyphens, or what `{#id}` says").into(),
        })
    }

    /// What is wrong with what the settings refer to, each at its place there.
    fn resolve_site(&self, site: &Site) -> Vec<Diagnostic> {
        let mut problems: Vec<(Setting<'_>, Diagnostic)> = Vec::new();
        let no_page = |path: &PagePath| (!self.has_page(path)).then(|| self.no_page(path).problem);
        if let Some(introduction) = &site.introduction {
            problems.extend(no_page(&introduction.page).map(|problem| (Setting::Value(vec!["introduction", "page"]), problem)));
        }
        let redirects: Vec<(String, &PagePath, &PagePath)> = site.redirects.iter().map(|(from, to)| (from.to_string(), from, to)).collect();
        for (key, from, to) in &redirects {
            let path = || vec!["redirects", key];
            problems.extend(no_page(to).map(|problem| (Setting::Value(path()), problem)));
            problems.extend(from.reserved().map(|problem| (Setting::Key(path()), problem)));
            if self.has_page(from) {
                let problem = Diagnostic::error("redirect-from-page", format!("`{from}` is a page, and readers could never reach it"));
                problems.push((Setting::Key(path()), problem.with_help("take it out of `redirects`, or rename the page")));
            }
        }
        let of_clinics =
            site.clinics.iter().filter_map(|(name, clinic)| Some((vec!["clinics", name.as_str(), "logo"], clinic.logo.as_ref()?)));
        for (path, logo) in site.publisher.logo.iter().map(|logo| (vec!["publisher", "logo"], logo)).chain(of_clinics) {
            problems.extend(self.no_media(logo).map(|broken| (Setting::Value(path), broken.problem)));
        }
        if let Some(clinic) = site.clinic.as_ref().filter(|clinic| !site.clinics.contains_key(*clinic)) {
            let problem = Diagnostic::error("unknown-clinic", format!("there is no clinic `{clinic}`"));
            let problem = problem.with_help(format!("add a table `[clinics.{clinic}]`, or name one that there is"));
            problems.push((Setting::Value(vec!["clinic"]), problem));
        }
        problems.into_iter().map(|(setting, problem)| self.at_setting(&setting, problem)).collect()
    }

    /// A problem of the settings, at its place.
    pub(super) fn at_setting(&self, setting: &Setting<'_>, problem: Diagnostic) -> Diagnostic {
        let file: Arc<str> = super::SETTINGS.into();
        let text = self.problems.sources.get(&file);
        let place = text.and_then(|text| {
            let node = parse_data(text, DataSyntax::Toml).ok()?;
            match setting {
                Setting::Key(path) => node.entry(path).map(|entry| entry.key_span.clone()),
                Setting::Value(path) => node.entry(path).map(|entry| entry.value.span.clone()),
            }
        });
        place.into_iter().fold(problem, Diagnostic::at).in_file(&file)
    }
}

/// A place in the settings, by the keys that lead to it.
pub(super) enum Setting<'s> {
    Key(Vec<&'s str>),
    Value(Vec<&'s str>),
}

fn glossary_file(language: &LanguageTag, site: &Site) -> Arc<str> {
    if *language == site.language { "glossary.md".into() } else { format!("glossary.{language}.md").into() }
}

/// Which files cite a work: those that its mistakes keep from being published.
fn cited_in(files: &BTreeSet<Arc<str>>) -> String {
    const MOST: usize = 10;
    let named: Vec<String> = files.iter().take(MOST).map(|file| format!("`{file}`")).collect();
    let more = files.len().checked_sub(MOST).filter(|more| *more > 0).map(|more| format!(", and {more} more")).unwrap_or_default();
    format!("it is cited in {}{more}", named.join(", "))
}

fn no_term(term: &Slug, glossary: Option<&Glossary>) -> Broken {
    let problem = Diagnostic::error("broken-term", format!("the glossary has no word `{term}`"));
    match nearest(term.as_str(), glossary.iter().flat_map(|glossary| glossary.iter().map(|entry| entry.slug.as_str()))) {
        Some(near) => Broken::with_near(problem.with_help(format!("did you mean `{near}`?")), term, near),
        None => problem.with_help("add a heading `## Word` and its meaning to `glossary.md`").into(),
    }
}

/// Shops and most reading systems show no other covers.
fn no_drawing(path: &MediaPath) -> Diagnostic {
    Diagnostic::error("cover-format", format!("the cover `{path}` is a drawing; a book's cover is a JPEG or a PNG"))
        .with_help("save it as a PNG, at least 1600 pixels tall")
}
