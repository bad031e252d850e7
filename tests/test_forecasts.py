"""How likely the words of a forecast say it is."""

import pytest

import dragoman
from dragoman.forecasts import read_wording


@pytest.mark.parametrize(
    ("claim", "low", "high"),
    [
        ("it will not succeed", 0.0, 0.1),
        ("the talks won't last", 0.0, 0.1),
        ("he will resign", 0.9, 1.0),
        ("it is unlikely to work", 0.1, 0.3),
        ("there is unlikely to be a major breakthrough", 0.1, 0.3),
        ("the truce will probably hold", 0.6, 0.8),
        ("it is unlikely not to return", 0.7, 0.9),
        ("a 60 percent chance of war", 0.55, 0.65),
        ("the odds of a deal are two in five", 0.35, 0.45),
        ("there is no chance that he returns", 0.0, 0.08),
    ],
)
def test_wording_stands_for_a_range(claim: str, low: float, high: float) -> None:
    wording = read_wording(claim)
    assert wording is not None
    assert wording.probability.low == pytest.approx(low, abs=0.02)
    assert wording.probability.high == pytest.approx(high, abs=0.02)


def test_a_hedge_outweighs_the_modal_verb_that_was_tagged() -> None:
    wording = read_wording("The envoy will likely raise the matter", "will")
    assert wording is not None and wording.probability.high < 0.9


def test_a_percentage_without_chance_is_no_likelihood() -> None:
    wording = read_wording("exports fell by 60 percent and may fall again")
    assert wording is not None and wording.text == "may"


def test_words_that_say_nothing_about_likelihood_give_nothing() -> None:
    assert read_wording("the minister arrived on Monday") is None


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("before the summer", "2023-01-30", "2023-05-31"),
        ("by the end of March", "2023-01-30", "2023-03-31"),
        ("in March", "2023-03-01", "2023-03-31"),
        ("before 10 March", "2023-01-30", "2023-03-09"),
        ("after 10 March", "2023-03-11", "2024-03-10"),
    ],
)
def test_the_words_before_a_date_make_it_an_end_of_the_window(
    when: str, start: str, end: str
) -> None:
    said = f"China leans on Russia. President Xi Jinping is likely to visit Moscow {when}."
    (forecast,) = dragoman.read(said, published="2023-01-30").forecasts
    assert (forecast.window.start, forecast.window.end, forecast.window.basis) == (
        start, end, "text",
    )  # fmt: skip
