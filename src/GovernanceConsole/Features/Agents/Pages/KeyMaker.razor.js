// Makes an ES256 pair in the page. The private half becomes a file in the reader's downloads and nothing else; only the public half is returned to the server.
export async function makePair(file) {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  const lines = btoa(String.fromCharCode(...pkcs8)).match(/.{1,64}/g).join("\n");
  const url = URL.createObjectURL(new Blob([`-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`], { type: "application/x-pem-file" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  return JSON.stringify({ kty, crv, x, y });
}
