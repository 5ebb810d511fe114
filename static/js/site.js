// Progressive enhancement; every page works without it. Copy an address or a citation, move through
// a list with j and k, filter a long index while typing, share a page, suggest in the search box.
// All texts come from the page.
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const $$ = (selector) => [...document.querySelectorAll(selector)];

  const status = document.createElement("p");
  status.className = "status";
  status.setAttribute("role", "status");

  // Some screen readers do not announce a live region that is created and filled at once.
  const say = (text, unseen = false) => {
    status.textContent = "";
    status.classList.toggle("hidden", unseen);
    setTimeout(() => (status.textContent = text), 50);
    clearTimeout(say.timer);
    say.timer = setTimeout(() => (status.textContent = ""), 4000);
  };

  // Word processors take the HTML with its italics, everything else takes the text.
  const copyCitation = (cited) => {
    const text = cited.textContent.trim();
    if (!window.ClipboardItem) return navigator.clipboard.writeText(text);
    const forms = { "text/plain": text, "text/html": cited.innerHTML.trim() };
    const blobs = Object.entries(forms).map(([type, form]) => [type, new Blob([form], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  };

  const copyAddresses = () => {
    for (const button of $$("button[data-copy]")) button.hidden = !navigator.clipboard;
    document.addEventListener("click", async (event) => {
      const link = event.target.closest("a.paragraph__number, [data-copy]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
      try {
        const cited = document.getElementById(link.dataset.copy);
        await (cited ? copyCitation(cited) : navigator.clipboard.writeText(link.href));
        say(cited ? words.cited : words.copied);
      } catch {
        // The link has moved to the paragraph, and its address is in the address bar.
      }
    });
  };

  const KEYS_OFF = "keys-off";
  const store = {
    get off() {
      try { return localStorage.getItem(KEYS_OFF) === "1"; } catch { return false; }
    },
    set off(value) {
      try { localStorage.setItem(KEYS_OFF, value ? "1" : "0"); } catch { /* Private mode stores nothing. */ }
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
      else if (event.key === "/") document.querySelector("[data-suggest]").select();
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

  // The combobox pattern of the ARIA Authoring Practices: the focus stays in the box, and
  // aria-activedescendant names the active suggestion. Each suggestion links to a page.
  const suggest = (box) => {
    const list = document.createElement("ul");
    list.id = "suggestions";
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.suggestions);
    box.after(list);
    box.type = "text"; // A box for searching may not be a combobox.
    box.inputMode = box.enterKeyHint = "search";
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id };
    for (const name in attributes) box.setAttribute(name, attributes[name]);
    let chosen = -1, timer, asking;

    const choose = (to) => {
      chosen = to;
      [...list.children].forEach((item, n) => item.setAttribute("aria-selected", n === to));
      const item = list.children[to];
      if (item) box.setAttribute("aria-activedescendant", item.id);
      else box.removeAttribute("aria-activedescendant");
      item?.scrollIntoView({ block: "nearest" });
    };
    const empty = () => {
      list.replaceChildren();
      show(false);
    };
    const stop = () => {
      clearTimeout(timer);
      asking?.abort();
    };
    const show = (open) => {
      list.hidden = !open;
      box.setAttribute("aria-expanded", open);
      choose(-1);
    };
    const go = (item) => location.assign(item.dataset.path);

    const fill = ([, texts, descriptions, addresses, languages]) => {
      list.replaceChildren(...texts.map((text, n) => {
        const item = document.createElement("li"), about = document.createElement("span");
        item.id = `suggestion-${n}`;
        item.setAttribute("role", "option");
        item.dataset.path = new URL(addresses[n]).pathname;
        if (languages[n]) item.lang = languages[n];
        about.lang = document.documentElement.lang;
        about.textContent = descriptions[n];
        item.append(text, " ", about);
        return item;
      }));
      show(texts.length > 0);
      if (texts.length) say(words.suggested.replace("0", texts.length), true);
    };

    const ask = async () => {
      const text = box.value.trim();
      if (!text) return empty();
      asking = new AbortController();
      try {
        const address = `/search/suggestions.json?q=${encodeURIComponent(text)}`;
        const answer = await fetch(address, { signal: asking.signal });
        if (answer.ok) return fill(await answer.json());
      } catch (error) {
        if (error.name === "AbortError") return; // Somebody typed on.
      }
      empty(); // The network is gone: the form works without suggestions.
    };

    show(false);
    box.addEventListener("input", () => {
      stop();
      choose(-1); // What was chosen belongs to another text.
      timer = setTimeout(ask, 120);
    });
    const leave = () => {
      stop();
      show(false);
    };
    box.addEventListener("blur", leave);
    addEventListener("pagehide", leave); // Who comes back wants the page and not the list.
    box.addEventListener("keydown", (event) => {
      const { key } = event, count = list.children.length;
      if (event.isComposing) return;
      if (key === "ArrowDown" || key === "ArrowUp") {
        if (!count) return;
        if (list.hidden) show(true);
        // Past either end, the box itself is active.
        const step = key === "ArrowDown" ? 1 : -1, places = count + 1;
        choose(((chosen + 1 + step + places) % places) - 1);
      } else if (key === "Enter" && chosen >= 0) go(list.children[chosen]);
      else if (key === "Escape") {
        const open = !list.hidden;
        leave();
        if (!open) box.value = "";
      } else return;
      event.preventDefault();
    });
    // Keep the focus in the box: losing it would close the list.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const item = event.target.closest("li");
      if (item && (event.ctrlKey || event.metaKey)) open(item.dataset.path, "_blank", "noopener");
      else if (item) go(item);
    });
  };

  const offerSharing = () => {
    for (const row of $$("[data-share]")) {
      const { share: url, title, copied } = row.dataset;
      const [copy, hand] = row.querySelectorAll("button");
      copy.hidden = !navigator.clipboard;
      hand.hidden = !navigator.share;
      copy.addEventListener("click", () => navigator.clipboard.writeText(url).then(() => say(copied), () => {}));
      // Closing the system's share panel is not an error.
      hand.addEventListener("click", () => navigator.share({ title, url }).catch(() => {}));
    }
  };

  document.body.append(status);
  copyAddresses();
  keys();
  narrowIndex();
  offerSharing();
  $$("[data-suggest]").forEach(suggest);
})();
