#!/usr/bin/env bash
# Everything that proves the console: installs what is missing, builds with warnings as errors, runs all tests, and ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
export CI=true DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

fail() { echo "$1"; echo "0 passed, 1 failed"; exit 1; }

if ! command -v chromium >/dev/null; then
  echo "Installing Chromium (Debian package)…"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/tmp/gc-apt.log 2>&1 || { tail -20 /tmp/gc-apt.log; fail "Chromium could not be installed."; }
fi

echo "Installing the counterparts (npm)…"
(cd tests/GovernanceConsole.Tests/Counterparts && npm install --no-audit --no-fund --no-package-lock --silent) || fail "The npm counterparts could not be installed."

echo "Building…"
dotnet build GovernanceConsole.sln -c Release -v quiet || fail "The build failed."

passed=0 failed=0
for project in tests/GovernanceConsole.Domain.Tests tests/GovernanceConsole.Rego.Tests tests/GovernanceConsole.Tests e2e/GovernanceConsole.E2E; do
  name=$(basename "$project")
  echo "Running $name…"
  log=$(mktemp)
  dotnet run --project "$project" -c Release --no-build -- -noColor -noLogo "$@" >"$log" 2>&1
  code=$?
  summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+' "$log" | tail -1)
  if [ -z "$summary" ]; then
    tail -60 "$log"
    failed=$((failed + 1))
    continue
  fi
  total=$(sed -E 's/.*Total: ([0-9]+).*/\1/' <<<"$summary")
  bad=$(($(sed -E 's/.*Errors: ([0-9]+).*/\1/' <<<"$summary") + $(sed -E 's/.*Failed: ([0-9]+).*/\1/' <<<"$summary")))
  skipped=$(sed -E 's/.*Skipped: ([0-9]+).*/\1/' <<<"$summary")
  if [ "$bad" -gt 0 ] || [ "$code" -ne 0 ]; then
    grep -A 12 -F '[FAIL]' "$log" | grep -vE '^\s+at (Microsoft|System|Xunit)' | head -200
    grep -vE '^\s+at (Microsoft|System|Xunit)|\[SKIP\]' "$log" | tail -60
    [ "$bad" -gt 0 ] || bad=1
  fi
  echo "$summary"
  passed=$((passed + total - bad - skipped))
  failed=$((failed + bad))
  rm -f "$log"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
