//! A web page as a tree. html5ever parses it as browsers do; the tree is a list of nodes, so that no depth of nesting can harm.

use std::{
    borrow::Cow,
    cell::{Ref, RefCell},
};

use html5ever::{
    Attribute, LocalName, Namespace, ParseOpts, QualName,
    interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink},
    parse_document,
    tendril::{StrTendril, TendrilSink},
};

/// A parsed page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: RefCell<Vec<Node>>,
}

/// Which node of the tree.
pub(super) type Id = usize;

#[derive(Debug)]
struct Node {
    parent: Option<Id>,
    children: Vec<Id>,
    what: What,
}

#[derive(Debug)]
enum What {
    Document,
    Element(Element),
    Text(String),
    Comment(String),
}

#[derive(Debug, Clone)]
struct Element {
    name: Name,
    attributes: Vec<(String, String)>,
    /// The contents of a `template`, which are no part of the page.
    template: Option<Id>,
}

/// The name of an element.
#[derive(Debug, Clone)]
pub(super) struct Name {
    space: Namespace,
    local: LocalName,
}

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.space
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

impl Tree {
    pub(super) fn parse(source: &str) -> Self {
        let tree = Self::default();
        tree.add(What::Document);
        parse_document(tree, ParseOpts::default()).one(source)
    }

    fn add(&self, what: What) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { parent: None, children: Vec::new(), what });
        nodes.len() - 1
    }

    pub(super) fn root(&self) -> Id {
        0
    }

    pub(super) fn children(&self, id: Id) -> Vec<Id> {
        self.nodes.borrow()[id].children.clone()
    }

    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.nodes.borrow()[id].parent
    }

    /// The name of an element; nothing for text.
    pub(super) fn name(&self, id: Id) -> Option<String> {
        match &self.nodes.borrow()[id].what {
            What::Element(element) => Some(element.name.local.to_string()),
            What::Document | What::Text(_) | What::Comment(_) => None,
        }
    }

    pub(super) fn is(&self, id: Id, names: &[&str]) -> bool {
        self.name(id).is_some_and(|name| names.contains(&&*name))
    }

    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<String> {
        match &self.nodes.borrow()[id].what {
            What::Element(element) => element.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()),
            What::Document | What::Text(_) | What::Comment(_) => None,
        }
    }

    /// Whether an element has a class that is one of some, or begins with one of some that end in `-`.
    pub(super) fn has_class(&self, id: Id, names: &[&str]) -> bool {
        let classes = self.attribute(id, "class").unwrap_or_default();
        classes
            .split_whitespace()
            .any(|class| names.iter().any(|name| if name.ends_with('-') { class.starts_with(name) } else { class == *name }))
    }

    pub(super) fn text(&self, id: Id) -> Option<Ref<'_, str>> {
        Ref::filter_map(self.nodes.borrow(), |nodes| match &nodes[id].what {
            What::Text(text) => Some(text.as_str()),
            What::Document | What::Element(_) | What::Comment(_) => None,
        })
        .ok()
    }

    pub(super) fn comment(&self, id: Id) -> Option<String> {
        match &self.nodes.borrow()[id].what {
            What::Comment(comment) => Some(comment.clone()),
            What::Document | What::Element(_) | What::Text(_) => None,
        }
    }

    /// A node and all inside it, in their order, each with its depth.
    pub(super) fn within(&self, id: Id) -> Vec<(Id, usize)> {
        let mut all = Vec::new();
        let mut open = vec![(id, 0)];
        while let Some((id, depth)) = open.pop() {
            all.push((id, depth));
            open.extend(self.nodes.borrow()[id].children.iter().rev().map(|child| (*child, depth + 1)));
        }
        all
    }

    /// All words inside a node.
    pub(super) fn said(&self, id: Id) -> String {
        self.within(id).into_iter().filter_map(|(id, _)| self.text(id).map(|text| text.to_owned())).collect()
    }

    fn take_out(&self, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[id].parent.take() {
            nodes[parent].children.retain(|child| *child != id);
        }
    }

    /// Puts a node or a text among the children of another. Texts side by side are one.
    fn insert(&self, parent: Id, at: usize, child: NodeOrText<Id>) {
        match child {
            NodeOrText::AppendNode(id) => {
                self.take_out(id);
                let mut nodes = self.nodes.borrow_mut();
                nodes[id].parent = Some(parent);
                let at = at.min(nodes[parent].children.len());
                nodes[parent].children.insert(at, id);
            }
            NodeOrText::AppendText(text) => {
                let before = at.checked_sub(1).and_then(|before| self.nodes.borrow()[parent].children.get(before).copied());
                if let Some(before) = before
                    && let What::Text(said) = &mut self.nodes.borrow_mut()[before].what
                {
                    return said.push_str(&text);
                }
                let id = self.add(What::Text(text.to_string()));
                let mut nodes = self.nodes.borrow_mut();
                nodes[id].parent = Some(parent);
                let at = at.min(nodes[parent].children.len());
                nodes[parent].children.insert(at, id);
            }
        }
    }
}

impl TreeSink for Tree {
    type Handle = Id;
    type Output = Self;
    type ElemName<'a> = Name;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name {
        match &self.nodes.borrow()[*target].what {
            What::Element(element) => element.name.clone(),
            What::Document | What::Text(_) | What::Comment(_) => Name { space: Namespace::from(""), local: LocalName::from("") },
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Id {
        let template = flags.template.then(|| self.add(What::Document));
        let attributes = attributes.into_iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string())).collect();
        self.add(What::Element(Element { name: Name { space: name.ns, local: name.local }, attributes, template }))
    }

    fn create_comment(&self, text: StrTendril) -> Id {
        self.add(What::Comment(text.to_string()))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(What::Comment(String::new()))
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        let end = self.nodes.borrow()[*parent].children.len();
        self.insert(*parent, end, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, before: &Id, child: NodeOrText<Id>) {
        if self.parent(*element).is_some() { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Id) -> Id {
        match &self.nodes.borrow()[*target].what {
            What::Element(Element { template: Some(template), .. }) => *template,
            What::Document | What::Element(_) | What::Text(_) | What::Comment(_) => *target,
        }
    }

    fn same_node(&self, one: &Id, other: &Id) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        if let NodeOrText::AppendNode(id) = &child {
            self.take_out(*id);
        }
        let Some(parent) = self.parent(*sibling) else { return };
        let at = self.nodes.borrow()[parent].children.iter().position(|child| child == sibling).unwrap_or(0);
        self.insert(parent, at, child);
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        if let What::Element(element) = &mut self.nodes.borrow_mut()[*target].what {
            for attribute in attributes {
                let name = attribute.name.local.to_string();
                if !element.attributes.iter().any(|(key, _)| *key == name) {
                    element.attributes.push((name, attribute.value.to_string()));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.take_out(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let children = std::mem::take(&mut self.nodes.borrow_mut()[*node].children);
        for child in children {
            self.nodes.borrow_mut()[child].parent = Some(*new_parent);
            self.nodes.borrow_mut()[*new_parent].children.push(child);
        }
    }
}
