//! What a page says to machines: schema.org's health vocabulary, as JSON-LD.
//!
//! Every term and where it may stand is checked against schema.org's own files (`jsonld_check.py`).
#![deny(clippy::wildcard_enum_match_arm)]

use pamphlet_core::{
    Library,
    bibliography::{Cited, Reference},
    model::{Audience, Block, ClinicalReview, Codes, Contributor, Kind, Page, Person, Question, Subject},
    value::{LanguageTag, Line, Region},
    visit::{self, Item, Pointer},
};

use crate::{
    json::{Json, object},
    links::{canonical, home_path, page_path},
};

/// A page's data, with the minutes it takes to read, safe to stand in a `script` element.
pub(crate) fn of_page(library: &Library, page: &Page, cited: &Cited, minutes: u16) -> String {
    in_script(&page_object(library, page, cited, minutes))
}

/// The data of a list of pages.
pub(crate) fn of_list(library: &Library, name: &str, language: &LanguageTag, address: Option<&str>) -> String {
    in_script(&object! {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": name,
        "inLanguage": language.as_str(),
        "isPartOf": website(library),
        "url": address,
    })
}

/// No `<` is left that could end the element (HTML § 4.12.1.3).
fn in_script(data: &Json<'_>) -> String {
    serde_json::to_string(data).expect("texts and numbers can be written").replace('<', "\\u003c")
}

fn website(library: &Library) -> Json<'_> {
    let site = library.site();
    object! { "@type": "WebSite", "name": site.title.as_str(), "url": site.url.as_ref().map(|url| url.as_str()) }
}

fn page_object<'a>(library: &'a Library, page: &'a Page, cited: &'a Cited, minutes: u16) -> Json<'a> {
    let site = library.site();
    let address = canonical(library, &page_path(library, &page.id));
    let logo = site.publisher.logo.as_ref().and_then(|logo| canonical(library, logo.as_str()));
    object! {
        "@context": "https://schema.org",
        "@type": types(page.id.path.kind),
        "@id": address.clone(),
        "url": address,
        "name": page.title.as_str(),
        "headline": page.headline().as_str(),
        "description": page.summary.as_str(),
        "inLanguage": page.id.language.as_str(),
        "about": about(page),
        "audience": page.audience.map(|audience| audience_object(audience, page.region.as_ref())),
        "lastReviewed": page.review.as_ref().map(|review| review.last.to_string()),
        "reviewedBy": page.review.as_ref().map(|review| reviewers(&review.clinical, &review.editorial)),
        "datePublished": page.published.map(|date| date.to_string()),
        "dateModified": page.modified.map(|date| date.to_string()),
        "version": page.version.as_ref().map(|version| version.as_str()),
        "author": page.authors.iter().map(contributor).collect::<Json<'_>>(),
        "publisher": organization(site.publisher.name.as_str(), site.publisher.url.as_ref().map(|url| url.as_str()), logo),
        "copyrightNotice": page.rights.as_ref().map(Line::as_str),
        "timeRequired": format!("PT{minutes}M"),
        "mainContentOfPage": object! { "@type": "WebPageElement", "cssSelector": "#p_main" },
        "hasHealthAspect": aspects(page),
        "citation": cited.works().iter().map(work).collect::<Json<'_>>(),
        "hasPart": page.all_sections().flat_map(|section| &section.questions).map(question).collect::<Json<'_>>(),
        "relatedLink": related(library, page),
        "breadcrumb": breadcrumb(library, page),
        "isPartOf": website(library),
    }
}

/// `HealthTopicContent` is what may say which aspects it covers; `MedicalWebPage.aspect` is superseded.
fn types(kind: Kind) -> Json<'static> {
    match kind {
        Kind::Condition | Kind::Modality => vec!["MedicalWebPage", "HealthTopicContent"].into(),
        Kind::Evidence | Kind::Guide => "MedicalWebPage".into(),
        Kind::Collection => vec!["MedicalWebPage", "CollectionPage"].into(),
    }
}

fn about(page: &Page) -> Json<'_> {
    match &page.subject {
        Subject::Condition(condition) => {
            let others = condition.plain_name.iter().chain(&condition.also_called);
            entity("MedicalCondition", condition.name.as_ref().unwrap_or(&page.title), others, &condition.codes)
        }
        Subject::Modality(modality) => entity("MedicalTherapy", &page.title, &modality.also_called, &modality.codes),
        Subject::Evidence(_) | Subject::Guide(_) | Subject::Collection(_) => Json::Nothing,
    }
}

fn entity<'a>(kind: &'static str, name: &'a Line, others: impl IntoIterator<Item = &'a Line>, codes: &'a Codes) -> Json<'a> {
    let codes = codes.iter().map(|(system, code)| object! { "@type": "MedicalCode", "codeValue": code, "codingSystem": system });
    object! {
        "@type": kind,
        "name": name.as_str(),
        "alternateName": others.into_iter().map(Line::as_str).collect::<Json<'_>>(),
        "code": codes.collect::<Json<'_>>(),
    }
}

fn audience_object(audience: Audience, region: Option<&Region>) -> Json<'_> {
    let gender = match audience {
        Audience::Women => Some("https://schema.org/Female"),
        Audience::Men => Some("https://schema.org/Male"),
        Audience::Everyone
        | Audience::YoungPeople
        | Audience::Partners
        | Audience::Parents
        | Audience::Carers
        | Audience::Professionals => None,
    };
    object! {
        "@type": "MedicalAudience",
        "audienceType": audience.as_str(),
        "suggestedGender": gender,
        "geographicArea": region.map(|region| object! { "@type": "Country", "name": region.as_str() }),
    }
}

fn reviewers<'a>(clinical: &'a ClinicalReview, editorial: &'a [Contributor]) -> Json<'a> {
    let clinician = match clinical {
        ClinicalReview::Signed(signature) => {
            Some(object! { "@type": "Person", "name": signature.by.as_str(), "jobTitle": signature.credential.as_str() })
        }
        ClinicalReview::Pending | ClinicalReview::NotApplicable => None,
    };
    clinician.into_iter().chain(editorial.iter().map(contributor)).collect()
}

fn contributor(contributor: &Contributor) -> Json<'_> {
    match contributor {
        Contributor::Person(Person { name, role, orcid }) => object! {
            "@type": "Person",
            "name": name.as_str(),
            "jobTitle": role.as_ref().map(Line::as_str),
            "sameAs": orcid.as_ref().map(|orcid| format!("https://orcid.org/{orcid}")),
        },
        Contributor::Organization(name) => organization(name.as_str(), None, None),
    }
}

fn organization<'a>(name: &'a str, url: Option<&'a str>, logo: Option<String>) -> Json<'a> {
    object! { "@type": "Organization", "name": name, "url": url, "logo": logo }
}

fn aspects(page: &Page) -> Json<'static> {
    match page.id.path.kind {
        Kind::Condition | Kind::Modality => {}
        Kind::Evidence | Kind::Guide | Kind::Collection => return Json::Nothing,
    }
    let mut names: Vec<&str> = page.all_sections().filter_map(|section| section.aspect?.schema_org()).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| format!("https://schema.org/{name}")).collect()
}

fn work(work: &Reference) -> Json<'_> {
    // A guideline is a medical entity; only a creative work can be cited, so it's both.
    let kind = if work.is_guideline { vec!["CreativeWork", "MedicalGuideline"].into() } else { Json::from("ScholarlyArticle") };
    let name = work.title.as_deref().map_or_else(|| work.reference.plain_text().into(), Json::from);
    object! { "@type": kind, "name": name, "url": work.address() }
}

fn question(question: &Question) -> Json<'_> {
    object! {
        "@type": "Question",
        "name": question.question.plain_text(),
        "acceptedAnswer": object! { "@type": "Answer", "text": spoken(&question.answer) },
    }
}

/// The running text of an answer. Components are left out: without its heading, what not to do would read as what to do.
fn spoken(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks.iter().filter(|block| matches!(block, Block::Paragraph(_) | Block::List(_))) {
        visit::block(block, &Pointer::default(), &mut |at, item| match item {
            Item::Inline(pamphlet_core::model::Inline::Text(run)) if !at.has("note") => text.push_str(run.as_str()),
            Item::Block(_) if !text.is_empty() => text.push(' '),
            Item::Run(_) | Item::Inline(_) | Item::Block(_) | Item::Section(_) | Item::Question(_) | Item::Cite(_) => {}
        });
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn related(library: &Library, page: &Page) -> Json<'static> {
    let paths = page
        .related
        .by_kind()
        .into_iter()
        .flat_map(|(kind, slugs)| slugs.iter().map(move |slug| pamphlet_core::model::PagePath::new(kind, slug.clone())));
    paths.filter_map(|path| canonical(library, &page_path(library, &library.target(&path, page)?.id))).collect()
}

fn breadcrumb<'a>(library: &'a Library, page: &'a Page) -> Json<'a> {
    let home = canonical(library, &home_path(library, &page.id.language));
    let above = library.collections_of(page);
    let steps = std::iter::once((library.site().title.as_str(), home))
        .chain(above.into_iter().chain([page]).map(|page| (page.title.as_str(), canonical(library, &page_path(library, &page.id)))));
    let items = steps.enumerate().map(|(index, (name, address))| {
        let item = address.map(|address| object! { "@type": "WebPage", "@id": address, "name": name });
        object! { "@type": "ListItem", "position": index + 1, "name": name, "item": item }
    });
    object! { "@type": "BreadcrumbList", "itemListElement": items.collect::<Json<'_>>() }
}
