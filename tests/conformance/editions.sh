#!/usr/bin/env bash
# editions.sh FOLDER: makes every edition of every page's handout, for the outside judges.
# Uses target/debug/pamphlet, unless PAMPHLET names another.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
pamphlet=${PAMPHLET:-$root/target/debug/pamphlet}
folder=$1
mkdir -p "$folder"

# edition NAME ARGUMENTS...: one a page.
edition() {
    local name=$1 file
    shift
    for file in "$root"/content/{conditions,modalities,evidence,guides,collections}/*.md; do
        # Pages of other kinds have no sections on causes or treatments, and a handout without any is refused.
        [[ $name == aspects && $file != */conditions/* ]] && continue
        local page=${file#"$root"/content/}
        page=${page%.md}
        echo handout "$page" "$@" --content "$root/content" --output "$folder/${page//\//-}.$name.pdf"
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
    done
    echo handout dyspareunia vaginismus vulvodynia --content "$root/content" --output "$folder/bundle.pdf"
} | xargs -P "$(nproc)" -L 1 "$pamphlet" 2>"$folder/errors" || {
    grep -A 3 '^error' "$folder/errors" >&2
    exit 1
}
rm "$folder/errors"
