// Follow-ups: ticked at once, and kept on this device until the server has answered, as notes are. Of each the last word
// counts, whichever window said it; they are sent in the order in which they were ticked.
import { openWaiting } from "./waiting.js";

const AGAIN_MS = 5000;

// `place`: whose room it is. `keeping`: what keeps the page's notes, and knows its form key.
export const openTicks = async ({ room, place, keeping }) => {
  const here = `ticks:${place}`;
  const waiting = await openWaiting(here);
  let last = 0;
  let again = 0;
  let sending = Promise.resolve();

  const form = (question) => room.querySelector(`[data-step="${CSS.escape(question)}"] [data-probes]`);
  const button = ({ question, probe }) => form(question)?.querySelector(`button[value="${CSS.escape(probe)}"]`);

  const post = ({ question, probe, isUsed }) => {
    const body = new FormData();
    const fields = { csrfmiddlewaretoken: keeping.formKey(), question, [isUsed ? "used" : "unused"]: probe };
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const headers = { "X-Draft": "1" };
    return fetch(form(question).action, { method: "POST", body, headers, keepalive: true, redirect: "manual" });
  };
  const isAnswered = async (entry) => {
    try {
      let answer = await post(entry);
      if (answer.status === 403 && (await keeping.renewKey())) answer = await post(entry);
      return answer.ok || [404, 422].includes(answer.status);
    } catch {
      return false; // no connection
    }
  };

  const sendAll = async () => {
    clearTimeout(again);
    for (const entry of await waiting.all()) {
      if (button(entry) && !(await isAnswered(entry))) {
        again = setTimeout(send, AGAIN_MS);
        return;
      }
      await waiting.remove(entry);
    }
  };
  const send = () => (sending = sending.then(sendAll, sendAll));

  for (const entry of await waiting.all()) button(entry)?.setAttribute("aria-pressed", entry.isUsed);

  return {
    send,
    tick: async (ticked) => {
      const isUsed = ticked.getAttribute("aria-pressed") !== "true";
      ticked.setAttribute("aria-pressed", isUsed);
      const question = ticked.closest("[data-step]").dataset.step;
      last = Math.max(Date.now(), last + 1);
      const key = `${question}:${ticked.value}`;
      await waiting.put({ place: here, writer: "", save_no: last, typed: last, key, question, probe: ticked.value, isUsed });
      await send();
    },
  };
};
