"""Theme, series, region and venue of an occasion, as its own words and those around it give them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors import morphology, scripts
from extractors.gatherings import DAY_SET_WIDE, OCCASION, WEEKDAY_ASIDE
from extractors.patterns import compile_pattern
from pipeline.profile import base
from pipeline.resolve import behind_dates, numbered, places, row_heads, rows
from pipeline.resolve.names_before import held_beside, named_before_next, phrase_before, topic_of_session
from pipeline.resolve.phrases import ONE_OF_THEM, QUOTE, before_aside, behind_aim, is_of_others, quoted_series

if TYPE_CHECKING:
    from extractors.mentions import Occasion
    from pipeline.resolve.layout import Layout
    from pipeline.resolve.topics import Topic


class Words(NamedTuple):
    """What names an occasion; raw text, None where nothing says it."""

    title: str | None = None
    series: str | None = None
    region: str | None = None
    venue: str | None = None


_BEHIND_DATE = compile_pattern(r"[)、:  ・月火水木金土日祝]{0,4}[には]?")
_THEME = scripts.compile(
    r"[「『](?P<before>[^「」『』\n]{1,80})[」』]を(?:テーマ|演題|題材|主題|議題)(?:に|と)"
    r"|(?<![^ ・(])内 ?容 ?[:)] ?「(?P<told>[^「」\n]{1,80})」(?= *(?:$|[、。]))"
    r"|(?:テーマ|演題|題目|講演題|題名|議題|講義名|演目)(?:は[、]?)?[)〉》】\]]?[ :]{0,2}(?:[「『](?P<quoted>[^「」\n]{1,80})[」』](?![をにのが][^、。\n「」()]{1,24}(?:へ|に|を|う) *(?:\n|$))|(?P<plain>(?![ :]|(?<=[マ題名義目])[にをがでと]|[ア-ンa-z\d①-⑳] ?[)]|[①-⑳])[^「」\n、。()]{2,60}?)(?= *(?:$|[「」\n、。()])| +(?:\d|第|会場|場所|日時|参加|受講|講師|期日|出席)))",
    re.MULTILINE,
)
_OF_NEXT = scripts.compile(r"[をは]、?(?:[来翌同本]年)?\d{1,2}[月日/]")
"""Behind a quote that is the name of what the next date tells of: 「設計」を11月に、「管理」を1月に開く."""
_LINE_LABEL = scripts.compile(r"(?P<name>[^「」、。:()\n\d][^「」、。:()\n]{1,28})(?:[(][^()\n]{1,20}[)])? ?:")
_ROW_HEAD = scripts.compile(r"(?P<name>[^ 「」、。:()\n\d][^ 「」、。:()\n]{1,28}) +")
_DONE_THEN = scripts.compile(
    WEEKDAY_ASIDE
    + r"(?:の?(?:午前(?:と|、|・|及び)午後の?)?(?:(?:計|全)?\d{1,2}回|\d{1,2}日間|両日|各日))?(?:に(?:かけて|わたり|わたって)?|、|まで|から\d{1,2}(?:泊\d{1,2}日|日間)で)?\n?(?:改めて|再度)?(?:[^。、\n]{1,24}(?:で|にて|において)、?)?(?:計?\d{1,2}回|初めて)?(?:開催|実施|開[きいか会]|開講|行[いっうわ]|予定|計画)"
)
"""海岸清掃を6月2日に行い: what was done stands before its date."""
_SHARES_VERB = scripts.compile(r"、[^、。\n\d()]{1,16}を\d{1,2}月[^。、\n]{0,20}(?:開催|実施|開[きいか]|行[いっ])")
"""基礎編を6月、応用編を9月に実施した."""
_ASIDE = r"(?:[(][^()\n]{1,40}[)])?"
_LISTED_THEN = scripts.compile(
    rf"{_ASIDE}(?:(?:と|、|・|及び)(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?{_ASIDE}){{0,8}}に(?:開催|実施|開[きいか]|行[いっわ])"
)
"""連絡会を7月（出席9団体）と1月（出席10団体）に開き."""
_LISTED_BEFORE = scripts.compile(
    rf"[をは](?=、?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?{_ASIDE}(?:(?:と|、|・|及び)(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?{_ASIDE}){{0,8}}(?:と|、|・|及び)$)"
)
_TIMES_THEN = scripts.compile(WEEKDAY_ASIDE + r"[にの]計?\d{1,2} ?回、")
"""総会を5月28日に1回、部会を毎月1回…開いた."""
_TOPIC = scripts.compile(r"[をはが]|[にで](?=は)|に(?=つ(?:いて|きまして)は)")
_HELD_ITSELF = scripts.compile(r"(?:の(?:両日|\d+日間))?[^をがはも。\n\d]{1,30}(?:開催|実施)(?:し|さ|。|を?予定)")
"""7月13日に市民会館で開催し: what was held is named before, or by the heading."""
_HEAD_NAME = scripts.compile(
    r"(?:(?:[^「」、。:()\n\d ]{1,10}(?=「[^「」\n]{2,60}」(?:$|[(])))?「(?P<quoted>[^「」\n]{2,60})」|(?P<name>[^「」、。:()\n]{2,40}?))(?=$|[(（:]|を|について|の(?:開催|実施|実績|状況|内容|日程|概要|結果|経過|(?:参加|受講|出席|来場|修了)(?:者|人)数)|"
    + row_heads.HOW_OFTEN
    + r"$)"
)
_NAME_FIELD = scripts.compile(
    r"(?:研修|講座|講演|会議|行事|催し|イベント|事業|大会|セミナー|教室)名称? ?: ?[「『]?(?P<name>[^「」『』。:\n]{2,60}?)[」』]? *$"
)
_OBJECT = scripts.compile(
    r"(?:[をも]\n?(?:いずれも|ともに)?(?:[^、。\n(「をはがも]{1,16}で)?(?:新たに|初めて|一斉に|盛大に|併せて|あわせて|同時に|それぞれ|各々|[一-鿿]{2}(?=開催|実施))?(?:[各計全延べ]{0,3}\d{1,3} ?(?:回|会場|か所)(?:程度|ほど|に分けて|で)?)?"
    r"|の(?:新たな)?(?:[各計全延べ]{0,3}\d{1,3} ?回(?:に分けて)?(?:の)?)?)"
    r"(?:開催|実施|開き|開い|開く|開講(?!式)|挙行|催[さしす]|運行|行[いうっわ]|予定|計画し)|(?<=会)を(?:設け|持(?:つ|った|ち(?=、|まし)))"
    r"|[にへ](?:出展|出店|出品|参加|出場)(?:し(?!よう)|する(?=。|予定|計画|\n)|を?予定|いた)"
    r"|[がも](?:あ[っり]|(?:[^、。\n(「をはがも\d]{1,20}で、?)?(?:持たれ|催され|営まれ|開かれ|行われ|(?:開催|実施)され))"
)
_NEW_CLAUSE = scripts.compile(r"[れしりきいてで]、|(?:とともに|ほか|ため|ところ)、?")
_MERE_LABEL = scripts.compile(
    r"[ (【〔\[<《≪〈■◆●○]*(?:主な)?(?:開催|実施|実績|状況|日程|日時|期日|経過|一覧|結果|概要|内容|(?<=[催施])の?|・|と|及び)+[ )】〕\]>》≫〉:]*"
)
"""What stands above a list and names nothing: 【開催実績】."""
_TRAILING_COUNT = scripts.compile(r"(?:全|計|各)?\d{1,3} ?回$")
_TRAILING_LABEL = scripts.compile(rf" +(?:{DAY_SET_WIDE})$")
_TRAILING_DEED = scripts.compile(r"(?<=」)(?:[へに]の?|の)?(?:出展|出店|参加|開催|実施)$")


def read(
    layout: Layout,
    bounds: tuple[int, int],
    left: int,
    right: int,
    start: int,
    end: int,
    session: object,
    topic: Topic | None,
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
        topic: the occasion that the measure is named after.
    """
    occasion: Occasion | None = getattr(session, "occasion", None)
    session_at, session_end = getattr(session, "start", start), getattr(session, "end", start)
    series = (quoted := quoted_series(layout, bounds, min(start, session_at))) and quoted.name
    title = _theme(layout, left, right, start, end, occasion, session_end)
    own = above = None
    if occasion is not None or _is_branch(layout, start) or (title and _opens_row(layout, start)):
        no = layout.line_no(start)
        above = name_above(layout, bounds, no) or row_heads.name_of_list(layout, no, bounds[0])
        if above and topic and topic.name.endswith(above):
            above = topic.name
        named = numbered.name_behind(layout, session_end) if occasion and title is None else None
        if named and named.is_own and not any(n and n.endswith(named.name) for n in (series, topic and topic.name)):
            own, series = named.name, None  # what is quoted before is another's: 第3回公共交通フェスタ
        series = series or (above if above and len(above) > _GENERIC else None)
        if named and len(named.name) > _GENERIC and not (series or topic):
            own = named.name
    elif title is None:
        own = _own_name(layout, bounds, right, start, end) or series
        if (
            own is None
            and topic
            and (topic.is_whole or _HELD_ITSELF.match(layout.text, end))
            and not _TOPIC.search(layout.text, behind_aim(layout.text, layout.sentence(start, end)[0], start), start)
        ):
            own = topic.name
    region = places.region(layout, bounds, (start, end), min(start, session_at))
    own = numbered.without_ordinal(own and own.removeprefix(f"{region}の"))
    return Words(
        title=numbered.without_ordinal(title) or own,
        series=(None if own and series and is_of_others(layout, series, quoted, own, start) else series)
        or (topic.name if topic and own and row_heads.IS_PART.search(own) else own)
        or row_heads.series_of_row(layout, start)
        or (topic_of_session(layout, session_at) if occasion else None)
        or (topic.name if topic and (occasion or not title) else None)
        or above,
        region=region,
        venue=places.venue(layout, left, right, (start, end)),
    )


def _opens_row(layout: Layout, start: int) -> bool:
    """Tell whether a date begins a row of a list: ・8月6日「…」30人."""
    return not layout.text[layout.line_at(start).body : start].strip() and not layout.is_sentence(start)


def _is_branch(layout: Layout, start: int) -> bool:
    """Tell whether the date's row is headed by a place, a part of the area or a mere label of its own."""
    text = layout.text
    line = layout.line_at(start)
    if start - line.body > _LONGEST_HEAD:
        return False
    head, colon, _ = text[line.body : start].partition(":")
    head = head.strip(" ・(〔〕[])|│┃")
    if not head or layout.is_sentence(start):
        return False
    if places.is_place(head) or rows.ORDINAL_LABEL.fullmatch(head):
        return True
    if not colon or OCCASION.search(head) or len(head) > _LONGEST_BRANCH:
        return False
    above = rows.head_above(layout, line.no, 0)
    lead = layout.line(above) if above is not None else None
    return lead is not None and _LEADS_BRANCHES.search(text, lead.start, lead.end) is not None


_LONGEST_BRANCH = 12  # characters
_LONGEST_HEAD = 60
_LONGEST_LEAD = 200  # a report may come as one line of megabytes
_GENERIC = 2  # characters: 研修, 会議
_LEADS_LIST = scripts.compile(
    r"を、?(?:次|以下|下記|左記)の[^。、\n]{1,12}(?:開催|実施|開[いき]|行[いっ])[^。\n]{0,8}[。:]? *$"
)
"""出前トークを次の会場で実施した。: what the list below is of."""
_LEADS_BRANCHES = scripts.compile(
    r"(?:ごと|別|各[^。、]{1,10}|\d ?(?:か所|会場|地区|圏域)|次のとおり)[^。\n]{0,20}(?:開催|実施|開き|開い|行い|行っ)"
)


def _theme(
    layout: Layout, left: int, right: int, start: int, end: int, occasion: Occasion | None, session_end: int
) -> str | None:
    text = layout.text
    if occasion is not None and occasion.title:
        return occasion.title
    themes = [m for m in _THEME.finditer(text, left, right) if not _is_of_other(text, m.start(), occasion)]
    if (
        occasion is not None and session_end < start
    ):  # 第1回は…「縫う」をテーマに32人が、第2回は: that of the one before
        themes = [m for m in themes if not _CLAUSE_ENDS.search(text, m.end() + 1, session_end)]
    found = {layout.quote(*m.span(m.lastgroup or 0)) for m in themes}
    if len(found) == 1:
        return found.pop() or None
    if found:
        return None
    line = layout.line_at(start)
    behind = _BEHIND_DATE.match(text, end)
    quote = QUOTE.match(text, behind.end() if behind else end)
    if (
        quote
        and quote.end() <= right
        and not (behind_dates.ON_THE_DAY_OF.match(text, quote.end()) or _OF_NEXT.match(text, quote.end()))
        and places.quoted(layout, end) is None
    ):
        return layout.quote(*quote.span("name"))
    for field in rows.fields(layout, end):
        if field.quoted and field.end <= right:
            return layout.quote(field.start, field.end)
    if occasion is not None:
        near = _near_ordinal(layout, session_end, max(right, line.end), line.end)
        near = near or numbered.told_behind(layout, session_end, line.end)
        return near or row_heads.bare_theme(layout, end, line.end)
    if _opens_row(layout, start):
        return row_heads.bare_theme(layout, end, line.end)
    begin = max(line.start, start - _LONGEST_LEAD)
    inside = _INSIDE.search(text, begin, start)
    before = text[begin : inside.start() if inside else start].rstrip(" :(、は")
    if before.endswith(("」", "』")):
        quotes = list(QUOTE.finditer(text, begin, begin + len(before)))
        ends = bool(quotes) and quotes[-1].end() == begin + len(before)
        if ends and not (text.startswith("は", start - 1) and _CEREMONY.match(text, end)):
            return layout.quote(*quotes[-1].span("name"))
    return None


_INSIDE = scripts.compile(r"[(](?:講師|対象|会場|場所|企画|共催|協力)[^()\n\d]{1,30}、$")
"""Between what a bracket stands behind and the day: 「はじめ方」（講師：大沢氏、10月26日、34名）."""
_CEREMONY = scripts.compile(WEEKDAY_ASIDE + r"に[^、。\n\d「」]{1,10}(?:式|総会)を(?:行|開|実施|挙行)")
"""「みどり大学」は5月9日に開講式を行い: what was held is the ceremony, by what is quoted."""
_CLAUSE_ENDS = compile_pattern("[、。]")
_OF_ORDINAL = scripts.compile(r"第?(?P<no>\d{1,3})回目?の$")


def _is_of_other(text: str, at: int, occasion: Occasion | None) -> bool:
    """Tell whether the words before a theme at `at` say of which time it was, and not of this one: 第3回のテーマ「…」."""
    told = _OF_ORDINAL.search(text, at - 8, at)
    return told is not None and (occasion is None or occasion.ordinal != int(told["no"]))


def _near_ordinal(layout: Layout, at: int, right: int, stop: int) -> str | None:
    """Return the theme that a bracket or quotes give behind an ordinal that ends at `at`, or quotes before its bracket."""
    if aside := numbered.quoted_before(layout, at) or numbered.theme_in_bracket(layout, at, stop):
        return aside
    quote = QUOTE.search(layout.text, at, min(stop, at + _LONGEST_LEAD))
    if quote and quote.start() - at <= _NEAR_ORDINAL and quote.end() <= right:
        return layout.quote(*quote.span("name"))
    return None


_NEAR_ORDINAL = 30  # characters


def _own_name(layout: Layout, bounds: tuple[int, int], following: int, start: int, end: int) -> str | None:
    """Return the name of the occasion from its sentence: 「…」を開催, 支援セミナーを開催予定, …会議：11月17日.

    The occasion's own words end at `following`, where perhaps that of the next date begins.
    """
    text = layout.text
    left, right = layout.spoken(start, end)
    if text[left:start].lstrip().startswith("("):
        left = layout.sentence(max(left - 1, 0), max(left - 1, 0))[0]
    return (
        _named_before_bracket(layout, left, start)
        or named_before_next(layout, end, min(following, right))
        or _named_as_object(layout, left, right, following, start, end)
        or _named_by_line(layout, left, start)
        or _named_by_field(layout, end)
        or row_heads.name_of_row(layout, start)
        or _named_before_part(layout, left)
        or name_above(layout, bounds, layout.line_no(start))
    )


def _named_before_bracket(layout: Layout, left: int, start: int) -> str | None:
    """Return the name right before the bracket that holds the date: 保護者会（7月13日、出席88名）."""
    text = layout.text
    left = max(left, start - morphology.MAX_CHUNK)
    opened = max(text.rfind("(", left, start), text.rfind("【", max(left, start - 1), start))
    if opened > left and not (_BRACKET_LEFT.search(text, opened, start) or places.listed(layout, (start, start))):
        at = opened
        if joined := _JOINED_IN.search(text, left, opened):
            at = joined.start()
        if count := _COUNTED_TIMES.search(text, left, opened):
            at = count.start()
        name = phrase_before(layout, at, known=False)
        if name is not None and (
            OCCASION.search(name) or behind_dates.IS_MEETING.search(name) or _CAME_TO.match(text, start, start + _NEAR)
        ):
            return name
    return None


def _named_before_part(layout: Layout, left: int) -> str | None:
    """Return what the sentence before one that takes up one of several times is about: 講座は14回。このうち7月8日には…."""
    if not ONE_OF_THEM.match(layout.text, left) or left <= layout.line_at(left).start:
        return None
    first, stop = layout.sentence(left - 1, left - 1)
    return _first_topic(layout, first, stop)


def _named_by_field(layout: Layout, end: int) -> str | None:
    """Return the field behind the date that names an occasion: 9月3日（日）　総合防災訓練　臨海公園."""
    for field in rows.fields(layout, end):
        name = row_heads.AT_PLACE.sub("", layout.quote(field.start, field.end))
        if row_heads.IS_OCCASION.search(name) and not places.is_place(name):
            return name
    return None


_CAME_TO = scripts.compile(
    r"[^()\n]{0,50}[)](?:には?|の(?:利用|参加|来場|受講)者は?)、?[^。\n]{0,24}[\d,]{1,6} ?[人名]"
)
"""Behind the bracket of a name: 植栽活動（5月11日、10月12日）には、延べ94人が."""
_NEAR = 100  # characters
_BRACKET_LEFT = compile_pattern(r"[)。]")
_JOINED_IN = scripts.compile(r"[へに]の?(?:出展|出店|参加|参画)$")
"""就農相談フェアに出展（6月22日）."""
_COUNTED_TIMES = scripts.compile(r"(?:を|は| *)(?:全|計|各)?\d{1,3} ?回(?:開催|実施)?$")


def _named_as_object(layout: Layout, left: int, right: int, following: int, start: int, end: int) -> str | None:
    """Return what the sentence says was done then: what stands behind the date before what stands before it."""
    text = layout.text
    at = start - text.startswith("、", start - 1) - 1
    if text[start - 1] in "と、・び" and (listed := _LISTED_BEFORE.search(text, max(left, start - _NEAR), start)):
        at = listed.start()
    if (own := _object_before(layout, left, at, end)) and text[at] == "を":
        return own
    if end < following <= right and text.endswith("を、", end, following):
        return None  # 6月に父の会を、7月に…: its own object, whatever it is, and no other's
    if name := behind_dates.name_behind(layout, end, right, following):
        return name
    if text.startswith("を", start - 1) and _TIMES_THEN.match(text, end):
        return phrase_before(layout, start - 1, known=False)
    if (
        _OBJECT.search(text, end, min(following, right))
        or _DONE_BEFORE.search(text, end, min(following, right))
        or text.startswith(("初日", "最終日"), following)
    ):
        right = min(following, right)  # what is done on the next date is another deed
    for lowest, highest in ((end, min(right, end + 120)), (max(left, start - 200), start)):
        for match in _OBJECT.finditer(text, lowest, highest):
            if match.start() == end:
                continue
            # A clause later, only what is an occasion by its name was held on the date.
            name = phrase_before(
                layout,
                match.start(),
                known=text[match.start()] in "がにへ"
                or (lowest == end and bool(_NEW_CLAUSE.search(text, end, match.start()))),
            )
            if name is not None and (
                text[match.start() - 1] in "」』" or not _is_place_or_amount(text, match.start(), name)
            ):
                return held_beside(layout, lowest, match.start()) or name
    if own is None and (other := behind_dates.object_behind(text, (left, right), start, end)):
        return phrase_before(layout, other)
    return own


_DONE_BEFORE = scripts.compile(
    r"予定(?:して|し|さ)[^、。\n]{0,8}が、|(?:中止|延期|見送り?)(?:(?:と|に)?(?:し|なり|なっ)て?|り)、"
)
"""Between two days: 訓練は9月1日に予定していたが、中止し、10月6日に図上訓練を行った."""


def _object_before(layout: Layout, left: int, at: int, end: int) -> str | None:
    """Return the name right before the を or は at `at`, behind which the date stands that ends at `end` and the deed."""
    text = layout.text
    if (
        text[at : at + 1] in ("を", "は")
        and at >= left
        and (_DONE_THEN.match(text, end) or _SHARES_VERB.match(text, end) or _LISTED_THEN.match(text, end))
    ):
        return phrase_before(layout, at, known=False)
    return None


def _is_place_or_amount(text: str, at: int, name: str) -> bool:
    """Tell whether the name before `at` is that of a place, or of something counted: 炊き出し300食を行う."""
    begin = before_aside(text, at) - len(name)
    return places.is_place(name) or text[begin - 1 : begin].isdigit()


def _named_by_line(layout: Layout, left: int, start: int) -> str | None:
    """Return what the words before the date on its line name: its head, its label, its topic."""
    text = layout.text
    line = layout.line_at(start)
    begin = max(line.start, start - _LONGEST_LEAD)
    head = text[begin:start].rstrip(" :(、はを")
    heads = text[begin + len(head) : start].lstrip().startswith(":")
    head = _TRAILING_COUNT.sub("", _TRAILING_DEED.sub("", _TRAILING_LABEL.sub("", head)))
    if (
        max(map(len, head.split()), default=0) > 1  # a label that is set wide (実 績:) names nothing
        and not places.listed(layout, (start, start))
        and (name := phrase_before(layout, begin + len(head), known=not heads)) is not None
        and not (places.is_place(name) and layout.text[start - 1] == "(")
    ):
        return None if places.is_place(name) else name
    if (quote := QUOTE.match(text, line.body)) and text.startswith(":", quote.end()):
        return layout.quote(*quote.span("name"))
    for topic in reversed(list(_TOPIC.finditer(text, max(left, start - 120), start))):
        if (name := phrase_before(layout, topic.start())) is not None:
            return name
    body = line.body + len(text[line.body : start]) - len(text[line.body : start].lstrip())
    label = _LINE_LABEL.match(text, body, start) or _ROW_HEAD.fullmatch(text, body, start)
    if label is None or row_heads.COURSE_ROW.fullmatch(text, line.body, start):
        return None
    name = label["name"].lstrip("・-*■●○ ").replace(" ", "")
    no_name = row_heads.NO_NAME.search(name) or places.is_place(label["name"]) or base().kind_of(name)
    return None if no_name else layout.quote(*label.span("name"))


def name_above(layout: Layout, bounds: tuple[int, int], no: int) -> str | None:
    """Return the name of an occasion that a line above the list gives: ゲートキーパー養成講座 / ・若者向けセミナー（全3回）."""
    above = rows.head_above(layout, no, bounds[0])
    if above is None:
        return None
    line = layout.line(above)
    if layout.is_sentence(line.start) and layout.is_sentence(layout.line(no).start):
        return None  # a sentence heads no other
    if row_heads.COURSE_ROW.match(layout.text, line.body) or _MERE_LABEL.fullmatch(layout.text, line.body, line.end):
        return name_above(layout, bounds, above)
    if named := _NAME_FIELD.match(layout.text, line.body, line.end):
        return layout.quote(*named.span("name"))
    words = layout.text[line.body : line.end]
    head = _HEAD_NAME.match(layout.text, line.end - len(words.lstrip(" ")), line.end)
    if head is not None:
        if head["quoted"]:
            return layout.quote(*head.span("quoted"))
        if (name := phrase_before(layout, head.end("name"))) is not None:
            return name
    left = layout.sentence(max(line.start, line.end - 2), line.end)[0]
    if led := _LEADS_LIST.search(layout.text, left, line.end):
        return phrase_before(layout, led.start(), known=False)
    return _first_topic(layout, left, line.end)


def _first_topic(layout: Layout, left: int, stop: int) -> str | None:
    """Return the first occasion that a sentence is about: 経営セミナーは、3会場で次のとおり開催しました。."""
    topics = _TOPIC.finditer(layout.text, left, stop)
    return next((name for topic in topics if (name := phrase_before(layout, topic.start()))), None)
