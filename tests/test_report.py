"""The HTML report, opened in a real browser that can reach nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import dragoman
from dragoman.record import Record
from dragoman.views.html import page

HOSTILE = (
    'France "accused" Mali\'s <b>junta</b> & said </p></script><script>alert("text")</script> on '
    "Monday.\n\n"
    '<img src="http://198.51.100.7/pixel.png" onerror="alert(1)"> Mali rejected it, said '
    "President Emmanuel Macron </style>{{ 7 * 7 }} {% raw %} &lt;i&gt; \u202egnitirw.\n"
)

pytestmark = pytest.mark.browser


class Seen:
    """A report in the browser, with all that went wrong while it was open."""

    def __init__(self, page: Any, file: Path) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.on("console", lambda message: self.wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.wrong.append("dialog"), dialog.dismiss()))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(file.as_uri()) else self.wrong.append(request.url)
            ),
        )
        page.goto(file.as_uri())


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens records as a report; after the test, nothing must have gone wrong in the page."""
    seen: list[Seen] = []

    def show(records: list[Record], **context: Any) -> Any:
        file = tmp_path / f"report{len(seen)}.html"
        file.write_text(page(records), "utf-8")
        tab = browser.new_context(**context).new_page()
        seen.append(Seen(tab, file))
        return tab

    yield show
    for one in seen:
        one.page.context.close()
        assert one.wrong == []


def _lit(tab: Any, selector: str) -> list[str]:
    found = tab.eval_on_selector_all(f"{selector}.lit", "all => all.map(one => one.id)")
    return [str(one) for one in found]


def test_the_page_shows_the_whole_text_and_every_entry(opened: Any, records: list[Record]) -> None:
    tab = opened(records)
    for number, record in enumerate(records, 1):
        article = tab.locator(f"#r{number}-top")
        shown = article.locator("h1").inner_text() + article.locator(".text").inner_text()
        assert "".join(shown.split()) == "".join(record.article.text.split())
        for layer in ("events", "statements", "forecasts", "actors", "times", "places"):
            for one in getattr(record, layer):
                assert article.locator(f"#r{number}-{one.id}").count() == 1


def test_an_entry_lights_up_its_words(opened: Any, records: list[Record]) -> None:
    record = max(records, key=lambda one: max(len(e.reports) for e in one.events))
    event = max(record.events, key=lambda one: len(one.reports))
    assert len(event.reports) > 1
    tab = opened([record])
    tab.click(f"#r1-{event.id} a")
    assert _lit(tab, ".entry") == [f"r1-{event.id}"]
    words = tab.eval_on_selector_all(".seg.lit", "all => all.map(one => one.textContent)")
    reported = sorted(report.trigger.text for report in event.reports)
    assert sorted("".join(words)) == sorted("".join(reported))
    tab.keyboard.press("Escape")
    assert tab.locator(".lit").count() == 0


def test_words_light_up_their_entries(opened: Any, records: list[Record]) -> None:
    record = records[0]
    event = record.events[0]
    tab = opened([record])
    seg = tab.locator(f".seg.event[data-ids~='r1-{event.id}']").first
    seg.click()
    assert f"r1-{event.id}" in _lit(tab, ".entry")
    assert seg.get_attribute("data-ids").split() == sorted(
        _lit(tab, ".entry"), key=seg.get_attribute("data-ids").split().index
    )
    tab.locator("h2").first.click()
    assert tab.locator(".lit").count() == 0


def test_far_words_are_brought_into_sight(opened: Any, records: list[Record]) -> None:
    tab = opened(records, viewport={"width": 390, "height": 700})
    number = len(records)
    tab.click(f"#r{number}-{records[-1].events[-1].id} a")
    lit = tab.locator(".text .seg.lit, h1 .seg.lit").first
    tab.wait_for_function(
        "one => { const box = one.getBoundingClientRect(); "
        "return box.top >= 0 && box.bottom <= innerHeight; }",
        arg=lit.element_handle(),
    )


def test_an_entry_is_reached_by_keyboard(opened: Any, records: list[Record]) -> None:
    tab = opened([records[0]])
    first = records[0].events[0].id
    tab.locator(f"#r1-{first} a").focus()
    tab.keyboard.press("Enter")
    assert _lit(tab, ".entry") == [f"r1-{first}"]


def test_layers_are_switched_off_and_on(opened: Any, records: list[Record]) -> None:
    tab = opened([records[0]])
    seg = tab.locator(".text .seg.event").first
    line = "one => getComputedStyle(one).textDecorationColor"
    shown = seg.evaluate(line)
    tab.click(".key.event")
    tab.click(".key.mention")
    assert seg.evaluate(line) == "rgba(0, 0, 0, 0)"
    assert tab.get_attribute(".key.event", "aria-pressed") == "false"
    tab.click(".key.event")
    assert seg.evaluate(line) == shown


def test_hostile_text_stays_text(opened: Any) -> None:
    record = dragoman.read(HOSTILE, published="2024-05-07")
    assert record.article.text.strip() == HOSTILE.strip(), "nothing of it was left out"
    named = msgspec.structs.replace(
        record,
        article=msgspec.structs.replace(
            record.article,
            id='"><script>alert(2)</script>',
            title="<script>alert(3)</script>",
            outlet="<img src=x onerror=alert(4)>",
            byline='" onmouseover="alert(5)',
            url="javascript:alert(6)",
        ),
    )
    tab = opened([named, named])
    assert tab.title() == "2 records · Dragoman"
    article = tab.locator("#r1-top")
    assert "".join(article.locator(".text").inner_text().split()) == "".join(HOSTILE.split())
    assert article.locator("h1").inner_text() == "<script>alert(3)</script>"
    assert tab.locator("img").count() == 0
    assert tab.locator("script").count() == 1
    assert tab.locator("a[href^=javascript]").count() == 0


def test_a_source_is_linked_and_leaks_no_referrer(opened: Any, records: list[Record]) -> None:
    article = msgspec.structs.replace(records[0].article, url="https://example.org/a?b=1&c=2")
    tab = opened([msgspec.structs.replace(records[0], article=article)])
    link = tab.locator(".byline a")
    assert link.get_attribute("href") == "https://example.org/a?b=1&c=2"
    assert "noreferrer" in link.get_attribute("rel")


def _luminance(colour: str) -> float:
    red, green, blue = (int(part) for part in colour.strip("rgb()").split(",")[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_dark_is_dark_and_light_is_light(opened: Any, records: list[Record]) -> None:
    for scheme in ("light", "dark"):
        tab = opened([records[0]], color_scheme=scheme)
        look = "one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color]"
        paper, ink = map(_luminance, tab.locator("body").evaluate(look))
        assert abs(paper - ink) > 180
        assert (paper > ink) == (scheme == "light")
        glow = tab.locator(f"#r1-{records[0].events[0].id}")
        glow.locator("a").click()
        background = tab.eval_on_selector(
            ".entry.lit", "one => getComputedStyle(one).backgroundColor"
        )
        assert abs(_luminance(background) - ink) > 100


@pytest.mark.parametrize("width", [320, 390, 820, 1280])
def test_no_width_needs_sideways_scrolling(opened: Any, records: list[Record], width: int) -> None:
    tab = opened(records, viewport={"width": width, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_print_has_everything_on_white_paper(opened: Any, records: list[Record]) -> None:
    tab = opened([records[0]], color_scheme="dark")
    tab.emulate_media(media="print")
    entries = tab.locator(".entries")
    assert entries.evaluate("one => getComputedStyle(one).position") == "static"
    assert entries.evaluate("one => one.scrollHeight <= one.clientHeight + 1")
    paper = tab.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    assert tab.pdf().startswith(b"%PDF")


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(
    browser: Any, tmp_path: Path, records: list[Record]
) -> None:
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><body>{records[0]._repr_html_()}</body>", "utf-8")
    tab = browser.new_page()
    tab.goto(file.as_uri())
    frame = tab.frame_locator("iframe")
    assert frame.locator("h1").inner_text() == records[0].article.title
    tab.close()
