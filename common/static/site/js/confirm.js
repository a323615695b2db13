// Buttons with data-confirm ask once in a dialog before their form is sent. Without this script the form goes
// straight to the server, whose action decides, or to its own page of confirmation.

const template = document.getElementById("confirm-dialog");
const sure = new WeakSet();

function ask(button) {
  const dialog = template.content.firstElementChild.cloneNode(true);
  const yes = dialog.querySelector("[value=yes]");
  dialog.querySelector(".confirm-question").textContent = button.dataset.confirm;
  yes.textContent = button.dataset.confirmVerb || button.textContent.trim();
  if (button.classList.contains("btn-danger") || button.classList.contains("btn-outline-danger")) {
    yes.className = "btn btn-danger";
  }
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue === "yes") {
      sure.add(button);
      button.form.requestSubmit(button);
      sure.delete(button);
    } else {
      button.focus();
    }
  });
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.dataset.confirm || sure.has(button)) return;
  event.preventDefault();
  ask(button);
});
