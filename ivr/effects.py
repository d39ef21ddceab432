"""What to say of the few leaves that do something; no failure there ends a call."""

from ivr.sentences import Sentence
from prompts.library import Channel, Prompts
from prompts.tree import Effect
from tree.desk import Desk, Wish


def outcome(wish: Wish, prompts: Prompts, desk: Desk) -> list[Sentence]:
    """Carry out an effect and return what to say of it. Done twice it changes nothing and says the same."""
    if wish.effect is Effect.NOW:
        return desk.saying_now(prompts, wish.language, wish.now, Channel.VOICE)
    reply = desk.fulfil(wish)
    return [(wish.language, prompts.frame(wish.language, reply.sentence, Channel.VOICE, **reply.slots))]
