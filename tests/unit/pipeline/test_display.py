"""Numbers in large type, alone on a line, with what they count above or below."""

from __future__ import annotations

import pytest

from extractors import find_figures
from extractors.mentions import Figure, FigureKind, Qualifier
from pipeline.display import Displayed
from pipeline.model import SourceDoc


def displayed(*lines: str, heads: str = "?") -> list[Figure]:
    """Return the figures of some lines, of which those with `*` are in large type and `heads` begins a heading."""
    text, large = "", []
    for line in lines:
        if line.startswith("*"):
            large.append(len(text))
        text += line.lstrip("*") + "\n"
    source = SourceDoc(name="r6.pdf", sha256="0" * 64, format="pdf", text=text, large=tuple(large))
    shown = Displayed(source, lambda at: text.startswith(heads, at))
    return [shown.named(figure) for figure in find_figures(text)]


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        (("会を開きました。", "集めたごみ", "*320kg", "前の年より12kg減"), "集めたごみ"),
        (("会を開きました。", "*320kg", "集めたごみ"), "集めたごみ"),
        (("集めたごみ", "*320kg", "来場者", "*41人"), "集めたごみ"),
        (("*41人", "来場者", "*320kg", "集めたごみ"), "集めたごみ"),
        (("会を開きました。", "*41人", "来場者", "*320kg", "集めたごみ", "*5組", "家族"), "集めたごみ"),
        (("来場者", "*41人", "集めたごみ", "*320kg", "家族", "*5組"), "集めたごみ"),
        (("*320kg", "1人当たりのごみ"), "1人当たりのごみ"),
        (("*320kg", "1世帯1か月あたりのごみ"), "1世帯1か月あたりのごみ"),
        (("*320kg", "1人目のごみ"), None),
        (("集めたごみ", "*320kg", "川のごみ"), None),  # either may be its name
        (("8月に集めたごみ", "*320kg"), None),
        (("人が集まり", "*320kg", "になった。"), None),
        (("集めたごみ", "320kg"), None),
        (("集めたごみ", "*320kgを集めた"), None),
        (("？つぎの取組", "*320kg"), None),
    ],
)
def test_the_line_that_names_a_displayed_number(lines: tuple[str, ...], label: str | None) -> None:
    (figure,) = (found for found in displayed(*lines, heads="？") if found.text == "320kg")
    own = next(
        found.label for found in find_figures("\n".join(line.lstrip("*") for line in lines)) if found.text == "320kg"
    )
    assert figure.label == (label or own)


def test_a_name_tells_what_is_counted_and_how() -> None:
    (figure,) = displayed("来場者（延べ）", "*9,318人")
    assert (figure.label, figure.kind, figure.qualifiers) == (
        "来場者",
        FigureKind.PARTICIPANTS,
        (Qualifier.TOTAL_ATTENDANCES,),
    )


def test_a_long_row_of_numbers_and_names_is_looked_through_once() -> None:
    figures = displayed(*(line for at in range(1500) for line in (f"*{at + 2}kg", "集めたごみ")))
    assert {figure.label for figure in figures} == {"集めたごみ"}
