// The right side: the text to send with its verdict, and the changes. It holds what is shown, and what is offered in its place: what the
// rep has edited is never moved by a new result, nor by one that comes while they are editing.

import { wireChanges } from "./changes.js";
import { refill } from "./linked.js";
import { Pieces } from "./pieces.js";
import { wireRewritten } from "./rewritten.js";
import { wireVerdict, wrong } from "./verdict.js";

const SLOW = 250; // milliseconds until the badge says that the facts are being checked
const PAUSE = 400; // milliseconds of rest before an edited text is checked

export function wireReady(root, { check, remember, adopted }) {
  const card = root.querySelector(".ready");
  const changeSlot = root.querySelector("[data-slot=changes]");
  const find = (selector) => card.querySelector(selector);
  const pieces = () => current.pieces;
  const showVerdict = wireVerdict(card);
  const changes = wireChanges(changeSlot, { pieces, changed });
  const rewritten = wireRewritten(card, { pieces, changed });
  let current = null; // what is shown: {result, message, pieces, verdict, standing, copied}
  let other = null; // what is offered in its place
  let checked = 0; // the number of the latest check
  let timer;

  const made = (result, message) => ({ result, message, pieces: new Pieces(result.pieces), verdict: result.verdict });

  // A new result; the same message in a model's words stays where it is shown. `kept` is what this browser kept of an earlier visit.
  function show(result, message, kept) {
    const fresh = made(result, message);
    find("[data-stale]").hidden = true;
    if (!current) {
      const older = kept && Pieces.from(kept.pieces);
      if (older && !fresh.pieces.carry(older)) fresh.pieces.edit(older.text);
      adopt(fresh);
    } else if (isModels(current) && current.result.key === result.key) offer(isTouched(other) ? other : null);
    else if (!rewritten.open && !changes.open && fresh.pieces.carry(current.pieces)) adopt(fresh);
    else offer(fresh);
  }

  // The same message in other words, as the rep wants it or where nobody is disturbed; what they touched is put aside, to bring back.
  function use(result) {
    if (other?.result === result) return swap();
    if (isTouched(current)) other = current;
    adopt(made(result, result.call.message));
  }

  function adopt(next) {
    current = next;
    if (!isTouched(other) && !isTouched(current)) other = null;
    card.hidden = false;
    refill(changeSlot, current.result.changes, true);
    rewritten.close();
    adopted();
    judge();
  }

  function offer(next) {
    other = next;
    render();
  }

  function swap() {
    const next = other;
    other = current;
    adopt(next);
  }

  // After the rep turned, worded or edited something.
  function changed() {
    render();
    clearTimeout(timer);
    timer = setTimeout(judge, PAUSE);
  }

  // What the engine rewrote is verified already, and undoing a change of its own brings back the rep's words: neither asks the server.
  async function judge() {
    clearTimeout(timer);
    const number = ++checked;
    const shown = current;
    if (!pieces().edited && (!pieces().off.size || (shown.result.verdict.ready && !isModels(shown)))) {
      [shown.verdict, shown.standing] = [shown.result.verdict, ""];
    } else {
      const slow = setTimeout(() => stand("checking the facts …"), SLOW);
      const answer = await check(shown.message, pieces().text);
      clearTimeout(slow);
      if (number !== checked || shown !== current) return;
      if (answer.ok) shown.verdict = answer.verdict;
      shown.standing = answer.ok ? "" : "facts not checked";
    }
    render();
    remember();

    function stand(words) {
      if (number !== checked) return;
      shown.standing = words;
      render();
    }
  }

  function render() {
    const { result, verdict, standing } = current;
    const isCalm = Boolean(result.calm) && !pieces().edited && !rewritten.open;
    showVerdict(verdict, { isCalm, standing, undone: pieces().off.size, all: pieces().changes.length });
    say(".calm", isCalm && result.calm);
    say(".ask-back", !pieces().text.includes("?") && result.hint);
    sayOther();
    changes.show();
    rewritten.show(wrong(verdict));
  }

  // What the line above offers already is not offered here.
  function sayOther() {
    const mine = pieces().edited ? "Your wording is kept. " : "";
    const isBack = isTouched(other) && !mine;
    const newer = current.message === other?.message ? "A new version is here. " : "The message has changed since. ";
    find("[data-behind]").hidden = !other || (isModels(other) && !isTouched(other));
    find("[data-behind] span").textContent = isBack ? "" : mine + newer;
    find("[data-behind] button").textContent = !isBack ? "Show the new version" : `Bring my ${other.pieces.edited ? "wording" : "choices"} back`;
  }

  function say(selector, words) {
    find(selector).hidden = !words;
    find(selector).textContent = words || "";
  }

  function copy() {
    current.copied = true; // what went out stays in sight
    rewritten.steps.copy();
  }

  return {
    show,
    use,
    steps: { ...rewritten.steps, swap, copy },
    // No message, no text to send; what was edited can be brought back beside the next one.
    clear() {
      if (current && pieces().edited) other = current;
      current = null;
      checked++;
      card.hidden = true;
      changeSlot.replaceChildren();
    },
    // The message could not be read: what stands here is of an earlier one.
    outdated: () => (find("[data-stale]").hidden = !current),
    get result() {
      return current?.result;
    },
    // Whether the rep has done something with what is shown.
    get touched() {
      return isTouched(current) || Boolean(current?.copied) || rewritten.open || changes.open;
    },
    get state() {
      return current && { message: current.message, pieces: pieces().state, isModels: isModels(current) };
    },
  };
}

const isTouched = (version) => Boolean(version && (version.pieces.edited || version.pieces.off.size));
const isModels = (version) => Boolean(version.result.engine.offer);
