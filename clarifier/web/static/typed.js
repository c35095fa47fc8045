// What was typed into the forms of requests and not sent yet, with the key of each sending: in localStorage, never on the server. A key
// stays with what was typed until the step is taken, so that what is sent twice counts once; other words are another sending.

const NAME = "clarifier.requests";
const MOST = 30; // requests; the oldest gives way

let kept = recall();

const of = (number) => (kept[number] ??= { open: "", forms: {} });

export const typed = {
  opened: (number) => kept[number]?.open ?? "",
  values: (number, kind) => kept[number]?.forms[kind]?.values ?? null,
  keep(number, kind, values) {
    of(number).forms[kind] = { values };
    save();
  },
  open(number, kind) {
    of(number).open = kind;
    save();
  },
  forget(number, kind) {
    delete of(number).forms[kind];
    of(number).open = "";
    save();
  },
};

// The key of this form's sending, made when it is first needed.
export function keyFor(number, kind) {
  const form = (of(number).forms[kind] ??= { values: null });
  form.key ??= freshKey();
  save();
  return form.key;
}

export const freshKey = () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("");

function save() {
  const numbers = Object.keys(kept);
  for (const number of numbers.slice(0, Math.max(0, numbers.length - MOST))) delete kept[number];
  try {
    localStorage.setItem(NAME, JSON.stringify(kept));
  } catch {
    // full or forbidden: it lasts as long as the page
  }
}

function recall() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) ?? {};
  } catch {
    return {};
  }
}
