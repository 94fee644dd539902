//! What an editor has to decide, as to-dos at their places.

use pamphlet_core::model::{Block, Inlines, Todo};

use super::{
    super::{Change, What, edit::typed},
    draft::Draft,
};
use crate::document::{NOTE, PICTURE};

/// The page with a change as a to-do.
pub(super) fn todo<'d>(draft: &Draft<'d>, change: &Change) -> Option<Draft<'d>> {
    let who = who(change);
    let (why, texts): (String, Vec<&String>) = match &change.what {
        What::Reworded { before, after } => (format!("{who}: changed. It was “{before}” and is now:"), vec![after]),
        What::Added { text, style: _ } => (format!("{who}: new here:"), vec![text]),
        What::Removed { before } => (format!("{who}: deleted “{before}”"), Vec::new()),
        What::Split { before: _, after } => (format!("{who}: several paragraphs instead of this one:"), after.iter().collect()),
        What::Joined { before: _, names: _, after } => (format!("{who}: joined with what follows:"), vec![after]),
        What::Moved { text, after: Some(after) } => (format!("{who}: moved. It now stands after “{}”:", short(after)), vec![text]),
        What::Moved { text, after: None } => (format!("{who}: moved to the start:"), vec![text]),
        What::Restyled { text, from, to } => (format!("{who}: has the style “{to}” instead of “{from}”:"), vec![text]),
        What::Comment { on, text, is_done: _, replies } => {
            let on = if on.is_empty() { String::new() } else { format!(", on “{}”", short(on)) };
            let replies: String = replies.iter().map(|(by, text)| format!(" — {by}: {text}")).collect();
            (format!("{who}{on}: {text}{replies}"), Vec::new())
        }
    };
    let body = texts.into_iter().filter_map(|text| line(text)).map(Block::Paragraph).collect();
    let block = Block::Todo(Todo { why: Some(line(&why)?), body });
    let value = draft.with_block(change.place.pointer.as_deref(), &block)?;
    draft.attempt(value, |draft, page| Some(draft.rewritten_blocks(page).into_iter().collect()))
}

/// Who did it, and when.
pub(super) fn who(change: &Change) -> String {
    let names: Vec<String> = change.by.iter().map(ToString::to_string).collect();
    if names.is_empty() { "A reviewer".to_owned() } else { names.join("; ") }
}

/// One line of what somebody typed, whatever it holds.
fn line(text: &str) -> Option<Inlines> {
    let text = text.replace(PICTURE, "[picture]").replace(NOTE, " [note] ");
    let plain: String = text.chars().map(|c| if c.is_control() || ('\u{e000}'..='\u{f8ff}').contains(&c) { ' ' } else { c }).collect();
    Inlines::try_from(typed(plain.trim())?).ok()
}

fn short(text: &str) -> String {
    const MOST: usize = 80;
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST).chain(['…']).collect() }
}
