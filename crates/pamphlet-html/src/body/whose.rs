//! Lines of other languages.

use pamphlet_core::elements::By;

use super::Writer;
use crate::markup::Attribute;

impl<'a> Writer<'a> {
    /// The language of what is said on the page, where it's another than the page's (WCAG 2.2, 3.1.2).
    pub(super) fn whose(&self, by: By) -> Vec<Attribute<'a>> {
        let site = self.setting.library.site();
        match by {
            By::Page => Vec::new(),
            By::Library if site.language == self.setting.page.id.language => Vec::new(),
            By::Library => self.language(&site.language),
        }
    }
}
