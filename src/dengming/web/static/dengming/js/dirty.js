// form[data-warn-unsaved]: leaving with changes that were not saved asks first.
(() => {
  "use strict";
  const changed = new Set();
  const forget = (form) => changed.delete(form);

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && "warnUnsaved" in form.dataset) changed.add(form);
  });
  document.addEventListener("submit", (event) => { if (!event.defaultPrevented) forget(event.target); });
  document.addEventListener("form:saved", (event) => forget(event.target)); // sent by whatever keeps drafts

  window.addEventListener("beforeunload", (event) => {
    const open = [...changed].some((form) => form.isConnected);
    if (!open) return;
    event.preventDefault();
    event.returnValue = "";
  });
})();
