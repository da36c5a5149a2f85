"""Reports that stand in a mail: its head, its greeting and its closing words are none of theirs."""

from __future__ import annotations

import pytest

from .invented_report import read, told_of

_HEADS = {
    "japanese": "差出人: 山田 花子 <a@town.example.jp>\n宛先: 各課長\nCC:\n件名: 【報告】灯台のまちの状況について\n日時: 2024年10月18日 9:12\n",
    "english": "From: 山田 <a@town.example.jp>\nSent: Friday, October 18, 2024 9:12 AM\nTo: 佐藤 <b@town.example.jp>;\n 鈴木 <c@town.example.jp>\nSubject: RE: 【共有】灯台のまちの状況について\n",
    "wide": "差　出　人：観光課　山田\n宛　　先：各課（室）長\n件　　名：灯台のまちの状況について\n添付ファイル：なし\n",
    "bracketed": "【差出人】観光課　山田\n【宛先】青凪県　地域課\n【件名】灯台のまちの状況について（報告）\n【日時】令和6年10月18日\n",
    "listed": "送信者: 山田花子\n送信日時: 2024/10/18 9:12\n宛先: 全職員\n件名: Fwd: [kanko:0123] 灯台のまちの状況について\n重要度: 高\n",
    "named": "送信元：観光課 <a@town.example.jp>\n送付先：各課長\n配信日時：2024/10/18 9:12\nタイトル：灯台のまちの状況について\n",
    "memo": "■発信者：観光課長\n■宛先：関係課長\n■日付：令和6年10月18日\n■件名：灯台のまちの状況について\n",
}
_GREETINGS = (
    "",
    "各位\n\nお疲れさまです。観光課の山田です。\n９月末の進捗状況の一覧ができましたので、\nご確認をお願いします。\n",
    "関係課長　様\n\nいつもお世話になっております\n標記の計画について、10月25日までに修正の有無をご返信ください\n\n====================\n",
)
_TITLE = "汐見町灯台計画\n令和6年度上半期（4月～9月）進捗報告\n"
_PART = "【柱{n}】{over}\n\n■{one}（担当：観光課）\n実績：12か所を替えた。\n課題：場所が足りない。\n今後：9月に8か所を替える。\n\n■{two}（担当：商工課）\n実績：3回開いた。\n今後：10月に開く。\n"
_BODY = (
    _PART.format(n=1, over="迎える", one="案内板の更新", two="宿の学び")
    + "\n"
    + _PART.format(n=2, over="伝える", one="冊子の更新", two="語りの学び")
)
_CLOSINGS = (
    "以上です。\nよろしくお願いいたします。\n\n--\n汐見町役場 観光課\n山田 花子\n電話 0000-12-3456（内線12）\n",
    "以上、よろしくお願いします。\n\n****************\n汐見町　観光課\n担当：山田\nTEL 0000-12-3456\n****************\n",
    "ご質問は観光課（内線 12）まで。\n――――――――――\n観光課 山田\n",
    "--\n観光課 山田\n",
    "取り急ぎご報告まで。\n\n観光課 山田\n",
    "以上、ご報告申し上げます。ご査収のほどよろしくお願いいたします。\n観光課 山田\n",
    "ご査収ください。今後ともよろしくお願いいたします。\n観光課 山田\n",
    "ご意見がありましたら、10月25日までにお寄せください。\n観光課 山田\n",
)


@pytest.mark.parametrize("greeting", _GREETINGS)
@pytest.mark.parametrize("head", _HEADS.values(), ids=_HEADS)
def test_the_report_in_a_mail(head: str, greeting: str) -> None:
    report = read(f"{head}\n{greeting}\n{_TITLE}\n{_BODY}\n{_CLOSINGS[0]}")
    assert report.head.title == "汐見町灯台計画 令和6年度上半期（4月～9月）進捗報告"
    assert (report.head.organisation, report.head.fiscal_year) == ("汐見町", 2024)
    assert [(d.no, d.title) for d in report.directions] == [(1, "迎える"), (2, "伝える")]
    assert [m.title for m in report.measures()] == ["案内板の更新", "宿の学び", "冊子の更新", "語りの学び"]


@pytest.mark.parametrize("closing", _CLOSINGS)
@pytest.mark.parametrize("top", [_HEADS["japanese"], _GREETINGS[1]])
def test_how_a_mail_closes_is_none_of_the_last_measure(top: str, closing: str) -> None:
    text = f"{top}\n{_TITLE}\n{_BODY}\n{closing}"
    assert told_of(text, list(read(text).measures())[-1])[-1][1] == "10月に開く。"


@pytest.mark.parametrize("greeting", _GREETINGS)
@pytest.mark.parametrize("head", [_HEADS[name] for name in ("japanese", "english", "wide", "listed")])
def test_the_subject_is_the_title_of_a_report_that_has_none(head: str, greeting: str) -> None:
    assert read(f"{head}\n{greeting}\n{_BODY}").head.title == "灯台のまちの状況について"


def test_the_head_of_a_mail_that_another_hands_on() -> None:
    text = (
        f"{_HEADS['wide']}\n下のとおり転送します。\n\n---- 転送メッセージ ----\n{_HEADS['english']}\n{_TITLE}\n{_BODY}"
    )
    assert read(text).head.title == "汐見町灯台計画 令和6年度上半期（4月～9月）進捗報告"


@pytest.mark.parametrize(
    "fields",
    [
        "件名：案内板の更新\n日時：令和6年10月18日\n添付：なし\n",
        "宛先：関係課長\n件名：案内板の更新\n",
        "差出人：観光課\n日時：令和6年10月18日\n添付：なし\n",
    ],
)
def test_fields_that_are_no_head_of_a_mail(fields: str) -> None:
    text = f"{_TITLE}\n{fields}\n{_BODY}"
    told = "".join(text[s.span.start : s.span.end] for s in read(text).segments if s.kind.value != "furniture")
    assert fields in told


def test_a_report_that_is_no_mail_ends_as_it_does() -> None:
    text = f"{_TITLE}\n{_BODY}以上です。\n"
    assert told_of(text, list(read(text).measures())[-1])[-1][1] == "10月に開く。\n以上です。"


@pytest.mark.parametrize(
    "line", ["以上の宿に広める。", "報告は以上の3件とする。", "お客様にお願いする。", "確認の手順を改める。"]
)
def test_what_is_to_be_done_closes_no_mail(line: str) -> None:
    text = f"{_HEADS['japanese']}\n{_TITLE}\n{_BODY}{line}\n\n{_CLOSINGS[0]}"
    assert told_of(text, list(read(text).measures())[-1])[-1][1] == f"10月に開く。\n{line}"


def test_what_closes_a_mail_has_nothing_of_the_report_behind_it() -> None:
    text = f"{_HEADS['japanese']}\n{_TITLE}\n以上、よろしくお願いします。\n\n{_BODY}"
    assert len(list(read(text).measures())) == 4
