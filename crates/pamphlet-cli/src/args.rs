//! What can be typed.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum, builder::PossibleValuesParser};
#[cfg(feature = "pdf")]
use pamphlet::model::HealthAspect;
use pamphlet::{
    html::Theme,
    model::Kind,
    value::{Date, LanguageTag, Line, Slug},
};

/// Health information from one source: web pages, printed handouts and e-books that agree.
///
/// Without a command it builds everything, as `pamphlet build` does.
#[derive(Debug, Parser)]
#[command(
    name = "pamphlet",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  pamphlet                                   read content/, write public/
  pamphlet check                             report what is wrong, and publish nothing
  pamphlet new condition dyspareunia         start a page
  pamphlet handout conditions/dyspareunia --paper letter --large-print
  pamphlet sheets dyspareunia                an A5 booklet, to print on A4
  pamphlet guide understanding-painful-sex -o guide.epub

Exit codes: 0 all is well, 1 something is wrong with the content or a file, 2 wrong usage.
NO_COLOR and SOURCE_DATE_EPOCH are respected."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// The options of `build`, where there's no command.
    #[command(flatten)]
    pub(crate) build: BuildOptions,
    #[command(flatten)]
    pub(crate) general: General,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct General {
    /// How problems are told: to people on standard error, the same in one line each, or as one JSON object a line on standard output
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: Format,
    /// The day on which outputs are made: what is overdue for review that day is marked so [default: `SOURCE_DATE_EPOCH`, or today (UTC)]
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub(crate) today: Option<Date>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make everything: the site, handouts and e-books of every page
    #[command(after_help = "\
A page that has an error, or can't be made, keeps its files of the earlier build, or is left out if it has none. The others are made, the
summary says which and why, and the exit code is 1. An error in what all pages share, as pamphlet.toml, stops the build: the earlier one
stays as it is.

Examples:
  pamphlet build
  pamphlet build ../library --out /srv/www/library
  pamphlet build --strict                                 all pages or nothing
  pamphlet build --only web                               the site without handouts and e-books
  pamphlet build --shard 3/16 --cache cache               on the third of sixteen machines; once all are done, and their cache folders
  pamphlet build --cache cache                            are copied into one, this finds everything made
  pamphlet build --today 2026-11-22 --refuse-unreviewed   what a publisher runs before a release")]
    Build {
        /// The folder that holds pamphlet.toml
        #[arg(default_value = "content")]
        content: PathBuf,
        #[command(flatten)]
        options: BuildOptions,
    },
    /// Look at every form of every page while writing: made anew on each save
    #[command(after_help = "\
It stands at http://127.0.0.1:8765/_pamphlet/: all pages with their review dates, reading age and problems, and each page as web page,
handout and chapter side by side. Nothing is written to a disk.

Examples:
  pamphlet serve
  pamphlet serve ../library --listen 127.0.0.1:9000")]
    Serve {
        /// The folder that holds pamphlet.toml
        #[arg(default_value = "content")]
        content: PathBuf,
        /// The address and port to listen on; other computers can look if it isn't this computer's own
        #[arg(long, default_value = "127.0.0.1:8765", value_name = "ADDRESS:PORT")]
        listen: std::net::SocketAddr,
    },
    /// Report everything that is wrong, and publish nothing
    #[command(after_help = "\
Handouts and e-books are made to see whether all has room, and kept in `.pamphlet-cache` for the next build.

Examples:
  pamphlet check
  pamphlet check conditions/cough            only the problems of a page
  pamphlet check library --short             a line for each problem
  pamphlet check --format json | jq -r .code | sort | uniq -c")]
    Check {
        /// The folder that holds pamphlet.toml, if it isn't `content`; then pages, to be told of their problems alone
        #[arg(value_name = "CONTENT|PAGE")]
        what: Vec<String>,
        /// One line for each problem, as `--format short`
        #[arg(long)]
        short: bool,
        /// Make the edits that problems suggest, say what they are, and check again
        #[arg(long)]
        fix: bool,
        /// Only look at the sources: don't try whether everything has room in handouts and e-books
        #[arg(long)]
        quick: bool,
    },
    /// Make a handout (PDF) of a page, or of several
    #[cfg(feature = "pdf")]
    #[command(after_help = "\
Several pages make one handout: one contents list, notices and sources once, page numbers throughout.

Examples:
  pamphlet handout dyspareunia
  pamphlet handout conditions/dyspareunia --paper letter --large-print --mono
  pamphlet handout dyspareunia vaginismus --title \"Painful sex: what to know\"
  pamphlet handout dyspareunia --aspects causes,treatments --references short
  pamphlet handout dyspareunia --summary                 one page
  pamphlet handout dyspareunia --sheets diary,questions --sheets-only
  pamphlet handout vaginismus --clinic example-clinic -o - | lpr")]
    Handout {
        #[command(flatten)]
        source: Source,
        /// More pages, for one handout of all of them
        #[arg(value_name = "PAGE")]
        more: Vec<String>,
        /// The title of a handout of several pages [default: the library's]
        #[arg(long, value_name = "TITLE", requires = "more")]
        title: Option<Line>,
        #[command(flatten)]
        print: Print,
    },
    /// Make a book (PDF) of a guide and its chapters
    #[cfg(feature = "pdf")]
    #[command(after_help = "\
Examples:
  pamphlet book understanding-painful-sex
  pamphlet book understanding-painful-sex --paper a5 -o book.pdf")]
    Book {
        #[command(flatten)]
        source: Source,
        #[command(flatten)]
        print: Print,
    },
    /// Lay a handout, or any PDF file, out on sheets to fold, cut or staple
    #[cfg(feature = "pdf")]
    #[command(after_help = "\
Sheets are for paper: the accessible file is the handout itself.

Examples:
  pamphlet sheets dyspareunia                             an A5 booklet, to print on A4, fold and staple
  pamphlet sheets dyspareunia --clinic example-clinic --summary --layout 2-up
  pamphlet sheets leaflet.pdf --paper letter              any file as a booklet on US Letter
  pamphlet sheets leaflet.pdf --layout 2-up -o two.pdf    two pages on a side
  pamphlet sheets tickets.pdf --layout repeat             as often as it fits, with crop marks")]
    Sheets(SheetsOptions),
    /// Make wallet cards of a page's urgent advice, on sheets to cut apart
    #[cfg(feature = "pdf")]
    #[command(after_help = "\
A card is 85.6 × 54 mm, the size of a bank card; ten stand on A4, eight on Letter.

Examples:
  pamphlet card dyspareunia
  pamphlet card dyspareunia --paper letter -o cards.pdf
  pamphlet card dyspareunia --alone                       one card, tagged, for screens or a card printer")]
    Card {
        #[command(flatten)]
        source: Source,
        /// The paper that goes into the printer [default: the library's]
        #[arg(long, value_enum)]
        paper: Option<SheetPaper>,
        /// In black and white
        #[arg(long)]
        mono: bool,
        /// One card instead of sheets
        #[arg(long)]
        alone: bool,
        /// Make nothing unless the page is signed off by a clinician and not overdue for review
        #[arg(long)]
        refuse_unreviewed: bool,
    },
    /// Make a Word file of a page, for reviewers or to hand out
    #[cfg(feature = "docx")]
    #[command(after_help = "\
Reviewers change the text and comment on it in Word, with or without tracking. `pamphlet review` shows what they did.

Examples:
  pamphlet export conditions/dyspareunia --to docx
  pamphlet export dyspareunia --language ar --beside en-GB    a translation beside its original
  pamphlet export dyspareunia --print -o handout.docx         a handout for clinics that hand out Word files")]
    Export {
        #[command(flatten)]
        source: Source,
        /// The format
        #[arg(long, value_enum, default_value_t)]
        to: ExportFormat,
        /// As a handout: without bookmarks, and without tracking changes
        #[arg(long)]
        print: bool,
        /// With the page in another language in a column beside it
        #[arg(long, value_name = "TAG", conflicts_with = "print")]
        beside: Option<LanguageTag>,
    },
    /// Show what reviewers did to a Word file, and write their edits into the page
    #[cfg(feature = "docx")]
    #[command(after_help = "\
Whether changes were tracked, accepted or never tracked makes no difference. Care cards come first, then numbers and doses.
With --apply, edits are written into the page's Markdown, and what can't be written so becomes a to-do there, as does each comment.
Any edit makes the clinical sign-off pending again.

Examples:
  pamphlet review dyspareunia-anna.docx
  pamphlet review dyspareunia-anna.docx --apply
  pamphlet review dyspareunia-anna.docx conditions/dyspareunia    an error if it's of another page")]
    Review {
        /// The Word file, made by `pamphlet export`
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The page that it should be of
        page: Option<String>,
        /// Write edits and to-dos into the page's file
        #[arg(long)]
        apply: bool,
        /// The folder that holds pamphlet.toml
        #[arg(long, default_value = "content", value_name = "FOLDER")]
        content: PathBuf,
    },
    /// Make one e-book (EPUB) of a guide, of any page, or of pages that you choose
    #[command(after_help = "\
Examples:
  pamphlet guide understanding-painful-sex
  pamphlet guide conditions/dyspareunia -o leaflet.epub
  pamphlet guide --pages dyspareunia,vaginismus --title 'For our next visit' -o visit.epub
  pamphlet guide understanding-painful-sex --since ../last-edition --onix accessibility.xml")]
    Guide {
        #[command(flatten)]
        book: EBook,
    },
    /// Tell what changed since an older version of the library, by what pages say and not by lines
    #[command(after_help = "\
Examples:
  pamphlet changes ../last-edition
  pamphlet changes ../last-edition content --format json | jq -r .page | uniq")]
    Changes {
        /// The content folder as it was
        old: PathBuf,
        /// The content folder as it is
        #[arg(default_value = "content")]
        new: PathBuf,
    },
    /// Print the JSON Schema of a kind of page, or of pamphlet.toml
    #[command(after_help = "\
Examples:
  pamphlet schema condition > condition.schema.json
  pamphlet schema site > pamphlet.schema.json")]
    Schema {
        /// A kind of page, or `site` for pamphlet.toml
        #[arg(value_enum)]
        of: SchemaOf,
    },
    /// Start a page, with hints on what to write
    #[command(after_help = "\
Examples:
  pamphlet new condition dyspareunia         writes content/conditions/dyspareunia.md
  pamphlet new guide understanding-painful-sex --content library")]
    New {
        /// The kind of page
        #[arg(value_enum)]
        kind: KindName,
        /// Its name in addresses: small letters, digits and hyphens
        #[arg(value_parser = parse_slug)]
        slug: Slug,
        /// The folder that holds pamphlet.toml
        #[arg(long, default_value = "content", value_name = "FOLDER")]
        content: PathBuf,
    },
    /// Make drafts of leaflets that exist already: Word files, OpenDocument texts, saved web pages
    #[command(after_help = "\
Each leaflet becomes a draft (`status: draft`) in the folder of its kind, with its pictures in media/ and a report of what became of every
piece beside it. What was guessed has a to-do; `pamphlet serve` shows the drafts, and `pamphlet check` lists what is still to be done.

Examples:
  pamphlet import cough.docx
  pamphlet import leaflets --into library                 all leaflets in a folder
  pamphlet import hip-operation.docx --kind procedure
  pamphlet import toux.docx --language fr")]
    Import(ImportOptions),
    /// Print a file of the usual theme, to start your own from
    #[command(after_help = "\
A file in the library's folder `theme` takes the place of the usual one of that name; the others stay.

Examples:
  pamphlet theme tokens.css > content/theme/tokens.css   colours and sizes; their contrast is checked
  pamphlet theme page.html > content/theme/page.html     what stands around the text
  pamphlet theme contact.html                            how to put in a form of your own")]
    Theme {
        /// The file
        #[arg(value_parser = PossibleValuesParser::new(Theme::FILES))]
        file: String,
    },
    /// Print a script that completes commands in a shell
    #[command(after_help = "\
Example:
  pamphlet completions bash > ~/.local/share/bash-completion/completions/pamphlet")]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
}

/// What to import, and to where.
#[derive(Debug, Args)]
pub(crate) struct ImportOptions {
    /// Leaflets, or folders of them
    #[arg(required = true, value_name = "FILE|FOLDER")]
    pub(crate) files: Vec<PathBuf>,
    /// The folder that holds pamphlet.toml
    #[arg(long, default_value = "content", value_name = "FOLDER")]
    pub(crate) into: PathBuf,
    /// The kind of page that they become [default: guessed from title and headings]
    #[arg(long, value_enum)]
    pub(crate) kind: Option<KindName>,
    /// The language of the leaflets [default: the library's]
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<LanguageTag>,
    /// Write over drafts, pictures and reports that are there already
    #[arg(long)]
    pub(crate) force: bool,
}

/// How to build.
#[derive(Debug, Args)]
pub(crate) struct BuildOptions {
    /// The folder to make; an earlier build there is replaced once this one has succeeded
    #[arg(long, default_value = "public", value_name = "FOLDER")]
    pub(crate) out: PathBuf,
    /// Make only these formats, such as `web,handouts`: `web` is the site, `handouts` PDF, `ebooks` EPUB
    #[arg(long, value_delimiter = ',', value_name = "FORMATS")]
    pub(crate) only: Option<Vec<pamphlet::build::Format>>,
    #[command(flatten)]
    pub(crate) cache: CacheOptions,
    /// How many files are made at a time; the files are the same whatever the number [default: one a core]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Build nothing unless every page is signed off by a clinician and not overdue for review
    #[arg(long)]
    pub(crate) refuse_unreviewed: bool,
    /// Also make drafts (`status: draft`); each of their pages says that it's one
    #[arg(long)]
    pub(crate) drafts: bool,
    /// Build nothing if a page has an error; without this it keeps its files of the earlier build, and the others are made
    #[arg(long)]
    pub(crate) strict: bool,
    /// List what each file leaves out, and why
    #[arg(long)]
    pub(crate) omissions: bool,
}

/// What is kept for the next build.
#[derive(Debug, Args)]
pub(crate) struct CacheOptions {
    /// Where finished handouts and e-books are kept, so that the next build makes only those that have changed
    /// [default: `.pamphlet-cache` beside the content folder]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) cache: Option<PathBuf>,
    /// Make everything anew, and keep nothing
    #[arg(long, conflicts_with = "cache")]
    pub(crate) no_cache: bool,
    /// Only put this machine's share of the handouts and e-books into the cache, such as `3/16`: one of sixteen
    #[arg(long, value_name = "N/OF", conflicts_with = "no_cache")]
    pub(crate) shard: Option<pamphlet::build::Shard>,
}

/// How a handout or a book is printed.
#[cfg(feature = "pdf")]
#[derive(Debug, Args)]
pub(crate) struct Print {
    /// The paper [default: the library's]
    #[arg(long, value_enum)]
    pub(crate) paper: Option<PaperName>,
    #[command(flatten)]
    pub(crate) edition: Edition,
    /// Attach the pages as JSON (PDF/A-3a)
    #[arg(long)]
    pub(crate) attach_source: bool,
    /// Also write pictures of the pages (PNG) beside the file, so many pixels wide
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(16..=4000))]
    pub(crate) pictures: Option<u32>,
}

/// How a page is set on paper of any size, and how much of it.
#[cfg(feature = "pdf")]
#[derive(Debug, Clone, PartialEq, Eq, Default, Args)]
pub(crate) struct Edition {
    /// Set in 18 point, for readers with low vision
    #[arg(long)]
    pub(crate) large_print: bool,
    /// For a black printer: no colours and no tints
    #[arg(long)]
    pub(crate) mono: bool,
    /// What it says of its sources: all of each, who and when, the web page that lists them, or nothing
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    pub(crate) references: ReferencesName,
    /// Only the sections of these aspects, such as `causes,treatments`, and when to get help
    #[arg(long, value_name = "ASPECTS", value_delimiter = ',', value_parser = parse_aspect, conflicts_with = "summary")]
    pub(crate) aspects: Vec<HealthAspect>,
    /// One page: what it is, when to get help, whom to ask, and what else there's room for
    #[arg(long)]
    pub(crate) summary: bool,
    /// The sheets to write on [default: all that there's something for]
    #[arg(long, value_enum, value_name = "SHEETS", value_delimiter = ',')]
    pub(crate) sheets: Option<Vec<SheetName>>,
    /// The sheets to write on, alone
    #[arg(long, conflicts_with_all = ["summary", "aspects"])]
    pub(crate) sheets_only: bool,
    /// The clinic whose letterhead it bears, by its name in pamphlet.toml [default: the library's]
    #[arg(long, value_name = "NAME")]
    pub(crate) clinic: Option<String>,
    /// Make nothing of a page that no clinician has signed off, or whose review is overdue
    #[arg(long)]
    pub(crate) refuse_unreviewed: bool,
}

/// One page, and the file to make of it.
#[derive(Debug, Args)]
pub(crate) struct Source {
    /// The page: `conditions/dyspareunia`, its file, or `dyspareunia` if only one page is called that
    pub(crate) page: String,
    /// Its language, where it isn't the library's own
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<LanguageTag>,
    /// The file to write, `-` for standard output [default: the page's name, in the current folder]
    #[arg(short, long, alias = "out", value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The folder that holds pamphlet.toml
    #[arg(long, default_value = "content", value_name = "FOLDER")]
    pub(crate) content: PathBuf,
}

/// An e-book, and the files to make of it.
#[derive(Debug, Args)]
pub(crate) struct EBook {
    /// The guide or page: `guides/understanding-painful-sex`, or its last part if only one page is called that
    #[arg(required_unless_present = "pages")]
    pub(crate) page: Option<String>,
    /// Pages to make a book of, in their order
    #[arg(long, value_name = "PAGE,…", value_delimiter = ',', requires = "title", conflicts_with = "page")]
    pub(crate) pages: Vec<String>,
    /// The title of a book of chosen pages
    #[arg(long, requires = "pages", conflicts_with = "page")]
    pub(crate) title: Option<Line>,
    /// An older content folder: the book gets a page that tells what changed since
    #[arg(long, value_name = "FOLDER")]
    pub(crate) since: Option<PathBuf>,
    /// Make the book on paper, too, and mark in the e-book where its pages begin
    #[cfg(feature = "pdf")]
    #[arg(long, value_name = "FILE", requires = "page")]
    pub(crate) pdf: Option<PathBuf>,
    /// Embed a typeface, cut down to what the text needs: a TrueType or OpenType file for each of its faces
    #[arg(long = "font", value_name = "FILE")]
    pub(crate) fonts: Vec<PathBuf>,
    /// Write what the book trade is told of its accessibility, too (ONIX for Books 3.0, a part of `DescriptiveDetail`)
    #[arg(long, value_name = "FILE")]
    pub(crate) onix: Option<PathBuf>,
    /// The language of the pages, where it isn't the library's own
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<LanguageTag>,
    /// The file to write, `-` for standard output [default: the page's name, or `book.epub`, in the current folder]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The folder that holds pamphlet.toml
    #[arg(long, default_value = "content", value_name = "FOLDER")]
    pub(crate) content: PathBuf,
}

/// A format that a page is exported to.
#[cfg(feature = "docx")]
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Word
    #[default]
    Docx,
}

/// What to lay out on sheets, and how.
#[cfg(feature = "pdf")]
#[derive(Debug, Args)]
pub(crate) struct SheetsOptions {
    #[command(flatten)]
    pub(crate) source: Source,
    /// What becomes of the sheets
    #[arg(long, value_enum, default_value_t)]
    pub(crate) layout: LayoutName,
    /// The paper that goes into the printer [default: A4, or Letter if it's the library's]
    #[arg(long, value_enum)]
    pub(crate) paper: Option<SheetPaper>,
    /// The edge about which the printer turns the paper [default: as a page is turned]
    #[arg(long, value_enum)]
    pub(crate) flip: Option<Flip>,
    /// The side on which a booklet opens, and rows start [default: as the file's language does]
    #[arg(long, value_enum)]
    pub(crate) binding: Option<BindingSide>,
    /// How thick a sheet is, in millimetres: a booklet's inner pages move towards the fold by so much
    #[arg(long, value_name = "MM", default_value_t = 0.1)]
    pub(crate) caliper: f64,
    /// The edge of the paper that stays free, in millimetres [default: as the layout needs it]
    #[arg(long, value_name = "MM")]
    pub(crate) margin: Option<f64>,
    /// The gap between pages, in millimetres [default: as the layout needs it]
    #[arg(long, value_name = "MM")]
    pub(crate) gutter: Option<f64>,
    /// Words for the line at the foot of each side [default: version and content of a page]
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// Print no crop and fold marks, and no line at the foot
    #[arg(long)]
    pub(crate) no_marks: bool,
    #[command(flatten, next_help_heading = "Of a page's handout")]
    pub(crate) edition: Edition,
}

#[cfg(feature = "pdf")]
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum LayoutName {
    /// Folded once and stapled through the fold
    #[default]
    Booklet,
    /// Two pages on a side
    #[value(name = "2-up")]
    TwoUp,
    /// Four pages on a side
    #[value(name = "4-up")]
    FourUp,
    /// To cut into piles that are laid on each other
    CutAndStack,
    /// Each page as often as it fits
    Repeat,
}

#[cfg(feature = "pdf")]
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SheetPaper {
    A4,
    A3,
    Letter,
    Tabloid,
}

#[cfg(feature = "pdf")]
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Flip {
    LongEdge,
    ShortEdge,
    /// Print one side only
    None,
}

#[cfg(feature = "pdf")]
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum BindingSide {
    Left,
    Right,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    #[default]
    Human,
    Short,
    Json,
}

#[cfg(feature = "pdf")]
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum PaperName {
    A4,
    Letter,
    A5,
}

#[cfg(feature = "pdf")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum ReferencesName {
    #[default]
    Full,
    Short,
    Web,
    None,
}

#[cfg(feature = "pdf")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SheetName {
    Checklist,
    Questions,
    Diary,
    Notes,
    None,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum KindName {
    Condition,
    Modality,
    Medicine,
    Vaccination,
    Procedure,
    SelfCare,
    Service,
    Evidence,
    Guide,
    Collection,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SchemaOf {
    Condition,
    Modality,
    Medicine,
    Vaccination,
    Procedure,
    SelfCare,
    Service,
    Evidence,
    Guide,
    Collection,
    Site,
}

impl From<KindName> for Kind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::Condition => Self::Condition,
            KindName::Modality => Self::Modality,
            KindName::Medicine => Self::Medicine,
            KindName::Vaccination => Self::Vaccination,
            KindName::Procedure => Self::Procedure,
            KindName::SelfCare => Self::SelfCare,
            KindName::Service => Self::Service,
            KindName::Evidence => Self::Evidence,
            KindName::Guide => Self::Guide,
            KindName::Collection => Self::Collection,
        }
    }
}

#[cfg(feature = "pdf")]
impl From<PaperName> for pamphlet::model::Paper {
    fn from(name: PaperName) -> Self {
        match name {
            PaperName::A4 => Self::A4,
            PaperName::Letter => Self::Letter,
            PaperName::A5 => Self::A5,
        }
    }
}

#[cfg(feature = "pdf")]
impl From<ReferencesName> for pamphlet::pdf::References {
    fn from(name: ReferencesName) -> Self {
        match name {
            ReferencesName::Full => Self::Full,
            ReferencesName::Short => Self::Short,
            ReferencesName::Web => Self::Web,
            ReferencesName::None => Self::None,
        }
    }
}

#[cfg(feature = "pdf")]
impl SheetName {
    pub(crate) fn companion(self) -> Option<pamphlet::pdf::Companion> {
        use pamphlet::pdf::Companion;
        match self {
            Self::Checklist => Some(Companion::Checklist),
            Self::Questions => Some(Companion::Questions),
            Self::Diary => Some(Companion::Diary),
            Self::Notes => Some(Companion::Notes),
            Self::None => None,
        }
    }
}

#[cfg(feature = "pdf")]
fn parse_aspect(source: &str) -> Result<HealthAspect, String> {
    HealthAspect::ALL.into_iter().find(|aspect| aspect.as_str() == source).ok_or_else(|| {
        let names = HealthAspect::ALL.map(HealthAspect::as_str);
        format!("there is no aspect `{source}`; there are {}", names.join(", "))
    })
}

/// A date that is exact to the day.
fn parse_slug(source: &str) -> Result<Slug, String> {
    source.parse().map_err(|error: pamphlet::value::ValueError| match error.help() {
        Some(help) => format!("{error}: {help}"),
        None => error.to_string(),
    })
}

fn parse_day(source: &str) -> Result<Date, String> {
    let date: Date = source.parse().map_err(|error: pamphlet::value::ValueError| error.to_string())?;
    date.day().map(|_| date).ok_or_else(|| format!("`{source}` is not a day: write year, month and day, as in 2026-11-22"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_mistyped_command_is_no_folder() {
        let error = Cli::try_parse_from(["pamphlet", "chekc"]).unwrap_err();
        assert_eq!(error.kind(), clap::error::ErrorKind::InvalidSubcommand);
    }
}
