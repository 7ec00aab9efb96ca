// Opens the room of one talk without a connection, from the sheet that room.js put away on this device: the guide and
// the level, and not a word that anybody has said. Its scope is that room alone. Asked anew whenever there is a
// connection; gone when the server no longer shows the room (ended, handed over, signed out), and after a day.
"use strict";
const ROOM = new URL("./", self.location).pathname;
const SHEET = `framdrift-room:${ROOM}`;
const KEPT_MS = 24 * 3600 * 1000;

const forget = async () => {
  await caches.delete(SHEET);
  await self.registration.unregister();
};

const room = async (request) => {
  const answer = await fetch(request).catch(() => null);
  if (answer && answer.status < 500) {
    if (!answer.ok) await forget();
    return answer;
  }
  const sheet = await (await caches.open(SHEET)).match(ROOM);
  if (sheet && Date.now() - Number(sheet.headers.get("X-Put-Away")) < KEPT_MS) return sheet;
  await forget();
  return answer ?? Response.error();
};

// Styles, script and letters: the server's where it can be reached.
const part = async (request) => {
  const answer = await fetch(request).catch(() => null);
  return answer ?? (await (await caches.open(SHEET)).match(request)) ?? Response.error();
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === ROOM) event.respondWith(room(request));
  else if (pathname.startsWith("/static/")) event.respondWith(part(request));
});
