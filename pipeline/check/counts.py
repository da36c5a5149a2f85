"""Counts beside the names or sessions that they count: 3市（A市、B市、C市）, 4回（第1回…、第4回…）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.mentions import Figure
from extractors.numerals import ANY, parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import OFF, sentence_before, words_before, words_behind, words_between
from pipeline.check.values import Miscount, exact, numbers_held
from pipeline.model import FigureRecord

_BRACKET = compile_pattern(r" ?\((?P<names>[^()0-9\n。:]{3,120})\)(?P<behind>[^。\n]{0,8})")
_OPEN = compile_pattern(r"…|\.\.|など|等|ほか|他|うち|含|各|除|※|中心|合同|共同|主")
_JOINT = compile_pattern(r" ?(?:、|,|及び|並びに|ならびに) ?| と ")
_PARTICLE = compile_pattern(r"[はをがで]|から|まで|による")
_MUNICIPAL = compile_pattern("[市区町村]{1,4}|都道府県|[都道府県]")
_OF_PLACES = frozenset(
    [
        "市",
        "町",
        "村",
        "区",
        "県",
        "市町",
        "市町村",
        "町村",
        "区市町村",
        "府県",
        "都県",
        "地区",
        "地域",
        "圏域",
        "支部",
        "校",
        "小学校",
        "中学校",
        "校区",
        "学区",
        "小学校区",
        "中学校区",
        "高校",
        "園",
        "社",
        "団体",
        "館",
        "か所",
        "施設",
        "会場",
        "事業所",
        "店",
        "店舗",
        "公園",
        "大学",
    ]
)
"""Counters of what has a name of its own."""
_LONGEST_NAME = 16
_FARTHEST = 80
_MOST_OFF = 2
"""More apart, the names are of something else than what is counted."""
_FEWEST = 2


def miscounted_names(text: str, figures: Sequence[FigureRecord]) -> Iterator[Miscount]:
    """Yield the counts beside which as many names do not stand: 3市（青山市、赤山市、黒山市、白山市）, 東町、西町の3地区."""
    for at, record in enumerate(figures):
        figure = record.figure
        if figure.unit_norm == "つ" and exact(record):
            yield from _miscounted_things(text, record)
        if figure.unit_norm in _OF_WHOM and exact(record) and not figure.qualifiers:
            yield from _miscounted_topic(text, record)
        if figure.unit_norm not in _OF_PLACES or not exact(record) or figure.qualifiers:
            continue
        end = figure.span.end
        bracket = _BRACKET.match(words_behind(text, end, _FARTHEST * 2))
        names = _names(bracket["names"], figure.unit_norm) or _unlike(bracket["names"], figure) if bracket else []
        if not bracket:
            names = _names_before(text, record)
        elif Decimal(len(names)) in _counts_together(text, figures, at):
            continue
        if len(names) >= _FEWEST and 0 < abs(len(names) - figure.value) <= _MOST_OFF:
            yield Miscount(record, len(names), "、".join(names))


def _counts_together(text: str, figures: Sequence[FigureRecord], at: int) -> Iterator[Decimal]:
    """Yield how many a count makes with those just before it, whose names may stand in its bracket: 1市2町（A市、B町、C町）."""
    total = figures[at].figure.value
    for k in range(at, max(0, at - _MOST_JOINED), -1):
        earlier, start = figures[k - 1].figure, figures[k].figure.span.start
        if earlier.unit_norm not in _OF_PLACES or not _JOINED.fullmatch(words_between(text, earlier.span.end, start)):
            return
        total += earlier.value
        yield total


_JOINED = compile_pattern(r"[^0-9。()\n]{0,12}")
_MOST_JOINED = 4


def _miscounted_things(text: str, record: FigureRecord) -> Iterator[Miscount]:
    """Yield the count of 3つの柱（予防、対応、連携、検証）: what such things are called, no ending tells."""
    end = record.figure.span.end
    bracket = _THINGS.match(words_behind(text, end, _FARTHEST * 2))
    words = (bracket["names"] or bracket["set_off"]) if bracket else ""
    joints = _THING_JOINT if "、" in words else _DOT
    things = [thing for thing in joints.split(words) if thing]
    if (
        len(things) >= _FEWEST
        and not _OPEN.search(words)
        and not _any_odd(things, _LONGEST_THING, _SAID)
        and 0 < abs(len(things) - record.figure.value) <= _MOST_OFF
    ):
        yield Miscount(record, len(things), "、".join(things))


def _miscounted_topic(text: str, record: FigureRecord) -> Iterator[Miscount]:
    """Yield the count of what a sentence is about and says by name: 実行委員会の5団体は、観光協会、商店会、青年会議所、旅館組合です."""
    end = record.figure.span.end
    told = _NAMES_SAID.match(words_behind(text, end, _FARTHEST * 2))
    start = record.figure.span.start
    if told is None or _OF_PART.search(sentence_before(text, start, _FARTHEST)):
        return
    names = [name for name in _JOINT.split(told["names"]) if name]
    if _OPEN.search(told["names"]) or _any_odd(names, _LONGEST_THING, _NO_NAME):
        return
    if len(names) >= _FEWEST_UNLIKE and 0 < abs(len(names) - record.figure.value) <= _MOST_OFF:
        yield Miscount(record, len(names), "、".join(names))


_NAMES_SAID = compile_pattern(
    r"(?:とは|は|の内訳は|:)、? ?(?P<names>[^0-9。\n()は]{5,100}?)(?:です|である|であり|であった|でした|だった|。)"
)
_OF_PART = compile_pattern(r"うち|残[りる]|ほか|各$|[0-9]$")
_OF_WHOM = frozenset(
    {
        "者",
        "社",
        "団体",
        "法人",
        "機関",
        "大学",
        "校",
        "園",
        "市",
        "町",
        "村",
        "市町",
        "市町村",
        "地区",
        "店",
        "か所",
        "施設",
        "会場",
        "名所",
    }
)

_THINGS = compile_pattern(
    r"の[^0-9、。()\n\-]{1,14}(?:\((?P<names>[^()0-9\n。:]{3,120})\)|--(?P<set_off>[^()0-9\n。:\-]{3,120})--)"
)
"""3つの柱（予防、対応、連携）; 二つの教室――「茶道」、「短歌」――は: folding makes such dashes of those."""
_THING_JOINT = compile_pattern("、|及び|並びに|ならびに")
_DOT = compile_pattern("・")
_SAID = compile_pattern("[はをが]|です|ます")
_LONGEST_THING = 20


def _names(words: str, unit: str) -> list[str]:
    """Return the names that some words list and that are such as a unit counts; none where anything else stands there."""
    names = [name for name in _JOINT.split(words) if name]
    if _OPEN.search(words) or _any_odd(names, _LONGEST_NAME, _PARTICLE):
        return []
    return _alike(names, unit) if not any("・" in name for name in names) else []


def _any_odd(names: Sequence[str], longest: int, unfit: re.Pattern[str]) -> bool:
    """Tell whether some of what is listed is no name: too long, or with words that none has."""
    return any(len(name) > longest or unfit.search(name) for name in names)


def _alike(names: Sequence[str], unit: str) -> list[str]:
    """Return names if they end alike: in what the unit counts, where that ends the names of places."""
    ends = {name[-1] for name in names}
    places = set(unit) if _MUNICIPAL.fullmatch(unit) else None
    return [*names] if (ends <= places if places else len(ends) == 1) else []


def _unlike(words: str, figure: Figure) -> list[str]:
    """Return names of any ending that a bracket lists, if they are one more or less than counted: 4か所（駅前、市役所、公園）."""
    names = [name for name in _JOINT.split(words) if name]
    if _OPEN.search(words) or _any_odd(names, _LONGEST_NAME, _NO_NAME):
        return []
    return names if len(names) >= _FEWEST_UNLIKE and abs(len(names) - figure.value) == 1 else []


_NO_NAME = compile_pattern(r"[はをがでの・]|から|[ぁ-ん]$|^(?:いずれも|すべて|全て|それぞれ)")
_FEWEST_UNLIKE = 3


def _names_before(text: str, record: FigureRecord) -> list[str]:
    """Return the names of a list that leads to a count: 東町、西町、南町 of 東町、西町、南町の3地区."""
    start = record.figure.span.start
    lead = words_before(text, start, _FARTHEST)
    if not lead.endswith("の"):
        return []
    found: list[str] = []
    told = lead.rpartition("\n")[2].rpartition("。")[2].removesuffix("の")
    for name in reversed(_JOINT.split(told)):
        if found and name.endswith(("うち", "中")):
            break  # 県内6市のうち、青山市、赤山市の2市
        own = _PARTICLE.split(name)[-1]
        if not own or _OPEN.search(own) or _NOT_IN_NAME.search(own) or len(own) > _LONGEST_NAME:
            return []
        if found and not _alike([own, *found], record.figure.unit_norm or ""):
            if not _ENDS_CLAUSE.search(name) and len(found) <= record.figure.value:
                return []  # it may be one of them
            break
        found.insert(0, own)
        if own != name:
            break
    else:
        if len(told) + 1 >= _FARTHEST:
            return []
    return _alike(found, record.figure.unit_norm or "") if found else []


_NOT_IN_NAME = compile_pattern("[・()0-9]")
_ENDS_CLAUSE = compile_pattern("[ぁ-ん]$")


_SESSION = compile_pattern(r"第 ?(?P<no>[0-9]{1,2}) ?回")
_FROM_TO = compile_pattern(
    r"(?P<run>第(?P<first>[0-9]{1,2})回(?:から|~)第(?P<last>[0-9]{1,2})回)(?:まで)?の?(?:計|全|合計)?$"
)
_ALL = compile_pattern(r"(?:合わせて|計|年間で?|の)$")
_OF_ALL = compile_pattern(r"全(?:部で)?$")
_SESSIONS_BEHIND = compile_pattern(r"(?:[^0-9、。()\n]{0,14}) ?(?P<list>\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\))")
_DAYS = compile_pattern(
    r"(?:を|の)?(?:開催|実施|開[いき]|行[っい])?(?:し?(?:た|まし|ました))? ?\((?P<days>[^()\n]*(?:\([^()\n]{1,12}\)[^()\n]*)*)\)"
)
_DAYS_LISTED = compile_pattern(
    r"(?:(?:を|の)?[^0-9、。\n()]{0,12}。[\n ・]*(?:(?:開催|実施|訪問|巡回)?(?:日程?|期日|月日|内訳|日時)(?:(?:と|及び|、)(?:場所|会場|対象|訪問先))?|内容)(?:は|:)、? ?|、(?=[^。\n]*日[^。\n]*に(?:行[いっ]|開[いき催]|実施)))(?P<days>[^。\n]*?)(?:のとおり|に(?:行[いっ]|開[いき催]|実施)|。(?![^。\n]{0,24}(?:また|ほか|さらに|加え|残|別に|にも))|\n|$)"
)
"""Behind a number of times, the sentence that lists when: 6回行った。日程は."""
_MONTHS = compile_pattern(r" ?[(:] ?(?P<months>[0-9]{1,2}月(?:(?:、|・|,)[0-9]{1,2}月)+)(?:に[^()\n]{0,6})?\)")
_ISSUED = compile_pattern(" ?(?:に|、|を)?(?:発行|刊行|発刊)し")
_MONTHS_BEFORE = compile_pattern(
    rf"(?P<days>(?:{ANY}月に[^0-9、。\n()]{{1,16}}、){{1,6}}{ANY}月に[^0-9、。\n()]{{1,16}})の(?:計|合計|合わせて)$"
)
_IN_MONTHS = compile_pattern(
    rf"(?P<days>(?:[^0-9、。\n()]{{1,8}}\({ANY}月\)、){{1,6}}[^0-9、。\n()]{{1,8}}\({ANY}月\)|(?<![0-9〇一二三四五六七八九十月])(?:{ANY}月[、・]){{1,6}}{ANY}月)の(?:計|合計|全)?$"
)
"""春（5月）、秋（10月）の2回; 五月、七月、九月の計三回, of which a month may hold several."""
_ONCE_IN_EACH = compile_pattern(
    rf"(?<![0-9〇一二三四五六七八九十月~ら])(?P<days>(?:{ANY}月(?:、|・|,|及び|並びに|と)){{1,11}}{ANY}月)(?:に|の)?各(?:月)?[1一]回(?:ずつ)?(?:の|、)? ?(?:年間)?(?:計|合計|合わせて)$"
)
"""6月、9月及び12月の各1回、計3回."""
_NOT_ALL = compile_pattern("など|等|ほか|他|主|・|と(?!おり)|及び|午[前後]|から|~")
_SINGLE_DAY = compile_pattern(
    rf"(?:(?:令和|R) ?{ANY}[年.] ?)?(?:(?P<month>{ANY})[月/])?(?P<day>{ANY})(?:日|(?=\(|$))(?: ?\([^()回]{{1,12}}\))? ?(?:[^0-9()はがを]{{1,16}}(?:\([^()0-9]{{1,12}}\))?)?"
)
"""An entry of a list of days, with the place of each or without: 6月8日（土）中央公園."""
_LIST_END = compile_pattern(r"(?:で(?:ある|す|あった|した)|と(?:し|なっ)た)$")
_DAYS_BEFORE = compile_pattern(
    r"(?:^|[^0-9~、・月と及び ])(?P<days>(?:(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:\([^()]{1,4}\))?(?:、|(?=の))|[0-9]{1,2}/[0-9]{1,2}(?:\([^()]{1,4}\))?(?:、|(?=の)))+)の(?:全|計)?$"
)
_PLANNED = compile_pattern(rf"{OFF}|予定|欠番|うち|中$")


def miscounted_sessions(text: str, figures: Sequence[FigureRecord]) -> Iterator[Miscount]:
    """Yield the numbers of times that are not as many as the sessions or days beside them."""
    for record in numbers_held(figures):
        figure = record.figure
        start, end = figure.span.start, figure.span.end
        before = sentence_before(text, start, 200)
        behind = words_behind(text, end, 300).partition("\n")[0]
        below = words_behind(text, end, 300)
        found = (
            _days_beside(before, behind, below, int(figure.value))
            or _sessions_beside(before, behind, int(figure.value))
            or _marked_below(before, below, int(figure.value))
            or (_sessions_above(words_before(text, start, 600)) if _SO_MANY.search(before) else None)
        )
        if found and found[0] != figure.value and figure.value - found[0] <= found[1]:
            yield Miscount(record, found[0], found[2])


def _days_beside(before: str, behind: str, below: str, stated: int) -> tuple[int, int, str] | None:
    """Return how many days stand beside a number of times, how many fewer are a mistake, and the days as written.

    A month may hold several: 4回（6月、10月、2月） is possible, 2回（6月、10月、2月） is not. What is held once may last for
    days on end: 2回（7月8日、9日、9月3日）.
    """
    if _PLANNED.search(before):
        return None
    if months := _MONTHS.match(behind):
        issued = _ISSUED.match(behind, months.end()) is not None  # of what appears, each month has one
        return months["months"].count("月"), _MOST_OFF if issued else 0, months["months"]
    if told := _ONCE_IN_EACH.search(before):
        return told["days"].count("月"), _MOST_OFF, told["days"]
    if (told := _MONTHS_BEFORE.search(before)) and not _NOT_ALL.search(told["days"]):
        return told["days"].count("月に"), _MOST_OFF, told["days"]
    if (told := _IN_MONTHS.search(before)) and not _NOT_ALL.search(told["days"].replace("月・", "月、")):
        named = told["days"].count("月)")
        return named or told["days"].count("月"), 1 if named else 0, told["days"]
    if led := _DAYS_BEFORE.search(before):
        days = led["days"]
    elif listed := _DAYS.match(behind) or _DAYS_LISTED.match(below):
        days = _LIST_END.sub("", listed["days"])
    else:
        return None
    counted, stretches = (0, 0) if _PLANNED.search(days) or _OPEN.search(days) else _count_days(days)
    return (counted, 1, days) if counted >= _FEWEST and not stretches <= stated < counted else None


def _count_days(days: str) -> tuple[int, int]:
    """Return how many days a list names, and how many stretches of days on end they are; 0 where it holds anything else."""
    counted = stretches = month = day = 0
    for entry in days.removesuffix("、").split("、"):
        match = _SINGLE_DAY.fullmatch(entry)
        if match is None:
            return 0, 0
        next_days = {(month, day + 1), (month % 12 + 1, 1) if day >= _LAST_OF_SHORTEST_MONTH else None}
        month, day = int(parse(match["month"] or "") or month), int(parse(match["day"]) or 0)
        counted += 1
        stretches += counted == 1 or (month, day) not in next_days
    return counted, stretches


_LAST_OF_SHORTEST_MONTH = 28


def _fewer_told(behind: str, stated: int) -> tuple[int, int, str] | None:
    """Return the same where all sessions are over, and the sentence behind tells when each of fewer was: 全4回開催した。第1回は."""
    listed = _EACH_TOLD.match(behind)
    told = listed["told"] if listed else ""
    numbers = [int(match["no"]) for match in _SESSION.finditer(told)]
    days = len(_DAY_OF_SESSION.findall(told))
    in_turn = numbers == list(range(1, len(numbers) + 1)) and len(numbers) > _FEWEST and days == len(numbers)
    last = max((int(match["no"]) for match in _SESSION.finditer(behind)), default=0)
    if not in_turn or not last == len(numbers) < stated or _STILL_TOLD.search(behind):
        return None
    return len(numbers), _MOST_OFF, "、".join(f"第{n}回" for n in numbers)


_EACH_TOLD = compile_pattern(
    r"(?:を|の)?[^0-9、。\n()]{0,12}(?:開催|実施|開[いき]|行[いっ])(?:(?:いた)?し)?(?:た|ました)。(?P<told> ?第1回[^。\n]*(?:開催|実施|開[いき]|行[いっ])(?:(?:いた)?し)?(?:た|ました)。)"
)
_DAY_OF_SESSION = compile_pattern(
    r"第[0-9]{1,2}回(?:[^0-9、。\n()]{0,10})[ (]?[0-9]{1,2}(?:月[0-9]{1,2}日|/[0-9]{1,2})"
)
_STILL_TOLD = compile_pattern(
    "最終回|最後|残[りる]|ほか|など|[^同平]等|主な|うち|予定|中止|延期|別に|加え|のみ|最初|初回|前半|後半|以降|から第|~第"
)
"""Behind the number of all sessions: not every one of them may be told by its number."""


def _sessions_beside(before: str, behind: str, stated: int) -> tuple[int, int, str] | None:
    """Return the same of sessions by their ordinals; 全3回 is exceeded by any 第4回 behind it."""
    if _OF_ALL.search(before):
        earlier = [int(match["no"]) for match in _SESSION.finditer(before)]
        if len(earlier) > stated and earlier == list(range(1, len(earlier) + 1)) and not _PLANNED.search(before):
            return len(earlier), _MOST_OFF, "、".join(f"第{n}回" for n in earlier)
        told = behind
    else:
        listed = _SESSIONS_BEHIND.match(behind)
        told = listed["list"] if listed else before if _ALL.search(before) else ""
    if run := _FROM_TO.search(before):
        first, last = int(run["first"]), int(run["last"])
        return (last - first + 1, _MOST_OFF, run["run"]) if first < last else None
    numbers = sorted({int(match["no"]) for match in _SESSION.finditer(told)})
    if told is behind and numbers[-1:] <= [stated]:
        return _fewer_told(behind, stated)
    if (
        len(numbers) < _FEWEST
        or numbers != list(range(1, len(numbers) + 1))
        or abs(len(numbers) - stated) > _MOST_OFF
        or _PLANNED.search(told)
        or _OPEN.search(told)
    ):
        return None
    return len(numbers), _MOST_OFF, "、".join(f"第{n}回" for n in numbers)


_MARKED_LINES = compile_pattern(r"[^0-9、。\n()]{0,8}\)?[ :]*\n(?P<list>[ ・]*①[^。]*)")
_MARKED = compile_pattern(
    r"(?P<mark>[①-⑳]) ?(?:(?:令和|R)[0-9]{1,2}[年.])?[0-9]{1,2}(?:月 ?[0-9]{1,2} ?日|/[0-9]{1,2})[^①-⑳。]{0,40}"
)


def _marked_below(before: str, below: str, stated: int) -> tuple[int, int, str] | None:
    """Return the same of the days below the number of all sessions, each with its mark, where they are more: （全5回） above ① 6月8日 to ⑥."""
    told = _MARKED_LINES.match(below) if _OF_ALL.search(before) else None
    if told is None or _PLANNED.search(told["list"]) or _OPEN.search(told["list"]):
        return None
    marks = [match["mark"] for match in _MARKED.finditer(told["list"])]
    in_turn = [ord(mark) - ord("①") for mark in marks] == list(range(len(marks)))
    return (len(marks), 0, f"{marks[0]}~{marks[-1]}") if in_turn and stated < len(marks) <= stated + _MOST_OFF else None


_SO_MANY = compile_pattern(r"^[ ・(]*以上(?:の)?(?:計|全|合計)?$")
_SESSION_LINE = compile_pattern(r"[ ・○●◇◆*-]*第 ?(?P<no>[0-9]{1,2}) ?回[^0-9]")


def _sessions_above(above: str) -> tuple[int, int, str] | None:
    """Return the same of the lines right above 以上4回, each of a session by its number from the first on."""
    numbers = list[int]()
    for line in reversed(above.split("\n")[:-1]):
        match = _SESSION_LINE.match(line)
        if match is None or _PLANNED.search(line) or line.count("回 ") + line.count("回(") > 1:
            break
        numbers.insert(0, int(match["no"]))
        if numbers[0] == 1:
            break
    in_turn = len(numbers) >= _FEWEST and numbers == list(range(1, len(numbers) + 1))
    return (len(numbers), _MOST_OFF, f"第1回~第{len(numbers)}回") if in_turn else None
