
"use strict";
(function () {
  const page = document.documentElement;
  const find = (id) => document.getElementById(id);
  page.classList.add("js");

  // light or dark: the system's choice until the reader makes one
  const keep = { get: () => { try { return localStorage.getItem("modcheck-theme"); } catch { return null; } },
    set: (name) => { try { localStorage.setItem("modcheck-theme", name); } catch { /* a page from disk may have no storage */ } } };
  const dark = () => page.dataset.theme ? page.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  const label = () => { find("theme").textContent = dark() ? "Light" : "Dark"; };
  if (keep.get() === "dark" || keep.get() === "light") { page.dataset.theme = keep.get(); }
  const turn = () => { page.dataset.theme = dark() ? "light" : "dark"; keep.set(page.dataset.theme); label(); };
  find("theme").addEventListener("click", turn);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
  label();

  const search = find("search");
  if (!search) { return; }
  const modules = Array.from(document.querySelectorAll(".module"), (module) => ({
    at: module,
    path: module.querySelector("h2").textContent,
    kinds: Array.from(module.querySelectorAll(".kind"), (kind) => ({
      at: kind,
      name: kind.dataset.kind,
      wasOpen: kind.open,
      number: kind.querySelector(".number"),
      rows: Array.from(kind.querySelectorAll("tbody tr"), (row) => ({ at: row, change: row.dataset.change })),
    })),
  }));
  for (const module of modules) {
    for (const kind of module.kinds) {
      for (const row of kind.rows) { row.text = (row.at.textContent + " " + module.path).toLowerCase(); }
    }
  }
  const chips = Array.from(document.querySelectorAll(".chip"));
  const total = modules.reduce((sum, one) => sum + one.kinds.reduce((all, kind) => all + kind.rows.length, 0), 0);
  const chosen = (name) => chips.filter((chip) => chip.dataset[name] && chip.getAttribute("aria-pressed") === "true")
    .map((chip) => chip.dataset[name]);

  function show() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const changes = chosen("change");
    const kinds = chosen("kind");
    const narrowed = words.length + changes.length + kinds.length > 0;
    let shown = 0;
    for (const module of modules) {
      let inModule = 0;
      for (const kind of module.kinds) {
        let inKind = 0;
        const wanted = !kinds.length || kinds.includes(kind.name);
        for (const row of kind.rows) {
          const fits = wanted && (!changes.length || changes.includes(row.change))
            && words.every((word) => row.text.includes(word));
          row.at.hidden = !fits;
          inKind += fits ? 1 : 0;
        }
        kind.at.hidden = !inKind;
        kind.number.textContent = inKind < kind.rows.length ? `${inKind} of ${kind.rows.length}` : inKind;
        if (narrowed && inKind) { kind.at.open = true; }
        if (!narrowed) { kind.at.open = kind.wasOpen; }
        inModule += inKind;
      }
      module.at.hidden = !inModule;
      if (narrowed && inModule) { module.at.open = true; }
      shown += inModule;
    }
    find("shown").textContent = narrowed ? `${shown} of ${total} changes` : `${total} changes`;
    find("none").hidden = shown > 0;
    find("clear").hidden = !narrowed;
  }

  function clear() {
    search.value = "";
    for (const chip of chips) { chip.setAttribute("aria-pressed", "false"); }
    show();
  }

  let waiting = 0;
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 60); });
  search.form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      show();
    });
  }
  const fold = (open) => {
    for (const module of modules) {
      module.at.open = open;
      for (const kind of module.kinds) { if (open) { kind.at.open = true; } kind.wasOpen = kind.at.open; }
    }
  };
  find("fold").addEventListener("click", () => fold(false));
  find("unfold").addEventListener("click", () => fold(true));
  find("clear").addEventListener("click", () => { clear(); search.focus(); });
  find("reset").addEventListener("click", () => { clear(); search.focus(); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "Escape") { clear(); return; }
    if (event.target.matches("input")) { return; }
    if (event.key === "/") { event.preventDefault(); search.focus(); search.select(); }
    if (event.key === "t") { turn(); }
  });
})();
