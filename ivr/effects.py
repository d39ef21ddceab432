"""What to say of the few leaves that do something; no failure there ends a call."""

from ivr.sentences import Sentence
from prompts.library import Channel, Prompts
from prompts.tree import Effect
from tree.desk import CANNOT_LOOK, Desk, Wish
from tree.running import told


def outcome(wish: Wish, prompts: Prompts, desk: Desk) -> list[Sentence]:
    """Carry out an effect and return what to say of it. Done twice it changes nothing and says the same."""
    reply = CANNOT_LOOK
    if wish.effect is not Effect.NOW:
        reply = desk.fulfil(wish)
    else:
        running = desk.look(wish.language, Channel.VOICE)
        if running is not None:
            return told(prompts, wish.language, running, wish.now, Channel.VOICE)
    return [(wish.language, prompts.frame(wish.language, reply.sentence, Channel.VOICE, **reply.slots))]
