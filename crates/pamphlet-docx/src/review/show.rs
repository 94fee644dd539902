//! Reviews in words.

use std::fmt::{self, Write as _};

use super::{Change, Importance, Piece, Review, Tracking, What, pieces};
use crate::document::{NOTE, PICTURE};

impl fmt::Display for Review {
    /// All of it: what is to be known of the file, then each change, with deleted words in `[-…-]` and new ones in `{+…+}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.page)?;
        for remark in &self.remarks {
            writeln!(f, "note: {remark}")?;
        }
        if self.is_empty() {
            return writeln!(f, "nobody has changed anything");
        }
        let mut importance = None;
        for change in &self.changes {
            if importance.replace(change.importance) != Some(change.importance) {
                let heading = match change.importance {
                    Importance::CareCard => "When to get help",
                    Importance::Number => "Numbers and doses",
                    Importance::Text => "Other text",
                };
                writeln!(f, "\n{heading}")?;
            }
            write!(f, "\n{change}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut place = String::new();
        if !self.place.heading.is_empty() {
            let _ = write!(place, "under “{}”", self.place.heading);
        }
        if let Some(part) = self.place.part {
            let _ = write!(place, "{}{part}", if place.is_empty() { "" } else { ", " });
        }
        if place.is_empty() {
            place.push_str("at the start");
        }
        let by = self.by.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let by = match self.tracking {
            Tracking::Tracked if by.is_empty() => String::new(),
            Tracking::Tracked => format!(" ({by})"),
            Tracking::Partly if by.is_empty() => " (partly without tracking)".to_owned(),
            Tracking::Partly => format!(" ({by}, and partly without tracking)"),
            Tracking::Untracked => " (without tracking)".to_owned(),
        };
        let what = match &self.what {
            What::Reworded { .. } => "changed",
            What::Added { .. } => "new",
            What::Removed { .. } => "deleted",
            What::Split { .. } => "split",
            What::Joined { .. } => "joined",
            What::Moved { .. } => "moved",
            What::Restyled { .. } => "another style",
            What::Comment { is_done: false, .. } => "comment",
            What::Comment { is_done: true, .. } => "comment, done",
        };
        writeln!(f, "  {what} {place}{by}")?;
        let mut line =
            |text: &str| writeln!(f, "    {}", text.replace('\n', "\n    ").replace(PICTURE, "[picture]").replace(NOTE, " [note] "));
        match &self.what {
            What::Reworded { before, after } => line(&marked(before, after)),
            What::Added { text, style: _ } => line(&format!("{{+{text}+}}")),
            What::Removed { before } => line(&format!("[-{before}-]")),
            What::Split { before, after } => line(&marked(before, &after.join(" ¶ "))),
            What::Joined { before, names: _, after } => line(&marked(&before.join(" ¶ "), after)),
            What::Moved { text, after } => {
                line(text)?;
                match after {
                    Some(after) => line(&format!("now after: {after}")),
                    None => line("now at the start"),
                }
            }
            What::Restyled { text, from, to } => {
                line(text)?;
                line(&format!("{from} → {to}"))
            }
            What::Comment { on, text, is_done: _, replies } => {
                if !on.is_empty() {
                    line(&format!("on “{on}”"))?;
                }
                line(text)?;
                for (by, text) in replies {
                    line(&format!("{by}: {text}"))?;
                }
                Ok(())
            }
        }
    }
}

/// Both texts in one, with what went and what came between marks.
fn marked(before: &str, after: &str) -> String {
    pieces(before, after)
        .into_iter()
        .map(|piece| match piece {
            Piece::Same(text) => text,
            Piece::Old(text) => format!("[-{text}-]"),
            Piece::New(text) => format!("{{+{text}+}}"),
        })
        .collect()
}
