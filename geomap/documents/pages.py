"""Pages in HTML to text, and what they say of themselves: title, day, publisher, address."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import msgspec
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from geomap.documents.days import read_day
from geomap.documents.linked import find_article
from geomap.documents.records import Metadata
from geomap.errors import DocumentError, MissingPackageError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

# In the order in which they are believed. Names in lower case.
_DAY_NAMES: Final = (
    "article:published_time og:article:published_time datepublished article.published "
    "publishdate publish-date publish_date publication_date publication-date pubdate pub_date "
    "dc.date.issued dcterms.issued dcterms.created dc.date.created citation_publication_date "
    "sailthru.date parsely-pub-date cxenseparse:recs:publishtime date dc.date dcterms.date"
).split()
_TITLE_NAMES: Final = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline")
_PUBLISHER_NAMES: Final = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher")
_LABELS: Final = ("property", "name", "itemprop")
# Elements that mark the day of the page itself, not of what it links to.
_TIMES: Final = ("time[itemprop=datePublished]", "time[pubdate]", "[itemprop=datePublished]")
_AS_TEXT: Final[dict[str, Any]] = {
    "main_content": True,
    "preserve_formatting": True,
    "list_bullets": False,
    "alt_texts": False,
}


class Page(NamedTuple):
    """The text of a page and what it says of itself."""

    text: str
    metadata: Metadata


def read_page(html: str, *, url: str | None, source: str, is_best: bool) -> Page:
    """Read a page.

    Parameters
    ----------
    html
        The page, decoded.
    url
        Where it was, if that is known.
    source
        Its name, for messages.
    is_best
        Take the text by trafilatura, and the day by htmldate where the page does not say it.

    Raises
    ------
    DocumentError
        When it cannot be parsed.
    MissingPackageError
        When ``is_best`` is asked for and not installed.
    """
    try:
        tree = HTMLTree.parse(html)
        text = _extract_best(html) if is_best else extract_plain_text(tree, **_AS_TEXT)
        if not text.strip():
            # What is nothing but menus and lists has no main part.
            text = extract_plain_text(tree, **_AS_TEXT | {"main_content": False})
        metadata = _read_metadata(tree)
    except (RuntimeError, ValueError) as error:
        msg = f"{source}: not a page that can be parsed ({error}); expected HTML"
        raise DocumentError(msg) from error
    if is_best and metadata.published is None:
        day = _find_day(html, url or metadata.url)
        metadata = msgspec.structs.replace(metadata, published=day)
    return Page(text, metadata)


def _read_metadata(tree: HTMLTree) -> Metadata:
    article = find_article(_iter_scripts(tree))
    labelled = _read_labels(tree)
    day = article.published or _first(map(read_day, _pick(labelled, _DAY_NAMES)))
    return Metadata(
        title=article.title or _first(_pick(labelled, _TITLE_NAMES)) or _line(tree.title),
        published=day or _read_times(tree),
        publisher=article.publisher or _first(_pick(labelled, _PUBLISHER_NAMES)),
        url=_find_address(tree, labelled) or article.url,
    )


def _iter_scripts(tree: HTMLTree) -> Iterator[str]:
    for element in _select(tree, 'script[type="application/ld+json"]'):
        yield element.text or ""


def _read_labels(tree: HTMLTree) -> dict[str, str]:
    """Return what the `meta` elements say, by their names; of two of a name the first counts."""
    found: dict[str, str] = {}
    for element in _select(tree, "meta[content]"):
        content = _line(element.getattr("content"))
        names = (element.getattr(label) for label in _LABELS)
        for name in (it.strip().lower() for it in names if it):
            if content:
                found.setdefault(name, content)
    return found


def _read_times(tree: HTMLTree) -> dt.date | None:
    """Return the day of the element that is marked as it, or that all `time` elements share."""
    for selector in _TIMES:
        days = _read_elements(tree, selector)
        if days:
            return days[0]
    shared = set(_read_elements(tree, "time[datetime]"))
    return shared.pop() if len(shared) == 1 else None


def _read_elements(tree: HTMLTree, selector: str) -> list[dt.date]:
    found = _select(tree, selector)
    values = (it.getattr("datetime") or it.getattr("content") or it.text for it in found)
    return [day for day in map(read_day, values) if day]


def _find_address(tree: HTMLTree, labelled: dict[str, str]) -> str | None:
    links = (_line(it.getattr("href")) for it in _select(tree, 'link[rel="canonical"]'))
    found = (*links, labelled.get("og:url"))
    return _first(it for it in found if it and it.startswith(("http://", "https://")))


def _select(tree: HTMLTree, selector: str) -> Any:  # noqa: ANN401 - a collection of the parser
    return tree.document.query_selector_all(selector) if tree.document else ()


def _pick(labelled: dict[str, str], names: Iterable[str]) -> Iterator[str]:
    return (labelled[name] for name in names if name in labelled)


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _first(found: Iterable[T | None]) -> T | None:
    return next((it for it in found if it), None)


def check_best() -> None:
    """Check that what reads pages best is installed.

    Raises
    ------
    MissingPackageError
        When it is not.
    """
    for name in ("trafilatura", "htmldate"):
        _import(name)


def _import(name: str) -> Any:  # noqa: ANN401 - modules without types
    try:
        return importlib.import_module(name)
    except ImportError as error:
        msg = f"--html best needs trafilatura and htmldate ({error}): pip install 'geomap[html]'"
        raise MissingPackageError(msg) from error


def _extract_best(html: str) -> str:
    text = _import("trafilatura").extract(
        _parse(html), include_comments=False, include_tables=False, output_format="txt"
    )
    # Its paragraphs are lines; a blank one between them keeps them from being joined as one.
    return str(text or "").replace("\n", "\n\n")


def _find_day(html: str, url: str | None) -> dt.date | None:
    # Only what is marked up as a date: not any that stands in the text.
    found = _import("htmldate").find_date(
        _parse(html), extensive_search=False, original_date=True, url=url
    )
    return read_day(found)


def _parse(html: str) -> Any:  # noqa: ANN401 - lxml has no types
    """Parse a page for packages that would fetch it if it were a text like an address."""
    parser = _import("lxml.html").HTMLParser(encoding="utf-8")
    return _import("lxml.html").document_fromstring(
        html.encode("utf-8", "replace") or b"<html></html>", parser=parser
    )
