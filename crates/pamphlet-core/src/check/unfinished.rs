//! Nothing is left over from writing, and nothing speaks of another form of the page than the one that is read.

use super::{
    Checking,
    runs::{self, Role, Run, Voice},
};
use crate::{
    diagnostic::Diagnostic,
    model::{Alternative, Block, Contact, Kind, Subject},
    readability::sentences,
    visit::{self, Item},
};

pub(super) fn check(checking: &mut Checking<'_>) {
    let page = checking.page;
    let mut found: Vec<(String, Diagnostic)> = Vec::new();
    let mut runs = runs::of_page(page);
    let front = [("title", page.title.as_str()), ("summary", page.summary.as_str())];
    runs.extend(front.map(|(at, text)| Run {
        at: at.to_owned(),
        text: text.to_owned(),
        role: Role::Heading,
        voice: Voice::Page,
        has_link: false,
    }));
    for run in &runs {
        found.extend(left_over(&run.text).map(|problem| (run.at.clone(), problem)));
        if page.id.language.primary() == "en" {
            found.extend(other_form(run).map(|problem| (run.at.clone(), problem)));
        }
    }
    visit::page(page, &mut |at, item| {
        if let Item::Block(Block::Todo(todo)) = item {
            let message = match &todo.why {
                Some(why) => format!("to do: {}", why.plain_text()),
                None => "something is still to be done here".to_owned(),
            };
            let problem = Diagnostic::error("todo", message).with_help(
                "do it, then delete the line `> [!todo] …`, and the `> ` before the lines below it; until then the page isn't published",
            );
            found.push((at.join("todo").join("why").to_string(), problem));
        }
        if let Item::Picture(_, Alternative::Text(text)) = item
            && says_nothing(text.as_str())
        {
            let problem = Diagnostic::warning("alternative-text", format!("“{text}” doesn't say what the picture shows")).with_help(
                "say in a sentence what it shows: `![A hand holding the inhaler upright](…)`; or `![decorative](…)` if it adds nothing",
            );
            found.push((at.to_string(), problem));
        }
    });
    found.extend(repeated_summary(checking));
    if page.contact.as_ref().is_some_and(is_unreachable) {
        found.push(("contact".to_owned(), unreachable_contact()));
    }
    if let Subject::Service(service) = &page.subject {
        let unreachable = service.contacts.iter().enumerate().filter(|(_, contact)| is_unreachable(contact));
        found.extend(unreachable.map(|(index, _)| (format!("service/contacts/{index}"), unreachable_contact())));
    }
    for (at, problem) in found {
        checking.report(&at, problem);
    }
}

/// Marks that writers leave for themselves, whole words in capitals.
pub(super) const MARKS: [&str; 8] = ["TODO", "TBC", "TBD", "TBA", "FIXME", "XXX", "XXXX", "XXXXX"];

/// What begins a gap to be filled in: "[insert number]".
const GAPS: [&str; 14] = [
    "insert",
    "enter ",
    "add ",
    "your ",
    "name of",
    "number of ward",
    "phone number",
    "telephone number",
    "number]",
    "name]",
    "date]",
    "to be ",
    "xx",
    "local ",
];

/// Text that was never meant for readers.
fn left_over(text: &str) -> Option<Diagnostic> {
    let lower = text.to_lowercase();
    let trimmed = lower.trim_start();
    let mark = || text.split(|c: char| !c.is_alphanumeric()).find(|word| MARKS.contains(word));
    let gap = || {
        let (start, _) = lower.match_indices('[').find(|(at, _)| GAPS.iter().any(|gap| lower[at + 1..].starts_with(gap)))?;
        let end = start + lower[start..].find(']')?;
        Some(lower[start..=end].to_owned())
    };
    let words = if lower.contains("lorem ipsum") {
        "Lorem ipsum".to_owned()
    } else if trimmed.starts_with("say here") {
        text.split_whitespace().take(4).collect::<Vec<_>>().join(" ")
    } else {
        gap().or_else(|| mark().map(str::to_owned))?
    };
    let problem = Diagnostic::warning("unfinished", format!("“{words}” was left for somebody to fill in, and readers would see it"));
    Some(problem.with_help("write what belongs there, or delete it"))
}

/// Words that send readers to a place which other forms of the page don't have.
fn other_form(run: &Run) -> Option<Diagnostic> {
    let lower = run.text.to_lowercase();
    let on_paper = [
        "overleaf",
        "over the page",
        "on the next page",
        "on the previous page",
        "on the following page",
        "on the back page",
        "see reverse",
    ];
    let on_screen =
        ["click here", "click below", "click on the link", "click the link", "tap here", "tap below", "link below", "button below"];
    let is_over = |at: usize| {
        // "See over." and "(see over)", and not "see over 100 people".
        let after = lower[at + "see over".len()..].trim_start_matches(' ');
        after.is_empty() || after.starts_with(['.', ')', ',', ';', ':', ']']) || after.starts_with("for ") || after.starts_with("page")
    };
    let (phrase, problem) = if let Some(phrase) = on_paper.iter().find(|phrase| lower.contains(**phrase)) {
        (*phrase, "web pages and e-books have no such page")
    } else if lower.match_indices("see over").any(|(at, _)| is_over(at)) {
        ("see over", "web pages and e-books have no other side")
    } else if let Some(phrase) = on_screen.iter().find(|phrase| lower.contains(**phrase) && !(run.has_link && phrase.ends_with("here"))) {
        // Of a link that says "here", another rule tells.
        (*phrase, "nobody can do that on paper")
    } else {
        return None;
    };
    let problem = Diagnostic::warning("other-form", format!("“{phrase}”: {problem}"));
    Some(problem.with_help("name the section or what is linked to: “see [Side effects](#side-effects)”"))
}

/// Words for a picture that say nothing of this one.
const PICTURES: [&str; 17] = [
    "picture",
    "photo",
    "photograph",
    "image",
    "img",
    "figure",
    "fig",
    "diagram",
    "drawing",
    "illustration",
    "graphic",
    "screenshot",
    "screen shot",
    "logo",
    "icon",
    "untitled",
    "alt text",
];

/// A file, a name that a camera gave, a bare noun: "image1.png", "Picture 2", "photo".
fn says_nothing(text: &str) -> bool {
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    let is_file = ["png", "jpg", "jpeg", "gif", "svg", "webp", "tif", "tiff", "bmp"]
        .iter()
        .any(|ending| lower.strip_suffix(ending).is_some_and(|name| name.ends_with('.') && !name.contains(' ')));
    let name = lower.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '_' | '-' | '(' | ')' | '.'));
    let name = name.strip_prefix("a ").or_else(|| name.strip_prefix("an ")).unwrap_or(name);
    is_file || PICTURES.contains(&name)
}

/// The summary stands above the text: what it says needn't be said again right below.
fn repeated_summary(checking: &Checking<'_>) -> Option<(String, Diagnostic)> {
    let page = checking.page;
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let first = match page.opening.first().or_else(|| page.sections.first()?.blocks.first())? {
        Block::Paragraph(text) => text.plain_text(),
        Block::List(_)
        | Block::Table(_)
        | Block::Figure(_)
        | Block::Figures(_)
        | Block::Callout(_)
        | Block::CareCard(_)
        | Block::DoList(_)
        | Block::DontList(_)
        | Block::Details(_)
        | Block::Quote(_)
        | Block::Risk(_)
        | Block::Differential(_)
        | Block::DefinitionList(_)
        | Block::Evidence(_)
        | Block::Schedule(_)
        | Block::Steps(_)
        | Block::Todo(_)
        | Block::Include(_) => return None,
    };
    let (summary, sentence) = (letters(page.summary.as_str()), letters(sentences(&first).next()?));
    let is_same = summary == sentence || summary == letters(&first);
    (is_same && page.id.path.kind != Kind::Collection).then(|| {
        let problem = Diagnostic::warning("summary-repeated", "the text begins with the words of the summary, which stands right above it");
        ("summary".to_owned(), problem.with_help("delete the sentence from the text, or say in the summary what the whole page is about"))
    })
}

/// Whether a contact says no way to reach anybody.
pub(super) fn is_unreachable(contact: &Contact) -> bool {
    let Contact { name: _, address, phones, email, url, hours: _, promise: _ } = contact;
    address.is_empty() && phones.is_empty() && email.is_none() && url.is_none()
}

pub(super) fn unreachable_contact() -> Diagnostic {
    Diagnostic::warning("contact-unreachable", "the contact has no way to reach anybody")
        .with_help("add `phones: [{ label: Appointments, number: 01632 960 001 }]`, `email`, `url` or `address`")
}
