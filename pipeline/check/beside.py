"""The words beside values, which tell what they are: how checks look at them, and the patterns that several of them share.

Only what stands so close that nothing else can be meant is compared. The `text` of a check is what `joined` returns; its
`figures` and `dates` are those of the report, by offset.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.label_words import EARLIER
from extractors.numerals import ANY
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import DateRecord, FigureRecord, SourceDoc

BEFORE = rf"(?:{EARLIER}度?(?:同[期月]|末)?|[前先]月末?)"
"""What a value is compared with: that of 前年度末, 前年同期, 前月."""
OF_OTHER_TIME = compile_pattern(
    rf"(?:{BEFORE}|目標|計画|予定|定員|当初|見込(?:まれて|んで)い[るた])[^0-9、。\n()]{{0,10}}\(?$"
)
"""Before a value that is not of the time of the report, or not yet: （前月末 6区画）."""
ATTENDED = "参加|出席|受講|来場|入場|聴講"
"""What those who come do."""
WITH_OTHERS = compile_pattern(
    r"[^0-9、。\n()]{2}(?<!これ)(?<!両)(?<!これら)(?<!それら)(?<!双方)(?<!両者)(?<!男女)(?<!全て)"
    r"(?:と(?:の[総合]?計)|(?:と|を|も|に)(?:合わせ|あわせ|併せ|加え|足)|[をも]含[むめ])"
)
"""Between parts and their total, A班12人、B班11人、講師と合わせて: some are told without their number."""
MOVED = "延期|順延|変更|振替|振り替|前倒|繰り?[上下]げ|中止|改めて"
"""Beside a day: it took the place of another, or another took its."""
OUT_OF_TURN = rf"{MOVED}|臨時|追加|特別|ただし|例外|代わ|代替|祝日|繰"
"""About days that keep to a rule: one of them may not."""
OFF = "中止|延期|順延|取り?(?:や|止)め|見送|流会|休講|未実施"
"""Beside a session: it was not held, or not on its day."""
LEFT_OUT = "中止|休止|中断|見送|除[きく]|延期|コロナ"
"""Of what is held each year, one time may not have been."""
OF_A_PART = rf"[0-9〇一二三四五六七八九十]{{1,3}}(?:月|日|回|期|年|地区|か所)|{EARLIER}|半期|目標|計画|予定|それぞれ|各|うち|平均|全国|地区|方面|会場|[上中下]旬"
"""In the sentence before a value: it may be of a part of the year or of the place."""
OF_SOME_PLACE = compile_pattern(r"(?<!事業)(?<!活動)(?<!施策)(?<!取組)(?<!分野)(?:で|に|について)は、[^、。\n]{0,40}$")
"""Before a value, with its name: it is of the part that the clause before says, 東部処理区では、水洗化率は; 啓発事業では、 tells but where it belongs."""
SHARES_OF_DEEDS = (
    r"(?<![未不非無])(?:実施|受診|回答|回収|充足|達成|出席|参加|執行|利用|接種|修了|完了|普及|設置|加入|整備|就職|登録|交付|配[布付]|配置|配備|投票|採択|合格|定着"
    r"|備蓄|作成|策定|公開|確認|受検|導入|認証|点検|解決|改善|対応)率"
)
THE_MORE = compile_pattern(
    r"(?<![未不非無])(?:参加|利用|受講|登録|開催|実施|来場|来館|入館|設置|加入|会員|修了|訪問|応募|貸出|受診|接種)"
    rf"|(?:収納|更新|耐震化|自給|稼働|認定|進学)率|{SHARES_OF_DEEDS}|満足度|認知度|理解度|(?:協力|加盟|登録)店"
)
"""Of these the more is the better, so that a target is reached from below."""
GROWING = compile_pattern(
    r"水揚|漁獲|出荷|生産|売上|販売|輸出|宿泊|観光|入込|移住|定住|植樹|植栽|間伐|造林|寄[附付]|収入|収益|収穫|通報|来所|相談|電子申請|申し?込み?|創出|就[職農業]|創業|起業|採用|確保|誘致|立地"
    r"|養成|認証|出展|成約|商談|回収|資源化|予約|視聴|閲覧|アクセス|フォロワー|ダウンロード|乗[車客]|備蓄|点検|巡回|交流|派遣|受入|発電|導入|改修|耐震|舗装|協定|締結|体験|講座|研修|訓練"
)
"""Of these the more is the better, too, if nothing beside them says otherwise."""
THE_LESS = compile_pattern(
    r"排出|事故|待[ちつ機]|苦情|被害|ごみ|ゴミ|廃棄|滞納|火災|出火|犯罪|離職|死亡|死者|自殺|負傷|患者|経費|コスト|費用|使用|消費|所要|日数|時間"
    r"|削減|減量|喫煙|空き|遅|発生|抑|超過|放置|漏水|停電|罹患|未|違反|不|残|欠|失業|虐待|中断|誤|食品ロス|搬送|離婚|転出|要する|要した|かか|混雑|渋滞|赤字|負債|借|処理|縮減|廃止|率|割合|指数|指標|水準|濃度|最長|最大|上限|以内"
)
"""Of these the less may be the better."""
REACHED = (
    r"(?:達成(?:(?:いた)?し(?:た(?!い)|て(?:い(?!な|ませ)|お(?!りませ|らず))|まし)|(?:することが?)?でき(?:た|まし))"
    r"|クリアし(?:た(?!い)|て(?:い(?!な|ませ)|お(?!りませ|らず))|まし))"
)
"""Behind a target and を: it was reached."""
NOT_REACHED = r"(?:(?:届か|達し|及ば|至ら|満た)(?:な(?:い|かった)|ず|ませんでした)|(?:届き|及び)ませんでした)"
"""Behind a target and に."""
RATE = rf"{SHARES_OF_DEEDS}(?:は|:)? ?"
RATE_BESIDE = compile_pattern(rf" ?(?:(?:で|[、, ]){{1,2}}{RATE}|\( ?(?:{RATE})?)")
OPENED = compile_pattern(r" ?\( ?")
CLOSED = compile_pattern(r" ?\)")
NOT_YET = compile_pattern(
    "予定|見込|推計|予測|目標|目指|対象|満[0-9]|[0-9]歳|とする|こととし|計画|想定|将来|定員|募集|締め?切|期限"
)
"""With one of these in the sentence of a day to come, it tells how things will stand, not how they do."""
OF_RESULTS = r"(?:[(\[【〔 ]*(?:[0-9]{1,2}[.) ]|[①-⑳])?[ 　]*(?:[^0-9、。\n()はがを]{1,6}の)?(?:成果|効果|評価|実績|結果|まとめ)(?:[)\]】〕: 　]){1,2} ?)"
"""Opens the line that judges what the lines above it tell: （成果）, 2　事業の成果　."""
COUNTED_OTHERWISE = compile_pattern(
    rf" ?\([^()\n]{{0,20}}(?:除|含|のみ|だけ)|(?:で(?:あ|し)った|だった)(?:当初|(?:令和|平成|昭和|[RHS])? ?[0-9]|{EARLIER})"
)
"""Behind a value: it need not be that of a thing that is told elsewhere: 123件（オンラインを除く）, 123件だった令和5年度末."""
OPEN = r"など|等(?!級|価)|ほか|約|一部|(?<![控解])除[きくいしけ]|含[みむめ]|見込|予定|重複|複数|端数|四捨五入|概算|おおむね"
"""With one of these in a passage, not all is told of what a value is reckoned from."""
ALSO = compile_pattern(r"(?:まで)? ?(?:[、,・]|と|及び|並びに)+ ?")
"""Between two spans or times whose length is told as one."""
SENTENCE_END = compile_pattern(r"[。\n]")
ONE_CHOSEN = r"択一|単[一数](?:回答|選択)|(?:1|一|ひと)つ(?:だけ|のみ)?を?、?(?:選|回答)|(?<![A-Z])SA(?![A-Z])"
"""Beside the shares of answers: each who answered gave but one."""
_WRAP = "\0"
NTH = rf"第 ?(?P<no>{ANY}) ?回"


def joined(source: SourceDoc) -> str:
    """Return the folded text with a sign of no meaning for each line break that only wraps a line: what checks look at.

    So are the blanks that the line behind it is set in by: they may stand within a word.
    """
    text, at = list[str](), 0
    for wrap in source.soft_breaks:
        end = wrap + 1
        while source.folded.startswith(" ", end):
            end += 1
        text += [source.folded[at:wrap], _WRAP * (end - wrap)]
        at = end
    return "".join([*text, source.folded[at:]]) if text else source.folded


def words_between(text: str, start: int, end: int) -> str:
    """Return the words of a stretch of what `joined` returns."""
    return text[start:end].replace(_WRAP, "")


def words_amid(text: str, one: FigureRecord, other: FigureRecord) -> str:
    """Return the words between two figures."""
    return text[one.figure.span.end : other.figure.span.start].replace(_WRAP, "")


def words_before(text: str, at: int, reach: int) -> str:
    """Return the words of so many characters before an offset."""
    begin = at - reach  # asked so often that `max` is felt
    return text[begin if begin > 0 else 0 : at].replace(_WRAP, "")


def words_behind(text: str, at: int, reach: int) -> str:
    """Return the words of so many characters from an offset on."""
    return text[at : at + reach].replace(_WRAP, "")


def offset_behind(text: str, at: int, words: int) -> int:
    """Return the offset at which so many characters of `words_behind` end."""
    end = at + words
    while (needed := words + text.count(_WRAP, at, end)) > end - at:
        end = at + needed
    return end


def line_start(text: str, at: int, reach: int) -> int:
    """Return where the line of an offset begins; 0 where no line break stands so many characters before it."""
    return text.rfind("\n", max(0, at - reach), at) + 1


def sentence_before(text: str, at: int, reach: int) -> str:
    """Return the words of the sentence and line of an offset before it, so many characters at most."""
    return words_before(text, at, reach).rpartition("\n")[2].rpartition("。")[2]


def sentence_behind(text: str, at: int, reach: int) -> str:
    """Return the words of the sentence and line of an offset from it on, so many characters at most."""
    return words_behind(text, at, reach).partition("\n")[0].partition("。")[0]


def start_of(record: DateRecord | FigureRecord) -> int:
    """Return where a date or figure begins, by which they are ordered."""
    return (record.date if isinstance(record, DateRecord) else record.figure).span.start


def told_before(
    text: str, figures: Sequence[FigureRecord], at: int, *, most: int, reach: int, sentences: int = 1
) -> Sequence[FigureRecord]:
    """Return the values before `figures[at]` in its sentence and line, the last few of them.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        at: of the value.
        most: values.
        reach: characters before the value.
        sentences: of its line; 2 for those of the sentence before it as well.
    """
    start, first = figures[at].figure.span.start, at
    while first and at - first < most:
        end = figures[first - 1].figure.span.end
        if start - end > reach or text.find("\n", end, start) >= 0 or text.count("。", end, start) >= sentences:
            break
        first -= 1
    return figures[first:at]


def words_around(text: str, first: FigureRecord, last: FigureRecord, reach: int) -> str:
    """Return the words from a little before a value to a little behind another, of their sentences."""
    start, end = first.figure.span.start, last.figure.span.end
    return sentence_before(text, start, reach) + words_between(text, start, end) + sentence_behind(text, end, reach)


def shape_of(line: str) -> tuple[int, str]:
    """Return how far in a line stands, and the kind of the mark that it begins with: lines of one list are shaped alike."""
    match = _SHAPE.match(line)
    if match is None:
        return 0, ""
    return len(match["indent"]), match["mark"] or ("1" if match["nth"] else "")


_SHAPE = compile_pattern(
    r"(?P<indent> *)(?:(?P<mark>[・○●◇◆■□*▪•\-])|(?P<nth>[(]?(?:[0-9]{1,2}|[ア-ン]|[a-z])[).、 ] *(?![0-9])|[①-⑳]))?"
)


def is_called(text: str, record: FigureRecord, *names: str) -> bool:
    """Tell whether a value is that of something by its name, or by the verb right behind it: 296件を交付した of 交付."""
    label, end = fold(record.figure.label or ""), record.figure.span.end
    told = words_behind(text, end, _NEXT_WORD)
    return label in names or (told[:1] in ("を", "が", "に", "の") and told[1:].startswith(names))


_NEXT_WORD = 12  # characters


def is_asked_for(record: FigureRecord) -> bool:
    """Tell whether a value is how many asked for something, or were asked: 申請件数, 対象者."""
    return _ASKED_FOR.match(fold(record.figure.label or "")) is not None


_ASKED_FOR = compile_pattern("(?:申請|申込|申し込み|応募|受付|対象|計画|受験|募集|定員)(?:者|件|人)?数?$")


def is_divided(lead: str, gaps: Sequence[str], *, borne: bool = False) -> bool:
    """Tell whether shares told in turn are of one thing, and not the rate for each of several kinds: 補助率は、一般1/2、離島2/3.

    Args:
        lead: the words before the first.
        gaps: those before each of the others.
        borne: whether payers count as such only where something is said to be borne.
    """
    if _DIVIDED.search(lead):
        return True
    payer = _STATE if _BY_STATE.search(lead) else _PAYER
    return (not borne or "負担" in lead) and any(map(payer.search, (lead, *gaps)))


_DIVIDED = compile_pattern(r"財源|持分|配分|内訳|分担|案分|按分|出資|構成(?!員|団体)|男女比")
_OF_PAYER = r"(?:庫|費)?の?(?:負担|補助)?(?:が|は|:)? ?$"
_STATE = compile_pattern(rf"国{_OF_PAYER}")
_PAYER = compile_pattern(rf"(?:[国都府県]|北海道|(?<![一-鿿])道){_OF_PAYER}")
"""The name of one who bears a share, and others the rest; 国道 and 水道 are none."""
_BY_STATE = compile_pattern("補助率|国庫|国の(?:負担|補助)")
"""Before what the state gives to each of several, 都道府県1/2、市町村2/3, unless it is itself among them."""


_OF_YEAR, _SEASONS = (
    compile_pattern("年[度間]|通年"),
    compile_pattern(r"(?:(?<![0-9~から-])[0-9]{1,2}月|[春夏秋冬])[^0-9、。\n]{0,6}$"),
)
_YEAR = 4  # seasons; of as many parts and more, they may be all of a year
_SUM_OF = compile_pattern(r"(?P<what>[一-鿿ァ-ヶー]{1,6}(?:費|額|回数))(?:の|は)、?(?:[総合]?計|総額)")


def is_of_more(text: str, parts: Sequence[FigureRecord], total: FigureRecord) -> bool:
    """Tell whether a total is of a whole year, while its parts are of months, or of what they are not: 補助は…、事業費の合計は."""
    gap = words_amid(text, parts[-1], total)
    what = _SUM_OF.search(gap)
    if _OF_YEAR.search(gap):
        return len(parts) < _YEAR and all(_SEASONS.search(words_before(text, r.figure.span.start, 10)) for r in parts)
    lead = words_before(text, parts[0].figure.span.start, 36).rpartition("。")[2]
    return what is not None and what["what"] not in lead + words_amid(text, parts[0], parts[-1])
