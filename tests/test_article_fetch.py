"""Addresses are fetched within limits, and never from inside the user's own network unasked."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dragoman.article import FetchPolicy, read_articles
from dragoman.article.fetch import is_public
from dragoman.errors import FetchError, InputError, TooLargeError
from dragoman.record import Article

TEXT = "The foreign minister of Examplia said on Monday that the talks would go on in März. " * 5
PAGE = (
    f"<html><head><title>Talks</title></head><body><article><p>{TEXT}</p></article></body></html>"
)
LOCAL = FetchPolicy(allow_private=True, seconds=5)


class Site(BaseHTTPRequestHandler):
    hosts: list[str] = []  # noqa: RUF012 - the server makes a handler a request

    def do_GET(self) -> None:
        self.hosts.append(self.headers["Host"])
        path, _, query = self.path.partition("?")
        body = PAGE.encode("cp1252")
        match path:
            case "/page":
                self.answer(200, body, {"Content-Type": "text/html; charset=windows-1252"})
            case "/packed":
                self.answer(200, gzip.compress(body), {"Content-Encoding": "gzip"})
            case "/brotli":
                self.answer(200, body, {"Content-Encoding": "br"})
            case "/to":
                self.answer(302, b"", {"Location": query})
            case "/round":
                self.answer(302, b"", {"Location": "/round"})
            case "/large":
                self.answer(200, b"x" * 300_000, {})
            case "/slow":
                self.send_response(200)
                self.end_headers()
                for _ in range(100):
                    self.wfile.write(b"x")
                    time.sleep(0.05)
            case "/cut":
                self.send_response(200)
                self.send_header("Content-Length", "100000")
                self.end_headers()
                self.wfile.write(body)
            case _:
                self.answer(404, b"no such page", {})

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: the test runner shows what matters."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    Site.hosts.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def refusal(url: str, policy: FetchPolicy) -> InputError:
    (error,) = read_articles(url, policy=policy)
    assert isinstance(error, InputError), error
    assert error.source == url
    return error


@pytest.mark.parametrize("path", ["/page", "/packed", "/to?/to?/page", "/page?a=1&b=2"])
def test_a_page_is_fetched_when_it_is_named(site: str, path: str) -> None:
    (article,) = read_articles(site + path, policy=LOCAL)
    assert isinstance(article, Article), article
    assert "in März" in article.text
    assert article.url is not None and article.url.startswith(site)


def test_private_addresses_are_refused_unless_allowed(site: str) -> None:
    assert "private" in refusal(site + "/page", FetchPolicy()).reason
    assert Site.hosts == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0x7f000001/",
        "http://2130706433/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://user:secret@example.org/",
        "http://",
        "http://[bad/",
        "http://example.org:99999/",
    ],
)
def test_what_is_never_fetched(url: str) -> None:
    assert isinstance(refusal(url, FetchPolicy(seconds=5)), FetchError)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("192.168.0.1", False),
        ("100.100.100.200", False),
        ("168.63.129.16", False),
        ("fd00:ec2::254", False),
        ("fe80::1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_name_is_resolved_once_and_checked_again_after_a_redirect(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: Any, *args: Any, **options: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if host == "news.example" else host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    port = site.rpartition(":")[2]
    named = f"http://news.example:{port}"
    (article,) = read_articles(f"{named}/page", policy=LOCAL)
    assert isinstance(article, Article) and article.outlet == "news.example"
    assert Site.hosts == [f"news.example:{port}"]
    assert asked.count("news.example") == 1
    assert "private" in refusal(f"{named}/page", FetchPolicy()).reason
    (article,) = read_articles(f"{site}/to?{named}/page", policy=LOCAL)
    assert isinstance(article, Article) and asked.count("news.example") == 3


def test_redirects_lead_to_no_other_scheme_and_to_an_end(site: str) -> None:
    assert "only http" in refusal(f"{site}/to?file:///etc/passwd", LOCAL).reason
    assert "redirects" in refusal(f"{site}/round", LOCAL).reason


def test_limits_on_size_and_time_and_what_servers_do_wrong(site: str) -> None:
    small = FetchPolicy(allow_private=True, max_bytes=100_000)
    assert isinstance(refusal(f"{site}/large", small), TooLargeError)
    begin = time.perf_counter()
    hasty = FetchPolicy(allow_private=True, seconds=0.5)
    assert "seconds" in refusal(f"{site}/slow", hasty).reason
    assert time.perf_counter() - begin < 3
    assert "404" in refusal(f"{site}/missing", LOCAL).reason
    assert isinstance(refusal(f"{site}/cut", LOCAL), FetchError)
    assert "br" in refusal(f"{site}/brotli", LOCAL).reason
    assert isinstance(refusal("http://127.0.0.1:1/", LOCAL), FetchError)
