// The telephone on the page: a press is answered in place, keys of the keyboard press too while it has the focus,
// and what is heard is read aloud if wished. Without this script each press loads the page.
"use strict";
(() => {
  const phone = document.getElementById("telephone");
  if (!phone) return;
  const PARTS = ["telephone-said", "telephone-play", "telephone-form"];
  const aloud = document.getElementById("aloud");
  const wish = aloud.querySelector("input");
  let busy = false;
  let queue = [];

  function put(html) {
    const back = document.activeElement && phone.contains(document.activeElement) ? document.activeElement.id : "";
    const made = new DOMParser().parseFromString(html, "text/html");
    for (const id of PARTS) {
      const old = document.getElementById(id);
      old.replaceChildren(...made.getElementById(id).childNodes);
    }
    const next = (back && document.getElementById(back)) || phone.querySelector("#key-1, #dial");
    if (back && next) next.focus({ preventScroll: true });
    document.getElementById("telephone-said").scrollTop = 0;
    queue = wish.checked ? [...phone.querySelectorAll(".listens")] : [];
    play();
  }

  // One piece after the other: the next when the one before has ended by itself.
  function play() {
    const button = queue.shift();
    if (!button || !button.isConnected) return;
    button.form.requestSubmit(button);
    new MutationObserver((_, watching) => {
      if (button.getAttribute("aria-pressed") === "true") return;
      watching.disconnect();
      if (button.isConnected) play();
    }).observe(button, { attributes: true, attributeFilter: ["aria-pressed"] });
  }

  async function press(form, button) {
    const asked = new FormData(form);
    asked.set(button.name, button.value);
    asked.set("part", "1");
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: asked });
    if (answer.redirected) return location.reload(); // Signed out: the door says what to do.
    if (!answer.ok) throw new Error(String(answer.status));
    put(await answer.text());
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "telephone-form" || !event.submitter) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    queue = [];
    press(form, event.submitter)
      .catch(() => location.reload())
      .finally(() => {
        busy = false;
      });
  });

  phone.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, select")) return;
    if (!/^[0-9*#]$/.test(event.key)) return;
    const button = phone.querySelector(`.key[value="${event.key}"]`);
    if (!button) return;
    event.preventDefault();
    button.focus();
    button.click();
  });

  // Who stops a piece by hand wants to hear none of the others either.
  phone.addEventListener("click", (event) => {
    if (event.target.closest(".listens")) queue = [];
  });

  wish.addEventListener("change", () => {
    queue = wish.checked ? [...phone.querySelectorAll(".listens")] : [];
    play();
  });
  aloud.hidden = false;
})();
