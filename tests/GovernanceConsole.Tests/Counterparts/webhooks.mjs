// Verifies recorded webhooks with the reference library of Standard Webhooks, at the moment the test says it is.
import { Webhook } from 'standardwebhooks';

let input = '';
for await (const chunk of process.stdin) input += chunk;
const { now, cases } = JSON.parse(input);
Date.now = () => now;
const RealDate = Date;
globalThis.Date = class extends RealDate { constructor(...args) { super(...(args.length ? args : [now])); } static now() { return now; } };

let agreed = 0;
for (const { secret, body, headers, holds } of cases) {
  let verified = false;
  try {
    const event = new Webhook(secret).verify(body, headers);
    verified = event.id === headers['webhook-id'] && event.specversion === '1.0';
  } catch (fault) {
    if (fault.constructor.name !== 'WebhookVerificationError') throw fault;
  }
  if (verified !== holds) throw new Error(`${headers['webhook-id']}: verified ${verified}, expected ${holds}`);
  agreed++;
}
console.log(`${agreed} as expected`);
