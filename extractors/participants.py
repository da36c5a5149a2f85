"""Participants: head counts of those who attended or took part in an event, programme or meeting.

The words around the number decide: 参加者：500人, 12名参加, 延べ240人が受講. Staff, posts, registrations, applications
and capacities (定員, 委員, 配置, 登録, 募集) are people, unless they are said to have taken part (委員12名が出席).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors import attendance_rows, coordination, deeds, quantities, scripts
from extractors.counters import PERSONS
from extractors.label_means import tells_mean
from extractors.label_predicates import answer_behind
from extractors.label_words import ATTENDANCE, NOT_ATTENDING, OCCASION_ENDS, SESSION
from extractors.mentions import Figure, FigureKind, Qualifier
from extractors.patterns import compile_pattern
from extractors.reading import figure, reading

if TYPE_CHECKING:
    from extractors.quantities import Quantity
    from extractors.view import TextView

_STAFF = compile_pattern(
    r"(?:アドバイザー|コーディネーター|サポーター|スタッフ|ボランティア|ワーカー|員|士|師)(?:の?(?:総|人)?数)?$"
)
_OTHER_NUMBER = compile_pattern(r"(?:員|者|士|師|(?<![実延べ])人)の?(?:総|人)?数$")
"""Names a number of its own behind those who took part: 15人が修了し、推進員の数は121人となった."""
_NEXT_ENTRY = compile_pattern(r"、[^、。()]{1,12}")
_BEHIND = compile_pattern(r"[^。\n)、]{0,40}")
_STOPS_BEHIND = compile_pattern(
    r"[\d〇一二三四五六七八九十百千] ?[人名]|募集|申込|登録|定員|委員|配置|で構成|で組織|からなる"
)
_HEAD = compile_pattern(
    rf"(?:{ATTENDANCE.pattern})(?:者|人数|人員|延べ?|総|数|実|児童|生徒|団体|[(][^)\n]{{0,12}}[)]|の内訳|内訳|状況)*(?: ?:|は|[ ]|(?=[約延べのべ]*\d))"
    rf"|(?:{ATTENDANCE.pattern})(?:し|され|いただい)た[一-鿿]{{1,6}}(?: ?:|は|が|の(?:合計|総数)は|[ ])"
)
_WHO_CAME = compile_pattern(
    rf"(?:{ATTENDANCE.pattern})(?:っ|し|され|いただい|くださっ|下さっ)?た(?:のは(?:[^、。\n]{{1,24}}の)?)? ?(?:約|およそ|延べ|計)? ?$|会場には(?:約|延べ)?$"
    r"|参[集加列]した[一-鿿ァ-ヶー]{2,8}[はが:]?(?:約|延べ|計)?$|(?:研修|講[習義座話演]|訓練|授業)を受けた[一-鿿ァ-ヶー]{1,8}(?:[はが:]|数は)?(?:約|延べ|計)?$"
)
_TOLD_TO = scripts.compile(
    r"(?:説明|講義|講演|解説|啓発|周知|話)を?(?:(?:し|行い|実施し)まし|し|行っ|実施し)た ?"
    r"[(]\d{1,4} ?(?:地区|会場|回|か所|校|園|団体|集落|自治会|町内会|クラブ|事業所|社)[、・ ](?:延べ|計|約)*$"
)
"""Who heard it, in the bracket behind what they were told: 防火について説明しました（8地区、延べ210人）."""
_CONSULTING = scripts.compile(r"相談(?:者|会|コーナー|ブース)?$")
"""What some of those who came did there: 来場61人（うち栄養相談18人）, and 相談6組9人 in the row of a day."""
_CONSULTING_ROW = scripts.compile(
    r"[)日時分 ] {1,3}(?![^ \n]{0,18}相談 )[^ \n\d、。]{2,20}[ 、]{1,3}(?:相談者?(?:数|は|:)? ?)?(?:計)?(?:\d{1,3} ?(?:組|件|世帯|家族)[・、 ]?)?$"
)
"""Between a day and a count: the place, and perhaps how many groups."""
_AMONG_LAST = scripts.compile(r"[(](?:この)?うち[^()。\n\d]{1,12}")
_BY_WAY = compile_pattern(r"会場|現地|対面|オンライン|Zoom|Web|ウェブ|配信")
"""How some of those came who are counted: 会場12名・オンライン19名."""
_PLACES = compile_pattern(r"定員|募集")
_ATTENDEES = scripts.compile(
    r"(?:会|講座|研修|教室|訓練|セミナー|フェア|イベント)の?(?:参加|受講|出席|来場|聴講)者?(?:の?(?:総|人)?数)?$"
)
"""Names those who came, whatever the occasion was about: 相談会参加者, 登録説明会の出席者; but not 参加登録者."""
_SOUGHT = compile_pattern(r" ?(?:を|の)?(?:募集|配置)")
_BRACKET = compile_pattern(r" ?[(][^()\n]{1,60}[)]")
_OTHER_SENSE = compile_pattern(
    r"、? ?(?:[(] ?)?(?:実|延べ|のべ|延|(?:[1一](?:日|回|便)(?:当たり|あたり)?)?平均)(?:人数)? ?[\d,.]+ ?[人名][)]?"
)
_AND_GROUPS = compile_pattern(
    rf"(?:[、・と]|及び)[^、。\n\d()はがをにで]{{0,10}}[\d,]{{1,5}} ?{attendance_rows.COMPANY}(?=が|の(?:参加|出席|来場))"
)
"""求職者52名、14法人が参加した."""
_COMPARED = compile_pattern(
    r" ?(?:程度)?(?:を[^、。\n\d]{0,6}(?:上回|下回|超え)[るた]?|に(?:近い|迫る|[届及][かば]ない))(?:約|延べ)?[\d,.万]{1,8} ?[人名](?=[がのも参受])"
)
"""目標の400人を上回る455人が参加した: both count those who came."""
_OF_THOSE = compile_pattern("(?:の?うち|中)、?[^、。\\d]{0,16}\\d")
_LIST_REST = compile_pattern(
    rf"(?:(?:[、,・]|と|及び|並びに)(?!このうち|うち|内)(?:(?:\d{{1,3}} ?(?:km|キロ|年生|歳))?(?:子ども|[^、,。\n\d()はがをも]){{0,14}}|{SESSION})(?:[\d一二三四五六七八九十]{{1,4}} ?{attendance_rows.COMPANY}[、・]?)?[\d,一二三四五六七八九十百千]{{1,7}} ?[人名]){{1,6}}"
    r"(?:の?(?:合計|合わせて|あわせて|計|延べ)[\d,一二三四五六七八九十百千]{1,7} ?[人名])?(?=[がのも参])"
)
_AMONG = compile_pattern(r"を含む[^、。\n\d]{0,12}(?:約|延べ|計)?[\d,]{1,7} ?[人名]")
"""障害のある方6名を含む町民45名が参加."""
_LEADS = compile_pattern(
    rf"(?:{ATTENDANCE.pattern})(?:者|人)?(?:数|人数|状況|実績)(?:[(][^()\n]{{1,12}}[)])?"
    r"(?:[^。\n]{0,12}(?:とおり|通り|以下|次の)[^。\n]*。?|:) *$"
)
_OPENED = compile_pattern(
    r"(?:[がのも]?[^。、\n()\d]{0,12})?(?:[(]|(?<![しりきいて])、(?!前))(?!ほか|定員)[^()\n。]{0,40}"
)
"""In the bracket behind participants, or the clause: a new one (が参加し、3年生12人は進学した) tells of something else."""
_SUM_LINE = compile_pattern(r"[^\n。]{0,12}\n[^\n。\d]{0,6}(?:合計|総計|計|延べ)[^\n。]{0,8}")
_MOST_CLAUSES = 40  # that share one predicate
_MOST_ROWS = 12
_LONGEST_ROW = 400  # characters
_TIMES_HELD = scripts.compile(
    r"(?:\d ?回(?:開催|実施)?|\d ?回(?:を|、)?(?:開き|開いて|開いた|行い|設け|(?:開催|実施)して?)|毎[月週][^、。\n]{0,12}|開催|活動)[)。、 ]{1,3}(?:延べ|のべ|延) ?$|\d ?回[(][^()\d、。\n]{1,12}[: ](?:延べ|のべ|延) ?$"
)
_TAUGHT = scripts.compile(
    r"(?:養成|講座|講習|研修|教室|学習|セミナー|訓練|体験|サロン|カフェ|イベント|フォーラム|ツアー|(?:説明|交流|勉強|講演|報告|座談|懇談|学習|体験|茶話)会)[^、。\n]{0,6}[ :は]{1,2}(?:計|年)?\d{1,3} ?回[ 、・]{1,2}(?:計|約)?$"
)
"""Before a count without a label: sessions of what persons come to (料理教室　6回　84人)."""
_NO_SESSIONS = scripts.compile(r"派遣|配置|訪問|従事|出動|動員|相談|診療|指導|送迎|給食|巡視|点検")
"""Before a total without a label: how often something was held (年8回　延べ162人)."""
_OF_SIZE = scripts.compile(
    r" ?規模(?:の|で(?:企画|計画)し(?:てい)?た)[^、。\n]{0,10}(?:訓練|大会|イベント|集会|フォーラム|まつり|祭|[流演会]会)"
)
_TAKEN_IN = scripts.compile(r" ?を(?:[\d,]{1,5} ?[^\d、。\n]{1,4}で)?受け?入れ")
_PLACEMENT = scripts.compile(r"(?:インターンシップ|(?:職場|就業|就労)体験|実習(?!生))[^。]{0,40}$")
_CONSULTED = scripts.compile(r"相談会[^。\n]{0,24}相談者数?(?:は|が|:| )*(?:延べ|計)?$")
"""Those who came to an occasion of consulting; others are only counted as cases."""
_TO_OCCASION = scripts.compile(
    r"(?:研修|講座|教室|セミナー|フォーラム|大会|訓練|イベント|フェア|まつり|祭り?|つどい|集い|(?:講演|説明|相談|交流|体験|観察|報告|発表|音楽|運動)会)」?に(?:は、?)?(?:約|延べ|計)? ?$"
)
_WELCOMED = scripts.compile(r" ?(?:(?:余り|ほど|もの)?の?[一-鿿]{0,3}(?:方々?|皆様|皆さん|客))?をお?迎え(?!入)")
_NOT_THOSE = scripts.compile(r"[^、。\n]{0,24}(?:応募|申込|申し込|登録|定員|募集|配置|委嘱|派遣|任命)")
_WHO_DID = "[しっいえけめきげんみりせ][ただ](?:人|者|方)"
_OTHER_DEED = scripts.compile(rf"{_WHO_DID}$")
_DEED_OF_SOME = scripts.compile(rf"{_WHO_DID}[はが:]")
"""Behind participants, who of them did something later: 修了者19名のうち開業届を出した人は7名."""
_EXAMINED = scripts.compile(r"[健検]診[^。\n]{0,80}$")
_WAS_EXAMINED = scripts.compile(r" ?[がの]?(?<!未)受診(?!済|勧|券|を|控え|につな)")
"""Who came to a health check; one who saw a doctor took part in nothing."""
_WERE_EXAMINED = scripts.compile(r"(?<!未)受診した(?:の|人|者|方)は(?:約|計)?$")
_WEEKDAY = r"(?: ?[(][月火水木金土日][^()\n]{0,4}[)])?"
_ON_DAY = scripts.compile(
    rf"(?:日|\d/\d{{1,2}}){_WEEKDAY}は、?(?:男性|女性|男子|女子|大人|子ども|子供|計)$|日 ?[(][月火水木金土日][)][がは](?:約)?$"
)
_AT_SESSION = scripts.compile(
    rf"(?:」[(][^()\n\d]{{0,4}}(?:第?\d{{1,2}}回目?、)?|[(]第\d{{1,2}}回、)\d{{1,2}}月\d{{1,2}}日{_WEEKDAY}[)]は(?:約|計)?$"
    rf"|日{_WEEKDAY}に[^、。\n\d]{{0,16}}(?:開き|開催し|行い)(?:約|計)?$"
    rf"|日{_WEEKDAY}の[^、。\n\d()]{{1,12}}(?:編|コース|クラス|の部)には?(?:\d{{1,4}} ?{attendance_rows.COMPANY}[・、]?)?(?:約|計)?$"
    r"|(?:[\d一二三四五六]日|[両各]日|[\d一二三四五六各]回)とも(?:約)?$"
)
"""「基礎」（第1回、6月3日）は28名, 7月6日に市役所で開き31名, 7月3日の入門編に45社61人, 3日とも30名."""
_DITTO = scripts.compile(r"[ 、(]同(?:じく)?[ :]?$")
"""Before a count whose words are those of the one before: 参加46人 …、同31人."""
_NEAR = 80  # characters
_OF_SESSION = scripts.compile(
    rf"(?:月 ?\d{{1,2}}(?:[、・~]\d{{1,2}})* ?日|(?<![\d/.])\d{{1,2}}/\d{{1,2}}|[RHS]?\d{{1,2}}\.\d{{1,2}}\.\d{{1,2}}|第 ?\d{{1,3}} ?回|回目){_WEEKDAY}"
    rf"[^()、。\n\d]{{0,16}}[(](?![^()\n]*(?:定員|募集|対象|申込|応募|登録|採用|委員|講師|職員|審査員|指導員|スタッフ|配置|予約|待機|当選|辞退|欠席))(?:[^()。\n]{{0,24}}、)?[^()、。\n\d]{{0,10}}?(?:\d{{1,4}} ?{attendance_rows.COMPANY})?[ :]?$"
)
"""Before the one count that a bracket behind the day of a session holds: 5月18日（土）（相談者7名）."""
_TO_SUM = scripts.compile(
    r"[の、]?(?:合?計|合わせて|あわせて|総勢)(?:で|、)?(?:約|延べ)?|の?(?:参加|受講|出席|来場|聴講)[^。、\n\d()]{0,10}、(?:年間|全体|合計)(?:では?|は)、?(?:約|延べ)?"
)
"""45人、30人の計75人; 28人、36人の参加をいただき、年間では64人."""
_SUMMED = scripts.compile(
    r"(?:[・、と][^、。\n\d()]{1,10}[\d一二三四五六七八九十百千]{1,6} ?[人名]){1,4}の?(?:合?計|合わせて|あわせて) ?[\d一二三四五六七八九十百千]"
)
"""職員67名・市民16名の計83名: staff are counted among those who came."""
_PART_JOINT = compile_pattern(r"(?:の?うち|(?<=[人名])中)[、,]?[^。\n()]{0,12}$")
_AMONG_THOSE = compile_pattern(
    rf"(?:{ATTENDANCE.pattern})(?:者|した(?:人|者|方))の(?:うち|中)、?(?:[男女][性子]|大人|子ども|[小中高大]?学生|(?:児童|園児|生徒|保護者|高齢者|若者|初心者)|[\d~・]{{1,5}}[歳代][^、。\n\d]{{0,6}})[はが](?:約)?$"
)
"""受講者のうち女性は43名: who of them is counted, not what some of them did."""
_OF_OTHERS = compile_pattern(r"\d ?[人名][(][^()]*$")
"""31人が参加し、申込み50人（うち12人…: the bracket is of those right before it."""


class Participants:
    """Finds head counts of participants."""

    __slots__ = ()
    name = "participants"

    def find(self, view: TextView) -> Iterator[Figure]:
        """Yield the figures of `view` that count participants, in order."""
        last: Quantity | None = None  # the nearest head count before that is one of participants
        for quantity in view.memo(quantities.scan):
            if quantity.unit not in PERSONS or quantity.is_frequency or quantity.basis:
                continue
            if not _answered(view, quantity, last) and _took_part(view, quantity, last):
                last = quantity
                yield figure(view, quantity, FigureKind.PARTICIPANTS)


def _answered(view: TextView, quantity: Quantity, last: Quantity | None) -> bool:
    """Tell whether persons are counted by what they answered, whatever that tells of: 「また参加したい」とした人は13人.

    Those of whom they are said to be a part may be participants: 参加者40人中36人が「役に立つ」と答えた.
    """
    if last is not None and (
        view.text[last.end : quantity.start].rstrip("、 ") == "中" or _is_part_of(view.text, quantity, last)
    ):
        return False
    label = reading(view, quantity)[0]
    quoted = (
        label is not None
        and view.text[label.start - 1 : label.start] in ("「", "『")
        and view.text.startswith("と", label.end + 1)
    )
    return quoted or answer_behind(view.text, quantity) is not None


def _took_part(view: TextView, quantity: Quantity, last: Quantity | None) -> bool:
    text = view.text
    label, qualifying = reading(view, quantity)
    words = text[label.start : label.end] if label else ""
    cue = _cue_behind(text, quantity.end)
    if text.startswith(")", quantity.end) and _OF_SESSION.search(text, quantity.start - 72, quantity.start):
        return True
    if _TAUGHT.search(text, quantity.start - 40, quantity.start):
        return True
    if _came_by_deed(text, quantity) or _AMONG_THOSE.search(text, quantity.start - 30, quantity.start):
        return True
    if _came_to_consult(view, quantity, words, last) or _TOLD_TO.search(
        text, max(0, quantity.start - 40), quantity.start
    ):
        return True
    if NOT_ATTENDING.search(words) and not (OCCASION_ENDS.search(words) or _ATTENDEES.search(words)):
        joined = text[quantity.end : quantity.end + 1] in ("が", "も", "の") or _OTHER_SENSE.match(text, quantity.end)
        return bool(cue and joined) and not _PLACES.search(words)
    if _was_examined(text, quantity, words) or _came_by_way(text, quantity, words):
        return True
    far = max(0, quantity.start - 48)
    near = far if text.find("たのは", far, quantity.start) >= 0 else max(0, quantity.start - 24)
    if _AT_SESSION.search(text, far, quantity.start) or any(
        p.search(text, near, quantity.start) for p in (_ON_DAY, _WHO_CAME)
    ):
        return True
    if _OTHER_DEED.search(words) and not ATTENDANCE.search(words):
        return False
    if label and ATTENDANCE.search(text, *label):
        return not _SOUGHT.match(text, quantity.end)
    if cue:
        return True
    if last is not None and not _OTHER_NUMBER.search(words) and _goes_with(text, last, quantity):
        return True
    return (not _STAFF.search(words) or _SUMMED.match(text, quantity.end) is not None) and (
        (Qualifier.TOTAL_ATTENDANCES in qualifying and _totals_sessions(text, quantity.number_start))
        or _leads_list(text, quantity.end)
        or _shares_predicate(view, quantity)
        or _under_head(text, quantity)
        or _is_part_of(text, quantity, last)
        or _in_led_list(text, quantity.start)
        or attendance_rows.mark_before(view, quantity.start) is not None
        or (last is not None and _SUM_LINE.fullmatch(text, last.end, quantity.start) is not None)
    )


def _came_to_consult(view: TextView, quantity: Quantity, words: str, last: Quantity | None) -> bool:
    """Tell whether those who asked for advice are counted in the row of a day, or among those who came."""
    text = view.text
    if not _CONSULTING.search(words) and text.find("相談", max(0, quantity.start - 12), quantity.start) < 0:
        return False
    if last is not None and _AMONG_LAST.fullmatch(text, last.end, quantity.start):
        return True
    placed = _CONSULTING_ROW.search(text, quantity.start - 40, quantity.start)
    return placed is not None and attendance_rows.mark_before(view, quantity.start) is not None


def _came_by_deed(text: str, quantity: Quantity) -> bool:
    """Tell whether what those counted did, or were there for, says that they came: 児童90人が学んだ, 実習に6人を受け入れた."""
    before, start, end = max(0, quantity.start - 60), quantity.start, quantity.end
    return bool(
        deeds.tell(text, start, _end_of_list(text, end))
        or _OF_SIZE.match(text, end)
        or (_TAKEN_IN.match(text, end) and _PLACEMENT.search(text, before, start))
        or (_WERE_EXAMINED.search(text, start - 12, start) and _EXAMINED.search(text, max(0, start - 90), start))
        or (text.find("相談会", before, start) >= 0 and _CONSULTED.search(text, before, start))
        or (
            (text.find("には", max(0, start - 6), start) > 0 or _WELCOMED.match(text, end))
            and _TO_OCCASION.search(text, before, start)
            and not _NOT_THOSE.match(text, end)
        )
    )


def _end_of_list(text: str, at: int) -> int:
    """Return where the counts end that share one predicate with that which ends at `at`: 団員163人、職員41人が."""
    rest = _LIST_REST.match(text, at) or _COMPARED.match(text, at)
    return rest.end() if rest else at


def _totals_sessions(text: str, at: int) -> bool:
    """Tell whether the total at `at` stands right behind how often something was held."""
    lowest = max(0, at - 60)
    left = max(text.rfind("\n", lowest, at) + 1, lowest)
    return _TIMES_HELD.search(text, left, at) is not None and _NO_SESSIONS.search(text, left, at) is None


def _was_examined(text: str, quantity: Quantity, words: str) -> bool:
    """Tell whether those counted came to a health check, alone or with those counted behind: 特定健診60人、計90人が受診."""
    near = max(0, quantity.start - 90)
    if text.find("診", near, quantity.start) < 0 or not _EXAMINED.search(text, near, quantity.start):
        return False
    rest = _LIST_REST.match(text, quantity.end)
    return words == "受診" or any(
        _WAS_EXAMINED.match(text, at) for at in (quantity.end, rest.end() if rest else quantity.end)
    )


def _came_by_way(text: str, quantity: Quantity, words: str) -> bool:
    """Tell whether those who came are counted by how they came: 会場12名・オンライン19名, of whom none is a place to be had."""
    if not (_BY_WAY.fullmatch(words) and text.endswith(words, 0, quantity.start)):
        return False
    return _PLACES.search(text, quantity.start - 24, quantity.start) is None


def _cue_behind(text: str, at: int) -> bool:
    """Tell whether the words behind view offset `at` say that those counted took part."""
    bracket = _BRACKET.match(text, at)
    if _OF_THOSE.match(text, at):
        return False  # 対象者184人のうち出席者は86人
    if bracket and text[bracket.end() : bracket.end() + 1] in ("が", "の", "も"):
        at = bracket.end()  # 48人(うち新規12人)が受講
    elif pair := _OTHER_SENSE.match(text, at):
        at = pair.end()  # 実35人、延べ120人が利用
    elif groups := _AND_GROUPS.match(text, at):
        at = groups.end()
    elif compared := _COMPARED.match(text, at):
        at = compared.end()
    clause = _BEHIND.match(text, at)
    stop = clause.end() if clause else at
    stopped = _STOPS_BEHIND.search(text, at, stop)
    return ATTENDANCE.search(text, at, stopped.start() if stopped else stop) is not None


def _leads_list(text: str, at: int) -> bool:
    """Tell whether a list of head counts goes on whose last took part: 中学生12人、高校生8人が参加."""
    rest = _LIST_REST.match(text, at)
    if rest is None:
        rest = _AMONG.match(text, at)
    return rest is not None and _cue_behind(text, rest.end())


def _shares_predicate(view: TextView, quantity: Quantity) -> bool:
    """Tell whether the clause of the quantity has the predicate of one behind it: 説明会には212人、見学会には96人が参加."""
    everything = view.memo(quantities.scan)
    last = k = bisect_left(everything, (quantity.start,))
    for _ in range(_MOST_CLAUSES):
        following = coordination.follower(view.text, everything, last)
        if following is None:
            break
        last = following
    return last > k and _cue_behind(view.text, everything[last].end)


def _under_head(text: str, quantity: Quantity) -> bool:
    """Tell whether 参加者： or the like governs the stretch of the line before the quantity."""
    start = max(0, quantity.start - 80)
    for stop in ("\n", "。"):
        start = max(start, text.rfind(stop, start, quantity.start) + 1)
    return any(
        m.end() <= quantity.start and not _DEED_OF_SOME.search(text, m.end(), quantity.start)
        for m in _HEAD.finditer(text, start, quantity.start)
    )


def _in_led_list(text: str, at: int) -> bool:
    """Tell whether `at` stands in a row of a list led as one of attendances (受講者数は次のとおりです)."""
    lowest = max(0, at - _LONGEST_ROW)
    start = text.rfind("\n", lowest, at) + 1
    if (lowest and not start) or "。" in text[max(start, at - 80) : at] + text[at : at + 80].partition("\n")[0]:
        return False
    for _ in range(_MOST_ROWS):
        end = start - 1
        if end < 0:
            return False
        start = max(text.rfind("\n", max(0, end - 120), end) + 1, end - 120)
        if "。" in text[start:end] or text[start:end].endswith(":"):
            return _LEADS.search(text, start, end) is not None
    return False


def _is_part_of(text: str, quantity: Quantity, last: Quantity | None) -> bool:
    """Tell whether the quantity is said to be a part of participants: 240人（男性100人…, 16人中、9人."""
    if last is None or quantity.start - last.end > 60:
        return False
    between = text[last.end : quantity.start]
    if "\n" in between or "。" in between or _OF_OTHERS.search(between):
        return False
    return bool(_PART_JOINT.search(between)) or _same_list(between)


def _goes_with(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Tell whether the quantity is in the bracket behind participants, their sum, or told of by the same word as they."""
    return bool(
        _in_bracket_of(text, last, quantity)
        or _TO_SUM.fullmatch(text, last.end, quantity.start)
        or tells_mean(text, last.end, quantity)
        or (quantity.start - last.end <= _NEAR and _DITTO.search(text, last.end, quantity.start))
    )


def _in_bracket_of(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Tell whether the quantity stands in the bracket behind participants: 213人が受講した（本庁118人、市町46人）."""
    if text.startswith("中", quantity.end):
        return False  # 出席19名（委員24名中）
    return quantity.start - last.end <= 60 and _OPENED.fullmatch(text, last.end, quantity.start) is not None


def _same_list(between: str) -> bool:
    return _NEXT_ENTRY.fullmatch(between) is not None
