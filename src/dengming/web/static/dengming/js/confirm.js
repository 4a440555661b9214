// data-confirm="一句话" on a form or on its button: asks before it is sent. Optional: data-confirm-title, data-confirm-yes.
(() => {
  "use strict";
  const dialog = document.querySelector("dialog[data-confirm-dialog]");
  if (!dialog || typeof dialog.showModal !== "function") return;

  const part = (name) => dialog.querySelector(`[data-confirm-${name}]`);
  let goOn = null;

  const ask = (source, answer) => {
    part("heading").textContent = source.dataset.confirmTitle || "请确认";
    part("text").textContent = source.dataset.confirm;
    part("accept").textContent = source.dataset.confirmYes || "确定";
    goOn = answer;
    dialog.returnValue = "";
    dialog.showModal();
  };

  dialog.addEventListener("close", () => {
    const answer = goOn;
    goOn = null;
    if (dialog.returnValue === "yes" && answer) answer();
  });

  // Capture, so that the question comes before "sent once" and htmx see the event.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    const source = button && button.dataset.confirm ? button : form;
    if (!source.dataset.confirm) return;
    if (form.dataset.confirmed) {
      delete form.dataset.confirmed;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(source, () => {
      form.dataset.confirmed = "yes";
      form.requestSubmit(button || undefined);
    });
  }, true);

  // htmx elements with hx-confirm use the same dialog instead of the browser's own.
  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask({ dataset: { confirm: event.detail.question } }, () => event.detail.issueRequest(true));
  });
})();
