//! Text within a line.

use super::{Id, LABEL, NOT_SHOWN, Reader};
use crate::{
    draft::{Dropped, Face, Piece, Run, Text, push},
    read::symbols,
};

impl Reader<'_> {
    /// Reads a node of a line. Pictures in it stand after it.
    pub(super) fn inline(&mut self, id: Id, face: &Face, text: &mut Text, after: &mut Vec<Piece>) {
        if let Some(said) = self.tree.text(id).map(|said| said.to_owned()) {
            return self.say(id, &said, face, text);
        }
        let Some(name) = self.tree.name(id) else { return };
        if let Some(why) = self.why_dropped(id) {
            return self.drop_all(id, why);
        }
        let mut face = face.clone();
        match &*name {
            "br" => return text.push(Run::Break),
            "img" => return self.picture(id, after),
            "script" | "style" | "template" | "noscript" | "head" => return,
            "svg" | "audio" | "video" | "canvas" | "object" | "iframe" | "math" if name != "math" => {
                return self.drop_all(id, NOT_SHOWN);
            }
            "input" => {
                if self.tree.attribute(id, "type").as_deref() == Some("checkbox") {
                    push(text, "☐ ", &face);
                }
                return;
            }
            "b" | "strong" => face.is_strong = true,
            "i" | "em" | "cite" | "dfn" => face.is_emphasis = true,
            "a" => face.link = self.tree.attribute(id, "href").and_then(|to| self.absolute(&to)).map(Into::into).or(face.link),
            _ => {}
        }
        if let Some(language) = self.tree.attribute(id, "lang") {
            face.language = Some(language.into());
        }
        // "Immediate action required:" stands before the heading of a card, which says so in every format.
        if self.tree.has_class(id, &["nhsuk-u-visually-hidden", "visually-hidden", "sr-only", "nhsuk-visually-hidden"])
            && self.is_in_card(id)
        {
            let (inner, _) = self.text_of(id);
            if super::is_label(&inner) {
                return self.drop_all(id, LABEL);
            }
        }
        let is_block = self.is_block(id);
        for child in self.tree.children(id) {
            // A block in a line starts a line of its own.
            if is_block && self.is_block(child) && !crate::draft::is_blank(text) {
                text.push(Run::Break);
            }
            self.inline(child, &face, text, after);
        }
    }

    fn is_in_card(&self, id: Id) -> bool {
        let mut above = Some(id);
        while let Some(id) = above {
            if self.tree.has_class(
                id,
                &["nhsuk-card--", "nhsuk-card", "nhsuk-care-card", "nhsuk-care-card--", "nhsuk-warning-callout", "nhsuk-do-dont-list"],
            ) {
                return true;
            }
            above = self.tree.parent(id);
        }
        false
    }

    fn say(&mut self, id: Id, said: &str, face: &Face, text: &mut Text) {
        let style = self.tree.parent(id).and_then(|parent| self.tree.attribute(parent, "style")).unwrap_or_default().to_lowercase();
        let typeface = ["wingdings", "symbol"]
            .into_iter()
            .find(|typeface| style.contains(&format!("font-family:{typeface}")) || style.contains(&format!("font-family: {typeface}")));
        let mut shown = String::with_capacity(said.len());
        for c in said.chars() {
            match typeface.and_then(|typeface| symbols::shown(typeface, c)).or_else(|| symbols::guessed(c)) {
                Some(sign) => {
                    shown.push(sign);
                    if c.is_alphanumeric() {
                        let from = self.here();
                        self.draft.dropped.push(Dropped { from, text: format!("{c} "), why: "a letter that stands for a sign" });
                    }
                }
                // Lines of the source are none of the page.
                None if matches!(c, '\n' | '\r' | '\t' | '\u{c}') => shown.push(' '),
                None => shown.push(c),
            }
        }
        push(text, &shown, face);
    }

    /// A web address that a link leads to, in full.
    fn absolute(&self, to: &str) -> Option<String> {
        let to = to.trim();
        if to.starts_with('#') {
            return None;
        }
        let address = match (&self.base, url::Url::parse(to)) {
            (_, Ok(address)) => address,
            (Some(base), Err(_)) => base.join(to).ok()?,
            (None, Err(_)) => return None,
        };
        matches!(address.scheme(), "http" | "https").then(|| address.to_string())
    }
}

/// The bytes of a picture that stands in its own address: `data:image/png;base64,…`.
pub(super) fn data(source: &str) -> Option<Vec<u8>> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let (head, body) = source.strip_prefix("data:")?.split_once(',')?;
    let bare: String = body.chars().filter(|c| !c.is_whitespace()).collect();
    head.ends_with(";base64").then(|| STANDARD.decode(bare).ok()).flatten()
}
