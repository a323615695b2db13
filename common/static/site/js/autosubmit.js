// A filter form with data-autosubmit is sent as soon as a choice in it changes. Text fields wait for the button,
// so that nobody loses the word being typed.

const CHOICES = "select, input[type=checkbox], input[type=radio]";

for (const form of document.querySelectorAll("form[data-autosubmit]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches(CHOICES)) form.requestSubmit();
  });
}

for (const field of document.querySelectorAll("select[data-autosubmit], input[data-autosubmit]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}
