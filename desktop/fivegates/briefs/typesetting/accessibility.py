"""Makes a drawn PDF accessible and archivable: PDF/UA-1 and PDF/A-2a."""

import base64
import re
import zlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

from fivegates.briefs.typesetting.bidi import logical
from fivegates.briefs.typesetting.structure import Element, write_structure

_ICC_DATE = slice(24, 36)
_LAST_OF_FIRST_PLANE = 0xFFFF
_TABLE = re.compile(rb"\d+ beginbfchar.*endbfchar", re.DOTALL)
_MAPPING = re.compile(rb"<(\w+)> <(\w+)>")
_MOST_MAPPINGS = 100
# The highest level, 9, takes nearly twice the time of this one, and packs these streams no better.
_COMPRESSION = 7
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
<pdf:Producer>{program}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of the file.

    `dated` is used as the time of creation, so that the same content always gives the same bytes.
    `language` is a BCP 47 tag such as `en-GB`.
    """

    title: str
    author: str
    subject: str
    program: str
    language: str
    dated: date


def archived(pdf: bytes, root: Element, metadata: Metadata) -> bytes:
    """Return the PDF with structure, metadata and colour profile; the same input gives the same bytes."""
    with pikepdf.open(BytesIO(pdf)) as document:
        write_structure(document, root)
        describe(document, metadata)
        add_colour_profile(document)
        repair_text_mappings(document)
        compress(document)
        out = BytesIO()
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,
            deterministic_id=True,
        )
    return out.getvalue()


def describe(document: pikepdf.Pdf, metadata: Metadata) -> None:
    """Write title, author, language and standards, to the info dictionary and the XMP metadata."""
    title, author, subject, program = map(
        _in_xml, (metadata.title, metadata.author, metadata.subject, metadata.program)
    )
    stamp = f"D:{metadata.dated:%Y%m%d}000000Z"
    document.trailer.Info = document.make_indirect(
        Dictionary(
            Title=title,
            Author=author,
            Subject=subject,
            Creator=program,
            Producer=program,
            CreationDate=stamp,
            ModDate=stamp,
        )
    )
    xmp = _XMP.format(
        title=escape(title, quote=False),
        author=escape(author, quote=False),
        subject=escape(subject, quote=False),
        program=escape(program, quote=False),
        language=metadata.language,
        day=metadata.dated.isoformat(),
    )
    packet = pikepdf.Stream(document, xmp.encode())
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    document.Root.Metadata = document.make_indirect(packet)
    document.Root.Lang = String(metadata.language)
    document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    document.Root.PageMode = Name.UseOutlines


def _in_xml(text: str) -> str:
    """Leave out what XML cannot carry."""
    return _NOT_IN_XML.sub("", text)


def add_colour_profile(document: pikepdf.Pdf) -> None:
    """Declare sRGB as the output intent."""
    profile = pikepdf.Stream(document, _srgb())
    profile.N = 3
    document.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                DestOutputProfile=document.make_indirect(profile),
            )
        ]
    )


@cache
def _srgb() -> bytes:
    """The sRGB profile without its time of creation."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_ICC_DATE] = bytes(_ICC_DATE.stop - _ICC_DATE.start)
    return bytes(profile)


def repair_text_mappings(document: pikepdf.Pdf) -> None:
    """Repair the ToUnicode maps, by which readers find the characters of glyphs."""
    for item in document.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.Font and "/ToUnicode" in item:
            item.ToUnicode.write(_corrected(item.ToUnicode.read_bytes()))


def _corrected(mapping: bytes) -> bytes:
    """Drop glyphs that are mapped to nothing, and write the characters beyond U+FFFF as pairs."""
    table = _TABLE.search(mapping)
    assert table is not None  # noqa: S101 - reportlab writes one into every font
    pairs = [(code, char) for code, char in _MAPPING.findall(table[0]) if int(char, 16)]
    blocks = [pairs[start : start + _MOST_MAPPINGS] for start in range(0, len(pairs), _MOST_MAPPINGS)]
    return mapping[: table.start()] + b"\n".join(map(_block, blocks)) + mapping[table.end() :]


def _block(pairs: list[tuple[bytes, bytes]]) -> bytes:
    """Return a block of a ToUnicode map."""
    lines = [b"<%s> <%s>" % (code, _utf16(char)) for code, char in pairs]
    return b"\n".join([b"%d beginbfchar" % len(pairs), *lines, b"endbfchar"])


def compress(document: pikepdf.Pdf) -> None:
    """Compress all streams except the metadata, which search tools read as it is.

    Some readers take a carriage return at the end of a stream for part of the line end that follows
    it; a stream that would end so is armoured as text.
    """
    for item in document.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Type") != Name.Metadata:
            packed = zlib.compress(item.read_bytes(), _COMPRESSION)
            if packed.endswith((b"\r", b"\n")):
                armoured = base64.a85encode(packed) + b"~>"
                item.write(armoured, filter=Array([Name.ASCII85Decode, Name.FlateDecode]))
            else:
                item.write(packed, filter=Name.FlateDecode)


def _utf16(char: bytes) -> bytes:
    """The text of a glyph in UTF-16, from its hexadecimal code point: Arabic letters in base forms."""
    code = int(char, 16)
    read = logical(chr(code))
    if read == chr(code) and code <= _LAST_OF_FIRST_PLANE:
        return char
    return read.encode("utf-16-be", "surrogatepass").hex().upper().encode()
