// Drag a question to another place: fills in its own form, which also works with its buttons.
"use strict";
for (const list of document.querySelectorAll("[data-order]")) {
  let dragged = null;
  const rowAt = (event) => event.target.closest("[data-place]");
  list.addEventListener("dragstart", (event) => {
    dragged = rowAt(event);
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    dragged.setAttribute("data-dragged", "");
  });
  list.addEventListener("dragover", (event) => {
    const row = rowAt(event);
    if (!dragged || !row) return;
    event.preventDefault();
    for (const other of list.querySelectorAll("[data-over]")) other.removeAttribute("data-over");
    if (row !== dragged) row.setAttribute("data-over", "");
  });
  list.addEventListener("drop", (event) => {
    const row = rowAt(event);
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    const form = dragged.querySelector("[data-move]");
    const place = document.createElement("input");
    Object.assign(place, { type: "hidden", name: "to", value: row.dataset.place });
    form.append(place);
    form.submit();
  });
  list.addEventListener("dragend", () => {
    for (const row of list.children) { row.removeAttribute("data-dragged"); row.removeAttribute("data-over"); }
    dragged = null;
  });
}
