"""Dragoman's own events as lines of other formats.

Formats with one actor and one recipient a line (ICEWS, GDELT) get a line for each pair; members
of a mutual act without a recipient are paired with each other in both directions, as ICEWS does.
What a format cannot express is left at its mark of a missing value; the table of correspondences
stands in the guide on exchange.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dragoman.events.cameo import cameo_code
from dragoman.exchange.codes import countries, sectors
from dragoman.exchange.formats import GDELT1, GDELT2, ICEWS, MENTIONS, POLECAT, Format
from dragoman.record import Actor, Event, Place, Record

_MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE", "ASSAULT"})
"""Types whose several actors act on one another when no recipient is named (PLOVER)."""


@dataclass(frozen=True)
class Told:
    """An event of an archive with all that a line says of it.

    Attributes:
        article: number of its article in the archive.
        first: number of its first line in the file that is written.
    """

    article: int
    first: int
    record: Record
    event: Event

    @property
    def day(self) -> str | None:
        """The event's first day; the article's where it is not known."""
        return self.event.date.start if self.event.date else self.record.article.published

    @property
    def place(self) -> Place | None:
        """Where it happened."""
        return next((one for one in self.record.places if one.id == self.event.place), None)

    def members(self, ids: tuple[str, ...]) -> list[Actor]:
        """The actors with these ids."""
        known = {one.id: one for one in self.record.actors}
        return [known[one] for one in ids if one in known]

    def pairs(self) -> list[tuple[Actor | None, Actor | None]]:
        """Each actor with each recipient."""
        actors: list[Actor | None] = [*self.members(self.event.actors)]
        recipients: list[Actor | None] = [*self.members(self.event.recipients)]
        mutual = self.event.type in _MUTUAL or self.event.mode == "ceasefire"
        if len(actors) > 1 and not recipients and mutual:
            return [(one, other) for one in actors for other in actors if one is not other]
        return [(one, other) for one in actors or [None] for other in recipients or [None]]


def icews(told: Told) -> Iterator[dict[str, object]]:
    """A line for each pair; needs a CAMEO code."""
    assert told.event.cameo is not None
    place, article = told.place, told.record.article
    for number, (actor, recipient) in enumerate(told.pairs(), told.first):
        yield {
            "Event ID": number,
            "Event Date": told.day,
            **_icews_side("Source", actor),
            "Event Text": cameo_code(told.event.cameo).name,
            "CAMEO Code": told.event.cameo,
            "Intensity": _plain(told.event.goldstein),
            **_icews_side("Target", recipient),
            "Story ID": told.article,
            "Publisher": article.outlet,
            "City": place.name if place and place.precision in ("city", "point") else None,
            "Province": place.name if place and place.precision == "region" else None,
            "Country": _name(place.country) if place else None,
            "Latitude": place.lat if place else None,
            "Longitude": place.lon if place else None,
        }


def gdelt2(told: Told) -> Iterator[dict[str, object]]:
    """A line for each pair; needs a CAMEO code."""
    code, day, article = told.event.cameo, told.day, told.record.article
    assert code is not None
    added = article.published or day
    for number, (actor, recipient) in enumerate(told.pairs(), told.first):
        yield {
            "GLOBALEVENTID": number,
            **(_gdelt_day(date.fromisoformat(day)) if day else {}),
            **_gdelt_side(1, actor),
            **_gdelt_side(2, recipient),
            "EventCode": code,
            "EventBaseCode": code[:3],
            "EventRootCode": code[:2],
            "QuadClass": quad_class(code),
            "GoldsteinScale": told.event.goldstein,
            "NumMentions": len(told.event.reports),
            "NumSources": 1,
            "NumArticles": 1,
            **_gdelt_place(told.place),
            "DATEADDED": f"{added.replace('-', '')}000000" if added else None,
            "SOURCEURL": article.url,
        }


def gdelt1(told: Told) -> Iterator[dict[str, object]]:
    """As GDELT 2.0, whose columns it lacks some of; the day of adding has no hour."""
    for line in gdelt2(told):
        added = line["DATEADDED"]
        day = added[:8] if isinstance(added, str) else None
        yield {**{one: line.get(one) for one in GDELT1.columns}, "DATEADDED": day}


def mentions(told: Told) -> Iterator[dict[str, object]]:
    """A line for each report of each line that ``gdelt2`` writes."""
    article = told.record.article
    added = article.published or told.day
    time = f"{added.replace('-', '')}000000" if added else None
    for number, _ in enumerate(told.pairs(), told.first):
        for report in told.event.reports:
            yield {
                "GLOBALEVENTID": number,
                "EventTimeDate": time,
                "MentionTimeDate": time,
                "MentionType": 1 if article.url else 2,
                "MentionSourceName": article.outlet,
                "MentionIdentifier": article.url or article.id,
                "ActionCharOffset": report.trigger.start,
                "InRawText": 1,
                "Confidence": round(told.event.confidence * 10) * 10,
                "MentionDocLen": len(article.text),
            }


def polecat(told: Told) -> Iterator[dict[str, object]]:
    """One line an event; several members of a side are separated by ``; ``."""
    event, record, place = told.event, told.record, told.place
    named = [one for one in record.actors if one.kind != "unnamed"]
    persons = [one.name for one in named if one.kind == "person"]
    bodies = [one.name for one in named if one.kind not in ("person", "state")]
    fine = place.precision if place else None
    yield {
        "Event ID": f"{told.article}-{event.id}",
        "Event Date": told.day,
        "Event Type": event.plover.type,
        "Event Mode": event.plover.mode,
        "Event Intensity": event.plover.score,
        "Quad Code": event.plover.quad.upper(),
        "Contexts": "; ".join(event.contexts),
        **_polecat_side("Actor", told.members(event.actors), record),
        **_polecat_side("Recipient", told.members(event.recipients), record),
        "Placename": place.name if place else None,
        "City": place.name if place and fine in ("city", "point") else None,
        "Province": place.name if place and fine == "region" else None,
        "Country": place.country if place else None,
        "Latitude": place.lat if place else None,
        "Longitude": place.lon if place else None,
        "GeoNames ID": place.geonameid if place else None,
        "Raw Placename": place.text if place else None,
        "Source": record.article.outlet,
        "Publication Date": record.article.published,
        "Story People": "; ".join(persons),
        "Story Organizations": "; ".join(bodies),
        "Story Locations": "; ".join(dict.fromkeys(one.name for one in record.places)),
        "Language": record.article.language,
        "Version": f"dragoman {record.dragoman.version}",
    }


def quad_class(code: str) -> int:
    """GDELT's quad of a CAMEO code: verbal and material cooperation, verbal and material conflict.

    The classes 01-05, 06-09, 10-14 and 15-20, as GDELT's files have them: investigations (09)
    count there as material cooperation and protests (14) as verbal conflict.
    """
    root = int(code[:2])
    return 1 + sum(root > last for last in (5, 9, 14))


def fraction_date(day: date) -> str:
    """The year with its part gone by, as GDELT has it: thirty days to a month, 365 to a year."""
    return f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}"


def _icews_side(side: str, actor: Actor | None) -> dict[str, object]:
    if actor is None:
        return {}
    return {
        f"{side} Name": actor.name,
        f"{side} Sectors": ",".join(filter(None, map(_icews_sectors().get, actor.sectors))),
        f"{side} Country": _name(actor.country),
    }


def _gdelt_side(side: int, actor: Actor | None) -> dict[str, object]:
    if actor is None:
        return {}
    known = countries().get(actor.country or "")
    country = known.cameo[0] if known and known.cameo else ""
    roles = [_cameo_roles()[one] for one in actor.sectors if one in _cameo_roles()][:3]
    return {
        f"Actor{side}Code": country + "".join(roles),
        f"Actor{side}Name": actor.name.upper(),
        f"Actor{side}CountryCode": country,
        **{f"Actor{side}Type{place}Code": role for place, role in enumerate(roles, 1)},
    }


def _gdelt_day(day: date) -> dict[str, object]:
    return {
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": f"{day:%Y}",
        "FractionDate": fraction_date(day),
    }


def _gdelt_place(place: Place | None) -> dict[str, object]:
    """Kinds of places: 1 country, 2 US state, 3 US city, 4 world city, 5 world state."""
    if place is None:
        return {}
    home = place.country == "USA"
    kinds = {"country": 1, "region": 2 if home else 5, "city": 3 if home else 4}
    known = countries().get(place.country or "")
    return {
        "ActionGeo_Type": kinds.get("city" if place.precision == "point" else place.precision),
        "ActionGeo_FullName": place.name,
        "ActionGeo_CountryCode": known.fips[0] if known and known.fips else None,
        "ActionGeo_Lat": place.lat,
        "ActionGeo_Long": place.lon,
    }


def _polecat_side(side: str, members: list[Actor], record: Record) -> dict[str, object]:
    raw = {one.actor: one.text for one in reversed(record.mentions)}
    known = [countries().get(one.country or "") for one in members]
    return {
        f"{side} Name": "; ".join(one.name for one in members),
        f"{side} Country": "; ".join(one.country for one in members if one.country),
        f"{side} COW": "; ".join(str(one.cow) for one in known if one and one.cow),
        f"Primary {side} Sector": "; ".join(one.sector for one in members if one.sector),
        f"{side} Sectors": "; ".join(dict.fromkeys(s for one in members for s in one.sectors)),
        f"{side} Title": "; ".join(one.role for one in members if one.role),
        f"{side} Name Raw": "; ".join(raw[one.id] for one in members if one.id in raw),
    }


def _name(iso3: str | None) -> str | None:
    known = countries().get(iso3 or "")
    return known.name if known else None


def _plain(value: float | None) -> str | None:
    """A number without a needless ``.0``, as ICEWS writes it."""
    return None if value is None else f"{value:g}"


@lru_cache(maxsize=1)
def _cameo_roles() -> dict[str, str]:
    """CAMEO's role for a PLOVER sector: the first that is read as it."""
    return {sector: code for code, sector in reversed(sectors()["cameo"].items())}


@lru_cache(maxsize=1)
def _icews_sectors() -> dict[str, str]:
    """ICEWS's name for a PLOVER sector: the first that is read as it."""
    return {sector: code for code, sector in reversed(sectors()["icews"].items())}


TABULAR = {
    ICEWS.name: (ICEWS, icews),
    GDELT1.name: (GDELT1, gdelt1),
    GDELT2.name: (GDELT2, gdelt2),
    MENTIONS.name: (MENTIONS, mentions),
    POLECAT.name: (POLECAT, polecat),
}
"""Each tabular format with what makes its lines."""
NEEDS_CAMEO: frozenset[Format] = frozenset({ICEWS, GDELT1, GDELT2, MENTIONS})
"""Formats that cannot hold an event without a CAMEO code."""
