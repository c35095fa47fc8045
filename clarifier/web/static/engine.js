// The line that says who read the email, and the second reading by a model behind it. What was read without a model is shown at once;
// when the model's answer comes, it never takes the place of what somebody is reading or changing: it is offered in the line instead.

import { isBusy } from "./busy.js";
import { wireLine } from "./line.js";
import { wireQuestion } from "./question.js";

const SOON = 1500; // milliseconds that a reading shown before may take to come back, before the page shows the offline one

export function wireEngine(root, { ask, stop, show, adopt, touched }) {
  const line = root.querySelector(".engine");
  const say = wireLine(line);
  const question = wireQuestion("clarifier.clarify", stop);
  const right = root.querySelector(".right");
  const message = root.querySelector("[data-slot=message]");
  let moved = false; // whether the pointer moved over the email since it was shown

  message.addEventListener("pointermove", () => (moved = true));

  const isRead = () => touched() || isBusy({ pointed: moved ? [right, message] : [right], held: [right, message], except: line });

  const begin = (desk) => question.begin((id) => ask(desk, id));

  async function follow(desk, next, reading = begin(desk)) {
    const again = () => follow(desk, next);
    say(next, "Stop", () => {
      question.leave();
      say("Stopped: read on this machine, without a model", "Read once more", again);
    });
    const result = await question.follow(reading);
    if (!result) return;
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
      question.leave();
      moved = false;
      if (engine.refined === undefined && engine.next) return follow(desk, engine.next, reading);
      if (engine.refined === undefined) reading && stop(reading.id);
      say(engine.line, engine.refined === false ? "Try again" : "", () => follow(desk, engine.next));
    },
    say,
    leave: question.leave,
  };
}
