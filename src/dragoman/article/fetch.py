"""Pages fetched by their address: only on request, only from public hosts, within limits.

A name is resolved once, every address it has is checked, and the connection goes to a checked
address, so that a name cannot change its meaning between check and connection (DNS rebinding).
Redirects are followed by hand, each checked like the first address. Proxies from the environment
are not used: they would resolve names themselves.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urljoin, urlsplit

from dragoman.errors import FetchError, TooLargeError

if TYPE_CHECKING:
    import httpx

_AGENT = "dragoman (reads one page on its user's request)"
_REDIRECTS = {301, 302, 303, 307, 308}
# Public by its number, yet the metadata service of one cloud (Azure).
_METADATA = {"168.63.129.16"}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """What fetching may do.

    Attributes:
        allow_private: also private, loopback and link-local addresses (an intranet, a test).
        seconds: for one page, redirects included.
        redirects: followed at most.
        max_bytes: of one page, as sent.
    """

    allow_private: bool = False
    seconds: float = 30.0
    redirects: int = 5
    max_bytes: int = 20_000_000


DEFAULT_POLICY = FetchPolicy()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: its final address, its bytes (gzip stays packed), its declared charset."""

    url: str
    data: bytes
    charset: str | None


def is_address(source: object) -> bool:
    """Whether a source is an address to fetch rather than the name of a file."""
    return isinstance(source, str) and "://" in source[:40] and not source.startswith("/")


def fetch(url: str, policy: FetchPolicy = DEFAULT_POLICY) -> Fetched:
    """The page at ``url``.

    Raises:
        FetchError: another scheme than http(s), a private address, no answer, an error status.
        TooLargeError: more than ``policy.max_bytes``.
    """
    return _alone(_with_deadline(url, policy))


def _alone(work: Coroutine[Any, Any, Fetched]) -> Fetched:
    """Runs ``work`` in a loop of its own, which a caller's running loop does not allow here."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _with_deadline(url: str, policy: FetchPolicy) -> Fetched:
    import asyncio

    import httpx

    try:
        async with asyncio.timeout(policy.seconds):
            async with httpx.AsyncClient(trust_env=False, timeout=policy.seconds) as client:
                return await _followed(client, url, policy)
    except TimeoutError:
        raise FetchError(f"no whole page within {policy.seconds:g} seconds") from None
    except httpx.HTTPError as error:
        raise FetchError(str(error) or type(error).__name__) from None


async def _followed(client: httpx.AsyncClient, url: str, policy: FetchPolicy) -> Fetched:
    for _ in range(policy.redirects + 1):
        parts = _checked_url(url)
        address = await _checked_address(parts, policy)
        answer = await client.send(_request(client, parts, address), stream=True)
        try:
            if answer.status_code not in _REDIRECTS:
                return await _page(answer, url, policy)
            url = urljoin(url, answer.headers.get("location", ""))
        finally:
            await answer.aclose()
    raise FetchError(f"more than {policy.redirects} redirects")


def _checked_url(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise FetchError(f"no valid address: {error}") from None
    if parts.scheme not in {"http", "https"}:
        raise FetchError(f"only http and https are fetched, not {parts.scheme or 'this'}")
    if not parts.hostname:
        raise FetchError("an address without a host")
    if parts.username or parts.password:
        raise FetchError("an address with a name or password in it is not fetched")
    return parts


async def _checked_address(parts: SplitResult, policy: FetchPolicy) -> str:
    """The host's first address, all of them being allowed."""
    import asyncio

    host = parts.hostname or ""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            host, _port(parts), type=socket.SOCK_STREAM
        )
    except (OSError, UnicodeError):
        raise FetchError(f"the host {host} is not known") from None
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not policy.allow_private:
        for address in addresses:
            if not is_public(address):
                raise FetchError(
                    f"{host} is at {address}, a private or reserved address; "
                    "allow private addresses if this is your own network"
                )
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is on the public internet, addresses inside addresses included."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and str(found) not in _METADATA


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _request(client: httpx.AsyncClient, parts: SplitResult, address: str) -> httpx.Request:
    """A request to the checked address.

    It names the host in its header and in its TLS greeting; the certificate is checked against it.
    """
    host = parts.hostname or ""
    target = f"[{address}]" if ":" in address else address
    path = parts.path or "/"
    query = f"?{parts.query}" if parts.query else ""
    named = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    return client.build_request(
        "GET",
        f"{parts.scheme}://{target}:{_port(parts)}{path}{query}",
        headers={
            "Host": f"{named}:{parts.port}" if parts.port else named,
            "User-Agent": _AGENT,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip",
        },
        extensions={"sni_hostname": named.strip("[]")},
    )


async def _page(answer: httpx.Response, url: str, policy: FetchPolicy) -> Fetched:
    if answer.status_code != 200:
        raise FetchError(f"the server answered {answer.status_code} {answer.reason_phrase}".strip())
    packing = answer.headers.get("content-encoding", "identity").lower()
    if packing not in {"identity", "gzip", "x-gzip"}:
        raise FetchError(f"the page came packed with {packing}, which was not asked for")
    parts: list[bytes] = []
    size = 0
    async for chunk in answer.aiter_raw():
        size += len(chunk)
        if size > policy.max_bytes:
            raise TooLargeError(f"the page has more than {policy.max_bytes // 1_000_000} MB")
        parts.append(chunk)
    return Fetched(url, b"".join(parts), answer.charset_encoding)
