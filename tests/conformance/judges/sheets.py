"""sheets.py PAMPHLET HANDOUT...: lays handouts and files of other producers out on sheets, and compares pictures: what stands on a sheet must
look like the page it was. The place of each page is read from the sheet; the page is drawn from its own file."""

import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter
from pypdf import PdfReader
from pypdf.generic import ContentStream

import producers

DPI = 150
# Of 255, after both pictures are blurred and made ten times smaller: the edges of letters fall on other pixels, a lost word is far darker.
MOST, MEAN = 70, 4
LAYOUTS = [["--layout", "booklet"], ["--layout", "2-up"], ["--layout", "4-up", "--paper", "letter"], ["--layout", "cut-and-stack", "--paper", "a3"],
           ["--layout", "booklet", "--flip", "long-edge", "--binding", "right"]]


def picture(pdf, page, folder, *size):
    name = Path(folder) / f"{pdf.stem}-{page}-{'-'.join(map(str, size))}"
    subprocess.run(["pdftoppm", "-cropbox", "-png", "-singlefile", "-f", str(page), "-l", str(page), *map(str, size), pdf, name], check=True)
    return Image.open(f"{name}.png").convert("L")


def placed(side):
    """The pages on a side, as their number and the rectangle that each is cut to; and whether the side stands on its head."""
    operations = ContentStream(side.get_contents(), side.pdf).operations
    on_its_head, rectangle, found = False, None, []
    for operands, operator in operations:
        if operator == b"re":
            rectangle = [float(number) for number in operands]
        elif operator == b"cm" and rectangle is None:
            on_its_head = float(operands[0]) < 0
        elif operator == b"Do":
            found.append((int(operands[0].removeprefix("/Page")), rectangle))
    return found, on_its_head


def differences(source, sheets, folder):
    reader = PdfReader(sheets)
    seen = set()
    for number, side in enumerate(reader.pages, 1):
        found, on_its_head = placed(side)
        whole = picture(sheets, number, folder, "-r", DPI)
        if on_its_head:
            whole = whole.rotate(180)
        for page, (x, y, width, height) in found:
            seen.add(page)
            scale = DPI / 72
            left, top = x * scale, whole.height - (y + height) * scale
            shown = whole.crop([round(edge) for edge in (left, top, left + width * scale, top + height * scale)])
            alone = drawn(source, page, folder, shown.size)
            small = [
                image.filter(ImageFilter.GaussianBlur(4)).resize((max(1, shown.width // 10), max(1, shown.height // 10)), Image.Resampling.BOX)
                for image in (shown, alone)
            ]
            difference = ImageChops.difference(*small)
            histogram = difference.histogram()
            mean = sum(value * times for value, times in enumerate(histogram)) / sum(histogram)
            if difference.getextrema()[1] > MOST or mean > MEAN:
                yield f"page {page} on side {number} of {sheets.name}: differs by up to {difference.getextrema()[1]}, {mean:.1f} on average"
    missing = set(range(1, len(PdfReader(source).pages) + 1)) - seen
    if missing:
        yield f"{sheets.name} lacks pages {sorted(missing)}"


def drawn(source, page, folder, size):
    """The page at the size that it has on the sheet; turned, if it lies across the others there."""
    alone = picture(source, page, folder, "-r", 72)
    turned = (alone.width > alone.height) != (size[0] > size[1])
    resolution = 72 * size[0] / (alone.height if turned else alone.width)
    alone = picture(source, page, folder, "-r", f"{resolution:.3f}")
    return (alone.transpose(Image.Transpose.ROTATE_90) if turned else alone).resize(size)


def judge(pamphlet, source, number, folder):
    layout = LAYOUTS[number]
    sheets = Path(folder) / f"{source.stem}-{number}.sheets.pdf"
    made = subprocess.run([pamphlet, "sheets", source, "-o", sheets, "--no-marks", *layout], capture_output=True, text=True)
    if made.returncode:
        return [f"{source.name} {' '.join(layout)}: {made.stderr.strip()}"]
    checked = subprocess.run(["qpdf", "--check", sheets], capture_output=True, text=True)
    own = Path(folder) / f"{source.stem}-{number}"
    own.mkdir()
    return [checked.stdout + checked.stderr] * (checked.returncode != 0) + list(differences(source, sheets, own))


def main(pamphlet, *handouts):
    with tempfile.TemporaryDirectory() as folder:
        # The longest handouts hold the most kinds of things.
        own = sorted(map(Path, handouts), key=lambda path: -path.stat().st_size)[:2]
        jobs = [(source, number) for source in own + producers.write(Path(folder) / "producers") for number in range(len(LAYOUTS))]
        with ThreadPoolExecutor(2) as pool:
            problems = sum(pool.map(lambda job: judge(pamphlet, *job, folder), jobs), [])
    print(*problems, sep="\n")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
