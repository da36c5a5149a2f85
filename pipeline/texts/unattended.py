"""What the inbox, archives and schedules say: Japanese, English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "batch": (
        "書庫（多数の報告書）をまとめて読み、表に反映します。",
        "Read an archive of many reports into the tables, with worker processes.",
    ),
    "batch.more": (
        "読み終えた文書は台帳に残り、中断しても次の実行が続きから始めます。変わっていない文書は読み直しません。",
        "What was read stands in the ledger; an interrupted run is gone on with, and nothing is read twice.",
    ),
    "batch.status": (
        "終了コード: 0 すべて成功、1 失敗した報告書あり、2 使い方の誤り（読み取れるファイルがない場合を含む）、3 ほかの実行が出力フォルダーを使用中、130 中断（次の実行が続きから始めます）。",
        (
            "Exit status: 0 all read, 1 a report failed, 2 wrong usage (or nothing to read), 3 another run holds the "
            "output folder, 130 interrupted (the next run goes on)."
        ),
    ),
    "workers": ("同時に読む数（既定: CPU の数）", "how many to read at once (the number of CPUs)"),
    "resume": (
        "中断した実行の続き（その実行で失敗したものも飛ばす）",
        "go on with an interrupted run, past its failures too",
    ),
    "since": ("この日以降に変わったファイルだけ（2026-04-01）", "only files changed since this day (2026-04-01)"),
    "time_limit": ("1文書の制限時間（秒、既定 300）", "most seconds for one document (300)"),
    "memory_limit": ("1文書のメモリー上限（MB、既定 2048）", "most memory for one document, in MB (2048)"),
    "time_limit.run": (
        "PDF 1件の読み込み、または 1 MB を超えるテキスト1件の処理全体の制限時間（秒、既定 300）",
        "most seconds for loading one PDF, or for all work on one text of more than 1 MB (300)",
    ),
    "memory_limit.run": (
        "PDF 1件の読み込み、または 1 MB を超えるテキスト1件の処理全体のメモリー上限（MB、既定 2048）",
        "most memory for loading one PDF, or for all work on one text of more than 1 MB, in MB (2048)",
    ),
    "time_limit.explain": ("PDF の読み込みの制限時間（秒、既定 300）", "most seconds for loading a PDF (300)"),
    "memory_limit.explain": (
        "PDF の読み込みのメモリー上限（MB、既定 2048）",
        "most memory for loading a PDF, in MB (2048)",
    ),
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
    "inbox": (
        "受付フォルダーを見張り、入れられた報告書を読んで、結果を返します。",
        "Watch a folder: read the reports that are dropped into it and lay the answers beside them.",
    ),
    "inbox.more": (
        "読めたものは済みのフォルダー（日付ごと）へ、読めなかったものは失敗のフォルダーへ、理由を添えて移します。何も削除しません。",
        "What was read goes to the done folder, by day; the rest to the failed one, with the reason. Nothing is deleted.",
    ),
    "inbox.status": (
        "終了コード: 0 正常、1 読めないファイルがあるか受付フォルダーが見えない（--once）、2 使い方の誤り、3 ほかの処理が出力フォルダーを使用中。",
        "Exit status: 0 well, 1 a file failed or the inbox cannot be reached (--once), 2 wrong usage, 3 another run holds the output folder.",
    ),
    "status": (
        "受付フォルダーの状況（待ち・済み・失敗）を表示します。",
        "Show what is waiting, done and failed, and since when.",
    ),
    "status.status": (
        "終了コード: 0 正常、1 受付フォルダーが見えない、2 使い方の誤り。",
        "Exit status: 0 well, 1 the inbox cannot be reached, 2 wrong usage.",
    ),
    "retry": (
        "失敗したファイルを受付フォルダーに戻し、読み直させます。",
        "Put failed files back into the inbox, to be read again.",
    ),
    "retry.more": (
        "NAME を省くと、失敗したファイルをすべて戻します。",
        "Without NAME, every failed file is put back.",
    ),
    "inbox_folder": ("受付フォルダー", "folder that files are dropped into"),
    "done_folder": (
        "済みの置き場所（既定は受付フォルダーの隣の done）",
        "where read files go (done, beside the inbox)",
    ),
    "failed_folder": (
        "失敗したファイルの置き場所（既定は受付フォルダーの隣の failed）",
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
        "{inbox} を見張っています（済み: {done}、失敗: {failed}）。終えるには Ctrl+C を押してください。",
        "Watching {inbox} (done: {done}, failed: {failed}). Press Ctrl+C to end.",
    ),
    "inbox.ended": ("見張りを終えました。", "Ended."),
    "inbox.left": (
        "{count} 件は受付フォルダーに残っています（書き込みの途中、空、または上に示した理由）。",
        "{count} file(s) stay in the inbox: still being written, empty, or for a reason told above.",
    ),
    "inbox.read": ("読み取りました: {name} → {target}", "Read: {name} -> {target}"),
    "inbox.beside": (
        (
            "{name} は、{other} と同じ報告書とみられます（団体・計画・題名・年度・期間が同じ）。フォルダーが違うため、表では両方を数えています。"
            "訂正版であれば、{other} と同じフォルダーに入れ直してください。以前のものと置き換わります。"
        ),
        (
            "{name} and {other} seem to be one report (same organisation, plan, title, year and period), but came from "
            "different folders: the tables count both. If one corrects the other, drop it again into the same folder; it then takes its place."
        ),
    ),
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
        "受付フォルダー {where} が見えません（{why}）。戻るまで待ちます。--inbox の指定とネットワークの接続を確かめてください。",
        "The inbox {where} is away ({why}). Waiting until it is back: check --inbox and the network.",
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
    "inbox.trace": ("{trace}", "{trace}"),
    "inbox.trouble": ("{error} そのまま待ち、あとでもう一度試します。", "{error} Waiting, to try again later."),
    "status.running": ("見張り: 動いています（{owner}）", "Inbox: running ({owner})"),
    "status.idle": ("見張り: 動いていません", "Inbox: not running"),
    "status.unreachable": (
        "受付フォルダー {where} が見えません。--inbox の指定とネットワークの接続を確かめてください。",
        "The inbox {where} cannot be reached. Check --inbox and the network.",
    ),
    "status.undelivered": ("読み終え、移動待ち: {count} 件", "Read, not moved yet: {count}"),
    "status.waiting": ("待ち: {count} 件", "Waiting: {count}"),
    "status.done": ("済み: {count} 件（{where}）", "Done: {count} ({where})"),
    "status.last": ("  最後: {when}  {name}", "  last: {when}  {name}"),
    "status.failed": ("失敗: {count} 件", "Failed: {count}"),
    "status.empty": ("（空のファイル。中身が書き込まれるのを待っています）", " (empty: waiting for its content)"),
    "status.more": ("  ほか {count} 件", "  and {count} more"),
    "status.retry": (
        "直せたものは shinchoku retry で受付フォルダーに戻せます。",
        "shinchoku retry puts them back into the inbox.",
    ),
    "retry.moved": ("{count} 件を受付フォルダーに戻しました。", "{count} file(s) put back into the inbox."),
}
