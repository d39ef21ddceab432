// Asks what the form of an alert would make, 400 ms after the last key, and puts the answer's parts in place.
// The form works without it: the button "Check" asks the same. What somebody is typing in is never replaced.
"use strict";
(() => {
  const AFTER = 400;
  const LARGEST = 2 * 1024 * 1024;
  const PATIENCE = 10000;
  const form = document.getElementById("alert");
  const lost = document.getElementById("lost");
  if (!form) return;
  const area = document.getElementById("area");
  const outermost = [...form.querySelectorAll("[data-part]")].filter((one) => !one.parentElement.closest("[data-part]"));
  let waiting = 0;
  let asking = null;

  function filled() {
    const asked = new FormData(form);
    for (const name of [...asked.keys()]) if (name.startsWith("said-")) asked.delete(name);
    const file = asked.get("file");
    if (file && (file.size > LARGEST || !file.name || asked.get("homes") !== "file")) asked.delete("file");
    asked.set("part", "1");
    return asked;
  }

  function isTyped(part) {
    const active = document.activeElement;
    return part.contains(active) && active.matches("input, textarea, select");
  }

  function inner(part) {
    return [...part.querySelectorAll("[data-part]")].filter((one) => one.parentElement.closest("[data-part]") === part);
  }

  function put(old, fresh) {
    if (isTyped(old)) {
      const news = new Map(inner(fresh).map((one) => [one.id, one]));
      for (const one of inner(old)) if (news.has(one.id)) put(one, news.get(one.id));
      return;
    }
    if (old.dataset.shown === fresh.innerHTML) return;
    old.dataset.shown = fresh.innerHTML;
    const open = new Map([...old.querySelectorAll("details[id]")].map((one) => [one.id, one.open]));
    const focus = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.innerHTML = fresh.innerHTML;
    for (const one of old.querySelectorAll("details[id]")) if (open.has(one.id)) one.open ||= open.get(one.id);
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  }

  function mark(fresh) {
    for (const field of form.querySelectorAll("input[id], select[id], textarea[id]")) {
      const now = fresh.getElementById(field.id);
      if (!now) continue;
      for (const name of ["aria-invalid", "aria-describedby"]) {
        if (now.hasAttribute(name)) field.setAttribute(name, now.getAttribute(name));
        else field.removeAttribute(name);
      }
    }
  }

  // What was chosen for us: the homes that suit the area, and the tile of the area that was meant.
  function follow(fresh) {
    const homes = fresh.querySelector("[name=homes]:checked");
    const meant = form.querySelector("[data-area]")?.dataset.area || area.value;
    for (const one of form.querySelectorAll("[name=homes]")) one.checked = one.value === homes?.value;
    for (const one of form.querySelectorAll("[name=tile]")) one.checked = one.value === meant;
  }

  async function ask() {
    asking?.abort();
    const mine = (asking = new AbortController());
    const limit = setTimeout(() => mine.abort("late"), PATIENCE);
    form.classList.add("asking");
    try {
      const answer = await fetch(form.dataset.preview, {
        method: "POST",
        body: filled(),
        redirect: "manual",
        signal: mine.signal,
      });
      if (answer.type === "opaqueredirect") return location.reload(); // Signed out: the door says what to do.
      if (!answer.ok) throw new Error("no answer");
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (asking !== mine) return;
      for (const part of outermost) put(part, fresh.getElementById(part.id));
      mark(fresh);
      follow(fresh);
      lost.hidden = true;
    } catch {
      if (asking === mine) lost.hidden = false;
    } finally {
      clearTimeout(limit);
      if (asking === mine) form.classList.remove("asking");
    }
  }

  function soon(pause) {
    clearTimeout(waiting);
    waiting = setTimeout(ask, pause);
  }

  form.addEventListener("input", (event) => {
    if (event.target.name === "tile") area.value = event.target.value;
    soon(event.target.matches("textarea, [type=text], #area") ? AFTER : 0);
  });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || !button.formAction.endsWith(form.dataset.preview)) return;
    event.preventDefault();
    if (button.name === "take") {
      area.value = button.value;
      area.focus();
    }
    if (button.name === "back") {
      const field = document.getElementById(`words-${button.value}`);
      field.value = field.dataset.checked;
      button.focus();
    }
    soon(0);
  });
  document.documentElement.classList.add("scripted");
})();
