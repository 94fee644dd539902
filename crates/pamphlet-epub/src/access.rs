//! What the book tells readers of its accessibility (EPUB Accessibility 1.1 § 2), taken from what it holds.
//!
//! The same facts stand in the package document, in the ONIX fragment and, in words, on the copyright page. The library asserts
//! no conformance: that takes an evaluator with a name, in the guide's own settings.

use pamphlet_core::{
    messages::Messages,
    model::{Alternative, BookAccessibility, Exemption},
    visit::{self, Item},
};

use crate::{book::Book, options::PrintSource, pictures::Picture};

/// What holds of a book.
pub(crate) struct Facts<'a> {
    /// Pictures stand in the text that mean something. None can be written without words that stand in for it
    /// ([`Alternative`]).
    pub(crate) has_pictures: bool,
    /// A picture could move or flash.
    pub(crate) may_move: bool,
    /// The printed edition whose pages are marked.
    pub(crate) print: Option<&'a PrintSource>,
    /// What the publisher says.
    pub(crate) claims: Option<&'a BookAccessibility>,
}

impl<'a> Facts<'a> {
    pub(crate) fn of(book: &Book<'a>, pictures: &[Picture]) -> Self {
        Self {
            has_pictures: has_pictures(book),
            may_move: pictures.iter().any(may_move),
            print: book.print.map(|print| &print.source),
            claims: book.guide().map(|guide| &guide.accessibility),
        }
    }

    /// Properties of schema.org and their values.
    pub(crate) fn properties(&self) -> Vec<(&'static str, &'static str)> {
        let mut all = vec![("schema:accessMode", "textual")];
        if self.has_pictures {
            all.push(("schema:accessMode", "visual"));
            all.push(("schema:accessModeSufficient", "textual,visual"));
        }
        all.push(("schema:accessModeSufficient", "textual"));
        all.extend(
            ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability", "ARIA", "unlocked"]
                .map(|feature| ("schema:accessibilityFeature", feature)),
        );
        if self.has_pictures {
            all.push(("schema:accessibilityFeature", "alternativeText"));
        }
        if self.print.is_some() {
            all.extend(["pageBreakMarkers", "pageNavigation"].map(|feature| ("schema:accessibilityFeature", feature)));
        }
        all.push(("schema:accessibilityHazard", if self.may_move { "unknown" } else { "none" }));
        all
    }

    /// The same in plain words.
    pub(crate) fn summary(&self, messages: &Messages) -> Vec<String> {
        let mut lines = vec![messages.get("accessibility-text"), messages.get("accessibility-structure")];
        if self.has_pictures {
            lines.push(messages.get("accessibility-pictures"));
        }
        if let Some(edition) = self.print {
            lines.push(messages.format("accessibility-print-pages", [("edition", edition.to_string().into())]));
        }
        if self.may_move {
            lines.push(messages.get("accessibility-movement"));
        }
        match self.claims.and_then(|claims| claims.conformance.as_ref()) {
            Some(claim) => {
                let values = [
                    ("evaluator", claim.evaluator.as_str().into()),
                    ("date", messages.date(claim.on).into()),
                    ("version", claim.level.version().into()),
                    ("level", claim.level.level().into()),
                ];
                lines.push(messages.format("accessibility-conformance", values));
            }
            None => lines.push(messages.get("accessibility-unclaimed")),
        }
        if let Some(exemption) = self.claims.and_then(|claims| claims.exemption) {
            lines.push(messages.get(&format!("accessibility-exempt-{}", exemption_key(exemption))));
        }
        if let Some(contact) = self.claims.and_then(|claims| claims.contact.as_ref()) {
            lines.push(messages.format("accessibility-contact", [("email", contact.as_str().into())]));
        }
        lines
    }
}

fn exemption_key(exemption: Exemption) -> &'static str {
    match exemption {
        Exemption::Microenterprise => "microenterprise",
        Exemption::DisproportionateBurden => "disproportionate-burden",
        Exemption::FundamentalAlteration => "fundamental-alteration",
    }
}

/// The value of `a11y:exemption` ("The EPUB Accessibility exemption property", W3C Note).
pub(crate) fn exemption(exemption: Exemption) -> String {
    format!("eaa-{}", exemption_key(exemption))
}

/// Whether pictures stand in the text that mean something. Figures of chances repeat the numbers beside them, and say nothing
/// to those who read these.
fn has_pictures(book: &Book<'_>) -> bool {
    book.pages().any(|page| {
        let mut found = false;
        visit::page(page, &mut |_, item| found |= matches!(item, Item::Picture(_, Alternative::Text(_))));
        found
    })
}

/// Whether a picture could move or flash: an SVG with animation (SVG 2 § 18), or a PNG with frames (PNG 3 § 11.3.4).
fn may_move(picture: &Picture) -> bool {
    let holds = |needle: &[u8]| picture.bytes.windows(needle.len()).any(|window| window == needle);
    match picture.media_type {
        "image/svg+xml" => holds(b"<animate") || holds(b"<set") || holds(b"@keyframes"),
        "image/png" => holds(b"acTL"),
        _ => false,
    }
}
