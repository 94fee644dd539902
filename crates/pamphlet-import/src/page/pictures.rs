//! Pictures: into `media/`, with what they show in words, or a to-do.

use pamphlet_core::{
    Media,
    model::{Alternative as Words, Block, Figure, FigureSize},
    value::MediaPath,
};

use super::{
    Maker,
    text::{self, Keep},
};
use crate::{
    draft::{Alternative, Picture, Place, plain},
    fate::Fate,
};

/// What a picture says that nobody has described. `check` asks for more, even if the to-do is gone.
const NOT_DESCRIBED: &str = "picture";

impl Maker<'_> {
    pub(super) fn picture(&mut self, from: &Place, picture: &Picture, out: &mut Vec<Block>) {
        // What only a picture says is seen by few.
        if let Alternative::Text(words) = &picture.alternative {
            self.warn(words, out);
        }
        if let Some(caption) = &picture.caption {
            self.warn(&plain(caption), out);
        }
        let Some(image) = self.media(&picture.file) else {
            out.push(self.todo("A picture stood here that can’t be shown. Save it from the leaflet as PNG, JPEG or SVG into the folder media, and put it in here"));
            if let Alternative::Text(words) = &picture.alternative {
                let shown = self.ours(words);
                out.extend(shown.map(Block::Paragraph));
            }
            let caption = picture.caption.as_ref().and_then(|caption| self.body(from, caption, Keep::All));
            return out.extend(caption.map(Block::Paragraph));
        };
        let alternative = match &picture.alternative {
            Alternative::Text(words) => text::line(words),
            Alternative::Decorative | Alternative::Missing => None,
        };
        let alternative = match (alternative, &picture.alternative) {
            (Some(words), _) => Words::Text(words),
            (None, Alternative::Decorative) => Words::Decorative,
            (None, Alternative::Text(_) | Alternative::Missing) => {
                out.push(self.todo("Say what this picture shows, in place of the word “picture”, for those who can’t see it. If it adds nothing, write “decorative”"));
                text::line(NOT_DESCRIBED).map_or(Words::Decorative, Words::Text)
            }
        };
        let caption = picture.caption.as_ref().and_then(|caption| self.body(from, caption, Keep::All));
        out.push(Block::Figure(Figure { image, alternative, caption, credit: None, size: FigureSize::default() }));
    }

    /// The path of a picture in the library, if it can be shown.
    fn media(&mut self, file: &str) -> Option<MediaPath> {
        if let Some(known) = self.media_names.get(file) {
            return known.clone();
        }
        let path = self.files.get(file).and_then(|bytes| {
            let ending = ending(bytes)?;
            let path: MediaPath = format!("media/{}-{}.{ending}", self.slug, self.media.len() + 1).parse().ok()?;
            Media::read(&path, bytes).ok()?;
            Some((path, bytes.clone()))
        });
        let known = path.map(|(path, bytes)| {
            self.media.push((path.clone(), bytes));
            path
        });
        self.media_names.insert(file.to_owned(), known.clone());
        known
    }

    /// A picture of a header or a footer.
    pub(super) fn margin_picture(&mut self, from: &Place, picture: &Picture) {
        self.notices.push(
            "a picture of the header or footer, such as a logo, wasn’t taken over: the publisher’s logo is set in pamphlet.toml".to_owned(),
        );
        if let Some(caption) = &picture.caption {
            self.tell_text(from, caption, Fate::NotText("under a picture of the header or footer"));
        }
    }
}

/// The ending of a picture's name, by its first bytes.
fn ending(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpg"),
        [b'<', ..] | [0xef, 0xbb, 0xbf, b'<', ..] => Some("svg"),
        _ => None,
    }
}
