"""Progress, outlook and issues told apart by tense and modality, sentence by sentence, where no label marks them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Block, BlockKind
from pipeline.profile import base
from pipeline.segment.both import JUDGED, is_level, is_so, judges, kind_untold, kind_within, kinds_named, turns_ill
from pipeline.segment.evidence import SETS_GOALS
from pipeline.segment.legends import GLYPHS, sign_opening
from pipeline.segment.shortfalls import is_wanting
from pipeline.tabular import is_value

_TARGET, _PROGRESS = BlockKind.TARGET, BlockKind.PROGRESS
_OF_ONE_VALUE = compile_pattern(r"[^\w]{0,2}(?:実績|達成|現状|現況|基準|当初)値|[^\w]{0,2}(?:達成|進捗)率")
"""A label of a value of an indicator."""
_POINT = r"[・○◯〇◎●■◆□◇※→⇒➡⟶➔▶▷☞\uf0d8\uf0e0\uf0e8*\-(（①-⑳]"  # as written
_FIELD = r"[^。、\n:：0-9０-９]{2,12}[:：]"
_NUMBER = r"[0-9０-９]{1,2}(?:[.．)）](?![0-9０-９])|[ \u3000](?![\s0-9０-９人名件回年月日]))"
_DIGITS = r"[0-9０-９〇一二三四五六七八九十]{1,3}"
_ROW = (
    rf"(?:第 ?{_DIGITS} ?回|{_DIGITS} ?月 ?{_DIGITS} ?日(?:[（(][月火水木金土日][^）)\n]{{0,4}}[）)])?)"
    r"[ \u3000：:（(][^。\n]{0,120}[人名組](?:参加|出席|受講|来場)?[）)]?[ \t\u3000]*(?:\n|$)"
)
"""A session with who came (６月３日（土）　公民館　25人): it goes on in no other line, and no line goes on in it."""
_CAPTION = (
    r"[(（【<＜]?(?:図表?|表|写真) ?[0-9０-９]{1,2}(?:[-－‐.．][0-9０-９]{1,2})?[ \u3000：:][^。\n]{1,60}(?:\n|$)"
)
_ALONE = f"(?:{_ROW}|{_CAPTION})"
_SENTENCE = compile_pattern(
    rf"[ \t\u3000]*{_ALONE}|[^。\n]*(?:\n(?![ \t\u3000]*(?:{_POINT}|{_NUMBER}|{_FIELD}|{_ALONE}|\n|$))[^。\n]*)*(?:。[」』)）]?|\n+|$)"
)
_NEW_POINT = compile_pattern(_POINT)
_AIM = compile_pattern(r"\W{0,2}(?:ねらい|狙い|目的|趣旨|概要|背景)\W")
_GLYPH_LINE = compile_pattern(rf"[ \t\u3000]*\n[ \t\u3000]*(?P<sign>[{GLYPHS}])")
_LINE = compile_pattern(r"\n[ \t\u3000]*")
_CLOSING = compile_pattern(r"[。\s」』)]+$")
_ASIDE = compile_pattern(r"(?<=[^\s(]) ?\([^()]*\)[。\s]*$")
# What a sentence ends on. A plain present that only states (あります, となります, 申し上げます) says nothing of time.
_IS = r"(?:である|です|であります|でございます)"
_GOES_ON = r"(?:いる|います|おります)"
_OUTLOOK = compile_pattern(
    rf"(?:予定|見込み?|見通し|計画|方針|考え|運び|所存|つもり|(?<=[うくぐすつぬぶむる])(?:段取り|手はず))(?:{_IS}|(?:と?して|となって){_GOES_ON})?$|見込んで{_GOES_ON}$"
    r"|予定(?:で|であり|でありまして|でございまして|としており)、[^。]{1,40}?(?:[はをもに]、?|[^。、]{1,8}を)[^。、]{1,16}と(?:し|いたし|致し|定め)(?:た|ました)$"
    rf"|を予定して(?:おり|い)(?:まして)?、(?!現[在時]|[今本]年|これまで)(?:(?!現[在時]|末|これまで|実績)[^。、]){{2,24}}は(?:約)?[0-9][^。、]{{1,12}}{_IS}$"
    r"|(?:[来次翌新]年度.*|(?:よう|べく)、?[^。、]{0,24})予算(?:案|要求)?[にへ]も?[^。、]{0,12}(?:計上|要求|盛り込)(?:(?:いた)?し|[みん])[ただてで]?(?:ました|いる|います|おります|あります|ところ(?:です|である|であります|でございます))?$"
    r"|方向で[^。、\n]{0,16}(?:調整|検討|協議|準備)(?:して(?:いる|います|おります)|中(?:です|である)?)$|の方向(?:性?である|です)?$"
    r"|(?:こと|導入|[新創開]設|設置|拡[大充]|増[設員]|移行|再開|延長|廃止|統合|実施|開催|見直し)(?:を|も|について)検討(?:して(?:いる|います|おります)|中(?:です|である)?)$"
    r"|(?:て|で)(?:まいり|参り|いき|ゆき)(?:ます|たい\S{0,10})$|(?:て|で)(?:いく|ゆく)$|たい(?:と(?:思|考|存)\S*|です)?$"
    r"|[いきぎけげしせちてねびべみめりれえじ]ます$(?<![過次す]ぎます)(?<!あります)(?<!なります)(?<!おります)(?<!まいります)(?<!れます)(?<![てで]います)(?<!ざいます)"
    r"|(?:(?:に|への?)(?:より|さらに|一層|特に)?力を|取り|受け|組み)入れます$|に力を入れる$"
    r"|(?:図る|努める|進める|取り組む|目指す|めざす|行う|続ける|継続する|検討する|実施する|開催する|することとする|ものとする"
    r"|ことと(?:する|(?:し|いたし|致し)(?:ます|ている|ています|ております))|ことに(?:なって|して)(?:いる|います|おります))$"
)
_SPEAKS = r"(?:申し上げ|(?:説明|報告|回答|紹介|感謝|お願い)(?:いた)?し)"
_STATED = compile_pattern(
    rf"(?:申し上げ|お願いいたし|お願いし|感謝いたし|[おご御](?:答え|説明|回答|紹介)(?:いた)?し|報告いたし|報告し|とさせていただき|終わり|終え|(?:(?<!たいと)|{_SPEAKS}たいと)(?:思い|存じ|考え)|なり|(?<!で)あり|(?<![てで])おり|[にがもは名人く]い|でき|目立ち"
    r"|[当あ]たり|かかり|[分わ]かり|[上下]回り|上り|のぼり|とどまり|違い|残り|[要有属]し|存在し|[該相]当し|占め|示し|伴い|含み|除き|見え|言え|使え|行え)ます$"
    r"|^以上[、がで](?!.*[0-9]).*(?:申し上げ|申し述べ|述べ(?:させていただき)?|(?:説明|報告|紹介)(?:(?:いた)?し|させていただき))(?:まし)?た$"
    r"|^(?!.*(?:今後|これから|[来次翌]年|来月|まで)).*[がも][^、。をはがも]{0,8}(?:起き|生じ|続き|相次ぎ|かさみ)ます$"
)
_SITTING = r"(?:議会|定例会|委員会|会議|審議会|協議会)"
_STATED_LATER = compile_pattern(
    rf"(?:改めて|後日|追って|次回|次の(?:{_SITTING}|機会)|(?:[0-9] ?月|[来翌次]年度?)[^。、はがを]{{0,16}}{_SITTING}[にで])"
    r"[^。、はがた]{0,20}(?:報告|説明|提示|提案|諮|示し|相談)[^。、]{0,8}ます$"
    r"|予定(?:であり|でございまして|でありまして|ですので|としており)、"
)
"""What is only to be said at another time: 結果は改めて御報告いたします, 来年6月の本委員会に御報告いたします."""
_EXPECTED = compile_pattern(r"(?:となる|に(?:達する|上る|のぼる))見込み(?:である|です|であります|でございます)?$")
_OF_TIME_AHEAD = compile_pattern(r"[今本来次翌]年|今後|年[度間内]|[上下]半?期|最終|予定|計画|目標")
"""What 見込み may be of: without such a word, of what was done, of which the last number is not in yet."""
_ISSUES = compile_pattern(
    r"課題(?!解決|提案|別|図書|研究|であった|だった|を(?!抱え|残)|に(?:対|応|取|向)|について|の(?:解決|把握|共有|整理))|問題(?:と|が|で|を残)"
    r"|(?:反省|問題|難)点(?:が|も|は|で(?:す|ある|あり))(?!(?:特に)?(?:な[いくか]|あり?ませ|ござ(?:い)?ませ))"
    r"|(?:(?:悩み|心配|頭痛|不安|苦労)の種|悩みどころ|(?:悩ましい|頭の痛い)(?:ところ|点|問題))(?!で(?:は(?:な|あり)|した|あった))|頭を(?:悩ませ|痛め)て(?=い|お)(?!いませ|いな)"
    r"|(?:必要が(?:ある|あります|生じ\S*)(?:と(?:考え|思|認識)\S*)?|必要(?:である|です|となって\S*|となります)|求められ(?:て\S*|る|ます)|急務\S*|困難\S{0,12}|(?:不足し|遅れ)て(?!い[なま]せ?[んい]|お[らり](?:ず|ませ))\S*)$"
)
_AROSE = compile_pattern(
    r"(?:課題|問題|(?:反省|問題|難)点)(?:(?:が|も|は|として)[^。]{0,20}(?:残|明らか|見え|浮[かき]|生じ|[挙上あ]が|あった|ありました|ございました|判明|指摘)"
    r"|[にと](?:なった|なりました|[挙上あ]が[っり])|を残(?:した|しました))(?![^。、]{0,6}(?<=[たる])[一-鿿ァ-ヶー][^。、]*を)"
)
"""今後の課題を話し合った and 課題に挙がった段差を直した tell of what was done, 課題が残った of an issue."""
_PAST = compile_pattern(r"(?:(?<=[しれっいえけめきげんみりせじねべびちて見得出来経])[ただ]|ました|でした)$")
_DONE = compile_pattern(
    rf"{_PAST.pattern}|(?:(?:て|で)(?:いる|います|おります|おり)|済み?|完了|実施|開催|継続|終了|中止"
    r"|(?:実施|開催|開設|運営|運用|継続|募集|受講|稼働|活動|進行|施工|建設|工事|検討|協議|調整|準備|作業|作成|整備|利用)中)(?:で(?:す|ある|あります))?(?:ところ(?:です|であります|である)?)?$"
)
_PLAIN_AHEAD = compile_pattern(
    r"(?:なお|また)?、?(?:今後|[来次翌新]年度|来期)[はもに、].*[うくぐすつぬぶむる]$(?<!ある)(?<!いる)(?<!なる)(?<!です)"
    r"|(?:.*[、 ])?(?:(?:今後|[来次翌新]年度|来期)(?:[はもに、]|から|と?も)|(?<!に)引き?続き、?).*(?:[一-鿿]{2}|ことと(?:した|しました|いたしました))$(?<!完了)(?<!終了)(?<!中止)"
)
"""来年度は対象を広げる: the plain form of a verb alone tells no time, and so do nouns: 引き続き実施."""
NOT_PAST = compile_pattern(
    r"(?:[うくぐすつぬぶむる])$(?<!ある)(?<!いる)(?<!なる)(?<!きる)(?<!れる)(?<![残偏劣]る)(?<!続く)(?<!とどまる)(?<!目立つ)(?<!かかる)(?<!超える)(?<![上下]回る)(?<!思う)(?<!考える)(?<!見える)(?<!言える)(?<!違う)(?<![要有属]する)(?<!当する)(?<!占める)(?<!示す)(?<!含む)(?<!指す)(?<!です)(?<!ます)"
)
"""What is to be done, if it stands behind all that was done: …を実施した。国に要望する。"""
_PRESENT = compile_pattern(r"(?:[うくぐすつぬぶむる]|ます|です)$")

_PARTLY = compile_pattern(
    r"(?:(?!今後|[来次翌]年|年度[内末中]).)*?\d ?(?P<unit>[^\d、。 はがをでにの]{1,4})(?:[はがを][^。\d]{0,30}[しりいえけめきれみてでちげ]、残[るり]"
    r"|[^、。\d]{0,12}(?:あり|で|うち|し)、[^。、]{0,8}\d+ ?(?P=unit)は[^。]*、(?:残る)?\d+ ?(?P=unit)は)"
)
"""4kmが完成し、残る2kmは来年度に行います; 3件あり、2件は是正、1件は…予定: what a part is to become stands beside what was done."""
_BEFORE_STEPS = frozenset({_PROGRESS, BlockKind.ISSUES})
_MAY_BE_SHORT = frozenset({_PROGRESS, None})
_LONGEST_VALUE = 20  # characters


def told_apart(raw: str, blocks: Sequence[Block], signs: Mapping[str, BlockKind]) -> Iterator[Block]:
    """Yield a measure's blocks: those without a label by tense, and next steps that arrows open apart."""
    if not any(block.kind is _PROGRESS for block in blocks):
        blocks = [part for block in blocks for part in _without_deeds(raw, block)]
    valued = labelled = shown = False
    for block in blocks:
        if not _is_labelled(block) or block.kind is _TARGET:
            continue
        label = fold(raw[block.heading.start : block.heading.end]) if block.heading else block.column
        if SETS_GOALS.match(label):  # 目標：… and 指標の状況 say nothing of what else stands there
            continue
        if _OF_ONE_VALUE.match(label) or _is_value(raw, block.span):
            valued = True
        else:
            labelled, shown = True, shown or block.kind in _BEFORE_STEPS
    if labelled and signs and any(block.kind is BlockKind.OUTLOOK for block in blocks):
        signs = {sign: kind for sign, kind in signs.items() if kind is not BlockKind.OUTLOOK}
    done = False  # whether an earlier block that no label introduces tells what was done
    for block in blocks:
        whole = not (signs and block.kind in _BEFORE_STEPS) if labelled else _is_labelled(block)
        if valued and not labelled and not tenses(raw, block.span)[0]:
            whole = True  # what is done, before how often it was: 実績　12回
        if not whole:
            yield from _split_by_tense(raw, block, signs, labelled=labelled, done=done)
            done = done or tenses(raw, block.span)[0] > 0
        elif labelled and not _is_labelled(block) and block.kind is _PROGRESS and not shown:
            yield from _without_shortfalls(raw, block)
        else:
            yield block


def _is_labelled(block: Block) -> bool:
    """Tell whether a label on a line or the head of a column says what a block tells."""
    return block.heading is not None or block.column != ""


def _without_deeds(raw: str, block: Block) -> Iterator[Block]:
    """Yield an aim said beside its label apart from the points below that tell what was done: ねらい above ○ and ○."""
    start, end = block.span
    label = fold(raw[block.heading.start : start]) if block.heading else ""
    aim = "\n" not in label and (block.kind is _TARGET or _AIM.match(label))
    first = _GLYPH_LINE.search(raw, start, end) if label and aim else None
    if first is None or raw[start] in GLYPHS or not tenses(raw, Span(first.start("sign"), end))[0]:
        yield block
        return
    at = first.start("sign")
    said, told = parts_of(block, [(block.kind, start, first.start()), (_PROGRESS, at, end)])
    yield said
    yield replace(told, heading=None)


def _without_shortfalls(raw: str, block: Block) -> Iterator[Block]:
    """Yield what was done, before plans that have a label, and what was wanting behind all of it."""
    bounds = list(sentence_bounds(raw, block.span))
    kinds = _told([raw[start:end] for start, end in bounds], wanting=True)
    stop = len(kinds)
    while stop and kinds[stop - 1] is None and raw[bounds[stop - 1][1] - 1] != "。":
        stop -= 1  # cells of a table behind it
    first = stop
    while first and kinds[first - 1] is BlockKind.ISSUES:
        first -= 1
    if first in (0, stop) or _PROGRESS not in kinds[:first]:
        yield block
        return
    parts = [(block.kind, block.span.start, bounds[first - 1][1])]
    parts.append((BlockKind.ISSUES, bounds[first][0], bounds[stop - 1][1]))
    parts += [(block.kind, bounds[stop][0], bounds[-1][1])] if stop < len(kinds) else ()
    yield from parts_of(block, parts)


def _is_value(raw: str, span: Span) -> bool:
    """Tell whether a text is one number with at most its unit."""
    return span.end - span.start <= _LONGEST_VALUE and is_value(fold(raw[span.start : span.end]).strip())


def told_by_label(raw: str, block: Block, label: str, *, results_apart: bool) -> Sequence[Block]:
    """Return the parts of a block each of which is of one of the kinds that its label names: 成果と課題.

    What says nothing goes with the sentence before it, but a new point with what the label names first.

    Args:
        raw: the report's text.
        block: of a measure.
        label: its folded words; empty without one.
        results_apart: whether another block of its measure tells what was done.
    """
    named = kinds_named(label)
    alone = not named and judges(label)
    named = JUDGED if alone else named
    if not named or base().kind_of(label) not in (None, block.kind):  # 令和8年度の取組と課題 are all ahead
        return (block,)
    untold = kind_untold(named, block.kind, results_apart=results_apart)
    only_ahead = BlockKind.OUTLOOK in named and _PROGRESS not in named  # 課題と対応: 若者に声をかける。
    bounds = list(sentence_bounds(raw, block.span))
    words = [_joined(raw[start:end]) for start, end in bounds]
    parts: list[tuple[BlockKind, int, int]] = []
    told = [
        BlockKind.OTHER
        if alone and is_level(bare(sentence))
        else kind_within(named, bare(sentence), said, results_apart=results_apart)
        for sentence, said in zip(words, _told(words), strict=True)
    ]
    if results_apart and named == JUDGED and BlockKind.ISSUES not in told:
        told[-1:] = [told[-1] or BlockKind.ISSUES] if told else []  # how it went, then what is left
    first = next((kind for kind in told if kind is not None), None)
    for (start, end), sentence, said in zip(bounds, words, told, strict=True):
        kind = said
        behind = bool(parts) and parts[-1][0] is _PROGRESS
        if behind and kind in (None, _PROGRESS) and BlockKind.ISSUES in named and turns_ill(bare(sentence)):
            kind = BlockKind.ISSUES
        if kind is None and only_ahead and BlockKind.ISSUES in named and is_so(bare(sentence)):
            kind = BlockKind.ISSUES
        if kind is None and (only_ahead or named[0] is BlockKind.OUTLOOK) and NOT_PAST.search(bare(sentence)):
            kind = BlockKind.OUTLOOK
        if kind is None:
            before = parts[-1][0] if parts else first if named[0] is first is BlockKind.OTHER else untold
            kind = untold if _opens_point(raw, block.span.start, start) else before
        if parts and kind is parts[-1][0]:
            parts[-1] = kind, parts[-1][1], end
        else:
            parts.append((kind, start, end))
    return list(parts_of(block, parts))


def _split_by_tense(
    raw: str, block: Block, signs: Mapping[str, BlockKind], *, labelled: bool, done: bool
) -> Iterator[Block]:
    """Yield the parts of a block that no label introduces, each of one kind; they meet at ends of sentences.

    Args:
        raw: the report's text.
        block: unlabelled text of a measure. What says nothing of time goes with the sentence before it.
        signs: folded, of which it is known what the lines tell that they open, up to the next point.
        labelled: whether a label says what else stands in the block, so that only such lines are told apart.
        done: whether a block before it tells what was done.
    """
    parts: list[tuple[BlockKind, int, int]] = []
    signed: BlockKind | None = None  # what the sign tells of the line that it opens
    bounds = [bound for line in _opened(raw, block.span, signs) for bound in sentence_bounds(raw, line)]
    words = (raw[start:end] for start, end in bounds)
    told = [block.kind] * len(bounds) if labelled else _told(words, wanting=True, done=done)
    for (start, end), said in zip(bounds, told, strict=True):
        kind = said
        sign = sign_opening(raw, start, signs) if signs and opens_line(raw, block.span.start, start) else None
        if sign is not None or (signs and _opens_point(raw, block.span.start, start)):
            if signed is not None and kind is None:
                kind = _PROGRESS  # behind a line with a sign, of what was done again
            value = sign is not None and is_value(fold(raw[start + len(sign) : end]).strip())
            signed = None if value else signs.get(sign or "")  # →320万円 is what came of it
        kind = signed or kind
        if parts and kind in (None, parts[-1][0]):
            parts[-1] = parts[-1][0], parts[-1][1], end
        else:
            parts.append((kind or _PROGRESS, start, end))
    yield from parts_of(block, parts)


def parts_of(block: Block, parts: Iterable[tuple[BlockKind, int, int]]) -> Iterator[Block]:
    """Yield the parts of a block, given what each is and its raw bounds, with the points that begin in them."""
    for kind, start, end in parts:
        items = tuple(
            replace(item, span=Span(item.span.start, min(item.span.end, end)))
            for item in block.items
            if start <= item.span.start < end
        )
        yield replace(block, kind=kind, span=Span(start, end), items=items)


def _opened(raw: str, span: Span, signs: Mapping[str, BlockKind]) -> Iterator[Span]:
    """Yield the parts of a text that begin with lines which some signs open, and what stands before them."""
    lines = _LINE.finditer(raw, span.start, span.end) if signs else ()
    begins = [line.end() for line in lines if sign_opening(raw, line.end(), signs)]
    yield from (Span(a, b) for a, b in pairwise(sorted({span.start, *begins, span.end})))


def opens_line(raw: str, lowest: int, start: int) -> bool:
    """Tell whether a sentence begins a line."""
    return not raw[max(raw.rfind("\n", lowest, start) + 1, lowest) : start].strip()


def _opens_point(raw: str, lowest: int, start: int) -> bool:
    """Tell whether a sentence begins a line with a mark of its own."""
    return opens_line(raw, lowest, start) and _NEW_POINT.match(raw, start) is not None


def _told(sentences: Iterable[str], *, wanting: bool = False, done: bool = False) -> list[BlockKind | None]:
    """Return what each sentence of a text reports: behind all that was done, plain verbs tell what is to come.

    Args:
        sentences: as written or joined.
        wanting: whether what is wanting is told too. Before what was done it is only the ground for it.
        done: whether what was done stands before all of them.
    """
    words = list(map(_joined, sentences))
    kinds = list(map(kind_of_sentence, words))
    behind: dict[int, BlockKind] = {}
    for number in reversed(range(len(kinds))):
        kind = kinds[number]
        if wanting and kind in _MAY_BE_SHORT and _tells_short(bare(words[number])):
            behind[number] = BlockKind.ISSUES
        elif kind is _PROGRESS:
            return [behind.get(n, kind) for n, kind in enumerate(kinds)]
        elif kind is None and NOT_PAST.search(bare(words[number])):
            behind[number] = BlockKind.OUTLOOK
    return [behind.get(n, kind) for n, kind in enumerate(kinds)] if done else kinds


def _tells_short(words: str) -> bool:
    """Tell whether a sentence says that something is wanting, be it only by what it is set against: しかし、定員に届かなかった."""
    return is_wanting(words) or turns_ill(words)


def kind_of_sentence(sentence: str) -> BlockKind | None:
    """Return what a folded sentence reports, None where it does not say."""
    words = bare(sentence)
    issue = _ISSUES.search(words)
    if issue is None and _STATED.search(words):
        return BlockKind.OUTLOOK if _STATED_LATER.search(words) else None
    if _EXPECTED.search(words) and not _OF_TIME_AHEAD.search(words):
        return None
    if _OUTLOOK.search(words):
        return _PROGRESS if _PARTLY.match(words) else BlockKind.OUTLOOK
    if issue and (not _PAST.search(words) or _AROSE.search(words)):
        return BlockKind.ISSUES
    if _PLAIN_AHEAD.match(words):
        return BlockKind.OUTLOOK
    return _PROGRESS if _DONE.search(words) else None


def tells_done(raw: str, span: Span) -> bool | None:
    """Tell whether a text says that it was done what it describes, None where its sentences end on nouns."""
    done, is_so = tenses(raw, span)
    return done > is_so if done or is_so else None


def tenses(raw: str, span: Span) -> tuple[int, int]:
    """Return how many sentences of a text speak in the past, and how many in the present."""
    ends = sentences(raw, span)
    done = sum(_PAST.search(words) is not None for words in ends)
    return done, sum(_PRESENT.search(words) is not None for words in ends)


def sentences(raw: str, span: Span) -> list[str]:
    """Return the folded sentences and points of a text, without what closes them."""
    return [bare(_joined(raw[start:end])) for start, end in sentence_bounds(raw, span)]


def _joined(raw: str) -> str:
    """Return a sentence folded, its wraps undone with the indentation behind them."""
    return "".join(map(str.strip, fold(raw).split("\n")))


def bare(sentence: str) -> str:
    """Return a folded sentence without what closes it."""
    return _CLOSING.sub("", _ASIDE.sub("", sentence)).strip()


def sentence_bounds(raw: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yield the bounds of sentences and points, blanks at their ends cut off."""
    at = span.start
    while at < span.end:
        match = _SENTENCE.match(raw, at, span.end)
        end = max(match.end() if match else span.end, at + 1)
        words = raw[at:end]
        start = at + len(words) - len(words.lstrip())
        stop = at + len(words.rstrip())
        if start < stop:
            yield start, stop
        at = end
