"""word.py FILE…: Word files hold what a screen reader needs, as python-docx reads them.

Each has a title, a language, headings without jumps, header rows, alternative text, links with words, and nothing that floats or is merged.
"""

import sys

import docx

failures = 0


def wrong(file, what):
    global failures
    failures += 1
    print(f"{file}: {what}")


for file in sys.argv[1:]:
    document = docx.Document(file)
    properties = document.core_properties
    if not properties.title:
        wrong(file, "no title")
    if not properties.language:
        wrong(file, "no language")
    body = document.element
    if not document.styles.element.xpath("./w:docDefaults//w:lang"):
        wrong(file, "no language of its text")
    if not any(paragraph.style.name == "Title" for paragraph in document.paragraphs) and not document.tables:
        wrong(file, "no heading of the page")
    level = 0
    for paragraph in document.paragraphs:
        name = paragraph.style.name
        if name.startswith("Heading "):
            next_level = int(name.removeprefix("Heading "))
            if next_level > level + 1:
                wrong(file, f"a heading of level {next_level} after one of level {level}: {paragraph.text}")
            if not paragraph.text.strip():
                wrong(file, "an empty heading")
            level = next_level
    for table in body.xpath("//w:tbl"):
        if not table.xpath("./w:tr[1]/w:trPr/w:tblHeader"):
            wrong(file, "a table without a header row")
    if body.xpath("//w:gridSpan | //w:vMerge"):
        wrong(file, "merged cells")
    if body.xpath("//wp:anchor"):
        wrong(file, "something that floats")
    for picture in body.xpath("//wp:docPr"):
        if not picture.get("descr") and not picture.xpath(".//*[local-name() = 'decorative']"):
            wrong(file, "a picture without alternative text")
    for link in body.xpath("//w:hyperlink"):
        if not "".join(text.text or "" for text in link.xpath(".//w:t")).strip():
            wrong(file, "a link without words")
    names = {mark.get(docx.oxml.ns.qn("w:name")) for mark in body.xpath("//w:bookmarkStart")}
    for link in body.xpath("//w:hyperlink[@w:anchor]"):
        if link.get(docx.oxml.ns.qn("w:anchor")) not in names:
            wrong(file, f"a link that leads nowhere: {link.get(docx.oxml.ns.qn('w:anchor'))}")

sys.exit(failures > 0)
