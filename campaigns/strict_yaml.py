"""YAML without its traps: 09:00 and `no` stay text, a key stands once, nothing refers to anything else."""

import re
from collections.abc import Hashable
from typing import Any

import yaml

LARGEST = 256 * 1024
"""Most bytes that a campaign file may have."""


class NotReadable(ValueError):
    """The text is no YAML mapping that we accept; the message says where, and never repeats the text."""


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers = {}  # noqa: RUF012 - PyYAML's own name; YAML 1.1 would read 9:00 as 540 and no as false.

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or event.tag is not None:
            raise NotReadable(f"line {event.start_mark.line + 1}: write it without aliases (*) and tags (!)")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in seen:
                raise NotReadable(f"line {key.start_mark.line + 1}: a key stands twice, or is no plain word")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"[-+]?(0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(0|[1-9][0-9]*)?\.[0-9]+", "-+.0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), list(_first))


def load(source: str | bytes) -> dict[str, object]:
    """Read one mapping; raises NotReadable."""
    text = _decoded(source)
    try:
        found = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader with fewer liberties
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise NotReadable(f"{where}this is not YAML ({fault.problem or fault.context})") from None
    except yaml.reader.ReaderError as fault:
        line = text.count("\n", 0, fault.position) + 1
        raise NotReadable(f"line {line}: a character that no text should hold") from None
    except RecursionError:
        raise NotReadable("is nested too deeply") from None
    except NotReadable:
        raise
    except ValueError:
        raise NotReadable("holds a figure that is too long") from None
    if found is None:
        raise NotReadable("is empty: begin with `name: ...`, see docs/operating.md")
    if not isinstance(found, dict):
        raise NotReadable("must hold keys and values, such as `name: Asahi ward`")
    return found


def _decoded(source: str | bytes) -> str:
    if len(source) > LARGEST:
        raise NotReadable(f"is larger than {LARGEST // 1024} kB")
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = source.count(b"\n", 0, fault.start) + 1
        raise NotReadable(f"line {line}: this is not UTF-8: save the file as UTF-8") from None
