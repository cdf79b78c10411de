// The pages before a session: signing in, and one-time links. They are static, so everything hangs on attributes:
//   [data-door="sign-in"] with data-then, [data-door="enrol"]; within them [data-when="…"] parts, [data-busy], [data-problem] with [data-words].
// The secret of a link stands in the fragment, which browsers send to nobody. It is taken out of the address at once, kept in this variable, and posted.
import { deviceName, enrol, post, sign } from "./ceremony.js";

let secret = null;

function show(door, state) {
  for (const part of door.querySelectorAll("[data-when]"))
    part.hidden = !part.dataset.when.split(" ").includes(state);
}

function trouble(door, message) {
  const place = door.querySelector("[data-problem]");
  place.querySelector("[data-words]").textContent = message ?? "";
  place.hidden = !message;
}

async function attempt(door, work) {
  if (door.dataset.working)
    return;
  door.dataset.working = "yes";
  const buttons = door.querySelectorAll("button[data-go]"), busy = door.querySelector("[data-busy]");
  buttons.forEach(button => { button.disabled = true; });
  busy.hidden = false;
  trouble(door, null);
  try {
    await work();
  } catch (error) {
    trouble(door, error?.message ?? String(error));
    buttons.forEach(button => { button.disabled = false; });
  } finally {
    delete door.dataset.working;
    busy.hidden = true;
  }
}

function signIn(door) {
  return attempt(door, async () => {
    await sign("/ceremonies/sign-in/begin", "/ceremonies/sign-in/finish");
    location.assign(door.dataset.then || "/");
  });
}

function enrolHere(door) {
  const value = name => door.querySelector(`[name="${name}"]`)?.value ?? "";
  return attempt(door, async () => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    await enrol("/ceremonies/enrolment/begin", "/ceremonies/enrolment/finish", { secret, name: value("name"), zone, label: value("label") });
    location.assign(door.dataset.then || "/");
  });
}

async function look(door) {
  if (location.hash.length > 1) {
    secret = decodeURIComponent(location.hash.slice(1));
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  if (!secret) {
    show(door, "missing");
    return;
  }
  show(door, "reading");
  try {
    const news = await post("/ceremonies/enrolment/look", { secret });
    for (const place of door.querySelectorAll("[data-name]"))
      place.textContent = news.name ?? "";
    const label = door.querySelector('[name="label"]');
    if (label && !label.value)
      label.value = deviceName();
    show(door, news.kind === door.dataset.kind || !door.dataset.kind ? news.kind : "other");
  } catch (error) {
    door.querySelector("[data-broken-words]").textContent = error?.message ?? String(error);
    show(door, "broken");
  }
}

function start() {
  const door = document.querySelector('[data-door="enrol"]:not([data-started])');
  if (!door)
    return;
  door.dataset.started = "yes";
  look(door);
}

document.addEventListener("submit", event => {
  const door = event.target.closest?.("[data-door]");
  if (!door)
    return;
  event.preventDefault();
  if (door.dataset.door === "sign-in") signIn(door); else enrolHere(door);
});
addEventListener("hashchange", () => {
  const door = document.querySelector('[data-door="enrol"]');
  if (door && location.hash.length > 1) look(door);
});
// Pages that come by enhanced navigation are patched in without running scripts again.
new MutationObserver(start).observe(document.body, { childList: true, subtree: true });
start();
