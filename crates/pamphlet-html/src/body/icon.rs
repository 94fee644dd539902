use pamphlet_core::model::Certainty;

use super::{Medium, Writer};

/// Line icons of one stroke width. They stand beside words and say nothing alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Icon {
    Information,
    Clock,
    Warning,
    Tick,
    Cross,
    Pencil,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Information => "M12 3a9 9 0 1 0 .01 0zM12 11v6M12 7v.5",
            Self::Clock => "M12 3a9 9 0 1 0 .01 0zM12 7v5l3.5 3",
            Self::Warning => "M12 3.5 22 20.5H2zM12 10v5M12 17.5v.5",
            Self::Tick => "M4 13l5 5L20 6",
            Self::Cross => "M5 5l14 14M19 5 5 19",
            Self::Pencil => "M4 20l1-5L16.5 3.5l4 4L9 19zM14 6l4 4",
        }
    }
}

impl Writer<'_> {
    /// A picture that says nothing alone, for the words stand beside it.
    pub(super) fn picture(&mut self, class: &str, (width, height): (&str, &str), content: &str) {
        let view = format!("0 0 {width} {height}");
        let mut attributes =
            vec![("class", class), ("viewBox", view.as_str()), ("width", width), ("height", height), ("aria-hidden", "true")];
        match self.setting.medium {
            Medium::Web => {}
            // XML has no other way to know what it is (EPUB 3.3 § 6.1.3).
            Medium::Book => attributes.push(("xmlns", "http://www.w3.org/2000/svg")),
        }
        self.element("svg", &attributes, |w| w.markup.out.push_str(content));
    }

    pub(super) fn icon(&mut self, icon: Icon) {
        let style = match self.setting.medium {
            // The stylesheet says how lines are drawn.
            Medium::Web => "",
            Medium::Book => r#" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round""#,
        };
        self.picture("icon", ("24", "24"), &format!("<path d=\"{}\"{style}/>", icon.path()));
    }

    /// Four marks, as many filled as the evidence is certain (GRADE's ⊕⊕◯◯). The words stand beside it.
    pub(super) fn certainty_picture(&mut self, certainty: Certainty) {
        let filled = Certainty::ALL.iter().filter(|level| **level <= certainty).count();
        let last = Certainty::ALL.len() - 1;
        let from_right = self.runs_from_right();
        let marks: String = (0..=last)
            .map(|place| {
                let fill = if place < filled { "currentColor" } else { "none" };
                format!(
                    "<circle cx=\"{}\" cy=\"7\" r=\"5.5\" fill=\"{fill}\" stroke=\"currentColor\" stroke-width=\"1.5\"/>",
                    7 + 16 * if from_right { last - place } else { place }
                )
            })
            .collect();
        self.picture("certainty-picture", ("62", "14"), &marks);
    }
}
