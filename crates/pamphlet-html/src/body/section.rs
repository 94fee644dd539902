use pamphlet_core::{
    elements::BodyPart,
    model::{Question, Section},
};

use super::{Heading, Medium, Writer, block::disclosure};

impl<'a> Writer<'a> {
    pub(super) fn body_part(&mut self, part: BodyPart<'a>) {
        match part {
            BodyPart::Opening(blocks) => self.element("div", &[("class", "opening")], |w| w.blocks(blocks)),
            BodyPart::Section(section) => self.section(section),
        }
    }

    fn section(&mut self, section: &'a Section) {
        // The aspect is for machines: it stands in the page's JSON-LD.
        let Section { heading, id: _, aspect: _, blocks, questions, sections } = section;
        let id = section.anchor();
        self.headings.push(Heading { level: self.level + 1, id: id.to_string(), text: heading.plain_text() });
        self.element("section", &[("class", "section")], |w| {
            // The id stands on the heading: in books a link to a block pops up as a note (formats.md, EPUB).
            w.heading(&[("id", id.as_str())], |w| w.without_links(|w| w.inlines(heading)));
            w.under_heading(|w| {
                w.blocks(blocks);
                for question in questions {
                    w.question(question);
                }
                for inner in sections {
                    w.section(inner);
                }
            });
        });
    }

    fn question(&mut self, question: &'a Question) {
        let Question { question: words, id: _, answer } = question;
        let id = question.anchor();
        match self.setting.medium {
            // A heading inside the summary keeps the question in lists of headings (HTML § 4.11.2).
            Medium::Web => {
                let attributes: Vec<_> = disclosure("details question", answer).into_iter().chain([("id", id.as_str())]).collect();
                self.element("details", &attributes, |w| {
                    w.element("summary", &[], |w| w.heading(&[], |w| w.without_links(|w| w.inlines(words))));
                    w.under_heading(|w| w.element("div", &[("class", "details-body")], |w| w.blocks(answer)));
                });
            }
            Medium::Book => self.element("div", &[("class", "question")], |w| {
                w.heading(&[("id", id.as_str())], |w| w.without_links(|w| w.inlines(words)));
                w.under_heading(|w| w.blocks(answer));
            }),
        }
    }
}
