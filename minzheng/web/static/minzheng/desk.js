// Keys of the desk: / search, j and k rows, Enter open, Escape closes the panel.
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
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.getElementById("panel").replaceChildren();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "/") { event.preventDefault(); document.querySelector("input[type=search]")?.focus(); }
    if (event.key === "j") mark(at + 1);
    if (event.key === "k") mark(at - 1);
    if (event.key === "Enter" && at >= 0 && event.target === document.body) open(rows()[at]);
  });
  document.addEventListener("change", (event) => { if (event.target.matches("select[data-submit]")) event.target.form.submit(); });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) document.getElementById("panel").replaceChildren();
    if (event.target.closest("[data-print]")) window.print();
    const row = event.target.closest("tr[data-href]");
    if (row && !event.target.closest("a, button, input")) open(row);
  });
})();
