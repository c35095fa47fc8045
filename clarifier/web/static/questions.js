// The questions, each to tick and to edit in place. What was changed survives a new reading of the same request.

export function wireQuestions(slot, changed) {
  let edits = {}; // by the question as proposed: its text now, whether it is ticked, and the question in English

  const rows = () => [...slot.querySelectorAll(".asked li")];
  const area = (row) => row.querySelector("textarea");
  const note = (row) => {
    const ticked = row.querySelector("input").checked;
    row.classList.toggle("off", !ticked);
    const { original, english } = area(row).dataset;
    for (const edit of Object.values(edits)) if (edit.english === english) edit.ticked = ticked; // the same question in another language
    edits[original] = { text: area(row).value, ticked, english };
    grow(area(row));
    changed();
  };

  slot.addEventListener("input", (event) => {
    const row = event.target.closest(".asked li");
    if (row) note(row);
  });
  slot.addEventListener("click", (event) => {
    if (!event.target.matches("[data-do=edit-question]")) return;
    const text = area(event.target.closest("li"));
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  });
  slot.addEventListener("keydown", (event) => {
    if (!event.target.matches("textarea.bare")) return;
    if (event.key === "Enter") {
      event.preventDefault();
      event.target.blur();
    } else if (event.key === "Escape") {
      event.target.value = event.target.dataset.original;
      note(event.target.closest("li"));
    }
  });

  return {
    get edits() {
      return edits;
    },
    // Puts back what was changed, after the card was filled.
    restore(kept) {
      edits = kept;
      for (const row of rows()) {
        const { original, english } = area(row).dataset;
        const edit = edits[original];
        const ticked = (edit ?? Object.values(edits).find((each) => each.english === english))?.ticked ?? true;
        if (edit) area(row).value = edit.text;
        row.querySelector("input").checked = ticked;
        row.classList.toggle("off", !ticked);
        grow(area(row));
      }
    },
    get chosen() {
      return rows()
        .filter((row) => row.querySelector("input").checked && area(row).value.trim())
        .map((row) => area(row).value.trim());
    },
    get changed() {
      return rows().some((row) => !row.querySelector("input").checked || area(row).value !== area(row).dataset.original);
    },
  };
}

// A text field as high as its text, where the browser cannot do it by itself.
export function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
