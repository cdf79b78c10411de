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
  const asked = await post(begin, more), answer = await assert(asked.options);
  return await orForget(JSON.parse(asked.options).rpId, answer, error => error.code === "passkey.unknown", () => post(finish, { ...more, ceremony: asked.ceremony, answer }));
}

/** The same for a new passkey. */
export async function enrol(begin, finish, more = {}) {
  const asked = await post(begin, more), answer = await register(asked.options);
  return await orForget(JSON.parse(asked.options).rp.id, answer, () => true, () => post(finish, { ...more, ceremony: asked.ceremony, answer }));
}

/** A further passkey: made first, then vouched for with one that is enrolled already. */
export async function addPasskey(label) {
  const asked = await post("/ceremonies/passkeys/begin"), answer = await register(asked.options);
  return await orForget(JSON.parse(asked.options).rp.id, answer, () => true, async () => {
    const vouch = await post("/ceremonies/passkeys/made", { ceremony: asked.ceremony, label, answer });
    return await post("/ceremonies/passkeys/finish", { ceremony: vouch.ceremony, answer: await assert(vouch.options) });
  });
}

/** A device that holds a passkey the console does not know would offer it for ever; it is told so (WebAuthn L3 §5.1.10.1), where the browser can. */
async function orForget(rpId, answer, unknown, work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused ? error.code !== "unavailable" && unknown(error) : unknown(error))
      await globalThis.PublicKeyCredential?.signalUnknownCredential?.({ rpId, credentialId: JSON.parse(answer).id }).catch(() => {});
    throw error;
  }
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
