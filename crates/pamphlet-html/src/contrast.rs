//! Whether what a theme's colours say can be read.

use std::collections::BTreeMap;

use pamphlet_core::model::Accent;

use crate::theme::Error;

/// A colour on a ground, and the least contrast between them: 4.5:1 for text (WCAG 2.2, 1.4.3), 3:1 for borders that say something (1.4.11).
const PAIRS: [(&str, &str, f64); 15] = [
    ("ink", "paper", 4.5),
    ("ink", "soft", 4.5),
    ("ink", "amber-fill", 4.5),
    ("muted", "paper", 4.5),
    ("muted", "soft", 4.5),
    ("accent", "paper", 4.5),
    ("accent", "soft", 4.5),
    ("accent", "amber-fill", 4.5),
    ("blue", "paper", 4.5),
    ("amber", "paper", 4.5),
    ("amber", "amber-fill", 4.5),
    ("on-red", "red", 4.5),
    ("red-border", "paper", 3.0),
    ("green", "paper", 3.0),
    ("strong-rule", "paper", 3.0),
];

/// What a token's colour is, and the line that says it.
type Colours<'t> = BTreeMap<&'t str, (Colour<'t>, usize)>;

/// What stands in a token.
#[derive(Debug, Clone, Copy)]
enum Colour<'t> {
    Rgb([u8; 3]),
    /// The publisher's own, which the library says.
    Accent,
    /// Anything else: CSS has many ways to write a colour, and what can't be read can't be checked.
    Unknown(&'t str),
}

/// Checks every pair of a theme's tokens, in the light and in the dark; those with the publisher's accent where there's one to check.
pub(crate) fn check(tokens: &str, accent: Option<Accent>) -> Result<(), Error> {
    let (light, dark) = colours(tokens);
    let schemes = [("light", &light, accent.map(Accent::rgb)), ("dark", &dark, accent.map(on_dark))];
    for (scheme, colours, accent) in schemes {
        for (front, ground, least) in PAIRS {
            let Some((front_line, front_colour)) = colour(colours, front, accent)? else { continue };
            let Some((ground_line, ground_colour)) = colour(colours, ground, accent)? else { continue };
            let ratio = ratio(front_colour, ground_colour);
            if ratio < least {
                let message = format!(
                    "`--p-{front}` on `--p-{ground}` has a contrast of {ratio:.1}:1 on {scheme} pages, and needs at least {least}:1 (WCAG 2.2)"
                );
                let is_accent = matches!(colours.get(front), Some((Colour::Accent, _)));
                let why = if is_accent { "; it's the publisher's `accent` of pamphlet.toml" } else { "" };
                return Err(Error::Tokens { message: message + why, line: front_line.max(ground_line) });
            }
        }
    }
    Ok(())
}

/// A colour, if it stands in the file or is the publisher's.
fn colour(colours: &Colours<'_>, name: &str, accent: Option<[u8; 3]>) -> Result<Option<(usize, [u8; 3])>, Error> {
    match colours.get(name) {
        Some((Colour::Rgb(colour), line)) => Ok(Some((*line, *colour))),
        Some((Colour::Accent, line)) => Ok(accent.map(|accent| (*line, accent))),
        Some((Colour::Unknown(value), line)) => {
            let message = format!("`--p-{name}` is `{value}`: write it as `#rrggbb`, so that its contrast can be checked");
            Err(Error::Tokens { message, line: *line })
        }
        None => Err(Error::Tokens { message: format!("there is no `--p-{name}`, which the stylesheet needs"), line: 1 }),
    }
}

/// The accent for dark pages. It's at least 4.5:1 on white, so 60 % of white in it makes at least 6:1 on the usual dark paper (WCAG 2.2,
/// 1.4.3).
pub(crate) fn on_dark(accent: Accent) -> [u8; 3] {
    accent.rgb().map(|channel| 153 + channel / 5 * 2 + channel % 5 * 2 / 5)
}

/// The colours of light pages, and those of dark ones: what the dark doesn't say anew stays.
fn colours(tokens: &str) -> (Colours<'_>, Colours<'_>) {
    let (mut light, mut dark) = (Colours::new(), Colours::new());
    let mut depth = 0_usize;
    // Deeper than where a dark block began is inside it.
    let mut dark_from = None;
    for (index, line) in tokens.lines().enumerate() {
        if line.contains("prefers-color-scheme: dark") || line.contains("prefers-color-scheme:dark") {
            dark_from = Some(depth);
        }
        for part in line.split_inclusive(['{', '}', ';']) {
            if let Some((name, value)) = part.trim_end_matches([';', '}']).split_once(':')
                && let Some(name) = name.trim().strip_prefix("--p-")
            {
                let entry = (read(value.trim()), index + 1);
                if dark_from.is_none() {
                    light.insert(name, entry);
                }
                dark.insert(name, entry);
            }
            depth += usize::from(part.ends_with('{'));
            depth = depth.saturating_sub(usize::from(part.ends_with('}')));
            if part.ends_with('}') && dark_from.is_some_and(|from| depth <= from) {
                dark_from = None;
            }
        }
    }
    (light, dark)
}

fn read(value: &str) -> Colour<'_> {
    let is_accent = ["var(--p-accent-light", "var(--p-accent-dark"].iter().any(|accent| value.starts_with(accent));
    match hexadecimal(value) {
        Some(rgb) => Colour::Rgb(rgb),
        None if is_accent => Colour::Accent,
        None => Colour::Unknown(value),
    }
}

/// A colour written `#rgb` or `#rrggbb`.
fn hexadecimal(value: &str) -> Option<[u8; 3]> {
    let digits = value.strip_prefix('#')?;
    let digits = match digits.len() {
        3 => digits.chars().flat_map(|c| [c, c]).collect(),
        6 => digits.to_owned(),
        _ => return None,
    };
    let [_, red, green, blue] = u32::from_str_radix(&digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2: contrast ratio).
fn ratio(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|byte| {
        let c = f64::from(byte) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Theme;

    #[test]
    fn the_usual_colours_can_be_read() {
        check(&Theme::default().tokens, Some(Accent::default())).unwrap();
    }

    /// What is dark enough for text on white may not be on the ground of a note.
    #[test]
    fn the_publisher_s_colour_is_checked_on_every_ground() {
        let error = check(&Theme::default().tokens, Some("#757575".parse().unwrap())).unwrap_err();
        insta::assert_snapshot!(error, @"the theme's `tokens.css`, line 11: `--p-accent` on `--p-soft` has a contrast of 4.2:1 on light pages, and needs at least 4.5:1 (WCAG 2.2); it's the publisher's `accent` of pamphlet.toml");
    }

    #[test]
    fn a_pale_colour_is_named_with_its_line() {
        let pale = |from: &str, to: &str| {
            let tokens = Theme::default().tokens.replace(from, to);
            assert_ne!(tokens, Theme::default().tokens);
            check(&tokens, None).unwrap_err().to_string()
        };
        insta::assert_snapshot!(pale("--p-ink: #1d2325", "--p-ink: #999"), @"the theme's `tokens.css`, line 7: `--p-ink` on `--p-paper` has a contrast of 2.8:1 on light pages, and needs at least 4.5:1 (WCAG 2.2)");
        insta::assert_snapshot!(pale("--p-muted: #b5bab9", "--p-muted: #555555"), @"the theme's `tokens.css`, line 30: `--p-muted` on `--p-paper` has a contrast of 2.4:1 on dark pages, and needs at least 4.5:1 (WCAG 2.2)");
        insta::assert_snapshot!(pale("--p-ink: #1d2325", "--p-ink: silver"), @"the theme's `tokens.css`, line 7: `--p-ink` is `silver`: write it as `#rrggbb`, so that its contrast can be checked");
        insta::assert_snapshot!(pale("--p-amber:", "--p-ambre:"), @"the theme's `tokens.css`, line 1: there is no `--p-amber`, which the stylesheet needs");
    }
}
