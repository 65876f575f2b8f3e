"""The wheels that ci/python makes install the client where there is no network."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1]
WHEELS = HERE.parents[1] / ".build" / "python" / "wheels"


@pytest.mark.parametrize("what", ["exclaim", str(HERE)], ids=["the wheel", "the folder"])
def test_the_client_is_installed_without_a_network(what: str, tmp_path: Path) -> None:
    if Path(sys.prefix) != WHEELS.parent / "venv":
        pytest.skip("the wheels are those of ci/python's own environment")
    if what == str(HERE):
        # A build leaves a folder behind, so it is made of a copy.
        copy = tmp_path / "copy"
        subprocess.run(["cp", "-r", str(HERE), str(copy)], check=True)
        what = str(copy)
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    offline = ["--quiet", "--disable-pip-version-check", "--no-index", "--find-links", str(WHEELS)]
    subprocess.run([python, "-m", "pip", "install", *offline, what], check=True)
    code = "import exclaim; print(exclaim.__version__, exclaim.__path__[0] + '/py.typed')"
    printed = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout
    version, marker = printed.split(maxsplit=1)
    assert version == exclaim_version()
    assert Path(marker.strip()).exists()


def exclaim_version() -> str:
    import exclaim

    return exclaim.__version__
