// Finding people on the record form: the box above the list hides everybody else; “加人” suggests names from the server.
(() => {
  "use strict";
  const show = () => document.querySelectorAll("[data-roll-filter]").forEach((box) => { box.hidden = false; });

  const filter = (box) => {
    const place = box.closest("[data-roll]");
    const typed = box.value.trim();
    let seen = 0;
    for (const person of place.querySelectorAll("[data-person]")) {
      person.hidden = typed !== "" && !person.dataset.person.includes(typed);
      if (!person.hidden) seen += 1;
    }
    place.querySelector("[data-roll-none]").hidden = Boolean(seen);
  };

  let asked = 0;
  const suggest = async (box) => {
    const typed = box.value.trim();
    const place = document.querySelector("[data-candidates]");
    if (!typed || typed.endsWith("）") || !place) return;
    const mine = (asked += 1);
    const answer = await fetch(`${place.dataset.candidates}?q=${encodeURIComponent(typed)}`, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected || mine !== asked) return;
    const { people } = await answer.json();
    const options = people.map((person) => {
      const option = document.createElement("option");
      option.value = person.value;
      option.label = person.branch ? `${person.value} ${person.branch}` : person.value;
      return option;
    });
    box.list.replaceChildren(...options);
  };

  document.addEventListener("input", (event) => {
    const box = event.target;
    if ("rollFilter" in box.dataset) filter(box);
    if (box.name === "add_person") suggest(box).catch(() => { /* suggestions only help; the name can be typed in full */ });
  });
  // Enter in these boxes means their own button, not the form's.
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (event.key !== "Enter" || !box.matches("[data-roll-filter], [name=add_person], [name=add_host]")) return;
    event.preventDefault();
    if (!("rollFilter" in box.dataset)) box.closest(".roll-tools").querySelector("button").click();
  });
  document.addEventListener("record:drawn", show);
  show();
})();
