//! Styles and lists of a Word file: what a paragraph is, by the names that it's given.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::xml::{attribute, child, is_on, number};

/// The styles of a file, by their id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
    /// The language of text that states none.
    pub(super) language: Option<String>,
    size: Option<u16>,
}

#[derive(Debug, Default, Clone)]
struct Style {
    /// In small letters. Names are English whatever the language of Word; ids aren't.
    name: String,
    based_on: Option<String>,
    own: Looks,
}

/// What a style, a paragraph or a run says of how it looks. Nothing said is inherited.
#[derive(Debug, Default, Clone)]
pub(super) struct Looks {
    pub(super) is_bold: Option<bool>,
    pub(super) is_italic: Option<bool>,
    pub(super) is_hidden: Option<bool>,
    pub(super) size: Option<u16>,
    pub(super) typeface: Option<String>,
    pub(super) language: Option<String>,
    pub(super) outline: Option<u8>,
    pub(super) list: Option<(String, u8)>,
}

impl Looks {
    fn or(self, other: Self) -> Self {
        Self {
            is_bold: self.is_bold.or(other.is_bold),
            is_italic: self.is_italic.or(other.is_italic),
            is_hidden: self.is_hidden.or(other.is_hidden),
            size: self.size.or(other.size),
            typeface: self.typeface.or(other.typeface),
            language: self.language.or(other.language),
            outline: self.outline.or(other.outline),
            list: self.list.or(other.list),
        }
    }

    /// Reads the properties of runs and of paragraphs.
    pub(super) fn read(run: Option<Node<'_, '_>>, paragraph: Option<Node<'_, '_>>) -> Self {
        let on = |name| run.and_then(|run| child(run, name)).map(is_on);
        let run_value = |name, key| run.and_then(|run| child(run, name)).and_then(|node| attribute(node, key));
        let list = paragraph.and_then(|paragraph| child(paragraph, "numPr"));
        let level = list.and_then(|list| child(list, "ilvl")).and_then(|node| number(node, "val")).unwrap_or(0);
        Self {
            is_bold: on("b"),
            is_italic: on("i"),
            is_hidden: on("vanish"),
            size: run_value("sz", "val").and_then(|size| size.parse().ok()),
            typeface: run_value("rFonts", "ascii").or_else(|| run_value("rFonts", "hAnsi")).map(str::to_owned),
            language: run_value("lang", "val").map(str::to_owned),
            outline: paragraph.and_then(|paragraph| child(paragraph, "outlineLvl")).and_then(|node| number(node, "val")),
            list: list
                .and_then(|list| child(list, "numId"))
                .and_then(|node| attribute(node, "val"))
                .map(|id| (id.to_owned(), level.min(8))),
        }
    }
}

/// How many styles may be based on each other. Word goes no deeper than eleven.
const DEEPEST: usize = 30;

impl Styles {
    pub(super) fn read(root: Node<'_, '_>) -> Self {
        let mut styles = Self::default();
        for node in root.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "docDefaults" => {
                    let run = child(node, "rPrDefault").and_then(|node| child(node, "rPr"));
                    let looks = Looks::read(run, None);
                    styles.language = looks.language;
                    styles.size = looks.size;
                }
                "style" => {
                    let Some(id) = attribute(node, "styleId") else { continue };
                    let value = |name| child(node, name).and_then(|node| attribute(node, "val"));
                    if attribute(node, "type") == Some("paragraph")
                        && attribute(node, "default").is_some_and(|on| on != "0" && on != "false")
                    {
                        styles.usual = Some(id.to_owned());
                    }
                    let style = Style {
                        name: value("name").unwrap_or(id).to_lowercase(),
                        based_on: value("basedOn").map(str::to_owned),
                        own: Looks::read(child(node, "rPr"), child(node, "pPr")),
                    };
                    styles.styles.insert(id.to_owned(), style);
                }
                _ => {}
            }
        }
        styles
    }

    /// A style and those that it's based on, the nearest first.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s Style> {
        let first = id.and_then(|id| self.styles.get(id));
        std::iter::successors(first, |style| style.based_on.as_deref().and_then(|id| self.styles.get(id))).take(DEEPEST)
    }

    /// What a paragraph's style makes of it.
    pub(super) fn of_paragraph(&self, id: Option<&str>, own: Looks) -> Looks {
        let id = id.or(self.usual.as_deref());
        self.chain(id).fold(own, |looks, style| looks.or(style.own.clone()))
    }

    /// What a run looks like in a paragraph.
    pub(super) fn of_run(&self, id: Option<&str>, own: Looks, paragraph: &Looks) -> Looks {
        let looks = self.chain(id).fold(own, |looks, style| looks.or(style.own.clone()));
        let looks = looks.or(paragraph.clone());
        let size = looks.size.or(self.size);
        let language = looks.language.clone().or_else(|| self.language.clone());
        Looks { size, language, ..looks }
    }

    /// The names of a paragraph's style and of those that it's based on.
    pub(super) fn names<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s str> {
        self.chain(id.or(self.usual.as_deref())).map(|style| &*style.name)
    }
}

/// The lists of a file.
#[derive(Debug, Default)]
pub(super) struct Lists {
    levels: BTreeMap<(String, u8), Level>,
}

/// What stands before the items of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Level {
    Bullet(String),
    Number(u32),
    Nothing,
}

impl Lists {
    pub(super) fn read(root: Node<'_, '_>) -> Self {
        let named = |name: &'static str| root.children().filter(move |node| node.tag_name().name() == name);
        let mut patterns: BTreeMap<&str, Node<'_, '_>> = BTreeMap::new();
        let mut by_style: BTreeMap<&str, Node<'_, '_>> = BTreeMap::new();
        for pattern in named("abstractNum") {
            patterns.extend(attribute(pattern, "abstractNumId").map(|id| (id, pattern)));
            by_style.extend(child(pattern, "styleLink").and_then(|node| attribute(node, "val")).map(|style| (style, pattern)));
        }
        let mut lists = Self::default();
        for list in named("num") {
            let Some(id) = attribute(list, "numId") else { continue };
            let pattern = child(list, "abstractNumId").and_then(|node| attribute(node, "val")).and_then(|id| patterns.get(id));
            let Some(&pattern) = pattern else { continue };
            // A pattern may only name a style that has the levels.
            let linked = child(pattern, "numStyleLink").and_then(|node| attribute(node, "val")).and_then(|style| by_style.get(style));
            let pattern = linked.copied().unwrap_or(pattern);
            for level in pattern.children().filter(|node| node.tag_name().name() == "lvl") {
                lists.level(id, level);
            }
            for other in list.children().filter(|node| node.tag_name().name() == "lvlOverride") {
                child(other, "lvl").into_iter().for_each(|level| lists.level(id, level));
                let start = child(other, "startOverride").and_then(|node| attribute(node, "val")).and_then(|start| start.parse().ok());
                let level = number(other, "ilvl").unwrap_or(0);
                if let (Some(start), Some(Level::Number(number))) = (start, lists.levels.get_mut(&(id.to_owned(), level))) {
                    *number = start;
                }
            }
        }
        lists
    }

    fn level(&mut self, list: &str, node: Node<'_, '_>) {
        let value = |name| child(node, name).and_then(|node| attribute(node, "val"));
        let level = match value("numFmt") {
            Some("bullet") => {
                let sign = value("lvlText").unwrap_or_default();
                let typeface = child(node, "rPr").and_then(|run| child(run, "rFonts")).and_then(|fonts| attribute(fonts, "ascii"));
                let shown = sign.chars().map(|c| typeface.and_then(|typeface| crate::read::symbols::shown(typeface, c)).unwrap_or(c));
                Level::Bullet(shown.collect())
            }
            Some("none") => Level::Nothing,
            Some(_) | None => Level::Number(value("start").and_then(|start| start.parse().ok()).unwrap_or(1)),
        };
        self.levels.insert((list.to_owned(), number(node, "ilvl").unwrap_or(0)), level);
    }

    pub(super) fn get(&self, list: &str, level: u8) -> Option<&Level> {
        // 0 takes a paragraph out of the list that its style puts it into.
        (list != "0").then(|| self.levels.get(&(list.to_owned(), level)).unwrap_or(&Level::Nothing))
    }
}
