"""What is wanting in the work itself, told by no label: where it must stand among what was done and what is to come."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.model import ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose


def _blocks(*texts: str) -> list[list[tuple[str, str]]]:
    """Return the kinds and words of the blocks of measures, one a text."""
    text = "浜田原市みちの計画　令和６年度実施報告\n\n基本目標１　道を守る\n"
    names = ("道路の点検", "通学路の見守り", "街路樹の手入れ")
    for number, (name, told) in enumerate(zip(names, texts, strict=False), start=1):
        text += f"\n（{number}）{name}（土木課）\n{told}\n"
    source = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text)
    report = segment(source, choose(source, builtin()), ReportHead())
    for measure in report.measures():
        assert all(a.span.end <= b.span.start for a, b in pairwise(measure.blocks))
    return [[(b.kind.value, text[b.span.start : b.span.end].strip()) for b in m.blocks] for m in report.measures()]


def _kinds(*texts: str) -> list[list[str]]:
    return [[kind for kind, _ in blocks] for blocks in _blocks(*texts)]


_DONE = "点検を４２０か所で行いました。"
_SHORT = "点検員の確保が追いついていない状況です。"
_NEXT = "次年度は点検員を２人増やします。"


def test_it_stands_between_what_was_done_and_what_is_to_come() -> None:
    told = [
        [("progress", _DONE), ("issues", _SHORT), ("outlook", _NEXT)],
        [("progress", _DONE), ("issues", _SHORT)],
        [("progress", _DONE + _DONE), ("issues", _SHORT), ("outlook", _NEXT)],
    ]
    assert _blocks(_DONE + _SHORT + _NEXT, _DONE + "\n" + _SHORT, _DONE + _DONE + _SHORT + _NEXT) == told


@pytest.mark.parametrize(
    ("sentence", "ill"),
    [
        ("一方、三年生では一度も借りない児童が四割を超えました。", True),
        ("しかし、冬の回は申込みが定員に届きませんでした。", True),
        ("ただ、登録した人のうち活動したのは一部にとどまりました。", True),
        ("その反面、片付けの手間が増えました。", True),
        ("けれども、山側の地区では回線が整っていません。", True),
        ("しかし、利用したのは近くの世帯だけである。", True),
        ("ところが、秋からは来館者が減りました。", True),
        ("それでも空きは解消せず、年度末で四室が残りました。", True),
        ("もっとも、利用は駅前の二館に集中しています。", True),
        ("一方で、若い世代からの応募は一件もありませんでした。", True),
        ("一方、保護者の三割は講座を知りませんでした。", True),
        ("一方で、不正な利用はありませんでした。", False),
        ("半面、退会の申請はありませんでした。", False),
        ("ところが、秋からは来館者が増えました。", False),
        ("冬の回は申込みが定員に届きませんでした。", False),
        ("一方、秋の回は申込みが定員を上回りました。", False),
        ("ただし、人数には市外の方を含みます。", False),
        ("一方、会場が遠い地区には職員が出向きました。", False),
        ("しかし、講師が足りなかったため、回数を減らして開きました。", False),
        ("他方、中学校では全ての学級が参加しました。", False),
        ("一方、苦情は三件にとどまりました。", False),
        ("ただ、三月分は速報値です。", False),
        ("しかし、修理を終え、今は元どおり使われている。", False),
        ("それでも、満足度は九割を超えています。", False),
        ("一方で、途中でやめる人は減りました。", False),
        ("しかし、けがをした人はいません。", False),
    ],
)
def test_what_is_set_against_what_was_done(sentence: str, *, ill: bool) -> None:
    parts = [("progress", _DONE), ("issues", sentence)] if ill else [("progress", _DONE + sentence)]
    assert _blocks(*[_DONE + sentence + _NEXT] * 2) == [[*parts, ("outlook", _NEXT)]] * 2


def test_before_what_was_done_it_is_the_ground_for_it() -> None:
    assert _blocks(
        _SHORT + "このため、民間の会社に委託しました。" + _NEXT,
        _DONE + _SHORT + "そこで、民間の会社に委託しました。",
        _SHORT + _NEXT,
    ) == [
        [("progress", _SHORT + "このため、民間の会社に委託しました。"), ("outlook", _NEXT)],
        [("progress", _DONE + _SHORT + "そこで、民間の会社に委託しました。")],
        [("progress", _SHORT), ("outlook", _NEXT)],
    ]


def test_of_a_measure_whose_plans_alone_have_a_label() -> None:
    told = f"{_DONE}{_SHORT}\n【今後の予定】\n{_NEXT}"
    assert _kinds(told, told, told) == [["progress", "issues", "outlook"]] * 3


def test_what_a_label_calls_results_stays_there() -> None:
    told = f"【実績】\n{_DONE}{_SHORT}\n【今後の予定】\n{_NEXT}"
    assert _kinds(told, told, told) == [["progress", "outlook"]] * 3


def test_values_with_labels_leave_the_text_to_its_tense() -> None:
    told = f"{_DONE}{_NEXT}\n目標値　点検率　１００％\n実績値　点検率　９４％"
    assert [kinds[:2] for kinds in _kinds(told, told, told)] == [["progress", "outlook"]] * 3


@pytest.mark.parametrize(
    "behind",
    ["", "表{n}　箇所の推移\n区分　Ｒ５　Ｒ６\n北町　1{n}　15\n", "図１－{n}　箇所の推移\n"],
)
def test_it_stands_above_a_table_or_the_name_of_a_picture_too(behind: str) -> None:
    told = [f"{_DONE}\n{_SHORT}\n{behind.format(n=n)}【今後の予定】\n{_NEXT}" for n in (1, 2, 3)]
    for blocks in _blocks(*told):
        assert [words for kind, words in blocks if kind == "issues"] == [_SHORT]
        assert [kind for kind, _ in blocks[:2]] == ["progress", "issues"]


def test_the_name_of_a_picture_is_no_part_of_the_sentence_below_it() -> None:
    told = [f"{_DONE}\n図{n}　箇所の推移\n{_SHORT}\n【今後の予定】\n{_NEXT}" for n in (1, 2, 3)]
    assert all(("issues", _SHORT) in blocks for blocks in _blocks(*told))
