// One request: shown, kept up to date without disturbing anybody, and its steps. What was typed outlives a reload and other people's steps.

import { copy } from "./drafts.js";
import { fillIn, gather, sent, wireRows } from "./forms.js";
import { refill } from "./linked.js";
import { keyFor, typed } from "./typed.js";

const LOOK = 10_000; // milliseconds between two looks whether somebody took a step
const PAUSE = 300; // milliseconds of rest before typed dates are weighed
const NOT_NOW = "This step is not possible any more. What you typed is kept here:";

export function wireEntry({ root, find, call, hear }) {
  const slot = find("[data-slot=entry]");
  const [trouble, news] = ["[data-entry-trouble]", ".news"].map(find);
  let shown = null; // {number, version}
  let current = null; // the form that is open
  let latest = 0;
  let timer;

  function tell(sentence) {
    trouble.textContent = sentence;
    trouble.hidden = !sentence;
  }

  async function open(number) {
    if (shown?.number === number) return check();
    leave();
    slot.replaceChildren();
    const asked = ++latest;
    const answer = await call("entry", { number }, tell);
    if (!answer || asked !== latest) return;
    fill(answer);
    hear(answer.heard);
    slot.querySelector("h2").focus({ preventScroll: true });
  }

  function leave() {
    latest++;
    shown = current = null;
    news.hidden = true;
    tell("");
  }

  // The request as it is now; a form that was open stays open, with what was typed.
  function fill(answer, trouble = "") {
    const kind = current?.dataset.kind ?? typed.opened(answer.number);
    const values = kind && typed.values(answer.number, kind);
    shown = { number: answer.number, version: answer.version };
    current = null;
    news.hidden = true;
    refill(slot, answer.entry, true);
    for (const each of slot.querySelectorAll("details.menu")) each.open = false;
    for (const each of slot.querySelectorAll("[data-link]")) each.value = new URL(each.dataset.link, document.baseURI);
    const form = kind && slot.querySelector(`form[data-kind="${kind}"]`);
    if (form) openForm(kind, trouble);
    else if (values) setAside(kind, values, trouble);
  }

  async function refresh() {
    const { number } = shown;
    const answer = await call("entry", { number }, tell);
    if (answer && shown?.number === number) fill(answer);
  }

  // Forms

  function openForm(kind, trouble = "") {
    const form = slot.querySelector(`form[data-kind="${kind}"]`);
    for (const each of slot.querySelectorAll("form[data-kind]")) each.hidden = each !== form;
    for (const each of slot.querySelectorAll("[data-open-form]")) each.setAttribute("aria-expanded", String(each.dataset.openForm === kind));
    current = form;
    const values = typed.values(shown.number, kind);
    if (values) fillIn(form, values);
    refuse(form, trouble);
    typed.open(shown.number, kind);
    if ("weighed" in form.dataset && values) weigh(form);
    if (!trouble) form.querySelector("input:not([type=hidden]), textarea, select, button")?.focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  }

  function closeForm() {
    const kind = current.dataset.kind;
    current.hidden = true;
    current = null;
    typed.open(shown.number, "");
    const opener = slot.querySelector(`.buttons > [data-open-form="${kind}"]`) ?? slot.querySelector("details.menu summary");
    slot.querySelector(`[data-open-form="${kind}"]`)?.setAttribute("aria-expanded", "false");
    opener?.focus();
  }

  function refuse(form, sentence) {
    const error = form.querySelector(".error");
    error.textContent = sentence;
    error.hidden = !sentence;
  }

  // What was typed into a form that is not there any more.
  function setAside(kind, values, trouble) {
    const box = slot.querySelector("[data-kept]");
    const said = document.createElement("p");
    said.className = "warn";
    said.textContent = `${trouble} ${NOT_NOW}`.trim();
    const words = document.createElement("p");
    words.className = "written";
    words.textContent = spoken(values);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = "throw it away";
    button.addEventListener("click", () => {
      typed.forget(shown.number, kind);
      box.hidden = true;
    });
    box.replaceChildren(said, words, button);
    box.hidden = false;
  }

  async function submit(form) {
    const { number, version } = shown;
    const kind = form.dataset.kind;
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    refuse(form, "");
    const answer = await call("take", { number, version, kind, key: keyFor(number, kind), data: sent(form) }, (sentence) => refuse(form, sentence));
    button.disabled = false;
    if (!answer || shown?.number !== number) return;
    if (answer.conflict) return fill(answer, answer.conflict);
    typed.forget(number, kind);
    current = null;
    fill(answer);
    hear(answer.heard);
    slot.querySelector(".next .buttons > :is(button, a)")?.focus({ preventScroll: true });
  }

  function note(form) {
    typed.keep(shown.number, form.dataset.kind, gather(form));
    if ("weighed" in form.dataset) later(() => weigh(form));
  }

  function later(work) {
    clearTimeout(timer);
    timer = setTimeout(work, PAUSE);
  }

  async function weigh(form) {
    const told = sent(form).told ?? [];
    const answer = told.length && (await call("weigh", { number: shown.number, told }, () => {}));
    if (!answer || !form.isConnected || answer.trouble) return;
    const early = form.querySelector("[data-early]");
    early.hidden = !answer.warning;
    early.querySelector("p").textContent = answer.warning;
    form.querySelector("[name=draft]").value = answer.draft;
  }

  // Other people's steps

  async function check() {
    if (!shown || document.visibilityState !== "visible" || root.hidden) return;
    const { number } = shown;
    const answer = await call("standing", { number }, () => {});
    if (!answer || shown?.number !== number || answer.version === shown.version) return;
    if (isBusy()) {
      news.querySelector("span").textContent = `${answer.said}.`;
      news.hidden = false;
    } else await refresh();
  }

  const isBusy = () => {
    const selection = getSelection();
    return Boolean(current) || (!selection.isCollapsed && slot.contains(selection.anchorNode)) || Boolean(slot.querySelector("details.menu[open]"));
  };

  setInterval(check, LOOK);
  document.addEventListener("visibilitychange", check);

  // Clicks and keys

  wireRows(slot, note);
  slot.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(event.target);
  });
  slot.addEventListener("input", (event) => {
    const form = event.target.closest("form");
    if (form) note(form);
  });
  slot.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (current?.contains(event.target)) closeForm();
  });
  document.addEventListener("click", (event) => {
    for (const menu of slot.querySelectorAll("details.menu[open]")) if (!event.composedPath().includes(menu)) menu.open = false;
  });
  slot.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.openForm) {
      for (const menu of slot.querySelectorAll("details.menu")) menu.open = false;
      if (current?.dataset.kind === button.dataset.openForm) closeForm();
      else openForm(button.dataset.openForm);
    }
    if ("closeForm" in button.dataset) closeForm();
    if (button.dataset.copy) copy(document.getElementById(button.dataset.copy), button);
  });
  news.querySelector("button").addEventListener("click", refresh);

  return { open, leave };
}

// What a form held, as text.
function spoken(values) {
  const words = (value) => (Array.isArray(value) ? value.map(words).join("; ") : value && typeof value === "object" ? Object.values(value).filter(Boolean).join(", ") : String(value));
  return Object.values(values).map(words).filter((each) => each && each !== "false" && each !== "true").join("\n");
}
