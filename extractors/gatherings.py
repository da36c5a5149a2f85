"""Words for what people gather for, and for its being held."""

from __future__ import annotations

from extractors.patterns import compile_pattern

_GATHERING = (
    r"(?<![議社機教都国協学照司入退閉開再面休流脱盛立出])(?<!研修|講習|講演|自治|町内|商工|連合|老人|保存|婦人|青年|女性|家族|振興|後援|育成|同窓|愛護|医師|氏子|県人|友の|親の|ども)"
    r"会(?=[をはがにでの」』)(、。 :「]|等|開催|実施|$)"
)
"""Any 会 that is held: 歓迎会, 語る会; not one that people are members of."""
DAY_IN_JOB = "一日(?:[一-鿿]{0,3}[署駅店校園館局市町村]長|知事|司書|(?:保育|消防|介護|看護)[士師]|飼育員|(?:図書館|消防団|郵便局|駅)員|警察官|記者|車掌|先生)"
"""What is held by its name for who does another's work for a day: 一日署長."""
OCCASION = compile_pattern(
    r"(?:交流|相談|説明|勉強|懇談|懇話|座談|発表|報告|連絡|展示|体験|検討|学習|上映|面[談接]|運営|商談|観察|鑑賞|演奏|音楽|運動|競技|品評|博覧|敬老|委員|[部例総集大](?!会[場館員]))会"
    rf"|{_GATHERING}|会議|研修会?|講座|講習会?|フォーラム|セミナー|教室|講演会?|交流イベント|訓練|フェア|フェス(?:タ|ティバル)?|イベント|キャンペーン|サロン|ワークショップ|シンポジウム|協議会|"
    r"審議会|見学|ツアー|まつり|祭り|祭典|祭(?=[をはがにで(の「」、。 :]|$)|(?<![発進伸親出])展(?=[をはが(の、。 」]|$)|式典|つどい|集い|"
    r"カフェ|オープンキャンパス|オープンハウス|意見交換|公演|コンクール|コンテスト|マルシェ|(?:フード|ブック|ドレス)ドライブ|出前授業|授業|演習|実習|啓発活動|キャラバン|サミット|ラリー|健診|検診|"
    r"マッチング|ミーティング|打合せ|コンサート|合宿|キャンプ|スクール|塾|プログラム|デー|ウィーク|巡回(?!先)|一斉(?:清掃|点検|相談|街頭|取締)|街頭|パトロール|作業|盆踊り|旅行博|マラソン|駅伝|"
    rf"(?:子ども|こども|少年|生徒|(?:[小中大]?学|高校)生|模擬|女性)議会|ガイダンス|ヒアリング|パレード|清掃|ウ[オォ]ーク(?=[にでをはが、。」 (]|ラリー|$)|(?:朝|見本|陶器|骨董|植木|古本|軽トラ|蚤の)市|フリーマーケット|バザー(?!ル)|(?<=の)市(?=」)|社会実験|作戦|{DAY_IN_JOB}|(?<!開)催し(?=物|[をはが])|(?<![公方形様株正一書格図数略洋和新旧])式(?=[はをがのでに(、。 :]|$)"
)
EXPOSITION = "(?:日本|大阪)[一-鿿ァ-ヶー・]{0,6}(?:博覧会|万博)|国際[一-鿿]{2}博覧会"
"""Named with its year: 2025年大阪・関西万博."""
DAY_HEAD = "(?:開催|実施|訓練|研修|講義|会議|審議)?(?:年月日|月日|日時|日付|日にち|日取り|期日|日程|日|時期)"
"""What a column of a table, or a field, is headed by that says when something was held."""
DAY_SET_WIDE = "日 ?時|開 ?催 ?日|期 ?日|日 ?程|と ?き"
"""Words of a label that says when something is held, which may be set wide: 日　時, と　き."""
WEEKDAY_ASIDE = "(?:[(][月火水木金土日・祝]{1,3}[)])?"
"""What may stand between a day and the words on what was held then: 6月7日（土・祝）に."""
FOR_DAYS = compile_pattern(
    r"から(?:の)?\d{1,2}(?:泊\d{1,2}日|日間)(?:の(?:日程|予定))?で?、?(?=[^。、\n]{0,16}(?:開催|実施|行[いっう]|開[きいく]))"
)
"""How long an occasion goes on from its first day: 7月26日から1泊2日で実施し."""
ON_EDGE_DAY = compile_pattern(
    r"[)」]{0,2}(?:から(?:始まる|の)[^、。\n\d]{1,30})?の(?P<which>初日|最終日)(?=に|、|である)"
)
"""Behind a span of days, on whose first or last the occasion was held: 県民運動（9月21日～30日）の初日に、出発式を行い."""
CAMPAIGN = "(?:安全|予防|防止|追放|推進|啓発|防犯)運動"
"""How the name of a campaign ends, which has its time and is no occasion: 火災予防運動."""
HELD = compile_pattern(
    r"開催|実施|開い|開き|開く|行い|行っ|行う|行わ|開講|催[しす]|開か|挙行|執り行|実演|上映|出展|派遣|訪問|参加|出席|受講|来場|設けま|(?<=日に)持(?:ち|った)|中止|延期|講演|取りやめ|取り止め|振り?替え(?!休)|流れ(?=まし|た。)"
)
