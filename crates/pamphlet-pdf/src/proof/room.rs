//! Whether everything has its room: nothing off the paper, nothing cut off, nothing over anything else.

use typst::layout::{Abs, Rect, Size};

use super::frames::{Drawn, Run, common, runs};
use crate::said;

/// What has no room.
#[derive(Debug)]
pub(super) enum Crowded {
    OffPaper {
        text: String,
    },
    CutOff {
        text: String,
    },
    /// One is printed over the other; which is a picture, or painted, has no text.
    Over {
        text: String,
        other: String,
    },
    /// A word reaches into a margin or over a border. All of it can be read.
    Untidy,
}

/// What has no room on a page, and the pieces whose words are too long for theirs.
pub(super) struct Problem {
    pub what: Crowded,
    /// A piece that has no room, if it's text.
    pub piece: Option<usize>,
    pub wide: Vec<usize>,
}

/// So much may one thing reach into another: slanted letters lean over their neighbours.
fn slack() -> Abs {
    Abs::pt(1.0)
}

/// What stands for a thing without text.
const PICTURE: &str = "a picture";

/// Finds what has no room.
pub(super) fn check(drawn: &[Drawn<'_>], size: Size) -> Vec<Problem> {
    // Margins are as wide on both sides.
    let text = || runs(drawn).filter(|run| !run.is_blank());
    let margin =
        text().map(|run| run.space.min.x).fold(size.x, Abs::min).min(text().map(|run| size.x - run.space.max.x).fold(size.x, Abs::max));
    let mut problems: Vec<Problem> = text().filter_map(|run| alone(run, size, margin)).collect();
    for one in drawn {
        if let Drawn::Picture(space) = one
            && is_off(*space, size)
        {
            problems.push(Problem { what: Crowded::OffPaper { text: PICTURE.to_owned() }, piece: None, wide: Vec::new() });
        }
    }
    problems.extend(overlaps(drawn));
    problems
}

/// What is drawn over something else. Only things that share some height are compared: a page of thousands has few of those.
fn overlaps(drawn: &[Drawn<'_>]) -> impl Iterator<Item = Problem> {
    let space = |index: usize| match &drawn[index] {
        Drawn::Text(run) => run.space,
        Drawn::Picture(space) | Drawn::Area(space) | Drawn::Border(space) => *space,
    };
    let mut from_top: Vec<usize> = (0..drawn.len()).collect();
    from_top.sort_by_key(|index| space(*index).min.y);
    let mut open: Vec<usize> = Vec::new();
    let mut found: Vec<(usize, usize, Problem)> = Vec::new();
    for index in from_top {
        open.retain(|other| space(*other).max.y > space(index).min.y);
        found.extend(open.iter().filter_map(|other| {
            let (earlier, later) = (index.min(*other), index.max(*other));
            over(&drawn[earlier], &drawn[later]).map(|problem| (later, earlier, problem))
        }));
        open.push(index);
    }
    found.sort_by_key(|(later, earlier, _)| (*later, *earlier));
    found.into_iter().map(|(_, _, problem)| problem)
}

/// A run off the paper, or not seen as a whole.
fn alone(run: &Run<'_>, size: Size, margin: Abs) -> Option<Problem> {
    let text = || run.item.text.to_string();
    let space = run.space;
    let sticks_out = |left: Abs, right: Abs| space.min.x < left - slack() || space.max.x > right + slack();
    let problem = |what: Crowded, is_wide: bool| Problem {
        what,
        piece: pieces(run).first().copied(),
        wide: if is_wide { pieces(run) } else { Vec::new() },
    };
    if is_off(space, size) {
        return Some(problem(Crowded::OffPaper { text: text() }, sticks_out(Abs::zero(), size.x)));
    }
    if let Some(window) = run.window {
        let is_wide = sticks_out(window.min.x, window.max.x);
        // Letters without ascenders leave room above, and those without descenders below.
        let quarter = 0.25 * run.item.size;
        if is_wide || space.min.y < window.min.y - quarter || space.max.y > window.max.y + quarter {
            return Some(problem(Crowded::CutOff { text: text() }, is_wide));
        }
    }
    sticks_out(margin, size.x - margin).then(|| problem(Crowded::Untidy, true))
}

fn is_off(space: Rect, size: Size) -> bool {
    space.min.x < -slack() || space.max.x > size.x + slack() || space.min.y < -slack() || space.max.y > size.y + slack()
}

/// Whether one thing is drawn over another.
fn over(earlier: &Drawn<'_>, later: &Drawn<'_>) -> Option<Problem> {
    let text = |run: &Run<'_>| run.item.text.to_string();
    match (earlier, later) {
        (Drawn::Text(a), Drawn::Text(b)) => (!a.is_blank() && !b.is_blank() && meet(a.space, b.space)).then(|| {
            let wide = pieces(a).into_iter().chain(pieces(b)).collect();
            Problem { what: Crowded::Over { text: text(a), other: text(b) }, piece: pieces(a).first().copied(), wide }
        }),
        (Drawn::Text(run), Drawn::Picture(space) | Drawn::Area(space)) | (Drawn::Picture(space), Drawn::Text(run)) => {
            (!run.is_blank() && meet(run.space, *space)).then(|| of_run(run, Crowded::Over { text: text(run), other: PICTURE.to_owned() }))
        }
        (Drawn::Area(space) | Drawn::Border(space), Drawn::Text(run)) => {
            let sticks_out = run.space.min.x < space.min.x - slack() || run.space.max.x > space.max.x + slack();
            (!run.is_blank() && sticks_out && meet(run.space, *space)).then(|| of_run(run, Crowded::Untidy))
        }
        (Drawn::Picture(a), Drawn::Picture(b)) => meet(*a, *b).then(|| {
            let picture = || PICTURE.to_owned();
            Problem { what: Crowded::Over { text: picture(), other: picture() }, piece: None, wide: Vec::new() }
        }),
        (Drawn::Text(_), Drawn::Border(_))
        | (Drawn::Picture(_), Drawn::Area(_) | Drawn::Border(_))
        | (Drawn::Area(_) | Drawn::Border(_), Drawn::Picture(_) | Drawn::Area(_) | Drawn::Border(_)) => None,
    }
}

fn of_run(run: &Run<'_>, what: Crowded) -> Problem {
    let wide = pieces(run);
    Problem { what, piece: wide.first().copied(), wide }
}

/// Whether two things share more room than a lean.
fn meet(a: Rect, b: Rect) -> bool {
    let shared = common(a, b).size();
    shared.x > slack() && shared.y > slack()
}

/// The pieces that a run shows letters of.
fn pieces(run: &Run<'_>) -> Vec<usize> {
    let mut pieces: Vec<usize> = run.item.glyphs.iter().filter_map(|glyph| Some(said::of_span(glyph.span.0)?.0)).collect();
    pieces.dedup();
    pieces
}
