"""Dates that only the day of writing tells, for a text of which that is given: 3日前, 5年後, 今後2週間, 本日は, 知事は2日、.

A report counts so from whatever it tells of (開催の3日前, 卒業の2年後), and its 10日 is of the month before it: there
nothing is read that the text does not state. Nor is it here where what stands beside names another day to count from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors import date_grammar, relative_words, scripts, wareki, year_parts
from extractors.date_mentions import Joined, mention_of
from extractors.date_terms import B, Item, K, Term, number
from extractors.date_years import bounds, known_parts
from extractors.mentions import DateMention, WrittenDate
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.view import TextView

_DISTANCE = scripts.compile(
    rf"(?<![0-9.,/{K}百半数])(?P<n>[0-9]{{1,3}}|[{K}]?百[{K}]{{0,3}}|[{K}]{{1,4}}|半(?=年)){B}(?P<unit>日|週間|[かヶカヵケ箇]月|年)"
    rf"(?P<about>ほど|程度|[くぐ]らい)?{B}(?P<way>前(?![一-鿿]|まで(?:に|の|申|受))|後(?![一-鿿ろ]))(?!比|の?[前後]|から{B}[0-9]{{1,3}}[日年か月])"
)
_FREE_BEFORE = scripts.compile(
    r"(?:^|[\n 。、,(「『|:!?はがをにも]|[一-鿿ァ-ヶー]で|[一-鿿ァ-ヶーとんの]や|[だる]と|(?<=[友知家母父妻夫娘])と|[ぁ-ん]り|[今在日]から)"
    r"(?:約|およそ|おおよそ|おおむね|ほぼ|ちょうど|丁度|わずか|つい|たった|もう|まだ|さらに|今から|いまから){0,2}$"
)
"""What may stand before a distance that counts from the day of writing: no noun, no の and no clause that is its own anchor."""
_OTHER_ANCHOR = scripts.compile(
    r"(?:場合|とき|際)(?:は|、|には|に)$|(?:期限|締め?切り?|〆切|(?<![今在日])から)(?:は|が|を|:)?(?:約|およそ)?$|[いきしちにびみりけせてでべれめえじぎ]、(?:約|およそ|さらに|その)?$|[0-9一二三四五六七八九十][、,]$"
)
_FIXED_BEFORE = compile_pattern(r"[0-9元一二三四五六七八九十](?:年度?(?!前|後|間)|月(?!前|後|間)|/[0-9])")
_COUNTED = rf"[0-9]{{1,3}}|[{K}]{{1,3}}|半(?=年)"
_SPAN = scripts.compile(
    rf"(?<![の前間何後度や])(?:(?P<ahead>(?P<now>今後|これから|向こう|むこう)|次の)|(?<!こ)(?P<back>過去|最近|ここ|この))(?:(?<=[後去近])の)?(?P<nearly>約|およそ|おおむね)?{B}"
    rf"(?P<n>{_COUNTED}){B}(?P<unit>日間|週間|[かヶカヵケ箇]月間?|年間?)(?P<about>ほど|程度|[くぐ]らい)?"
    r"(?![度代目生級齢未後]|計画|連続|以上|以下|以内|前後|[^、。\n]{0,3}(?:ごと|おき|毎)|です|である|とする|のとおり|の通り|:)"
)
"""今後2週間, 過去3年間: but 次の3年間です。 tells which these are."""
_NEXT = scripts.compile(
    rf"(?:次|今度)の(?:(?P<weekday>[月火水木金土日])曜日?(?=[にはも、。]|(?:の?(?:[0-9]|{relative_words.OF_THE_DAY}))|から|まで|$)|(?<=次の)日(?=[にはも、]|の[午朝昼夜夕]|から|$))"
)
_END = scripts.compile(
    r"この(?P<this>週)末|(?<![一-鿿々ァ-ヶー0-9ぁ-ん])(?P<unit>[月週])末(?=に(?![はも、]|締|集|ま)|まで(?!に)|の(?:支払い|期限|締め?切り?|会|予定|試験)|です|が(?:期限|締め?切)|$)"
)
"""月末に届く, 週末に会う; 月末は忙しい is said of every one, as is what is closed or reckoned then."""
_DONE = r"(?:[ぁ-ん]{0,4}(?<![てで][いきお])(?<!れ)(?:ます|ました|ません)|し[たよ]う?|する|[ぁ-ん]{0,3}(?:った|んだ|(?<!れ)(?<![てで][いきお])る|[うくすつむぶぐ]))(?:[。!?\n]|$)"
"""A verb that ends its sentence; 今日求められる and 今日増えている are said of these times."""
_TODAY = scripts.compile(
    rf"本日(?!ここに)|(?<![一-鿿])今日(?=[がを]|にも|[開実発公終締])|今日(?=の(?:正午|日付))|(?<![一-鿿「『])[今明]日(?=(?![香葉村])[一-鿿]{{1,2}}{_DONE})"
)
_AGENT = (
    r"(?:[知相]事|[市町村区社会学校院署局部課室係議委組所支店館園座隊]長|大臣|首相|長官|総[理裁統]|大統領|官房|政府|当局|[省庁府県市町村区署警察党連盟協労](?:側)?|協会|議会|委員会|銀行|機構|"
    r"会社|地裁|高裁|最高裁|検|教委|[日連]銀|会社員|議員|両?[氏者]|容疑者|被告|選手|監督|チーム|さん|同[社省庁県市町村署党氏行局])"
)
_HELD = r"(?:会見|会合|記者会見|閣議|取引|市場|公判|本会議|定例会|臨時会|総会|理事会|株式市場|会議(?=[でにを])|試合|夜の|朝の|午[前後])"
_DAY = rf"(?:[0-9]{{1,2}}|[{K}]{{1,3}}){B}日"
_BARE = scripts.compile(
    rf"(?<![0-9.,/月年週第延計約間後~-])(?<!から)(?<!より)(?<![月年]{B[:2]})(?<![{K}の])(?P<day>{_DAY})(?:{B}(?:~|から){B}(?P<last>{_DAY})(?:まで(?!に?(?:延|増|短|拡|縮|[のがは]?可|取得|選|使|認))|(?=に開|の開))"
    rf"|(?P<about>頃|ごろ)(?=に|[、まかの])|(?=の{_HELD})|(?=午[前後](?!と|・|、?午|に?[0-9]{{1,2}}回)|未明|正午|朝(?![一-鿿])|夜(?![一-鿿]))|(?P<told>、(?!\d|[^、。\n]{{1,12}}[はが][0-9]{{1,2}}日))|(?P<named>(?=です|でした|だ(?!け)|であ)))"
)
_WEEKDAY_OF = compile_pattern(r"の([月火水木金土日])曜日?")
_DAY_OF = scripts.compile(rf"の([0-9]{{1,2}}|[{K}]{{1,3}})日(?![間目以])")
_AGENT_BEFORE = scripts.compile(rf"{_AGENT}(?:は|が|も)$")
_DAY_NAMED = scripts.compile(
    r"(?<!営業)(?<!出勤)(?<!稼働)(?<!労働)(?<!勤務)(?<!授業)(?<!休[業館みん])(?<=[一-鿿み切り])日[はが]$"
)
"""給料日は25日です; but 営業日は25日です counts."""
_LONGEST_AGENT = 10
_SENTENCE = 80
"""So far back another date is looked for that what follows may count from."""
_HALF_YEAR = 6


class FromIssue:
    """Finds the dates that count from the day of writing; `date_years` fills them in."""

    __slots__ = ()
    name = "from_issue"

    def find(self, view: TextView) -> Iterator[DateMention]:
        """Yield distances, today's names and days of the month of writing."""
        text = view.text
        for m in _DISTANCE.finditer(text):
            if _is_free(text, m.start(), later=m["way"] == "後"):
                n, unit = (
                    (_HALF_YEAR, "月") if m["n"] == "半" else (_count(m["n"]), m["unit"].replace("週間", "週")[-1])
                )
                written = WrittenDate(relative=f"{'-' if m['way'] == '前' else '+'}{n}{unit}")
                term = _within(text, m.end(), written)
                about = m["about"] is not None or text.endswith(("約", "およそ", "おおよそ"), 0, m.start())
                yield _mention(view, m.start(), term, approximate=about)
        for m in _TODAY.finditer(text):
            yield _mention(view, m.start(), Term(m.end(), (Item(WrittenDate(relative=m.group())),)))
        yield from _around(view)
        for m in _BARE.finditer(text):
            known = _AGENT_BEFORE if m["told"] else None if m["named"] is None else _DAY_NAMED
            told = known is not None and not known.search(text, max(0, m.start() - _LONGEST_AGENT), m.start())
            first, last = number(m["day"].rstrip("日 ")), number(m["last"].rstrip("日 ")) if m["last"] else None
            if told or not 1 <= first < (last or wareki.LAST_DAY + 1) <= wareki.LAST_DAY + 1:
                continue
            ends = m.end("day") if m["told"] else m.end()
            items = tuple(Item(WrittenDate(day=day)) for day in (first, last) if day is not None)
            yield _mention(view, m.start(), Term(ends, items, is_range=last is not None), approximate=bool(m["about"]))


def _around(view: TextView) -> Iterator[DateMention]:
    """Yield what goes on from the day of writing or came up to it: 今後2週間, 過去3年間, 次の火曜日, 月末."""
    text = view.text
    for m in _SPAN.finditer(text):
        plain = m["now"] or m["back"] == "過去"  # この5年間 may take up 5 years that were told before
        if not (_names_no_day(text, m.start()) if plain else _is_free(text, m.start(), later=True)):
            continue
        n, unit = (_HALF_YEAR, "月") if m["n"] == "半" else (number(m["n"]), m["unit"].removesuffix("間")[-1])
        if not plain and f"{m['n']}{m['unit'][0]}" in text[max(0, m.start() - _SENTENCE) : m.start()]:
            continue
        written = WrittenDate(relative=f"{'+' if m['ahead'] else '-'}{n}{unit}", edge="間")
        about = m["nearly"] is not None or m["about"] is not None
        yield _mention(view, m.start(), Term(m.end(), (Item(written),)), approximate=about)
    for m in _NEXT.finditer(text):
        if relative_words.read(text, m.start()) is None and _is_free(text, m.start(), later=True):
            written = WrittenDate(relative="次日", edge=m["weekday"])
            yield _mention(view, m.start(), Term(m.end(), (Item(written),), weekday=m["weekday"]))
    for m in _END.finditer(text):
        if _names_no_day(text, m.start()):
            yield _mention(
                view, m.start(), Term(m.end(), (Item(WrittenDate(relative=f"今{m['this'] or m['unit']}", edge="末")),))
            )


def in_month_of(mention: DateMention, issued: dt.date) -> DateMention:
    """Return a date of which only days are written (25日に, 20日から22日まで) in the month of writing; others as they are."""
    if mention.start is not None or not mention.parts or any(part.written.day is None for part in mention.parts):
        return mention
    if any(part.written != WrittenDate(day=part.written.day) for part in mention.parts):
        return mention
    year = wareki.fiscal_year_of(issued)
    parts = known_parts(mention.parts, is_range=mention.is_range, fiscal_year=year, anchor=issued)
    return mention.on(parts, *bounds(parts, is_range=mention.is_range, as_of=mention.as_of))


def _is_free(text: str, at: int, *, later: bool) -> bool:
    """Tell whether no noun, clause or date before offset `at` is what a distance counts from."""
    near = max(0, at - 12)
    if not _FREE_BEFORE.search(text, near, at) or _OTHER_ANCHOR.search(text, near, at):
        return False
    return _names_no_day(text, at, line=later)


def _names_no_day(text: str, at: int, *, line: bool = False) -> bool:
    """Tell whether no date stands before offset `at` in its sentence, or its line."""
    told = text[max(0, at - _SENTENCE) : at].rpartition("\n")[2]
    return _FIXED_BEFORE.search(told if line else told.rpartition("。")[2]) is None


def _count(written: str) -> int:
    if "百" not in written or written.isascii():
        return number(written)
    hundreds, _, rest = written.partition("百")
    return 100 * number(hundreds or "一") + (number(rest) if rest else 0)


def _within(text: str, at: int, written: WrittenDate) -> Term:
    """Read what follows a distance: the month of 3年前の8月, the season of 2年後の春, 5年前の今日, 2か月前の10日, 2週間後の土曜日."""
    plain, relative = Term(at, (Item(written),)), written.relative or ""
    if relative.endswith("週") and (weekday := _WEEKDAY_OF.match(text, at)):
        return Term(weekday.end(), (Item(written._replace(edge=weekday[1])),), weekday=weekday[1])
    if relative.endswith("月") and (day := _DAY_OF.match(text, at)):
        return Term(day.end(), (Item(written._replace(day=number(day[1]))),))
    if not relative.endswith("年"):
        return plain
    if text.startswith(("の今日", "の本日"), at):
        return Term(at + 3, (Item(written._replace(edge="今日")),))
    months = date_grammar.parse(text, at + 1) if text.startswith("の", at) else None
    if months and len(months.items) == 1 and months.items[0].written.month and months.items[0].written.year is None:
        told = months.items[0].written
        if told.relative is None:
            return months._replace(items=(Item(told._replace(relative=written.relative)),))
    return year_parts.read(text, at, written, None) or plain


def _mention(view: TextView, begin: int, term: Term, *, approximate: bool = False) -> DateMention:
    found = Joined(term.end, term.items, is_range=term.is_range, weekday=term.weekday, era=None)
    return mention_of(view, begin, term.end, found, approximate=approximate)
