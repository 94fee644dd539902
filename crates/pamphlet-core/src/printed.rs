use crate::model::PageId;

/// A page of paper of a book that is printed too, so that an e-book of the same text can say where it begins.
///
/// The PDF book gives them and the e-book takes them; neither knows the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedPage {
    /// What its foot calls it: its number.
    pub label: String,
    /// The chapter that it belongs to: a chapter begins on a page of its own, and the page that opens a part belongs to the part's first
    /// chapter. What stands before and after the chapters, such as the cover and the glossary, belongs to none.
    pub chapter: Option<PageId>,
    /// What it says, in the order in which it's read: without running heads and feet, and without what a reader needn't hear.
    pub text: String,
}
