// The room of a talk: notes are kept at every pause, here and on the server; keys; the clock. Without script every
// question is a form of its own. How several windows are merged stands in conversations/answers/rules.py.
import { fresh, openKeeping } from "./keeping.js";
import { putAway } from "./room-sheet.js";
import { openTicks } from "./room-ticks.js";

const room = document.querySelector("[data-room]");
const all = (selector, within = room) => [...within.querySelectorAll(selector)];
const one = (selector, within = room) => within.querySelector(selector);
const words = room.dataset;
const KINDS = all("[data-note-template]")[0].content.querySelectorAll("input[type=radio]");
const kindOf = (number) => KINDS[number - 1]?.value;
const address = location.pathname;
const place = `${words.owner}:${address}`;
const isSheet = room.hasAttribute("data-sheet"); // opened without a connection, from this device
if (!isSheet) putAway(address);
const keeping = await openKeeping({
  place,
  address,
  token: one("[name=csrfmiddlewaretoken]").value,
  tokenIn: (page) => page.querySelector("[data-room] [name=csrfmiddlewaretoken]"),
  away: words.signIn,
  entryOf: (note) => entryOf(note),
  take: (kept, entry) => take(kept, entry),
  told: (state) => say(state),
});
const ticks = await openTicks({ room, place, keeping });
const sendAll = () => keeping.flush().then(ticks.send);

// --- notes on the page -----------------------------------------------------------------------------
// A note is { box, key, question, place, dirty, seen }: `dirty` until the server has answered for its last words, `seen`
// the version of the talk at which the page showed what the server has.
const notes = new Map();
const textOf = (note) => one("textarea", note.box).value;
const chosen = (note) => one("input[type=radio]:checked", note.box).value;
const isBlank = (note) => !textOf(note).trim();
const hasFocus = (note) => note.box.contains(document.activeElement);

const choose = (note, kind) => {
  one(`input[value="${kind}"]`, note.box).checked = true;
  note.box.dataset.kind = kind;
};

const grow = (textarea) => {
  textarea.style.blockSize = "auto";
  if (textarea.scrollHeight) textarea.style.blockSize = `${textarea.scrollHeight + 2}px`;
};

const adopt = (box) => {
  const note = {
    box,
    key: box.dataset.note,
    question: box.closest("[data-step]").dataset.step,
    place: Number(box.dataset.place),
    dirty: false,
    seen: Number(box.dataset.seen),
  };
  notes.set(note.key, note);
  const textarea = one("textarea", box);
  textarea.addEventListener("input", () => {
    grow(textarea);
    changed(note);
  });
  box.addEventListener("change", (event) => {
    if (!event.target.matches("input[type=radio]")) return;
    choose(note, event.target.value);
    if (!isBlank(note)) changed(note);
  });
  box.addEventListener("focusout", () => setTimeout(() => leave(note)));
  return note;
};

const rename = (note, key) => {
  notes.delete(note.key);
  for (const field of all("[name]", note.box)) field.name = field.name.replace(note.key, key);
  one("textarea", note.box).id = `text-${key}`;
  one("label[for]", note.box).htmlFor = `text-${key}`;
  note.box.dataset.note = note.key = key;
  notes.set(key, note);
};

const add = (question, { key, kind, text = "", place: at, seen, before = null }) => {
  const list = one(`[data-step="${CSS.escape(question)}"] [data-notes]`);
  const box = one("[data-note-template]").content.firstElementChild.cloneNode(true);
  Object.assign(box.dataset, { place: at, seen });
  list.insertBefore(box, before);
  const note = adopt(box);
  rename(note, key);
  choose(note, kind);
  const textarea = one("textarea", box);
  textarea.value = text;
  if (text) settle(note);
  grow(textarea);
  return note;
};

// A note with words is no longer the new one: the next gets a box of its own beneath.
const settle = (note) => {
  note.box.removeAttribute("data-new");
  one("textarea", note.box).removeAttribute("placeholder");
  one("input[type=hidden]", note.box).value = note.place;
};
const inStep = (question) => [...notes.values()].filter((note) => note.question === question);
const newIn = (question) => inStep(question).find((note) => note.box.hasAttribute("data-new"));
const offerNew = (question, kind) => {
  const there = newIn(question);
  if (there) return there;
  const at = Math.max(0, ...inStep(question).map((note) => note.place)) + 1;
  return add(question, { key: fresh(), kind, place: at, seen: version });
};
const leave = (note) => {
  if (hasFocus(note) || !isBlank(note) || note.box.hasAttribute("data-new") || note.dirty) return;
  notes.delete(note.key);
  note.box.remove();
  count(note.question);
};
const count = (question) => {
  const found = inStep(question).filter((note) => !isBlank(note)).length;
  const mark = one(`[data-count="${CSS.escape(question)}"]`);
  if (mark) mark.textContent = found || "";
};

// --- keeping ---------------------------------------------------------------------------------------
let version = Number(words.seen);
let heard = "";
let isWhole = !isSheet; // whether the page shows what the server has

const say = ({ left, problem, savedAt }) => {
  const state = one("[data-room-state]");
  let told = "";
  if (problem && left) told = `${counted(left)}. ${problem === "offline" ? words.keptHere : problem}`;
  else if (left) told = words.saving;
  else if (isSheet && !isWhole) told = words.sheetWords;
  else if (problem === "beside") told = words.beside;
  else if (savedAt) told = `${words.saved} ${savedAt}`;
  if (state.textContent !== told) state.textContent = told;
  state.toggleAttribute("data-waits", Boolean((problem && left) || (isSheet && !isWhole)));
  if (heard !== problem) document.querySelector("[data-live]").textContent = problem ? told : "";
  heard = problem;
};
const counted = (left) => (left === 1 ? words.waitsOne : words.waitsMany.replace("{n}", left));

const changed = (note) => {
  note.dirty = true;
  if (!isBlank(note) && note.box.hasAttribute("data-new")) {
    settle(note);
    offerNew(note.question, chosen(note));
  }
  count(note.question);
  keeping.changed(note);
};

const entryOf = (note) => {
  const { key } = note;
  const fields = [
    [`text-${key}`, textOf(note)],
    [`kind-${key}`, chosen(note)],
    [`question-${key}`, note.question],
    [`place-${key}`, note.place],
  ];
  return { key, seen: note.seen, fields };
};
const sentIn = (entry, part) => entry.fields.find(([name]) => name === `${part}-${entry.key}`)[1];

// What the server has now is taken in; what was typed here since, or is being written in, stays as it stands. Whether
// words were put beside others.
const take = async (kept, entry) => {
  version = kept.version;
  const note = keeping.isOwn(entry) ? notes.get(entry.key) : null;
  const moved = kept.moved[entry.key];
  if (note) {
    if (keeping.isSettled(note, entry)) note.dirty = false;
    const there = kept.notes.find((found) => found.key === (moved || entry.key));
    if (there && there.text === sentIn(entry, "text").trim() && there.kind === sentIn(entry, "kind")) note.seen = version;
    if (moved) rename(note, moved);
  }
  if (moved && keeping.isOwn(entry)) await keeping.goOn([...notes.values()].filter((note) => note.dirty));
  for (const there of kept.notes) show(there);
  isWhole = true;
  return Boolean(moved);
};

const show = (there) => {
  const note = notes.get(there.key);
  if (!note) {
    if (there.text.trim() && one(`[data-step="${CSS.escape(there.question)}"]`)) {
      // In the order in which they were written, whichever came first.
      const later = inStep(there.question).filter((note) => note.place > there.place);
      const next = later.sort((a, b) => a.place - b.place)[0] ?? newIn(there.question);
      const before = next?.box ?? null;
      const added = { key: there.key, kind: there.kind, text: there.text, place: there.place, seen: version, before };
      add(there.question, added);
      count(there.question);
    }
    return;
  }
  if (note.dirty) return;
  if (textOf(note).trim() === there.text && chosen(note) === there.kind) {
    note.seen = version;
  } else if (!hasFocus(note)) {
    one("textarea", note.box).value = there.text;
    choose(note, there.kind);
    note.seen = version;
    leave(note);
  }
};

// --- questions -------------------------------------------------------------------------------------
const steps = all("[data-step]");
const current = () => steps.find((step) => !step.hidden);

const goTo = (code) => {
  const step = steps.find((found) => found.dataset.step === code);
  if (!step) return;
  tally();
  for (const other of steps) other.hidden = other !== step;
  for (const link of all("[data-goto]")) {
    if (link.dataset.goto === code) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  one(`[data-goto="${CSS.escape(code)}"]`).scrollIntoView({ block: "nearest", inline: "nearest" });
  history.replaceState(null, "", `?question=${encodeURIComponent(code)}`);
  for (const textarea of all("textarea", step)) grow(textarea);
  offerNew(code, kindOf(1));
  step.focus({ preventScroll: true });
  keeping.flush();
};
const goBy = (by) => {
  const next = steps[steps.indexOf(current()) + by];
  if (next) goTo(next.dataset.step);
};
const begin = (kind) => {
  const note = offerNew(current().dataset.step, kind);
  choose(note, kind);
  one("textarea", note.box).focus();
};

document.addEventListener(
  "keydown",
  (event) => {
    if (document.querySelector("dialog[open]")) return;
    const box = event.target.closest("[data-note]");
    const note = box && notes.get(box.dataset.note);
    const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
    const number = "123".includes(digit) ? digit : undefined;
    const typing = event.target.matches("textarea, input:not([type=radio]), select");
    const act = () => {
      if (event.altKey && number && note) return pick(note, kindOf(number));
      if (event.altKey && digit) return tickBy(digit);
      if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && note) return begin(chosen(note));
      if (event.key === "Escape" && note) return typing ? box.focus() : current().focus();
      if (typing || event.altKey || event.ctrlKey || event.metaKey) return false;
      if (digit && !number) return tickBy(digit);
      if (number) return note && !note.box.hasAttribute("data-new") ? pick(note, kindOf(number)) : begin(kindOf(number));
      if (event.key === "Enter" && event.target === box) return one("textarea", box).focus();
      if (event.key === "j") return goBy(1);
      if (event.key === "k") return goBy(-1);
      return false;
    };
    if (act() !== false) event.preventDefault();
  },
  { capture: true },
);
const pick = (note, kind) => {
  choose(note, kind);
  if (!isBlank(note)) changed(note);
};

room.addEventListener("click", (event) => {
  const link = event.target.closest("[data-goto], [data-after-save]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.dataset.goto) goTo(link.dataset.goto);
  else sendAll().finally(() => keeping.state.left || location.assign(link.href));
});
room.addEventListener(
  "submit",
  (event) => {
    if (!event.target.matches(".room-form")) return;
    event.preventDefault();
    goBy(event.submitter?.value === "back" ? -1 : event.submitter?.value === "next" ? 1 : 0);
  },
  { capture: true },
);

// --- follow-ups ------------------------------------------------------------------------------------
const tickBy = (key) => {
  const button = key && one(`[data-probes] [data-key="${key}"]`, current());
  return button ? void ticks.tick(button) : false;
};
room.addEventListener(
  "submit",
  (event) => {
    if (!event.target.matches("[data-probes]")) return;
    event.preventDefault();
    ticks.tick(event.submitter);
  },
  { capture: true },
);
window.addEventListener("online", sendAll);

// --- the clock -------------------------------------------------------------------------------------
const clock = one("[data-clock]");
const began = Date.parse(clock.dataset.started);
const LONGEST_MIN = 240; // a talk that began earlier than this goes on another day: its clock says when it began
const spentKey = `room-clock:${place}`;
let spent = {};
try {
  spent = JSON.parse(localStorage.getItem(spentKey) || "{}");
} catch {
  // Another page's words, or none: the clock begins anew.
}
let since = Date.now();
const tally = () => {
  const step = current();
  const seconds = (Date.now() - since) / 1000;
  since = Date.now();
  if (!step || document.hidden || seconds > 120) return;
  spent[step.dataset.step] = (spent[step.dataset.step] || 0) + seconds;
  try {
    localStorage.setItem(spentKey, JSON.stringify(spent));
  } catch {
    // The clock is a comfort, not a record.
  }
};
const showTime = () => {
  tally();
  const minutes = Math.floor((Date.now() - began) / 60000);
  if (minutes < LONGEST_MIN) {
    one("[data-time]").textContent = words.of.replace("{n}", minutes).replace("{m}", clock.dataset.minutes);
    clock.toggleAttribute("data-over", minutes > Number(clock.dataset.minutes));
  }
  for (const mark of all("[data-spent]")) {
    const on = Math.floor((spent[mark.dataset.spent] || 0) / 60);
    mark.textContent = on ? words.since.replace("{n}", on) : "";
  }
};

// --- arriving --------------------------------------------------------------------------------------
for (const box of all("[data-note]")) {
  const note = adopt(box);
  // What was typed before this script had come, on a slow line, is kept like the rest.
  if (textOf(note) !== one("textarea", box).defaultValue) changed(note);
}
if (isSheet) {
  // A new note's key may have been used since the sheet was put away; what lies here unsent stands in its place.
  for (const note of [...notes.values()]) rename(note, fresh());
  for (const entry of await keeping.left()) {
    if (notes.has(entry.key)) continue; // two windows wrote it: both are sent, and the server puts them beside
    const [kind, text, at] = ["kind", "text", "place"].map((part) => sentIn(entry, part));
    show({ key: entry.key, question: sentIn(entry, "question"), kind, text, place: Number(at) });
    const note = notes.get(entry.key);
    if (!note) continue;
    Object.assign(note, { seen: entry.seen, dirty: true });
    await keeping.takeOver(note, entry);
  }
  window.addEventListener("online", () => keeping.flush().then(() => isWhole || keeping.state.left || location.reload()));
}
room.setAttribute("data-ready", "");
for (const textarea of all("textarea", current())) grow(textarea);
setInterval(showTime, 5000);
showTime();
sendAll(); // what an earlier window of this room left behind
