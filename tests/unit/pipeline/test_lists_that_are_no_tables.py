"""Lists, addresses, poems, schedules and the like, which look a little like tables: they name no measures or indicators."""

from __future__ import annotations

import pytest

from .invented_report import read

_BEFORE = "岬市地域づくり計画　令和6年度　進捗状況報告\n\n【取組方向1】暮らしを支える\n○ 花壇の手入れ（公園課）\n（令和6年度の取組）\n花を植えた。\n"
_BEHIND = "（今後の方針）\n続ける。\n"


@pytest.mark.parametrize(
    "lines",
    [
        "施策\n事業\n取組\n指標\n目標\n実績\n課題\n\n以上の言葉を用いる。",
        "計画\n実施\n評価\n改善\nこの四つの段階を回す。\n市民の意見を聴く。\n公表する。\n次の計画に生かす。",
        "計画（Plan）　　実行（Do）　　評価（Check）　　改善（Action）\nこの四つを繰り返し、事業を進める。\n次の年度に生かす。",
        "項目\n内容\n備考\n\n用語の意味\n評価指標\n達成の度合いを測るもの\n単位\n\n数え方\n件\n回\n人",
        "目標\n\n高く\n遠く\n\n取組\n\n速く\n深く\n\n実績\n\n静かに\n積もる\n\n課題\n\nまた春に",
        "会長　　　山田　太郎　　　岬大学\n副会長　　佐藤　花子　　　岬市社会福祉協議会\n委員　　　鈴木　一郎　　　公募",
        "氏　名\n役　職\n備　考\n\n山田太郎\n岬大学教授\n会長\n\n佐藤花子\n社会福祉協議会事務局長\n副会長",
        "担当課　　　電話　　　　　　　内線　　　ファクス\n公園課　　　012-345-6789　　　123　　　　012-345-6790",
        "時間　　　　内容　　　　　　担当\n10:00　　　開会　　　　　　司会\n10:10　　　市長あいさつ　　秘書課\n10:30　　　事業説明　　　　公園課",
        "1　計画の概要　　　　　　　　1\n2　施策の体系　　　　　　　　3\n3　指標の達成状況　　　　　　5\n4　取組の実績と課題　　　　　8",
        "令和7年6月10日　　　　　　　　公園第123号\n事業名　　　　取組名　　　　　担当課の皆様\n　　日ごろの御協力に感謝します。",
        "・　　目標　　高い水準を保つ\n・　　実績　　前年度を上回った\n・　　課題　　人手が足りない",
        "①　施策　　②　事業　　③　取組\n④　目標　　⑤　実績　　⑥　課題\nのうち、次のものを選ぶ。",
        "取組名　担当課　実績　課題\n以上の四つの欄を埋めること。\n　なお、書き方は 別紙 による こと とする。",
        "指標名　基準値　目標値\nは令和5年度に定めた。\n花壇 100 200 という形で示す。",
        "区分　　内容　　　　　　　　　目安\n◎　　　目標を上回った　　　　100％以上\n○　　　おおむね達成した　　　80％以上",
        "施策／事業／取組／指標\n大きい／中くらい／小さい／測るもの\nという関係にある。",
        "計画｜実績｜課題\nこの三つを並べて示すので、左から順に読んでください。右の端まで読\nんだら、次の段に進んでください。",
        "作成　　公園課　　　確認　　福祉課　　　承認　　市長\n令和7年　　　　　　令和7年　　　　　　令和7年\n6月1日　　　　　　6月2日　　　　　　6月3日",
        "　本市では、取組を　　　また、事業の目標を\n進めるため、会議を　　　定め、実績を測る。\n開き、意見を聴いた。　　課題は多い。",
    ],
)
def test_no_measures_or_indicators(lines: str) -> None:
    text = f"{_BEFORE}{lines}\n{_BEHIND}"
    report = read(text)
    assert [measure.title for measure in report.measures()] == ["花壇の手入れ"]
    assert not report.indicators
    assert "".join(text[s.span.start : s.span.end] for s in report.segments) == text
