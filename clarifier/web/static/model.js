// The header's menu of who reads the emails: what is set up, and a model to install on this machine, with its progress.
// While an installation runs, by whichever tab, the server is asked how far it is. The panel is made on the server, escaped.

import { wireMenu } from "./menu.js";

const OFTEN = 700; // milliseconds between two looks at an installation
const NO_ANSWER = "No answer from clarifier. Is it still running?";

export async function start(element, server) {
  const menu = element.querySelector(".reader");
  const panel = menu.querySelector("[data-panel]");
  const heard = element.querySelector("[data-heard]");
  let stage = null;
  let timer;

  async function call(work) {
    clearTimeout(timer);
    let now;
    try {
      now = await server[work]({});
    } catch {
      now = null;
    }
    if (now?.ok) show(now);
    else fail(now?.error ?? NO_ANSWER);
    if (stage === "installing") timer = setTimeout(() => call("standing"), OFTEN);
  }

  function show(now) {
    menu.querySelector("[data-pill]").textContent = now.pill;
    menu.querySelector("[data-roomy]").textContent = now.roomy;
    if (now.stage === "installing" && stage === "installing") {
      panel.querySelector("progress").value = now.share;
      panel.querySelector("[data-words]").textContent = now.words;
      return;
    }
    const focused = panel.contains(document.activeElement);
    panel.innerHTML = now.panel;
    if (focused) (panel.querySelector("button") ?? panel.querySelector("summary") ?? menu.querySelector("summary")).focus();
    if (stage && stage !== now.stage) {
      heard.textContent = (panel.querySelector(".error, .ready") ?? panel.querySelector("h2")).textContent;
      document.dispatchEvent(new CustomEvent("clarifier:model", { detail: now }));
    }
    stage = now.stage;
  }

  function fail(sentence) {
    const place = panel.querySelector(".error") ?? panel.appendChild(Object.assign(document.createElement("p"), { className: "error" }));
    place.textContent = sentence;
  }

  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-work]");
    if (button) call(button.dataset.work);
  });
  menu.addEventListener("toggle", () => menu.open && call("standing"));
  wireMenu(menu);
  await call("standing");
}
