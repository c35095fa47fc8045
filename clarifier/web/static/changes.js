// The changes, each to accept, undo or word otherwise. They are turned in the pieces alone; no call goes to the server.

import { grow } from "./questions.js";

export function wireChanges(slot, { pieces, changed }) {
  const rowOf = (element) => element.closest("[data-change]");
  const number = (row) => Number(row.dataset.change);
  const piece = (row) => pieces().all[Number(row.dataset.piece)];
  const own = (row) => row.querySelector("textarea");

  function turn(row, on) {
    pieces().turn(number(row), on);
    show();
    changed();
  }

  function word(row) {
    const field = own(row);
    field.value = piece(row).put.trim();
    field.hidden = false;
    row.classList.add("wording");
    grow(field);
    field.focus();
    field.select();
  }

  function settle(field, taken) {
    const row = rowOf(field);
    if (field.hidden) return;
    field.hidden = true;
    row.classList.remove("wording");
    if (taken && field.value.trim() !== piece(row).put.trim()) {
      if (field.value.trim() || row.querySelector("del")) pieces().substitute(Number(row.dataset.piece), field.value.trim());
      else pieces().turn(number(row), false); // nothing in place of what was added
      changed();
    }
    show();
  }

  slot.addEventListener("change", (event) => event.target.matches("input[type=checkbox]") && turn(rowOf(event.target), event.target.checked));
  slot.addEventListener("click", (event) => {
    const button = event.target.closest("[data-turn]");
    if (!button) return;
    const row = rowOf(button);
    if (button.dataset.turn === "word") word(row);
    else turn(row, pieces().off.has(number(row)));
  });
  slot.addEventListener("input", (event) => event.target.matches("textarea") && grow(event.target));
  slot.addEventListener("focusout", (event) => event.target.matches("textarea") && settle(event.target, true));
  slot.addEventListener("keydown", (event) => {
    if (!event.target.matches("textarea") || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    const row = rowOf(event.target);
    settle(event.target, event.key === "Enter");
    row.querySelector("[data-turn=word]").focus();
  });

  // Each row as it stands in the pieces.
  function show() {
    for (const row of slot.querySelectorAll("[data-change]")) {
      const undone = pieces().off.has(number(row));
      const home = piece(row);
      const [put, swap] = [row.querySelector("ins"), row.querySelector(".lead")];
      put.dataset.engine ??= put.textContent;
      put.textContent = home && home.put !== home.after ? home.put.trim() : put.dataset.engine;
      put.hidden = swap.hidden = !put.textContent;
      row.classList.toggle("undone", undone);
      row.querySelector("input").checked = !undone;
      const button = row.querySelector("[data-turn=back]");
      button.textContent = undone ? "redo" : "undo";
      button.setAttribute("aria-label", `${undone ? "Redo" : "Undo"} change ${number(row) + 1}`);
    }
  }

  return {
    show,
    get open() {
      return Boolean(slot.querySelector("textarea:not([hidden])"));
    },
  };
}
