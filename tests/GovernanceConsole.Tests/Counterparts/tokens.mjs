// openid-client and jose as an agent and an enforcement point would use them. Reads one JSON object from standard input, prints one; exits with 1 and the reason when anything differs.
import assert from 'node:assert/strict'
import { createHash, createPrivateKey } from 'node:crypto'
import * as client from 'openid-client'
import * as jose from 'jose'

const world = JSON.parse(await new Response(process.stdin).text())
const issuer = world.issuer
const insecure = { execute: [client.allowInsecureRequests] }

// Discovery both ways: RFC 8414 and OpenID Connect.
const privateKey = pem => jose.importPKCS8(pem, 'ES256')
const agentConfig = await client.discovery(new URL(issuer), world.agent.id, undefined, client.PrivateKeyJwt(await privateKey(world.agent.pem)), { ...insecure, algorithm: 'oauth2' })
const pointConfig = await client.discovery(new URL(issuer), world.point.id, undefined, client.PrivateKeyJwt(await privateKey(world.point.pem)), { ...insecure, algorithm: 'oidc' })
assert.equal(agentConfig.serverMetadata().issuer, issuer)

// Console token, verified by jose against the published key set.
const consoleToken = await client.clientCredentialsGrant(agentConfig)
assert.equal(consoleToken.token_type, 'bearer')
assert.equal(consoleToken.scope, 'intents')
const keySet = jose.createRemoteJWKSet(new URL(agentConfig.serverMetadata().jwks_uri))
const verified = await jose.jwtVerify(consoleToken.access_token, keySet, { issuer, audience: issuer, typ: 'at+jwt', algorithms: ['ES256'], subject: world.agent.id })
assert.ok(verified.payload.exp - verified.payload.iat <= 900)

// The kid is the RFC 7638 thumbprint, computed by somebody else's code.
const published = await (await fetch(agentConfig.serverMetadata().jwks_uri)).json()
for (const key of published.keys) assert.equal(await jose.calculateJwkThumbprint(key), key.kid)

// Action token by exchange.
const exchange = intentId => client.genericGrantRequest(agentConfig, 'urn:ietf:params:oauth:grant-type:token-exchange', {
  subject_token: consoleToken.access_token,
  subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  authorization_details: JSON.stringify([{ type: 'urn:governance-console:intent', intent_id: intentId }]),
})
const actionToken = await exchange(world.granted)
const action = await jose.jwtVerify(actionToken.access_token, keySet, { issuer, audience: world.tool, typ: 'at+jwt', algorithms: ['ES256'] })
assert.equal(action.payload.authorization_details[0].intent_id, world.granted)
assert.equal(action.payload.act.sub, world.agent.id)
assert.ok(action.payload.exp - action.payload.iat <= 300)
await assert.rejects(jose.jwtVerify(actionToken.access_token, keySet, { issuer, audience: issuer }))

// Refusals arrive as the OAuth errors they are.
await assert.rejects(exchange(world.pending), { error: 'authorization_pending' })
await assert.rejects(exchange(world.denied), { error: 'access_denied' })
await assert.rejects(exchange('int_00000000000000000000000000'), { error: 'invalid_authorization_details' })
const stranger = await client.discovery(new URL(issuer), world.agent.id, undefined, client.PrivateKeyJwt(await privateKey(world.point.pem)), { ...insecure, algorithm: 'oauth2' })
await assert.rejects(client.clientCredentialsGrant(stranger), { error: 'invalid_client', status: 401 })

// The point introspects; the agent revokes; the point sees it dead.
const alive = await client.tokenIntrospection(pointConfig, actionToken.access_token)
assert.equal(alive.active, true)
assert.equal(alive.client_id, world.agent.id)
await client.tokenRevocation(agentConfig, actionToken.access_token)
assert.deepEqual(await client.tokenIntrospection(pointConfig, actionToken.access_token), { active: false })

// Our thumbprint of the agent's key is the one jose computes, and node's own reading of the key agrees.
const jwk = createPrivateKey(world.agent.pem).export({ format: 'jwk' })
assert.equal(await jose.calculateJwkThumbprint(jwk), world.agent.thumbprint)
assert.equal(createHash('sha256').update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y })).digest('base64url'), world.agent.thumbprint)

console.log(JSON.stringify({ ok: true, keys: published.keys.length }))
