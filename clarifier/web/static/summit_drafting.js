// The form from which an agenda is drafted: day, minutes, topics of one's own. What was typed outlives a reload.

import { forgetDraft, keepDraft, recalledDraft } from "./summit_memory.js";
import { freshKey } from "./typed.js";

export function wireDrafting({ root, find, call, tell, opened }) {
  const box = find(".drafting");
  const form = box.querySelector("form");
  const topics = form.querySelector(".topics");
  const button = form.querySelector("[type=submit]");
  const fields = () => [...topics.querySelectorAll("textarea")];
  let isRestored = false;
  let wasPlanned = null;
  let isDrafting = false;

  const values = () => ({
    day: form.day.value,
    time: form.time.value,
    minutes: form.querySelector("[name=minutes]:checked").value,
    topics: fields().map((each) => each.value),
  });

  function restore(day, time) {
    const kept = recalledDraft();
    form.day.value = kept?.day >= day.slice(0, 8) ? kept.day : day;
    form.time.value = kept?.time || time;
    const chosen = form.querySelector(`[name=minutes][value="${CSS.escape(kept?.minutes ?? "")}"]`);
    if (chosen) chosen.checked = true;
    for (const [place, text] of (kept?.topics ?? []).entries()) (fields()[place] ?? another()).value = text;
  }

  function another() {
    const label = topics.querySelector("label").cloneNode(true);
    label.querySelector("textarea").value = "";
    label.querySelector("span").textContent = "Another topic";
    topics.append(label);
    form.querySelector("[data-add-topic]").hidden = fields().length >= Number(topics.dataset.most);
    return label.querySelector("textarea");
  }

  form.addEventListener("input", () => keepDraft({ ...values(), key: null }));
  form.querySelector("[data-add-topic]").addEventListener("click", () => another().focus());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isDrafting) return;
    isDrafting = true;
    const { day, time, minutes, topics: said } = values();
    const key = recalledDraft()?.key ?? freshKey();
    keepDraft({ ...values(), key }); // the same words sent again are one draft
    button.querySelector("span").textContent = "Drafting …";
    const sent = { starts: `${day}T${time}`, minutes: Number(minutes), topics: said.filter((each) => each.trim()), key };
    const answer = await call("draft", sent, tell(form.querySelector("[data-draft-error]")));
    button.querySelector("span").textContent = "Draft it";
    isDrafting = false;
    if (!answer) return;
    forgetDraft();
    for (const each of fields()) each.value = "";
    while (fields().length > 1) topics.lastElementChild.remove();
    opened(answer);
  });

  return {
    // Beside what is shown on the first page: unfolded where nothing is planned.
    show({ runs, planned, day, time }) {
      box.hidden = !runs;
      if (wasPlanned !== planned) box.open = !planned || Boolean(recalledDraft());
      wasPlanned = planned;
      if (isRestored) return;
      isRestored = true;
      restore(day, time);
    },
  };
}
