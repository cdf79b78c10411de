using System.Diagnostics;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.KillSwitch;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Benchmarks;

/// <summary>
/// The kill switch with a thousand agents, each with a pending intent and a grant whose action token lives: from the press until introspection refuses the token, for every token. The console's side alone; what a point
/// does with the answer is its own.
/// </summary>
internal static class Killing
{
    private const int Rounds = 5;
    private const int Agents = 1000;
    private const string Tool = "https://directory.example/api";

    public static async Task Run(BenchTown town, Table table)
    {
        var agents = new List<string>();
        for (var i = 0; i < Agents; i++)
            agents.Add(await town.RegisterAgent($"killed-{i}"));
        var (place, release, introspect) = (town.Get<PlaceStop>(), town.Get<ReleaseStop>(), town.Get<IntrospectToken>());
        var point = town.Get<ClientDirectory>().ServerOf(Tool)!;
        var refused = new List<TimeSpan>();
        var acts = new List<TimeSpan>();
        var cold = TimeSpan.Zero;
        for (var round = 0; round <= Rounds; round++)
        {
            var tokens = await Seed(town, agents);
            var asked = (await place.Open(town.Operator, new StopOrder("everything", null, "Measured."))).Value;
            var answer = town.OperatorKey.Get(asked.Options);
            var press = Stopwatch.GetTimestamp();
            var placing = Task.Run(async () =>
            {
                var stop = (await place.Handle(town.Operator, asked.Ceremony, answer)).Value;
                acts.Add(Stopwatch.GetElapsedTime(press));
                return stop;
            });
            await Parallel.ForEachAsync(tokens, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (token, cancel) =>
            {
                while (await introspect.Handle(point, token, cancel) is not null)
                    await Task.Delay(20, cancel);
                var took = Stopwatch.GetElapsedTime(press);
                lock (refused)
                    refused.Add(took);
            });
            var placed = await placing;
            if ((placed.IntentsHit, placed.TokensHit) != (Agents, Agents))
                throw new InvalidOperationException($"The stop hit {placed.IntentsHit} intents and {placed.TokensHit} tokens.");
            foreach (var stage in (string[])["deciding", "acting", "released"])
            {
                var step = (await release.Open(town.Operator, new ReleaseOrder(placed.Id, stage, "Measured."))).Value;
                _ = (await release.Handle(town.Operator, step.Ceremony, town.OperatorKey.Get(step.Options))).Value;
            }
            await End(town);
            // The first press of a process pays for the compiler; it is told beside the others, not among them.
            if (round > 0)
                continue;
            cold = refused.Max();
            refused.Clear();
            acts.Clear();
        }
        table.Add($"kill switch, {Agents:#,0} agents: press to refusal", $"p50 {Table.Milliseconds(Table.Percentile(refused, 0.5))}, p99 {Table.Milliseconds(Table.Percentile(refused, 0.99))}, last {Table.Milliseconds(refused.Max())}",
            $"the act alone: {Table.Milliseconds(Table.Percentile(acts, 0.5))}; first press of a process, last refusal: {Table.Milliseconds(cold)}", null, "p99 < 1,000 ms");
    }

    /// <summary>A pending intent and a granted one with a living token for every agent.</summary>
    private static async Task<List<string>> Seed(BenchTown town, List<string> agents)
    {
        var tokens = new List<string>();
        foreach (var chunk in agents.Chunk(100))
            tokens.AddRange((await town.Get<Work>().Do<List<string>>(Actor.Console, act =>
            {
                var made = new List<string>();
                foreach (var agent in chunk)
                {
                    act.Insert(Row(act, agent, IntentStatus.Pending));
                    act.Audit(AuditTypes.IntentDeclared, agent);
                    var granted = Row(act, agent, IntentStatus.Granted);
                    act.Insert(granted);
                    act.Audit(AuditTypes.IntentDeclared, agent);
                    var tokenId = act.Ids.New(Ids.Token);
                    act.Insert(new Grant
                    {
                        Id = act.Ids.New(Ids.Grant), IntentId = granted.Id, AgentId = agent, Audience = Tool, MintedAt = act.Now, ExpiresAt = act.Now.AddMinutes(5), Permissions = "[]", Constraints = "[]",
                        Acr = Acr.AgentOnly, CurrentTokenId = tokenId, TokenExpiresAt = act.Now.AddMinutes(5),
                    });
                    made.Add(town.Get<IssuedTokens>().Write(new JsonObject { ["sub"] = agent, ["client_id"] = agent, ["aud"] = Tool, ["exp"] = IssuedTokens.Seconds(act.Now.AddMinutes(5)), ["jti"] = tokenId, ["epoch"] = 0 }, act.Now));
                }
                return Task.FromResult<Outcome<List<string>>>(made);
            })).Value);
        return tokens;
    }

    /// <summary>What was pending ends, so that every round finds as much as the first.</summary>
    private static async Task End(BenchTown town) => await town.Get<Work>().Do<Done>(Actor.Console, async act =>
    {
        await act.Db.Statements.Run("UPDATE intents SET \"Status\" = @p0 WHERE \"Status\" = @p1", (int)IntentStatus.Withdrawn, (int)IntentStatus.Pending);
        act.Audit(AuditTypes.IntentWithdrawn, "all");
        return new Done();
    });

    private static Intent Row(Act act, string agent, IntentStatus status) => new()
    {
        Id = act.Ids.New(Ids.Intent), Sequence = act.LogPosition, AgentId = agent, OwnerId = "per_bench", IdempotencyKey = act.Ids.New("key_"), Type = "user.deprovision", Tool = Tool, Canonical = [1],
        Digest = "sha256:" + new string('a', 64), DeclaredAt = act.Now, ExpiresAt = act.Now.AddHours(1), Status = status, Version = 1, OutcomeCode = OutcomeCodes.NeedsApproval, Risk = Risk.Routine, Consequence = "Removes somebody.", Chain = "[]",
    };
}
