//! What a page of health information is.
//!
//! The names are the field's: schema.org's health and medical types, the NHS design system's components,
//! GRADE's certainty. [`Block`] and [`Inline`] are exhaustive on purpose: a new one is a compile error in
//! every backend until it has a place there.

mod advice;
mod aspect;
mod block;
mod book;
mod defaults;
mod evidence;
mod figure;
mod inline;
mod kinds;
mod notices;
mod page;
mod path;
mod people;
mod review;
mod schedule;
mod sequence;
mod site;
mod snippet;
mod steps;
mod todo;
mod tools;

pub use advice::{AdviceList, Callout, CalloutKind, CareCard, Urgency};
pub use aspect::HealthAspect;
pub use block::{
    Alignment, Block, Cell, Column, Definition, Details, Differential, DifferentialRow, FirstColumn, List, ListMarker, ListStart, Question,
    Quote, Section, Table,
};
pub use book::{
    BookAccessibility, BookContributor, BookSubjects, Conformance, ConformanceLevel, ContributorRole, Exemption, Series, SeriesNumber,
    SubjectHeading,
};
pub use defaults::{Defaults, Months};
pub use evidence::{Certainty, Evidence, Proportion, Risk, RiskGroup};
pub use figure::{Alternative, Figure, FigureSize, Figures, Picture, SideBySide};
pub use inline::{Cite, Inline, Link, PageLink, Span, Term};
pub use kinds::{
    Codes, Collection, Condition, EvidenceReview, Guide, Medicine, Modality, OpeningHours, Part, Procedure, ProcedureType, SelfCare,
    SelfCareType, Service, ServicePlace, Subject, Vaccination, Weekday,
};
pub use notices::{Notices, SiteNotice, SiteNotices};
pub use page::{Audience, Document, Page, Related, Translation};
pub use path::{Kind, PageId, PagePath};
pub use people::{Contact, ContactPhone, Contributor, Organization, Person};
pub use review::{ClinicalReview, Review, ReviewAlert, ReviewFact, ReviewState, SignOff, SignOffState, Status};
pub use schedule::{Schedule, ScheduleTime};
pub use sequence::{Inlines, NonEmpty, plain_text};
pub use site::{Accent, Citations, Clinic, Introduction, Paper, Publisher, Site};
pub use snippet::{Include, Snippet, SnippetFront};
pub use steps::{Beside, Step, Steps};
pub use todo::Todo;
pub use tools::{Diary, Minutes, Tools};
