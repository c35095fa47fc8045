// One tab at a time, by the name after # in the address; nothing else of the page is ever put there.

const WANTED = "clarifier:page"; // an event that asks for a tab by its name

export function start(header) {
  const links = [...header.querySelectorAll("nav a")];
  const names = links.map((link) => link.hash.slice(1));
  const page = (name) => document.querySelector(`#${name} .tab-page`);

  function show(name) {
    const pages = names.map(page);
    if (pages.includes(null)) return requestAnimationFrame(() => show(name)); // Gradio is still building them
    pages.forEach((each, place) => {
      each.hidden = names[place] !== name;
      if (names[place] === name) links[place].setAttribute("aria-current", "page");
      else links[place].removeAttribute("aria-current");
    });
  }

  const named = () => names.find((name) => `#${name}` === location.hash) ?? names[0];

  function open(name) {
    if (name !== named()) history.pushState(null, "", `#${name}`);
    show(name);
    scrollTo({ top: 0 });
  }

  header.querySelector("nav").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.hash.slice(1));
  });
  header.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    const shown = page(named());
    shown.tabIndex = -1;
    shown.focus();
  });
  document.addEventListener(WANTED, (event) => open(event.detail));
  addEventListener("popstate", () => show(named()));
  show(named());
}

export const openPage = (name) => document.dispatchEvent(new CustomEvent(WANTED, { detail: name }));
