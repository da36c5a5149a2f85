"""Labels that name two kinds, 成果と課題 or 取組状況及び今後の予定: what stands below them is told apart between these alone."""

from __future__ import annotations

from functools import lru_cache

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Block, BlockKind
from pipeline.profile import base
from pipeline.segment.fields import bare_label
from pipeline.segment.shortfalls import CAME_OF, FORCED, NOT_YET, SHUNNED, USED, is_wanting
from pipeline.states import IN_WORDS

_AND = compile_pattern(r"[と・/、,&]|及び|および|並びに|ならびに")
_AHEAD = compile_pattern(r"今後|これから|[次来翌]年度|次期")
_SO_FAR = compile_pattern(r"(?:これまで|この[1一]年)(?!の?(?:課題|問題|経[過緯]))")
_WANTS = compile_pattern(r"(?:課題|問題点|反省点?|懸案(?:事項)?|懸念(?:事項)?|障壁)$")
_STATE = compile_pattern(r"(?:現状|現況|背景)$")
"""現状と課題: what is so is of what the issues are, and sentences do not tell them apart."""
_ANSWER = compile_pattern(
    r"(?:お|御)?答え?|(?:御)?答弁|(?:ご|御)?回答|(?:市|区|町|村|県|府|都|道|当局|事務局|担当課)の?(?:回答|答弁|考え方?|見解)"
)
_MET = compile_pattern(
    r"(?:(?:市|区|町|村|県|府|都|道|当局|事務局|担当課|所管課)の?|その後?の?|(?:それ|これ|課題|問題)への)?(?:対応|対処)等?"
)
"""対応 behind 課題: how it is to be met, or was."""
_CHECK = compile_pattern(
    r"(?:C|[Cc]heck|CHECK)(?:\((?!(?:主な|残る|残された)?(?:課題|問題点?)\))[^()]*\))?"
    r"|(?:[Cc]heck|CHECK)(?:評価|検証|点検)|(?:点検・?)?(?:評価|検証|点検)\((?:C|[Cc]heck|CHECK)\)"
    r"|(?:(?:評価|点検)・?)?検証(?:・?評価)?|(?:実施後の)?(?:振り?返り|ふりかえり)"
)
"""Of the cycle Plan, Do, Check, Act: how it went, and what was found wanting."""
_CHECKED = compile_pattern(r"(?:効果の?|点検・?|評価・?)?検証の?結果|効果の?検証")
"""The same, of what came of it."""
_JUDGED = compile_pattern(
    r"(?:(?:自己|内部|所[属管]|担当(?:課|者)?|一次|[1一]次|達成|実績|取組(?:状況)?の?|進捗(?:状況)?の?|総合|年度|中間)・?)*(?:評価|総括)"
)
"""How it went, judged by those who do it: what they say to be wanting is an issue, and no more of it."""
_LEVEL = compile_pattern(
    r"(?:[A-ES1-5◎○◯△×] ?)?(?:(?!課題)[^、。]){1,10}|[^:=]{0,8}[A-ES1-5◎○◯△×] ?[:=][^:=]{1,24}[A-ES1-5◎○◯△×] ?[:=].*"
)
"""A judgement in so few words that they may be one of a scale, or that scale: 遅れている, A:順調 B:遅れている."""
_NOTICED = compile_pattern(
    r"(?:[^と・、]{1,10}(?:年度|半期)の)?(?:主な|今期の|現場(?:で|から)?の|担当(?:者|課)?の|実施後の|取組からの)?(?:気(?:づ|付|が[つ付])き(?:の?(?:点|事項))?|(?:留意|注意)(?:点|事項)等?)"
)
"""気づき and 留意点 are of what came well too, but beside results mostly of what is wanting."""
_TURN = compile_pattern(r"(?:[ただるいす]|です|でした)(?:が|ものの|一方で?|けれども?)、")
_WON = r"(?:進ん|増え|増加し|高まっ|高ま|深まっ|向上し|上回っ|達成し|達し|改善し|図られ|図れ|図っ|でき|広がっ|定着し|上がっ|伸び|充実し|得られ|得た|整っ|普及し|浸透し|好評だっ|好評であっ)"
_NOT = rf"(?:{NOT_YET}|[てで]いなか)"
_CONTRAST = compile_pattern(
    rf"は[^、。]{{0,16}}{_WON}(?:た|だ|て(?:いる|きた|きている)|ました|て(?:います|きました))(?:が|ものの|一方で?|けれども?)、(?!併せて|また)"
    r"[^。]{2,60}(?:が|は|も)(?P<goes>[^。、]{0,12}(?:増え|増加し|延び|残っ|目立っ|続い|生じ|偏っ|固定化し|高止まりし|分かれ|見られ|減っ|減少し|遅れ)て?(?:いる|います|おり)?)$"
)
"""理解は進んだが、問合せが増えている: what came of it stands before the turn, what is wanting behind it."""
_HELP = "利用|活用|登録|支援|助成|補助|軽減|削減|解消|改善|予防|防[止犯災ぐい]|対策|訓練|講座|居場所|再就職|受け?入れ"
"""Behind what is wanting, what is done against it, of which more is better: 空き家の利用が増えている, 被害防止の講座."""
_ILL = (
    r"苦情|クレーム|トラブル|事故|被害|損害|災害|[食獣鳥虫公]害|違反|違法|犯罪|詐欺|滞納|延滞|未収金?|赤字|欠[員席勤]|離[職農]|辞退|退[会学]|中退|休止|廃[止業校棄]|中止|キャンセル|解約"
    r"|失業|倒[産木]|転[出倒落]|空き(?:家|店舗)|待機|待ち(?!望)|渋滞|混雑|負[担荷傷]|無駄|費用|経費|手間|残業|時間外|不登校|孤[立独]|いじめ|虐待|ごみ|残食|残し|残[さ渣]|排出|漏[れり水]|火災|出火|故障|破損"
    r"|不具合|影響|ばらつき|偏り|遅[れ刻]|不足|誤(?:り|配|記|認)|ミス|不良|不安|不満|ロス|感染|発症|患者|けが|死[者亡]|騒音|悪臭|喫煙|発煙|発火|停電|断水"
)
"""Of which less is better."""
_NO_GOOD = r"(?<![一-鿿])[不未][一-鿿]{1,3}"
"""Words that say so of themselves: 未受診, 不参加."""
_COUNTED = r"[者児童生徒の数件割率戸額時間]{0,8}"
_SOUGHT = "応募|申込み?|申請|参加|受講|受診|接種|利用|登録|加入|活用|導入|採用|登用|取得|実施|回答|回収|開催|認知|普及|定着|出席|来場|稼働|収納|投票|協力|周知|関心|意識|理解|認識|満足"
"""What is worked for, so that a low rate of it is wanting: 認知度が低い, but not 離職率が低い."""
_TOO_LITTLE = (
    rf"(?:{_SOUGHT})[^、。]{{0,8}}[がはも][^、。]{{0,10}}低[いく]|(?:体制|連携|発信|支援|つながり|関わり|{_SOUGHT})[がはも][^、。]{{0,6}}弱[いくま]"
    r"|(?:会場|場所|施設|窓口|病院|学校|駅|停留所)[^、。]{0,10}遠[いく]|(?:駐車場|会場|部屋|待合室?|施設|設備|書庫|倉庫|建物|場所)[がはも](?:手?狭|古[いく])"
    r"|(?:費用|経費|単価|価格|利用料|料金|コスト|工事費|委託料)[がはも][^、。]{0,6}高[いくま]|負担[がはも][^、。]{0,8}大き[いく]"
    r"|(?:手続き?|事務|制度|操作|申請|様式|書類|仕組み)[がはも][^、。]{0,6}(?:煩雑|複雑)"
    r"|(?:手|後継者|候補者|応募者|講師|指導者|専門職|職員|人材|[導談援]員|医師|保健師|保育士)[がも](?:いな[いくか]|いませ|おら[ずな]|おりませ|不在)"
    r"|(?:定員|満[員床室]|受け?入れ|利用|申込み?|予約|要望|依頼|希望|抽選)[^。]{0,16}断(?:る(?!練習|勇気|力)|っ[たて]|り(?!や)|らざる)"
    rf"|(?:知ら|{USED}わ|使え|分から|わから|つながら|気付か|(?<!で)来|来られ|届か|応じ|(?:参加|受診|受講|相談|利用|申請|登録)し)ない(?:人|方|者|世[帯代]|企業|事業[所者]|職員|団体|学校|地区)(?=[がも][^、。]{{0,6}}(?:多|い[るまた]|おり|あ[るり]|目立|増え|残))"
    r"|(?:でき|(?:受け|続け|出かけ|借り|預け|集め|進め|来|得)られ|組め|持て|行け|通え|働け|使え|払え|買え|担え|賄え|保て|選べ|学べ|動け|歩け|読め|話せ)ない[一-鿿ァ-ヺー]{1,8}(?=[がも][^、。]{0,6}(?:多|目立|増え|増加し|残))"
)
"""What is wanting by how low, far or dear it is, or turned away, and those who cannot: 組めない競技が増えている."""
_UNEVEN = (
    r"(?:格差|温度差|隔たり|開き|(?<![時段落寒暖])差)(?=[がも](?:依然)?(?:あ[るっ]|あり(?!ませ)|大き[いく]|開|見られ(?![なま]せ?[いん])|生じ(?!な)|残[るっり]|出て))"
    r"|(?:壁|ネック|妨げ|足かせ|障壁|難点)(?=(?:[とに]な[っり]|で(?:ある|す|あり)))"
)
"""男女差がある, 費用が壁になっている."""
_NEEDED = (
    rf"{_TOO_LITTLE}|{_UNEVEN}|"
    rf"課題|問題|急務|必要(?!に応)|求められ|にとどま(?!ら|りませ)|留ま(?!ら|りませ)|足り(?:な|ず|{_NOT})|不足|(?:遅れ|(?<!渋)滞(?!納|在|りなく)|停滞し|低迷し|伸び悩|苦慮し|苦労し)(?:て|が|っ|ん)?|低調|低迷|停滞"
    rf"|(?<!見逃)(?<!無視)でき(?:な[いかく]|ず|{_NOT}|ません)|得られ(?:な|ず|{_NOT}|ません)"
    r"|(?:届か|至ら|満た|進ま|集まら|広がら|見つから|追いつか|行き届か|根付か|埋まら|まとまら|決まら|立た|分から|わから)(?:な[いかく]|ず)"
    r"|(?:届き|至り|満ち|進み|集まり|広がり|見つかり|追いつき|行き届き|根付き|埋まり|まとまり|決まり|立ち|分かり|わかり)ません"
    r"|(?:伸び|達し|定着し|浸透し|活用され|生かされ|知られ)(?:な[いかく]|ず|ません)"
    rf"|(?:進ん|整っ|達し|届い|至っ|満たし|集まっ|広がっ|定着し|浸透し|追いつい|行き届い|根付い|伸び|増え|決まっ|まとまっ|終わっ|着手し|実施し|活用され|生かされ|知られ|把握し|徹底し|徹底され|反映し|反映され|育っ|解消され|解消し|改善され|改善し|解決し|実現し){_NOT}"
    rf"|(?:(?:[定決]め|設け|備え(?:付け)?|整え|位置[付づ]け)られ|(?:作ら|示さ|(?<=[員者師士]が)置か|(?:用意|準備|策定|作成|整備|明文化|想定|明記|配備|配置|設置)さ)れ){_NOT}"
    r"|(?<!不正)(?<!不正な)(?:応募|申込み?|参加|利用|申請|登録|加入)者?は(?:[1一][件人社名組校]も)?(?:な[いか]|あり?ませ)"
    r"|(?:応募|申込み?|参加|利用|問合せ|相談)(?:者)?が(?:な[いかく]|少な(?!く(?:な[いか]|あり))|あり?ませ)|(?:[きりいしちみびれべけせえ])(?:にく|づら)[いくか]|難し[いくか]|困難|厳し[いくか]"
    rf"|支障(?=[がも](?:あ[るり](?!ませ)|出て|生じ[たて](?!いな|いませ)|大き))|応(?:じ|え)(?:切れ|きれ|られ)(?:な[いく]|ず|ません|{_NOT})|困(?:っ|る(?=[人方者世]))|悩ん|懸念|心配|不安|偏[っりる]|ばらつき|形骸化|固定化|高齢化|老朽化|しか(?:な|い(?:な|ませ)|おら)|しか[^、。]{{0,8}}(?:ない|なかった|おらず|いない|ません)"
    r"|(?:参加者?|利用者?|来[館場]者?|入館者?|貸出し?|申込み?|受講者?|登録者?|会員|担い手|応募者?|加入者?|加入率|参加率|利用率|受講率|児童|団体)(?:数)?[がはも][^、。]{0,8}(?:減(?:少|っ|り)|少な(?!く(?:な[いか]|あり)))"
    rf"|(?:{_ILL})(?![^、。]{{0,8}}(?:{_HELP}))(?!を?(?:(?:し|出さ|起こさ|残さ)ない|やめ[るた])[一-鿿])[^、。]{{0,8}}[がはも][^、。]{{0,8}}(?:増え|増加|延び|かさ|膨ら|上昇|生じ|発生し|続い|高ま|重|起き|出[てた]|減(?:ら(?:な[いかく]|ず)|っ{_NOT}))"
    r"|(?<!支障)(?<!問題)(?<!負担)(?<!無理)(?<!漏れ)(?<!必要)(?<!遅れ)(?<!変わり)(?<!異常)(?<!差)(?<!遜色)(?<!滞り)(?<!抵抗)(?<!不満)が(?:な[いくか]|あり?ませ)"
    r"|(?:苦情|クレーム|不満)[^、。]{0,8}(?:寄せられ|多|あ(?:る|っ|り(?!ませ))|届い)"
    r"|まま(?:である|です|だ|とな|に)"
)
_WANTING = compile_pattern(
    rf"(?:{_NEEDED})(?:[^、。]{{0,14}}[がも](?:[0-9,]+[^0-9、。]{{1,2}})?(?:あ[るっ]|あり(?!ませ)|多[いくか]|目立|見られ|みられ|寄せられ|生じ|残[るっり]|い[るたま])[ぁ-ん]{{0,8}}|[ぁ-ん]{{0,10}}(?:状況|状態|現状|傾向|実情)?[ぁ-ん]{{0,6}}|[ぁ-ん]{{1,4}}[一-鿿]{{1,4}}[ぁ-ん]{{0,8}})$"
)
_FEW = compile_pattern(
    r"(?P<what>[^、。はがも]{1,14})[がはも][^、。]{0,10}?(?:少な(?!く(?:な[いか]|あり|とも))|限られ(?!な|ず|ませ)|乏し(?!くな[いか])|(?:わず|僅)か|限定的)"
    r"[ぁ-ん]{0,8}(?:(?:状況|状態|現状|傾向|実情)[ぁ-ん]{0,8})?$"
)
"""出席が少なくなる傾向がある, 開く時間が限られている, 申請はわずかだ: less of what there should be."""
_LESS_IS_WELL = compile_pattern(rf"{_ILL}|差$|{_NO_GOOD}{_COUNTED}$")
_OF_SOUGHT = compile_pattern(rf"(?<![不未])(?:{_SOUGHT}){_COUNTED}$")
"""事故を防ぐ講座の受講者: whatever it is for, there should be more of it."""
_TURNED = compile_pattern(
    r"(?:(?:その)?一方で?(?:は|、)|他方で?(?:は|、)|(?:その)?[半反]面、|しかし(?:ながら)?、?|ただし、?|ただ、|だが、|ところが、|けれども?、|それでも、?|とはいえ、|もっとも、)"
)
"""Opens a sentence that sets something against what came well."""
_TURNED_ILL = compile_pattern(
    rf"(?:{_NO_GOOD}|{_ILL}){_COUNTED}"
    r"[がはも](?:[^、。がはも]{0,12}[とに])?[^、。がはも]{0,6}(?:高[いく]|高かった|多[いく]|多かった|(?:増え|増加し|上昇し|高止まりし)(?:た|ました|て(?:いる|います|おります)))"
    r"(?:状況|状態|水準|傾向)?(?:で(?:ある|す)|に(?:ある|あります))?$"
)
"""一方、…の未受診率は32％と高い: of what is no good there is much."""
_YET = compile_pattern(r"(?:しかし(?:ながら)?|だが)、")
_IS_SO = compile_pattern(
    r"(?:て(?:いる|います|おります)|い(?:です|状況[^、。]{0,4}|状態[^、。]{0,4})?|ません|である|にとどまる)$"
)
_IS_WELL = compile_pattern(
    rf"(?:{_WON}|高[いく]|上回っ?|増[えや加]|多[いく]|減[っりら少]|下がっ?|縮|改善|解消|良好|順調|好評|達成|進[みんめ]|広がっ?|検討|予定|続け|継続|努め|取り組|回復|元(?:どお|通)り|満足|使われ|使え)"
    rf"(?!(?:さ?れ|し)?(?:{_NOT}|な[いかく]|ません))"
)
_WELL = compile_pattern(
    rf"(?:{_WON}|(?:評価|達成|完了|{_SOUGHT})[^、。]{{0,8}}高(?:[いく]|かった)|上回っ?|改善|解消|良好|順調|好調|好評|円滑|達成|満足|喜[ばん]"
    r"|評価(?:を得|され|をいただ|を受け)|感謝|役(?:に)?立|生まれ|つなが[っり]|結び[付つ][いくけ]|寄与|貢献|実現|成功|効果[がを的]|有効|有益|有意義|適切|妥当|(?:計画|予定)どおり|[概お]お?むね|良[いくか]|よかった|活発|活躍|醸成)"
    rf"(?!(?:さ?れ|し)?(?:{_NOT}|な[いかく]|ません))"
)
_WELL_IN_NOUNS = compile_pattern(
    r"(?:好評|順調|良好|上々|(?<!不)満足(?!し)[^、。]{0,8}[0-9][^、。]{0,8}|(?:計画|予定)どおり[^、。]{0,12}|^(?:[A-ES◎○] )?(?:[概お]お?むね[^、。]{0,12}|(?:ほぼ)?(?:目標)?達成)|完了|済み?|の[^、。の]{0,6}(?:増加?|伸び|広がり|深まり|高まり|上昇))$"
)
"""利用の増加 came well; the noun of a deed (利用の拡大, 連携の強化) is as often what is yet to be done."""
_DEED = compile_pattern(r"^[^が]*を[^、。はがも]{1,20}(?:た|だ|ました)$")
_SETBACK = compile_pattern(
    r"(?:断念|中止|見合わせ|休[止館業]|運休|延期|延ば|見送|取り[や止]め|断[っりら]|辞退|欠席|欠い|失っ|逃し|余儀なく|を要し|超過し|(?:目標|計画|予定|前年|見込み|想定)[^、。]{0,8}下回|割り込|招い|縮小|打ち切|返[納還]"
    r"|撤退|閉鎖|落と|(?:苦情|指摘|被害|影響|打撃)を受け|を抱え)[^、。を]{0,10}$|(?<!少なく)(?<!なく)な(?:い|かった)(?:です|状況[ぁ-ん]{0,4}|状態[ぁ-ん]{0,4})?$|ません(?:でした)?$"
)
"""What is no good though it was done, or was not done."""
_WORSE = compile_pattern(
    rf"(?:{_NO_GOOD}|{_ILL}){_COUNTED}[がはも][^、。]{{1,14}}で、"
    r"(?:前年|前回|昨年)度?[^、。をがはも]{1,16}(?:増え|増加し)(?:た|ました|て(?:いる|います|おります))$"
    r"|(?:価格|単価|物価|人件費|賃金|燃料費?|電気代)の?(?:上昇|高騰|値上がり)(?:により|によって|のため|で|に伴い|に伴って)、?[^、。]{0,10}(?:費用?|負担|額)[がはも][^、。]{0,8}(?:増え|増加し|上昇し|膨らん|かさん)(?:た|だ|ました|[てで](?:いる|います|おります))$"
    r"|が未(?:対策|整備|実施|着手|設置|改修|解決|策定|対応)(?:で(?:ある|す)|とな(?:って(?:いる|います|おります)|る))$"
)
"""待機者は12人で、前年度から3人増えている; 資材の価格の上昇により工事費が増えた; 2か所が未整備である."""
_GIVEN_UP = compile_pattern(
    r"(?:できず|足りず|集まらず|得られず|見つからず|整わず|[しじえ]きれず|応(?:じ|え)られず|不足[しで])[^。]{0,4}、"
    r"[^。]{0,30}(?:中止|断念|延期|見送|休止|断っ[^。]{0,4}|断り[^。]{0,4}|断ら[^。]{0,4})[^。]{0,8}$"
)
_IS = r"(?:て(?:いる|います|おります)|た|ました)"
_COSTS = compile_pattern(
    rf"(?:[0-9一二三四五六七八九十] ?(?:か所|箇所|つ|団体|社|店舗?|人|名|世帯|会|校|地区|組)|一部|半数)[^、。をは]{{0,10}}[がも](?:[^、。がはも]{{0,8}}を)?(?:休止|解散|閉鎖|廃業|撤退|脱退|離脱|退会|退職|離職|辞退)し{_IS}$"
    rf"|(?:だけ|のみ|単発|一過性|一度きり)(?:のもの)?[でに](?:終わっ|とどまっ|なっ){_IS}$"
    rf"|(?:時間|日数|年数|手間|労力|人手|人員)を(?:費やし|取られ|割かれ|要し){_IS}$"
    rf"|まで[^、。]{{0,8}}[0-9] ?(?:日|週間|か月|年|時間)(?:間|余り)?(?:ほど|近く|以上)?[もを]?(?:かかっ|掛かっ|要し)て(?:いる|います|おります)$"
)
"""Below a label of issues: who left, what came to no more, how long it takes."""
_DAMAGED = compile_pattern(
    r"(?:[食獣鳥虫冷雪]害|被害|病気|台風|[大豪]雨|[大降積]雪|霜|暑さ|高温|猛暑|日照り|干ばつ|強風|高波|落雷|地震|イノシシ|シカ|サル|故障|劣化)[^、。]{0,6}(?:で|により?|によって|を受けて?|のため)、?"
    r"[^、。]{0,20}(?:枯れ|壊れ|流され|流失し|失われ|傷ん|倒れ|折れ|崩れ|浸水し|冠水し|腐っ|全滅し|死ん|使えなくなっ|収穫できなかっ)[ただ][ぁ-ん]{0,4}$"
    r"|(?:(?:故障|不具合|破損|停電|断水|通信障害|欠員|急病|[一-鿿]{2}不足|(?:職員|部品|資材|燃料|人員|講師|運転手)の不足)[^、。]{0,6}(?:で|により?|によって|のため)|(?:壊れ|故障し|不足し)て?)、?"
    r"[^。]{0,30}?(?:止め|止まっ|停止し|休止し|中止し|中断し|休ん|閉め|閉鎖し|取りやめ|延期し|遅れ|滞っ|運休し|欠航し|使えなくなっ|使えなかっ)[ただ][ぁ-ん]{0,4}$"
)
"""Below a label of issues: シカの食害で苗が枯れた, ポンプの故障で給水を止めた."""
_WISHED = compile_pattern(
    r"[てで](?:ほしい|欲しい|もらいたい|いただきたい)(?:という|といった|との|など(?:の)?)[^、。]{0,6}(?:声|意見|要望|希望|訴え)[がもを][^、。]{0,16}(?:寄せ|あ[るっり]|届|多|聞|出|[上挙]が|受け)[ぁ-ん]{0,10}$"
)
_AGAIN = compile_pattern(r"続け|継続|引き?続|また|再び|もう一度|[来毎次][年回]|今後|これから")
"""もっと遅くまで開けてほしいとの声 tells what is wanting, 来年も続けてほしいとの声 that it came well."""
_UNDONE = compile_pattern(
    r"[てで]い(?:ない|なかった)[一-鿿ァ-ヺー][一-鿿ァ-ヺーぁ-ん]{0,8}?[がも][^、。]{0,6}(?:多[いくか]|目立|増え(?!ていな)|残[るっり])[ぁ-ん]{0,8}$"
)
"""手続が済んでいない農地が多い."""
_BETTER_NOT = compile_pattern(rf"{_ILL}|吸|飲酒|困|悩|頼|変わ|滞|壊|傷")
_WEIGHS = compile_pattern(
    r"(?:重く|深刻に)受け止めて(?:いる|います|おり)[^、。]{0,2}$|(?:避けられ|免れ)(?:な[いく]|ませ)[^、。]{0,6}$|を余儀なくされて(?:いる|います|おり)[^、。]{0,2}$"
    r"|(?:(?:[不未][一-鿿]{1,4}|離職|欠[席勤]|空き家|滞納|事故|失業|待機|中断|再犯|費用?|経費|負担)者?の?(?:率|割合|額|件数)?[がはも][^、。]{0,14}(?:高|多|大き)い"
    r"|(?<!離職)(?<!欠席)(?<!欠勤)(?<!空き家)(?<!滞納)(?<!事故)(?<!失業)(?<!中断)(?<!再犯)(?<!負担)(?<![不未]..)(?<![不未]...)(?:率|割合)[がはも][^、。]{0,14}低い)(?:状態|状況|傾向|水準)(?:が続い|に(?:あり|ある)|で推移し)[ぁ-ん]{0,8}$"
)
"""Below a label of issues: what is no good as it is, 費用が高い状態が続いている."""
_DEAR = compile_pattern(r"(?:単価|価格|費用?|経費|料金?|値段?|物価|賃金|コスト)[がはも]")
"""What rises there is no success: 単価が上がった."""
_LESS = compile_pattern(
    rf"(?:{_ILL}|使用量|消費量|待ち?時間)[^、。]{{0,8}}[がはも][^、。]{{0,12}}(?:減(?:っ|り|少)|縮|下が)[^、。]{{0,10}}$"
)
"""電力の使用量が11%減った, 苦情が減った."""
_ILL_WORD = compile_pattern(_ILL)
_BREAK = compile_pattern(r"[、。]")
_LONGEST_CLAUSE = 80  # characters
_LONGEST_ADVERBS = 24  # characters before a verb
_NOW = r"(?:い(?:る|ます|ない|ません)|おり(?:ます|ません))"
_HAS = r"(?:占め|抱え|感じ|超え|越え|上回|下回|訴え|失っ|欠い|強いら|余儀)"
_STATE_NOW = compile_pattern(
    rf"[がはも](?:(?!を(?!{_HAS}))[^、。])*(?:[てで]{_NOW}|(?<!中)(?:である|です)|(?:[^うくぐすつぬぶむるた、。]い|な)(?:です)?|あ(?:る|ります|りません)|い(?:る|ます|ません)|おり(?:ます|ません)"
    r"|(?:とどま|偏|異な|のぼ|上回|下回|滞|残|かか|(?<!と)な|劣|上)(?:る|ります)|(?:占め|超え|過ぎ|欠け)(?:る|ます)|続く|続きます|相次ぐ|目立つ|[要有](?:する|します)|[見みら]られ(?:る|ます|ない|ません)|生じる)$"
    rf"|を(?:要する|要します|占める|占めます|超える|超えます|上回る|下回る|抱える|抱えて{_NOW})$"
)
_DOES = r"検討|協議|調整|準備|依頼|要請|要望|注視|周知|支援|連携|対応|把握|検証|議論|試行|研究|実施|導入|開始|終了|完了|設置|配置|開設|運営|運用|提供|配布|発行|公表|公開|継続|委託|開催|策定|整備|推進|募集|交付|助成|補助"
_INTENDED = compile_pattern(
    rf"(?:(?:{_DOES})(?:を?(?:し|進め|行っ|重ね|続け))?|働き?かけ|努め|図っ|進め|取り組[みん]|目指し|めざし|行っ|呼び?かけ|求め|向け|始め|予定し|考え|と(?:し|なっ)|ことに(?:し|なっ)|され)て{_NOW}$"
    rf"|(?:予定|計画|方針|見込み|見通し|考え|つもり|方向性?|中|ところ|[とど]おり|[うくぐすつぬぶむる](?:こと|もの))(?:である|です|と(?:して|なって){_NOW})?$|(?:欠かせ(?:ない|ません)|(?:不可欠|大切|重要)(?:である|です)|望ましい(?:です)?)$|(?:変更|変わり|異存|該当|違い)[がはも](?:特に)?(?:ない|あり?ません)$"
)
_YEAR_AHEAD = compile_pattern(r"(?:[来次翌新]年度|来[春夏秋冬月年期]|令和[0-9]{1,2}年度)(?:に|から|は|の|より)")
_AGAINST_MEAN = compile_pattern(
    r"(?P<what>[^、。はがも]{1,14})[がはも][^、。]{0,12}(?:平均|他(?:市町?村?|県|地域)|全国|県内)[^、。]{0,4}(?:を|より|に比べて?)[^、。]{0,4}(?P<how>上回|高|多|下回|低|少な)"
)
_MORE_IS_WELL = compile_pattern(r"寿命|所得|出生|学力|正答|体力|就[職業]率|収納|合格|進学")
_PREDICATE = compile_pattern(r"[ぁ-ん]$")
_GRADE = compile_pattern(rf"{IN_WORDS}|.{{1,3}}")
"""Ａ, 順調, やや遅れ: what a judgement is in a word."""
_NOTHING = compile_pattern(r"(?:特に|現時点で?は?)?(?:課題は?)?(?:なし|無し|ない|ありません)|特記事項なし|該当なし")
_MAY_BE_WELL = compile_pattern(
    r"達成|到達|順調|好評|好調|効果|成果|向上|充実|拡大|ゼロ|新たに|前進|進展|改善|解消|浸透|定着|広が|増加|増え|満足|高い|高ま|良好|良い|上回|できた|でき[、。]|図られ"
)
_SOUGHT_AHEAD = frozenset({BlockKind.ISSUES, BlockKind.OUTLOOK})
_NO_PLAN = compile_pattern(
    r"(?:(?<!なら)(?<!なり)(?<!かせ)(?<!限ら)(?:ない|ません)(?:状況|状態|現状)?(?:で(?:ある|す))?|ことが(?:ある|多い|あります)|が[^をが]{1,14}[ただ]|[がはも][^をが、]{0,10}(?:(?<![行扱担伴])[一-鿿]い|少ない|小さい|大きい)(?:状況|状態|傾向)?(?:で(?:ある|す)|に(?:ある|あります))?)$"
)
"""委託先の調査員が出られない, 材料費が上がった, 夜の相談が多い: below 課題と対応策 what the plans are for."""
JUDGED = (BlockKind.OTHER, BlockKind.ISSUES)
"""The kinds that 評価と課題 names."""
_SOLVED = compile_pattern(
    rf"(?:解消|改善|克服|解決|軽減|緩和|縮小|払拭|対応|工夫|検討|議論|協議|共有|整理|把握|確認|検証|調査|配慮|支援)(?:し|され|でき|を?行|を?図)(?!て(?:いな|いませ|おら))(?!な[いか])(?!ず)(?!ませ)|(?<=[がはも])なくな[っり]|取り戻|補[いっう]|(?:課題|問題)であった|(?:発生し|出|起き|生じ){_NOT}|(?:(?:{_ILL})の?(?:拡大|発生)|悪化|被害|流出|延焼)[^、。]{{0,3}}(?:に|まで)は?(?:至っ|つながっ|及ん){_NOT}"
    rf"|(?:課題|問題|支障|懸念|不足|遅れ|心配|必要)(?:に?は|が|も)?(?:特に|見られ|生じ)?(?:な[いかく]|あり?ませ|ませ|{_NOT})"
    rf"|(?:{_ILL})(?![^、。]{{0,8}}(?:{_HELP}))[^、。]{{0,24}}にとどま"
    rf"|(?:{_ILL})[^、。]{{0,20}}[がはも](?:特に|ほとんど|全く|まったく|一切)?"
    rf"(?:(?:発生し|出|起き|生じ|増え|増加し|見られ|寄せられ|続い|残っ)(?:{_NOT}|な[いかく]|ません)|な[いかく]|(?:い|おり|あり)ませ|いな[いか])"
)


def label_of(raw: str, block: Block) -> str:
    """Return the folded words of a block's label, without blanks, mark and brackets; empty without one."""
    if block.heading is None:
        return block.column.replace(" ", "")
    return _words_of(raw[block.heading.start : block.heading.end])


@lru_cache(maxsize=1024)  # a report repeats few labels
def _words_of(heading: str) -> str:
    return bare_label(fold(heading).replace("**", "").strip("#* ").strip("▽▷◎☆★▲△・- ").rstrip("/→=…|│"))


@lru_cache(maxsize=1024)
def kinds_named(words: str) -> tuple[BlockKind, ...]:
    """Return the kinds that a label's folded words name, in order; none where they are not two or more that sentences tell.

    Args:
        words: of the label, without blanks, mark and brackets.
    """
    if _ANSWER.fullmatch(words):
        return BlockKind.PROGRESS, BlockKind.OUTLOOK
    if _MET.fullmatch(words):
        return BlockKind.OUTLOOK, BlockKind.PROGRESS
    if _CHECK.fullmatch(words) or _NOTICED.fullmatch(words):
        return JUDGED
    if _CHECKED.fullmatch(words):
        return BlockKind.PROGRESS, BlockKind.ISSUES
    kinds: list[BlockKind] = []
    at, ahead = 0, False
    for stop, begin in [*(match.span() for match in _AND.finditer(words)), (len(words), len(words))]:
        kind = _kind_of(words[at:stop])
        if kind is None:
            continue
        if kind is BlockKind.TARGET or _STATE.search(words, at, stop):
            return ()
        kinds.append(BlockKind.OUTLOOK if ahead and kind is BlockKind.PROGRESS else kind)
        ahead = ahead or _AHEAD.search(words, at, stop) is not None
        at = begin
    return tuple(dict.fromkeys(kinds)) if at == len(words) and len(set(kinds)) > 1 else ()


def judges(words: str) -> bool:
    """Tell whether the folded words of a label open no more than a judgement by those who did it: 評価, 自己評価, 総括."""
    return _JUDGED.fullmatch(words) is not None


def is_level(sentence: str) -> bool:
    """Tell whether a sentence below a judgement, folded and without what closes it, may be but a level of a scale."""
    return _LEVEL.fullmatch(sentence) is not None


def _kind_of(words: str) -> BlockKind | None:
    """Return the kind that a part of a label names, be it in a report's own words: これまでの歩み, 見えてきた課題."""
    if _SO_FAR.match(words):
        return BlockKind.PROGRESS
    return base().kind_of(words) or (BlockKind.ISSUES if _WANTS.search(words) else None)


def names_issues(words: str) -> bool:
    """Tell whether the folded words of a label end by naming what is wanting, be it among others: 評価と課題, 気づき."""
    return _WANTS.search(words) is not None or _NOTICED.fullmatch(words) is not None


def kind_within(
    named: tuple[BlockKind, ...], sentence: str, told: BlockKind | None, *, results_apart: bool
) -> BlockKind | None:
    """Return which of the kinds that a label names a sentence below it is of; None where it does not say.

    Args:
        named: the kinds.
        sentence: folded, without what closes it.
        told: what it reports by its tense, wherever it stands.
        results_apart: whether a block of its own tells what was done, so that below 評価と課題 only what came well is no issue.
    """
    graded = named == JUDGED and _GRADE.fullmatch(sentence) is not None
    if (
        BlockKind.ISSUES in named
        and not graded
        and (told is BlockKind.ISSUES or tells_wanting(sentence) or is_wanting(sentence))
    ):
        return BlockKind.ISSUES
    if set(named) == _SOUGHT_AHEAD and _NO_PLAN.search(sentence) and _SOLVED.search(sentence) is None:
        return BlockKind.ISSUES
    if results_apart and named == JUDGED and not graded:
        ill = _SETBACK.search(sentence) is not None
        return BlockKind.OTHER if _tells_well(sentence) else BlockKind.ISSUES if ill else None
    if graded or (told is BlockKind.PROGRESS and BlockKind.PROGRESS not in named and BlockKind.OTHER in named):
        return BlockKind.OTHER  # 評価と今後の取組
    return told if told in named else None


def kind_untold(named: tuple[BlockKind, ...], kind: BlockKind, *, results_apart: bool) -> BlockKind:
    """Return what a sentence is of that does not say.

    Args:
        named: the kinds that its label names.
        kind: what the label opens as a whole.
        results_apart: whether a block of its own tells what was done.
    """
    if named == JUDGED:
        return BlockKind.ISSUES if results_apart else BlockKind.OTHER
    return named[0] if named[0] is BlockKind.PROGRESS else kind


def undecided(sentence: str) -> bool | None:
    """Tell whether a sentence on how it went says neither what is wanting nor, be it in a word, what may have come well.

    None where it is but a grade, or says that there is nothing.

    Args:
        sentence: folded, without what closes it.
    """
    if _GRADE.fullmatch(sentence) is not None or _NOTHING.fullmatch(sentence) is not None:
        return None
    return _MAY_BE_WELL.search(sentence) is None and not _tells_well(sentence)


def _tells_well(sentence: str) -> bool:
    """Tell whether a sentence that tells nothing wanting says in its last clause that something came well or was done."""
    turns = [match.end() for match in _TURN.finditer(sentence)]
    words = sentence[turns[-1] :] if turns else sentence
    if _SOLVED.search(words) or _WELL_IN_NOUNS.search(words):
        return _ILL_WORD.search(words) is None or _SOLVED.search(words) is not None
    if _LESS.search(words):
        return True
    if _DEED.search(words):
        return _SETBACK.search(words) is None
    return bool(_PREDICATE.search(words) and _WELL.search(words)) and not _DEAR.search(words)


def is_so(sentence: str) -> bool:
    """Tell whether a sentence only says what is so, and neither what is done or intended nor that it is well.

    Below 課題・今後の方向性 that is what is wanting: 窓口が町内に1か所しかなく、住民が隣町まで出向いている.

    Args:
        sentence: folded, without what closes it.
    """
    words = _BREAK.split(sentence[-_LONGEST_CLAUSE:])[-1]
    if _STATE_NOW.search(words) is None or _INTENDED.search(words) or _YEAR_AHEAD.search(sentence):
        return False
    against = _AGAINST_MEAN.search(sentence[-2 * _LONGEST_CLAUSE :])
    if against is None:
        return not _tells_well(sentence)
    less = against["how"] in ("下回", "低", "少な")
    well = _LESS_IS_WELL if less else _MORE_IS_WELL
    sought = not less and _OF_SOUGHT.search(against["what"]) is not None
    return not sought and well.search(against["what"]) is None


def turns_ill(sentence: str) -> bool:
    """Tell whether a sentence behind what came well is set against it and says what is not well.

    Behind 一方 or ただし it may as well go on with what came well, or with a note.

    Args:
        sentence: folded, without what closes it.
    """
    opened = _TURNED.match(sentence)
    if opened is None:
        return False
    if _TURNED_ILL.search(sentence, opened.end()) is not None or tells_wanting(sentence) or is_wanting(sentence):
        return True
    return bool(_YET.match(sentence) and _IS_SO.search(sentence)) and not (
        _IS_WELL.search(sentence, opened.end()) or _SOLVED.search(sentence)
    )


def tells_wanting(sentence: str) -> bool:
    """Tell whether a sentence says in its last clause, be it behind …たが、, that something is wanting."""
    if any(
        pattern.search(sentence)
        for pattern in (_CONTRAST, _GIVEN_UP, CAME_OF, FORCED, _WORSE, _COSTS, _DAMAGED, SHUNNED)
    ):
        return True
    turns = [match.end() for match in _TURN.finditer(sentence)]
    words = sentence[turns[-1] :] if turns else sentence
    if _WEIGHS.search(words):
        return True
    for pattern, well in ((_WISHED, _AGAIN), (_UNDONE, _BETTER_NOT)):
        told = pattern.search(words)
        if told is not None:
            before = words[max(told.start() - _LONGEST_ADVERBS, 0) : told.start()]
            return well.search(_BREAK.split(before)[-1]) is None
    few = _FEW.search(words)
    if few is not None and _SOLVED.search(words) is None:
        return _OF_SOUGHT.search(few["what"]) is not None or _LESS_IS_WELL.search(few["what"]) is None
    return _WANTING.search(words) is not None and _SOLVED.search(words) is None
