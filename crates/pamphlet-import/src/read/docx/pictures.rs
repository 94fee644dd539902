//! Pictures, boxes of text, charts and diagrams.

use pamphlet_docx::package::{Target, parse};
use roxmltree::Node;

use super::{
    Reader, chosen,
    paragraph::Open,
    xml::{attribute, child},
};
use crate::draft::{Alternative, BoxKind, Boxed, Paragraph, Picture, Piece, Place, Role, What, words};

impl Reader<'_, '_> {
    /// Reads a drawing: each box and each picture in it becomes a piece after the paragraph.
    pub(super) fn drawing(&mut self, node: Node<'_, '_>, open: &mut Open) {
        let mut alternative = Alternative::Missing;
        self.shapes(node, &mut alternative, open);
    }

    fn shapes(&mut self, node: Node<'_, '_>, alternative: &mut Alternative, open: &mut Open) {
        for node in node.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "docPr" | "cNvPr" => {
                    if let Some(stated) = stated(node) {
                        *alternative = stated;
                    }
                }
                "blip" => {
                    self.picture(attribute(node, "embed").or_else(|| attribute(node, "link")), alternative, open);
                }
                "imagedata" => {
                    let shape = node.parent_element().and_then(|shape| attribute(shape, "alt"));
                    let alternative = shape.map_or_else(|| alternative.clone(), text_or_missing);
                    self.picture(attribute(node, "id").or_else(|| attribute(node, "href")), &alternative, open);
                }
                "txbxContent" => self.text_box(node, open),
                "textpath" => {
                    if let Some(text) = attribute(node, "string").filter(|text| !text.trim().is_empty()) {
                        let paragraph = Paragraph { text: words(text), ..Paragraph::default() };
                        open.after.push(Piece { from: self.here(), what: What::Paragraph(paragraph) });
                    }
                }
                "chart" => self.of_part(attribute(node, "id"), "chart", open),
                "relIds" => self.of_part(attribute(node, "dm"), "diagram", open),
                "OLEObject" => {
                    open.after.push(Piece { from: self.here(), what: What::Unreadable(String::new()) });
                    self.left.notices.push("the file holds an object of another program, which wasn't taken over".to_owned());
                }
                "AlternateContent" => {
                    if let Some(chosen) = chosen(node) {
                        self.shapes(chosen, alternative, open);
                    }
                }
                // Text of a drawing outside a box of Word's.
                "t" => {
                    if let Some(text) = node.text().filter(|text| !text.trim().is_empty()) {
                        let paragraph = Paragraph { text: words(text), ..Paragraph::default() };
                        open.after.push(Piece { from: self.here(), what: What::Paragraph(paragraph) });
                    }
                }
                _ => self.shapes(node, alternative, open),
            }
        }
    }

    fn text_box(&mut self, node: Node<'_, '_>, open: &mut Open) {
        let from = self.here();
        // Fields outside the box don't reach into it.
        let fields = std::mem::take(&mut self.fields);
        let mut body = Vec::new();
        self.blocks(node, &mut body);
        self.fields = fields;
        if !body.is_empty() {
            open.after.push(Piece { from, what: What::Box(Boxed { kind: BoxKind::Plain, heading: None, body }) });
        }
    }

    fn picture(&mut self, id: Option<&str>, alternative: &Alternative, open: &mut Open) {
        let Some(relationship) = id.and_then(|id| self.file.package.relationship(&self.part, id)) else { return };
        let file = match &relationship.target {
            Target::Part(name) => {
                if let Some(bytes) = self.file.package.get(name) {
                    self.left.pictures.insert(name.clone(), bytes.to_vec());
                }
                name.clone()
            }
            Target::External(address) => address.clone(),
        };
        let picture = Picture { file, alternative: alternative.clone(), caption: None };
        open.after.push(Piece { from: self.here(), what: What::Picture(picture) });
    }

    /// The words of a chart or a diagram, which stand in a part of their own.
    fn of_part(&mut self, id: Option<&str>, what: &str, open: &mut Open) {
        let relationship = id.and_then(|id| self.file.package.relationship(&self.part, id));
        let Some(Target::Part(name)) = relationship.map(|relationship| &relationship.target) else { return };
        let Ok(text) = self.file.package.text(name) else { return };
        let Ok(tree) = parse(&text) else { return };
        self.left.others.push(name.clone());
        self.left.notices.push(format!("the file holds a {what}, of which only the words were taken over"));
        let mut body = Vec::new();
        for node in tree.descendants().filter(|node| node.tag_name().name() == "p") {
            let said: String = node.descendants().filter(|node| node.tag_name().name() == "t").filter_map(|node| node.text()).collect();
            if !said.trim().is_empty() {
                let from = Place { part: name.as_str().into(), paragraph: body.len() + 1 };
                body.push(Piece { from, what: What::Paragraph(Paragraph { text: words(&said), size: 0, role: Role::Text }) });
            }
        }
        if !body.is_empty() {
            open.after.push(Piece { from: self.here(), what: What::Box(Boxed { kind: BoxKind::Plain, heading: None, body }) });
        }
        open.after.push(Piece { from: self.here(), what: What::Unreadable(String::new()) });
    }
}

fn text_or_missing(text: &str) -> Alternative {
    if text.trim().is_empty() { Alternative::Missing } else { Alternative::Text(text.trim().to_owned()) }
}

/// What a drawing says that it shows.
fn stated(node: Node<'_, '_>) -> Option<Alternative> {
    let is_decorative = node.descendants().any(|node| node.tag_name().name() == "decorative" && attribute(node, "val") != Some("0"));
    if is_decorative {
        return Some(Alternative::Decorative);
    }
    let described = attribute(node, "descr").filter(|words| !words.trim().is_empty());
    let _ = child(node, "extLst");
    described.map(text_or_missing)
}
