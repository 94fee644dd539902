//! Makes a Word file of a page.

use std::path::PathBuf;

use pamphlet::{
    Diagnostic,
    docx::{self, Options, Purpose},
    value::{Date, LanguageTag},
};

use crate::{
    args::{ExportFormat, Source},
    failure::Failure,
    opened::Opened,
    single::write_bytes,
    terminal::say,
};

pub(crate) fn export(source: &Source, to: ExportFormat, print: bool, beside: Option<&LanguageTag>, today: Date) -> Result<(), Failure> {
    let ExportFormat::Docx = to;
    let library = Opened::open(&source.content)?;
    let page = library.find(source.language.as_ref(), &source.page)?;
    let purpose = if print { Purpose::Handout } else { Purpose::Review };
    let options = Options { purpose, beside: beside.cloned(), ..Options::on(today) };
    let made = docx::render(&library, page, &options).map_err(|error| Diagnostic::error("docx", error.to_string()))?;
    for omission in &made.omissions {
        say(format_args!("left out: {omission}"));
    }
    let path = source.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}.docx", page.id.path.slug)));
    write_bytes(&path, &made.output)?;
    say(format_args!("wrote {}", path.display()));
    Ok(())
}
