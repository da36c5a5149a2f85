"""What is held from a day or month on: an occasion without a last day, or a course of which only the begin is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.gatherings import OCCASION
from extractors.mentions import Precision
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from pipeline.resolve.events import Dated
    from pipeline.resolve.layout import Layout

_NEAR = 80  # characters: a report may come as one line of megabytes
_ORDINAL = 8
_BEGINS_COURSE = scripts.compile(r"(?:から|より|に(?:[^、。\n\d]{1,16}で)?)(?:開講|始ま|スタート)")
_SO_MANY_TIMES = scripts.compile(r"全 ?\d{1,3} ?(?:回|講)|\d{1,3} ?(?:回|日間|か月)(?:の)?(?:コース|連続|課程)")
_GOES_ON = scripts.compile(
    r"[毎隔]週|[月火水木金土日]曜、?全|~(?:令和|\d)|まで(?:の|、)?[^、。\n]{0,8}(?:毎|隔|全)|[日)月旬]に(?:閉講|終講|全課程)"
)
_NAME = (
    rf"(?:(?:{OCCASION.pattern})?「(?P<name>[^「」\n]{{1,40}})」|(?:{OCCASION.pattern})」?)(?:[(][^()\n]{{1,20}}[)])?"
)
_VERB = r"(?:開催|開講|開(?:い|き[、ま]|く|か))(?!(?:し?な|でき|要領|方法)|(?:する)?(?:こと|よう|もの))"
_OBJECT_BEFORE = compile_pattern(rf"(?:{_NAME}|第 ?\d{{1,3}} ?回[^、。\n\d「」をは]{{0,16}})(?:[をは]、?|[: ]{{1,2}})$")
_HELD_BEHIND = compile_pattern(rf"(?:から|より)(?:は)?、?[^、。\n\d「」をは]{{0,16}}?{_VERB}")
_NAMED_BEHIND = compile_pattern(
    r"(?:から|より)(?:は)?、?(?:[^、。\n\d「」を]{1,24}(?:で|にて|において|を対象に)、?)?[^、。\n\d「」をは]{0,24}?"
    rf"{_NAME}を[^、。\n\d「」をは]{{0,16}}?{_VERB}"
)
_SHOW = compile_pattern(
    r"展(?:示会?|覧会)?」?(?:$|[をは(「」: ])|博覧会|フェア|フェスタ|フェスティバル|まつり|祭り?(?:$|[をは(「」: ])"
)
_NUMBERED = scripts.compile(r"第 ?\d{1,3} ?回")
_RUNS = compile_pattern(
    r"サロン|カフェ|塾|スクール|キャンプ|プログラム|健診|検診|授業|訓練|実習|市」?[をは: ]|デー|清掃|作業|パトロール|街頭|ヒアリング|実験|ドライブ"
    r"|会議|ミーティング|打合せ|意見交換|(?:運営|委員|協議|審議|[部例総])会"
)
"""What is done again and again from then on: it has no begin that is held."""
_CLASS = compile_pattern(r"教室|相談")
_AGAIN = scripts.compile(
    r"[毎隔][週月日年回]|順次|定期|随時|常設|常時|通年|巡回|各[地校会市町区館]|全[校市町]|週に?\d|\d ?(?:会場|か所|箇所|校|園|施設|地区|市町|団体|日間|か月|週間)"
    r"|(?<!第)(?<!\d)(?<!第 )\d{1,3} ?回(?!目)"
)
"""It is held many times or at many places: that is no one occasion."""
_ENDS = scripts.compile(r"[日月旬末)]まで(?!に)|[日月旬末)]に(?:終了|終え|閉幕|閉会|閉講)")
_CONTINUES = scripts.compile(r"(?:し?て(?:い|お)|中)")


def is_begin_of_course(layout: Layout, dated: Dated) -> bool:
    """Tell whether a course of many sessions only begins then: 全8回の講座を5月に開講, 10月2日に開講（毎週木曜）."""
    text, stop = layout.text, layout.line_at(dated.end).end
    if not _BEGINS_COURSE.match(text, dated.end):
        return False
    near = max(layout.sentence(dated.start, dated.end)[0], dated.start - _NEAR)
    behind = min(stop, dated.end + _NEAR)
    return bool(_SO_MANY_TIMES.search(text, near, dated.start) or _GOES_ON.search(text, dated.end, behind))


def is_held_from(layout: Layout, dated: Dated) -> bool:
    """Tell whether an occasion is held from the date on, and no last day is told: 企画展を7月3日から開催しています.

    What recurs or is done at many places from then on is none; nor is a class or service that goes on. Of a month, it must
    be a session with a number, a show, or what has a name of its own.
    """
    date = dated.date
    if not date.opens or len(date.parts) > 1:
        return False
    text = layout.text
    left, right = layout.spoken(dated.start, dated.end)
    left, right = max(left, dated.start - _NEAR), min(right, dated.end + 2 * _NEAR)
    held = _HELD_BEHIND.match(text, dated.end, right)
    named = _OBJECT_BEFORE.search(text, left, dated.start) if held else None
    if named is None:
        held = named = _NAMED_BEHIND.match(text, dated.end, right)
    if held is None or named is None:
        return False
    what = named[0]
    if _AGAIN.search(text, left, held.end()) or _ENDS.search(text, left, right):
        return False
    if _NUMBERED.search(text, max(left, named.start() - _ORDINAL), held.end()) or _SHOW.search(what):
        return True
    continues = _CONTINUES.match(text, held.end()) is not None
    if _RUNS.search(what) or (continues and _CLASS.search(what)):
        return False
    return named["name"] is not None if continues or date.precision is Precision.MONTH else True
