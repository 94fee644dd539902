"""reading_order.py FILE.html...: pdftotext finds in each handout what its web page says, in the same order.

The two are written by different renderers; what pdftotext reads is what a screen reader or a search gets. Compared are the
paragraphs, headings and list items of a page's sections that hold no link: on paper an address follows those.
"""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

TEXT = {"p", "li", "h2", "h3", "h4", "dt", "dd", "td", "th"}
# Above the foot of the page, which would part a paragraph that runs over.
FOOT = 68
PAPER = re.compile(r"Page size:\s+([\d.]+) x ([\d.]+)")


class Passages(HTMLParser):
    """The passages of the sections of a page, in order."""

    def __init__(self):
        super().__init__()
        self.open, self.body, self.passages = [], False, []

    def handle_starttag(self, tag, attributes):
        if tag == "h2":
            # The renderer's own sections, such as the sources, have their places at the end of each format.
            self.body = not (dict(attributes).get("id") or "p_").startswith("p_")
        if tag == "nav":
            # Ways to other forms and places are the page's own; paper has none.
            self.body = False
        if tag in TEXT and self.body:
            # A passage that holds another isn't one itself.
            self.open = [tag, "", False]
        if tag in {"a", "svg", "strong", "span"} and self.open:
            self.open[2] = True

    def handle_endtag(self, tag):
        if self.open and tag == self.open[0]:
            text = squeezed(self.open[1])
            if len(text) > 12 and not self.open[2]:
                self.passages.append(text)
            self.open = []

    def handle_data(self, data):
        if self.open:
            self.open[1] += data


def squeezed(text):
    # A hyphen at the end of a line may be the printer's.
    return re.sub(r"(?<=[^\W\d])[-‐\u00ad](?=[^\W\d])", "", re.sub(r"\s+", "", text))


def text_of(handout):
    listing = subprocess.run(["pdfinfo", handout], capture_output=True, text=True, errors="replace").stdout
    width, height = (float(number) for number in PAPER.search(listing).groups())
    command = ["pdftotext", "-x", "0", "-y", "0", "-W", str(int(width)), "-H", str(int(height) - FOOT), handout, "-"]
    return squeezed(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def findings(passages, handout):
    text, at = text_of(handout), 0
    for passage in passages:
        found = text.find(passage, at)
        if found < 0:
            yield f"{'not in this place' if passage in text else 'not there'}: {passage[:80]}"
        else:
            at = found


def main(files):
    count = handouts = compared = 0
    for page in map(Path, files):
        handout = page.with_name(f"{page.parent.name}.pdf")
        if not handout.exists():
            continue
        reader = Passages()
        reader.feed(page.read_text(encoding="utf-8"))
        handouts += 1
        compared += len(reader.passages)
        for finding in findings(reader.passages, handout):
            count += 1
            print(f"{page}: {finding}")
    print(f"{handouts} handouts, {compared} passages")
    # A page of cards alone has no passage; in a whole library there must be more than one a page.
    return 1 if count or compared < handouts or not handouts else 0


sys.exit(main(sys.argv[1:]))
