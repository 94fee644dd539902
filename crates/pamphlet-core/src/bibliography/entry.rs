//! An entry of BibTeX as a citation style takes it.

use std::ops::Range;

use hayagriva::{
    Entry,
    types::{EntryType, FormatString, MaybeTyped, Numeric, PageRanges, PersonRole, PersonsWithRoles, Publisher, QualifiedUrl},
};

use super::{
    Genre, NamesOrganization, Remark, Work,
    bibtex::{Field, Written},
    dates::{self, When},
    identifiers,
    names::Names,
    tex::Rich,
};
use crate::{diagnostic::Diagnostic, value::ValueError};

/// Reads the fields of an entry.
pub(super) fn work(written: Written) -> Work {
    Reader { written, problems: Vec::new(), remarks: Vec::new() }.work()
}

struct Reader {
    written: Written,
    problems: Vec<Diagnostic>,
    remarks: Vec<Remark>,
}

/// What an entry is, and what it stands in.
fn kinds(kind: &str, has_book: bool) -> (EntryType, Option<EntryType>) {
    match kind {
        "article" | "suppperiodical" | "journalarticle" | "review" => (EntryType::Article, Some(EntryType::Periodical)),
        "magazine" | "newspaper" => (EntryType::Article, Some(EntryType::Newspaper)),
        // Old BibTeX has the book's title in `title` here.
        "inbook" if !has_book => (EntryType::Book, None),
        "inbook" | "bookinbook" | "suppbook" | "incollection" | "suppcollection" => (EntryType::Chapter, Some(EntryType::Book)),
        "inproceedings" | "conference" if !has_book => (EntryType::Article, Some(EntryType::Periodical)),
        // What stands in proceedings or a dictionary is a part of a book to the styles: they show all of it.
        "inproceedings" | "conference" | "inreference" => (EntryType::Chapter, Some(EntryType::Book)),
        // Styles take an anthology for a collection of an archive's.
        "book" | "mvbook" | "booklet" | "collection" | "mvcollection" => (EntryType::Book, None),
        "proceedings" | "mvproceedings" => (EntryType::Proceedings, None),
        "reference" | "mvreference" | "manual" => (EntryType::Reference, None),
        "periodical" => (EntryType::Periodical, None),
        "phdthesis" | "mastersthesis" | "thesis" => (EntryType::Thesis, None),
        "techreport" | "report" | "standard" => (EntryType::Report, None),
        "unpublished" => (EntryType::Manuscript, None),
        "patent" => (EntryType::Patent, None),
        "online" | "electronic" | "www" | "webpage" => (EntryType::Web, None),
        "dataset" | "software" => (EntryType::Repository, None),
        "video" | "movie" => (EntryType::Video, None),
        "audio" => (EntryType::Audio, None),
        "legislation" => (EntryType::Legislation, None),
        _ => (EntryType::Misc, None),
    }
}

fn line(rich: &Rich) -> FormatString {
    FormatString { value: rich.chunked(), short: None }
}

/// A number, or what stands in its place, as it's written: `12A`, `Suppl 1`, `3–4`.
fn numbered(text: &str) -> MaybeTyped<Numeric> {
    let is_number = !text.is_empty() && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<i32>() {
        Ok(number) if is_number => MaybeTyped::Typed(Numeric::new(number)),
        _ => MaybeTyped::String(super::pages::dashed(text)),
    }
}

/// Whether something is made of a field, or it's for whoever keeps the bibliography.
fn is_read(field: &str) -> bool {
    let is_shown = matches!(
        field,
        "addendum"
            | "address"
            | "archiveprefix"
            | "articleno"
            | "author"
            | "booksubtitle"
            | "booktitle"
            | "chapter"
            | "date"
            | "day"
            | "doi"
            | "edition"
            | "editor"
            | "eid"
            | "entrysubtype"
            | "eprint"
            | "eprinttype"
            | "eventtitle"
            | "howpublished"
            | "institution"
            | "isbn"
            | "issn"
            | "issue"
            | "journal"
            | "journalsubtitle"
            | "journaltitle"
            | "langid"
            | "language"
            | "location"
            | "maintitle"
            | "month"
            | "note"
            | "number"
            | "organization"
            | "pages"
            | "pagetotal"
            | "pmc"
            | "pmcid"
            | "pmid"
            | "publisher"
            | "pubmed"
            | "pubmedid"
            | "pubstate"
            | "school"
            | "series"
            | "shortjournal"
            | "subtitle"
            | "title"
            | "translator"
            | "type"
            | "url"
            | "urldate"
            | "venue"
            | "version"
            | "volume"
            | "volumes"
            | "year"
    );
    // How entries are sorted, cited and linked, and what managers note: none of it is about the work.
    let is_for_tools = super::bibtex::is_private(field)
        || matches!(
            field,
            "annotation"
                | "copyright"
                | "creationdate"
                | "crossref"
                | "date-added"
                | "date-modified"
                | "entryset"
                | "eprintclass"
                | "hyphenation"
                | "ids"
                | "indextitle"
                | "key"
                | "label"
                | "library"
                | "local-url"
                | "modificationdate"
                | "options"
                | "pagination"
                | "presort"
                | "primaryclass"
                | "priority"
                | "rating"
                | "related"
                | "relatedtype"
                | "review"
                | "shorthand"
                | "shorttitle"
                | "sortkey"
                | "sortname"
                | "sorttitle"
                | "sortyear"
                | "xdata"
                | "eventdate"
                | "xref"
                | "comment"
                | "username"
                | "mendeley-groups"
                | "mendeley-tags"
                | "numpages"
                | "issue_date"
                | "affiliation"
                | "origlanguage"
                | "lccn"
                | "mrnumber"
                | "zblnumber"
                | "biburl"
                | "bibsource"
                | "adsurl"
                | "adsnote"
                | "unique-id"
                | "research-areas"
                | "times-cited"
                | "keywords-plus"
                | "web-of-science-categories"
                | "funding-acknowledgement"
                | "funding-text"
                | "cited-references"
                | "number-of-cited-references"
                | "usage-count-last-180-days"
                | "usage-count-since-2013"
                | "doc-delivery-number"
                | "eissn"
                | "author-email"
                | "researcherid-numbers"
                | "orcid-numbers"
                | "document_type"
                | "coden"
                | "abbrev_source_title"
                | "correspondence_address1"
                | "author_keywords"
                | "funding_details"
        );
    is_shown || is_for_tools || field.starts_with("bdsk-") || field.starts_with("citeulike-") || field.starts_with("opt")
}

impl Reader {
    fn field(&self, names: &[&str]) -> Option<&Field> {
        names.iter().find_map(|name| self.written.fields.get(*name))
    }

    fn wrong(&mut self, span: &Range<usize>, problem: &str, help: impl Into<String>) {
        let message = format!("the work `{}`: {problem}", self.written.key);
        self.problems.push(Diagnostic::error("bibliography-value", message).at(span.clone()).with_help(help));
    }

    /// The text of the first of several fields that there is.
    fn text(&mut self, names: &[&str]) -> Option<Rich> {
        let Field { text, span } = self.field(names)?.clone();
        match Rich::parse(&text) {
            Ok(rich) => Some(rich).filter(|rich| !rich.is_empty()),
            Err(reason) => {
                self.wrong(&span, &reason, "write the characters themselves, without TeX");
                None
            }
        }
    }

    fn plain(&mut self, names: &[&str]) -> Option<String> {
        self.text(names).map(|rich| rich.plain())
    }

    /// A title with its second part: "Title: subtitle".
    fn title(&mut self, names: &[&str], second: &[&str]) -> Option<FormatString> {
        let mut title = self.text(names)?;
        if let Some(more) = self.text(second) {
            let ends = title.0.last().is_some_and(|(c, _)| matches!(c, ':' | '?' | '!' | '.'));
            title.0.extend(if ends { " " } else { ": " }.chars().map(|c| (c, super::tex::Kept::Free)));
            title.0.extend(more.0);
        }
        Some(line(&title))
    }

    fn names(&mut self, name: &str) -> Option<Names> {
        let span = self.field(&[name])?.span.clone();
        let rich = self.text(&[name])?;
        match Names::parse(&rich) {
            Ok(names) => Some(names).filter(|names| !names.people.is_empty()),
            Err(unclear) => {
                self.wrong(&span, &unclear.problem, unclear.help);
                None
            }
        }
    }

    fn identifier<T>(&mut self, names: &[&str], read: impl Fn(&str) -> Result<T, ValueError>) -> Option<T> {
        let Field { text, span } = self.field(names)?.clone();
        match read(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.wrong(&span, &error.to_string(), error.help().unwrap_or("copy it again from its source"));
                None
            }
        }
    }

    fn date_of(&mut self, name: &str) -> Option<When> {
        let Field { text, span } = self.field(&[name])?.clone();
        // A range of months, `jan # "--" # feb`, is joined with TeX's dashes.
        let plain = Rich::parse(&text).map_or(text, |rich| rich.plain());
        match dates::parse(&plain) {
            Ok(when) => Some(when),
            Err(unclear) => {
                self.wrong(&span, &unclear.problem, unclear.help);
                None
            }
        }
    }

    fn issued(&mut self) -> Option<hayagriva::types::Date> {
        let when = if self.field(&["date"]).is_some() { self.date_of("date") } else { self.date_of("year") };
        match when? {
            When::Date(mut date) => {
                let number = |text: String| {
                    let text = text.trim().trim_end_matches('.').to_owned();
                    text.parse::<u8>().ok().or_else(|| dates::month(&text).and_then(|month| u8::try_from(month).ok()))
                };
                if date.month.is_none() && date.season.is_none() {
                    // Of several months none is shown: the year finds the work.
                    date.month = self.plain(&["month"]).and_then(number).filter(|month| (1..=12).contains(month)).map(|month| month - 1);
                    let day = self.plain(&["day"]).and_then(|day| day.trim().parse::<u8>().ok()).filter(|day| (1..=31).contains(day));
                    date.day = day.filter(|_| date.month.is_some()).map(|day| day - 1);
                }
                Some(date)
            }
            When::Undated => None,
            When::State(state) => {
                self.remarks.push(Remark::State(state));
                None
            }
        }
    }

    /// Who published the work. Of schools, institutions and organisations citation styles know no more than that.
    fn publisher(&mut self, howpublished: Option<Rich>) -> Option<FormatString> {
        let mut all: Vec<Rich> = Vec::new();
        for name in ["school", "institution", "organization"] {
            all.extend(self.text(&[name]));
        }
        all.extend(howpublished);
        all.extend(self.text(&["publisher"]));
        let mut joined = Rich::default();
        let mut seen: Vec<String> = Vec::new();
        for part in all {
            let plain = part.plain();
            if seen.contains(&plain) {
                continue;
            }
            if !seen.is_empty() {
                joined.0.extend("; ".chars().map(|c| (c, super::tex::Kept::Free)));
            }
            joined.0.extend(part.0);
            seen.push(plain);
        }
        (!seen.is_empty()).then(|| line(&joined))
    }

    /// What `howpublished` says: words, and an address.
    fn how_published(&mut self) -> (Option<Rich>, Option<String>) {
        let Some(field) = self.field(&["howpublished"]).cloned() else { return (None, None) };
        let start = ["\\url{", "http://", "https://", "\\href{"].iter().filter_map(|start| field.text.find(start)).min();
        let (words, address) = match start {
            Some(at) => {
                let (words, rest) = field.text.split_at(at);
                let end = match rest.strip_prefix("\\url{").or_else(|| rest.strip_prefix("\\href{")) {
                    Some(_) => rest.find('}').map_or(rest.len(), |end| end + 1),
                    None => rest.find(char::is_whitespace).unwrap_or(rest.len()),
                };
                (words.to_owned(), Some(rest[..end].trim_end_matches([',', '.', ';']).to_owned()))
            }
            None => (field.text.clone(), None),
        };
        let words = words.trim().trim_end_matches([':', ',', '.', ';']).trim();
        let leads_to_address = matches!(
            words.to_lowercase().as_str(),
            "" | "available at"
                | "available from"
                | "available online"
                | "online"
                | "online at"
                | "retrieved from"
                | "url"
                | "website"
                | "web page"
        );
        if address.is_some() && leads_to_address {
            return (None, address);
        }
        match Rich::parse(words) {
            Ok(rich) => (Some(rich).filter(|rich| !rich.is_empty()), address),
            Err(reason) => {
                self.wrong(&field.span, &reason, "write the characters themselves, without TeX");
                (None, address)
            }
        }
    }

    /// What a note says that has a place of its own, and the rest as it's shown.
    fn note(&mut self, entry: &mut Entry) -> Option<hayagriva::types::Date> {
        let mut accessed = None;
        for name in ["note", "addendum"] {
            let Some(note) = self.plain(&[name]) else { continue };
            let mut shown = Vec::new();
            for part in note.split("; ").flat_map(|part| part.split(". ")) {
                let part = part.trim().trim_end_matches('.');
                let lower = part.to_lowercase();
                let visited = ["accessed on", "accessed", "retrieved on", "retrieved", "last accessed", "visited on", "visited", "cited"];
                let visited = visited.iter().find_map(|start| lower.strip_prefix(start)).map(|rest| rest.trim_start_matches(':').trim());
                if lower.starts_with("pmcid") && entry.pmcid().is_none() {
                    if let Ok(id) = identifiers::pmcid(part) {
                        entry.set_pmcid(id.to_string());
                        continue;
                    }
                } else if lower.starts_with("pmid") && entry.pmid().is_none() {
                    if let Ok(id) = identifiers::pmid(part) {
                        entry.set_pmid(id.to_string());
                        continue;
                    }
                } else if let Some(Ok(When::Date(date))) = visited.map(dates::parse) {
                    accessed = Some(date);
                    continue;
                }
                // What reference managers put here for themselves.
                if !["publisher:", "_eprint:", "tex.", "citation key:"].iter().any(|start| lower.starts_with(start)) {
                    shown.push(part.to_owned());
                }
            }
            if !shown.is_empty() {
                self.remarks.push(Remark::Note(shown.join(". ")));
            }
        }
        accessed
    }

    fn work(mut self) -> Work {
        let key = self.written.key.clone();
        let has_book = self.field(&["booktitle", "maintitle"]).is_some();
        if let Some(Field { text, .. }) = self.written.fields.get("entrysubtype")
            && self.written.kind == "article"
            && matches!(text.as_str(), "newspaper" | "magazine")
        {
            self.written.kind.clone_from(text);
            self.written.fields.remove("entrysubtype");
        }
        let (kind, inside) = kinds(&self.written.kind, has_book);
        let mut entry = Entry::new(&key, kind);
        let mut container = inside.map(|kind| Entry::new(&key, kind));

        let authors = self.names("author").unwrap_or_default();
        let editors = self.names("editor").unwrap_or_default();
        for (names, set) in [(&authors, Entry::set_authors as fn(&mut Entry, Vec<_>)), (&editors, Entry::set_editors)] {
            if !names.people.is_empty() {
                set(&mut entry, names.people.clone());
            }
        }
        if let Some(translators) = self.names("translator") {
            entry.set_affiliated(vec![PersonsWithRoles::new(translators.people, PersonRole::Translator)]);
        }

        if let Some(title) = self.title(&["title"], &["subtitle"]) {
            entry.set_title(title);
        }
        if let Some(container) = &mut container {
            let title = match kind {
                EntryType::Article if self.field(&["booktitle"]).is_none() => {
                    self.title(&["journaltitle", "journal", "shortjournal"], &["journalsubtitle"])
                }
                _ => self.title(&["booktitle", "maintitle"], &["booksubtitle"]),
            };
            if let Some(mut title) = title {
                title.short = self.text(&["shortjournal"]).map(|short| Box::new(short.chunked()));
                container.set_title(title);
            }
        }
        if let Some(date) = self.issued() {
            entry.set_date(date);
        }
        if let Some(When::State(state)) = self.date_of_state("pubstate") {
            self.remarks.push(Remark::State(state));
        }
        self.numbers(&mut entry, container.as_mut());
        self.series(&mut entry, &mut container);

        let (howpublished, address) = self.how_published();
        self.identifiers(&mut entry);
        let accessed = self.note(&mut entry);
        self.address(&mut entry, address, accessed);
        let place = self.text(&["location", "address"]);
        let publisher = self.publisher(howpublished);
        if publisher.is_some() || place.is_some() {
            entry.set_publisher(Publisher::new(publisher, place.as_ref().map(line)));
        }
        self.genre(&mut entry);
        // What the proceedings' title says already would stand there twice.
        let book = self.plain(&["booktitle"]).unwrap_or_default();
        if let Some(name) = self.plain(&["eventtitle"]).filter(|name| !book.contains(name.as_str())) {
            let mut event = Entry::new(&key, EntryType::Conference);
            event.set_title(FormatString::with_value(name));
            if let Some(venue) = self.text(&["venue"]) {
                event.set_location(line(&venue));
            }
            entry.set_parents(container.into_iter().chain(entry.parents().to_vec()).chain([event]).collect());
        } else {
            entry.set_parents(container.into_iter().chain(entry.parents().to_vec()).collect());
        }

        let mut problems = std::mem::take(&mut self.written.problems);
        problems.append(&mut self.problems);
        let organizations = ["institution", "school", "organization", "howpublished"];
        let names_organization = if self.field(&organizations).is_some() { NamesOrganization::Yes } else { NamesOrganization::No };
        let genre = self.written.fields.get("type").map(|field| Genre::of(&field.text)).unwrap_or_default();
        let unread = self.written.fields.iter().filter(|(name, _)| !is_read(name));
        let unread = unread.map(|(name, field)| (name.clone(), field.span.clone())).collect();
        Work {
            entry,
            authors: authors.rest,
            editors: editors.rest,
            names_organization,
            genre,
            remarks: self.remarks,
            unread,
            problems,
            place: Some(self.written.place),
        }
    }

    fn date_of_state(&self, name: &str) -> Option<When> {
        dates::parse(&self.field(&[name])?.text).ok()
    }

    /// Volume, number, pages, edition.
    fn numbers(&mut self, entry: &mut Entry, container: Option<&mut Entry>) {
        let is_article =
            container.as_ref().is_some_and(|container| matches!(container.entry_type(), EntryType::Periodical | EntryType::Newspaper));
        let volume = self.plain(&["volume"]).map(|volume| numbered(&volume));
        let issue = if is_article { self.plain(&["number", "issue"]).map(|issue| numbered(&issue)) } else { None };
        match container {
            Some(container) => {
                volume.into_iter().for_each(|volume| container.set_volume(volume));
                issue.into_iter().for_each(|issue| container.set_issue(issue));
            }
            None => volume.into_iter().for_each(|volume| entry.set_volume(volume)),
        }
        if !is_article
            && self.field(&["series"]).is_none()
            && let Some(number) = self.plain(&["number"])
        {
            entry.set_keyed_serial_number("serial", super::pages::dashed(&number));
        }
        if let Some(version) = self.plain(&["version"]) {
            entry.set_keyed_serial_number("version", version);
        }
        // An article that is only online has a number in place of pages.
        let pages: Option<MaybeTyped<PageRanges>> = self.plain(&["pages", "eid", "articleno"]).map(|pages| super::pages::parse(&pages));
        // Old BibTeX's part of a book is the book to the styles, which show no pages of it.
        let is_part_of_book = self.written.kind == "inbook" && *entry.entry_type() == EntryType::Book;
        let pages_of_part = self.plain(&["pages"]).filter(|_| is_part_of_book);
        pages.into_iter().filter(|_| !is_part_of_book).for_each(|pages| entry.set_page_range(pages));
        if self.field(&["pages"]).is_some()
            && let Some(eid) = self.plain(&["eid"])
        {
            self.remarks.push(Remark::Note(eid));
        }
        if let Some(total) = self.plain(&["pagetotal"]).and_then(|total| total.parse().ok()) {
            entry.set_page_total(total);
        }
        if let Some(volumes) = self.plain(&["volumes"]).and_then(|volumes| volumes.parse().ok()) {
            entry.set_volume_total(Numeric::new(volumes));
        }
        // A style would show its number as that of a report.
        if let Some(chapter) = self.plain(&["chapter"]) {
            let is_number = chapter.starts_with(|c: char| c.is_ascii_digit());
            self.remarks.push(Remark::Note(if is_number { format!("Chapter {chapter}") } else { chapter }));
        }
        if let Some(pages) = pages_of_part {
            self.remarks.push(Remark::Note(format!("Pages {}", super::pages::dashed(&pages))));
        }
        if let Some(edition) = self.plain(&["edition"]) {
            entry.set_edition(super::pages::edition(&edition));
        }
    }

    /// The series of a book, with its number in it.
    fn series(&mut self, entry: &mut Entry, container: &mut Option<Entry>) {
        let Some(series) = self.text(&["series"]) else { return };
        let number = self.plain(&["number"]).filter(|_| self.field(&["journal", "journaltitle"]).is_none());
        let in_series = |kind: EntryType| {
            let mut parent = Entry::new(&self.written.key, kind);
            parent.set_title(line(&series));
            number.iter().for_each(|number| parent.set_volume(numbered(number)));
            parent
        };
        let kind = *entry.entry_type();
        match (container.as_mut(), kind) {
            (Some(container), _) => container.set_parents(vec![in_series(*container.entry_type())]),
            (None, EntryType::Anthology | EntryType::Book | EntryType::Periodical | EntryType::Proceedings | EntryType::Reference) => {
                entry.set_parents(vec![in_series(kind)]);
            }
            (None, _) => {
                // A style looks for a series two steps up.
                let mut between = Entry::new(&self.written.key, EntryType::Anthology);
                between.set_parents(vec![in_series(EntryType::Anthology)]);
                entry.set_parents(vec![between]);
            }
        }
    }

    fn identifiers(&mut self, entry: &mut Entry) {
        if let Some(doi) = self.identifier(&["doi"], identifiers::doi) {
            entry.set_doi(doi.to_string());
        }
        if let Some(pmid) = self.identifier(&["pmid", "pubmedid", "pubmed"], identifiers::pmid) {
            entry.set_pmid(pmid.to_string());
        }
        if let Some(pmcid) = self.identifier(&["pmcid", "pmc"], identifiers::pmcid) {
            entry.set_pmcid(pmcid.to_string());
        }
        if let Some(isbn) = self.identifier(&["isbn"], identifiers::isbn) {
            entry.set_isbn(isbn.to_string());
        }
        if let Some(issn) = self.plain(&["issn"]) {
            entry.set_issn(issn);
        }
        if let Some(eprint) = self.field(&["eprint"]).map(|field| identifiers::unescaped(&field.text)) {
            let archive = self.plain(&["eprinttype", "archiveprefix"]).unwrap_or_default().to_lowercase();
            match archive.as_str() {
                "arxiv" => {
                    if self.field(&["url", "doi"]).is_none()
                        && let Ok(url) = url::Url::parse(&format!("https://arxiv.org/abs/{eprint}"))
                    {
                        entry.set_url(QualifiedUrl::new(url, None));
                    }
                    entry.set_arxiv(eprint);
                }
                "pubmed" | "pmid" if entry.pmid().is_none() => {
                    identifiers::pmid(&eprint).into_iter().for_each(|id| entry.set_pmid(id.to_string()))
                }
                "pmc" | "pmcid" if entry.pmcid().is_none() => {
                    identifiers::pmcid(&eprint).into_iter().for_each(|id| entry.set_pmcid(id.to_string()));
                }
                _ => {}
            }
        }
    }

    /// Where the work can be read. The address of a DOI is the DOI.
    fn address(&mut self, entry: &mut Entry, howpublished: Option<String>, accessed: Option<hayagriva::types::Date>) {
        let written = self.field(&["url"]).map(|field| identifiers::unescaped(&field.text)).or(howpublished);
        let Some(written) = written else { return };
        if let Some(doi) = identifiers::doi_of_address(&identifiers::unescaped(&written)) {
            if entry.doi().is_none() {
                entry.set_doi(doi.to_string());
            }
            return;
        }
        let span = self.field(&["url", "howpublished"]).map(|field| field.span.clone()).unwrap_or_default();
        let url = identifiers::url(&written).map_err(|error| self.wrong(&span, &error.to_string(), error.help().unwrap_or_default()));
        let visited = match self.date_of("urldate") {
            Some(When::Date(date)) => Some(date),
            Some(When::Undated | When::State(_)) | None => accessed,
        };
        if let Some(value) = url.ok().and_then(|url| url::Url::parse(url.as_str()).ok()) {
            entry.set_url(QualifiedUrl::new(value, visited));
        }
    }

    /// What kind of thesis or report it is, and in which language it's written.
    fn genre(&mut self, entry: &mut Entry) {
        let usual = match self.written.kind.as_str() {
            "phdthesis" => Some("PhD thesis"),
            "mastersthesis" => Some("Master’s thesis"),
            "techreport" => Some("Technical report"),
            "standard" => Some("Standard"),
            "dataset" => Some("Data set"),
            _ => None,
        };
        let genre = self.plain(&["type", "entrysubtype"]).map(|own| match own.as_str() {
            "phdthesis" => "PhD thesis".to_owned(),
            "mathesis" | "mastersthesis" => "Master’s thesis".to_owned(),
            "techreport" => "Technical report".to_owned(),
            _ => own,
        });
        if let Some(genre) = genre.or_else(|| usual.map(str::to_owned)) {
            entry.set_genre(FormatString::with_value(genre));
        }
        let language = self.plain(&["langid", "language"]).map(|language| match language.to_lowercase().as_str() {
            "english" | "american" | "british" | "ukenglish" | "usenglish" | "eng" => "en".to_owned(),
            "german" | "ngerman" | "deutsch" | "ger" | "deu" => "de".to_owned(),
            "french" | "francais" | "fre" | "fra" => "fr".to_owned(),
            "spanish" | "spa" => "es".to_owned(),
            "italian" | "ita" => "it".to_owned(),
            "dutch" | "dut" | "nld" => "nl".to_owned(),
            "polish" | "pol" => "pl".to_owned(),
            other => other.to_owned(),
        });
        if let Some(language) = language.and_then(|language| language.parse().ok()) {
            entry.set_language(language);
        }
    }
}
