// What was typed for a summit and not sent yet: in localStorage, never on the server. A key stays with what was typed until it is taken, so
// that what is sent twice counts once.

const NAME = "clarifier.summit";
const MOST = 20; // summits; the oldest gives way

let kept = read();

export const keepDraft = (values) => write({ draft: values });
export const recalledDraft = () => kept.draft ?? null;
export const forgetDraft = () => write({ draft: null });

// What is typed into a field of a summit, by the summit's number and the field's name.
export const recall = (number, name) => kept.typed?.[number]?.[name] ?? null;

export function keep(number, name, values) {
  const typed = { ...kept.typed, [number]: { ...kept.typed?.[number], [name]: values } };
  for (const each of Object.keys(typed).slice(0, -MOST)) delete typed[each];
  write({ typed });
}

function write(values) {
  kept = { ...kept, ...values };
  try {
    localStorage.setItem(NAME, JSON.stringify(kept));
  } catch {
    // full or forbidden: it lasts as long as the page
  }
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) ?? {};
  } catch {
    return {};
  }
}
