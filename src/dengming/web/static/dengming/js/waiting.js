// A search that takes long says so while it is on its way: a GET form with data-waits shows its [data-waiting].
(() => {
  "use strict";
  const show = (form, on) => {
    form.querySelector("[data-waiting]").hidden = !on;
    for (const button of form.querySelectorAll("button[type=submit]")) {
      if (on) button.setAttribute("aria-busy", "true");
      else button.removeAttribute("aria-busy");
    }
  };
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && "waits" in event.target.dataset) show(event.target, true);
  });
  // Back to a page kept in memory.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-waits]").forEach((form) => show(form, false)));
})();
