"""XMP: keep what a photo came with, and say in it how the result was made.

The packet is edited as a document, so that everything in it stays as it was, whatever it means.

Source: ISO 16684-1; what does not fit into a JPEG file's segment: Adobe, XMP Specification Part 3.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.dom import minidom
from xml.parsers import expat
from xml.parsers.expat import ExpatError

TRAINED: Final = (
    "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
)
"""IPTC's word for a picture parts of which come from a trained model."""

HEIRLOOM: Final = "urn:heirloom:xmp:1.0/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP: Final = "http://ns.adobe.com/xap/1.0/"
_EXIF: Final = "http://ns.adobe.com/exif/1.0/"
_TIFF: Final = "http://ns.adobe.com/tiff/1.0/"
_IPTC: Final = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_NOTE: Final = "http://ns.adobe.com/xmp/note/"
_XMLNS: Final = "http://www.w3.org/2000/xmlns/"

_EMPTY: Final = (
    f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}"></rdf:RDF></x:xmpmeta>'
).encode()
_BEGIN: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_END: Final = '<?xpacket end="w"?>'
_PACKED: Final = "zlib:"
_LONG: Final = 4096
_LARGEST: Final = 64 << 20
_MOST_DEEP: Final = 100
_MOST_ELEMENTS: Final = 100_000


class XmpError(ValueError):
    """The packet cannot be understood."""


@dataclass(frozen=True)
class Provenance:
    """How a picture was made.

    Attributes
    ----------
    tool
        The program and its version.
    recipe
        The recipe, as JSON.
    model
        The network's name and hash; empty if its colours are not in the picture.
    source
        SHA-256 of the photo's file; empty to say nothing of it.
    """

    tool: str
    recipe: str
    model: str = ""
    source: str = ""


class _Packet:
    """A packet as a document: groups of properties, called descriptions."""

    def __init__(self, raw: bytes) -> None:
        raw = raw.strip(b"\0 \t\r\n")
        if re.search(rb"<!\s*(DOCTYPE|ENTITY)", raw, re.IGNORECASE):
            raise XmpError("A packet declares nothing of its own.")  # entities can fill the memory
        try:
            _check_size(raw)
            self.document = minidom.parseString(raw)
        except (ExpatError, ValueError, LookupError) as error:
            raise XmpError(str(error)) from error
        found = self.document.getElementsByTagNameNS(_RDF, "RDF")
        if not found:
            raise XmpError("There is no RDF in the packet.")
        self.rdf: minidom.Element = found[0]

    def descriptions(self) -> list[minidom.Element]:
        return [node for node in _elements(self.rdf) if node.namespaceURI == _RDF]

    def about(self) -> str:
        """What the first description is about, which all of one packet must repeat."""
        return next((d.getAttributeNS(_RDF, "about") for d in self.descriptions()), "")

    def values(self, space: str, name: str) -> list[str]:
        found = (_value(description, space, name) for description in self.descriptions())
        return [value for value in found if value]

    def add(self, about: str, spaces: Mapping[str, str]) -> minidom.Element:
        """Add an empty description, with the namespaces that will be used in it."""
        element: minidom.Element = self.document.createElementNS(_RDF, "rdf:Description")
        for name, space in spaces.items():
            element.setAttributeNS(_XMLNS, name, space)
        element.setAttributeNS(_RDF, "rdf:about", about)
        self.rdf.appendChild(element)
        return element

    def xml(self) -> str:
        root = self.document.documentElement
        assert root is not None
        return str(root.toxml())

    def serialize(self) -> bytes:
        return f"{_BEGIN}{self.xml()}{_END}".encode()


def _check_size(raw: bytes) -> None:
    """Look how deep and how many elements are, before a document of a thousand times that is made.

    Raises
    ------
    XmpError
        If there are more than anybody writes.
    """
    depth = count = 0

    def begin(_name: str, attributes: list[str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1 + len(attributes) // 2
        if depth > _MOST_DEEP or count > _MOST_ELEMENTS:
            raise XmpError("There are absurdly many elements.")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.Parse(raw, True)


def add_provenance(
    packet: bytes | None,
    provenance: Provenance,
    *,
    size: tuple[int, int] | None = None,
    keep_gps: bool = True,
) -> bytes:
    """Add to a packet how the picture was made; the photo is upright in it.

    Parameters
    ----------
    packet
        What the photo came with; None for nothing.
    provenance
        What is added; it takes the place of what an earlier result said.
    size
        Height and width of the picture, where the packet states them; None to leave what it says.
    keep_gps
        Whether the place where the photo was taken stays.

    Raises
    ------
    XmpError
        If the packet is damaged.
    """
    edited = _Packet(packet if packet is not None else _EMPTY)
    about = edited.about()
    for description in edited.descriptions():
        for space, name in _properties(description):
            is_gps = space == _EXIF and name.startswith("GPS")
            if _is_outdated(space, name, bool(provenance.model)) or (is_gps and not keep_gps):
                _remove(description, space, name)
        _replace(description, _TIFF, "Orientation", "1")
        if size is not None:
            height, width = map(str, size)
            _replace(description, _EXIF, "PixelXDimension", width)
            _replace(description, _EXIF, "PixelYDimension", height)
            _replace(description, _TIFF, "ImageWidth", width)
            _replace(description, _TIFF, "ImageLength", height)
    prefixes = {"rdf": _RDF, "xmp": _XMP, "Iptc4xmpExt": _IPTC, "heirloom": HEIRLOOM}
    added = edited.add(about, {f"xmlns:{prefix}": space for prefix, space in prefixes.items()})
    values = {"xmp:CreatorTool": provenance.tool, "heirloom:recipe": _pack(provenance.recipe)}
    if provenance.model:
        values |= {"Iptc4xmpExt:DigitalSourceType": TRAINED, "heirloom:model": provenance.model}
    if provenance.source:
        values |= {"heirloom:source": provenance.source}
    for name, value in values.items():
        child = edited.document.createElementNS(prefixes[name.partition(":")[0]], name)
        child.appendChild(edited.document.createTextNode(value))
        added.appendChild(child)
    return edited.serialize()


def find_recipe(packet: bytes | None) -> str | None:
    """Find the recipe that `add_provenance` put into a packet; None if there is none."""
    if not packet:
        return None
    try:
        found = _Packet(packet).values(HEIRLOOM, "recipe")
    except XmpError:
        return None
    return _unpack(found[0]) if found else None


def find_source(packet: bytes | None) -> str | None:
    """Find the hash of the photo that a result was made of; None if there is none."""
    if not packet:
        return None
    try:
        found = _Packet(packet).values(HEIRLOOM, "source")
    except XmpError:
        return None
    return found[0] if found and re.fullmatch("[0-9a-f]{64}", found[0]) else None


def join(packet: bytes, extended: Mapping[str, bytes]) -> bytes:
    """One packet of a JPEG file's first one and of what did not fit into it.

    Parameters
    ----------
    packet
        The first one; it names the other.
    extended
        Others, by their names.
    """
    if not extended:
        return packet
    try:
        joined = _Packet(packet)
        for name in joined.values(_NOTE, "HasExtendedXMP"):
            for description in _Packet(extended.get(name, b"")).descriptions():
                joined.rdf.appendChild(joined.document.importNode(description, True))
    except XmpError:
        return packet
    for description in joined.descriptions():
        _remove(description, _NOTE, "HasExtendedXMP")
    return joined.serialize()


def split(packet: bytes, room: int) -> tuple[bytes, str, bytes]:
    """Divide a packet that is too long for a JPEG file; the inverse of `join`.

    Parameters
    ----------
    packet
        Of any length.
    room
        Bytes that the first part may have.

    Returns
    -------
    tuple of bytes, str, bytes
        A packet that fits, the name of the other, and the other: both empty if all fits into one.

    Raises
    ------
    XmpError
        If even so it does not fit.
    """
    if len(packet) <= room:
        return packet, "", b""
    first, other = _Packet(packet), _Packet(_EMPTY)
    about = first.about()
    movable = [
        (len(node.toxml()), node, description)
        for description in first.descriptions()
        for node in _elements(description)
    ]
    excess = len(packet) - room + len(_EMPTY) + 400
    for size, node, description in sorted(movable, key=lambda found: -found[0]):
        if excess <= 0:
            break
        holder = other.add(about, _namespaces(node))
        holder.appendChild(other.document.importNode(node, True))
        description.removeChild(node)
        excess -= size
    extended = other.xml().encode()
    name = hashlib.md5(extended, usedforsecurity=False).hexdigest().upper()
    note = first.add(about, {"xmlns:rdf": _RDF, "xmlns:xmpNote": _NOTE})
    note.setAttributeNS(_NOTE, "xmpNote:HasExtendedXMP", name)
    if len(first.serialize()) > room:
        raise XmpError("The packet does not fit.")
    return first.serialize(), name, extended


def _namespaces(node: minidom.Element) -> dict[str, str]:
    """The namespaces that are declared around an element."""
    found: dict[str, str] = {}
    around: minidom.Node | None = node
    while isinstance(around, minidom.Element):
        for attribute in around.attributes.values():
            if attribute.namespaceURI == _XMLNS:
                found.setdefault(attribute.name, attribute.value)
        around = around.parentNode
    return found


def _is_outdated(space: str | None, name: str, coloured: bool) -> bool:
    """Whether a property says how the photo was made or looked before.

    A source type goes only when we state one: the photo may have been coloured before.
    """
    if space == HEIRLOOM or (space, name) in ((_XMP, "CreatorTool"), (_XMP, "Thumbnails")):
        return True
    return coloured and (space, name) == (_IPTC, "DigitalSourceType")


def _elements(node: minidom.Element) -> list[minidom.Element]:
    return [child for child in node.childNodes if isinstance(child, minidom.Element)]


def _properties(description: minidom.Element) -> list[tuple[str | None, str]]:
    attributes = description.attributes.values()
    found = [(a.namespaceURI, a.localName) for a in attributes if a.namespaceURI != _XMLNS]
    return found + [(node.namespaceURI, node.localName) for node in _elements(description)]


def _children(
    description: minidom.Element, space: str | None, name: str
) -> Iterator[minidom.Element]:
    for node in _elements(description):
        if (node.namespaceURI, node.localName) == (space, name):
            yield node


def _remove(description: minidom.Element, space: str | None, name: str) -> None:
    if space is not None and description.hasAttributeNS(space, name):
        description.removeAttributeNS(space, name)
    for child in _children(description, space, name):
        description.removeChild(child)


def _value(description: minidom.Element, space: str, name: str) -> str | None:
    if description.hasAttributeNS(space, name):
        return str(description.getAttributeNS(space, name))
    for child in _children(description, space, name):
        return "".join(n.data for n in child.childNodes if n.nodeType == n.TEXT_NODE)
    return None


def _replace(description: minidom.Element, space: str, name: str, value: str) -> None:
    """Give a property another value, if it is there."""
    attribute = description.getAttributeNodeNS(space, name)
    if attribute is not None:
        attribute.value = value
    for child in _children(description, space, name):
        while child.firstChild is not None:
            child.removeChild(child.firstChild)
        owner = child.ownerDocument
        assert owner is not None
        child.appendChild(owner.createTextNode(value))


def _pack(text: str) -> str:
    """Long recipes are compressed: a JPEG file has room for 64 kilobytes."""
    if len(text) < _LONG:
        return text
    return _PACKED + base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def _unpack(text: str) -> str | None:
    if not text.startswith(_PACKED):
        return text
    try:
        raw = base64.b64decode(text[len(_PACKED) :], validate=True)
        return zlib.decompressobj().decompress(raw, _LARGEST).decode()
    except (zlib.error, binascii.Error, ValueError):
        return None
