//! What the outputs of a page depend on, as one number.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Mutex, PoisonError},
};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    Library, is_shared,
    model::{Document, Page, PageId, PagePath},
    read::{Reference, references},
    value::{Date, MediaPath},
};

/// A number for all of a library that the outputs of a page depend on: its text, what it shows of other pages, its works, words and pictures,
/// the settings, and how the reviews stand on a day.
///
/// Where two libraries have the same fingerprint for a page, every output of the page has the same bytes, if its options are the same. So it
/// serves as an `ETag` (RFC 9110 § 8.8.3) or as the key of a cache. It says nothing of options and of the version of this crate: whoever keeps
/// outputs must put those into the key as well.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Its bytes (SHA-256).
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// In hexadecimal digits.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

/// The fingerprints of a library's pages on a day.
///
/// ```
/// # use pamphlet_core::{Library, Sources};
/// # let page = |text: &str| text.as_bytes().to_vec();
/// # let library = |cough: &str| Library::read(Sources::from([
/// #     ("pamphlet.toml".to_owned(), page("title = 'T'\npublisher = { name = 'P' }")),
/// #     ("conditions/cough.md".to_owned(), page(cough)),
/// #     ("conditions/fever.md".to_owned(), page("---\ntitle: Fever\nsummary: S\n---\nSee [cough](cough.md).\n")),
/// # ])).unwrap();
/// let today = "2026-11-22".parse()?;
/// let of = |library: &Library, page| library.fingerprints(today).of(library.page(page).unwrap());
///
/// // The page on fevers links to the page on coughs: it depends on its title, and not on its text.
/// let before = library("---\ntitle: Cough\nsummary: A cough clears the throat.\n---\nDrink.\n");
/// let text = library("---\ntitle: Cough\nsummary: A cough clears the throat.\n---\nDrink water.\n");
/// let title = library("---\ntitle: Coughing\nsummary: A cough clears the throat.\n---\nDrink.\n");
/// assert_ne!(of(&before, "conditions/cough"), of(&text, "conditions/cough"));
/// assert_eq!(of(&before, "conditions/fever"), of(&text, "conditions/fever"));
/// assert_ne!(of(&before, "conditions/fever"), of(&title, "conditions/fever"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Fingerprints<'l> {
    library: &'l Library,
    today: Date,
    /// What all pages share.
    shared: [u8; 32],
    /// What other pages may show of each page, and all of it.
    pages: BTreeMap<&'l PageId, Prints>,
    /// Pictures, each looked at when a page first shows it.
    pictures: Mutex<BTreeMap<MediaPath, [u8; 32]>>,
}

struct Prints {
    face: [u8; 32],
    whole: [u8; 32],
}

impl fmt::Debug for Fingerprints<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fingerprints").field("library", self.library).field("today", &self.today).finish_non_exhaustive()
    }
}

impl Library {
    /// The fingerprints of its pages on a day.
    #[must_use]
    pub fn fingerprints(&self, today: Date) -> Fingerprints<'_> {
        let mut shared = Sum::default();
        shared.add(b"settings").data(self.site());
        let glossary_or_works = |file: &str| file.starts_with("glossary.") || self.bibliography_file.as_deref() == Some(file);
        for (file, text) in self.texts().iter().filter(|(file, _)| is_shared(Some(file)) && !glossary_or_works(file)) {
            shared.add(file.as_bytes()).add(text.as_bytes());
        }
        let pages = self.pages().map(|page| (&page.id, prints(page, today))).collect();
        let mut prints = Fingerprints { library: self, today, shared: shared.done(), pages, pictures: Mutex::default() };
        let logos = self.site().clinics.values().filter_map(|clinic| clinic.logo.as_ref()).chain(&self.site().publisher.logo);
        let mut shared = Sum::default();
        shared.add(&prints.shared);
        for logo in logos.collect::<BTreeSet<_>>() {
            shared.add(logo.as_str().as_bytes()).add(&prints.picture(logo));
        }
        prints.shared = shared.done();
        prints
    }
}

/// What a page says of itself to others, and all that it says.
fn prints(page: &Page, today: Date) -> Prints {
    let Page { sections, opening, .. } = page;
    let face = Page { sections: Vec::new(), opening: Vec::new(), ..page.clone() };
    let mut sum = Sum::default();
    sum.add(page.id.to_string().as_bytes()).data(&Document::from(face));
    // Links lead to parts of it.
    for section in page.all_sections() {
        sum.add(section.anchor().as_str().as_bytes());
        for question in &section.questions {
            sum.add(question.anchor().as_str().as_bytes());
        }
    }
    // A page with something to do is a draft, and lists say so.
    sum.add(&[u8::from(page.todos() > 0)]);
    // The rest of how its review stands follows from what it says.
    sum.add(page.review_state(today).overdue.map(|due| due.to_string()).unwrap_or_default().as_bytes());
    let face = sum.done();
    let mut whole = Sum::default();
    whole.add(&face).data(opening).data(sections);
    Prints { face, whole: whole.done() }
}

impl<'l> Fingerprints<'l> {
    /// The fingerprint of a page of the library; of a guide it covers the chapters.
    #[must_use]
    pub fn of(&self, page: &'l Page) -> Fingerprint {
        let library = self.library;
        let mut sum = Sum::default();
        sum.add(&self.shared).add(page.id.to_string().as_bytes());
        let plan = library.book_plan(page);
        let pages: Vec<&Page> = plan.pages().collect();
        for page in &pages {
            self.add_page(&mut sum, page);
        }
        if let Some(introduction) = &library.site().introduction {
            self.add_target(&mut sum, &introduction.page, page);
        }
        // A format that demands a date takes the day where the pages have none.
        if pages.iter().all(|page| page.modified.is_none() && page.published.is_none() && page.review.is_none()) {
            sum.add(self.today.to_string().as_bytes());
        }
        for work in library.cited(&pages).works() {
            work.add_to(&mut sum);
        }
        let terms = library.terms(&pages);
        if !terms.is_empty() {
            // Words may be explained by others.
            for (file, text) in library.texts().iter().filter(|(file, _)| file.starts_with("glossary.")) {
                sum.add(file.as_bytes()).add(text.as_bytes());
            }
        }
        Fingerprint(sum.done())
    }

    fn add_page(&self, sum: &mut Sum, page: &'l Page) {
        let library = self.library;
        sum.add(&self.pages.get(&page.id).map_or([0; 32], |prints| prints.whole));
        for reference in references::of_page(page) {
            match reference {
                Reference::Page(path) | Reference::Part(path, _) => self.add_target(sum, &path, page),
                Reference::Media(path) | Reference::Cover(path) => {
                    sum.add(path.as_str().as_bytes()).add(&self.picture(&path));
                }
                Reference::Term(_) | Reference::Work(_) | Reference::Columns | Reference::Headers | Reference::Snippet(_) => {}
            }
        }
        let topics = library.collections_of(page);
        for other in topics.into_iter().chain(library.pages_of(page)).chain(library.translations(&page.id.path)) {
            self.add_face(sum, other);
        }
    }

    fn add_target(&self, sum: &mut Sum, path: &PagePath, from: &Page) {
        sum.add(path.to_string().as_bytes());
        if let Some(target) = self.library.target(path, from) {
            self.add_face(sum, target);
        }
    }

    fn add_face(&self, sum: &mut Sum, page: &Page) {
        sum.add(&self.pages.get(&page.id).map_or([0; 32], |prints| prints.face));
    }

    fn picture(&self, path: &MediaPath) -> [u8; 32] {
        let mut pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        let of_file = || self.library.media(path).map_or([0; 32], |media| Sha256::digest(&media.bytes).into());
        *pictures.entry(path.clone()).or_insert_with(of_file)
    }
}

impl crate::bibliography::Reference {
    fn add_to(&self, sum: &mut Sum) {
        let Self { key, label, reference, short, doi, pmid, url, title, is_guideline } = self;
        sum.add(key.as_str().as_bytes()).add(label.as_bytes()).data(reference).add(short.as_bytes());
        sum.data(doi).data(pmid).data(url).data(title).data(is_guideline);
    }
}

/// A sum of parts, none of which runs into the next.
#[derive(Default)]
struct Sum(Sha256);

impl Sum {
    fn add(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    fn data(&mut self, data: &(impl Serialize + ?Sized)) -> &mut Self {
        let bytes = serde_json::to_vec(data).expect("the model is plain data");
        self.add(&bytes)
    }

    fn done(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
