// Words and fields that belong together light up together: hover or focus either one.
// Elements belong together when they share a key in data-keys. A click on a field brings its words into sight.

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
    if (event.key === "Enter" && event.target.matches("[data-keys]")) bring(event.target);
  });
}
