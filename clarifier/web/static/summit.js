// The Summit tab, by what stands in the address: what comes next, a draft, a run, its minutes. Markup comes from templates that escape every
// value; all other text is set as text. What changed is taken one after the other, and the state of the others is looked at every moment.

import { called, teller as tell } from "./calls.js";
import { save, copy } from "./drafts.js";
import { wireDrafting } from "./summit_drafting.js";
import { wirePlan } from "./summit_plan.js";
import { wireRun } from "./summit_run.js";
import { freshKey } from "./typed.js";
import { onPlace, openPage, place } from "./pages.js";

const NO_ANSWER = "No answer from clarifier. Is it still running? What you typed is kept; it is tried again.";
const LOOK = 2_000; // milliseconds between two looks while a summit runs
const REST = 8_000; // and while it is planned or closed

export function start(element, server) {
  const root = element.querySelector(".summit");
  const find = (selector) => root.querySelector(selector);
  const [trouble, entryTrouble, news] = ["[data-trouble]", "[data-entry-trouble]", "[data-news]"].map(find);
  const slots = { plan: find("[data-slot=plan]"), minutes: find("[data-slot=minutes]"), run: find(".run"), home: find("[data-slot=home]") };
  let shown = null; // the answer that is shown
  let waiting = null; // an answer that waits until somebody has finished typing
  let latest = 0;
  let looked = 0;
  let isLooking = false;
  let turn = Promise.resolve();

  const hear = (words) => (find("[data-heard]").textContent = words ?? "");

  // One call: its answer with the moments it was sent and came back, or null once its trouble is said.
  async function call(work, values = {}, say = tell(shown ? entryTrouble : trouble)) {
    const sent = Date.now();
    const answer = await called(server, work, values, say, NO_ANSWER);
    return answer && { ...answer, sent, came: Date.now() };
  }

  // A change of the summit that is shown: one after the other, each from what was seen last. Gives the answer, or null.
  function change(work, values = {}, say = undefined) {
    const asked = shown?.number;
    const made = turn.then(async () => {
      if (shown?.number !== asked) return null;
      const answer = await call(work, { number: asked, version: shown.version, key: freshKey(), ...values }, say);
      if (!answer || shown?.number !== asked) return null;
      if (answer.number) fill(answer);
      if (answer.conflict) (say ?? tell(entryTrouble))(answer.conflict);
      return answer;
    });
    turn = made.catch(() => null);
    return made;
  }

  const parts = { find, call, change, tell, hear };
  const plan = wirePlan({ ...parts, slot: slots.plan, goHome: () => openPage("summit") });
  const run = wireRun({ ...parts, slot: slots.run });
  const drafting = wireDrafting({ root, find, call, tell, opened: (answer) => openPage(`summit/${answer.number}`) });

  // What stands in the address: nothing, or a summit's number.
  function show(rest) {
    const number = /^\d{1,9}$/.test(rest) ? Number(rest) : 0;
    root.dataset.view = number ? "summit" : "home";
    find(".overview").hidden = Boolean(number);
    find(".opened").hidden = !number;
    if (shown?.number !== number) leave();
    return number ? open(number) : home();
  }

  function leave() {
    shown = waiting = null;
    news.hidden = true;
    tell(entryTrouble)("");
    run.leave();
    for (const each of ["plan", "minutes", "run"]) slots[each].hidden = true;
    root.dataset.state = "";
  }

  async function home() {
    const asked = ++latest;
    const answer = await call("home");
    if (answer && asked === latest && !shown) fillHome(answer);
  }

  function fillHome(answer) {
    find("[data-sentence]").textContent = answer.sentence;
    root.classList.toggle("bare", answer.empty);
    if (slots.home.markup !== answer.home) slots.home.innerHTML = slots.home.markup = answer.home;
    drafting.show(answer);
    hear(answer.heard);
  }

  async function open(number) {
    const asked = ++latest;
    const answer = await call("show", { number }, tell(entryTrouble));
    if (!answer || asked !== latest) return;
    fill(answer);
    const heads = { planned: "[data-slot=plan] h2", running: "[data-slot=item] h2", closed: "[data-slot=minutes] h2" };
    if (shown.state in heads) find(heads[shown.state])?.focus({ preventScroll: true });
  }

  // The summit as it is now.
  function fill(answer) {
    if (!answer.state) return;
    if (shown?.number === answer.number && answer.version < shown.version) return; // an overtaken answer
    const was = shown?.state;
    shown = answer;
    waiting = null;
    news.hidden = true;
    root.dataset.state = answer.state;
    root.dataset.version = answer.version;
    const name = { planned: "plan", running: "run", closed: "minutes" }[answer.state];
    for (const each of ["plan", "minutes", "run"]) slots[each].hidden = each !== name;
    for (const each of root.querySelectorAll("[data-runs]")) each.hidden = !answer.runs;
    if (answer.state === "discarded") tell(entryTrouble)(answer.said);
    if (name === "plan") plan.fill(answer);
    if (name === "run") run.fill(answer, was !== "running");
    else run.leave();
    if (name === "minutes" && slots.minutes.markup !== answer.minutes) slots.minutes.innerHTML = slots.minutes.markup = answer.minutes;
    if (was && was !== answer.state) scrollTo({ top: 0 });
    if (answer.heard) hear(answer.heard);
  }

  // Whether somebody else changed it, every few moments; who is typing in a form of the draft is told, and not disturbed.
  async function look() {
    if (!isHere() || isLooking) return;
    if (Date.now() - looked < (shown?.state === "running" ? LOOK : REST) - 200) return;
    looked = Date.now();
    isLooking = true;
    const asked = shown;
    try {
      if (!asked) return find(".drafting").contains(document.activeElement) || (await home());
      const answer = await call("look", { number: asked.number, version: asked.version }, (said) => tell(entryTrouble)(said || lasting()));
      if (!answer || shown !== asked) return;
      if (answer.same) return run.set(answer);
      if (answer.state === "planned" && plan.isBusy()) return hold(answer);
      fill(answer);
    } finally {
      isLooking = false;
    }
  }

  // What a look leaves standing: a sentence that is not about the connection.
  const lasting = () => (entryTrouble.textContent === NO_ANSWER ? "" : entryTrouble.textContent);

  function hold(answer) {
    waiting = answer;
    news.querySelector("span").textContent = `${answer.by} changed the agenda.`;
    news.hidden = false;
  }

  const isHere = () => place().name === "summit" && document.visibilityState === "visible";

  // A request in place, so that nobody leaves the table for it.
  async function peek(number, where) {
    const answer = await call("peek", { number });
    if (!answer) return;
    where.innerHTML = answer.peek;
    where.hidden = false;
    where.querySelector("a").focus({ preventScroll: true });
    where.scrollIntoView({ block: "nearest" });
  }

  // Actions are ticked where they stand; a tick can be taken back.
  async function tick(box) {
    const row = box.closest("[data-action]");
    const status = box.checked ? "done" : "open";
    const answer = await call("action", { action: row.dataset.action, status, key: freshKey() });
    if (!answer) return (box.checked = !box.checked);
    row.classList.toggle("settled", status === "done");
    undoable(status === "done" && !shown ? answer : null);
    if (!shown) home();
    else if (looked) look((looked = 0));
  }

  function undoable(answer) {
    const note = find("[data-note]");
    note.hidden = !answer;
    note.action = answer?.id;
    note.querySelector("span").textContent = answer ? `Done: ${answer.what}` : "";
  }

  async function file(form) {
    return call("export", { number: shown.number, form });
  }

  root.addEventListener("change", (event) => event.target.matches("[data-tick]") && tick(event.target));
  root.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-go], a[data-request], a[data-measures]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if ("measures" in link.dataset) return openPage("measures");
      if (link.dataset.request && shown?.state === "running") return peek(link.dataset.request, find("[data-peeked]"));
      return openPage(link.dataset.request ? `requests/${link.dataset.request}` : link.dataset.go ? `summit/${link.dataset.go}` : "summit");
    }
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.open) openPage(`summit/${button.dataset.open}`);
    if ("unpeek" in button.dataset) find("[data-peeked]").hidden = true;
    if ("showNews" in button.dataset && waiting) fill(waiting);
    if ("undo" in button.dataset) {
      const answer = await call("action", { action: find("[data-note]").action, status: "open", key: freshKey() });
      if (answer) undoable(null);
      home();
    }
    if (button.dataset.export) {
      button.closest("details").open = false;
      const answer = await file(button.dataset.export);
      if (answer) save(answer);
    }
    if ("copyText" in button.dataset) {
      const answer = await file("text");
      if (!answer) return;
      const area = document.createElement("textarea");
      area.className = "unseen";
      area.value = new TextDecoder().decode(Uint8Array.from(atob(answer.content), (sign) => sign.charCodeAt(0)));
      button.after(area);
      await copy(area, button);
      area.remove();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of root.querySelectorAll("details.menu[open]")) if (!event.composedPath().includes(menu)) menu.open = false;
  });
  root.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details.menu");
    if (menu) menu.open = false;
  });

  setInterval(look, LOOK / 2);
  document.addEventListener("visibilitychange", () => look((looked = 0)));
  onPlace(({ name, rest }) => name === "summit" && show(rest));
  if (place().name === "summit") show(place().rest);
  root.dataset.ready = "";
}
