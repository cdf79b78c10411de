// Reads a receipt from standard input and lets @simplewebauthn/server and canonicalize judge what they can: every stored approval's signature, and every canonical document.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import canonicalize from "canonicalize";

const receipt = JSON.parse(readFileSync(0, "utf8"));
const bytes = text => Buffer.from(text, "base64url");
const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts.map(part => Buffer.from(part)))).digest();
const agree = (holds, what) => { if (!holds) throw new Error(what); };

const documents = [receipt.intent.canonical, receipt.policy_decision.document, ...receipt.approvals.flatMap(approval => [approval.statement, approval.display]), ...receipt.log.entries.map(entry => entry.leaf)];
for (const document of documents) {
  const text = bytes(document).toString("utf8");
  agree(canonicalize(JSON.parse(text)) === text, `not canonical: ${text.slice(0, 80)}`);
}

for (const approval of receipt.approvals) {
  const challenge = sha256("governance-console/statement/v1\0", bytes(approval.statement)).toString("base64url");
  const verified = await verifyAuthenticationResponse({
    response: {
      id: approval.credential.id, rawId: approval.credential.id, type: "public-key", clientExtensionResults: {},
      response: { clientDataJSON: approval.client_data_json, authenticatorData: approval.authenticator_data, signature: approval.signature },
    },
    expectedChallenge: signed => signed === challenge,
    expectedOrigin: receipt.origins,
    expectedRPID: receipt.rp_id,
    requireUserVerification: true,
    credential: { id: approval.credential.id, publicKey: new Uint8Array(bytes(approval.credential.cose_key)), counter: 0 },
  });
  agree(verified.verified && verified.authenticationInfo.userVerified, `approval ${approval.id} is not verified`);
  const digest = "sha256:" + sha256(canonicalize(approval)).toString("hex");
  agree(receipt.log.entries.some(entry => JSON.parse(bytes(entry.leaf)).digests.evidence === digest), `no entry commits to approval ${approval.id}`);
}

process.stdout.write(JSON.stringify({ approvals: receipt.approvals.length, documents: documents.length }));
