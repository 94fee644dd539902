//! What a page says to machines: schema.org's health vocabulary, as JSON-LD.
//!
//! Every term and where it may stand is checked against schema.org's own files (`jsonld_check.py`).
#![deny(clippy::wildcard_enum_match_arm)]

use pamphlet_core::{
    Library,
    bibliography::{Cited, Reference},
    elements::reading_time,
    model::{Audience, Block, ClinicalReview, Codes, Contributor, Kind, Page, Person, Question, Subject},
    value::{LanguageTag, Line, Region},
    visit::{self, Item, Pointer},
};
use serde_json::{Map, Value, json};

use crate::links::{canonical, home_path, page_path};

/// A page's data, safe to stand in a `script` element: no `<` is left in it (HTML § 4.12.1.3).
pub(crate) fn of_page(library: &Library, page: &Page, cited: &Cited) -> String {
    page_object(library, page, cited).to_string().replace('<', "\\u003c")
}

/// The data of a list of pages.
pub(crate) fn of_list(library: &Library, name: &str, language: &LanguageTag, address: Option<&str>) -> String {
    let site = library.site();
    let mut list = json!({
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": name,
        "inLanguage": language,
        "isPartOf": { "@type": "WebSite", "name": site.title, "url": site.url },
    });
    if let Some(address) = address {
        list["url"] = json!(address);
    }
    list.to_string().replace('<', "\\u003c")
}

fn page_object(library: &Library, page: &Page, cited: &Cited) -> Value {
    let site = library.site();
    let address = |page: &Page| canonical(library, &page_path(library, &page.id));
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| {
        let is_empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            data.insert(key.to_owned(), value);
        }
    };
    put("@context", json!("https://schema.org"));
    put("@type", types(page.id.path.kind));
    put("@id", json!(address(page)));
    put("url", json!(address(page)));
    put("name", json!(page.title));
    put("headline", json!(page.headline()));
    put("description", json!(page.summary));
    put("inLanguage", json!(page.id.language));
    put("about", about(page));
    put("audience", page.audience.map_or(Value::Null, |audience| audience_object(audience, page.region.as_ref())));
    if let Some(review) = &page.review {
        put("lastReviewed", json!(review.last.to_string()));
        put("reviewedBy", reviewers(&review.clinical, &review.editorial));
    }
    put("datePublished", json!(page.published));
    put("dateModified", json!(page.modified));
    put("version", json!(page.version));
    put("author", page.authors.iter().map(contributor).collect());
    let logo = site.publisher.logo.as_ref().and_then(|logo| canonical(library, logo.as_str()));
    put("publisher", organization(site.publisher.name.as_str(), site.publisher.url.as_ref().map(|url| url.as_str()), logo.as_deref()));
    put("copyrightNotice", json!(page.rights));
    put("timeRequired", json!(format!("PT{}M", reading_time(page))));
    put("mainContentOfPage", json!({ "@type": "WebPageElement", "cssSelector": "#p_main" }));
    put("hasHealthAspect", aspects(page));
    put("citation", cited.works().iter().map(work).collect());
    put("hasPart", page.all_sections().flat_map(|section| &section.questions).map(question).collect());
    put("relatedLink", related(library, page));
    put("breadcrumb", breadcrumb(library, page));
    put("isPartOf", json!({ "@type": "WebSite", "name": site.title, "url": site.url }));
    Value::Object(data)
}

/// `HealthTopicContent` is what may say which aspects it covers; `MedicalWebPage.aspect` is superseded.
fn types(kind: Kind) -> Value {
    match kind {
        Kind::Condition | Kind::Modality => json!(["MedicalWebPage", "HealthTopicContent"]),
        Kind::Evidence | Kind::Guide => json!("MedicalWebPage"),
        Kind::Collection => json!(["MedicalWebPage", "CollectionPage"]),
    }
}

fn about(page: &Page) -> Value {
    match &page.subject {
        Subject::Condition(condition) => {
            let others: Vec<&Line> = condition.plain_name.iter().chain(&condition.also_called).collect();
            entity("MedicalCondition", condition.name.as_ref().unwrap_or(&page.title), &others, &condition.codes)
        }
        Subject::Modality(modality) => {
            entity("MedicalTherapy", &page.title, &modality.also_called.iter().collect::<Vec<_>>(), &modality.codes)
        }
        Subject::Evidence(_) | Subject::Guide(_) | Subject::Collection(_) => Value::Null,
    }
}

fn entity(kind: &str, name: &Line, others: &[&Line], codes: &Codes) -> Value {
    let codes: Vec<Value> =
        codes.iter().map(|(system, code)| json!({ "@type": "MedicalCode", "codeValue": code, "codingSystem": system })).collect();
    let mut entity = json!({ "@type": kind, "name": name });
    if !others.is_empty() {
        entity["alternateName"] = json!(others);
    }
    if !codes.is_empty() {
        entity["code"] = json!(codes);
    }
    entity
}

fn audience_object(audience: Audience, region: Option<&Region>) -> Value {
    let mut object = json!({ "@type": "MedicalAudience", "audienceType": audience });
    match audience {
        Audience::Women => object["suggestedGender"] = json!("https://schema.org/Female"),
        Audience::Men => object["suggestedGender"] = json!("https://schema.org/Male"),
        Audience::Everyone
        | Audience::YoungPeople
        | Audience::Partners
        | Audience::Parents
        | Audience::Carers
        | Audience::Professionals => {}
    }
    if let Some(region) = region {
        object["geographicArea"] = json!({ "@type": "Country", "name": region });
    }
    object
}

fn reviewers(clinical: &ClinicalReview, editorial: &[Contributor]) -> Value {
    let clinician = match clinical {
        ClinicalReview::Signed(signature) => Some(json!({ "@type": "Person", "name": signature.by, "jobTitle": signature.credential })),
        ClinicalReview::Pending | ClinicalReview::NotApplicable => None,
    };
    clinician.into_iter().chain(editorial.iter().map(contributor)).collect()
}

fn contributor(contributor: &Contributor) -> Value {
    match contributor {
        Contributor::Person(Person { name, role, orcid }) => {
            let mut person = json!({ "@type": "Person", "name": name });
            if let Some(role) = role {
                person["jobTitle"] = json!(role);
            }
            if let Some(orcid) = orcid {
                person["sameAs"] = json!(format!("https://orcid.org/{orcid}"));
            }
            person
        }
        Contributor::Organization(name) => organization(name.as_str(), None, None),
    }
}

fn organization(name: &str, url: Option<&str>, logo: Option<&str>) -> Value {
    let mut object = json!({ "@type": "Organization", "name": name });
    if let Some(url) = url {
        object["url"] = json!(url);
    }
    if let Some(logo) = logo {
        object["logo"] = json!(logo);
    }
    object
}

fn aspects(page: &Page) -> Value {
    match page.id.path.kind {
        Kind::Condition | Kind::Modality => {}
        Kind::Evidence | Kind::Guide | Kind::Collection => return Value::Null,
    }
    let mut names: Vec<&str> = page.all_sections().filter_map(|section| section.aspect?.schema_org()).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| json!(format!("https://schema.org/{name}"))).collect()
}

fn work(work: &Reference) -> Value {
    // A guideline is a medical entity; only a creative work can be cited, so it's both.
    let kind = if work.is_guideline { json!(["CreativeWork", "MedicalGuideline"]) } else { json!("ScholarlyArticle") };
    let name = work.title.clone().unwrap_or_else(|| work.reference.plain_text());
    let mut object = json!({ "@type": kind, "name": name });
    if let Some(address) = work.address() {
        object["url"] = json!(address);
    }
    object
}

fn question(question: &Question) -> Value {
    json!({
        "@type": "Question",
        "name": question.question.plain_text(),
        "acceptedAnswer": { "@type": "Answer", "text": spoken(&question.answer) },
    })
}

/// The running text of an answer. Components are left out: without its heading, what not to do would read as what to do.
fn spoken(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks.iter().filter(|block| matches!(block, Block::Paragraph(_) | Block::List(_))) {
        visit::block(block, &Pointer::default(), &mut |at, item| match item {
            Item::Inline(pamphlet_core::model::Inline::Text(run)) if !at.as_str().split('/').any(|part| part == "note") => {
                text.push_str(run.as_str())
            }
            Item::Block(_) if !text.is_empty() => text.push(' '),
            Item::Inline(_) | Item::Block(_) | Item::Section(_) | Item::Question(_) | Item::Cite(_) => {}
        });
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn related(library: &Library, page: &Page) -> Value {
    let paths = page
        .related
        .by_kind()
        .into_iter()
        .flat_map(|(kind, slugs)| slugs.iter().map(move |slug| pamphlet_core::model::PagePath::new(kind, slug.clone())));
    paths.filter_map(|path| canonical(library, &page_path(library, &library.target(&path, page)?.id))).map(Value::String).collect()
}

fn breadcrumb(library: &Library, page: &Page) -> Value {
    let home = canonical(library, &home_path(library, &page.id.language));
    let above = library.collections_of(page);
    let steps = std::iter::once((library.site().title.as_str(), home))
        .chain(above.into_iter().chain([page]).map(|page| (page.title.as_str(), canonical(library, &page_path(library, &page.id)))));
    let items: Vec<Value> = steps
        .enumerate()
        .map(|(index, (name, address))| {
            let mut item = json!({ "@type": "ListItem", "position": index + 1, "name": name });
            if let Some(address) = address {
                item["item"] = json!({ "@type": "WebPage", "@id": address, "name": name });
            }
            item
        })
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}
