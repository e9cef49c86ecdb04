#!/usr/bin/env bash
# PDFium (pypdfium2 5.15.2) and MuPDF (PyMuPDF 1.28.2): a /ActualText in logical order makes Hebrew come out reversed.
#
# A page has one line of Hebrew, drawn in visual order as PDF has it. ISO 32000-1, 14.9.4, offers /ActualText to say
# how such content reads, so a careful writer puts the line there in logical order. Both readers then reverse what is
# logical already, PDFium word by word and MuPDF the whole line; without the entry they put the drawn characters into
# logical order themselves. So an entry meant for those who follow tags breaks search and copying in Chrome's viewer.
# Seen, with A for the first word and B for the second, small where the letters are reversed:
#
#   without /ActualText: PDFium A B, MuPDF A B
#   with /ActualText:    PDFium a b, MuPDF b a
#
# Exits non-zero when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
python=$folder/venv/bin/python
"$python" -m pip install --quiet --disable-pip-version-check \
    reportlab==5.1.0 pypdfium2==5.15.2 PyMuPDF==1.28.2 matplotlib==3.11.2

cd "$folder"
"$python" - <<'CODE'
import matplotlib
import pymupdf
import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

LOGICAL = "שלום עולם"
VISUAL = LOGICAL[::-1]
FIRST, SECOND = LOGICAL.split()
NAMES = {FIRST: "A", SECOND: "B", FIRST[::-1]: "a", SECOND[::-1]: "b"}
pdfmetrics.registerFont(TTFont("Hebrew", f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSans.ttf"))


def read(actual_text):
    """What the two readers find on a page with the line, marked with /ActualText or not."""
    canvas = Canvas("line.pdf")
    canvas.setFont("Hebrew", 14)
    if actual_text:
        canvas._code.append(f"/Span <</ActualText <FEFF{LOGICAL.encode('utf-16-be').hex()}>>> BDC")
    canvas.drawString(72, 700, VISUAL)
    if actual_text:
        canvas._code.append("EMC")
    canvas.save()
    page = pypdfium2.PdfDocument("line.pdf")[0]
    found = page.get_textpage().get_text_range(), pymupdf.open("line.pdf")[0].get_text()
    return [" ".join(NAMES[word] for word in text.split()) for text in found]


plain, marked = read(actual_text=False), read(actual_text=True)
print("without /ActualText: PDFium {}, MuPDF {}".format(*plain))
print("with /ActualText:    PDFium {}, MuPDF {}".format(*marked))
assert plain == ["A B", "A B"]
assert marked == ["a b", "b a"]
CODE
