// Small helps on top of pages that are whole without them: copying a paragraph's address, moving
// through a list with j and k, narrowing a long index while typing, and sharing a page. Words come from the page.
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const $$ = (selector) => [...document.querySelectorAll(selector)];

  const status = document.createElement("p");
  status.className = "status";
  status.setAttribute("role", "status");

  // A region that is made and filled at once is not read out by every screen reader.
  const say = (text) => {
    status.textContent = "";
    setTimeout(() => (status.textContent = text), 50);
    clearTimeout(say.timer);
    say.timer = setTimeout(() => (status.textContent = ""), 4000);
  };

  const copyAddresses = () => {
    document.addEventListener("click", async (event) => {
      const link = event.target.closest("a.paragraph__number, a[data-copy]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
      try {
        await navigator.clipboard.writeText(link.href);
        say(words.copied);
      } catch {
        // The link has moved to the paragraph, and its address stands in the address bar.
      }
    });
  };

  const KEYS_OFF = "keys-off";
  const store = {
    get off() {
      try { return localStorage.getItem(KEYS_OFF) === "1"; } catch { return false; }
    },
    set off(value) {
      try { localStorage.setItem(KEYS_OFF, value ? "1" : "0"); } catch { /* Private mode keeps nothing. */ }
    },
  };

  const moveInList = (step) => {
    const links = $$(".entry__title a");
    if (!links.length) return;
    const at = links.indexOf(document.activeElement);
    const from = at >= 0 ? at + step : links.findIndex((a) => a.getBoundingClientRect().top > 60);
    const to = Math.min(Math.max(from, 0), links.length - 1);
    links[to].focus({ preventScroll: true });
    links[to].scrollIntoView({ block: "center" });
  };

  const keys = () => {
    const panel = document.getElementById("keys");
    if (!panel || !panel.showModal) return;
    const box = panel.querySelector("input");
    box.checked = !store.off;
    box.addEventListener("change", () => (store.off = !box.checked));
    for (const opener of $$("[data-keys]")) {
      opener.hidden = false;
      opener.addEventListener("click", () => panel.showModal());
    }
    document.addEventListener("keydown", (event) => {
      if (store.off || event.ctrlKey || event.metaKey || event.altKey || panel.open) return;
      if (event.target.closest("input, textarea, select, [contenteditable]")) return;
      if (event.key === "j") moveInList(1);
      else if (event.key === "k") moveInList(-1);
      else if (event.key === "?") panel.showModal();
      else return;
      event.preventDefault();
    });
  };

  const narrowIndex = () => {
    const items = $$(".index__list li");
    const place = document.querySelector("[data-narrow]");
    if (!place || items.length < 20) return;
    place.hidden = false;
    const box = place.querySelector("input");
    const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    const texts = items.map((item) => plain(item.textContent));
    box.addEventListener("input", () => {
      const wanted = plain(box.value.trim());
      let shown = 0;
      items.forEach((item, n) => {
        item.hidden = !texts[n].includes(wanted);
        shown += !item.hidden;
      });
      for (const part of $$(".index section")) part.hidden = !part.querySelector("li:not([hidden])");
      say(words.shown.replace("0", shown));
    });
  };

  const offerSharing = () => {
    for (const row of $$("[data-share]")) {
      const { share: url, title, copied } = row.dataset;
      const [copy, hand] = row.querySelectorAll("button");
      copy.hidden = !navigator.clipboard;
      hand.hidden = !navigator.share;
      copy.addEventListener("click", () => navigator.clipboard.writeText(url).then(() => say(copied), () => {}));
      // Who closes the panel of the system has not made a mistake.
      hand.addEventListener("click", () => navigator.share({ title, url }).catch(() => {}));
    }
  };

  document.body.append(status);
  copyAddresses();
  keys();
  narrowIndex();
  offerSharing();
})();
