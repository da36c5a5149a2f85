"""Actual, planned or target: what the words around a mention, its list and its block say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.mentions import FigureKind, Qualifier, Status
from extractors.modality import (
    NO_DOCUMENT,
    PLAN_CHANGED,
    SHORT_OF,
    continues_target,
    is_plain_present,
    status_before,
    status_behind,
)
from extractors.patterns import compile_pattern
from pipeline.model import BlockKind
from pipeline.profile import base
from pipeline.resolve import rows
from pipeline.resolve.aims import is_of_plan, of_aim
from pipeline.resolve.already import NEAR, RAISED_FROM, is_so_already

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout, Line
    from pipeline.resolve.parts import Located
    from pipeline.resolve.standing import Standing

_OTHER = BlockKind.OTHER
_OF_WHICH = Qualifier.OF_WHICH
_ACTUAL, _PLANNED, _TARGET = Status.ACTUAL, Status.PLANNED, Status.TARGET
_OUTLOOK = BlockKind.OUTLOOK
_FREQUENCY, _MONEY, _RATE, _RATIO, _DURATION = (
    FigureKind.FREQUENCY,
    FigureKind.MONEY,
    FigureKind.RATE,
    FigureKind.RATIO,
    FigureKind.DURATION,
)

_SESSION_ENTRY = compile_pattern(r" *\(?第\d{1,3}(?:回|期|弾)")
_LEADS_A_LIST = compile_pattern(r"(?:とおり|通り|以下|次の|下記|下表|予定|計画|見込み(?!れ))[^。\n]*(?:[。:]|$)")
_ANNOUNCES = compile_pattern(
    r"(?:状況|実績|結果|成果|取組|動き)(?:と|及び|、|や|並びに)[^。\n]{0,24}(?:予定|計画|見込み)を[^。\n]{0,6}(?:報告|お知らせ|公表|お示し|説明|まとめ)[^。\n]{0,8}$"
)
"""実績と今後の予定をお知らせします: what follows may be either."""
_HELD = compile_pattern(
    r"(?:に(?:は)?|は|、)?(?:\([^()\n]{0,60}\))?(?:[^。、\n\d]|\d+(?![\d月日/年])){0,30}?(?:(?:開催|実施|開設|開校|開講|開所|開館|締結|公表|策定|施行|表彰|試行|参加|出席|来場|受講)(?:いた|致)?し(?:、|て、|た(?!い)|まし)"
    r"|(?:を|が)?(?:開き|行い|催し|執り行い|開かれ)(?:、|まし)|(?:を|が)?(?:開い|行っ|開かれ)(?:て、|た))"
)
_DECIDED = compile_pattern(r"(?:こと|もの)と(?:いた)?し(?:た|まし)")
"""…を行うこととした: what ends in the past is the decision only."""
_DONE_IN_BRACKET = compile_pattern(
    r"(?:に)?(?:策定|改定|改訂|開設|設置|締結|施行|開催|実施|開始|公表|制定|設立|発行|開所|発足) ?[)）]"
)
_PLANNED_ENTRY = compile_pattern(
    rf"予定(?!価格|通り|どおり|より|{PLAN_CHANGED}|(?:し|され)て(?:い|おり?)(?:た|まし)|(?:だっ|であっ|でし)た|(?:し|であり)、|のうち|のところ|に対し|を|(?:した)?[\d,]+ ?[^\d、。\n]{{1,4}}(?:のうち|中))(?![^。\n]*[月日])[^。\n→]{{0,60}}$"
)
_PLANNED_NUMBER = compile_pattern(
    r"(?:予定|(?<!決算)見込み?)(?:者|額|件|人|回)?(?:数|額|者)?(?:は|:| ) ?(?:約|延べ)?$|\((?:当初)?(?:計画|予定) ?(?:約)?$"
    r"|(?<![一-鿿])計画(?:数|値)?は ?(?:約|延べ)?$"
)
"""参加予定者は60名であったが, 出展52団体（予定64団体）: the number is that of the plan, whatever came of it."""
_PLAN_ASIDE = compile_pattern(r" ?\((?:当初)?(?:予定|計画|見込み?) ?(?:約)?[\d,.万]+ ?[^()\d\n]{1,6}\)")
"""Behind a number, in a bracket: what had been planned."""
_BEYOND_TARGET = compile_pattern(
    rf"(?:ほど|程度|余り)? ?(?:も)?(?:早[くいめ]|前倒し|遅[れく]|多[いく]|少な[いく]|上回|下回|超え|超過|{SHORT_OF}|達し(?:な|てい?な)|足りな|不足し)"
)
"""目標を10件上回る, 目標の50件に8件届かない, 目標を1年早く達成した: by how much."""
_TELLS_OF_PLAN = compile_pattern(
    r"に[^。、\n\d]{1,20}予定を(?=[^。、\n]{0,4}(?:公表|発表|周知|説明|通知|お知らせ|決定|決め|示し|示す|掲載|配布))"
)
"""4月に次年度の予定を公表した: the plan was told of then."""
_NEXT_TO_COME = compile_pattern(
    r"[^。\n第]{0,30}(?=第\d{1,3}回[^。\n]{0,80}?(?:\([^()\n]*予定 ?\)|[日) ] ?予定(?:$|[。\n、])))"
    r"|(?:、|及び|と)(?=\d{1,2}月(?:\d{1,2}日)?(?:\([^()\n]{1,3}\))?(?:予定 ?\)|\(予定\)))"
)
"""第1回（6月7日）、第2回（12月6日予定）: what the bracket of a later one says is said of that one only."""
_AIM_ASIDE = compile_pattern(r"[(](?:[^()\n]{0,16}、)?目標[^()。\n]{0,20}[)][^()。\n]{0,14}$")
"""研修（目標20回）は18回実施: the bracket tells of another value."""
_SHARE_OF = compile_pattern(r"[0-9][^0-9、。()]{0,9}[)]?の ?(?:約|おおむね)?$")
"""目標5億円の47％: how much of the target was reached."""
_CALLED_OFF = compile_pattern(r"(?:(?:中止|取りやめ|取り止め)(?:と(?:し|なっ)|し)?|見送(?:っ|られ))た(?:約|計)?$")
_OF_SESSIONS = compile_pattern(r"の|に(?:つい|は)|を除")
_SESSIONS = frozenset({"回", "講座", "会場", "コース", "教室", "公演", "日程", "大会"})
"""取りやめとなった3講座の申込者には: what is told behind is not told of what was called off."""
_PEOPLE_IN_BRACKET = r"(?:参加|受講|来場|出席|延べ|計|約| )*[\d,]+(?:名|人|組)(?:参加|が参加|受講|来場|出席)?"
_HELD_BEFORE_NEXT = compile_pattern(
    rf"(?: ?\({_PEOPLE_IN_BRACKET})?\)[、 ]+(?:\d+月)?\d+日(?:\([^()]{{1,3}}\))?(?: ?[はに])?(?:開催|実施)?(?:の|を)?予定"
)
"""7月16日（11名）、10月15日開催予定: who came tells that only the last is to come."""
_RAISED_TO = compile_pattern(
    r"(?:程度)?(?:に|へ|まで)[^。、\n]{0,4}(?:(?:引き?)?[上下]げ|拡[大充]|増[額や]|減[額ら]|変更|改[定め])"
)
"""A rule that is to hold: 上限を50万円から80万円に引き上げます."""
_BOUNDS = frozenset({Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.LESS_THAN})
_AHEAD = compile_pattern(
    rf"^(?:予定(?!価格)|見込み?)|(?:予定|(?<!決算)見込み?|{NO_DOCUMENT}計画)(?:数|値|件数|人数|者数|回数|額|量)?$"
)
_AIM_IN_LABEL = compile_pattern("(?<!基本)(?<!重点)(?<!取組)目標(?!達成)")
_GOALS = compile_pattern(r"(?:数値|成果|達成|重点)?目標(?:指標|項目)|(?:数値|成果|達成)目標")
_COUNTS_GOALS = ("項目", "指標", "つ")
"""目標指標6項目のうち3項目: goals are counted, none is told."""
_AIM_ITSELF = compile_pattern(r"(?<!基本)(?<!重点)目標(?:値|数)?を約?$")
"""目標値を30名から36名に改めた: what it was raised from was aimed at too."""
_DEADLINE = compile_pattern(r"(?:年度?|年度?末)(?:に|まで|までに|内に|中に)[^。\n]*$|年内に[^。\n]*$")
_AIMED = compile_pattern(
    r"(?:以上|以内|以下|程度|未満)?(?:に|まで)?(?:[とに](?:する(?:ことと(?:する|して(?:いる|います|おり(?:ます)?)))?|したい|します)|に?したい|を?確保(?:する|します)?)(?:。|$|[\n │|])"
)
_UP_TO = compile_pattern(r"(?:程度|以上)?までに?(?:増や|ふや|伸ば|高め|引き?上げ|減ら|抑え)")
_GROWS = compile_pattern(r"(?:者|会員|団体|店|数|率)$")
"""登録者を150名まで増やす."""
_BESIDE_PRESENT = compile_pattern(
    r"(?:程度|以上)?(?:を|に|まで)?(?![^、。\n()]*予定)[^、。\n\d()]{0,12}(?<=[うくぐすつぬぶむる])(?<!です)(?<!ある)[(](?:現在|現状)(?:は|で|の)?(?:約)?\d"
)
"""40人育成します（現在12人）."""
_OF_YEAR = compile_pattern(r"年度?末?の[^。、\n\d]{1,16}[をは]$")
"""令和12年度の排出量を1,300トン以下とする."""
_FROM_VALUE = compile_pattern(
    r"(?:\([^()\n]*\d[^()\n]*\)|\d ?(?P<unit>%|[一-鿿ァ-ヶか]{1,4}?)(?:程度|\([^()\n]{1,16}\))?)(?:を|から)(?:約|おおむね|[月週年])?$"
)
_TO_BECOME = compile_pattern(
    r"(?:以上|以内|以下|程度|未満)?[増減]?(?:に|へ|まで|と)"
    r"(?:(?:引き?[上下]げ|高め|近づけ|抑え)(?:る|ます|たい)|(?:増や|ふや|減ら|延ば|伸ば)(?:す|します|したい)"
    r"|(?:向上|増加|減少|拡大|拡充|縮減|縮小|削減|短縮)?(?:さ?せ(?:る|ます|たい)|する|します|したい))"
    r"(?=[。、)\n ]|$|こと|ため|よう|と)"
)
"""割合（令和4年度23.5％）を3割に, 定員を20人から30人に増やす: what a value that is told before it is to become."""
_MAY_BECOME = frozenset("以程未増減にへまとをし確")
"""With one of these begins what says right behind a value that something is to become it."""
_RAISED = compile_pattern(r"(?:以上|以内|以下|程度)?(?:に|へ|まで)(?:引き?上げ|高め|ふや|増や|減ら|抑え|下げ|引き下げ)")
_REACHED = compile_pattern(
    r"(?:実績(?:値|数|額)?|(?:現状|現況|現在|基準|直近|達成|策定時)値|策定時)(?:\([^()\n]{1,16}\))?[ :は]{0,4}(?:約|延べ)?$"
)
"""目標値 500人 実績値 612人, wherever it stands: what was reached, or was there before."""
_RAISED_THEN = compile_pattern(r" ?(?:を|から|より) ?約?[0-9]")
"""実績値120本を200本に増やす予定: what comes next is planned."""
_BESIDE_AIM = compile_pattern(r" ?\((?:[^()\n、]{0,8}の)?目標(?:値|数)?[ :は]{0,3}[0-9]")
"""運動実施率 54.1%(目標65%)."""
_AND_DID_SO = compile_pattern(
    r"[^。\n]{0,40}?(?P<deed>[一-鿿]{2})する(?:こと|もの)とし、[^。\n]{0,60}(?P=deed)(?:さ?れ|し)(?:た|まし)"
)
"""20万円以内を交付することとし、7団体に交付した: the rule holds already."""
_RESULT_OF = compile_pattern(
    r"の(?:実施|取組)?(?:結果|実績|成果|進捗|状況)(?:と|及び|、|や|並びに)[^。\n]{0,24}(?:予定|計画|方針|方向|見通し|見込み)を"
)
"""終えた5工事の成果と、下半期の計画を: what is planned stands beside what came of them."""
_SET_AS = compile_pattern(r"(?:程度|以内|以上)?と(?:し|いたし|致し|定め)(?:た|まし)")
"""Among what is to come, the setting alone is past: 11月3日に開く予定で、定員は80人としました."""
_LAST = 12  # characters: 参加しました。
_SIGNS_OF_PAST = frozenset("たってで済止")
"""Of these there is one in all that says that something is past."""
_LONGEST_LIST = 25  # lines
_LONGEST_LEAD = 120  # characters
_REACH = 400
"""How far behind a mention its predicate is looked for, in characters."""

DEFAULT = {
    BlockKind.PROGRESS: Status.ACTUAL,
    BlockKind.OUTLOOK: Status.PLANNED,
    BlockKind.ISSUES: Status.ACTUAL,
    BlockKind.TARGET: Status.TARGET,
    _OTHER: Status.ACTUAL,
}


class StatusReader:
    """Reads what the words around the mentions of a report say; lists are led by few sentences, each read once."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._leads: dict[int, Status | None] = {}

    def read(self, start: int, end: int, lowest: int, *, habitual: bool) -> Status | None:
        """Return what the mention's own sentence, or the one that leads its list, says; None where nothing does.

        Args:
            start: of the mention, in view offsets.
            end: of the mention.
            lowest: begin of its block, beyond which no sentence leads its list.
            habitual: whether a plain present (支援を行います) may as well tell of a habit, so that it says nothing.
        """
        text = self.layout.text
        whole = self.layout.sentence(start, end)
        left, right = max(whole[0], start - _REACH), min(whole[1], end + _REACH)
        right = next_to_come(text, end, right) or right
        if text.startswith(("(", ")", " "), end) and _HELD_BEFORE_NEXT.match(text, end, right):
            return _ACTUAL
        if (aim := of_aim(text, left, start, end, right)) is not None:
            return aim
        before = _before(text, left, start, end, right)
        if before is _PLANNED and status_behind(text, end, right) is _TARGET:
            return _TARGET  # 予定：40％を目標に、…
        if before is _TARGET or (before is _PLANNED and _PLANNED_NUMBER.search(text, max(left, start - 12), start)):
            return before
        behind = _behind(text, end, right, habitual=habitual)
        if behind is not None and not _DONE_IN_BRACKET.match(text, end):
            return behind
        if continues_target(text, left, start):
            return _TARGET
        if is_told_held(self.layout, start, end):
            return _ACTUAL  # 予定していた研修を6月14日に開催し、参加者は20人であった
        if before is not None:
            return before
        own_line = self.layout.line_at(start)
        if left > own_line.start and text[left:start].lstrip().startswith("("):
            # 開催しました。（9月3日）: the bracket belongs to the sentence before it.
            whole = self.layout.sentence(left - 1, left - 1)
            return status_behind(text, max(whole[0], left - 60), left)
        if text.find("予定", left, start) >= 0 and _PLANNED_ENTRY.search(text, left, start):
            return _PLANNED  # 11月23日 開催予定　観覧募集120人
        return self._from_lead(own_line, lowest) if own_line.bullet else None

    def _from_lead(self, entry: Line, lowest: int) -> Status | None:
        """Return what the sentence that leads the list of a line says (次のとおり開催予定です。)."""
        if entry.no not in self._leads:
            lines = map(self.layout.line, range(entry.no - 1, max(-1, entry.no - _LONGEST_LIST), -1))
            lead = next((line for line in lines if not (line.blank or line.bullet)), None)
            within = lead is not None and lead.end > lowest
            self._leads[entry.no] = _read_lead(self.layout.text, lead) if lead and within else None
            if lead and self._leads[entry.no] is not None and self._is_entry(lead):
                self._leads[entry.no] = None
        return self._leads[entry.no]

    def _is_entry(self, line: Line) -> bool:
        """Tell whether a line is an entry of a list, or goes on with the one above it, and so leads none itself."""
        text = self.layout.text
        if rows.REFERS_TO_LIST.search(text, max(line.start, line.end - _LONGEST_LEAD), line.end):
            return False
        if _SESSION_ENTRY.match(text, line.start):
            return True
        above = line
        while above.no and not (above.bullet or above.blank) and line.no - above.no < _LONGEST_LIST:
            above = self.layout.line(above.no - 1)
        return bool(above.bullet) and line.indent(text) > above.indent(text)


def next_to_come(text: str, end: int, right: int) -> int | None:
    """Return where the next session of the mention's list begins, if only a later one is said to be still to come.

    Args:
        text: view text.
        end: of the mention.
        right: end of its sentence.
    """
    if text.find("予定", end, right) < 0:
        return None
    following = _NEXT_TO_COME.match(text, end, right)
    return following.end() if following else None


def _before(text: str, left: int, start: int, end: int, right: int) -> Status | None:
    """Return what the words right before a mention say of it, as those behind it allow."""
    before = status_before(text, max(left, start - 40), start)
    if before is _TARGET and _AIM_ASIDE.search(text, left, start):
        return None
    if before is _TARGET:
        share = _SHARE_OF.search(text, max(left, start - 12), start)
        beyond = text.endswith(("を", "に", "には", "より"), left, start) and _BEYOND_TARGET.match(text, end, right)
        return None if share or beyond else before
    return before


def _behind(text: str, end: int, right: int, *, habitual: bool) -> Status | None:
    """Return what the first cue behind a mention says, but for a habit and for a plan that was told of then."""
    told = text.startswith(("に", "の", "(", " "), end) and (
        _TELLS_OF_PLAN.match(text, end, right)
        or _RESULT_OF.match(text, end, right)
        or _PLAN_ASIDE.match(text, end, right)
    )
    end = told.end() if told else end
    behind = status_behind(text, end, right)
    if behind is _ACTUAL and not habitual and _SET_AS.match(text, end, right):
        return None
    if behind is _PLANNED and _AND_DID_SO.match(text, end, right):
        return _ACTUAL
    return None if behind is _PLANNED and habitual and is_plain_present(text, end, right) else behind


def _read_lead(text: str, line: Line) -> Status | None:
    sentence = text[max(line.start, line.end - _LONGEST_LEAD) : line.end].rstrip("。 ").rsplit("。", 1)[-1]
    if not _LEADS_A_LIST.search(sentence) or base().kind_of(sentence.replace(" ", "")) is not None:
        return None  # 今後の予定: a block's label says it of that block, as a column's head of what stands below it
    if _ANNOUNCES.search(sentence):
        return None
    return status_behind(sentence, max(0, len(sentence) - 14), len(sentence))


def ends_done(layout: Layout, start: int, end: int) -> bool:
    """Tell whether the last predicate of the mention's sentence is a past: 10月3日に開催し、210名が参加しました。."""
    text, right = layout.text, layout.sentence(start, end)[1]
    return _is_past(text, _last_predicate(text, end, right), right)


def is_told_held(layout: Layout, start: int, end: int) -> bool:
    """Tell whether the mention's own clause says that something was held, and its sentence that it is past."""
    text, right = layout.text, layout.sentence(start, end)[1]
    left = _last_predicate(text, end, right)
    if _SIGNS_OF_PAST.isdisjoint(text[left:right]):
        return False
    return _HELD.match(text, end) is not None and _is_past(text, left, right)


def _last_predicate(text: str, end: int, right: int) -> int:
    """Return where the last predicate of a sentence begins at the earliest: し、35名が参加した without the stem before."""
    left = max(end, right - _LAST)
    return max(left, text.rfind("、", left, right) + 1)


def _is_past(text: str, left: int, right: int) -> bool:
    return status_behind(text, left, right) is _ACTUAL and _DECIDED.search(text, left, right) is None


def figure_status(reader: StatusReader, located: Located, standing: Standing) -> Status:
    """Return whether a figure is told, planned or aimed at: by its name, its words, its block."""
    label = located.figure.label or ""
    text, start, end = reader.layout.text, located.start, located.end
    aim = "目標" in label
    of_goals = (
        aim and (_GOALS.fullmatch(label) or text.startswith("の目標", end))
    ) or _OF_WHICH in located.figure.qualifiers
    if of_goals and located.figure.unit_norm in _COUNTS_GOALS:
        status = _told(reader, located, standing, label)
        return _ACTUAL if status is _TARGET else status
    if (aim and _AIM_IN_LABEL.search(label)) or (
        text.startswith(("を", "約"), start - 1)
        and _AIM_ITSELF.search(text, start - 8, start)
        and RAISED_FROM.match(text, end)
    ):
        return _TARGET
    status = _told(reader, located, standing, label)
    if status is _ACTUAL or not is_so_already(reader.layout, located):
        return status
    of_plan = status is _PLANNED and is_of_plan(text, 0, start, end, end + _REACH)
    return status if of_plan else _ACTUAL


def _told(reader: StatusReader, located: Located, standing: Standing, label: str) -> Status:
    """Return what the words around a figure say, else what its block does."""
    text = reader.layout.text
    habitual = standing.place.block is not _OUTLOOK
    status = reader.read(located.start, located.end, standing.bounds[0], habitual=habitual)
    if _was_called_off(text, located):
        return _PLANNED
    if status is None and _AHEAD.search(label):
        status = _PLANNED
    if status is not _TARGET and _is_term_of_scheme(text, located):
        return _ACTUAL
    if status in (None, _PLANNED) and _is_aimed_at(reader.layout, located):
        return _TARGET
    if status is None and _is_to_become(text, located):
        return _TARGET if standing.place.block is BlockKind.TARGET else _PLANNED
    if _is_reached(text, located, status):
        return _ACTUAL
    if status is not None:
        return status
    if standing.place.block is BlockKind.TARGET and standing.of_plan:
        return _PLANNED
    of_aim = standing.place.block is _OTHER and not text.startswith("と", located.end)
    if of_aim and _TO_BECOME.match(text, located.end):
        return _TARGET  # ねらい　適合率を55％に引き上げる
    return DEFAULT[standing.place.block] if standing.place.block is not None else _ACTUAL


def _was_called_off(text: str, located: Located) -> bool:
    """Tell whether the figure counts sessions that did not take place: 取りやめとなった3講座の申込者には…案内した."""
    return (
        located.figure.unit_norm in _SESSIONS
        and _OF_SESSIONS.match(text, located.end) is not None
        and _CALLED_OFF.search(text, located.start - 10, located.start) is not None
    )


def _is_reached(text: str, located: Located, told: Status | None) -> bool:
    """Tell whether a figure is named as what was reached, or as what a target stands beside in brackets.

    Args:
        text: view text.
        located: the figure.
        told: what words around it say, which those right before it may contradict.
    """
    if told is _ACTUAL or not _REACHED.search(text, located.start - 24, located.start):
        beside = told is None and text.startswith(("(", " ("), located.end)
        return beside and _BESIDE_AIM.match(text, located.end) is not None
    if told is _PLANNED:
        return _RAISED_THEN.match(text, located.end) is not None
    return status_behind(text, located.end, located.end + _LAST) is not _TARGET


def _is_aimed_at(layout: Layout, located: Located) -> bool:
    """Tell whether a value is to be reached by some year: 令和7年度に接種率60％とする, 年内に返礼品を40品以上にふやす."""
    text, figure = layout.text, located.figure
    left, right = layout.sentence(located.start, located.end)
    left, right = max(left, located.start - _REACH), min(right, located.end + _REACH)
    if figure.kind in (_FREQUENCY, _MONEY):
        return False
    if text[located.end : located.end + 1] not in _MAY_BECOME and "(現" not in text[located.end : right]:
        return False
    if _BESIDE_PRESENT.match(text, located.end, right) or (
        _UP_TO.match(text, located.end, right) and _GROWS.search(figure.label or "")
    ):
        return True
    bounded = (
        bool(_BOUNDS.intersection(figure.qualifiers))
        or figure.kind in (_RATE, _RATIO)
        or text.find("までに", left, located.start) >= 0
    )
    if bounded and _is_to_become(text, located):
        return True
    if not (_AIMED.match(text, located.end, right) or (bounded and _RAISED.match(text, located.end, right))):
        return False
    if figure.kind is _DURATION or "年" not in text[left : located.start]:
        return bool(_BOUNDS.intersection(figure.qualifiers)) and "たい" in text[located.end : located.end + 8]
    dated = bounded and _OF_YEAR.search(text, max(left, located.start - 24), located.start)
    return bool(dated) or _DEADLINE.search(text, left, located.start) is not None


def _is_to_become(text: str, located: Located) -> bool:
    """Tell whether a value before the figure is to rise or fall to it: 割合（令和4年度23.5％）を3割に引き上げる."""
    if text[located.end : located.end + 1] not in _MAY_BECOME or not _TO_BECOME.match(text, located.end):
        return False
    begin = max(0, located.start - NEAR)
    begin = max(begin, text.rfind("\n", begin, located.start) + 1)
    before = _FROM_VALUE.search(text, begin, located.start)
    shares = located.figure.kind in (_RATE, _RATIO)
    return before is not None and (shares or before["unit"] in (None, located.figure.unit))


def is_new_rule(text: str, located: Located) -> bool:
    """Tell whether a value is one that a rule or rate is changed to: 手数料を300円から200円に下げ."""
    return text[located.end : located.end + 1] in _MAY_BECOME and _RAISED_TO.match(text, located.end) is not None


def _is_term_of_scheme(text: str, located: Located) -> bool:
    """Tell whether the figure is a rule that holds already: 国1/2, 補助率2分の1, 5万円を上限に."""
    figure = located.figure
    if is_new_rule(text, located):
        return False
    if figure.kind is _RATIO and (figure.unit is None or figure.unit.startswith("分の")):
        return _OF_WHICH not in figure.qualifiers  # うち3分の1を県外から選ぶ
    return text.startswith(("を上限", "を限度", "が上限"), located.end) or (figure.label or "").endswith("上限")
