// a[data-why] in a table row: htmx puts the explanation below the row; a second click takes it away again.
(() => {
  "use strict";
  const below = (link) => {
    const next = link.closest("tr").nextElementSibling;
    return next && next.classList.contains("is-detail") ? next : null;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-why]");
    const opened = link && below(link);
    if (!opened) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    opened.remove();
    link.setAttribute("aria-expanded", "false");
  }, true);

  document.addEventListener("htmx:afterRequest", (event) => {
    const link = event.target.closest("a[data-why]");
    if (link) link.setAttribute("aria-expanded", String(below(link) !== null));
  });
})();
