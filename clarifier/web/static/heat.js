// The message as written, with its heat marked behind the words and named under them. While one goes on typing, the marks stay
// with their words; the text field itself is an ordinary one. Text is only ever set as text.

import { fill, places } from "./marks.js";

export function wireHeat(root, typed) {
  const sheet = root.querySelector(".sheet");
  const area = sheet.querySelector("textarea");
  const heatLayer = sheet.querySelector(".layer.heat");
  const litLayer = sheet.querySelector(".layer.lit");
  const phrases = root.querySelector(".phrases");
  let marks = []; // [{start, end, word}], in order, none inside another
  let text = "";

  function paint() {
    fill(heatLayer, area.value, marks);
    nameBeside();
  }

  // Moves the marks along with what was typed before them; a mark that was typed into is no longer sure.
  function shift() {
    const now = area.value;
    const most = Math.min(text.length, now.length);
    let head = 0;
    while (head < most && text[head] === now[head]) head++;
    let tail = 0;
    while (tail < most - head && text[text.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
    const grown = now.length - text.length;
    marks = marks.flatMap((mark) => {
      if (mark.end <= head) return [mark];
      return mark.start >= text.length - tail ? [{ ...mark, start: mark.start + grown, end: mark.end + grown }] : [];
    });
    text = now;
  }

  // The names stand under the first line of their words, none over another and none beyond the edge.
  function nameBeside() {
    const edge = heatLayer.getBoundingClientRect().right - 8;
    let last = { top: NaN, right: 0, word: "" };
    for (const tag of heatLayer.querySelectorAll(".tag")) {
      tag.style.setProperty("--nudge", "0px");
      tag.hidden = false;
      const box = tag.getBoundingClientRect();
      const sameLine = Math.abs(box.top - last.top) < 4;
      const left = Math.max(sameLine ? last.right + 6 : 0, Math.min(box.left, edge - box.width));
      if (sameLine && left > box.left && tag.textContent === last.word) {
        tag.hidden = true;
        continue;
      }
      tag.style.setProperty("--nudge", `${left - box.left}px`);
      last = { top: box.top, right: left + box.width, word: tag.textContent };
    }
  }

  function list() {
    phrases.hidden = !marks.length;
    phrases.querySelector("summary").textContent = `${marks.length} ${marks.length === 1 ? "phrase sounds" : "phrases sound"} heated`;
    phrases.querySelector("ul").replaceChildren(
      ...marks.map((mark, place) => {
        const row = document.createElement("li");
        const button = Object.assign(document.createElement("button"), { type: "button", className: "link" });
        button.dataset.phrase = place;
        button.textContent = `“${area.value.slice(mark.start, mark.end)}”`;
        row.append(button, ` ${mark.word}`);
        return row;
      }),
    );
  }

  area.addEventListener("input", () => {
    shift();
    paint();
    list();
    typed();
  });
  phrases.addEventListener("click", (event) => {
    const mark = marks[event.target.closest("[data-phrase]")?.dataset.phrase];
    if (!mark) return;
    area.focus();
    area.setSelectionRange(mark.start, mark.end);
  });
  new ResizeObserver(nameBeside).observe(sheet);

  return {
    area,
    // Another text, without marks.
    write(words) {
      area.value = words;
      text = area.value; // with its line breaks as the field has them
      marks = [];
      paint();
      list();
    },
    // What was found in `message`; where the text went on since, the marks move along.
    mark(message, found) {
      [text, marks] = [message, found];
      shift();
      paint();
      list();
    },
    // Lights up these words while somebody points at what they led to; none at all puts the light out.
    light: (words) => fill(litLayer, area.value, places(area.value, words)),
  };
}
