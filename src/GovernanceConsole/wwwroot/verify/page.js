// The page around verify.js: takes a file (chosen, dropped, or handed over by the console in this tab's session storage), shows every check, and lets one figure be changed to see it fail.
// Builds text nodes only: a receipt's contents are never markup.
"use strict";
(() => {
  const { verify, forge, Unreadable } = globalThis.GovernanceReceipt;
  const handedOver = "governance-receipt";
  const words = { holds: "✓ holds", failed: "✕ failed", unknown: "– unknown" };
  const byId = id => document.getElementById(id);
  const result = byId("result");
  let current = null;

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // What is invisible or turns the direction of text is shown as an escape: a receipt's words are not ours.
  const plain = text => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, char => `⟦U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟧`);

  async function show(text, changed = null) {
    current = { text, changed };
    try {
      const verdict = await verify(text, byId("vkey").value.trim() || null);
      result.replaceChildren(...(changed ? [changedNote(changed)] : []), verdictOf(verdict), ...warningsOf(verdict), factsOf(verdict.receipt), actions(), ...partsOf(verdict.checks));
    } catch (error) {
      const why = error instanceof Unreadable ? error.message : "The receipt could not be checked in this browser.";
      result.replaceChildren(element("div", { className: "verdict failed" }, "Not a receipt", element("p", {}, plain(why))));
      if (!(error instanceof Unreadable))
        console.error(error);
    }
  }

  function verdictOf({ checks, holds }) {
    const count = state => checks.filter(check => check.state === state).length;
    const failed = checks.filter(check => check.state === "failed");
    const shown = failed.slice(0, 6).map(check => element("li", {}, `${plain(check.rule)}`));
    const rest = failed.length > shown.length ? [element("li", {}, `and ${failed.length - shown.length} more, below`)] : [];
    return holds
      ? element("div", { className: "verdict holds" }, "✓ This receipt holds.", element("p", {}, `${count("holds")} checks hold. ${count("unknown")} cannot be made from a receipt alone; they are listed below.`))
      : element("div", { className: "verdict failed" }, "✕ This receipt does not hold.", element("p", {}, `${failed.length} of ${checks.length} checks failed. Do not rely on it. This should be true, and is not:`), element("ul", {}, ...shown, ...rest));
  }

  function warningsOf({ demo, practice, drill }) {
    const warn = (word, sentence) => element("p", { className: "warning" }, element("strong", {}, word), " " + sentence);
    return [
      ...(demo ? [warn("Demo.", "This receipt comes from a demo: nothing in it happened in the world.")] : []),
      ...(drill ? [warn("Drill.", "This was a vigilance drill: a decoy that people were to notice. Nothing could have come of it.")] : []),
      ...(practice ? [warn("Practice key.", "At least one signature was made by a script in a page and proves nothing about a person.")] : []),
    ];
  }

  function factsOf({ intent, issuer, approvals, grant }) {
    const facts = element("dl", { className: "facts" });
    const fact = (name, value, mono = false) => facts.append(element("dt", {}, name), element("dd", { className: mono ? "mono" : "" }, plain(value)));
    fact("Issuer", issuer);
    fact("Intent", `${intent.id} · ${intent.status}`, true);
    fact("Declared", `${intent.declaredAt} by ${intent.agent}`, true);
    for (const approval of approvals)
      fact(approval.verdict === "approve" ? "Approved" : "Denied", `${approval.signedAt} by ${approval.approverName}${approval.practice ? " (practice key)" : ""}`);
    if (grant)
      fact("Grant", `${grant.id} · ${grant.redeemedAt === null ? "not redeemed" : `redeemed ${grant.redeemedAt}`}`, true);
    return facts;
  }

  function actions() {
    const change = element("button", { type: "button", className: "button", id: "change" }, "Change one byte and check again");
    change.addEventListener("click", () => {
      const { text, before, after } = forge(current.text);
      show(text, { before, after, original: current.changed?.original ?? current.text });
    });
    const row = element("div", { className: "actions" }, change);
    if (current.changed) {
      const back = element("button", { type: "button", className: "button", id: "back" }, "Back to the receipt as it came");
      back.addEventListener("click", () => show(current.changed.original));
      row.append(back);
    }
    return row;
  }

  function changedNote({ before, after }) {
    return element("div", { className: "changed" }, element("p", {}, "One byte of the declared intent was changed in this page:"),
      element("p", { className: "mono" }, `…${plain(before)}…`), element("p", { className: "mono" }, `…${plain(after)}…`));
  }

  const titles = { intent: "The intent", decision: "The policy decision", quorum: "Who signed", grant: "The grant", log: "The log", receipt: "The receipt" };

  function partsOf(checks) {
    const parts = new Map();
    for (const check of checks) {
      const [kind, number] = check.name.split(".");
      const title = kind === "approval" ? `Signature ${number}` : titles[kind];
      if (!parts.has(title))
        parts.set(title, element("ul"));
      parts.get(title).append(element("li", { className: check.state }, element("span", {}, words[check.state]), plain(check.rule), element("small", {}, check.name)));
    }
    return Array.from(parts, ([title, list]) => element("section", { className: "part" }, element("h2", {}, title), list));
  }

  async function take(file) {
    if (file)
      await show(await file.text());
  }

  // Only inside the console is there somewhere to go back to.
  if (location.protocol !== "file:")
    document.querySelector("header").prepend(element("a", { href: "/" }, "‹ Console"));

  byId("file").addEventListener("change", event => take(event.target.files[0]));
  byId("vkey").addEventListener("change", () => current && show(current.text, current.changed));
  const drop = byId("drop");
  for (const name of ["dragenter", "dragover", "dragleave", "drop"])
    document.addEventListener(name, event => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragenter" || name === "dragover");
    });
  document.addEventListener("drop", event => take(event.dataTransfer.files[0]));

  try {
    const text = sessionStorage.getItem(handedOver);
    sessionStorage.removeItem(handedOver);
    if (text)
      show(text);
  } catch {
    // No storage from disk in some browsers: then nothing was handed over.
  }
})();
