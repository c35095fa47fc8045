// The clock of the item that is talked about. It ticks here, from moments the server named; this machine's own clock may be wrong, so the
// difference is measured, and the answer that came back fastest is believed.

const TICK = 250; // milliseconds
const HOUR = 3600;

export function wireClock({ find, ends }) {
  const clock = find("[data-clock]");
  let seen = null; // what the server said: seconds, by its own clock
  let ahead = { by: 0, within: Infinity }; // milliseconds that the server's clock is ahead, and how sure that is

  const now = () => Date.now() + ahead.by;

  function measure({ now: said, sent, came }) {
    const within = came - sent;
    if (within <= ahead.within) ahead = { by: said - (sent + came) / 2, within };
    else ahead.within *= 1.1; // clocks drift: an old measure is worth less
  }

  function paint() {
    if (!seen?.item) {
      clock.hidden = true;
      ends("");
      return;
    }
    const passed = seen.elapsed + (seen.running ? Math.max(0, now() - seen.now) / 1000 : 0);
    const left = seen.allowed - passed;
    const isOver = left < 0;
    clock.hidden = false;
    clock.classList.toggle("late", isOver);
    clock.querySelector(".over").hidden = !isOver;
    write(clock.querySelector("b"), said(isOver ? -left : left));
    const end = new Date(now() + (Math.max(0, left) + seen.to_come) * 1000 + seen.zone * 60_000);
    ends(`ends about ${String(end.getUTCHours()).padStart(2, "0")}:${String(end.getUTCMinutes()).padStart(2, "0")}`);
  }

  setInterval(() => seen && document.visibilityState === "visible" && paint(), TICK);

  return {
    measure,
    set(answer) {
      measure(answer);
      seen = answer.clock;
      paint();
    },
    stop: () => (seen = null),
  };
}

function said(seconds) {
  const whole = Math.ceil(seconds - 0.001);
  const [hours, minutes, rest] = [Math.floor(whole / HOUR), Math.floor((whole % HOUR) / 60), whole % 60];
  const parts = hours ? [hours, minutes, rest] : [minutes, rest];
  return parts.map((each) => String(each).padStart(2, "0")).join(":");
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
