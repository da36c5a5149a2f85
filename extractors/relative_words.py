"""Words that fix a time by the day of writing, the year reported on or the date before: 来年度, 翌月, 今春, ことし, 年度末."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors import scripts, wareki
from extractors.date_terms import IN_SEASON, B, K, N
from extractors.patterns import compile_pattern

_SEASON_OF_YEAR = rf"(?:{IN_SEASON}|[春夏秋冬](?=\ |オープン|[竣着起]工|供用|[採運利]用|卒業[しす]|入学|入園|予定|実施|導入|公[開表]|策定|発[行売足]))"
OF_THE_DAY = "正?午|朝|夜|夕|昼|会[議合](?![体所])|予[定報約]|天気|試[合験](?!研究)|締め?切|説明会|[0-9]{1,2}[時:]"
"""What takes place or is due on a day: 明日の会議; but 明日の地域 and 明日の授業に生かす are of the future."""
_WORD = scripts.compile(
    rf"""
    (?<![対日毎各])(?!(?<=[一-鿿きし])さ来)(?P<r>
        (?:翌々|前々|一昨|(?:再|さ)来|(?<!一)昨|去|(?<![合共])同|翌|本|今|当(?=年度)|当該(?=年度)|前|(?<!再)(?<!さ)来|次(?=年度))年(?:度|(?!度))
      | (?<![合共年])同月 | 翌月 | 翌々月 | 前月(?!分) | 先々?月 | 今月 | (?:再来|さ来|来)月(?!日) | (?<![「『])(?:明々?後日 | 一?昨日 | 明日(?!(?!午)[一-鿿]|の(?!{OF_THE_DAY})|へ|を|に(?:向|つな|生)))
      | (?<!年)同日(?=[、。にのはもま)午(夜夕朝]|から|より|付け?(?!近)) | (?P<next_day>翌々?日(?!配[達送])) | (?P<told>前日(?=[のはも、。)]|に(?!申)|から|[夜夕])|(?:その|次の)日(?=[はも、]|に(?![応よ合])|の(?:うち|[朝昼夜夕午])|から))
      | 本日(?!ここに|は|お|ご|御|皆|提[出案]|上程) | 今日(?=[はもか午0-9]|の(?:{OF_THE_DAY})|中[にのはで]|$)
      | (?<![ぁ-んァ-ヶー一-鿿「])(?:おととい|しあさって|きのう|きょう|あした|あす|あさって)(?=(?!葉)[はもに、。0-9一-鿿]|から|まで|の[午朝夜夕0-9]|$)
      | 今[朝夜晩] | 昨[夜晩] | 明[朝晩](?=[はも、にまか0-9]|の[0-9]|$)
      | おととし | さらいねん | (?:(?<![ぁ-ん一-鿿ァ-ヶ])ことし(?![かばきゃ])|ことし(?={B}{N}{B}月)) )
    (?:(?<=年度)(?!同期|同時[点期]|同[日月]|比|並み) | (?<!年度)(?!同期|同時[点期]|同[日月]比|同日|同曜日|同週|比|並|同月|代|増|減|齢|金|的))
  | (?<![一-鿿ァ-ヶ])(?P<of>[今昨来翌]|この)(?P<season>{_SEASON_OF_YEAR})季?
  | (?<![一-鿿々ァ-ヶー])(?<!例年、)(?<!毎年、)(?<!から)(?<![春夏秋冬][~・と、])(?P<about>[春夏秋冬])(?=頃|ごろ)
  | (?P<week>(?:先々?|今|来|再来|さ来|翌)週)(?![刊報間])(?:(?P<end>末)|(?P<one>の?(?P<weekday>[月火水木金土日])曜日?)(?:{B}(?:から|[~-]){B}(?P<last>[月火水木金土日])曜日?(?=[にのはも、。]|まで|$))?)?
  | (?<![合共])(?P<next>[翌同])(?={B}{N}{B}[月日](?!間))
  | (?<![0-9{K}一-鿿ァ-ヶー])(?P<unit>年度)(?=末(?!手当)|当初(?!予算)|内|中[にのはを、。]|初め|はじめ|[前後]半(?![一-鿿])|[上下]半?期)
  | (?<![0-9{K}一-鿿ァ-ヶー])(?P<year>年)(?=内[にのはを、。)]|末(?!{B}[0-9]{{1,2}}{B}月|年始|調整|商戦|特別|警戒|大掃除|セール|手当|(?:交通|防犯|防火|火災)|の[^、。\n]{{0,10}}(?:期間|運動|警戒|取締|取り締|パトロール|夜回り)))
    """,
    re.VERBOSE,
)
_IN_KANJI = {
    "その日": "同日", "次の日": "翌日", "おととし": "一昨年", "ことし": "今年", "さらいねん": "再来年",
    "おととい": "一昨日", "きのう": "昨日", "きょう": "今日", "あした": "明日", "あす": "明日", "あさって": "明後日", "しあさって": "明々後日",
    "今朝": "今日", "今夜": "今日", "今晩": "今日", "昨夜": "昨日", "昨晩": "昨日", "明朝": "明日", "明晩": "明日",
}  # fmt: skip
_DAY_BEFORE = scripts.compile(
    rf"(?:[0-9{K}]日|[0-9]/[0-9]{{1,2}})(?:{B}\([^()\n]{{1,6}}\))?(?:[にはのでもがを、]|まで(?!に)|[開実])(?:(?![0-9{K}][日月])[^。\n]){{0,40}}$"
)
"""The day from which 前日 and その日 count, in their sentence and with no other date between them."""
_NO_DAY = rf"(?:(?![0-9{K}]日)[^。\n]){{0,40}}$"
_OF_ANY_DAY = scripts.compile(
    rf"(?:場合|(?:の|[るい])とき|[一-鿿](?<![当同一二三四五六七八九十])時に?は|[るい]際|都度|たび[にも]|[けせてねべめれ]ば(?![れら])|毎|ごと|[るい](?:人|方|者|もの)[はがも]){_NO_DAY}"
    r"|(?:^|[。、はも\n])(?P<what>[^。、はをがに\n0-9]{1,12})(?<![そこ])の$"
)
"""Before a day that follows another each time: 祝日の場合は翌日に, 雨天時は翌日に, 納期限の翌日から."""
_EACH_TIME = scripts.compile(
    r"[^。、\n]{0,40}?(?:て(?:い(?!た|まし)|お[りる](?!まし))|でき(?!た|まし|ごと|事)|よう[にと][しすな]|まで[^。、\n]{0,30}?と[しすな])"
)
"""Behind it: 翌日に公表している, 前日の正午までとした, but not 翌日に公表していた."""
_RULE_BEGAN = scripts.compile(rf"(?:始め|開始|導入|施行|試行|改正|改め|定め|制定|開設){_NO_DAY}")
_NOT_ONCE = scripts.compile(r"[^。\n]{0,60}?(?:[うくぐすつぬぶむる](?=[。)\n]|$)|こと[にと][しすな])")
"""What a rule or service has come to do (4月1日に始め、前日の夕方までに申し込む) goes on; 翌日に点検した was once."""
_LONGEST_WAY = 60
_COMPARED = compile_pattern(r"(?<=末)比|(?<=当初)比")
_HEADING_BEFORE = scripts.compile(
    r"(?:^|\n|[|│┃])[ ・※*-]*[(\[【〔〈《<■□◆◇●○◎▼▽]{0,3}(?:\(?(?:[0-9]{1,2}|[①-⑳]|[ア-ン])[).、 ])? *$"
)
_HEADING_BEHIND = scripts.compile(
    r"(?:以降)?(?P<task>に(?:向けて|向けた|おける)|へ(?:の|向けて)|の(?=取組|予定|計画|方針|課題|方向|展開|実施|事業))?"
    r"の?[一-鿿ァ-ヶー・の等]{0,16}(?:について)?[ )\]】〕〉》>:]*(?:$|\n|[|│┃])"
)


class RelativeWord(NamedTuple):
    """A word that ends at view offset `end`."""

    end: int
    word: str
    """In one form: 再来年 for さ来年 and さらいねん, 今年 for the 今 of 今春."""
    edge: str | None = None
    """The 春 of 今春, the 末 or the weekday of a week."""
    weekday: str | None = None
    """Of 来週の水曜日."""
    last: str | None = None
    """The 金 of 来週の水曜日から金曜日まで."""
    needs_edge: bool = False
    """Whether it fixes no time by itself: the 年度 of 年度末."""


def read(text: str, at: int) -> RelativeWord | None:
    """Return the word that begins at offset `at` of the folded text."""
    m = _WORD.match(text, at)
    if m is None or (m["told"] and not _is_behind_day(text, at)):
        return None
    if (m["told"] or m["next_day"]) and _is_of_any_day(text, at, m.end()):
        return None
    if m["of"]:
        word = {"この": "今年", "翌": "翌"}.get(m["of"]) or f"{m['of']}年"
        return RelativeWord(m.end(), word, edge=m["season"])
    if m["about"]:
        return RelativeWord(m.end(), "年度", edge=m["about"])
    word = m["r"] or m["week"] or m["next"] or m["unit"] or m["year"]
    word = _IN_KANJI.get(word) or (f"再{word[1:]}" if word[0] == "さ" else word)
    if (last := m["last"]) and wareki.WEEKDAYS.index(last) > wareki.WEEKDAYS.index(m["weekday"]):
        return RelativeWord(m.end(), word, edge=m["weekday"], weekday=f"{m['weekday']}～{last}", last=last)
    return RelativeWord(
        m.end("one") if last else m.end(),
        word,
        edge=m["end"] or m["weekday"],
        weekday=m["weekday"],
        needs_edge=bool(m["unit"] or m["year"]),
    )


def _is_behind_day(text: str, at: int) -> bool:
    """Tell whether a day stands before offset `at`, in its sentence, that is no day of every month or year."""
    near = max(0, at - _LONGEST_WAY)
    day = _DAY_BEFORE.search(text, near, at)
    return day is not None and "毎" not in text[near : day.start()]


def _is_of_any_day(text: str, at: int, end: int) -> bool:
    """Tell whether the day at `at` is counted from no day that is told, but from whichever a rule is applied to."""
    near = max(0, at - _LONGEST_WAY)
    near = max(near, text.rfind("。", near, at) + 1)
    elsewhere = _OF_ANY_DAY.search(text, near, at)
    if elsewhere and not (elsewhere["what"] and elsewhere["what"] in text[near : elsewhere.start("what")]):
        return True
    goes_on = not text.startswith("から", end)
    return goes_on and bool(
        _EACH_TIME.match(text, end) or (_RULE_BEGAN.search(text, near, at) and _NOT_ONCE.match(text, end))
    )


def is_compared(text: str, at: int) -> bool:
    """Tell whether the date that ends at `at` is only what a value is compared with: 前年度末比."""
    return _COMPARED.match(text, at) is not None


def is_heading(text: str, at: int, end: int) -> bool:
    """Tell whether the line or cell is a heading: nothing but marks, the year and what is planned or done then."""
    before, behind = _HEADING_BEFORE.search(text, at - 12, at), _HEADING_BEHIND.match(text, end)
    return bool(before and behind and behind["task"])
