// The draft: items moved by dragging, by arrows and by keys, edited in place, parked and brought back. Each edit goes to the server at once;
// a form that is open keeps what was typed, also where somebody else was faster and after a reload.

import { keep, recall } from "./summit_memory.js";

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

export function wirePlan({ slot, change, call, tell, hear, goHome }) {
  let number = 0;
  let markup = "";
  let dragged = null;
  let late = null; // an answer that came while something was dragged

  const itemOf = (node) => node.closest("[data-item]");
  const items = () => [...slot.querySelectorAll("[data-item]")];
  const form = (id) => slot.querySelector(`form[data-of="${CSS.escape(id)}"]`);
  const edit = (data, say) => change("edit", { data }, say);

  function fill(answer) {
    late = dragged ? answer : null;
    if (dragged) return;
    const isSame = number === answer.number;
    number = answer.number;
    if (isSame && markup === answer.plan) return;
    const focused = slot.contains(document.activeElement) ? trace(document.activeElement) : null;
    slot.innerHTML = markup = answer.plan;
    for (const [name, values] of Object.entries(recall(number, "forms") ?? {})) write(slot.querySelector(`form[data-form="${name}"]`), values);
    const open = recall(number, "editing");
    if (open && form(open.item)) {
      openForm(open.item, false);
      write(form(open.item), open.values);
    }
    if (focused) refocus(focused);
  }

  function write(found, values) {
    for (const [name, value] of Object.entries(values ?? {})) if (found?.elements[name]) found.elements[name].value = value;
  }

  // What is typed into a form that is always there, until it is sent.
  const hold = (name, values) => keep(number, "forms", { ...recall(number, "forms"), [name]: values });

  // Where the focus was, and in a text what was selected, so that it is there again in the new markup.
  function trace(node) {
    const names = ["grip", "step", "edit", "park", "minutes", "arrange", "start"].filter((each) => each in node.dataset);
    const { name, selectionStart, selectionEnd } = node;
    const selected = Number.isInteger(selectionStart) ? [selectionStart, selectionEnd] : null;
    return { item: itemOf(node)?.dataset.item, form: node.closest("form")?.dataset.form, name, data: names[0], value: node.dataset[names[0]], selected };
  }

  function refocus({ item, form: inForm, name, data, value, selected }) {
    const where = item ? slot.querySelector(`[data-item="${CSS.escape(item)}"]`) : slot;
    const inside = data ? `[data-${data}${value ? `="${CSS.escape(value)}"` : ""}]` : inForm ? `form[data-form="${inForm}"] ${name ? `[name="${name}"]` : "[type=submit]"}` : "";
    const wanted = inside ? where?.querySelector(inside) : null;
    (wanted?.disabled ? where.querySelector("[data-grip]") : wanted)?.focus({ preventScroll: true });
    if (selected) wanted?.setSelectionRange?.(...selected);
  }

  // Editing in place

  function openForm(id, isNew = true) {
    for (const each of slot.querySelectorAll("form.editing")) {
      each.hidden = each.dataset.of !== id;
      itemOf(each).classList.toggle("edited", !each.hidden);
      itemOf(each).querySelector("[data-edit]").setAttribute("aria-expanded", String(!each.hidden));
    }
    if (!isNew) return;
    form(id).elements.title.focus();
    keep(number, "editing", { item: id, values: null });
  }

  function closeForm(id) {
    keep(number, "editing", null);
    const opened = form(id);
    if (!opened) return;
    opened.hidden = true;
    opened.reset();
    itemOf(opened).classList.remove("edited");
    itemOf(opened).querySelector("[data-edit]").setAttribute("aria-expanded", "false");
    itemOf(opened).querySelector("[data-edit]").focus();
  }

  const whole = (text) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : text);
  const lines = (text) => text.split("\n").map((each) => each.trim()).filter(Boolean);
  const gathered = (found) => Object.fromEntries([...found.elements].filter((each) => each.name).map((each) => [each.name, each.value]));

  slot.addEventListener("input", (event) => {
    const opened = event.target.closest("form.editing");
    if (opened) return keep(number, "editing", { item: opened.dataset.of, values: gathered(opened) });
    const found = event.target.closest("form[data-form]");
    if (found) hold(found.dataset.form, gathered(found));
  });

  slot.addEventListener("submit", async (event) => {
    event.preventDefault();
    const found = event.target;
    const values = gathered(found);
    const kind = found.dataset.form;
    const error = () => slot.querySelector(`form[data-form="${kind}"] .error`); // after an answer it is another one
    const say = error() ? (sentence) => tell(error())(sentence) : undefined;
    if (kind === "changed") return save(found, values);
    const data = {
      added: () => ({ kind, title: values.title, minutes: whole(values.minutes) }),
      arranged: () => ({ kind, title: values.title, starts: `${values.day}T${values.time}`, minutes: whole(values.minutes) }),
      seat: () => ({ kind: "arranged", attendees: [...guests(), { name: values.name.trim() }] }),
    }[kind]();
    const answer = await edit(data, say);
    if (!answer || answer.conflict) return;
    hold(kind, null);
    slot.querySelector(`form[data-form="${kind}"]`).reset();
    slot.querySelector(`form[data-form="${kind}"] input`).focus({ preventScroll: true });
  });

  // What was typed stays where the server refuses it, or where somebody else was faster.
  async function save(found, values) {
    const id = found.dataset.of;
    const data = { ...values, kind: "changed", item: id, minutes: whole(values.minutes), options: lines(values.options) };
    const said = (sentence) => {
      const error = form(id)?.querySelector(".error");
      if (error) tell(error)(sentence);
    };
    keep(number, "editing", { item: id, values });
    const answer = await edit(data, said);
    if (answer && !answer.conflict) closeForm(id);
  }

  const guests = () =>
    [...slot.querySelectorAll(".guests [data-name]")].map((each) => ({ name: each.dataset.name, team: each.dataset.team, why: each.dataset.why }));

  // Moving

  async function move(item, step) {
    const all = items();
    const from = all.indexOf(item);
    const to = Math.max(0, Math.min(all.length - 1, from + step));
    if (from < 0 || to === from) return;
    place(item, to);
    const answer = await edit({ kind: "moved", item: item.dataset.item, to });
    if (!answer) back();
    else hear(`${item.querySelector(".title").textContent}: now item ${to + 1} of ${all.length}.`);
  }

  // The item stands there at once; the server's answer follows.
  function place(item, to) {
    const others = items().filter((each) => each !== item);
    const focused = item.contains(document.activeElement) ? document.activeElement : null;
    if (to >= others.length) others.at(-1).after(item);
    else others[to].before(item);
    focused?.focus({ preventScroll: true });
  }

  function back() {
    slot.innerHTML = markup;
  }

  slot.addEventListener("keydown", (event) => {
    if ("grip" in event.target.dataset && event.key in STEPS) {
      event.preventDefault();
      move(itemOf(event.target), STEPS[event.key]);
    }
    if (event.key === "Escape" && event.target.closest("form.editing")) closeForm(event.target.closest("form.editing").dataset.of);
    if (event.key === "Enter" && event.target.matches("[data-minutes], [data-arrange]")) event.target.blur();
  });

  slot.addEventListener("dragstart", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    if (!grip) return;
    dragged = itemOf(grip);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(dragged, 20, 20);
    dragged.classList.add("dragged");
  });
  slot.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const over = itemOf(event.target);
    if (!over || over === dragged) return;
    const box = over.getBoundingClientRect();
    if (event.clientY > box.top + box.height / 2) over.after(dragged);
    else over.before(dragged);
  });
  slot.addEventListener("drop", (event) => dragged && event.preventDefault());
  slot.addEventListener("dragend", async () => {
    if (!dragged) return;
    const item = dragged;
    dragged = null;
    item.classList.remove("dragged");
    const to = items().indexOf(item);
    if (to === Number(item.dataset.place)) return late && fill(late);
    if (!(await edit({ kind: "moved", item: item.dataset.item, to }))) back();
  });

  // A summit that is planned for another day is not begun by a slip.
  function start(button) {
    if (!button.dataset.start) return change("move", { kind: "start" });
    button.textContent = `It is planned for ${button.dataset.start}: start it now`;
    button.dataset.start = "";
  }

  // Single values and buttons

  slot.addEventListener("change", async (event) => {
    const field = event.target;
    if ("minutes" in field.dataset) {
      const answer = await edit({ kind: "changed", item: itemOf(field).dataset.item, minutes: whole(field.value) });
      if (!answer) field.value = field.defaultValue;
    }
    if (field.dataset.arrange) await edit({ kind: "arranged", [field.dataset.arrange]: field.value });
  });

  slot.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const [item, parked] = [itemOf(button)?.dataset.item, button.closest("[data-parked]")?.dataset.parked];
    if (button.dataset.step) move(itemOf(button), Number(button.dataset.step));
    if ("edit" in button.dataset) form(item).hidden ? openForm(item) : closeForm(item);
    if ("leave" in button.dataset) closeForm(item);
    if ("park" in button.dataset) edit({ kind: "parked", item });
    if ("return" in button.dataset) edit({ kind: "returned", parked });
    if ("drop" in button.dataset) edit({ kind: "dropped", parked });
    if ("unseat" in button.dataset) {
      const gone = button.closest("[data-name]");
      edit({ kind: "arranged", attendees: guests().filter((each) => each.name !== gone.dataset.name) });
    }
    if ("start" in button.dataset) start(button);
    if ("discard" in button.dataset && (await change("discard"))) goHome();
  });
  slot.addEventListener("dblclick", (event) => {
    const title = event.target.closest(".title");
    if (title && form(itemOf(title)?.dataset.item)) openForm(itemOf(title).dataset.item);
  });

  return {
    fill,
    // Whether somebody is in the middle of something here.
    isBusy: () =>
      dragged !== null || (slot.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")),
  };
}
