// A quiet line that says who did what is shown, with at most one button. It has its height from the start, so that nothing jumps; what
// is too long for it unfolds.

export function wireLine(line) {
  const words = line.querySelector("[data-line]");
  const button = line.querySelector("[data-act]");
  const more = line.querySelector("[data-more]");
  let act = () => {};

  button.addEventListener("click", () => act());
  more.addEventListener("click", () => {
    more.setAttribute("aria-expanded", String(line.classList.toggle("whole")));
    more.textContent = line.classList.contains("whole") ? "less" : "more";
  });
  new ResizeObserver(fit).observe(words);

  function fit() {
    if (line.classList.contains("whole")) return;
    more.hidden = words.scrollWidth <= words.clientWidth && words.scrollHeight <= words.clientHeight;
    more.textContent = "more";
    more.setAttribute("aria-expanded", "false");
  }

  // Says it, with a button that does `work`; "Stop" means that somebody is at work.
  return function say(text, label = "", work = () => {}) {
    act = work;
    if (words.textContent === text && button.textContent === label) return; // nothing is read out twice
    const focused = document.activeElement === button;
    line.classList.remove("whole");
    line.classList.toggle("reading", label === "Stop");
    words.textContent = text;
    words.title = text;
    button.hidden = !label;
    button.textContent = label;
    if (focused && !label) line.focus();
    fit();
  };
}
