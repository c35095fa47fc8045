// The one question to a model that a card has under way. It has a name, by which the server can stop it, also once the page was loaded anew.

export function wireQuestion(card, stop) {
  let current = null;
  let isLeft = false; // whether the page is being left: a call on its way then fails, and the page that comes stops its question
  if (noted(card)) stop(noted(card)); // of this tab before it was loaded anew
  addEventListener("beforeunload", () => (isLeft = true));

  function end() {
    current = null;
    if (!isLeft) note(card, "");
  }

  return {
    // A question on its way, {id, answer}; it counts once it is followed.
    begin(ask) {
      const id = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("");
      isLeft = false;
      note(card, id);
      return { id, answer: ask(id) };
    },
    // Its answer, null where it was left meanwhile.
    async follow(question) {
      current = question;
      note(card, question.id);
      const answer = await question.answer;
      if (current !== question) return null;
      end();
      return answer;
    },
    leave() {
      if (current) stop(current.id);
      end();
    },
    get isAsked() {
      return Boolean(current);
    },
  };
}

function note(card, id) {
  try {
    sessionStorage.setItem(card, id);
  } catch {
    // storage is forbidden: the question then ends by its time limit
  }
}

function noted(card) {
  try {
    return sessionStorage.getItem(card);
  } catch {
    return null;
  }
}
