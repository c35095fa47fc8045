// A summit while it runs: one item large, its clock, what is captured, how everybody signals. Each part is filled anew only where it changed,
// so that nothing jumps under whoever reads or types.

import { wirePulse } from "./pulse.js";
import { wireCapture } from "./summit_capture.js";
import { wireClock } from "./summit_clock.js";
import { keep, recall } from "./summit_memory.js";

const COUNTED = 60_000; // milliseconds that the shared number is good for
const SIGNALS = 4_000; // milliseconds between two looks at who has signalled

export function wireRun({ slot, find, call, change, tell, hear }) {
  const [agenda, item, notes, shared, signal, closing] = [
    "[data-slot=agenda]", "[data-slot=item]", "[data-slot=notes]", "[data-slot=measure]", "[data-signal]", ".closing",
  ].map(find);
  const clock = wireClock({ find, ends: (words) => write(agenda.querySelector("[data-ends]"), words) });
  const capture = wireCapture({ find, call, change, tell, hear });
  let shown = null;
  let counted = 0;
  let pulse = null;
  let signalled = 0;

  function fill(answer, isNew) {
    const before = isNew ? null : shown;
    shown = answer;
    put(agenda, answer.agenda);
    if (put(item, answer.item) && before && before.title !== answer.title) {
      find("[data-peeked]").hidden = true;
      hear(answer.title);
    }
    if (!notes.querySelector("form:not([hidden])")) put(notes, answer.notes) && resume();
    notes.hidden = !notes.firstElementChild;
    clock.set(answer);
    capture.show(answer.number, answer.names);
    closing.hidden = !answer.closing;
    for (const button of slot.querySelectorAll("[data-move]")) {
      const name = button.dataset.move;
      if (name === "pause" || name === "resume") {
        button.dataset.move = answer.paused ? "resume" : "pause";
        button.textContent = answer.paused ? "Go on" : "Pause";
      }
      button.hidden = name === "previous" ? answer.first : !answer.clock.item;
      if (name === "next") button.className = answer.closing ? "quiet" : "main"; // one main button at a time
    }
    if (isNew) rated(recall(answer.number, "rated"));
    signals();
    count();
  }

  // Fills a place anew where it says something else; the focus stays where it was.
  function put(place, markup) {
    if (place.markup === markup) return false;
    const held = place.contains(document.activeElement) ? document.activeElement.dataset.jump : null;
    place.innerHTML = place.markup = markup;
    if (held) place.querySelector(`[data-jump="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
    return true;
  }

  async function count() {
    if (Date.now() - counted < COUNTED) return;
    counted = Date.now();
    const answer = await call("measure", {}, () => {});
    if (!answer) return (counted = 0);
    put(shared, answer.measure);
    shared.hidden = !answer.measure;
  }

  // The pulse is there while its item is: everybody signals before anybody talks.
  function signals() {
    signal.hidden = shown.kind !== "pulse";
    if (signal.hidden) return signal.replaceChildren();
    if (!signal.firstElementChild) {
      pulse ??= madePulse();
      signal.replaceChildren(pulse.home);
    }
    if (Date.now() - signalled < SIGNALS) return;
    signalled = Date.now();
    pulse.show(0);
  }

  function madePulse() {
    const home = Object.assign(document.createElement("div"), { className: "measures" });
    const trouble = Object.assign(document.createElement("p"), { className: "error", hidden: true });
    const card = Object.assign(document.createElement("section"), { className: "pulse" });
    trouble.dataset.pulseTrouble = "";
    card.dataset.slot = "pulse";
    home.append(trouble, card);
    const wired = wirePulse({ root: home, find: (selector) => home.querySelector(selector), call, tell, hear });
    return { home, show: wired.show };
  }

  function rated(score) {
    for (const each of closing.querySelectorAll("[data-rate]")) {
      each.setAttribute("aria-pressed", String(Number(each.dataset.rate) === score));
      each.disabled = score !== null;
    }
    if (score !== null) closing.querySelector("[data-rated]").textContent = "Thank you. Only the mean is kept.";
  }

  async function rate(score) {
    const answer = await change("rate", { score }, (said) => said && (closing.querySelector("[data-rated]").textContent = said));
    if (!answer) return;
    keep(shown.number, "rated", score);
    rated(score);
  }

  slot.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.move) change("move", { kind: button.dataset.move });
    if (button.dataset.jump) change("move", { kind: "jump", item: button.dataset.jump });
    if (button.dataset.option) capture.take(button.dataset.option);
    if (button.dataset.rate) rate(Number(button.dataset.rate));
    if ("closeSummit" in button.dataset) change("close");
  });

  // Notes

  const noteOf = (node) => node.closest("[data-note]");
  function resume() {
    const kept = recall(shown.number, "rewording");
    const note = kept && notes.querySelector(`[data-note="${kept.note}"]`);
    if (!note?.querySelector("[data-reword]")) return;
    reword(note, true);
    for (const [name, value] of Object.entries(kept.values)) note.querySelector(`[name="${name}"]`).value = value;
  }

  const words = (form) => Object.fromEntries([...form.elements].filter((each) => each.name).map((each) => [each.name, each.value]));

  function reword(note, isOpen) {
    if (!isOpen) keep(shown.number, "rewording", null);
    note.querySelector("form").hidden = !isOpen;
    note.querySelector("[data-reword]")?.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) note.querySelector("textarea").focus();
    else if (shown) put(notes, shown.notes);
  }

  notes.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const note = button && noteOf(button);
    if (!note) return;
    if (button.dataset.strike) change("strike", { note: Number(note.dataset.note), struck: button.dataset.strike === "out" });
    if ("reword" in button.dataset) reword(note, note.querySelector("form").hidden);
    if ("leave" in button.dataset) reword(note, false);
  });
  notes.addEventListener("submit", async (event) => {
    event.preventDefault();
    const note = noteOf(event.target);
    const data = words(event.target);
    const answer = await change("reword", { note: Number(note.dataset.note), version: Number(note.dataset.version), data }, tell(note.querySelector(".error")));
    if (!answer) return;
    if (answer.conflict) note.dataset.version = answer.version; // seen now: what is saved next stands
    else reword(note, false);
  });
  notes.addEventListener("input", (event) => {
    const form = event.target.closest("form");
    keep(shown.number, "rewording", { note: Number(noteOf(form).dataset.note), values: words(form) });
  });
  notes.addEventListener("keydown", (event) => {
    const form = event.target.closest("form");
    if (form && event.key === "Escape") reword(noteOf(form), false);
    if (form && event.key === "Enter" && !event.shiftKey && event.target.matches("textarea, input")) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  return {
    fill,
    // Nothing changed; the moment tells how far this clock is off.
    set(answer) {
      if (!shown) return;
      clock.measure(answer);
      signals();
      count();
    },
    leave() {
      shown = null;
      clock.stop();
      capture.leave();
      signal.replaceChildren();
    },
  };
}

const write = (node, text) => node && node.textContent !== text && (node.textContent = text);
