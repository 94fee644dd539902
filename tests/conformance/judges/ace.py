"""ace.py FILE...: Ace by DAISY finds nothing that keeps people from reading each e-book.

PAMPHLET_VALIDATORS names the folder that install.sh filled, PUPPETEER_EXECUTABLE_PATH the browser.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ACE = Path(os.environ["PAMPHLET_VALIDATORS"]) / "node/node_modules/.bin/ace-cli"


def findings(file):
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run([ACE, "--silent", "--force", "--outdir", folder, file], capture_output=True, text=True, errors="replace")
        report = Path(folder) / "report.json"
        if run.returncode != 0 or not report.is_file():
            yield f"can't be judged: {run.stderr.strip() or run.stdout.strip() or run.returncode}"
            return
        verdict = json.loads(report.read_text(encoding="utf-8"))
    found = False
    for document in verdict["assertions"]:
        for assertion in document["assertions"]:
            if assertion["earl:result"]["earl:outcome"] == "fail":
                found = True
                rule, result = assertion["earl:test"], assertion["earl:result"]
                text = " ".join(result["dct:description"].split())
                yield f"{document['earl:testSubject']['url']}: {rule['dct:title']} ({rule['earl:impact']}): {text[:160]} {result.get('html', '')[:100]}"
    if verdict["earl:result"]["earl:outcome"] != "pass" and not found:
        yield f"the outcome is {verdict['earl:result']['earl:outcome']}"


def main(files):
    count = 0
    for file in files:
        for finding in findings(file):
            count += 1
            print(f"{file}: {finding}")
    return 1 if count or not files else 0


sys.exit(main(sys.argv[1:]))
