"""A folder of saved articles becomes document records."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import limits
from .copies import groups_of_copies
from .pages import Page, copies_in_lines, read_page
from .problems import ImportProblem, Problem
from .rows import Entry

HTML_SUFFIXES = (".html", ".htm", ".xhtml")
TEXT_SUFFIXES = (".txt", ".text")

#: Digits of a file's digest in its record's key.
_DIGEST_DIGITS = 16
#: Characters of a first line that is taken for a headline.
_TITLE_CHARACTERS_MAX = 200
#: Words from which on the language of a text is told by the text itself.
_LANGUAGE_WORDS_MIN = 12
#: Lines at the head of a plain text in which its date is looked for.
_DATE_LINES = 6

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    )
    for number, name in enumerate(names.split(), start=1)
}
_DATES = (
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b"),
    re.compile(r"\b(?P<d>\d{1,2})\.(?P<m>\d{2})\.(?P<y>\d{4})\b"),
    re.compile(r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m>[^\W\d_]+)\.?,?\s+(?P<y>\d{4})\b"),
    re.compile(r"\b(?P<m>[^\W\d_]+)\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})\b"),
)


def read_articles(
    folder: str | Path, outlet: str = "", outlets: Mapping[str, str] | None = None, keep_text: bool = True
) -> list[Entry]:
    """The documents of all articles below a folder.

    `outlet` is the actor that published all of them, `outlets` says it by the site's name ("post.example").
    Without `keep_text` the records carry the digests of the files and not their texts.
    """
    entries: list[Entry] = []
    pages: list[Page] = []
    made: list[Entry] = []
    first: dict[str, Entry] = {}
    for path, name in _files(Path(folder)):
        entry = Entry(name, "document")
        entries.append(entry)
        try:
            data = _read(path)
            digest = hashlib.sha256(data).hexdigest()
            entry.key = f"article-{digest[:_DIGEST_DIGITS]}"
            twin = first.setdefault(digest, entry)
            if twin is not entry:
                entry.remarks.append(f"the same file as {twin.origin}")
                entry.twin = twin
                continue
            page = _page(path, data)
        except ImportProblem as problem:
            found = problem.problem
            entry.problems.append(Problem(name, "document.text", found.value, found.reason, found.remedy))
            continue
        actor = (outlets or {}).get(page.site, outlet)
        if page.site and not actor:
            entry.remarks.append(f"{page.site} is no outlet that was named")
        if not page.published:
            entry.remarks.append("no date of publication in it")
        entry.record = {"document": _document(entry.key, digest, page, actor)}
        made.append(entry)
        pages.append(page)
    _name_clusters(made, pages)
    for entry in made if not keep_text else ():
        for field in ("text", "excluded"):
            (entry.record or {})["document"].pop(field, None)
    return entries


def _files(folder: Path) -> list[tuple[Path, str]]:
    if not folder.is_dir():
        raise ImportProblem(str(folder), "is no folder", "give the folder in which the articles are")
    found: list[tuple[Path, str]] = []
    for place, folders, files in os.walk(folder):
        # What a browser puts beside a page that it saves, and what is hidden.
        folders[:] = sorted(name for name in folders if not name.endswith("_files") and name[0] != ".")
        for name in sorted(files):
            if name.lower().endswith(HTML_SUFFIXES + TEXT_SUFFIXES) and name[0] != ".":
                path = Path(place) / name
                found.append((path, path.relative_to(folder).as_posix()))
    if not found:
        raise ImportProblem(
            str(folder), "holds no article", f"save them as {', '.join(HTML_SUFFIXES + TEXT_SUFFIXES)}"
        )
    if len(found) > limits.ARTICLES_MAX:
        raise ImportProblem(
            str(folder),
            f"holds {len(found)} articles; {limits.ARTICLES_MAX} are the most",
            "import it in parts",
        )
    return found


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.ARTICLE_BYTES_MAX:
            raise ImportProblem(
                path.name,
                f"has {size} bytes; {limits.ARTICLE_BYTES_MAX} are the most",
                "save the article without what stands around it",
            )
        return path.read_bytes()
    except OSError as error:
        raise ImportProblem(
            path.name, f"cannot be read: {error.strerror}", "look at its permissions"
        ) from None


def _page(path: Path, data: bytes) -> Page:
    is_html = path.name.lower().endswith(HTML_SUFFIXES)
    page = read_page(data) if is_html else _plain(data)
    if page is None or not page.text:
        raise ImportProblem(path.name, "has no text in it", "save the page as a person sees it")
    size = len(page.text.encode())
    if size > limits.ARTICLE_TEXT_BYTES_MAX:
        raise ImportProblem(
            path.name,
            f"has a text of {size} bytes; {limits.ARTICLE_TEXT_BYTES_MAX} are the most",
            "save the article without what stands around it",
        )
    return page


# MARK: Plain text


def _plain(data: bytes) -> Page:
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or ord(c) >= 0x20 and not 0x7F <= ord(c) < 0xA0).strip("\n")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    page = Page(text, [], copies_in_lines(lines))
    if lines and len(lines[0]) <= _TITLE_CHARACTERS_MAX:
        page.title = lines[0]
    page.published = next(filter(None, map(_date, lines[:_DATE_LINES])), "")
    return page


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        import charset_normalizer

        best = charset_normalizer.from_bytes(data).best()
        if best is None:
            raise ImportProblem("", "is in no encoding that is known", "save it as UTF-8") from None
        return str(best)


def _date(line: str) -> str:
    """The whole date that stands in a line; empty for none. Nothing is completed: a day needs its year."""
    import datetime

    for pattern in _DATES:
        for match in pattern.finditer(line):
            month = match["m"]
            number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
            try:
                return datetime.date(int(match["y"]), number, int(match["d"])).isoformat()
            except ValueError:
                continue
    return ""


# MARK: Records


def _document(key: str, digest: str, page: Page, outlet: str) -> dict[str, Any]:
    document: dict[str, Any] = {
        "key": key,
        "outlet": outlet,
        "title": page.title,
        "byline": page.byline,
        "url": page.url,
        "published": {"edtf": page.published, "basis": "STATED"} if page.published else {},
        "language": _language(page),
        "sha256": digest,
        "text": page.text,
        "excluded": [span._asdict() for span in page.excluded],
        "bodyCopies": page.body_copies if page.body_copies > 1 else 0,
    }
    return {field: value for field, value in document.items() if value}


def _language(page: Page) -> str:
    """The language of the text: as the words have it, or as the page says where there are too few."""
    article = page.article
    if len(article.split()) >= _LANGUAGE_WORDS_MIN:
        import py3langid

        return str(py3langid.classify(article)[0])
    return page.language


def _name_clusters(entries: list[Entry], pages: list[Page]) -> None:
    """Names each group of copies by the one that was published first, whatever the order of files."""
    for places in groups_of_copies([page.article for page in pages]):
        first = min(places, key=lambda place: (pages[place].published or "9999", entries[place].key))
        name = f"copies-of-{entries[first].key}"
        for place in places:
            (entries[place].record or {})["document"]["cluster"] = name
            entries[place].remarks.append(f"one of {len(places)} copies")
