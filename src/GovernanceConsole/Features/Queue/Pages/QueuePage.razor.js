// Keys of the queue: J and K walk the strips, Enter opens (the link itself, or a group of alike ones), A and D open at the decision, ? helps. Nothing is decided here.
export function start(root) {
  // Its reader was gone before this came.
  if (!root) return { stop() {} };
  const stop = new AbortController();
  // What is folded away cannot be stood on: there its one line is a stop, and Enter unfolds it.
  const stops = () => [...root.querySelectorAll(".strips [data-row], .strips summary")].filter((element) => element.checkVisibility());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, dialog[open], [contenteditable]")) return;
    const all = stops(), at = all.indexOf(document.activeElement);
    const go = (index) => { all[index]?.focus(); all[index]?.scrollIntoView({ block: "nearest" }); };
    const open = (what) => { const here = all[Math.max(at, 0)]; if (!here) return; if (here.dataset.row !== undefined) here.search = what; here.click(); };
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
