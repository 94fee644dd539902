//! Advice stays in every excerpt of every page.

use pamphlet_core::{
    advice::{self, Excerpt, Keep},
    model::{Page, Section},
};
use proptest::prelude::*;

#[path = "../../../tests/support/generate.rs"]
mod generate;

fn headings(page: &Page) -> Vec<String> {
    advice::of_page(page).iter().map(|placed| placed.advice.heading().plain_text()).collect()
}

fn count(sections: &[Section]) -> usize {
    sections.iter().map(|section| 1 + count(&section.sections)).sum()
}

proptest! {
    #![proptest_config(generate::cases(256))]

    #[test]
    fn an_excerpt_has_all_advice_in_its_order_and_tells_what_it_lacks(page in generate::page(), choices in any::<u64>()) {
        let mut asked = 0;
        let mut keep = |_: advice::Part<'_>| {
            asked += 1;
            if (choices >> (asked % 64)) & 1 == 1 { Keep::Whole } else { Keep::Advice }
        };
        let Excerpt { page: part, omissions } = advice::excerpt(&page, "why", &mut keep);
        prop_assert_eq!(headings(&part), headings(&page));
        prop_assert_eq!(part == page, omissions.is_empty(), "{:?}", omissions);
        let whole = advice::excerpt(&page, "why", &mut |_| Keep::Whole);
        prop_assert_eq!(&whole.page, &page);
        // Nothing but advice is left where nothing else was wanted.
        let advice_alone = advice::excerpt(&page, "why", &mut |_| Keep::Advice).page;
        prop_assert!(advice_alone.sections.iter().all(advice::is_all_of));
        prop_assert!(count(&advice_alone.sections) <= count(&page.sections));
    }
}
