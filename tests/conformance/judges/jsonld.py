"""jsonld.py FOLDER: the JSON-LD of each web page of a build says only what the vocabulary of schema.org has words for.

Each page below the folder has some; those at its top (the home page) lead to others, and need none.

Found are types and properties that there are not or that are superseded, properties of another type, and values outside a property's range.
"""

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

from schema_org.registry import CLASS_METADATA as TYPES
from schema_org.registry import ENUM_MEMBER_METADATA as MEMBERS
from schema_org.registry import PROPERTY_BY_SCHEMA as PROPERTIES

TEXTS = {"Text", "URL", "CssSelectorType", "XPathType", "PronounceableText"}
NUMBERS = {"Number", "Integer", "Float"}
DATE = r"\d{4}(-\d\d(-\d\d)?)?"
TIME = r"\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?"
PATTERNS = {
    "Date": DATE,
    "DateTime": f"{DATE}T{TIME}",
    "Time": TIME,
    "Duration": r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?",
}


class Scripts(HTMLParser):
    """The JSON-LD documents in a web page."""

    def __init__(self, text):
        super().__init__()
        self.documents = []
        self.inside = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag == "script" and dict(attributes).get("type") == "application/ld+json":
            self.inside = True
            self.documents.append("")

    def handle_endtag(self, tag):
        if tag == "script":
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.documents[-1] += data


def kinds(name):
    """A type and all that it is a kind of."""
    found, open_ = set(), [name]
    while open_:
        name = open_.pop()
        if name in TYPES and name not in found:
            found.add(name)
            open_ += TYPES[name].parents
    return found


def as_list(value):
    return value if isinstance(value, list) else [value]


def fits(value, ranges):
    """Whether a property with these ranges can have the value."""
    if isinstance(value, bool):
        return "Boolean" in ranges
    if isinstance(value, (int, float)):
        return bool(NUMBERS & ranges)
    if isinstance(value, dict):
        if "@value" in value:
            return fits(value["@value"], ranges)
        types = as_list(value.get("@type", []))
        return "@id" in value if not types else any(kinds(name) & ranges for name in types)
    if not isinstance(value, str) or not value.strip():
        return False
    member = MEMBERS.get(re.sub(r"^https?://schema\.org/", "", value))
    if member and any(kinds(name) & ranges for name in member.types):
        return True
    if TEXTS & ranges:
        return True
    return any(name in ranges and re.fullmatch(pattern, value) for name, pattern in PATTERNS.items())


def findings(node, place):
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from findings(item, f"{place}[{number}]")
    if not isinstance(node, dict):
        return
    types = as_list(node.get("@type", []))
    for name in types:
        if name not in TYPES:
            yield f"{place}: no type is called {name}"
        elif TYPES[name].superseded_by:
            yield f"{place}: the type {name} is superseded by {TYPES[name].superseded_by}"
    known = set().union(*map(kinds, types))
    for name, value in node.items():
        if name.startswith("@"):
            if name == "@graph":
                yield from findings(value, place)
            continue
        here = f"{place}/{name}"
        metadata = PROPERTIES.get(name)
        if metadata is None:
            yield f"{here}: no property is called so"
            continue
        if metadata.superseded_by:
            yield f"{here}: superseded by {metadata.superseded_by}"
        if known and not known & set(metadata.domains):
            yield f"{here}: is no property of {' or '.join(types)}, but of {', '.join(metadata.domains)}"
        for item in as_list(value):
            if not fits(item, set(metadata.ranges)):
                yield f"{here}: {json.dumps(item, ensure_ascii=False)[:80]} is none of {', '.join(metadata.ranges)}"
        yield from findings(value, here)


def judge(text, needed):
    documents = Scripts(text).documents
    if needed and not documents:
        yield "has no JSON-LD"
    for document in documents:
        try:
            graph = json.loads(document)
        except ValueError as error:
            yield f"is no JSON: {error}"
            continue
        for part in as_list(graph):
            if not isinstance(part, dict) or not re.fullmatch(r"https?://schema\.org/?", str(part.get("@context"))):
                yield "is not in the context of schema.org"
            elif not any("@type" in item for item in as_list(part.get("@graph", part))):
                yield "has no type"
        yield from findings(graph, "")


def main(folder):
    folder = Path(folder)
    pages = sorted(folder.rglob("*.html"))
    count = 0
    for page in pages:
        for finding in judge(page.read_text(encoding="utf-8"), needed=page.parent != folder and 'name="robots" content="noindex"' not in page.read_text(encoding="utf-8")):
            count += 1
            print(f"{page.relative_to(folder)}: {finding}")
    if not pages:
        print("no web pages")
    return 1 if count or not pages else 0


sys.exit(main(sys.argv[1]))
