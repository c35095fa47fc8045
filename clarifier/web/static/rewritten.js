// The text to send: read it, show what differs, edit it by hand, copy it. What is edited goes into the pieces at once.

import { showText } from "./differences.js";
import { copy } from "./drafts.js";
import { fill, places } from "./marks.js";
import { grow } from "./questions.js";

export function wireRewritten(card, { pieces, changed }) {
  const view = card.querySelector(".text");
  const own = card.querySelector(".own");
  const area = own.querySelector("textarea");
  const button = (step) => card.querySelector(`[data-step=${step}]`);
  let editing = false;
  let differing = false;
  let wrong = []; // words that must not go out so; they are marked where they stand

  function openArea(open) {
    editing = open;
    area.value = pieces().text.trim();
    show();
    if (!open) return;
    grow(area);
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }

  area.addEventListener("input", () => {
    const text = pieces().text;
    const [lead, trail] = text.trim() ? [text.match(/^\s*/)[0], text.match(/\s*$/)[0]] : ["", ""];
    pieces().edit(lead + area.value + trail);
    grow(area);
    changed();
  });
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openArea(false);
    button("edit").focus();
  });

  function show(words = wrong) {
    wrong = words;
    own.hidden = !editing;
    view.hidden = editing || card.dataset.mood === "calm";
    button("differences").hidden = editing || card.dataset.mood === "calm";
    if (editing && area.value.trim() !== pieces().text.trim()) area.value = pieces().text.trim();
    fill(own.querySelector(".layer"), area.value, places(area.value, wrong));
    showText(view, pieces(), differing, wrong);
    button("edit").textContent = editing ? "done" : "edit";
    button("differences").textContent = differing ? "hide changes" : "show changes";
    const undone = pieces().off.size;
    button("all").hidden = !pieces().changes.length;
    button("all").textContent = undone && undone === pieces().changes.length ? "redo all" : "undo all";
  }

  return {
    show,
    close: () => (editing = false),
    get open() {
      return editing;
    },
    steps: {
      edit: () => openArea(!editing),
      differences: () => {
        differing = !differing;
        show();
      },
      all: () => {
        pieces().turnAll(pieces().off.size === pieces().changes.length);
        changed();
      },
      copy: () => {
        const select = () => (own.hidden ? getSelection().selectAllChildren(view) : area.select());
        copy({ value: pieces().text.trim(), select }, button("copy"));
      },
    },
  };
}
