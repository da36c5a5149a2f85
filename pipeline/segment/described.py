"""What blocks tell in view of each other: plans before their results, descriptions by their tense.

中期計画 before 業務実績 quotes what the results were to be, and is no outlook; 現状 before 実績 is what they began with. 取組の概要 tells what was done where a report
speaks in the past below it (講座を3回開いた), and what undertakings are where it speaks in the present (子育てを支える).
ねらい before what was done is the target where no other label names one; beside 目標 it is a purpose, but where it says below some of them how much is to
be reached (八割にする). 方針 before what was done says what that
was to be where measures have another label for what comes next (今後の展開). 改善点 before
今後の方向 tells what is wanting where the report says so below some of them, and else what is to be improved. One label tells the same below every measure.
評価 tells what is wanting where it often does and never what came well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Block, BlockKind, Direction, Measure
from pipeline.segment.both import JUDGED, kinds_named, label_of, names_issues, tells_wanting, undecided
from pipeline.segment.kinds import year_of
from pipeline.segment.tense import sentences, tenses, told_by_label

_OUTLOOK, _PROGRESS, _OTHER = BlockKind.OUTLOOK, BlockKind.PROGRESS, BlockKind.OTHER
_DESCRIBES = compile_pattern(
    r"(?:の?(?:主な|具体的な?)?(?:取組|取り組み|事業|施策|実施|活動|計画))?の?(?:内容|概要|内容・概要)"
    r"|(?:第[0-9一二三四五六七八九十]{1,2}[期次](?:計画)?(?:期間)?|計画期間)(?:における|の)(?:主な|具体的な)*(?:取組|取り組み|施策|事業)(?:内容)?"
)
_AIMS = compile_pattern(
    r"(?:[今本当]?年度|[今当]期|上半?期)?(?:の?(?:取組|取り組み|事業|施策|実施|活動))?の?(?:ねらい|狙い)"
)
_IMPROVED = compile_pattern(r"(?:要)?(?:改善|見直し)すべき(?:点|こと|事項)|要?改善(?:点|事項)|見直し(?:点|事項)")
_ISSUES_AND_PLANS = "課題と今後の対応"
_JUDGES = "評価"
_LEVEL = compile_pattern(
    r"(?<![第0-9一二三四五六七八九十百千])(?<![0-9一二三四五六七八九十]月)(?:"
    r"(?:[0-9][0-9,.]*[百千万]*|[一二三四五六七八九十百千]+) ?(?:[%割倍人件回校日位点]|か[月所]|学級|団体)"
    r"|[0-9][0-9,.]*[百千万]* ?(?:[店基戸社台本枚部冊名者組館園棟便円m]|地区|施設|世帯|講座|路線|事業所|会場|クラブ|トン|キロ|[tg](?![a-z])|kg|km|ha|ヘクタール|メートル|㎡))(?![0-9一二三十ひ]|で?も(?!の)|暮|親)"
    r"|ゼロ|(?:待機|待ち|滞納|事故|死亡|死者|孤立死|違反|不法投棄|空白|欠員|自己負担|食べ残し|廃棄|漏れ|誤り|未[一-鿿]{1,3})[^、。]{0,6}を(?:(?:な|無)く|解消|根絶|一掃)[すし]"
    r"|年度?内に|(?<=[年月末])までに|(?:すべて|全て|全(?:学級|員|校|校区|地区|戸|世帯))[のにでを]"
)
"""How much is to be reached: 85%, 年4回, 80基, 全学級で, ゼロに, 待機をなくす, or by when; not 一人一人, 三位一体, 第3回 and 9月1日."""
_SPEAK = 1 / 3  # of the blocks below one label, which then tell for all of them
_MAY_DESCRIBE = frozenset({_OTHER, _PROGRESS})
_WHAT_IT_IS = compile_pattern(r"事業|施策|計画|概要")
_RESULTS = compile_pattern(r"実績|状況|進捗|結果|^D(?:$|\()|^[Dd]o|^DO")
_STATE = compile_pattern(r"(?:(?:取組|事業|計画)?(?:開始)?前の)?(?:現状|現況)(?:認識|分析)?")
"""Before what was done, what was so when that began."""
_DONE = compile_pattern(r"実績|成果|結果|取組|取り組み|実施|進捗")
_NOT_AHEAD = r"(?!.*(?:今後|これから|次年度|次に|来年度|翌年度|以降|下半?期|後[半期]|次期))"
_POLICY = compile_pattern(rf"{_NOT_AHEAD}.*(?:方針|方向性?|(?:目指す|めざす)(?:ところ|もの|方向性?)|(?<!の)考え方)")
_PLAN = compile_pattern(
    rf"{_NOT_AHEAD}.*(?:計画|予定|年度の(?:進め方|取り?組み?方)|(?:やる|する|行う|おこなう|進める|取り組む)(?:予定の)?こと)(?:内容)?(?:\([^()]*\))?|^(?:P|[Pp]lan|PLAN)(?:\([^()]*\))?"
)


def in_view_of_each_other(raw: str, blocks: Sequence[Block], fiscal_year: int | None) -> list[Block]:
    """Return a measure's blocks, plans before their results as what those were to be, and what one label names together apart.

    Args:
        raw: the report's text.
        blocks: in order.
        fiscal_year: of the report; the plan of a later year stays one.
    """
    labels = [label_of(raw, block) for block in blocks]
    told = [n for n, label in enumerate(labels) if label and blocks[n].kind is _PROGRESS]
    results = [n for n in told if _DONE.search(labels[n])]
    done = sum(block.kind is _PROGRESS for block in blocks)
    last = max((n for n, label in enumerate(labels) if label), default=0)
    steps = set(labels)
    found: list[Block] = []
    for number, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        kind = block.kind
        ahead = bool(label) and _is_ahead(label, fiscal_year)
        if kind is _OUTLOOK and told and number < told[-1] and _PLAN.fullmatch(label):
            behind = told[0] < number  # 実績, 計画, 効果: of the next year
            kind = kind if ahead or behind else BlockKind.TARGET
        apart = done > (kind is _PROGRESS) and names_issues(label)
        if kind is _PROGRESS and results and number < results[-1] and _STATE.fullmatch(label):
            kind = _OTHER  # 現状 before 実績
        block = block if kind is block.kind else replace(block, kind=kind)
        label = _step(label, steps)
        if kind is _OUTLOOK and _IMPROVED.fullmatch(label) and number == last:
            label = _ISSUES_AND_PLANS  # 改善点 without a label for plans behind it holds both
        found += (block,) if ahead else told_by_label(raw, block, label, results_apart=apart)
    return found


def described_alike(raw: str, directions: Sequence[Direction], fiscal_year: int | None) -> Sequence[Direction]:
    """Return the directions of a report, what its descriptions tell by the tense of all that stand below the same label.

    Args:
        raw: the report's text.
        directions: as they were read.
        fiscal_year: of the report; the policy of a later year stays one.
    """
    done: Counter[str] = Counter()
    is_so: Counter[str] = Counter()
    times: Counter[str] = Counter()
    beside_results: set[str] = set()
    wants: Counter[str] = Counter()
    measures = [m for d in directions for s in d.sections for m in s.measures]
    kinds = _kinds_of_judged(raw, measures) | _kinds_of_aims(raw, measures)
    for measure in measures:
        kinds.update(_kinds_of_policies(raw, measure.blocks, fiscal_year))
        for block, label in _improved(raw, measure.blocks):
            times[label] += 1
            wants[label] += any(map(tells_wanting, sentences(raw, block.span)))
        described = list(_described(raw, measure.blocks))
        for block, label in described:
            past, present = tenses(raw, block.span)
            times[label] += 1
            done[label] += past
            is_so[label] += present
        if described and _has_results(raw, measure.blocks):
            beside_results.update(label for _, label in described)
    for label, blocks in times.items():
        if label in wants:
            kinds.update({label: BlockKind.ISSUES} if wants[label] >= _SPEAK * blocks else {})
            continue
        if _AIMS.fullmatch(label) or max(done[label], is_so[label]) < _SPEAK * blocks:
            continue  # nearly all end on nouns, so the label alone says it
        if done[label] > is_so[label]:
            kinds[label] = _PROGRESS
        elif done[label] < is_so[label] and (label in beside_results or _WHAT_IT_IS.search(label)):
            kinds[label] = _OTHER
    if not kinds:
        return directions
    return with_measures(directions, lambda measure: _as_told(raw, measure, kinds, fiscal_year))


def with_measures(directions: Sequence[Direction], change: Callable[[Measure], Measure]) -> Sequence[Direction]:
    """Return directions with each of their measures changed."""
    return [
        replace(
            direction,
            sections=tuple(
                replace(section, measures=tuple(map(change, section.measures))) for section in direction.sections
            ),
        )
        for direction in directions
    ]


def _described(raw: str, blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Yield the blocks whose labels only say that something is described or aimed at, each with its label."""
    for block in blocks:
        label = label_of(raw, block) if block.kind in _MAY_DESCRIBE else ""
        if _DESCRIBES.fullmatch(label) or (block.kind is _OTHER and _AIMS.fullmatch(label)):
            yield block, label


def _kinds_of_aims(raw: str, measures: Sequence[Measure]) -> dict[str, BlockKind]:
    """Return the labels of aims that are targets: no other label names any, or some say how much is to be reached."""
    goals = any(block.kind is BlockKind.TARGET and label_of(raw, block) for m in measures for block in m.blocks)
    times: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    before_results: set[str] = set()
    for measure in measures:
        told = any(block.kind is _PROGRESS for block in measure.blocks)
        for block, label in _described(raw, measure.blocks):
            if _AIMS.fullmatch(label):
                times[label] += 1
                levels[label] += _LEVEL.search(fold(raw[block.span.start : block.span.end])) is not None
                before_results.update({label} if told else ())
    found = (
        label
        for label, blocks in times.items()
        if (label in before_results and not goals) or 1 < levels[label] >= _SPEAK * blocks
    )
    return dict.fromkeys(found, BlockKind.TARGET)


def _improved(raw: str, blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Yield, from the last on, the blocks of 改善点 before plans that have a label of their own, each with its label."""
    behind: set[str] = set()
    for block in reversed(blocks):
        label = label_of(raw, block) if block.kind is _OUTLOOK else ""
        if _IMPROVED.fullmatch(label) and not behind <= {label}:
            yield block, label
        behind.update({label} if label else ())


def _kinds_of_judged(raw: str, measures: Sequence[Measure]) -> dict[str, BlockKind]:
    """Return the labels of how it went that are of what is wanting: some measures say so below them, none what came well."""
    times: Counter[str] = Counter()
    wanting: Counter[str] = Counter()
    well: set[str] = set()
    for measure in measures:
        told = list(_judged(raw, measure.blocks))
        times.update({label for _, label in told})
        wanting.update({label for block, label in told if block.kind is BlockKind.ISSUES})
        others = ((block, label) for block, label in told if block.kind is _OTHER)
        well.update(label for block, label in others if _is_undecided(raw, block) is False)
    found = (label for label, blocks in times.items() if 1 < wanting[label] >= _SPEAK * blocks)
    return dict.fromkeys((label for label in found if label not in well), BlockKind.ISSUES)


def _judged(raw: str, blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Yield the blocks below a label of how it went, each with its label, where another tells what was done."""
    if all(block.kind is not _PROGRESS for block in blocks):
        return
    labels: set[str] = set()
    for block in blocks:
        label = label_of(raw, block) if block.kind in JUDGED else ""
        if label == _JUDGES:
            labels = labels or {label_of(raw, other) for other in blocks}
            label = _step(label, labels)
        if label and kinds_named(label) == JUDGED:
            yield block, label


def _undecided(raw: str, blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Yield the blocks of how it went that do not say whether it went well, each with its label."""
    before: set[str] = set()
    for block, label in _judged(raw, blocks):
        found = _is_undecided(raw, block)
        goes_on = found is None and block.column != "" and label in before  # the last characters of a cell are no grade
        before.add(label)
        if found or goes_on:
            yield block, label


def _step(label: str, labels: AbstractSet[str]) -> str:
    """Return the label of a block; of 評価 between 計画 and 改善 what it is of these steps."""
    return "Check" if label == _JUDGES and {"計画", "改善"} <= labels else label


def _is_undecided(raw: str, block: Block) -> bool | None:
    """Tell whether a block of how it went says neither what came well (False) nor no more than a grade (None)."""
    found = [undecided(sentence) for sentence in sentences(raw, block.span)]
    return None if None in found else all(found)


def _policies(raw: str, blocks: Sequence[Block], fiscal_year: int | None) -> Iterator[tuple[Block, str]]:
    """Yield the blocks of 方針 before all that was done, each with its label; those of a later year are of what comes next."""
    told = (n for n, block in enumerate(blocks) if block.kind is _PROGRESS and label_of(raw, block))
    first = next(told, 0)
    for block in blocks[:first]:
        label = label_of(raw, block) if block.kind is _OUTLOOK else ""
        if label and _POLICY.fullmatch(label) and not _is_ahead(label, fiscal_year):
            yield block, label


def _kinds_of_policies(raw: str, blocks: Sequence[Block], fiscal_year: int | None) -> dict[str, BlockKind]:
    """Return the labels of policies that are targets, as another label of their measure says what comes next."""
    policies = {label for _, label in _policies(raw, blocks, fiscal_year)}
    ahead = policies and any(b.kind is _OUTLOOK and label_of(raw, b) not in policies for b in blocks)
    return dict.fromkeys(policies, BlockKind.TARGET) if ahead else {}


def _is_ahead(label: str, fiscal_year: int | None) -> bool:
    """Tell whether a label names a year later than that of the report."""
    year = year_of(label, fiscal_year) if fiscal_year is not None else None
    return year is not None and fiscal_year is not None and year > fiscal_year


def _has_results(raw: str, blocks: Sequence[Block]) -> bool:
    return any(b.kind is _PROGRESS and _RESULTS.search(label_of(raw, b)) for b in blocks)


def _as_told(raw: str, measure: Measure, kinds: Mapping[str, BlockKind], fiscal_year: int | None) -> Measure:
    described = (
        *_described(raw, measure.blocks),
        *_improved(raw, measure.blocks),
        *_policies(raw, measure.blocks, fiscal_year),
        *_undecided(raw, measure.blocks),
    )
    told = {id(block): kinds.get(label, block.kind) for block, label in described}
    if all(told.get(id(block), block.kind) is block.kind for block in measure.blocks):
        return measure
    blocks = (replace(block, kind=told.get(id(block), block.kind)) for block in measure.blocks)
    return replace(measure, blocks=tuple(blocks))
