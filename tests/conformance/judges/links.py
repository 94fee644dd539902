"""links.py FOLDER: each link inside a build leads to a file of it, and to a place in that file, from wherever the build stands, disk included.

Judged are all web pages and style sheets below the folder. Links to other hosts are left alone.
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

REFERENCES = {"href", "src", "poster", "data", "action", "cite"}


class Page(HTMLParser):
    """The addresses that a web page names, and the places in it."""

    def __init__(self, text):
        super().__init__()
        self.references = []
        self.places = {"", "top"}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            value = value or ""
            if name == "id" or (tag == "a" and name == "name"):
                self.places.add(value)
            elif name in REFERENCES:
                self.references.append(value)
            elif name in ("srcset", "imagesrcset"):
                self.references += [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]

    handle_startendtag = handle_starttag


def finding(folder, file, reference, places):
    """What is wrong with a reference in a file, if anything is."""
    try:
        address = urlsplit(reference.strip())
    except ValueError as error:
        return f"is no address: {error}"
    if address.scheme:
        return None
    if address.netloc:
        return "takes its scheme from wherever the page stands, so it leads nowhere from disk"
    # What a host shows for an address that leads nowhere is shown at any depth.
    if file == folder / "404.html" and address.path.startswith("/"):
        return None if (folder / unquote(address.path).lstrip("/")).is_file() else "leads to no file, if the build stands at the host's root"
    if address.path.startswith("/"):
        return "works only at the root of a host"
    target = (file.parent / unquote(address.path)).resolve() if address.path else file
    if not target.is_relative_to(folder):
        return "leaves the build"
    if target.is_dir():
        return "leads to a folder, which shows no page from disk"
    if not target.is_file():
        return "leads to no file"
    if address.fragment and target in places and unquote(address.fragment) not in places[target]:
        return "leads to no place in that page"
    return None


def main(folder):
    folder = Path(folder).resolve()
    pages = {file: Page(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.html"))}
    places = {file: page.places for file, page in pages.items()}
    references = [(file, reference) for file, page in pages.items() for reference in page.references]
    for sheet in sorted(folder.rglob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        references += [(sheet, match[2]) for match in re.finditer(r"""(?:url\(\s*|@import\s+)(['"]?)([^'")\s]+)\1""", text)]
    count = 0
    for file, reference in references:
        if found := finding(folder, file, reference, places):
            count += 1
            print(f"{file.relative_to(folder)}: {reference!r} {found}")
    if not pages:
        print("no web pages")
    return 1 if count or not pages else 0


sys.exit(main(sys.argv[1]))
