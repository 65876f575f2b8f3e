"""Saved pages as text: all that a reader sees, and which parts of it are not the article."""

from __future__ import annotations

import datetime
import difflib
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from . import limits

#: Characters from which on a block that stands inside another text is no accident.
_CONTAINED_CHARACTERS_MIN = 20
#: From this share of the article's text on, what stands there again is a second copy of it.
_COPY_SHARE_MIN = 0.5

_INLINE = {
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "mark",
    "nobr",
    "q",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    "img",
    "picture",
    "source",
}
_UNSEEN = {
    "head",
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "canvas",
    "audio",
    "video",
    "select",
    "option",
    "textarea",
    "map",
    "dialog",
}
#: What stands in an element, by its name.
_BY_TAG = {
    "nav": "navigation",
    "header": "page header",
    "footer": "page footer",
    "aside": "side bar",
    "form": "form",
    "button": "button",
}
#: What stands in an element, by its class or id; the first that fits.
_BY_NAME = [
    (re.compile(pattern), reason)
    for pattern, reason in (
        (r"cookie|consent|gdpr", "cookie notice"),
        (r"newsletter|subscri|sign-?up", "sign-up form"),
        (r"\bnav\b|\bnav[-_]|menu|breadcrumb", "navigation"),
        (r"comment|disqus", "comments"),
        (r"related|read-?also|teaser|recommend|more-news|news-?feed|most-?read", "other stories"),
        (r"share|social", "sharing links"),
        (r"advert|promo|sponsor|\bads?\b", "advertisement"),
        (r"side-?bar", "side bar"),
        (r"foot", "page footer"),
    )
]
_OTHER_REASON = "page furniture"
_BYLINE = re.compile(r"byline|author|dateline|publish|\bdate\b")
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")


class Span(NamedTuple):
    """A part of a text that is not the article, in UTF-8 bytes."""

    start: int
    end: int
    reason: str


@dataclass
class Page:
    """What a page says."""

    text: str
    excluded: list[Span]
    #: How often the body of the article stands in it.
    body_copies: int = 1
    title: str = ""
    byline: str = ""
    url: str = ""
    site: str = ""
    #: When it says that it was published: YYYY-MM-DD; empty when it does not say.
    published: str = ""
    #: The language that its code names; empty for none.
    language: str = ""

    @property
    def article(self) -> str:
        """The text without what is not the article."""
        data = self.text.encode()
        kept, at = [], 0
        for span in self.excluded:
            kept.append(data[at : span.start])
            at = span.end
        return b"".join(kept + [data[at:]]).decode().strip()


@dataclass
class _Block:
    """A paragraph, heading, list item … as a reader sees it."""

    text: str
    tag: str
    hint: str
    is_byline: bool

    @property
    def mark(self) -> str:
        return _mark(self.text)


def read_page(data: bytes) -> Page | None:
    """Reads a page; None when there is no text in it."""
    import trafilatura

    tree = _tree(data)
    if tree is None:
        return None
    blocks = _blocks(tree)
    if not blocks:
        return None
    found = trafilatura.bare_extraction(
        data,
        with_metadata=True,
        include_comments=False,
        # Only a date that the page states: one out of a picture's address or a copyright line is a guess. Nor
        # can a page have been published on a day to come.
        date_extraction_params={
            "extensive_search": False,
            "original_date": True,
            "max_date": datetime.date.today().isoformat(),
        },
    )
    # Older versions give a dict.
    about: dict[str, Any] = found if isinstance(found, dict) else found.as_dict() if found else {}
    lines = [_mark(re.sub(r"^- ", "", line)) for line in (about.get("text") or "").splitlines()]
    kept, copies = _article(blocks, [line for line in lines if line], about.get("title") or "")
    page = _page(blocks, kept)
    page.body_copies = copies
    page.title = _one_line(about.get("title")) or blocks[0].text
    page.byline = _one_line(about.get("author"))
    page.url = _url(about.get("url"), data)
    page.site = (urlsplit(page.url).hostname or "").removeprefix("www.")
    page.published = about.get("date") or ""
    page.language = (tree.get("lang") or "").strip()
    return page


def _tree(data: bytes) -> Any:
    import trafilatura
    from lxml import etree, html

    tree = trafilatura.load_html(data)
    if tree is None and data.strip():
        try:
            return html.document_fromstring(data)
        except (etree.ParserError, ValueError):
            return None
    return tree


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _url(canonical: str | None, data: bytes) -> str:
    if canonical:
        return canonical
    saved = _SAVED_FROM.search(data[:4_096])
    return saved.group(1).decode("ascii", "replace") if saved else ""


def _mark(text: str) -> str:
    """What is compared: letters and digits, so that no space or typographic sign makes a difference."""
    return "".join(character for character in text.casefold() if character.isalnum())


def copies_in_lines(lines: list[str]) -> int:
    """How often the body of a plain text stands in it: as often as most of what it says."""
    counts = Counter(mark for mark in map(_mark, lines) if len(mark) >= _CONTAINED_CHARACTERS_MIN)
    length = sum(map(len, counts))
    copies = 1
    while sum(len(mark) for mark, n in counts.items() if n > copies) >= max(_COPY_SHARE_MIN * length, 1):
        copies += 1
    return copies


# MARK: Blocks


def _blocks(tree: Any) -> list[_Block]:
    from lxml import etree

    blocks: list[_Block] = []
    parts: list[str] = []
    around: list[tuple[str, str, bool]] = [("", "", False)]

    def end_block() -> None:
        text = " ".join("".join(parts).split())
        parts.clear()
        # Signs alone are no text: the arrows and dots between links.
        if _mark(text):
            blocks.append(_Block(text, *around[-1]))

    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            parts.append(element.tail or "")
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        is_unseen = tag in _UNSEEN or _is_hidden(element)
        if event == "start":
            if is_unseen:
                walk.skip_subtree()
                continue
            if tag not in _INLINE:
                end_block()
                around.append((tag, _hint(element, tag) or around[-1][1], _is_byline(element, tag)))
            parts.append(element.text or "")
            continue
        if not is_unseen and tag not in _INLINE:
            end_block()
            around.pop()
        if element is not tree:
            parts.append(element.tail or "")
    return blocks


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


def _hint(element: Any, tag: str) -> str:
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}".lower()
    for pattern, reason in _BY_NAME:
        if pattern.search(names):
            return reason
    return _BY_TAG.get(tag, "")


def _is_byline(element: Any, tag: str) -> bool:
    names = " ".join(element.get(name) or "" for name in ("class", "itemprop", "rel")).lower()
    return bool(_BYLINE.search(names)) or element.find(".//time") is not None and tag == "p"


# MARK: Article


def _article(blocks: list[_Block], lines: list[str], title: str) -> tuple[set[int], int]:
    """Which blocks are the article, and how often its body stands there.

    The library says which lines are the article; where they stand in the page is found by the longest common
    run, so that a teaser with the words of the headline is not taken for it.
    """
    body = _aligned([(index, block.mark) for index, block in enumerate(blocks)], lines)
    if not body:
        return set(range(len(blocks))), 1
    kept, copies = set(body), 1
    length = sum(len(blocks[index].mark) for index in body)
    while True:
        again = _aligned([(i, block.mark) for i, block in enumerate(blocks) if i not in kept], lines)
        if sum(len(blocks[index].mark) for index in again) < _COPY_SHARE_MIN * length:
            break
        kept |= again
        copies += 1
    _keep_head(blocks, kept, title)
    first, last = min(kept), max(kept)
    kept |= {index for index in range(first, last) if blocks[index].tag == "figcaption"}
    return kept, copies


def _aligned(blocks: list[tuple[int, str]], lines: list[str]) -> set[int]:
    there = Counter(lines)
    equal = sum(there[mark] for _, mark in blocks)
    if equal > limits.EQUAL_LINES_MAX or len(blocks) * len(lines) > limits.COMPARED_LINES_MAX:
        return {index for index, mark in blocks if mark in there}
    matcher = difflib.SequenceMatcher(None, [mark for _, mark in blocks], lines, autojunk=False)
    found: set[int] = set()
    for place, _, size in matcher.get_matching_blocks():
        found |= {blocks[place + offset][0] for offset in range(size)}
    # Lines that the library cut or joined in another way than the page does.
    rest = "\n".join(set(lines) - {mark for index, mark in blocks if index in found})
    if rest:
        found |= {
            index
            for index, mark in blocks
            if len(mark) >= _CONTAINED_CHARACTERS_MIN and index not in found and mark in rest
        }
    return found


def _keep_head(blocks: list[_Block], kept: set[int], title: str) -> None:
    """Keeps the headline, and the byline below it."""
    first = min(kept)
    heads = [
        index
        for index in range(first + 1)
        if blocks[index].mark == _mark(title) or (blocks[index].tag == "h1" and not blocks[index].hint)
    ]
    if heads:
        kept.add(heads[-1])
        end = min((index for index in kept if index > heads[-1]), default=heads[-1])
        kept |= {index for index in range(heads[-1], end) if blocks[index].is_byline}


def _page(blocks: list[_Block], kept: set[int]) -> Page:
    text = "\n".join(block.text for block in blocks)
    excluded: list[Span] = []
    start = 0
    for index, block in enumerate(blocks):
        end = start + len(block.text.encode())
        if index not in kept:
            reason = block.hint or _OTHER_REASON
            if excluded and excluded[-1].reason == reason and excluded[-1].end == start - 1:
                excluded[-1] = Span(excluded[-1].start, end, reason)
            else:
                excluded.append(Span(start, end, reason))
        start = end + 1
    return Page(text, excluded)
