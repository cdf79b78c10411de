// Each may be called for a page whose reader has just left: then its element is null.

/** The text as it stands, as bytes: it travels as a stream, in pieces that fit the circuit. */
export const read = area => new TextEncoder().encode(area?.value ?? "");

/** Sets the text and shows its beginning. */
export const write = (area, text) => {
  if (!area) return;
  area.value = text;
  area.scrollTop = 0;
};

/** Ctrl+Enter, or the Mac's key, presses Evaluate. */
export const listen = root => root?.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    root.querySelector("[data-evaluates]:enabled")?.click();
  }
});
