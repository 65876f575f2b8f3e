"""Where clients and server meet when nobody says where."""

from __future__ import annotations

import os
from collections.abc import Mapping


def default_socket(environment: Mapping[str, str] | None = None) -> str:
    """`$EXCLAIM_SOCKET`, else `$XDG_RUNTIME_DIR/exclaim/exclaim.sock`, else
    `~/.local/state/exclaim/exclaim.sock`.

    A variable that is empty counts as not set, and so does an `XDG_RUNTIME_DIR` that is not absolute.
    """
    variables = os.environ if environment is None else environment
    named = variables.get("EXCLAIM_SOCKET")
    if named:
        return named
    runtime = variables.get("XDG_RUNTIME_DIR", "")
    if runtime.startswith("/"):
        return f"{runtime}/exclaim/exclaim.sock"
    home = variables.get("HOME") or _account_home()
    return f"{home}/.local/state/exclaim/exclaim.sock"


def _account_home() -> str:
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        return ""
