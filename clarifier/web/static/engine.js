// The line that says who read the email, and the second reading by a model behind it. What was read without a model is shown at once;
// when the model's answer comes, it never takes the place of what somebody is reading or changing: it is offered in the line instead.

import { noteReading, notedReading } from "./memory.js";

const SOON = 1500; // milliseconds that a reading shown before may take to come back, before the page shows the offline one

export function wireEngine(root, { ask, stop, show, adopt, touched }) {
  const line = root.querySelector(".engine");
  const words = line.querySelector("[data-line]");
  const button = line.querySelector("[data-act]");
  const more = line.querySelector("[data-more]");
  const right = root.querySelector(".right");
  const message = root.querySelector("[data-slot=message]");
  let current = null; // the second reading under way
  let act = () => {};
  let moved = false; // whether the pointer moved over the email since it was shown

  message.addEventListener("pointermove", () => (moved = true));
  button.addEventListener("click", () => act());
  more.addEventListener("click", () => {
    more.setAttribute("aria-expanded", String(line.classList.toggle("whole")));
    more.textContent = line.classList.contains("whole") ? "less" : "more";
  });
  new ResizeObserver(fit).observe(words);
  if (notedReading()) stop(notedReading()); // of this tab before it was loaded anew

  function say(text, label = "", work = () => {}) {
    const focused = document.activeElement === button;
    line.classList.remove("whole");
    line.classList.toggle("reading", label === "Stop");
    words.textContent = text;
    words.title = text;
    button.hidden = !label;
    button.textContent = label;
    act = work;
    if (focused && !label) line.focus();
    fit();
  }

  // The line has its height from the start, so that nothing jumps; what is too long for it unfolds.
  function fit() {
    if (line.classList.contains("whole")) return;
    more.hidden = words.scrollWidth <= words.clientWidth && words.scrollHeight <= words.clientHeight;
    more.textContent = "more";
    more.setAttribute("aria-expanded", "false");
  }

  function isRead() {
    const places = [right, message];
    const holds = (node) => node && places.some((place) => place.contains(node));
    const selection = getSelection();
    return (
      (right.matches(":hover") && !line.matches(":hover")) ||
      (moved && message.matches(":hover")) ||
      (holds(document.activeElement) && !line.contains(document.activeElement)) ||
      (!selection.isCollapsed && holds(selection.anchorNode)) ||
      (matchMedia("(hover: none)").matches && scrollY > 0) ||
      touched()
    );
  }

  function leave() {
    if (current) stop(current.id);
    current = null;
    noteReading("");
  }

  // Asks for a second reading; its name lets the server stop it.
  function begin(desk) {
    const id = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("");
    noteReading(id);
    return { id, answer: ask(desk, id) };
  }

  async function follow(desk, next, reading = begin(desk)) {
    current = reading;
    const again = () => follow(desk, next);
    say(next, "Stop", () => {
      leave();
      say("Stopped: read on this machine, without a model", "Read once more", again);
    });
    const result = await reading.answer;
    if (current !== reading) return;
    current = null;
    noteReading("");
    if (!result.ok) return say(`Read without a model: ${result.error}`, "Try again", again);
    if (!result.engine.refined) return say(result.engine.line, "Try again", again);
    if (!result.engine.offer) {
      adopt(result);
      return say(result.engine.line);
    }
    const take = () => {
      show(result);
      say(result.engine.line);
    };
    if (isRead()) say(result.engine.line, /^1 [^,]*$/.test(result.engine.offer) ? "Show it" : "Show them", take);
    else take();
  }

  return {
    begin,
    stop: (reading) => reading && stop(reading.id),
    // The answer of a reading where it comes soon, else null.
    soon: (reading) => Promise.race([reading.answer, new Promise((resolve) => setTimeout(resolve, SOON, null))]),
    // What was just shown (an offline reading does not say whether it is refined): says who read it, and begins, or goes on with, the second reading.
    shown(desk, engine, reading) {
      leave();
      moved = false;
      if (engine.refined === undefined && engine.next) return follow(desk, engine.next, reading);
      if (engine.refined === undefined) reading && stop(reading.id);
      say(engine.line, engine.refined === false ? "Try again" : "", () => follow(desk, engine.next));
    },
    say,
    leave,
  };
}
