// One tab at a time, by the name after # in the address, and what is open in it behind a stroke: #requests/R-0042. Nothing that somebody
// typed is ever put there.

const WANTED = "clarifier:page"; // an event that asks for a tab by its name, or for what is open in it
const PLACE = "clarifier:place"; // an event that says where the page is now

export function start(header) {
  const links = [...header.querySelectorAll("nav a")];
  const names = links.map((link) => link.hash.slice(1));
  const page = (name) => document.querySelector(`#${name} .tab-page`);
  const row = header.querySelector("nav");

  function show(name) {
    const pages = names.map(page);
    if (pages.includes(null)) return requestAnimationFrame(() => show(name)); // Gradio is still building them
    pages.forEach((each, at) => {
      each.hidden = names[at] !== name;
      if (names[at] === name) links[at].setAttribute("aria-current", "page");
      else links[at].removeAttribute("aria-current");
    });
    const link = links[names.indexOf(name)]; // on a phone the row is wider than the screen
    row.scrollLeft += link.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - link.clientWidth) / 2;
    document.dispatchEvent(new CustomEvent(PLACE, { detail: { name, rest: place().rest } }));
  }

  const named = () => names.find((name) => name === place().name) ?? names[0];

  function open(wanted) {
    const name = wanted.split("/")[0];
    if (name !== named() || wanted !== location.hash.slice(1)) history.pushState(null, "", `#${wanted}`);
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

// Where the page is: the tab's name, and what is open in it.
export function place() {
  const [name, ...rest] = location.hash.slice(1).split("/");
  return { name, rest: rest.join("/") };
}

export const openPage = (wanted) => document.dispatchEvent(new CustomEvent(WANTED, { detail: wanted }));
export const onPlace = (work) => document.addEventListener(PLACE, (event) => work(event.detail));
