use pamphlet_core::{
    Omission,
    model::{Alternative, Figure, FigureSize, Figures, Inlines, Picture},
    value::{Line, MediaPath},
};

use super::Writer;
use crate::links::LinkTarget;

impl<'a> Writer<'a> {
    pub(super) fn figure(&mut self, figure: &'a Figure) {
        let Figure { image, alternative, size, caption, credit } = figure;
        self.framed(*size, image, alternative, |w| w.about(caption.as_ref(), credit.as_ref()));
    }

    /// Pictures side by side, each with its own caption, and one for all.
    pub(super) fn figures(&mut self, figures: &'a Figures) {
        let Figures { pictures, caption, credit } = figures;
        let class = if pictures.len() == 2 { "figures figures-two" } else { "figures" };
        let row = |w: &mut Self| {
            w.element("div", &[("class", class)], |w| {
                for Picture { image, alternative, size, caption } in pictures {
                    w.framed(*size, image, alternative, |w| {
                        if let Some(caption) = caption {
                            w.element("figcaption", &[], |w| w.element("p", &[], |w| w.words(caption.as_str())));
                        }
                    });
                }
            });
        };
        if caption.is_none() && credit.is_none() {
            return row(self);
        }
        self.element("figure", &[("class", "figure-group")], |w| {
            row(w);
            w.about(caption.as_ref(), credit.as_ref());
        });
    }

    fn framed(&mut self, size: FigureSize, image: &'a MediaPath, alternative: &'a Alternative, about: impl FnOnce(&mut Self)) {
        let Some(source) = self.address(LinkTarget::Media(image)) else {
            self.omissions.push(Omission::new(format!("the picture {image}"), "the caller gives it no address"));
            return;
        };
        let alt = match alternative {
            Alternative::Text(words) => words.as_str(),
            Alternative::Decorative => "",
        };
        let natural = self.setting.library.media(image).and_then(|media| media.size).map(|(w, h)| (w.to_string(), h.to_string()));
        let mut attributes = vec![("src", source.as_str()), ("alt", alt)];
        if let Some((width, height)) = &natural {
            attributes.extend([("width", width.as_str()), ("height", height)]);
        }
        let class = match size {
            FigureSize::Full => "figure",
            FigureSize::Medium => "figure figure-medium",
            FigureSize::Small => "figure figure-small",
        };
        self.element("figure", &[("class", class)], |w| {
            w.markup.void("img", &attributes);
            about(w);
        });
    }

    /// What stands under a picture: what it's called, and whose it is.
    fn about(&mut self, caption: Option<&'a Inlines>, credit: Option<&'a Line>) {
        if caption.is_none() && credit.is_none() {
            return;
        }
        self.element("figcaption", &[], |w| {
            if let Some(caption) = caption {
                w.element("p", &[], |w| w.inlines(caption));
            }
            if let Some(credit) = credit {
                let text = w.messages.format("figure-credit", [("credit", credit.as_str().into())]);
                w.element("p", &[("class", "credit")], |w| w.words(&text));
            }
        });
    }
}
