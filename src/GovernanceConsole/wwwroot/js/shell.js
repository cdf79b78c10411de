// What every page shares in the browser: moments in the reader's zone, countdowns, copy buttons, dialogs, light and dark.
// Works by attributes on server-rendered elements and never talks to the server.

const part = (options) => new Intl.DateTimeFormat("en-GB", options);
const clock = part({ hour: "2-digit", minute: "2-digit", hour12: false, timeZoneName: "short" });
const dayClock = part({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false, timeZoneName: "short" });
const yearClock = part({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false, timeZoneName: "short" });
const exact = part({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false, timeZoneName: "short" });
const day = part({ day: "numeric", month: "short", year: "numeric" });
const two = (n) => String(n).padStart(2, "0");

// The same rules as Ui/Parts/MomentText.cs.
function span(ms, ticking) {
  const seconds = Math.floor(ms / 1000), minutes = Math.floor(seconds / 60), hours = Math.floor(minutes / 60);
  if (ticking && hours < 1) return `${minutes}:${two(seconds % 60)}`;
  if (hours < 1) return `${Math.max(1, minutes)} min`;
  if (hours < 10 && minutes % 60 > 0) return `${hours} h ${two(minutes % 60)} min`;
  if (hours < 48) return `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}
function ago(at, now) {
  if (at > now) return `in ${span(at - now)}`;
  return now - at < 45000 ? "just now" : `${span(now - at)} ago`;
}
function say(form, at, now) {
  const date = new Date(at), today = new Date(now);
  switch (form) {
    case "exact": return exact.format(date);
    case "ago": return ago(at, now);
    case "due": return at > now ? `in ${span(at - now, true)}` : `ended ${span(now - at)} ago`;
    case "day": return day.format(date);
    default: {
      const short = date.toDateString() === today.toDateString() ? clock : date.getFullYear() === today.getFullYear() ? dayClock : yearClock;
      return `${short.format(date)}, ${ago(at, now)}`;
    }
  }
}
function refresh(element, now) {
  const at = Date.parse(element.dateTime), form = element.dataset.moment;
  if (Number.isNaN(at)) return;
  const words = say(form, at, now);
  // The text node belongs to the renderer, so its content is changed and the node is kept.
  if (element.firstChild?.nodeType === Node.TEXT_NODE) { if (element.firstChild.data !== words) element.firstChild.data = words; }
  else element.textContent = words;
  const title = exact.format(new Date(at));
  if (element.title !== title) element.title = title;
  if (form === "due") {
    const left = at - now, urgency = left <= 0 ? "over" : left < 300000 ? "now" : left < 900000 ? "soon" : "";
    if ((element.dataset.urgency ?? "") !== urgency) { if (urgency) element.dataset.urgency = urgency; else delete element.dataset.urgency; }
  }
}
function refreshAll(forms) {
  const now = Date.now();
  for (const element of document.querySelectorAll("time[data-moment]")) if (!forms || forms.includes(element.dataset.moment)) refresh(element, now);
}
setInterval(() => { if (!document.hidden) refreshAll(["due"]); }, 1000);
setInterval(() => { if (!document.hidden) refreshAll(["both", "ago"]); }, 15000);
document.addEventListener("visibilitychange", () => refreshAll());
let waiting = false;
new MutationObserver((changes) => {
  if (waiting || !changes.some((change) => change.type === "attributes" || change.addedNodes.length)) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; refreshAll(); pressTheme(); });
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["datetime"] });
refreshAll();

document.addEventListener("click", async (event) => {
  const target = event.target.closest?.("[data-copy], [data-opens], [data-closes], [data-theme-choice]");
  if (!target) return;
  if (target.dataset.copy !== undefined) {
    await navigator.clipboard.writeText(target.dataset.copy);
    target.dataset.copied = "";
    setTimeout(() => delete target.dataset.copied, 1200);
  } else if (target.dataset.opens !== undefined) {
    document.getElementById(target.dataset.opens)?.showModal();
  } else if (target.dataset.closes !== undefined) {
    target.closest("dialog")?.close();
  } else {
    const choice = target.dataset.themeChoice, year = 31536000;
    document.cookie = `gc-theme=${choice}; path=/; max-age=${choice ? year : 0}; samesite=lax`;
    if (choice) document.documentElement.dataset.theme = choice; else delete document.documentElement.dataset.theme;
    pressTheme();
  }
});
// A click on the dialog's own box is a click beside its content: the backdrop.
document.addEventListener("click", (event) => { if (event.target instanceof HTMLDialogElement && event.target.hasAttribute("data-light")) event.target.close(); });

function pressTheme() {
  const theme = document.documentElement.dataset.theme ?? "";
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    const pressed = String(button.dataset.themeChoice === theme);
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
  }
}
pressTheme();

// The demo's last two steps happen in the browser alone, so the browser remembers them.
function noteStep(step) {
  const kept = new Set((document.cookie.split("; ").find((one) => one.startsWith("gc-steps="))?.slice(9) ?? "").split(".").filter(Boolean));
  if (!step || kept.has(step)) return;
  document.cookie = `gc-steps=${[...kept, step].join(".")}; path=/; max-age=31536000; samesite=lax`;
}
const notePage = () => noteStep(location.pathname.endsWith("/receipt") ? "receipt" : null);
notePage();
// The page that verifies says nothing to anybody, not even that it was opened.
document.addEventListener("click", (event) => { if (event.target.closest?.('a[href^="/verify"]')) noteStep("verify"); });
window.Blazor?.addEventListener?.("enhancedload", notePage);
