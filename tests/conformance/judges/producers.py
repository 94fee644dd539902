"""producers.py FOLDER: writes small PDF files of three producers, with what makes files differ: turned and cropped pages, boxes that
don't start at 0, mixed sizes, transparency, pictures, links, several content streams, object streams, faces whole and in part."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ["Page one", "Page two", "Page three", "Page four", "Page five"]


def reportlab(path):
    from reportlab.lib.pagesizes import A5, A6, landscape, letter
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pageCompression=1, invariant=1)
    canvas.setTitle("ReportLab: mixed pages")
    for number, (name, size) in enumerate(zip(NAMES, [A5, landscape(A5), letter, A6, A5])):
        canvas.setPageSize(size)
        width, height = size
        canvas.setFillColorRGB(0.85, 0.9, 1)
        canvas.rect(20, 20, width - 40, height - 40, fill=1, stroke=1)
        canvas.setFillColorRGB(0.8, 0, 0, alpha=0.5)
        canvas.circle(70, height - 70, 30 + 5 * number, fill=1)
        canvas.setFillColorRGB(0, 0, 0, alpha=1)
        canvas.setFont("Times-Roman", 28)
        canvas.drawString(60, height / 2, name)
        canvas.linkURL("https://example.org/", (60, 60, 120, 80))
        canvas.showPage()
    canvas.save()


def rearranged(source, path):
    """The same, as a scanner or an editor leaves it: turned, cropped, scaled by UserUnit, moved away from 0, one box for all pages."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, FloatObject, NameObject, RectangleObject

    writer = PdfWriter()
    for number, page in enumerate(PdfReader(source).pages):
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        if number < 3:
            page.rotate(90 * (number + 1))
        if number in (1, 3):
            page.cropbox = RectangleObject((15, 25, width - 10, height - 5))
        if number == 4:
            moved = page.get_object()
            moved[NameObject("/MediaBox")] = ArrayObject(FloatObject(n) for n in (-30, -40, width - 30, height - 40))
            moved[NameObject("/UserUnit")] = FloatObject(0.5)
        writer.add_page(page)
    writer.write(path)


def fpdf(path):
    import fpdf as package

    pdf = package.FPDF(format="A5")
    pdf.set_title("fpdf2: leaflet")
    face = Path(__file__).parents[3] / "crates/pamphlet-pdf/fonts/AtkinsonHyperlegibleNext-Regular.ttf"
    pdf.add_font("Atkinson", fname=str(face))
    for name in NAMES:
        pdf.add_page()
        pdf.set_font("Atkinson", size=26)
        pdf.set_fill_color(240, 220, 180)
        pdf.rect(8, 8, 60, 30, style="F")
        pdf.text(20, 100, name)
        pdf.set_font("Helvetica", size=12)
        pdf.text(20, 115, "A line of Helvetica that isn't embedded.")
    pdf.output(str(path))


def chromium(path):
    sections = "".join(
        f"<section><h1>{name}</h1><p style='opacity:.6'>Some text with <a href='https://example.org/'>a link</a>.</p>"
        f"<div style='width:60mm;height:20mm;background:linear-gradient(90deg,#036,#fc0)'></div></section>"
        for name in NAMES
    )
    html = f"""<!doctype html><html lang=en><title>Chromium: leaflet</title><style>@page{{size:A5;margin:15mm}}
      body{{font-family:'Liberation Sans';margin:0}}section{{break-after:page;transform:rotate(0)}}section:last-child{{break-after:auto}}</style>{sections}</html>"""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "leaflet.html"
        source.write_text(html)
        switches = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync"
        command = [os.environ.get("CHROMIUM", "chromium"), *switches.split(), f"--user-data-dir={folder}/profile", "--no-pdf-header-footer"]
        subprocess.run([*command, f"--print-to-pdf={path}", source.as_uri()], check=True, capture_output=True, timeout=120)


def write(folder):
    """Writes all files, and gives their paths."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.pdf" for name in ("reportlab", "rearranged", "fpdf2", "chromium")]
    reportlab(paths[0])
    rearranged(paths[0], paths[1])
    fpdf(paths[2])
    chromium(paths[3])
    return paths


if __name__ == "__main__":
    for path in write(sys.argv[1]):
        print(path, path.stat().st_size)
