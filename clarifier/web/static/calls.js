// A call to the server, as every tab makes it: its answer, or null once its trouble is said. `silence` is the sentence for no answer at all.

export async function called(server, work, values, say, silence) {
  let answer = null;
  try {
    answer = await server[work](values);
  } catch {
    answer = null;
  }
  say(answer?.ok ? "" : answer?.error ?? silence);
  return answer?.ok ? answer : null;
}

// Says a sentence in a line of the page, which is there only while it says something.
export const teller = (line) => (sentence) => {
  line.textContent = sentence;
  line.hidden = !sentence;
};
