"""Requests to machines outside that somebody of ours has named: careful, short and bounded.

An address comes from a person, also from a client's seat, and must not become a way into the network of the
installation (server-side request forgery). Hence: HTTPS alone; the name is looked up once, every address it has must
be public, and the connection goes to the very address that was looked at; the same for each redirect. The whole
exchange ends in time however slowly the other side trickles, and no more is read than was asked for.

Hosts that the settings name (`inside`) are spared the first two rules: a calendar server that stands beside this one.
Where a request must not leave our own network (`stays_inside`) the second rule is turned round: no public address.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

CONNECT_SECONDS, WHOLE_SECONDS = 8.0, 20.0
MAX_BYTES, MAX_REDIRECTS = 5_000_000, 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AS_WRITTEN = "%/:=&?~#+!$,;'@()*[]"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Why(StrEnum):
    """Why a request was not made, or brought nothing."""

    NO_ADDRESS = "no_address"
    NOT_SECURE = "not_secure"
    INSIDE = "inside"
    OUTSIDE = "outside"
    NO_ANSWER = "no_answer"
    TOO_LARGE = "too_large"
    WRONG_CERTIFICATE = "wrong_certificate"


class RequestFailed(Exception):
    """There is no answer; `host` is all that is told of where it was asked, for an address can hold a key."""

    def __init__(self, why: Why, host: str) -> None:
        self.why, self.host = why, host
        super().__init__(f"{why}: {host}")


@dataclass(frozen=True)
class Request:
    """What to ask. `inside`: names of hosts that may lie in our own network and speak plain HTTP; `stays_inside`: only
    there. `seconds`: the whole exchange, and any silence in it, may take so long."""

    method: str
    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    inside: Collection[str] = ()
    max_bytes: int = MAX_BYTES
    follows: bool = True
    stays_inside: bool = False
    seconds: float | None = None


@dataclass(frozen=True)
class Answer:
    """What came back: header names in lower case, and the address that answered in the end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str


def ask(request: Request) -> Answer:
    """The answer, after at most MAX_REDIRECTS redirects. What tells who we are goes to the first host alone. Raises
    RequestFailed."""
    headers, address = dict(request.headers), request.address
    for _hop in range(MAX_REDIRECTS + 1):
        answer = _once(request, address, headers)
        target = answer.headers.get("location", "")
        if not (request.follows and answer.status in _REDIRECTS and target):
            return answer
        following = urljoin(address, target)
        if host_of(following) != host_of(address):
            headers = {name: value for name, value in headers.items() if name.lower() != "authorization"}
        address = following
    raise RequestFailed(Why.NO_ANSWER, host_of(address))


def host_of(address: str) -> str:
    """The host of an address, for people; empty where it has none."""
    with contextlib.suppress(ValueError):
        return (urlsplit(address).hostname or "").lower()
    return ""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also where an old address hides in a new one."""
    found = ipaddress.ip_address(address.partition("%")[0])
    hidden = _hidden(found)
    if hidden is not None and not _is_global(hidden):
        return False
    return _is_global(found)


def _hidden(found: _Address) -> ipaddress.IPv4Address | None:
    if isinstance(found, ipaddress.IPv4Address):
        return None
    if found in _NAT64:
        return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)


def _is_global(found: _Address) -> bool:
    return found.is_global and not found.is_multicast and not found.is_reserved


def _once(request: Request, address: str, headers: Mapping[str, str]) -> Answer:
    host = host_of(address)
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise RequestFailed(Why.NO_ADDRESS, host) from None
    if not host or parts.scheme not in {"http", "https"}:
        raise RequestFailed(Why.NO_ADDRESS, host)
    may_be_inside = host in {name.lower() for name in request.inside}
    if parts.scheme == "http" and not may_be_inside:
        raise RequestFailed(Why.NOT_SECURE, host)
    place, is_outside = _place(host, port or (443 if parts.scheme == "https" else 80), may_be_inside=may_be_inside)
    if request.stays_inside and is_outside:
        raise RequestFailed(Why.OUTSIDE, host)
    path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_AS_WRITTEN)
    with _connected(parts.scheme, host, place, seconds=request.seconds) as connection:
        return _exchanged(connection, request, address, path, headers)


def _place(host: str, port: int, *, may_be_inside: bool) -> tuple[tuple[str, int], bool]:
    """The address to connect to, looked at, and whether any is public: one private one among several refuses all."""
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise RequestFailed(Why.NO_ANSWER, host) from None
    if not found:
        raise RequestFailed(Why.NO_ANSWER, host)
    public = [is_public(one) for one in found]
    if not may_be_inside and not all(public):
        raise RequestFailed(Why.INSIDE, host)
    return (found[0], port), any(public)


class _Line:
    """A connection to one IP address, cut when the whole exchange has taken too long."""

    def __init__(self, host: str, port: int, *, seconds: float | None) -> None:
        self.client = http.client.HTTPConnection(host, port, timeout=CONNECT_SECONDS)
        self.was_cut = False
        self._silence = seconds or CONNECT_SECONDS
        self._timer = Timer(seconds or WHOLE_SECONDS, self._cut)
        self._timer.daemon = True

    def open(self, scheme: str, host: str, place: tuple[str, int]) -> None:
        """Connect, with TLS where the scheme says so."""
        self._timer.start()
        self.client.sock = socket.create_connection(place, timeout=CONNECT_SECONDS)
        if scheme == "https":
            context = ssl.create_default_context()
            secure = context.wrap_socket(self.client.sock, server_hostname=host, do_handshake_on_connect=False)
            self.client.sock = secure
            secure.do_handshake()
        self.client.sock.settimeout(self._silence)

    def close(self) -> None:
        """Whatever happened."""
        self._timer.cancel()
        self.client.close()

    def _cut(self) -> None:
        """Whoever reads gets an error or an end; the base class leaves TLS, which another thread may be in, alone."""
        self.was_cut = True
        with contextlib.suppress(OSError, AttributeError):
            socket.socket.shutdown(self.client.sock, socket.SHUT_RDWR)


@contextlib.contextmanager
def _connected(
    scheme: str, host: str, place: tuple[str, int], *, seconds: float | None
) -> Iterator[http.client.HTTPConnection]:
    """A connection to that very address. What fails on it is told in our words."""
    line = _Line(host, place[1], seconds=seconds)
    try:
        line.open(scheme, host, place)
        yield line.client
    except ssl.SSLCertVerificationError:
        raise RequestFailed(Why.WRONG_CERTIFICATE, host) from None
    except (OSError, http.client.HTTPException):
        raise RequestFailed(Why.NO_ANSWER, host) from None
    finally:
        line.close()
    if line.was_cut:
        raise RequestFailed(Why.NO_ANSWER, host)


def _exchanged(
    connection: http.client.HTTPConnection, request: Request, address: str, path: str, headers: Mapping[str, str]
) -> Answer:
    connection.request(request.method, path, body=request.body or None, headers=dict(headers))
    response = connection.getresponse()
    body = response.read(request.max_bytes + 1)
    if len(body) > request.max_bytes:
        raise RequestFailed(Why.TOO_LARGE, host_of(address))
    told = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, told, body, address)
