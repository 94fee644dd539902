#!/usr/bin/env bash
# editions.sh FOLDER: makes every edition of every page's handout, for the outside judges: of the sample library, and of one whose pages are
# honest and awkward.
# Uses target/debug/pamphlet, unless PAMPHLET names another.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
pamphlet=${PAMPHLET:-$root/target/debug/pamphlet}
folder=$1
mkdir -p "$folder"
awkward=$root/tests/fixtures/awkward

# edition NAME ARGUMENTS...: one a page.
edition() {
    local name=$1 library file page
    shift
    for library in "$root/content" "$awkward"; do
        for file in "$library"/{conditions,modalities,evidence,guides,collections}/*.md; do
            # Other pages have no sections on causes or treatments, and a handout without any is refused.
            [[ $name == aspects && $file != "$root/content/conditions/"* ]] && continue
            # Nor has each page sheets to write on.
            [[ $name == sheets && $library == "$awkward" ]] && continue
            page=${file#"$library"/}
            page=${page%.md}
            echo handout "$page" "$@" --content "$library" --output "$folder/${library##*/}-${page//\//-}.$name.pdf"
        done
    done
}

{
    for paper in a4 letter a5; do
        for size in "" --large-print; do
            for ink in "" --mono; do
                # shellcheck disable=SC2086 # an empty one is no argument
                edition "$paper$size$ink" --paper "$paper" $size $ink
            done
        done
    done
    edition summary --summary
    edition aspects --aspects causes,treatments,self-care --references short
    edition sheets --sheets-only --references none
    for paper in a4 a5; do
        echo book understanding-painful-sex --paper "$paper" --content "$root/content" --output "$folder/book.$paper.pdf"
        for size in "" --large-print; do
            echo book again --paper "$paper" $size --content "$awkward" --output "$folder/awkward.$paper$size.pdf"
        done
    done
    echo handout dyspareunia vaginismus vulvodynia --content "$root/content" --output "$folder/bundle.pdf"
} | xargs -P "$(nproc)" -L 1 "$pamphlet" 2>"$folder/errors" || {
    grep -A 3 '^error' "$folder/errors" >&2
    exit 1
}
rm "$folder/errors"
