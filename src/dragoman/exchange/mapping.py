"""How each format says what all formats say: SQL expressions over a format's own columns.

A mapping gives, for a column that all imported events share, the expression that reads it from a
line ``r`` of the format. Codes are looked up in the temporary tables of
``dragoman.exchange.codes``. Expressions hold column names and constants only; no value of a file or
a user ever becomes SQL.
"""

from __future__ import annotations

from dataclasses import dataclass

SHARED = (
    "source_id", "date", "actor_name", "actor_country", "actor_sector", "actor_code",
    "recipient_name", "recipient_country", "recipient_sector", "recipient_code", "cameo", "type",
    "mode", "quad", "score", "goldstein", "place", "place_country", "lat", "lon", "url", "mentions",
)  # fmt: skip
"""The columns that all imported events share, in the order of their tables."""


@dataclass(frozen=True)
class Mapping:
    """Where the shared columns come from.

    Attributes:
        columns: shared column to expression; what is not named is null.
        joins: tables of codes that the expressions use.
        given: shared column to the format's columns that it is read from, for those whose values
            may be unreadable: a row with any of these and without the other is counted.
    """

    columns: dict[str, str]
    joins: str
    given: dict[str, str]


def _said(column: str) -> str:
    """The cell, or null where it holds one of the marks of a missing value."""
    return f"CASE WHEN r.{column} NOT IN ('', 'NA', 'NULL', 'None') THEN r.{column} END"


def _degrees(column: str, limit: int) -> str:
    """A latitude or longitude; what lies off the globe is none."""
    return (
        f"CASE WHEN abs(try_cast(r.{column} AS DOUBLE)) <= {limit} "
        f"THEN try_cast(r.{column} AS DOUBLE) END"
    )


def _country(alias: str, scheme: str, column: str) -> str:
    return (
        f" LEFT JOIN code_countries {alias} ON {alias}.code = {column} "
        f"AND {alias}.scheme = '{scheme}'"
    )


_DATES = (
    "['%Y-%m-%d', '%m/%d/%y', '%m/%d/%Y', '%Y%m%d', '%d-%b-%y', '%d-%b-%Y', '%Y-%m-%d %H:%M:%S', "
    "'%m/%d/%Y %H:%M', '%Y/%m/%d']"
)
"""The spellings of a day that are read, the first that fits; American order, as ICEWS has it."""
_KIND = {"type": "e.type", "mode": "e.mode", "quad": "e.quad", "score": "e.score"}


def _gdelt_actor(side: int, name: str) -> dict[str, str]:
    return {
        f"{name}_name": f"r.Actor{side}Name",
        f"{name}_country": f"c{side}.value",
        f"{name}_sector": f"s{side}.value",
        f"{name}_code": f"r.Actor{side}Code",
    }


_GDELT = Mapping(
    {
        "source_id": "r.GLOBALEVENTID",
        "date": "CAST(try_strptime(r.SQLDATE, '%Y%m%d') AS DATE)",
        **_gdelt_actor(1, "actor"),
        **_gdelt_actor(2, "recipient"),
        "cameo": "e.code",
        **_KIND,
        "goldstein": "try_cast(r.GoldsteinScale AS DOUBLE)",
        "place": "r.ActionGeo_FullName",
        "place_country": "p.value",
        "lat": _degrees("ActionGeo_Lat", 90),
        "lon": _degrees("ActionGeo_Long", 180),
        "url": "r.SOURCEURL",
        "mentions": "try_cast(r.NumMentions AS INTEGER)",
    },
    " LEFT JOIN code_events e ON e.code = r.EventCode"
    + "".join(
        _country(f"c{side}", "cameo", f"r.Actor{side}CountryCode")
        + f" LEFT JOIN code_sectors s{side} ON s{side}.code = r.Actor{side}Type1Code "
        f"AND s{side}.scheme = 'cameo'"
        for side in (1, 2)
    )
    + _country("p", "place_fips", "r.ActionGeo_CountryCode"),
    {
        "date": "SQLDATE",
        "cameo": "EventCode",
        "actor_country": "Actor1CountryCode",
        "recipient_country": "Actor2CountryCode",
        "place_country": "ActionGeo_CountryCode",
        "lat": "ActionGeo_Lat",
        "lon": "ActionGeo_Long",
        "goldstein": "GoldsteinScale",
    },
)


def _icews_sector(column: str) -> str:
    """The first of the sectors that says more than government, civilian or party."""
    known = (
        f"[m.names[trim(x)] FOR x IN string_split(r.{column}, ',') IF m.names[trim(x)] IS NOT NULL]"
    )
    return f"coalesce([y FOR y IN {known} IF y NOT IN ('GOV', 'CVL', 'PTY')][1], {known}[1])"


_ICEWS = Mapping(
    {
        "source_id": 'r."Event ID"',
        "date": f'CAST(try_strptime(r."Event Date", {_DATES}) AS DATE)',
        "actor_name": _said('"Source Name"'),
        "actor_country": "c1.value",
        "actor_sector": _icews_sector('"Source Sectors"'),
        "recipient_name": _said('"Target Name"'),
        "recipient_country": "c2.value",
        "recipient_sector": _icews_sector('"Target Sectors"'),
        "cameo": "e.code",
        **_KIND,
        "goldstein": "try_cast(r.Intensity AS DOUBLE)",
        "place": f"coalesce({', '.join(map(_said, ('City', 'District', 'Province', 'Country')))})",
        "place_country": "p.value",
        "lat": _degrees("Latitude", 90),
        "lon": _degrees("Longitude", 180),
    },
    ' LEFT JOIN code_events e ON e.code = r."CAMEO Code"'
    + _country("c1", "name", 'r."Source Country"')
    + _country("c2", "name", 'r."Target Country"')
    + _country("p", "place_name", "r.Country")
    + " CROSS JOIN (SELECT map_from_entries(list((code, value))) AS names "
    "FROM code_sectors WHERE scheme = 'icews') m",
    {
        "date": '"Event Date"',
        "cameo": '"CAMEO Code"',
        "actor_country": '"Source Country"',
        "recipient_country": '"Target Country"',
        "place_country": "Country",
        "lat": "Latitude",
        "lon": "Longitude",
        "goldstein": "Intensity",
    },
)


def _first(column: str) -> str:
    """The first of several values, which POLECAT separates by semicolons."""
    return f"nullif(trim(string_split({_said(column)}, ';')[1]), '')"


def _polecat_party(side: str, name: str, alias: str) -> dict[str, str]:
    return {
        f"{name}_name": _said(f'"{side} Name"'),
        f"{name}_country": f"{alias}.value",
        f"{name}_sector": _first(f'"Primary {side} Sector"'),
        f"{name}_code": _said(f'"Wikipedia {side} ID"'),
    }


_POLECAT = Mapping(
    {
        "source_id": 'r."Event ID"',
        "date": f'CAST(try_strptime(r."Event Date", {_DATES}) AS DATE)',
        **_polecat_party("Actor", "actor", "c1"),
        **_polecat_party("Recipient", "recipient", "c2"),
        "type": "t.type",
        "mode": f"lower({_first(chr(34) + 'Event Mode' + chr(34))})",
        "quad": "t.quad",
        "score": 'coalesce(try_cast(r."Event Intensity" AS DOUBLE), t.score)',
        "place": f"coalesce({', '.join(map(_said, ('Placename', 'City', 'Province')))})",
        "place_country": "coalesce(p.value, q.value)",
        "lat": _degrees("Latitude", 90),
        "lon": _degrees("Longitude", 180),
    },
    f" LEFT JOIN code_types t ON t.type = upper({_first(chr(34) + 'Event Type' + chr(34))})"
    + _country("c1", "iso3", _first('"Actor Country"'))
    + _country("c2", "iso3", _first('"Recipient Country"'))
    + _country("p", "place_iso3", "r.Country")
    + _country("q", "place_name", "r.Country"),
    {
        "date": '"Event Date"',
        "type": '"Event Type"',
        "actor_country": '"Actor Country"',
        "recipient_country": '"Recipient Country"',
        "place_country": "Country",
        "lat": "Latitude",
        "lon": "Longitude",
    },
)
MAPPINGS = {"icews": _ICEWS, "gdelt1": _GDELT, "gdelt2": _GDELT, "polecat": _POLECAT}
"""The mapping of each tabular format of events; Mentions are no events and have none."""
