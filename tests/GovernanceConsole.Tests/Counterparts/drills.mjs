// The page's own verifier on the receipt that stands on stdin: one line a check.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

createRequire(import.meta.url)(fileURLToPath(new URL("../../../src/GovernanceConsole/wwwroot/verify/verify.js", import.meta.url)));
const { checks, drill } = await globalThis.GovernanceReceipt.verify(readFileSync(0, "utf8"), null);
process.stdout.write(JSON.stringify({ drill, checks: checks.map(({ name, rule, state }) => `${state} ${name} ${rule}`) }));
