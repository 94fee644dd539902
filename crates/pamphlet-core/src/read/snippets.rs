//! Snippets: text that several pages share.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Parsed, Reading, places_of,
    references::{self, Reference},
    resolve::Broken,
};
use crate::{
    diagnostic::{Diagnostic, Severity, nearest},
    model::{Block, ClinicalReview, Kind, Page, PageId, PagePath, Section, Site, Snippet},
    source::{self, Keep},
    value::{LanguageTag, Slug},
    visit::{self, Pointer},
};

/// A snippet's file as it reads.
#[derive(Debug)]
pub(super) struct ReadSnippet {
    file: Arc<str>,
    text: Arc<str>,
    /// What reads of it.
    snippet: Option<Snippet>,
    references: Vec<Reference>,
    /// Whether something is wrong with it, so that no page can show it.
    has_errors: bool,
}

/// A snippet stands under a page's id while it's read, for its language.
fn id_of(name: &Slug, language: &LanguageTag) -> PageId {
    PageId { path: PagePath::new(Kind::Collection, name.clone()), language: language.clone() }
}

impl Reading<'_> {
    pub(super) fn snippet(&mut self, file: &Arc<str>, name: &str, default: &LanguageTag) {
        let parts: Vec<&str> = name.split('.').collect();
        let (stem, middle) = match parts.as_slice() {
            [stem, "md"] => (*stem, None),
            [stem, middle, "md"] => (*stem, Some(*middle)),
            _ => {
                let problem = Diagnostic::error("unknown-file", format!("`{name}` is no snippet"));
                return self.report(file, problem.with_help("a snippet's file ends in .md"));
            }
        };
        let slug: Slug = match stem.parse() {
            Ok(slug) => slug,
            Err(error) => {
                let mut problem = Diagnostic::error("file-name", format!("the file's name: {error}"));
                problem.help.extend(error.help().map(str::to_owned));
                return self.report(file, problem);
            }
        };
        let Some(language) = self.language_of(file, middle, default) else { return };
        let Some(text) = self.text(file) else { return };
        let messages = self.messages_of(&language).expect("it was just checked");
        let (snippet, _, problems) = source::read_snippet(&id_of(&slug, &language), &text, messages, Keep::PageAndPlaces);
        let has_errors = problems.iter().any(|problem| problem.severity == Severity::Error);
        problems.into_iter().for_each(|problem| self.report(file, problem));
        let mut references = Vec::new();
        for block in snippet.iter().flat_map(|snippet| &snippet.blocks) {
            visit::block(block, &Pointer::default(), &mut |_, item| references::of_item(item, &mut |reference| references.push(reference)));
        }
        let read = ReadSnippet { file: Arc::clone(file), text, snippet, references, has_errors };
        if let Some(other) = self.snippets.insert((slug, language), read) {
            let problem = Diagnostic::error("duplicate-page", format!("`{}` is the same snippet", other.file));
            self.report(file, problem.with_help("keep one of them"));
        }
    }

    /// Looks for what snippets refer to, and reports those that no page includes.
    pub(super) fn resolve_snippets(&mut self, found: &mut Vec<Diagnostic>) {
        let pages = self.pages.values().chain(&self.partly_read);
        let included: BTreeSet<Slug> = pages
            .flat_map(|page| &page.references)
            .filter_map(|reference| match reference {
                Reference::Snippet(name) => Some(name.clone()),
                _ => None,
            })
            .collect();
        let mut broken = Vec::new();
        for (key, read) in &self.snippets {
            let (name, language) = key;
            if !included.contains(name) {
                let problem = Diagnostic::warning("unused-snippet", "no page includes the snippet").in_file(&read.file);
                found.push(
                    problem.with_help(format!("include it with `> [!include] [What it is about](../snippets/{name}.md)`, or delete it")),
                );
            }
            if read.references.iter().all(|reference| self.broken(reference, language).is_none()) {
                continue;
            }
            let Some(snippet) = &read.snippet else { continue };
            let messages = self.messages_of(language).expect("a snippet isn't read without");
            let (_, places, _) = source::read_snippet(&id_of(name, language), &read.text, messages, Keep::PageAndPlaces);
            visit::all(&snippet.blocks, &Pointer::from("opening"), &mut |at, item| {
                references::of_item(item, &mut |reference| {
                    let Some(broken) = self.broken(&reference, language) else { return };
                    found.push(broken.at(&read.text, places.find(&at.to_string())).in_file(&read.file));
                });
            });
            broken.push(key.clone());
        }
        for key in broken {
            self.snippets.entry(key).and_modify(|read| read.has_errors = true);
        }
    }

    /// What is wrong with a snippet that a page in a language includes, if it can't be shown there.
    pub(super) fn no_snippet(&self, name: &Slug, language: &LanguageTag) -> Option<Broken> {
        if let Some(read) = self.snippets.get(&(name.clone(), language.clone())) {
            return read.has_errors.then(|| {
                Diagnostic::error("refused-snippet", format!("the snippet `{name}` can’t be shown"))
                    .with_help(format!("see what is said of `{}` itself", read.file))
                    .into()
            });
        }
        let of_name = self.snippets.iter().find(|((other, _), _)| other == name);
        if let Some((_, read)) = of_name {
            return Some(
                Diagnostic::error("broken-include", format!("there is no snippet `{name}` in the page's language, `{language}`"))
                    .with_help(format!("translate `{}` as `snippets/{name}.{language}.md`", read.file))
                    .into(),
            );
        }
        let problem = Diagnostic::error("broken-include", format!("there is no snippet `{name}`"));
        Some(match nearest(name.as_str(), self.snippets.keys().map(|(other, _)| other.as_str())) {
            Some(near) => Broken::with_near(problem.with_help(format!("did you mean `{near}`?")), name, near),
            None => problem.with_help(format!("add `snippets/{name}.md`")).into(),
        })
    }

    /// What a page refers to, by itself and in the snippets that it includes.
    pub(super) fn references_of<'a>(&'a self, page: &'a Parsed) -> impl Iterator<Item = &'a Reference> {
        let of_snippet = |reference: &'a Reference| match reference {
            Reference::Snippet(name) => self.snippets.get(&(name.clone(), page.id.language.clone())),
            _ => None,
        };
        let snippets = page.references.iter().filter_map(of_snippet);
        page.references.iter().chain(snippets.flat_map(|snippet| &snippet.references))
    }

    /// The page of a file with all that other files say for it: the library's defaults, the text of the snippets that it includes, and a
    /// review that covers them.
    pub(super) fn settled(&self, parsed: &Parsed, site: &Site, remarks: &mut Vec<Diagnostic>) -> Option<Arc<Page>> {
        let page = parsed.page.as_ref()?;
        if site.defaults.is_empty()
            && !parsed.references.iter().any(|reference| matches!(reference, Reference::Snippet(_)))
            && !names_its_text(page)
        {
            return Some(Arc::clone(page));
        }
        let mut page = Page::clone(page);
        site.defaults.iter().rev().for_each(|defaults| defaults.fill(&mut page, &site.language));
        let mut included = BTreeSet::new();
        let mut fill = |block: &mut Block| {
            if let Block::Include(include) = block
                && let Some(read) = self.snippets.get(&(include.snippet.clone(), page.id.language.clone()))
            {
                include.blocks = read.snippet.iter().flat_map(|snippet| snippet.blocks.iter().cloned()).collect();
                included.insert(include.snippet.clone());
            }
        };
        page.opening.iter_mut().for_each(|block| each_block(block, &mut fill));
        page.sections.iter_mut().for_each(|section| each_block_of(section, &mut fill));
        self.review(&mut page, parsed, &included, remarks);
        Some(Arc::new(page))
    }

    fn review(&self, page: &mut Page, parsed: &Parsed, included: &BTreeSet<Slug>, remarks: &mut Vec<Diagnostic>) {
        let text = page.text_hash();
        let Some(review) = &mut page.review else { return };
        let mut found = Vec::new();
        if let ClinicalReview::Signed(sign_off) = &review.clinical {
            match &sign_off.content {
                Some(signed) if *signed != text => {
                    let message = format!(
                        "the text has changed since it was signed off, {}: every output says that no clinician has signed it off",
                        if included.is_empty() { "on the page" } else { "on the page or in a snippet" }
                    );
                    let help = format!("have it reviewed again, and write `content: \"{text}\"` and the new day");
                    found.push(Diagnostic::warning("sign-off-ended", message).with_help(help));
                    review.clinical = ClinicalReview::Pending;
                }
                None if !included.is_empty() => {
                    let message = "the sign-off doesn't say for which text it is, and a snippet can change without the page";
                    let help = format!("if this text was signed off, add `content: \"{text}\"` below `on`");
                    found.push(Diagnostic::warning("sign-off-open", message).with_help(help));
                }
                Some(_) | None => {}
            }
        }
        for name in included {
            let read = self.snippets.get(&(name.clone(), page.id.language.clone()));
            let Some(of_snippet) = read.and_then(|read| read.snippet.as_ref()?.front.review.as_ref()) else { continue };
            if matches!(review.clinical, ClinicalReview::Signed(_)) && of_snippet.clinical == ClinicalReview::Pending {
                let message = format!("no clinician has signed off the snippet `{name}`: every output says so of the page");
                found
                    .push(Diagnostic::warning("snippet-pending", message).with_help(format!("have it signed off in `snippets/{name}.md`")));
            }
            review.with(of_snippet);
        }
        if found.is_empty() {
            return;
        }
        let messages = self.messages_of(&parsed.id.language).expect("a page isn't read without");
        let places = places_of(&parsed.file, &parsed.text, &parsed.id, messages).unwrap_or_default();
        for problem in found {
            remarks.push(places.find("review/clinical").into_iter().fold(problem, Diagnostic::at).in_file(&parsed.file));
        }
    }
}

/// Whether the page's sign-off is for one text.
fn names_its_text(page: &Page) -> bool {
    let clinical = page.review.as_ref().map(|review| &review.clinical);
    matches!(clinical, Some(ClinicalReview::Signed(sign_off)) if sign_off.content.is_some())
}

fn each_block_of(section: &mut Section, f: &mut dyn FnMut(&mut Block)) {
    section.blocks.iter_mut().for_each(|block| each_block(block, f));
    section.questions.iter_mut().flat_map(|question| &mut question.answer).for_each(|block| each_block(block, f));
    section.sections.iter_mut().for_each(|section| each_block_of(section, f));
}

fn each_block(block: &mut Block, f: &mut dyn FnMut(&mut Block)) {
    f(block);
    for body in block.bodies_mut() {
        body.iter_mut().for_each(|block| each_block(block, f));
    }
}
