"""What stands between a noun and its number and is passed over: particles, adverbs, brackets, a point in time."""

from __future__ import annotations

from extractors import scripts

WINDOW = 80
"""How far before a number its noun may stand."""
_ADVERBS = scripts.compile(
    r"(?:(?<![一-鿿])(?:もう|対?(?:前年度?|昨年度?|前回)(?:同[期月])?比で|原則(?:として)?|引き続き|引続き|新たに|新規に|初めて|おおむね|さらに|更に|既に|すでに|あと|(?:全体|基準|前年度?|昨年度?|前回|目標|計画|(?:年度|発足|開始)?当初)の|[時分秒]速)|"
    r"(?<=[はがもで、])(?:合わせて|あわせて)|(?<![\d.,一-鿿])[\d一二三四五六七八九十]{1,2} ?(?:回|日間?|会場|か所|年間?|団体|校)とも|(?<![安完健保万])全|(?:令和|平成|昭和)(?:元|\d{1,2})年度の|(?:前年度?|昨年度?|前回|前期|同期)(?:より|[にと]比べて?)も?、?|(?<= )(?:前年度?末?|昨年度?末?|前回)) ?$"
)
"""What stands between a noun and its number: 期間は原則14日間, 市営プール全5か所, 大腸菌数が基準の2.5倍, 利用が前年度より12人減った."""
_ADVERB_ENDS = frozenset("う比で則てきにねとの速も全りべ、年度末回 ")
_POINT_IN_TIME = scripts.compile(
    r"[、 ]?(?:[RHS\d./年月末日度元一二三四五六七八九十]|[本前昨同](?=[年月])|令和|平成|昭和){2,14}(?:現在|時点)(?:において|で|の)?(?:は)?、?$"
)
_FOR_EACH = scripts.compile(
    r"(?:[一-鿿]{1,4}|(?<![一-鿿]))[\d一二三四五六七八九十百千]+ ?[一-鿿ァ-ヶーA-Za-z]{1,8} ?(?:当たり|あたり|につき)の?、?$"
)
_FOR_ONE = scripts.compile(
    r"(?<=[ 料費額価金担:は(])[1一] ?(?:泊|回|時間|人|件|世帯|台|組|本|枚|[かカヶ箇]所|食|杯|㎡|m|m2) ?$"
)
"""利用料　1時間700円, 参加費1人6,500円."""
_COMPOUND_WITH = {
    "平均": "県国市町村",
    "約": "成契予規条公解制節要特協婚誓倹集",
    "計": "集設統会時家推余純",
    "も": "ど",
}
_LEADER = scripts.compile(r"(?:[…‥]{1,8}|(?:(?<=[一-鿿])[A-Z]{1,2})? ?=)$|(?<=[一-龠])/$")
"""会議…3回, 利用者数=120人, and with the letter of a measure behind its name 道路延長L=320m."""
_METERS = (
    "水位",
    "雨量",
    "積雪",
    "流量",
    "線量",
    "活動量",
    "風速",
    "温度",
    "湿度",
    "震度",
    "速度",
    "濃度",
    "照度",
    "血圧",
    "気圧",
    "体重",
    "体温",
    "歩数",
    "圧力",
    "電力",
    "騒音",
)
"""What a 計 measures that stands behind: 水位計8基 has no total of 水位."""
_ENDS_ONE = frozenset("泊回間人件帯台組本枚所食杯㎡m2")
_FILLERS = frozenset({"合計", "総計", "累計", "計", "平均", "累積"})
_AIMS = frozenset({"目標", "目標値", "計画値"})
_TERMS = frozenset({"年額", "月額", "日額", "初年度", "常時"})
_ONLY = frozenset({"のみ", "だけ"})
_NOT_JOINED = (*"はがをも:、 (", "き", "り", "")
_SKIPPED = {
    "は": ("は",), "が": ("が",), "を": ("を",), "も": ("も",), ":": (":",), "約": ("約",), "べ": ("のべ", "延べ"), "延": ("延",),
    "計": ("合計", "総計", "累計", "推計", "計"), "積": ("累積",), "均": ("平均",), "大": ("最大",), "高": ("最高",), "長": ("最長",),
    "多": ("最多",), "少": ("最少",), "各": ("各",), "ち": ("うち",), "勢": ("総勢",), "そ": ("およそ",), "ね": ("概ね", "おおむね"),
    "実": ("実",), "間": ("年間",), "時": ("常時",), "合": ("都合",), "着": ("先着",), "額": ("年額", "月額", "日額", "総額"), "度": ("初年度",), "標": ("目標",), "り": ("残り",), "み": ("のみ",), "け": ("だけ",), "値": ("目標値", "計画値"), "る": ("である",),
}  # fmt: skip
"""Words between a noun and its number, by their last character."""
_SUMS = frozenset({"総額", "都合"})
_BEFORE_SUM = (*"はをにがもでら、 \n", "")
_NUMBER_BEGINS = tuple("0123456789約 一二三四五六七八九十百千")
_YEAR_OF_SERIES = scripts.compile(
    r"(?:[RH]|令和|平成|(?<!\d)20) ?(?:元|\d{1,2}) ?(?:年度?)?(?:末|実績|見込)?(?::|(?<=[度末]))の?$"
)


def skip(text: str, at: int) -> tuple[int, bool]:
    """Return where the words before a number end when connecting words and brackets are passed over.

    The flag tells whether は, ： or a bracket was passed: 参加市町：12市町 names its counter, 県内12市町 does not.
    """
    lowest = max(0, at - WINDOW)
    joined = False
    while at > lowest and (step := _step(text, lowest, at)):
        at, joins = step
        joined = joined or joins
    return at, joined


def _step(text: str, lowest: int, at: int) -> tuple[int, bool] | None:
    """Return where what is passed over right before `at` begins, and whether it joins a noun to its number."""
    char = text[at - 1]
    if char == " " or (char in "、," and text[at - 2 : at - 1] in ("は", "も")):
        return at - 1, False
    if (begins := _passed_over(text, lowest, at)) is not None:
        return begins, False
    if char in ":度末の" and (year := _YEAR_OF_SERIES.search(text, lowest, at)):
        return year.start(), True  # 相談件数　R6:1,310件
    if char in "…‥=/" and (leader := _LEADER.search(text, lowest, at)):
        return leader.start(), True  # 参加/64名
    if char == ")":
        opened = text.rfind("(", max(lowest, at - 64), at)
        return None if opened < 0 or "\n" in text[opened:at] else (opened, True)
    word = next((w for w in _SKIPPED.get(char, ()) if text.endswith(w, lowest, at)), None)
    if word is None:
        return None
    before = text[at - len(word) - 1 : at - len(word)]
    instrument = word == "計" and text.endswith(_METERS, lowest, at - 1)
    if instrument or (before and before in _COMPOUND_WITH.get(word, "")):
        return None  # 雨量計12台, 成約103件, 集計, 子ども
    if _is_part_of_name(text, at, word, before):
        return None
    at -= len(word)
    of = word in (*_FILLERS, *_AIMS) and before == "の"
    return at - of, word in ("は", ":")  # サポーターの累計は18万人


def _is_part_of_name(text: str, at: int, word: str, before: str) -> bool:
    """Tell whether a word that ends at `at` and is mostly passed over belongs to the noun before it."""
    if word in _SUMS:  # 事業総額, 補助金の総額は, 総額は; 家庭の都合12件
        return not (before in _BEFORE_SUM and text[at : at + 1] in _NUMBER_BEGINS)
    return (
        (word in _ONLY and not "一" <= before <= "龠")  # 飲みのみ: no particle
        or (word in _TERMS and before not in _NOT_JOINED)  # 工賃月額
        or (word == "年間" and before not in "数額量")  # 強化年間
        or (word in _AIMS and before not in ("の", "", "\n", "、"))  # 養成目標
    )


def _passed_over(text: str, lowest: int, at: int) -> int | None:
    """Return where an adverb, a point in time or a denominator begins that ends at `at`."""
    match = _ADVERBS.search(text, max(lowest, at - 8), at) if text[at - 1] in _ADVERB_ENDS else None
    if not match and text[at - 1] in "現在時点では、の":
        match = _POINT_IN_TIME.search(text, max(lowest, at - 24), at)
    if not match and text[at - 1] in _ENDS_ONE:
        match = _FOR_ONE.search(text, max(lowest, at - 8), at)
    if not match and text[at - 1] in "りき、の":
        match = _FOR_EACH.search(text, max(lowest, at - 24), at)
    return match.start() if match else None
