//! In which language the library's own words are, on pages of other languages.

use pamphlet_core::{
    model::{Contact, ContactPhone, Introduction, Notices, Publisher, Site},
    value::Line,
};

use super::Writer;
use crate::markup::Attribute;

impl<'a> Writer<'a> {
    /// The language of a line that the library says on all its pages, where the page has another (WCAG 2.2, 3.1.2).
    ///
    /// A page may say lines of its own in the same places, so what counts is whose this very line is.
    pub(super) fn whose(&self, line: &Line) -> Vec<Attribute<'a>> {
        let site = self.setting.library.site();
        if site.language == self.setting.page.id.language || !of_library(site).any(|own| std::ptr::eq(own, line)) {
            return Vec::new();
        }
        self.language(&site.language)
    }
}

/// Every line of a library's settings that pages show.
fn of_library(site: &Site) -> impl Iterator<Item = &Line> {
    let Notices { status, medical_first, disclaimer } = &site.notices;
    let Publisher { name: _, logo: _, url: _, about } = &site.publisher;
    let optional = [&site.summary, status, medical_first, disclaimer, about, &site.feedback].into_iter().flatten();
    let introduction = site.introduction.iter().map(|Introduction { text, page: _ }| text);
    let contact = site.contact.iter().flat_map(|Contact { name: _, address: _, phones, email: _, url: _, hours, promise }| {
        phones.iter().map(|ContactPhone { label, number: _ }| label).chain(hours).chain(promise)
    });
    optional.chain([&site.title]).chain(&site.trust_points).chain(introduction).chain(contact)
}
