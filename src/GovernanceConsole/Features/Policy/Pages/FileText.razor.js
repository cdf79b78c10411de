/** Brings a line into view, unless it is there already. */
export const show = id => document.getElementById(id)?.scrollIntoView({ block: "center" });
