"""How each language stands: how complete it is, who answers for its words, and how it is heard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy.orm import Session

from carrier.voices import speaks
from console.scripts import rows
from console.scripts.room import NoSuch
from db.engine import reading
from prompts import acts, standing, survey
from prompts.audio.recordings import Recordings
from prompts.languages import TAGS
from prompts.library import Channel, Prompts
from prompts.pack import Pack
from prompts.standing import Act, Done, Standing
from prompts.survey import State
from prompts.words import Words


@dataclass(frozen=True, slots=True)
class Review:
    """Who answers for the words of a language as they stand, and who found something wrong with them."""

    standing: Standing
    by: Sequence[Done]
    """Reviews and acceptances of these very words, oldest first."""
    lapsed: bool
    """Somebody answered for earlier words, which have been changed since."""
    objections: Sequence[Done]


@dataclass(frozen=True, slots=True)
class Language:
    """One language in short."""

    tag: str
    state: State
    offered: bool
    """Whether this process offers it anywhere."""
    heard: bool
    written: bool
    has_voice: bool
    """Whether the carrier has a voice for it; else recordings alone are heard."""
    review: Review
    recorded: int
    stale: int
    """Sentences whose recording is of earlier words, so that calls do not play it."""

    @property
    def gaps(self) -> int:
        """Return how many sentences are missing or faulty."""
        return len(self.state.missing) + len(self.state.faults)


def packs() -> tuple[Pack, ...]:
    """Return the local knowledge of the line."""
    found: tuple[Pack, ...] = current_app.extensions["line"].packs_read()
    return found


def done() -> list[Done]:
    """Return all acts about words until now; asked anew, not from the start of the process."""
    with Session(reading(current_app.extensions["engine"])) as session:
        return acts.everything(session)


def states() -> Mapping[str, State]:
    """Return every language that has words, most used first."""
    found = survey.survey(survey.LANGUAGES, packs()).languages
    return {tag: found[tag] for tag in TAGS if tag in found}


def words(tag: str) -> Words:
    """Return the words of a language, offered or not; raises NoSuch."""
    state = states().get(tag)
    if state is None or state.words is None:
        raise NoSuch(tag)
    return state.words


def everything(acted: Sequence[Done]) -> list[Language]:
    """Return all languages as they stand after these acts."""
    return [_language(tag, state, acted) for tag, state in states().items()]


def one(tag: str, acted: Sequence[Done]) -> Language:
    """Return one of them; raises NoSuch."""
    state = states().get(tag)
    if state is None:
        raise NoSuch(tag)
    return _language(tag, state, acted)


def review(tag: str, digest: str, acted: Sequence[Done]) -> Review:
    """Return who answers for words."""
    answered = [one for one in acted if one.subject == tag and one.act in {Act.REVIEWED, Act.ACCEPTED}]
    now = [one for one in answered if one.digest == digest]
    objections = standing.objections(tag, digest, acted)
    return Review(standing.standing(tag, digest, acted), now, bool(answered) and not now, objections)


def _language(tag: str, state: State, acted: Sequence[Done]) -> Language:
    prompts: Prompts = current_app.extensions["prompts"]
    offered = tag in prompts.languages
    recordings: Recordings = current_app.extensions["recordings"]
    sounds = rows.sounds(prompts, recordings, tag) if offered and recordings.entries(tag) else {}
    return Language(
        tag=tag,
        state=state,
        offered=offered,
        heard=offered and prompts.is_heard(tag),
        written=offered and tag in prompts.on(Channel.SMS),
        has_voice=speaks(tag),
        review=review(tag, state.digest, acted),
        recorded=sum(1 for one in sounds.values() if one.playing),
        stale=sum(1 for one in sounds.values() if one.is_stale),
    )
