"""The year that a month or day takes over from the date before it in its sentence.

令和7年4月16日（水）と5月21日（水）; 令和2年4月に発足し、9月に改組した; 令和6年度は310件で、前年度に比べ.
"""

from __future__ import annotations

import datetime as dt

from extractors import scripts, wareki
from extractors.date_years import year_counted_from
from extractors.mentions import DateMention, Precision
from extractors.patterns import compile_pattern

_LAST_MONTH = 12
_JOINS = compile_pattern(r"\s?(?:(?P<next>及び|および|並びに|ならびに|と)|[、・])\s?")


def _year_joined_to(mention: DateMention, before: DateMention, between: str) -> int | None:
    """Return the fiscal year of a day or month joined to one of a known year: 令和7年4月16日（水）と5月21日（水）.

    Args:
        mention: whose year is wanted.
        before: the date that stands before it, with its days.
        between: the words between the two.

    Returns:
        That of the first such day from the one before on, None where the two are not joined; what only 、 parts from
        a later day may be of any.
    """
    written, start = mention.written, before.start
    if (
        start is None
        or before.written.month is None
        or before.is_range
        or written.month is None
        or not 1 <= written.month <= _LAST_MONTH
        or written.year is not None
        or written.relative
        or not (joined := _JOINS.fullmatch(between))
    ):
        return None
    earlier = (written.month, written.day or start.day) < (start.month, start.day)
    if earlier and joined["next"] is None:
        return None  # 令和6年12月10日、4月に採択した事業を: it may have been before
    return wareki.fiscal_year_of(dt.date(start.year + earlier, written.month, 1))


REACH = 200
"""So many characters behind a date are read."""
_LONGEST_CLAUSES = 80
"""Characters between two dates of one story."""
_DEED = "発生|発出|公布|告示|上陸|開幕|閉幕|発令|解除|設[置立]|策定|改[定正訂組称]|制定|施行|着[工手]|完[成了]|竣工|開[始設館業校通所催園]|公[表布示募]|締結|採択|決定|契約|[認指]定|承認|可決|実施|発[足表行売]|閉[館校所園]|就任|解散|廃止|移[転管]|提出|答申|諮問|申請|受理|交付|登録|受賞|合併|再開"
_DONE = scripts.compile(
    rf"(?!の|から|より|以|まで|現|時|末|当|付の|[、と])[^。\n「」]*(?:[しりきちいみびえけせてれめべげねぎ]|た(?:後|のち)|{_DEED})"
)
"""Behind a date: what was done then, in a form that goes on."""
_TOLD_OF = scripts.compile(r"[ただる](?!め|後|のち)[一-鿿ァ-ヶー]")
"""What a date with its verb describes (設置した会議を), and so may be of long before."""
_NO_DEED = compile_pattern(
    r"(?:に(?:基づき|より|よって|伴い|伴って|向け|続き|当たり|あたり|対し|関し|応じ|ついて|おいて)|として?|を(?:受けて?|踏まえて?|経て|通じ|通して|含め|除き)|て(?:おり|いて)|であり|ため)$"
)
"""What only says how that came about, or that it lasts."""
_BROUGHT_FORWARD = compile_pattern(r"前倒し|早め|繰り?上げ")
"""令和7年2月稼働の計画を2か月前倒しし、12月に: the later date lies before."""
_NEXT = compile_pattern(r"(?!ま[たず]|なお|一方|ただし|うち|今|現|本|当)[^、。\n]{0,16}")
_THEN = scripts.compile(
    rf"(?!には|末|の|以|現|時点|[と~-]|より)(?![^。\n]*(?:予定|見込|目指|めど|目途|今後|計画(?:し|中)))"
    rf"(?:[^。\n]*?(?:[しれきいりっえてけせげべめ]た|[んい]だ|てい(?:る|ます)|ている)|[^。、\n]{{0,30}}(?:{_DEED})(?:[)）、。」\n]|$))"
)
"""Behind the date that goes on: it was done as well."""


class YearsTakenOver:
    """Tells the years of the dates of a text, one after the other."""

    def __init__(self) -> None:
        """Begin a text."""
        self._known_to = -1

    def year_of(self, mention: DateMention, before: DateMention, between: str, behind: str) -> int | None:
        """Return the fiscal year that a date has from the one before it in its sentence, None where it has none from there.

        Args:
            mention: whose year is wanted.
            before: the date that stands before it, with its days.
            between: the words between the two.
            behind: `REACH` characters behind it, or what of them there is.
        """
        counted, word = year_counted_from(mention, before), mention.written.relative
        known = before.written.year is not None or before.span.end == self._known_to
        if known and word and word.startswith(("同", "翌")):
            self._known_to = mention.span.end  # 令和4年2月に始め、翌年3月に終え、5月に
        if counted is not None or word or mention.recurrence is not None or not known:
            return counted
        year = _year_joined_to(mention, before, between)
        if year is None and _goes_on(mention, before, between, behind):
            year = _next_year(mention, before)
        if year is not None:
            self._known_to = mention.span.end
        return year


def _goes_on(mention: DateMention, before: DateMention, between: str, behind: str) -> bool:
    """Tell whether two dates are of one story of what was done: 令和2年4月に発足し、9月に改組した."""
    if len(between) > _LONGEST_CLAUSES or before.as_of or before.opens or mention.as_of:
        return False
    done, comma, onset = between.rpartition("、")
    if _BROUGHT_FORWARD.search(done):
        return False
    if not comma or not _DONE.fullmatch(done) or _NO_DEED.search(done) or _TOLD_OF.search(done):
        return False
    return _NEXT.fullmatch(onset) is not None and _THEN.match(behind) is not None


def _next_year(mention: DateMention, before: DateMention) -> int | None:
    """Return the fiscal year of the first such month or day from a date on, of its calendar year or its fiscal year."""
    written, last = mention.written, before.parts[-1].start if before.parts else None
    if last is None or before.precision not in (Precision.DAY, Precision.MONTH):
        return None
    if written.month is None or not 1 <= written.month <= _LAST_MONTH:
        return None
    if (written.month, written.day or wareki.LAST_DAY) >= (last.month, last.day):
        return wareki.fiscal_year_of(last.replace(month=written.month, day=1))
    return last.year if written.month < 4 <= last.month else None
