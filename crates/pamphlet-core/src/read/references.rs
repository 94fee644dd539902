//! What a page refers to in other files: pages and their parts, words, works, pictures.

use crate::{
    model::{Block, FirstColumn, Inline, Kind, Page, PagePath, Subject, Table},
    value::{Anchor, CitationKey, MediaPath, Slug},
    visit::{self, Item, Pointer},
};

/// Something that must be there for a page to hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reference {
    /// A page.
    Page(PagePath),
    /// A section or a question of a page.
    Part(PagePath, Anchor),
    /// A word of the glossary.
    Term(Slug),
    /// A work of the bibliography.
    Work(CitationKey),
    /// A snippet.
    Snippet(Slug),
    /// A picture.
    Media(MediaPath),
    /// The picture on a book's cover.
    Cover(MediaPath),
    /// A column for each cell of a row: Markdown's reader tells of others itself; data can hold them, and no renderer could place the cell.
    Columns,
    /// A header for each column, but for the corner above headers of rows. Of these, too, Markdown's reader tells itself.
    Headers,
}

/// What a page refers to, each once.
pub(crate) fn of_page(page: &Page) -> Box<[Reference]> {
    let mut all = Vec::new();
    walk(page, &mut |_, reference| all.push(reference));
    all.sort_unstable();
    all.dedup();
    all.into()
}

/// Everything that a page refers to, with the place where it does.
pub(super) fn walk(page: &Page, tell: &mut dyn FnMut(&Pointer<'_>, Reference)) {
    front(page, tell);
    visit::page(page, &mut |at, item| of_item(item, &mut |reference| tell(at, reference)));
}

/// What a thing met on a walk refers to.
pub(super) fn of_item(item: Item<'_>, tell: &mut dyn FnMut(Reference)) {
    match item {
        Item::Inline(Inline::Page(link)) => match &link.anchor {
            Some(anchor) => tell(Reference::Part(link.to.clone(), anchor.clone())),
            None => tell(Reference::Page(link.to.clone())),
        },
        Item::Inline(Inline::Term(term)) => tell(Reference::Term(term.term.clone())),
        Item::Block(Block::Include(include)) => tell(Reference::Snippet(include.snippet.clone())),
        Item::Cite(cite) => tell(Reference::Work(cite.key.clone())),
        Item::Picture(image, _) => tell(Reference::Media(image.clone())),
        Item::Block(Block::Table(table)) if table.rows.iter().any(|row| row.len() > table.columns.len()) => tell(Reference::Columns),
        Item::Block(Block::Table(table)) if has_bare_column(table) => tell(Reference::Headers),
        Item::Run(..) | Item::Inline(_) | Item::Block(_) | Item::Section(_) | Item::Question(_) => {}
    }
}

/// Whether a column that needs a header has none.
fn has_bare_column(table: &Table) -> bool {
    let may_be_bare = |index: usize| index == 0 && table.first_column == FirstColumn::Headers;
    table.columns.iter().enumerate().any(|(index, column)| column.header.is_empty() && !may_be_bare(index))
}

fn front(page: &Page, tell: &mut dyn FnMut(&Pointer<'_>, Reference)) {
    let related = Pointer::from("related");
    for (kind, slugs) in page.related.by_kind() {
        let at = related.join(kind.folder());
        for (index, slug) in slugs.iter().enumerate() {
            tell(&at.join(index), Reference::Page(PagePath::new(kind, slug.clone())));
        }
    }
    if let Some(slug) = &page.collection {
        tell(&Pointer::from("collection"), Reference::Page(PagePath::new(Kind::Collection, slug.clone())));
    }
    match &page.subject {
        Subject::Guide(guide) => {
            let parts = Pointer::from("guide/parts");
            for (index, part) in guide.parts.iter().enumerate() {
                let at = parts.join(index);
                for (chapter, path) in part.chapters.iter().enumerate() {
                    tell(&at.join(("chapters", chapter)), Reference::Page(path.clone()));
                }
            }
            if let Some(cover) = &guide.cover {
                tell(&Pointer::from("guide/cover"), Reference::Cover(cover.clone()));
            }
        }
        Subject::Collection(collection) => {
            let pages = Pointer::from("topic/pages");
            for (index, path) in collection.pages.iter().enumerate() {
                tell(&pages.join(index), Reference::Page(path.clone()));
            }
            if let Some(parent) = &collection.parent {
                tell(&Pointer::from("topic/parent"), Reference::Page(PagePath::new(Kind::Collection, parent.clone())));
            }
        }
        Subject::Condition(_)
        | Subject::Modality(_)
        | Subject::Medicine(_)
        | Subject::Vaccination(_)
        | Subject::Procedure(_)
        | Subject::SelfCare(_)
        | Subject::Service(_)
        | Subject::Evidence(_) => {}
    }
}
