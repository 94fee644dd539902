"""calibre.py EPUB…: calibre, through which many a book reaches a Kindle, converts each book without a complaint."""

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# What it says of files that it has to mend, or leaves out.
COMPLAINT = re.compile(r"warn|error|fail|invalid|could not|not found|missing|traceback|ignor", re.IGNORECASE)


def wrong(book):
    with tempfile.TemporaryDirectory() as folder:
        for ending in ("azw3", "docx"):
            made = Path(folder, f"book.{ending}")
            run = subprocess.run(
                ["ebook-convert", book, made],
                capture_output=True,
                text=True,
                errors="replace",
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "CALIBRE_CONFIG_DIRECTORY": folder, "LC_ALL": "C.UTF-8"},
            )
            said = (run.stdout + run.stderr).splitlines()
            # A book may be called as it likes.
            complaints = [line for line in said if COMPLAINT.search(line) and str(made.stem) not in line and book not in line]
            if run.returncode or not made.exists() or made.stat().st_size < 1000:
                yield f"{book} to {ending}: exit code {run.returncode}: {' '.join(said[-3:])}"
            yield from (f"{book} to {ending}: {complaint}" for complaint in complaints)


with ThreadPoolExecutor(2) as pool:
    found = [complaint for complaints in pool.map(lambda book: list(wrong(book)), sys.argv[1:]) for complaint in complaints]
print("\n".join(found))
sys.exit(bool(found))
