"""What the command line says, in Japanese and English, and which of the two a user gets."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

Language = Literal["ja", "en"]
_WINDOWS_JAPANESE = 0x11  # primary language of a Windows language identifier


def choose_language(arguments: Sequence[str], environ: Mapping[str, str] | None = None) -> Language:
    """Return the language to speak: `--lang`, else SHINCHOKU_LANG, else the user's locale.

    Args:
        arguments: the command line behind the program's name; read before it is parsed, since help and usage errors
            are in that language too.
        environ: stands in for the process's environment.
    """
    environ = os.environ if environ is None else environ
    asked = [b for a, b in pairwise(arguments) if a == "--lang"]
    asked += [a.removeprefix("--lang=") for a in arguments if a.startswith("--lang=")]
    for wish in (*asked, environ.get("SHINCHOKU_LANG", "")):
        if wish in ("ja", "en"):
            return wish  # type: ignore[return-value]  # narrowed by the test
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(variable):
            return "ja" if environ[variable].lower().startswith("ja") else "en"
    return "ja" if _system_is_japanese() else "en"


def _system_is_japanese() -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == _WINDOWS_JAPANESE)
    return (locale.getlocale()[0] or "").lower().startswith("ja")


_TEXTS: dict[str, tuple[str, str]] = {
    "program": (
        "自治体の進捗状況報告書から、すべての数値に出典の付いたデータセットを作ります。",
        "Progress reports of Japanese prefectures and cities become datasets in which every number is accounted for.",
    ),
    "run": ("報告書を読み、表（CSV）と JSON を書き出します。", "Read reports and write their tables (CSV) and JSON."),
    "run.more": (
        "INPUT はファイルまたはフォルダー（中のすべての対応形式を読みます）。",
        "INPUT is a file or a folder (every supported format in it is read).",
    ),
    "run.status": (
        "終了コード: 0 すべて成功、1 失敗した報告書か書き出せない形式あり、2 使い方の誤り。",
        "Exit status: 0 all written, 1 a report failed or a format could not be written, 2 wrong usage.",
    ),
    "explain": (
        "報告書の構成と、各行で読み取った値とその理由を表示します。",
        "Show a report's tree, with what was read in each line and why.",
    ),
    "review": (
        "出力フォルダーの報告書を、本文・表・図で確かめる頁（HTML）にします。",
        "Write pages (HTML) on which people look at the reports of an output folder: text, tables, charts.",
    ),
    "review.more": (
        "頁は DIR/review/ にでき、index.html から開きます。サーバーも通信も要りません。",
        "The pages are in DIR/review/; begin with index.html. They need no server and no network.",
    ),
    "review.output": (
        "表のあるフォルダー（必須。頁はその中の review/）",
        "folder of the tables (required); the pages go to its review/",
    ),
    "review.too": ("確認の頁（review/）も書き出す", "also write the pages of review/"),
    "batch": (
        "書庫（多数の報告書）をまとめて読み、表に反映します。",
        "Read an archive of many reports into the tables, with worker processes.",
    ),
    "batch.more": (
        "読み終えた文書は台帳に残り、中断しても次の実行が続きから始めます。変わっていない文書は読み直しません。",
        "What was read stands in the ledger; an interrupted run is gone on with, and nothing is read twice.",
    ),
    "batch.status": (
        "終了コード: 0 すべて成功、1 失敗した報告書あり、2 使い方の誤り、3 ほかの実行が出力フォルダーを使用中。",
        "Exit status: 0 all read, 1 a report failed, 2 wrong usage, 3 another run holds the output folder.",
    ),
    "workers": ("同時に読む数（既定: CPU の数）", "how many to read at once (the number of CPUs)"),
    "resume": (
        "中断した実行の続き（その実行で失敗したものも飛ばす）",
        "go on with an interrupted run, past its failures too",
    ),
    "since": ("この日以降に変わったファイルだけ（2026-04-01）", "only files changed since this day (2026-04-01)"),
    "time_limit": ("1文書の制限時間（秒、既定 300）", "most seconds for one document (300)"),
    "memory_limit": ("1文書のメモリー上限（MB、既定 2048）", "most memory for one document, in MB (2048)"),
    "cluster": (
        "Dask のクラスターで読む（スケジューラーのアドレス。docs/cluster.md を参照）",
        "read on a Dask cluster: the address of its scheduler (see docs/cluster.md)",
    ),
    "force": ("読んだことのある文書も読み直す", "read also what was read before"),
    "log_format": ("進み具合の形式: text または json", "how progress is told: text or json"),
    "failures": ("失敗 {count} 件", "{count} failed"),
    "batch.end": (
        "{total} 件中: 読み取り {read}、変更なし {known}、失敗 {failed}。まとめ: {summary}",
        "Of {total} files: {read} read, {known} unchanged, {failed} failed. Summary: {summary}",
    ),
    "bad_date": (
        "{name} の「{value}」を日付として読めません。2026-04-01 のように書いてください。",
        "{name} {value!r} is no date: write 2026-04-01.",
    ),
    "schedule": ("毎晩の実行を予約する設定を出力します。", "Print what runs the batch every night."),
    "schedule.print": (
        "設定を標準出力に書きます（systemd のユニット、crontab の行、Windows のタスク）。",
        "Write to standard output a systemd unit, a crontab line or a Windows task.",
    ),
    "schedule.for": ("どの仕組みのための設定か", "which scheduler it is for"),
    "schedule.at": ("開始時刻（既定 02:00）", "when to start (02:00)"),
    "bad_time": (
        "--at の「{value}」を時刻として読めません。02:00 のように書いてください。",
        "--at {value!r} is no time: write 02:00.",
    ),
    "output": ("書き出すフォルダー（必須。追記されます）", "folder to write to (required); it accumulates"),
    "profile": (
        "報告書の様式の ID または様式ファイル（省略時は自動判定）",
        "id or file of the report style (found by itself if left out)",
    ),
    "profile.group": ("報告書の様式（プロファイル）を調べ、作ります。", "Inspect and make report styles (profiles)."),
    "profile.list": ("組み込みの様式を一覧表示します。", "List the built-in styles."),
    "profile.check": (
        "様式ファイルを読み込み、書かれた例をすべて確かめます。",
        "Load a style file and run all its examples.",
    ),
    "profile.test": (
        "報告書に合う様式と、その様式で読み取った見出しの構成を表示します。",
        "Show which styles fit a report, and the outline that is read with the chosen one.",
    ),
    "profile.draft": (
        "報告書から見出しの構成を推定し、編集できる様式ファイル（TOML）を作ります。",
        "Derive a report's outline and write it as a style file (TOML) to edit.",
    ),
    "profile.draft.more": (
        "できたファイルは profile check で確かめ、run --profile FILE.toml で使います。既にあるファイルは上書きしません。",
        "Check the file with profile check and use it with run --profile FILE.toml. An existing file is never overwritten.",
    ),
    "draft.output": ("書き出すファイル（省略時は画面に表示）", "file to write (the screen if left out)"),
    "draft.written": (
        "{file} を書き出しました。編集後、shinchoku profile check {file} で確かめてください。",
        "Wrote {file}. After editing, check it with: shinchoku profile check {file}",
    ),
    "style.checked": (
        "{file}: 問題ありません（様式 {id}「{title}」、見出し {headings} 種、例 {examples} 件）。",
        "{file}: no problem found (style {id} '{title}', {headings} headings, {examples} examples).",
    ),
    "style.fits": ("合う様式: {fits}", "fitting styles: {fits}"),
    "style.chosen": ("使う様式: {id}", "style in use: {id}"),
    "style.loose": ("（見出しなし）", "(no heading)"),
    "title": ("報告書の題名（本文にないとき）", "report title, where the text has none"),
    "plan_name": ("計画名（本文にないとき）", "name of the plan, where the text has none"),
    "organisation": ("発行した県・市（本文にないとき）", "issuing prefecture or city, where the text has none"),
    "fiscal_year": (
        "年度: 2023、令和5、R5（本文にないとき）",
        "fiscal year: 2023, 令和5 or R5, where the text has none",
    ),
    "period": (
        "H1 上半期、H2 下半期、FY 年度（本文にないとき）",
        "H1 or H2 half-year, FY full year, where the text has none",
    ),
    "ocr": (
        "画像のページの文字認識: auto 文字のないページだけ（既定）、force すべて、off しない",
        "recognise pictures of pages: auto those without text (default), force all, off none",
    ),
    "max_mb": ("読み込むファイルの上限（MB、既定 200）", "largest file to read, in MB (200)"),
    "lang": ("表示の言語", "language of messages"),
    "quiet": ("失敗以外は何も表示しない", "print nothing but failures"),
    "debug": ("内部エラーの詳細を表示", "show the details of internal errors"),
    "measure": ("この番号の○施策だけを表示", "show only the measure of this number"),
    "page": ("このページだけを表示（読み取りの確かさも）", "show only this page, and how it was read"),
    "help": ("この説明を表示", "show this help"),
    "version": ("版を表示", "show the version"),
    "heading.Usage": ("使い方", "Usage"),
    "heading.Options": ("オプション", "Options"),
    "heading.Commands": ("コマンド", "Commands"),
    "metavar.options": ("[オプション]", "[OPTIONS]"),
    "metavar.command": ("コマンド ...", "COMMAND ..."),
    "no_command": (
        "コマンドを指定してください（{names}）。",
        "Give a command: {names}.",
    ),
    "no_such_command": (
        "「{name}」というコマンドはありません。使えるのは次のとおりです: {names}",
        "There is no command {name!r}. The commands are: {names}",
    ),
    "no_such_option": ("「{name}」というオプションはありません。{hint}", "There is no option {name}. {hint}"),
    "did_you_mean": ("{names} ではありませんか。", "Did you mean {names}?"),
    "missing": ("{name} を指定してください。", "Give {name}."),
    "needs_value": (
        "オプション {name} の指定の仕方が正しくありません。値を付けるかどうかを確かめてください。",
        "Option {name} is not used as it should be: check whether it takes a value.",
    ),
    "bad_choice": ("{name} に使えるのは {choices} です。", "{name} takes one of {choices}."),
    "bad_value": ("{name} の値を読めません: {reason}", "{name}: {reason}"),
    "bad_number": ("{name} には {least} 以上の数を指定してください。", "{name} takes a number of {least} or more."),
    "bad_fiscal_year": (
        "--fiscal-year の「{value}」を年度として読めません。2023、令和5、R5 のように書いてください。",
        "--fiscal-year {value!r} is no fiscal year: write 2023, 令和5 or R5.",
    ),
    "too_many": ("余分な引数があります: {names}", "There are arguments too many: {names}"),
    "see_help": ("詳しくは: {command} --help", "More: {command} --help"),
    "error": ("エラー", "Error"),
    "internal": (
        "プログラムの内部エラーです（{what}）。開発元にお知らせください。--debug を付けると詳細が表示されます。",
        "internal error ({what}). Please report it; --debug shows the details.",
    ),
    "interrupted": ("中断しました。読み終えた分は保存しました。", "Interrupted. What was finished is saved."),
    "stopped": ("中断しました。", "Interrupted."),
    "no_measure": (
        "この報告書に {number} 番の施策はありません（全 {count} 件）。--measure の番号を確かめてください。",
        "This report has no measure {number} (it has {count}): check the number given to --measure.",
    ),
    "no_page": (
        "この報告書に {number} ページはありません（全 {count} ページ）。--page の番号を確かめてください。",
        "This report has no page {number} (it has {count}): check the number given to --page.",
    ),
    "inbox": (
        "受付フォルダーを見張り、入れられた報告書を読んで、結果を返します。",
        "Watch a folder: read the reports that are dropped into it and lay the answers beside them.",
    ),
    "inbox.more": (
        "読めたものは済みのフォルダー（日付ごと）へ、読めなかったものは要確認のフォルダーへ、理由を添えて移します。何も削除しません。",
        "What was read goes to the done folder, by day; the rest to the failed one, with the reason. Nothing is deleted.",
    ),
    "inbox.status": (
        "終了コード: 0 正常、1 読めないファイルあり（--once）、2 使い方の誤り、3 ほかの処理が出力フォルダーを使用中。",
        "Exit status: 0 well, 1 a file failed (--once), 2 wrong usage, 3 another run holds the output folder.",
    ),
    "status": (
        "受付フォルダーの状況（待ち・済み・要確認）を表示します。",
        "Show what is waiting, done and failed, and since when.",
    ),
    "retry": (
        "要確認のファイルを受付フォルダーに戻し、読み直させます。",
        "Put failed files back into the inbox, to be read again.",
    ),
    "retry.more": (
        "NAME を省くと、要確認のファイルをすべて戻します。",
        "Without NAME, every failed file is put back.",
    ),
    "inbox_folder": ("受付フォルダー", "folder that files are dropped into"),
    "done_folder": (
        "済みの置き場所（既定は受付フォルダーの隣の done）",
        "where read files go (done, beside the inbox)",
    ),
    "failed_folder": (
        "要確認の置き場所（既定は受付フォルダーの隣の failed）",
        "where failed files go (failed, beside the inbox)",
    ),
    "settings_file": ("設定ファイル（TOML）。項目名はオプションと同じ", "settings in TOML; its keys are the options"),
    "once": ("いま揃っているものだけを処理して終わる", "take what is complete now, then end"),
    "quiet_seconds": (
        "この秒数だけ変化のないファイルを受け付ける（既定 5）",
        "seconds without change after which a file is complete (5)",
    ),
    "scan_interval": ("フォルダーを見る間隔（秒、既定 10）", "seconds between two looks at the folder (10)"),
    "need_folder": (
        "{name} を指定してください（設定ファイルに書いてもかまいません）。",
        "Give {name}, here or in the settings file.",
    ),
    "inbox.watching": (
        "{inbox} を見張っています（済み: {done}、要確認: {failed}）。終えるには Ctrl+C を押してください。",
        "Watching {inbox} (done: {done}, failed: {failed}). Press Ctrl+C to end.",
    ),
    "inbox.ended": ("見張りを終えました。", "Ended."),
    "inbox.left": (
        "{count} 件は受付フォルダーに残っています（書き込みの途中、空、または上に示した理由）。",
        "{count} file(s) stay in the inbox: still being written, empty, or for a reason told above.",
    ),
    "inbox.read": ("読み取りました: {name} → {target}", "Read: {name} -> {target}"),
    "inbox.same": (
        "同じ内容を読み取り済みです: {name} → {target}",
        "The same content is known already: {name} -> {target}",
    ),
    "inbox.failed": ("読み取れませんでした: {name} → {target}", "Not read: {name} -> {target}"),
    "inbox.note": ("以前の回答が入っていました: {name} → {target}", "An answer of ours came back: {name} -> {target}"),
    "inbox.changed": (
        "{name} は読んだ後に変わったため、読み直します。",
        "{name} changed after it was read: it is read anew.",
    ),
    "inbox.gone": (
        "{name} は読んだ後に受付フォルダーから取り去られました。値は表に残っています。",
        "{name} was taken out of the inbox after it was read; its values stay in the tables.",
    ),
    "inbox.away": (
        "受付フォルダー {where} が見えません（{why}）。戻るまで待ちます。ネットワークの接続を確かめてください。",
        "The inbox {where} is away ({why}). Waiting until it is back: check the network.",
    ),
    "inbox.back": ("受付フォルダー {where} が戻りました。", "The inbox {where} is back."),
    "inbox.link": (
        "{where} はリンク（別の場所への参照）のため、受け付けません。ファイルそのものを入れてください。",
        "{where} is a link and is not followed: put the file itself there.",
    ),
    "inbox.unreadable": (
        "{where} を読めません（{why}）。読めるようになるまで待ちます。権限を確かめてください。",
        "{where} cannot be read ({why}). Waiting until it can: check its permissions.",
    ),
    "inbox.undelivered": (
        "読み終えた {count} 件（{name} など）を移せません（{where}）。移せるようになったら移します。移動先の権限と空き容量を確かめてください。",
        "{count} file(s), {name} among them, are read but cannot be moved yet ({where}): check the permissions and the space.",
    ),
    "inbox.trouble": ("{error} そのまま待ち、あとでもう一度試します。", "{error} Waiting, to try again later."),
    "status.running": ("見張り: 動いています（{owner}）", "Inbox: running ({owner})"),
    "status.idle": ("見張り: 動いていません", "Inbox: not running"),
    "status.unreachable": ("受付フォルダー {where} が見えません", "The inbox {where} cannot be reached"),
    "status.undelivered": ("読み終え、移動待ち: {count} 件", "Read, not moved yet: {count}"),
    "status.waiting": ("待ち: {count} 件", "Waiting: {count}"),
    "status.done": ("済み: {count} 件（{where}）", "Done: {count} ({where})"),
    "status.failed": ("要確認: {count} 件", "Failed: {count}"),
    "status.empty": ("（空のファイル。中身が書き込まれるのを待っています）", " (empty: waiting for its content)"),
    "status.more": ("  ほか {count} 件", "  and {count} more"),
    "status.retry": (
        "直せたものは shinchoku retry で受付フォルダーに戻せます。",
        "shinchoku retry puts them back into the inbox.",
    ),
    "retry.moved": ("{count} 件を受付フォルダーに戻しました。", "{count} file(s) put back into the inbox."),
    "format": (
        "CSV のほかに書き出す形式: {names}（繰り返し指定できます）",
        "write in this format too: {names}; may be given again",
    ),
    "export": (
        "出力フォルダーの表を、Excel など別の形式でも書き出します。",
        "Write the tables of an output folder in more formats, such as Excel.",
    ),
    "export.more": (
        "run、batch、inbox が書いたフォルダーなら、いつでも何度でも書き出せます。報告書は読み直しません。",
        "Works at any time on what run, batch or inbox wrote; no report is read again.",
    ),
    "export.status": (
        "終了コード: 0 すべて書き出し、1 書き出せない形式あり、2 使い方の誤り。",
        "Exit status: 0 all written, 1 a format could not be written, 2 wrong usage.",
    ),
    "export_from": (
        "表のあるフォルダー（必須。ここに書き出します）",
        "folder that holds the tables (required); written there",
    ),
    "format.written": ("書き出しました: {where}", "Written: {where}"),
    "format.rows": (
        "{table} は {rows} 行あり、Excel の1シートに入らないため、シート {sheets} に分けました。",
        "{table} has {rows} rows, more than a sheet of Excel holds: it stands on the sheets {sheets}.",
    ),
    "format.cut": (
        "Excel の1セルの上限（{most} 文字）を超える {count} 個のセルを途中で切りました。全文は CSV と reports の JSON にあります。",
        "{count} cell(s) longer than Excel's {most} characters were cut; the CSV and the JSON in reports hold them whole.",
    ),
    "format.as_text": (
        "Excel が正確に扱えない値（1900年3月より前の日付、15桁を超える数）{count} 個は文字列にしました。",
        "{count} value(s) that Excel cannot hold (dates before March 1900, numbers of more than 15 digits) are texts.",
    ),
    "format.links": (
        "シート {sheet} のリンクは Excel の上限（{most}）までで、それより下の行にはありません。",
        "Sheet {sheet} has as many links as Excel allows ({most}); the rows below have none.",
    ),
    "format.no_integer": (
        "{column} の値 {value} は Parquet の整数に収まらないため空にしました。CSV にはあります。",
        "The value {value} of {column} is beyond the integers of Parquet and left empty; the CSV has it.",
    ),
    "notes.made": (
        "shinchoku {version} が作成しました（データセットの取り決め 第 {contract} 版）。各報告書を読んだ版と日時は documents のシートにあります。",
        "Made by shinchoku {version}, dataset contract {contract}. The sheet of documents says what read each report, and when.",
    ),
    "notes.begin": (
        "はじめに確認事項（checks）のシートをご覧ください。人が原文で確かめるべきことの一覧です。",
        "Begin with the sheet of checks: it lists what a person should look up in the report.",
    ),
    "notes.columns": ("各表の項目の名前・型・説明です。", "What each column of each table is."),
    "notes.values": ("英語で書かれた値の意味です。", "What the values of columns with a closed list mean."),
    "notes.heads": (
        "どのシートも見出しは2行です。1行目が日本語の項目名、2行目が英語の項目名で、3行目からがデータです。プログラムで読むときは1行目を飛ばし、2行目を見出しにしてください。",
        "Every sheet has two head rows, Japanese titles and English names below; data begin in row 3. Programs skip row 1 and take row 2 as the header.",
    ),
    "notes.rules": (
        "総務省「統計表における機械判読可能なデータの表記方法」に沿い、1シート1表、1セル1データ、数値は数値、結合セルなしです。数式はありません。= などで始まる文字も文字列です。",
        "One table a sheet, one datum a cell, numbers as numbers, no merged cells, as 総務省 asks of machine-readable tables. There are no formulas: a text that begins with = is a text.",
    ),
    "notes.links": (
        "原文（text）のセルを押すと、その文がある取組の欄へ移ります。取組・開催・合計などの ID は、その行へ移ります。前後の文は同じ行の context にあります。",
        "A text cell leads to the part of the measure it stands in; an id of a measure, event or total leads to its row. The sentence around a figure is in context, in the same row.",
    ),
    "notes.empty": (
        "空のセルは、報告書に記載がないことを表します。0 ではありません。",
        "An empty cell means that the report does not say; it is not 0.",
    ),
    "notes.lists": (
        "複数の値がある項目は、qualifiers_1、qualifiers_2 のように番号の付いた列に1つずつ入っています。列の数は、いちばん多い行に合わせています（{most} を超える分は、最後の列に | でつないであります）。",
        "Several values of one thing stand one by one in numbered columns, such as qualifiers_1, qualifiers_2; there are as many as the longest row needs (what is beyond {most} stands in the last, joined by |).",
    ),
    "notes.units": (
        "単位は unit（原文のまま）と unit_norm（統一した書き方）にあります。金額は円、割合は % の数です（2千円は 2000、73% は 73）。処理日時は協定世界時（UTC）です。",
        "Units stand in unit (as written) and unit_norm. Money is in yen, rates in percent (2千円 is 2000, 73% is 73). Times are UTC.",
    ),
    "notes.sums": (
        "延べと実（限定語 qualifiers）は足し合わせないでください。part_of のある行は、別の行の内数です。同じ年度の上半期（H1）と通年（FY）も重なります。",
        "Never add 延べ (attendances) and 実 (persons), see qualifiers. A row with part_of is part of another row. H1 and FY of one year overlap.",
    ),
    "notes.status": (
        "status は実績（actual）、予定（planned）、目標（target）の別です。集計の前に選んでください。",
        "status tells what was reached (actual), announced (planned) or aimed at (target): choose before you count.",
    ),
    "notes.place": (
        "page は報告書のページ、offset_start と offset_end は本文での文字の位置（0 から、終わりは含まない）です。",
        "page is the page of the report; offset_start and offset_end count characters of its text from 0, end exclusive.",
    ),
    "notes.filter": (
        "2行目の▼で絞り込めます。見出しは画面に固定してあります。",
        "The buttons in row 2 filter; the heads stay in view.",
    ),
    "notes.codes": (
        "participants のような英語の値の意味は、値の意味（values）のシートにあります。",
        "The sheet of values gives the Japanese meaning of values such as participants.",
    ),
    "notes.changes": (
        "このブックは書き出すたびに作り直されます。書き込みは残らないので、別の名前で保存してから使ってください。",
        "The workbook is made anew with each export: save it under another name before you write into it.",
    ),
    "reading": ("読み取り中", "Reading"),
    "done": ("完了", "done"),
    "known": ("変更なし", "unchanged"),
    "failed": ("失敗", "failed"),
    "warnings": ("要確認", "to check"),
    "ok": ("正常", "ok"),
    "column.document": ("報告書", "report"),
    "column.status": ("状態", "status"),
    "column.measures": ("施策", "measures"),
    "column.figures": ("数値", "figures"),
    "column.dates": ("日付", "dates"),
    "column.events": ("行事", "events"),
    "column.unclaimed": ("未分類", "unclaimed"),
    "column.checks": ("確認事項", "checks"),
    "total": ("計 {count} 件", "{count} in all"),
}


def say(language: Language, key: str, **parts: object) -> str:
    """Return the text `key` in `language`, with `parts` filled in.

    Raises:
        KeyError: if there is no such text, or a part of it was not given.
    """
    text = _TEXTS[key][0 if language == "ja" else 1]
    return text.format(**parts) if parts else text
