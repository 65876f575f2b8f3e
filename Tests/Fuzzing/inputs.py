#!/usr/bin/env python3
"""Keeps the inputs of the fuzz targets: one file of base64 a target, a line an input.

    inputs.py unpack FILE DIRECTORY    writes each input to a file of its own, named by its hash
    inputs.py pack DIRECTORY FILE      the other way round, short inputs first and long ones left out
    inputs.py dictionary TARGET        prints words that the target may meet, as libFuzzer reads them
"""

import base64
import hashlib
import pathlib
import re
import sys

# What longer inputs reach, seeds from sample records reach as well, or shorter inputs will in a while.
INPUT_BYTES_MAX = 256
SOURCES = pathlib.Path(__file__).resolve().parent.parent.parent / "Sources"


def unpack(file: pathlib.Path, directory: pathlib.Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for line in file.read_text().splitlines() if file.exists() else []:
        content = base64.b64decode(line, validate=True)
        (directory / hashlib.sha1(content).hexdigest()).write_bytes(content)


def pack(directory: pathlib.Path, file: pathlib.Path) -> None:
    inputs = {path.read_bytes() for path in directory.iterdir()}
    kept = sorted((input for input in inputs if len(input) <= INPUT_BYTES_MAX), key=lambda input: (len(input), input))
    file.write_text("".join(base64.b64encode(input).decode() + "\n" for input in kept))


def words_of_languages() -> set[str]:
    """The phrases of every language's data, with a word in each of its forms."""
    words = set()
    for file in (SOURCES / "ExclaimDomain/Quantity/Languages").glob("*.swift"):
        for line in re.findall(r"^    [a-z-]+[^:\n]*: (.+)$", file.read_text(), re.MULTILINE):
            for phrase in re.split(r"[|…]", line):
                stem, _, rest = phrase.strip().partition("{")
                endings, _, tail = rest.partition("}")
                words |= {f" {stem}{ending}{tail}" for ending in endings.split(",")}
    return words


def names_of_schema() -> set[str]:
    """The names of fields and of enumerations' values, as JSON has them."""
    names = set()
    for file in (SOURCES / "ExclaimMessages/Generated").glob("*.swift"):
        names |= set(re.findall(r'case "(\w+)": self', file.read_text()))
        names |= set(re.findall(r'"([A-Z][A-Z0-9_]+)"', file.read_text()))
    return {f'"{name}"' for name in names} | {f'"{name}":' for name in names if name[0].islower()}


def dictionary(target: str) -> None:
    words = set()
    if target in ("quantities", "dates"):
        words = words_of_languages()
    elif target in ("messages-in-json", "json"):
        words = names_of_schema() | {"null", "true", "false", "\\u0000", "\\ud83d\\ude00", "e+10", "[{", "}]"}
    for word in sorted(words):
        print('"' + "".join(f"\\x{byte:02X}" for byte in word.encode()) + '"')


def main() -> int:
    match sys.argv[1:]:
        case ["unpack", file, directory]:
            unpack(pathlib.Path(file), pathlib.Path(directory))
        case ["pack", directory, file]:
            pack(pathlib.Path(directory), pathlib.Path(file))
        case ["dictionary", target]:
            dictionary(target)
        case _:
            print(__doc__, file=sys.stderr)
            return 64
    return 0


sys.exit(main())
