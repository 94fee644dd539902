//! Starts a page.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use pamphlet::{
    Diagnostic,
    model::{Kind, PagePath},
    value::{Date, Slug},
};

use crate::failure::Failure;

/// Writes a page to start from, and the library's settings if there are none yet.
pub(crate) fn new(content: &Path, kind: Kind, slug: &Slug, today: Date) -> Result<(), Failure> {
    if let Some(problem) = PagePath::new(kind, slug.clone()).reserved() {
        return Err(problem.into());
    }
    let path = content.join(kind.folder()).join(format!("{slug}.md"));
    for ending in ["md", "json", "yaml", "yml", "toml"] {
        let there = path.with_extension(ending);
        if there.exists() {
            let problem = Diagnostic::error("exists", format!("`{}` is there already", there.display()));
            return Err(problem.with_help("choose another name, or edit that file").into());
        }
    }
    create(&path, &page(kind, slug, today))?;
    let folder = if content == Path::new("content") { String::new() } else { format!(" {}", content.display()) };
    let check = format!("`pamphlet check{folder} {}/{slug}`", kind.folder());
    crate::terminal::say(format_args!(
        "  next: write your text where it says “Say here”; {check} reports what is missing, and `pamphlet serve{folder}` shows the page"
    ));
    let settings = content.join("pamphlet.toml");
    if !settings.exists() {
        create(&settings, include_str!("new/pamphlet.toml"))?;
        crate::terminal::say("  next: put in the library's title, and who publishes it");
    }
    Ok(())
}

fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    // `create_new`, for whoever runs this twice at a time.
    let write = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        File::create_new(path)?.write_all(text.as_bytes())
    };
    write().map_err(|error| Failure::file(path, error))?;
    crate::terminal::say(format_args!("wrote {}", path.display()));
    Ok(())
}

fn page(kind: Kind, slug: &Slug, today: Date) -> String {
    let title = slug.as_str().replace('-', " ");
    let title = title[..1].to_uppercase() + &title[1..];
    let template = match kind {
        Kind::Condition => include_str!("new/condition.md"),
        Kind::Modality => include_str!("new/modality.md"),
        Kind::Medicine => include_str!("new/medicine.md"),
        Kind::Vaccination => include_str!("new/vaccination.md"),
        Kind::Procedure => include_str!("new/procedure.md"),
        Kind::SelfCare => include_str!("new/self-care.md"),
        Kind::Service => include_str!("new/service.md"),
        Kind::Evidence => include_str!("new/evidence.md"),
        Kind::Guide => include_str!("new/guide.md"),
        Kind::Collection => include_str!("new/collection.md"),
    };
    template.replace("TITLE", &title).replace("TODAY", &today.to_string()).replace("NEXT-YEAR", &a_year_after(today).to_string())
}

/// The same day of the next year; 29 February becomes the 28th.
fn a_year_after(day: Date) -> Date {
    let (month, number) = (day.month().unwrap_or(1), day.day().unwrap_or(1));
    Date::new(day.year() + 1, month, number).or_else(|_| Date::new(day.year() + 1, month, number - 1)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leap_day_has_a_next_year() {
        assert_eq!(a_year_after("2028-02-29".parse().unwrap()).to_string(), "2029-02-28");
        assert_eq!(a_year_after("2026-11-22".parse().unwrap()).to_string(), "2027-11-22");
        assert_eq!(a_year_after("9999-12-31".parse().unwrap()).to_string(), "9999-12-31");
    }
}
