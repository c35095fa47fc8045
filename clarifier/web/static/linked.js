// Words and fields that belong together light up together: hover or focus either one.
// Elements belong together when they share a key in data-keys. A click or Enter brings the words into sight.
// A card is one stop of the Tab key; the arrow keys go from field to field, and from words to words.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function link(root) {
  const together = (element) => {
    const keys = element.dataset.keys.split(" ").filter(Boolean);
    return keys.flatMap((key) => [...root.querySelectorAll(`[data-keys~="${CSS.escape(key)}"]`)]);
  };
  const dim = () => root.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
  const light = (event) => {
    dim();
    const element = event.target.closest?.("[data-keys]");
    if (element) together(element).forEach((each) => each.classList.add("lit"));
  };
  const bring = (element) => {
    const words = together(element).find((each) => each.closest(".letter") !== element.closest(".letter"));
    words?.closest("details:not([open])")?.setAttribute("open", "");
    words?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  };

  root.addEventListener("pointerover", light);
  root.addEventListener("focusin", light);
  root.addEventListener("pointerleave", dim);
  root.addEventListener("focusout", dim);
  root.addEventListener("click", (event) => {
    const element = event.target.closest("[data-keys]");
    if (element) bring(element);
  });
  root.addEventListener("keydown", (event) => {
    if (!event.target.matches("[data-keys]")) return;
    if (event.key === "Enter") bring(event.target);
    if (!(event.key in STEPS)) return;
    const all = stops(event.target.closest("[data-slot]")).filter((each) => each.checkVisibility());
    const next = all[all.indexOf(event.target) + STEPS[event.key]];
    if (!next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}

const stops = (slot) => [...slot.querySelectorAll("[data-keys][tabindex]")];

// After a card was filled: its first field is where the Tab key stops.
export function settle(slot) {
  const first = stops(slot).find((each) => each.checkVisibility());
  for (const each of stops(slot)) each.tabIndex = each === first ? 0 : -1;
}

// Fills a card anew; where it is the same request, what was unfolded stays so.
export function refill(slot, markup, isSame) {
  const open = isSame ? [...slot.querySelectorAll("details[open] > summary")].map((each) => each.textContent) : [];
  slot.innerHTML = markup;
  for (const summary of slot.querySelectorAll("summary")) if (open.includes(summary.textContent)) summary.parentElement.open = true;
}
