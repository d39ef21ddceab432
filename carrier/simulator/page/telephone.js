// The telephone in the browser: dials, presses keys, shows and speaks what is said.
"use strict";

const phone = document.getElementById("telephone");
const api = phone.dataset.api;
const number = document.getElementById("number");
const dial = document.getElementById("dial");
const hangUp = document.getElementById("hang-up");
const state = document.getElementById("state");
const said = document.getElementById("said");
const aloud = document.getElementById("aloud");
const keys = [...document.querySelectorAll("[data-key]")];
const LOOK_AGAIN = 400;
const LOOK_FOR_CALLS = 2000;

let call = null;
let heard = 0;
let arriving = null;
let lastAnswer = Date.now();

let waiting = [];
let sounding = null;

if (!("speechSynthesis" in window) && !("spoken" in phone.dataset)) {
  aloud.parentElement.hidden = true;
}

async function ask(method, path, body) {
  const options = { method };
  if (body !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(api + path, options);
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  lastAnswer = Date.now();
  return answer.json();
}

function show(now) {
  const live = now !== null && now.state !== "ended";
  const name = now === null ? "idle" : now.state;
  if (state.textContent !== phone.dataset[name]) {
    state.textContent = phone.dataset[name];
  }
  phone.dataset.state = name;
  dial.disabled = live && arriving === null;
  hangUp.disabled = !live;
  number.disabled = live;
  keys.forEach((key) => { key.disabled = !(live && now.state === "connected"); });
}

function speak(one) {
  if (!aloud.checked || one.kind === "key" || one.kind === "play") {
    return;
  }
  waiting.push({ one, url: `${api}/${call}/said/${one.n}.wav` });
  if (sounding === null) {
    next();
  }
}

// One after the other: the carrier's engine where there is one, else the browser's own voice.
function next() {
  const item = waiting.shift();
  if (item === undefined) {
    sounding = null;
    return;
  }
  sounding = new Audio();
  sounding.onended = next;
  sounding.onerror = () => utter(item.one);
  if ("spoken" in phone.dataset) {
    sounding.src = item.url;
    sounding.play().catch(() => {});
  } else {
    utter(item.one);
  }
}

function utter(one) {
  if (!("speechSynthesis" in window)) {
    next();
    return;
  }
  const words = new SpeechSynthesisUtterance(one.text);
  words.lang = one.language || "";
  words.onend = next;
  words.onerror = next;
  speechSynthesis.speak(words);
}

function hushed() {
  waiting = [];
  if (sounding !== null) {
    sounding.onended = null;
    sounding.onerror = null;
    sounding.pause();
    sounding = null;
  }
  if ("speechSynthesis" in window) {
    speechSynthesis.cancel();
  }
  said.querySelectorAll("audio").forEach((player) => player.pause());
}

function sound(item, url) {
  const player = document.createElement("audio");
  player.controls = true;
  player.autoplay = true;
  player.src = url;
  item.append(phone.dataset.recording, player);
}

function take(now) {
  if (call === null || now.id !== call) {
    return;
  }
  for (const one of now.said) {
    if (one.n < heard) {
      continue;
    }
    const item = document.createElement("li");
    if (one.kind === "play" && !/^[0-9*#w]+$/i.test(one.text)) {
      sound(item, one.text);
    } else {
      item.textContent = one.text;
    }
    item.className = one.kind;
    item.dataset.n = one.n;
    if (one.language) {
      item.lang = one.language;
    }
    said.append(item);
    speak(one);
    heard = one.n + 1;
    item.scrollIntoView({ block: "nearest" });
  }
  for (const item of said.children) {
    item.classList.toggle("now", now.saying !== null && Number(item.dataset.n) === now.saying);
  }
  show(now);
  if (now.state === "ended") {
    call = null;
  }
}

function begin(now) {
  call = now.id;
  heard = 0;
  said.replaceChildren();
  hushed();
  take(now);
}

async function look() {
  try {
    if (call !== null) {
      take(await ask("GET", `/${call}?since=${heard}`));
    }
  } catch {
    // The next look tells; silence is shown below.
  }
  phone.classList.toggle("silent", call !== null && Date.now() - lastAnswer > 10000);
  setTimeout(look, LOOK_AGAIN);
}

async function lookForCalls() {
  try {
    if (call === null) {
      const found = await ask("GET", "");
      if (found.id !== null) {
        arriving = found.id;
        begin(await ask("GET", `/${found.id}`));
      }
    }
  } catch {
    // Nobody can ring while the server is away.
  }
  setTimeout(lookForCalls, LOOK_FOR_CALLS);
}

async function press(key) {
  if (call !== null) {
    hushed();
    take(await ask("POST", `/${call}/keys`, { keys: key }));
  }
}

document.getElementById("line").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (arriving !== null) {
    const id = arriving;
    arriving = null;
    take(await ask("POST", `/${id}/answer`));
    return;
  }
  try {
    begin(await ask("POST", "", { to: number.value }));
  } catch {
    state.textContent = phone.dataset.ended;
  }
});

hangUp.addEventListener("click", async () => {
  arriving = null;
  if (call !== null) {
    hushed();
    take(await ask("DELETE", `/${call}`));
  }
});

keys.forEach((key) => key.addEventListener("click", () => press(key.dataset.key)));

document.addEventListener("keydown", (event) => {
  if (event.target !== number && /^[0-9*#]$/.test(event.key)) {
    press(event.key);
  }
});

aloud.addEventListener("change", () => { if (!aloud.checked) { hushed(); } });
look();
lookForCalls();
