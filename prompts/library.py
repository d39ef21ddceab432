"""The door of this room: loads the words of a line, and names every fault in them."""

from collections.abc import Collection, Sequence
from pathlib import Path

from prompts import policy, survey
from prompts.faults import Fault, PromptsInvalid
from prompts.languages import in_order, normal
from prompts.pack import CHECKERS, Pack
from prompts.promises import Promises
from prompts.rendering import Audience, Channel
from prompts.speech import Prompts, Recorded, nothing_recorded
from prompts.standing import Done, Standing, checkers, standing

_SEE = "see `yobikake prompts check`"
_SEE_LIVE = "review one, or accept it: `yobikake prompts accept --language ja`"
__all__ = ["Audience", "Channel", "Prompts", "load", "normal"]


def load(
    promises: Promises,
    languages: Sequence[str] | None = None,
    folder: Path = survey.LANGUAGES,
    *,
    packs: tuple[Pack, ...] = (),
    short: Collection[str] = (),
    recorded: Recorded = nothing_recorded,
    done: Collection[Done] = (),
    live: bool = False,
) -> Prompts:
    """Return the words in the given languages, or in all that are complete and that the line has a name in.

    `packs` add local knowledge. On the telephone the languages in `short` have their short form alone, where
    all of it is `recorded`. `done` are acts about words; on a `live` line only languages that somebody has
    reviewed or accepted are offered, and only packs that two persons have checked.
    Raises PromptsInvalid naming every fault; an incomplete language is a fault only where it is asked for.
    """
    packs = tuple(pack for pack in packs if not live or _checked(pack, done))
    found = survey.survey(folder, packs)
    named = {tag for tag in found.languages if promises.organisation.get(tag) and promises.hours.get(tag)}
    if languages is None:
        wanted = {tag for tag in named if found.languages[tag].may_be_offered}
    else:
        wanted = {normal(tag) for tag in languages}
    faults = list(found.faults)
    for tag in sorted(wanted):
        faults += _of_language(found, tag, tag in named)
    states = {tag: found.languages[tag] for tag in wanted & found.languages.keys()}
    standings = {tag: standing(tag, state.digest, done) for tag, state in states.items()}
    if live:
        wanted -= {tag for tag, one in standings.items() if one is Standing.DRAFTED}
    if not wanted:
        faults.append(
            Fault("prompts/languages", "all", "no language may be offered", _SEE_LIVE if live else _SEE)
        )
    if faults:
        raise PromptsInvalid(faults)
    words = {tag: found.words(tag) for tag in in_order(wanted)}
    tree = policy.offered(found.tree, promises)
    return Prompts(
        tree,
        found.knowledge,
        promises,
        tuple(words),
        words,
        channels={tag: found.languages[tag].channels for tag in words},
        standings=standings,
        short=frozenset(short) & words.keys(),
        recorded=recorded,
    )


def _checked(pack: Pack, done: Collection[Done]) -> bool:
    return len(checkers(pack.subject, pack.digest(), done)) >= CHECKERS


def _of_language(found: survey.Survey, tag: str, named: bool) -> list[Fault]:
    state = found.languages.get(tag)
    if state is None:
        return [
            Fault(f"prompts/languages/{tag}", "folder", "is missing", "write it or switch the language off")
        ]
    unnamed = Fault("line", tag, "no organisation or hours in this language", "add both or switch it off")
    missing = [] if state.channels else state.missing
    return [*missing, *state.faults, *([] if named else [unnamed])]
