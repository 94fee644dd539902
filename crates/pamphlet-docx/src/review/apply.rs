//! Reviewers' edits in the Markdown source.
//!
//! Each edit is tried: the page is changed as data, the source as text, and the text is kept only if it reads as that page. So no edit can
//! end up in another block. What can't be written is a to-do at its place, and so is each comment.

mod draft;
mod patch;
mod todo;

use draft::Draft;
use pamphlet_core::{
    Diagnostic, Library,
    model::{Inline, Inlines},
};
use serde_json::json;

use super::{
    Change, Review, What, edit,
    known::{Known, Origin, State},
};

/// A source with reviewers' edits in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The source.
    pub source: String,
    /// What became of each change, in the order of [`Review::changes`].
    pub written: Vec<Written>,
    /// Whether a clinician's signature was taken back: the text that was signed is another now.
    pub sign_off: SignOff,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It's in the text.
    Edit,
    /// It's a to-do at its place.
    Todo,
    /// It's a comment that somebody has marked as done.
    Done,
}

/// What became of a clinician's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignOff {
    /// There was none, or no text is another.
    Kept,
    /// It's pending again.
    Pending,
}

/// Stands between the parts of a paragraph that was split.
const PART: char = '\u{e001}';

impl Review {
    /// Writes the edits into the page's Markdown source.
    ///
    /// # Errors
    /// What is wrong with the source, if it doesn't read; or that a signature can't be taken back.
    pub fn apply(&self, library: &Library, source: &str) -> Result<Applied, Vec<Diagnostic>> {
        let messages = library.messages(&self.page.language);
        let mut draft = Draft::new(&self.page, source, messages)?;
        // From the end, so that the places of what is still to come stay right.
        let mut order: Vec<usize> = (0..self.changes.len()).collect();
        let place = |index: usize| {
            let place = &self.changes[index].place;
            let start = place.pointer.as_ref().and_then(|pointer| draft.places().find(pointer)).map_or(usize::MAX, |span| span.start);
            let known = self.known.iter().position(|known| known.name == place.name).unwrap_or(usize::MAX);
            // What follows a paragraph comes before what happened to it, and its own to-do last.
            let after = matches!(self.changes[index].what, What::Added { .. });
            (start, known, after, index)
        };
        order.sort_by_key(|index| std::cmp::Reverse(place(*index)));
        let mut written = vec![Written::Todo; self.changes.len()];
        for index in order {
            let change = &self.changes[index];
            if let What::Comment { is_done: true, .. } = change.what {
                written[index] = Written::Done;
                continue;
            }
            if let Some(next) = self.edit(&draft, change) {
                draft = next;
                written[index] = Written::Edit;
                continue;
            }
            let next = todo::todo(&draft, change).ok_or_else(|| vec![no_place(change)])?;
            draft = next;
        }
        let mut sign_off = SignOff::Kept;
        if written.contains(&Written::Edit) && draft.is_signed() {
            draft = draft.unsigned().ok_or_else(|| vec![still_signed()])?;
            sign_off = SignOff::Pending;
        }
        Ok(Applied { source: draft.into_source(), written, sign_off })
    }

    /// The page with a change in it; none if it can't be written so that the page reads as it must.
    fn edit<'d>(&self, draft: &Draft<'d>, change: &Change) -> Option<Draft<'d>> {
        let known = self.known(&change.place.name)?;
        let pointer = known.pointer.as_deref()?;
        // The source alone may hold less than the page: defaults and snippets come from elsewhere.
        if known.state != State::Same || !says(&draft.text_at(pointer)?, known) {
            return None;
        }
        match &change.what {
            What::Reworded { before, after } => {
                let edit = edit::edit(before, &known.origins, after)?;
                let old = draft.text_at(pointer)?;
                let new = edit::edited(&old, &edit)?;
                let value = draft.with_text(pointer, &new)?;
                draft.attempt(value, |draft, page| {
                    let span = draft.places().find(pointer)?;
                    let mut sources = patch::words(draft.source(), span, &old, &edit, &|typed| draft.markdown_of(typed));
                    sources.extend(draft.rewritten(page, pointer, &new));
                    Some(sources)
                })
            }
            What::Removed { .. } => {
                let (list, index) = draft.item(pointer)?;
                let value = draft.changed(|value| {
                    let items = value.pointer_mut(&format!("/{list}"))?.as_array_mut()?;
                    (index < items.len()).then(|| drop(items.remove(index)))
                })?;
                draft.attempt(value, |draft, page| Some(draft.rewritten_blocks(page).into_iter().collect()))
            }
            What::Added { text, style } => {
                let is_text = !style.to_lowercase().starts_with("heading") && !style.to_lowercase().starts_with("title");
                let (list, index) = draft.item(pointer).filter(|_| is_text)?;
                let inlines = Inlines::try_from(edit::typed(text.trim())?).ok()?;
                let value = draft.changed(|value| {
                    let items = value.pointer_mut(&format!("/{list}"))?.as_array_mut()?;
                    let item = draft::item_like(items.get(index)?, &inlines, style)?;
                    items.insert(index + 1, item);
                    Some(())
                })?;
                draft.attempt(value, |draft, page| Some(draft.rewritten_blocks(page).into_iter().collect()))
            }
            What::Split { before, after } => {
                let joined = after.iter().map(|part| part.trim()).collect::<Vec<_>>().join(&format!(" {PART} "));
                let edit = edit::edit(before, &known.origins, &joined)?;
                let parts = edit::parted(edit::edited(&draft.text_at(pointer)?, &edit)?, PART)?;
                let (first, rest) = parts.split_first()?;
                let (list, index) = draft.item(pointer)?;
                let value = draft.changed(|value| {
                    let items = value.pointer_mut(&format!("/{list}"))?.as_array_mut()?;
                    let like = items.get(index)?.clone();
                    for (number, part) in rest.iter().enumerate() {
                        items.insert(index + 1 + number, draft::item_like(&like, part, "")?);
                    }
                    *value.pointer_mut(&format!("/{pointer}"))? = json!(first);
                    Some(())
                })?;
                draft.attempt(value, |draft, page| Some(draft.rewritten_blocks(page).into_iter().collect()))
            }
            What::Joined { before, names, after } => self.join(draft, before, names, after),
            What::Moved { .. } | What::Restyled { .. } | What::Comment { .. } => None,
        }
    }

    /// Two neighbours that became one.
    fn join<'d>(&self, draft: &Draft<'d>, before: &[String], names: &[String], after: &str) -> Option<Draft<'d>> {
        let [one, other] = names else { return None };
        let (one, other) = (self.known(one)?, self.known(other)?);
        if one.state != State::Same || other.state != State::Same {
            return None;
        }
        let (first, second) = (one.pointer.as_deref()?, other.pointer.as_deref()?);
        let ((list, index), (same, next)) = (draft.item(first)?, draft.item(second)?);
        if list != same || next != index + 1 {
            return None;
        }
        let (left, right) = (draft.text_at(first)?, draft.text_at(second)?);
        if !says(&left, one) || !says(&right, other) {
            return None;
        }
        // As if a space between them had been there before.
        let mut whole = left.clone();
        whole.push(Inline::Text(" ".parse().ok()?));
        whole.extend(right);
        let units = edit::units_of(&left) + 1;
        let mut origins = one.origins.clone();
        origins.push(Origin::Unit(units - 1));
        origins.extend(other.origins.iter().map(|origin| match origin {
            Origin::Unit(unit) => Origin::Unit(unit + units),
            Origin::Library => Origin::Library,
        }));
        let edit = edit::edit(&before.join(" "), &origins, after)?;
        let new = edit::edited(&whole, &edit)?;
        let value = draft.changed(|value| {
            *value.pointer_mut(&format!("/{first}"))? = json!(new);
            let items = value.pointer_mut(&format!("/{list}"))?.as_array_mut()?;
            (next < items.len()).then(|| drop(items.remove(next)))
        })?;
        draft.attempt(value, |draft, page| Some(draft.rewritten_blocks(page).into_iter().collect()))
    }
}

/// Whether a text is the one that was exported.
fn says(text: &[Inline], known: &Known) -> bool {
    let mut units = Vec::new();
    patch::flatten(text, &mut units);
    let mut said = known.text.chars().zip(&known.origins);
    said.all(|(c, origin)| match origin {
        Origin::Library => true,
        Origin::Unit(unit) => units.get(*unit).is_some_and(|unit| unit.is_none_or(|unit| unit == c)),
    })
}

fn no_place(change: &Change) -> Diagnostic {
    Diagnostic::error("review-todo", format!("what {} did can’t be written into the page", todo::who(change)))
        .with_help("write it by hand; `pamphlet review` shows it")
}

fn still_signed() -> Diagnostic {
    Diagnostic::error("review-signed", "the text changes, and its clinical sign-off can’t be taken back in the file")
        .with_help("write `clinical: pending` under `review:`, and apply the review again")
}
