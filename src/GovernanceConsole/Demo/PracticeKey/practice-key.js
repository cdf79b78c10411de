// The practice key: a script that behaves as an authenticator in the page, for trying the demo in a browser that has none. It answers navigator.credentials.create and .get
// as WebAuthn L3 §6.3 describes, with keys of its own (ES256, WebCrypto, not exportable, kept in this browser's IndexedDB) under the AAGUID "gc-practice-key!". It asks before every
// signature, but it cannot know who presses the button: it proves nothing about a person, and the console counts it in demo mode only.
//
// The page controls it with [data-practice-key="use"] and [data-practice-key="stop"] on buttons; <html data-practice-key="on"> tells that it is in use.

const aaguid = new TextEncoder().encode("gc-practice-key!");
const es256 = -7;
const flags = { present: 0x01, verified: 0x04, attested: 0x40 };

// ---- the authenticator ----

/** WebAuthn L3 §6.3.2. `keys` is the store, `confirm` asks the person; both stand outside so that they can be others in a test. */
export async function create(options, origin, keys, confirm) {
  const rpId = options.rp.id ?? new URL(origin).hostname;
  mustBeOurs(rpId, origin);
  if (!options.pubKeyCredParams.some(parameter => parameter.alg === es256))
    throw new DOMException("The practice key signs with ES256 only.", "NotSupportedError");
  const held = await keys.all();
  if ((options.excludeCredentials ?? []).some(excluded => held.some(key => same(key.id, view(excluded.id)))))
    throw new DOMException("The practice key holds a passkey for this account already.", "InvalidStateError");
  await confirm({ act: "create", rpId, accounts: [options.user.displayName || options.user.name] });

  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const id = crypto.getRandomValues(new Uint8Array(32));
  const key = { id, rpId, userHandle: view(options.user.id).slice(), account: options.user.displayName || options.user.name, privateKey: pair.privateKey, counter: 0 };
  await keys.put(key);

  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const attested = join(aaguid, [id.length >> 8, id.length & 0xff], id, cose(point));
  const authenticatorData = await data(rpId, flags.present | flags.verified | flags.attested, 0, attested);
  // CTAP2 canonical CBOR: {"fmt": "none", "attStmt": {}, "authData": …}
  const attestationObject = join([0xa3], cborText("fmt"), cborText("none"), cborText("attStmt"), [0xa0], cborText("authData"), cborBytes(authenticatorData));
  return credential(id, {
    clientDataJSON: clientData("webauthn.create", options.challenge, origin).buffer,
    attestationObject: attestationObject.buffer,
    getTransports: () => ["internal"],
    getAuthenticatorData: () => authenticatorData.buffer,
    getPublicKeyAlgorithm: () => es256,
    getPublicKey: () => null,
  });
}

/** WebAuthn L3 §6.3.3. Resolves to null when no key held fits, so that the browser's own authenticators can be asked. */
export async function get(options, origin, keys, confirm) {
  const rpId = options.rpId ?? new URL(origin).hostname;
  mustBeOurs(rpId, origin);
  const allowed = options.allowCredentials ?? [];
  const fitting = (await keys.all()).filter(key => key.rpId === rpId && (allowed.length === 0 || allowed.some(item => same(key.id, view(item.id)))));
  if (fitting.length === 0)
    return null;
  const chosen = await confirm({ act: "get", rpId, accounts: fitting.map(key => key.account) });
  const key = fitting[chosen];

  // Stored before it is used: a counter that was seen once never comes back.
  key.counter += 1;
  await keys.put(key);
  const authenticatorData = await data(rpId, flags.present | flags.verified, key.counter, []);
  const clientDataJSON = clientData("webauthn.get", options.challenge, origin);
  const signed = join(authenticatorData, await sha256(clientDataJSON));
  const raw = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key.privateKey, signed));
  return credential(key.id, {
    clientDataJSON: clientDataJSON.buffer,
    authenticatorData: authenticatorData.buffer,
    signature: der(raw).buffer,
    userHandle: key.userHandle.slice().buffer,
  });
}

function credential(id, response) {
  return { id: base64url(id), rawId: id.slice().buffer, type: "public-key", authenticatorAttachment: "platform", response, getClientExtensionResults: () => ({}) };
}

// A browser lets a page ask only for its own name or one above it (WebAuthn L3 §5.1.3 step 8); a script has to do the same.
function mustBeOurs(rpId, origin) {
  const host = new URL(origin).hostname;
  if (host !== rpId && !host.endsWith("." + rpId))
    throw new DOMException("The passkey would be for another site.", "SecurityError");
}

async function data(rpId, bits, counter, attested) {
  return join(await sha256(new TextEncoder().encode(rpId)), [bits, counter >>> 24, (counter >>> 16) & 0xff, (counter >>> 8) & 0xff, counter & 0xff], attested);
}

// §5.8.1.1: the order of members is fixed.
function clientData(type, challenge, origin) {
  return new TextEncoder().encode(JSON.stringify({ type, challenge: base64url(view(challenge)), origin, crossOrigin: false }));
}

// {1: 2, 3: -7, -1: 1, -2: x, -3: y}
function cose(point) {
  return join([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21], cborBytes(point.slice(1, 33)), [0x22], cborBytes(point.slice(33, 65)));
}

const cborText = text => join([0x60 | text.length], new TextEncoder().encode(text));
const cborBytes = bytes => join(bytes.length < 24 ? [0x40 | bytes.length] : bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 0xff], bytes);

// WebCrypto signs r ‖ s, WebAuthn wants a DER sequence of two integers.
function der(raw) {
  const integers = [raw.slice(0, 32), raw.slice(32)].map(half => {
    const first = half.findIndex(byte => byte !== 0);
    const digits = half.slice(first);
    const padded = digits[0] & 0x80 ? join([0], digits) : digits;
    return join([0x02, padded.length], padded);
  });
  const body = join(...integers);
  return join([0x30, body.length], body);
}

const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
const view = source => ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source);

function join(...parts) {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

// ---- the store: one object store, keyed by the credential id ----

const browserKeys = {
  all: () => request("readonly", store => store.getAll()),
  put: key => request("readwrite", store => store.put(key, base64url(key.id))),
};

async function request(mode, ask) {
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open("gc-practice-key", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("keys", mode);
      const asked = ask(transaction.objectStore("keys"));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

// ---- the dialog ----

/** Asks; resolves to the chosen account's place, rejects as a browser does when the person declines. Built from text nodes only. */
function confirmInDialog({ act, rpId, accounts }) {
  return new Promise((resolve, reject) => {
    const dialog = element("dialog", { className: "practice-key", id: "practice-key-dialog" });
    dialog.setAttribute("aria-labelledby", "practice-key-title");
    const form = element("form", { method: "dialog", className: "stack practice-key-body" });
    form.append(
      element("h2", { id: "practice-key-title", textContent: act === "create" ? "Make a practice key?" : "Sign with the practice key?" }),
      element("p", { textContent: act === "create" ? `For ${accounts[0]} on ${rpId}. It is kept in this browser.` : `On ${rpId}${accounts.length === 1 ? `, as ${accounts[0]}` : ""}.` }));
    let list = null;
    if (act === "get" && accounts.length > 1) {
      list = element("select", { id: "practice-key-account" });
      accounts.forEach((account, place) => list.append(element("option", { value: String(place), textContent: account })));
      const label = element("label", { textContent: "Sign as" });
      label.htmlFor = list.id;
      const field = element("div", { className: "field" });
      field.append(label, list);
      form.append(field);
    }
    form.append(element("p", { className: "soft small", textContent: "A stand-in for a real passkey, for this demo only. It does not check who you are, and every receipt says so." }));
    const actions = element("div", { className: "actions" });
    actions.append(
      element("button", { type: "submit", value: "yes", className: "button primary", textContent: act === "create" ? "Make the key" : "Sign" }),
      element("button", { type: "submit", value: "no", className: "button", textContent: "Cancel", formNoValidate: true }));
    form.append(actions);
    dialog.append(form);
    if (!document.adoptedStyleSheets.includes(sheet()))
      document.adoptedStyleSheets.push(sheet());
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (dialog.returnValue === "yes")
        resolve(list ? Number(list.value) : 0);
      else
        reject(new DOMException("The person declined.", "NotAllowedError"));
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

// A constructed sheet, because the page's policy allows no inline style.
let made = null;
function sheet() {
  if (!made) {
    made = new CSSStyleSheet();
    made.replaceSync(".practice-key-body { display: grid; gap: var(--s4, 1rem); padding: var(--s5, 1.5rem); border-block-start: 4px dashed var(--risk-high, #8d3a00); }");
  }
  return made;
}

const element = (name, properties) => Object.assign(document.createElement(name), properties);

// ---- taking the authenticator's place ----

const remembered = "gc-practice-key";
let original = null;

export function isInUse() {
  return original !== null;
}

/** Takes the place of the browser's authenticators on every page of this site until stopped. */
export function use() {
  localStorage.setItem(remembered, "on");
  if (original)
    return;
  const container = navigator.credentials ?? {};
  original = { container: navigator.credentials, create: container.create?.bind(container), get: container.get?.bind(container), publicKeyCredential: globalThis.PublicKeyCredential };
  const ours = Object.create(container);
  ours.create = options => options?.publicKey ? create(options.publicKey, location.origin, browserKeys, confirmInDialog) : original.create?.(options);
  ours.get = async options => {
    if (!options?.publicKey || options.mediation === "conditional")
      return original.get?.(options);
    return await get(options.publicKey, location.origin, browserKeys, confirmInDialog) ?? await fallBack(options);
  };
  Object.defineProperty(navigator, "credentials", { value: ours, configurable: true });
  if (!original.publicKeyCredential)
    globalThis.PublicKeyCredential = function PublicKeyCredential() {};
  PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable = async () => true;
  tell();
}

/** Gives the place back. The keys stay. */
export function stop() {
  localStorage.removeItem(remembered);
  // The browser's own functions are back with the next page; replacing them half-way would leave callers with either.
  location.reload();
}

function fallBack(options) {
  if (original.get && original.publicKeyCredential)
    return original.get(options);
  throw new DOMException("No practice key fits.", "NotAllowedError");
}

function tell() {
  document.documentElement.dataset.practiceKey = "on";
  document.dispatchEvent(new CustomEvent("practice-key", { detail: { inUse: true } }));
}

if (typeof document !== "undefined") {
  document.addEventListener("click", event => {
    const wish = event.target.closest?.("[data-practice-key]")?.dataset.practiceKey;
    if (wish === "use")
      use();
    else if (wish === "stop")
      stop();
  });
  if (localStorage.getItem(remembered) === "on")
    use();
}
