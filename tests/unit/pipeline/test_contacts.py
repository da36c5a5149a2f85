"""Lines that say whom to ask, with how each office is reached."""

from __future__ import annotations

import pytest

from extractors.view import fold
from pipeline.model import Measure, ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose
from pipeline.segment.contacts import contact


@pytest.mark.parametrize(
    ("line", "offices"),
    [
        ("問 給食課☎0999-23-1108／水産課☎0999-21-3412", ["給食課", "水産課"]),
        ("問い合わせ　健康課（内線 213）、福祉課（内線 214）", ["健康課", "福祉課"]),
        ("問 税務課（☎21-1111）・収納課（☎21-2222）", ["税務課", "収納課"]),
        ("問 企画課(2階)☎0123-45-6789 水道課(3階)☎0123-45-6780", ["企画課", "水道課"]),
        ("〈問〉健康課 21-1111、スポーツ課 21-2222", ["健康課", "スポーツ課"]),
        ("問 農政課 ☎21-5555 または各支所", ["農政課", "各支所"]),
        ("問 中央図書館 ☎21-7700", ["中央図書館"]),
        ("問 生涯学習課、スポーツ課 ☎21-1111", ["生涯学習課", "スポーツ課"]),
        # What else stands behind a number.
        ("お問い合わせ：環境課 電話 052-123-4567 FAX 052-123-4568", ["環境課"]),
        ("問 福祉課 ☎0999-21-1111 受付時間 9時～17時", ["福祉課"]),
        ("問 健康課（内線 213・214） 平日のみ", ["健康課"]),
        ("問 市民協働課 ☎0999-21-1111（直通） 各公民館", ["市民協働課"]),
        ("問合せ先 市民課 Tel.0999-21-1111 / Mail shimin@city.example", ["市民課"]),
        ("問 福祉総務課 ☎0999-21-3320 障がい福祉係", ["福祉総務課"]),
        ("問 予約・申込み ☎21-1111", None),
        ("問 なぜか。", None),
    ],
)
def test_offices_with_their_numbers(line: str, offices: list[str] | None) -> None:
    text = fold(line)
    found = contact(text)
    assert (found and [text[a:b] for a, b in found]) == offices


def measures(last: str) -> list[Measure]:
    told = [("朝の市", "商工課"), ("夜の市", "農政課"), ("春の市", None)]
    parts = [
        f"{n} {title}\n【できたこと】市を{n}回開きました。\n【これから】回数を増やします。\n"
        + (f"問 {office} ☎0999-21-111{n}\n" if office else "")
        for n, (title, office) in enumerate(told, start=1)
    ]
    text = "潮路市にぎわい計画　令和６年度の報告\n\n" + "\n".join(parts) + f"{last}\n"
    source = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text)
    return list(segment(source, choose(source, builtin()), ReportHead()).measures())


@pytest.mark.parametrize(
    ("last", "departments"),
    [
        ("お問い合わせ　潮路市 企画課 ☎0999-21-1100", ()),  # of the whole report: worded unlike those of measures
        ("問 企画課 ☎0999-21-1100", ("企画課",)),
    ],
)
def test_the_last_line_may_be_of_the_whole_report(last: str, departments: tuple[str, ...]) -> None:
    assert [m.departments for m in measures(last)] == [("商工課",), ("農政課",), departments]
