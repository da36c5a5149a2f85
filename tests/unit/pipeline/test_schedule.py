from __future__ import annotations

import datetime as dt
import shlex
from pathlib import PurePosixPath, PureWindowsPath
from xml.etree import ElementTree

from pipeline.schedule import SCHEDULERS

AT = dt.time(1, 30)
COMMAND = ["/opt/進 捗/bin/shinchoku", "batch", "/srv/報告書 100%", "--output", "/srv/it's"]


def test_a_crontab_line_runs_the_command_in_its_folder() -> None:
    line = SCHEDULERS["cron"](COMMAND, PurePosixPath("/srv/a b"), AT).splitlines()[-1]
    minute, hour, *days, command = line.split(" ", 5)
    assert (minute, hour, days) == ("30", "1", ["*", "*", "*"])
    assert "\\%" in command
    assert shlex.split(command.replace("\\%", "%")) == ["cd", "/srv/a b", "&&", *COMMAND]


def test_a_systemd_unit_quotes_and_escapes() -> None:
    unit = SCHEDULERS["systemd"](COMMAND, PurePosixPath("/srv/a b"), AT)
    assert 'ExecStart="/opt/進 捗/bin/shinchoku" "batch" "/srv/報告書 100%%"' in unit
    assert "OnCalendar=*-*-* 01:30:00" in unit
    assert "WorkingDirectory=/srv/a b" in unit


def test_a_windows_task_is_xml_that_says_what_to_run() -> None:
    command = [r"C:\Program Files\shinchoku.exe", "batch", r"\\server\報告 & 書", "--output", r"D:\out"]
    task = SCHEDULERS["windows"](command, PureWindowsPath(r"C:\work"), AT)
    root = ElementTree.fromstring(task.encode("utf-16"))
    said = {element.tag.rpartition("}")[2]: element.text for element in root.iter()}
    assert said["Command"] == r"C:\Program Files\shinchoku.exe"
    assert said["Arguments"] == r'batch "\\server\報告 & 書" --output D:\out'
    assert said["WorkingDirectory"] == r"C:\work"
    assert said["StartBoundary"] == "2026-01-01T01:30:00"
