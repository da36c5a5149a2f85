"""Theme, series, region and venue of an occasion, as its own words and those around it give them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from extractors import morphology, nouns, scripts
from pipeline.resolve.roles import OCCASION

if TYPE_CHECKING:
    from extractors.mentions import Occasion
    from extractors.morphology import Token
    from pipeline.resolve.layout import Layout


class Words(NamedTuple):
    """What names an occasion; raw text, None where nothing says it."""

    title: str | None = None
    series: str | None = None
    region: str | None = None
    venue: str | None = None


_QUOTE = scripts.compile(r"[「『](?P<name>[^「」『』\n]{1,80}(?:『[^『』\n]{0,60}』[^「」\n]{0,40})?)[」』]")
_BEHIND_DATE = re.compile(r"[)、:  ・月火水木金土日祝]{0,4}に?")
_THEME = scripts.compile(
    r"(?:テーマ|演題|題目|講演題|題名|議題|講義名|演目)[)〉》】\]]?[ :]{0,2}(?:は[、]?)?(?:[「『](?P<quoted>[^「」\n]{1,80})[」』]|(?P<plain>(?![ :]|[ア-ンa-z\d①-⑳] ?[)]|[①-⑳])[^「」\n、。()]{2,60}?)(?= *(?:$|[「」\n、。()])| +(?:\d|第|会場|場所|日時|参加|受講|講師|期日|出席)))"
)
_VENUE_LABEL = scripts.compile(
    r"(?:会場|場所|開催場所|開催地|於|ところ)[ ]?[:)][ ]?(?P<venue>[^、。\n:]{2,40}?)(?= {2,}|[、。\n(]| ・|$|(?: (?:参加|来場|受講|出席|講師|内容|日時|対象)))"
)
_PLACE_WORD = (
    "会館|ホール|センター|プラザ|公民館|体育館|庁舎|会議室|ホテル|学校|大学|高校|公園|広場|劇場|図書館|美術館|博物館|会場|ドーム|アリーナ|交流館|市役所|町役場|役場|県庁|"
    "消防本部|消防署|警察署|合同庁舎|事務所|出張所|寺|神社|農場|園|館|[一-鿿]{2}場|会議所|研修所|集会所|埠頭|ふ頭|河川敷|グラウンド|海岸|児童館|病院|支所|ビル|モール|オンライン|Zoom|スタジアム|キャンパス|スタジオ|駅前|駅|商店街|通り|駐車場"
)
_NAMED_PLACE = (
    r"(?:道の駅|海の駅|ホテル|[一-鿿ァ-ヶー]{0,12}(?:会館|ホール|センター|プラザ|公園|館)) ?「[^「」\n]{1,20}」"
)
_AT_PLACE = r"(?:にて|において、?(?:[^。\n]{0,20}開)|での(?=[^、。\d\n]{1,12}[はをが])|で(?:の)?(?=[、]?(?:\d|第|開催|実施|開い|行|対面|、|[^、。\n]{1,30}を(?:開催|実施|開き|開い|行[いっ]))))"
_IS_AT_PLACE = scripts.compile(_AT_PLACE)
_VENUE_AT = scripts.compile(
    rf"(?P<venue>{_NAMED_PLACE}|[一-鿿々ァ-ヶーA-Za-z0-9&・]{{0,24}}(?:{_PLACE_WORD})[一-鿿々ァ-ヶーA-Za-z0-9]{{0,10}})(?:[(][^()\n]{{1,20}}[)])?{_AT_PLACE}"
)
_MAY_BE_PLACE = re.compile(_PLACE_WORD.replace("[一-鿿]{2}場", "場"))
_LONGEST_VENUE = 64  # characters of what `_VENUE_AT` matches before `_AT_PLACE`
_REGION_HEAD = scripts.compile(
    r"[ ・•●◇◆■□※*-]*[(〔【<\[]?(?P<region>[^\s\d「」、。:()〔〕【】<>\[\]・•●◇◆■□※*①-⑳㉑-㉟-][^\s\d「」、。:()〔〕【】<>\[\]]{0,9}?)"
    r"[)〕】>\]]?[ :]{0,2}$"
)
_REGION_WORD = scripts.compile(
    r"[ ・•●◇◆■□※*-]*[(〔【]?(?P<region>[一-鿿ァ-ヶー][一-鿿ァ-ヶー・]{0,7}(?:地域|圏域|地区|ブロック|管内|会場|支部|圏))(?!づくり|づ)(?=[)〕】 :]|[一-鿿ァ-ヶーぁ-ん「])"
)
_ORDINAL = re.compile(r"第 ?[\d一二三四五六七八九十]+ ?回|\d+ ?回目")
_PLENARY = re.compile(r"[ ・-]*(全体会)")
_NO_SERIES = re.compile(r"回 ?:? ?$|テーマ[)]?:? ?$")
_DEED_OF = scripts.compile(
    r"(?:[(][月火水木金土日・祝]{1,3}[)])?に?(?:予定(?:し|され)ていた|(?:開催|実施|開い|行っ|行われ|開かれ)(?:し|され)?た|開かれる|(?:開催|実施)(?:される|する))(?!予定|こと|とともに|ほか)"
)
_OF_DATE = scripts.compile(
    r"(?:[(][月火水木金土日・祝]{1,3}[)])?の(?P<name>[^、。\n\d「」()はをがに]{2,24}?)(?=で|に|を|は|が|、)"
)
"""10月19日（日）の総合防災訓練で."""
_JOINT = scripts.compile(r"(?:[(][月火水木金土日・祝]{1,3}[)])?の(?=[「『])")
"""8月5日（土）の「夏まつり」には."""
_LINE_LABEL = scripts.compile(r"(?P<name>[^「」、。:()\n\d][^「」、。:()\n]{1,28})(?:[(][^()\n]{1,20}[)])? ?:")
_DONE_THEN = scripts.compile(
    r"(?:[(][月火水木金土日・祝]{1,3}[)])?(?:の?\d{1,2}日間)?(?:に|、)?(?:[^。、\n]{1,24}(?:で|にて|において)、?)?(?:計?\d{1,2}回)?(?:開催|実施|開き|開い|開講|行[いっう])"
)
"""海岸清掃を6月2日に行い: what was done stands before its date."""
_TOPIC = scripts.compile(r"[をはが]")
_NAME_RUN = scripts.compile(
    r"[一-鿿々ァ-ヶーA-Za-z0-9・]{2,30}(?:での[一-鿿々ァ-ヶー]{2,20})?(?=に|で|を|は|が|、|。|\(|と|には)"
)
_HEAD_NAME = scripts.compile(
    r"(?:「(?P<quoted>[^「」\n]{2,60})」|(?P<name>[^「」、。:()\n]{2,40}?))(?=$|[(（:]|を|について|の(?:開催|実施))"
)
_NO_NAME = scripts.compile(
    r"(?:日時|期日|開催日|日程|期間|実績|時期|時|開催|実施|場所|会場|日|支援|取組|事業|調査|状況|内容|対応|相談|啓発物品|配布|必要|募集|受付|予定|回数|件数|年度|計画|月|助言|連携)$"
)
_BETWEEN = scripts.compile(
    r" +(?P<words>[^\d、。:()「」 ][^\d、。:()「」]{1,40}?) +(?:参加者?|受講者?|延べ|約)? ?\d{1,4} ?[人名](?: *[(]?計 ?[\d,]{1,6} ?[人名][)]?)? *$"
)
_PLACE_ENDS = scripts.compile(rf"(?:{_PLACE_WORD}|市|町|村|区|参加者|受講者)$")
_VENUE_BEHIND = scripts.compile(
    rf"[ 、(]+(?P<venue>{_NAMED_PLACE}|[一-鿿々ァ-ヶーA-Za-z0-9]{{0,20}}(?:{_PLACE_WORD}))(?=[ 、。)]|$)"
)
_NO_REGION = scripts.compile(
    r"参加|日時|開催|場所|実績|テーマ|講|内容|令和|年|月|会$(?<!全体会)|研修|教室|講座|セミナー|フォーラム|会議"
)
_OBJECT = scripts.compile(
    r"(?:を(?:[\d一-鿿ァ-ヶー]{1,12}で)?(?:新たに|初めて|合同で)?(?:[各計全延べ]{0,3}\d{1,3} ?(?:回|会場|か所)(?:に分けて|で)?)?"
    r"|の(?:新たな)?(?:[各計全延べ]{0,3}\d{1,3} ?回(?:に分けて)?(?:の)?)?)"
    r"(?:開催|実施|開き|開い|開く|開講|行[いうっわ]|予定)"
)
COURSE_ROW = scripts.compile(
    r" *(?:[前後中]期|上半期|下半期|午前|午後|[春夏秋冬](?:季|期)?|第?\d{1,2}期|[A-Z\d]{1,2} ?(?:班|組|コース|クラス|日程))[ :]+"
)
"""What distinguishes rows below the name that they share: 前期　6月8日　52名."""
_AIMED = ("向け", "対象", "等", "など")
_SHORT = 3  # characters: つどい, 集い
_TRAILING_COUNT = scripts.compile(r"(?:全|計|各)?\d{1,3} ?回$")
_CLOSING_NOUN = scripts.compile(r"(?:つどい|集い|日|夕べ|広場|祭典|会|祭)$")
_SEASON = scripts.compile(r"(?:^|[^一-鿿])(?:[春夏秋冬]|新春|年末|親子|県民|市民|町民|区民|村民|母|父)$")


def read(
    layout: Layout, bounds: tuple[int, int], left: int, right: int, start: int, end: int, session: object
) -> Words:
    """Return the words that name the occasion whose date (or ordinal) stands at `start`..`end`.

    Args:
        layout: the lines of the view.
        bounds: of the block.
        left: begin of the occasion's own words.
        right: end of the occasion's own words.
        start: begin of the date.
        end: end of the date.
        session: its ordinal as `events.Session`, or None.
    """
    occasion: Occasion | None = getattr(session, "occasion", None)
    session_at: int = getattr(session, "start", start)
    session_end: int = getattr(session, "end", start)
    series = _series(layout, bounds, min(start, session_at))
    title = _theme(layout, left, right, start, end, occasion, session_end)
    own = None
    if title is None and occasion is None:
        own = _own_name(layout, bounds, start, end) or series
    region = _region(layout, bounds, start, min(start, session_at))
    return Words(
        title=title or own,
        series=series or own,
        region=region,
        # What stands behind an earlier date of the sentence is where that one took place.
        venue=_venue(layout, left if left <= layout.sentence(start, end)[0] else start, right, end),
    )


def _raw(layout: Layout, start: int, end: int) -> str:
    while start < end and layout.text[start] in " ":
        start += 1
    while end > start and layout.text[end - 1] in " ":
        end -= 1
    return layout.view.quote(layout.view.span(start, end)) if end > start else ""


def _theme(
    layout: Layout, left: int, right: int, start: int, end: int, occasion: Occasion | None, session_end: int
) -> str | None:
    text = layout.text
    if occasion is not None and occasion.title:
        return occasion.title
    found = {_raw(layout, *m.span("quoted" if m["quoted"] else "plain")) for m in _THEME.finditer(text, left, right)}
    if len(found) == 1:
        return found.pop() or None
    if found:
        return None
    line = layout.line_at(start)
    behind = _BEHIND_DATE.match(text, end)
    quote = _QUOTE.match(text, behind.end() if behind else end)
    if quote and quote.end() <= right:
        return _raw(layout, *quote.span("name"))
    if occasion is not None:
        quote = _QUOTE.search(text, session_end, line.end)
        if quote and quote.start() - session_end <= 30 and quote.end() <= max(right, line.end):
            return _raw(layout, *quote.span("name"))
        return _bare_theme(layout, end, line.end)
    before = text[line.start : start].rstrip(" :(、は")
    if before.endswith(("」", "』")):
        quotes = list(_QUOTE.finditer(text, line.start, line.start + len(before)))
        if quotes and quotes[-1].end() == line.start + len(before):
            return _raw(layout, *quotes[-1].span("name"))
    return None


def _bare_theme(layout: Layout, end: int, stop: int) -> str | None:
    """Read the words between a session's date and the head count that closes its line: 6月10日(土) 背景を知る 26人."""
    match = _BETWEEN.match(layout.text, end, stop)
    if match is None or _PLACE_ENDS.search(match["words"]):
        return None
    return _raw(layout, *match.span("words"))


def closes_with_count(layout: Layout, end: int, count_end: int) -> bool:
    """Tell whether nothing but a theme stands between a date that ends at `end` and the count that closes its line."""
    line = layout.line_at(end)
    match = _BETWEEN.match(layout.text, end, line.end)
    return match is not None and match.end() >= count_end


def _own_name(layout: Layout, bounds: tuple[int, int], start: int, end: int) -> str | None:
    """Return the name of the occasion from its sentence: 「…」を開催, 支援セミナーを開催予定, …会議：11月17日."""
    text = layout.text
    left, right = layout.sentence(start, end)
    if text[left:start].lstrip().startswith("("):
        left = layout.sentence(max(left - 1, 0), max(left - 1, 0))[0]
    return (
        _named_as_object(layout, left, right, start, end)
        or _named_by_line(layout, left, start)
        or _name_above(layout, bounds, layout.line_no(start))
    )


def _named_as_object(layout: Layout, left: int, right: int, start: int, end: int) -> str | None:
    """Return what the sentence says was done then: what stands behind the date before what stands before it."""
    text = layout.text
    if (own := _OF_DATE.match(text, end, right)) and OCCASION.search(own["name"]):
        return _raw(layout, *own.span("name"))
    if (joint := _JOINT.match(text, end, right)) and (quote := _QUOTE.match(text, joint.end())):
        return _raw(layout, *quote.span("name"))
    for lowest, highest in ((end, min(right, end + 120)), (max(left, start - 200), start)):
        for match in _OBJECT.finditer(text, lowest, highest):
            if match.start() == end:
                continue
            name = _phrase_before(layout, match.start(), known=False)
            if name is not None and not text[match.start() - len(name) - 1].isdigit():  # 炊き出し300食を行う
                return name
    if text[start - 1 : start] == "を" and start > left and _DONE_THEN.match(text, end):
        name = _phrase_before(layout, start - 1, known=False)
        if name is not None:
            return name
    deed = _DEED_OF.match(text, end)
    return _phrase_from(layout, deed.end(), right) if deed else None


def _named_by_line(layout: Layout, left: int, start: int) -> str | None:
    """Return what the words before the date on its line name: its head, its label, its topic."""
    text = layout.text
    line = layout.line_at(start)
    head = text[line.start : start].rstrip(" :(、はを")
    heads = text[line.start + len(head) : start].lstrip().startswith(":")
    head = _TRAILING_COUNT.sub("", head)
    if head.strip() and (name := _phrase_before(layout, line.start + len(head), known=not heads)) is not None:
        return name
    if (quote := _QUOTE.match(text, line.body)) and text.startswith(":", quote.end()):
        return _raw(layout, *quote.span("name"))
    for topic in reversed(list(_TOPIC.finditer(text, max(left, start - 120), start))):
        if (name := _phrase_before(layout, topic.start())) is not None:
            return name
    label = _LINE_LABEL.match(text, line.body, start)
    return _raw(layout, *label.span("name")) if label and not _NO_NAME.search(label["name"]) else None


def _phrase_from(layout: Layout, at: int, stop: int) -> str | None:
    """Return the name that begins at `at`: 8月2日に実施した講演会には."""
    if quote := _QUOTE.match(layout.text, at):
        return _raw(layout, *quote.span("name"))
    match = _NAME_RUN.match(layout.text, at, stop)
    name = _raw(layout, *match.span()) if match else ""
    return name if name and not _NO_NAME.search(name) else None


def _name_above(layout: Layout, bounds: tuple[int, int], no: int) -> str | None:
    """Return the name of an occasion that a line above the list gives: ゲートキーパー養成講座 / ・若者向けセミナー（全3回）."""
    bullet = layout.line(no).bullet
    for above in range(no - 1, max(-1, no - 12), -1):
        line = layout.line(above)
        if line.start < bounds[0]:
            return None
        if line.blank or (line.bullet and line.bullet == bullet):
            continue
        if COURSE_ROW.match(layout.text, line.body):
            continue
        head = _HEAD_NAME.match(layout.text, line.body, line.end)
        if head is None:
            return None
        if head["quoted"]:
            return _raw(layout, *head.span("quoted"))
        return _phrase_before(layout, head.end("name"))
    return None


def _phrase_before(layout: Layout, at: int, *, known: bool = True) -> str | None:
    """Return the noun phrase or quote that ends at `at`; `known`: only if a word in it is that of an occasion."""
    text = layout.text
    if text[at - 1 : at] in "」』" and at:
        quotes = [m for m in _QUOTE.finditer(text, max(0, at - 90), at) if m.end() == at]
        return _raw(layout, *quotes[-1].span("name")) if quotes else None
    lowest = max(layout.sentence(max(at - 1, 0), at)[0], at - morphology.MAX_CHUNK)
    if known and not OCCASION.search(text, lowest, at + 1):  # which may look one character ahead
        return None  # tagging the sentence is dear
    words = morphology.sentence_tokens(layout.view, max(at - 1, 0))
    last = bisect_left(words, at, key=lambda t: t.end)
    if last >= len(words) or words[last].end != at or words[last].pos1 not in ("名詞", "接尾辞"):
        return None
    start = _begin_of_name(words, last, layout.line_at(at - 1).body, is_row=not layout.is_sentence(at - 1))
    name = _raw(layout, start, at)
    if known:
        return name if OCCASION.search(name) else None
    return None if _NO_NAME.search(name) else name


def _begin_of_name(words: list[Token], last: int, lowest: int, *, is_row: bool) -> int:
    """Return where the name that ends with token `last` begins, at `lowest` at the earliest.

    の joins what names an occasion (春の就職フェア, 通いのつどい) and all of the head of a row (バスの乗り方教室：).
    """
    first = last
    while True:
        noun = nouns.noun_phrase(words, first)[0]
        first = first if noun is None else noun
        while first < last and words[first].start < lowest:
            first += 1
        begin = words[first].start
        if first < 2 or words[first - 1].surface != "の" or words[first - 1].end != begin or begin <= lowest:
            return begin
        name = "".join(w.surface for w in words[first : last + 1])
        before = words[first - 2]
        whole = nouns.noun_phrase(words, first - 2)[0]
        heads_row = is_row and whole is not None and words[whole].start <= lowest and before.surface not in _AIMED
        if (
            whole is None
            or before.end != words[first - 1].start
            or not (heads_row or _SEASON.search(before.surface) or (len(name) <= _SHORT and _CLOSING_NOUN.search(name)))
        ):
            return begin
        first -= 2


def _series(layout: Layout, bounds: tuple[int, int], at: int) -> str | None:
    """Return the nearest quoted name of an occasion before `at` in the block."""
    start = max(bounds[0], at - 600)
    for quote in reversed(list(_QUOTE.finditer(layout.text, start, at))):
        if not OCCASION.search(quote["name"]):
            continue
        before = layout.text[max(0, quote.start() - 8) : quote.start()]
        if not _NO_SERIES.search(before):
            return _raw(layout, *quote.span("name"))
    return None


def _region(layout: Layout, bounds: tuple[int, int], date_at: int, at: int) -> str | None:
    text = layout.text
    no = layout.line_no(at)
    for above in range(no, max(-1, no - 12), -1):
        line = layout.line(above)
        if line.end < bounds[0]:
            break
        stop = at if above == no else line.end
        ordinal = _ordinal_in(text, line.start, stop if above != no else line.end)
        if ordinal is None:
            if above == no:
                named = _REGION_WORD.match(text, line.start, date_at)
                if named:
                    return _raw(layout, *named.span("region"))
                head = _PLENARY.match(text, line.start, line.end)
                return head[1] if head else None
            if not line.blank:
                break
            continue
        head = _REGION_HEAD.match(text, line.start, ordinal)
        if head and head["region"] and not _NO_REGION.search(head["region"]):
            return _raw(layout, *head.span("region"))
        if text[line.start : ordinal].strip(" ・-◇◆■"):
            break
    return None


def _ordinal_in(text: str, start: int, end: int) -> int | None:
    match = _ORDINAL.search(text, start, end)
    return match.start() if match else None


def _venue(layout: Layout, left: int, right: int, end: int) -> str | None:
    text = layout.text
    if match := _VENUE_LABEL.search(text, left, right):
        return _raw(layout, *match.span("venue")) or None
    if match := _VENUE_BEHIND.match(text, end, right):
        return _raw(layout, *match.span("venue")) or None
    at_place = _IS_AT_PLACE.search(text, left, right)
    if at_place is None:
        return None
    left = max(left, at_place.start() - _LONGEST_VENUE)  # no place that ends at the first で begins before
    if _MAY_BE_PLACE.search(text, left, right) and (match := _VENUE_AT.search(text, left, right)):
        return _raw(layout, *match.span("venue")).lstrip("・") or None
    return None
