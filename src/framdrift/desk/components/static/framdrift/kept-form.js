// Keeps what is typed in a form marked data-keeps (keeping.js): a written answer, a correction, an assessment, a
// reference. Without script the form's own buttons save.
//
// data-keeps="notes": the server numbers its versions and puts beside what two windows wrote.
// data-keeps="draft": the form is saved as a draft; the server is told what this window had seen, field by field.
import { fresh, openKeeping } from "./keeping.js";

const form = document.querySelector("form[data-keeps]");
const HEAD = new Set(["csrfmiddlewaretoken", "seen", "writer", "save_no"]);
const words = form.dataset;
const isDraft = words.keeps === "draft";
const state = form.querySelector("[data-save-state]");
const typedIn = () => [...form.querySelectorAll("textarea, input:not([type=hidden])")];
const fields = () => [...new FormData(form)].filter(([name]) => !HEAD.has(name));
const differs = (one) => one.value !== one.defaultValue || one.checked !== one.defaultChecked;
const isDirty = () => typedIn().some(differs);

// What this window has seen of a draft, field by field.
const shown = {};
for (const one of typedIn()) {
  if (one.type === "radio" || one.type === "checkbox") shown[one.name] ||= one.defaultChecked ? one.value : "";
  else shown[one.name] = one.defaultValue;
}

const entryOf = () => ({
  key: "form",
  seen: isDraft ? JSON.stringify(shown) : form.elements.seen.value,
  fields: isDraft ? [...fields(), ["save", "draft"]] : fields(),
});

const valueOf = (name) => form.elements.namedItem(name)?.value ?? "";

// A field becomes what the server has; what was typed since it was sent stays behind what another window wrote.
const show = (name, sent, now) => {
  const field = form.elements.namedItem(name);
  const typed = valueOf(name);
  if (!field || sent.trim() === now || typed === now) {
    shown[name] = now;
  } else if (typed === sent) {
    field.value = now;
    shown[name] = now;
  } else if (sent.trim() && now.endsWith(sent.trim())) {
    const before = now.slice(0, now.length - sent.trim().length);
    const at = field.selectionEnd;
    field.value = before + typed;
    field.setSelectionRange(before.length + at, before.length + at);
    shown[name] = now;
  }
};

const take = (kept, entry) => {
  const isOwn = keeping.isOwn(entry); // or it was left here by an earlier window of this page
  if (isDraft) {
    const sent = isOwn ? Object.fromEntries(entry.fields) : shown;
    for (const [name, now] of Object.entries(kept.fields)) show(name, sent[name] ?? "", now);
  } else if (!isOwn) {
    if (isDirty()) return true;
    location.reload();
  } else if (!kept.beside) {
    form.elements.seen.value = kept.seen;
  }
  return kept.beside;
};

const told = ({ left, problem, savedAt }) => {
  let said = "";
  if (problem === "offline") said = left ? words.unsaved : "";
  else if (problem && problem !== "beside") said = problem;
  else if (left) said = words.saving;
  else if (problem === "beside") said = words.beside;
  else if (savedAt) said = `${words.saved} ${savedAt}`;
  if (state && said && state.textContent !== said) state.textContent = said;
};

const keeping = await openKeeping({
  place: `${words.owner ?? ""}:${location.pathname}`,
  address: form.action,
  token: form.elements.csrfmiddlewaretoken.value,
  tokenIn: (page) => page.querySelector("form[data-keeps] [name=csrfmiddlewaretoken]"),
  away: words.away,
  writer: form.elements.writer?.dataset.writer || fresh(),
  entryOf,
  take,
  told,
});

// The form leaves when everything typed is on the server, or when the server itself has something to say; without a
// connection it stays, and so do the words. The first save of an anonymous answer brings the receipt, too.
let leaves = false;
form.addEventListener("submit", (event) => {
  if (leaves) return;
  event.preventDefault();
  const { submitter } = event;
  keeping.flush().finally(() => {
    if (keeping.state.problem === "offline") return;
    leaves = true;
    if (!isDraft) {
      // Only a script numbers its saves. Without it a form that the back button brings again must not pass for a late
      // copy of itself: it has no name, and what it says is put beside.
      const { writer, saveNo } = keeping.nextSave();
      form.elements.writer.value = writer;
      form.elements.save_no.value = saveNo;
    }
    form.requestSubmit(submitter);
  });
});
window.addEventListener("pageshow", () => {
  leaves = false;
});
form.addEventListener("input", () => keeping.changed(form));
// What was typed before this script had come, on a slow line, is kept like the rest.
if (isDirty()) keeping.changed(form);
keeping.flush(); // what an earlier window of this page left behind
form.setAttribute("data-ready", "");
