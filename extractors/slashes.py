"""What a/b means: a share (国1/2), a day (7/1から受付), or, where nothing tells, neither.

A numerator above its denominator is no share; 1/2 and its like are no day unless what happens then stands right
beside it. All between goes by the words around it, and by the text's own habit: one that plainly writes days so
somewhere (3/31(月), 3/31に開催, R7/2/13) means days by the rest too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.view import TextView

_SHARE_BEFORE = scripts.compile(r"補助|負担|定額|国|県|市|町|率|割合|比|分の")
_RATE_ABOVE = scripts.compile(r"(?:補 ?助|負担|定額|率) *\n *\( *$")
"""Of a bracket that stands by itself below what it is the rate of."""
_WHOLE = compile_pattern(r"10 {0,2}/ {0,2}10(?![0-9])")
"""All of it, where a rate is told (定額10/10): a day only by what is said of it."""
_SHARE_BEHIND = scripts.compile(
    r"\ {0,16}(?:の?補助|の?負担)| ?(?:以上|以下|以内|未満|程度|弱|強|を(?:占|超|補助|負担|切|下回|上回)|が(?!開|始)|相当|ずつ|近く|"
    r"の(?:割合|確率|費用|額|面積|水準|人|方|世帯|企業|事業所|自治体))"
)
_OVER = " {0,2}/ {0,2}"
_SIMPLE = compile_pattern(rf"(?:1{_OVER}(?:[2-9]|10|20)|2{_OVER}[3-9]|[3-9]{_OVER}10|3{_OVER}[458]|4{_OVER}5)(?![0-9])")
_CALENDAR = compile_pattern(rf"(?P<month>1[0-2]|[1-9]){_OVER}(?P<day>[12][0-9]|3[01]|[1-9])(?![0-9])")
_NO_DAY = compile_pattern(rf"(?:1[0-2]|0?[1-9]){_OVER}3[2-9](?![0-9])")
"""A month with a day that none has."""
_PADDED = compile_pattern(rf"0[0-9]|[0-9]+{_OVER}0")
"""01/05 is no share, whatever else it may be."""
_BEGINS = "開催|開会|閉会|開講|開始|発送|発行|発売|公表|配信|施行|開設|開所|開館|開園|開通|オープン|スタート"
_HAPPENS = scripts.compile(
    rf" ?(?:(?:に|より|から)?(?:{_BEGINS}|締結|調印|締切|締め切|〆切|必着|消印|現在|時点|公開|申込|受付|募集)|をも[っち]|付け?(?![加録与随属帯])"
    r"|[はがも]、?(?:[一-鿿]{0,3}(?:祝日|休日|平日)(?![一-鿿])|[月火水木金土日]曜|(?:臨時)?休(?:館|業|園|校|診|み(?!が|の)|場)|定休|元日|大?晦日|[一-鿿]{1,3}の日(?:で|だ|の|、|。)))"
)
"""What makes any a/b that may be one a day, whatever stands around it."""
_DONE_THEN = scripts.compile(
    r" ?(?:(?:に|から)?実施|[一-鿿]{2,4}(?:開始|締切|予定)|で?終了|で(?:閉|締)|以降|まで(?!を|の|に(?:縮小|減|引|圧縮|削|拡|増))|から(?!見|構成|成)|より(?![小少多大高低])|~(?= *(?:[^0-9\s]|$))"
    r"|に(?!相当|減|縮小|増|な[るっりれ]|引|拡|当た|満|達|上|下|低|抑|圧縮|とど|留|する|し[てた、]|変更|改|届|及|至|過ぎ|すぎ|削)(?:は|も)?[、一-鿿ぁ-んァ-ヶ])"
)
_DONE_ON = scripts.compile(rf" ?に(?:は、?)?(?:実施|終了|{_BEGINS})")
_DUE = scripts.compile(r" ?までに(?!縮小|減|引|圧縮|削|拡|増)")
_OCCASION = (
    r"(?:[一-鿿]会|[祭式展]|見本市|[朝夜]市|マーケット|バザー|祭り|まつり|フェスタ?|フェア|フェスティバル|講座|教室|訓練|式典|講習|研修|セミナー|フォーラム|シンポジウム|サミット|"
    r"イベント|ツアー|マルシェ|マラソン|コンサート|キャンペーン|ワークショップ)"
)
_OCCASION_BEFORE = scripts.compile(
    r"(?:開催|実施|開始|終了|会議|研修|講座|セミナー|日時|期日|期間|日程|説明会|部会|委員会|回|締切|締め切り|〆切|期限|必着|申込|受付|施行)(?:は|:|日)?[ :(]{0,3}$"
    rf"|{_OCCASION}[ (]{{1,2}}$|[一-鿿]日 ?: ?$"
)
_OCCASION_BEHIND = scripts.compile(rf"\)? ?[一-鿿ァ-ヶー]{{0,8}}?{_OCCASION}")
# Who came then, and nothing more of them: 5/17 88人、 or 5/17「水の話」88人; or the name of the day: 5/31世界禁煙デー.
_CAME = r"(?:計|延べ?|約|親子|委員|受講者?|参加者?|出席者?|来場者?)? ?[0-9][0-9,]{0,6}(?:人|名|組)(?:[、,。 )\n]|が?(?:参加|出席|受講|来場)|$)"
_QUOTE = r"(?:「[^」\n]{1,40}」|『[^』\n]{1,40}』)"
_ATTENDED = scripts.compile(rf"(?: {{1,2}}| ?{_QUOTE} ?){_CAME}")
_ROW_OF_COUNT = scripts.compile(
    r" ?: ?[^、。()\n\d:]{0,16}[0-9][0-9,]{0,6} ?[人名組][、)]"
    r"|(?: [一-鿿ぁ-んァ-ヶー]{2,14})?\((?:(?:約|計|延べ|参加者?|出席者?|来場者?){0,2}[0-9,]{1,6} ?[人名組]|[一-鿿]{0,8}(?:中止|延期))\)"
    r"|[一-鿿ァ-ヶー]{1,8}[小中高校館園所](?:約|延べ)?[0-9]{1,4} ?[人名](?=[、,。 )\nと]|$)",
    re.MULTILINE,
)
"""Behind a day in a list of them: 6/13：薬剤師など44名、 or 10/7（30名）、 6/18　基礎編（42名）, 5/21北小58名、."""
_DAY_OF = scripts.compile(r" ?(?![のがをはにでと])[一-鿿ぁ-んァ-ヶー]{1,10}?(?:デー|(?<![年月そこ])の日)")
_ARE_DAYS = compile_pattern(r"の(?:[0-9]{1,2}日間|両日)")
"""Behind 6/8、9."""
_AT_PLACE = scripts.compile(
    r" {1,2}[一-鿿ァ-ヶーぁ-ん]{1,14}(?:会館|公民館|ホール|センター|プラザ|体育館|公園|学校|講堂|会議室|集会所)(?= |$)| {1,2}同上(?= |$)",
    re.MULTILINE,
)
"""A field of a row that names a place: 11/15　文化ホール."""
_BOUND_BEHIND = compile_pattern(r"\((?:上限|下限|限度|最大|最高|千円未満|注|※)")
_OF_SUM = compile_pattern(r"(?:[額費料金率]|経費|割合)の$")
"""Of what a share is told: 購入額の1/5."""
_ROW_BEFORE = compile_pattern(r"(?:^|\n)[ ・○●◆■◎-]*$")
_LISTED_BEFORE = compile_pattern(r"[(、,・①-⑳] ?$")
_OPEN_BEFORE = compile_pattern(r"\( *$")
_CLOSED = compile_pattern(r"[)、~]")
_DAY_OF_LIST = compile_pattern(rf"(\d{{1,2}}){_OVER}(\d{{1,2}})")
_LIST = compile_pattern(
    rf"\d{{1,2}}{_OVER}\d{{1,2}}(?: {{0,2}}[、,・] {{0,2}}\d{{1,2}}{_OVER}\d{{1,2}}){{1,30}}(?![\d/%])"
)
_NEAR = 14
_PLAIN_DAY = compile_pattern(
    rf"(?<![\d./-])(?:1[0-2]|0?[1-9]){_OVER}(?:[12][0-9]|3[01]|0?[1-9])(?:[・,、~-]\d{{1,2}})*(?!\d) ?\([月火水木金土日](?:曜日?)?(?:[・、]?[祝休振]日?)?\)"
    rf"|(?<![A-Za-z\d])(?:[RHS](?:元|\d{{1,2}})|(?:19|20)\d\d){_OVER}\d{{1,2}}{_OVER}\d{{1,2}}(?!\d)"
)
"""What can be nothing but a day."""
_STARTED = scripts.compile(
    r" ?(?:から|より|に)は?、?(?:[^、。\n\d]{1,12}[をのが])?(?:募[りっる集]|公募|受け?付け?|申込|始[めま]|開[いき催始設]|再開|実施)"
)
"""What began on a day: 4/10から出展者を募り; of a share the same may be told (会員の4/10から募った)."""
_BEFORE_SLASH = 6
"""The most characters of it before its first slash."""
_OF_WHOM = scripts.compile(
    r"(?:補助|負担|国|県|市|町|村|率|割合|比|正答|達成|進捗|出席|実施)(?:[率額数度]|状況)?(?:は|が|:| (?! )|約|[(]){0,3}$|[A-Za-z/.-]$"
)
"""What a share right behind is one of, or a code that goes on."""
_COUNTED = scripts.compile(
    r" ?(?:%|(?:[名件校社回点台冊問区票戸人組型号頁版期]|インチ|ページ|[かヶカ箇]所|世帯|施設|団体|市町村?)(?![一-鿿]))"
)
"""5/12校: so many of so many."""
_REACHED = scripts.compile(r" ?(?:[をがに] ?)?(?:達成|該当|合格|完了率|減|増|縮小|拡大|引[きく上下])")
_ITEM_BEFORE = compile_pattern(r"(?:^|[\n、。,;・:( ~①-⑳]|\d回|回目)[ の]?$")
_CALLED_OFF = scripts.compile(
    r" ?(?:は|、)?(?:[一-鿿ァ-ヶー]{0,8}(?:のため|により|で))?、?[一-鿿]{0,4}(?:中止|延期|順延|取りやめ|休止|休業|休館|閉館)"
)
_HELD_BEHIND = scripts.compile(
    rf" ?(?:{_QUOTE}|第 ?\d{{1,2}} ?回|[\d一二三四五六七八九十百]{{1,5}} ?[人名組](?![権口材]|合)|、(?:(?:参加|出席|受講|来場)者? ?)?(?:約|延べ)?\d[\d,]{{0,5}} ?[人名組]\))"
    r"| ?(?:発足|結成|着工|竣工|完成|設立|認定|受賞|表彰|委嘱|任命|来庁|来村|来町|来県|訪問|視察|撮影|収録|放送|放映|搬入|納品|納車|植樹|植付|収穫|稚魚放流)"
)
"""What took place on a day, or who came: 10/30「水のはなし」24人, 2/28着工; of a share the same may be told (10/12完成)."""


def writes_days(view: TextView) -> bool:
    """Tell whether a text plainly writes days with a slash somewhere; ask for it by `view.memo`."""
    text = view.text
    at = text.find("/")
    while at >= 0:
        if any(_PLAIN_DAY.match(text, start) for start in range(max(0, at - _BEFORE_SLASH), at)):
            return True
        at = text.find("/", at + 1)
    return False


def _line_before(text: str, at: int, reach: int = _NEAR) -> str:
    return text[max(0, at - reach) : at].rpartition("\n")[2]


def is_share(text: str, start: int, end: int, *, habit: bool = False) -> bool:
    """Tell whether the a/b at `start`..`end` may be read as a share: not where it can as well be a day.

    Args:
        text: the folded text.
        start: where the a begins.
        end: behind the b.
        habit: whether the text writes days so elsewhere.
    """
    if end - start == len(text):
        return True  # whoever asks what share 7/8 is has his answer; as a day it comes before
    if _is_told_day(text, start, end, habit=habit):
        return False
    bounded = _BOUND_BEHIND.match(text, end) or _OF_SUM.search(text, start - _NEAR, start)
    if text.startswith("(", end) and not bounded:  # 1/5(月)
        return False
    written = text[start:end]
    if _PADDED.match(written) or is_wrong_day(text, start, end):
        return False
    if _HAPPENS.match(text, end) or _DUE.match(text, end):
        return not _CALENDAR.fullmatch(written)
    if _SIMPLE.fullmatch(written) and _beside_day(text, start, end):
        return False
    if _SIMPLE.fullmatch(written) or not _CALENDAR.fullmatch(written):
        return True
    line = _line_before(text, start)
    return bool(_SHARE_BEFORE.search(line) or _SHARE_BEHIND.match(text, end) or _is_rate_of_line_above(text, start))


def is_share_in(view: TextView, start: int, end: int) -> bool:
    """Tell what `is_share` does, by the habit of the whole text."""
    return is_share(view.text, start, end, habit=view.memo(writes_days))


def is_day(text: str, start: int, end: int, *, days: int, habit: bool = False) -> bool:
    """Tell whether the month and day at `start`..`end` are a date by what stands around them.

    Args:
        text: the folded text.
        start: where the month begins.
        end: behind the last day, as 7/18~20 goes on.
        days: how many days are read (7/18~20: two).
        habit: whether the text writes days so elsewhere.
    """
    line = _line_before(text, start)
    if _COUNTED.match(text, end):
        return False
    are_days = days > 1 and _ARE_DAYS.match(text, end)
    if are_days or _HAPPENS.match(text, end) or _is_told_day(text, start, end, habit=habit):
        return True
    if _DUE.match(text, end) and _OCCASION_BEFORE.search(line):
        return True
    if _SHARE_BEHIND.match(text, end) or _SIMPLE.match(text, start):
        return False
    if _is_list_of_days(text, start):
        return bool(_OCCASION_BEFORE.search(line)) or not _SHARE_BEFORE.search(line)
    if _OCCASION_BEFORE.search(line) or _DONE_THEN.match(text, end):
        return True
    if _SHARE_BEFORE.search(line) or _is_rate_of_line_above(text, start):
        return False
    if _ATTENDED.match(text, end) or _DAY_OF.match(text, end):
        return True
    at_head = _LISTED_BEFORE.search(line) or _ROW_BEFORE.search(text, start - 4, start)
    if at_head and text.startswith(" ", end) and _OCCASION_BEHIND.match(text, end):
        return True
    if (at_head or line.endswith(":")) and _ROW_OF_COUNT.match(text, end):
        return True
    opened = _OPEN_BEFORE.search(line) is not None and not _WHOLE.match(text, start)
    if opened and (_CLOSED.match(text, end) or (days > 1 and text.startswith(" ", end))):
        return True
    written = _CALENDAR.match(text, start)
    beside = text.startswith((" ", "~", ")", "、"), end)
    return written is not None and int(written["month"]) > int(written["day"]) and beside and bool(at_head)


def _is_rate_of_line_above(text: str, start: int) -> bool:
    """Tell whether the a/b at `start` opens a bracket that begins a line below 補助 or 定額."""
    return _RATE_ABOVE.search(text, start - _NEAR, start) is not None


def _is_told_day(text: str, start: int, end: int, *, habit: bool) -> bool:
    """Tell whether the a/b at `start` is a day by what is said to have taken place, or by the text's habit.

    1/2 and its like need both, and to stand at the head of a clause or an entry; there 1/2 中止 and 研修会（7/10、15名） need no habit.
    """
    written = _CALENDAR.match(text, start)
    line = _line_before(text, start)
    if written is None or _OF_WHOM.search(line) or _COUNTED.match(text, end) or _SHARE_BEHIND.match(text, end):
        return False
    simple = _SIMPLE.match(text, start) is not None
    called_off = _CALLED_OFF.match(text, end) is not None
    if called_off or _HELD_BEHIND.match(text, end) or (habit and _STARTED.match(text, end)):
        heads = not line or _ITEM_BEFORE.search(line) is not None
        known = (
            habit
            or (called_off and text.startswith(" ", end))
            or (line.endswith("(") and _OCCASION_BEFORE.search(line) is not None)
        )
        return known and heads if simple else known or heads
    placed = text.startswith(" ", start - 1) and _AT_PLACE.match(text, end) is not None
    return (habit or placed) and not simple and not _REACHED.match(text, end)


def _beside_day(text: str, start: int, end: int) -> bool:
    """Tell whether a simple fraction may be a day all the same: in brackets at an occasion, or in a list with days."""
    if text[start - 1 : start] == "(" and text.startswith(")", end):
        before = text[max(0, start - _NEAR) : start]
        return bool(_OCCASION_BEFORE.search(before) or _OCCASION_BEHIND.match(text, end))
    if not (text.startswith(" ", end) and _OCCASION_BEHIND.match(text, end)):
        return False
    line = _line_before(text, start, 2 * _NEAR)
    return not line.strip(" ・○●◆■") or any(not _SIMPLE.fullmatch(day.group()) for day in _CALENDAR.finditer(line))


def is_wrong_day(text: str, start: int, end: int) -> bool:
    """Tell whether a day that no calendar has stands at `start`: what was done on it tells that a day is meant (8/32に開催)."""
    return _NO_DAY.match(text, start) is not None and _DONE_ON.match(text, end) is not None


def is_span(text: str, start: int, middle: int, end: int) -> bool:
    """Tell whether the a/b at `start` and the one between `middle` and `end` bound a span of days, and no change of a share."""
    if not (_SIMPLE.match(text, start) and _SIMPLE.search(text, middle, end)):
        return True
    line = _line_before(text, start)
    return bool(_HAPPENS.match(text, end) or _OCCASION_BEFORE.search(line))


def _is_list_of_days(text: str, at: int) -> bool:
    """Tell whether 5/28、6/18、7/9 stands at `at`: days of a fiscal year in their order are no shares."""
    listed = _LIST.match(text, at)
    if listed is None:
        return False
    pairs = [(int(m), int(d)) for m, d in _DAY_OF_LIST.findall(listed.group())]
    possible = all(1 <= month <= 12 and 1 <= day <= 31 for month, day in pairs)
    order = [((month - 4) % 12, day) for month, day in pairs]
    return possible and order == sorted(set(order))
