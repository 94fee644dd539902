//! Whether everything that a file refers to is there.

use std::collections::BTreeSet;

use super::{
    Parsed, Reading,
    references::{self, Reference},
};
use crate::{
    diagnostic::{Diagnostic, nearest},
    glossary::Glossary,
    model::{PagePath, Site},
    value::{Anchor, CitationKey, ImageFormat, LanguageTag, MediaPath, Slug},
    visit::{self, Pointer},
};

impl Reading<'_> {
    pub(super) fn resolve(&mut self, site: &Site) {
        let mut found = self.of_works_cited();
        for page in self.pages.values().chain(&self.partly_read) {
            self.resolve_page(page, &mut found);
        }
        for (language, glossary) in &self.glossary {
            let file = if *language == site.language { "glossary.md".into() } else { format!("glossary.{language}.md").into() };
            for entry in glossary.iter() {
                visit::text(&entry.definition, &Pointer::default(), &mut |_, item| {
                    references::of_item(item, &mut |reference| {
                        found.extend(self.broken(&reference, language).map(|problem| problem.in_file(&file)));
                    });
                });
            }
        }
        found.extend(self.resolve_site(site).into_iter().map(|problem| problem.in_file(&super::SETTINGS.into())));
        self.problems.diagnostics.extend(found);
    }

    /// What can't be read of the works that something cites: what isn't used may be wrong.
    fn of_works_cited(&self) -> Vec<Diagnostic> {
        let Some(file) = &self.bibliography_file else { return Vec::new() };
        let pages = self.pages.values().chain(&self.partly_read).flat_map(|page| page.references.iter().cloned());
        let mut cited: BTreeSet<Reference> = pages.collect();
        for entry in self.glossary.values().flat_map(Glossary::iter) {
            visit::text(&entry.definition, &Pointer::default(), &mut |_, item| {
                references::of_item(item, &mut |reference| {
                    cited.insert(reference);
                });
            });
        }
        let keys = cited.iter().filter_map(|reference| match reference {
            Reference::Work(key) => Some(key),
            Reference::Page(_)
            | Reference::Part(..)
            | Reference::Term(_)
            | Reference::Media(_)
            | Reference::Cover(_)
            | Reference::Columns => None,
        });
        keys.flat_map(|key| self.bibliography.problems_of(key)).map(|problem| problem.clone().in_file(file)).collect()
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
            let Some(problem) = self.broken(&reference, language) else { return };
            let problem = match places.find(&at.to_string()) {
                Some(span) => problem.at(span),
                None => problem,
            };
            found.push(problem.in_file(&parsed.file));
        });
    }

    /// What is wrong with a reference of a text in a language, if what it leads to isn't there.
    fn broken(&self, reference: &Reference, language: &LanguageTag) -> Option<Diagnostic> {
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
            Reference::Media(path) => self.no_media(path),
            Reference::Cover(path) => self.no_media(path).or_else(|| (path.format() == ImageFormat::Svg).then(|| no_drawing(path))),
            Reference::Columns => Some(Diagnostic::error("extra-cells", "a row of the table has more cells than there are columns")),
        }
    }

    /// Whether there is a page at a path, in any language.
    fn has_page(&self, path: &PagePath) -> bool {
        self.paths.contains(path)
    }

    fn no_page(&self, path: &PagePath) -> Diagnostic {
        let problem = Diagnostic::error("broken-link", format!("there is no page `{path}` in the library"));
        let names: Vec<String> = self.pages.keys().map(|id| id.path.to_string()).collect();
        match nearest(&path.to_string(), names.iter().map(String::as_str)) {
            Some(near) => problem.with_help(format!("did you mean `{near}`?")),
            None => problem.with_help(format!("add `{path}.md`, or take the link out")),
        }
    }

    /// What is wrong with a picture that is shown, if it can't be.
    fn no_media(&self, path: &MediaPath) -> Option<Diagnostic> {
        if self.media.contains_key(path) {
            return None;
        }
        if let Some(why) = self.refused.get(path) {
            let problem = Diagnostic::error("refused-picture", format!("the picture `{path}` can’t be shown: {why}"));
            return Some(problem.with_help(format!("see what is said of `{path}` itself")));
        }
        let problem = Diagnostic::error("missing-picture", format!("there is no picture `{path}` in the content folder"));
        Some(match nearest(path.as_str(), self.media.keys().chain(self.refused.keys()).map(MediaPath::as_str)) {
            Some(near) => problem.with_help(format!("did you mean `{near}`?")),
            None => problem.with_help("add the file, or correct the path"),
        })
    }

    fn no_work(&self, key: &CitationKey) -> Diagnostic {
        let problem = Diagnostic::error("broken-citation", format!("the bibliography has no work `{key}`"));
        match self.bibliography.nearest(key) {
            Some(near) => problem.with_help(format!("did you mean `@{near}`?")),
            None => problem.with_help("add it to `references.bib`"),
        }
    }

    /// What is wrong with a link to a part of a page, if the page has no such part.
    fn no_anchor(&self, path: &PagePath, anchor: &Anchor, language: &LanguageTag) -> Option<Diagnostic> {
        let in_language = |language: &LanguageTag| self.pages.get(&crate::model::PageId { path: path.clone(), language: language.clone() });
        let target = in_language(language).or_else(|| self.languages.iter().find_map(in_language))?;
        let anchors = target.anchors();
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
            problems.extend(from.reserved());
            if self.has_page(from) {
                let problem = Diagnostic::error("redirect-from-page", format!("`{from}` is a page, and readers could never reach it"));
                problems.push(problem.with_help("take it out of `redirects`, or rename the page"));
            }
        }
        let logos = site.publisher.logo.iter().chain(site.clinics.values().flat_map(|clinic| clinic.logo.iter()));
        problems.extend(logos.filter_map(|logo| self.no_media(logo)));
        if let Some(clinic) = site.clinic.as_ref().filter(|clinic| !site.clinics.contains_key(*clinic)) {
            let problem = Diagnostic::error("unknown-clinic", format!("there is no clinic `{clinic}`"));
            problems.push(problem.with_help(format!("add a table `[clinics.{clinic}]`, or name one that there is")));
        }
        problems
    }
}

fn no_term(term: &Slug, glossary: Option<&Glossary>) -> Diagnostic {
    let problem = Diagnostic::error("broken-term", format!("the glossary has no word `{term}`"));
    match nearest(term.as_str(), glossary.iter().flat_map(|glossary| glossary.iter().map(|entry| entry.slug.as_str()))) {
        Some(near) => problem.with_help(format!("did you mean `{near}`?")),
        None => problem.with_help("add a heading `## Word` and its meaning to `glossary.md`"),
    }
}

/// Shops and most reading systems show no other covers.
fn no_drawing(path: &MediaPath) -> Diagnostic {
    Diagnostic::error("cover-format", format!("the cover `{path}` is a drawing; a book's cover is a JPEG or a PNG"))
        .with_help("save it as a PNG, at least 1600 pixels tall")
}
