// The card in the browser, and a list of cards that are signed together: Approve stays off until every risky field has been on screen; signing goes browser → fetch → endpoint, never through the circuit.
import { assert } from "/js/passkey.js";
import { post, Refused } from "/js/ceremony.js";

export function start(root, page, endpoint = "/ceremonies/approvals/") {
  // Its reader was gone before this came.
  if (!root) return { stop() {} };
  const stop = new AbortController(), on = { signal: stop.signal };
  let seen = new WeakSet(), timers = new Map(), display = root.querySelector("[data-card]")?.dataset.display, busy = false;

  const card = () => root.querySelector("[data-card]");
  const risky = () => [...root.querySelectorAll("[data-risky]")].filter((element) => element.dataset.risky);
  const missing = () => risky().filter((element) => !seen.has(element));
  const approve = () => root.querySelector("[data-approve]");

  // On screen means whole, below the top bar and above the decision bar, for as long as a glance takes. What is taller than the screen counts when its end was there.
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting, intersectionRatio, boundingClientRect, rootBounds } of entries) {
      const tall = rootBounds && boundingClientRect.height > rootBounds.height * 0.9;
      const there = isIntersecting && (intersectionRatio > 0.97 || (tall && boundingClientRect.bottom <= rootBounds.bottom + 2));
      if (there && !seen.has(target) && !timers.has(target)) timers.set(target, setTimeout(() => { timers.delete(target); seen.add(target); show(); }, 350));
      if (!there && timers.has(target)) { clearTimeout(timers.get(target)); timers.delete(target); }
    }
  }, { rootMargin: "-56px 0px -76px 0px", threshold: [0, 0.25, 0.5, 0.75, 0.98, 1] });

  function watch() {
    const now = card()?.dataset.display;
    if (now !== display) { display = now; seen = new WeakSet(); }
    watcher.disconnect();
    for (const element of risky()) if (!seen.has(element)) watcher.observe(element);
    show();
  }
  function show() {
    const left = missing(), button = approve(), words = root.querySelector("[data-unseen]");
    if (button) set(button, "aria-disabled", String(left.length > 0 || busy));
    if (words) {
      const text = busy ? "Waiting for your passkey." : left.length ? `Not yet on screen: ${left.map((element) => element.dataset.risky).join(", ")}.` : "";
      if (words.textContent !== text) words.textContent = text;
    }
  }
  const set = (element, name, value) => { if (element.getAttribute(name) !== value) element.setAttribute(name, value); };

  // Only the renderer's work counts here: what show() writes is text and attributes of its own.
  const changes = new MutationObserver((all) => { if (all.some((one) => !one.target.closest?.("[data-decision]") || [...one.addedNodes].some((node) => node.nodeType === 1))) watch(); });
  changes.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-display"] });
  watch();

  function trouble(message, dialog) {
    const place = dialog?.open ? dialog.querySelector("[data-trouble]") : root.querySelector("[data-decision-trouble]");
    if (place) place.textContent = message;
  }
  async function sign(verdict, reason, reasonForAgent, dialog, narrowing = null) {
    if (busy) return;
    busy = true; show(); trouble("", dialog);
    try {
      const asked = await page.invokeMethodAsync("Begin", verdict, reason, reasonForAgent, narrowing);
      if (asked.trouble) throw new Error(asked.trouble);
      await post(`${endpoint}${encodeURIComponent(asked.ceremony)}`, { answer: await assert(asked.options) });
      dialog?.close();
      await page.invokeMethodAsync("Answered");
      window.scrollTo({ top: 0 });
    } catch (error) {
      trouble(error.message, dialog);
      if (error instanceof Refused) await page.invokeMethodAsync("Answered");
    } finally {
      busy = false; show();
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-approve]");
    if (!button || !root.contains(button)) return;
    const left = missing();
    if (left.length) { left[0].scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" }); return; }
    sign("approve", null, null);
  }, on);
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("[data-deny]");
    if (!form || !root.contains(form)) return;
    event.preventDefault();
    event.stopPropagation();
    const data = new FormData(form), dialog = form.closest("dialog"), reason = (data.get("preset") || data.get("own") || "").trim();
    if (!reason) { trouble("Say why, in a few words.", dialog); form.querySelector("[name=own]").focus(); return; }
    sign("deny", reason, data.get("tell") === "reason" ? reason : null, dialog);
  }, { ...on, capture: true });
  // Each field that was touched becomes a condition; the console judges what it says.
  function bound(field) {
    const of = (op, value) => ({ pointer: field.dataset.pointer, op, value });
    if (field.dataset.kind === "table") {
      const rows = [...field.querySelectorAll("[data-row]")], kept = rows.filter((row) => row.checked);
      return kept.length === rows.length ? null : of("subset", kept.map((row) => JSON.parse(row.dataset.row)));
    }
    const text = field.querySelector("input").value.trim().replaceAll(/[\s\u00a0,](?=\d{3}(\D|$))/g, "");
    if (!text) return null;
    switch (field.dataset.kind) {
      case "money": return of("lte", { value: text, currency: field.dataset.currency });
      case "date_time": return of("lte", `${text.length === 16 ? `${text}:00` : text}Z`);
      case "duration": return of("lte", /^\d{1,6}$/.test(text) ? `PT${Number(text) * Number(field.querySelector("select").value)}S` : text);
      default: return of("lte", /^\d{1,15}$/.test(text) ? Number(text) : text);
    }
  }
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("[data-narrow]");
    if (!form || !root.contains(form)) return;
    event.preventDefault();
    event.stopPropagation();
    const dialog = form.closest("dialog"), conditions = [...form.querySelectorAll("[data-pointer]")].map(bound).filter(Boolean), left = missing();
    if (conditions.length === 0) { trouble("Nothing is narrowed yet. Set a limit or leave something out, or go back and approve all of it.", dialog); return; }
    if (left.length) { trouble(`Look at this first: ${left.map((element) => element.dataset.risky).join(", ")}.`, dialog); return; }
    sign("approve", null, null, dialog, JSON.stringify(conditions));
  }, { ...on, capture: true });
  document.addEventListener("input", (event) => {
    if (event.target.name === "own" && event.target.value) event.target.form.querySelector("[name=preset][value='']").checked = true;
  }, on);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, dialog[open], [contenteditable]")) return;
    switch (event.key) {
      case "a": case "A": approve()?.click(); break;
      case "d": case "D": root.querySelector("[data-opens=deny-dialog]")?.click(); break;
      case "l": case "L": root.querySelector("[data-opens=narrow-dialog]")?.click(); break;
      case "?": document.getElementById("key-help")?.showModal(); break;
      case "u": case "U": root.querySelector(".back, [data-back]")?.click(); break;
      default: return;
    }
    event.preventDefault();
  }, on);

  if (new URLSearchParams(location.search).get("do") === "deny") root.querySelector("[data-opens=deny-dialog]")?.click();

  return { stop() { stop.abort(); watcher.disconnect(); changes.disconnect(); for (const timer of timers.values()) clearTimeout(timer); } };
}
