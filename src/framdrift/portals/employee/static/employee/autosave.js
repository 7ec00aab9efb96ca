// Keeps what is typed in a form marked data-keeps: on the server at every pause, on this device while it cannot.
// A save that was left on this device is sent as the window that wrote it (its name, what it had seen), so that the
// server puts it beside what another window wrote since, and loses neither. Without script the buttons do the same.
"use strict";
(() => {
  const form = document.querySelector("form[data-keeps]");
  if (!form) return;
  // Only a script numbers its saves. Without it a form that the back button brings again must not pass for a late copy
  // of itself: it has no name, and what it says is put beside.
  form.elements.writer.value = form.elements.writer.dataset.writer;
  const state = form.querySelector("[data-save-state]");
  const address = form.action || location.href;
  const key = `kept:${location.pathname}`;
  const PAUSE_MS = 700;
  const AGAIN_MS = 8000;
  let timer = 0;
  let changes = 0;
  let saved = 0;
  let busy = null;
  let sent = false;

  const say = (words) => {
    if (state) state.textContent = words;
  };
  const fields = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const store = (entries) => {
    try {
      if (entries) localStorage.setItem(key, JSON.stringify(entries));
      else localStorage.removeItem(key);
    } catch {
      // A full or closed store leaves what the page itself still shows.
    }
  };
  const post = (entries, leaving) => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of entries) body.append(name, value);
    return fetch(address, { method: "POST", body, headers: { "X-Draft": "1" }, keepalive: leaving, redirect: "error" });
  };

  const save = (leaving = false) => {
    if (busy && !leaving) return busy;
    busy = keep(leaving).finally(() => {
      busy = null;
    });
    return busy;
  };
  const keep = async (leaving) => {
    clearTimeout(timer);
    timer = 0;
    if (sent || saved === changes) return;
    const upTo = changes;
    form.elements.save_no.value = Number(form.elements.save_no.value) + 1;
    const entries = fields();
    if (!leaving) say(form.dataset.saving);
    try {
      const answer = await post(entries, leaving);
      if (!answer.ok) throw new Error(answer.status === 409 ? await answer.text() : "");
      const kept = await answer.json();
      saved = upTo;
      if (kept.beside) {
        say(form.dataset.beside);
      } else {
        form.elements.seen.value = kept.seen;
        say(`${form.dataset.saved} ${new Date().toTimeString().slice(0, 5)}`);
      }
      if (saved === changes) store(null);
    } catch (error) {
      store(entries);
      say((error.name === "Error" && error.message) || form.dataset.unsaved);
      timer = setTimeout(save, AGAIN_MS);
    }
    if (saved < changes && !timer) timer = setTimeout(save, PAUSE_MS);
  };

  const changed = () => {
    changes += 1;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  };
  form.addEventListener("input", changed);
  // What was typed before this script had come, on a slow line, is kept like the rest.
  if ([...form.querySelectorAll("textarea")].some((one) => one.value !== one.defaultValue)) changed();
  form.addEventListener("submit", (event) => {
    if (busy) {
      // The first save of an anonymous answer brings its receipt: the form waits for it.
      event.preventDefault();
      busy.finally(() => form.requestSubmit(event.submitter));
      return;
    }
    form.elements.save_no.value = Number(form.elements.save_no.value) + 1;
    clearTimeout(timer);
    sent = true;
  });
  window.addEventListener("pagehide", () => save(true));
  window.addEventListener("online", () => save());

  let left = null;
  try {
    left = JSON.parse(localStorage.getItem(key) || "null");
  } catch {
    store(null);
  }
  if (left) {
    post(left, false).then((answer) => {
      if (!answer.ok) return;
      store(null);
      location.reload();
    }).catch(() => say(form.dataset.unsaved));
  }
})();
