// A form's fields as plain data and back: single fields by their names, rows as lists.

const rowsOf = (group) => [...group.querySelectorAll("[data-row]")];
const named = (place) => [...place.querySelectorAll("[name]")];
const singles = (form) => named(form).filter((field) => !field.closest("[data-row]") && !("unsent" in field.dataset));

// All that the form holds.
export function gather(form) {
  const data = {};
  for (const group of form.querySelectorAll("[data-rows]")) {
    const rows = rowsOf(group).map((row) => Object.fromEntries(named(row).map((field) => [field.name, field.value.trim()])));
    data[group.dataset.rows] = [...(data[group.dataset.rows] ?? []), ...rows];
  }
  for (const field of singles(form)) {
    if ("list" in field.dataset) data[field.name] = [...(data[field.name] ?? []), ...(field.checked ? [field.value] : [])];
    else data[field.name] = field.type === "checkbox" ? field.checked : field.value;
  }
  return data;
}

// What is sent of it: no row that says nothing, no field that is not in sight.
export function sent(form) {
  const data = gather(form);
  if (data.told) data.told = data.told.filter((row) => row.quantity || row.on);
  if (data.parts) data.parts = data.parts.filter((row) => row.quantity && Number(row.quantity) !== 0);
  if (data.lines) data.lines = data.lines.filter((row) => Object.entries(row).some(([name, value]) => value && name !== "unit"));
  for (const row of [...(data.told ?? []), ...(data.parts ?? [])]) row.line = Number(row.line);
  for (const row of [...(data.told ?? []), ...(data.parts ?? []), ...(data.lines ?? [])]) row.quantity = plain(row.quantity);
  for (const field of singles(form)) if (field.closest("[hidden]")) delete data[field.name];
  return data;
}

// 1,500 and 1 500 as the page itself writes them; anything else stays as it was typed.
function plain(quantity) {
  const digits = quantity.replace(/[\s\u00a0\u202f]/g, "");
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits) ? digits.replaceAll(",", "") : digits;
}

export function fillIn(form, data) {
  for (const group of form.querySelectorAll("[data-rows]")) {
    const { rows, line } = group.dataset;
    const kept = (data[rows] ?? []).filter((row) => !line || row.line === line);
    while (rowsOf(group).length > kept.length && rowsOf(group).length > 1) rowsOf(group).at(-1).remove();
    while (rowsOf(group).length < kept.length && rowsOf(group).length) add(group);
    rowsOf(group).forEach((row, place) => named(row).forEach((field) => (field.value = kept[place]?.[field.name] ?? field.value)));
  }
  for (const field of singles(form)) {
    const value = data[field.name];
    if (value === undefined) continue;
    if ("list" in field.dataset) field.checked = value.includes(field.value);
    else if (field.type === "checkbox") field.checked = value;
    else field.value = value;
  }
}

// Rows are added as a copy of the last one, empty, and taken out down to one.
export function wireRows(slot, changed) {
  slot.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-row], [data-drop-row]");
    if (!button) return;
    const group = button.closest("[data-rows]");
    const form = group.closest("form");
    if ("addRow" in button.dataset) {
      add(group).querySelector("input:not([type=hidden]), select").focus();
    } else {
      const rows = rowsOf(group);
      const place = rows.indexOf(button.closest("[data-row]"));
      if (rows.length === 1) for (const field of named(rows[0])) field.value = field.type === "hidden" ? field.value : "";
      else rows[place].remove();
      rowsOf(group)[Math.max(0, place - 1)].querySelector("input:not([type=hidden])").focus();
    }
    changed(form);
  });
}

function add(group) {
  const last = rowsOf(group).at(-1);
  const row = last.cloneNode(true);
  for (const field of named(row)) if (!["hidden", "select-one"].includes(field.type) && field.name !== "unit") field.value = "";
  last.after(row);
  return row;
}
