// Which of the demo's last two steps this browser has taken: the receipt was opened, something was verified. shell.js notes it.
export function stepsTaken() {
  const kept = document.cookie.split("; ").find((one) => one.startsWith("gc-steps="))?.slice(9) ?? "";
  return kept.split(".").filter(Boolean);
}
