"""What makes a scheduler run a command every night: systemd units, a crontab line, a Windows task."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from datetime import time
from pathlib import PurePath

NAME = "shinchoku"
_ABOUT = "shinchoku: progress reports become datasets / 進捗状況報告書からデータセットを作成"


def _systemd(command: Sequence[str], folder: PurePath, at: time) -> str:
    def quoted(words: Sequence[str]) -> str:
        # A unit file has its own quoting: % and $ stand for more than themselves.
        return " ".join(
            '"' + w.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$") + '"' for w in words
        )

    where = str(folder).replace("\\", "\\\\").replace("%", "%%")
    return f"""\
# ~/.config/systemd/user/{NAME}.service
[Unit]
Description={_ABOUT}

[Service]
Type=oneshot
WorkingDirectory={where}
ExecStart={quoted(command)}

# ~/.config/systemd/user/{NAME}.timer
[Unit]
Description={_ABOUT}

[Timer]
OnCalendar=*-*-* {at:%H:%M}:00
Persistent=true

[Install]
WantedBy=timers.target

# systemctl --user daemon-reload && systemctl --user enable --now {NAME}.timer
"""


def _cron(command: Sequence[str], folder: PurePath, at: time) -> str:
    # In a crontab an unquoted % is a line break.
    line = f"cd {shlex.quote(str(folder))} && {shlex.join(command)}".replace("%", r"\%")
    return f"# {_ABOUT}\n{at.minute} {at.hour} * * * {line}\n"


def _windows(command: Sequence[str], folder: PurePath, at: time) -> str:
    import subprocess
    from html import escape

    program, *arguments = command
    return f"""\
<?xml version="1.0" encoding="UTF-16"?>
<!-- schtasks /Create /TN {NAME} /XML {NAME}.xml -->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>{escape(_ABOUT)}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2026-01-01T{at:%H:%M}:00</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT12H</ExecutionTimeLimit>
    <Enabled>true</Enabled>
  </Settings>
  <Actions>
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(subprocess.list2cmdline(arguments))}</Arguments>
      <WorkingDirectory>{escape(str(folder))}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""


SCHEDULERS: dict[str, Callable[[Sequence[str], PurePath, time], str]] = {
    "systemd": _systemd,
    "cron": _cron,
    "windows": _windows,
}
"""The schedulers by name: each takes the command, the folder to run it in and the time of day."""
