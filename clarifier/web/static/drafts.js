// The two drafts: tabs, editing, copying. A draft the rep has changed is never overwritten; a new one is offered beside it.

const SHOWN_FOR = 2000; // milliseconds that a button says "Copied"

export class Draft {
  constructor(panel, changed) {
    this.area = panel.querySelector("textarea");
    this.notice = panel.querySelector(".notice");
    this.area.addEventListener("input", () => {
      this.say();
      changed();
    });
    this.notice.querySelector("button").addEventListener("click", () => {
      this.swap();
      changed();
    });
    this.state = null;
  }

  // `written` is the engine's text that stands or stood in the field, `latest` its newest one, `own` the rep's, put aside.
  set state(kept) {
    this.area.value = kept?.text ?? "";
    this.written = kept?.written ?? null;
    this.latest = kept?.latest ?? null;
    this.own = kept?.own ?? null;
    this.say();
  }

  get state() {
    return { text: this.area.value, written: this.written, latest: this.latest, own: this.own };
  }

  get untouched() {
    return this.written === null || this.area.value === this.written;
  }

  offer(text) {
    if (this.untouched) this.area.value = this.written = text;
    this.latest = text;
    this.say();
  }

  swap() {
    if (this.untouched) {
      [this.area.value, this.own] = [this.own, null];
    } else {
      this.own = this.area.value;
      this.area.value = this.written = this.latest;
    }
    this.say();
  }

  say() {
    const behind = this.latest !== this.written;
    this.notice.hidden = this.untouched && this.own === null;
    this.notice.classList.toggle("behind", !this.untouched && behind);
    this.notice.querySelector("span").textContent = this.untouched
      ? ""
      : behind
        ? "Your wording is kept; the request has changed since. "
        : "Your own wording. ";
    this.notice.querySelector("button").textContent = this.untouched ? "Bring my wording back" : "Write it anew";
  }
}

// Tabs by click and by arrow keys; calls back with the panel that is shown.
export function tabs(list, shown) {
  const all = [...list.querySelectorAll("[role=tab]")];
  const choose = (tab, focus) => {
    for (const each of all) {
      const chosen = each === tab;
      each.setAttribute("aria-selected", chosen);
      each.tabIndex = chosen ? 0 : -1;
      document.getElementById(each.getAttribute("aria-controls")).hidden = !chosen;
    }
    if (focus) tab.focus();
    shown(tab.getAttribute("aria-controls"));
  };
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(tab, false);
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) choose(all[(all.indexOf(event.target) + step + all.length) % all.length], true);
  });
}

export async function copy(area, button) {
  try {
    await navigator.clipboard.writeText(area.value);
  } catch {
    area.select(); // the clipboard API needs https or localhost; the old way works elsewhere
    document.execCommand("copy");
  }
  const label = button.querySelector("span");
  const before = button.dataset.label ?? label.textContent;
  button.dataset.label = before;
  button.style.minWidth = `${button.offsetWidth}px`;
  label.textContent = "Copied";
  clearTimeout(button.timer);
  button.timer = setTimeout(() => (label.textContent = button.dataset.label), SHOWN_FOR);
}

export function save({ name, type, content }) {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
