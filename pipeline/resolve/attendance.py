"""Which head count tells how many came to an occasion."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors import days, scripts
from extractors.gatherings import OCCASION, ON_EDGE_DAY, WEEKDAY_ASIDE
from extractors.mentions import FigureKind, Qualifier, Status
from extractors.patterns import compile_pattern
from pipeline.resolve import elsewhere, places_told, rows

if TYPE_CHECKING:
    from pipeline.resolve.events import Dated, Session
    from pipeline.resolve.layout import Layout
    from pipeline.resolve.parts import Located

_PARTICIPANTS, _PEOPLE, _COUNT = FigureKind.PARTICIPANTS, FigureKind.PEOPLE, FigureKind.COUNT
_PLANNED, _ACTUAL = Status.PLANNED, Status.ACTUAL
_TOTAL = Qualifier.TOTAL_ATTENDANCES

_NO_ATTENDANCE = scripts.compile(
    r"定員|募集|講師|従事|配置|登録|委員|採用(?!職員|者)|雇用|応募|申込|対象|加入|スタッフ|職員数|相談員|支援員"
)


def counts_those_present(layout: Layout, dated: Dated, located: Located) -> bool:
    """Tell whether a head count is one of participants, or stands bare behind the date: 5月18日 22名, （5月10日）15名."""
    figure = located.figure
    if figure.kind is _PARTICIPANTS:
        return True
    if figure.kind is not _PEOPLE:
        return False
    if places_told.counts_below(layout, dated.start, located.start):
        return True
    text, gap = layout.text, layout.text[dated.end : located.start]
    if dated.date.is_range and _SENT.match(text, located.end) and _TRAVELLERS.search(figure.label or ""):
        return True
    if _BEHIND_LECTURER.fullmatch(gap) and _NOTHING_MORE.match(text, located.end):
        return True
    if gap not in _BARE and _NO_ATTENDANCE.search(figure.label or ""):
        return False
    if gap in ("に", "には") and _NOTHING_MORE.match(text, located.end):
        return True
    if gap in _IS and _OF_THEM.search(figure.label or ""):
        return True
    if text.startswith("(", dated.start - 1) and figure.label and _IN_BRACKET.fullmatch(gap):
        return text.startswith(("、", ")"), located.end)  # （6月15日、企業48社、求職者93名）
    if located.start < dated.end or not _NOTHING_MORE.match(layout.text, located.end):
        return False
    return rows.leads_to_count(layout, dated.end, located.start)


_NOTHING_MORE = scripts.compile(r" ?(?:程度)?(?:で(?:開催|実施|終了|行[いっ])|$|[、。)\n ・(/|│┃※])", re.MULTILINE)
_SENT = scripts.compile(r"を、?[^、。\n\d]{1,20}[にへ](?:派遣|引率)(?:し|いた|さ)")
_TRAVELLERS = scripts.compile(r"(?:[生徒童]|親子|選手|若者|[県市町村区住]民)$")
"""8月3日から8日まで、中学生12人を姉妹都市に派遣した: who went on a journey; but 職員3人を被災地に派遣した tells of a duty."""
_BEHIND_LECTURER = scripts.compile(WEEKDAY_ASIDE + r" [^。\n]{0,60}講師(?: ?:| )[^。、\n]{1,40}[^ 。、\n\d] {1,8}")
"""Between the day of a row and the count that closes it: 6月14日「…」 講師:市職員 18名."""
_IS = ("が", "は", "に", "には")
_BARE = ("、", "・")
"""Between a day and its count in a bracket that names the lecturer before: （講師：大沢氏、10月26日、34名）."""
_OF_THEM = compile_pattern(rf"(?:人数|{OCCASION.pattern})$")
"""Of what is counted behind one of several days: 作業日と人数は6月1日が34人、; 訓練は、4月に30人、."""
_IN_BRACKET = scripts.compile(WEEKDAY_ASIDE + r"[、・ ](?:[^()。\n]{1,30}、)?[^()、。\n\d]{1,10}")
_OF_BODY = scripts.compile(r"(?:会員|委員|役員|構成員|登録者|出演者|出展者|出品者|登壇者)数?$")
"""Those who belong to what met, of whom others say how many came: （会員77名、当日出席41名）."""
_ATTENDING_LABEL = scripts.compile(r"参加|来場|受講|出席|聴講|視聴(?!覚)|来客|観客|入場|修了|観覧")


def attendance(
    layout: Layout,
    bounds: tuple[int, int],
    dated: Dated,
    figures: Sequence[Located],
    statuses: Sequence[Status],
    taken: set[int],
    before: int,
) -> int | None:
    """Return the index of the figure that counts who came to an occasion, None where none does.

    Args:
        layout: the lines of the view.
        bounds: of the occasion's own words, in view offsets.
        dated: its date.
        figures: of the whole text, by start.
        statuses: of the figures.
        taken: figures that other occasions have.
        before: end of the date of the occasion before, 0 without one.
    """
    if dated.status is _PLANNED:
        return None
    found: list[tuple[int, int]] = []
    line = layout.line_at(dated.start)
    for k in range(bisect_left(figures, (bounds[0],)), bisect_left(figures, (bounds[1],))):
        figure = figures[k].figure
        leads = layout.text[figures[k].end : dated.start] == "が"  # 71名が6月20日の会議に出席し
        came = leads and figure.kind is _PEOPLE and _CAME_THEN.match(layout.text, dated.end)
        present = came or counts_those_present(layout, dated, figures[k])
        if k in taken or statuses[k] is not _ACTUAL or not present:
            continue
        if not (leads or _tells_of_all(layout, figures, k)):
            continue
        compared = Qualifier.MORE_THAN not in figure.qualifiers and _COMPARED.match(layout.text, figures[k].end)
        if compared or _is_of_part(layout.text, bounds[0], dated, figures[k].start):
            continue
        if elsewhere.is_of_another(layout, (dated.start, dated.end), figures[k]):
            continue
        same_line = figures[k].start < line.end
        if not same_line:
            if figure.label and not (
                _ATTENDING_LABEL.search(figure.label)
                or _leads_attendance(layout, figures[k].start)
                or places_told.counts_below(layout, dated.start, figures[k].start)
            ):
                continue
            if Qualifier.TOTAL_ATTENDANCES in figure.qualifiers and dated.date.start == dated.date.end:
                continue
        order = (0 if figures[k].start >= dated.end or leads else 1) if same_line else 2
        others = _PERFORMED.match(layout.text, figures[k].end) or _OF_BODY.match(figure.label or "")
        found.append((2 * order + (others is not None), k))
    if not found:
        return None
    k = min(found)[1]
    if _is_shared_out(layout, figures, k):  # of 児童35人、大学生6人の合わせて41人 the sum
        sums = [n for _, n in found if _SUM.search(layout.text, figures[n].start - 8, figures[n].start)]
        k = sums[0] if len(sums) == 1 else -1
    several = _is_of_several(layout, figures, k, before) or _is_behind_shared_verb(layout, figures[k], dated, before)
    return None if several or k < 0 else k


def _is_of_part(text: str, left: int, dated: Dated, at: int) -> bool:
    """Tell whether the words before a count at `at` say that it is of one part of the occasion, or one of its days."""
    several = dated.date.start != dated.date.end and (
        _OF_ONE_DAY.search(text, max(dated.end, at - 16), at)
        or ON_ONE_DAY.search(text, max(behind_edge_day(text, dated), text.rfind("。", left, at)), at)
    )
    beside = _OF_ONE_COURSE.search(text, max(dated.end, at - 40), at) or (
        text.startswith("に", at - 1) and at - 1 > dated.end and _AND_ANOTHER.match(text, at)
    )
    by_way = _BY_ONE_WAY.search(text, max(left, at - 16), at) and _BY_OTHER_WAY.search(
        text, max(left, at - _BESIDE_WAY), at + _BESIDE_WAY
    )
    bracketed = text.endswith("(うち", 0, dated.start) and 0 < text.find(")", dated.end) < at
    part = _OF_NAMED_PART.search(text, max(dated.end, at - 16), at)
    return bool(
        (part and part["part"] not in text[left : dated.end])
        or several
        or beside
        or by_way
        or bracketed
        or any(p.search(text, max(left, at - 16), at) for p in _OF_SOME)
    )


def _tells_of_all(layout: Layout, figures: Sequence[Located], k: int) -> bool:
    """Tell whether a figure is of all who came: no 各 nor うち, unless of a body that part came (委員15人のうち12人が出席)."""
    qualifiers, whole = figures[k].figure.qualifiers, figures[k - 1] if k else None
    if Qualifier.EACH in qualifiers:
        return came_each_day(layout, figures[k])
    return Qualifier.OF_WHICH not in qualifiers or (
        whole is not None
        and figures[k].figure.kind is _PARTICIPANTS
        and (
            (whole.figure.kind is _PEOPLE and _OF_ALL.fullmatch(layout.text, whole.end, figures[k].start))
            or _OF_TIMES.match(layout.text, layout.sentence(figures[k].start, figures[k].end)[0])
        )
        is not None
    )


_CAME_THEN = scripts.compile(r"に(?:修了|受講|参加|出席)")
"""受講生は14名、うち12名が3月9日に修了: those of the day, be they a part."""
_OF_ALL = scripts.compile(r"(?:の?うち|中)、?(?:(?:出席|参加|受講|来場)者数?は、?)?(?:延べ|約)?")
_OF_TIMES = scripts.compile(r" ?(?:この|その)うち、?(?:第?\d|[一二三四五])")
"""このうち7月8日には2年生96人が: what is a part are the times."""
_PERFORMED = scripts.compile(r"[がの]?(?:出演|出場|出展|出品|発表|登壇)")
_LOOKED_ON = scripts.compile(r"傍聴(?:者|人)?(?:数|人数)?(?:は|が|:| )*(?:約|延べ)?$")
"""Before a count of those who only listened to a council."""


def _is_of_several(layout: Layout, figures: Sequence[Located], k: int, before: int) -> bool:
    """Tell whether a sum stands behind several occasions of one sentence: 6月3日の研修会、7月1日の見学会に計80名."""
    at = figures[k].start
    return (
        layout.sentence(at, at)[0] < before <= at
        and (
            Qualifier.TOTAL_ATTENDANCES in figures[k].figure.qualifiers
            or _SUM.search(layout.text, max(before, at - 8), at) is not None
        )
        and not any(f.figure.kind is figures[k].figure.kind for f in figures[bisect_left(figures, (before,)) : k])
    )


def _is_behind_shared_verb(layout: Layout, located: Located, dated: Dated, before: int) -> bool:
    """Tell whether a count stands behind the verb of two days: 5月20日に北小で、27日に南小で開き、134人が出席した."""
    text = layout.text
    return (
        layout.sentence(dated.start, dated.end)[0] < before
        and _BY_PLACES.fullmatch(text, before, dated.start) is not None
        and _HELD_AT.match(text, dated.end, located.start) is not None
    )


_BY_PLACES = scripts.compile(WEEKDAY_ASIDE + r"(?:に[^、。()\n\d]{1,20}で、|と|及び|並びに)")
_HELD_AT = scripts.compile(WEEKDAY_ASIDE + r"に(?:[^、。()\n\d]{1,20}で)?[^。\n\d]{0,16}(?:し|き|い|れ)、")


def came_each_day(layout: Layout, located: Located) -> bool:
    """Tell whether as many came on each of several days: 3日とも30名, 各日24名, （各40名参加）."""
    return _EACH_DAY.search(layout.text, located.start - 16, located.start) is not None


_EACH_DAY = scripts.compile(
    r"(?:(?:[\d一二三四五六]日|[両各]日|[\d一二三四五六各]回)とも|各[日回]に?|(?<=[(、は])各|[いきし]、[一-鿿ァ-ヶー]{2,8}各)(?:約)?$"
)
_SUM = scripts.compile(r"(?:計|合わせて|あわせて|総勢)(?:で|、)?(?:約|延べ)? ?$")


def came_by_day(layout: Layout, dates: Sequence[Dated], figures: Sequence[Located]) -> dict[tuple[int, dt.date], int]:
    """Return which figure says how many came on a day that its line names again: 8月24、25日に開き、24日は310人、25日は420人.

    Args:
        layout: the lines of the view.
        dates: of the block.
        figures: of the whole text, by start.

    Returns:
        Indices of figures by the line's number and the day.
    """
    came = {}
    for dated in dates:
        date = dated.date
        if (
            date.written.month is not None
            or date.start is None
            or not days.takes_up(layout.text, dated.start, dated.end)
        ):
            continue
        k = bisect_left(figures, (dated.end,))
        if (
            k < len(figures)
            and layout.text[dated.end : figures[k].start] in _IS
            and figures[k].figure.kind in (_PARTICIPANTS, _PEOPLE)
            and not _NO_ATTENDANCE.search(figures[k].figure.label or "")
        ):
            came[layout.line_no(dated.start), date.start] = k
    return came


def _leads_attendance(layout: Layout, at: int) -> bool:
    """Tell whether the line of a count is labelled as that of an attendance: 参加者　小学生とその保護者　42名."""
    line = layout.line_at(at)
    return _ATTENDING_LABEL.match(layout.text, line.body) is not None


_COMPARED = scripts.compile(
    r"(?:程度|余り?)?(?:を|より)[^、。\n]{0,8}(?:上回|下回|超え|多|少な|増|減)|(?:から(?![^、。\n]{0,24}(?:意見|提案|質問|要望|声|発言|感想|相談))|に比べ|に対し|と比べ|を含[むめ]|も(?!の))|を[^、。\n]{0,14}(?:達成|突破|記録)"
)
_OF_ONE_PART = scripts.compile(
    r"(?:初日|最終日|[前後]半|[前後]者|[\d一二三四五]日目|午前|午後)(?:の部)?(?:の(?:参加|来場|受講)者)?(?:が|は|に|で|:| )*(?:約|延べ)?$"
)
"""Before a count of one day of several: 初日2,100人."""
_OF_NAMED_PART = scripts.compile(r"(?P<part>[一-鿿ァ-ヶー]{1,6}編)(?:が|は|に|で|:| )?(?:約|延べ)?$")
"""Before a count of one part of a course: 基礎編が54人."""
_OF_SOME = (_OF_ONE_PART, _LOOKED_ON)
_BY_WAY = r"(?:での?)?(?:参加|視聴|出席|受講|聴講)?者?(?:で|が|は|に|:| )*(?:約|延べ)?"
_ON_SITE, _REMOTE = rf"(?:会場|現地|対面|来場){_BY_WAY}", rf"(?:オンライン|Web|ウェブ|Zoom|配信){_BY_WAY}"
_BY_ONE_WAY = scripts.compile(rf"(?:{_ON_SITE}|{_REMOTE})$")
_AND = r"\d[\d,]{0,6} ?[人名](?:が?(?:参加|視聴|出席|受講)し)?[、・ と]{1,2}"
_BY_OTHER_WAY = scripts.compile(rf"{_ON_SITE}{_AND}{_REMOTE}\d|{_REMOTE}{_AND}{_ON_SITE}\d")
_BESIDE_WAY = 30  # characters
"""会場で120人、オンラインで86人: neither is of all who came."""
_OF_ONE_COURSE = scripts.compile(r"に(?:約)?[\d,]{1,6} ?[人名]、[^、。\n]{1,16}に(?:約)?$")
_AND_ANOTHER = scripts.compile(r"[\d,]{1,6} ?[人名]、[^、。\n日月回]{1,16}に(?:約)?[\d,]{1,6} ?[人名]")
"""5kmの部に138名、10kmの部に74名: none of them is all who came."""


def behind_edge_day(text: str, dated: Dated) -> int:
    """Return where the words behind a date begin, behind those that say that its first or last day is meant."""
    edge = ON_EDGE_DAY.match(text, dated.end)
    return edge.end() if edge else dated.end


ON_ONE_DAY = scripts.compile(r"(?:初日|最終日)(?:に|は|の|、)(?!約?[\d,]+ ?[人名])")
"""Where a sentence goes on with one of several days: 初日には開会式を."""
_OF_ONE_DAY = scripts.compile(r"\d{1,2}日" + WEEKDAY_ASIDE + r"(?:が|は|に|の)?(?:約|延べ)?$")
"""Before a count of one day of several: 10日が1,080人."""
_NO_GROUP = scripts.compile(rf"{_ATTENDING_LABEL.pattern}|{_NO_ATTENDANCE.pattern}|傍聴|欠席|就職|た(?:人|者|方)$")
_NEXT_PART = compile_pattern(
    r"、(?:[^、。\n\d()]{1,8}(?:会場|の部|コース|部門|クラス)(?:が|は|に)|(?:[前後]期|午[前後]|[春夏秋冬昼夜])(?:の部)?(?:が|は|に)?)(?:約|延べ)?"
)
"""Between those who came to one part of an occasion and those who came to the next: 前期15人、後期18人."""
_SHARED_OUT = scripts.compile(r"(?:名|人)?(?:[、・と]|及び)[^\d、。()\n]{1,10}")


def _is_shared_out(layout: Layout, figures: Sequence[Located], k: int) -> bool:
    """Tell whether those present are only counted by groups, in figures that follow each other: 男性14人、女性13人."""
    for a, b in ((k, k + 1), (k - 1, k)):
        if a < 0 or b >= len(figures):
            continue
        first, second = figures[a], figures[b]
        between = layout.text[first.end : second.start]
        if _NEXT_PART.fullmatch(between) and first.figure.unit_norm == second.figure.unit_norm:
            return True
        if (
            _SHARED_OUT.fullmatch(between)
            and first.figure.unit_norm == second.figure.unit_norm
            and first.figure.kind in (_PARTICIPANTS, _PEOPLE)
            and first.figure.label
            and second.figure.label
            and between.removesuffix("が").endswith(second.figure.label)
            and first.figure.label != second.figure.label
            and not _ATTENDING_LABEL.fullmatch(first.figure.label)  # 出席19人、保護者31人
            # 受講38人、修了36人; 参加者44名、定員50名: of those that the first counts
            and not _NO_GROUP.search(second.figure.label)
            and not {Qualifier.OF_WHICH, Qualifier.TOTAL_ATTENDANCES, Qualifier.DISTINCT}.intersection(
                (*first.figure.qualifiers, *second.figure.qualifiers)
            )
        ):
            return True
    return False


_SHARED = scripts.compile(r"(?:それぞれ|各々|おのおの|順に|各回)(?:、|が|で)?[^\d。、\n]{0,8}$")
_CAME = scripts.compile(r"(?:参加|受講|出席|来場|聴講|修了)(?:者|委員)?(?:数|人数)?(?:は、?|:| )* ?$")
"""Before counts of which none has words of its own, those of several occasions: 参加者は52名、39名."""
_AND_COUNT = scripts.compile(
    r"(?:(?:と|及び|(?P<bare>、))(?:約|延べ)?[\d,]{1,7} ?[人名]){1,8}(?:の(?:方々?|皆さ[んま]|皆様|[市町村区県]民))?(?:が|[にの](?:ご)?(?:参加|出席|受講|来場))"
)
"""Behind the first of counts that only the occasions tell apart: 22名と19名が参加した."""
_FIRST_OF_TWO = scripts.compile(r"(?:前半|前者)(?:には|は|に|が)(?:約|延べ)?$")
_LONGEST_DAY = 60  # characters
_FIRST_DAY = scripts.compile(r"(?:初日|[1一]日目)(?:には?|は|の)[^。\n\d]{0,44}[がは:に](?:約)?$")
_SECOND_DAY = scripts.compile(r"[、。](?:[2二]日目|翌日)(?:には?|は|の)[^、。\n\d]{0,40}[がは:に](?:約)?")
"""初日は「…」と題した講義に30名、二日目の演習に24名: of two days, each of its own."""
_NEXT_COUNT = scripts.compile(r"[、,]?(?:及び|と|、|,|・)?(?:(?:後半|後者)(?:には|は|に|が))?(?:約|延べ)?")


def shared_in_order(
    layout: Layout, figures: Sequence[Located], statuses: Sequence[Status], bounds: tuple[int, int]
) -> list[list[int]]:
    """Return the runs of head counts that are those of several occasions in order: それぞれ52名、39名, 順に42人、27人.

    Args:
        layout: the lines of the view.
        figures: of the whole text, by start.
        statuses: of the figures.
        bounds: of the block, in view offsets.
    """
    runs: list[list[int]] = []
    for k in range(bisect_left(figures, (bounds[0],)), bisect_left(figures, (bounds[1],))):
        figure = figures[k].figure
        if figure.kind not in (_PARTICIPANTS, _PEOPLE) or statuses[k] is not _ACTUAL:
            continue
        last = runs[-1][-1] if runs else -1
        second = last == k - 1 >= 0 and _SECOND_DAY.fullmatch(layout.text, figures[last].end, figures[k].start)
        if second or _FIRST_DAY.search(layout.text, max(bounds[0], figures[k].start - _LONGEST_DAY), figures[k].start):
            runs = [*runs[:-1], [*runs[-1], k]] if second else [*runs, [k]]
        elif (
            last == k - 1 >= 0
            and _NEXT_COUNT.fullmatch(layout.text, figures[last].end, figures[k].start)
            and (
                _TOTAL in figures[last].figure.qualifiers or _TOTAL not in figure.qualifiers
            )  # それぞれ53人、38人、延べ91人
        ):
            runs[-1].append(k)
        elif any(
            p.search(layout.text, max(bounds[0], figures[k].start - 14), figures[k].start)
            for p in (_SHARED, _CAME, _FIRST_OF_TWO)
        ) or _goes_before_another(layout.text, figures[k]):
            runs.append([k])
    return [run for run in runs if len(run) > 1]


def _goes_before_another(text: str, located: Located) -> bool:
    """Tell whether a count is the first of two without words of their own; where 、 joins them it opens its clause."""
    if not text.endswith(("人", "名"), located.start, located.end):
        return False
    another = _AND_COUNT.match(text, located.end)
    return another is not None and (another["bare"] is None or text.startswith(("、", "。"), located.start - 1))


_BESIDE_GROUPS = scripts.compile(r"[、・ ]?(?:延べ|約)?")
_OF_SESSION = scripts.compile(r"(?:の(?:参加|受講|出席|来場)者?(?:人?数)?)?(?:には?|は|が|で|の|:| )?(?:延べ|約)?")


def told_by_ordinal(
    layout: Layout, ordinals: Sequence[Session], dates: Sequence[Dated], figures: Sequence[Located]
) -> dict[int, int]:
    """Return which head counts a line gives for sessions that it dated before, by the starts of the ordinals.

    第1回を6月1日、第2回を7月6日に開き、受講者は第1回が29人、第2回が33人であった.
    """
    found: dict[int, int] = {}
    for n, session in enumerate(ordinals):
        k = bisect_left(figures, (session.end,))
        groups = k + 1 < len(figures) and figures[k].figure.kind is _COUNT
        if groups and _BESIDE_GROUPS.fullmatch(layout.text, figures[k].end, figures[k + 1].start):
            k += 1  # 第1回は34社、196人
        if (
            k == len(figures)
            or figures[k].figure.kind is not _PARTICIPANTS
            or not _OF_SESSION.fullmatch(layout.text, session.end, figures[k - 1 if groups else k].start)
        ):
            continue
        first = bisect_left(ordinals, (layout.line_at(session.start).start,))
        dated = any(o.occasion.ordinal == session.occasion.ordinal and _is_dated(o, dates) for o in ordinals[first:n])
        if dated or _counts_list(layout, session, ordinals, dates):
            found[session.start] = k
    return found


def _counts_list(layout: Layout, session: Session, ordinals: Sequence[Session], dates: Sequence[Dated]) -> bool:
    """Tell whether an ordinal is one of those that number, all in order, the days that its line listed: 2回（6月1日、7月6日）."""
    line = layout.line_at(session.start)
    k = bisect_left(dates, (session.start,)) - 1
    if k < 0 or dates[k].start < line.start or dates[k].date.is_range:
        return False
    first, days = bisect_left(ordinals, (dates[k].end,)), len(dates[k].date.parts)
    if days < _SEVERAL or bisect_left(ordinals, (line.end,)) - first != days:
        return False
    return [o.occasion.ordinal for o in ordinals[first : first + days]] == list(range(1, days + 1))


_SEVERAL = 2


def _is_dated(session: Session, dates: Sequence[Dated]) -> bool:
    """Tell whether a date stands right beside the ordinal: 第1回を6月1日, 6月1日（第1回）."""
    k = bisect_left(dates, (session.start,))
    return any(
        max(session.start, date.start) - min(session.end, date.end) <= _BESIDE for date in dates[max(k - 1, 0) : k + 1]
    )


_BESIDE = 3  # characters
