// Keys of the queue: J and K walk the strips, Enter opens (the link itself), A and D open at the decision, ? helps. Nothing is decided here.
export function start(root) {
  // Its reader was gone before this came.
  if (!root) return { stop() {} };
  const stop = new AbortController();
  const rows = () => [...root.querySelectorAll("[data-row]")];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, dialog[open], [contenteditable]")) return;
    const all = rows(), at = all.indexOf(document.activeElement);
    const go = (index) => { all[index]?.focus(); all[index]?.scrollIntoView({ block: "nearest" }); };
    const open = (what) => { const row = all[Math.max(at, 0)]; if (row) { row.search = what; row.click(); } };
    switch (event.key) {
      case "j": case "J": go(Math.min(at + 1, all.length - 1)); break;
      case "k": case "K": go(Math.max(at - 1, 0)); break;
      case "a": case "A": open("?do=approve"); break;
      case "d": case "D": open("?do=deny"); break;
      case "?": document.getElementById("key-help")?.showModal(); break;
      default: return;
    }
    event.preventDefault();
  }, { signal: stop.signal });
  return { stop() { stop.abort(); } };
}
