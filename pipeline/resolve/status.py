"""Actual, planned or target: what the words around a mention, its list and its block say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.mentions import FigureKind, Qualifier, Status
from extractors.modality import continues_target, is_plain_present, status_before, status_behind
from extractors.patterns import compile_pattern
from pipeline.model import BlockKind
from pipeline.profile import base

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout, Line
    from pipeline.resolve.parts import Located
    from pipeline.resolve.standing import Standing

_LEADS_A_LIST = compile_pattern(r"(?:とおり|通り|以下|次の|下記|下表|予定|計画|見込み(?!れ))[^。\n]*(?:[。:]|$)")
_DONE_IN_BRACKET = compile_pattern(
    r"(?:に)?(?:策定|改定|改訂|開設|設置|締結|施行|開催|実施|開始|公表|制定|設立|発行|開所|発足) ?[)）]"
)
_PLANNED_ENTRY = compile_pattern(
    r"予定(?!通り|どおり|を?(?:変更|延期|中止|繰り|見送|取りやめ)|(?:し|され)て(?:い|おり?)(?:た|まし)|(?:だっ|であっ|でし)た)(?![^。\n]*[月日])[^。\n→]{0,60}$"
)
_PLANNED_NUMBER = compile_pattern(
    r"(?:予定|見込み?)(?:者|額|件|人|回)?(?:数|額|者)?(?:は|:| ) ?(?:約|延べ)?$|\(計画 ?$"
)
"""参加予定者は60名であったが: the number is that of the plan, whatever came of it."""
_SHARE_OF = compile_pattern(r"[0-9][^0-9、。(]{0,4}の ?$")
"""目標5億円の47％: how much of the target was reached."""
_PEOPLE_IN_BRACKET = r"(?:参加|受講|来場|出席|延べ|計|約| )*[\d,]+(?:名|人|組)(?:参加|が参加|受講|来場|出席)?"
_HELD_BEFORE_NEXT = compile_pattern(
    rf"(?: ?\({_PEOPLE_IN_BRACKET})?\)[、 ]+(?:\d+月)?\d+日(?:\([^()]{{1,3}}\))?(?: ?[はに])?(?:開催|実施)?(?:の|を)?予定"
)
"""7月16日（11名）、10月15日開催予定: who came tells that only the last is to come."""
_RAISED_FROM = compile_pattern(
    r"(?:程度)?から(?:約|年|月|週)?[0-9一二三四五六七八九十][^。、\n]{0,12}[にへ](?!かけ|わた)"
)
"""What holds before a change: 割合を15％から20％に高める, 会場を2か所から3か所に増やす."""
_NEAR = 44  # characters
_GROUND = compile_pattern(
    r"[^、。\n]{0,40}(?<!予定)(?<!見込み)(?<!計画)(?<!目標)であ(?:る|った)(?:こと)?(?:から|ため|ので)"
)
"""利用者の6割が町外の方であることから、受付を増やします: what is the ground of a plan is so already."""
_RAISED_TO = compile_pattern(
    r"(?:程度)?(?:に|へ|まで)[^。、\n]{0,4}(?:引き?[上下]げ|拡[大充]|増[額や]|減[額ら]|変更|改[定め])"
)
"""A rule that is to hold: 上限を50万円から80万円に引き上げます."""
_FOUND = compile_pattern(
    r"(?:以上|未満|程度)?[)]?(?:が|に|を|で)?[^。、\n]{0,16}(?:(?:に)?とどま[るりっ]|を抱え|を占め|に過ぎ|に上[るりっ]|にのぼ[るりっ]|が課題)(?![^。、\n]{0,4}(?:見込|予想|予定))"
    r"|を?(?:[\d.]+ ?(?:ポイント|%|[件人名]))?(?:ほど|程度)?(?:下回る|上回る)(?:。|$|\n)"
    r"|が[^、。\n]{1,16}(?<!予定)(?<!見込み)(?<!計画)(?<!目標)であり、"
)
"""What was found, and is no plan: 3割が不安を抱えるため、…を広げる; 1割にとどまるので、…を開く."""
_IS_SO_FAR = compile_pattern(
    r"(?:[0-9一二三四五六七八九十百千,]+ ?[人名件])?であり、|[^。、\n]{0,24}(?:参加|受講|来場|出席|利用|実施|開催|配置|設置)(?:し|があり)、(?:来年度?|次年度|翌年度|今後)[はも]"
)
"""462名が参加し、来年度は7会場に広げる; 135人であり、…に努める: what holds before the plan is told."""
_BEFORE_ARROW = compile_pattern(r"(?:程度)?(?: ?[(][^()\n]{1,20}[)])? ?→ ?(?=[^\n]{0,14}\d)")
"""What holds before an arrow: 利用料　6千円→3千円, 会員52人→60人を目標."""
_PAST_RESULT = compile_pattern(r"(?:実績|[前昨]年度?|前回|同期)(?:値|数)?(?: ?[(]| ?の| ?は| ?:)+ ?(?:約|延べ)?$")
_EXCEEDED = compile_pattern(r" ?[)]?(?:を(?:上回|超え|維持|下回|基に|踏まえ)|より|の ?[\d.]+倍|から|と同)")
"""Of a plan, what it is compared with: 昨年度実績の2,391件を上回る, 令和6年度実績（72回）の1.25倍."""
_OF_PAST_TIME = compile_pattern(r"[(](?:前|昨)(?:年度?|回|期)(?:度?の|は|:|実績)[^()。\n]{0,24}$")
"""（昨年度の参加者は計238人）in the sentence of a plan."""
_SETTLED = compile_pattern(r"済み?(?:で|であり)、[^。、\n]{0,16}$")
_WHO_DID = compile_pattern(r"(?:(?<![とに])し|(?<!加)え|(?<!含)め|[っいけきげんみりれ])[ただ](?:約|延べ|計|各)?$")
_TO_THOSE = compile_pattern(r"に(?:は|も|対し)|へは")
"""健診を欠席した24世帯には…を届けることとした: those who are told of did so."""
_OF_PLAN = compile_pattern(r" ?(?:程度)?の(?:計画|予定)(?:のうち|に対し)")
"""年3回の計画のうち2回を終えた."""
_NOW = compile_pattern(r"(?:現時点|現在|現行|現状|これまで)(?:で|では|の|は|、)*(?:約|延べ|計|わずか)?$")
_MEASURED_RATE = compile_pattern(r"(?<!目標)(?<!補助)(?<!負担)(?:率|割合)は(?:約|なお)? ?$")
_JUST_STATED = compile_pattern(r"(?:である|でした|だった|で)?。")
"""着用率は14.2％。 tells how it stands: what it is to become is called a target."""
_BOUNDS = frozenset({Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.LESS_THAN})
_AHEAD = compile_pattern(r"^(?:予定|見込み?)|(?:予定|見込み?|計画)(?:数|値|件数|人数|者数|回数|額|量)?$")
_AIM_IN_LABEL = compile_pattern("(?<!基本)(?<!重点)(?<!取組)目標(?!達成)")
_FIXED_TERM = compile_pattern(r"(?:計画|実施|事業|対象)期間[^。\n]{0,30}$|築$")
"""計画期間：令和3年度から5年間: how long a plan runs is settled."""
_DEADLINE = compile_pattern(r"(?:年度?|年度?末)(?:に|まで|までに|内に|中に)[^。\n]*$|年内に[^。\n]*$")
_AIMED = compile_pattern(
    r"(?:以上|以内|以下|程度|未満)?(?:に|まで)?(?:[とに](?:する|したい|します)|に?したい|を?確保(?:する|します)?)(?:。|$|[\n │|])"
)
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
_RAISED = compile_pattern(r"(?:以上|以内|以下|程度)?(?:に|へ|まで)(?:引き?上げ|高め|ふや|増や|減ら|抑え|下げ|引き下げ)")
_LAST = 12  # characters: 参加しました。
_LONGEST_LIST = 25  # lines
_REACH = 400
"""How far behind a mention its predicate is looked for, in characters."""

DEFAULT = {
    BlockKind.PROGRESS: Status.ACTUAL,
    BlockKind.OUTLOOK: Status.PLANNED,
    BlockKind.ISSUES: Status.ACTUAL,
    BlockKind.TARGET: Status.TARGET,
    BlockKind.OTHER: Status.ACTUAL,
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
        if _HELD_BEFORE_NEXT.match(text, end, right):
            return Status.ACTUAL
        if _OF_PLAN.match(text, end, right):
            return Status.PLANNED
        before = status_before(text, max(left, start - 40), start)
        if before is Status.TARGET and _SHARE_OF.search(text, max(left, start - 8), start):
            before = None
        if before is Status.TARGET:
            return before
        if before is Status.PLANNED and _PLANNED_NUMBER.search(text, max(left, start - 12), start):
            return before
        behind = status_behind(text, end, right)
        if behind is Status.PLANNED and habitual and is_plain_present(text, end, right):
            behind = None
        if behind is not None and not _DONE_IN_BRACKET.match(text, end):
            return behind
        if continues_target(text, left, start):
            return Status.TARGET
        if before is not None:
            return before
        own_line = self.layout.line_at(start)
        if left > own_line.start and text[left:start].lstrip().startswith("("):
            # 開催しました。（9月3日）: the bracket belongs to the sentence before it.
            whole = self.layout.sentence(left - 1, left - 1)
            return status_behind(text, max(whole[0], left - 60), left)
        if _PLANNED_ENTRY.search(text, left, start):
            return Status.PLANNED  # 11月23日 開催予定　観覧募集120人
        return self._from_lead(own_line, lowest) if own_line.bullet else None

    def _from_lead(self, entry: Line, lowest: int) -> Status | None:
        """Return what the sentence that leads the list of a line says (次のとおり開催予定です。)."""
        if entry.no not in self._leads:
            lines = map(self.layout.line, range(entry.no - 1, max(-1, entry.no - _LONGEST_LIST), -1))
            lead = next((line for line in lines if not (line.blank or line.bullet)), None)
            within = lead is not None and lead.end > lowest
            self._leads[entry.no] = _read_lead(self.layout.text, lead) if lead and within else None
        return self._leads[entry.no]


def _read_lead(text: str, line: Line) -> Status | None:
    sentence = text[max(line.start, line.end - 120) : line.end].rstrip("。 ").rsplit("。", 1)[-1]
    if not _LEADS_A_LIST.search(sentence) or base().kind_of(sentence.replace(" ", "")) is not None:
        return (
            None  # a block's label (今後の予定) says it of that block, and as a column's head of what stands below it
        )
    return status_behind(sentence, max(0, len(sentence) - 14), len(sentence))


def ends_done(layout: Layout, start: int, end: int) -> bool:
    """Tell whether the last predicate of the mention's sentence is a past: 10月3日に開催し、210名が参加しました。."""
    right = layout.sentence(start, end)[1]
    return status_behind(layout.text, max(end, right - _LAST), right) is Status.ACTUAL


def figure_status(reader: StatusReader, located: Located, standing: Standing) -> Status:
    """Return whether a figure is told, planned or aimed at: by its name, its words, its block."""
    label = located.figure.label or ""
    if _AIM_IN_LABEL.search(label):
        return Status.TARGET
    status = _told(reader, located, standing, label)
    return Status.ACTUAL if status is not Status.ACTUAL and _is_so_already(reader.layout, located) else status


def _is_so_already(layout: Layout, located: Located) -> bool:
    """Tell whether a figure in the words of a plan is what the plan starts from or is settled."""
    text, start, end = layout.text, located.start, located.end
    if located.figure.kind is FigureKind.DURATION and _FIXED_TERM.search(
        text, max(layout.line_at(start).start, start - 40), start
    ):
        return True
    return bool(
        _RAISED_FROM.match(text, end)
        or _BEFORE_ARROW.match(text, end)
        or (_EXCEEDED.match(text, end) and _PAST_RESULT.search(text, max(0, start - 14), start))
        or _FOUND.match(text, end)
        or _IS_SO_FAR.match(text, end)
        or (
            located.figure.kind is FigureKind.RATE
            and _MEASURED_RATE.search(text, max(0, start - 14), start)
            and _JUST_STATED.match(text, end)
        )
        or _NOW.search(text, max(0, start - 12), start)
        or (_TO_THOSE.match(text, end) and _WHO_DID.search(text, max(0, start - 8), start))
        or _OF_PAST_TIME.search(text, max(0, start - 32), start)
        or (_JUST_STATED.match(text, end) and _SETTLED.search(text, max(0, start - 24), start))
        or (text.find("であ", end, end + _NEAR) > 0 and _GROUND.match(text, end))
    )


def _told(reader: StatusReader, located: Located, standing: Standing, label: str) -> Status:
    """Return what the words around a figure say, else what its block does."""
    text = reader.layout.text
    habitual = standing.place.block is not BlockKind.OUTLOOK
    status = reader.read(located.start, located.end, standing.bounds[0], habitual=habitual)
    if status is None and _AHEAD.search(label):
        status = Status.PLANNED
    if status is not Status.TARGET and _is_term_of_scheme(text, located):
        return Status.ACTUAL
    if status in (None, Status.PLANNED) and _is_aimed_at(reader.layout, located):
        return Status.TARGET
    if status is None and _is_to_become(text, located):
        return Status.PLANNED
    if status is not None:
        return status
    return DEFAULT[standing.place.block] if standing.place.block is not None else Status.ACTUAL


def _is_aimed_at(layout: Layout, located: Located) -> bool:
    """Tell whether a value is to be reached by some year: 令和7年度に接種率60％とする, 年内に返礼品を40品以上にふやす."""
    text, figure = layout.text, located.figure
    left, right = layout.sentence(located.start, located.end)
    left = max(left, located.start - _REACH)
    if figure.kind in (FigureKind.FREQUENCY, FigureKind.MONEY):
        return False
    bounded = (
        bool(_BOUNDS.intersection(figure.qualifiers))
        or figure.kind in (FigureKind.RATE, FigureKind.RATIO)
        or text.find("までに", left, located.start) >= 0
    )
    if bounded and _is_to_become(text, located):
        return True
    if not (_AIMED.match(text, located.end, right) or (bounded and _RAISED.match(text, located.end, right))):
        return False
    if figure.kind is FigureKind.DURATION or "年" not in text[left : located.start]:
        return bool(_BOUNDS.intersection(figure.qualifiers)) and "たい" in text[located.end : located.end + 8]
    return _DEADLINE.search(text, left, located.start) is not None


def _is_to_become(text: str, located: Located) -> bool:
    """Tell whether a value before the figure is to rise or fall to it: 割合（令和4年度23.5％）を3割に引き上げる."""
    if not _TO_BECOME.match(text, located.end):
        return False
    begin = max(text.rfind("\n", 0, located.start) + 1, located.start - _NEAR)
    before = _FROM_VALUE.search(text, begin, located.start)
    shares = located.figure.kind in (FigureKind.RATE, FigureKind.RATIO)
    return before is not None and (shares or before["unit"] in (None, located.figure.unit))


def _is_term_of_scheme(text: str, located: Located) -> bool:
    """Tell whether the figure is a rule that holds already: 国1/2, 補助率2分の1, 5万円を上限に."""
    figure = located.figure
    if figure.kind is FigureKind.RATIO and (figure.unit is None or figure.unit.startswith("分の")):
        return Qualifier.OF_WHICH not in figure.qualifiers  # うち3分の1を県外から選ぶ
    if _RAISED_TO.match(text, located.end):
        return False
    return text.startswith(("を上限", "を限度", "が上限"), located.end) or (figure.label or "").endswith("上限")
