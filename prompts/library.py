"""The door of this room: loads the words of a line, and names every fault in them."""

from collections.abc import Collection, Sequence
from pathlib import Path

from prompts import structure, survey, tables
from prompts.faults import Fault, PromptsInvalid
from prompts.languages import in_order, normal
from prompts.pack import Pack
from prompts.promises import Promises
from prompts.rendering import Audience, Channel
from prompts.speech import Prompts, Recorded, nothing_recorded

__all__ = ["Audience", "Channel", "Prompts", "load", "normal"]


def load(
    promises: Promises,
    languages: Sequence[str] | None = None,
    folder: Path = tables.HERE / "languages",
    *,
    packs: tuple[Pack, ...] = (),
    short: Collection[str] = (),
    recorded: Recorded = nothing_recorded,
) -> Prompts:
    """Return the words in the given languages, or in all that are complete and that the line has a name in.

    `packs` add local knowledge. On the telephone the languages in `short` have their short form alone, where
    all of it is `recorded`.
    Raises PromptsInvalid naming every fault; an incomplete language is a fault only where it is asked for.
    """
    found = survey.survey(folder, packs)
    named = {tag for tag in found.languages if promises.organisation.get(tag) and promises.hours.get(tag)}
    if languages is None:
        wanted = {tag for tag in named if not found.languages[tag].missing}
    else:
        wanted = {normal(tag) for tag in languages}
    faults = list(found.faults)
    for tag in sorted(wanted):
        faults += _of_language(found, tag, tag in named)
    if not wanted:
        faults.append(
            Fault("prompts/languages", "all", "no complete language", "see `yobikake prompts check`")
        )
    if faults:
        raise PromptsInvalid(faults)
    words = {tag: found.words(tag) for tag in in_order(wanted)}
    tree = structure.offered(found.tree, promises)
    without_voice = frozenset(short) & words.keys()
    return Prompts(tree, found.knowledge, promises, tuple(words), words, without_voice, recorded)


def _of_language(found: survey.Survey, tag: str, named: bool) -> list[Fault]:
    state = found.languages.get(tag)
    if state is None:
        return [
            Fault(f"prompts/languages/{tag}", "folder", "is missing", "write it or switch the language off")
        ]
    unnamed = Fault("line", tag, "no organisation or hours in this language", "add both or switch it off")
    return [*state.missing, *state.faults, *([] if named else [unnamed])]
