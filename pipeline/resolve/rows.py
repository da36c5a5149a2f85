"""The rows in which sessions are listed: what stands behind a date, field by field, up to the head count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from extractors import scripts
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.view import TextView
    from pipeline.resolve.layout import Layout, Line

_CLOSED = r"「『」』"
_EDGE = r" 、,。:()\[\]|│┃\n" + _CLOSED
_NAMED_IN_QUOTES = "[道海里川]の駅|ホテル|交流施設|複合施設"
_QUOTED_PLACE = rf"[^{_EDGE}]{{0,12}}(?:{_NAMED_IN_QUOTES})「[^「」\n]{{1,20}}」(?=[{_EDGE}]|$)"
"""道の駅「みなと」: a name in quotes that is a part of that of a place."""
_FIELD = scripts.compile(
    rf"(?:[ )、,(:|│┃]{{1,6}}|(?=[「『一-鿿ァ-ヶーA-Za-z]|\d{{1,2}}時))"
    rf"(?:(?:(?:テーマ|演題|題目?):?)?[「『](?P<quoted>[^{_CLOSED}\n]{{1,80}})[」』]|(?P<plain>{_QUOTED_PLACE}|[^{_EDGE}]{{1,30}}?))(?=[{_EDGE}]|$|\d{{1,5}} ?[人名組]|(?<!次)のとおり)"
)
_NAMED = scripts.compile(rf"(?:{_NAMED_IN_QUOTES})$")
_MOST_FIELDS = 4
_MOST_KEPT = 100  # dates
_NO_FIELD = scripts.compile(
    r"\d(?!(?:会議|研修|講義|号|教)室$|階$)[^\d]{0,3}$|[\d一二三四五六七八九十百〇]{1,6} ?[人名組社]|^[はをがにでとも]|[はをがにでとも]$"
)
_UP_TO_COUNT = scripts.compile(
    rf"(?: ?\d{{1,2}}:\d{{2}} ?(?:[~-] ?(?:\d{{1,2}}:\d{{2}})?)?)?(?:に[^{_EDGE}\d]{{1,16}}で)?[ )、,(:|│┃・]{{0,6}}(?:(?:(?:(?:テーマ|演題|題目?):?)?[「『][^{_CLOSED}\n]{{1,80}}[」』]|[^{_EDGE}]{{1,30}}(?:(?= )|(?<![はをがにでとも])))[ 、,()|│┃]{{0,12}}(?<=[ 、,()|│┃」』])){{0,3}}"
    r"(?:(?:親子|家族)?[\d,一二三四五六七八九十百〇]{1,6} ?(?:組合?|社|団体|事業体|学級|家族|世帯|機関|校|か国|事業所|市町村?|園|チーム|人組|部局|課|自治会|町内会)[、・ ]?)?"
    r"(?:[^ 、,。:()\[\]|│┃\n\d「」]{1,20}(?:館|所|校|園|センター|プラザ|ホール|会場|[室場庁小中高]|地区|地域))?(?:(?:\d年)?(?:生徒?|児童|園児|[小中高大]?学生|高校生|親子|保護者|[県市町村区住]民|[隊団会]員|[局課署社]?職員|関係者|大人|子ども|[男女]性))?(?:参加(?:者数?|人数)?|出席(?:者|委員)?|受講者?|来場者?|参観者?|観覧者?|入場者?|聴講者?|修了者?|相談者|来談者|利用者)?[ :/]?(?:延べ|のべ|約|計)? ?"
)
_ASIDE = compile_pattern(r"(?<=[^\s()])[(][^()\n\d]{2,20}[)](?= )")
"""南部会場（市民病院）: what a field of a row adds to its word."""
_EXTENT = compile_pattern(r"(?<=[ 、])(?:約 ?)?\d[\d,.]{0,8} ?(?:㎡|m2|m²|平方メートル|a|ha|m|km|kg|t|トン)(?=[ 、])")
"""約800㎡: of the field where those came together who are counted behind it."""
_CLOCK_TIME = scripts.compile(r"(?:午前|午後)?\d{1,2}時")
_TIME_SPAN = scripts.compile(r"[ )、,(|│┃]{0,6}\d{1,2}:\d{2}(?: ?[~-] ?(?:\d{1,2}:\d{2})?)?(?=[ 、,)]|$)")
_WHO_CAME = scripts.compile(
    r" ?[(](?:参加者?|出席者?|受講者?)?:?(?:延べ|約)?[\d,]{1,6} ?[人名]が?(?:参加|出席|受講|来場|聴講)?(?=[)] ?[^\s\d、。()はをがにでとも])"
)
"""Before the field behind it: 6月8日（23名参加）東部会館."""
_QUOTED = compile_pattern(rf"[「『][^{_CLOSED}\n]*[」』]")
_NO_COUNT = scripts.compile(r"定員|募集|スタッフ|講師|申込|応募|対象|登録|配置|委嘱|採用(?!職員|者)|予算")
_ROW = scripts.compile(
    r"第 ?[\d一二三四五六七八九十]{1,3} ?回|[\d一二三四五六七八九十]{1,3}(?:月|回目|夜目)|\d{1,2}[/.]\d{1,2}"
)
REFERS_TO_LIST = compile_pattern(r"とおり|通り|以下|次の|下記|下表|: *$")
"""What a line says that leads the list below it."""
ORDINAL_LABEL = scripts.compile(r"第?[\d一二三四五六七八九十]{1,3} ?(?:回|夜|日|期|部|班|組|限|座)目?|最終回|初回")


class Field(NamedTuple):
    """A word of a row between blanks, or a name in quotes; view offsets."""

    start: int
    end: int
    quoted: bool


def fields(layout: Layout, end: int) -> list[Field]:
    """Return the fields behind a date that ends at `end`, up to the first that is a count or part of a sentence."""
    known = layout.view.memo(_fields_read)
    found = known.get(end)
    if found is None:
        if len(known) == _MOST_KEPT:  # who asks goes through the text in order
            known.clear()
        found = known[end] = list(_read_fields(layout, end))
    return found


def _fields_read(_: TextView) -> dict[int, list[Field]]:
    """Return where the fields behind the dates of a view are kept: role, theme, region and venue are all read from them."""
    return {}


def _read_fields(layout: Layout, end: int) -> Iterator[Field]:
    stop = layout.line_at(end - 1).end
    if came := _WHO_CAME.match(layout.text, end, stop):
        end = came.end()
    for n in range(_MOST_FIELDS):
        if span := _TIME_SPAN.match(layout.text, end, stop):
            end = span.end()
        match = _FIELD.match(layout.text, end, stop)
        if match is None or (n and layout.text.startswith(":", end)):
            return  # 講師：県立博物館
        quoted = match["quoted"] is not None
        start, end = match.span("quoted" if quoted else "plain")
        if not quoted and _CLOCK_TIME.match(layout.text, start, end):
            end = match.end()
            continue
        if not quoted and (
            _NO_FIELD.search(layout.text[start:end])
            or (layout.text.startswith("「", end) and _NAMED.search(layout.text, start, end))
        ):
            return
        yield Field(start, end, quoted)
        end = match.end()


def leads_to_count(layout: Layout, end: int, count: int) -> bool:
    """Tell whether nothing but fields stands between a date that ends at `end` and a number at `count`."""
    return (
        _UP_TO_COUNT.fullmatch(_EXTENT.sub("", _ASIDE.sub("", layout.text[end:count]))) is not None
        and _NO_COUNT.search(_QUOTED.sub("", layout.text[end:count])) is None
    )


def head_above(layout: Layout, no: int, lowest: int) -> int | None:
    """Return the line that heads the rows around line `no`, None where no line from offset `lowest` on does."""
    own = layout.line(no)
    for above in range(no - 1, max(-1, no - _LONGEST_LIST), -1):
        line = layout.line(above)
        if line.end <= lowest:
            return None
        if line.blank or (line.bullet and line.bullet == own.bullet):
            continue
        if is_session(layout, line) or goes_on(layout, line):
            continue
        return above
    return None


def line_above(layout: Layout, no: int, lowest: int) -> int | None:
    """Return the line right above the rows that line `no` is one of, None where none from offset `lowest` on is near."""
    for above in range(no - 1, max(-1, no - _LONGEST_LIST), -1):
        line = layout.line(above)
        if line.end <= lowest:
            return None
        if not (line.blank or is_session(layout, line) or goes_on(layout, line)):
            return above
    return None


def line_below(layout: Layout, no: int) -> int | None:
    """Return the line right behind the rows that line `no` is one of, None where none is near."""
    for further in range(no + 1, min(layout.count, no + _LONGEST_LIST)):
        line = layout.line(further)
        if not (line.blank or is_session(layout, line) or goes_on(layout, line)):
            return further
    return None


def is_session(layout: Layout, line: Line) -> bool:
    """Tell whether a line is a row of a session: no sentence, and a day or an ordinal near its begin."""
    known = layout.view.memo(_rows_known)
    found = known.get(line.no)
    if found is None:
        if len(known) == _MOST_KEPT:  # who asks goes through the text in order
            known.clear()
        found = known[line.no] = not layout.is_sentence(line.start) and (
            _ROW.search(layout.text, line.body, min(line.end, line.body + 40)) is not None
        )
    return found


def _rows_known(_: TextView) -> dict[int, bool]:
    """Return where it is kept which lines of a view are rows of sessions: those around are looked through for each."""
    return {}


def goes_on(layout: Layout, line: Line) -> bool:
    """Tell whether a line goes on with the row of a session above it: set in deeper, no sentence and no entry of its own."""
    own = inset(layout, line)
    for above in map(layout.line, range(line.no - 1, max(-1, line.no - _MOST_FIELDS), -1)):
        if line.blank or line.bullet or layout.is_sentence(line.start) or is_session(layout, line):
            return False
        if is_session(layout, above):
            return inset(layout, above) < own
        line = above
    return False


def inset(layout: Layout, line: Line) -> int:
    """Return how many blanks stand before the words of a line."""
    words = layout.text[line.start : line.end]
    return len(words) - len(words.lstrip(" "))


_LONGEST_LIST = 20  # lines
