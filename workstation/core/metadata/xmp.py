"""XMP: keep what a photo came with, and say in it how the result was made.

The packet is edited as a document, so that everything in it stays as it was, whatever it means.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.dom import minidom
from xml.parsers.expat import ExpatError

TRAINED: Final = (
    "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
)
"""IPTC's word for a picture parts of which come from a trained model."""

OURS: Final = "urn:heirloom:xmp:1.0/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP: Final = "http://ns.adobe.com/xap/1.0/"
_EXIF: Final = "http://ns.adobe.com/exif/1.0/"
_TIFF: Final = "http://ns.adobe.com/tiff/1.0/"
_IPTC: Final = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_NOTE: Final = "http://ns.adobe.com/xmp/note/"
_XMLNS: Final = "http://www.w3.org/2000/xmlns/"

_EMPTY: Final = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="' + _RDF + '"></rdf:RDF></x:xmpmeta>'
)
_BEGIN: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_END: Final = '<?xpacket end="w"?>'
_PACKED: Final = "zlib:"
_LONG: Final = 4096


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
    """

    tool: str
    recipe: str
    model: str = ""


def merged(
    packet: bytes | None, made: Provenance, *, turned: bool = False, gps: bool = True
) -> bytes:
    """Add to a packet how the picture was made.

    Parameters
    ----------
    packet
        What the photo came with; None for nothing.
    made
        What is added; it takes the place of what an earlier result said.
    turned
        Whether height and width have changed places.
    gps
        Whether the place where the photo was taken stays.

    Raises
    ------
    XmpError
        If the packet is damaged.
    """
    document = _parsed(packet if packet is not None else _EMPTY.encode())
    rdf = _rdf(document)
    about = next((d.getAttributeNS(_RDF, "about") for d in _descriptions(rdf)), "")
    for description in _descriptions(rdf):
        for space, name in _properties(description):
            place = space == _EXIF and name.startswith("GPS")
            if _is_outdated(space, name, bool(made.model)) or (place and not gps):
                _remove(description, space, name)
        _set_existing(description, _TIFF, "Orientation", "1")
        if turned:
            _swap(description, _EXIF, "PixelXDimension", "PixelYDimension")
            _swap(description, _TIFF, "ImageWidth", "ImageLength")
    rdf.appendChild(_said(document, made, about))
    return _serialised(document)


def joined(packet: bytes, further: dict[str, bytes]) -> bytes:
    """One packet of a JPEG file's first one and of what did not fit into it.

    Parameters
    ----------
    packet
        The first one; it names the other.
    further
        Others, by their names.
    """
    if not further:
        return packet
    try:
        document = _parsed(packet)
        rdf = _rdf(document)
        names = [_value(description, _NOTE, "HasExtendedXMP") for description in _descriptions(rdf)]
        for name in filter(None, names):
            for description in list(_descriptions(_rdf(_parsed(further.get(name, b""))))):
                rdf.appendChild(document.importNode(description, True))
    except XmpError:
        return packet
    for description in _descriptions(rdf):
        _remove(description, _NOTE, "HasExtendedXMP")
    return _serialised(document)


def split(packet: bytes, room: int) -> tuple[bytes, str, bytes]:
    """Divide a packet that is too long for a JPEG file; the inverse of `joined`.

    Returns
    -------
    A packet that fits, the name of the other, and the other.

    Raises
    ------
    XmpError
        If even so it does not fit.
    """
    document, other = _parsed(packet), _parsed(_EMPTY.encode())
    rdf, other_rdf = _rdf(document), _rdf(other)
    movable = [
        (len(node.toxml()), node, description)
        for description in _descriptions(rdf)
        for node in description.childNodes
        if isinstance(node, minidom.Element)
    ]
    about = next((d.getAttributeNS(_RDF, "about") for d in _descriptions(rdf)), "")
    excess = len(packet) - room + len(_EMPTY) + 400
    for size, node, description in sorted(movable, key=lambda found: -found[0]):
        if excess <= 0:
            break
        holder = _description(other, about, _spaces(node))
        holder.appendChild(other.importNode(node, True))
        other_rdf.appendChild(holder)
        description.removeChild(node)
        excess -= size
    root = other.documentElement
    assert root is not None
    further = root.toxml().encode()
    name = hashlib.md5(further, usedforsecurity=False).hexdigest().upper()
    element = _description(document, about, {"xmlns:rdf": _RDF, "xmlns:xmpNote": _NOTE})
    element.setAttributeNS(_NOTE, "xmpNote:HasExtendedXMP", name)
    rdf.appendChild(element)
    first = _serialised(document)
    if len(first) > room:
        raise XmpError("The packet does not fit.")
    return first, name, further


def _spaces(node: minidom.Element) -> dict[str, str]:
    """The namespaces that are declared around an element."""
    found: dict[str, str] = {}
    around: minidom.Node | None = node
    while isinstance(around, minidom.Element):
        for attribute in around.attributes.values():
            if attribute.namespaceURI == _XMLNS:
                found.setdefault(attribute.name, attribute.value)
        around = around.parentNode
    return found


def _serialised(document: minidom.Document) -> bytes:
    root = document.documentElement
    assert root is not None
    return f"{_BEGIN}{root.toxml()}{_END}".encode()


def recipe_in(packet: bytes | None) -> str | None:
    """Find the recipe that `merged` put into a packet; None if there is none."""
    if not packet:
        return None
    try:
        found = [
            _value(description, OURS, "recipe")
            for description in _descriptions(_rdf(_parsed(packet)))
        ]
    except XmpError:
        return None
    text = next((value for value in found if value), None)
    return _unpacked(text) if text else None


def _said(document: minidom.Document, made: Provenance, about: str) -> minidom.Element:
    prefixes = {"rdf": _RDF, "xmp": _XMP, "Iptc4xmpExt": _IPTC, "heirloom": OURS}
    spaces = {f"xmlns:{prefix}": space for prefix, space in prefixes.items()}
    element = _description(document, about, spaces)
    values = [(_XMP, "xmp:CreatorTool", made.tool), (OURS, "heirloom:recipe", _packed(made.recipe))]
    if made.model:
        values.append((_IPTC, "Iptc4xmpExt:DigitalSourceType", TRAINED))
        values.append((OURS, "heirloom:model", made.model))
    for space, name, value in values:
        child = document.createElementNS(space, name)
        child.appendChild(document.createTextNode(value))
        element.appendChild(child)
    return element


def _description(document: minidom.Document, about: str, spaces: dict[str, str]) -> minidom.Element:
    """An empty group of properties, with the namespaces that are used in it."""
    element: minidom.Element = document.createElementNS(_RDF, "rdf:Description")
    for name, space in spaces.items():
        element.setAttributeNS(_XMLNS, name, space)
    element.setAttributeNS(_RDF, "rdf:about", about)
    return element


def _is_outdated(space: str | None, name: str, coloured: bool) -> bool:
    """Whether a property says how the photo was made or looked before.

    A source type goes only when we state one: the photo may have been coloured before.
    """
    if space == OURS or (space, name) in ((_XMP, "CreatorTool"), (_XMP, "Thumbnails")):
        return True
    return coloured and (space, name) == (_IPTC, "DigitalSourceType")


def _parsed(packet: bytes) -> minidom.Document:
    packet = packet.strip(b"\0 \t\r\n")
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", packet, re.IGNORECASE):
        raise XmpError("A packet declares nothing of its own.")  # entities can fill the memory
    try:
        return minidom.parseString(packet)
    except (ExpatError, ValueError, LookupError) as error:
        raise XmpError(str(error)) from error


def _rdf(document: minidom.Document) -> minidom.Element:
    found = document.getElementsByTagNameNS(_RDF, "RDF")
    if not found:
        raise XmpError("There is no RDF in the packet.")
    first: minidom.Element = found[0]
    return first


def _descriptions(rdf: minidom.Element) -> Iterator[minidom.Element]:
    for node in rdf.childNodes:
        if isinstance(node, minidom.Element) and node.namespaceURI == _RDF:
            yield node


def _properties(description: minidom.Element) -> list[tuple[str | None, str]]:
    attributes = description.attributes.values()
    found = [(a.namespaceURI, a.localName) for a in attributes if a.namespaceURI != _XMLNS]
    nodes = [node for node in description.childNodes if isinstance(node, minidom.Element)]
    return found + [(node.namespaceURI, node.localName) for node in nodes]


def _children(
    description: minidom.Element, space: str | None, name: str
) -> Iterator[minidom.Element]:
    for node in list(description.childNodes):
        if isinstance(node, minidom.Element) and (node.namespaceURI, node.localName) == (
            space,
            name,
        ):
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


def _set_existing(description: minidom.Element, space: str, name: str, value: str) -> None:
    attribute = description.getAttributeNodeNS(space, name)
    if attribute is not None:
        attribute.value = value
    for child in _children(description, space, name):
        while child.firstChild is not None:
            child.removeChild(child.firstChild)
        owner = child.ownerDocument
        assert owner is not None
        child.appendChild(owner.createTextNode(value))


def _swap(description: minidom.Element, space: str, one: str, other: str) -> None:
    first, second = (_value(description, space, name) for name in (one, other))
    if first is not None and second is not None:
        _set_existing(description, space, one, second)
        _set_existing(description, space, other, first)


def _packed(text: str) -> str:
    """Long recipes are compressed: a JPEG file has room for 64 kilobytes."""
    if len(text) < _LONG:
        return text
    return _PACKED + base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def _unpacked(text: str) -> str | None:
    if not text.startswith(_PACKED):
        return text
    try:
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(base64.b64decode(text[len(_PACKED) :], validate=True), 64 << 20)
        return raw.decode()
    except (zlib.error, binascii.Error, ValueError):
        return None
