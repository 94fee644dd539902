//! Compares what was set with what must stand on paper, letter by letter.

use typst::text::is_default_ignorable;

use super::{
    Promises, Sheet,
    frames::{Run, is_from_right, runs},
};
use crate::said::{self, Piece, Place};

/// Typst puts a sign before text that runs against its line, and counts the sign's three bytes.
const EMBEDDING: usize = '\u{202a}'.len_utf8();

/// Why a piece isn't as it must be, and where in its text.
pub(super) struct Broken {
    pub piece: usize,
    pub at: usize,
    pub how: How,
}

pub(super) enum How {
    Missing,
    Moved,
    MissingOnPage(usize),
}

/// Letters of a piece that stand on paper.
#[derive(Debug, Clone, Copy)]
struct Shown {
    /// Where they stand in what is read: those of a phrase from the right have the same.
    place: usize,
    page: usize,
    /// Which letters of the piece.
    from: usize,
    to: usize,
    is_artifact: bool,
}

/// The letters of a cluster of glyphs, as Typst knows them.
struct Cluster<'d> {
    place: usize,
    page: usize,
    /// Where the part of the piece starts that it's of.
    start: usize,
    /// Where in the part its first letter is, by Typst's count.
    offset: usize,
    text: &'d str,
    is_artifact: bool,
}

/// Finds the first piece that isn't where it must be.
pub(super) fn check(sheets: &[Sheet<'_>], promises: &Promises) -> Result<(), Broken> {
    let letters: Vec<Vec<(usize, char)>> = promises.pieces.iter().map(|piece| letters(&piece.text)).collect();
    let shown = shown(sheets, &letters);
    let mut place = 0;
    for (number, (Piece { place: wanted, text, .. }, letters)) in promises.pieces.iter().zip(&letters).enumerate() {
        let shown = &shown[number];
        let broken = |missing: usize, how| Broken { piece: number, at: letters.get(missing).map_or(text.len(), |(at, _)| *at), how };
        let read = |from, is_wanted: &dyn Fn(&Shown) -> bool| follow(shown.iter().filter(|shown| is_wanted(shown)), letters.len(), from);
        match wanted {
            Place::Body => match read(place, &|shown| !shown.is_artifact) {
                Ok(last) => place = last,
                Err(missing) => {
                    let how = if read(0, &|shown| !shown.is_artifact).is_ok() { How::Moved } else { How::Missing };
                    return Err(broken(missing, how));
                }
            },
            Place::Note | Place::Anywhere | Place::Notice => {
                read(0, &|shown| !shown.is_artifact).map_err(|missing| broken(missing, How::Missing))?;
            }
            Place::EachPage => {
                // They come page by page.
                let mut rest = shown.as_slice();
                for page in 0..sheets.len() {
                    let (on_page, after) = rest.split_at(rest.partition_point(|shown| shown.page <= page));
                    rest = after;
                    follow(on_page.iter(), letters.len(), 0).map_err(|missing| broken(missing, How::MissingOnPage(page)))?;
                }
            }
        }
    }
    Ok(())
}

/// Reads the letters of a piece in their order, not before a place: where the last of them stands, or which is missing.
fn follow<'s>(shown: impl Iterator<Item = &'s Shown>, count: usize, from: usize) -> Result<usize, usize> {
    let mut place = from;
    let mut next = 0;
    for shown in shown {
        if next < count && shown.place >= place && (shown.from..shown.to).contains(&next) {
            (place, next) = (shown.place, shown.to);
        }
    }
    if next >= count { Ok(place) } else { Err(next) }
}

/// The letters and signs of a text that are seen, with their places in it.
fn letters(text: &str) -> Vec<(usize, char)> {
    text.char_indices().filter(|(_, c)| is_seen(*c)).collect()
}

fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !is_default_ignorable(c)
}

/// The letters of each piece that stand on paper, in the order in which they're read.
fn shown(sheets: &[Sheet<'_>], letters: &[Vec<(usize, char)>]) -> Vec<Vec<Shown>> {
    let mut clusters: Vec<Vec<Cluster<'_>>> = letters.iter().map(|_| Vec::new()).collect();
    let mut place = 0;
    for (page, sheet) in sheets.iter().enumerate() {
        let all: Vec<&Run<'_>> = runs(&sheet.drawn).collect();
        for line in phrases(&all) {
            // The glyphs of a phrase from the right come from its left end: which is read first can't be seen from their order.
            let is_from_right = is_from_right(line);
            place += usize::from(is_from_right);
            for run in line {
                for (start, cluster) in clusters_of(run) {
                    place += usize::from(!is_from_right);
                    let Some((number, start)) = said::of_span(start.0).map(|(number, part)| (number, (part, start.1))) else { continue };
                    let Some(all) = clusters.get_mut(number) else { continue };
                    let (start, offset) = start;
                    // Signs that aren't seen belong to the cluster of a letter beside them.
                    let Some((unseen, _)) = cluster.char_indices().find(|(_, c)| is_seen(*c)) else { continue };
                    let offset = usize::from(offset) + unseen;
                    all.push(Cluster { place, page, start, offset, text: &cluster[unseen..], is_artifact: run.is_artifact });
                }
            }
        }
    }
    let mut shown: Vec<Vec<Shown>> = letters.iter().map(|_| Vec::new()).collect();
    for (number, clusters) in clusters.into_iter().enumerate() {
        for part in clusters_by_part(clusters) {
            let skipped = skipped(&part, &letters[number]);
            for cluster in part {
                place_letters(number, &cluster, skipped, letters, &mut shown);
            }
        }
    }
    for shown in &mut shown {
        shown.sort_by_key(|shown| (shown.place, shown.from, shown.to));
    }
    shown
}

/// Runs that follow each other on a line from left to right: what Typst shaped at once is never parted.
fn phrases<'r, 'd>(runs: &'r [&'r Run<'d>]) -> impl Iterator<Item = &'r [&'r Run<'d>]> {
    runs.chunk_by(|before, run| run.follows(before))
}

type Start = (typst::syntax::Span, u16);

/// The clusters of a run: where each comes from, and its text. A cluster may have several glyphs.
fn clusters_of<'d>(run: &Run<'d>) -> impl Iterator<Item = (Start, &'d str)> {
    let item = run.item;
    item.glyphs
        .chunk_by(|a, b| a.range == b.range)
        .filter_map(|glyphs| glyphs.first())
        .filter_map(|glyph| Some((glyph.span, item.text.get(glyph.range())?)))
}

fn clusters_by_part(mut clusters: Vec<Cluster<'_>>) -> Vec<Vec<Cluster<'_>>> {
    clusters.sort_by_key(|cluster| cluster.start);
    let mut parts: Vec<Vec<Cluster<'_>>> = Vec::new();
    for cluster in clusters {
        match parts.last_mut() {
            Some(part) if part.last().is_some_and(|last| last.start == cluster.start) => part.push(cluster),
            Some(_) | None => parts.push(vec![cluster]),
        }
    }
    parts
}

/// The bytes before a part that aren't of its text: none, or those of the sign for its direction. Its first letter tells.
fn skipped(part: &[Cluster<'_>], letters: &[(usize, char)]) -> usize {
    let Some(start) = part.first().map(|cluster| cluster.start) else { return 0 };
    let Some((first, letter)) = letters.get(letters.partition_point(|(at, _)| *at < start)) else { return 0 };
    let shows_first = |cluster: &Cluster<'_>| start + cluster.offset == *first && cluster.text.starts_with(*letter);
    if part.iter().any(shows_first) { 0 } else { EMBEDDING }
}

/// Notes which letters a cluster shows. One that two pieces share, as a ligature may, goes on in the next piece.
fn place_letters(number: usize, cluster: &Cluster<'_>, skipped: usize, letters: &[Vec<(usize, char)>], shown: &mut [Vec<Shown>]) {
    let Some(at) = (cluster.start + cluster.offset).checked_sub(skipped) else { return };
    let mut wanted = cluster.text.chars().filter(|c| is_seen(*c)).peekable();
    let mut from = letters[number].partition_point(|(byte, _)| *byte < at);
    for (number, letters) in letters.iter().enumerate().skip(number) {
        let mut to = from;
        while let (Some(c), Some((_, letter))) = (wanted.peek(), letters.get(to)) {
            // What is shown isn't what was said.
            if c != letter {
                return;
            }
            wanted.next();
            to += 1;
        }
        if to > from {
            let Cluster { place, page, is_artifact, .. } = *cluster;
            shown[number].push(Shown { place, page, from, to, is_artifact });
        }
        if wanted.peek().is_none() {
            return;
        }
        from = 0;
    }
}
