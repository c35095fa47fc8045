// Saving what was clarified as a request, and saying so: once for an email, again as a change when an answer or another day came.

import { openPage } from "./pages.js";
import { freshKey } from "./typed.js";

export function wireSaving(root, { send, desk, questions, remember }) {
  const box = root.querySelector(".saving");
  const offer = root.querySelector(".asked-them");
  const find = (selector) => box.querySelector(selector);
  const button = find("[data-do=save]");
  let busy = false;

  // What the saving speaks of: while it stays the same, nothing has to be saved again.
  const mark = ({ email, name, sent, answers, refined = false }) => JSON.stringify([email ?? name, sent ?? null, answers, refined]);
  const keyOf = (shown) => {
    if (shown.key?.of !== mark(shown)) shown.key = { of: mark(shown), key: freshKey() };
    remember();
    return shown.key.key;
  };

  function show(trouble = "", moved = false) {
    const saved = desk()?.saved;
    const isSame = saved?.of === (desk() && mark(desk()));
    find("[data-saved]").hidden = !saved;
    if (saved) {
      find("[data-number]").textContent = saved.number;
      find("[data-word]").textContent = isSame ? "Saved as" : "Changed since it was saved as";
    }
    button.hidden = Boolean(saved && isSame);
    button.textContent = !saved ? "Save to Requests" : moved ? "Save it all the same" : "Save the change";
    const said = find(".error");
    said.textContent = trouble;
    said.hidden = !trouble;
  }

  async function call(work, extra) {
    const shown = desk();
    if (!shown || busy) return null;
    busy = button.disabled = true;
    const { number, version } = shown.saved ?? {};
    const answer = await send(work, shown, { key: keyOf(shown), kept: number ? { number, version } : null, ...extra });
    busy = button.disabled = false;
    if (answer.ok) {
      const of = answer.moved ? shown.saved.of : mark(shown);
      shown.saved = { number: answer.number, version: answer.version, of };
      remember();
    } else if (answer.gone) shown.saved = null;
    if (shown === desk()) show(answer.moved ?? answer.error, Boolean(answer.moved));
    return answer;
  }

  async function asked() {
    const chosen = questions();
    if (!desk()?.saved || desk().saved.of !== mark(desk())) {
      const saved = await call("save");
      if (!saved?.ok || saved.moved) return;
    }
    const answer = await call("asked", { questions: chosen });
    if (!answer) return;
    offer.querySelector("span").textContent = answer.ok ? `${answer.number} waits for the customer now.` : `${answer.error} `;
    offer.querySelector("button").hidden = answer.ok;
  }

  return {
    save: () => call("save"),
    asked,
    open: () => openPage(`requests/${desk().saved.number}`),
    shown(canBeSaved) {
      box.hidden = !canBeSaved;
      offer.hidden = true;
      show();
    },
    // The reply was copied: whoever sends it can say so.
    copied() {
      if (!questions().length || box.hidden) return;
      const number = desk()?.saved?.number;
      offer.querySelector("span").textContent = "Sent it? ";
      const button = offer.querySelector("button");
      button.textContent = number ? `Mark ${number} as asked the customer` : "Save it, marked as asked the customer";
      button.hidden = offer.hidden = false;
    },
  };
}
