"""An online base map, on request: where its tiles come from, and who made them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

import xyzservices.providers
from xyzservices import TileProvider

from geomap.errors import PageError

EXAMPLE: Final = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_KNOWN: Final = frozenset({"x", "y", "-y", "z", "s", "r"})
_HOST: Final = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
_NAME: Final = re.compile(r"[\w. -]+")
_DEEPEST_ZOOM: Final = 19
_CREDITS: Final = {"openstreetmap.org": "© OpenStreetMap contributors"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """Raster tiles in Web Mercator, as `choose_tiles` checks them."""

    url: str
    """Template with {z}, {x}, {y}; also {-y}, {s} for a subdomain, {r} for sharp screens."""
    credit: str
    """Who made them, in plain text."""
    subdomains: tuple[str, ...] = ("a", "b", "c")
    max_zoom: int = _DEEPEST_ZOOM

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the hosts as a content security policy names them."""
        origin = "://".join(urlsplit(self.url)[:2])
        if "{s}" not in origin:
            return (origin,)
        return tuple(origin.replace("{s}", subdomain) for subdomain in self.subdomains)


def choose_tiles(tiles: str | Tiles | None, credit: str | None = None) -> Tiles | None:
    """Return the tiles that are meant.

    Parameters
    ----------
    tiles
        An address with {z}, {x} and {y}, or a name of xyzservices ("OpenStreetMap Mapnik");
        ``None`` for no base map but the one in the page.
    credit
        Who made them, in plain text; that of the name, or the host, when not given.

    Raises
    ------
    PageError
        The address is no template of tiles, the name is not known, or it asks for a key.
    """
    if tiles is None:
        if credit is not None:
            msg = f"a credit for tiles ({credit!r}) without tiles; name them too: {EXAMPLE}"
            raise PageError(msg)
        return None
    if isinstance(tiles, Tiles):
        return tiles
    if "/" not in tiles and _NAME.fullmatch(tiles.strip()):
        return _find_by_name(tiles.strip(), credit)
    address = _check_address(tiles.strip())
    host = address.hostname or ""
    known = next((it for name, it in _CREDITS.items() if f".{host}".endswith(f".{name}")), None)
    return Tiles(
        url=address.geturl(), credit=credit or known or f"Base map: {host.removeprefix('{s}.')}"
    )


def _find_by_name(name: str, credit: str | None) -> Tiles:
    try:
        provider: TileProvider = xyzservices.providers.query_name(name)
    except ValueError:
        msg = (
            f"tiles {name!r}: not a name of xyzservices; expected one, like "
            f"OpenStreetMap.Mapnik, or an address, like {EXAMPLE}"
        )
        raise PageError(msg) from None
    if provider.requires_token():
        msg = f"tiles {name!r}: they ask for a key; give their whole address with your key in it"
        raise PageError(msg)
    url = provider.build_url(scale_factor="{r}", fill_subdomain=False)
    address = _check_address(url)
    return Tiles(
        url=address.geturl(),
        credit=credit or str(provider.get("attribution", provider.name)).replace("(C)", "©"),
        subdomains=tuple(provider.get("subdomains", "abc")),
        max_zoom=int(provider.get("max_zoom", _DEEPEST_ZOOM)),
    )


def _check_address(url: str) -> SplitResult:
    """Return the parts of a template, its host in the letters that policies know."""
    faults = list(_find_faults(url))
    if faults:
        msg = f"tiles {url!r}: {'; '.join(faults)}; expected an address like {EXAMPLE}"
        raise PageError(msg)
    address = urlsplit(url)
    return address._replace(netloc=_write_host(address))


def _find_faults(url: str) -> list[str]:
    """Return in words all that is wrong with a template of an address."""
    try:
        address = urlsplit(url)
        has_port = address.port is not None
    except ValueError as error:
        return [f"not an address ({error})"]
    names = _PLACEHOLDER.findall(url)
    in_host = set(_PLACEHOLDER.findall(address.netloc))
    given = set(names)
    checks = (
        (address.scheme not in {"http", "https"}, "it does not begin with https:// or http://"),
        (not {"z", "x"} <= given, "it lacks {z} or {x}"),
        (not given & {"y", "-y"}, "it lacks {y}"),
        (bool(given - _KNOWN), f"unknown placeholders: {', '.join(sorted(given - _KNOWN))}"),
        (bool(in_host - {"s"}), "only {s} may stand in the host"),
        ("@" in address.netloc, "a page is no place for a user name and password"),
        (
            not _HOST.fullmatch(_write_host(address, has_port=False).replace("{s}", "s")),
            f"no host that a policy can name{' before its port' if has_port else ''}",
        ),
        (bool(re.search(r"[\s\x00-\x1f\x7f<>\"'\\`]", url)), "a blank, quote or sign of control"),
    )
    return [words for is_wrong, words in checks if is_wrong]


def _write_host(address: SplitResult, *, has_port: bool = True) -> str:
    host = address.hostname or ""
    try:
        labels = [
            part if part == "{s}" else part.encode("idna").decode() for part in host.split(".")
        ]
    except UnicodeError:
        return ""
    host = ".".join(labels)
    return f"{host}:{address.port}" if has_port and address.port else host
