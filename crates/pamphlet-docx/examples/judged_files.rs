//! Word files of every page of a content folder, for judges of such files: `judged_files CONTENT OUT`.

use std::{collections::BTreeMap, fs, path::Path};

use pamphlet_core::Library;
use pamphlet_docx::{Options, Purpose, render};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(content), Some(out)) = (arguments.next(), arguments.next()) else { return Err("judged_files CONTENT OUT".into()) };
    let mut sources = BTreeMap::new();
    read(Path::new(&content), Path::new(&content), &mut sources)?;
    let library = Library::read(sources)?;
    fs::create_dir_all(&out)?;
    for page in library.pages() {
        for (purpose, ending) in [(Purpose::Review, ""), (Purpose::Handout, "-handout")] {
            let options = Options { purpose, ..Options::on("2026-11-22".parse()?) };
            let made = render(&library, page, &options)?;
            let name = format!("{}-{}{ending}.docx", page.id.path.to_string().replace('/', "-"), page.id.language);
            fs::write(Path::new(&out).join(name), made.output)?;
        }
    }
    Ok(())
}

fn read(root: &Path, folder: &Path, sources: &mut BTreeMap<String, Vec<u8>>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(root, &path, sources)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            sources.insert(name.to_string_lossy().replace('\\', "/"), fs::read(&path)?);
        }
    }
    Ok(())
}
