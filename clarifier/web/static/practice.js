// Practising: a situation, messages back and forth, feedback rule by rule. What is being written stays in this browser until it is sent;
// nothing that a learner wrote is kept on the server.

import { wireQuestion } from "./question.js";

const DRAFT = "clarifier.practice";

const WRITING = "…";

export function wirePractice({ find, call, server, refresh, hear, root }) {
  const question = wireQuestion("clarifier.practising", (id) => server.stop({ id }).catch(() => {}));
  const scenes = find(".scenes");
  const slot = find("[data-slot=scene]");
  let scenario = "";
  let messages = []; // the learner's, in their order
  let said = []; // the whole exchange, as it is shown

  async function enter(id) {
    const answer = await call("scene", { scenario: id });
    if (!answer) return;
    scenario = id;
    messages = [];
    said = [];
    slot.innerHTML = answer.scene;
    scenes.hidden = true;
    box().value = kept(id).draft ?? "";
    for (const each of kept(id).said ?? []) {
      line(each.side, each.who, each.words);
      if (each.side === "you") messages.push(each.words);
    }
    said = kept(id).said ?? [];
    slot.querySelector("[data-again]").hidden = !messages.length;
    if (kept(id).over) over();
    slot.querySelector(".scene").scrollIntoView({ block: "start" });
    box().focus({ preventScroll: true });
  }

  function leave() {
    question.leave();
    slot.replaceChildren();
    scenes.hidden = false;
    scenario = "";
  }

  const box = () => slot.querySelector("[name=attempt]");

  async function send() {
    const button = slot.querySelector("[data-try]");
    const error = slot.querySelector("#attempt-error");
    const written = box().value;
    button.disabled = true;
    const answer = await call("practise", { scenario, messages: [...messages, written] }, (sentence) => {
      error.textContent = sentence;
      error.hidden = !sentence;
    });
    button.disabled = false;
    if (!answer) return;
    messages.push(written);
    line("you", "You", written);
    const theirs = line("they", slot.querySelector(".exchange").dataset.name, answer.asks ? WRITING : answer.says);
    if (answer.asks) answer.says = await freely(theirs, answer.says);
    slot.querySelector("[data-slot=feedback]").innerHTML = answer.feedback;
    const them = slot.querySelector(".exchange").dataset.name;
    said = [...said, { side: "you", who: "You", words: written }, { side: "they", who: them, words: answer.says }];
    keep({ said, over: answer.over });
    box().value = "";
    slot.querySelector("[data-again]").hidden = false;
    slot.querySelector("label[for=attempt]").hidden = true;
    box().placeholder = "Answer, or say it again, better.";
    if (answer.over) over();
    hear(answer.says);
    slot.querySelector(".exchange").lastElementChild.scrollIntoView({ block: "nearest" });
    refresh();
  }

  function over() {
    box().hidden = true;
    slot.querySelector("label[for=attempt]").hidden = true;
    slot.querySelector(".buttons [data-scenes]").hidden = false;
    slot.querySelector("[data-try]").hidden = true;
    slot.querySelector("[data-good]").hidden = true;
    slot.querySelector(".example").hidden = false;
  }

  function line(side, who, words) {
    const item = document.createElement("li");
    item.className = side;
    const name = document.createElement("b");
    name.textContent = who;
    const said = document.createElement("p");
    said.textContent = words;
    item.append(name, said);
    slot.querySelector(".exchange").append(item);
    return said;
  }

  // The counterpart in a model's words: nothing stands there yet that one could be reading. The script's line where it cannot.
  async function freely(said, scripted) {
    const asked = question.begin((id) => call("counter", { scenario, messages, id }, () => {}));
    const answer = await question.follow(asked);
    said.textContent = answer?.says ?? scripted;
    return said.textContent;
  }

  // The newest message comes back, to be said better by one rule.
  function retry(rule) {
    box().value = messages.at(-1) ?? "";
    box().hidden = false;
    slot.querySelector("[data-try]").hidden = false;
    keep({ said, draft: box().value });
    for (const each of slot.querySelectorAll(".points li")) each.classList.toggle("aimed", each.dataset.rule === rule);
    box().focus();
    box().scrollIntoView({ block: "center" });
  }

  // What is kept of a situation until this browser tab is closed: the exchange, and what is being written.
  function keep(state) {
    try {
      if (state) sessionStorage.setItem(`${DRAFT}.${scenario}`, JSON.stringify(state));
      else sessionStorage.removeItem(`${DRAFT}.${scenario}`);
    } catch {
      // storage is forbidden: the page works without
    }
  }

  function kept(id) {
    try {
      return JSON.parse(sessionStorage.getItem(`${DRAFT}.${id}`)) ?? {};
    } catch {
      return {};
    }
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.scene) enter(button.dataset.scene);
    if ("scenes" in button.dataset) leave();
    if ("try" in button.dataset) send();
    if ("again" in button.dataset) {
      keep(null);
      enter(scenario);
    }
    if (button.dataset.retry) retry(button.dataset.retry);
    if ("good" in button.dataset) {
      const example = slot.querySelector(".example");
      example.hidden = !example.hidden;
      button.textContent = example.hidden ? "Show a good one" : "Hide the good one";
    }
  });
  slot.addEventListener("input", (event) => event.target.name === "attempt" && keep({ said, draft: event.target.value }));
  slot.addEventListener("keydown", (event) => event.target.name === "attempt" && event.key === "Enter" && (event.ctrlKey || event.metaKey) && send());

  return { forget: leave };
}
