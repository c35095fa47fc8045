// The Requests tab: the board, the list of all, and one request, by what stands in the address. Markup comes from templates that escape
// every value; all other text is set as text.

import { called, teller } from "./calls.js";
import { wireEntry } from "./entry.js";
import { onPlace, openPage, place } from "./pages.js";

const NO_ANSWER = "No answer from clarifier. Is it still running? What you typed is kept; try again.";
const PAUSE = 250; // milliseconds of rest before a search is sent
const REST = 30_000; // milliseconds between two looks at the board

export function start(element, server) {
  const root = element.querySelector(".requests");
  const find = (selector) => root.querySelector(selector);
  const [trouble, boardSlot, rows, more, search, state] = [
    "[data-trouble]", "[data-slot=board]", "[data-slot=rows]", "[data-more]", "[name=words]", "[name=state]",
  ].map(find);
  const mine = find("[name=mine]");
  let looks = 0; // how many there were: the answer to an overtaken one is dropped
  let lists = 0;
  let timer;
  const tell = teller(trouble);

  // One call: its answer, or null once its trouble is said.
  const call = (work, values = {}, say = tell) => called(server, work, values, say, NO_ANSWER);

  const hear = (words) => (find("[data-heard]").textContent = words);
  const entry = wireEntry({ root, find, call, hear });
  const view = () => root.dataset.view;

  // What stands in the address is shown: nothing, `all`, or a request's number.
  function show(rest) {
    const number = /^R-\d+$/i.test(rest) ? rest.toUpperCase() : "";
    root.dataset.view = number ? "entry" : rest === "all" ? "all" : "board";
    find(".overview").hidden = Boolean(number);
    find(".opened").hidden = !number;
    for (const each of root.querySelectorAll(".views [data-go]")) each.toggleAttribute("aria-current", each.dataset.go === rest);
    if (number) return entry.open(number);
    entry.leave();
    look();
  }

  async function look() {
    const isList = view() === "all" || Boolean(search.value.trim());
    state.hidden = view() !== "all";
    mine.closest("label").hidden = isList;
    find(".every").hidden = !isList;
    boardSlot.hidden = find(".jump").hidden = isList;
    const number = ++looks;
    lists++;
    if (isList) list(0);
    const answer = await call("board", { mine: mine.checked });
    if (answer && number === looks) fillBoard(answer);
  }

  function fillBoard(answer) {
    const at = document.activeElement?.dataset?.go;
    const inside = boardSlot.contains(document.activeElement);
    boardSlot.innerHTML = answer.board;
    if (inside && at) boardSlot.querySelector(`[data-go="${CSS.escape(at)}"]`)?.focus();
    find("[data-sentence]").textContent = answer.empty ? "" : answer.sentence;
    root.classList.toggle("bare", answer.empty && view() === "board");
    for (const chip of root.querySelectorAll("[data-jump]")) {
      const lane = boardSlot.querySelector(`[data-lane="${chip.dataset.jump}"]`);
      chip.querySelector("b").textContent = lane?.dataset.count ?? "";
    }
  }

  async function list(skip) {
    const asked = ++lists;
    const answer = await call("listing", { words: search.value, state: view() === "all" ? state.value : "", skip });
    if (!answer || asked !== lists) return;
    if (!skip) rows.replaceChildren();
    const first = rows.children.length;
    rows.insertAdjacentHTML("beforeend", answer.rows);
    if (skip) rows.children[first]?.querySelector("a")?.focus();
    more.hidden = !answer.more;
    more.textContent = `${answer.more.toLocaleString("en")} more`;
    more.dataset.skip = answer.shown;
    find("[data-found]").textContent = answer.count === 1 ? "1 request" : `${answer.count.toLocaleString("en")} requests`;
  }

  const later = (work) => {
    clearTimeout(timer);
    timer = setTimeout(work, PAUSE);
  };

  search.addEventListener("input", () => later(look));
  state.addEventListener("change", look);
  mine.addEventListener("change", look);
  find(".finding").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    look();
  });
  more.addEventListener("click", () => list(Number(more.dataset.skip)));

  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openPage(link.dataset.go ? `requests/${link.dataset.go}` : "requests");
    }
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.page) openPage(button.dataset.page);
    if (button.dataset.laneMore) {
      state.value = button.dataset.laneMore;
      openPage("requests/all");
    }
    if (button.dataset.jump) {
      const lane = boardSlot.querySelector(`[data-lane="${button.dataset.jump}"]`);
      lane?.scrollIntoView({ block: "start" });
      lane?.querySelector("h2").focus({ preventScroll: true });
    }
  });

  // Arrow keys go from request to request within a lane, and over to the lane beside it.
  boardSlot.addEventListener("keydown", (event) => {
    const [lane, ticket] = [event.target.closest("[data-lane]"), event.target.closest(".ticket")];
    const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (!lane || !ticket || !step) return;
    const lanes = [...boardSlot.querySelectorAll("[data-lane]")].filter((each) => each.querySelector(".ticket"));
    const tickets = (each) => [...each.querySelectorAll(".ticket")];
    const beside = lanes[lanes.indexOf(lane) + step[0]];
    const next = beside && tickets(beside)[step[0] ? Math.min(tickets(lane).indexOf(ticket), tickets(beside).length - 1) : tickets(lane).indexOf(ticket) + step[1]];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  const isHere = () => place().name === "requests" && document.visibilityState === "visible";
  const isReading = () => boardSlot.matches(":hover") || boardSlot.contains(document.activeElement);
  setInterval(() => isHere() && view() === "board" && !boardSlot.hidden && !isReading() && look(), REST);
  document.addEventListener("visibilitychange", () => isHere() && view() === "board" && !isReading() && look());
  onPlace(({ name, rest }) => (name === "requests" ? show(rest) : entry.leave()));
  if (place().name === "requests") show(place().rest);
  root.dataset.ready = "";
}
