"""onix.py FRAGMENT…: what the book trade is told of a book, in a record around it, against the schema and the code lists of ONIX 3."""

import sys
import tempfile
from pathlib import Path

import onixcheck
from lxml import etree

REFERENCE = "{http://ns.editeur.org/onix/3.0/reference}"
RECORD = """<?xml version="1.0" encoding="UTF-8"?>
<ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference">
<Header><Sender><SenderName>A publisher</SenderName></Sender><SentDateTime>20261101</SentDateTime></Header>
<Product><RecordReference>1</RecordReference><NotificationType>03</NotificationType>
<ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>9780306406157</IDValue></ProductIdentifier>
<DescriptiveDetail><ProductComposition>00</ProductComposition><ProductForm>ED</ProductForm><ProductFormDetail>E101</ProductFormDetail>
{fragment}<TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel>
<TitleText>A book</TitleText></TitleElement></TitleDetail></DescriptiveDetail></Product></ONIXMessage>
"""
# The schema leaves open which list a value is from, for that depends on the feature's type.
LISTS = {"09": "List196", "12": "List143"}

schemas = Path(onixcheck.__file__).parent / "schema"
published = etree.parse(schemas / "xsd3.1" / "ONIX_BookProduct_CodeLists.xsd")


def codes(name):
    return published.xpath(f"//*[@name='{name}']//@value")


def wrong(fragment):
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder, "record.xml")
        record.write_text(RECORD.format(fragment=fragment), encoding="utf-8")
        yield from (message.short for message in onixcheck.validate(str(record), schemas=("xsd", "rng")))
        for feature in etree.parse(record).iter(f"{REFERENCE}ProductFormFeature"):
            kind, value = (feature.findtext(f"{REFERENCE}ProductFormFeature{part}") for part in ("Type", "Value"))
            if value not in codes(LISTS.get(kind, "")):
                yield f"{value} isn’t a code for what {kind} tells"


def feature(value):
    parts = f"<ProductFormFeatureType>09</ProductFormFeatureType><ProductFormFeatureValue>{value}</ProductFormFeatureValue>"
    return f"<ProductFormFeature>{parts}</ProductFormFeature>"


# A judge that lets pass what isn't there judges nothing.
if list(wrong(feature("00"))) or not list(wrong(feature("07"))) or not list(wrong("<ProductFormFeature/>")):
    sys.exit("the judge doesn’t tell right from wrong")
found = [f"{path}: {what}" for path in sys.argv[1:] for what in wrong(Path(path).read_text(encoding="utf-8"))]
print("\n".join(found))
sys.exit(bool(found))
