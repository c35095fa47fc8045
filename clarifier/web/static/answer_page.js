// Production's answer, made quicker: parts are added at once, sums and weekdays follow, a lost connection loses nothing. The page works
// without this.

const LOST = "There is no connection: nothing was sent. What you typed is kept; send it again.";
const main = document.querySelector("main");

const number = (text) => {
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text.replace(",", ".");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
};
const shown = (quantity, unit) => `${Number(quantity.toFixed(6)).toLocaleString("en-US", { maximumFractionDigits: 6 })}${unit && ` ${unit}`}`;
const quantities = (line) => [...line.querySelectorAll("[name^=quantity]")].filter((each) => each.value.trim());
const promised = (line) => quantities(line).reduce((sum, each) => sum + number(each.value.trim()), 0);

function sum(line) {
  const asked = Number(line.dataset.asked);
  const all = promised(line);
  const left = asked - all;
  const words = left > 0 ? `${shown(left, line.dataset.unit)} left open` : left < 0 ? `${shown(-left, line.dataset.unit)} more than asked` : "all of it";
  line.querySelector("[data-sum]").textContent = asked && !Number.isNaN(all) ? words : "";
}

function weekday(input) {
  const day = input.valueAsDate;
  const words = day && new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "long", timeZone: "UTC" }).format(day).replace(",", "");
  input.parentElement.querySelector("[data-weekday]").textContent = words || "";
}

function add(line, { focus = true } = {}) {
  const rows = line.querySelectorAll("[data-row]");
  const last = rows[rows.length - 1];
  if (!last) return null;
  const fresh = last.cloneNode(true);
  const left = Number(line.dataset.asked) - promised(line);
  fresh.querySelector("#trouble")?.remove();
  const [quantity, day] = fresh.querySelectorAll("input");
  quantity.value = left > 0 ? Number(left.toFixed(6)) : "";
  day.value = "";
  for (const each of [quantity, day]) {
    each.removeAttribute("aria-invalid");
    each.removeAttribute("aria-describedby");
  }
  line.querySelector(".rows").append(fresh);
  weekday(day);
  sum(line);
  if (focus) (quantity.value ? day : quantity).focus();
  return fresh;
}

function remove(button) {
  const line = button.closest("[data-line]");
  const row = button.closest("[data-row]");
  if (line.querySelectorAll("[data-row]").length > 1) {
    (row.previousElementSibling ?? row.nextElementSibling).querySelector("input").focus();
    row.remove();
  } else {
    row.querySelectorAll("input").forEach((each) => (each.value = ""));
    weekday(row.querySelector("[type=date]"));
    row.querySelector("input").focus();
  }
  sum(line);
}

// What is typed outlives a reload: in this tab's sessionStorage, until it is sent.

const place = () => `clarifier.answer ${location.pathname}`;
const typed = (form) => [...new FormData(form)].filter(([name]) => !["key", "version", "do"].includes(name));

function keep(form) {
  try {
    if (form) sessionStorage.setItem(place(), JSON.stringify([location.search, form.elements.version.value, typed(form)]));
    else sessionStorage.removeItem(place());
  } catch {
    // full or forbidden: the page works without
  }
}

function recall(form) {
  let kept;
  try {
    kept = JSON.parse(sessionStorage.getItem(place()));
  } catch {
    return;
  }
  if (!kept || kept[0] !== location.search || kept[1] !== form.elements.version.value || form.querySelector("#trouble")) return;
  const values = new Map();
  for (const [name, value] of kept[2]) values.set(name, [...(values.get(name) ?? []), value]);
  form.querySelectorAll("[data-line]").forEach((line) => {
    const wanted = values.get(line.querySelector("[name^=quantity]")?.name)?.length ?? 0;
    while (wanted > line.querySelectorAll("[data-row]").length && add(line, { focus: false }));
    const rows = [...line.querySelectorAll("[data-row]")];
    rows.slice(Math.max(wanted, 1)).forEach((row) => row.remove());
  });
  for (const field of form.querySelectorAll("input, textarea")) {
    if (["hidden"].includes(field.type)) continue;
    const left = values.get(field.name);
    if (["radio", "checkbox"].includes(field.type)) field.checked = Boolean(left?.includes(field.value));
    else if (left?.length) field.value = left.shift();
  }
  form.querySelectorAll("details").forEach((each) => {
    each.open ||= [...each.querySelectorAll("input, textarea")].some((field) => field.value);
  });
}

function start() {
  const form = main.querySelector("[data-form]");
  if (form) {
    recall(form);
    form.querySelectorAll("[type=date]").forEach(weekday);
    form.querySelectorAll("[data-line]").forEach(sum);
  }
  main.dataset.ready = "";
}

async function send(form, button) {
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  button.setAttribute("aria-busy", "true");
  const trouble = form.querySelector("[data-trouble]");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("main");
    if (!next?.querySelector("[data-form], .standing")) throw new Error(page.querySelector("[data-first]")?.textContent || LOST);
    if (answer.ok) {
      keep(null);
      history.replaceState(null, "", answer.url);
    }
    main.replaceChildren(...next.childNodes);
    document.title = page.title;
    start();
    const first = main.querySelector("[data-first]");
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: answer.ok ? "end" : "center" });
    if (answer.ok) scrollTo({ top: 0 });
  } catch (error) {
    if (!trouble) return;
    trouble.textContent = error instanceof TypeError ? LOST : error.message;
    trouble.hidden = false;
    trouble.scrollIntoView({ block: "center" });
  } finally {
    delete form.dataset.busy;
    button.removeAttribute("aria-busy");
  }
}

main.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-form]");
  if (!form) return;
  const button = event.submitter ?? form.querySelector("[data-send]");
  const [work] = button.value.split(".");
  const line = button.closest("[data-line]");
  if (work === "add" && !line.querySelector("[data-row]")) return; // the server makes the first
  event.preventDefault();
  if (work === "add") add(line);
  else if (work === "remove") remove(button);
  else return send(form, button);
  keep(form);
});
main.addEventListener("input", (event) => {
  const line = event.target.closest("[data-line]");
  if (event.target.type === "date") weekday(event.target);
  if (line) sum(line);
  if (event.target.form) keep(event.target.form);
});
main.addEventListener("click", (event) => {
  if (event.target.closest("a[href]")) keep(null); // leaves the form on purpose
});
start();
