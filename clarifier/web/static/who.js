// The header's menu of who is signed in, and what is said once nobody is. Names are set as text.

import { wireMenu } from "./menu.js";

const CALLS = "/gradio_api/component_server";
const REFUSED = [401, 403, 503]; // the door's: signed out, from elsewhere, the database cannot be read

export async function start(element, server) {
  const menu = element.querySelector(".me");
  const gone = element.querySelector(".signed-out");
  let here = null; // the login of whom the page is showing

  async function look() {
    const who = await server.who({}).catch(() => null);
    if (!who?.ok) return;
    if (here !== null && here !== who.login) return location.reload(); // somebody else signed in, in another tab
    here = who.login;
    menu.hidden = who.alone;
    for (const part of ["name", "team", "role"]) for (const each of menu.querySelectorAll(`[data-${part}]`)) each.textContent = who[part];
  }

  // Whatever a tab asks for passes here: what the door says in place of an answer is said where the answer would be.
  const ask = window.fetch;
  window.fetch = async (...what) => {
    const answer = await ask(...what);
    if (!new URL(answer.url || location.href).pathname.startsWith(CALLS)) return answer;
    gone.hidden = answer.status !== 401;
    if (!REFUSED.includes(answer.status)) return answer;
    const { error } = await answer.json();
    return Response.json({ ok: false, error });
  };
  gone.querySelector("a").addEventListener("click", (event) => {
    event.preventDefault();
    location.assign(`/sign-in?next=${encodeURIComponent(`/${location.hash}`)}`);
  });

  menu.querySelector("button").addEventListener("click", async () => {
    const answer = await ask("/sign-out", { method: "POST" }).catch(() => null);
    if (answer?.ok) location.assign("/sign-in");
    else menu.querySelector("[data-still]").hidden = false;
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  wireMenu(menu);
  await look();
}
