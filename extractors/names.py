"""Numbers that are a part of a name: 8050問題, COVID-19, A4判, 「100人会議」, 要介護3, 30代, 2級.

Also the ages that describe persons (65歳以上): they are attributes, not quantities. A count in round brackets inside
a quoted name stays free, and so does a quoted sentence that reports a figure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from extractors import date_grammar, numerals, scripts
from extractors.counters import COUNTERS, CURRENCY_SIGNS
from extractors.mentions import Claim, ClaimedBy
from extractors.numbered_lines import Hint, NumberedLines
from extractors.numerals import ANY
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.view import TextView

_COUNTED = (
    r"(?! ?(?:[件回本人名社校つ個枚冊部台棟点種組%割年月日時分円千万億市町村名店局]|[かヶカ箇]所|団体|"
    r"施設|事業|会場|世帯|法人|講座"
    r"|コース|クラス|チーム|グループ|投稿|アカウント|フォロワー|ダウンロード|アクセス|企業|機関))"
)
"""Behind a Latin word and a number: not a counter (SNS5件, NPO3団体)."""
_THINGS = "ユニット|フロア|ステージ|ボックス|パック|ケース|ロット|シート|ポスト|ブース|タイプ|エリア|ルート|クール"
_KATAKANA_COUNTERS = "|".join([*(word for word in COUNTERS if "ァ" <= word[0] <= "ヶ"), _THINGS])
_CURRENCIES = "|".join(filter(str.isalpha, CURRENCY_SIGNS))
_MEASURED = r"(?<!(?:高齢|年長|年少)[はが:])(?<!平均年齢[はが:])(?<!高齢|年長|年少|平均)"
"""An age is a figure where it is the value told: 最高齢は108歳の方."""
_AGE = rf"{_MEASURED}(?:満 ?)?(?<![0-9.,一二三四五六七八九十百])(?:[0-9]{{1,3}}|[一二三四五六七八九十百]{{1,5}})"

_KANJI_DIGITS = "一二三四五六七八九十百千"
_OF_PLACE = (
    "[枚段筋軒面棟里間反斗升畳社体頭匹台部店組座灯]"
    "(?:橋|滝|峡|坂|峠|岳|山|川|沢|塚|茶屋|浜|島|池|沼|湖|岩|石|淵|瀬|谷|野|田|原|小屋|瓶|酢|缶|札|仏|地蔵|獅子|神社|階段|大祭|祭|参り|詣|供養|店?街(?!灯|路|頭)|(?<=[軒筋組])町)"
)
"""A counter and what makes it, behind a number in kanji, the name of a place or of something hallowed or kept: 三枚橋, 七段滝, 千体仏."""

_TITLES = (
    "ビジョン|プラン|アジェンダ|戦略|構想|計画|宣言|フェスタ?|フェスティバル|フェア|大会|まつり|祭|展|博|EXPO|フォーラム|サミット"
    "|マラソン|カップ|甲子園|ウィーク|白書|アワード|チャレンジ|ロードマップ"
)
_GAMES = "(?:デフリン|パラリン|オリン)ピック|ワールドカップ|カーボン(?:ニュートラル)?|シーズン|モデル|シンポジウム|コンサート|シリーズ"
"""What is named by its year: ビジョン2030, 2024大会."""

_PATTERNS: tuple[tuple[Hint, str], ...] = tuple(
    (tuple(hint.split()) if isinstance(hint, str) else hint, pattern)
    for hint, pattern in (
        # Latin letters and digits in one word; R5 and H30 are years.
        (
            compile_pattern(r"[A-Za-z&+]-?[0-9]"),
            (
                rf"(?<![A-Za-z0-9])(?![RHSTMrhstmPp][0-9]{{1,2}}(?![0-9A-Za-z]|水素|冷媒|ステーション)|FY[0-9]{{2}}|(?:{_CURRENCIES})[0-9]|(?:NPO|NGO|PTA)[0-9]|[A-Za-z]{{2,8}}[0-9.]{{1,8}}[mμ]?g/)[A-Za-z][A-Za-z&+]{{0,19}}-?[0-9]{{1,4}}(?![0-9,])"
                rf"(?:\.[0-9]{{1,3}})?[A-Za-z]{{0,4}}(?![A-Za-z0-9]){_COUNTED}"
            ),
        ),
        (
            compile_pattern(r"[A-Z]-[0-9]+-"),
            r"(?<![A-Za-z0-9-])[A-Z]{1,6}-[0-9]{1,5}(?:-[0-9A-Z]{1,4}){1,3}(?![0-9A-Za-z-])",
        ),
        (  # V2H5件, B2B3社: a word that ends in a letter, however many are counted behind it
            compile_pattern(r"[A-Za-z]2[A-Za-z][0-9]"),
            r"(?<![A-Za-z0-9])[A-Za-z]2[A-Za-z](?=[0-9])",
        ),
        ("on in by way to", r"(?<![0-9A-Za-z.,])[0-9]{1,2} ?(?:on|in|by|way|to) ?[0-9]{0,2}(?![0-9A-Za-z])"),
        ("G K D R S W LDK", r"(?<![0-9A-Za-z.,])[0-9](?:[GKDRS](?![A-Za-z0-9])|W[0-9]H|LDK)"),
        (
            "Society Web Industry Windows iOS iPhone iPad Android Office Ver",
            rf"(?:Society|Web|Industry|Windows|iOS|iPhone|iPad|Android|Office|Ver) ?[0-9]{{1,2}}(?:\.[0-9])?(?![0-9]){_COUNTED}",
        ),
        ("Wi-Fi", r"Wi-Fi ?[4-7]E?(?![0-9A-Za-z件台本か箇ヶカ])"),
        ("判 版 サイズ 紙", r"(?<![A-Za-z0-9])[AB][0-9] ?(?:判|版|サイズ|用紙|紙)"),
        ("# ♯", r"[#♯][0-9]{3,5}(?![0-9])"),
        (
            "番 ダイヤル",
            (
                r"(?<![0-9.,])1[0-9]{2} ?番(?:通報|受理|受付|アプリ|センター|への|に|で|・|へ|を|や|ダイヤル|[)」、。])|"
                r"(?<![0-9.,])1[0-9]{2} ?ダイヤル|ダイヤル ?[0-9]{3,4}(?![0-9])"
            ),
        ),
        (compile_pattern(r"[小中高][1-6]"), r"(?<![一-鿿])[小中高][1-6](?=[ :、・)~]|生(?!徒))"),  # 小4:10人
        ("1日最大", r"(?<![0-9.,])1日最大(?=[一-鿿]{1,6}量)"),
        (
            "問題 アジェンダ 運動 世帯 家庭 家族 ケース 事例",
            (
                r"(?<![0-9.,])(?:[0-9]{4}|80-50|80・50) ?(?:年 ?)?問題|(?<![0-9.,])(?:8050|9060|7040|80・50) ?(?:世帯|家庭|家族|ケース|事例|の(?:世帯|家庭))|(?<![0-9])[0-9]{4}(?:年)?アジェンダ|"
                rf"[0-9]{{2,4}} ?運動(?![会場施])|{ANY}(?:[・-]{ANY}){{1,3}} ?運動(?![会場施])"
            ),
        ),
        # What is named by its day or by its year of an era: 7・13水害, 五六豪雪.
        (
            "水害 豪雨 豪雪 災害 震災 事件 テロ 政変",
            (
                rf"(?<![0-9.,・])(?:{ANY}[・.]{ANY} ?(?:大?(?:水害|災害|震災)|豪[雨雪]|事件|(?:同時多発)?テロ(?![ァ-ヶ])|政変)"
                r"|(?:[2-6][0-9]|[二三四五六][〇一二三四五六七八九]) ?(?:水害|豪[雨雪]))"
            ),
        ),
        ("19 20", rf"(?:{_TITLES})[ -]?(?:19|20)[0-9]{{2}}(?![0-9,年./-]){_COUNTED}"),
        ("19 20", rf"(?<![0-9.,-])(?:19|20)[0-9]{{2}} ?(?:{_TITLES}|{_GAMES})(?![ァ-ヶー数])"),
        ("ISO JIS IEC", r"(?<![A-Za-z])(?:ISO|JIS|IEC)(?:/IEC)? ?[A-Z]? ?[0-9]{4,5}(?:-[0-9]{1,2})?(?![0-9])"),
        (
            "人1 人一 名1 名一 人で1 人で一 名で1 名で一",
            rf"(?<![0-9.,]){ANY} ?[人名]で?[1一](?:組|チーム|グループ|班)(?=[でのにと、。)]|$)",
        ),
        ("プラン2 ビジョン2 アジェンダ2", rf"(?:プラン|ビジョン|アジェンダ)2[0-9](?![0-9,.]){_COUNTED}"),
        (  # plans after that of the country: 健康ひがし21計画, すこやか親子21(第2次)
            "21",
            (
                r"(?:健康|健やか|すこやか)[ぁ-んァ-ヶー㐀-鿿]{1,9}(?<![数者回会室診談計率員別度])21"
                r"(?=$|[」』)、。]|\(?第|計画|プラン|推進|運動|に基づ|の(?:推進|策定|改[定訂]|中間|最終|評価|取組))"
            ),
        ),
        (
            "人生 億総活躍 の壁 疾病 台 次産業 時間 第一生命",
            (
                r"人生 ?(?:100|百) ?年(?:時代)?|(?:1|一)億総活躍|[0-9]{2,3}万円の壁|(?<![0-9.,])[0-9]{1,3} ?(?:時間|年)の壁(?![紙面画掛])|5疾病[56]事業|(?:1|一)人に?(?:1|"
                r"一) ?台(?:の?(?:端末|タブレット|パソコン))?|6次産業|24時間(?:テレビ|(?:・|、)?365日|体制|対応|営業|受付|受け付け)|第一生命"
            ),
        ),
        (
            "学級 成人式 人制 人乗り 人部屋 人掛 人槽 人用 人世帯 人家族 年計画",
            rf"(?:1/2|二分の一|2分の1)成人式|(?<![0-9.,]){ANY}(?: ?~ ?{ANY})? ?人(?:以下)?(?:学級|制(?![限度作])|乗り|部屋|掛け?|槽|用|世帯|家族)|(?<![0-9.,])[0-9]{{1,2}}[かカヵヶケ箇]?年計画",
        ),
        (
            "人委員会 人会議 人プロ 人プー 人コン 人ウォ 人チャ 人キャ 人パレ 人構想 人隊 人サミット 人カフェ 人展 人衆 人組手 人力 人一首 人祭 人塚 人同心 人風呂 人岩 人石 人坂 人浜 人沢 人原 人太鼓 人踊り 人囃子 人官女 人鍋 人釜 人針 人茶会",
            r"(?<![0-9.,])(?:[0-9]{1,3},[0-9]{3}|[0-9百千万一二三四五六七八九十]{1,5})人(?:委員会|会議(?![室場])|プロジェクト|プール|コンサート|ウォーク|チャレンジ|キャンペーン|パレード|構想|隊(?![員])|サミット|カフェ|展|衆|組手|力|一首|祭|塚|同心|風呂|岩|石|坂|浜|沢|原(?!発|則|因)|太鼓|踊り|囃子|官女|鍋|釜|針|茶会)",
        ),
        (
            "円",
            rf"(?:{ANY}[千万]?|千|一?万) ?円(?:札|玉|硬貨|ショップ|均一|バス(?![代料])|ランチ|弁当|定食|入札|商店街|寿司|切手|区画)",
        ),
        (
            "札 紙幣 硬貨 コイン",
            r"(?<![0-9.,])[0-9]{1,5} ?(?:ドル|ユーロ|ポンド|元|ウォン|セント|ペソ|ルピー) ?(?:札|紙幣|硬貨|コイン)",
        ),
        (compile_pattern(rf"対 ?{ANY}"), rf"(?<![0-9.,一-鿿]){ANY} ?対 ?{ANY}(?:対応)?(?![0-9.,%]|の(?:割合|比))"),
        # What rates are told for: 人口10万対, 10万人対, 千人率.
        (
            "0対 千対 万対 人対 人率",
            (
                r"(?:(?<=人口)|(?<=出生)|(?<=出産)|(?<=分娩))(?:[0-9,]{1,6}[千万]?|[十百千万]{1,2}) ?人?対(?![一-鿿ぁ-んァ-ヶ](?<![でのはが]))"
                r"|(?<![0-9.,])(?:[0-9,]{0,5}00|[0-9]{0,2}[十百千万]{1,2}) ?人(?:対|率)(?=[でのはがを、。:) \n]|$)"
            ),
        ),
        (
            "五分五分 九分九厘 一分一秒 一問一答 一進一退 一問 一長",
            r"五分五分|九分九厘|一分一秒|一問一答|一進一退|一長一短",
        ),
        (
            "人ひとり 人1人 誰1 だれ1 今1 もう1 1つ1 1つひ つ星 50音 次元 2×4 2×6 365日 1組 2組 3組 4組 5組 A組 B組 C組 D組 E組 本柱 輪車 輪駆動",
            (
                r"(?:1|一)人(?:ひとり|1人)|(?:(?<=誰)|(?<=だれ))1人|(?:(?<=今)|(?<=もう))1度|1つ(?:ひとつ|1つ)|[1-5]つ星|50音(?:順)?|[23] ?次元|2×[46](?:工法|材)|"
                r"365日(?:[・、]?24時間| ?(?:対応|体制|開|無休|稼働|いつでも))|(?<![0-9.,])[1-6] ?年 ?[1-5A-E]組|(?<![0-9.,])[2-9]本柱|(?<![0-9.,])[234]輪(?:車|駆動)"
            ),
        ),
        # Counters that words and names hold: 一人一役, 三枚おろし, 四つ葉, 二交替, 三枚橋, 八十八か所霊場, 百年記念館.
        (
            "人一 人1 人二 人2 人三 人3",
            r"(?<![0-9.,十百千万])[1一]人(?:[1-3一二三]役|[1一](?:芸|花(?!束)|鉢|学習|研究|改善|提案|目標|スポーツ|ボランティア|趣味|楽器|票|宣言|アカウント|ID))",
        ),
        (
            "つ葉 つ切 つ折 つ辻 つ又 つ股 ツ葉 ツ切 ツ折 ツ辻 ツ又 ツ股 つ道具 点セット 点盛 段ベッド 段ボックス 段重ね",
            r"(?<![0-9.,十百千])[2-9二三四五六七八九] ?[つツ](?:葉|切(?!れ|り?[替離出])|折(?!れ|っ)|辻|[又股]|道具)|(?<![0-9.,十百])[2-9二三四五六七八九] ?(?:点(?:セット|盛り)|段(?:ベッド|ボックス|重ね))",
        ),
        (
            "枚おろし 枚卸 枚貝 枚舌 枚看板 度漬 度塗 度手間 度寝 度咲 割そば 割蕎麦 割打者 枚網 艘引 艘曳 艘び 艘張 尺玉 寸玉",
            (
                r"(?<![0-9.,])[235二三五] ?枚(?:おろし|卸し|貝|舌|看板|網)|(?<![0-9.,])[1-4一二三四八] ?艘(?:引|曳|び|張)|(?<![0-9.,十百])[2二] ?度(?:漬け|塗り|手間|寝|咲き)"
                rf"|(?<![0-9.,]){ANY} ?割(?:そば|蕎麦|打者)|(?<![0-9.,]){ANY} ?[尺寸]玉"
            ),
        ),
        ("交替 交代", rf"(?<![0-9.,第]){ANY} ?交[替代](?:制(?:勤務)?|勤務|シフト|(?=[(でのとにを、。)]))"),
        ("百度 百十日 百二十日 十九日", r"(?<=お)百度(?=[参石踏])|(?<!第)(?:二百二?十日|四十九日)(?!間)"),
        (
            "名山 名城 名水 名瀑 名湯 名木",
            r"(?<![0-9.,])(?:[1-3]?[05]0|[二三]?百|五十)名(?:山(?![一-鿿])|城(?![一-鿿])|水(?=百選|[^一-鿿])|瀑|湯|木(?![一-鿿]))",
        ),
        ("景", r"(?<![0-9.,])[三五六八十百]{1,3}景(?![気観色品])"),
        (
            "四国 西国 坂東 秩父 所巡 所めぐ 所霊場 所札所 所参 所詣",
            r"(?:四国|西国|坂東|秩父) ?[0-9一二三四八十]{2,4} ?[かカヶケ箇]所|(?<![0-9.,])(?:八十八|三十[三四]|88|33|34) ?[かカヶケ箇]所(?=巡|めぐ|霊場|札所|[参詣])",
        ),
        (
            compile_pattern(rf"[{_KANJI_DIGITS}]{_OF_PLACE}"),
            (
                rf"(?<![0-9.,第{_KANJI_DIGITS}])[{_KANJI_DIGITS}]{{1,3}}{_OF_PLACE}"
                r"(?=[^一-鿿ァ-ヶー]|$|地[区内域]|町|駅|公園|周辺|付近|一帯|団地|集落|自治|公民館|小学|中学)"
            ),
        ),
        ("世紀梨", rf"(?<![0-9]){ANY} ?世紀梨"),
        (
            "年記念 年史 年誌 年祭 年館 年桜 年杉 年松 年楠 年草 石の上にも三年 桃栗三年 柿八年",
            r"(?<![0-9.,一-鿿])(?:[0-9]{1,3}|[一二三四五六七八九十百千]{1,4}) ?年(?:記念|[桜杉松楠草]|史(?![料跡実学])|誌(?![面上])|祭(?!り)|館(?![内長]))|(?:(?<=石の上にも)|(?<=桃栗))[三3]年|(?<=柿)[八8]年",
        ),
        # What a race, an inning, a lorry or a map is called by, and how large something is made.
        (
            "m走 ートル走 m競 ートル競 mハ ートルハ mリ ートルリ mシャ ートルシャ m自 ートル自 m平泳 ートル平泳 m背 ートル背 mバタ ートルバタ",
            r"(?<![0-9.,])[0-9][0-9,.]{0,6} ?(?:[km]?m|(?:キロ)?メートル)(?:走(?![行破者りっらる])|競走|ハードル|リレー|シャトルラン|自由形|平泳ぎ|背泳ぎ|バタフライ)",
        ),
        ("回裏 回表", rf"(?<![0-9.,第]){ANY} ?回(?:裏|表(?=[のにで、。)]))"),
        (
            "ン車 ントラ ンダン ン積 ンユ t車 tトラ tダン t積 tユ",
            r"(?<![0-9.,])[0-9]{1,2}(?:\.[0-9]{1,2})? ?(?:トン|t)(?:車|トラック|ダンプ|ユニック|積み?(?:車|トラック|ダンプ))",
        ),
        (
            compile_pattern(r"縮尺|/ ?[0-9][0-9,万千]{2}|[0-9,百千万] ?分の ?[1一]"),
            (
                r"縮尺[ :は]{0,2}(?:1 ?[/:] ?[0-9][0-9,万千]{1,8}|[0-9][0-9,万千]{1,8} ?分の ?1)"
                r"|(?<![0-9.,])(?:1 ?/ ?[0-9][0-9,万千]{2,8}|[0-9][0-9,万千]{2,8} ?分の ?[1一]|[一二三五]?[百千万] ?分の ?一)(?= ?の? ?(?:[一-鿿]{0,4}図(?!書)|模型|ジオラマ))"
            ),
        ),
        (
            compile_pattern(r"[×x] ?[0-9]"),
            r"(?<![0-9A-Za-z.,×])[0-9][0-9.,]{0,6} ?(?:[cm]?m|メートル|センチ|ミリ)?(?: ?[×x] ?[0-9][0-9.,]{0,6} ?(?:[cm]?m|メートル|センチ|ミリ)?){1,2}(?<=[mルチリ])(?![A-Za-z0-9ァ-ヶー²2]| ?[×x])",
        ),
        # Grades, classes, zones, roads.
        ("級", r"準? ?(?<![0-9.,])[0-9]{1,2}(?: ?[~・、-] ?[0-9]{1,2})? ?級(?![友生数])"),
        (
            "要介護 要支援 支援区分 震度 レベル ステージ フェーズ ステップ STEP マグニチュード ランク",
            (
                r"(?:要介護|要支援|支援区分|障害支援区分|震度|警戒レベル|レベル|ステージ|フェーズ|ステップ|STEP|"
                r"マグニチュード|ランク)[ ]?[0-9一二三四五六七](?:\.[0-9])?(?: ?[~・、-] ?[0-9])?(?:[強弱])?(?![0-9名人件])"
            ),
        ),
        # A word in katakana goes on behind its number, which no counter follows.
        (
            compile_pattern(r"[ァ-ー][0-9]{1,4}[ァ-ヶ]"),
            rf"(?<![ァ-ヶー・])[ァ-ヶー]{{2,14}}[0-9]{{1,4}}(?!(?:{_KATAKANA_COUNTERS}))[ァ-ヶ][ァ-ヶー]{{1,14}}",
        ),
        (
            "号",
            (
                rf"(?:国道|県道|市道|府道|町道)(?:第? ?){ANY} ?号(?:線)?|(?<![0-9.,])[0-9]{{1,3}} ?号(?:線|機|車|館|棟|"
                rf"室|認定|被保険者|店|炉|様式|議案)"
            ),
        ),
        (
            "m級 ートル級 トン級 t級",
            r"(?<![0-9.,])[0-9][0-9,.]{0,6}[万千]? ?(?:[km]?m|メートル|トン|t)級",
        ),
        (
            "類 種",
            (
                r"(?<![0-9.,])[0-9]{1,2}(?:[・~-][0-9])? ?(?:類(?:感染症|移行|相当|医薬品|への|に(?:移行|なり|変更))|"
                r"種(?:免許|類型))"
            ),
        ),
        (
            "種",
            r"(?<![0-9.,第])[1-5一二三四五] ?種(?:免許|電気工事士|冷凍|漁港)|(?<=大型|普通|中型|特殊)[12一二] ?種(?![類目別])",
        ),
        ("学期", r"(?<![0-9.,第])[1-3一二三] ?学期(?!間)"),
        ("小 中 高", r"(?<![一-鿿])[小中高] ?[1-6一二三](?=まで|以下|以上|から|生|対象|年(?:生|[のでに、]))"),
        ("種混 種競", r"(?<![0-9.,第])[2-9] ?種(?:混合|競技)"),
        ("%値 75% %信頼", r"(?<![0-9.,])[0-9]{1,3} ?%(?:値|信頼区間)"),
        ("拠点 地域", r"(?<![0-9.,])[2二3三] ?(?:拠点|地域)(?:居住|生活|暮らし|ワーク|ライフ|はじめ|始め)"),
        ("等", rf"(?<![0-9.,]){ANY} ?等(?:米|賞|級(?!別)|星|地(?!域)|車|陸|海|親)"),
        ("階", rf"(?:地[下上] ?)?(?<![0-9.,]){ANY} ?階(?:建て?|部分|席)?(?![級層段調])"),
        ("車線化", rf"(?<![0-9.,]){ANY} ?車線化"),
        # Each one by itself: 一件一件, 1軒1軒.
        (
            compile_pattern(r"[1一](.)[1一]\1"),
            r"(?<![0-9.,十百])[1一](?P<of>[件軒戸校社枚票冊品点回名本台個字語歩日隊館園])[1一](?P=of)(?![0-9目])",
        ),
        # Parties, rooms, tickets, stages of a work.
        ("者", rf"(?<![0-9.,]){ANY} ?者(?:間|択|構成|見積|協[議定]|会[議談]|面談|鼎談)"),
        (
            "室 教室 講堂",
            r"(?<![0-9.,計約全べ])(?<!数[:は])(?<!数 )(?<!教室)[1-9][0-9]?[0-3][0-9] ?(?:(?:会議|研修|講義|講習|実習|集会|学習|多目的)室|教室(?![をにへ][^。、\n]{0,12}(?:整備|設置|増設|新設|配備|導入)|(?:を|ほど|程度|以上)?(?:開[いきく催講設]|実施|運営|設け|設置|整備|増や)|(?:であ|で、|とな|あ[るりっ])|に(?:増|減|な|達|上|のぼ)|、(?:計|延べ|約)?[0-9])|講堂)",
        ),
        (
            "券 パス きっぷ 切符 チケット",
            rf"(?<![0-9.,]){ANY} ?(?:日|回|時間|[かカヶケ箇]月)間? ?(?:乗車|フリー|利用|入場|定期)?(?:券|パス(?![タポワ])|きっぷ|切符|チケット)",
        ),
        (
            "期工 期計 期事 期整 期区 期生",
            rf"(?<![0-9.,第]){ANY} ?期(?:工事|工区|計画|事業|整備|区間|生(?![徒産]))",
        ),
        ("月号", rf"(?<![0-9.,])(?:(?:令和|平成|[RH])? ?{ANY} ?年 ?)?{ANY} ?月号"),
        # None at all; a year that is told of and not measured.
        (
            "人も 名も 件も 回も つも 社も 校も 団体も 世帯も 度も",
            r"(?<![0-9.,])[1一] ?(?:人|名|件|回|つ|社|校|団体|世帯|度)(?=も[^。、\n0-9]{0,10}?(?:な[いかくし]|ませ[んず]|おら[ずな]|せず|えず))",
        ),
        (
            "この その 一年 1年",
            r"(?<=この|その)[1一]年(?![間0-9一-鿿])|(?<=[しないたの])[1一]年(?=でし|です|とな|だっ|でもあ)|(?<![0-9.,一-鿿])[1一]年(?=の(?:ふり|振り|締め|しめ|始ま|総括|出来事|歩み|あゆみ|まとめ|計))",
        ),
        # Ages as attributes of persons.
        ("月児 月健", r"(?<![0-9.,])(?:[0-9] ?歳)?[0-9]{1,2} ?[か箇ヶカヵ]月(?:児|健診|健康診査)"),
        (
            "歳 才",
            (
                rf"{_AGE} ?(?:歳|才)?(?: ?(?:~|-|から|・|、) ?[0-9]{{1,3}}){{1,4}} ?(?:歳|才)(?:代|児|まで|以上|以下|"
                rf"未満|前後)?"
            ),
        ),
        (
            "歳 才",
            (
                rf"{_AGE} ?(?:歳|才) ?(?:代|児|以上|以下|未満|前後|から|まで|を迎え|の(?:つどい|集い)|(?:を祝|体操)|に(?:達|な(?!(?:る|った|りました|ります)(?:[。、]|$)))|到達|時(?!点)|の(?:女|"
                rf"男|子|人|方|誕生|若|者))"
            ),
        ),
        (
            "代",
            (
                r"(?<![0-9.,])[1-9]0(?: ?[~・、-] ?[1-9]0)* ?(?:歳|才)? ?代(?![表金理替わ])|"
                r"(?<![一-鿿])[二三四五六七八九]?十代(?![表])"
            ),
        ),
    )
)
"""(what every match holds: one of some words, or a match of another pattern; the pattern)"""
_QUOTE = scripts.compile(r"[「『“]([^「」『』“”\n]{1,80})[」』”]")
_STATEMENT = scripts.compile(
    r"。|ました|でした|しています|実績|合計|累計|前年|達成率|増加|減少"
    rf"|(?:数|率|者|割合|額|目標|件)[ :はをが]{{0,2}}[^0-9]{{0,4}}{ANY}[0-9,.]* ?(?:人|名|件|%|回|割|"
    rf"円|か所|団体|点|ポイント)"
    rf"|^[ 約]?{ANY}[0-9,.]* ?(?:人|名|件|%|回|割|円|か所|団体|点|ポイント)(?:以上|以下|程度|未満)?$"
)
_WORK = scripts.compile(
    r"(?:動画|冊子|番組|映画|絵本|連載|特集|記事|ポスター|チラシ|パンフレット|リーフレット|キャンペーン|と題した|と題する)$"
)
"""What stands before the title of a work, whatever the title says."""
_BRACKETED = scripts.compile(r"\([^()]*\)")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when a text first needs it: most need few, and compiling all takes longer than reading."""
    return scripts.compile(pattern)


class Names:
    """Finds numerals that are a part of a name."""

    __slots__ = ()
    name = "names"

    def find(self, view: TextView) -> Iterator[Claim]:
        """Yield a claim for each name that holds a numeral; for a quoted name the quote with its marks."""
        lines = view.memo(NumberedLines)
        for hint, pattern in _PATTERNS:
            places = lines.beside(hint)
            if not places:
                continue  # nor is the pattern compiled
            for start, end in lines.search(_compiled(pattern), places):
                yield _claim(view, start, end)
                if view.text.startswith(("運動(", "運動」("), end - 2) and (aside := _spelled_out(view, start, end)):
                    yield _claim(view, *aside)
        for start, end in lines.search(_QUOTE):
            if (
                _holds_number(view, start, end)
                and not _is_date(view.text, start + 1, end - 1)
                and (_WORK.search(view.text, start - 8, start) or not _STATEMENT.search(view.text[start + 1 : end - 1]))
            ):
                yield from _quoted(view, start, end)


def _spelled_out(view: TextView, start: int, end: int) -> tuple[int, int] | None:
    """Return the bracket behind a name that only spells its numbers out: 3010運動（初めの30分と終わりの10分）."""
    aside = _BRACKETED.match(view.text, end + view.text.startswith("」", end))
    if aside is None:
        return None
    named = "".join(
        str(numerals.DIGITS.get(c, c)) for c in view.text[start:end] if c.isdecimal() or c in numerals.DIGITS
    )
    found = view.memo(numerals.scan)
    inside = found[bisect_left(found, (aside.start(),)) : bisect_left(found, (aside.end(),))]
    return aside.span() if named == "".join(str(number.value) for number in inside) else None


def _is_date(text: str, start: int, end: int) -> bool:
    """Tell whether a quote holds a date and nothing else: 「9月3日（日）」."""
    term = date_grammar.parse(text, start)
    return term is not None and term.end == end and bool(term.items)


def _holds_number(view: TextView, start: int, end: int) -> bool:
    found = view.memo(numerals.scan)
    k = bisect_left(found, (start,))
    return k < len(found) and found[k].start < end


def _quoted(view: TextView, start: int, end: int) -> Iterator[Claim]:
    """Yield the quote, or its parts outside of round brackets that hold a count (「開設（5団体）」)."""
    for bracket in _BRACKETED.finditer(view.text, start, end):
        if _holds_number(view, *bracket.span()):
            if _holds_number(view, start, bracket.start()):
                yield _claim(view, start, bracket.start())
            start = bracket.end()
    if _holds_number(view, start, end):
        yield _claim(view, start, end)


def _claim(view: TextView, start: int, end: int) -> Claim:
    span = view.span(start, end)
    return Claim(span=span, text=view.slice(span), by=ClaimedBy.NAME)
