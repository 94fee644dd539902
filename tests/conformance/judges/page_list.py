"""page_list.py EPUB…: the pages that a guide lists begin where those of the PDF beside it begin, as pdftotext reads them."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
TYPE = "{http://www.idpf.org/2007/ops}type"
# Right at the start of a page so many words of the book must stand on it in print.
WORDS = 4


def words(text):
    return re.findall(r"\w+", text)


def texts(element):
    """The visible text of an element, and of each element in it the element itself before its text."""
    if element.tag.startswith(SVG) or element.get("hidden") or element.get("class") == "p-hidden":
        return
    yield element
    yield element.text or ""
    for child in element:
        yield from texts(child)
        yield child.tail or ""
    if element.tag[len(XHTML) :] not in ("a", "span", "em", "strong", "sup", "time", "bdi"):
        yield " "


def after(document, marker):
    pieces = list(texts(document))
    at = next(place for place, piece in enumerate(pieces) if not isinstance(piece, str) and piece.get("id") == marker)
    return words("".join(piece for piece in pieces[at:] if isinstance(piece, str)))


def wrong(book):
    pdf = book.with_suffix(".pdf")
    printed = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode().split("\f")
    with zipfile.ZipFile(book) as archive:
        read = lambda name: ElementTree.fromstring(archive.read(f"OEBPS/{name}"))
        lists = [nav for nav in read("nav.xhtml").iter(f"{XHTML}nav") if nav.get(TYPE) == "page-list"]
        if len(lists) != 1:
            yield f"it has {len(lists)} lists of pages"
            return
        listed = [(link.text, *link.get("href").split("#")) for link in lists[0].iter(f"{XHTML}a")]
        for label, name, marker in listed:
            page = words(printed[int(label) - 1])
            first = after(read(name), marker)[:WORDS]
            if not all(word in page for word in first):
                yield f"page {label} begins with “{' '.join(first)}”, which isn’t on it in print"
    labels = [int(label) for label, *_ in listed]
    if labels != list(range(labels[0], labels[-1] + 1)):
        yield f"its pages aren’t in order and without gaps: {labels}"
    # Cover, imprint and contents before the text; what only paper has after it.
    if labels[0] > 6 or labels[-1] < len(printed) * 0.9:
        yield f"it lists pages {labels[0]} to {labels[-1]} of {len(printed) - 1}"


found = [f"{book}: {what}" for book in map(Path, sys.argv[1:]) for what in wrong(book)]
print("\n".join(found))
sys.exit(bool(found))
