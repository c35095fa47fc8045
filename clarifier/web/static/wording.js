// The line that says who worded the text to send, and the second wording by a model behind it. The offline wording is shown at once; the
// model is asked after a rest, one question at a time in this browser. Its wording never takes the place of what somebody reads or has
// touched: it is offered in the line instead, and the first one is a click away.

import { isBusy } from "./busy.js";
import { wireLine } from "./line.js";
import { wireQuestion } from "./question.js";

const REST = 1100; // milliseconds after the offline wording was shown: a second and a half after the last key
const MOST = 12; // answers that are held, so that going back and forth between wordings asks nothing twice
const STOPPED = { line: "Stopped: worded on this machine, without a model", again: "Word it once more" };

export function wireWording(root, { ask, stop, ready }) {
  const line = root.querySelector(".ready .engine");
  const right = root.querySelector(".sent");
  const say = wireLine(line);
  const question = wireQuestion("clarifier.reframe", stop);
  const windows = new BroadcastChannel("clarifier.reframe"); // the other windows of this browser
  const answers = new Map(); // what came of each message: {line, again}, or a wording that holds {result, chosen}
  let first = null; // the offline result of the message that is shown
  let isDue = false; // whether the rest is over, and nobody was asked yet
  let timer;

  windows.addEventListener("message", () => question.isAsked && stopped());
  new ResizeObserver(begin).observe(root);

  const isRead = () => ready.touched || isBusy({ pointed: [right], held: [right], except: line });
  const known = () => answers.get(first.key);

  // A message is not sent to a model while nobody looks at this tab.
  function begin() {
    if (isDue && root.offsetParent) follow();
  }

  function leave() {
    clearTimeout(timer);
    isDue = false;
    question.leave();
  }

  async function follow() {
    leave();
    windows.postMessage("asked");
    const asked = first;
    say(asked.engine.next ?? asked.engine.line, "Stop", stopped);
    const result = await question.follow(question.begin((id) => ask(asked.call, id)));
    if (result) settle(hold(asked.key, made(result)));
  }

  function made(result) {
    if (!result.ok) return { line: `Worded without a model: ${result.error}`, again: "Try again" };
    if (result.engine.offer) return { result, chosen: null };
    return { line: result.engine.line, again: result.engine.answered ? "" : "Try again" };
  }

  function hold(key, answer) {
    answers.delete(key);
    answers.set(key, answer);
    if (answers.size > MOST) answers.delete(answers.keys().next().value);
    return answer;
  }

  function stopped() {
    leave();
    hold(first.key, STOPPED);
    stand();
  }

  // Shows a wording that holds, where nobody is disturbed or the rep has chosen it before; `chosen` is null until it was shown.
  function settle(answer) {
    if (answer.result && answer.result !== ready.result && !ready.touched && (answer.chosen ?? !isRead())) choose(answer, true);
    else stand();
  }

  function choose(answer, isWanted) {
    answer.chosen = isWanted;
    ready.use(isWanted ? answer.result : first);
    stand();
  }

  // Says how it stands.
  function stand() {
    if (!first || question.isAsked) return;
    const answer = known();
    if (!answer) say(first.engine.line);
    else if (!answer.result) say(answer.line, answer.again, follow);
    else if (ready.result === answer.result) say(answer.result.engine.line, "Back to the first", () => choose(answer, false));
    else say(answer.result.engine.offer, "Use it", () => choose(answer, true));
  }

  return {
    stand,
    hold,
    // An offline result was just shown: what is known of its message stands beside it, else the model is asked after a rest.
    shown(result) {
      leave();
      first = result;
      if (known() && !known().again) return settle(known());
      stand();
      if (!result.engine.next) return;
      timer = setTimeout(() => {
        isDue = true;
        begin();
      }, REST);
    },
    // The message is another one from here on.
    leave() {
      leave();
      stand();
    },
    // The wording that holds, as this browser keeps it.
    get state() {
      const answer = first && known();
      return answer?.result ? { call: first.call, text: answer.result.pieces.map((piece) => piece.after).join(""), chosen: answer.chosen } : null;
    },
  };
}
