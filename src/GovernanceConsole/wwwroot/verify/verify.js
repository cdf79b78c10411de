// Checks a receipt of Governance Console in this page: the same checks under the same names in the same order as GovernanceConsole.Verify, written a second time, against the same specification
// (header of src/GovernanceConsole.Domain/Evidence/Receipt.cs). A classic script without imports, so that it works from disk. Nothing is sent anywhere; the page's policy forbids it.
"use strict";
(() => {
  // ---- bytes and texts; every decoder knows one spelling only ----

  const utf8 = text => new TextEncoder().encode(text);
  const binary = text => Uint8Array.from(atob(text), char => char.charCodeAt(0));
  const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
  const fromHex = text => Uint8Array.from(text.match(/../g) ?? [], pair => parseInt(pair, 16));
  const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
  const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const digestOf = async bytes => "sha256:" + hex(await sha256(bytes));

  function join(...parts) {
    const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  }

  function base64(text) {
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text))
      return null;
    const bytes = binary(text);
    return toBase64(bytes) === text ? bytes : null;
  }

  function toBase64(bytes) {
    let text = "";
    for (const byte of bytes)
      text += String.fromCharCode(byte);
    return btoa(text);
  }

  function base64url(text) {
    if (typeof text !== "string" || !/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1)
      return null;
    const bytes = binary(text.replaceAll("-", "+").replaceAll("_", "/"));
    return toBase64url(bytes) === text ? bytes : null;
  }

  const toBase64url = bytes => toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

  function decodeText(bytes) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return null;
    }
  }

  // RFC 8785 for whole numbers; null for what has no canonical form.
  function jcs(value) {
    if (value === null || typeof value === "boolean")
      return String(value);
    if (typeof value === "string")
      return wellFormed(value) ? JSON.stringify(value) : null;
    if (typeof value === "number")
      return Number.isSafeInteger(value) ? String(value) : null;
    const parts = Array.isArray(value)
      ? value.map(jcs)
      : Object.keys(value).sort().map(name => { const member = jcs(value[name]); return wellFormed(name) && member !== null ? `${JSON.stringify(name)}:${member}` : null; });
    if (parts.includes(null))
      return null;
    return Array.isArray(value) ? `[${parts.join(",")}]` : `{${parts.join(",")}}`;
  }

  const wellFormed = text => !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);

  // An object whose bytes are exactly its canonical form, or null.
  function canonical(bytes) {
    const text = decodeText(bytes);
    if (text === null)
      return null;
    try {
      const value = JSON.parse(text);
      return isObject(value) && jcs(value) === text ? value : null;
    } catch {
      return null;
    }
  }

  const isObject = value => typeof value === "object" && value !== null && !Array.isArray(value);
  const textOf = value => typeof value === "string" ? value : "";
  const hasExactly = (value, names) => isObject(value) && Object.keys(value).length === names.length && names.every(name => Object.hasOwn(value, name));

  // ---- reading: versions 1 and 2, exactly ----

  class Unreadable extends Error {}

  function read(text) {
    if (utf8(text).length > 4 * 1024 * 1024)
      throw new Unreadable("This is no receipt: it is longer than 4 MiB.");
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      throw new Unreadable("This is no receipt: it is not JSON.");
    }
    if (hasRepeatedMember(text))
      throw new Unreadable("This is no receipt: a member stands twice.");
    const fail = where => { throw new Unreadable(`This is no receipt of version 1 or 2: ${where} is missing, unknown or of another kind.`); };
    const object = (of, where, names) => hasExactly(of, names) ? of : fail(where || "the whole");
    const text_ = (of, where) => typeof of === "string" && wellFormed(of) ? of : fail(where);
    const bytes = (of, where) => base64url(of) ?? fail(where);
    const whole = (of, where) => Number.isSafeInteger(of) && of >= 0 ? of : fail(where);
    const flag = (of, where) => typeof of === "boolean" ? of : fail(where);
    const list = (of, where) => Array.isArray(of) ? of : fail(where);
    const moment = (of, where) => typeof of === "string" && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(of) && !Number.isNaN(Date.parse(of)) && new Date(of).toISOString() === of ? of : fail(where);
    const orNull = (kind, of, where) => of === null ? null : kind(of, where);

    object(value, "", ["v", "issuer", "rp_id", "origins", "demo", "intent", "policy_decision", "approvals", "grant", "log"]);
    if (value.v !== 1 && value.v !== 2)
      fail("/v");
    const { intent, policy_decision: decision, grant, log } = value;
    object(intent, "/intent", ["id", "agent", "owner", "status", "declared_at", "digest", "canonical"]);
    object(decision, "/policy_decision", ["digest", "document"]);
    object(log, "/log", ["origin", "vkey", "entries"]);
    if (grant !== null)
      object(grant, "/grant", ["id", "audience", "acr", "permissions", "constraints", "minted_at", "expires_at", "redeemed_at", "redeemed_by", "revoked_at", ...(isObject(grant) && Object.hasOwn(grant, "break_glass") ? ["break_glass"] : [])]);
    return {
      issuer: text_(value.issuer, "/issuer"), rpId: text_(value.rp_id, "/rp_id"), demo: flag(value.demo, "/demo"),
      origins: list(value.origins, "/origins").map((origin, place) => text_(origin, `/origins/${place}`)),
      intent: {
        id: text_(intent.id, "/intent/id"), agent: text_(intent.agent, "/intent/agent"), owner: text_(intent.owner, "/intent/owner"), status: text_(intent.status, "/intent/status"),
        declaredAt: moment(intent.declared_at, "/intent/declared_at"), digest: text_(intent.digest, "/intent/digest"), canonical: bytes(intent.canonical, "/intent/canonical"),
      },
      decision: { digest: text_(decision.digest, "/policy_decision/digest"), document: bytes(decision.document, "/policy_decision/document") },
      approvals: list(value.approvals, "/approvals").map((approval, place) => readApproval(approval, `/approvals/${place}`)),
      grant: grant === null ? null : {
        id: text_(grant.id, "/grant/id"), audience: text_(grant.audience, "/grant/audience"), acr: text_(grant.acr, "/grant/acr"),
        permissions: list(grant.permissions, "/grant/permissions"), constraints: list(grant.constraints, "/grant/constraints"),
        mintedAt: moment(grant.minted_at, "/grant/minted_at"), expiresAt: moment(grant.expires_at, "/grant/expires_at"),
        redeemedAt: orNull(moment, grant.redeemed_at, "/grant/redeemed_at"), redeemedBy: orNull(text_, grant.redeemed_by, "/grant/redeemed_by"),
        revokedAt: orNull(moment, grant.revoked_at, "/grant/revoked_at"),
        breakGlass: Object.hasOwn(grant, "break_glass") ? text_(grant.break_glass, "/grant/break_glass") : null,
      },
      log: {
        origin: text_(log.origin, "/log/origin"), vkey: text_(log.vkey, "/log/vkey"),
        entries: list(log.entries, "/log/entries").map((entry, place) => {
          const where = `/log/entries/${place}`;
          object(entry, where, ["index", "leaf", "detail", "salt", "proof"]);
          return {
            index: whole(entry.index, where), leaf: bytes(entry.leaf, where), detail: orNull(bytes, entry.detail, where), salt: orNull(bytes, entry.salt, where), proof: text_(entry.proof, where),
          };
        }),
      },
    };

    function readApproval(of, where) {
      const inBatch = value.v > 1 && isObject(of) && Object.hasOwn(of, "batch");
      object(of, where, ["id", "approver", "vouched_by", "verdict", "slot", "signed_at", "statement", "display", "credential", "client_data_json", "authenticator_data", "signature", ...inBatch ? ["batch"] : []]);
      object(of.approver, `${where}/approver`, ["id", "name"]);
      object(of.credential, `${where}/credential`, ["id", "cose_key", "spki", "aaguid", "practice"]);
      return {
        printed: of, id: text_(of.id, where), approverId: text_(of.approver.id, where), approverName: text_(of.approver.name, where), vouchedBy: text_(of.vouched_by, where),
        verdict: text_(of.verdict, where), slot: whole(of.slot, where), signedAt: moment(of.signed_at, where), statement: bytes(of.statement, where), batch: inBatch ? bytes(of.batch, where) : null, display: bytes(of.display, where),
        credentialId: bytes(of.credential.id, where), coseKey: bytes(of.credential.cose_key, where), spki: bytes(of.credential.spki, where),
        aaguid: text_(of.credential.aaguid, where), practice: flag(of.credential.practice, where),
        clientData: bytes(of.client_data_json, where), authenticatorData: bytes(of.authenticator_data, where), signature: bytes(of.signature, where),
      };
    }
  }

  // JSON.parse keeps the last of two members of one name; whoever reads the first would see another receipt. The text is known to be JSON here.
  function hasRepeatedMember(text) {
    const open = [];
    for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}[\]]/g)) {
      if (token === "{" || token === "[") {
        open.push(new Set());
      } else if (token === "}" || token === "]") {
        open.pop();
      } else if (token.endsWith(":")) {
        const name = JSON.parse(token.slice(0, token.lastIndexOf('"') + 1));
        if (open.at(-1).has(name))
          return true;
        open.at(-1).add(name);
      }
    }
    return false;
  }

  // ---- the log: format V1, C2SP notes, checkpoints and proofs, RFC 9162 inclusion ----

  const p256 = fromHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

  function readEntry(leaf) {
    const entry = canonical(leaf);
    const identifier = value => typeof value === "string" && /^[!#-[\]-~]{1,512}$/.test(value);
    const name = value => /^[a-z][a-z0-9_]{0,63}$/.test(value);
    return leaf.length <= 65535 && entry && hasExactly(entry, ["v", "type", "at", "actor", "subject", "ids", "digests"]) && entry.v === 1
      && typeof entry.type === "string" && entry.type.length <= 64 && /^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)+$/.test(entry.type)
      && typeof entry.at === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(entry.at) && !Number.isNaN(Date.parse(entry.at))
      && identifier(entry.actor) && identifier(entry.subject)
      && isObject(entry.ids) && Object.entries(entry.ids).every(([key, value]) => name(key) && identifier(value))
      && isObject(entry.digests) && Object.entries(entry.digests).every(([key, value]) => name(key) && isDigest(value)) ? entry : null;
  }

  const isDigest = value => typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value);
  const revealedIn = (entries, intentId) => entries.filter(entry => entry.type === "drill.revealed" && entry.subject === intentId);
  const mentions = (entry, id) => entry.subject === id || Object.values(entry.ids).includes(id);

  async function readVkey(vkey) {
    const [name, id, ...rest] = vkey.split("+");
    const typed = base64(rest.join("+"));
    if (!name || /[\s\p{Cc}]/u.test(name) || !typed || typed.length !== 92 || typed[0] !== 2 || !same(typed.slice(1, 27), p256))
      return null;
    const spki = typed.slice(1);
    const keyId = (await sha256(spki)).slice(0, 4);
    if (hex(keyId) !== id)
      return null;
    try {
      const key = await crypto.subtle.importKey("spki", spki, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
      return { name, keyId, key };
    } catch {
      return null;
    }
  }

  // The checkpoint a proof stands under, when the log's key signed it and the proof leads there; null otherwise.
  async function openProof(text, leaf, index, log) {
    const divide = text.indexOf("\n\n");
    if (divide < 0 || !log)
      return null;
    const lines = text.slice(0, divide).split("\n");
    if (lines.shift() !== "c2sp.org/tlog-proof@v1" || lines.shift() !== `index ${index}`)
      return null;
    const path = lines.map(base64);
    const checkpoint = await openNote(text.slice(divide + 2), log);
    if (!checkpoint || path.length > 63 || path.some(hash => hash?.length !== 32))
      return null;
    return await isIncluded(join([0], leaf), index, checkpoint, path) ? checkpoint : null;
  }

  async function openNote(note, log) {
    const divide = note.lastIndexOf("\n\n");
    if (divide < 0 || divide + 2 >= note.length || !note.endsWith("\n") || /[\x00-\x09\x0b-\x1f]/.test(note))
      return null;
    const text = note.slice(0, divide + 1);
    let signed = false;
    for (const line of note.slice(divide + 2, -1).split("\n")) {
      const parts = /^— ([^\s+]+) (\S+)$/.exec(line);
      const signature = parts && base64(parts[2]);
      if (!signature || signature.length < 5)
        return null;
      if (parts[1] !== log.name || !same(signature.slice(0, 4), log.keyId))
        continue;
      if (!await verifyEcdsa(log.key, signature.slice(4), utf8(text)))
        return null;
      signed = true;
    }
    const [origin, size, root, ...rest] = text.split("\n");
    const hash = base64(root ?? "");
    if (!signed || origin !== log.name || !/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size)) || hash?.length !== 32 || rest.at(-1) !== "" || rest.slice(0, -1).includes(""))
      return null;
    return { size: Number(size), root: hash };
  }

  // RFC 9162 §2.1.3.2
  async function isIncluded(leafInput, index, { size, root }, path) {
    if (index >= size)
      return false;
    let fn = index, sn = size - 1, hash = await sha256(leafInput);
    const half = value => Math.floor(value / 2);
    for (const part of path) {
      if (sn === 0)
        return false;
      if (fn % 2 === 1 || fn === sn) {
        hash = await sha256(join([1], part, hash));
        while (fn % 2 === 0 && fn !== 0)
          [fn, sn] = [half(fn), half(sn)];
      } else {
        hash = await sha256(join([1], hash, part));
      }
      [fn, sn] = [half(fn), half(sn)];
    }
    return sn === 0 && same(hash, root);
  }

  // ---- keys and signatures ----

  // ECDSA-Sig-Value in DER, one spelling; WebCrypto wants r ‖ s.
  async function verifyEcdsa(key, der, data) {
    const halves = [];
    if (der[0] !== 0x30 || der[1] !== der.length - 2 || der.length > 72)
      return false;
    let at = 2;
    for (let i = 0; i < 2; i++) {
      const length = der[at + 1];
      const digits = der.slice(at + 2, at + 2 + length);
      if (der[at] !== 0x02 || digits.length !== length || length === 0 || digits[0] >= 0x80 || (digits[0] === 0 && !(digits[1] >= 0x80)))
        return false;
      const plain = digits[0] === 0 ? digits.slice(1) : digits;
      if (plain.length > 32)
        return false;
      halves.push(join(new Uint8Array(32 - plain.length), plain));
      at += 2 + length;
    }
    return at === der.length && await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, join(...halves), data);
  }

  // A COSE key in CTAP2 canonical form has one spelling: ES256 is a fixed frame around x and y, RS256 one around n and e.
  async function readCose(cose) {
    const es = fromHex("a5010203262001215820");
    if (cose.length === 77 && same(cose.slice(0, 10), es) && same(cose.slice(42, 45), fromHex("225820"))) {
      const spki = join(p256, [4], cose.slice(10, 42), cose.slice(45));
      const key = await importKey(spki, { name: "ECDSA", namedCurve: "P-256" });
      return key && { spki, verify: (signature, data) => verifyEcdsa(key, signature, data) };
    }
    const rs = fromHex("a401030339010020");
    const length = cose[9] * 256 + cose[10];
    const n = cose.slice(11, 11 + length);
    const tail = cose.slice(11 + length);
    const e = tail.slice(2);
    if (!same(cose.slice(0, 8), rs) || cose[8] !== 0x59 || length < 256 || length > 512 || n.length !== length || n[0] < 0x80 || n.at(-1) % 2 === 0
      || tail[0] !== 0x21 || tail[1] !== (0x40 | e.length) || e.length < 1 || e.length > 4 || e[0] === 0 || e.at(-1) % 2 === 0 || (e.length === 1 && e[0] === 1))
      return null;
    const integer = digits => tlv(0x02, digits[0] >= 0x80 ? join([0], digits) : digits);
    const spki = tlv(0x30, join(fromHex("300d06092a864886f70d0101010500"), tlv(0x03, join([0], tlv(0x30, join(integer(n), integer(e)))))));
    const key = await importKey(spki, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" });
    return key && { spki, verify: (signature, data) => crypto.subtle.verify("RSASSA-PKCS1-v1_5", key, signature, data) };
  }

  function tlv(tag, body) {
    const length = body.length < 0x80 ? [body.length] : body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff];
    return join([tag], length, body);
  }

  async function importKey(spki, algorithm) {
    try {
      return await crypto.subtle.importKey("spki", spki, algorithm, false, ["verify"]);
    } catch {
      return null;
    }
  }

  // ---- WebAuthn L3 §7.2 ----

  function readClientData(bytes) {
    const text = decodeText(same(bytes.slice(0, 3), [0xef, 0xbb, 0xbf]) ? bytes.slice(3) : bytes);
    let data;
    try {
      data = JSON.parse(text);
    } catch {
      return null;
    }
    const kind = (name, type) => !Object.hasOwn(data, name) || typeof data[name] === type;
    return isObject(data) && !hasRepeatedMember(text) && typeof data.type === "string" && base64url(data.challenge) && typeof data.origin === "string"
      && kind("crossOrigin", "boolean") && kind("topOrigin", "string") ? data : null;
  }

  // §6.1, to the last byte.
  function readAuthenticatorData(bytes) {
    if (bytes.length < 37)
      return null;
    const flags = bytes[32];
    let at = 37;
    if (flags & 0x40) {
      at += 18 + bytes[53] * 256 + bytes[54];
      at = cborEnd(bytes, at, 0);
    }
    if (flags & 0x80)
      at = bytes[at] >> 5 === 5 ? cborEnd(bytes, at, 0) : NaN;
    return at === bytes.length ? { rpIdHash: bytes.slice(0, 32), flags } : null;
  }

  // Where a CBOR item in CTAP2 canonical form ends; NaN when it is none.
  function cborEnd(bytes, at, depth) {
    if (!(at < bytes.length))
      return NaN;
    const major = bytes[at] >> 5, low = bytes[at] & 0x1f;
    if (major === 7)
      return low >= 20 && low <= 22 ? at + 1 : NaN;
    if (major === 6 || low > 27)
      return NaN;
    let argument = low, next = at + 1;
    if (low >= 24) {
      const width = 1 << (low - 24);
      argument = 0;
      for (let i = 0; i < width; i++)
        argument = argument * 256 + (bytes[next + i] ?? NaN);
      next += width;
      if (!(argument >= [24, 256, 65536, 4294967296][low - 24]) || !Number.isSafeInteger(argument))
        return NaN;
    }
    if (major < 2)
      return next;
    if (major < 4) {
      const end = next + argument;
      return end <= bytes.length && (major === 2 || decodeText(bytes.slice(next, end)) !== null) ? end : NaN;
    }
    if (depth >= 4)
      return NaN;
    let previous = null;
    for (let i = 0; i < argument; i++) {
      if (major === 5) {
        const end = cborEnd(bytes, next, depth + 1);
        const key = Number.isNaN(end) ? null : bytes.slice(next, end);
        if (!key || ![0, 1, 3].includes(key[0] >> 5) || (previous && compareKeys(previous, key) >= 0))
          return NaN;
        previous = key;
        next = end;
      }
      next = cborEnd(bytes, next, depth + 1);
      if (Number.isNaN(next))
        return NaN;
    }
    return next;
  }

  const compareKeys = (a, b) => (a[0] >> 5) - (b[0] >> 5) || a.length - b.length || (a.find((byte, at) => byte !== b[at]) ?? 0) - (b.find((byte, at) => byte !== a[at]) ?? 0);

  async function* webauthnSteps(receipt, approval, challenge) {
    const step = (name, rule, number, holds) => check(`webauthn.${name}`, `${rule} (WebAuthn L3 §7.2 step ${number})`, holds);
    const client = readClientData(approval.clientData);
    yield step("client_data", "The client data can be read.", 9, !!client);
    if (!client)
      return;
    yield step("type", "The signature is an assertion, not an enrolment.", 10, client.type === "webauthn.get");
    yield step("challenge", "The challenge is the digest of the statement.", 11, same(base64url(client.challenge), challenge));
    yield step("origin", "The page that asked has one of the console's addresses.", 12, receipt.origins.includes(client.origin));
    yield step("cross_origin", "The page was not inside another site's page.", 13, client.crossOrigin !== true);
    yield step("top_origin", "No other site is named as the outer page.", 14, client.topOrigin === undefined);
    const data = readAuthenticatorData(approval.authenticatorData);
    yield step("authenticator_data", "The authenticator data can be read.", 15, !!data);
    if (!data)
      return;
    yield step("rp_id", "The passkey signed for this site.", 15, same(data.rpIdHash, await sha256(utf8(receipt.rpId))));
    yield step("user_presence", "Somebody was present.", 16, (data.flags & 0x01) !== 0);
    yield step("user_verification", "The passkey checked who it was.", 17, (data.flags & 0x04) !== 0);
    yield step("backup_state", "A passkey that cannot be backed up does not claim a backup.", 18, (data.flags & 0x08) !== 0 || (data.flags & 0x10) === 0);
    const key = await readCose(approval.coseKey);
    yield step("key", "The enrolled key is usable.", 21, !!key);
    if (!key)
      return;
    yield step("signature", "The signature was made with the enrolled key.", 21,
      await key.verify(approval.signature, join(approval.authenticatorData, await sha256(approval.clientData))));
  }

  // ---- the checks ----

  const check = (name, rule, holds) => ({ name, rule, state: holds ? "holds" : "failed" });
  const unknown = (name, rule) => ({ name, rule, state: "unknown" });
  const stated = (name, rule, state) => ({ name, rule, state });

  // Whether an entry commits to a digest; one that names no such digest can neither confirm nor deny.
  const commits = (entry, name, digest) => !entry ? "failed" : !Object.hasOwn(entry.digests, name) ? "unknown" : entry.digests[name] === digest ? "holds" : "failed";

  function readDecision(document) {
    const value = canonical(document);
    if (!value || !isObject(value.decision))
      return null;
    const { decision } = value;
    const require_ = isObject(decision.require) ? decision.require : {};
    return {
      intentDigest: textOf(value.intent_digest), bundleDigest: isObject(value.policy) ? textOf(value.policy.bundle_digest) : "", effect: textOf(decision.effect),
      ttl: Number.isInteger(decision.ttl_seconds) ? decision.ttl_seconds : null,
      permissions: (Array.isArray(decision.grants) ? decision.grants : []).filter(isObject).map(grant => textOf(grant.permission)),
      requirement: decision.require === undefined || decision.require === null ? null : readRequirement(decision.require),
    };
  }

  // A quorum as alternatives, each a list of seats, or null: a number counts the asked, a text is "2 of finance and 1 of security" with or and parentheses.
  function readQuorum(of) {
    if (Number.isInteger(of))
      return of >= 1 && of <= 9 ? quorumOf([Array(of).fill("asked")]) : null;
    if (typeof of !== "string" || of.length > 300)
      return null;
    const tokens = of.replaceAll("(", " ( ").replaceAll(")", " ) ").split(" ").filter(token => token), take = word => tokens[0] === word && !!tokens.shift();
    const bounded = all => all && all.length <= 16 && all.every(seats => seats.length <= 9) ? all : null;
    const one = () => {
      if (take("(")) {
        const inside = either();
        return take(")") ? inside : null;
      }
      const number = tokens.shift();
      if (!/^[1-9]$/.test(number ?? "") || !take("of"))
        return null;
      const group = tokens.shift() ?? "";
      return group === "asked" || (/^[a-z][a-z0-9-]{1,40}$/.test(group) && !["and", "or", "of"].includes(group)) ? [Array(Number(number)).fill(group)] : null;
    };
    const both = () => {
      let all = one();
      while (all && take("and")) {
        const more = one();
        all = more && bounded(all.flatMap(left => more.map(right => [...left, ...right])));
      }
      return all;
    };
    const either = () => {
      let all = both();
      while (all && take("or")) {
        const more = both();
        all = more && [...all, ...more];
      }
      return bounded(all);
    };
    const all = either();
    return all && tokens.length === 0 ? quorumOf(all) : null;
  }

  function quorumOf(all) {
    const words = seats => [...new Set(seats)].map(seat => `${seats.filter(other => other === seat).length} of ${seat}`).join(" and ");
    const alternatives = all.filter((seats, at) => all.findIndex(other => words(other) === words(seats)) === at);
    const plain = alternatives.length === 1 && alternatives[0].every(seat => seat === "asked"), least = Math.min(...alternatives.map(seats => seats.length));
    return { alternatives, plain, least, text: alternatives.map(words).join(" or "), json: plain ? least : alternatives.map(words).join(" or ") };
  }

  // Whether different votes, each the seats its person may take, fill every seat of an alternative (augmenting paths).
  function isMet(quorum, votes) {
    return quorum.alternatives.some(seats => {
      const sits = seats.map(() => -1);
      const place = (vote, tried) => seats.some((seat, at) => {
        if (tried.has(at) || !votes[vote].includes(seat))
          return false;
        tried.add(at);
        if (sits[at] >= 0 && !place(sits[at], tried))
          return false;
        sits[at] = vote;
        return true;
      });
      votes.forEach((_, vote) => place(vote, new Set()));
      return sits.every(vote => vote >= 0);
    });
  }

  const ladder = ["passkey", "device-bound", "two-people"];

  function readRequirement(of) {
    if (!isObject(of) || Object.keys(of).some(name => !["quorum", "control", "assurance", "denials"].includes(name)))
      return null;
    const quorum = readQuorum(of.quorum ?? 1), control = of.control ?? "four_eyes", assurance = of.assurance ?? "passkey", denials = of.denials ?? 1;
    return quorum && ["confirm", "four_eyes"].includes(control) && ladder.includes(assurance) && Number.isInteger(denials) && denials >= 1 && denials <= 9 ? { quorum, control, assurance, denials } : null;
  }

  // True when the first demands at least what the second does.
  const covers = (some, other) => (some.control === "four_eyes" || other.control === "confirm") && ladder.indexOf(some.assurance) >= ladder.indexOf(other.assurance) && some.denials <= other.denials
    && (some.quorum.text === other.quorum.text || (some.quorum.plain && other.quorum.plain && some.quorum.least >= other.quorum.least));

  const instant = value => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$/.test(value) && !Number.isNaN(Date.parse(value));

  // approval/2, or approval/1 of before: exactly its members, in canonical form.
  function readStatement(bytes) {
    const s = canonical(bytes), old = s?.typ === "approval/1";
    const texts = ["issuer", "rp", "agent", "tool", "approver"];
    const requirement = s && isObject(s.requirement) ? readRequirement(s.requirement) : null;
    return s && requirement && hasExactly(s, ["typ", "issuer", "rp", "intent", "agent", "chain", "tool", "verdict", "permissions", "constraints", "grant_seconds", "requirement", "slot", "policy", "display", "approver",
      "not_before", "expires_at", "nonce", ...old ? [] : ["seats", "for"]])
      && (old || s.typ === "approval/2") && texts.every(name => typeof s[name] === "string") && hasExactly(s.intent, ["id", "digest"]) && typeof s.intent.id === "string" && isDigest(s.intent.digest)
      && ["approve", "deny"].includes(s.verdict) && Array.isArray(s.permissions) && s.permissions.every(name => typeof name === "string") && Array.isArray(s.constraints)
      && Number.isInteger(s.grant_seconds) && s.grant_seconds >= 0 && hasExactly(s.requirement, ["quorum", "control", "assurance", ...old ? [] : ["denials"]]) && s.requirement.quorum === requirement.quorum.json
      && (old || (Array.isArray(s.seats) && s.seats.every(seat => typeof seat === "string" && seat !== "") && (s.for === null || (typeof s.for === "string" && s.for.trim() !== ""))))
      && s.slot >= 1 && s.slot <= 99 && isDigest(s.policy) && isDigest(s.display)
      && instant(s.not_before) && instant(s.expires_at) && base64url(s.nonce)?.length === 32 ? { ...s, requirement, seats: old ? ["asked"] : s.seats, for: old ? null : s.for } : null;
  }

  // Whether a batch statement is by this person at this site, was valid then, and lists the statement.
  async function lists(receipt, approval) {
    const b = canonical(approval.batch);
    if (!b || !hasExactly(b, ["typ", "issuer", "rp", "signer", "not_before", "expires_at", "nonce", "body"]) || b.typ !== "approval-batch/1" || !instant(b.not_before) || !instant(b.expires_at)
      || base64url(b.nonce)?.length !== 32 || !hasExactly(b.body, ["statements"]) || !Array.isArray(b.body.statements))
      return false;
    const digests = b.body.statements, at = Date.parse(approval.signedAt);
    return digests.length >= 2 && digests.length <= 50 && digests.every(isDigest) && new Set(digests).size === digests.length && digests.includes(await digestOf(approval.statement))
      && b.issuer === receipt.issuer && b.rp === receipt.rpId && b.signer === approval.approverId && Date.parse(b.not_before) <= at && at < Date.parse(b.expires_at);
  }

  async function verify(text, trustedVkey = null) {
    const receipt = read(text);
    const entries = receipt.log.entries.map(entry => readEntry(entry.leaf)).filter(entry => entry);
    const single = (type, id) => { const found = entries.filter(entry => entry.type === type && mentions(entry, id)); return found.length === 1 ? found[0] : null; };
    const story = { entries, single, decision: readDecision(receipt.decision.document), statements: receipt.approvals.map(approval => readStatement(approval.statement)) };
    const checks = [];
    for (const part of [intentChecks, decisionChecks, approvalsChecks, quorumChecks, grantChecks, breakGlassChecks, drillChecks, logChecks, marks]) {
      for await (const found of part(receipt, story, trustedVkey))
        checks.push(found);
    }
    const practice = receipt.approvals.some(approval => approval.practice);
    return { receipt, checks, holds: checks.every(({ state }) => state !== "failed"), demo: receipt.demo, practice, drill: revealedIn(entries, receipt.intent.id).length > 0 };
  }

  async function* intentChecks({ intent }, { entries, single }) {
    const declared = single("intent.declared", intent.id);
    yield check("intent.canonical", "The intent is in canonical form.", canonical(intent.canonical));
    yield check("intent.digest", "The intent's digest is that of its bytes.", await digestOf(intent.canonical) === intent.digest);
    yield stated("intent.logged", "The log's entry of the declaration commits to this intent.", commits(declared, "intent", intent.digest));
    yield check("intent.agent", "The agent named is the one that declared it.", declared?.actor === intent.agent);
    yield stated("intent.owner", "The owner named is the agent's owner at that time.",
      !declared ? "failed" : !Object.hasOwn(declared.ids, "owner") ? "unknown" : declared.ids.owner === intent.owner ? "holds" : "failed");
    yield check("intent.declared_at", "The moment of declaration is that of the log.", declared?.at === intent.declaredAt);
    const after = {
      "intent.declared": "pending", "intent.denied": "denied", "intent.expired": "expired", "intent.withdrawn": "withdrawn", "grant.minted": "granted", "grant.redeemed": "redeemed", "grant.revoked": "revoked",
    };
    yield check("intent.status", "The status is where the log's entries leave the intent.", intent.status === entries.reduce((status, entry) => after[entry.type] ?? status, ""));
  }

  async function* decisionChecks({ intent, decision: printed }, { single, decision }) {
    const digest = await digestOf(printed.document);
    yield check("decision.form", "The policy decision can be read and is in canonical form.", decision);
    yield check("decision.digest", "The policy decision's digest is that of its bytes.", digest === printed.digest);
    yield check("decision.intent", "The policy decided on this intent.", decision?.intentDigest === intent.digest);
    yield stated("decision.logged", "The log's entry of the declaration commits to this decision.", commits(single("intent.declared", intent.id), "decision", digest));
  }

  async function* approvalsChecks(receipt, story) {
    for (const [place, approval] of receipt.approvals.entries()) {
      for await (const found of approvalChecks(receipt, story, approval, story.statements[place]))
        yield { ...found, name: `approval.${place + 1}.${found.name}` };
    }
  }

  async function* approvalChecks(receipt, { single, decision }, approval, statement) {
    const logged = single("approval.signed", approval.id);
    yield check("statement", "The statement can be read and is in canonical form.", statement);
    if (statement) {
      const { intent } = receipt;
      const signedAt = Date.parse(approval.signedAt);
      yield check("site", "The statement names this issuer and relying party.", statement.issuer === receipt.issuer && statement.rp === receipt.rpId);
      yield check("intent", "The statement names this intent by id and digest.", statement.intent.id === intent.id && statement.intent.digest === await digestOf(intent.canonical));
      yield check("agent", "The statement names this agent, and the tool the intent names.", statement.agent === intent.agent && statement.tool === canonical(intent.canonical)?.tool);
      yield check("display", "What was shown is what the statement names.", statement.display === await digestOf(approval.display));
      yield check("policy", "The statement names the policy that decided.", statement.policy === decision?.bundleDigest);
      yield check("requirement", "The statement demands what the policy demanded, or more.",
        decision?.requirement && covers(statement.requirement, decision.requirement) && approval.slot === statement.slot);
      const data = readAuthenticatorData(approval.authenticatorData);
      yield check("assurance", "The passkey is bound to its device where the statement demands it.", statement.requirement.assurance === "passkey" || (data && (data.flags & 0x08) === 0));
      yield check("approver", "The statement was made for the person named.", statement.approver === approval.approverId);
      yield check("for", statement.for === null ? "The person answered for themselves, says the log." : "The person answered for somebody who was away, as the log says.",
        !logged || (Object.hasOwn(logged.ids, "for") ? logged.ids.for : null) === statement.for);
      yield check("verdict", "The verdict is the signed one.", statement.verdict === approval.verdict);
      yield check("time", "It was signed while the statement was valid.", Date.parse(statement.not_before) <= signedAt && signedAt < Date.parse(statement.expires_at));
    }
    if (approval.batch)
      yield check("batch", "The batch that was signed is this person's, was valid then, and lists the statement.", await lists(receipt, approval));
    const key = await readCose(approval.coseKey);
    yield check("spki", "Both spellings of the public key are the same key.", key && same(key.spki, approval.spki));
    const practiceAaguid = "67632d70-7261-6374-6963-652d6b657921"; // gc-practice-key!
    yield check("practice", "A practice key is marked as one, and nothing else is.",
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(approval.aaguid) && (approval.aaguid === practiceAaguid) === approval.practice);
    yield* webauthnSteps(receipt, approval, await sha256(join(utf8("governance-console/statement/v1"), [0], approval.batch ?? approval.statement)));
    yield check("signed_at", "The moment of signing is that of the log.", logged?.at === approval.signedAt);
    yield stated("logged", "The log's entry of the signature commits to all its evidence.", commits(logged, "evidence", await digestOf(utf8(jcs(approval.printed) ?? ""))));
    yield unknown("person", "That this passkey is in the hands of the person named, and its counter went forward, the console checked and says.");
  }

  function* quorumChecks(receipt, { decision, statements }) {
    const { approvals, intent, origins } = receipt;
    if (approvals.length > 0) {
      const signers = new Set(approvals.map(approval => approval.approverId));
      yield check("quorum.distinct", "Every signature is by another person and with another passkey.",
        signers.size === approvals.length && new Set(approvals.map(approval => hex(approval.coseKey))).size === approvals.length);
      if (decision?.requirement?.control !== "confirm")
        yield check("quorum.owner", "The agent's owner is not among those who signed, and vouched for none of their passkeys.",
          !signers.has(intent.owner) && approvals.every(approval => approval.vouchedBy !== intent.owner) && statements.every(statement => statement?.for !== intent.owner));
      yield check("quorum.vouched", "Nobody signed beside a person who vouched for their passkey.", approvals.every(approval => !signers.has(approval.vouchedBy)));
      const seen = [...new Set(approvals.map(approval => readClientData(approval.clientData)?.origin ?? ""))].sort();
      yield check("receipt.origins", "The addresses listed are those the signatures were made on, and belong to the relying party.",
        seen.length === origins.length && seen.every((origin, place) => origin === origins[place]) && origins.every(origin => belongs(origin, receipt.rpId)));
    } else {
      yield check("receipt.origins", "Without signatures no address is listed.", origins.length === 0);
    }
    if (!receipt.grant)
      return;
    if (decision?.effect === "allow") {
      yield check("quorum.met", "The policy allowed it without a signature.", approvals.length === 0);
    } else if (decision?.effect === "escalate" && receipt.grant.breakGlass !== null) {
      yield check("quorum.met", "Policy would have asked people; nobody signed, because a break-glass episode was open for it.", approvals.length === 0);
    } else if (decision?.effect === "escalate") {
      const required = decision.requirement, readable = statements.every(statement => statement), votes = readable ? statements.filter(statement => statement.verdict === "approve").map(statement => statement.seats) : [];
      yield check("quorum.met", "Those approved whom the policy and every statement demanded, and fewer denied than would have ended it.",
        required && readable && statements.length - votes.length < required.denials && isMet(required.quorum, votes) && statements.every(statement => isMet(statement.requirement.quorum, votes)));
    } else {
      yield check("quorum.met", "Nothing was granted that the policy denied.", false);
    }
    if (statements.some(statement => statement && !statement.requirement.quorum.plain))
      yield unknown("quorum.groups", "That those who signed were in the groups their statements name, the console checked and says.");
  }

  function belongs(origin, rpId) {
    try {
      const url = new URL(origin);
      const here = url.hostname === "localhost" || url.hostname === "[::1]" || /^127(\.\d+){3}$/.test(url.hostname);
      return url.origin === origin && (url.protocol === "https:" || (url.protocol === "http:" && here)) && (url.hostname === rpId || url.hostname.endsWith("." + rpId));
    } catch {
      return false;
    }
  }

  // Each signer took over what those before narrowed and may have narrowed more, so the grant's constraints are the last one's, and hold everybody's.
  function isNarrowed(statements, granted) {
    const given = granted.map(jcs), signed = statements.every(statement => statement) ? statements.toSorted((left, right) => left.slot - right.slot).map(statement => statement.constraints) : null;
    return signed !== null && signed.every(list => list.every(constraint => given.includes(jcs(constraint)))) && jcs(signed.at(-1) ?? []) === jcs(granted);
  }

  async function* grantChecks({ grant, intent, approvals }, { entries, single, decision, statements: all }) {
    // A denial that did not end it gives nothing and takes nothing away.
    const statements = all.filter(statement => statement?.verdict !== "deny");
    if (!grant) {
      yield check("grant.none", "Nothing was granted, and the log knows of no grant.", entries.every(entry => entry.type !== "grant.minted"));
      return;
    }
    const minted = single("grant.minted", grant.id);
    const readable = statements.every(statement => statement);
    const permitted = statements.length === 0 ? decision?.permissions : readable ? statements.map(statement => statement.permissions).reduce((left, right) => left.filter(name => right.includes(name))) : null;
    const seconds = statements.length === 0 ? decision?.ttl : readable ? Math.min(...statements.map(statement => statement.grant_seconds)) : null;
    const span = Date.parse(grant.expiresAt) - Date.parse(grant.mintedAt);
    yield check("grant.audience", "The grant is for the intent's tool.", canonical(intent.canonical)?.tool === grant.audience);
    yield check("grant.acr", "The grant says how many people stand behind it.", grant.acr === (["agent-only", "human-approved"][statements.length] ?? (decision?.requirement?.control === "confirm" ? "human-approved" : "multi-party-approved")));
    yield check("grant.permissions", "The grant permits nothing that was not signed or allowed.", permitted && grant.permissions.every(name => typeof name === "string" && permitted.includes(name)));
    yield check("grant.constraints", "The grant is narrowed as was signed, no less.", isNarrowed(statements, grant.constraints));
    yield check("grant.lifetime", "The grant lives no longer than was signed or allowed.", Number.isInteger(seconds) && span > 0 && span <= seconds * 1000);
    yield check("grant.minted_at", "The grant was minted when the log says, after the last signature.", minted?.at === grant.mintedAt && approvals.every(approval => approval.signedAt <= grant.mintedAt));
    const terms = jcs({
      id: grant.id, intent: intent.id, agent: intent.agent, audience: grant.audience, acr: grant.acr, permissions: grant.permissions, constraints: grant.constraints,
      minted_at: grant.mintedAt, expires_at: grant.expiresAt, ...(grant.breakGlass === null ? {} : { break_glass: grant.breakGlass }),
    });
    yield stated("grant.logged", "The log's entry of the grant commits to its terms.", commits(minted, "grant", terms === null ? "" : await digestOf(utf8(terms))));
    const redeemed = single("grant.redeemed", grant.id);
    yield check("grant.redeemed", grant.redeemedAt === null ? "The grant was not redeemed." : "The grant was redeemed once, in time, by the one and at the moment the log names.",
      (redeemed?.at ?? null) === grant.redeemedAt && (redeemed?.actor ?? null) === grant.redeemedBy && entries.filter(entry => entry.type === "grant.redeemed").length <= 1
      && !(grant.redeemedAt !== null && grant.redeemedAt >= grant.expiresAt));
    yield check("grant.revoked", grant.revokedAt === null ? "The grant was not revoked." : "The grant was revoked when the log says.", (single("grant.revoked", grant.id)?.at ?? null) === grant.revokedAt);
  }

  function* breakGlassChecks({ grant }, { single }) {
    if (!grant || grant.breakGlass === null)
      return;
    const minted = single("grant.minted", grant.id), opened = single("break_glass.opened", grant.breakGlass), closed = single("break_glass.closed", grant.breakGlass);
    yield check("grant.break_glass", "The grant was given, and redeemed if at all, while the break-glass episode it names was open.",
      minted?.ids.break_glass === grant.breakGlass && opened && opened.at <= grant.mintedAt && (!closed || (grant.mintedAt <= closed.at && !(grant.redeemedAt !== null && grant.redeemedAt > closed.at))));
    yield check("grant.drill", "Nothing that was granted in a drill was redeemed.", opened?.ids.drill === "false" || grant.redeemedAt === null);
  }

  async function* drillChecks({ intent, grant }, { entries, single }) {
    const revealed = revealedIn(entries, intent.id);
    if (revealed.length === 0)
      return;
    const of = revealed.length === 1 ? revealed[0] : null;
    const planned = of?.ids.drill ? single("drill.planned", of.ids.drill) : null, declared = single("intent.declared", intent.id);
    const preimage = of?.ids.nonce && planned ? `governance-console/drill/v1\0{"drill":${JSON.stringify(planned.subject)},"intent":${JSON.stringify(intent.id)},"nonce":${JSON.stringify(of.ids.nonce)}}` : null;
    yield check("drill.planned", "It was planned as a drill before it was declared: the plan commits to what was revealed.",
      preimage !== null && declared && entries.indexOf(planned) < entries.indexOf(declared) && planned.digests.commitment === await digestOf(utf8(preimage)));
    yield check("drill.harmless", "The drill granted nothing.", !grant && entries.every(entry => entry.type !== "grant.minted"));
  }

  async function* logChecks({ log, intent, approvals, grant }, { entries }, trustedVkey) {
    const key = await readVkey(log.vkey);
    yield check("log.key", "The log's key can be read and belongs to the log named.", key?.name === log.origin);
    yield trustedVkey === null
      ? unknown("log.trusted", "The receipt itself names the log's key; compare it with one you have from elsewhere.")
      : check("log.trusted", "The log's key is the one you trust.", key && log.vkey === trustedVkey.trim());
    const story = [intent.id, ...approvals.map(approval => approval.id), ...(grant ? [grant.id, ...(grant.breakGlass === null ? [] : [grant.breakGlass])] : []), ...revealedIn(entries, intent.id).map(entry => entry.ids.drill).filter(id => id)];
    const checkpoints = new Set();
    let previous = null, inOrder = log.entries.length > 0;
    for (const [place, printed] of log.entries.entries()) {
      const name = `log.${place + 1}`;
      const entry = readEntry(printed.leaf);
      yield check(`${name}.form`, `Entry ${printed.index} is an entry of version 1 about this intent.`, entry && story.some(id => mentions(entry, id)));
      if (entry) {
        inOrder &&= !previous || (previous.index < printed.index && previous.at <= entry.at);
        previous = { index: printed.index, at: entry.at };
        yield stated(`${name}.detail`, `The detail of entry ${printed.index} is the one that was logged (${entry.type}).`, await detailState(printed, entry));
      }
      const proven = await openProof(printed.proof, printed.leaf, printed.index, key);
      yield check(`${name}.proof`, `Entry ${printed.index} is in the tree that the log's key signed.`, proven);
      const divide = printed.proof.indexOf("\n\n");
      checkpoints.add(divide >= 0 ? printed.proof.slice(divide + 2) : "");
    }
    yield check("log.order", "The entries stand in the order of the log, and time does not go backwards.", inOrder);
    yield check("log.checkpoint", "All entries are proven under one signed tree.", checkpoints.size === 1);
    yield unknown("log.later", "What happened after this receipt was printed, and that the log shows everybody the same tree, only the log and its witnesses can tell.");
  }

  async function detailState({ detail, salt }, { digests }) {
    const gone = detail === null && salt === null;
    if (!Object.hasOwn(digests, "detail"))
      return gone ? "holds" : "failed";
    if (gone)
      return "unknown";
    return detail && salt?.length === 16 && await digestOf(join(salt, detail)) === digests.detail ? "holds" : "failed";
  }

  function* marks({ demo, issuer, approvals }) {
    yield check("receipt.demo", "A demo's receipt says so, and no other does.", demo === issuer.endsWith("/demo"));
    yield check("receipt.practice", "Practice keys signed in a demo only.", demo || approvals.every(approval => !approval.practice));
    if (approvals.length === 0)
      yield unknown("receipt.site", "Issuer and relying party stand in no signature, because nobody had to sign.");
  }

  /** The receipt with one figure of what was declared changed, and what that was: to see a forgery fail. */
  function forge(text) {
    const value = JSON.parse(text);
    const declared = decodeText(base64url(value.intent.canonical));
    const at = declared.search(/[1-8]/);
    const place = at < 0 ? declared.length - 2 : at;
    const other = at < 0 ? "X" : String(Number(declared[place]) + 1);
    const forged = declared.slice(0, place) + other + declared.slice(place + 1);
    value.intent.canonical = toBase64url(utf8(forged));
    const around = of => of.slice(Math.max(0, place - 18), place + 18);
    return { text: JSON.stringify(value, null, 2), before: around(declared), after: around(forged) };
  }

  globalThis.GovernanceReceipt = { verify, forge, Unreadable };
})();
