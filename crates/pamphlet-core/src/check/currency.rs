//! The page is reviewed, and says so truly (PIF TICK; NHS: review every three years).

use super::Checking;
use crate::{diagnostic::Diagnostic, model::ClinicalReview};

/// The longest time between two reviews, in years; a few days more are no lapse.
const LONGEST_INTERVAL: f64 = 3.02;

pub(super) fn check(checking: &mut Checking<'_>) {
    let page = checking.page;
    let Some(review) = &page.review else {
        checking.report(
            "title",
            Diagnostic::error("no-review", "the page doesn't say when it was reviewed")
                .with_help("add `review` with `last`, `next` and `clinical`"),
        );
        return;
    };
    match review.next {
        None => checking.report(
            "review",
            Diagnostic::error("no-next-review", "the page doesn't say when its next review is due").with_help("add `next` to `review`"),
        ),
        Some(next) => {
            let at = "review/next";
            if !review.last.is_before(next) {
                checking.report(
                    at,
                    Diagnostic::error("review-order", "the next review is due before the last was done").with_help("mend one of the dates"),
                );
            } else if review.last.years_until(next) > LONGEST_INTERVAL {
                checking.report(
                    at,
                    Diagnostic::error("review-interval", "more than three years lie between the reviews")
                        .with_help("choose an earlier date"),
                );
            }
            if page.review_state(checking.today).overdue.is_some() {
                checking.report(
                    at,
                    Diagnostic::warning("review-overdue", format!("the review was due by {next}"))
                        .with_help("review the page, then set `last` and `next` anew"),
                );
            }
        }
    }
    match &review.clinical {
        ClinicalReview::Pending => checking.report(
            "review/clinical",
            Diagnostic::warning("sign-off-pending", "no clinician has signed the page off; every output will say so")
                .with_help("when one has, write `clinical: { signed: { by: …, credential: …, on: … } }`"),
        ),
        ClinicalReview::Signed(_) | ClinicalReview::NotApplicable => {}
    }
    if let Some(modified) = page.modified
        && modified.precision() != review.last.precision()
    {
        checking.report(
            "modified",
            Diagnostic::warning(
                "date-precision",
                format!("the page gives two dates of different precision: {} and {modified}", review.last),
            )
            .with_help("give both to the day"),
        );
    }
    if let Some(translation) = &page.translation
        && let Some(original) = checking.library.find(&page.id.path, &checking.library.site().language)
        && original.version.as_ref().is_some_and(|version| *version != translation.of_version)
    {
        let now = original.version.as_ref().map(ToString::to_string).unwrap_or_default();
        checking.report(
            "translation",
            Diagnostic::error(
                "translation-stale",
                format!("the original has changed since: this is a translation of version {}, and it is {now} now", translation.of_version),
            )
            .with_help("bring the translation up to date, then set `of-version`"),
        );
    }
}
