"""Labels that name a year: of what was done in it or of what comes next."""

from __future__ import annotations

import pytest

from pipeline.model import BlockKind

from .invented_report import I, O, P, X, measures_of, report_of, told_of


@pytest.mark.parametrize("form", ["《{label}》\n　{text}", "【{label}】{text}", "■{label}\n　{text}"])
@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("令和７年度の進め方", O),
        ("令和7年度の取り組み方", O),
        ("令和７年度の取組み方", O),
        ("Ｒ７年度の対応", O),
        ("７年度の展開", O),
        ("2025年度の見直し", O),
        ("次年度の進め方", O),
        ("令和７年度の目標", BlockKind.TARGET),
        ("令和６年度の対応", P),
        ("令和６年度の見直し", P),
        ("令和５年度の課題", I),
        ("令和７年度の課題", I),
    ],
)
def test_labels_that_name_a_year(label: str, kind: BlockKind, form: str) -> None:
    told = "人手が足りない。" if kind is I else "３校を回った。" if kind is P else "３校に広げます。"
    text = report_of(form, label, told)
    assert [told_of(text, measure)[1:] for measure in measures_of(text)] == [[(kind, told)]] * 3


def test_the_course_of_a_year_before_its_results_is_what_was_planned() -> None:
    text = report_of("【{label}】{text}", "令和６年度の進め方", "３校を回る。").replace(
        "【取組】\n　会を開いた。\n", ""
    )
    text = text.replace("回る。", "回る。\n【令和６年度の実績】２校を回った。")
    kinds = [(BlockKind.TARGET, "３校を回る。"), (P, "２校を回った。")]
    assert [told_of(text, measure) for measure in measures_of(text)] == [kinds] * 3


@pytest.mark.parametrize(
    ("label", "told", "kind"),
    [
        ("令和７年度に挑むこと", "３校に広げます。", O),
        ("令和７年度の歩幅", "３校に広げます。", O),
        ("Ｒ７年度の宿題帳", "３校に広げる予定です。", O),
        ("令和６年度の歩み", "３校を回った。", P),
        ("令和６年度の足取り", "３校を回りました。", P),
        ("令和７年度の予算", "12千円", X),
    ],
)
def test_labels_in_own_words_that_begin_with_a_year(label: str, told: str, kind: BlockKind) -> None:
    text = report_of("【{label}】\n　{text}", label, told)
    assert [told_of(text, measure)[1:] for measure in measures_of(text)] == [[(kind, told)]] * 3


@pytest.mark.parametrize("line", ["【第２回の進め方】", "【令和７年３月の会】", "【７年目の講座】", "【講座の進め方】"])
def test_what_only_bears_a_number_opens_no_outlook(line: str) -> None:
    text = report_of("{label}{text}", line, "２人で話した。")
    assert O not in [kind for measure in measures_of(text) for kind, _ in told_of(text, measure)]
