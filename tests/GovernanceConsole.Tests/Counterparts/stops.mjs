// @microsoft/signalr as an enforcement point would use it, with the console token in the header of every request. Reads one JSON object from standard input, prints one; exits with 1 and the reason when anything differs.
import assert from 'node:assert/strict'
import signalR from '@microsoft/signalr'
import * as client from 'openid-client'
import * as jose from 'jose'

const world = JSON.parse(await new Response(process.stdin).text())
const address = world.issuer + '/hubs/stops'
const config = await client.discovery(new URL(world.issuer), world.point.id, undefined, client.PrivateKeyJwt(await jose.importPKCS8(world.point.pem, 'ES256')),
  { execute: [client.allowInsecureRequests], algorithm: 'oauth2' })
const token = (await client.clientCredentialsGrant(config)).access_token

/** Connects by one transport and answers what it is told, message by message. */
async function listen(transport, given = token) {
  const told = [], waiting = []
  const hub = new signalR.HubConnectionBuilder().withUrl(address, { accessTokenFactory: () => given, transport }).configureLogging(signalR.LogLevel.None).build()
  hub.on('stops', state => waiting.length ? waiting.shift()(state) : told.push(state))
  await hub.start()
  return { hub, next: () => told.length ? told.shift() : new Promise(resolve => waiting.push(resolve)) }
}

// Both ways that can carry a header: told at once what is in force.
const socket = await listen(signalR.HttpTransportType.WebSockets)
const polling = await listen(signalR.HttpTransportType.LongPolling)
const before = await socket.next()
assert.equal(before.stops.length, 1)
assert.deepEqual([before.stops[0].id, before.stops[0].stage, before.stops[0].stopped], [world.first, 'in_force', true])
assert.deepEqual((await polling.next()).stops, before.stops)

// A confirmation is answered, and again the same; the console now places the second stop.
const confirmed = await socket.hub.invoke('Confirm', world.first)
assert.equal(confirmed.id, world.first)
assert.ok(confirmed.confirmed_at >= confirmed.requested_at)
assert.deepEqual(await polling.hub.invoke('Confirm', world.first), confirmed)
await assert.rejects(polling.hub.invoke('Confirm', 'stp_nowhere'), /There is no such stop/)

// Both are told, without asking.
const [pushed, polled] = await Promise.all([socket.next(), polling.next()])
for (const state of [pushed, polled]) {
  assert.ok(state.version > before.version)
  assert.equal(state.stops.length, 2)
}
await polling.hub.invoke('Confirm', pushed.stops[1].id)

// No door by way of the address, where it would be logged: this client puts its token there for server-sent events.
await assert.rejects(listen(signalR.HttpTransportType.ServerSentEvents))
assert.equal((await fetch(`${address}/negotiate?negotiateVersion=1&access_token=${token}`, { method: 'POST' })).status, 401)
await assert.rejects(listen(signalR.HttpTransportType.LongPolling, 'not.a.token'), /401/)

await socket.hub.stop()
await polling.hub.stop()
console.log(JSON.stringify({ ok: true, second: pushed.stops[1].id }))
