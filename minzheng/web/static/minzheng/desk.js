// Keys of the desk: / search, j and k rows, Enter open, e act, ? help, Escape closes what is open.  And sending out.
(() => {
  const rows = () => [...document.querySelectorAll("tbody tr[data-href], a.door")];
  let at = -1;
  const mark = (next) => {
    const all = rows();
    if (!all.length) return;
    all[at]?.classList.remove("here");
    at = Math.max(0, Math.min(next, all.length - 1));
    all[at].classList.add("here");
    all[at].scrollIntoView({ block: "nearest" });
  };
  const open = (row) => { if (row) location.href = row.dataset.href || row.href; };
  const act = () => {
    const inside = rows()[at]?.querySelector("[data-act]") || document.querySelector("main [data-act], main .verbs .button.first");
    if (inside?.matches("a, button")) inside.click(); else inside?.focus();
  };
  const closePanel = () => document.getElementById("panel").replaceChildren();
  const help = () => { const keys = document.getElementById("keys"); if (keys) { if (keys.open) keys.close(); else keys.showModal(); } };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closePanel();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "/") { event.preventDefault(); document.querySelector("input[type=search]")?.focus(); }
    if (event.key === "?") help();
    if (event.key === "j") mark(at + 1);
    if (event.key === "k") mark(at - 1);
    if (event.key === "e") act();
    if (event.key === "Enter" && at >= 0 && event.target === document.body) open(rows()[at]);
  });
  document.addEventListener("change", (event) => { if (event.target.matches("select[data-submit]")) event.target.form.submit(); });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) closePanel();
    if (event.target.closest("[data-print]")) window.print();
    if (event.target.closest("[data-help]")) help();
    const row = event.target.closest("tr[data-href]");
    if (row && !event.target.closest("a, button, input, label")) open(row);
  });

  // Sending out: a village stands for its households, on the list and on the map; the count says how many are chosen.
  const form = document.querySelector("form[data-dispatch]");
  if (!form) return;
  const homes = (body) => [...body.querySelectorAll("input[name=household]")];
  const of = (code) => document.getElementById(`c-${code}`);
  const show = () => {
    let chosen = 0;
    for (const village of form.querySelectorAll("input[name=village]")) {
      const all = homes(village.closest("tbody")), ticked = all.filter((home) => home.checked).length;
      village.checked = ticked === all.length;
      village.indeterminate = ticked > 0 && ticked < all.length;
      chosen += ticked;
      form.querySelector(`[data-village="${village.value}"]`)?.classList.toggle("chosen", ticked > 0);
    }
    form.querySelector("[data-count]").textContent = chosen;
    form.querySelector("[data-act]").disabled = chosen === 0;
  };
  const tick = (village, on) => homes(village.closest("tbody")).forEach((home) => { home.checked = on; });
  form.addEventListener("change", (event) => {
    if (event.target.name === "village") tick(event.target, event.target.checked);
    if (event.target.matches("[data-all]")) form.querySelectorAll("input[name=village]").forEach((village) => tick(village, event.target.checked));
    show();
  });
  form.addEventListener("click", (event) => {
    const sign = event.target.closest("[data-village]");
    if (!sign) return;
    event.preventDefault();
    const village = of(sign.dataset.village);
    tick(village, !village.checked);
    show();
    const body = village.closest("tbody");
    body.scrollIntoView({ block: "nearest" });
    body.classList.remove("to");
    requestAnimationFrame(() => body.classList.add("to"));
  });
  show();
})();
