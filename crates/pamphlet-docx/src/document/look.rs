//! How things look: styles, cards, markers of lists.

use pamphlet_core::model::{CalloutKind, Urgency};

/// A style of paragraphs. Those that Word has itself bear its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Style {
    Normal,
    Title,
    /// What a page is about, below its title.
    Subtitle,
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// An item of a list.
    ListBullet,
    ListNumber,
    /// More text of an item.
    ListContinue,
    Quote,
    Caption,
    /// The words of a card.
    Card(Card),
    /// An item of a card's list.
    CardItem(Card),
    /// A word that is explained.
    Term,
    /// A heading of a table's column.
    TableHead,
    /// A cell's words.
    TableText,
    /// A work of the list of sources.
    Source,
    /// What stands above the title, or at the end: facts about the page.
    Fact,
    Footer,
}

/// Something that is set apart by a border and a tint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Card {
    Care(Urgency),
    Callout(CalloutKind),
    Do,
    Dont,
    Details,
    Risk,
    Evidence,
    /// How the review stands, and what the text is.
    Notice,
    /// What a picture shows, where it can't be shown.
    Picture,
    /// Something that is to be done before the page is published.
    Todo,
}

/// The colours of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) border: &'static str,
    /// Behind its heading, and the heading's own.
    pub(crate) head: (&'static str, &'static str),
    pub(crate) fill: &'static str,
}

impl Card {
    pub(crate) const ALL: [Self; 13] = [
        Self::Care(Urgency::Emergency),
        Self::Care(Urgency::Urgent),
        Self::Care(Urgency::NonUrgent),
        Self::Callout(CalloutKind::Important),
        Self::Callout(CalloutKind::Note),
        Self::Do,
        Self::Dont,
        Self::Details,
        Self::Risk,
        Self::Evidence,
        Self::Notice,
        Self::Picture,
        Self::Todo,
    ];

    /// Its name in the list of styles, after "Pamphlet".
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Care(Urgency::Emergency) => "Emergency",
            Self::Care(Urgency::Urgent) => "Urgent",
            Self::Care(Urgency::NonUrgent) => "Non-urgent",
            Self::Callout(CalloutKind::Important) => "Important",
            Self::Callout(CalloutKind::Note) => "Note",
            Self::Do => "Do",
            Self::Dont => "Don't",
            Self::Details => "Details",
            Self::Risk => "Risk",
            Self::Evidence => "Evidence",
            Self::Notice => "Notice",
            Self::Picture => "Picture",
            Self::Todo => "To Do",
        }
    }

    /// The colours of web pages; all text has a contrast of at least 4.5:1.
    pub(crate) fn edge(self) -> Edge {
        let of = |border, head, fill| Edge { border, head, fill };
        match self {
            Self::Care(Urgency::Emergency) => of("9F1420", ("9F1420", "FFFFFF"), "FFFFFF"),
            Self::Care(Urgency::Urgent) => of("8A4F00", ("FFE2A8", "1D2325"), "FFFFFF"),
            Self::Care(Urgency::NonUrgent) => of("1C5A94", ("1C5A94", "FFFFFF"), "FFFFFF"),
            Self::Callout(CalloutKind::Important) | Self::Notice | Self::Todo => of("8A4F00", ("FFF4DD", "1D2325"), "FFF4DD"),
            Self::Callout(CalloutKind::Note) | Self::Details => of("6D7679", ("F7F4EF", "1D2325"), "F7F4EF"),
            Self::Do => of("1E6B3C", ("1E6B3C", "FFFFFF"), "FFFFFF"),
            Self::Dont => of("9F1420", ("FFFFFF", "9F1420"), "FFFFFF"),
            Self::Risk | Self::Evidence => of("1C5A94", ("FFFFFF", "1D2325"), "FFFFFF"),
            Self::Picture => of("6D7679", ("FFFFFF", "1D2325"), "FFFFFF"),
        }
    }
}

impl Style {
    /// Its name, as Word lists it.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Normal => "Normal".to_owned(),
            Self::Title => "Title".to_owned(),
            Self::Subtitle => "Subtitle".to_owned(),
            Self::Heading(level) => format!("heading {level}"),
            Self::ListBullet => "List Bullet".to_owned(),
            Self::ListNumber => "List Number".to_owned(),
            Self::ListContinue => "List Continue".to_owned(),
            Self::Quote => "Quote".to_owned(),
            Self::Caption => "caption".to_owned(),
            Self::Card(card) => format!("Pamphlet {}", card.name()),
            Self::CardItem(card) => format!("Pamphlet {} List", card.name()),
            Self::Term => "Pamphlet Term".to_owned(),
            Self::TableHead => "Pamphlet Table Heading".to_owned(),
            Self::TableText => "Pamphlet Table Text".to_owned(),
            Self::Source => "Pamphlet Source".to_owned(),
            Self::Fact => "Pamphlet Fact".to_owned(),
            Self::Footer => "footer".to_owned(),
        }
    }

    /// The name by which paragraphs refer to it: letters and digits of its own.
    pub(crate) fn id(self) -> String {
        let name = self.name();
        let mut id: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        if let Some(first) = id.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        id
    }
}

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Look {
    pub(crate) is_strong: bool,
    pub(crate) is_emphasised: bool,
    pub(crate) is_raised: bool,
    /// An address or a number to ring: it runs from the left in every language, or its parts would change places.
    pub(crate) is_reached: bool,
}

/// What stands before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Marker {
    Bullet,
    Number,
    /// A box to tick.
    Box,
    /// Something to do.
    Do,
    /// Something not to do.
    Dont,
    /// `[1]`, `[2]`: works of the list of sources.
    Source,
    /// `a`, `b`: notes.
    Letter,
}

impl Marker {
    pub(crate) const ALL: [Self; 7] = [Self::Bullet, Self::Number, Self::Box, Self::Do, Self::Dont, Self::Source, Self::Letter];
}
