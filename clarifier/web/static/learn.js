// The Learn tab: four ways to learn beside the learner's progress. What opens a rule, anywhere on the page, opens it here. Markup comes from
// templates that escape every value; all other text is set as text.

import { wireAsking } from "./asking.js";
import { called } from "./calls.js";
import { wireFive } from "./five.js";
import { openPage } from "./pages.js";
import { wirePractice } from "./practice.js";

const NO_ANSWER = "No answer from clarifier. Is it still running? Nothing is lost; try again.";
const LEARNER = "clarifier.learner";

export function start(element, server) {
  const root = element.querySelector(".learn");
  const find = (selector) => root.querySelector(selector);
  const [trouble, slot, heard] = ["[data-trouble]", "[data-slot=document]", "[role=status]"].map(find);
  const name = find("[name=learner]");
  name.value = recalled() || "me";
  let opened = 0; // the number of the latest document asked for: an overtaken one is dropped

  // One call: its answer, or null once its trouble is said.
  function call(work, values = {}, say = tell) {
    return called(server, work, { ...values, learner: name.value, minutes: -new Date().getTimezoneOffset() }, say, NO_ANSWER);
  }

  function tell(sentence) {
    trouble.textContent = sentence;
    trouble.hidden = !sentence;
    if (sentence) trouble.scrollIntoView({ block: "nearest" });
  }

  const context = { root, find, call, server, refresh, hear: (words) => (heard.textContent = words) };
  wireAsking(context);
  const practice = wirePractice(context);
  const five = wireFive(context);

  // Panes

  function show(pane) {
    root.dataset.pane = pane;
    for (const each of root.querySelectorAll("[data-shown]")) each.hidden = each.dataset.shown !== pane;
    for (const each of root.querySelectorAll("nav [data-pane]")) each.toggleAttribute("aria-current", each.dataset.pane === pane);
    close();
    tell("");
    if (pane === "rules") browse();
    if (pane === "five") five.begin();
  }

  async function browse() {
    const shelf = find("[data-slot=rulebook]");
    if (shelf.childElementCount) return;
    const answer = await call("rulebook");
    if (answer) shelf.innerHTML = answer.rulebook;
  }

  function search(words) {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    let any = false;
    for (const each of root.querySelectorAll("[data-slot=rulebook] [data-words]")) {
      each.hidden = !wanted.every((word) => each.dataset.words.includes(word));
      any ||= !each.hidden;
    }
    for (const each of root.querySelectorAll("[data-slot=rulebook] section")) each.hidden = !each.querySelector("[data-words]:not([hidden])");
    const none = find("[data-none]");
    if (none) none.hidden = any;
  }

  // A rule or practice, opened below what asked for it, the quote marked and in sight.
  async function open(id, quote = "") {
    const number = ++opened;
    const answer = await call("document", { document: id, quote });
    if (!answer || number !== opened) return;
    slot.innerHTML = answer.document;
    slot.from = document.activeElement;
    if (root.dataset.pane === "rules") find(".browsing").hidden = true;
    const card = slot.firstElementChild;
    card.focus({ preventScroll: true });
    const marked = card.querySelector("[data-marked]");
    const { top } = card.getBoundingClientRect();
    if (marked) marked.scrollIntoView({ block: "center" });
    else if (top < 0 || top > innerHeight / 2) card.scrollIntoView({ block: "start" });
    heard.textContent = `${answer.title} is open.`;
  }

  function close() {
    opened++;
    slot.replaceChildren();
    find(".browsing").hidden = false;
  }

  // Progress

  async function refresh() {
    const answer = await call("progress", {}, () => {});
    if (!answer) return;
    find("[data-slot=progress]").innerHTML = answer.progress;
    find(".who").hidden = !answer.alone; // whoever signed in learns as themselves
    for (const each of root.querySelectorAll("[data-scene]")) each.querySelector("[data-done]").hidden = !answer.done.includes(each.dataset.scene);
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.pane) show(button.dataset.pane);
    if (button.dataset.open) open(button.dataset.open, button.dataset.words ?? "");
    if ("close" in button.dataset) {
      const from = slot.from;
      close();
      if (from?.isConnected) from.focus();
    }
  });
  find("[name=words]").addEventListener("input", (event) => search(event.target.value));
  name.addEventListener("change", () => {
    name.value = name.value.trim() || "me";
    remember(name.value);
    practice.forget();
    refresh();
    five.count();
    if (root.dataset.pane === "five") five.begin();
  });
  document.addEventListener("clarifier:rule", (event) => {
    openPage("learn");
    if (root.dataset.pane !== "rules") show("rules");
    open(event.detail);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-rule-card]");
    if (button) document.dispatchEvent(new CustomEvent("clarifier:rule", { detail: button.dataset.ruleCard }));
  });

  // Nothing is asked for before the tab is seen: until then the library need not be open.
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((each) => each.isIntersecting)) return;
    seen.disconnect();
    refresh();
    five.count();
  });
  seen.observe(root);
  root.dataset.ready = "";
}

function remember(learner) {
  try {
    localStorage.setItem(LEARNER, learner);
  } catch {
    // storage is forbidden: the name is asked for anew next time
  }
}

function recalled() {
  try {
    return localStorage.getItem(LEARNER);
  } catch {
    return null;
  }
}
