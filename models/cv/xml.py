"""XML in and out, for files that strangers send: no document type, no entities, bounded depth and number of parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import escape, quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from models.cv.wording import clean

DEPTH, NODES, ATTRIBUTES = 60, 20_000, 50
"""Deepest and largest document that is read; a long CV has some 1,500 elements, 14 deep."""

OWN = "loopbaanspiegel"
"""Target of the processing instructions that carry our own ids; other readers pass over them."""


class XmlError(ValueError):
    """A document that is no XML, or that asks more than a CV does. Its code says which."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


@dataclass(slots=True)
class Node:
    """An element: its name without namespace when read and with prefix when written, its text and what is in it."""

    name: str
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    own: list[str] = field(default_factory=list)

    def all(self, *path: str) -> Iterator["Node"]:
        """Yield every element at a path of names below this one."""
        found = [self]
        for name in path:
            found = [child for node in found for child in node.children if child.name == name]
        yield from found

    def find(self, *path: str) -> "Node | None":
        """Return the first element at a path."""
        return next(self.all(*path), None)

    def say(self, *path: str) -> str:
        """Return the text of the first element at a path, cleaned; empty when there is none."""
        found = self.find(*path)
        return "" if found is None else clean(found.text)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


class _Target:
    """Builds nodes, and stops as soon as a document is no CV any more."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[Node] = []
        self.texts: list[list[str]] = []
        self.seen = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.seen += 1
        if len(self.open) >= DEPTH or self.seen > NODES or len(attributes) > ATTRIBUTES:
            raise XmlError(
                "too-large", f"allowed are {NODES} elements, {DEPTH} deep, with {ATTRIBUTES} attributes each"
            )
        node = Node(_local(tag), attributes={_local(name): value for name, value in attributes.items()})
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)
        self.texts.append([])

    def data(self, text: str) -> None:
        self.texts[-1].append(text)

    def pi(self, target: str, text: str | None = None) -> None:
        if target == OWN and self.open and text and len(self.open[-1].own) < ATTRIBUTES:
            self.open[-1].own.append(text)

    def end(self, tag: str) -> None:
        del tag
        self.open.pop().text = "".join(self.texts.pop())

    def close(self) -> Node | None:
        return self.root


def read(content: bytes) -> Node:
    """Read a document.

    Raises
    ------
    XmlError
        ``unsafe`` when it has a document type or entities, ``too-large``, or ``broken``.
    """
    target = _Target()
    try:
        parser = DefusedXMLParser(target=target, forbid_dtd=True)
        parser.feed(content.lstrip(b" \t\r\n") if content[:2] not in (b"\xff\xfe", b"\xfe\xff") else content)
        parser.close()
    except DefusedXmlException as error:
        raise XmlError("unsafe", "allowed is XML without a document type and without entities") from error
    except (ParseError, ValueError, LookupError) as error:
        if isinstance(error, XmlError):
            raise
        raise XmlError("broken", f"this is no XML: {str(error)[:100]}") from error
    if target.root is None:
        raise XmlError("broken", "this is no XML: it is empty")
    return target.root


def _written(node: Node, indent: str) -> Iterator[str]:
    attributes = "".join(f" {name}={quoteattr(clean(value))}" for name, value in node.attributes.items())
    own = [f"<?{OWN} {clean(text).replace('?>', '')}?>" for text in node.own]
    text = escape(clean(node.text))
    if not node.children:
        inner = "".join((*own, text))
        yield (
            f"{indent}<{node.name}{attributes}>{inner}</{node.name}>"
            if inner
            else f"{indent}<{node.name}{attributes}/>"
        )
        return
    yield f"{indent}<{node.name}{attributes}>{text}"
    yield from (f"{indent}  {row}" for row in own)
    for child in node.children:
        yield from _written(child, indent + "  ")
    yield f"{indent}</{node.name}>"


def write(root: Node) -> bytes:
    r"""Return a document in UTF-8.

    Examples
    --------
    >>> write(Node("a", children=[Node("b", "x < y ]]> z\x00", {"c": 'een "woord"'})])).decode().splitlines()[2]
    '  <b c=\'een "woord"\'>x &lt; y ]]&gt; z</b>'
    """
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return "\n".join((head, *_written(root, ""), "")).encode("utf-8")
