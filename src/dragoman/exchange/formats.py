"""The formats of event data that are exchanged: names, exact columns, marks of what is missing.

Columns and their order are those of the documents that come with each data set: ICEWS (Dataverse
files), GDELT Event Codebook 1.03 (events of 1.0) and 2.0 (events, Mentions), POLECAT (Dataverse
files). A PLOVER file is JSON: one object an event.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """One format of tab-separated lines.

    Attributes:
        name: what the command line calls it.
        table: its table in an archive.
        title: its name for people.
        columns: names of its columns, in order.
        header: whether its files begin with the names of the columns.
        missing: what its files write for a value that is not there.
    """

    name: str
    table: str
    title: str
    columns: tuple[str, ...]
    header: bool
    missing: str


def _actors(columns: str) -> list[str]:
    """The same columns for actor 1 and actor 2 of GDELT."""
    return [f"Actor{side}{column}" for side in (1, 2) for column in columns.split()]


def _places(columns: str) -> list[str]:
    """The same columns for the places of GDELT's actors and of the action."""
    sides = ("Actor1", "Actor2", "Action")
    return [f"{side}Geo_{column}" for side in sides for column in columns.split()]


_GDELT_ACTORS = _actors(
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code "
    "Type1Code Type2Code Type3Code"
)
_GDELT_ACTION = (
    "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale "
    "NumMentions NumSources NumArticles AvgTone"
).split()
_GDELT_DAY = "SQLDATE MonthYear Year FractionDate".split()


def _polecat_party(side: str) -> list[str]:
    """POLECAT's nine columns of a side."""
    return [
        f"{side} Name",
        f"{side} Country",
        f"{side} COW",
        f"Primary {side} Sector",
        f"{side} Sectors",
        f"{side} Title",
        f"{side} Name Raw",
        f"Wikipedia {side} ID",
    ]


ICEWS = Format(
    "icews",
    "icews",
    "ICEWS",
    (
        "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
        "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
        "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
        "Longitude",
    ),
    header=True,
    missing="",
)  # fmt: skip
GDELT1 = Format(
    "gdelt1",
    "gdelt1",
    "GDELT 1.0 events",
    (
        "GLOBALEVENTID",
        *_GDELT_DAY,
        *_GDELT_ACTORS,
        *_GDELT_ACTION,
        *_places("Type FullName CountryCode ADM1Code Lat Long FeatureID"),
        "DATEADDED",
        "SOURCEURL",
    ),
    header=False,
    missing="",
)
GDELT2 = Format(
    "gdelt2",
    "gdelt2",
    "GDELT 2.0 events",
    (
        "GLOBALEVENTID",
        *_GDELT_DAY,
        *_GDELT_ACTORS,
        *_GDELT_ACTION,
        *_places("Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"),
        "DATEADDED",
        "SOURCEURL",
    ),
    header=False,
    missing="",
)
MENTIONS = Format(
    "mentions",
    "gdelt_mentions",
    "GDELT 2.0 Mentions",
    (
        "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName",
        "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset",
        "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
        "MentionDocTranslationInfo", "Extras",
    ),
    header=False,
    missing="",
)  # fmt: skip
POLECAT = Format(
    "polecat",
    "polecat",
    "POLECAT",
    (
        "Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code",
        "Contexts",
        *_polecat_party("Actor"),
        *_polecat_party("Recipient"),
        "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
        "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date",
        "Story People", "Story Organizations", "Story Locations", "Language", "Version",
    ),
    header=True,
    missing="None",
)  # fmt: skip
FORMATS = {one.name: one for one in (ICEWS, GDELT1, GDELT2, MENTIONS, POLECAT)}
"""The tabular formats by name."""
