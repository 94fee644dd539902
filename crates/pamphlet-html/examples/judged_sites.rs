//! Writes sites for the outside judges, beside that of the sample library: `judged_sites FOLDER` makes one with each thing that a page can
//! hold, whose reviews are pending, missing and overdue, with a page in another language and one that has another address than it had; one
//! that's read from the right; and a host's page with two fragments.

#[path = "../../../tests/support/everything.rs"]
mod fixture;

use std::{error::Error, fs, path::Path};

use pamphlet_core::{Library, Sources};
use pamphlet_html::{Form, Fragment, Options, Parts, Site, SiteFile, SiteOptions, Theme, render, stylesheet};

/// A day on which every review is overdue.
const LATER: &str = "2100-01-01";
/// A day on which none is.
const DAY: &str = "2026-11-22";

/// What stands before the classes and ids of the host's fragments.
const PREFIX: &str = "leaflet-";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("give the folder to write to")?;
    let folder = Path::new(&folder);
    let mut sources = fixture::sources();
    sources.extend(fixture::arabic().into_iter().filter(|(path, _)| path.starts_with("messages/")));
    sources.insert("conditions/other.ar.md".to_owned(), "---\ntitle: صفحة\nsummary: نص قصير.\n---\n\nنص.\n".into());
    sources.entry("pamphlet.toml".to_owned()).or_default().extend(b"\n[redirects]\n\"conditions/former\" = \"conditions/everything\"\n");
    let everything = read(sources)?;
    let theme = Theme { contact: CONTACT_FORM.into(), ..Theme::default() };
    write(&everything, &folder.join("everything"), SiteOptions { theme, ..SiteOptions::on(LATER.parse()?) })?;
    write(&read(fixture::arabic())?, &folder.join("arabic"), SiteOptions::on(DAY.parse()?))?;
    host(&everything, &folder.join("host"))
}

fn read(sources: Sources) -> Result<Library, Box<dyn Error>> {
    Library::read(sources).map_err(|problems| problems.to_string().into())
}

fn write(library: &Library, folder: &Path, options: SiteOptions) -> Result<(), Box<dyn Error>> {
    let site = Site::new(library, &options)?;
    // Its addresses begin at the root of a host, and several sites share this one.
    for file in site.files().into_iter().filter(|file| !matches!(file, SiteFile::NotFound)) {
        let path = folder.join(site.path(file));
        fs::create_dir_all(path.parent().ok_or("a file has a folder")?)?;
        fs::write(path, site.render(file)?.output)?;
    }
    Ok(())
}

/// A page of somebody else's, with styles of its own, a whole page in a column and a part of the same page beside it.
fn host(library: &Library, folder: &Path) -> Result<(), Box<dyn Error>> {
    let page = library.page("conditions/everything")?;
    let today = DAY.parse()?;
    let fragment = |id_prefix: &str, parts| {
        let fragment = Fragment {
            class_prefix: PREFIX.to_owned(),
            id_prefix: id_prefix.to_owned(),
            parts,
            root: Some("../everything".to_owned()),
            ..Fragment::default()
        };
        render(library, page, &Options { form: Form::Fragment(fragment), ..Options::on(today) }).map(|fragment| fragment.output)
    };
    let whole = fragment("whole-", Parts::Whole)?;
    let part = fragment("part-", Parts::Sections(vec!["numbers".parse()?]))?;
    fs::create_dir_all(folder)?;
    fs::write(folder.join("fragment.css"), stylesheet(&Theme::default(), library.site(), Some(PREFIX)))?;
    fs::write(folder.join("host.css"), HOST_STYLES)?;
    fs::write(
        folder.join("index.html"),
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>A host</title>\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<link rel=\"stylesheet\" href=\"host.css\">\n\
             <link rel=\"stylesheet\" href=\"fragment.css\">\n</head>\n<body>\n<main class=\"columns\">\n<h1>A host’s page</h1>\n\
             <div>\n{whole}</div>\n<section aria-label=\"A part\">\n<h2>A part of it</h2>\n{part}</section>\n</main>\n</body>\n</html>\n"
        ),
    )?;
    Ok(())
}

/// A form that a clinic might have.
const CONTACT_FORM: &str = "<form method=\"post\" action=\"https://library.example/ask\" lang=\"en\" dir=\"ltr\">\n\
    <input type=\"hidden\" name=\"page\" value=\"{{ path }}\">\n\
    <label for=\"ask-name\">Your name</label>\n<input id=\"ask-name\" name=\"name\" autocomplete=\"name\">\n\
    <label for=\"ask-topic\">What it is about</label>\n<select id=\"ask-topic\" name=\"topic\"><option>An appointment</option><option>{{ title }}</option></select>\n\
    <label for=\"ask-text\">Your question</label>\n<textarea id=\"ask-text\" name=\"text\" rows=\"5\"></textarea>\n\
    <button type=\"submit\">Send</button>\n</form>\n";

const HOST_STYLES: &str = "body { margin: 1rem; font: 1rem/1.4 serif; }\n\
    @media (min-width: 60rem) { .columns { display: grid; grid-template-columns: 2fr 1fr; gap: 2rem; } .columns > h1 { grid-column: 1 / 3; } }\n";
