"""Which words name what is counted, and which only stand beside it: the label as a stretch of the text, trimmed."""

from __future__ import annotations

from typing import NamedTuple

from extractors import scripts
from extractors.patterns import compile_pattern

ATTENDANCE = scripts.compile(
    r"(?:参加|参観|受講|来場|出席|聴講|視聴(?!覚)|修了|来館|入場|入館|観覧|観戦|観客|来客|来訪|来園|来所|来街|見学|体験|利用|受検|受験|出場|出走|完走|出展|参集|参列|集ま|訪れ|(?<!未)受診者|傍聴|同席|出演|人出|入り?込み?客?|見物|鑑賞|拝観|(?<!登録)(?<!登録された)(?<!登録した)(?<!登録する)学習者|(?<!に)通っ(?=た|て))(?![料費券])"
)
"""Words that say that people took part."""

SESSION = r"(?:(?:第 ?[\d一二三四五六七八九十]{1,3} ?回|\d{1,2} ?回目)[^、。\n()\d]{0,16}(?:[(](?:[^()\n]|[(][^()\n]{1,4}[)]){1,30}[)])?|(?:\d{1,2}月)?\d{1,2}日(?:[(][^()\n]{1,6}[)])?|\d{1,2}月(?=[には]))(?:には|は|に|が|:| )?(?:延べ|約)?"
"""Before a number of a list: when those counted came."""
OCCASION_ENDS = scripts.compile(
    r"(?:研修|講座|教室|セミナー|フォーラム|大会|(?:講演|説明|相談|交流|連絡|研修|講習|懇談|学習|検討|報告|総|見学|観察|体験|上映|座談)会|訓練|会議|イベント|フェア|ツアー|ワークショップ|シンポジウム|まつり|祭り?|(?:記念|市民)植樹|つどい|集い)$"
)
"""The end of the name of what is held."""
EARLIER = "(?:前年|前の年|昨年|前回|前期|一昨年|前々年)"
"""When an earlier value is of, with which one is compared."""
BEFORE_CHANGE = "(?:拡大|実施|導入|改正|改定|改訂|開始|見直し|変更|整備|改修|移転|統合|増設|再編|値上げ)前"
"""When a value was what a change made another: 拡大前の80人."""
NOT_ATTENDING = scripts.compile(
    r"定員|募集|委任状|配置|登録|雇用|採用|就職|就労|内定|応募|申込|申し込み|予約|待機|対象|任命|委嘱|増員|欠員|在籍|見込|認定|指定|養成|確保|希望者|人口|非該当|"
    r"不?登校|会員|転出|転入|欠席|退会|入団|入会|入隊|加入|開業|途中(?!参加)|辞退|離職|退職|未受診|死者|死亡|負傷|患者|感染|陽性|被災|避難|被害|搬送|申請|相談|回答"
)
"""Words that say that people were counted for something else than coming."""
SAYS_WHICH = ("等", "・", "近隣", "周辺", "隣接", "近接")
"""How words end that say which and name none: 学校等24機関, 県・周辺4町."""
BOUNDS_OTHERS = compile_pattern(r"(?:以上|以下|未満|超)の")
"""Behind a number: what is counted comes behind (80点以上90点未満の銀賞は12人)."""
BARE = frozenset(
    {
        "額",
        "量",
        "数",
        "率",
        "割合",
        "比率",
        "件数",
        "人数",
        "回数",
        "箇所数",
        "総数",
        "総額",
        "総量",
        "金額",
        "推移",
        "状況",
        "不足",
    }
)
"""Nouns that say little without what they are of: 補助金の額, ごみの量."""
OF_WHAT = frozenset({"推移", "状況"})
"""Those of `BARE` that are no count themselves: 隊員数の推移."""
PERSON_WORDS = ("人", "者", "方", "方々")
PERSON_NOUN = scripts.compile(
    r"(?:者|数|員|生|人|方|親|子|童|徒|師|士|役|手|ども|人員|代表|スタッフ|ボランティア|定員|募集)$"
)
"""The end of a noun that says who was counted: a place ends otherwise."""
COUNTED_ONLY = frozenset({"数", "人数", "件数", "回数", "人員", "世帯数"})
_NO_WORD = scripts.compile(r"[\W_]+|[ぁ-んァ-ヶA-Za-z]")
_NO_LABEL = scripts.compile(
    r"(?:元年度?|前者|後者|計|合計|総計|累計|小計|平均|最大|最小|最長|最多|最高|最低|延べ|のべ|実[・/]?|各|うち|上|全|全量|全数|全額|他|ほか|内訳|現在|時点|県内|市内|町内|区内|村内|庁内|国内|全国|当初|以上|以下|未満|"
    r"今|今回|今年|関係|今[春夏秋冬季]|週|ペース|展|初日|最終日|又|φ|推計|概算|縮減|節減|伸び|[増減][員額]|[前昨]年同日比?|本年|昨年|前年|今年度|本年度|当該年度|昨年度|前年度|来年度|翌年度|前年同期|同年|同月|同|上半期|下半期|前期|後期|(?:年度)?[前後]半|現状|現行|年度末|月末|末|毎月|毎週|毎年|年間|月間|期間中|"
    r"平日|休日|祝日|土日祝?日?|週末|午前|午後|当日|前日|翌日|両日|朝夕|朝晩|年額|月額|日額|初年度|常時|人中|名中|年度|年|月|日|回|者|人|方々?|それぞれ|いずれ|次|下記|別|順|分|予定|実績|(?:実施|取組|進捗|活動|事業)(?:内容|状況)|実施|開催|等|全体|毎回|毎日|目標値?|計画値?|主要|一律|内|当たり|あたり|つき|比べ|実質|過去|今後|直近|生後|築|規模|増加?|減少?|突破|達成|超過|金|到達|部|差引き?|差し引き|夕方|早朝|深夜|夜|朝|昼|[春夏秋冬][季期]?|限り|前後|上回|下回|原則|判断|認識|(?:年度|月|年)?途中|集計|水準|成果|課題|方向性|評価|概要|備考|基準|第|日程|[偶奇]数月|KPI|指標|結果|残り|残|令和|平成|昭和|(?:開催|実施)予定)"
)
_OF_ITEMS = frozenset({"指標", "目標"})
_ITEMS = scripts.compile(r" ?\d{1,4} ?項目")
"""Behind 指標 and 目標, which say else only what sort of value stands beside them: it is those that are counted, as in 3つの目標."""
_SPREAD_ON = scripts.compile(r" {1,3}[一-鿿](?![一-鿿ぁ-んァ-ヶ])")
_SPREAD_BEFORE = scripts.compile(r"(?<![一-鿿ぁ-んァ-ヶ\d])[一-鿿] {1,3}$")
"""A letter of a word set wide: 合　計, 実　績."""
_PERIOD = scripts.compile(
    r"(?:(?:令和|平成|昭和)[元\d一二三四五六七八九十]{1,3}|[前昨本今同来翌当各次]|一昨|前々)?(?:年度?|月|期)(?:当初|末|初め|中|内)?"
    r"(?:同[期月]末?|時点|現在|実績|[上下]半期)?|(?:毎週)?[月火水木金土日・]+曜日?|もの|こと|ところ|とき|とおり|通り"
)
"""What no quantity counts: the time of a value (前年度末は7市町村), a noun without a meaning of its own."""
_LEADING = scripts.compile(
    r"(?:ほか(?=[一-鿿])|備え(?!付)(?=[一-鿿]{2})|御(?=[一-鿿]{2})|ご(?=[一-鿿]{2})|延べ|のべ|延(?![長岡期焼納滞伸命着])(?=[一-鿿]*(?:者|人|数))|合計|計(?![画測量算])|約|各回(?=[一-鿿]{2})|各(?![種位])|うち|(?:[今本昨前]年度)?[上下]半期(?=[一-鿿]{2})|実(?=参加|利用|受講|人|件|相談))"
)
_LEADS = frozenset("ほ備御ご延の合計約各う今本昨前上下実")
"""With one of these it begins."""
_ITEM_MARK = scripts.compile(r"[ア-ン] (?=[A-Za-z])|[PDCA] (?=[ぁ-んァ-ヶ一-鿿])")
"""The mark of an item which the tagger joins with what stands behind it: ウ ICT支援員, P 公園3か所."""
_AND_OTHERS = scripts.compile(r"[一-鿿ァ-ヶー]{2,}[者長員士師家]ら(?=[一-鿿]{2})")
"""学識経験者ら委員18名."""
_HYPHENED = compile_pattern(r"(?<![A-Za-z0-9])[A-Za-z]{1,10}-[A-Za-z]$")
"""The tagger cuts Wi-Fi in three."""
_TRAILING = ("の延べ", "日量", "延べ", "のべ", "合計", "累計", "各回", "各日")


_BODY_OR_PLAN = scripts.compile(r"(?P<plan>.*(?:プラン|ビジョン|計画|戦略|構想))|[本当]?[市区町村県]")
_AIMS_OR_ACTS = scripts.compile(
    r"の目標|は[^、。\n\d]{0,4}\d[\d,.万]* ?[^\d。、\n]{1,4}[にへを](?P<made>作成|策定|作[っりる]|改[定訂]|見直|更新|認定|承認|提出)?"
)


class Label(NamedTuple):
    """A label at view offsets `start`..`end`."""

    start: int
    end: int


_GRADE = scripts.compile(r"(?<![^\n。 ])[A-ES] (?:[年月週]$)?")


_PLANNED = compile_pattern(r"(?:計画|目標|予定)(?:値|の)?$")
_REASON = compile_pattern(r"[^、。\n\d]{0,14}(?:ため|ので|こと(?:から|により|もあり))、")


def is_aside(before: str, behind: str) -> bool:
    """Tell whether a number between two stretches of text is that of a plan, or only gives a reason."""
    return _PLANNED.search(before) is not None or only_tells_why(before, behind)


def only_tells_why(before: str, behind: str) -> bool:
    """Tell whether a number between two stretches of text only gives a reason: 退会した方が20人いたため、前年の126人からは."""
    return before.endswith(("が", "が約")) and _REASON.match(behind) is not None


def behind_grade(text: str, label: Label) -> Label | None:
    """Return a label without the grade that stands before its line (B　利用者は24人); None where no noun is left."""
    grade = _GRADE.match(text, label.start, label.end)
    if grade is None:
        return label
    return Label(grade.end(), label.end) if grade.end() < label.end else None


def names_whose(text: str, label: Label) -> bool:
    """Tell whether a label says whose aim it is or who acted: プランの目標は55名, 区は28団体に補助した; not 支援計画は7件を作成した."""
    told = text.startswith(("の目標", "は"), label.end) and _AIMS_OR_ACTS.match(text, label.end)
    whose = _BODY_OR_PLAN.fullmatch(text, *label) if told else None
    return bool(told and whose and not (whose["plan"] and told["made"]))


def trim(text: str, start: int, end: int) -> Label | None:
    """Return the label within `start`..`end`: without qualifiers and fillers, None where nothing is left that names."""
    if text[start - 1 : start] == "-" and (whole := _HYPHENED.search(text, start - 12, start + 1)):
        start = whole.start()
    first = start
    if text[start - 1 : start] in ("", "\n") and (mark := _ITEM_MARK.match(text, start, end)):
        start = mark.end()
    while text[start : start + 1] in _LEADS and (match := _LEADING.match(text, start, end)):
        start = match.end()
    while start < end and text[start] in " ・":
        start += 1
    if text.endswith(_TRAILING, start, end):
        for tail in _TRAILING:
            if text.endswith(tail, start, end) and end - start > len(tail):
                end -= len(tail)
                break
    if end - start > 2 and text[end - 1] == "ら" and "一" <= text[end - 2] <= "鿿":
        end -= 1  # 店主ら16人
    if text.find("ら", start, end) >= 0 and (others := _AND_OTHERS.match(text, start, end)):
        start = others.end()
    words = text[start:end]
    if words in COUNTED_ONLY and start > first:
        return Label(first, end)  # 実人数26人
    if _names_nothing(text, start, end):
        return None
    return Label(start, end)


_SCHEMES = ("http", "https")
_IN_ADDRESS = scripts.compile(r"(?:https?://|www\.|@)[!-~]*$")
"""Before the last word of a web or mail address, which names nothing that is counted: https://example.jp/a（26人）."""


def _names_nothing(text: str, start: int, end: int) -> bool:
    """Tell whether the words at `start`..`end` are a filler, a time or no word at all."""
    words = text[start:end]
    if words in _OF_ITEMS and (_ITEMS.match(text, end) or text.endswith(("つの", "項目の"), 0, start)):
        return False
    return bool(
        not words
        or words.endswith(("ほか", "他", "以外"))
        or _NO_LABEL.fullmatch(words.replace(" ", ""))
        or _PERIOD.fullmatch(words)
        or words.isdigit()
        or (words.isascii() and (words in _SCHEMES or _IN_ADDRESS.search(text, max(0, start - 80), start)))
        or (words == "中" and text[start - 1 : start] == "の")  # 荒天の中84人が; 小12校、中6校
        or _NO_WORD.fullmatch(words)
        or (end - start == 1 and (_SPREAD_ON.match(text, end) or _SPREAD_BEFORE.search(text, max(start - 4, 0), start)))
    )


ALL_IN_TURN = frozenset(
    map(
        frozenset,
        (
            ("男性", "女性"),
            ("男", "女"),
            ("男子", "女子"),
            ("県内", "県外"),
            ("市内", "市外"),
            ("町内", "町外"),
            ("村内", "村外"),
            ("区内", "区外"),
            ("新規", "継続"),
            ("常勤", "非常勤"),
            ("正規", "非正規"),
            ("平日", "休日"),
            ("公立", "私立"),
            ("雄", "雌"),
            ("有効", "無効"),
            ("国内", "国外"),
            ("上半期", "下半期"),
            ("前期", "後期"),
            ("前半", "後半"),
            ("午前", "午後"),
        ),
    )
)
"""Of which everyone is the one or the other."""
TURNS = ALL_IN_TURN | frozenset(
    map(
        frozenset,
        (
            ("在宅", "留守"),
            ("在宅", "不在"),
            ("個人", "法人"),
            ("大人", "子ども"),
            ("売買", "賃貸"),
            ("売却", "賃貸"),
            ("賛成", "反対"),
        ),
    )
)
"""Of which nobody is both; of the last some are neither (個人, 法人 and 団体; 賛成, 反対 and 保留), and add up to less."""
