"""The gold of events across articles: what is read, and what is refused."""

from pathlib import Path

import pytest
from training import stories
from training.stories import StoryError, chains_of, is_test, read_stories
from training.story_agreement import report


def test_every_annotated_story_is_read_and_no_event_is_in_two_chains() -> None:
    for test in (False, True):
        found = read_stories(test)
        assert found and all(is_test(story.id) == test for story in found)
        joined = [key for chain in chains_of(found) for key in chain]
        assert len(joined) == len(set(joined))


@pytest.mark.parametrize(
    "line",
    [
        "same m-012:e1 m-013:e99",
        "same m-012:e1 m-001:e1",
        "same m-012:e1",
        "same m-012:e1 m-012:e1",
        "copy m-012 m-001",
        "like m-012 m-013",
    ],
)
def test_a_faulty_line_is_named(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "m-s04.txt").write_text(f"# why\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(stories, "STORIES", tmp_path)
    with pytest.raises(StoryError, match=r"m-s04\.txt, line 2"):
        read_stories(is_test("m-s04"))


def test_agreement_is_full_with_itself_and_less_where_a_link_is_missing() -> None:
    whole = {"a:e1": "x", "b:e1": "x", "c:e1": "x", "c:e2": "y"}
    assert all(" 1.000 " in line for line in report(whole, whole))
    assert report(whole, whole | {"c:e1": "z"})[0] == "pairs F1 0.500 (3, 1)"
