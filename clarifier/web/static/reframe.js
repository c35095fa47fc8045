// The Reframe tab. The browser holds the message and what the rep makes of the rewritten text; a pause in typing sends the message
// and shows what comes back. Markup comes from templates that escape every value; all other text is set as text.

import { wireCooling } from "./cooling.js";
import { wireHeat } from "./heat.js";
import { refill } from "./linked.js";
import { openPage } from "./pages.js";
import { wireReady } from "./ready.js";
import { wireWording } from "./wording.js";
import { keep, recall } from "./written.js";

const SLOW = 250; // milliseconds until the page says that it is busy
const PAUSE = 400; // milliseconds of rest before what was typed is sent
const NO_ANSWER = "No answer from clarifier. Is it still running? Your text is kept; try again.";
const COOLED = "Put away, in this browser only. A short walk or a coffee helps; it is here when you come back.";
const ASIDE = "What stood here before is put away below.";

export async function start(element, server) {
  const root = element.querySelector(".reframe");
  const find = (selector) => root.querySelector(selector);
  const [lights, error, note, heard] = ["[data-slot=lights]", "#written-error", "[data-note]", "[role=status]"].map(find);
  const unlit = lights.innerHTML;
  const ready = wireReady(root, {
    check: (message, edited) => ask("check", { message: sound(message), edited: sound(edited) }),
    remember,
    adopted: () => wording.stand(),
  });
  const wording = wireWording(root, {
    ask: (call, id) => send("improve", call, { id }),
    stop: (id) => server.stop({ id }).catch(() => {}),
    ready,
  });
  const cooling = wireCooling(find(".cooling"), (message) => take(message), (message) => say("Deleted.", message));
  const sheet = wireHeat(root, later);
  const box = sheet.area;
  const to = () => find("[name=to]:checked").value;
  let variant = "direct";
  let kept = recall(); // what this browser kept of an earlier visit, until it is shown
  let latest = 0; // the number of the latest call: an overtaken answer is dropped
  let timer;

  // Calls

  // The answer, with the call that it belongs to.
  async function send(work, call, extra = {}) {
    const own = { call, key: JSON.stringify(call) };
    try {
      return { ...((await server[work]({ ...call, ...extra })) ?? { ok: false, error: NO_ANSWER }), ...own };
    } catch {
      return { ok: false, error: NO_ANSWER, ...own };
    }
  }

  async function ask(work, call, extra) {
    const busy = setTimeout(() => root.classList.add("busy"), SLOW);
    const answer = await send(work, call, extra);
    clearTimeout(busy);
    root.classList.remove("busy");
    return answer;
  }

  const reframed = (message) => ask("reframe", { message: sound(message), to: to(), variant });

  function later() {
    say("");
    error.hidden = true;
    find("[data-step=cool]").hidden = !box.value.trim();
    latest++; // an answer on its way speaks of what stood there before
    wording.leave();
    clearTimeout(timer);
    timer = setTimeout(read, PAUSE);
  }

  async function read() {
    clearTimeout(timer);
    const number = ++latest;
    const message = box.value;
    wording.leave();
    remember();
    if (!message.trim()) return clear();
    const long = tooLong(message);
    const result = long ? { error: long } : await reframed(message);
    if (number !== latest) return;
    if (result.ok) show(result, message);
    else refuse(result.error, Boolean(long));
  }

  function tooLong(message) {
    const most = Number(root.dataset.most);
    const count = message.length > most ? [...message].length : 0;
    const said = (number) => number.toLocaleString("en-GB");
    return count > most && `The message has ${said(count)} characters; up to ${said(most)} are read. Keep the part that you want to send.`;
  }

  function show(result, message) {
    error.hidden = true;
    root.dataset.state = "read";
    sheet.mark(message, result.heat);
    refill(lights, result.lights, true);
    ready.show(result, message, kept?.edited);
    kept = null;
    if (result.engine.stays) {
      wording.shown(result);
      find("#stays").textContent = result.engine.stays;
    }
    if (heard.textContent !== result.heard) heard.textContent = result.heard;
    remember();
  }

  function refuse(sentence, isFinal) {
    error.querySelector("span").textContent = sentence;
    error.querySelector("button").hidden = isFinal;
    error.hidden = false;
    ready.outdated();
  }

  function clear() {
    root.dataset.state = "empty";
    wording.leave();
    error.hidden = true;
    find("[data-step=cool]").hidden = true;
    sheet.write(box.value);
    lights.innerHTML = unlit;
    ready.clear();
    heard.textContent = "";
  }

  function remember() {
    const worded = wording.state ?? kept?.worded;
    keep(box.value.trim() ? { text: box.value, to: to(), variant, edited: ready.state ?? kept?.edited, worded } : null);
  }

  // A message that arrives: an example, one that was put away, the ask of the Clarify tab. What stands there is put away, not lost.

  function take(message) {
    const leaving = box.value.trim() && box.value.trim() !== message.text.trim();
    const made = leaving ? ASIDE + cooling.add({ text: box.value, to: to() }) : "";
    if (leaving) ready.clear();
    choose(message.to);
    sheet.write(message.text);
    later();
    say(made);
    read();
    box.focus();
    box.setSelectionRange(0, 0);
  }

  function choose(audience, wording = variant) {
    for (const each of root.querySelectorAll("[name=to]")) each.checked = each.value === audience;
    variant = wording;
    for (const each of root.querySelectorAll("[data-variant]")) each.setAttribute("aria-pressed", String(each.dataset.variant === variant));
  }

  // A sentence under the message; with a message that was deleted it can be taken back.
  function say(words, deleted = null) {
    note.querySelector("span").textContent = words;
    note.querySelector("button").hidden = !deleted;
    note.hidden = !words;
    note.deleted = deleted;
  }

  const steps = {
    ...ready.steps,
    again: read,
    cool: () => {
      clearTimeout(timer);
      latest++;
      const made = COOLED + cooling.add({ text: box.value, to: to() });
      sheet.write("");
      clear();
      remember();
      say(made);
      heard.textContent = made;
      box.focus();
    },
    restore: () => {
      cooling.add(note.deleted);
      say("");
    },
  };

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.step in steps) steps[button.dataset.step]();
    if (button.dataset.to) take({ to: button.dataset.to, text: button.querySelector("span").textContent });
    if (button.dataset.variant) {
      choose(to(), button.dataset.variant === variant ? "direct" : button.dataset.variant);
      read();
    }
  });
  find(".choice").addEventListener("change", read);
  box.addEventListener("keydown", (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && read());
  for (const name of ["pointerover", "focusin"]) {
    lights.addEventListener(name, (event) => {
      const words = event.target.closest("[tabindex]")?.querySelectorAll("[data-words]") ?? [];
      sheet.light([...words].map((each) => each.dataset.words));
    });
  }
  for (const name of ["pointerleave", "focusout"]) lights.addEventListener(name, () => sheet.light([]));
  document.addEventListener("clarifier:reframe", (event) => {
    openPage("reframe");
    take({ to: "production", text: event.detail });
  });

  document.addEventListener("clarifier:model", () => root.dataset.state === "read" && read());

  // What this browser kept: the message, the text that was made of it, and a model's wording, which is verified anew.
  async function restore({ text, edited, worded }) {
    choose(kept.to, kept.variant);
    sheet.write(text);
    find("[data-step=cool]").hidden = false;
    const better = worded && (await ask("improve", worded.call, { id: "kept", kept: worded.text }));
    if (better?.engine?.offer) wording.hold(better.key, { result: better, chosen: worded.chosen });
    const message = edited?.message ?? text;
    const shown = edited?.isModels ? better : message !== text && (await reframed(message)); // what the text to send was made of
    if (shown?.ok && Boolean(shown.engine.offer) === Boolean(edited.isModels)) show(shown, message);
    await read();
  }

  if (kept?.text) await restore(kept);
  else kept = null;
  root.dataset.ready = "";
}

// Half a surrogate pair is no text that can be sent.
const sound = (text) => text.toWellFormed?.() ?? text;
