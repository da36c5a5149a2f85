"""Labels that ask: what they are after, in texts and in sheets, whose words of their own count measures and directions."""

from __future__ import annotations

import pytest

from extractors.view import fold
from pipeline.asking import unasked
from pipeline.model import ReportHead, SourceDoc
from pipeline.profile import base, builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose
from pipeline.tabular import Role, role_of

from .drawn_sheets import I, O, P, T, Table, read, told

_ASKED = {
    P: (
        "この一年で何をしましたか？ 今年度は何に取り組みましたか？ どんなことをしましたか どのような取組を行いましたか？ 何をしたの？ "
        "なにをやりましたか？ 何ができましたか？ 何が変わりましたか？ どうなりましたか？ うまくいきましたか？ どこまで進みましたか？ "
        "成果はありましたか？ どんな成果が見られましたか？ 予定どおりに進みましたか？ 結果はどうでしたか？ 令和５年度は何をしましたか？ "
        "町は何をしましたか？ やったことは？ 目標はどうなりましたか？ 何をしたか この一年で何に取り組んだか 取組はどこまで進んだか"
    ),
    I: (
        "こまったことはありますか？ 困ったことは何ですか 何が課題ですか？ 課題は何でしょうか？ 何に困っていますか？ 何が足りませんか？ "
        "うまくいかなかったことはありますか？ どんな課題が残りましたか？ なぜできなかったのですか？ 心配なことは？ 足りないものは何ですか？"
    ),
    O: (
        "これからどうしますか？ 次は何をしますか？ 来年度はどう進めますか？ 今後の予定は？ これからは？ この先どうするの？ 次の一手は？ "
        "どんな取組をしますか？ 今年は何をしますか？ 来年度はどのように進めますか？ 今後どのように取り組むか"
    ),
    T: (
        "何をめざしましたか？ 何を目指していますか？ 目標は何でしたか？ どんな目標ですか？ 何をする約束でしたか？ どんな約束でしたか "
        "どんなまちをめざしますか？ どんな計画でしたか？"
    ),
}
_OFFICES = "担当はどこですか？ どこが担当しましたか？ だれが受け持っていますか 担当は？ どの課の仕事ですか？ 受け持ちはどこですか？ 担当課はどこ？ どこの課がやりましたか？"
_OTHERS = (
    "会場はどこですか？ 費用はいくらですか？ 何人来ましたか？ いつ行いましたか？ だれが参加しましたか？ 参加しませんか？ 知っていますか？ "
    "橋の工事はどうなりましたか？ 雨の日はどうしますか？ 健診では何をしますか？ どこに相談すればよいですか？ 2年目に何をしましたか？ "
    "会場はどこか 費用はいくらか 雨の日はどのようにするか 確か 何人来たか いつ行ったか"
)


@pytest.mark.parametrize(
    ("kind", "words"), [(kind, words) for kind, asked in _ASKED.items() for words in asked.split()]
)
def test_what_a_question_is_after(kind: object, words: str) -> None:
    assert base().kind_of(fold(words)) is kind


@pytest.mark.parametrize("words", _OFFICES.split())
def test_a_question_for_whose_it_is(words: str) -> None:
    assert role_of(fold(words)) is Role.DEPARTMENT


@pytest.mark.parametrize("words", _OTHERS.split())
def test_questions_that_label_nothing(words: str) -> None:
    assert unasked(fold(words)) == fold(words)
    assert base().kind_of(fold(words)) is None
    assert role_of(fold(words)) is Role.OTHER


def test_words_that_ask_nothing_stay() -> None:
    assert [unasked(words) for words in ("静か", "なか", "何か", "確か")] == ["静か", "なか", "何か", "確か"]


_QUESTIONS = (
    "担当はどこですか？",
    "何をめざしましたか？",
    "何をしましたか？",
    "困ったことはありますか？",
    "これからどうしますか？",
)
_ANSWERS = (
    ("こども課", "年に５回開くこと", "６回開き、８１人が来ました。", "講師が足りません。", "講師を２人増やします。"),
    ("図書館、こども課", "３校で行うこと", "４校で行いました。", "雨の日の場所がありません。", "体育館を借ります。"),
    ("こども課", "週に１回開くこと", "５０回開きました。", "夜は開けていません。", "夜も開きます。"),
)
_NAMES = ("あそびの広場", "本の宅配", "夕方の居場所")
_OFFICES_OF = [("こども課",), ("図書館", "こども課"), ("こども課",)]


@pytest.mark.parametrize(
    "form", ["{}\n　{}\n", "{}\n{}\n", "{}　{}\n", "【{}】{}\n", "■{}\n{}\n", "▼{}\n{}\n", "{}\t{}\n", "{}→{}\n"]
)
def test_questions_of_texts(form: str) -> None:
    text = "海鳴町こどもプラン\n令和６年度のふりかえり\n海鳴町こども課\n\n"
    for number, (name, answers) in enumerate(zip(_NAMES, _ANSWERS, strict=True), start=1):
        text += f"ちかい{number}　{name}\n"
        text += "".join(form.format(*pair) for pair in zip(_QUESTIONS, answers, strict=True)) + "\n"
    source = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text)
    report = segment(source, choose(source, builtin()), ReportHead())
    assert [(m.title, m.departments) for m in report.measures()] == list(zip(_NAMES, _OFFICES_OF, strict=True))
    for measure in report.measures():
        assert [block.kind for block in measure.blocks] == [T, P, I, O]


def _sheet(name: str, answers: tuple[str, ...]) -> Table:
    (first, office), *rest = zip(_QUESTIONS, answers, strict=True)
    return [[(name, 1, 2)], [first, office], *([question, answer] for question, answer in rest)]


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("のぞみ{}", "ちかい{}"),
        ("のぞみその{}", "ちかいその{}"),
        ("【のぞみ{}】", "【ちかい{}】"),
        ("夢{}", "窓{}"),
        ("基本目標{}", "取組{}"),
        ("のぞみ{}", ""),
    ],
)
def test_questions_of_sheets_that_words_of_their_own_count(outer: str, inner: str) -> None:
    titles = [f"{inner.format(n)}　{name}" if inner else name for n, name in enumerate(_NAMES, start=1)]
    sheets = [_sheet(title, answers) for title, answers in zip(titles, _ANSWERS, strict=True)]
    above = [f"{outer.format(n)}　{name}" for n, name in ((1, "育てる町"), (2, "学ぶ子ども"))]
    source, report = read("海鳴町こども課", above[0], sheets[0], sheets[1], above[1], sheets[2])
    assert [(d.no, d.title) for d in report.directions] == [(1, "育てる町"), (2, "学ぶ子ども")]
    assert [(m.title, m.departments) for m in report.measures()] == list(zip(_NAMES, _OFFICES_OF, strict=True))
    for measure, answers in zip(report.measures(), _ANSWERS, strict=True):
        assert told(source, measure) == list(zip((T, P, I, O), answers[1:], strict=True))


def test_words_with_numbers_that_do_not_count_up_are_of_the_names() -> None:
    names = ("Ｇ７ 会合", "みどり30 の庭", "のぞみ3 の碑")
    sheets = [_sheet(name, answers) for name, answers in zip(names, _ANSWERS, strict=True)]
    _, report = read("海鳴町こども課", *sheets)
    assert [m.title for m in report.measures()] == list(names)
