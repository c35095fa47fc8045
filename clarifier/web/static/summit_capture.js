// What is said, caught as it is said: typed, chosen by a key, kept by Enter. Heat is marked behind the words and a kinder wording offered.
// The field belongs to whoever types: nothing that others do changes it, and it outlives a reload.

import { fill } from "./marks.js";
import { keep, recall } from "./summit_memory.js";
import { freshKey } from "./typed.js";

const PAUSE = 350; // milliseconds of rest before words are judged
const KEYS = { d: "decision", a: "action", p: "parking" };

export function wireCapture({ find, call, change, tell, hear }) {
  const form = find("form.caught");
  const [area, layer, kinder, unsaid, whom, error] = ["textarea", ".layer", ".kinder", ".unsaid", ".whom", "[data-capture-error]"].map((each) => form.querySelector(each));
  let number = 0;
  let kind = "decision";
  let key = null;
  let underway = []; // notes that are sent and not yet acknowledged
  let asked = 0;
  let timer;

  const typed = () => ({ text: area.value, kind, owner: form.owner.value, due: form.due.value, key });
  const remember = () => keep(number, "caught", { ...typed(), sent: underway });

  function choose(wanted) {
    kind = wanted in { decision: 1, action: 1, parking: 1 } ? wanted : "decision";
    for (const each of form.querySelectorAll("[data-kind]")) each.setAttribute("aria-pressed", String(each.dataset.kind === kind));
    whom.hidden = kind !== "action";
  }

  function paint(spans = []) {
    fill(layer, area.value, spans);
  }

  function clear() {
    kinder.hidden = unsaid.hidden = true;
    paint();
  }

  // Words are judged once they rest; an overtaken judgement is dropped.
  function later() {
    clearTimeout(timer);
    asked++;
    clear();
    if (area.value.trim()) timer = setTimeout(judge, PAUSE);
  }

  async function judge() {
    const own = ++asked;
    const text = area.value.toWellFormed?.() ?? area.value;
    const answer = await call("cool", { text }, () => {});
    if (!answer || own !== asked) return;
    paint(answer.spans);
    kinder.querySelector("q").textContent = answer.kinder;
    kinder.hidden = !answer.kinder;
    unsaid.hidden = Boolean(answer.kinder) || !answer.spans.length;
  }

  // The field is free at once for what is said next; what did not arrive comes back into it.
  function send() {
    const note = { ...typed(), text: area.value.trim() };
    area.focus();
    if (!note.text) return;
    note.key ??= freshKey(); // what is sent again is the same note
    write({});
    deliver(note);
  }

  async function deliver(note) {
    const own = number;
    underway = [...underway, note];
    remember();
    const { kind: as, text, owner, due } = note;
    const answer = await change("capture", { data: as === "action" ? { kind: as, text, owner, due } : { kind: as, text }, key: note.key }, tell(error));
    if (own !== number) return;
    underway = underway.filter((each) => each !== note);
    if (answer) hear(`Kept: ${text}`);
    else write(area.value.trim() ? { ...typed(), text: `${text}\n${area.value}`, key: null } : note);
    remember();
  }

  function write(note) {
    area.value = note.text ?? "";
    form.owner.value = note.owner ?? "";
    form.due.value = note.due ?? "";
    key = note.key ?? null;
    choose(note.kind);
    later();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  form.addEventListener("input", (event) => {
    key = null; // other words are another note
    remember();
    if (event.target === area) later();
  });
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const wanted = event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey ? KEYS[event.key.toLowerCase()] : undefined;
    if (wanted && !(wanted === "action" && kind === "action")) {
      event.preventDefault(); // Ctrl+A once more selects all, as ever
      pick(wanted);
    } else if (event.key === "Enter" && !event.shiftKey && event.target.matches("textarea, input")) {
      event.preventDefault();
      send();
    }
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.kind) pick(button.dataset.kind);
    if (button && "use" in button.dataset) use(kinder.querySelector("q").textContent);
  });

  function pick(wanted) {
    choose(wanted);
    key = null;
    remember();
    (kind === "action" && area.value.trim() ? form.owner : area).focus();
  }

  // Other words in the field, in a way that Ctrl+Z takes back.
  function use(words) {
    area.focus();
    area.select();
    if (!document.execCommand("insertText", false, words)) area.value = words;
    later();
    remember();
  }

  return {
    // The field of this summit, with what was typed here before.
    show(summit, names) {
      form.querySelector("datalist").replaceChildren(...names.map((each) => Object.assign(document.createElement("option"), { value: each })));
      if (number === summit) return;
      number = summit;
      const kept = recall(number, "caught") ?? {};
      underway = [];
      tell(error)("");
      write(kept);
      for (const note of kept.sent ?? []) deliver(note); // the page was left before the answer came: the same key counts once
    },
    leave: () => (number = 0),
    // An option becomes a decision, after what already stands there.
    take(words) {
      choose("decision");
      use(area.value.trim() ? `${area.value.trim()} ${words}` : words);
    },
  };
}
