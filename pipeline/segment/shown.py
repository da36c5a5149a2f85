"""How a derived outline is shown to the user, with the numbers of headings that were read by it."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.markers import is_bare
from pipeline.model import Check, Severity
from pipeline.profile import Level
from pipeline.segment.derived import Derived

LEVEL_NAMES: Mapping[Level, tuple[str, str]] = {
    Level.OFFICE: ("部署", "department"),
    Level.PART: ("部", "part"),
    Level.DIRECTION: ("方向", "direction"),
    Level.BETWEEN: ("中間", "between"),
    Level.SECTION: ("節", "section"),
    Level.MEASURE: ("取組", "measure"),
}
"""The levels of headings in Japanese and English, outermost first."""
_FAR_MORE = 2  # times as many measures as headings that show one
_LONGEST = 40  # characters of an example


def unstructured(name: str, candidates: tuple[str, str], *_: object) -> Check:
    """Report that neither a style nor marks of its own tell the outline of a report.

    Args:
        name: the report's.
        candidates: the styles that were tried, in Japanese and English, in brackets.
        _: what `outlined` is given, of which there is nothing to say.
    """
    return Check(
        severity=Severity.WARNING,
        code="derived_outline",
        message_ja=f"{name}: 見出しの構成を読み取れませんでした{candidates[0]}。数値と日付は取組に結び付けずに取り出しました。--profile で様式を指定するか、様式を追加してください。",
        message_en=f"{name}: no structure of headings was found{candidates[1]}. Figures and dates were taken without measures. Name a style with --profile, or add one.",
    )


def outlined(
    name: str, derived: Derived, candidates: tuple[str, str], counts: Mapping[Level, int], example: str, proven: int
) -> Check:
    """Report the outline that was derived, as a warning where it is doubtful.

    Args:
        name: the report's.
        derived: its outline.
        candidates: the styles that were tried, in Japanese and English, in brackets.
        counts: how many headings of each level were read by it.
        example: the title of a measure.
        proven: how many of the measures have a department or a label.
    """
    ja, en = (
        " > ".join(
            [
                *(
                    f"{LEVEL_NAMES[rank.level][at]} {'(-)' if is_bare(rank.form) else rank.form} ×{counts[rank.level]}"
                    for rank in derived.ranks
                ),
                *([f"{('取組 表の行', 'measure (row)')[at]} ×{counts[Level.MEASURE]}"] if derived.tables else []),
            ]
        )
        for at in (0, 1)
    )
    shown = example[:_LONGEST]
    example_ja, example_en = (f"取組の例「{shown}」。", f" A measure is '{shown}'.") if shown else ("", "")
    measures = counts[Level.MEASURE]
    expected = measures if derived.tables else len(derived.ranks[-1].lines)
    doubtful = derived.evident and (measures > _FAR_MORE * expected or 2 * proven < measures)
    doubt_ja, doubt_en = (
        (
            f"取組 {measures} 件のうち、担当課や「実績」などの見出しがあるのは {proven} 件だけで、取組でない行を見出しと読んだおそれがあります。",
            f" Only {proven} of {measures} measures have a department or a label: lines that are none may be read as headings.",
        )
        if doubtful
        else ("", "")
    )
    return Check(
        severity=Severity.INFO if derived.evident and not doubtful else Severity.WARNING,
        code="derived_outline",
        message_ja=f"{name}: 当てはまる様式が1つに決まらないため{candidates[0]}、見出しの構成を本文から推定しました: {ja}。{example_ja}{doubt_ja}違う場合は shinchoku profile draft で書き出して直し、--profile で指定してください。",
        message_en=f"{name}: no single report style fits{candidates[1]}, so the outline was derived from the text: {en}.{example_en}{doubt_en} If that is wrong, write it with shinchoku profile draft, correct it and name it with --profile.",
    )
