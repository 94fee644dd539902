//! What a page says to machines: schema.org's health vocabulary, as JSON-LD.
//!
//! Every term and where it may stand is checked against schema.org's own files (`jsonld_check.py`).
#![deny(clippy::wildcard_enum_match_arm)]

use pamphlet_core::{
    Library,
    bibliography::{Cited, Reference},
    model::{
        Audience, Block, ClinicalReview, Codes, Contact, Contributor, Kind, Medicine, OpeningHours, Page, Person, Procedure, ProcedureType,
        Question, SelfCare, SelfCareType, Service, ServicePlace, Subject, Vaccination, Weekday,
    },
    value::{LanguageTag, Line, Region},
    visit::{self, Inside, Item, Pointer},
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
        Kind::Condition | Kind::Modality | Kind::Medicine | Kind::Vaccination | Kind::Procedure | Kind::SelfCare => {
            vec!["MedicalWebPage", "HealthTopicContent"].into()
        }
        Kind::Service | Kind::Evidence | Kind::Guide => "MedicalWebPage".into(),
        Kind::Collection => vec!["MedicalWebPage", "CollectionPage"].into(),
    }
}

fn about(page: &Page) -> Json<'_> {
    let texts = |lines: &[Line]| lines.iter().map(|line| Json::from(line.to_string())).collect::<Json<'_>>();
    match &page.subject {
        Subject::Medicine(medicine) => {
            let Medicine { generic_name, brand_names, also_called, class, forms, strengths, taken, codes } = medicine;
            let name = generic_name.as_ref().unwrap_or(&page.title);
            let mut drug = entity("Drug", &page.title, also_called, codes);
            drug.add("nonProprietaryName", name.as_str());
            drug.add("proprietaryName", texts(brand_names));
            drug.add("drugClass", class.as_ref().map(|class| object! { "@type": "DrugClass", "name": class.as_str() }));
            drug.add("dosageForm", texts(forms));
            let strength = |line: &Line| object! { "@type": "DrugStrength", "description": line.to_string() };
            drug.add("availableStrength", strengths.iter().map(strength).collect::<Json<'_>>());
            drug.add("administrationRoute", taken.as_ref().map(Line::as_str));
            drug
        }
        Subject::Vaccination(Vaccination { also_called, diseases, products, statement: _, codes }) => {
            let mut therapy = entity("MedicalTherapy", &page.title, also_called, codes);
            therapy.add("drug", products.iter().map(|name| object! { "@type": "Drug", "name": name.as_str() }).collect::<Json<'_>>());
            let prevents = |name: &Line| object! { "@type": "MedicalCondition", "name": name.to_string() };
            therapy.add(
                "indication",
                diseases.iter().map(|name| object! { "@type": "PreventionIndication", "name": prevents(name) }).collect::<Json<'_>>(),
            );
            therapy
        }
        Subject::Procedure(Procedure { procedure_type, also_called, codes, .. }) => {
            let kind = match procedure_type {
                Some(ProcedureType::Operation) => "SurgicalProcedure",
                Some(ProcedureType::Test) => "MedicalTest",
                Some(ProcedureType::Treatment) => "TherapeuticProcedure",
                None => "MedicalProcedure",
            };
            entity(kind, &page.title, also_called, codes)
        }
        Subject::SelfCare(SelfCare { self_care_type, goal, how_often, equipment: _ }) => {
            let kind = match self_care_type {
                Some(SelfCareType::Exercise) => "ExercisePlan",
                Some(SelfCareType::Diet) => "Diet",
                Some(SelfCareType::Other) | None => "LifestyleModification",
            };
            let frequency = how_often.as_ref().filter(|_| kind == "ExercisePlan").map(Line::as_str);
            object! {
                "@type": kind,
                "name": page.title.as_str(),
                "description": goal.as_ref().map(Line::as_str),
                "activityFrequency": frequency,
            }
        }
        Subject::Service(service) => clinic(page, service),
        Subject::Condition(condition) => {
            let others = condition.plain_name.iter().chain(&condition.also_called);
            entity("MedicalCondition", condition.name.as_ref().unwrap_or(&page.title), others, &condition.codes)
        }
        Subject::Modality(modality) => entity("MedicalTherapy", &page.title, &modality.also_called, &modality.codes),
        Subject::Evidence(_) | Subject::Guide(_) | Subject::Collection(_) => Json::Nothing,
    }
}

fn clinic<'a>(page: &'a Page, service: &'a Service) -> Json<'a> {
    let Service { department, places, hours, contacts, referral: _, interpreters: _, parking: _ } = service;
    let address = |ServicePlace { name, address, directions: _, map }: &'a ServicePlace| {
        let lines: Vec<&str> = address.iter().map(Line::as_str).collect();
        object! {
            "@type": "Place",
            "name": name.as_str(),
            "address": (!lines.is_empty()).then(|| lines.join(", ")),
            "hasMap": map.as_ref().map(|url| url.as_str()),
        }
    };
    let open = |OpeningHours { days, opens, closes, note }: &'a OpeningHours| {
        let day = |day: &Weekday| {
            let name = day.as_str();
            format!("https://schema.org/{}{}", name[..1].to_uppercase(), &name[1..])
        };
        object! {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": days.iter().map(day).collect::<Json<'_>>(),
            "opens": opens.as_str(),
            "closes": closes.as_str(),
            "description": note.as_ref().map(Line::as_str),
        }
    };
    let reached = |Contact { name, phones, email, url, .. }: &'a Contact| {
        object! {
            "@type": "ContactPoint",
            "contactType": name.as_str(),
            "telephone": phones.first().map(|phone| phone.number.as_str()),
            "email": email.as_ref().map(|email| email.as_str()),
            "url": url.as_ref().map(|url| url.as_str()),
        }
    };
    object! {
        "@type": "MedicalClinic",
        "name": page.title.as_str(),
        "department": department.as_ref().map(|name| object! { "@type": "Organization", "name": name.as_str() }),
        "location": places.iter().map(address).collect::<Json<'_>>(),
        "openingHoursSpecification": hours.iter().map(open).collect::<Json<'_>>(),
        "contactPoint": contacts.iter().map(reached).collect::<Json<'_>>(),
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
        Kind::Condition | Kind::Modality | Kind::Medicine | Kind::Vaccination | Kind::Procedure | Kind::SelfCare => {}
        Kind::Service | Kind::Evidence | Kind::Guide | Kind::Collection => return Json::Nothing,
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
            Item::Inline(pamphlet_core::model::Inline::Text(run)) if !at.is_inside(Inside::Note) => text.push_str(run.as_str()),
            Item::Block(_) if !text.is_empty() => text.push(' '),
            Item::Run(..) | Item::Inline(_) | Item::Block(_) | Item::Section(_) | Item::Question(_) | Item::Cite(_) | Item::Picture(..) => {
            }
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
