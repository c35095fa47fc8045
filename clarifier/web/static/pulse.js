// The pulse's card: one number, one line, sent once; results when the round is closed. What is chosen and typed is kept in this browser's
// session until it is sent.

import { freshKey } from "./typed.js";
import { place } from "./pages.js";

const NAME = "clarifier.pulse";
const REST = 20_000; // milliseconds between two looks at who has answered

export function wirePulse({ root, find, call, tell, hear }) {
  const slot = find("[data-slot=pulse]");
  let round = 0; // the closed one that is shown, 0 is the last
  let seen = null; // the markup that is shown
  let isHere = false;
  let sending = false;

  async function show(wanted = round) {
    round = wanted;
    isHere = true;
    const answer = await call("pulse", { round }, tell(find("[data-pulse-trouble]")));
    if (answer && !sending) fill(answer);
  }

  function fill(answer, isNew = false) {
    if (answer.pulse === seen) return;
    if (!isNew && isBusy() && answer.round === Number(slot.querySelector(".ballot")?.dataset.round)) {
      slot.querySelector("[data-standing]").textContent = answer.standing; // whoever is typing keeps the form as it is
      return;
    }
    const inside = slot.contains(document.activeElement);
    const chart = inside && document.activeElement.closest("a.spot")?.getAttribute("href");
    slot.innerHTML = seen = answer.pulse;
    if (chart) slot.querySelector(`[href="${CSS.escape(chart)}"]`)?.focus({ preventScroll: true });
    restore();
  }

  const isBusy = () => slot.contains(document.activeElement) && slot.querySelector(".ballot");
  const score = (form) => form.querySelector("[name=score]:checked")?.value;

  function restore() {
    const form = slot.querySelector(".ballot");
    if (!form) return;
    const kept = recalled(form.dataset.round);
    const chosen = form.querySelector(`[name=score][value="${CSS.escape(kept.score ?? "")}"]`);
    if (chosen) chosen.checked = true;
    form.querySelector("[name=gap]").value = kept.gap ?? "";
    form.querySelector("[type=submit]").disabled = !chosen;
  }

  slot.addEventListener("input", (event) => {
    const form = event.target.closest(".ballot");
    if (!form) return;
    form.querySelector("[type=submit]").disabled = !score(form);
    keep(form.dataset.round, { ...recalled(form.dataset.round), score: score(form), gap: form.querySelector("[name=gap]").value });
  });

  slot.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.matches(".ballot")) await send(form);
    else if ("openRound" in form.dataset) await run("pulse_open", { question: form.question.value, expected: form.expected.value });
    else await run("pulse_tag", { round: Number(form.dataset.round), comment: form.dataset.tag, text: form.text.value });
  });

  slot.addEventListener("click", (event) => {
    const button = event.target.closest("[data-close-round]");
    if (button) run("pulse_close", { round: Number(button.dataset.closeRound) });
  });

  async function send(form) {
    if (sending || !score(form)) return;
    sending = true;
    const number = form.dataset.round;
    const kept = { key: freshKey().slice(0, 60), ...recalled(number), score: score(form), gap: form.querySelector("[name=gap]").value };
    keep(number, kept);
    const values = { round: Number(number), score: Number(kept.score), gap: kept.gap, key: kept.key };
    const answer = await call("pulse_answer", values, tell(form.querySelector("[data-pulse-error]")));
    sending = false;
    if (!answer) return;
    forget();
    fill(answer, true);
    slot.tabIndex = -1;
    slot.focus({ preventScroll: true });
    hear(slot.querySelector("[data-standing]")?.textContent ?? "The round is closed; here are its results.");
  }

  async function run(work, values) {
    const answer = await call(work, values, tell(slot.querySelector("[data-running-error]")));
    if (!answer) return;
    round = work === "pulse_tag" ? values.round : 0;
    fill(answer, true);
    slot.tabIndex = -1;
    slot.focus({ preventScroll: true });
  }

  const looks = () => isHere && !isReading() && document.visibilityState === "visible" && place().name === "measures" && show();
  const isReading = () => slot.contains(document.activeElement) && !slot.querySelector(".ballot") && document.activeElement !== slot;
  setInterval(looks, REST);
  document.addEventListener("visibilitychange", looks);

  return { show, leave: () => (isHere = false) };
}

// Only in this session: an answer that was never sent is nobody's business.
function keep(round, values) {
  try {
    sessionStorage.setItem(NAME, JSON.stringify({ [round]: values }));
  } catch {
    // storage is forbidden: it lasts as long as the page
  }
}

function recalled(round) {
  try {
    return JSON.parse(sessionStorage.getItem(NAME))?.[round] ?? {};
  } catch {
    return {};
  }
}

function forget() {
  try {
    sessionStorage.removeItem(NAME);
  } catch {
    // storage is forbidden: there was nothing to forget
  }
}
