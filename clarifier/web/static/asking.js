// Asking: the offline answer at once, and where a model is set up, its wording after it, offered and never put in place of what one reads.

import { wireLine } from "./line.js";
import { wireQuestion } from "./question.js";

const SLOW = 300; // milliseconds until the page says that it is looking
const LOOKING = "Looking in the rules\u00a0…";
const OWN = "The rules' own words, found on this machine";

export function wireAsking({ find, call, server, hear }) {
  const form = find(".asking form");
  const box = form.elements.question;
  const error = find("#asking-error");
  const note = find("[data-index]");
  const slot = find("[data-slot=answer]");
  const strip = find(".answering");
  const say = wireLine(strip.querySelector(".engine"));
  const question = wireQuestion("clarifier.asking", (id) => server.stop({ id }).catch(() => {}));
  let latest = 0;

  function refuse(sentence) {
    error.textContent = sentence;
    error.hidden = !sentence;
  }

  async function ask(words) {
    const number = ++latest;
    question.leave();
    box.value = words;
    const busy = setTimeout(() => {
      strip.hidden = false;
      say(LOOKING);
    }, SLOW);
    const answer = await call("ask", { question: words, id: "offline" }, refuse);
    clearTimeout(busy);
    if (number !== latest) return;
    if (!answer) strip.hidden = true;
    if (!answer) return;
    show(answer);
    if (answer.covered && answer.asks) again(words, number, answer.asks);
  }

  async function again(words, number, name) {
    const asked = question.begin(async (id) => (await call("ask", { question: words, id, model: true }, () => {})) ?? {});
    say(`Being worded by ${name}\u00a0…`, "Stop", () => {
      question.leave();
      say(OWN);
    });
    const better = await question.follow(asked);
    if (number !== latest || better === null) return;
    if (better.engine?.name === "model") say(`${name} has worded it, each sentence with its source`, "Show it", () => show(better));
    else say(better.engine?.reason ?? OWN);
  }

  function show(answer) {
    slot.innerHTML = answer.answer;
    note.textContent = answer.note;
    note.hidden = !answer.note;
    strip.hidden = !answer.covered;
    say(answer.engine.name === "model" ? `Worded by ${answer.engine.model}, each sentence held against its source` : OWN);
    hear(answer.heard);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(box.value);
  });
  find(".asking").addEventListener("click", (event) => {
    const button = event.target.closest("[data-question]");
    if (button) ask(button.textContent);
  });
  slot.addEventListener("click", (event) => {
    const button = event.target.closest("[data-quote]");
    if (!button) return;
    slot.querySelector(`[data-number="${button.dataset.quote}"] .quote`)?.click();
  });
}
