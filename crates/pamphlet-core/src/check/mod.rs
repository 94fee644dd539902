//! Rules of good health information that a program can check.
//!
//! A page that breaks an error rule isn't published; a warning sets priorities. Results say which checks
//! passed: they are no certificate. Sources: the NHS content style and design system, PIF TICK, DISCERN, GRADE,
//! WCAG 2.2.

mod acronyms;
mod care;
mod characters;
mod currency;
mod emergency;
mod language;
mod runs;
mod structure;
mod unfinished;
mod wording;
mod words;

pub use characters::Unshown;

use std::{cell::OnceCell, collections::BTreeSet, ops::Range, sync::Arc};

use crate::{
    diagnostic::{Diagnostic, Problems},
    guard::guarded,
    library::Library,
    model::{Block, Kind, Page, PageId, PagePath},
    read::places_of,
    source::{Keep, Places, SNIPPETS, read_snippet},
    value::Date,
    visit::{self, Item},
};

/// A page under the rules, and the problems found so far.
struct Checking<'l> {
    library: &'l Library,
    page: &'l Page,
    today: Date,
    found: Vec<Diagnostic>,
    /// Where the parts of the page stand in its file, once a problem has been found.
    places: OnceCell<Places>,
}

impl Checking<'_> {
    /// Tells of a problem of a part, which is named by its [`Pointer`](crate::visit::Pointer).
    fn report(&mut self, at: &str, problem: Diagnostic) {
        if let Some((file, span)) = in_snippet(self.library, self.page, at) {
            self.found.push(problem.at(span).in_file(&file));
            return;
        }
        let Some(file) = self.library.source_of(&self.page.id) else {
            self.found.push(problem);
            return;
        };
        let problem = match self.places.get_or_init(|| places_in(self.library, self.page, file)).find(at) {
            Some(span) => problem.at(span),
            None => problem,
        };
        self.found.push(problem.in_file(file));
    }
}

/// Where a part of a page stands that is the text of a snippet.
fn in_snippet(library: &Library, page: &Page, at: &str) -> Option<(Arc<str>, Range<usize>)> {
    let (include, inside) = at.split_once("/include/blocks/")?;
    let mut name = None;
    visit::page(page, &mut |at, item| {
        if let Item::Block(Block::Include(block)) = item
            && name.is_none()
            && at.to_string() == include
        {
            name = Some(&block.snippet);
        }
    });
    let name = name?;
    let language = &page.id.language;
    let files = [format!("{SNIPPETS}/{name}.md"), format!("{SNIPPETS}/{name}.{language}.md")];
    let (file, text) =
        files.iter().skip(usize::from(*language != library.site.language)).find_map(|file| library.texts.get_key_value(&**file))?;
    let id = PageId { path: PagePath::new(Kind::Collection, name.clone()), language: language.clone() };
    let (_, places, _) = read_snippet(&id, text, library.messages(language), Keep::PageAndPlaces);
    let span = places.find(&format!("opening/{inside}"))?;
    Some((Arc::clone(file), span))
}

/// Where the parts of a page stand in its file.
fn places_in(library: &Library, page: &Page, file: &Arc<str>) -> Places {
    let messages = library.messages(&page.id.language);
    library.texts.get(file).and_then(|text| places_of(file, text, &page.id, messages)).unwrap_or_default()
}

impl Library {
    /// Checks every page by the rules for publishing.
    ///
    /// `today` is the day of publishing: what is overdue for review on it is reported.
    #[must_use]
    pub fn check(&self, today: Date) -> Problems {
        let remarks = self.remarks.values().flatten().cloned();
        let mut problems = Problems { diagnostics: remarks.collect(), sources: self.texts.clone() };
        for page in self.pages() {
            problems.diagnostics.extend(self.by_rules(page, today));
        }
        problems.diagnostics.extend(self.check_bibliography());
        if self.site.contact.as_ref().is_some_and(unfinished::is_unreachable) {
            problems.diagnostics.push(unfinished::unreachable_contact().in_file(&Arc::from("pamphlet.toml")));
        }
        problems.sort();
        problems
    }

    /// Reports what is worth fixing in the bibliography, as [`check`](Self::check) does.
    #[must_use]
    pub fn check_bibliography(&self) -> Vec<Diagnostic> {
        let Some(file) = &self.bibliography_file else { return Vec::new() };
        let mut cited = BTreeSet::new();
        let mut collect = |_: &visit::Pointer<'_>, item: Item<'_>| {
            if let Item::Cite(cite) = item {
                cited.insert(cite.key.clone());
            }
        };
        self.pages().for_each(|page| visit::page(page, &mut collect));
        for entry in self.glossary.values().flat_map(crate::glossary::Glossary::iter) {
            visit::text(&entry.definition, visit::RunKind::Paragraph, &visit::Pointer::default(), &mut collect);
        }
        let found = self.bibliography.warnings(&cited, &self.style, &self.site.language);
        found.into_iter().map(|problem| problem.in_file(file)).collect()
    }

    /// Checks one page by the rules for publishing, as [`check`](Self::check) does.
    #[must_use]
    pub fn check_page(&self, page: &Page, today: Date) -> Vec<Diagnostic> {
        let remarks = self.source_of(&page.id).and_then(|file| self.remarks.get(file));
        remarks.into_iter().flatten().cloned().chain(self.by_rules(page, today)).collect()
    }

    fn by_rules(&self, page: &Page, today: Date) -> Vec<Diagnostic> {
        let check = || {
            let mut checking = Checking { library: self, page, today, found: Vec::new(), places: OnceCell::new() };
            structure::check(&mut checking);
            care::check(&mut checking);
            emergency::check(&mut checking);
            unfinished::check(&mut checking);
            currency::check(&mut checking);
            wording::check(&mut checking);
            language::check(&mut checking);
            checking.found
        };
        guarded(check).unwrap_or_else(|fault| vec![self.source_of(&page.id).into_iter().fold(fault, Diagnostic::in_file)])
    }

    /// The texts of the files that the library was read from, for showing diagnostics.
    #[must_use]
    pub fn texts(&self) -> &std::collections::BTreeMap<Arc<str>, Arc<str>> {
        &self.texts
    }

    /// The file that a page was read from, for diagnostics of one's own.
    #[must_use]
    pub fn source_of(&self, page: &PageId) -> Option<&Arc<str>> {
        self.held(&page.path, &page.language).map(|(file, _)| file)
    }
}
