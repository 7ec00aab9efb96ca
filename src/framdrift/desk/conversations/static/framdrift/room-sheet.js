// Puts a sheet of the room away on this device, so that it opens without a connection (room-worker.js). What anybody
// has said is sealed on the server and does not lie here: notes, and what was agreed, are taken out first.
const SAID = "[data-note]:not([data-new]), [data-said]";

const cleaned = () => {
  const page = document.documentElement.cloneNode(true);
  for (const one of page.querySelectorAll(SAID)) one.remove();
  for (const one of page.querySelectorAll("[data-count]")) one.textContent = "";
  for (const one of page.querySelectorAll("textarea")) one.textContent = "";
  for (const one of page.querySelectorAll("[name=csrfmiddlewaretoken]")) one.setAttribute("value", "");
  page.querySelector("[data-room]").setAttribute("data-sheet", "");
  return `<!doctype html>${page.outerHTML}`;
};

// To be called before script has changed the page. Nothing where the browser has no such place (no https, a private
// window): the room then needs its connection to open, and only to open.
export const putAway = async (address) => {
  if (!navigator.serviceWorker || !window.caches) return;
  const page = cleaned();
  try {
    const policy = (await fetch(`${address}worker.js`)).headers.get("Content-Security-Policy");
    await navigator.serviceWorker.register(`${address}worker.js`);
    await navigator.serviceWorker.ready;
    const sheet = await caches.open(`framdrift-room:${address}`);
    const headers = { "Content-Type": "text/html; charset=utf-8", "X-Put-Away": String(Date.now()) };
    headers["Content-Security-Policy"] = policy;
    await sheet.put(address, new Response(page, { headers }));
    const parts = performance.getEntriesByType("resource").map((one) => new URL(one.name));
    const ours = parts.filter((one) => one.origin === location.origin && one.pathname.startsWith("/static/"));
    await sheet.addAll([...new Set(ours.map((one) => one.href))]);
    document.querySelector("[data-room]").setAttribute("data-put-away", "");
  } catch {
    // A full disk, or no connection any more.
  }
};
