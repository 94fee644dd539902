use pamphlet_core::{
    Library, Rendered,
    bibliography::Cited,
    elements::Element,
    model::{Kind, Page},
    value::LanguageTag,
};

use crate::{
    body::{Medium, Setting, Writer},
    links::{home_path, within_site},
    markup::Prefixes,
    options::{CLASS_PREFIX, Options},
    page::Shell,
    theme::Error,
};

/// Writes the page that lists all others of a language: first the topics, then the pages by kind.
///
/// Its place in the output is [`home_path`](crate::home_path); of the options it takes the stylesheet and the theme.
///
/// # Errors
/// If the library has no page in that language, or the theme's template is wrong or leaves out the text.
pub fn home(library: &Library, language: &LanguageTag, options: &Options) -> Result<Rendered<String>, Error> {
    let path = home_path(library, language);
    let pages: Vec<&Page> = library.pages().filter(|page| page.id.language == *language).collect();
    let first = *pages.first().ok_or_else(|| Error::NoPages { language: language.to_string() })?;
    let cited = Cited::default();
    let links = within_site(library, &path, "");
    let mut writer = Writer::new(Setting {
        library,
        // Only its language matters here.
        page: first,
        medium: Medium::Web,
        today: options.today,
        links: &links,
        cited: &cited,
        prefixes: Prefixes { class: CLASS_PREFIX.to_owned(), id: String::new() },
        heading_offset: 0,
        downloads: &[],
    });
    let site = library.site();
    writer.element("main", &[("id", "p_main"), ("class", "main")], |w| {
        w.element("div", &[("class", "page home")], |w| {
            w.element("div", &[("class", "top")], |w| {
                w.piece(&Element::Headline(&site.title));
                let status: Vec<_> = site.notices.status.iter().collect();
                if !status.is_empty() {
                    w.piece(&Element::Status(status));
                }
                if let Some(summary) = &site.summary {
                    w.piece(&Element::Summary(summary));
                }
                if let Some(introduction) = &site.introduction
                    && let Some(target) = library.target(&introduction.page, first)
                {
                    w.piece(&Element::Introduction(introduction, target));
                }
            });
            w.element("div", &[("class", "text")], |w| w.kinds(&pages));
            w.element("div", &[("class", "text")], |w| {
                if let Some(contact) = &site.contact {
                    w.piece(&Element::Contact(contact));
                }
                if !site.trust_points.is_empty() {
                    w.piece(&Element::TrustPoints(&site.trust_points));
                }
                w.piece(&Element::Publisher(&site.publisher));
                if let Some(feedback) = &site.feedback {
                    w.piece(&Element::Feedback(feedback));
                }
            });
        });
    });
    let main = writer.take();
    let shell = Shell::new(library, language, &path, options, &main);
    let output = options.theme.fill(&shell, &main)?;
    Ok(Rendered { output, omissions: writer.omissions })
}

impl<'a> Writer<'a> {
    fn kinds(&mut self, pages: &[&'a Page]) {
        for kind in [Kind::Collection, Kind::Guide, Kind::Condition, Kind::Modality, Kind::Evidence] {
            let of_kind: Vec<&Page> = pages.iter().copied().filter(|page| page.id.path.kind == kind).collect();
            if !of_kind.is_empty() {
                let heading = self.messages.kinds(kind);
                self.part(&format!("p_{}", kind.folder()), "kind", &heading, |w| w.cards(&of_kind));
            }
        }
    }
}
