//! Lays a handout, or any PDF file, out on sheets.

use std::path::{Path, PathBuf};

use pamphlet::{
    Diagnostic, Rendered,
    build::{self, File},
    messages::Messages,
    model::Paper as PagePaper,
    pdf::{
        self,
        sheets::{Binding, Blanks, Cells, Duplex, Layout, Marks, Options, Paper, PerSide, Sheets, Slug, impose},
    },
    value::{Date, LanguageTag},
};

use crate::{
    args::{BindingSide, Edition, Flip, LayoutName, SheetPaper, SheetsOptions, Source},
    failure::Failure,
    opened::Opened,
    report, single,
};

/// No print run's file is larger.
const MAX_BYTES: u64 = 500_000_000;

/// Makes sheets of a PDF file, or of a page's handout.
pub(crate) fn sheets(asked: &SheetsOptions, today: Date) -> Result<(), Failure> {
    let name = Path::new(&asked.source.page);
    if !name.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
        return of_page(asked, today);
    }
    if asked.edition != Edition::default() {
        let problem = Diagnostic::error("sheets", format!("`{}` is a PDF file: its pages are laid out as they are", asked.source.page));
        return Err(problem.with_help("name a page of the library to choose how it's set, and how much of it").into());
    }
    let pdf = pamphlet::read_file(name, MAX_BYTES).map_err(|error| Failure::file(name, error))?;
    let messages = Messages::built_in(&LanguageTag::default()).expect("English is built in");
    let stem = name.file_stem().unwrap_or_default().to_string_lossy();
    make(asked, &pdf, &stem, PagePaper::A4, asked.note.as_deref(), messages, Vec::new())
}

fn of_page(asked: &SheetsOptions, today: Date) -> Result<(), Failure> {
    let library = Opened::open(&asked.source.content)?;
    let page = library.find(asked.source.language.as_ref(), &asked.source.page)?;
    let paper = library.site().paper;
    // Pages of half the paper's size are set in type that is still legible on it.
    let half = match sheet_paper(asked.paper, paper) {
        SheetPaper::A3 => PagePaper::A4,
        SheetPaper::Tabloid => PagePaper::Letter,
        SheetPaper::A4 | SheetPaper::Letter => PagePaper::A5,
    };
    let options = single::edition_options(&library, &asked.edition, Some(half), today)?;
    let handout = build::handout(&library, page, &options)?;
    let messages = library.messages(&page.id.language);
    let version = page.version.as_ref().map(|version| messages.format("version", [("version", version.as_str().into())]));
    let note = asked.note.clone().or(version);
    make(asked, &handout.bytes, page.id.path.slug.as_str(), paper, note.as_deref(), messages, handout.omissions)
}

/// Makes wallet cards of a page: one, or sheets of them.
pub(crate) fn card(source: &Source, paper: Option<SheetPaper>, alone: bool, options: &pdf::Options) -> Result<(), Failure> {
    let library = Opened::open(&source.content)?;
    let page = library.find(source.language.as_ref(), &source.page)?;
    let made = pdf::card(&library, page, options).map_err(|error| build::unprintable(&library, page, "card", &error))?;
    let path = source.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}-card.pdf", page.id.path.slug)));
    let Rendered { output: card, mut omissions } = made;
    if alone {
        let size = report::counted(card.pages, "side");
        return single::write_file(&path, &File { bytes: card.pdf, omissions, ..File::default() }, Some(&size));
    }
    let paper = sheet_paper(paper, library.site().paper).into();
    let layout = Layout::Repeat(Cells::cards(paper));
    let options = Options { paper, layout, messages: library.messages(&page.id.language), ..Options::default() };
    let refused = |error| Diagnostic::error("sheets", format!("the card of {}: {error}", page.id));
    let Rendered { output: Sheets { pdf, sheets, sides }, omissions: of_sheets } = impose(&card.pdf, &options).map_err(refused)?;
    omissions.extend(of_sheets);
    let size = format!("{}, {}", report::counted(sheets, "sheet"), report::counted(sides, "side"));
    single::write_file(&path, &File { bytes: pdf, omissions, ..File::default() }, Some(&size))
}

/// The paper that was asked for, or that on which the library's handouts are printed.
fn sheet_paper(asked: Option<SheetPaper>, library: PagePaper) -> SheetPaper {
    asked.unwrap_or(match library {
        PagePaper::A4 | PagePaper::A5 => SheetPaper::A4,
        PagePaper::Letter => SheetPaper::Letter,
    })
}

impl From<SheetPaper> for Paper {
    fn from(name: SheetPaper) -> Self {
        match name {
            SheetPaper::A4 => Self::A4,
            SheetPaper::A3 => Self::A3,
            SheetPaper::Letter => Self::Letter,
            SheetPaper::Tabloid => Self::Tabloid,
        }
    }
}

fn make(
    asked: &SheetsOptions,
    pdf: &[u8],
    name: &str,
    paper: PagePaper,
    note: Option<&str>,
    messages: &Messages,
    mut omissions: Vec<pamphlet::Omission>,
) -> Result<(), Failure> {
    let options = options(asked, paper, note, messages);
    let refused = |error| Diagnostic::error("sheets", format!("`{}`: {error}", asked.source.page));
    let Rendered { output: Sheets { pdf, sheets, sides }, omissions: of_sheets } = impose(pdf, &options).map_err(refused)?;
    omissions.extend(of_sheets);
    let path = asked.source.output.clone().unwrap_or_else(|| PathBuf::from(format!("{name}-sheets.pdf")));
    let size = format!("{}, {}", report::counted(sheets, "sheet"), report::counted(sides, "side"));
    single::write_file(&path, &File { bytes: pdf, omissions, ..File::default() }, Some(&size))
}

fn options<'a>(asked: &SheetsOptions, paper: PagePaper, note: Option<&'a str>, messages: &'a Messages) -> Options<'a> {
    let SheetsOptions { source: _, edition: _, layout, paper: wanted, flip, binding, caliper, margin, gutter, note: _, no_marks } = asked;
    Options {
        paper: sheet_paper(*wanted, paper).into(),
        layout: match layout {
            LayoutName::Booklet => Layout::Booklet { caliper: *caliper, blanks: Blanks::default() },
            LayoutName::TwoUp => Layout::NUp(PerSide::Two),
            LayoutName::FourUp => Layout::NUp(PerSide::Four),
            LayoutName::CutAndStack => Layout::CutAndStack(Cells::default()),
            LayoutName::Repeat => Layout::Repeat(Cells::default()),
        },
        duplex: match flip {
            Some(Flip::LongEdge) => Duplex::LongEdge,
            Some(Flip::ShortEdge) => Duplex::ShortEdge,
            Some(Flip::None) => Duplex::OneSide,
            None => Duplex::LikeABook,
        },
        binding: match binding {
            Some(BindingSide::Left) => Binding::Left,
            Some(BindingSide::Right) => Binding::Right,
            None => Binding::FromFile,
        },
        marks: if *no_marks { Marks::Hidden } else { Marks::WhereUseful },
        slug: if *no_marks { Slug::Hidden } else { Slug::WhereThereIsRoom },
        note,
        margin: *margin,
        gutter: *gutter,
        messages,
        ..Options::default()
    }
}
