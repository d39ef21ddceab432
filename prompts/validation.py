"""Every verdict has a source, and only the seven "never" rules make one certain."""

from collections.abc import Iterator, Mapping

from prompts.faults import Fault
from prompts.knowledge import Knowledge
from prompts.tree import Node, Tree, Verdict

FILE = "prompts/tree.toml"
CLAIMS = "prompts/knowledge/claims.toml"
ADVICE = "prompts/knowledge/advice.toml"
NEVER_RULES = 7


def basis(tree: Tree, knowledge: Knowledge) -> Iterator[Fault]:
    """Name every id that stands for nothing, and every verdict that its rules do not carry."""
    for node in tree.values():
        yield from _unknown(node, knowledge)
        if node.verdict is Verdict.CERTAIN and not _never(node, knowledge):
            yield Fault(FILE, node.id, 'is certain without a "never" rule', "weaken it or name the rule")
        if node.verdict is Verdict.STRONG and not (node.rules and node.claims):
            yield Fault(FILE, node.id, "is strong without a rule and a claim", "weaken it or name both")
    yield from _named(knowledge)
    never = sum(rule.never for rule in knowledge.rules.values())
    if never != NEVER_RULES:
        what = f'{never} rules are of kind "never", not {NEVER_RULES}'
        yield Fault(
            "prompts/knowledge/rules.toml", "never", what, "they alone make verdicts certain: decide anew"
        )
    yield from _law(tree, knowledge)


def _named(knowledge: Knowledge) -> Iterator[Fault]:
    for claim in knowledge.claims.values():
        for id in claim.rules:
            if id not in knowledge.rules:
                yield Fault(CLAIMS, claim.id, f"names {id!r}, which is nowhere", "add it or remove it")
    for advice in knowledge.advice.values():
        for id in (*advice.rules, *advice.contacts):
            if id not in knowledge.rules and id not in knowledge.contacts:
                yield Fault(ADVICE, advice.id, f"names {id!r}, which is nowhere", "add it or remove it")


def _never(node: Node, knowledge: Knowledge) -> bool:
    return any(knowledge.rules[id].never for id in node.rules if id in knowledge.rules)


def _unknown(node: Node, knowledge: Knowledge) -> Iterator[Fault]:
    named: list[tuple[tuple[str, ...], Mapping[str, object]]] = [
        (node.rules, knowledge.rules),
        (node.claims, knowledge.claims),
        (node.law, knowledge.law),
        (node.contacts, knowledge.contacts),
        (node.procedures, knowledge.procedures),
    ]
    for ids, known in named:
        for id in ids:
            if id not in known:
                yield Fault(FILE, node.id, f"names {id!r}, which is nowhere", "add it or remove it")


def _law(tree: Tree, knowledge: Knowledge) -> Iterator[Fault]:
    cited = {id for node in tree.values() for id in node.law}
    for id in knowledge.law.keys() - cited:
        yield Fault("prompts/knowledge/law.toml", id, "no verdict cites it", "remove it or cite it")
