// The two drafts: tabs, editing, copying. A draft the rep has changed is never overwritten; a new one is offered beside it.

const SHOWN_FOR = 2000; // milliseconds that a button says "Copied"

export class Draft {
  constructor(panel, changed) {
    this.panel = panel;
    this.area = panel.querySelector("textarea");
    this.notice = panel.querySelector(".notice");
    this.offered = "";
    this.area.addEventListener("input", changed);
    this.notice.querySelector("[data-do=renew]").addEventListener("click", () => {
      [this.area.value, this.offered, this.base] = [this.offered, this.area.value, this.offered];
      this.say(this.offered !== this.area.value, true);
      changed();
    });
  }

  // The draft as the engine writes it now.
  offer(text) {
    const untouched = this.base === undefined || this.area.value === this.base;
    if (untouched || text === this.area.value) {
      this.area.value = text;
      this.base = text;
      this.say(false);
    } else if (text !== this.base) {
      this.offered = text;
      this.say(true, false);
    }
  }

  say(shown, renewed) {
    this.notice.hidden = !shown;
    this.notice.querySelector("span").textContent = renewed
      ? "Written anew. "
      : "Your wording is kept; the request has changed since. ";
    this.notice.querySelector("button").textContent = renewed ? "Bring my wording back" : "Write it anew";
  }

  get state() {
    return { text: this.area.value, base: this.base };
  }

  set state(kept) {
    this.area.value = kept?.text ?? "";
    this.base = kept?.base;
    this.say(false);
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
