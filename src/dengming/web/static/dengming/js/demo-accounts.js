// Sign-in page in demo mode: button[data-demo-account] fills the form and signs in, as it says.
(() => {
  "use strict";
  const form = document.querySelector("form[data-sign-in]");
  if (!form) return;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-demo-account]");
    if (!button) return;
    form.elements.login.value = button.dataset.username;
    form.elements.password.value = button.dataset.password;
    form.requestSubmit();
  });
})();
