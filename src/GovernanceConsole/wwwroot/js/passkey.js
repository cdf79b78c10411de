// Passkey ceremonies between a page and the browser (WebAuthn L3 §5.1). Options come as the JSON the server sends, answers go back as the JSON it reads; all bytes are base64url.
// Every way of failing is a PasskeyError with one word of a closed list and a sentence for the person. Converts by hand, so that browsers without parse…FromJSON and
// passkey extensions without toJSON behave alike.

const sentences = {
  unsupported: "This browser cannot use passkeys. Nothing was signed; use a current browser over https or on localhost.",
  cancelled: "Nothing was signed: the request was cancelled, timed out, or no passkey here fits. Try again when you are ready.",
  "already-enrolled": "This device already holds a passkey for you here. Nothing was changed; sign in with it.",
  "wrong-address": "This page was opened under an address the passkey is not for. Nothing was signed; open the console at its own address.",
  failed: "The passkey could not be used. Nothing was signed; try again, or use another passkey.",
};

export class PasskeyError extends Error {
  constructor(word, cause) {
    super(sentences[word], { cause });
    this.name = "PasskeyError";
    this.word = word;
  }
}

/** True when the page can ask for a passkey at all. */
export function supported() {
  return typeof PublicKeyCredential === "function" && !!navigator.credentials && typeof navigator.credentials.get === "function";
}

/** True when this device itself can hold a passkey (fingerprint, face, PIN). A key on a cable or a phone may still do where this says false. */
export async function hasAuthenticator() {
  try {
    return supported() && await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
  } catch {
    return false;
  }
}

/** Makes a new passkey; resolves to RegistrationResponseJSON as a string. */
export async function register(optionsJson) {
  const options = JSON.parse(optionsJson);
  const credential = await ask("create", {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: descriptors(options.excludeCredentials),
  });
  const { response } = credential;
  return answer(credential, {
    clientDataJSON: text(response.clientDataJSON),
    attestationObject: text(response.attestationObject),
    transports: typeof response.getTransports === "function" ? response.getTransports() : [],
  });
}

/** Signs with a passkey; resolves to AuthenticationResponseJSON as a string. */
export async function assert(optionsJson) {
  const options = JSON.parse(optionsJson);
  const credential = await ask("get", { ...options, challenge: bytes(options.challenge), allowCredentials: descriptors(options.allowCredentials) });
  const { response } = credential;
  return answer(credential, {
    clientDataJSON: text(response.clientDataJSON),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    ...(response.userHandle ? { userHandle: text(response.userHandle) } : {}),
  });
}

async function ask(how, publicKey) {
  if (!supported())
    throw new PasskeyError("unsupported");
  let credential;
  try {
    credential = await navigator.credentials[how]({ publicKey });
  } catch (error) {
    throw new PasskeyError(wordFor(error), error);
  }
  if (!credential)
    throw new PasskeyError("cancelled");
  return credential;
}

function wordFor(error) {
  switch (error?.name) {
    case "NotAllowedError":
    case "AbortError":
      return "cancelled";
    case "InvalidStateError":
      return "already-enrolled";
    case "SecurityError":
      return "wrong-address";
    case "NotSupportedError":
    case "ConstraintError":
      return "unsupported";
    default:
      return "failed";
  }
}

function answer(credential, response) {
  const id = text(credential.rawId);
  return JSON.stringify({ id, rawId: id, type: credential.type, clientExtensionResults: credential.getClientExtensionResults?.() ?? {}, response });
}

function descriptors(list) {
  return (list ?? []).map(item => ({ ...item, id: bytes(item.id) }));
}

function bytes(base64url) {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), char => char.charCodeAt(0));
}

function text(buffer) {
  let binary = "";
  for (const byte of new Uint8Array(buffer))
    binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
