// A menu that unfolds, a <details>: it closes by a click elsewhere and by Escape.

export function wireMenu(menu) {
  document.addEventListener("click", (event) => event.composedPath().includes(menu) || (menu.open = false));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
