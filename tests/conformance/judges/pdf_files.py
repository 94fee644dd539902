"""pdf_files.py FILE...: qpdf finds no fault in each PDF, pdffonts no font that isn't embedded, pdfinfo no table without headers."""

import re
import subprocess
import sys


def findings(file):
    syntax = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, errors="replace")
    if syntax.returncode != 0:
        yield f"qpdf: {(syntax.stderr or syntax.stdout).strip().replace(chr(10), '; ')}"
    listing = subprocess.run(["pdffonts", file], capture_output=True, text=True, errors="replace")
    if listing.returncode != 0:
        yield f"pdffonts: {listing.stderr.strip()}"
    fonts = listing.stdout.splitlines()[2:]
    if not fonts:
        yield "no text in any font"
    for font in fonts:
        # name, type, encoding, embedded, subset, Unicode, object number, generation
        if font.split()[-5] != "yes":
            yield f"not embedded: {font.strip()}"
    tree = subprocess.run(["pdfinfo", "-struct", file], capture_output=True, text=True, errors="replace").stdout
    tables = re.findall(r"^( *)Table\b.*\n((?:\1 +.*\n)*)", tree, re.MULTILINE)
    bare = sum(1 for _, inside in tables if not re.search(r"^ *TH\b", inside, re.MULTILINE))
    if bare:
        yield f"{bare} of {len(tables)} tables have no header"


def main(files):
    count = 0
    for file in files:
        for finding in findings(file):
            count += 1
            print(f"{file}: {finding}")
    return 1 if count or not files else 0


sys.exit(main(sys.argv[1:]))
