// Lets the clock at the head of the page go on from the server's time, in Japan whatever this machine is set to.
"use strict";
(() => {
  const clock = document.getElementById("clock");
  if (!clock) return;
  const began = performance.now();
  const then = new Date(clock.dateTime).getTime();
  const speed = Number(clock.dataset.speed) || 1;
  const written = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tokyo" });
  setInterval(() => {
    const text = written.format(new Date(then + (performance.now() - began) * speed));
    if (clock.textContent !== text) clock.textContent = text;
  }, 1000);
})();
