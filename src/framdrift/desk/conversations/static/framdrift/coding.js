// Keys of the coding desk: each presses what stands on the page, which works without them.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const cycle = document.querySelector(`[data-current] [data-cycle="${CSS.escape(event.key)}"]`);
  if (cycle) {
    const picks = [...cycle.querySelectorAll("button")];
    const now = picks.findIndex((pick) => pick.getAttribute("aria-pressed") === "true");
    const next = picks[(now + 1) % picks.length];
    event.preventDefault();
    next.click();
    return;
  }
  const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.matches("select")) found.focus();
  else found.click();
});
