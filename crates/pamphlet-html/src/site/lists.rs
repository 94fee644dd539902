//! The pages that lead to others: home, A–Z, search.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::{
    Library, Rendered,
    bibliography::Cited,
    collation::Collation,
    elements::{By, Element, Said},
    model::{Kind, Page},
    value::{LanguageTag, Line},
};

use super::Site;
use crate::{
    Links,
    body::{Heading, Setting, Writer},
    json_ld,
    links::{a_to_z_path, home_path, relative, search_path, within_site},
    shell::{Indexing, Shell, alternates},
    theme::Error,
};

/// What a page of the site's own says of itself.
pub(super) struct Own<'a> {
    pub(super) language: &'a LanguageTag,
    pub(super) path: &'a str,
    /// Its title, where it isn't the site's.
    pub(super) title: Option<&'a str>,
    pub(super) indexing: Indexing,
    pub(super) script: Option<String>,
}

impl<'l> Site<'l, '_> {
    /// The topics first, then the pages by kind.
    pub(super) fn home(&self, language: &LanguageTag) -> Result<Rendered<Vec<u8>>, Error> {
        let path = home_path(self.library, language);
        let site = self.library.site();
        let pages = self.pages_in(language);
        let first = self.first_in(language)?;
        let (links, cited) = (within_site(self.library, &path, ""), Cited::default());
        let mut writer = self.writer(first, &links, &cited);
        writer.main("home", |w| {
            w.element("div", &[("class", "top")], |w| {
                w.headline(Said { line: &site.title, by: By::Library });
                let status: Vec<_> = site.notices.status.iter().map(|notice| Said { line: &notice.text, by: By::Library }).collect();
                if !status.is_empty() {
                    w.piece(&Element::Status(status));
                }
                if let Some(summary) = &site.summary {
                    w.summary(Said { line: summary, by: By::Library });
                }
                w.other_homes(language, &path);
                if let Some(introduction) = &site.introduction
                    && let Some(target) = self.library.target(&introduction.page, first)
                {
                    w.piece(&Element::Introduction(introduction, target));
                }
            });
            w.element("div", &[("class", "text")], |w| {
                w.kinds(&pages);
                if let Some(contact) = &site.contact {
                    w.piece(&Element::Contacts(vec![contact], By::Library));
                }
                if !site.trust_points.is_empty() {
                    w.piece(&Element::TrustPoints(&site.trust_points));
                }
                w.piece(&Element::Publisher(&site.publisher));
                if let Some(feedback) = &site.feedback {
                    w.piece(&Element::Feedback(feedback));
                }
            });
        });
        let own = Own { language, path: &path, title: None, indexing: Indexing::Index, script: None };
        self.finish_with(writer, own, |shell| self.in_each_language(shell, home_path))
    }

    /// All pages by each of their names: who knows a condition by another name finds it there.
    pub(super) fn a_to_z(&self, language: &LanguageTag) -> Result<Rendered<Vec<u8>>, Error> {
        let path = a_to_z_path(self.library, language);
        let collation = Collation::of(language);
        let mut all: Vec<(&Line, &Page)> =
            self.pages_in(language).into_iter().flat_map(|page| names(page).into_iter().map(move |name| (name, page))).collect();
        all.sort_by_cached_key(|(name, page)| (collation.key(name.as_str()), *name, &page.id));
        let mut letters: Vec<(String, Vec<(&Line, &Page)>)> = Vec::new();
        // In a long list many begin alike, and to ask the language for a letter takes longer than to find it again.
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        for entry in all {
            let name = entry.0.as_str();
            let start = name.chars().filter(|c| c.is_alphanumeric()).take(2).collect();
            let letter = known.entry(start).or_insert_with(|| collation.letter(name)).as_str();
            // Names that begin with a mark stand elsewhere than their letter does.
            match letters.iter_mut().find(|(of, _)| of == letter) {
                Some((_, entries)) => entries.push(entry),
                None => letters.push((letter.to_owned(), vec![entry])),
            }
        }
        letters.sort_by(|(a, _), (b, _)| collation.compare(a, b));
        let messages = self.library.messages(language);
        let title = messages.get("a-to-z-title");
        let (links, cited) = (within_site(self.library, &path, ""), Cited::default());
        let mut writer = self.writer(self.first_in(language)?, &links, &cited);
        writer.main("a-to-z", |w| {
            w.element("div", &[("class", "top")], |w| w.title(&title));
            w.element("div", &[("class", "text")], |w| {
                w.element("nav", &[("class", "letters"), ("aria-label", &messages.get("a-to-z-letters"))], |w| {
                    w.element("ul", &[], |w| {
                        for (letter, _) in &letters {
                            let href = format!("#{}", letter_id(letter));
                            w.element("li", &[], |w| w.anchor(Some(&href), &[], |w| w.markup.text(letter)));
                        }
                    });
                });
                for (letter, entries) in &letters {
                    w.element("section", &[("class", "letter")], |w| {
                        w.heading(&[("id", &letter_id(letter))], |w| w.markup.text(letter));
                        w.element("ul", &[("class", "names")], |w| {
                            for (name, page) in entries {
                                w.element("li", &[], |w| {
                                    w.name_link(name, page);
                                    let state = page.review_state(w.setting.today);
                                    w.short_review(state);
                                });
                            }
                        });
                    });
                }
            });
        });
        let own = Own { language, path: &path, title: Some(&title), indexing: Indexing::Index, script: None };
        self.finish_with(writer, own, |shell| self.in_each_language(shell, a_to_z_path))
    }

    /// The search: a form that its script shows and works, and until then the way to the list of all pages.
    pub(super) fn search(&self, language: &LanguageTag) -> Result<Rendered<Vec<u8>>, Error> {
        let path = search_path(self.library, language);
        let messages = self.library.messages(language);
        let title = messages.get("search-title");
        let index = relative(&path, &format!("{}/pagefind.js", super::INDEX_FOLDER));
        let all = relative(&path, &a_to_z_path(self.library, language));
        let root = relative(&path, &home_path(self.library, &self.library.site().language));
        let root = root.trim_end_matches("index.html");
        let (none, found) = (messages.get("search-none"), messages.get("search-found"));
        let (links, cited) = (within_site(self.library, &path, ""), Cited::default());
        let mut writer = self.writer(self.first_in(language)?, &links, &cited);
        writer.main("search", |w| {
            w.element("div", &[("class", "top")], |w| w.title(&title));
            w.element("div", &[("class", "text")], |w| {
                let form = [
                    ("class", "search-form"),
                    ("id", "p_search"),
                    ("role", "search"),
                    ("data-index", index.as_str()),
                    ("data-root", root),
                    ("hidden", ""),
                ];
                w.element("form", &form, |w| {
                    w.element("label", &[("for", "p_words")], |w| w.message("search-words"));
                    w.element("div", &[("class", "search-field")], |w| {
                        w.markup.void("input", &[("id", "p_words"), ("type", "search"), ("name", "q"), ("autocomplete", "off")]);
                        w.element("button", &[("type", "submit")], |w| w.message("search"));
                    });
                });
                // What the script says stands here, so that it's translated with the rest.
                w.element("p", &[("id", "p_found"), ("role", "status"), ("data-none", &none), ("data-found", &found)], |_| {});
                w.element("ol", &[("class", "search-results"), ("id", "p_results"), ("aria-label", &title), ("hidden", "")], |_| {});
                w.element("p", &[("class", "more"), ("id", "p_more"), ("hidden", "")], |w| {
                    w.element("button", &[("type", "button")], |w| w.message("search-more"));
                });
                w.element("p", &[("id", "p_without")], |w| w.message("search-without"));
                w.element("p", &[("class", "all")], |w| w.anchor(Some(&all), &[], |w| w.message("a-to-z-title")));
            });
        });
        let script = Some(relative(&path, super::SEARCH_SCRIPT_PATH));
        self.finish(writer, Own { language, path: &path, title: Some(&title), indexing: Indexing::Noindex, script })
    }

    fn in_each_language<'s>(&self, shell: Shell<'s>, path: fn(&Library, &LanguageTag) -> String) -> Shell<'s> {
        let files = self.library.languages().map(|language| (language, path(self.library, language)));
        Shell { alternates: alternates(self.library, files), ..shell }
    }

    pub(super) fn pages_in(&self, language: &LanguageTag) -> Vec<&'l Page> {
        self.library.pages().filter(|page| page.id.language == *language).collect()
    }

    /// Any page of a language: for what only asks a page for its language.
    pub(super) fn first_in(&self, language: &LanguageTag) -> Result<&'l Page, Error> {
        self.library.pages().find(|page| page.id.language == *language).ok_or(Error::NoPages)
    }

    pub(super) fn writer<'w>(&'w self, page: &'w Page, links: Links<'w>, cited: &'w Cited) -> Writer<'w> {
        Writer::new(Setting::new(self.library, page, self.options.today, links, cited))
    }

    /// Puts the shell around a page of the site's own.
    pub(super) fn finish(&self, writer: Writer<'_>, own: Own<'_>) -> Result<Rendered<Vec<u8>>, Error> {
        self.finish_with(writer, own, |shell| shell)
    }

    /// The same, with a change to the shell.
    pub(super) fn finish_with(
        &self,
        mut writer: Writer<'_>,
        own: Own<'_>,
        change: impl FnOnce(Shell<'_>) -> Shell<'_>,
    ) -> Result<Rendered<Vec<u8>>, Error> {
        let Own { language, path, title, indexing, script } = own;
        let main = writer.take();
        let site = self.library.site().title.as_str();
        let shell = Shell::new(self.library, language, path, &self.page_options());
        let shell =
            Shell { title: title.map_or_else(|| site.to_owned(), |title| format!("{title} – {site}")), indexing, script, ..shell };
        let shell = match indexing {
            Indexing::Index => {
                let data = json_ld::of_list(self.library, title.unwrap_or(site), language, shell.canonical.as_deref());
                let shell = Shell { json_ld: Some(minijinja::Value::from_safe_string(data)), ..shell };
                shell.with_open_graph(self.library, title.unwrap_or(site), path, "website", None)
            }
            // A page that isn't listed has no address of its own there.
            Indexing::Noindex => Shell { canonical: None, ..shell },
        };
        let output = self.template.fill(&change(shell), &main)?;
        Ok(Rendered { output: output.into_bytes(), omissions: writer.omissions })
    }
}

/// The names that a page is looked for by, each once.
fn names(page: &Page) -> Vec<&Line> {
    let mut names = vec![&page.title];
    names.extend(page.subject.names());
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.as_str().to_lowercase()));
    names
}

fn letter_id(letter: &str) -> String {
    let code: Vec<String> = letter.chars().map(|c| format!("{:x}", u32::from(c))).collect();
    format!("p_letter_{}", code.join("_"))
}

impl<'a> Writer<'a> {
    /// The main part of a page of the site's own.
    pub(super) fn main(&mut self, class: &str, content: impl FnOnce(&mut Self)) {
        self.element("main", &[("id", "p_main"), ("class", "main")], |w| {
            w.element("div", &[("class", &format!("page {class}"))], content);
        });
    }

    /// The heading of a page of the site's own.
    pub(super) fn title(&mut self, title: &str) {
        self.headings.push(Heading { level: 1, id: "p_title".to_owned(), text: title.to_owned() });
        self.line("h1", &[("id", "p_title"), ("class", "headline")], title);
    }

    /// The home page in the site's other languages.
    fn other_homes(&mut self, language: &LanguageTag, path: &str) {
        let library = self.setting.library;
        let others = library.languages().filter(|other| *other != language);
        let others: Vec<_> = others.map(|other| (other, Some(relative(path, &home_path(library, other))))).collect();
        self.languages(&others);
    }

    fn kinds(&mut self, pages: &[&'a Page]) {
        for kind in Kind::ALL {
            let of_kind: Vec<&Page> = pages.iter().copied().filter(|page| page.id.path.kind == kind).collect();
            if !of_kind.is_empty() {
                let heading = self.messages.kinds(kind);
                self.part(&format!("p_{}", kind.folder()), "kind", &heading, |w| w.cards(&of_kind));
            }
        }
    }

    /// A page by one of its names. Where that isn't its title, the title stands beside it, so that nobody is surprised.
    fn name_link(&mut self, name: &'a Line, page: &'a Page) {
        if *name == page.title {
            self.page_link(page);
            return;
        }
        self.message_with(
            "a-to-z-see",
            [("name", &mut |w: &mut Self| w.markup.text(name.as_str())), ("page", &mut |w: &mut Self| w.page_link(page))],
        );
    }
}
