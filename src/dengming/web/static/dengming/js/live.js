// When an htmx request fails, say so in one sentence where screen readers hear it.
(() => {
  "use strict";
  const say = (sentence, link = null) => {
    const place = document.querySelector("[data-live]");
    if (!place) return;
    const message = document.createElement("p");
    message.className = "message message--error";
    message.textContent = sentence;
    if (link) message.append(link);
    place.replaceChildren(message);
    place.scrollIntoView({ block: "nearest" });
  };

  // The way back leads to this page; the record form keeps in the browser what it could not send.
  const signIn = () => {
    const link = document.createElement("a");
    link.href = `/accounts/login/?next=${encodeURIComponent(window.location.pathname + window.location.search)}`;
    link.className = "nowrap";
    link.textContent = "重新登录";
    return link;
  };

  document.addEventListener("htmx:sendError", () => say("没有连上服务器，刚才的操作没有保存。请检查网络后再试一次。"));
  document.addEventListener("htmx:timeout", () => say("服务器太久没有回答，刚才的操作可能没有保存。请刷新页面核对。"));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status === 401) say("登录已失效，刚才点的内容没有取到：请重新登录，再回到本页点一次。", signIn());
    else if (status === 403) say("登录已失效或没有权限，请刷新页面后重新登录。");
    else if (status === 404) say("没有找到这项内容，它可能已被撤回或不在您的管理范围内。");
    else say("系统出了问题，刚才的操作没有保存。请稍后再试，仍不行请联系系统管理员。");
  });
})();
