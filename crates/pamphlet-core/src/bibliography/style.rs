//! Citation styles (CSL), and the words that they put in.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use hayagriva::{
    archive::{ArchivedStyle, LOCALES},
    citationberg::{
        Bibliography, CitationFormat, IndependentStyle, Label, LayoutRenderingElement, Locale, LocaleCode, Name, NamesChild, Number, Style,
        StyleCategory, TermForm, TextTarget,
        taxonomy::{NumberOrPageVariable, NumberVariable, OtherTerm, Term, Variable},
    },
};

use crate::{
    diagnostic::{Diagnostic, nearest},
    value::{LanguageTag, Slug},
};

/// How a style refers to works in the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CitedBy {
    /// By the work's number in the list of sources.
    #[default]
    Number,
    /// By its authors and year, or whatever else the style says.
    Name,
}

/// A citation style (CSL).
#[derive(Debug, Clone)]
pub struct CitationStyle {
    pub(super) name: Slug,
    pub(super) style: Arc<IndependentStyle>,
    pub(super) cited_by: CitedBy,
}

impl CitationStyle {
    /// The style of that name in the archive of the Citation Style Language: `vancouver`, `apa`, `harvard-cite-them-right`.
    ///
    /// # Errors
    /// A message with the nearest name, if there is no such style.
    pub fn by_name(name: &Slug) -> Result<Self, Diagnostic> {
        let unknown = || {
            let problem = Diagnostic::error("unknown-citation-style", format!("there is no citation style `{name}`"));
            let names = ArchivedStyle::all().iter().flat_map(|style| style.names().iter().copied());
            match nearest(name.as_str(), names) {
                Some(near) => problem.with_help(format!("did you mean `{near}`?")),
                None => problem.with_help("for example `vancouver`, `apa`, `nature` or `american-medical-association`"),
            }
        };
        let Style::Independent(mut style) = ArchivedStyle::by_name(name.as_str()).ok_or_else(unknown)?.get() else {
            return Err(unknown());
        };
        let is_numeric = style.info.category.contains(&StyleCategory::CitationFormat { format: CitationFormat::Numeric });
        // What stands around citations is put in where they're written: `[1, 2]` with a link for each.
        style.citation.layout.prefix = None;
        style.citation.layout.suffix = None;
        // The letter after the year tells alike works apart. Hayagriva 0.10 would cut the names in the list to those of the citation.
        style.citation.disambiguate_add_givenname = false;
        style.citation.disambiguate_add_names = false;
        let layouts = [Some(&mut style.citation.layout.elements), style.bibliography.as_mut().map(|b| &mut b.layout.elements)];
        layouts.into_iter().flatten().chain(style.macros.iter_mut().map(|part| &mut part.children)).for_each(|part| mended(part));
        Ok(Self { name: name.clone(), style: Arc::new(style), cited_by: if is_numeric { CitedBy::Number } else { CitedBy::Name } })
    }

    /// Whether a reference says the same whatever stands before it: it's told by its number, and names aren't left out that the one before
    /// has too.
    pub(super) fn is_independent(&self) -> bool {
        let repeats = |bibliography: &Bibliography| bibliography.subsequent_author_substitute.is_some();
        self.cited_by == CitedBy::Number && !self.style.bibliography.as_ref().is_some_and(repeats)
    }

    /// "et al.", as the style or its language has it.
    pub(super) fn and_others(&self, language: &LanguageTag) -> String {
        let code = LocaleCode(language.as_str().to_owned());
        let wanted = [Some(code.clone()), code.fallback(), None, Some(LocaleCode::en_us())];
        let words = words_of(&code);
        let all = || self.style.locale.iter().chain(words.iter());
        let term = wanted.iter().find_map(|code| {
            let mut of_language = all().filter(|locale| locale.lang == *code);
            of_language.find_map(|locale| locale.term(Term::Other(OtherTerm::EtAl), TermForm::Long)?.single().map(str::to_owned))
        });
        term.unwrap_or_else(|| "et al.".to_owned())
    }
}

/// The words of citation styles in a language: its own, those of the language's main country, and the American ones, which CSL falls
/// back to. All sixty languages take eighty milliseconds to unpack, so each is unpacked when it's first asked for.
pub(super) fn words_of(language: &LocaleCode) -> Arc<[Locale]> {
    static UNPACKED: Mutex<BTreeMap<String, Arc<[Locale]>>> = Mutex::new(BTreeMap::new());
    let mut unpacked = UNPACKED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(locales) = unpacked.get(&language.0) {
        return Arc::clone(locales);
    }
    let wanted = [Some(language.clone()), language.fallback(), Some(LocaleCode::en_us())].map(|code| code.map(packed_head));
    let packed = LOCALES.iter().filter(|packed| wanted.iter().flatten().any(|head| packed.get(1..).is_some_and(|p| p.starts_with(head))));
    let locales: Arc<[Locale]> = packed.filter_map(|packed| ciborium::from_reader(*packed).ok()).collect();
    unpacked.insert(language.0.clone(), Arc::clone(&locales));
    locales
}

/// What a packed locale begins with, after the number of its entries: its language is the first (CBOR, RFC 8949 § 3.1).
fn packed_head(code: LocaleCode) -> Vec<u8> {
    const KEY: &[u8] = b"\x69@xml:lang";
    // A text of less than 24 bytes; no language's tag is longer.
    let length = 0x60 | u8::try_from(code.0.len()).unwrap_or(u8::MAX);
    [KEY, &[length], code.0.as_bytes()].concat()
}

/// Changes what Hayagriva 0.10 gets wrong.
///
/// It takes a list of names that has only a label or substitutes for an empty one, and leaves it out of groups: so authors vanish. Such lists
/// get the usual `<name/>`. And it gives the number of a book's volume once more as that of its part and its chapter: those aren't asked for.
fn mended(elements: &mut [LayoutRenderingElement]) {
    for element in elements {
        match element {
            LayoutRenderingElement::Names(names) => {
                if !names.children.is_empty() && !names.children.iter().any(|child| matches!(child, NamesChild::Name(_))) {
                    names.children.insert(0, NamesChild::Name(Name::default()));
                }
                for child in &mut names.children {
                    match child {
                        NamesChild::Substitute(substitute) => mended(&mut substitute.children),
                        NamesChild::Name(_) | NamesChild::EtAl(_) | NamesChild::Label(_) => {}
                    }
                }
            }
            LayoutRenderingElement::Choose(choose) => {
                mended(&mut choose.if_.children);
                choose.else_if.iter_mut().for_each(|branch| mended(&mut branch.children));
                choose.otherwise.iter_mut().for_each(|branch| mended(&mut branch.children));
            }
            LayoutRenderingElement::Group(group) => mended(&mut group.children),
            LayoutRenderingElement::Text(text) => {
                if let TextTarget::Variable { var: Variable::Number(number), form: _ } = &mut text.target {
                    *number = asked_for(*number);
                }
            }
            LayoutRenderingElement::Number(Number { variable: NumberOrPageVariable::Number(number), .. })
            | LayoutRenderingElement::Label(Label { variable: NumberOrPageVariable::Number(number), .. }) => *number = asked_for(*number),
            LayoutRenderingElement::Number(_) | LayoutRenderingElement::Label(_) | LayoutRenderingElement::Date(_) => {}
        }
    }
}

/// The number itself, or one that no work has.
fn asked_for(number: NumberVariable) -> NumberVariable {
    match number {
        NumberVariable::PartNumber | NumberVariable::ChapterNumber => NumberVariable::PrintingNumber,
        number => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_finds_its_words() {
        for locale in hayagriva::archive::locales() {
            let code = locale.lang.clone().unwrap();
            let found = words_of(&code);
            assert!(found.contains(&locale), "{code:?}");
            assert!(found.iter().any(|locale| locale.lang == Some(LocaleCode::en_us())), "{code:?}");
        }
        let main = |code: &str| words_of(&LocaleCode(code.to_owned())).iter().map(|l| l.lang.clone().unwrap().0).collect::<Vec<_>>();
        assert_eq!(main("fr-CH"), ["en-US", "fr-FR"]);
        assert_eq!(main("tlh"), ["en-US"]);
    }

    #[test]
    fn a_style_that_there_isn_t_is_reported_with_the_nearest() {
        let problem = CitationStyle::by_name(&"vancuver".parse().unwrap()).unwrap_err();
        assert_eq!(problem.help, ["did you mean `vancouver`?"]);
    }
}
