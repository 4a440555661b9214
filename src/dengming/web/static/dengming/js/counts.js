// The list of people on the record form: 应到 · 已勾 · 请假 · 缺席 follow the marks, and whether the typed 实到 agrees.
// Whoever heads the host chairs. A second press on a mark takes it away; “其余都到了” marks whoever has no mark yet. Without this file the buttons post.
(() => {
  "use strict";
  const roll = () => document.querySelector("[data-roll]");
  const people = (place) => [...place.querySelectorAll("[data-person]")];
  const markOf = (person) => {
    const ticked = person.querySelector(".roll-radio:checked");
    return ticked ? ticked.value : "";
  };

  const tell = () => {
    const place = roll();
    if (!place) return;
    const marks = people(place).map(markOf);
    const number = (wanted) => marks.filter((mark) => mark === wanted).length;
    const sums = {
      expected: marks.length - number("observe"), ticked: number("attend"), excused: number("excused"),
      absent: number("absent"), observers: number("observe"), unmarked: number(""),
    };
    for (const spot of place.querySelectorAll("[data-sum]")) spot.textContent = sums[spot.dataset.sum];
    agree(place, sums.ticked);
  };

  const agree = (place, ticked) => {
    const typed = place.querySelector("[data-typed]").value.replace(/人/g, "").trim();
    const spot = place.querySelector("[data-agree]");
    const number = /^\d+$/.test(typed) ? Number(typed) : NaN;
    spot.className = `roll-agree roll-agree--${number === ticked ? "yes" : "no"}`;
    if (!typed) spot.textContent = ticked ? "请数一数，填实到人数" : "";
    else if (Number.isNaN(number)) spot.textContent = "请填人数，如 12";
    else if (number === ticked) spot.textContent = "✓ 与勾选一致";
    else spot.textContent = number > ticked ? `少勾 ${number - ticked} 人` : `多勾 ${ticked - number} 人`;
  };

  // What was marked when the press began: the radio itself has already changed when its click arrives.
  let before = null;
  const radioOf = (target) => {
    const label = target.closest(".roll-name, .roll-mark");
    return label ? document.getElementById(label.htmlFor) : null;
  };
  document.addEventListener("pointerdown", (event) => {
    const radio = radioOf(event.target);
    before = radio && radio.checked ? radio : null;
  });
  document.addEventListener("click", (event) => {
    const radio = radioOf(event.target);
    if (radio && radio === before) {
      event.preventDefault();
      radio.checked = false;
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    }
    before = null;
    const all = event.target.closest("[data-all-but]");
    if (all) {
      event.preventDefault();
      markRest(roll());
    }
  });

  const markRest = (place) => {
    for (const person of people(place)) {
      const radio = person.querySelector(".roll-radio--1");
      if (markOf(person) === "" && radio && !radio.disabled) radio.checked = true;
    }
    place.dispatchEvent(new Event("change", { bubbles: true }));
    place.querySelector("[data-typed]").focus();
  };

  // 主持: whoever heads the host, once marked present, unless somebody has chosen.
  const fillUsual = () => {
    for (const select of document.querySelectorAll("select[data-usual]")) {
      const here = document.getElementById(`m1-${select.dataset.usual}`);
      if (select.value === "" && here && here.checked) select.value = select.dataset.usual;
    }
  };

  // 已报告 or 无事项: ticking one takes the other away.
  document.addEventListener("change", (event) => {
    const group = event.target.dataset.oneOf;
    if (group && event.target.checked) {
      for (const other of document.querySelectorAll("[data-one-of]")) {
        if (other !== event.target && other.dataset.oneOf === group) other.checked = false;
      }
    }
    if ("usual" in event.target.dataset) delete event.target.dataset.usual;
    else fillUsual();
    tell();
  });
  document.addEventListener("input", (event) => { if ("typed" in event.target.dataset) tell(); });
  document.addEventListener("record:drawn", tell);
  tell();
})();
