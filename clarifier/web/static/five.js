// Today's five: one card at a time; each rating has a key of its own, so that one that is sent twice counts once.

export function wireFive({ find, call, refresh, root }) {
  const slot = find("[data-slot=five]");
  const badge = find("[data-left]");

  function show(answer) {
    slot.innerHTML = answer.five;
    left(answer.left);
  }

  function left(count) {
    badge.textContent = String(count);
    badge.setAttribute("aria-label", `${count} left today`);
    badge.hidden = !count;
  }

  async function begin() {
    const answer = await call("five");
    if (answer) show(answer);
  }

  async function count() {
    const answer = await call("five", {}, () => {});
    if (answer) left(answer.left);
  }

  function turn() {
    slot.querySelector("[data-turn]").hidden = true;
    slot.querySelector("[data-think]").hidden = true;
    slot.querySelector(".back").hidden = false;
    slot.querySelector("[data-rate=good]").focus();
  }

  async function rate(button) {
    const buttons = [...slot.querySelectorAll("[data-rate]")];
    for (const each of buttons) each.disabled = true;
    const card = slot.querySelector("[data-card]").dataset.card;
    slot.key ??= [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("");
    const answer = await call("rate", { card, rating: button.dataset.rate, key: slot.key });
    for (const each of buttons) each.disabled = false;
    if (!answer) return; // the same key is sent again with the next try
    slot.key = null;
    show(answer);
    slot.querySelector("[data-show]")?.focus();
    refresh();
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || !slot.contains(button)) return;
    if ("show" in button.dataset) turn();
    if (button.dataset.rate) rate(button);
  });

  return { begin, count };
}
