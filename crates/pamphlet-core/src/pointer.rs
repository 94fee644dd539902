//! Places in a page.

use std::{cell::Cell, fmt};

/// Where in a page a thing stands; as text ([`Display`](fmt::Display)) a JSON Pointer without its first slash:
/// `sections/0/blocks/2/care-card/criteria/0`.
///
/// The same place in a JSON, YAML or TOML source has the same pointer, so that a problem found in the model
/// can be shown in the file it came from. It refers to the pointer of what holds it: a walk meets hundreds of places, and
/// nearly always nobody asks for the words of any.
#[derive(Debug, Clone, Default)]
pub struct Pointer<'p> {
    within: Option<&'p Pointer<'p>>,
    part: Part<'p>,
    inside: u16,
    /// Its number, once somebody has asked for it: those of its parts are made of it.
    number: Cell<Option<u64>>,
}

/// One step of a [`Pointer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'p> {
    /// The part of that name, or that path of names: `blocks`, `list/items`.
    Name(&'p str),
    /// The part at a place of a list, from 0.
    Index(usize),
    /// The part at a place of the list of that name.
    Item(&'p str, usize),
}

/// What a rule may need to know of the surroundings of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inside {
    /// A callout, such as "important".
    Callout,
    /// A care card.
    CareCard,
    /// A cell of a table, or the heading of a column.
    Cell,
    /// Text that readers open on request.
    Details,
    /// A heading or label: of a section, a card, a column, a definition.
    Heading,
    /// A list of any kind, or a list of definitions.
    List,
    /// A note at the end of the page.
    Note,
    /// The words of somebody who is quoted.
    Quote,
    /// Words in another language.
    Span,
}

impl Default for Part<'_> {
    fn default() -> Self {
        Self::Name("")
    }
}

impl<'p> From<&'p str> for Part<'p> {
    fn from(name: &'p str) -> Self {
        Self::Name(name)
    }
}

impl From<usize> for Part<'_> {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

impl<'p> From<(&'p str, usize)> for Part<'p> {
    fn from((list, index): (&'p str, usize)) -> Self {
        Self::Item(list, index)
    }
}

impl<'p> Pointer<'p> {
    /// The pointer to a part of this place.
    ///
    /// ```
    /// # use pamphlet_core::visit::Pointer;
    /// let page = Pointer::default();
    /// let section = page.join(("sections", 0));
    /// assert_eq!(section.join(("blocks", 2)).to_string(), "sections/0/blocks/2");
    /// ```
    #[must_use]
    pub fn join(&'p self, part: impl Into<Part<'p>>) -> Self {
        Self { within: Some(self), part: part.into(), inside: self.inside, number: Cell::new(None) }
    }

    /// What holds this place, if it isn't the page.
    #[must_use]
    pub fn within(&self) -> Option<&'p Self> {
        self.within
    }

    /// The last step to this place.
    #[must_use]
    pub fn part(&self) -> Part<'p> {
        self.part
    }

    /// This place, as one inside something of that kind: so are all places in it.
    #[must_use]
    pub(crate) fn inside(mut self, kind: Inside) -> Self {
        self.inside |= 1 << kind as u16;
        self
    }

    /// Whether the place is inside something of that kind, on a walk over a page.
    ///
    /// ```
    /// use pamphlet_core::visit::{self, Inside, Item};
    /// # use pamphlet_core::{Library, Sources};
    /// # let mut sources = Sources::new();
    /// # sources.insert("pamphlet.toml".into(), b"title = 'Library'\npublisher = { name = 'Example Clinic' }".into());
    /// # let page = b"---\ntitle: Cough\nsummary: A cough clears the throat.\n---\nText.\n\n> It kept me awake.\n";
    /// # sources.insert("conditions/cough.md".into(), (*page).into());
    /// # let library = Library::read(sources)?;
    /// # let page = library.page("conditions/cough").unwrap();
    /// let mut quoted = Vec::new();
    /// visit::page(page, &mut |at, item| {
    ///     if let Item::Inline(inline) = item && at.is_inside(Inside::Quote) {
    ///         quoted.push(inline);
    ///     }
    /// });
    /// assert_eq!(quoted.len(), 1);
    /// # Ok::<(), pamphlet_core::Problems>(())
    /// ```
    #[must_use]
    pub fn is_inside(&self, kind: Inside) -> bool {
        self.inside & (1 << kind as u16) != 0
    }

    /// A number that stands for the pointer: two of the same text have the same, however they were joined.
    pub(crate) fn number(&self) -> u64 {
        if let Some(number) = self.number.get() {
            return number;
        }
        let within = self.within.map_or(0, Self::number);
        let number = match self.part {
            Part::Name(names) => with_names(within, names),
            Part::Index(index) => with_index(within, index),
            Part::Item(names, index) => with_index(with_names(within, names), index),
        };
        self.number.set(Some(number));
        number
    }
}

fn with_names(within: u64, names: &str) -> u64 {
    match names.split_once('/') {
        None => with_name(within, names),
        Some((first, rest)) => with_names(with_name(within, first), rest),
    }
}

fn with_name(within: u64, name: &str) -> u64 {
    match name.as_bytes() {
        [] => within,
        [b'0'..=b'9', ..] if name.parse::<usize>().is_ok() => with_index(within, name.parse().unwrap_or_default()),
        bytes => mixed(within, bytes.iter().fold(1, |number: u64, byte| number.wrapping_mul(0x0100_0000_01b3) ^ u64::from(*byte))),
    }
}

fn with_index(within: u64, index: usize) -> u64 {
    mixed(mixed(within, 2), index as u64)
}

/// One round of the finaliser of `SplitMix64`: neighbouring numbers lead far apart.
fn mixed(number: u64, with: u64) -> u64 {
    let number = (number ^ with).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number ^ (number >> 31)
}

impl<'p> From<&'p str> for Pointer<'p> {
    fn from(path: &'p str) -> Self {
        Self { within: None, part: Part::Name(path), inside: 0, number: Cell::new(None) }
    }
}

impl fmt::Display for Pointer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(within) = self.within {
            write!(f, "{within}")?;
            // The page itself has no name.
            if within.within.is_some() || within.part != Part::default() {
                f.write_str("/")?;
            }
        }
        match self.part {
            Part::Name(name) => f.write_str(name),
            Part::Index(index) => write!(f, "{index}"),
            Part::Item(name, index) => write!(f, "{name}/{index}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn a_pointer_has_the_number_of_its_text() {
        let page = Pointer::default();
        let section = page.join(("sections", 12));
        let blocks = section.join("blocks");
        let item = blocks.join(0);
        let items = item.join("list/items");
        let last = items.join(3);
        assert_eq!(last.to_string(), "sections/12/blocks/0/list/items/3");
        assert_eq!(last.number(), Pointer::from("sections/12/blocks/0/list/items/3").number());
        assert_ne!(last.number(), Pointer::from("sections/12/blocks/0/list/items/4").number());
        assert_ne!(Pointer::from("a/b").number(), Pointer::from("b/a").number());
    }
}
