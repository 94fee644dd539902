//! What a book is made of.

use pamphlet_core::{
    Library,
    model::{Document, Kind, Page, PageId, PagePath},
    value::Line,
};

use crate::options::Error;

/// What a book is made of.
#[derive(Debug, Clone, Copy)]
pub enum Edition<'a> {
    /// A guide with all its chapters, or any other page alone.
    Page(&'a Page),
    /// Pages that somebody has chosen.
    Selection(&'a Selection<'a>),
}

/// Pages chosen for a book, in the order in which they're read.
#[derive(Debug, Clone)]
pub struct Selection<'a> {
    /// The title of the book.
    pub title: Line,
    /// Its chapters. The language of the first is the book's.
    pub pages: Vec<&'a Page>,
}

impl<'a> From<&'a Page> for Edition<'a> {
    fn from(page: &'a Page) -> Self {
        Self::Page(page)
    }
}

impl<'a> From<&'a Selection<'a>> for Edition<'a> {
    fn from(selection: &'a Selection<'a>) -> Self {
        Self::Selection(selection)
    }
}

impl Selection<'_> {
    /// A guide that the library doesn't hold, to say what a guide says of itself: a title and a summary.
    pub(crate) fn guide(&self, library: &Library) -> Result<Page, Error> {
        let language = &self.pages.first().ok_or(Error::Empty)?.id.language;
        let count = self.pages.len();
        let publisher = library.site().publisher.name.as_str();
        let summary = library.messages(language).format("selection-summary", [("count", count.into()), ("publisher", publisher.into())]);
        let summary: Line = summary.parse().map_err(Error::assembly)?;
        let path = PagePath::new(Kind::Guide, "chosen-pages".parse().map_err(Error::assembly)?);
        let id = PageId { path, language: language.clone() };
        Document::new(self.title.clone(), summary).into_page(id).map_err(|_| Error::assembly("a selection is a guide"))
    }
}
