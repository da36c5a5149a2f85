"""Counters and units: how each is written, its normal form, and what kind of quantity it makes.

Known counters stand in the tables below; a counter that stands in none is recognised by morphology in
`quantities.py`. Persons' counters give `people` here: whether they took part is decided from the words around.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extractors import scripts
from extractors.kinds import FigureKind, Per
from extractors.patterns import compile_pattern


class Counter(NamedTuple):
    """A counter as patterns see it."""

    norm: str
    kind: FigureKind
    factor: Decimal
    """What one of it is in the normal unit: 1000 for 千円."""
    names_itself: bool
    """True for counters that are nouns of what they count (市町, 会場): they need no label."""


_ONE = Decimal(1)
COUNTERS: dict[str, Counter] = {}


def _add(words: str, kind: FigureKind, norm: str | None = None, *, factor: int = 1, itself: bool = False) -> None:
    exact = Decimal(factor)
    for word in words.split():
        COUNTERS[word] = Counter(norm or word, kind, exact, itself)


_add("人 名 名様", FigureKind.PEOPLE, "人")
_add("か所 カ所 ヵ所 ヶ所 ケ所 箇所 個所 ｶ所 ｹ所 か処", FigureKind.COUNT, "か所")
_add("か国 カ国 ヵ国 ヶ国 ケ国 箇国", FigureKind.COUNT, "か国", itself=True)
_add("か国・地域 カ国・地域 ヵ国・地域 ヶ国・地域 ケ国・地域 箇国・地域", FigureKind.COUNT, "か国・地域", itself=True)
_add("か国語 カ国語 ヵ国語 ヶ国語 ケ国語 箇国語", FigureKind.COUNT, "か国語", itself=True)
_add("か村 カ村 ヵ村 ヶ村 ケ村 か町 カ町 ヶ町 か町村 カ町村 ヶ町村", FigureKind.COUNT, itself=True)
_add("か寺 カ寺 ヶ寺 か条 カ条 ヶ条 箇条 か点 カ点", FigureKind.COUNT)
_add("回 件 本 つ 個 枚 冊 部 台 棟 点 問 通 票 項目 種類 種 品目 品 事例 ケース 案件 床 室 席 口 食 着 基 機 隻 便 頭 匹 羽 "
     "株 箱 袋 缶 篇 編 曲 句 首 巻 ページ 頁 文字 段 歩 周 往復 ビュー アクセス クリック PV "
     "セット ペア パターン タイプ 系統 コマ 単位 学級 試合 種目 鉢 束 膳 杯 皿 発 球 打 杆 門 艘 両 挺 脚 張 錠 包 "
     "体 柱 封 座 騎 俵 輪 片 帖 卓 桁 色 列 艇 碗 丁 小間 勝 敗 通り 議席 "
     "度 フォロワー いいね 再生 ダウンロード DL インストール 登録 投稿 回線 区画 筆 路線 車線 区間", FigureKind.COUNT)  # fmt: skip
_add("者 団体 組織 事業所 事業者 事業体 事業 市町 市町村 市区町村 区市町村 市 区 町 村 町村 都道府県 道府県 都県 府県 県 県市 自治体 会場 "
     "社 企業 法人 店舗 店 商店 商店会 商店街 施設 機関 校 学校 園 大学 高校 中学校 小学校 小学校区 中学校区 小中学校 幼稚園 保育園 保育所 校園 校区 学区 地区 地域 圏域 区域 地点 "
     "世帯 家庭 家族 組 戸 軒 病院 医療機関 診療所 薬局 医院 協議会 連合会 協会 組合 農協 漁協 商工会 NPO クラブ サークル グループ チーム "
     "部活動 部活 班 隊 分団 消防団 自治会 町内会 町会 集落 支部 支所 署 警察署 局 課 課室 所属 部局 部署 部門 部会 分科会 委員会 会議 会議室 会派 会員 "
     "講座 講演 研修 教室 クラス コース プログラム 科目 教科 分野 領域 業種 職種 業界 言語 種別 区分 品種 魚種 作物 "
     "計画 指標 施策 取組 事項 論点 テーマ メニュー モデル プラン プロジェクト 案 案件 箇条 センター 拠点 窓口 ステーション サイト "
     "アカウント チャンネル 番組 紙 誌 媒体 駅 港 空港 工場 農場 農園 農家 経営体 漁港 公園 図書館 公民館 館 ホーム 事務所 営業所 "
     "橋 橋梁 トンネル 踏切 ブロック エリア ルート コーナー ブース ホール 里親 劇団 楽団 人組 事務局 学年 単組 "
     "選手 手法 民族 タイトル シリーズ ジャンル ラウンド レース ゲーム ステージ "
     "日程 商品 製品 作品 銘柄 サービス 制度 システム アプリ 教材 種目 競技 資格 か月分 ヶ月分 カ月分 ヵ月分 箇月分", FigureKind.COUNT, itself=True)  # fmt: skip
_add("t トン t-CO2 t-CO₂ トン-CO2 kg-CO2 t-C kg キログラム キロ g グラム mg km キロメートル m メートル cm センチ センチメートル mm ミリ ミリメートル ㎞ ㎝ ㎜ ㎏ ㎎ "
     "㎡ m2 m² 平米 平方メートル 平方キロメートル k㎡ km2 ㎢ ㎥ m3 立方メートル 立米 ha ヘクタール a アール 坪 反 町歩 "
     "L l リットル ml ミリリットル dL kl kL ° キロリットル ㎘ kW キロワット MW メガワット kWh キロワット時 ℃ ℉ GB MB TB dB mSv Bq "
     "キロカロリー kcal 馬力 ヘルツ Hz バレル", FigureKind.COUNT)  # fmt: skip
_add("人工 人役 人日 人月 人回 人時 人泊 室泊 TEU 人分 人前 食分 日分 年分 回分 台分 枚分 世帯分 足 滴 粒 玉 切れ ダース グロス 畳 灯 架 尾 戦 輪 症例 例 段階 連勝 連敗 連覇 大会 方向 "
     "拍 房 斤 升 合 勺 畝 連 節 面 幕 名分 カラット ページ分 行 語 字 音 年度分", FigureKind.COUNT)  # fmt: skip
_add("インチ フィート ヤード マイル エーカー オンス ガロン ノット バーレル 海里 ピクセル 画素 ドット dpi fps ppm ppb rpm bps Mbps Gbps kbps "
     "GHz MHz kHz THz mA GJ TJ PJ TWh kVA MVA kgf kN mGy mV kB KB PB hPa kPa MPa Pa mmHg μm μg μSv nm ng kV V W Wh MWh GW GWh Ah mAh J kJ MJ cal Ω lx lm mol cc シーシー デシベル 度数 気圧 ルクス ルーメン "
     "等級 尺 寸 里 斗 石 貫 匁 光年 カップ パイント クォート ラジアン ギガ メガ テラ mph cm2 cm² mm2 mm² cm3 cm³ m³ km² mm/h", FigureKind.COUNT)  # fmt: skip
_add("K", FigureKind.COUNT)
_add("mL ㎖", FigureKind.COUNT, "ml")
_add("度C °C", FigureKind.COUNT, "℃")
_add("度F °F", FigureKind.COUNT, "℉")
_SQUARES = "㍉ミリ ㌢センチ ㍍メートル ㌔キロ ㍄マイル ㌅インチ ㌘グラム ㌧トン ㌃アール ㌶ヘクタール ㍑リットル ㎗dL ㏄cc ℓL ㍗ワット ㌍カロリー ㌻ページ"
for _square in _SQUARES.split():
    _add(_square[0], FigureKind.COUNT, _square[1:])
_METRIC = "キロ センチ ミリ"
_LENGTHS = "メートル マイル フィート インチ ヤード"
for _power in ("平方", "立方"):
    for _length in _LENGTHS.split():
        _add(f"{_power}{_length}", FigureKind.COUNT)
    for _prefix in _METRIC.split():
        _add(f"{_power}{_prefix} {_power}{_prefix}メートル", FigureKind.COUNT, f"{_power}{_prefix}メートル")
_add("km/h km/時 キロメートル毎時 キロ毎時", FigureKind.COUNT, "km/h")
_add("m/s m/秒 メートル毎秒", FigureKind.COUNT, "m/s")
_add("マイル毎時", FigureKind.COUNT, "マイル/h")
_MEASURES = "t トン t-CO2 kg g mg μg ng km m cm mm ㎞ ㎝ ㎜ ㎏ ㎎ ㎡ m2 m² ㎥ m3 m³ ha L l mL ml ㎖ dL kL kl kW kWh MWh MJ kJ J W GB MB μSv mSv Bq 円 千円"
PER_MEASURE = compile_pattern(
    r" ?/ ?((?:10{1,3})?(?:t-CO2|kWh|MWh|kW|MW|MJ|GJ|km2|km²|k㎡|㎢|㎡|m2|m²|㎥|m3|m³|ha|mL|ml|dL|kL|kl|kg|mg|km|cm|mm|min|sec|L|l|a|t|g|m|h|s|坪|反|(?:人|世帯)・(?:日|年|月)|(?<!円/)年(?!度))(?![A-Za-z0-9²³]))"
)
"""Behind a measure: what it is measured in (mg/L, kg/10a, 円/kWh)."""
_PREFIXES = "テラ ペタ ギガ メガ キロ ヘクト デカ デシ センチ ミリ マイクロ ナノ ピコ"
_BASES = ("メートル グラム リットル ワット ボルト アンペア ヘルツ バイト ビット パスカル カロリー ベクレル シーベルト グレイ ジュール オーム ニュートン "
          "モル ケルビン クーロン ファラド テスラ ウェーバ ヘンリー カンデラ ステラジアン ジーメンス シーシー ワット時 アンペア時")  # fmt: skip
for _base in _BASES.split():
    _add(" ".join([_base, *(f"{_prefix}{_base}" for _prefix in _PREFIXES.split())]), FigureKind.COUNT)
_add("歳 才", FigureKind.COUNT, "歳")
_add("% パーセント ㌫ ポイント pt", FigureKind.RATE)
_add("%ポイント パーセントポイント %pt", FigureKind.RATE, "ポイント")
_add("bp ベーシスポイント", FigureKind.RATE, "bp")
_add("‰ パーミル", FigureKind.RATE, "‰")
for _word in ("%", "パーセント", "㌫"):
    COUNTERS[_word] = Counter("%", FigureKind.RATE, _ONE, False)
_add("割 倍", FigureKind.RATIO)
_add("円", FigureKind.MONEY, "円")
_add("千円", FigureKind.MONEY, "円", factor=1_000)
_add("百万円", FigureKind.MONEY, "円", factor=1_000_000)
_add("十億円", FigureKind.MONEY, "円", factor=1_000_000_000)
_add("億円", FigureKind.MONEY, "円", factor=100_000_000)  # of bare numbers: that of 3億円 is 3億
_add("万円", FigureKind.MONEY, "円", factor=10_000)
_add("ドル 米ドル アメリカドル USドル $ ㌦ USD", FigureKind.MONEY, "ドル")
_add("ユーロ € EUR", FigureKind.MONEY, "ユーロ")
_add("ポンド £ 英ポンド イギリスポンド", FigureKind.MONEY, "ポンド")
_add("日本円 圓 JPY", FigureKind.MONEY, "円")
_add("銭 錢", FigureKind.MONEY, "銭")
_add("ウォン 韓国ウォン KRW", FigureKind.MONEY, "ウォン")
_add("ルピー インドルピー", FigureKind.MONEY, "ルピー")
_add("ペソ メキシコペソ フィリピンペソ", FigureKind.MONEY, "ペソ")
_add("ルーブル ロシアルーブル", FigureKind.MONEY, "ルーブル")
_add("リラ トルコリラ", FigureKind.MONEY, "リラ")
_add("レアル ブラジルレアル", FigureKind.MONEY, "レアル")
_add("クローナ スウェーデンクローナ", FigureKind.MONEY, "クローナ")
_add("クローネ ノルウェークローネ デンマーククローネ", FigureKind.MONEY, "クローネ")
_add("セント ペンス ペニー 元 人民元 香港ドル 豪ドル 加ドル カナダドル オーストラリアドル シンガポールドル 台湾ドル 新台湾ドル "
     "バーツ フラン スイスフラン ドン ルピア リンギット ディルハム リヤル シェケル ズウォティ フォリント コルナ タカ クワチャ ランド "
     "ディナール シリング チャット リエル トゥグルグ マルク ペセタ ビットコイン", FigureKind.MONEY)  # fmt: skip
NATIONAL_MONEY = compile_pattern(
    r"[ァ-ヺー]{2,10}・?(?:ドル|セント|ポンド|ペソ|フラン|ルピー|ディナール|リラ|クローネ|クローナ|シリング|リアル|ディルハム|バーツ|ドン)(?![ァ-ヺー])"
)
"""A currency with the name of its country: ジャマイカドル, スーダン・ポンド."""
_add("年 年間 か年 カ年 ヵ年 ヶ年 ケ年 箇年 か年間 カ年間 ヵ年間 ヶ年間 箇年間", FigureKind.DURATION, "年")
_add(
    "か月 カ月 ヵ月 ヶ月 ケ月 箇月 ｶ月 ｹ月 か月間 カ月間 ヵ月間 ヶ月間 ケ月間 箇月間 月間", FigureKind.DURATION, "か月"
)
_add("週間 週", FigureKind.DURATION, "週間")
_add("日間", FigureKind.DURATION, "日間")
_add("営業日", FigureKind.DURATION)
_add("日", FigureKind.DURATION, "日")
_add("時間", FigureKind.DURATION, "時間")
_add("分間 分", FigureKind.DURATION, "分")
_add("秒間 秒", FigureKind.DURATION, "秒")
_add("ミリ秒 マイクロ秒 ナノ秒", FigureKind.DURATION)
_add("泊", FigureKind.DURATION, "泊")
_add("夜 晩", FigureKind.COUNT)
_add("世紀", FigureKind.DURATION)

TERMS = frozenset({"年", "か月", "週間", "日間"})
"""How long something runs, in its normal unit."""
COMPANIES = frozenset({"組", "社", "団体", "世帯", "校", "園", "学級", "家族", "事業所", "施設"})
"""Counters of those who come together: 12組30人."""
GROUPS = frozenset({"組", "世帯", "家族", "親子"})
"""Those of them that are persons: 親子教室に12組."""
POINTS = frozenset({"ポイント", "pt", "%ポイント", "パーセントポイント", "%pt", "bp", "ベーシスポイント"})
"""In what rates differ."""
GIVEN_POINTS = scripts.compile(r"(?:分)?(?:を|ずつ)?(?:付与|進呈|還元|獲得|交換|発行|贈|プレゼント|貯|ため|配布)")
"""Behind points that are handed out and collected: 3万ポイント付与."""
TAKES_MEASURE = frozenset(_MEASURES.split())
"""Units that `PER_MEASURE` may stand behind."""


DEEDS = frozenset({"登録", "投稿", "再生", "インストール", "ダウンロード"})
"""Counters that are nouns of a deed as well."""


def by_measure(text: str, word: str, end: int) -> tuple[str, int] | None:
    """Return a unit that ends at `end` with the measure behind it (kg/10a), and where that ends; None without one."""
    measure = PER_MEASURE.match(text, end) if word in TAKES_MEASURE else None
    return (f"{word}/{measure[1]}", measure.end()) if measure else None


def counter_of(word: str) -> Counter | None:
    """Return the counter that a word is, also one by a measure (kg/10a); None for one that stands in no table."""
    if (known := COUNTERS.get(word)) is not None:
        return known
    unit, _, measure = word.partition("/")
    counter = COUNTERS.get(unit) if measure else None
    return counter and counter._replace(norm=f"{counter.norm}/{measure}")


def are_one_unit(one: str, other: str) -> bool:
    """Tell whether what is counted by the one may be measured against the other: 千円 and 円, 人 and 名."""
    if one == other:
        return True
    first, second = counter_of(one), counter_of(other)
    return first is not None and second is not None and first.norm == second.norm


_ERAS = ("令和", "平成", "昭和", "大正", "明治", "西暦")
NOT_BEHIND = {"年": _ERAS, "日": _ERAS, "分": ("敗",)}
"""Behind these words the number is no duration: 令和5年, 5勝3敗2分."""
_KELVINS = "|".join(f"(?<=温度{joint}[0-9.,]{{{n}}}K)" for joint in ("", "は", "が", ":", "約") for n in range(1, 7))
OTHER_SENSES = {
    "K": scripts.compile(f"(?!{_KELVINS})"),
    "年": scripts.compile(r" ?(?:度|制|生|次|目|代|号|産|版|式|頃|ごろ|\d+(?! ?[かカヵヶケ箇]月)|/)"),
    "%ポイント": scripts.compile(r" ?(?:還元|付与|進呈|バック|加算|上乗せ|カード)"),
    "分": scripts.compile(
        r"咲|袖(?!口)|丈(?!夫)|粥|がゆ|づき|搗|刈り|立て(?![ずてた])|仕立|仕込|通り|科会|け|率|比(?!較)|[\d一二三四五六七八九] ?厘|の ?[\d一二三四五六七八九十]"
    ),
    "度": scripts.compile(r"(?<=2度)(?<![\d.]2度)と(?! ?[\d三四高低多少比い]|な[っりる]|も|し[てたま])"),
    "元": scripts.compile(r"中継|論|方程式|配信"),
    "部": scripts.compile(r"授業|構成|制(?!作)|作(?![成り製])|合唱|合奏|形式"),
    "面": scripts.compile(r"体|図|鏡|楚歌|六臂|観音|張り?(?=水路|側溝|護岸|構造|工(?!事)|の[水側護川河]|コン|[河)」])"),
}
"""What stands behind counters that count no years, no minutes (百分率), no copies (二部授業), no sides (六面体), no times (2度と起こさない), no kelvins (4K放送), no difference of rates."""

LENGTHS: dict[str, list[int]] = {}
for _word in sorted(COUNTERS, key=len, reverse=True):
    if len(_word) not in (_known := LENGTHS.setdefault(_word[0], [])):
        _known.append(len(_word))
"""First character of a counter → the lengths of those that begin with it, the longest first."""

PERSONS = frozenset({"人", "名", "名様"})
DEGREES = frozenset({"度", "℃", "℉"})
"""Of heat, in their normal units: below nought is no change."""

PERIODS: dict[str, Per] = {
    "年": Per.YEAR, "年間": Per.YEAR, "年度": Per.YEAR, "毎年": Per.YEAR, "毎年度": Per.YEAR,
    "月": Per.MONTH, "月間": Per.MONTH, "毎月": Per.MONTH, "か月": Per.MONTH, "カ月": Per.MONTH, "ヶ月": Per.MONTH,
    "ケ月": Per.MONTH, "ヵ月": Per.MONTH, "箇月": Per.MONTH,
    "週": Per.WEEK, "毎週": Per.WEEK, "週間": Per.WEEK, "日": Per.DAY, "毎日": Per.DAY,
}  # fmt: skip
"""Words that make a number a frequency (年7回, 1日8件: the 1 is no part of the word)."""

CURRENCY_SIGNS = {
    "¥": "円", "￥": "円", "$": "ドル", "€": "ユーロ", "£": "ポンド", "₩": "ウォン", "￦": "ウォン", "₹": "ルピー", "US$": "ドル", "A$": "オーストラリアドル",
    "C$": "カナダドル", "HK$": "香港ドル", "NT$": "台湾ドル", "S$": "シンガポールドル",
    "USD": "ドル", "EUR": "ユーロ", "JPY": "円", "GBP": "ポンド", "KRW": "ウォン", "INR": "ルピー", "CNY": "人民元", "TWD": "台湾ドル",
    "HKD": "香港ドル", "SGD": "シンガポールドル", "AUD": "オーストラリアドル", "CAD": "カナダドル", "CHF": "スイスフラン", "THB": "バーツ",
}  # fmt: skip
"""Signs and codes before a number, and the unit that they stand for."""

_HALVES = "年 年間 か年 か月 カ月 ヵ月 ヶ月 ケ月 箇月 か月間 週間 時間 日 分 歳 才 世紀 畳 坪 升 合 斗 里 周 杯 個 本 倍 ダース 回転 キロ メートル トン リットル 反 尺 間"
HALVED = frozenset(_HALVES.split())
"""Units that take 半 behind them: 2時間半 is 2.5 時間, 4畳半 4.5 畳."""

COMPOUND = {
    "km": {"m": 1000},
    "キロメートル": {"メートル": 1000},
    "キロ": {"メートル": 1000, "m": 1000, "グラム": 1000, "g": 1000},
    "m": {"cm": 100},
    "メートル": {"センチ": 100, "センチメートル": 100, "cm": 100},
    "センチ": {"ミリ": 10},
    "センチメートル": {"ミリメートル": 10},
    "cm": {"mm": 10},
    "トン": {"キロ": 1000, "キログラム": 1000, "kg": 1000},
    "t": {"kg": 1000},
    "リットル": {"ミリリットル": 1000},
    "L": {"ml": 1000},
    "尺": {"寸": 10},
    "石": {"斗": 10},
    "斗": {"升": 10},
    "升": {"合": 10},
    "合": {"勺": 10},
    "反": {"畝": 10},
    "寸": {"分": 10},
    "kg": {"g": 1000},
    "キログラム": {"グラム": 1000},
    "ドル": {"セント": 100},
    "ユーロ": {"セント": 100},
    "ポンド": {"ペンス": 100},
    "円": {"銭": 100},
    "圓": {"銭": 100},
    "年": {"か月": 12},
    "か年": {"か月": 12},
    "歳": {"か月": 12},
    "時間": {"分": 60, "秒": 3600},
    "分": {"秒": 60},
    "日": {"時間": 24, "分": 1440},
}
"""Larger unit → the smaller ones that may follow it in one quantity (14時間30分), and how many make one of it."""

NO_COUNTER = scripts.compile(
    r"(?:月|日|時|年|歳|才|代|級|号|条|項|款|章|節|番|位|次|期|丁目|曜|目|問題|以|未満|程度|増|減|超|前後|現在|末|頃|強|弱|台|"
    r"計画|運動|大|[東西南北](?!棟)|本柱|者|方|中|等|他|法|学期|限|類|型|式|版|系|線|階|世|例|組合せ|周年|連|度目|国語|乗|厘|万|千|億|百|十|数|半|余|点|対|課題$|[男女](?![性子優])|複数|差路|羅漢|神将|観音|菩薩|如来)"
)
"""What directly behind a number is no noun that it counts."""
BEHIND_COUNTER = (
    "参加", "受講", "出席", "来場", "実施", "開催", "配置", "当たり", "当り", "程度", "以上", "以下", "以内", "未満", "前後", "予定", "増", "減", "設置", "利用", "登録", "就職", "修了", "契約", "採用", "派遣", "受診", "引", "現在", "時点", "及び", "足らず", "差で", "差を", "差が", "差に", "差の",
)  # fmt: skip
"""Words that follow a counter and never begin inside one: the tagger need not be asked."""
_SCALES = {"百万": 1_000_000, "十万": 100_000, "千": 1_000, "万": 10_000, "億": 100_000_000}
ABOUT = "(?:程度|ほど|前後|くらい|ぐらい)"
"""Behind a counter: more or less so many."""


def scaled_counter_of(unit: str) -> Counter | None:
    """Return the counter that a unit is by itself or behind a scale (千人, 百万kWh), as heads of tables name it."""
    if (known := counter_of(unit)) is not None:
        return known
    scale = next((scale for scale in _SCALES if unit.startswith(scale)), "")
    base = COUNTERS.get(unit.removeprefix(scale)) if scale else None
    return base._replace(factor=base.factor * _SCALES[scale]) if base else None
