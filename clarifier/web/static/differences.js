// What differs between two wordings, word by word, and how it is shown. Text comes in, text nodes in <del>, <ins>, <b> and <mark> go out.

import { marked, places } from "./marks.js";

const MOST = 250_000; // word pairs to compare; beyond that the one wording stands struck before the other
const ASK = /\b((?:Can|Could|Would) you|(?:can|could|would) you(?=[^.?!]*\?))\b/;

// [{words, kind}] with kind "same", "gone" or "new". A word is compared with the white space after it; where two wordings share
// little, the one stands whole before the other.
export function differences(before, after) {
  const [old, now] = [before, after].map((text) => text.match(/(?:[\p{L}\p{N}]+|[^])\s*/gu) ?? []);
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return joined([
    ...old.slice(0, head).map(as("same")),
    ...compared(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...old.slice(old.length - tail).map(as("same")),
  ]);
}

const as = (kind) => (words) => ({ words, kind });

function compared(old, now) {
  const apart = [...old.map(as("gone")), ...now.map(as("new"))];
  if (old.length * now.length > MOST) return apart;
  const shared = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1)); // words in common from here on
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      shared[i][j] = old[i] === now[j] ? shared[i + 1][j + 1] + 1 : Math.max(shared[i + 1][j], shared[i][j + 1]);
  if (shared[0][0] * 2 < Math.min(old.length, now.length)) return apart;
  const found = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      found.push(as("same")(old[i]));
      i++;
      j++;
    } else if (i < old.length && (j === now.length || shared[i + 1][j] >= shared[i][j + 1])) found.push(as("gone")(old[i++]));
    else found.push(as("new")(now[j++]));
  }
  return found;
}

function joined(parts) {
  const found = [];
  for (const part of parts) {
    if (found.at(-1)?.kind === part.kind) found.at(-1).words += part.words;
    else found.push({ ...part });
  }
  return found;
}

// The text as it goes out, its question in bold and what is wrong with it marked; or, with differences, what was taken out struck and
// what was put in marked.
export function showText(place, pieces, withDifferences, wrong) {
  const nodes = withDifferences ? pieces.all.flatMap((piece) => compare(piece.before, pieces.shown(piece))) : plain(pieces.text.trim(), wrong);
  place.replaceChildren(...nodes);
}

function plain(text, wrong) {
  const bold = (words) => words.split(ASK).map((part, place) => (place % 2 ? element("b", part) : part));
  return marked(text, places(text, wrong), "wrong").flatMap((node) => (typeof node === "string" ? bold(node) : node));
}

function compare(before, now) {
  const names = { gone: "del", new: "ins" };
  return differences(before, now).map(({ words, kind }) => (kind === "same" ? words : element(names[kind], words)));
}

function element(name, words) {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
}
