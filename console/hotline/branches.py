"""The tree that callers hear, with how often each answer was reached."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prompts.library import Channel, Prompts
from prompts.tree import ROOT, Verdict


@dataclass(frozen=True, slots=True)
class Branch:
    """A choice in the tree: `key` is pressed to reach it, `count` how often it was; a leaf has a verdict.

    The same node may be offered in two places; `code`, all keys from the first page on, tells them apart.
    """

    id: str
    code: str
    key: str
    label: str
    words: str
    count: int
    verdict: Verdict | None = None
    branches: tuple["Branch", ...] = ()

    @property
    def leaves(self) -> int:
        """Return how many answers lie below; an answer is one itself."""
        return sum(one.leaves for one in self.branches) if self.branches else 1


def branches(
    prompts: Prompts, language: str, reached: Mapping[str, int], node: str = ROOT, code: str = ""
) -> tuple[Branch, ...]:
    """Return the choices of a menu with all below them; `reached` tells how often each answer was."""
    return tuple(_branches(prompts, language, reached, node, code))


def _branches(
    prompts: Prompts, language: str, reached: Mapping[str, int], node: str, code: str
) -> Iterator[Branch]:
    for page, offered in enumerate(prompts.tree[node].pages):
        for key, child in enumerate(offered, start=1):
            label = prompts.label(language, child, Channel.WEB)
            where = (child, f"{code}{'9' * page}{key}", f"{'9 ' * page}{key}", label)
            if prompts.tree[child].is_leaf:
                words, verdict = prompts.say(language, child, Channel.WEB), prompts.tree[child].verdict
                yield Branch(*where, words, reached.get(child, 0), verdict)
            else:
                below = branches(prompts, language, reached, child, where[1])
                asked = prompts.ask(language, child, Channel.WEB)
                yield Branch(*where, asked, sum(one.count for one in below), None, below)
