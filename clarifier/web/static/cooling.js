// The messages put away to cool: in this browser's localStorage, never on the server. Where that is forbidden or full they stay
// in this page until it is closed, and the card says so.

const NAME = "clarifier.reframe.cooling";
const MOST = 10;
const WHERE = { kept: "kept in this browser only", held: "kept until you close this page; this browser stores nothing" };

export function wireCooling(card, bringBack, removed) {
  const list = card.querySelector("ul");
  const row = card.querySelector("template");
  let held = null; // the messages, where nothing can be stored

  function read() {
    if (held) return held;
    try {
      const kept = JSON.parse(localStorage.getItem(NAME));
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }

  function write(messages) {
    try {
      localStorage.setItem(NAME, JSON.stringify(messages));
      held = null;
    } catch {
      held = messages;
    }
    show();
  }

  function show() {
    const messages = read();
    card.hidden = !messages.length;
    card.querySelector("[data-where]").textContent = held ? WHERE.held : WHERE.kept;
    list.replaceChildren(
      ...messages.map((message) => {
        const made = row.content.cloneNode(true);
        made.querySelector(".hint").textContent = `${moment(message.at)} · to ${message.to}`;
        made.querySelector(".words").textContent = message.text;
        for (const button of made.querySelectorAll("button")) {
          button.dataset.at = message.at;
          button.setAttribute("aria-label", `${button.textContent}: ${message.text.slice(0, 60)}`);
        }
        return made;
      }),
    );
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-cooling]");
    if (!button) return;
    const message = read().find((each) => String(each.at) === button.dataset.at);
    write(read().filter((each) => each !== message && String(each.at) !== button.dataset.at));
    if (!message) return;
    if (button.dataset.cooling === "back") bringBack(message);
    else removed(message);
  });
  addEventListener("storage", (event) => event.key === NAME && show()); // another window of this browser
  show();

  return {
    // Puts a message away, newest first; says what had to make way.
    add({ text, to, at = Date.now() }) {
      const messages = [{ text, to, at }, ...read().filter((each) => each.text !== text)].sort((one, other) => other.at - one.at);
      write(messages.slice(0, MOST));
      return messages[MOST] ? ` Ten are kept; the oldest, of ${moment(messages[MOST].at)}, made way.` : "";
    },
  };
}

function moment(at) {
  const form = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat("en-GB", form).format(new Date(at));
}
