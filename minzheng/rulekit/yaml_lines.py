"""YAML that remembers its lines, so that a broken file can be told by file, line and key."""

from pathlib import Path
from typing import Any

import yaml

from minzheng.rulekit.errors import RulebookError


class Lined(dict):
    """A mapping that knows the line of itself and of each of its keys."""

    line: int
    lines: dict[Any, int]


def lined(content: Any, line: int) -> Any:
    """Plain data that came from elsewhere, as if it all stood in one line."""
    if isinstance(content, dict):
        told = Lined({key: lined(value, line) for key, value in content.items()})
        told.line, told.lines = line, dict.fromkeys(content, line)
        return told
    return [lined(each, line) for each in content] if isinstance(content, list) else content


class _LineLoader(yaml.CSafeLoader):
    pass


def _mapping(loader: _LineLoader, node: yaml.MappingNode) -> Lined:
    lined = Lined()
    lined.line = node.start_mark.line + 1
    lined.lines = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if key in lined:
            raise RulebookError(f"line {line}: {key}: is given twice")
        lined[key] = loader.construct_object(value_node, deep=True)
        lined.lines[key] = line
    return lined


_LineLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read(path: Path) -> Lined:
    """The mapping in a YAML file; RulebookError naming file and line when it cannot be read."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _LineLoader)  # a safe loader: only plain data
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RulebookError(f"{path}:{line}: not YAML: {error.problem}") from None
    except (RulebookError, UnicodeDecodeError) as error:
        raise RulebookError(f"{path}: {error}") from None
    if not isinstance(content, Lined):
        raise RulebookError(f"{path}:1: the file must hold a mapping")
    return content
