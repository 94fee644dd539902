//! The preview's own pages: all pages at a glance, and one page in all its forms.

use pamphlet::{
    Library, Problems, Severity,
    build::{Options, Output},
    elements::reading_time,
    html::page_path,
    model::{Page, PageId, ReviewState, SignOffState, Status},
    readability::Counts,
    value::Date,
};

use super::{
    annotate::{escaped, note},
    preview::{State, problems_of},
    routes::OWN,
};
use crate::report::counted;

/// All pages, those that are to be reviewed first at the top.
pub(super) fn all(state: &State, today: Date) -> String {
    let mut main = errors(&state.errors);
    let title = match state.library.as_deref() {
        None => "The library can’t be read yet".to_owned(),
        Some(library) => {
            main += &todos(library);
            main += &table(state, library, today);
            escaped(library.site().title.as_str())
        }
    };
    let header = format!(
        "<h1>{title}</h1>\n<p class=\"muted\">Pages by the day on which their next review is due. <a href=\"/\">Look at the site</a>. \
         The reading age is that of Flesch and Kincaid: their US grade and five years; a help to find what wants work, and no more. \
         It’s shown for English.</p>"
    );
    document(&title, &header, &format!("<main>\n{main}</main>"))
}

fn errors(errors: &Problems) -> String {
    if errors.diagnostics.is_empty() {
        return String::new();
    }
    let notes: String = errors.diagnostics.iter().map(|problem| note(problem, errors)).collect();
    format!("<h2>To be fixed before what has changed can be shown</h2>\n{notes}\n")
}

/// How much is still to be done, page by page; nothing if all is done.
fn todos(library: &Library) -> String {
    let pages: Vec<(&Page, usize)> = library.pages().map(|page| (page, page.todos())).filter(|(_, todos)| *todos > 0).collect();
    if pages.is_empty() {
        return String::new();
    }
    let items: String = pages
        .iter()
        .map(|(page, todos)| {
            let (path, title) = (page_path(library, &page.id), escaped(page.title.as_str()));
            format!("<li><a href=\"/{path}\">{title}</a>: {}</li>\n", counted(*todos, "to-do"))
        })
        .collect();
    let all = counted(pages.iter().map(|(_, todos)| todos).sum(), "to-do");
    format!("<h2>{all} on {}</h2>\n<p>No build publishes a page that has one.</p>\n<ul>\n{items}</ul>\n", counted(pages.len(), "page"))
}

fn table(state: &State, library: &Library, today: Date) -> String {
    // Those with mistakes are named above.
    let mut pages: Vec<&Page> = library.pages().filter(|page| !state.faulty.contains(&page.id)).collect();
    // A page that says no date is due now.
    let due = |page: &Page| page.review.as_ref().and_then(|review| review.next).map(|date| date.last_day().to_string());
    pages.sort_by(|a, b| due(a).cmp(&due(b)).then_with(|| a.id.cmp(&b.id)));
    let rows: String = pages.into_iter().map(|page| row(library, page, today)).collect();
    format!(
        "<div class=\"scroll\" role=\"region\" aria-label=\"Pages\" tabindex=\"0\">\n<table>\n<thead><tr><th scope=\"col\">Page</th><th scope=\"col\">Review</th>\
         <th scope=\"col\">Last reviewed</th><th scope=\"col\">Next review</th><th scope=\"col\" class=\"number\">Reading age</th>\
         <th scope=\"col\" class=\"number\">Minutes</th><th scope=\"col\">To mend</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )
}

/// How a review stands, and the class of its cell.
fn review(ReviewState { clinical, overdue, status }: ReviewState) -> (&'static str, &'static str) {
    if status == Status::Draft {
        return ("alert", "Draft");
    }
    match (clinical, overdue) {
        (SignOffState::Missing, _) => ("overdue", "No review"),
        (SignOffState::Pending, Some(_)) => ("overdue", "Overdue, sign-off pending"),
        (SignOffState::Signed, Some(_)) => ("overdue", "Overdue, was signed off"),
        (SignOffState::NotApplicable, Some(_)) => ("overdue", "Overdue"),
        (SignOffState::Pending, None) => ("alert", "Sign-off pending"),
        (SignOffState::Signed, None) => ("", "Signed off"),
        (SignOffState::NotApplicable, None) => ("", "Nothing clinical"),
    }
}

fn row(library: &Library, page: &Page, today: Date) -> String {
    let messages = library.messages(&page.id.language);
    let date = |date: Option<Date>| date.map_or_else(|| "–".to_owned(), |date| messages.date(date));
    let (last, next) = page.review.as_ref().map_or((None, None), |review| (Some(review.last), review.next));
    let (class, state) = review(page.review_state(today));
    let is_overdue = page.review_state(today).overdue.is_some();
    let counts = Counts::of_page(page);
    let age = Some(()).filter(|()| page.id.language.primary() == "en").and_then(|()| counts.reading_age());
    let problems = problems_of(library, page, today);
    let notes: String = problems.diagnostics.iter().map(|problem| note(problem, &problems)).collect();
    let mend = match problems.diagnostics.len() {
        0 => "–".to_owned(),
        count => {
            let errors = problems.diagnostics.iter().filter(|problem| problem.severity == Severity::Error).count();
            let errors = if errors > 0 { format!(", {}", counted(errors, "error")) } else { String::new() };
            format!("<details><summary>{}{errors}</summary>{notes}</details>", counted(count, "problem"))
        }
    };
    format!(
        "<tr><th scope=\"row\"><a href=\"{OWN}view/{}\">{}</a><br><span class=\"muted\">{}</span></th><td class=\"{class}\">{state}</td><td>{}</td>\
         <td{}>{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td><td>{mend}</td></tr>\n",
        page_path(library, &page.id),
        escaped(page.title.as_str()),
        escaped(&page.id.to_string()),
        escaped(&date(last)),
        if is_overdue { " class=\"overdue\"" } else { "" },
        escaped(&date(next)),
        age.map_or_else(|| "–".to_owned(), |age| age.to_string()),
        reading_time(page),
    )
}

/// A page as a web page, a handout and a chapter, side by side.
pub(super) fn view(state: &State, id: &PageId, today: Date) -> Option<String> {
    let (library, page) = state.held(id)?;
    let path = page_path(library, id);
    let mut forms = vec![("Web page", format!("/{path}"))];
    let handout = Output::of(page, &Options::on(today)).into_iter().map(|output| output.path(library)).find(|path| path.ends_with(".pdf"));
    forms.extend(handout.map(|path| ("Handout", format!("/{path}"))));
    forms.push(("Chapter", format!("{OWN}chapter/{path}")));
    let frames: String = forms
        .iter()
        .map(|(name, address)| {
            format!(
                "<figure><figcaption><a href=\"{address}\">{name}</a></figcaption><iframe data-form src=\"{address}\" title=\"{name}\"></iframe></figure>\n"
            )
        })
        .collect();
    let title = escaped(page.title.as_str());
    let header = format!("<p><a href=\"{OWN}\">All pages</a></p>\n<h1>{title}</h1>");
    Some(document(&title, &header, &format!("<main class=\"forms\">\n{frames}</main>")))
}

/// Why there's nothing to show.
pub(super) fn failed(problems: &Problems) -> String {
    document("This can’t be shown", "<h1>This can’t be shown</h1>", &format!("<main>{}</main>", errors(problems)))
}

fn document(title: &str, header: &str, main: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{OWN}preview.css\">\n\
         <script type=\"module\" src=\"{OWN}preview.js\"></script>\n</head>\n<body class=\"preview\">\n<header>{header}</header>\n{main}\n</body>\n</html>\n"
    )
}
