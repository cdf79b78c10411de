// Signs a policy bundle with jose, as OPA's documentation describes it, with node's own hashes. Reads { files: { path: base64 }, alg, kid, scope } from standard input, prints { key, signatures }: a public JWK and
// the text of .signatures.json.
import { createHash } from 'node:crypto'
import * as jose from 'jose'

const { files, alg, kid, scope } = JSON.parse(await new Response(process.stdin).text())
const { publicKey, privateKey } = await jose.generateKeyPair(alg)

// Structured files are hashed by their value: without blanks, members in the order of their names' bytes (RFC 8785 orders by UTF-16 units, which is another order).
const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))
const write = value => Array.isArray(value) ? `[${value.map(write).join(',')}]`
  : value !== null && typeof value === 'object' ? `{${Object.keys(value).sort(byBytes).map(name => `${JSON.stringify(name)}:${write(value[name])}`).join(',')}}`
  : JSON.stringify(value)
const structured = name => ['data.json', '.manifest'].includes(name.split('/').pop())
const hash = (name, bytes) => createHash('sha256').update(structured(name) ? write(JSON.parse(bytes.toString('utf8'))) : bytes).digest('hex')
const listed = Object.entries(files).map(([name, base64]) => ({ name, hash: hash(name, Buffer.from(base64, 'base64')), algorithm: 'SHA-256' }))

const token = await new jose.CompactSign(new TextEncoder().encode(JSON.stringify({ files: listed, scope }))).setProtectedHeader({ alg, kid, typ: 'JWT' }).sign(privateKey)
console.log(JSON.stringify({ key: await jose.exportJWK(publicKey), signatures: JSON.stringify({ signatures: [token] }) }))
