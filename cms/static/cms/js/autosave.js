// A form with data-autosave-url keeps every change on the server: the question that changed is sent at once and
// again until it has arrived. Without this script the button “Lưu bài làm” does the same.

const LONGEST = 60;
const form = document.querySelector("form[data-autosave-url]");

function start() {
  const status = form.querySelector("[data-autosave-status]");
  const changed = new Set();
  let isSending = false;
  let wait = 2;

  const say = (words) => { status.textContent = words; };

  function packed(questions) {
    const data = new URLSearchParams();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const question of questions) {
      for (const field of question.elements) {
        if (field.type === "hidden" || field.checked) data.append(field.name, field.value);
      }
    }
    return data;
  }

  async function post(questions) {
    const answer = await fetch(form.dataset.autosaveUrl, {
      method: "POST",
      body: packed(questions),
      headers: { Accept: "application/json" },
      redirect: "manual",
    });
    // Only the sign-in page redirects this address.
    if (answer.type === "opaqueredirect") return { message: form.dataset.signedOut, isOver: true };
    if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
    return { ...(await answer.json()), isOver: !answer.ok };
  }

  async function send() {
    if (isSending || !changed.size) return;
    isSending = true;
    const batch = [...changed];
    changed.clear();
    say(form.dataset.saving);
    try {
      const { message, isOver } = await post(batch);
      say(message);
      if (isOver) batch.forEach((question) => changed.add(question));
      else setTimeout(send);
      wait = 2;
    } catch {
      batch.forEach((question) => changed.add(question));
      say(form.dataset.notSaved);
      setTimeout(send, wait * 1000);
      wait = Math.min(wait * 2, LONGEST);
    } finally {
      isSending = false;
    }
  }

  form.addEventListener("change", (event) => {
    changed.add(event.target.closest("fieldset"));
    send();
  });
  // Handing in sends everything; only leaving by another way could lose a change.
  form.addEventListener("submit", () => changed.clear());
  window.addEventListener("beforeunload", (event) => { if (changed.size || isSending) event.preventDefault(); });
  window.addEventListener("online", send);
}

if (form) start();
