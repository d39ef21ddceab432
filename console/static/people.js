// Puts a button beside a one-time link that copies it. Without this script the field is selected by hand.
"use strict";
(() => {
  for (const field of document.querySelectorAll("input[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = field.dataset.copy;
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        button.textContent = field.dataset.copied;
      } catch {
        // The field stays selected: it can be copied by keyboard.
      }
    });
    field.addEventListener("focus", () => field.select());
    field.after(button);
  }
})();
