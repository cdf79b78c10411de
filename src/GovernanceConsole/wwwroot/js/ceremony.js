// A ceremony between a page, the console and a passkey: small JSON posts with the page's form token, and what the console says when it refuses.
import { assert, register } from "./passkey.js";

/** What the console refused, in its own words. */
export class Refused extends Error {
  constructor(problem) {
    const more = (problem.errors ?? []).map(error => error.message).filter(message => !problem.detail?.includes(message));
    super([problem.detail ?? "The console did not answer. Whether anything was recorded is not known; load the page again.", ...more].join(" "));
    this.name = "Refused";
    this.code = problem.type?.split(":").pop() ?? "unavailable";
  }
}

export async function post(path, body = {}) {
  const token = document.querySelector("input[name=__RequestVerificationToken]")?.value ?? "";
  let response;
  try {
    response = await fetch(path, {
      method: "POST", credentials: "same-origin", redirect: "error", cache: "no-store",
      headers: { "Content-Type": "application/json", Accept: "application/json", RequestVerificationToken: token },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Refused({});
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok)
    throw new Refused(answer);
  return answer;
}

/** Asks the console for a question, a passkey for the signature, and hands it in. */
export async function sign(begin, finish, more = {}) {
  const asked = await post(begin, more);
  return await post(finish, { ...more, ceremony: asked.ceremony, answer: await assert(asked.options) });
}

/** The same for a new passkey. */
export async function enrol(begin, finish, more = {}) {
  const asked = await post(begin, more);
  return await post(finish, { ...more, ceremony: asked.ceremony, answer: await register(asked.options) });
}

/** A further passkey: made first, then vouched for with one that is enrolled already. */
export async function addPasskey(label) {
  const asked = await post("/ceremonies/passkeys/begin");
  const vouch = await post("/ceremonies/passkeys/made", { ceremony: asked.ceremony, label, answer: await register(asked.options) });
  return await post("/ceremonies/passkeys/finish", { ceremony: vouch.ceremony, answer: await assert(vouch.options) });
}

/** For .NET callers, who want a sentence and not an exception. */
export async function said(work) {
  try {
    return { done: true, ...await work() };
  } catch (error) {
    return { done: false, message: error?.message ?? String(error) };
  }
}

/** A name for this device, as a first guess for the passkey's label. */
export function deviceName() {
  const platform = navigator.userAgentData?.platform || (/iPhone|iPad|Android|Mac|Windows|Linux/.exec(navigator.userAgent) ?? [])[0];
  return platform ? `Passkey on ${platform}` : "Passkey";
}
