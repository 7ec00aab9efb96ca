// The little script the pages own. Everything here only quickens what also works without it.
"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const typing = (target) => target.closest("input, select, textarea, [contenteditable], dialog[open]");
  const shown = (element) => element.getClientRects().length > 0;

  const say = (words) => {
    const place = one("[data-live]");
    if (place) place.textContent = words;
  };

  // --- rows: j, k, enter, e, s -------------------------------------------------------------------
  const rows = () => all("[data-row]").filter(shown);
  const currentRow = () => document.activeElement.closest("[data-row]");

  const moveAmongRows = (by) => {
    const found = rows();
    if (!found.length) return false; // the page may use the key for something else
    const at = found.indexOf(currentRow());
    const next = at < 0 ? (by > 0 ? 0 : found.length - 1) : Math.min(Math.max(at + by, 0), found.length - 1);
    if (!found[next].hasAttribute("tabindex")) found[next].tabIndex = -1;
    found[next].focus();
    found[next].scrollIntoView({ block: "nearest" });
    return true;
  };

  const press = (selector) => {
    const row = currentRow();
    const target = row && one(selector, row);
    if (target) target.click();
    return Boolean(target);
  };

  const openDialog = (id) => {
    const dialog = document.getElementById(id);
    if (dialog && !dialog.open) dialog.showModal();
    return Boolean(dialog);
  };

  const search = () => {
    const field = one("[data-search-field]");
    if (field) field.focus();
    return Boolean(field);
  };

  const keys = {
    j: () => moveAmongRows(1),
    k: () => moveAmongRows(-1),
    e: () => press("[data-primary]"),
    s: () => press("[data-snooze]"),
    "/": search,
    "?": () => openDialog("keys"),
    "[": () => moveCardBy(-1),
    "]": () => moveCardBy(1),
  };

  // Choices that digits tick: the first nine of a page's list of times.
  const tick = (event) => {
    const box = /^[1-9]$/.test(event.key) && all("input[data-digits]")[Number(event.key) - 1];
    if (!box || (typing(event.target) && !event.target.matches("[data-digits]"))) return false;
    box.click();
    box.focus();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus();
    if (!event.ctrlKey && !event.metaKey && !event.altKey && tick(event)) event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.defaultPrevented || typing(event.target)) return;
    // AltGr types the brackets on a Swedish keyboard, so alt is refused for letters only.
    if (event.altKey && !"[]".includes(event.key)) return;
    if (event.key === "Enter" && event.target.matches("[data-row]")) {
      if (press("[data-open]")) event.preventDefault();
      return;
    }
    const act = keys[event.key];
    if (act && act()) event.preventDefault();
  });

  // --- board: drag, or [ and ]; both fill in the board's own form and send it ---------------------
  let dragged = null;

  const send = (card, column) => {
    const board = card.closest("[data-board]");
    const form = document.getElementById(board.dataset.board);
    if (!form || card.closest("[data-column]") === column) return;
    const home = { list: card.parentElement, before: card.nextElementSibling };
    form.elements.namedItem("card").value = card.dataset.card;
    const seen = form.elements.namedItem("seen_at");
    if (seen) seen.value = card.closest("[data-column]").dataset.column;
    form.elements.namedItem("column").value = column.dataset.column;
    one("[data-cards]", column).prepend(card);
    say(`${card.getAttribute("aria-label")}: ${column.getAttribute("aria-label")}`);
    const back = () => home.list.insertBefore(card, home.before);
    form.addEventListener("htmx:sendError", back, { once: true });
    form.addEventListener("htmx:responseError", back, { once: true });
    form.requestSubmit();
  };

  const moveCardBy = (by) => {
    const card = document.activeElement.closest("[data-card]");
    const board = card && card.closest("[data-board]");
    if (!board) return false;
    const columns = all("[data-column]", board);
    const target = columns[columns.indexOf(card.closest("[data-column]")) + by];
    if (target) {
      send(card, target);
      card.focus();
    }
    return true;
  };

  const columnUnder = (event) => dragged && event.target.closest && event.target.closest("[data-column]");
  const unmark = () => all("[data-over]").forEach((column) => column.removeAttribute("data-over"));

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest && event.target.closest("[data-card]");
    if (!dragged) return;
    dragged.setAttribute("data-dragging", "");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.getAttribute("aria-label") || "");
  });
  document.addEventListener("dragover", (event) => {
    const column = columnUnder(event);
    if (!column) return;
    event.preventDefault();
    if (column.hasAttribute("data-over")) return;
    unmark();
    column.setAttribute("data-over", "");
  });
  document.addEventListener("drop", (event) => {
    const column = columnUnder(event);
    if (!column) return;
    event.preventDefault();
    send(dragged, column);
  });
  document.addEventListener("dragend", () => {
    unmark();
    if (dragged) dragged.removeAttribute("data-dragging");
    dragged = null;
  });
  // A board that was swapped gives the focus back to the card that was moved, or to the one its notice names, or to
  // itself where that card is not shown.
  let focusedCard = "";
  document.addEventListener("htmx:beforeSwap", () => {
    const card = document.activeElement.closest("[data-card]");
    focusedCard = card ? card.dataset.card : "";
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const card = focusedCard && one(`[data-card="${CSS.escape(focusedCard)}"]`);
    const swapped = event.detail.target.id && document.getElementById(event.detail.target.id);
    const notice = swapped && one("[data-at]", swapped);
    const place = card || (notice && (document.getElementById(notice.dataset.at) || one("[data-board]", swapped)));
    if (place) place.focus();
  });
  // A form that was asked for takes the focus along, so that the next key lands in it and it scrolls into view.
  document.addEventListener("htmx:afterSwap", (event) => {
    const place = event.detail.target.closest("[data-takes-focus]");
    const field = place && one("input:not([type=hidden]), select, textarea, button", place);
    if (field) field.focus();
  });

  // --- dialogs, menus, forms -----------------------------------------------------------------------
  const closeMenus = (but = null) =>
    all("details[data-menu][open]").forEach((menu) => {
      if (menu === but) return;
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) one("summary", menu).focus();
    });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open-dialog]");
    if (opener && openDialog(opener.dataset.openDialog)) event.preventDefault();
    const theme = event.target.closest("[data-theme-choice]");
    if (theme) chooseTheme(theme.dataset.themeChoice);
    if (event.target.closest("[data-dismiss]")) event.target.closest("[data-notice]").remove();
    closeMenus(event.target.closest("details[data-menu]"));
  });

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && event.target.closest("[data-autosubmit]")) form.requestSubmit();
  });

  // One form, one answer: a second press while the first is under way is ignored.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "dialog" || event.defaultPrevented || form.matches("[hx-post], [hx-get]")) return;
    if (event.submitter?.formTarget) return; // the answer comes in a frame: the form stays and may be sent again
    if (form.hasAttribute("data-sent")) event.preventDefault();
    form.setAttribute("data-sent", "");
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => form.removeAttribute("data-sent")));

  // --- light and dark ------------------------------------------------------------------------------
  const chooseTheme = (theme) => {
    document.cookie = `theme=${theme}; path=/; max-age=${theme ? 31536000 : 0}; samesite=lax`;
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    all("[data-theme-choice]").forEach((button) =>
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme)),
    );
  };

  const arrive = () => {
    const place = one("[data-focus]");
    if (place) place.focus();
  };
  arrive();

  // --- sheets of rooms on this device (room-sheet.js) ----------------------------------------------
  const clears = one("[data-clears-sheets]");
  if (clears && "caches" in window) {
    const sheets = `framdrift-room:${clears.dataset.clearsSheets}`;
    caches.keys().then((names) => names.filter((name) => name.startsWith(sheets)).forEach((name) => caches.delete(name)));
  }
})();
