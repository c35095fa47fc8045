// Words marked in a text: behind a text field, in a layer that breaks its lines as the field does, or in the text itself. Set as text only.

// The text with its spans marked, in order, none inside another; `word` names a span under its words.
export function marked(text, spans, className = "") {
  const nodes = [];
  let at = 0;
  for (const { start, end, word } of spans) {
    const mark = Object.assign(document.createElement("mark"), { className, textContent: text.slice(start, end) });
    if (word) mark.append(Object.assign(document.createElement("small"), { className: "tag", textContent: word }));
    nodes.push(text.slice(at, start), mark);
    at = end;
  }
  return [...nodes, text.slice(at)];
}

// Fills a layer behind a text field.
export function fill(layer, text, spans) {
  layer.replaceChildren(...marked(text, spans), "\n"); // a text field shows the line after a last line break; so does this
}

// Where these words stand in a text, whatever their capitals and the white space between them.
export function places(text, words) {
  const spans = words.flatMap((each) => {
    const pattern = each.trim().split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("\\s+");
    const found = pattern && new RegExp(pattern, "i").exec(text);
    return found ? [{ start: found.index, end: found.index + found[0].length }] : [];
  });
  spans.sort((one, other) => one.start - other.start || other.end - one.end);
  return spans.filter((span, place) => span.start >= Math.max(0, ...spans.slice(0, place).map((earlier) => earlier.end)));
}
