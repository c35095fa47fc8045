// The message in pieces, each as written and as it becomes: what is undone, and what the rep words otherwise. Text only, no page.
// A change is turned back and forth here alone; a text edited by hand is laid over the pieces, so that both keep working together.

export class Pieces {
  // `cut` as the engine cuts: {before, after, change}, `change` null where nothing changed.
  constructor(cut) {
    this.all = cut.map(({ before, after, change }) => ({ before, after, change, back: before, put: after }));
    this.off = new Set(); // the changes that are undone
  }

  get changes() {
    return [...new Set(this.all.map((piece) => piece.change))].filter((change) => change !== null);
  }

  get text() {
    return this.all.map((piece) => this.shown(piece)).join("");
  }

  get edited() {
    return this.all.some(touched);
  }

  shown(piece) {
    return this.off.has(piece.change) ? piece.back : piece.put;
  }

  turn(change, on) {
    if (on) this.off.delete(change);
    else this.off.add(change);
  }

  turnAll(on) {
    for (const change of this.changes) this.turn(change, on);
  }

  // Other words for a change, in the piece that holds them; the white space around them stays.
  substitute(place, words) {
    const piece = this.all[place];
    const around = piece.after.trim() ? piece.after : piece.before;
    const [, lead, trail] = around.match(/^([\s,;:–—-]*)[^]*?(\s*)$/);
    piece.put = words === piece.after.trim() ? piece.after : words && lead + words + trail;
    this.off.delete(piece.change);
  }

  // The whole text as the rep has edited it: what differs is given to the pieces it stands in.
  edit(text) {
    const old = this.text;
    const most = Math.min(old.length, text.length);
    let head = 0;
    while (head < most && old[head] === text[head]) head++;
    let tail = 0;
    while (tail < most - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
    if (head + tail < Math.max(old.length, text.length)) this.#replace(head, old.length - tail, text.slice(head, text.length - tail));
  }

  #replace(from, to, words) {
    const near = [];
    let at = 0;
    for (const piece of this.all) {
      const shown = this.shown(piece);
      const [start, stop] = [from - at, to - at].map((place) => Math.max(0, Math.min(shown.length, place)));
      if (from <= at + shown.length && to >= at) near.push({ piece, shown, start, stop });
      at += shown.length;
    }
    const cut = near.filter(({ start, stop }) => start < stop);
    const touched = cut.length ? cut : near;
    const home = touched.find(({ piece }) => piece.change === null) ?? touched[0];
    for (const each of touched) {
      const now = each.shown.slice(0, each.start) + (each === home ? words : "") + each.shown.slice(each.stop);
      each.piece[this.off.has(each.piece.change) ? "back" : "put"] = now;
    }
  }

  // Takes over what was undone and edited in older pieces; false where an edit has no place here, and nothing is taken then.
  carry(older) {
    const [mine, theirs] = [this.#byChange(), older.#byChange()];
    if (same(this.all, older.all)) {
      theirs.set("all", older.all);
      mine.set("all", this.all);
    } else if (older.all.some((piece) => piece.change === null && touched(piece))) return false;
    for (const [key, pieces] of theirs) if (!mine.has(key) && pieces.some(touched)) return false;
    for (const [key, pieces] of theirs) {
      mine.get(key)?.forEach((piece, place) => {
        [piece.put, piece.back] = [pieces[place].put, pieces[place].back];
        if (older.off.has(pieces[place].change)) this.off.add(piece.change);
      });
    }
    return true;
  }

  // The pieces of each change, by what it does and how often that came before.
  #byChange() {
    const found = new Map();
    for (const change of this.changes) {
      const pieces = this.all.filter((piece) => piece.change === change);
      let key = JSON.stringify(pieces.map(({ before, after }) => [before, after]));
      while (found.has(key)) key += "+";
      found.set(key, pieces);
    }
    return found;
  }

  // As plain data, and back.
  get state() {
    return { all: this.all, off: [...this.off] };
  }

  static from(state) {
    const pieces = new Pieces([]);
    pieces.all = state.all;
    pieces.off = new Set(state.off);
    return pieces;
  }
}

const touched = (piece) => piece.put !== piece.after || piece.back !== piece.before;
const same = (mine, theirs) =>
  mine.length === theirs.length &&
  mine.every((piece, place) => ["before", "after", "change"].every((name) => piece[name] === theirs[place][name]));
