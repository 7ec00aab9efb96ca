// Keeps what is typed in a form marked data-autosave: on the server at every pause, on this device while it cannot.
// Without it the button "Save as draft" does the same.
"use strict";
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const state = form.querySelector("[data-save-state]");
  const key = `draft:${location.pathname}`;
  const PAUSE_MS = 700;
  const AGAIN_MS = 10000;
  let timer = 0;
  let changes = 0;
  let saved = 0;
  let sent = false;

  const say = (words) => {
    if (state) state.textContent = words;
  };
  const typed = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const here = {
    keep: () => {
      try {
        localStorage.setItem(key, JSON.stringify(typed()));
      } catch {
        // A full or closed store leaves what the page itself still shows.
      }
    },
    forget: () => localStorage.removeItem(key),
    read: () => JSON.parse(localStorage.getItem(key) || "null"),
  };

  const put = (fields) => {
    for (const radio of form.querySelectorAll("input[type=radio]")) radio.checked = false;
    for (const [name, value] of fields) {
      const field = form.elements.namedItem(name);
      if (field) field.value = value;
    }
  };

  const save = async (leaving = false) => {
    clearTimeout(timer);
    if (sent || saved === changes) return;
    const upTo = changes;
    const body = new FormData(form);
    body.set("save", "draft");
    if (!leaving) say(form.dataset.saving);
    try {
      const headers = { "X-Draft": "1" };
      const answer = await fetch(location.href, { method: "POST", body, headers, keepalive: leaving, redirect: "error" });
      if (!answer.ok) throw new Error(answer.status === 409 ? await answer.text() : "");
      saved = upTo;
      if (saved === changes) here.forget();
      say(`${form.dataset.saved} ${new Date().toTimeString().slice(0, 5)}`);
    } catch (error) {
      here.keep();
      say((error.name === "Error" && error.message) || form.dataset.unsaved);
      timer = setTimeout(save, AGAIN_MS);
    }
  };

  const changed = () => {
    changes += 1;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  };
  const differs = (one) => one.value !== one.defaultValue || one.checked !== one.defaultChecked;
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    // What was typed in the last moment goes ahead of the form, should the form itself be lost on its way.
    if (!event.submitter || !event.submitter.matches("[data-save-draft]")) save(true);
    clearTimeout(timer);
    sent = true;
  });
  window.addEventListener("pagehide", () => save(true));
  window.addEventListener("online", () => save());

  const left = here.read();
  if (left && !form.querySelector(".error-list")) {
    put(left);
    changes += 1;
    save();
  } else if ([...form.querySelectorAll("textarea, input:not([type=hidden])")].some(differs)) {
    // What was filled in before this script had come, on a slow line, is kept like the rest.
    changed();
  }
})();
