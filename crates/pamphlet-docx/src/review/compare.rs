//! Which paragraph became which line, and what reviewers did to it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Author, Change, Importance, Place, Tracking, What,
    known::Known,
    read::{Line, Reviewed},
    tokens,
};

/// A line is a part of a paragraph if so many of its words are, in hundredths.
const ENOUGH: usize = 50;
/// A paragraph without its bookmark is found again by so many of its words, in hundredths.
const ALIKE: usize = 60;

/// What became of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Fate {
    /// The lines that hold its words.
    lines: Vec<usize>,
}

/// All changes, in the order of the page.
pub(super) fn compare(known: &[Known], reviewed: &Reviewed) -> Vec<Change> {
    let by_name: BTreeMap<&str, usize> = known.iter().enumerate().map(|(place, known)| (known.name.as_str(), place)).collect();
    let lines = &reviewed.lines;
    let mut bound: Vec<Vec<usize>> = lines.iter().map(|line| places(line, &by_name)).collect();
    // A bookmark that stands twice was copied: the line that is most like what was exported is the one.
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    for index in 0..lines.len() {
        for place in bound[index].clone() {
            let Some(other) = seen.insert(place, index) else { continue };
            let like = |line: usize| tokens::shared(&known[place].text, &lines[line].text);
            let (worse, better) = if like(index) > like(other) { (other, index) } else { (index, other) };
            bound[worse].retain(|other| *other != place);
            seen.insert(place, better);
        }
    }
    let mut fates: Vec<Fate> = vec![Fate::default(); known.len()];
    let mut removed: BTreeSet<usize> = BTreeSet::new();
    for (index, line) in lines.iter().enumerate() {
        // The bookmark of a paragraph that was deleted stands in the line after it, of which it has no word.
        let several = bound[index].len() > 1;
        for place in bound[index].clone() {
            let is_gone = line.text.trim().is_empty() || several && tokens::shared(&known[place].text, &line.text) == 0;
            if is_gone {
                removed.insert(place);
                bound[index].retain(|other| *other != place);
            } else {
                fates[place].lines.push(index);
            }
        }
    }
    // Only one of several may be there still: the line is most like that one.
    for index in 0..lines.len() {
        if bound[index].len() < 2 {
            continue;
        }
        let text = &lines[index].text;
        let exact = bound[index].iter().copied().find(|place| known[*place].text.trim() == text.trim());
        if let Some(exact) = exact {
            for place in bound[index].drain(..).filter(|place| *place != exact) {
                removed.insert(place);
                fates[place].lines.retain(|line| *line != index);
            }
            bound[index].push(exact);
        }
    }
    rebind(known, lines, &mut bound, &mut fates, &mut removed);
    let added = continued(known, lines, &bound, &mut fates, &mut removed);
    tell(known, reviewed, &bound, &fates, &removed, &added)
}

fn places(line: &Line, by_name: &BTreeMap<&str, usize>) -> Vec<usize> {
    let mut places: Vec<usize> = line.names.iter().filter_map(|name| by_name.get(name.as_str()).copied()).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Finds paragraphs whose bookmark is lost, by their words: each where there's one line that is like it, and no second.
fn rebind(known: &[Known], lines: &[Line], bound: &mut [Vec<usize>], fates: &mut [Fate], removed: &mut BTreeSet<usize>) {
    let lost: Vec<usize> = (0..known.len()).filter(|place| fates[*place].lines.is_empty()).collect();
    for place in lost {
        let text = &known[place].text;
        let words = tokens::count(text);
        if words == 0 {
            continue;
        }
        let free = (0..lines.len()).filter(|index| bound[*index].is_empty() && !lines[*index].text.trim().is_empty());
        let mut alike: Vec<(usize, usize)> = free
            .map(|index| {
                let most = words.max(tokens::count(&lines[index].text)).max(1);
                (tokens::shared(text, &lines[index].text) * 100 / most, index)
            })
            .filter(|(alike, _)| *alike >= ALIKE)
            .collect();
        alike.sort_unstable_by(|a, b| b.cmp(a));
        let is_one = alike.len() < 2 || alike[0].0 > alike[1].0;
        // Another paragraph may be as much like the line.
        let rivals = alike.first().map_or(0, |(_, index)| {
            let lost = (0..known.len()).filter(|other| *other != place && fates[*other].lines.is_empty());
            lost.filter(|other| known[*other].text == *text && lines[*index].text == *text).count()
        });
        if let Some((_, index)) = alike.first().filter(|_| is_one && rivals == 0) {
            bound[*index].push(place);
            fates[place].lines.push(*index);
            removed.remove(&place);
        } else {
            removed.insert(place);
        }
    }
}

/// Lines without a bookmark: parts of the paragraph before or after them, or new ones. Gives those that are new.
fn continued(known: &[Known], lines: &[Line], bound: &[Vec<usize>], fates: &mut [Fate], removed: &mut BTreeSet<usize>) -> Vec<usize> {
    let mut added = Vec::new();
    for index in 0..lines.len() {
        if !bound[index].is_empty() || lines[index].text.trim().is_empty() {
            continue;
        }
        let words = tokens::count(&lines[index].text);
        // The nearest bound line before it, with none but free ones between.
        let before = (0..index).rev().find(|other| !bound[*other].is_empty()).filter(|other| lines[*other].cell == lines[index].cell);
        let after =
            (index + 1..lines.len()).find(|other| !bound[*other].is_empty()).filter(|other| lines[*other].cell == lines[index].cell);
        let is_part = |neighbour: Option<usize>, first: bool| {
            let neighbour = neighbour?;
            let [place] = bound[neighbour][..] else { return None };
            let rest = &lines[neighbour].text;
            let whole = if first { format!("{rest} {}", lines[index].text) } else { format!("{} {rest}", lines[index].text) };
            let text = &known[place].text;
            let with = tokens::shared(text, &whole);
            let without = tokens::shared(text, rest);
            (words > 0 && (with.saturating_sub(without)) * 100 >= ENOUGH * words).then_some(place)
        };
        match is_part(before, true).or_else(|| is_part(after, false)) {
            Some(place) => {
                fates[place].lines.push(index);
                fates[place].lines.sort_unstable();
                removed.remove(&place);
            }
            None => added.push(index),
        }
    }
    added
}

fn tell(
    known: &[Known],
    reviewed: &Reviewed,
    bound: &[Vec<usize>],
    fates: &[Fate],
    removed: &BTreeSet<usize>,
    added: &[usize],
) -> Vec<Change> {
    let lines = &reviewed.lines;
    let mut changes: Vec<(usize, Change)> = Vec::new();
    let moved = moved(fates, lines.len());
    let mut joined: BTreeSet<usize> = BTreeSet::new();
    for (place, paragraph) in known.iter().enumerate() {
        let mut push = |what: What, by: Vec<Author>| {
            let tracking = tracking(paragraph, reviewed, &by);
            let importance = Importance::of(paragraph, &what);
            changes.push((place, Change { place: Place::of(paragraph), what, by, tracking, importance }));
        };
        match &fates[place].lines[..] {
            [] if removed.contains(&place) => {
                let by = lines.iter().filter(|line| line.names.contains(&paragraph.name)).flat_map(|line| line.by.clone()).collect();
                push(What::Removed { before: paragraph.text.clone() }, by);
            }
            [] => {}
            [line] => {
                let index = *line;
                let line = &lines[index];
                if bound[index].len() > 1 {
                    if joined.insert(index) {
                        let before = bound[index].iter().map(|place| known[*place].text.clone()).collect();
                        let names = bound[index].iter().map(|place| known[*place].name.clone()).collect();
                        push(What::Joined { before, names, after: line.text.clone() }, line.by.clone());
                    }
                    continue;
                }
                if line.text.trim() != paragraph.text.trim() {
                    push(What::Reworded { before: paragraph.text.clone(), after: line.text.clone() }, line.by.clone());
                }
                if !same_style(&line.style, &paragraph.style) {
                    let (from, to) = (paragraph.style.clone(), line.style.clone());
                    push(What::Restyled { text: line.text.clone(), from, to }, line.by.clone());
                }
                for (text, from, to) in &line.looks {
                    push(What::Restyled { text: text.clone(), from: from.clone(), to: to.clone() }, line.by.clone());
                }
                if moved.contains(&place) {
                    let after = (0..index).rev().find_map(|before| bound[before].first()).map(|before| known[*before].text.clone());
                    push(What::Moved { text: line.text.clone(), after }, line.by.clone());
                }
            }
            several => {
                let after = several.iter().map(|line| lines[*line].text.clone()).collect();
                let by = several.iter().flat_map(|line| lines[*line].by.clone()).collect();
                push(What::Split { before: paragraph.text.clone(), after }, by);
            }
        }
    }
    for index in added {
        let line = &lines[*index];
        let before = (0..*index).rev().find_map(|other| {
            let of_split = fates.iter().position(|fate| fate.lines.contains(&other));
            bound[other].last().copied().or(of_split)
        });
        let paragraph = before.map(|before| &known[before]);
        // The same words that were removed elsewhere have moved.
        let from = removed.iter().find(|place| known[**place].text.trim() == line.text.trim() && !line.text.trim().is_empty());
        let what = match from {
            Some(_) => What::Moved { text: line.text.clone(), after: paragraph.map(|paragraph| paragraph.text.clone()) },
            None => What::Added { text: line.text.clone(), style: line.style.clone() },
        };
        if let Some(from) = from {
            changes.retain(|(place, change)| place != from || !matches!(change.what, What::Removed { .. }));
        }
        let tracking = if line.by.is_empty() { Tracking::Untracked } else { Tracking::Tracked };
        let importance = Importance::of_text(&line.text, paragraph);
        let place = paragraph.map_or_else(Place::default, Place::of);
        let place = from.map_or(place, |from| Place::of(&known[*from]));
        changes.push((before.unwrap_or_default(), Change { place, what, by: line.by.clone(), tracking, importance }));
    }
    for (index, comment) in reviewed.comments.iter().enumerate() {
        if comment.answers.is_some() {
            continue;
        }
        let replies =
            reviewed.comments.iter().filter(|other| other.answers == Some(index)).map(|reply| (reply.by.clone(), reply.text.clone()));
        let at = comment.names.iter().find_map(|name| known.iter().position(|known| known.name == *name));
        let paragraph = at.map(|at| &known[at]);
        let what =
            What::Comment { on: comment.on.clone(), text: comment.text.clone(), is_done: comment.is_done, replies: replies.collect() };
        let importance = paragraph.map_or(Importance::Text, |paragraph| Importance::of(paragraph, &what));
        let place = paragraph.map_or_else(Place::default, Place::of);
        changes
            .push((at.unwrap_or_default(), Change { place, what, by: vec![comment.by.clone()], tracking: Tracking::Tracked, importance }));
    }
    changes.sort_by_key(|(place, _)| *place);
    changes.into_iter().map(|(_, change)| change).collect()
}

/// The paragraphs that stand in another order than before: all but the longest run that kept its order.
fn moved(fates: &[Fate], lines: usize) -> BTreeSet<usize> {
    let order: Vec<(usize, usize)> = fates.iter().enumerate().filter_map(|(place, fate)| Some((place, *fate.lines.first()?))).collect();
    // The longest increasing run, by the last line of each length.
    let mut best: Vec<usize> = Vec::new();
    let mut from: Vec<Option<usize>> = vec![None; order.len()];
    for (index, (_, line)) in order.iter().enumerate() {
        let at = best.partition_point(|other| order[*other].1 <= *line);
        from[index] = at.checked_sub(1).map(|before| best[before]);
        if at == best.len() { best.push(index) } else { best[at] = index }
    }
    let mut kept = BTreeSet::new();
    let mut next = best.last().copied();
    while let Some(index) = next {
        kept.insert(order[index].0);
        next = from[index];
    }
    debug_assert!(order.iter().all(|(_, line)| *line < lines));
    order.into_iter().map(|(place, _)| place).filter(|place| !kept.contains(place)).collect()
}

/// Whether a paragraph's edits were tracked: then it's as it was exported if all of them are rejected.
fn tracking(paragraph: &Known, reviewed: &Reviewed, by: &[Author]) -> Tracking {
    match reviewed.before.get(&paragraph.name) {
        Some(before) if before.trim() == paragraph.text.trim() && !by.is_empty() => Tracking::Tracked,
        Some(_) | None if by.is_empty() => Tracking::Untracked,
        Some(_) | None => Tracking::Partly,
    }
}

/// Styles by their names: programs write those of Word's own in other letters.
fn same_style(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    plain(one) == plain(other)
}
