// Plays words in place: the form's own answer where the server has a sound for them, else the browser's voice.
// One at a time; a second press stops. Without this script the form brings the sound as a file.
"use strict";
(() => {
  const says = { ...document.currentScript.dataset };
  const LOCALES = { "ja-easy": "ja", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", fil: "fil-PH" };
  const AGAIN_AFTER = 2000;
  const TRIES = 5;
  let now = null;
  window.speechSynthesis?.getVoices(); // Browsers begin to look for voices at the first question.

  function tell(button, text) {
    const line = button.parentElement.querySelector(".listen-says");
    if (line) line.textContent = text || "";
  }

  function stop() {
    if (!now) return;
    const { button, audio, address, asking } = now;
    now = null;
    asking.abort();
    if (audio) audio.pause();
    if (address) URL.revokeObjectURL(address);
    if (window.speechSynthesis) speechSynthesis.cancel();
    button.setAttribute("aria-pressed", "false");
    tell(button, "");
  }

  function ended(turn, text) {
    if (now !== turn) return;
    stop();
    tell(turn.button, text);
  }

  function wanted(button) {
    const form = button.form;
    const field = button.dataset.field;
    const asked = new FormData();
    asked.set("token", form.elements.token.value);
    asked.set("language", button.dataset.language);
    asked.set("words", form.elements[field || "words"].value);
    return asked;
  }

  function byBrowser(turn, words, why) {
    const speech = window.speechSynthesis;
    const locale = LOCALES[turn.button.dataset.language] || turn.button.dataset.language;
    const voice = speech && speech.getVoices().find((one) => one.lang.replace("_", "-").startsWith(locale));
    if (!voice) return ended(turn, why);
    const spoken = new SpeechSynthesisUtterance(words.replace(/\{[^}]*\}/g, " "));
    spoken.voice = voice;
    spoken.lang = voice.lang;
    spoken.onend = () => ended(turn, "");
    spoken.onerror = () => ended(turn, says.failed);
    tell(turn.button, says.playingBrowser);
    speech.speak(spoken);
  }

  async function ask(turn, asked, address) {
    for (let left = TRIES; ; left -= 1) {
      const answer = await fetch(address, { method: "POST", body: asked, signal: turn.asking.signal });
      if (answer.redirected) return location.reload(); // Signed out: the door says what to do.
      if (answer.status !== 503 || !left) return answer;
      tell(turn.button, says.busy);
      await new Promise((done) => setTimeout(done, AGAIN_AFTER));
      if (now !== turn) return null;
    }
  }

  async function play(button) {
    const turn = { button, asking: new AbortController() };
    const asked = wanted(button);
    stop();
    now = turn;
    button.setAttribute("aria-pressed", "true");
    tell(button, says.making);
    const address = button.getAttribute("formaction") || button.form.getAttribute("action");
    const answer = await ask(turn, asked, address);
    if (!answer || now !== turn) return;
    if (!answer.ok) {
      const why = answer.status === 503 ? says.busy : answer.status === 413 ? says.long : says.none;
      return byBrowser(turn, asked.get("words"), why);
    }
    const sound = await answer.blob();
    if (now !== turn) return;
    turn.address = URL.createObjectURL(sound);
    turn.audio = new Audio(turn.address);
    turn.audio.onended = () => ended(turn, "");
    tell(button, answer.headers.get("X-Voice") === "call" ? says.playingCall : says.playingMachine);
    await turn.audio.play();
  }

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || !button.matches(".listens")) return;
    event.preventDefault();
    if (now && now.button === button) return stop();
    play(button).catch(() => now && now.button === button && ended(now, says.failed));
  });

  // A part of the page that was put anew has other buttons: whose button is gone falls silent.
  function settle() {
    if (now && !now.button.isConnected) stop();
    for (const button of document.querySelectorAll(".listens:not([aria-pressed])")) {
      button.setAttribute("aria-pressed", "false");
    }
  }

  new MutationObserver(settle).observe(document, { childList: true, subtree: true });
  settle();
})();
