# What renderers say in English. Messages of a page's own text don't stand here: authors write those.

## Dates
date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
date-year = { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Days and times
day-monday = Monday
day-tuesday = Tuesday
day-wednesday = Wednesday
day-thursday = Thursday
day-friday = Friday
day-saturday = Saturday
day-sunday = Sunday
# Three days or more that follow each other.
days = { $from } to { $to }
# A time is given as `$time` (14:30), and as `$hour` (2), `$minutes` (:30, or nothing) and `$half` (am, pm; midday, midnight).
time-of-day = { $half ->
    [midday] midday
    [midnight] midnight
   *[other] { $hour }{ $minutes }{ $half }
}
opening-hours = { $days }: { $opens } to { $closes }

## Whom it's for
audience-everyone = For everyone
audience-women = For women
audience-men = For men
audience-young-people = For young people
audience-partners = For partners
audience-parents = For parents
audience-carers = For carers
audience-professionals = For health professionals

## Kinds of page
kinds-condition = Conditions and symptoms
kinds-modality = Treatments and approaches
kinds-medicine = Medicines
kinds-vaccination = Vaccinations
kinds-procedure = Operations, tests and procedures
kinds-self-care = Self-care
kinds-service = Services
kinds-evidence = What studies show
kinds-guide = Guides
kinds-collection = Topics

## Review
review-last = Page last reviewed: { $date }
review-next = Next review due: { $date }
review-pending = Clinical sign-off pending: no clinician has reviewed this page yet
review-overdue = This page’s review is overdue. It was due by { $date }
review-draft = Draft: this page is being written. Do not use it, and do not pass it on
review-missing = This page has not been reviewed
review-signed = Signed off by { $by }, { $credential }, on { $date }
review-editorial-by = Editorially reviewed by { $names }
review-next-of-all = First review due: { $date }
review-short-pending = Clinical sign-off pending
review-short-overdue = Review overdue
review-short-draft = Draft
review-short-missing = Not reviewed
authors = Written by { $names }
updated = Last updated: { $date }
published = First published: { $date }
version = Version { $version }
# By ISO 3166-1 code; a code that isn't here stands as it is.
region = Written for: { $region ->
    [AU] Australia
    [CA] Canada
    [GB] the United Kingdom
    [IE] Ireland
    [IN] India
    [NZ] New Zealand
    [US] the United States
    [ZA] South Africa
   *[other] { $region }
}
reading-time = { $minutes ->
    [one] 1 minute to read
   *[other] { $minutes } minutes to read
}
translation = Translated from version { $version }
translation-by = Translated by { $name }
funding = Funding: { $text }
conflicts = Interests: { $text }
rights = Rights: { $text }
about-page = About this page
codes = Codes: { $codes }
also-called = Also called: { $names }
plain-name = In plain words: { $name }
clinical-name = Clinical name: { $name }
approach = Approach: { $approach }
given-by = Given by: { $who }
fact-generic-name = Generic name
fact-brand-names = Brand names
fact-class = Kind of medicine
fact-forms = Comes as
fact-strengths = Strengths
fact-taken = How it is taken
fact-diseases = Protects from
fact-products = Vaccines
fact-statement = Official statement
fact-purpose = What it is for
fact-place = Where
fact-duration = How long it takes
fact-anaesthetic = Anaesthetic
fact-stay = Stay
fact-goal = What it is good for
fact-how-often = How often
fact-equipment = What you need
fact-department = Department
fact-directions = How to find us
fact-map = Map
fact-hours = Open
fact-referral = How to be seen
fact-parking = Parking
question = The question: { $question }
searched = Studies last looked for: { $date }

## Components
urgency-non-urgent = Non-urgent advice:
urgency-urgent = Urgent advice:
urgency-emergency = Immediate action required:
callout-important = Important:
callout-note = Note:
todo = To do:
do = Do
dont = Don’t
# Stands before each item of a don't list that begins with a verb. Where "not" can't stand there (German, Hindi), it's {""}, and authors write it.
# A catalogue may also have `dont-said = no|nunca|evite`: items that begin with one of these say "not" themselves.
dont-item = do not
risk-number = { $events } in { $of }
risk-otherwise = { $others } in { $of } are not affected
risk-people = Who: { $people }
risk-period = Over: { $period }
risk-each-stands = Each symbol stands for { $number } people
risk-picture = { $events } of { $of } figures filled in
certainty-very-low = Very low certainty
certainty-low = Low certainty
certainty-moderate = Moderate certainty
certainty-high = High certainty
evidence-certainty = How sure: { $certainty }
evidence-design = Kind of study: { $design }
evidence-limits = Limits: { $limits }
evidence-sources = Sources:
figure-credit = Picture: { $credit }
notes-sources = Sources
footnotes = Notes
source-back = Back to the text
words-used = Words used on this page

## Furniture of a page
skip-link = Skip to main content
contents = Contents
on-this-page = On this page
medical-first = Medical causes first
disclaimer = Disclaimer
contact = Contact
contact-phone = Telephone
contact-email = E-mail
contact-web = Web
contact-hours = Hours
support = Organisations that help
related = Related pages
chapters = In this guide
part = Part { $number }
diary = Symptom diary
diary-date = Date
questions-to-ask = Questions to ask
notes = Your notes
new-here = New to this?
feedback = Report a mistake
breadcrumb = Breadcrumb
search = Search
menu = Menu
home = Home
a-to-z = A to Z
a-to-z-title = All pages from A to Z
a-to-z-letters = Letters
a-to-z-see = { $name }: see { $page }
search-title = Search this site
search-words = What are you looking for?
search-none = No page has those words. Try fewer words, or look in the list of all pages.
search-found = Pages found:
search-more = Show more pages
search-without = The search needs JavaScript, and this browser isn’t running it here. All pages are in the list:
not-found-title = Page not found
not-found = There is no page at this address. It may have moved, or the address may be mistyped.
moved = This page has moved
downloads = Take it with you
download-handout = Handout to print (PDF)
download-large-print = Large print handout (PDF)
download-book = Book to print (PDF)
download-book-large-print = Large print book (PDF)
download-epub = E-book (EPUB)
page-of = Page { $page } of { $pages }
published-by = Published by { $name }
local-services = Services near you
other-formats = Other formats
interpreter = Interpreter
see-page = see “{ $title }”
see-page-number = page { $page }
sources-on-web = The sources that the numbers stand for are listed at { $address }
sources-on-web-page = The sources that the numbers stand for are listed on the web page.
part-of-page = This is a part of the page.
summary-of-page = This is a summary of the page.
whole-page-at = The whole page stands at { $address }
reviews = When each page was reviewed
title-page = Title page
copyright = Copyright and disclaimer
review-status = Review status
glossary = Glossary
about-publisher = About the publisher
cover = Cover
content-hash = Content { $hash }
# On the handout itself, where there's room to say what it's good for.
content-hash-means = Content { $hash }. Copies that show the same letters and digits say the same.
# Beside the code that leads to the web page.
newest-version = The newest version, and when it was reviewed:
page-path = Page: { $path }
list-separator = {", "}
large-print = Large print
listing = Pages on this topic
diary-in-handout = There is a diary to write in at the end of the handout: { $handout }.
download-pages = { $pages ->
    [one] 1 page
   *[other] { $pages } pages
}
download-kilobytes = { $number } KB
download-megabytes = { $number } MB
other-languages = In other languages
# The name of this catalogue’s language, in itself: what leads its readers to their pages.
language-name = English


## Books
selection-summary = { $count ->
    [one] One page from { $publisher }
   *[other] { $count } pages from { $publisher }
}
series = Series: { $title }
series-number = { $title }, number { $number }
book-review-draft = { $number } of { $of } chapters are drafts
book-review-missing = { $number } of { $of } chapters have not been reviewed
book-review-pending = { $number } of { $of } chapters have had no clinical sign-off
book-review-overdue = { $number } of { $of } chapters are overdue for review
contributor-edt = Edited by { $name }
contributor-ill = Illustrated by { $name }
contributor-pht = Photographs by { $name }
contributor-trl = Translated by { $name }
contributor-csl = Advised by { $name }
contributor-aui = Introduction by { $name }
contributor-cov = Cover by { $name }
contributor-pfr = Proofread by { $name }
contributor-ctb = With { $name }
isbn = ISBN { $isbn }
print-isbn = ISBN of the printed edition: { $isbn }
typeface = Typeface: { $family }
typeface-licence = Typeface: { $family }. { $licence }
page-list = Pages of the printed edition
print-edition = { $title }, { $publisher }, PDF ({ $paper })
accessibility = Accessibility
accessibility-text = All text can be read aloud, and its size, font and colours can be changed.
accessibility-structure = Headings, lists, tables, notes and the language of words are marked. A list of contents leads to every chapter.
accessibility-pictures = What pictures show is also said in words.
accessibility-print-pages = Page numbers are those of the printed edition: { $edition }.
accessibility-movement = Some pictures may move.
accessibility-conformance = { $evaluator } found on { $date } that this book conforms to EPUB Accessibility 1.1, WCAG { $version }, level { $level }.
accessibility-unclaimed = The publisher makes no claim that the book conforms to a standard of accessibility.
accessibility-contact = Questions about accessibility: { $email }
accessibility-exempt-microenterprise = The publisher is exempt from the European Accessibility Act as a microenterprise.
accessibility-exempt-disproportionate-burden = The publisher claims an exemption from the European Accessibility Act: a disproportionate burden.
accessibility-exempt-fundamental-alteration = The publisher claims an exemption from the European Accessibility Act: a fundamental alteration of the book.

## What has changed since an earlier version
changes = What has changed
changes-since = Since { $date }
changes-none = Nothing has changed
changes-everywhere = Everywhere
change-page-added = { $title }: new
change-page-removed = { $title }: no longer there
change-page-added-note = This chapter is new
change-page-removed-note = This chapter is no longer in the book
change-criterion-added = When to get help ({ $urgency }) Added: { $name }
change-criterion-removed = When to get help ({ $urgency }) No longer there: { $name }
change-criterion-changed = When to get help ({ $urgency }) Changed: { $name }
change-criterion-moved = When to get help ({ $urgency }) Moved: { $name }
change-review = Review: { $to } (before: { $from })
change-review-same = Review: other dates or people ({ $to })
change-review-missing = not reviewed
change-review-pending = clinical sign-off pending
change-review-signed = signed off
change-review-not-applicable = nothing clinical to sign off
change-opening = Changed: the opening
change-section-added = New section: { $name }
change-section-removed = Section no longer there: { $name }
change-section-changed = Changed section: { $name }
change-section-moved = Section moved: { $name }
change-question-added = New question: { $name }
change-question-removed = Question no longer there: { $name }
change-question-changed = Changed question or answer: { $name }
change-question-moved = Question moved: { $name }
change-source-added = New source: { $name }
change-source-removed = Source no longer cited: { $name }
change-source-changed = Source corrected: { $name }
change-source-moved = Source moved: { $name }
change-term-added = Word now explained: { $name }
change-term-removed = Word no longer explained: { $name }
change-term-changed = Word explained otherwise: { $name }
change-term-moved = Word moved: { $name }
change-picture = New picture: { $name }
change-detail = Changed: { $name }
change-detail-notices = notices
change-detail-title = title
change-detail-summary = summary
change-detail-approach = approach
change-detail-names = names
change-detail-codes = codes
change-detail-evidence-question = the question, or when studies were last looked for
change-detail-given-by = who gives it
change-detail-facts = what is to be known at a glance
change-detail-chapters = the list of chapters or pages
change-detail-book = the book’s own details
change-detail-collection = topic
change-detail-audience = whom it is for
change-detail-authors = authors
change-detail-version = version or dates
change-detail-region = country
change-detail-reading-time = reading time
change-detail-funding = funding
change-detail-conflicts = interests
change-detail-rights = rights
change-detail-contact = contact
change-detail-support = organisations that help
change-detail-related = related pages
change-detail-questions = questions to ask
change-detail-diary = diary
change-detail-translation = what it is translated from
change-detail-publisher = publisher
change-detail-library = the library’s name, address or language
change-detail-introduction = where newcomers start
change-detail-clinics = clinics and handouts
change-detail-citations = how sources are cited

## Print sheets: for the people who print, cut and fold them
sheets-paper-only = Paper only: the accessible file is the handout
sheets-title = { $title } (print sheets)
sheets-untitled = Print sheets
sheets-number = Sheet { $sheet } of { $sheets }
sheets-front = Sheet { $sheet } of { $sheets }, front
sheets-back = Sheet { $sheet } of { $sheets }, back
sheets-turn-long = print both sides, turned on the long edge
sheets-turn-short = print both sides, turned on the short edge

## The headings under which sections of each aspect usually stand, with | between them
# `…` stands for up to six words, or none. Capitals, apostrophes, a question mark and the words of `headings-ignored` don't matter. Where several
# fit, the one with the most words of its own counts. A section about when to get help moves to the front of its page, so its headings are narrow.
headings-ignored = the|a|an|your|my|our
headings-overview = Overview|What it is|About|What is…
headings-recognition = Is this you|Do you recognise this|Does this sound like you
headings-see-doctor = When to get help|When to see a doctor|When to see a GP|When to get medical help|Get help|Getting help|Getting medical help|Get medical help|Get help now|When to get…help|When to get medical advice|When to ask for help|When to seek…help|When to seek medical…|When to see a doctor…|When to see a GP…|When to see a pharmacist or…|When to call 999…|When to call 911…|When to call 112…|When to call 111…|When to call an ambulance…|When to call for help…|When to call a doctor…|When to contact a doctor…|When to contact a GP…|When to go to A&E…|When to go to hospital…|When to go to the emergency…|When should I…help|When should I see a doctor…|When should I see a GP…|When should I call 999…|When should I call a doctor…|When should I call for help…|When should I go to A&E…|When should I go to hospital…|When should I seek medical…|When do I need…help|When do I need to see a doctor…|When should I worry|When to worry
headings-symptoms = Symptoms|What it feels like|What are the symptoms…|What symptoms…|Symptoms of…|Signs and symptoms…|Main symptoms…
headings-types = Types|Kinds|What types of…|What kinds of…|Types of…|Kinds of…
headings-causes = Causes|Why it happens|What causes it|What causes…|What are the causes…|Causes of…|Why does…happen|Why do I have…|Why have I got…
headings-differential = Where it hurts, and what that may mean|What it may be
headings-frequency = How common it is|How many people have it|How common is…|How common are…|Who gets…
headings-diagnosis = Diagnosis|How it is found out|Tests|Getting a diagnosis|Examination and tests|How is…diagnosed|How are…diagnosed|How is…found|Diagnosing…|Diagnosis of…|Tests for…
headings-treatments = Treatments|Treatment|What can help|What helps|How is…treated|How are…treated|What treatments…|What is the treatment…|What are the treatments…|What are the treatment options…|What are my treatment options…|Treatment for…|Treatments for…|Treatment of…|Treating…|Treatment options…
headings-approach = Our approach|How we approach this
headings-self-care = What you can do|Things you can do|Self-care|Looking after yourself|What can I do…|What can you do…|What you can do…|Things you can do…|Things I can do…|How can I help myself…|How to help yourself…|How can I look after myself…|How to look after yourself…|Looking after yourself…
headings-living-with = Living with it|Everyday life|Living with…
headings-prognosis = What to expect|Outlook|What is the outlook…|Outlook for…|How long will it last|How long does it last|How long will…take to get better
headings-prevention = Prevention|How to prevent…|How can I prevent…|How can…be prevented|Can…be prevented|Preventing…|How to avoid getting…
headings-pregnancy = Pregnancy|Pregnancy and birth|Pregnancy and breastfeeding…|Pregnancy, breastfeeding and fertility…|…during pregnancy|…and pregnancy
headings-evidence = What the research says|What studies show|The evidence
headings-how-it-works = How it works|How does…work|How do…work
headings-suitability = Who it suits|Who it can help|Who it may suit|Who can have…|Who can take…|Who can use…|Who should have…|Who is…for|Is…right for me
headings-contraindications = Who it does not suit|Who can and can’t take it|Who can’t take it|Who should not take it|Who should not have the vaccine|Who should not have it|When it is not right for you|Who can’t have…|Who cannot have…|Who should not have…|Who shouldn’t have…|Who can’t take…|Who cannot take…|Who should not take…|Who shouldn’t take…|Who can’t use…|Who cannot use…|Who should not use…|Who shouldn’t use…|Who can and can’t…|Who can and cannot…|Who may not be able to…
headings-what-happens = What happens|On the day|What happens on the day|How to do it|The exercises|Exercises|What to expect at a session|What happens at a session|What happens during…|What will happen during…|What happens at…|What will happen at…|What happens on…|What to expect during…|What to expect at…|What does…involve|During your operation|During the test|During the procedure|How is…done|How is…carried out
headings-benefits = Benefits|What are the benefits…|Benefits of…
headings-usage = How to take it|How and when to take it|How to use it|How and when to use it|Dose|When it is given|The schedule|How do I take…|How do I use…|How should I take…|How should I use…|How to take…|How to use…|How and when to…|When do I take…|When should I take…|How much…take|How is…given|How is…taken
headings-interactions = Interactions|Taking it with other medicines|Other medicines|Can I take…other medicines|Taking…other medicines|Taking…other medicines and…|Using…other medicines|…other medicines and herbal supplements
headings-preparation = Before|How to prepare|Before the operation|Before the test|Before the procedure|Before you come|Preparation|Getting ready|How do I prepare…|How should I prepare…|How to prepare…|Preparing for…|Getting ready for…|Before surgery|Before treatment|Before an appointment|Before the scan|Before the examination|Before you come to hospital|Before you come in…
headings-recovery = Afterwards|After|Recovery|After the operation|After the test|After the procedure|Going home|After surgery|After treatment|After the scan|After the examination|What happens after…|What happens afterwards|Recovering from…|Recovery from…|Recovering after…|Recovery after…|Recovering at home
headings-results = Results|Your results|Getting your results|When will I get…results|How will I get…results|How do I get…results|What do…results mean|Results of…
headings-alternatives = Alternatives|Other choices|Other treatments|What are the alternatives…|Are there any alternatives…|Are there other treatments…|Are there alternatives…|Alternatives to…
headings-access = How to be seen|How to get it|Referral|Getting an appointment|Appointments|How do I get an appointment…|How can I get an appointment…|How do I make an appointment…|How to get an appointment…|How do I get a referral…|How can I be referred…|How do I get referred…
headings-risks = Risks|Side effects|Risks and side effects|Reactions|What are the risks…|What are the side effects…|What are the possible side effects…|What are the possible risks…|What are the complications…|What are the possible complications…|What side effects…|Are there any risks…|Are there any side effects…|Are there risks…|Side effects of…|Possible side effects…|Common side effects…|Serious side effects…|Risks of…|Risks and complications…|Risks and possible complications…|Possible complications…|Does…have side effects|Can…cause side effects
headings-misconceptions = What people get wrong|Myths
headings-patient-experience = What people say
headings-professionals = Who to see|What kind of doctor to see|Who can help|People who can help|Who will I see…|Who will I meet…
headings-faq = Common questions|Questions and answers|Frequently asked questions
