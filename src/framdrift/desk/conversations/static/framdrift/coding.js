// Keys of the coding desk: each presses what stands on the page, which works without them.
// What is typed while a page is on its way is kept and pressed on it, as long as it is the same passage: nobody means
// to code one they have not seen.
"use strict";
(() => {
  const KEPT = "framdrift.coding-keys";
  const LONGEST_WAIT = 8000;
  let leftAt = 0;

  const isLeaving = () => Date.now() - leftAt < LONGEST_WAIT;
  const leave = () => {
    leftAt = Date.now();
  };
  const keep = (keys) => sessionStorage.setItem(KEPT, JSON.stringify({ keys, at: Date.now(), path: location.pathname }));
  const kept = () => {
    const found = JSON.parse(sessionStorage.getItem(KEPT) || "null");
    const isOfHere = found && found.path === location.pathname && Date.now() - found.at < LONGEST_WAIT;
    return isOfHere ? found.keys : [];
  };

  // What the key stands for on this page, if anything.
  const target = (key) => {
    const cycle = document.querySelector(`[data-current] [data-cycle="${CSS.escape(key)}"]`);
    if (!cycle) return document.querySelector(key === "e" ? "[data-primary]" : `[data-key="${CSS.escape(key)}"]`);
    const picks = [...cycle.querySelectorAll("button")];
    const now = picks.findIndex((pick) => pick.getAttribute("aria-pressed") === "true");
    return picks[(now + 1) % picks.length];
  };

  // Presses it. True where that leads to a page, so that further keys are for that page.
  const press = (found) => {
    if (found.matches("select")) found.focus();
    else if (found.matches("summary")) {
      found.parentElement.open = true;
      found.parentElement.querySelector("select").focus();
    } else {
      leave();
      found.click();
      return true;
    }
    return false;
  };

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target.closest("input, textarea, select, [contenteditable]")) {
        if (event.key === "Escape") event.target.blur();
        if (event.key === "Enter" && event.target.matches("main select") && event.target.value) {
          event.preventDefault();
          event.target.form.requestSubmit();
        }
        return;
      }
      if (isLeaving() || document.readyState === "loading") {
        if (!/^[a-z0-9]$/.test(event.key)) return;
        event.preventDefault();
        if (!event.repeat) keep([...kept(), event.key]);
        return;
      }
      const found = target(event.key);
      if (!found) return;
      event.preventDefault();
      sessionStorage.removeItem(KEPT);
      press(found);
    },
    true,
  );
  document.addEventListener("submit", leave);

  // The keys kept for this passage, up to the first that leads on; a refusal or a key without meaning ends them.
  document.addEventListener("DOMContentLoaded", () => {
    const keys = kept();
    sessionStorage.removeItem(KEPT);
    if (!keys.length || document.querySelector('.notices [data-tone="error"]')) return;
    const found = target(keys[0]);
    if (found && press(found) && keys.length > 1) keep(keys.slice(1));
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) leftAt = 0;
  });
})();
