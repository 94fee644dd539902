//! The text of a book: its parts and chapters.
#![deny(clippy::wildcard_enum_match_arm)]

use pamphlet_core::{
    Omission,
    elements::{By, Element, Said, notices},
    model::{Kind as PageKind, Page},
    value::CitationKey,
};
use pamphlet_html::{chapter, matter};
use rayon::prelude::*;

use crate::{
    archive::{Archive, Packed},
    book::{Book, Chapter, Omissions},
    document::{Document, Entry, HEADING_ID, Kind, Place},
    options::Error,
    xml::{element, escaped},
};

/// How deep the contents go: shops and small screens show no more.
pub(crate) const CONTENTS_DEPTH: u8 = 3;

/// So many chapters are held at a time before they go into the archive.
const AT_A_TIME: usize = 64;

/// A place in the book that cites a work.
pub(crate) struct Citation {
    pub(crate) key: CitationKey,
    pub(crate) href: String,
}

/// What one thread makes of one chapter.
struct Written {
    part: Option<(Entry, Packed)>,
    chapter: (Entry, Packed),
    citations: Vec<Citation>,
    omissions: Omissions,
}

/// Writes and compresses the chapters side by side, puts them into the archive, and gives the places that cite works. What the
/// threads give is put in order again, so they don't show.
pub(crate) fn write(book: &Book<'_>, archive: &mut Archive, omissions: &mut Omissions) -> Result<Vec<Citation>, Error> {
    let mut citations = Vec::new();
    let places: Vec<usize> = (0..book.chapters.len()).collect();
    for places in places.chunks(AT_A_TIME) {
        let written: Vec<Written> = places.par_iter().map(|place| one(book, *place)).collect::<Result<_, Error>>()?;
        for Written { part, chapter, citations: cited, omissions: left_out } in written {
            part.map(|part| archive.add(part)).transpose()?;
            archive.add(chapter)?;
            citations.extend(cited);
            omissions.extend(left_out.into_list());
        }
    }
    Ok(citations)
}

fn one(book: &Book<'_>, place: usize) -> Result<Written, Error> {
    let chapter = &book.chapters[place];
    let before = place.checked_sub(1).and_then(|before| book.chapters[before].part);
    let mut part = chapter.part.filter(|_| chapter.part != before).map(|part| part_page(book, part));
    let mut citations = Vec::new();
    let mut omissions = Omissions::default();
    let mut text = chapter_page(book, chapter, &mut citations, &mut omissions);
    book.printed.mark_chapter(&chapter.page.id, part.as_mut(), &mut text, &mut omissions)?;
    Ok(Written { part: part.map(|part| part.pack(book)).transpose()?, chapter: text.pack(book)?, citations, omissions })
}

/// A page of its own before the chapters of a part, which it lists.
fn part_page(book: &Book<'_>, part: usize) -> Document {
    let title = book.parts[part].as_str();
    let mut body = element("p", "class=\"p-part-label\"", &part_label(book, part));
    body.push_str(&element("h1", &format!("id=\"{HEADING_ID}\""), title));
    body.push_str("<ul class=\"p-cards\">\n");
    for chapter in book.chapters.iter().filter(|chapter| chapter.part == Some(part)) {
        let Chapter { page, file, part: _ } = chapter;
        let language = language_of(page, book.page);
        body.push_str(&format!(
            "<li class=\"p-card\"{language}><p class=\"p-card-title\"><a href=\"{file}\">{}</a></p><p>{}</p></li>\n",
            escaped(page.title.as_str()),
            escaped(page.summary.as_str())
        ));
    }
    body.push_str("</ul>\n");
    Document::new(&format!("part-{}.xhtml", part + 1), title, &book.page.id.language, Kind::Part, body)
}

fn part_label(book: &Book<'_>, part: usize) -> String {
    book.messages.format("part", [("number", (part + 1).to_string().into())])
}

/// Attributes for a page's words among those of another page, which may be in another language.
pub(crate) fn language_of(words: &Page, around: &Page) -> String {
    let language = &words.id.language;
    if *language == around.id.language {
        return String::new();
    }
    format!(" lang=\"{language}\" xml:lang=\"{language}\" dir=\"{}\"", language.direction().as_str())
}

fn chapter_page(book: &Book<'_>, planned: &Chapter<'_>, citations: &mut Vec<Citation>, omissions: &mut Omissions) -> Document {
    let Chapter { page, file, part } = planned;
    let level = if part.is_some() { 2 } else { 1 };
    let text = book.write(omissions, |options| chapter(book.library, page, options));
    let cited = text.references.into_iter();
    citations.extend(cited.map(|reference| Citation { key: reference.key, href: format!("{file}#{}", reference.id) }));
    let mut body = match part {
        Some(part) => {
            let label = format!("{} · {}", part_label(book, *part), book.parts[*part]);
            format!("<p class=\"p-part-label\"{}>{}</p>\n", language_of(book.page, page), escaped(&label))
        }
        None => String::new(),
    };
    body.push_str(&text.body);
    let own = of_this_chapter(book, planned, text.for_the_book, omissions);
    if !own.is_empty() {
        let own = book.write(omissions, |options| matter(book.library, page, &own, options));
        body.push_str(&format!("<div class=\"p-chapter-end\">\n{own}</div>\n"));
    }
    let places: Vec<Place> = text
        .headings
        .into_iter()
        .filter(|heading| heading.level > 1)
        .map(|heading| Place { level: level + heading.level - 1, id: heading.id, title: heading.text })
        .filter(|place| place.level <= CONTENTS_DEPTH)
        .collect();
    let is_introduction = part.is_none() && page.id.path.kind == PageKind::Guide;
    let kind = if is_introduction { Kind::Introduction } else { Kind::Chapter };
    Document { level, places, ..Document::new(file, page.headline().as_str(), &page.id.language, kind, body) }
}

/// Of what a book shows once, that which is this chapter's alone and therefore stands at its end.
fn of_this_chapter<'a>(book: &Book<'a>, planned: &Chapter<'a>, elements: Vec<Element<'a>>, omissions: &mut Omissions) -> Vec<Element<'a>> {
    let on_copyright_page = notices(book.library, book.page).disclaimer;
    let is_first = planned.page.id == book.page.id;
    let mut own = Vec::new();
    for element in elements {
        match &element {
            // The publisher's page, the glossary and the list of sources hold these for all chapters.
            Element::Publisher(_) | Element::TrustPoints(_) | Element::Feedback(_) | Element::Terms(_) | Element::Sources(_) => {}
            Element::Contacts(_, By::Library) => {}
            Element::Contacts(_, By::Page) => own.push(element),
            Element::Disclaimer(lines) => {
                let lines: Vec<Said<'_>> =
                    lines.iter().copied().filter(|said| said.by == By::Page || !on_copyright_page.contains(said)).collect();
                // The copyright page holds the guide's own.
                if !lines.is_empty() && !is_first {
                    own.push(Element::Disclaimer(lines));
                }
            }
            Element::Rights(rights) => {
                if !is_first && book.page.rights.as_ref() != Some(rights) {
                    own.push(element);
                }
            }
            // The parts of this book are its chapters; those of another guide are links.
            Element::Chapters(_) => {
                if !is_first {
                    own.push(element);
                }
            }
            Element::Introduction(_, target) => {
                if target.id == book.page.id {
                    omissions.push(Omission::new("where newcomers should start", "the book itself is what they should start with"));
                }
            }
            Element::Collections(topics) => {
                let topic = topics.last();
                if !is_first && topic.map(|topic| &topic.id) != book.library.collections_of(book.page).last().map(|topic| &topic.id) {
                    let title = topic.map_or("", |topic| topic.title.as_str());
                    omissions.push(Omission::new(
                        format!("the topic “{title}” of “{}”", planned.page.title),
                        "in a book a chapter stands in a part instead",
                    ));
                }
            }
            // `pamphlet-html` has placed these in the chapter, or said that it left them out.
            Element::Audience(_)
            | Element::Headline(_)
            | Element::Names(_)
            | Element::Approach(_)
            | Element::Status(_)
            | Element::Summary(_)
            | Element::Review(_)
            | Element::ReadingTime(_)
            | Element::MedicalFirst(_)
            | Element::Body(_)
            | Element::Question(_)
            | Element::Searched(_)
            | Element::GivenBy(_)
            | Element::Facts(_)
            | Element::Listing(_)
            | Element::Questions(_)
            | Element::Diary(_)
            | Element::Support(_)
            | Element::Related(_)
            | Element::Authors(_)
            | Element::Codes(_)
            | Element::Funding(_)
            | Element::Conflicts(_)
            | Element::Published(_)
            | Element::Modified(_)
            | Element::Version(_)
            | Element::Region(_)
            | Element::Translation(_) => {}
        }
    }
    own
}
