//! A drawing written anew, from the parts that are on the lists.

use std::{
    collections::{HashMap, HashSet},
    fmt::Write,
    ops::Range,
};

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use roxmltree::{Attribute, Document, Node, NodeId};

use super::{
    MATHML, SVG, XHTML, XLINK, XML, css,
    lists::{self, Refusal, Role, Says},
    problem,
    size::Size,
    xml::start_tag,
};
use crate::{
    diagnostic::Diagnostic,
    picture::{jpeg, png, sniff},
};

/// Groups within groups: drawing programs make some ten, and a program that reads them needs memory for each.
const MOST_DEPTH: usize = 200;

/// What is drawn, with everything that is drawn again by `use`.
const MOST_DRAWN: u64 = 400_000;

/// Base64 as people's programs write it.
const BASE64: GeneralPurpose =
    GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));

/// A drawing as it's published, if there are no problems.
pub(super) struct Clean {
    pub(super) bytes: String,
    pub(super) size: Option<(u32, u32)>,
    pub(super) texts: Vec<(String, Range<usize>)>,
    pub(super) problems: Vec<Diagnostic>,
}

pub(super) fn clean(tree: &Document<'_>) -> Clean {
    let root = tree.root_element();
    let mut cleaner = Cleaner {
        source: tree.input_text(),
        namespace: root.tag_name().namespace(),
        out: String::new(),
        uses_xlink: false,
        ids: HashSet::new(),
        texts: Vec::new(),
        problems: Vec::new(),
        told: HashSet::new(),
    };
    cleaner.look_for_active_parts(tree);
    cleaner.count(tree);
    cleaner.children(root, 1);
    let inside = std::mem::take(&mut cleaner.out);
    cleaner.attributes(root);
    let attributes = std::mem::take(&mut cleaner.out);
    let size = Size::of(root).or_else(|| cleaner.measured(&attributes, &inside));
    if size.is_none() {
        cleaner.report(problem::no_size(cleaner.tag(root)));
    }
    let bytes = cleaner.whole(size.as_ref(), &attributes, &inside);
    Clean { bytes, size: size.map(|size| size.in_pixels()), texts: cleaner.texts, problems: cleaner.problems }
}

struct Cleaner<'t> {
    source: &'t str,
    /// The root's: a drawing without any is understood all the same.
    namespace: Option<&'t str>,
    out: String,
    uses_xlink: bool,
    /// An id can stand once; who refers to it means the first.
    ids: HashSet<String>,
    texts: Vec<(String, Range<usize>)>,
    problems: Vec<Diagnostic>,
    told: HashSet<String>,
}

impl<'t> Cleaner<'t> {
    /// Each kind of problem is reported once, where it's first met.
    fn report(&mut self, problem: Diagnostic) {
        if self.told.insert(problem.message.clone()) {
            self.problems.push(problem);
        }
    }

    fn tag(&self, node: Node<'_, '_>) -> Range<usize> {
        start_tag(self.source, node.range().start)
    }

    fn whole(&self, size: Option<&Size>, attributes: &str, inside: &str) -> String {
        let mut whole = format!("<svg xmlns=\"{SVG}\"");
        if self.uses_xlink {
            whole.push_str(&format!(" xmlns:xlink=\"{XLINK}\""));
        }
        for (name, value) in size.iter().flat_map(|size| &size.attributes) {
            whole.push_str(&format!(" {name}=\"{value}\""));
        }
        whole.push_str(attributes);
        whole.push('>');
        whole.push_str(inside);
        whole.push_str("</svg>\n");
        whole
    }

    /// The size of what is drawn, for a root that says none.
    fn measured(&self, attributes: &str, inside: &str) -> Option<Size> {
        // Words have a size in a typeface only.
        if !self.texts.is_empty() || !self.problems.is_empty() {
            return None;
        }
        let nothing = usvg::ImageHrefResolver {
            resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        };
        let options = usvg::Options { image_href_resolver: nothing, ..usvg::Options::default() };
        let drawn = usvg::Tree::from_str(&self.whole(None, attributes, inside), &options).ok()?;
        drawn.root().has_children().then(|| Size::new(drawn.size().width().into(), drawn.size().height().into(), None))?
    }

    /// Scripts run wherever they stand, in metadata too, and instructions apply to the whole file.
    fn look_for_active_parts(&mut self, tree: &Document<'_>) {
        for node in tree.descendants() {
            let namespace = node.tag_name().namespace();
            if node.is_element()
                && node.tag_name().name().eq_ignore_ascii_case("script")
                && (self.is_svg(namespace) || namespace == Some(XHTML))
            {
                self.report(problem::of_element("script", Refusal::Script, self.tag(node)));
            }
            if let Some(instruction) = node.pi()
                && instruction.target.eq_ignore_ascii_case("xml-stylesheet")
            {
                self.report(problem::elsewhere(instruction.value.unwrap_or_default(), self.tag(node)));
            }
        }
    }

    fn is_svg(&self, namespace: Option<&str>) -> bool {
        match namespace {
            Some(namespace) => namespace == SVG,
            None => self.namespace.is_none(),
        }
    }

    fn children(&mut self, node: Node<'_, '_>, depth: usize) {
        let says_words = matches!(node.tag_name().name(), "text" | "tspan" | "textPath" | "title" | "desc");
        for child in node.children() {
            if child.is_element() {
                self.element(child, depth);
            } else if let Some(text) = child.text().filter(|_| child.is_text() && says_words) {
                // A variation selector chooses between two looks of a sign, and few typefaces know any.
                let text: String = text.chars().filter(|c| !matches!(c, '\u{fe00}'..='\u{fe0f}')).collect();
                escape(&mut self.out, &text);
                if !matches!(node.tag_name().name(), "title" | "desc") && !text.trim().is_empty() {
                    let range = child.range();
                    self.texts.push((text, range.start..range.end.min(self.source.len())));
                }
            }
        }
    }

    fn element(&mut self, node: Node<'_, '_>, depth: usize) {
        let name = node.tag_name().name();
        let namespace = node.tag_name().namespace();
        if matches!(namespace, Some(XHTML | MATHML)) {
            return self.report(problem::of_element(name, Refusal::Html, self.tag(node)));
        }
        // No browser draws what belongs to another namespace, or has a condition that only its own program meets.
        if !self.is_svg(namespace) || is_for_others(node) {
            return;
        }
        if depth > MOST_DEPTH {
            return self.report(problem::too_much("has too many groups within groups", self.tag(node)));
        }
        match lists::role(name) {
            Role::Draws => self.element_as(node, name, |cleaner| cleaner.children(node, depth + 1)),
            Role::Chooses => self.switch(node, depth),
            Role::Styles => self.style(node),
            Role::Inert => {}
            Role::Refused(refusal) => self.report(problem::of_element(name, refusal, self.tag(node))),
        }
    }

    fn element_as(&mut self, node: Node<'_, '_>, name: &str, inside: impl FnOnce(&mut Self)) {
        self.out.push('<');
        self.out.push_str(name);
        self.attributes(node);
        self.out.push('>');
        let start = self.out.len();
        inside(self);
        if self.out.len() == start {
            self.out.pop();
            self.out.push_str("/>");
        } else {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// Of a switch, its first child that can be shown: all formats then show the same one.
    ///
    /// draw.io puts a label as HTML before the same label as text, and Adobe's programs their own data before the drawing.
    fn switch(&mut self, node: Node<'_, '_>, depth: usize) {
        let mut skipped = None;
        let mut chosen = None;
        for child in
            node.children().filter(|child| child.is_element() && self.is_svg(child.tag_name().namespace()) && !is_for_others(*child))
        {
            if child.tag_name().name() == "foreignObject" {
                skipped = skipped.or(Some(child));
            } else {
                chosen = Some(child);
                break;
            }
        }
        if let Some(html) = skipped {
            let said = words(html);
            if !said.is_empty() && chosen.is_none_or(|chosen| words(chosen) != said) {
                return self.report(problem::of_element("foreignObject", Refusal::Html, self.tag(html)));
            }
        }
        self.element_as(node, "g", |cleaner| {
            if let Some(chosen) = chosen {
                cleaner.element(chosen, depth + 1);
            }
        });
    }

    fn style(&mut self, node: Node<'_, '_>) {
        let is_css = node.attribute("type").is_none_or(|kind| kind.trim().is_empty() || kind.trim().eq_ignore_ascii_case("text/css"));
        let text: String = node.children().filter(Node::is_text).filter_map(|text| text.text()).collect();
        match css::sheet(&text) {
            Ok(rules) if is_css && !rules.is_empty() => {
                self.out.push_str("<style>");
                escape(&mut self.out, &rules);
                self.out.push_str("</style>");
            }
            Ok(_) => {}
            Err(wrong) => self.report(problem::of_style(wrong, self.tag(node))),
        }
    }

    fn attributes(&mut self, node: Node<'_, '_>) {
        let is_root = node.parent().is_some_and(|parent| parent.is_root());
        for attribute in node.attributes() {
            let (name, value, at) = (attribute.name(), attribute.value(), attribute.range());
            match attribute.namespace() {
                None if name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on")) => self.report(problem::handler(name, at)),
                None if name == "href" => self.reference(node, attribute, "href"),
                Some(XLINK) if name == "href" => self.reference(node, attribute, "xlink:href"),
                None if name == "id" => {
                    if self.ids.insert(value.to_owned()) {
                        self.attribute("id", value);
                    }
                }
                None if name == "systemLanguage" && !value.trim().is_empty() => self.report(problem::by_language(at)),
                None if name == "style" => match css::declarations(value) {
                    Ok(declared) if declared.is_empty() => {}
                    Ok(declared) => self.attribute("style", &declared),
                    Err(wrong) => self.report(problem::of_style(wrong, at)),
                },
                None if is_root && matches!(name, "width" | "height" | "viewBox") => {}
                None => match lists::says(name) {
                    Says::Shape => self.attribute(name, value),
                    Says::Style => match css::value(value) {
                        Ok(Some(value)) => self.attribute(name, &value),
                        Ok(None) => {}
                        Err(wrong) => self.report(problem::of_style(wrong, at)),
                    },
                    Says::Nothing => {}
                },
                Some(XML) => match name {
                    "base" => self.report(problem::base(at)),
                    "space" => self.attribute("xml:space", value),
                    "lang" => self.attribute("xml:lang", value),
                    _ => {}
                },
                Some(_) => {}
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(&mut self.out, value);
        self.out.push('"');
    }

    /// An address: of a part of the drawing, or a picture that is embedded in it.
    fn reference(&mut self, node: Node<'_, '_>, attribute: Attribute<'_, '_>, name: &str) {
        let address = attribute.value().trim();
        self.uses_xlink |= name != "href";
        match node.tag_name().name() {
            _ if address.is_empty() => {}
            "use" | "linearGradient" | "radialGradient" | "pattern" | "filter" | "textPath" | "feImage" if address.starts_with('#') => {
                self.attribute(name, address);
            }
            "image" | "feImage" if starts_with(address, "data:") => match embedded(address) {
                Ok(clean) => self.attribute(name, &clean),
                Err(problem) => self.report(problem::embedded(*problem, self.tag(node))),
            },
            _ => self.report(problem::elsewhere(address, attribute.range())),
        }
    }

    /// Looks whether the drawing draws parts of itself again and again, until nothing can hold them.
    fn count(&mut self, tree: &Document<'_>) {
        let mut counting = Counting { ids: HashMap::new(), known: HashMap::new() };
        for node in tree.descendants() {
            if let Some(id) = node.attribute("id") {
                counting.ids.entry(id).or_insert(node);
            }
        }
        let root = tree.root_element();
        match counting.drawn(root, 0) {
            Some(drawn) if drawn <= MOST_DRAWN => {}
            Some(_) => self.report(problem::too_much("draws parts of itself too often", self.tag(root))),
            None => self.report(problem::too_much("uses parts within themselves", self.tag(root))),
        }
    }
}

struct Counting<'a, 'i> {
    ids: HashMap<&'a str, Node<'a, 'i>>,
    /// How much each element draws; nothing while it's being counted.
    known: HashMap<NodeId, Option<u64>>,
}

impl<'a, 'i> Counting<'a, 'i> {
    /// How many elements are drawn; nothing if one is drawn within itself.
    fn drawn(&mut self, node: Node<'a, 'i>, depth: usize) -> Option<u64> {
        if let Some(known) = self.known.get(&node.id()) {
            return *known;
        }
        // Deeper than this, what is drawn is refused for its depth.
        if depth > 2 * MOST_DEPTH {
            return Some(u64::MAX);
        }
        self.known.insert(node.id(), None);
        let mut sum = 1_u64;
        if node.tag_name().name() == "use" {
            let address = node.attribute((XLINK, "href")).or_else(|| node.attribute("href"));
            if let Some(target) = address.and_then(|address| self.ids.get(address.trim().strip_prefix('#')?)).copied() {
                sum = sum.saturating_add(self.drawn(target, depth + 1)?);
            }
        }
        for child in node.children().filter(Node::is_element) {
            sum = sum.saturating_add(self.drawn(child, depth + 1)?);
        }
        self.known.insert(node.id(), Some(sum));
        Some(sum)
    }
}

/// Whether only the program that wrote an element shows it.
fn is_for_others(node: Node<'_, '_>) -> bool {
    node.attribute("requiredExtensions").is_some_and(|extensions| !extensions.trim().is_empty())
}

/// What an element says, without its spaces: HTML and SVG break lines in their own ways.
fn words(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

fn starts_with(address: &str, start: &str) -> bool {
    address.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

/// The address of an embedded picture, which goes through the same door as a file.
fn embedded(address: &str) -> Result<String, Box<Diagnostic>> {
    let not = |what: &str| crate::picture::bad(what, "embed it as a PNG or JPEG");
    let (kind, data) = address["data:".len()..].split_once(',').ok_or_else(|| not("its address is cut off"))?;
    if !kind.to_ascii_lowercase().ends_with(";base64") {
        return Err(not("it is neither a PNG nor a JPEG"));
    }
    let data: Vec<u8> = data.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let file = BASE64.decode(data).map_err(|_| not("it is damaged"))?;
    let (kind, (clean, _)) = match sniff::kind(&file) {
        sniff::Kind::Png => ("png", png::read(&file)?),
        sniff::Kind::Jpeg => ("jpeg", jpeg::read(&file)?),
        sniff::Kind::Other(name) => return Err(not(&format!("it is a file of the kind {name}"))),
        sniff::Kind::Text => return Err(not("it is neither a PNG nor a JPEG")),
    };
    Ok(format!("data:image/{kind};base64,{}", BASE64.encode(clean)))
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // As they are, a parser would make spaces of them in an attribute.
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
}
