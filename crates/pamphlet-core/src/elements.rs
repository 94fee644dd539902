//! The elements of a page, in the order in which they're read.
//!
//! Every backend goes through [`elements`] and says, in one exhaustive match, what becomes of each: where it
//! stands, or why it's left out. A new element is a compile error in every backend until it has a place there.

mod facts;

pub(crate) use facts::of as facts_of;
pub use facts::{Fact, FactValue};

use crate::{
    advice::is_about_help,
    bibliography::Cited,
    glossary::GlossaryEntry,
    library::Library,
    model::{
        Audience, Block, Codes, Contact, Contributor, Diary, HealthAspect, Introduction, Kind, Organization, Page, Publisher, Section,
        SiteNotice, SiteNotices, Subject, Translation,
    },
    value::{Date, Line, Region, Version},
};

/// One element of a page.
#[derive(Debug, Clone)]
pub enum Element<'a> {
    /// Who publishes it.
    Publisher(&'a Publisher),
    /// The collections it stands in, the outermost first; never empty.
    Collections(Vec<&'a Page>),
    /// Whom it's for.
    Audience(Audience),
    /// The heading.
    Headline(&'a Line),
    /// Other names of what the page is about: clinical, plain, others.
    Names(Names<'a>),
    /// The approach that it's written from.
    Approach(&'a Line),
    /// What the text is and isn't, such as a sample: always at the top.
    Status(Vec<Said<'a>>),
    /// What it's about.
    Summary(&'a Line),
    /// How the page's review stands; there's always one, for a page without a review must say so.
    Review(&'a Page),
    /// Minutes to read it.
    ReadingTime(u16),
    /// That medical causes come first.
    MedicalFirst(Vec<Said<'a>>),
    /// A part of the body.
    Body(BodyPart<'a>),
    /// The question that an evidence page answers.
    Question(&'a Line),
    /// When studies were last looked for.
    Searched(Date),
    /// Who gives a treatment.
    GivenBy(&'a Line),
    /// What is to be known at a glance of a medicine, a procedure, a service; never empty.
    Facts(Vec<Fact<'a>>),
    /// Where newcomers should start.
    Introduction(&'a Introduction, &'a Page),
    /// The chapters of a guide, by part.
    Chapters(Vec<(&'a Line, Vec<&'a Page>)>),
    /// The pages of a collection.
    Listing(Vec<&'a Page>),
    /// Questions to ask at an appointment.
    Questions(&'a [Line]),
    /// A diary to note symptoms in.
    Diary(&'a Diary),
    /// Whom to contact; never empty.
    Contacts(Vec<&'a Contact>, By),
    /// What readers can rely on.
    TrustPoints(&'a [Line]),
    /// Organisations that help.
    Support(&'a [Organization]),
    /// Related pages, by kind; never empty.
    Related(Vec<(Kind, Vec<&'a Page>)>),
    /// Words that the page marks, and what they mean.
    Terms(Vec<&'a GlossaryEntry>),
    /// The works cited.
    Sources(Cited),
    /// Who wrote it.
    Authors(&'a [Contributor]),
    /// That it isn't individual advice.
    Disclaimer(Vec<Said<'a>>),
    /// Codes of the condition or treatment.
    Codes(&'a Codes),
    /// Who paid for it.
    Funding(&'a Line),
    /// Interests of those who wrote it.
    Conflicts(&'a Line),
    /// When it was first published.
    Published(Date),
    /// When its text last changed.
    Modified(Date),
    /// Its version.
    Version(&'a Version),
    /// The country it's written for.
    Region(&'a Region),
    /// Of which text it's a translation.
    Translation(&'a Translation),
    /// Copyright and licence.
    Rights(&'a Line),
    /// Where to report a mistake.
    Feedback(&'a Line),
}

/// Who says something on a page. The library may do so in another language than the page's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// The page.
    Page,
    /// The library, on all its pages.
    Library,
}

/// A line, and who says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'a> {
    /// The words.
    pub line: &'a Line,
    /// Who says them.
    pub by: By,
}

/// The notices that stand on a page: the library's, then the page's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageNotices<'a> {
    /// What the text is and isn't.
    pub status: Vec<Said<'a>>,
    /// That medical causes come first.
    pub medical_first: Vec<Said<'a>>,
    /// That it isn't individual advice.
    pub disclaimer: Vec<Said<'a>>,
}

/// The notices that stand on a page: the library's for pages of its kind, and its own.
#[must_use]
pub fn notices<'a>(library: &'a Library, page: &'a Page) -> PageNotices<'a> {
    let SiteNotices { status, medical_first, disclaimer } = &library.site().notices;
    let kind = page.id.path.kind;
    let both = |site: &'a Option<SiteNotice>, by_default: bool, page: &'a Option<Line>| -> Vec<Said<'a>> {
        let stands = |notice: &&SiteNotice| notice.kinds.as_ref().map_or(by_default, |kinds| kinds.contains(&kind));
        let site = site.iter().filter(stands).map(|notice| Said { line: &notice.text, by: By::Library });
        site.chain(page.iter().map(|line| Said { line, by: By::Page })).collect()
    };
    let medical = kind == Kind::Condition || has_approach(page);
    PageNotices {
        status: both(status, true, &page.notices.status),
        medical_first: both(medical_first, medical, &page.notices.medical_first),
        disclaimer: both(disclaimer, true, &page.notices.disclaimer),
    }
}

/// Whether a page is written from an approach, or has a section on one.
pub(crate) fn has_approach(page: &Page) -> bool {
    page.approach.is_some() || page.all_sections().any(|section| section.aspect == Some(HealthAspect::Approach))
}

/// Other names of what a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Names<'a> {
    /// The clinical name, where it isn't the heading.
    pub clinical: Option<&'a Line>,
    /// What people call it.
    pub plain: Option<&'a Line>,
    /// Other names.
    pub also_called: &'a [Line],
}

/// A part of the body.
#[derive(Debug, Clone, Copy)]
pub enum BodyPart<'a> {
    /// The text before the first heading.
    Opening(&'a [Block]),
    /// A section.
    Section(&'a Section),
}

/// The body in the order in which it's read: what the reader may recognise and when to get help come before any long text.
#[must_use]
pub fn reading_order(page: &Page) -> Vec<BodyPart<'_>> {
    let opening = (!page.opening.is_empty()).then_some(BodyPart::Opening(&page.opening));
    opening.into_iter().chain(sections_in_reading_order(page).map(|(_, section)| BodyPart::Section(section))).collect()
}

/// The sections in the order in which they're read, each with its place in the source.
pub(crate) fn sections_in_reading_order(page: &Page) -> impl Iterator<Item = (usize, &Section)> {
    let (first, rest): (Vec<_>, Vec<_>) = page.sections.iter().enumerate().partition(|(_, section)| is_about_help(section));
    first.into_iter().chain(rest)
}

/// Minutes to read a page: the author's, or its words at 200 a minute, which is slow enough for tired readers.
#[must_use]
pub fn reading_time(page: &Page) -> u16 {
    if let Some(minutes) = page.reading_time {
        return minutes.get();
    }
    let words = crate::words::to_read(page);
    u16::try_from(words.div_ceil(200)).unwrap_or(u16::MAX).max(1)
}

/// Every element of a page, in the order in which they're read.
#[must_use]
pub fn elements<'a>(library: &'a Library, page: &'a Page) -> Vec<Element<'a>> {
    elements_with_sources(library, page, library.cited(&[page]))
}

/// The same of a page among others whose works are numbered and listed once for all of them: without [`Element::Sources`].
///
/// To format a list of works takes longer than all else that a chapter needs.
#[must_use]
pub fn elements_of_chapter<'a>(library: &'a Library, page: &'a Page) -> Vec<Element<'a>> {
    elements_with_sources(library, page, Cited::default())
}

fn elements_with_sources<'a>(library: &'a Library, page: &'a Page, cited: Cited) -> Vec<Element<'a>> {
    let site = library.site();
    let mut all = vec![Element::Publisher(&site.publisher)];
    let collections = library.collections_of(page);
    if !collections.is_empty() {
        all.push(Element::Collections(collections));
    }
    all.extend(page.audience.map(Element::Audience));
    all.push(Element::Headline(page.headline()));
    all.extend(names(page).map(Element::Names));
    all.extend(page.approach.as_ref().map(Element::Approach));
    let PageNotices { status, medical_first, disclaimer } = notices(library, page);
    all.extend(some(status).map(Element::Status));
    all.push(Element::Summary(&page.summary));
    all.push(Element::Review(page));
    all.push(Element::ReadingTime(reading_time(page)));
    all.extend(some(medical_first).map(Element::MedicalFirst));
    match &page.subject {
        Subject::Evidence(review) => {
            all.extend(review.question.as_ref().map(Element::Question));
            all.extend(review.searched.map(Element::Searched));
        }
        Subject::Modality(modality) => all.extend(modality.given_by.as_ref().map(Element::GivenBy)),
        Subject::Condition(_)
        | Subject::Medicine(_)
        | Subject::Vaccination(_)
        | Subject::Procedure(_)
        | Subject::SelfCare(_)
        | Subject::Service(_)
        | Subject::Guide(_)
        | Subject::Collection(_) => {}
    }
    let facts = facts_of(&page.subject);
    if !facts.is_empty() {
        all.push(Element::Facts(facts));
    }
    all.extend(reading_order(page).into_iter().map(Element::Body));
    let parts = library.parts_of(page);
    if !parts.is_empty() {
        all.push(Element::Chapters(parts));
    }
    let listing = library.pages_of(page);
    if !listing.is_empty() {
        all.push(Element::Listing(listing));
    }
    if let Some(introduction) = &site.introduction
        && introduction.page != page.id.path
        && let Some(target) = library.target(&introduction.page, page)
    {
        all.push(Element::Introduction(introduction, target));
    }
    if !page.tools.questions.is_empty() {
        all.push(Element::Questions(&page.tools.questions));
    }
    all.extend(page.tools.diary.as_ref().map(Element::Diary));
    let of_service = if let Subject::Service(service) = &page.subject { service.contacts.as_slice() } else { &[] };
    let own: Vec<&Contact> = page.contact.iter().chain(of_service).collect();
    if own.is_empty() {
        all.extend(site.contact.as_ref().map(|contact| Element::Contacts(vec![contact], By::Library)));
    } else {
        all.push(Element::Contacts(own, By::Page));
    }
    if !site.trust_points.is_empty() {
        all.push(Element::TrustPoints(&site.trust_points));
    }
    if !page.support.is_empty() {
        all.push(Element::Support(&page.support));
    }
    let related: Vec<_> = page
        .related
        .by_kind()
        .into_iter()
        .map(|(kind, slugs)| {
            let path = |slug: &crate::value::Slug| crate::model::PagePath::new(kind, slug.clone());
            (kind, slugs.iter().filter_map(|slug| library.target(&path(slug), page)).collect::<Vec<_>>())
        })
        .filter(|(_, pages)| !pages.is_empty())
        .collect();
    if !related.is_empty() {
        all.push(Element::Related(related));
    }
    let terms = library.terms(&[page]);
    if !terms.is_empty() {
        all.push(Element::Terms(terms));
    }
    if !cited.works().is_empty() {
        all.push(Element::Sources(cited));
    }
    if !page.authors.is_empty() {
        all.push(Element::Authors(&page.authors));
    }
    all.extend(some(disclaimer).map(Element::Disclaimer));
    all.extend(page.subject.codes().filter(|codes| !codes.is_empty()).map(Element::Codes));
    all.extend(page.funding.as_ref().map(Element::Funding));
    all.extend(page.conflicts.as_ref().map(Element::Conflicts));
    all.extend(page.published.map(Element::Published));
    all.extend(page.modified.map(Element::Modified));
    all.extend(page.version.as_ref().map(Element::Version));
    all.extend(page.region.as_ref().map(Element::Region));
    all.extend(page.translation.as_ref().map(Element::Translation));
    all.extend(page.rights.as_ref().map(Element::Rights));
    all.extend(site.feedback.as_ref().map(Element::Feedback));
    all
}

fn some(notices: Vec<Said<'_>>) -> Option<Vec<Said<'_>>> {
    (!notices.is_empty()).then_some(notices)
}

fn names(page: &Page) -> Option<Names<'_>> {
    let (clinical, plain, also_called) = match &page.subject {
        Subject::Condition(condition) => {
            let clinical = condition.name.as_ref().or((page.headline() != &page.title).then_some(&page.title));
            (clinical, condition.plain_name.as_ref(), condition.also_called.as_slice())
        }
        Subject::Modality(modality) => (None, None, modality.also_called.as_slice()),
        Subject::Medicine(medicine) => (None, None, medicine.also_called.as_slice()),
        Subject::Vaccination(vaccination) => (None, None, vaccination.also_called.as_slice()),
        Subject::Procedure(procedure) => (None, None, procedure.also_called.as_slice()),
        Subject::SelfCare(_) | Subject::Service(_) | Subject::Evidence(_) | Subject::Guide(_) | Subject::Collection(_) => return None,
    };
    // A page on a symptom may have one name for both: it's said once.
    let is_plain = |name: &&Line| plain.is_some_and(|plain| plain.as_str().to_lowercase() == name.as_str().to_lowercase());
    let clinical = clinical.filter(|name| !is_plain(name));
    let names = Names { clinical, plain, also_called };
    (clinical.is_some() || plain.is_some() || !also_called.is_empty()).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Sources;

    #[test]
    fn one_name_in_both_words_is_said_once() {
        let names = |plain: &str| {
            let page = format!("---\ntitle: Cough\nheadline: When you cough\nsummary: S.\ncondition: {{ plain-name: {plain} }}\n---\n");
            let files = [("pamphlet.toml", "title = 'L'\npublisher = { name = 'P' }".to_owned()), ("conditions/cough.md", page)];
            let sources: Sources = files.map(|(path, text)| (path.to_owned(), text.into_bytes())).into();
            let library = Library::read(sources).unwrap();
            let names = super::names(library.page("conditions/cough").unwrap()).unwrap();
            [names.clinical, names.plain].map(|name| name.map(ToString::to_string))
        };
        assert_eq!(names("cough"), [None, Some("cough".to_owned())]);
        assert_eq!(names("tickle"), [Some("Cough".to_owned()), Some("tickle".to_owned())]);
    }
}
