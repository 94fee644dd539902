//! The `pamphlet` command: web pages, printed handouts and e-books from one source.

mod args;
mod build;
mod changes;
mod check;
mod clock;
mod ebook;
#[cfg(feature = "docx")]
mod export;
mod failure;
mod fix;
mod import;
mod new;
mod opened;
mod progress;
mod report;
#[cfg(feature = "docx")]
mod review;
mod serve;
#[cfg(feature = "pdf")]
mod sheets;
mod signals;
mod single;
mod terminal;

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
    thread,
};

use args::{Cli, Command, SchemaOf};
use clap::{CommandFactory, Parser};
use failure::Failure;
use mimalloc::MiMalloc;
use pamphlet::{build::guard, html::Theme, model::Kind, schema};

/// A page is made of thousands of small pieces, and glibc gives their memory back to the system after each: a site took half as long again.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let Cli { command, build, mut general } = Cli::parse();
    guard::quiet();
    signals::listen();
    // Whatever reads or makes a page has the same room, on whichever thread it is.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(guard::STACK).build_global();
    let command = command.unwrap_or(Command::Build { content: "content".into(), options: build });
    if matches!(command, Command::Check { short: true, .. }) && general.format == args::Format::Human {
        general.format = args::Format::Short;
    }
    let work = thread::Builder::new().stack_size(guard::STACK).spawn(move || {
        let content = command.content().to_path_buf();
        let done = guard::guarded("what was asked for", || run(command, &general).map_err(|Failure(problems)| problems));
        let Err(problems) = done else { return ExitCode::SUCCESS };
        // Who closes the pipe has read enough.
        let _ = report::tell(&problems, &content, general.format);
        ExitCode::FAILURE
    });
    match work.map(thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        // Nothing is left to say it with but plain words.
        Ok(Err(_)) | Err(_) => {
            terminal::say("error: the command couldn't be run");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command, general: &args::General) -> Result<(), Failure> {
    let today = || clock::today(general.today);
    match command {
        Command::Build { content, options } => build::command(&content, &options, today()?, general.format),
        Command::Serve { content, listen } => serve::serve(&content, listen, today()?, general.format),
        Command::Check { what, short: _, quick, fix } => {
            let depth = if quick { check::Depth::Sources } else { check::Depth::Outputs };
            let (content, pages) = check::folder_and_pages(&what);
            if fix {
                check::fix(content, pages, today()?)?;
            }
            check::check(content, pages, depth, today()?, general.format)
        }
        #[cfg(feature = "pdf")]
        Command::Handout { source, more, title, print } => single::handout(&source, &more, title.as_ref(), &print, today()?),
        #[cfg(feature = "pdf")]
        Command::Book { source, print } => single::pdf_book(&source, &print, today()?),
        #[cfg(feature = "pdf")]
        Command::Sheets(options) => sheets::sheets(&options, today()?),
        #[cfg(feature = "pdf")]
        Command::Card { source, paper, mono, alone, refuse_unreviewed } => {
            let options = pamphlet::pdf::Options {
                ink: if mono { pamphlet::pdf::Ink::Mono } else { pamphlet::pdf::Ink::Colour },
                unreviewed: if refuse_unreviewed { pamphlet::pdf::Unreviewed::Refused } else { pamphlet::pdf::Unreviewed::Marked },
                ..pamphlet::pdf::Options::on(today()?)
            };
            sheets::card(&source, paper, alone, &options)
        }
        #[cfg(feature = "docx")]
        Command::Export { source, to, print, beside } => export::export(&source, to, print, beside.as_ref(), today()?),
        #[cfg(feature = "docx")]
        Command::Review { file, page, apply, content } => review::review(&file, page.as_deref(), apply, &content, general.format),
        Command::Guide { book } => ebook::make(&book, today()?, general.format),
        Command::Changes { old, new } => changes::tell(&old, &new, general.format),
        Command::Theme { file } => print(Theme::default().file(&file).unwrap_or_default()),
        Command::Schema { of } => print(&format!("{:#}\n", schema_of(of))),
        Command::New { kind, slug, content } => new::new(&content, kind.into(), &slug, today()?),
        Command::Import(options) => import::import(&options, general.format),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "pamphlet", &mut script);
            print(&String::from_utf8_lossy(&script))
        }
    }
}

impl Command {
    /// The content folder, in which the files of problems stand.
    fn content(&self) -> &Path {
        match self {
            Self::Build { content, options: _ } | Self::Serve { content, listen: _ } | Self::New { content, kind: _, slug: _ } => content,
            Self::Check { what, .. } => check::folder_and_pages(what).0,
            #[cfg(feature = "pdf")]
            Self::Handout { source, .. } | Self::Book { source, .. } | Self::Card { source, .. } => &source.content,
            #[cfg(feature = "pdf")]
            Self::Sheets(options) => &options.source.content,
            #[cfg(feature = "docx")]
            Self::Export { source, .. } => &source.content,
            #[cfg(feature = "docx")]
            Self::Review { content, .. } => content,
            Self::Guide { book } => &book.content,
            Self::Import(options) => &options.into,
            Self::Changes { old: _, new } => new,
            Self::Schema { of: _ } | Self::Theme { file: _ } | Self::Completions { shell: _ } => Path::new(""),
        }
    }
}

fn schema_of(of: SchemaOf) -> serde_json::Value {
    match of {
        SchemaOf::Condition => schema::page(Kind::Condition),
        SchemaOf::Modality => schema::page(Kind::Modality),
        SchemaOf::Medicine => schema::page(Kind::Medicine),
        SchemaOf::Vaccination => schema::page(Kind::Vaccination),
        SchemaOf::Procedure => schema::page(Kind::Procedure),
        SchemaOf::SelfCare => schema::page(Kind::SelfCare),
        SchemaOf::Service => schema::page(Kind::Service),
        SchemaOf::Evidence => schema::page(Kind::Evidence),
        SchemaOf::Guide => schema::page(Kind::Guide),
        SchemaOf::Collection => schema::page(Kind::Collection),
        SchemaOf::Site => schema::site(),
    }
}

/// Writes to standard output. A reader that closes the pipe has read enough.
fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut to = io::stdout().lock();
    match to.write_all(bytes).and_then(|()| to.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::file(Path::new("standard output"), error)),
        Ok(()) | Err(_) => Ok(()),
    }
}
