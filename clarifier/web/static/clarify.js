// The Clarify tab. The browser holds the email, the day and the answers; each step sends them and shows what comes back.
// Markup comes from templates that escape every value; all other text is set as text.
import { wireArrivals } from "./arrivals.js";
import { Draft, copy, save, tabs } from "./drafts.js";
import { wireEngine } from "./engine.js";
import { wireMenu } from "./menu.js";
import { link, refill, settle } from "./linked.js";
import { forget, keep, recall } from "./memory.js";
import { grow, wireQuestions } from "./questions.js";
import { wireSaving } from "./saving.js";

const LARGEST = 25 * 1024 * 1024;
const SLOW = 250; // milliseconds until the page says that it is busy
const PAUSE = 250; // milliseconds of rest before typing is sent
const NO_ANSWER = "No answer from clarifier. Is it still running? Your text is kept; try again.";
const COPY_LABELS = { "draft-reply": "Copy reply", "draft-ask": "Copy request" };

export async function start(element, server) {
  const root = element.querySelector(".clarify");
  const find = (selector) => root.querySelector(selector);
  const slots = Object.fromEntries([...root.querySelectorAll("[data-slot]")].map((slot) => [slot.dataset.slot, slot]));
  const box = find("textarea[name=email]");
  const boxError = find("#paste-error");
  const answerBox = find("#answer-box");
  const answerText = find("textarea[name=answer]");
  const drafts = { reply: new Draft(find("#draft-reply"), remember), ask: new Draft(find("#draft-ask"), remember) };
  const questions = wireQuestions(slots.questions, () => later(recompose));
  const engine = wireEngine(root, {
    ask: (desk, id) => send("refine", desk, { id }),
    stop: (id) => server.stop({ id }).catch(() => {}),
    show: (result) => show(result, { edits: questions.edits }, adopt()),
    adopt,
    touched: () => questions.changed || !drafts.reply.untouched || !drafts.ask.untouched || Boolean(answerText.value.trim()),
  });
  const saving = wireSaving(root, { send, remember, desk: () => desk, questions: () => questions.chosen });
  let desk = null; // what is being shown: {email | file, name, sent, answers, reply_in, refined}, and what it was saved as
  let before = null; // what was shown before that, with its edits and drafts
  let latest = 0; // the number of the latest call: an overtaken answer is dropped
  let timer;

  // Calls

  async function send(work, desk, extra) {
    const { email, file, name, sent, answers, reply_in, refined = false } = desk;
    const call = { name, sent, answers, reply_in, refined, ...extra };
    try {
      const form = file ? { binary: true, data: { file, call: JSON.stringify(call) } } : { email, ...call };
      return (await server[work](form)) ?? { ok: false, error: NO_ANSWER };
    } catch {
      return { ok: false, error: NO_ANSWER };
    }
  }

  async function waitFor(answer) {
    const busy = setTimeout(() => root.classList.add("busy"), SLOW);
    try {
      return await answer;
    } finally {
      clearTimeout(busy);
      root.classList.remove("busy");
    }
  }

  const ask = (work, desk, extra = {}) => waitFor(send(work, desk, extra));

  function later(work) {
    clearTimeout(timer);
    timer = setTimeout(work, PAUSE);
  }

  // Reads a desk and shows it; on failure what is shown stays, and `refused` tells why. What was read with a model before
  // stays so where that is quick: the same email costs no second question.
  async function read(candidate, refused, kept = {}) {
    const number = ++latest;
    const reading = candidate.refined ? engine.begin(candidate) : undefined;
    const soon = reading && (await waitFor(engine.soon(reading)));
    const result = soon?.ok ? soon : await ask("clarify", candidate);
    if (number !== latest || !result.ok) {
      engine.stop(reading);
      if (number === latest) refused(result.error);
      return false;
    }
    desk = { ...candidate, refined: result.engine.refined ?? false };
    show(result, kept);
    engine.shown(desk, result.engine, reading);
    return true;
  }

  // From here on the drafts and the files speak of what a model refined.
  function adopt() {
    desk.refined = true;
    remember();
    return true;
  }

  function show(result, { edits = {}, texts = null }, isSame = false) {
    const focused = document.activeElement?.closest?.("[data-slot]") && document.activeElement.name;
    root.dataset.state = "read";
    for (const [name, slot] of Object.entries(slots)) {
      refill(slot, result[name], isSame);
      settle(slot);
    }
    if (focused) root.querySelector(`[data-slot] [name="${focused}"]`)?.focus();
    find("#paste-title").textContent = find("#paste-title").dataset.read;
    for (const each of [find(".drafts"), find(".menu")]) each.hidden = !result.reply && !result.ask;
    for (const each of root.querySelectorAll("[data-who]")) each.textContent = result.who;
    for (const each of root.querySelectorAll("[data-whose]")) each.textContent = `${result.who}’s`;
    drafts.reply.area.lang = result.reply_in;
    if (texts) for (const name of ["reply", "ask"]) drafts[name].state = texts[name];
    questions.restore(edits);
    drafts.ask.offer(result.ask);
    if (questions.changed) recompose();
    else drafts.reply.offer(result.reply);
    Object.values(drafts).forEach((draft) => grow(draft.area));
    find("[role=status]").textContent = result.heard;
    find("[data-do=back]").hidden = !before;
    saving.shown(Boolean(result.ask));
    remember();
  }

  async function recompose() {
    const [shown, refined] = [desk, desk.refined];
    const result = await ask("compose", shown, { questions: questions.chosen });
    if (shown !== desk || refined !== desk.refined) return;
    if (result.line) engine.say(result.line);
    if (result.ok) drafts.reply.offer(result.reply);
    else refuse(boxError)(result.error);
    grow(drafts.reply.area);
    remember();
  }

  const refuse = (place) => (sentence) => {
    place.textContent = sentence;
    place.hidden = false;
  };

  const snapshot = () => desk && { ...desk, edits: questions.edits, texts: { reply: drafts.reply.state, ask: drafts.ask.state } };

  function remember() {
    keep({ ...(snapshot() ?? {}), box: box.value });
  }

  // An email that arrives: pasted, dropped, chosen, or an example

  async function take(candidate) {
    boxError.hidden = true;
    const leaving = snapshot();
    const fresh = { reply: {}, ask: {} };
    const taken = await read({ answers: [], ...candidate }, (sentence) => {
      if (candidate.email !== undefined) box.value = candidate.email;
      refuse(boxError)(sentence);
      offerReading();
      remember();
    }, { texts: fresh });
    if (!taken) return;
    before = leaving ?? before;
    box.value = "";
    offerReading();
    closeAnswer();
    find("[data-do=back]").hidden = !before;
    remember();
    scrollTo({ top: 0 });
  }

  const dayInBox = () => (root.dataset.state === "empty" && find(".paste [name=sent]").value) || null;
  const takeText = (email) => take({ email, sent: dayInBox() });

  function takeFile(file) {
    if (file.size > LARGEST) {
      refuse(boxError)("This file is larger than 25 MB. Save the email without its attachments and drop it again.");
      return;
    }
    take({ file, name: file.name, sent: dayInBox() });
  }

  async function takeExample(file) {
    const example = await server.example({ file });
    if (example?.ok) take({ email: example.email, sent: example.sent });
    else refuse(boxError)(example?.error ?? NO_ANSWER);
  }

  function offerReading() {
    find("[data-do=read]").hidden = !box.value.trim();
  }

  box.addEventListener("input", () => {
    boxError.hidden = true;
    offerReading();
    later(remember);
  });
  wireArrivals(root, box, { takeText, takeFile });
  find("[data-examples]").append(find(".examples").cloneNode(true));

  // The day, the answers, the drafts

  slots.message.addEventListener("change", (event) => {
    if (event.target.name === "sent") again({ sent: event.target.value || null });
  });
  slots.questions.addEventListener("change", (event) => {
    if (event.target.name === "reply_in") again({ reply_in: event.target.value });
  });

  const again = (change, refused = refuse(boxError)) => read({ ...desk, ...change }, refused, { edits: questions.edits });

  async function takeAnswer() {
    const error = answerBox.querySelector(".error");
    error.hidden = true;
    if (!answerText.value.trim()) return;
    if (await again({ answers: [...desk.answers, answerText.value] }, refuse(error))) closeAnswer();
  }

  function closeAnswer() {
    answerText.value = "";
    answerBox.hidden = true;
    find("[data-do=answer]").setAttribute("aria-expanded", "false");
  }

  answerText.addEventListener("paste", (event) => {
    const pasted = event.clipboardData.getData("text/plain").replaceAll("\r\n", "\n").trim();
    setTimeout(() => answerText.value.trim() === pasted && takeAnswer());
  });
  answerText.addEventListener("input", () => (find("[data-do=take-answer]").hidden = !answerText.value.trim()));

  const shownDraft = () => (find("#draft-reply").hidden ? drafts.ask : drafts.reply);
  tabs(find("[role=tablist]"), (panel) => {
    const button = find("[data-do=copy]");
    button.dataset.label = COPY_LABELS[panel];
    button.querySelector("span").textContent = COPY_LABELS[panel];
    find("[data-do=reframe]").hidden = shownDraft() !== drafts.ask;
    grow(shownDraft().area);
  });

  // Buttons

  const work = {
    read: () => takeText(box.value),
    edit: () => {
      box.value = desk.email;
      offerReading();
      box.focus();
      box.setSelectionRange(0, 0);
    },
    clear: () => {
      before = snapshot();
      desk = null;
      latest++;
      engine.leave();
      for (const slot of Object.values(slots)) slot.replaceChildren();
      root.dataset.state = "empty";
      find(".drafts").hidden = true;
      find("#paste-title").textContent = find("#paste-title").dataset.empty;
      find("[data-do=back]").hidden = false;
      forget();
      box.focus();
    },
    back: async () => {
      const { edits, texts, ...earlier } = before;
      const leaving = snapshot();
      boxError.hidden = true;
      if (await read(earlier, refuse(boxError), { edits, texts })) before = leaving;
      find("[data-do=back]").hidden = !before;
    },
    copy: (button) => {
      copy(shownDraft().area, button);
      if (shownDraft() === drafts.reply) saving.copied();
    },
    save: saving.save,
    "open-saved": saving.open,
    "mark-asked": saving.asked,
    reframe: () => document.dispatchEvent(new CustomEvent("clarifier:reframe", { detail: drafts.ask.area.value })),
    answer: (button) => {
      answerBox.hidden = !answerBox.hidden;
      button.setAttribute("aria-expanded", String(!answerBox.hidden));
      if (!answerBox.hidden) answerText.focus();
    },
    "take-answer": takeAnswer,
    "close-answer": closeAnswer,
    "drop-answer": () => again({ answers: desk.answers.slice(0, -1) }),
  };

  root.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.do in work) work[button.dataset.do](button);
    if (button.dataset.example) takeExample(button.dataset.example);
    if (button.dataset.export) {
      button.closest("details").open = false;
      const file = await ask("export", desk, { form: button.dataset.export });
      if (file.ok) save(file);
      else refuse(boxError)(file.error);
    }
  });
  wireMenu(find(".menu"));

  document.addEventListener("clarifier:model", (event) => {
    if (desk && !desk.refined && event.detail.next) engine.shown(desk, event.detail);
  });

  link(root);
  const kept = await recall();
  if (kept?.box) {
    box.value = kept.box;
    offerReading();
  }
  if (kept?.email || kept?.file) {
    const { edits, texts, box: _, ...earlier } = kept;
    await read(earlier, refuse(boxError), { edits, texts });
  }
  root.dataset.ready = "";
}
