// [data-choose-all="name"] ticks every checkbox of that name in its form, or, within a [data-choose-group], in that group;
// [data-chosen-count="name"] says how many are ticked.
(() => {
  "use strict";
  const boxes = (within, name) => [...within.querySelectorAll(`input[type=checkbox][name="${name}"]`)];
  const reach = (all) => all.closest("[data-choose-group]") || all.form;

  const tell = (form) => {
    for (const place of form.querySelectorAll("[data-chosen-count]")) {
      const number = boxes(form, place.dataset.chosenCount).filter((box) => box.checked).length;
      place.textContent = `已选 ${number} 项`;
    }
    for (const all of form.querySelectorAll("[data-choose-all]")) {
      const own = boxes(reach(all), all.dataset.chooseAll);
      const ticked = own.filter((box) => box.checked).length;
      all.checked = own.length > 0 && ticked === own.length;
      all.indeterminate = ticked > 0 && ticked < own.length;
    }
  };

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form || !form.querySelector("[data-chosen-count], [data-choose-all]")) return;
    const name = event.target.dataset.chooseAll;
    if (name) boxes(reach(event.target), name).forEach((box) => { box.checked = event.target.checked; });
    tell(form);
  });

  // a page that comes back with its ticks says how many there are
  document.querySelectorAll("form").forEach((form) => {
    if (form.querySelector("[data-chosen-count]") && form.querySelector("input[type=checkbox]:checked")) tell(form);
  });
})();
