use super::*;

const WORKS: &str =
    "@article{mitchell2017, author = {Mitchell, K. R. and van Geary, R. and others}, title = {Painful sex}, journal = {BJOG},
    year = {2017}, volume = {124}, number = {11}, pages = {1689--1697}, doi = {10.1111/1471-0528.14518}}
    @article{acog, author = {{American College}}, title = {Opinion}, journal = {AJ}, year = {2016}}";

/// The references of every work in a style, in the order of their keys.
fn references(bibliography: &Bibliography, style: &str) -> Vec<Reference> {
    let keys: Vec<Cite> = bibliography.works.keys().map(|key| Cite { key: key.clone(), locator: None }).collect();
    let style = CitationStyle::by_name(&style.parse().unwrap()).unwrap();
    bibliography.cited(&keys, &style, &LanguageTag::default()).works().to_vec()
}

fn shown(bibtex: &str, style: &str) -> Vec<String> {
    let works = references(&Bibliography::from_bibtex(bibtex), style);
    works.iter().map(|work| format!("{}: {}", work.label, work.reference.plain_text())).collect()
}

#[test]
fn references_name_their_authors() {
    insta::assert_snapshot!([shown(WORKS, "vancouver"), shown(WORKS, "apa")].concat().join("\n"));
}
/// Entries as reference managers write them, each with something that is often lost or misread.
const AWKWARD: &str = r#"
@article{a, author={Park, J. and Lee, K.}, title={Sleep in Parkinson's disease and others: a survey}, journal={Lung}, year={30-Mar-2020}}
@article{b, author={Smith, Q.; Jones, B.}, title={Two}, journal={Lung}, volume={12A}, number={3-4}, year={2020}, pages={12-14, 18-20}}
@techreport{c, author={Smith, Q. and others}, title={Three}, institution={Example Institute}, year={2020}, number={TR-7}}
@phdthesis{d, author={King, Jr., Martin L.}, title={Four}, school={University of Example}, year={c. 2019}}
@misc{e, author={{NHS England}}, title={Five}, howpublished={\url{https://www.example.org/five}}, note={Accessed 3 May 2024}, year={2024}}
@article{f, author={{Society for Cough}}, title={On <i>Thymus</i> in H<sub>2</sub>O at 50\% $\alpha$}, journal={Lung}, year={in press}, eid={e77}}
@incollection{g, author={van der Berg, Jan}, editor={Jones, B. and Brown, C.}, title={Seven}, booktitle={The Book}, publisher={P},
  address={London}, year={2020}, pages={10--20}, edition={Second}}
@article{h, author={李, 明}, title={咳嗽的研究}, journal={医学}, year={2020}, doi={https://doi.org/10.1000/a\_b}, note={PMID 123456. Reaffirmed 2021}}
@book{i, editor={Garc{\'\i}a, M. J.}, title={{COVID-19}: {A} Book}, subtitle={Part two}, series={Lungs}, number={3}, publisher={P}, year={2020}}
"#;

#[test]
fn what_reference_managers_write_is_shown_whole() {
    let read = Bibliography::from_bibtex(AWKWARD);
    assert!(read.works.values().all(|work| work.problems.is_empty()), "{:?}", read.works);
    insta::assert_snapshot!([shown(AWKWARD, "vancouver"), shown(AWKWARD, "apa")].concat().join("\n"));
}

#[test]
fn what_can_t_be_read_is_reported_at_its_work() {
    let source = r#"
@article{a, author={Smith, Q.}, title={One}, journal={Lung}, year={12/01/2020}}
@article{trial, author={Lee, Ann and Example Trial Group}, title={Two}, journal={Lung}, year={2020}}
@article{b, author={World Health Organization and Care Excellence}, title={Two}, journal=bmj, year={2020}}
@book{c, title={Three \frac{1}{2}}, isbn={123}, doi={abc}, url={example.org}, year={2019/2020}}
@article{d, title={Four}
  journal={Lung}}
@article{d2, title={Five}, title={Another}}
@article{c, title={Again}}
@article{Müller, title={Six}}
"#;
    let read = Bibliography::from_bibtex(source);
    let mut all: Vec<String> = Vec::new();
    for problem in read.works.values().flat_map(|work| &work.problems).chain(read.problems()) {
        let place = problem.span.clone().map(|span| &source[span]).unwrap_or_default();
        all.push(format!("{problem} [{place}] {}", problem.help.join("; ")));
    }
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn yaml_is_read_entry_by_entry() {
    let source = "
one:
  type: article
  title: Effects of <i>Thymus</i> on H<sub>2</sub>O
  author: [\"Smith, A.B.\", \"van der Berg, Jan\", others]
  date: 2020-03
  page-range: 12-14
  serial-number: {doi: \"https://doi.org/10.1000/xyz\", pmid: \"PMID: 123\"}
  organization: Example Institute
  parent: {type: periodical, title: Lung, volume: 3}
two:
  type: book
  title: Never
  date: in press
three:
  type: book
  title: Sleep
  pages: 12
";
    let read = Bibliography::from_yaml(source);
    let mut all: Vec<String> = references(&read, "vancouver").iter().map(|work| work.reference.plain_text()).collect();
    all.extend(read.works.values().flat_map(|work| &work.problems).map(|problem| format!("{problem} {:?}", problem.help)));
    insta::assert_snapshot!(all.join("\n"));
}

/// Works of the same people and year, and what styles have no place for.
const ALIKE: &str = r#"
@article{a, author={Lee, Ann}, title={One}, journal={Lung}, year={2020}}
@article{b, author={Lee, Bea}, title={Two}, journal={Lung}, date={2020}}
@book{c, author={Lee, Bea}, title={Three}, series={Lungs}, volume={2}, publisher={P}, year={2020}, bookauthor={King, A.}, keywords={x}}
@inbook{d, author={Lee, Ann}, title={Four}, chapter={7}, pages={55--60}, publisher={P}, year={1990}}
@inproceedings{e, author={Lee, Ann}, title={Five}, booktitle={Proceedings of the Meeting}, eventtitle={Meeting}, publisher={P}, year={2019}, pages={1--5}}
@collection{f, editor={King, A.}, title={Six}, publisher={P}, year={2003}}
@online{g, author={{Example Agency}}, title={Seven}, url={https://example.org/seven}, type={Clinical guideline}, year={2024}}
@online{h, author={{Example Agency}}, title={Eight}, url={https://example.org/eight}, type={Summary of a guideline}, date={2021-21}}
@article{i, author={Lee, Ann}, title={Nine}, journal={The Example Times}, entrysubtype={newspaper}, date={2022-04-05}}
@article{j, author={Lee, Ann}, title={Ten}, journal={arXiv}, eprint={2101.00001}, archiveprefix={arXiv}, year={2021}}
@article{l, author={Example Study Group}, title={Twelve}, journal={Lung}, year={2021}}
@standard{k, title={Eleven}, organization={Standards Body}, number={ISO 1234}, year={2014}}
"#;

#[test]
fn works_alike_are_told_apart_and_what_is_not_shown_is_reported() {
    let read = Bibliography::from_bibtex(ALIKE);
    assert!(read.works.values().all(|work| work.problems.is_empty()), "{:?}", read.works);
    let mut all = [shown(ALIKE, "vancouver"), shown(ALIKE, "apa")].concat();
    let cited: BTreeSet<CitationKey> = read.works.keys().cloned().collect();
    for style in ["vancouver", "apa"] {
        let style = CitationStyle::by_name(&style.parse().unwrap()).unwrap();
        all.extend(read.warnings(&cited, &style, &LanguageTag::default()).iter().map(ToString::to_string));
    }
    all.extend(references(&read, "apa").into_iter().filter(|work| work.is_guideline).map(|work| format!("a guideline: {}", work.key)));
    insta::assert_snapshot!(all.join("\n"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Names, title, journal, year and address come through every way of citing, whatever words they share.
    #[test]
    fn nothing_of_a_work_is_lost(
        families in proptest::collection::vec("[A-Z][a-z]{1,6}( [A-Z][a-z]{1,6})?", 1..4),
        title in "[A-Z][a-z]{1,8}( (and others|[a-z]{1,8}|Park|et al|; [a-z]{2,5})){0,5}",
        journal in "[A-Z][a-z]{2,9}",
        year in 1900..2030_u32,
        volume in 1..400_u32,
        first_page in 1..900_u32,
        suffix in "[a-z0-9]{4,9}",
    ) {
        let authors: Vec<String> = families.iter().map(|family| format!("{family}, Q.")).collect();
        let source = format!(
            "@article{{w, author={{{}}}, title={{{title}}}, journal={{{journal}}}, year={{{year}}}, volume={{{volume}}}, pages={{{first_page}--{}}}, doi={{10.1000/{suffix}}}}}",
            authors.join(" and "), first_page + 7,
        );
        let read = Bibliography::from_bibtex(&source);
        for style in ["vancouver", "apa", "american-medical-association", "nature", "elsevier-vancouver", "harvard-cite-them-right"] {
            let work = references(&read, style).remove(0);
            let text = work.reference.plain_text().to_lowercase();
            for wanted in families.iter().chain([&title, &journal]) {
                // Styles write titles in capitals of their own, and abbreviate or leave out nothing else.
                proptest::prop_assert!(text.contains(&wanted.to_lowercase()) || style == "nature", "{style}: {wanted} in {text}");
            }
            for number in [year, volume, first_page] {
                proptest::prop_assert!(text.contains(&number.to_string()), "{style}: {number} in {text}");
            }
            let address = format!("https://doi.org/10.1000/{suffix}");
            proptest::prop_assert_eq!(work.address(), Some(address));
            proptest::prop_assert!(work.short.contains(&families[0]) && work.short.contains(&year.to_string()), "{}", work.short);
        }
    }

    /// However many works have the same authors and year, each keeps its authors with their initials, its title and its address.
    #[test]
    fn works_alike_lose_nothing(
        works in proptest::collection::vec(
            (0..5_usize, proptest::collection::vec(("(Lee|Park|King|van der Berg)", "[A-Z]"), 1..4), "[A-Z][a-z]{3,8} [a-z]{3,8}", 2020..2022_u32),
            1..6,
        ),
    ) {
        let kinds = ["article", "book", "online", "techreport", "phdthesis"];
        let source: String = works.iter().enumerate().map(|(number, (kind, authors, title, year))| {
            let authors: Vec<String> = authors.iter().map(|(family, initial)| format!("{family}, {initial}.")).collect();
            format!(
                "@{}{{w{number}, author={{{}}}, title={{{title}}}, journal={{Lung}}, institution={{I}}, year={{{year}}}, url={{https://example.org/{number}}}}}\n",
                kinds[*kind], authors.join(" and "),
            )
        }).collect();
        let read = Bibliography::from_bibtex(&source);
        for style in ["vancouver", "apa"] {
            let shown = references(&read, style);
            for (number, (work, (_, authors, title, _))) in shown.iter().zip(&works).enumerate() {
                let text = work.reference.plain_text();
                for (family, initial) in authors {
                    let (short, long) = (format!("{family} {initial}"), format!("{family}, {initial}."));
                    proptest::prop_assert!(text.contains(&short) || text.contains(&long), "{style}: {long} in {text}");
                }
                proptest::prop_assert!(text.contains(title.as_str()), "{style}: {title} in {text}");
                proptest::prop_assert_eq!(work.address(), Some(format!("https://example.org/{number}")));
                proptest::prop_assert!(shown.iter().filter(|other| other.label == work.label).count() == 1, "{style}: {}", work.label);
            }
        }
    }
}
