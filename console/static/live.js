// Keeps the parts of a page alive that name an address (data-live) and a time in seconds (data-every): each
// is asked for again and put in place of the old one. Honest about silence: after ten seconds without an
// answer the page says so and greys its figures. Without this script the page loads again as a whole.
"use strict";
(() => {
  const SILENT_AFTER = 10000;
  const PATIENCE = 8000;
  const SETTLING = 1000;
  const parts = [...document.querySelectorAll("[data-live]")];
  const status = document.getElementById("heard");
  if (!parts.length || !status) return;
  let heardAt = Date.now();
  let saidSilent = false;

  function place(element) {
    if (element === document.activeElement && element.id) return `#${CSS.escape(element.id)}`;
    return null;
  }

  // A button that is put away between pressing and letting go is not pressed at all.
  let held = false;
  for (const down of ["pointerdown", "keydown"]) addEventListener(down, () => (held = true), true);
  for (const up of ["pointerup", "pointercancel", "keyup", "blur"]) {
    addEventListener(up, () => setTimeout(() => (held = false)), true);
  }

  // Where the button under the mouse has moved, the page moves along with it. Where it is gone, what came
  // into its place takes no press for a moment: the press was meant for the other one.
  function keepUnder(part, id, at) {
    const now = part.querySelector(`#${CSS.escape(id)}`);
    if (now) return scrollBy({ top: now.getBoundingClientRect().top - at, behavior: "instant" });
    part.inert = true;
    setTimeout(() => (part.inert = false), SETTLING);
  }

  function put(part, html) {
    if (held || part.dataset.shown === html) return;
    const open = new Set([...part.querySelectorAll("details[open][id]")].map((one) => one.id));
    const active = part.contains(document.activeElement) ? document.activeElement : null;
    if (active && active.matches("input, textarea, select")) return; // Nobody's typing is thrown away.
    if ([...part.querySelectorAll("input, textarea")].some((one) => one.value !== one.defaultValue)) return;
    const back = active && place(active);
    const aimed = part.querySelector("button[id]:hover");
    const at = aimed?.getBoundingClientRect().top;
    part.innerHTML = html;
    part.dataset.shown = html;
    if (aimed) keepUnder(part, aimed.id, at);
    for (const id of open) part.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
    if (back) part.querySelector(back)?.focus({ preventScroll: true });
  }

  function heard(made) {
    heardAt = Date.now();
    saidSilent = false;
    document.documentElement.classList.remove("silent");
    status.hidden = false;
    // A reader aloud is told of silence, not of every answer.
    status.setAttribute("aria-live", "off");
    status.textContent = status.dataset.heard.replace("{time}", made);
  }

  function listen() {
    const passed = Date.now() - heardAt;
    if (passed < SILENT_AFTER || document.hidden) return;
    if (!saidSilent) status.setAttribute("aria-live", "assertive");
    saidSilent = true;
    document.documentElement.classList.add("silent");
    status.hidden = false;
    status.textContent = status.dataset.silent.replace("{seconds}", Math.round(passed / 1000));
  }

  async function ask(part) {
    const answer = await fetch(part.dataset.live, {
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.type === "opaqueredirect") return location.reload(); // Signed out: the door says what to do.
    if (!answer.ok) return;
    put(part, await answer.text());
    heard(answer.headers.get("X-Made") || "");
    if (answer.headers.has("X-Done")) location.reload(); // What the page offers is another now.
  }

  async function keep(part) {
    const pause = Number(part.dataset.every || 5) * 1000;
    for (;;) {
      await new Promise((done) => setTimeout(done, pause));
      if (document.hidden) continue;
      try {
        await ask(part);
      } catch {
        // Silence is told by the clock.
      }
    }
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) parts.forEach((part) => ask(part).catch(() => undefined));
  });
  parts.forEach(keep);
  setInterval(listen, 1000);
})();
