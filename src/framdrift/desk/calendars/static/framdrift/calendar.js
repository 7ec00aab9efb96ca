// Draws on the week of one's own calendar. Without it the squares are tick boxes in a form, and the form works.
"use strict";
(() => {
  const form = document.querySelector("[data-week-form]");
  const grid = form && form.querySelector("[data-draw-grid]");
  if (!grid) return;

  const HOLD_MILLISECONDS = 250;
  const SCROLL_PIXELS = 8;
  const lines = [...grid.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")]);
  const boxes = lines.flat();
  const open = (box) => box && !box.disabled;
  const place = (box) => {
    const line = lines.findIndex((found) => found.includes(box));
    return [line, lines[line].indexOf(box)];
  };
  const under = (event) => {
    const found = document.elementFromPoint(event.clientX, event.clientY);
    return found && found.matches("[data-draw-grid] tbody input") ? found : null;
  };

  form.querySelector(".calendar-how").hidden = false;

  // --- drawing: with a mouse at once, with a finger after holding it still, so that the page can be scrolled ----
  let colour = null;
  let waiting = null;
  let justDrawn = false;

  const begin = (box) => {
    colour = !box.checked;
    box.checked = colour;
    justDrawn = true;
  };
  const wait = (event) => {
    const from = { x: event.clientX, y: event.clientY, box: event.target };
    from.timer = setTimeout(() => {
      waiting = null;
      begin(from.box);
    }, HOLD_MILLISECONDS);
    waiting = from;
  };
  const stopWaiting = () => {
    if (waiting) clearTimeout(waiting.timer);
    waiting = null;
  };

  grid.addEventListener("pointerdown", (event) => {
    justDrawn = false;
    if (event.button || !open(event.target) || !event.target.matches("tbody input")) return;
    if (event.pointerType === "touch") wait(event);
    else begin(event.target);
  });
  document.addEventListener("pointermove", (event) => {
    if (waiting && Math.hypot(event.clientX - waiting.x, event.clientY - waiting.y) > SCROLL_PIXELS) stopWaiting();
    const box = colour === null ? null : under(event);
    if (open(box)) box.checked = colour;
  });
  grid.addEventListener("touchmove", (event) => colour !== null && event.preventDefault(), { passive: false });
  grid.addEventListener("contextmenu", (event) => colour !== null && event.preventDefault());
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      stopWaiting();
      colour = null;
    });
  }
  // The press that began a drawing has set its box already; the click that follows would turn it back.
  grid.addEventListener("click", (event) => {
    if (justDrawn && event.detail && event.target.matches("tbody input")) event.preventDefault();
    justDrawn = false;
  });

  // --- keys: one box at a time is reached by tab, the arrows move, shift goes on with the same ------------------
  const reach = (box) => {
    for (const one of boxes) one.tabIndex = -1;
    box.tabIndex = 0;
  };
  const first = boxes.find((box) => open(box) && box.checked) || boxes.find(open);
  if (first) reach(first);
  const ways = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  grid.addEventListener("keydown", (event) => {
    const way = ways[event.key];
    if (!way || !event.target.matches("tbody input")) return;
    const [line, column] = place(event.target);
    const next = lines[line + way[0]]?.[column + way[1]];
    event.preventDefault();
    if (!open(next)) return;
    if (event.shiftKey) next.checked = event.target.checked;
    reach(next);
    next.focus();
  });
  grid.addEventListener("focusin", (event) => event.target.matches("tbody input") && reach(event.target));

  // --- a day's name draws or clears the whole day ---------------------------------------------------------------
  const officeDay = (box) => box.value.slice(11) >= "08:00" && box.value.slice(11) < "17:00";
  [...grid.tHead.rows[0].cells].slice(1).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = form.dataset.dayLabel;
    button.append(...head.childNodes);
    const hidden = document.createElement("span");
    hidden.className = "hidden";
    hidden.textContent = ` ${form.dataset.dayLabel}`;
    button.append(hidden);
    head.append(button);
    button.addEventListener("click", () => {
      const day = lines.map((line) => line[column]).filter(open);
      const clears = day.some((box) => box.checked);
      for (const box of day) box.checked = !clears && officeDay(box);
    });
  });
})();
