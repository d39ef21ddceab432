"""The figures of a language: how much it says, where it is offered, who answers for it, how long it takes."""

from typing import Any

from carrier.voices import speaks
from prompts import lengths
from prompts.back import everything
from prompts.library import Channel, Prompts


def figures(prompts: Prompts, tag: str) -> dict[str, Any]:
    """Return a language's figures; seconds are estimates at a calm pace."""
    return {
        "sentences": sum(1 for _ in everything(prompts.words[tag])),
        "channels": [str(channel) for channel in Channel if _offered(prompts, tag, channel)],
        "voice": _voice(prompts, tag),
        "review": str(prompts.standings[tag]),
        "longest": {
            kind: {"seconds": round(one.seconds, 1), "where": one.where}
            for kind, one in lengths.longest(prompts, tag).items()
        },
    }


def _offered(prompts: Prompts, tag: str, channel: Channel) -> bool:
    return prompts.is_heard(tag) if channel is Channel.VOICE else tag in prompts.on(channel)


def in_a_line(tag: str, known: dict[str, Any]) -> str:
    """Say it for people."""
    longest = ", ".join(f"{kind} {one['seconds']:.1f} s" for kind, one in known["longest"].items())
    channels = ", ".join(known["channels"])
    return (
        f"{tag:<8} {known['sentences']} sentences; {channels}; {known['voice']}; {known['review']}; {longest}"
    )


def _voice(prompts: Prompts, tag: str) -> str:
    if speaks(tag):
        return "carrier's voice"
    return "short form recorded" if prompts.is_heard(tag) else "no voice: not recorded yet"
