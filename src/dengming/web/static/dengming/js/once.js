// A form that posts is sent once: its buttons rest until an answer comes. data-many on the form switches this off (downloads).
(() => {
  "use strict";
  const rest = (form, busy) => {
    for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
      if (busy) button.setAttribute("aria-busy", "true");
      else button.removeAttribute("aria-busy");
    }
    if (busy) form.dataset.sent = "yes";
    else delete form.dataset.sent;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "many" in form.dataset) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    rest(form, true);
  });

  const wakeAll = () => document.querySelectorAll("form[data-sent]").forEach((form) => rest(form, false));
  window.addEventListener("pageshow", wakeAll); // back to a page kept in memory
  document.addEventListener("htmx:afterRequest", wakeAll);
})();
