//! The hidden bookmarks that say where a paragraph's words come from.
//!
//! Word and LibreOffice keep bookmarks whatever is done to the text around them; of all ways to mark a paragraph they're the only one
//! that both do. A name that begins with `_` isn't shown.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::{Paragraph, Place};

/// What the names of bookmarks begin with.
pub(crate) const PREFIX: &str = "_pamphlet_";

/// The names of the bookmarks of a file's paragraphs, in their order: eight digits made of the place in the page.
pub(crate) fn names(paragraphs: &[&Paragraph]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut others = 0;
    let names = paragraphs.iter().map(|paragraph| {
        let mut key = match &paragraph.place {
            Place::Page(pointer) => pointer.clone(),
            Place::Elsewhere => {
                others += 1;
                format!("elsewhere/{others}")
            }
        };
        // Two places of a page have the same digits once in a million pages.
        loop {
            let name = format!("{PREFIX}{}", digits(&key));
            if taken.insert(name.clone()) {
                return name;
            }
            key.push('\'');
        }
    });
    names.collect()
}

fn digits(key: &str) -> String {
    Sha256::digest(key.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a bookmark is one that says where words come from.
pub(crate) fn is_name(name: &str) -> bool {
    name.strip_prefix(PREFIX).is_some_and(|digits| digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
