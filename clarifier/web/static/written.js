// What this browser keeps of the message being written and of the rep's own wording, so that nothing typed is lost: in localStorage,
// never on the server.

const NAME = "clarifier.reframe";

export function keep(desk) {
  try {
    if (desk) localStorage.setItem(NAME, JSON.stringify(desk));
    else localStorage.removeItem(NAME);
  } catch {
    // full or forbidden: the page works without
  }
}

export function recall() {
  try {
    return JSON.parse(localStorage.getItem(NAME));
  } catch {
    return null;
  }
}
