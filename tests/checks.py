"""What must hold of every record, whoever made it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from dragoman.events import load_ontology
from dragoman.record import Record
from dragoman.schema import schema


@cache
def _validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema())


def check_record(record: Record) -> None:
    """Schema, round trip, spans, references and vocabulary of a record."""
    plain = json.loads(record.to_json())
    _validator().validate(plain)
    assert Record.from_json(record.to_json()) == record
    assert record.to_dict() == plain
    assert Record.from_dict(record.to_dict()) == record
    check_spans(plain)
    _check_references(plain)
    for event in plain["events"]:
        ontology = load_ontology().types
        assert event["type"] in ontology
        assert event["plover"]["type"] in ontology
        assert event["mode"] is None or event["mode"] in ontology[event["type"]].modes
        assert event["reports"], "an event rests on at least one report"
        assert event["cameo"] is None or isinstance(event["cameo"], str)
    for interval in _intervals(plain):
        assert interval[0] <= interval[1], interval


def check_spans(plain: dict[str, Any]) -> None:
    """Every span slices to its text."""
    text = plain["article"]["text"]
    for value in _dicts(plain):
        if isinstance(value.get("start"), int) and isinstance(value.get("text"), str):
            assert text[value["start"] : value["end"]] == value["text"], value
            assert value["start"] < value["end"], value


def _check_references(plain: dict[str, Any]) -> None:
    layers = ("actors", "mentions", "times", "places", "events", "statements", "forecasts")
    ids = [one["id"] for layer in layers for one in plain[layer]]
    assert len(ids) == len(set(ids)), "ids are unique within a record"
    known = {layer: {one["id"] for one in plain[layer]} for layer in layers}
    named: list[tuple[str, str | None]] = []
    named += [("actors", one["actor"]) for one in plain["mentions"]]
    for event in plain["events"]:
        named += [("actors", one) for one in event["actors"] + event["recipients"]]
        named += [("places", event["place"]), ("statements", event["statement"])]
        named += [("statements", one["statement"]) for one in event["reports"]]
        named += [("times", (event["date"] or {}).get("time"))]
    for one in plain["statements"]:
        named += [("actors", speaker) for speaker in one["speakers"]]
        named += [("statements", one["parent"])]
    for one in plain["forecasts"]:
        named += [("actors", who) for who in one["forecasters"]]
        named += [("events", event) for event in one["events"]]
        named += [("statements", one["statement"])]
    for layer, id_ in named:
        assert id_ is None or id_ in known[layer], f"{id_} is none of the {layer}"


def _intervals(plain: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    for one in plain["times"]:
        if one["from"] and one["to"]:
            yield one["from"], one["to"]
    for event in plain["events"]:
        if event["date"]:
            yield event["date"]["start"], event["date"]["end"]
    for one in plain["forecasts"]:
        yield one["probability"]["low"], one["probability"]["high"]
        if one["window"]["start"] and one["window"]["end"]:
            yield one["window"]["start"], one["window"]["end"]


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from _dicts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _dicts(one)
