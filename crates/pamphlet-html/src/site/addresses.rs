//! What machines read: sitemap, feed, robots.

use pamphlet_core::{
    Library,
    model::Page,
    value::{Date, LanguageTag},
};

use crate::{
    links::{a_to_z_path, canonical, feed_path, home_path, page_path},
    markup::escaped_attribute,
    shell::{Alternate, alternates, translations},
};

/// When a page's text was last known to be right: its last change or its last review, whichever is later.
fn changed(page: &Page) -> Option<Date> {
    let dates = [page.modified, page.published, page.review.as_ref().map(|review| review.last)];
    dates.into_iter().flatten().map(Date::first_day).reduce(|a, b| if a.is_before(b) { b } else { a })
}

/// An element with text in it.
fn put(out: &mut String, tag: &str, text: &str) {
    out.push_str(&format!("<{tag}>{}</{tag}>\n", escaped_attribute(text)));
}

/// All addresses that search engines may list (sitemaps.org), with the same page in other languages.
pub(super) fn sitemap(library: &Library) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let mut url = |path: &str, changed: Option<Date>, alternates: &[Alternate]| {
        let Some(address) = canonical(library, path) else { return };
        out.push_str("<url>\n");
        put(&mut out, "loc", &address);
        if let Some(date) = changed {
            put(&mut out, "lastmod", &date.to_string());
        }
        for Alternate { language, address } in alternates {
            let (language, address) = (escaped_attribute(language), escaped_attribute(address));
            out.push_str(&format!("<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{address}\"/>\n"));
        }
        out.push_str("</url>\n");
    };
    for list in [home_path, a_to_z_path] {
        let alternates = alternates(library, library.languages().map(|language| (language, list(library, language))));
        for language in library.languages() {
            url(&list(library, language), None, &alternates);
        }
    }
    for page in library.pages() {
        url(&page_path(library, &page.id), changed(page), &alternates(library, translations(library, page)));
    }
    out.push_str("</urlset>\n");
    out
}

/// How many entries a feed has: who reads it daily misses none.
const FEED_ENTRIES: usize = 50;

/// The pages of a language by their last change or review, the latest first (Atom, RFC 4287).
pub(super) fn feed(library: &Library, language: &LanguageTag, today: Date) -> String {
    let (site, messages) = (library.site(), library.messages(language));
    let mut pages: Vec<(Date, &Page)> =
        library.pages().filter(|page| page.id.language == *language).filter_map(|page| Some((changed(page)?, page))).collect();
    pages.sort_by(|(a, first), (b, second)| b.to_string().cmp(&a.to_string()).then_with(|| first.id.cmp(&second.id)));
    let home = canonical(library, &home_path(library, language)).unwrap_or_default();
    let own = canonical(library, &feed_path(library, language)).unwrap_or_default();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        escaped_attribute(language.as_str())
    );
    put(&mut out, "id", &own);
    put(&mut out, "title", site.title.as_str());
    // A feed needs a date (RFC 4287 § 4.1.1); of a library without dates it says the earliest that can be.
    put(&mut out, "updated", &pages.first().map_or("1970-01-01T00:00:00Z".to_owned(), |(date, _)| instant(*date)));
    out.push_str(&format!("<author><name>{}</name></author>\n", escaped_attribute(site.publisher.name.as_str())));
    out.push_str(&format!("<link href=\"{}\"/>\n<link rel=\"self\" href=\"{}\"/>\n", escaped_attribute(&home), escaped_attribute(&own)));
    for (date, page) in pages.into_iter().take(FEED_ENTRIES) {
        let address = canonical(library, &page_path(library, &page.id)).unwrap_or_default();
        out.push_str("<entry>\n");
        put(&mut out, "id", &address);
        put(&mut out, "title", page.title.as_str());
        put(&mut out, "updated", &instant(date));
        out.push_str(&format!("<link href=\"{}\"/>\n", escaped_attribute(&address)));
        // A reader of feeds may see no more of the page than this.
        let alerts = page.review_state(today).alerts().into_iter().map(|alert| format!("{}.", alert.short(messages)));
        let summary: Vec<String> = alerts.chain([page.summary.to_string()]).collect();
        put(&mut out, "summary", &summary.join(" "));
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}

/// The start of a day, as feeds write it (RFC 3339).
fn instant(date: Date) -> String {
    format!("{}T00:00:00Z", date.first_day())
}

/// Every engine may read all of it; where the addresses are.
pub(super) fn robots(library: &Library) -> String {
    let mut out = String::from("User-agent: *\nAllow: /\n");
    if let Some(sitemap) = canonical(library, "sitemap.xml") {
        out.push_str(&format!("\nSitemap: {sitemap}\n"));
    }
    out
}
