use pamphlet_core::model::Certainty;

use super::Writer;

/// Line icons of one stroke width. They stand beside words and say nothing alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Icon {
    Information,
    Clock,
    Warning,
    Tick,
    Cross,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Information => "M12 3a9 9 0 1 0 .01 0zM12 11v6M12 7v.5",
            Self::Clock => "M12 3a9 9 0 1 0 .01 0zM12 7v5l3.5 3",
            Self::Warning => "M12 3.5 22 20.5H2zM12 10v5M12 17.5v.5",
            Self::Tick => "M4 13l5 5L20 6",
            Self::Cross => "M5 5l14 14M19 5 5 19",
        }
    }
}

/// The namespace that SVG needs in XHTML (EPUB 3.3 § 6.1.3) and may have in HTML.
pub(super) const SVG: (&str, &str) = ("xmlns", "http://www.w3.org/2000/svg");

impl Writer<'_> {
    pub(super) fn icon(&mut self, icon: Icon) {
        let attributes = [
            SVG,
            ("class", "icon"),
            ("viewBox", "0 0 24 24"),
            ("width", "24"),
            ("height", "24"),
            ("fill", "none"),
            ("stroke", "currentColor"),
            ("stroke-width", "2.5"),
            ("stroke-linecap", "round"),
            ("stroke-linejoin", "round"),
            ("aria-hidden", "true"),
        ];
        self.element("svg", &attributes, |w| w.markup.out.push_str(&format!("<path d=\"{}\"/>", icon.path())));
    }

    /// Four marks, as many filled as the evidence is certain (GRADE's ⊕⊕◯◯). The words stand beside it.
    pub(super) fn certainty_picture(&mut self, certainty: Certainty) {
        let filled = Certainty::ALL.iter().filter(|level| **level <= certainty).count();
        let attributes =
            [SVG, ("class", "certainty-picture"), ("viewBox", "0 0 62 14"), ("width", "62"), ("height", "14"), ("aria-hidden", "true")];
        self.element("svg", &attributes, |w| {
            for place in 0..Certainty::ALL.len() {
                let fill = if place < filled { "currentColor" } else { "none" };
                let x = 7 + place * 16;
                w.markup.out.push_str(&format!(
                    "<circle cx=\"{x}\" cy=\"7\" r=\"5.5\" fill=\"{fill}\" stroke=\"currentColor\" stroke-width=\"1.5\"/>"
                ));
            }
        });
    }
}
