"""Outlines of invented reports in styles that no profile describes: sheets, speeches, letters, own words for the blocks."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from pipeline.model import BlockKind, Report, ReportHead, SegmentKind
from pipeline.profile import builtin, parse
from pipeline.segment import choice, segment
from pipeline.segment.choice import choose, derived_from
from pipeline.segment.contacts import contact
from pipeline.segment.departments import split_heading
from pipeline.segment.drafts import draft
from pipeline.segment.line_signs import signs_told

from .invented_report import read, source


class Case(NamedTuple):
    """A report and its outline: directions as (number, title), measures as (direction, title, departments, kinds)."""

    text: str
    directions: list[tuple[int | None, str | None]]
    measures: list[tuple[str | None, str, tuple[str, ...], str]]


CASES = {
    "chapters-own-labels": Case(
        "霜月市みどりの基本計画　令和５年度年次報告書\n\n目　次\n第１編　総論\n　第１章　計画の概要\n第２編　施策\n　第２章　守る\n\n第１編　総論\n\n第１章　計画の概要\n　期間は10年間です。\n\n"
        "第２編　施策\n\n第２章　守る\n\n１　樹林地の保全\n担当課：公園緑地課（連携：農政課）\n［歩み］\n　２か所を指定しました。\n［浮かび上がった点］\n　管理が難しい。\n［これから］\n　１か所を指定する予定です。\n\n"
        "２　農地の保全\n担当課：農政課\n　　　　農業委員会事務局\n［歩み］\n　12か所で運営しました。\n［浮かび上がった点］\n　空き待ちが73人います。\n［これから］\n　増設します。\n\n"
        "第３章　つくる\n\n１　公園の整備\n担当課：公園緑地課\n［歩み］\n　整備が完了しました。\n［浮かび上がった点］\n　老朽化が進んでいます。\n［これから］\n　８基を更新する予定です。\n",
        [(2, "守る"), (3, "つくる")],
        [
            ("守る", "樹林地の保全", ("公園緑地課",), "pio"),
            ("守る", "農地の保全", ("農政課", "農業委員会事務局"), "pio"),
            ("つくる", "公園の整備", ("公園緑地課",), "pio"),
        ],
    ),
    "bare-times": Case(
        "苔沢町みどりのプラン　令和５年度の実績と次年度の予定\n\n基本目標１　守る\n\n主な取組①　里山の手入れ\n［農林課］\n実績\n・間伐　12ha\n・見学会　5月14日　参加21人\n次年度\n・間伐は15haに広げる。６月から\n\n"
        "主な取組②　並木の診断\n［建設課］\n実績\n・診断　84本\n次年度\n・診断は60本。9月まで\n\n基本目標２　親しむ\n\n主な取組①　花だん\n［建設課］\n実績\n・花だん　9か所\n次年度\n・苗の配布を2回\n",
        [(1, "守る"), (2, "親しむ")],
        [
            ("守る", "里山の手入れ", ("農林課",), "po"),
            ("守る", "並木の診断", ("建設課",), "po"),
            ("親しむ", "花だん", ("建設課",), "po"),
        ],
    ),
    "bare-years": Case(
        "松ヶ浜市魚のまちづくり計画　令和６年度進捗報告\n\n取組１　朝市（水産課）\n令和６年度\n・朝市を12回開催しました。\n令和７年度\n・14回開きます。\n\n取組２　魚食の普及（水産課）\n令和６年度\n・教室に88人が参加しました。\n令和７年度\n・親子向けの教室を開きます。\n",
        [(None, None)],
        [(None, "朝市", ("水産課",), "po"), (None, "魚食の普及", ("水産課",), "po")],
    ),
    "letters": Case(
        "白羽県産業プラン　令和６年度上半期の進捗\n\nＡ　ものづくり\n\nＡ－１　技術の支援（産業技術課）\n〇実績\n　18件を交付した。\n〇今後\n　第２次公募を行う。\n\nＡ－２　人材の育成（労働政策課、産業技術課）\n〇実績\n　７回開催した。\n〇今後\n　５回開催する。\n\n"
        "Ｂ　販路\n\nＢ－１　海外（国際経済課）\n〇実績\n　11件となった。\n〇今後\n　物産展を開く。\n",
        [(1, "ものづくり"), (2, "販路")],
        [
            ("ものづくり", "技術の支援", ("産業技術課",), "po"),
            ("ものづくり", "人材の育成", ("労働政策課", "産業技術課"), "po"),
            ("販路", "海外", ("国際経済課",), "po"),
        ],
    ),
    "codes": Case(
        "鈴鳴町総合計画　令和６年度進捗\n\n施策1-1-1　健康づくり\n所管　保健課\n◇取組結果\n　1,045人が受診した。\n◇残された課題\n　受診率が低い。\n\n施策1-2-1　子育て支援\n所管　こども課\n◇取組結果\n　4,310人であった。\n◇残された課題\n　休日の開所を望む声が多い。\n",
        [(None, None)],
        [(None, "健康づくり", ("保健課",), "pi"), (None, "子育て支援", ("こども課",), "pi")],
    ),
    "numerals-of-two-kinds": Case(
        "汐見台町読書計画　令和７年度の取組\n\n一　えほんのひろば\n（担当　教育課図書館係）\n　三十二人が集まった。\n\n二　夜の図書館\n（担当　教育課）\n　四十日開いた。\n\n"
        "3　本の宅配\n担当／福祉課 高齢者係\n27世帯へ届けました。\nこれから\n40世帯まで広げます。\n\n4　海の本棚\n担当／産業課\n13か所に置きました。\nこれから\n16か所へ増やします。\n\n5　読書通帳\n担当／教育課\n648冊を配りました。\n",
        [(None, None)],
        [
            (None, "えほんのひろば", ("教育課図書館係",), "p"),
            (None, "夜の図書館", ("教育課",), "p"),
            (None, "本の宅配", ("福祉課 高齢者係",), "po"),
            (None, "海の本棚", ("産業課",), "po"),
            (None, "読書通帳", ("教育課",), "p"),
        ],
    ),
    "numerals-of-two-levels": Case(
        "汐見台町読書計画　令和７年度の取組\n\n一　集う\n\n1　えほんのひろば\n担当課：教育課\n32人が集まりました。\n\n2　夜の図書館\n担当課：教育課\n40日開きました。\n\n"
        "二　届ける\n\n3　本の宅配\n担当課：福祉課\n27世帯へ届けました。\n\n4　海の本棚\n担当課：産業課\n13か所に置きました。\n",
        [(1, "集う"), (2, "届ける")],
        [
            ("集う", "えほんのひろば", ("教育課",), "p"),
            ("集う", "夜の図書館", ("教育課",), "p"),
            ("届ける", "本の宅配", ("福祉課",), "p"),
            ("届ける", "海の本棚", ("産業課",), "p"),
        ],
    ),
    "nested-brackets": Case(
        "岬市居場所計画の進捗（令和７年度上半期）\n\n＜重点１＞　放課後\n　＜取組①＞　児童クラブ\n　　担当：放課後児童課\n　　やったこと\n　　　２か所を増設した。\n　　次にやること\n　　　募集を行う。\n＜重点２＞　地域\n　＜取組①＞　こども食堂\n　　担当：こども政策課\n　　やったこと\n　　　15団体に補助した。\n　　次にやること\n　　　協定を結ぶ。\n",
        [(1, "放課後"), (2, "地域")],
        [("放課後", "児童クラブ", ("放課後児童課",), "po"), ("地域", "こども食堂", ("こども政策課",), "po")],
    ),
    "office-below": Case(
        "藍染町環境計画　進捗状況（令和６年度）\n\nＡ　資源\n\n［ごみの減量］\n住民課\n　排出量は812グラムで、15グラム減った。\n　来年度は補助率を引き上げる予定である。\n\n［リサイクル］\n住民課\n　資源化率は24.6％となった。\n\n"
        "Ｂ　自然\n\n［川の保全］\n建設課、住民課\n　清掃を実施し、310人が参加した。\n",
        [(1, "資源"), (2, "自然")],
        [
            ("資源", "ごみの減量", ("住民課",), "po"),
            ("資源", "リサイクル", ("住民課",), "p"),
            ("自然", "川の保全", ("建設課", "住民課"), "p"),
        ],
    ),
    "sheets": Case(
        "事務事業評価シート（令和５年度）\n\n──────────\n整理番号：12\n政策：安心\n施策：高齢者福祉\n事務事業名：見守り事業\n担当部署：高齢福祉課\n目的：孤立を防ぐ。\n決算額：4,215千円\n成果：287人となった。\n課題：高齢化が進む。\n\n"
        "──────────\n整理番号：13\n政策：安心\n施策：高齢者福祉\n事務事業名：装置の貸与\n担当部署：高齢福祉課\n目的：救援する。\n決算額：9,880千円\n成果：412台を貸与した。\n課題：世帯が増えている。\n\n"
        "──────────\n整理番号：14\n政策：学び\n施策：青少年\n事務事業名：子ども教室\n担当部署：生涯学習課\n目的：居場所をつくる。\n決算額：6,034千円\n成果：384回開催した。\n課題：指導員が不足している。\n",
        [(None, "安心"), (None, "学び")],
        [
            ("安心", "見守り事業", ("高齢福祉課",), "xxpi"),
            ("安心", "装置の貸与", ("高齢福祉課",), "xxpi"),
            ("学び", "子ども教室", ("生涯学習課",), "xxpi"),
        ],
    ),
    "bracketed-sheets": Case(
        "湖南町総合戦略　評価調書（令和５年度）\n\n【基本目標】働く場\n【施策名】創業の支援\n【担当課】商工観光課\n【関係課】企画課\n【実績】\n６件が創業した。\n【評価】Ａ\n【改善を要すること】\n女性が少ない。\n\n"
        "【基本目標】働く場\n【施策名】就農の支援\n【担当課】農林課\n【実績】\n４人が就農した。\n【評価】Ｂ\n【改善を要すること】\n住まいが足りない。\n",
        [(None, "働く場")],
        [
            ("働く場", "創業の支援", ("商工観光課", "企画課"), "pxi"),
            ("働く場", "就農の支援", ("農林課",), "pxi"),
        ],
    ),
    "council-speech": Case(
        "令和七年十二月定例会　市政報告\n\n朝凪市長　南野　千尋\n\n　御報告申し上げます。\n\n一　安全\n\n【防災対策について】\n\n　初めに、防災対策についてであります。\n　訓練を実施いたしました。\n\n【消防について】\n\n　火災は二十三件でありました。\n\n"
        "二　教育\n\n【学校について】\n\n　次に、学校についてであります。\n　工事が完了いたしました。\n",
        [(1, "安全"), (2, "教育")],
        [
            ("安全", "防災対策について", (), "p"),
            ("安全", "消防について", (), "p"),
            ("教育", "学校について", (), "p"),
        ],
    ),
    "speech-by-office": Case(
        "令和６年第３回定例会　行政報告\n\n市長　雲野　晴子\n\n　御報告いたします。\n\n総務課\n\n　初めに、寄附についてであります。\n　8,630万円となりました。\n\n防災課\n\n　訓練を実施し、620人が参加しました。\n\n福祉課\n\n　敬老会を開催し、880人が出席しました。\n",
        [(None, None)],
        [(None, "総務課", ("総務課",), "p"), (None, "防災課", ("防災課",), "p"), (None, "福祉課", ("福祉課",), "p")],
    ),
    "speech-by-sentence": Case(
        "令和６年第３回定例会　市政報告\n\n市長　雲野　晴子\n\n　御報告いたします。\n\n総務部\n\n　初めに、防災訓練について申し上げます。\n　1,240人が参加しました。\n\n　次に、寄附について申し上げます。\n　8,630万円となりました。\n\n福祉部\n\n　まず、敬老会について申し上げます。\n　880人が出席しました。\n",
        [(None, "総務部"), (None, "福祉部")],
        [
            ("総務部", "防災訓練", ("総務部",), "p"),
            ("総務部", "寄附", ("総務部",), "p"),
            ("福祉部", "敬老会", ("福祉部",), "p"),
        ],
    ),
    "speech-sentences-over-headings": Case(
        "令和６年度　町政報告\n\n波多野町長\n\n　本日は、今年度の町政について御報告申し上げます。\n\nまず、防災について申し上げます。\n\n防災訓練\n　９月に１２の集落で行い、６４０人の方が参加されました。来年度は夜間の訓練を行ってまいります。\n\n備蓄の更新\n　保存水を３，０００本入れ替えました。\n\n"
        "続いて、福祉について申し上げます。\n\n買い物の支援\n　移動販売車を２台に増やしました。\n\n山の手診療センター\n　発熱の外来を設け、８２０人の方が受診されました。\n\n最後に、観光について申し上げます。\n\n花まつり\n　４月に開催し、１万２千人の人出となりました。\n",
        [(None, "防災"), (None, "福祉"), (None, "観光")],
        [
            ("防災", "防災訓練", (), "po"),
            ("防災", "備蓄の更新", (), "p"),
            ("福祉", "買い物の支援", (), "p"),
            ("福祉", "山の手診療センター", (), "p"),
            ("観光", "花まつり", (), "p"),
        ],
    ),
    "speech-by-office-and-institution": Case(
        "令和６年度　町政報告\n\n　本日は、今年度の町政について御報告申し上げます。\n\n総務課\n\n　防災訓練を行い、６４０人の方が参加されました。\n\n健康福祉課\n\n　発熱の外来を設けました。\n\n市民病院\n\n　手術室を２室に増やしました。\n",
        [(None, None)],
        [
            (None, "総務課", ("総務課",), "p"),
            (None, "健康福祉課", ("健康福祉課",), "p"),
            (None, "市民病院", ("市民病院",), "p"),
        ],
    ),
    "speech-numbered-by-office": Case(
        "令和７年第３回渚市議会定例会　行政報告\n\n令和７年９月２日\n\n　課ごとに御報告いたします。\n\n企画課\n\n１　広報について\n　6回発行しました。\n\n２　統計について\n　指導員45人を委嘱しました。\n\n商工課\n\n１　融資について\n　23件です。\n\n２　観光について\n　来場者は1万2,300人でした。\n",
        [(None, "企画課"), (None, "商工課")],
        [
            ("企画課", "広報について", ("企画課",), "p"),
            ("企画課", "統計について", ("企画課",), "p"),
            ("商工課", "融資について", ("商工課",), "p"),
            ("商工課", "観光について", ("商工課",), "p"),
        ],
    ),
    "goals-above-squares": Case(
        "潮音市こどもプラン　令和６年度取組状況\n\n基本目標１　守る\n\n■ 健診\n（担当：保健課）\n＜実績＞\n12回行った。\n＜予定＞\n継続する。\n\n■ 訪問\n（担当：保健課）\n＜実績＞\n88件行った。\n\n"
        "基本目標２　育てる\n\n■ 広場\n（担当：子育て課）\n＜実績＞\n30日開いた。\n\n■ 相談\n（担当：子育て課）\n＜実績＞\n45件あった。\n\n■ 預かり\n（担当：子育て課）\n＜実績＞\n9人が使った。\n\n■ 遊び場\n（担当：公園課）\n＜実績＞\n2か所直した。\n",
        [(1, "守る"), (2, "育てる")],
        [
            ("守る", "健診", ("保健課",), "po"),
            ("守る", "訪問", ("保健課",), "p"),
            ("育てる", "広場", ("子育て課",), "p"),
            ("育てる", "相談", ("子育て課",), "p"),
            ("育てる", "預かり", ("子育て課",), "p"),
            ("育てる", "遊び場", ("公園課",), "p"),
        ],
    ),
    "captioned-tables": Case(
        "汐風市観光プラン　令和６年度進捗管理表\n\n１　総括\n　おおむね順調である。\n\n２　事業の進捗\n\n表１　基本方針１　整備\n\n|事業名|担当課|実績|予定|\n|---|---|---|---|\n|案内所|観光課<br>広報課|48人が利用した。|継続する。|\n\n"
        "表２　基本方針２　発信\n\n|事業名|担当課|実績|予定|\n|---|---|---|---|\n|動画|広報課|10本を公開した。|毎月配信する。|\n\n３　次年度に向けて\n　委員会を４回開く。\n",
        [(1, "整備"), (2, "発信")],
        [("整備", "案内所", ("観光課", "広報課"), "po"), ("発信", "動画", ("広報課",), "po")],
    ),
    "a-captioned-table-before-the-measures": Case(
        "汐風市ごみ減量計画　令和６年度の進捗\n\n１　指標の状況\n指標は表１のとおりです。\n\n表１　指標の状況\n\n|指標名|実績値|目標値|\n|---|---|---|\n|排出量|612g|580g|\n\n２　施策の状況\n\n"
        "基本方針１　減らす\n\n（１）講座の開催（環境課）\nア　実施状況\n講座を４回開きました。\nイ　今後の取組\n講座を続けます。\n\n（２）広報（秘書課）\nア　実施状況\n冊子を配りました。\nイ　今後の取組\n動画を公開します。\n\n"
        "基本方針２　分ける\n\n（１）分別の案内（収集課）\nア　実施状況\n案内を３回行いました。\nイ　今後の取組\n案内を続けます。\n",
        [(1, "減らす"), (2, "分ける")],
        [
            ("減らす", "講座の開催", ("環境課",), "po"),
            ("減らす", "広報", ("秘書課",), "po"),
            ("分ける", "分別の案内", ("収集課",), "po"),
        ],
    ),
    "pillars-below-goals": Case(
        "潮見市みどりの計画　令和５年度実施状況\n\n基本目標１　守る\n\n施策の柱１　山\n\n◆間伐\n担当課：林務課\n〔実績〕\n・12ha\n〔今後の方針〕\n・継続\n\n施策の柱２　川\n\n◆清掃\n担当課：河川課\n〔実績〕\n・3回\n\n"
        "基本目標２　育てる\n\n施策の柱１　人\n\n◆講座\n担当課：環境課\n〔実績〕\n・5回\n\n施策の柱２　場\n\n◆公園\n担当課：公園課\n〔実績〕\n・2か所\n",
        [(1, "守る"), (2, "育てる")],
        [
            ("守る", "間伐", ("林務課",), "po"),
            ("守る", "清掃", ("河川課",), "p"),
            ("育てる", "講座", ("環境課",), "p"),
            ("育てる", "公園", ("公園課",), "p"),
        ],
    ),
    "measures-by-word-and-number": Case(
        "白帆市水辺プロジェクト（令和５年度）\n\n重点プロジェクト１　港を開く\n\n主な取組 (1) 桟橋の改修\n・担当部局［港湾部整備課］\n\n＜今年度の取組結果＞\n桟橋2基を直した。\n\n主な取組 (2) 朝市\n・担当部局［港湾部振興課、商工部商工課］\n\n＜今年度の取組結果＞\n12回開いた。\n\n"
        "重点プロジェクト２　川に親しむ\n\n主な取組 (1) 川遊びの教室\n・担当部局［環境部環境課］\n\n＜今年度の取組結果＞\n3回開いた。\n\n＜次年度に向けて＞\n6月に開く。\n",
        [(1, "港を開く"), (2, "川に親しむ")],
        [
            ("港を開く", "桟橋の改修", ("港湾部整備課",), "p"),
            ("港を開く", "朝市", ("港湾部振興課", "商工部商工課"), "p"),
            ("川に親しむ", "川遊びの教室", ("環境部環境課",), "po"),
        ],
    ),
    "contacts": Case(
        "常盤市食育計画　令和５年度の進捗\n\n１　計画の目標\n　割合を95％とする。\n\n２　取組の状況\n\n（１）家庭\n【実施したこと】\n　５回開催した。\n（問合せ：健康増進課 電話 0123-45-6789）\n\n（２）学校\n【実施したこと】\n　14校で行った。\n問い合わせ先　教育部給食課（内線 22）\n\n"
        "３　会議の開催\n　３回開いた。\n\n問い合わせ先　市民部総務課\n",
        [(None, None)],
        [(None, "家庭", ("健康増進課",), "p"), (None, "学校", ("教育部給食課",), "p")],
    ),
}  # fmt: skip

_KINDS = {
    "p": BlockKind.PROGRESS,
    "o": BlockKind.OUTLOOK,
    "i": BlockKind.ISSUES,
    "t": BlockKind.TARGET,
    "x": BlockKind.OTHER,
}


def outline(report: Report) -> list[tuple[str | None, str, tuple[str, ...], list[BlockKind]]]:
    return [
        (direction.title, measure.title, measure.departments, [block.kind for block in measure.blocks])
        for direction in report.directions
        for section in direction.sections
        for measure in section.measures
    ]


def expected(case: Case) -> list[tuple[str | None, str, tuple[str, ...], list[BlockKind]]]:
    return [(d, title, offices, [_KINDS[k] for k in kinds]) for d, title, offices, kinds in case.measures]


@pytest.mark.parametrize("name", CASES)
def test_outlines(name: str) -> None:
    case = CASES[name]
    report = read(case.text)
    assert [(direction.no, direction.title) for direction in report.directions] == case.directions
    assert outline(report) == expected(case)
    assert "".join(case.text[s.span.start : s.span.end] for s in report.segments) == case.text


@pytest.mark.parametrize("name", [name for name in CASES if not name.startswith("speech")])
def test_a_draft_of_the_outline_reads_it_again(name: str) -> None:
    case = CASES[name]
    given = source(case.text)
    style = parse(draft(derived_from(given), "my-style", "my style"), "my-style.toml")
    assert outline(segment(given, style, ReportHead())) == expected(case)


def headings(report: Report, text: str) -> list[str]:
    return [text[s.span.start : s.span.end].strip() for s in report.segments if s.kind is SegmentKind.HEADING]


def test_parts_that_are_no_direction_are_headings() -> None:
    text = CASES["contacts"].text
    report = read(text)
    assert {"１　計画の目標", "２　取組の状況", "３　会議の開催"} <= set(headings(report, text))
    assert all("会議" not in text[b.span.start : b.span.end] for m in report.measures() for b in m.blocks)


def test_numbered_points_of_a_block_are_no_parts() -> None:
    text = "計画の進捗状況\n\n基本目標１　安心\n\n◆ 相談（福祉課）\n〔実績〕\n\n１　窓口\n　２件でした。\n\n２　訪問\n　５件でした。\n"
    (measure,) = read(text).measures()
    assert len(measure.blocks) == 1


def test_the_contact_of_a_whole_report_is_no_measures_department() -> None:
    text = "計画の進捗状況\n\n基本目標１　安心\n\n◆ 相談（福祉課）\n〔実績〕\n２件でした。\n\n◆ 訪問\n〔実績〕\n５件でした。\n\n問い合わせ先　企画課　電話 000-111-2222\n"
    report = read(text)
    assert [m.departments for m in report.measures()] == [("福祉課",), ()]
    assert text[list(report.measures())[-1].span.end :].strip().startswith("問い合わせ先")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("問合せ 農林課林業係(内線214・215)", ["農林課林業係"]),
        ("問い合わせ先:水辺課/町観光協会", ["水辺課", "町観光協会"]),
        ("(お問い合わせ先:福祉課 電話 010-222-3333)", ["福祉課"]),
        ("【連絡先】住宅課 TEL 010-222-3333", ["住宅課"]),
        ("連絡先:010-222-3333", []),
        ("問合せは120件であった。", None),
        ("→お問い合わせは 学校教育課へ", ["学校教育課"]),
        ("(お問い合わせは、水辺課・道路課まで)", ["水辺課", "道路課"]),
        ("お問い合わせは福祉課までお願いします。", ["福祉課"]),
        ("問い合わせは福祉課で受けた。", None),
    ],
)
def test_contacts(line: str, names: list[str] | None) -> None:
    found = contact(line)
    assert names == (None if found is None else [line[a:b] for a, b in found])


@pytest.mark.parametrize(
    ("heading", "title", "names"),
    [
        ("[交通課] バスの増便", "バスの増便", ["交通課"]),
        ("(福祉課、社会福祉協議会)配食", "配食", ["福祉課", "社会福祉協議会"]),
        ("農政課|担い手の育成", "担い手の育成", ["農政課"]),
        ("学校教育課:朝の読書", "朝の読書", ["学校教育課"]),
        ("[新規]移動教室", "[新規]移動教室", []),
        ("【市民会館】自主公演", "【市民会館】自主公演", []),
        ("駅前:案内所の移転", "駅前:案内所の移転", []),
        ("省エネ/再エネの普及", "省エネ/再エネの普及", []),
        ("福祉課:相談(健康課)", "福祉課:相談", ["健康課"]),
    ],
)
def test_departments_in_front_of_a_title(heading: str, title: str, names: list[str]) -> None:
    read = split_heading(heading)
    assert "".join(heading[a:b] for a, b in read.title) == title
    assert [heading[a:b] for a, b in read.departments] == names


def test_a_legend_that_names_what_follows_from_issues_tells_of_what_is_to_come() -> None:
    told = signs_told("※「→」は、課題及び令和8年度以降の対応を示す。\n", [])
    assert told == {"→": BlockKind.OUTLOOK}
    assert signs_told("※「→」は、残る課題を示す。\n", []) == {"→": BlockKind.ISSUES}


def _sheets(field: str, codes: str) -> str:
    """Return a report of sheets with their codes in a field of their own; it ends in another title for each."""
    return "".join(
        f"■ 取組{'甲乙丙丁戊己庚'[n]}\n{field}{code}\n担当課：福祉課\n実績：{n + 2}回開催した。\n今後：続ける。\n\n"
        for n, code in enumerate(codes.split())
    )


GAPS = [
    (_sheets("施策コード　", "2-1-1 2-1-2 2-1-4 2-2-1 3-1-1"), ["施策コード 2-1-4"]),
    (_sheets("施策番号：", "1-1 1-2 1-2 2-1 2-2 2-3"), ["施策番号：1-2"]),
    (_sheets("事業コード：", "１－１ １－２ １－３ １－６ ２－１"), ["事業コード：１－６"]),
    (_sheets("整理番号：", "101 102 104 201 202"), ["整理番号：104"]),
    (_sheets("施策コード：", "1-1-1 1-1-2 1-2-1 1-4-1 2-1-1"), ["施策コード：1-4-1"]),
    (_sheets("施策番号：", "1-1 1-2 2-3 2-4 3-5"), []),  # counted through the report
    (_sheets("事業番号：", "3 8 9 17 30"), []),  # a selection
    (_sheets("施策番号：", "1-1 1-1 1-2 1-2 1-3 1-3"), []),  # several measures of each
    (_sheets("施策番号：", "1-1 1-2 1-3 2-1").replace("取組丙", "取組乙").replace("：1-3", "：1-2"), []),  # a head repeated
    ("1-(1)-①　甲（農政課）\n■実績\n　２件。\n1-(1)-②　乙（農政課）\n■実績\n　３件。\n1-(2)-①　丙（農政課）\n■実績\n　４件。\n1-(2)-③　丁（農政課）\n■実績\n　５件。\n", ["1-(2)-③"]),
    ("Ⅰ　森\n（ア）間伐（林務課）\n【実績】\n　２件。\n（ウ）植林（林務課）\n【実績】\n　３件。\nⅡ　川\n（ア）清掃（河川課）\n【実績】\n　４件。\n", ["（ウ）"]),
    ("基本目標１　安心\n\n◆ 講座（福祉課）\n〔実績〕\n第１回　５月１日　12人\n第２回　６月１日　14人\n第４回　８月１日　11人\n", ["第４回"]),
    ("基本目標１　安心\n\n◆ 講座（福祉課）\n〔実績〕\n第３回　５月１日　12人\n第８回　６月１日　14人\n第14回　８月１日　11人\n", []),
    ("基本目標１　安心\n\n◆ 講座（福祉課）\n〔実績〕\n第18回　５月１日　12人\n第19回　６月１日　14人\n第20回　８月１日　11人\n", []),
    ("基本目標１　安心\n\n◆ 講座（福祉課）\n〔実績〕\n第２回の講座は大雨のため中止した。\n第４回の講座は\n第７回の講座と合わせて開いた。\n", []),
    ("一年のまとめです。\n\nくらし\n\n１．ごみ\n　２件でした。\n\n２．バス\n　３件でした。\n\nしごと\n\n１．農業\n　４件でした。\n\n２．観光\n　５件でした。\n", []),
    ("Ⅰ　計画のあらまし\n　５年の計画です。\n\nⅡ　くらし\n１　ごみ\n担当：環境課\n　２件でした。\n\nⅢ　しごと\n１　農業\n担当：農政課\n　４件でした。\n", []),
    ("Ⅱ　くらし\n１　ごみ\n担当：環境課\n　２件でした。\n\nⅢ　しごと\n１　農業\n担当：農政課\n　４件でした。\n", ["Ⅱ"]),
    ("一年のまとめです。\n\n総務課関係\n\n一　選挙\n　２件でした。\n\n二　統計\n　３件でした。\n\n税務課関係\n\n一　課税\n　４件でした。\n\n三　納税\n　５件でした。\n", ["三"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wrong"), GAPS)
def test_gaps_in_numbers_are_checks(text: str, wrong: list[str]) -> None:
    checks = [c for c in read(f"計画の進捗状況\n\n{text}").checks if c.code == "heading_sequence"]
    assert len(checks) == len(wrong)
    for check, number in zip(checks, wrong, strict=True):
        assert f"「{number}" in check.message_ja


def test_numbers_that_run_on_from_heading_to_heading_say_what_is_missing() -> None:
    measures = "".join(
        f"基本施策{k}　柱{k}\n{a}　取組甲{a}〔福祉課〕\n　３回開催しました。\n{b}　取組乙{b}〔福祉課〕\n　４回開催しました。\n"
        for k, (a, b) in enumerate([(1, 2), (3, 4), (6, 7)], 1)
    )
    (check,) = (c for c in read(f"計画の進捗状況\n\n{measures}").checks if c.code == "heading_sequence")
    assert "直前は4で、5がありません" in check.message_ja


def test_labels_that_come_back_in_one_measure_are_none() -> None:
    text = "計画の進捗状況\n\n基本目標１　安心\n\n◆ 相談（福祉課）\n〔実績〕\n【東部】\n７回開催しました。\n【西部】\n５回開催しました。\n\n◆ 訪問（福祉課）\n〔実績〕\n【東部】\n３回開催しました。\n【西部】\n２回開催しました。\n"
    assert [len(m.blocks) for m in read(text).measures()] == [1, 1]


def test_an_outline_that_contradicts_itself_loses_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "draft", lambda *_: "id = 'derived'")
    given = source(CASES["contacts"].text)
    style = choose(given, builtin())
    report = segment(given, style, ReportHead())
    assert "derived_outline" in {check.code for check in report.checks}
    assert list(report.measures()) == []
