// What is said of the text to send: its heading, the facts it kept, what is wrong with it. All of it is set as text.

const TITLES = { calm: "Nothing to change", ready: "Ready to send", "not-ready": "Not ready yet" };
const KEPT = { kept: "unchanged", lost: "missing", added: "not in your message" };

export function wireVerdict(card) {
  const title = card.querySelector("h2");
  const facts = card.querySelector(".facts");
  const undoneTag = card.querySelector("[data-undone]");
  const problems = card.querySelector(".problems");
  const copyButton = card.querySelector("[data-step=copy]");

  document.addEventListener("click", (event) => event.composedPath().includes(facts) || (facts.open = false));
  facts.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    facts.open = false;
    facts.querySelector("summary").focus();
  });

  function badge({ kept, lost, added }, standing) {
    const all = kept.length + lost.length;
    const words = standing || `${kept.length} of ${all} ${all === 1 ? "fact" : "facts"} unchanged${added.length ? `, ${added.length} added` : ""}`;
    const summary = facts.querySelector("summary");
    summary.textContent = words;
    summary.className = `status ${standing ? "unclear" : lost.length || added.length ? "missing" : "found"}`;
    facts.hidden = !standing && !all && !added.length;
    facts.querySelector("ul").replaceChildren(
      ...Object.entries({ lost, added, kept }).flatMap(([name, list]) => list.map((fact) => row(fact, KEPT[name], name === "kept"))),
    );
  }

  // `standing` says why the facts are not known at the moment; `undone` of `all` changes are undone.
  return function show(verdict, { isCalm, undone, all, standing }) {
    const { ready } = verdict;
    card.dataset.mood = isCalm ? "calm" : ready ? "ready" : "not-ready";
    title.textContent = TITLES[card.dataset.mood];
    if (ready && undone) title.textContent = undone === all ? "As you wrote it" : "With your changes";
    undoneTag.hidden = undone === 0;
    undoneTag.textContent = undone === 1 ? "1 change undone" : `${undone} changes undone`;
    badge(verdict.facts, standing);
    if (isCalm) facts.hidden = true; // nothing changed: there is nothing to compare
    problems.hidden = ready;
    problems.classList.toggle("lost", Boolean(verdict.facts.lost.length || verdict.facts.added.length));
    problems.replaceChildren(...verdict.problems.map((problem) => Object.assign(document.createElement("li"), { textContent: problem })));
    copyButton.className = ready ? "main" : "quiet";
    const label = ready ? "Copy" : "Copy anyway";
    if (copyButton.dataset.label !== label) {
      copyButton.dataset.label = label;
      copyButton.querySelector("span").textContent = label;
    }
  };
}

// The words of the text that a verdict finds wrong: those that a problem quotes, and facts that are not the message's.
export function wrong({ problems, facts }) {
  return [...problems.flatMap((problem) => problem.match(/(?<=“)[^]+(?=”)/) ?? []), ...facts.added];
}

function row(fact, word, isKept) {
  const made = document.createElement("li");
  const small = Object.assign(document.createElement("small"), { textContent: word, className: isKept ? "kept" : "changed" });
  made.append(Object.assign(document.createElement("span"), { textContent: fact }), small);
  return made;
}
