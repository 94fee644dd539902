//! A page beside another: each piece of it in a row with its counterpart.

use std::collections::BTreeMap;

use super::{Body, added, spoken};
use crate::document::{Item, Node, Paragraph, Place, Run, Shape, Style, Table, Target};

/// A page, and the words of its language for that language.
pub(crate) struct Column<'a> {
    pub(crate) body: Body,
    pub(crate) language: &'a pamphlet_core::value::LanguageTag,
    pub(crate) name: String,
}

/// Puts a page beside its original: a table of two columns, the original first. The page's own paragraphs know where they stand in it.
pub(crate) fn beside(original: Column<'_>, page: Column<'_>) -> Body {
    let first = page.body.lists.len();
    let heads = [&original, &page].map(|column| vec![head(column)]);
    let mut before = groups(original.body.nodes);
    for (_, nodes) in &mut before {
        borrow(nodes, original.language, first);
    }
    let mut rows = vec![heads.to_vec()];
    let after = groups(page.body.nodes);
    let mut waiting: Vec<(String, Vec<Node>)> = before;
    for (key, nodes) in after {
        let found = waiting.iter().position(|(other, _)| *other == key);
        // What the page hasn't got stands alone, in its order.
        let alone = waiting.drain(..found.unwrap_or(0)).collect::<Vec<_>>();
        rows.extend(alone.into_iter().map(|(_, nodes)| vec![nodes, Vec::new()]));
        let counterpart = if found.is_some() { waiting.remove(0).1 } else { Vec::new() };
        rows.push(vec![counterpart, nodes]);
    }
    rows.extend(waiting.into_iter().map(|(_, nodes)| vec![nodes, Vec::new()]));
    let Body { nodes: _, mut lists, mut pictures, mut omissions, foot } = page.body;
    lists.extend(original.body.lists);
    pictures.extend(original.body.pictures);
    omissions.extend(original.body.omissions.into_iter().filter(|omission| !omissions.contains(omission)).collect::<Vec<_>>());
    Body { nodes: vec![Node::Table(Table { shape: Shape::Beside, rows })], lists, pictures, omissions, foot }
}

fn head(column: &Column<'_>) -> Node {
    Node::Paragraph(Paragraph {
        style: Style::TableHead,
        card: None,
        place: Place::Elsewhere,
        runs: spoken(added(&column.name), Some(column.language)),
        item: None,
        depth: 0,
        alignment: pamphlet_core::model::Alignment::Start,
        target: None,
        language: Some(column.language.clone()),
    })
}

/// The nodes of each piece of a page, with a key that its counterpart has as well.
fn groups(nodes: Vec<Node>) -> Vec<(String, Vec<Node>)> {
    let mut groups: Vec<(String, Option<usize>, Vec<Node>)> = Vec::new();
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    for node in nodes {
        let (key, card) = match &node {
            Node::Paragraph(paragraph) => (key(paragraph), paragraph.card.map(|(_, number)| number)),
            Node::Table(table) => {
                let first = table.rows.iter().flatten().flatten().find_map(|node| match node {
                    Node::Paragraph(paragraph) => Some(key(paragraph)),
                    Node::Table(_) => None,
                });
                (first.flatten(), None)
            }
        };
        if let Some((last, number, nodes)) = groups.last_mut()
            && (card.is_some() && *number == card || key.as_ref() == Some(last))
        {
            nodes.push(node);
            continue;
        }
        let key = key.unwrap_or_else(|| {
            let kind = match &node {
                Node::Paragraph(paragraph) => paragraph.style.name(),
                Node::Table(_) => "table".to_owned(),
            };
            let count = others.entry(kind.clone()).or_default();
            *count += 1;
            format!("{kind} {count}")
        });
        groups.push((key, card, vec![node]));
    }
    groups.into_iter().map(|(key, _, nodes)| (key, nodes)).collect()
}

/// The block that a paragraph stands in, without what stands inside it.
fn key(paragraph: &Paragraph) -> Option<String> {
    let Place::Page(pointer) = &paragraph.place else { return None };
    let parts: Vec<&str> = pointer.split('/').collect();
    let end = parts.iter().position(|part| matches!(*part, "blocks" | "opening" | "answer")).map_or(parts.len(), |at| at + 2);
    Some(parts[..end.min(parts.len())].join("/"))
}

/// Makes nodes those of another page in this file: nothing leads to them, and what is edited there isn't the page's.
fn borrow(nodes: &mut [Node], language: &pamphlet_core::value::LanguageTag, first_list: usize) {
    for node in nodes {
        match node {
            Node::Paragraph(paragraph) => {
                paragraph.place = Place::Elsewhere;
                paragraph.target = None;
                paragraph.language.get_or_insert_with(|| language.clone());
                paragraph.item = paragraph.item.map(|item| Item { list: item.list + first_list, ..item });
                let runs = std::mem::take(&mut paragraph.runs).into_iter();
                let runs = runs.map(|run| Run { to: run.to.filter(|to| matches!(to, Target::Web(_))), ..run }).collect();
                paragraph.runs = spoken(runs, Some(language));
            }
            Node::Table(table) => table.rows.iter_mut().flatten().for_each(|cell| borrow(cell, language, first_list)),
        }
    }
}
