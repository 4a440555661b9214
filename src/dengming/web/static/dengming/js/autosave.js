// Keeps the record form on the server while it is typed. What changes the shape of the form (kinds, hosts, date) draws it
// anew from what was saved, but never under the keys: a date being typed is of the year 0002 first, and is taken when it
// is left. If saving fails, the form is kept in this browser until it is saved or seven days old.
(() => {
  "use strict";
  const QUIET = 1500;
  const WEEK = 7 * 24 * 3600 * 1000;
  const key = (uid) => `dengming-record-${uid}`;
  const forget = (uid) => localStorage.removeItem(key(uid));

  const gone = document.querySelector("[data-forget-draft]");
  if (gone) {
    const left = read(gone.dataset.forgetDraft);
    if (left && left.sent) forget(gone.dataset.forgetDraft);
  }
  const body = () => document.getElementById("record-body");
  const form = () => document.getElementById("record-form");
  if (!form()) return;

  let timer = 0;
  let dirty = false;
  let busy = false;
  let reshape = false;
  let stopped = false;
  let waiting = null; // the button pressed while a save was under way
  let typing = null; // the control that is typed into

  function read(uid) {
    try {
      const found = JSON.parse(localStorage.getItem(key(uid)) || "null");
      return found && Date.now() - found.at < WEEK ? found : null;
    } catch (error) {
      return null; // a copy that cannot be read is no copy
    }
  }
  const entries = () => [...new FormData(form())].filter(([name, value]) => typeof value === "string"
    && !["csrfmiddlewaretoken", "version"].includes(name));
  const version = () => form().querySelector("[data-version]");
  const keep = (sent) => localStorage.setItem(key(body().dataset.record),
    JSON.stringify({ at: Date.now(), version: version().value, sent, entries: entries() }));
  const isClock = (control) => Boolean(control) && ["date", "time"].includes(control.type);
  const isHalf = (control) => control.validity.badInput || (control === typing && !control.validity.valid);
  const say = (sentence, state = "") => {
    const spot = document.querySelector("[data-saved]");
    if (!spot) return;
    spot.textContent = sentence;
    spot.dataset.state = state;
  };

  async function save() {
    window.clearTimeout(timer);
    if (busy || stopped) return;
    busy = true;
    dirty = false;
    say("正在保存……", "busy");
    try {
      await send();
    } catch (error) {
      dirty = true;
      keep(false);
      say("没有连上，内容先存在本机，稍后自动再存", "bad");
      timer = window.setTimeout(save, 10 * QUIET);
    }
    busy = false;
    if (waiting) {
      const button = waiting;
      waiting = null;
      form().requestSubmit(button);
    } else if (dirty && !stopped && !timer) save();
  }

  async function send() {
    timer = 0;
    const data = new FormData(form());
    data.delete("files");
    for (const control of form().elements) if (isClock(control) && isHalf(control)) data.delete(control.name);
    const answer = await fetch(body().dataset.autosave, { method: "POST", body: data, credentials: "same-origin" });
    if (answer.redirected || answer.status === 403 || answer.status === 401) return loggedOut();
    if (answer.status === 409 || answer.status === 422) return refused(answer.status, (await answer.json()).message);
    if (!answer.ok) throw new Error(String(answer.status));
    const saved = await answer.json();
    version().value = saved.version;
    forget(body().dataset.record);
    form().dispatchEvent(new Event("form:saved", { bubbles: true }));
    if (reshape && !dirty) await draw();
    const [unread] = saved.unread;
    say(unread ? `已照原样保存；${unread}` : `已自动保存 ${saved.at}`, unread ? "bad" : "");
    document.body.dispatchEvent(new Event("record:saved"));
    return undefined;
  }

  function loggedOut() {
    keep(false);
    stopped = true;
    say("登录已失效，内容已存在本机：重新登录后打开本页会自动恢复", "bad");
  }
  function refused(status, sentence) {
    keep(false);
    stopped = status === 409;
    say(sentence, "bad");
  }

  async function draw() {
    const answer = await fetch(body().dataset.page, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("record-body");
    const focused = document.activeElement || document.body;
    if (!fresh || dirty || focused === typing || isClock(focused)) return;
    reshape = false;
    const caret = focused.selectionStart;
    const [chosen, empty] = [form(), fresh].map((place) => place.querySelector("input[type=file]"));
    if (chosen && empty) empty.replaceWith(chosen);
    body().replaceWith(document.adoptNode(fresh));
    if (window.htmx) window.htmx.process(body());
    document.dispatchEvent(new Event("record:drawn"));
    const again = focused.id && document.getElementById(focused.id);
    if (again) again.focus();
    if (again && Number.isInteger(caret)) again.setSelectionRange(caret, caret);
  }

  function changed(event) {
    const target = event.target;
    if (target.form !== form() && !target.closest("#record-form")) return;
    if (target.type === "file" || "rollFilter" in target.dataset || /^add_/.test(target.name || "")) return;
    dirty = true;
    if (event.type === "input" && !["checkbox", "radio", "select-one"].includes(target.type)) typing = target;
    const held = target === typing && isClock(target);
    if (!held && "reshapes" in target.dataset && event.type === "change") reshape = true;
    if (held && !target.validity.valid) return;
    soon(reshape && target !== typing ? 50 : QUIET);
  }
  function left({ target }) {
    if (target !== typing && !isClock(target)) return;
    if (target === typing && isClock(target)) {
      dirty = true;
      if ("reshapes" in target.dataset) reshape = true;
    }
    typing = null;
    if (dirty || reshape) soon(reshape ? 50 : QUIET);
  }
  function soon(wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, wait);
  }

  function restore(copy) {
    const wanted = new Map();
    for (const [name, value] of copy.entries) wanted.set(name, [...(wanted.get(name) || []), value]);
    for (const control of form().elements) {
      if (!control.name || ["hidden", "file", "submit", "button"].includes(control.type)) continue;
      const values = wanted.get(control.name) || [];
      if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
      else if (values.length) control.value = values.shift();
    }
    document.dispatchEvent(new Event("record:drawn"));
  }

  function recover() {
    const copy = read(body().dataset.record);
    if (!copy) return;
    if (copy.version !== version().value) {
      if (copy.sent) forget(body().dataset.record); // it arrived: the version went on
      else offer(copy);
      return;
    }
    restore(copy);
    notice("已恢复上次没来得及保存的内容，请核对。");
    dirty = true;
    reshape = true;
    save();
  }

  function notice(sentence, button = null) {
    const box = document.createElement("div");
    box.className = "message message--info";
    const text = document.createElement("p");
    text.className = "message-text";
    text.textContent = sentence;
    box.append(text, ...(button ? [button] : []));
    document.querySelector("[data-live]").append(box);
  }
  function offer(copy) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = "填回本机内容";
    button.addEventListener("click", () => { restore(copy); forget(body().dataset.record); dirty = true; save(); button.parentElement.remove(); });
    notice("这条纪实在别处改过；本机还有一份没保存的内容，填回会盖住别处改过的同一栏。", button);
  }

  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("focusout", left);
  // Capture: a form sent while a save is under way would carry a version that is about to pass.
  document.addEventListener("submit", (event) => {
    if (event.target !== form() || !busy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = event.submitter;
  }, true);
  document.addEventListener("submit", (event) => {
    if (event.target !== form() || event.defaultPrevented) return;
    window.clearTimeout(timer);
    stopped = true;
    keep(true);
  });
  window.addEventListener("pagehide", () => { if ((dirty || typing) && !stopped) keep(false); });
  window.addEventListener("pageshow", () => { stopped = false; });
  recover();
})();
