// What this browser keeps so that nothing typed is lost: in localStorage, never on the server.
// A dropped file is kept while it is small enough for that.

const NAME = "clarifier.clarify";
const LARGEST_FILE = 2_000_000; // bytes; localStorage holds about 5 million characters

export async function keep(desk) {
  const kept = { ...desk, file: null };
  if (desk.file) {
    if (desk.file.size > LARGEST_FILE) return forget();
    kept.file = await asDataUrl(desk.file);
  }
  try {
    localStorage.setItem(NAME, JSON.stringify(kept));
  } catch {
    forget(); // full or forbidden: the page works without
  }
}

export async function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME));
    if (kept?.file) kept.file = await fromDataUrl(kept.file, kept.name);
    return kept;
  } catch {
    return null;
  }
}

export function forget() {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // storage is forbidden: there was nothing to forget
  }
}

function asDataUrl(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

function fromDataUrl(url, name) {
  const bytes = Uint8Array.from(atob(url.slice(url.indexOf(",") + 1)), (sign) => sign.charCodeAt(0));
  return new File([bytes], name);
}
