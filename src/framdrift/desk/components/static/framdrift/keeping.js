// Keeps what is typed: on this device at once, on the server at every pause. A lost connection, a reload or a closed
// browser loses nothing; what was left on this device is sent as the window that wrote it (its name, the number of its
// save, what it had seen), so that the server can put it beside what another window wrote since. The page says what a
// save consists of and what it does with the answer: room.js for the notes of a talk, kept-form.js for a form.
import { openWaiting } from "./waiting.js";

const PAUSE_MS = 700;
const KEEP_MS = 150;
const AGAIN_MS = 5000;

// crypto.randomUUID is missing where the page is not served over https.
export const fresh = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

class Refused extends Error {}

// `place`, `address`: whose page it is, and where its saves go. `token`: the page's form key. `tokenIn(page)`: the same
// of the page when it is read anew. `entryOf(source)`: { key, seen, fields } of something that can be typed in, now.
// `take(answer, entry)`: the server's answer to a save; gives whether words were put beside others. `told(state)`: the
// state { left, problem, savedAt } has changed, where `problem` is nothing, "offline", "beside" or a sentence.
// `away`: what is said when the server sends the reader elsewhere, to sign in say.
export const openKeeping = async ({ place, address, token, tokenIn, away, writer = fresh(), entryOf, take, told }) => {
  const waiting = await openWaiting(place);
  const due = new Map(); // what is typed in -> the timer until it lies on this device
  const numbers = new WeakMap(); // what was typed in -> the number of its last save
  const state = { left: 0, problem: "", savedAt: "" };
  let saveNo = 0;
  let pause = 0;
  let busy = null;
  let again = false;

  const tell = async () => {
    state.left = new Set((await waiting.all()).map((entry) => entry.key)).size;
    told(state);
  };

  const keep = async (source) => {
    clearTimeout(due.get(source));
    due.delete(source);
    saveNo += 1;
    numbers.set(source, saveNo);
    await waiting.put({ place, writer, save_no: saveNo, typed: Date.now(), address, ...entryOf(source) });
  };
  const keepAll = () => Promise.all([...due.keys()].map(keep));

  const post = (entry, leaving) => {
    const body = new FormData();
    const head = { csrfmiddlewaretoken: token, seen: entry.seen, writer: entry.writer, save_no: entry.save_no };
    for (const [name, value] of [...Object.entries(head), ...entry.fields]) body.append(name, value);
    const headers = { "X-Draft": "1" };
    return fetch(entry.address, { method: "POST", body, headers, keepalive: leaving, redirect: "manual" });
  };

  // Somebody signed in anew in another tab, and this page's form key is old: read a new one. Whether there is one.
  const renewKey = async () => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const found = tokenIn(page);
    if (found) token = found.value;
    return Boolean(found);
  };

  const answerTo = async (entry) => {
    let answer = await post(entry, false);
    if (answer.status === 403 && (await renewKey())) answer = await post(entry, false);
    if (answer.type === "opaqueredirect" || answer.status === 403) throw new Refused(away);
    if (answer.status === 409) throw new Refused(await answer.text());
    if (!answer.ok) throw new Error("offline");
    return answer.json();
  };

  const sendAll = async () => {
    await keepAll();
    const entries = await waiting.all();
    let beside = state.problem === "beside" && !entries.length;
    for (const entry of entries) {
      beside = (await take(await answerTo(entry), entry)) || beside;
      await waiting.remove(entry);
      state.savedAt = new Date().toTimeString().slice(0, 5);
    }
    state.problem = beside ? "beside" : "";
  };

  const flush = () => {
    clearTimeout(pause);
    if (busy) {
      again = true;
      return busy;
    }
    busy = (async () => {
      do {
        again = false;
        await tell();
        try {
          await sendAll();
        } catch (error) {
          state.problem = error instanceof Refused ? error.message : "offline";
          pause = setTimeout(flush, AGAIN_MS);
        }
        await tell();
      } while (again);
    })().finally(() => {
      busy = null;
    });
    return busy;
  };

  window.addEventListener("online", flush);
  window.addEventListener("pagehide", async () => {
    await keepAll();
    for (const entry of await waiting.all()) if (entry.writer === writer) post(entry, true).catch(() => {});
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? keepAll() : flush()));

  return {
    state,
    flush,
    // The form key of the page, or a newer one where a save had to ask for it.
    formKey: () => token,
    renewKey,
    // What waits, also from other windows, the oldest first.
    left: () => waiting.all(),
    // What an earlier window wrote is typed in on here.
    takeOver: async (source, entry) => {
      await keep(source);
      await waiting.remove(entry);
    },
    isOwn: (entry) => entry.writer === writer,
    // Whether nothing was typed in it since that save.
    isSettled: (source, entry) => numbers.get(source) === entry.save_no && !due.has(source),
    changed: (source) => {
      clearTimeout(due.get(source));
      due.set(source, setTimeout(() => keep(source), KEEP_MS));
      clearTimeout(pause);
      pause = setTimeout(flush, PAUSE_MS);
    },
    // This window's words were put beside another's: it goes on under a new name, with what it has not sent yet.
    goOn: async (unsaved) => {
      const old = (await waiting.all()).filter((entry) => entry.writer === writer);
      writer = fresh();
      for (const source of unsaved) await keep(source);
      for (const entry of old) await waiting.remove(entry);
    },
    // The window's name and the number of a save of its own that is sent by the form itself.
    nextSave: () => ({ writer, saveNo: (saveNo += 1) }),
  };
};
