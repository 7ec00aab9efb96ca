"""Typed readers of the environment. A value that cannot be read stops the start with a sentence, never a guess."""

from __future__ import annotations

import os
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class SettingRefused(Exception):
    """A FRAMDRIFT_ setting has a value that cannot be used; the message names it and says what to write."""


LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The setting as it stands, stripped of surrounding blanks."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """1/true/yes/on or 0/false/no/off."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    word = raw.strip().lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise SettingRefused(f"{name} is {raw!r}: write 1 or 0.")


def integer(name: str, default: int, *, low: int, high: int) -> int:
    """A whole number from `low` to `high`, limits included."""
    raw = text(name, str(default))
    try:
        number = int(raw)
    except ValueError:
        raise SettingRefused(f"{name} is {raw!r}: write a whole number.") from None
    if not low <= number <= high:
        raise SettingRefused(f"{name} is {number}: it must lie between {low} and {high}.")
    return number


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """One of `allowed`."""
    value = text(name, default)
    if value not in allowed:
        raise SettingRefused(f"{name} is {value!r}: write one of {', '.join(allowed)}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """A list divided by commas; blanks are dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: str) -> Path:
    """An absolute path; left empty it is the default, never the folder that one happens to stand in."""
    return Path(text(name) or default).expanduser().resolve()


def zone(name: str, default: str) -> str:
    """The name of a zone that is known here."""
    raw = text(name) or default
    try:
        ZoneInfo(raw)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingRefused(f"{name} is {raw!r}: write a zone such as Europe/Stockholm.") from None
    return raw


def mail_address(name: str, default: str = "") -> str:
    """`Name <address>` or the address alone; without it every letter would be refused. Empty where it is not set."""
    raw = text(name) or default
    local, at, domain = parseaddr(raw)[1].rpartition("@")
    if raw and not (local and at and domain and f"{local}{domain}".isascii()):
        raise SettingRefused(f"{name} is {raw!r}: write Name <name@example.com>.")
    return raw


def web_address(name: str, default: str = "") -> str:
    """`http://` or `https://`, a host, and a path if need be; without slash at the end. Empty where it is not set."""
    raw = text(name) or default
    if not raw:
        return ""
    parts = _web_parts(raw)
    if parts is None or parts.query or parts.fragment:
        raise SettingRefused(f"{name} is {raw!r}: write http:// or https://, a host, and a path where there is one.")
    return raw.rstrip("/")


def origins(name: str) -> list[str]:
    """`https://name`, with a port where there is one, divided by commas; `*.` before the name means all names below."""
    found = [word.rstrip("/") for word in words(name)]
    for origin in found:
        parts = _web_parts(origin)
        if parts is None or origin != f"{parts.scheme}://{parts.netloc}":
            raise SettingRefused(f"{name} names {origin!r}: write https:// and a name alone, divided by commas.")
    return found


def _web_parts(raw: str) -> SplitResult | None:
    """Of `http://` or `https://` and a host, with nobody's name and password before it; None where it is no such."""
    try:
        parts = urlsplit(raw)
        is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # a port that is no number, a bracket left open
        return None
    return parts if is_whole and not parts.username and not parts.password else None


@dataclass(frozen=True)
class PostgresAddress:
    """Where a PostgreSQL database lies; an empty host with a `host` query value means a socket folder."""

    name: str
    user: str
    password: str
    host: str
    port: str


def postgres(name: str) -> PostgresAddress | None:
    """`postgresql://user:password@host:port/name`, or None where the setting is absent."""
    raw = text(name)
    if not raw:
        return None
    try:
        parts, port = urlsplit(raw), str(urlsplit(raw).port or "")
    except ValueError:  # a port that is no number, a bracket left open; the value holds a password, so it is not told
        raise SettingRefused(f"{name} must look like postgresql://user:password@host:port/name.") from None
    if parts.scheme not in {"postgresql", "postgres"} or len(parts.path) < 2:
        raise SettingRefused(f"{name} must look like postgresql://user:password@host/name.")
    socket = [value for key, _, value in (pair.partition("=") for pair in parts.query.split("&")) if key == "host"]
    return PostgresAddress(
        name=unquote(parts.path[1:]),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=parts.hostname or (unquote(socket[0]) if socket else ""),
        port=port,
    )
