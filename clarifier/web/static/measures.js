// The Measures tab: the shared number and its charts, and the list behind each figure, by what stands in the address. Markup comes from
// templates that escape every value; all other text is set as text.

import { called, teller as tell } from "./calls.js";
import { onPlace, openPage, place } from "./pages.js";
import { wirePulse } from "./pulse.js";

const NO_ANSWER = "No answer from clarifier. Is it still running? Nothing is lost; try again.";
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

export function start(element, server) {
  const root = element.querySelector(".measures");
  const find = (selector) => root.querySelector(selector);
  const [trouble, listTrouble, slot, head, rows, more, months] = [
    "[data-trouble]", "[data-list-trouble]", "[data-slot=figures]", "[data-slot=head]", "[data-slot=rows]", "[data-more]", "[name=months]",
  ].map(find);
  let latest = 0; // the number of the latest look: an overtaken answer is dropped
  let left = null; // where one was on the overview when a list was opened

  // One call: its answer, or null once its trouble is said.
  const call = (work, values = {}, say = tell(trouble)) => called(server, work, values, say, NO_ANSWER);

  const hear = (words) => (find("[data-heard]").textContent = words);
  const pulse = wirePulse({ root, find, call, tell, hear });

  // What stands in the address is shown: nothing, a round of the pulse, or a figure's list.
  function show(rest) {
    const [measure = "", period = "", which = ""] = rest.split("/");
    const isList = Boolean(measure) && measure !== "pulse";
    root.dataset.view = isList ? "list" : "overview";
    find(".overview").hidden = isList;
    find(".opened").hidden = !isList;
    if (isList) return list({ measure, period, which, skip: 0 });
    overview();
    pulse.show(measure === "pulse" ? Number(period) || 0 : 0);
  }

  async function overview() {
    const number = ++latest;
    const back = left;
    left = null;
    if (back) {
      settle(back); // what was there stays until newer figures arrive
      setTimeout(() => settle(back)); // going back, the browser takes the focus away once more
    }
    const answer = await call("figures", { months: Number(months.value) });
    if (!answer || number !== latest) return;
    slot.removeAttribute("aria-busy");
    find("[data-closed]").textContent = answer.closed;
    find("[data-closed]").hidden = !answer.closed;
    find(".span").hidden = answer.empty;
    root.classList.toggle("pulse-only", Boolean(answer.closed));
    root.classList.toggle("bare", answer.empty);
    if (slot.markup === answer.figures) return;
    fill(slot, answer.figures);
    if (back) settle(back);
    hear(answer.heard);
  }

  async function list(wanted) {
    const number = ++latest;
    const answer = await call("behind", wanted, tell(listTrouble));
    if (number !== latest) return;
    find(".listed").hidden = !answer;
    if (!answer) return wanted.skip || head.replaceChildren();
    const first = rows.children.length;
    if (wanted.skip) {
      rows.insertAdjacentHTML("beforeend", answer.rows);
      rows.children[first]?.querySelector("a")?.focus();
    } else {
      const focused = head.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      fill(head, answer.head);
      rows.innerHTML = answer.rows;
      (focused && linkTo(head, focused) ? linkTo(head, focused) : head.firstElementChild).focus({ preventScroll: true });
      hear(answer.heard);
    }
    more.hidden = !answer.more;
    more.textContent = `${answer.more.toLocaleString("en")} more`;
    more.next = { ...wanted, skip: answer.shown };
  }

  // Fills a place anew; what was unfolded stays so.
  function fill(place, markup) {
    const open = [...place.querySelectorAll("details[open]")].map(whose);
    place.innerHTML = place.markup = markup;
    for (const each of place.querySelectorAll("details")) if (open.includes(whose(each))) each.open = true;
  }

  const whose = (details) => `${details.className} ${details.closest("[aria-labelledby]")?.getAttribute("aria-labelledby")}`;
  const linkTo = (where, href) => where.querySelector(`[href="${CSS.escape(href)}"]`);

  function settle(back) {
    const link = back.href && linkTo(find(".overview"), back.href);
    link?.focus({ preventScroll: true });
    scrollTo({ top: back.top });
  }

  more.addEventListener("click", () => list(more.next));
  months.addEventListener("change", overview);
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-place]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const wanted = link.getAttribute("href").slice(1);
      const top = scrollY;
      if (root.dataset.view === "overview" && !wanted.startsWith("measures/pulse")) left = { top, href: link.getAttribute("href") };
      openPage(wanted);
      if (wanted.startsWith("measures/pulse") || head.contains(link)) scrollTo({ top }); // the card stays where it is
    }
    const button = event.target.closest("button[data-page]");
    if (button) openPage(button.dataset.page);
  });

  // A chart is one stop of the Tab key; the arrow keys go from month to month.
  root.addEventListener("keydown", (event) => {
    const spot = event.target.closest?.("a.spot");
    if (!spot || !(event.key in STEPS || ["Home", "End"].includes(event.key))) return;
    const all = [...spot.closest("[data-chart]").querySelectorAll("a.spot")];
    const next = event.key === "Home" ? all[0] : event.key === "End" ? all.at(-1) : all[all.indexOf(spot) + STEPS[event.key]];
    event.preventDefault();
    if (!next) return;
    spot.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });

  onPlace(({ name, rest }) => (name === "measures" ? show(rest) : pulse.leave()));
  if (place().name === "measures") show(place().rest);
  root.dataset.ready = "";
}
