//! Looking into XML by local names: strict and transitional files differ only in their namespaces.

use roxmltree::Node;

pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|node| node.tag_name().name() == name)
}

/// An attribute, in whatever namespace.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

pub(super) fn number(node: Node<'_, '_>, name: &str) -> Option<u8> {
    attribute(node, name)?.parse().ok()
}

/// Whether a property that stands there is on.
pub(super) fn is_on(node: Node<'_, '_>) -> bool {
    !matches!(attribute(node, "val"), Some("0" | "false" | "off"))
}
