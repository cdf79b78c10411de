using System.Diagnostics;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Features.Intents;
using GovernanceConsole.Platform.Sweeps;
using GovernanceConsole.Tests.World;
using Microsoft.Extensions.DependencyInjection;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>
/// A kill arrives in the same moment as signatures, a withdrawal, the end of a deadline, an exchange and two redemptions. Whatever comes first: one end an intent, and by the log itself nothing redeemed or claimed between the stop
/// and its release. Ten thousand orders of the same on the rules alone are in <c>StopSchedulesTests</c>.
/// </summary>
public sealed class KillAtOnce(OpenTown open) : IClassFixture<OpenTown>
{
    /// <summary>As many as fit a few seconds, on a slow machine fewer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const int Fewest = 25;
    private const int Most = 400;

    [Fact]
    public async Task EverythingAtOnce_LeavesOneEnd_AndNothingIsRedeemedAfterTheStop()
    {
        var (town, world) = (open.Town, open.World);
        var omar = await town.SecondOperator();
        var sweep = world.App.Services.GetServices<ISweep>().OfType<ExpireIntentsSweep>().Single();
        var clerk = town.Clerk;
        var seen = new Dictionary<string, int>();
        var since = Stopwatch.StartNew();
        for (var seed = 0; seed < Fewest || (seed < Most && since.Elapsed < Patience); seed++)
        {
            // Policy counts an agent's intents by the hour, so another one comes in time.
            if (seed % 5 == 0)
                clerk = await world.Agent($"racer-{seed}", town.Ana);
            // Long enough for the race, whose clock moves: a point that fetches its own next token meanwhile, as it may, would look like something that went on.
            await town.Bank.ConsoleToken(lastingSeconds: 60);
            await clerk.ConsoleToken(lastingSeconds: 60);
            var ready = await Claimed(clerk);
            var deadline = world.Clock.GetUtcNow().AddSeconds(10);
            var body = Payments.Wire(iban: open.FreshAccount(), deadline: deadline.ToString("yyyy-MM-ddTHH:mm:ssZ", null));
            var id = (await clerk.Declares(body))["id"]!;
            var yes = (await town.Mei.Begins(await town.Mei.Opens(id))).Value;
            var no = (await town.Tom.Begins(await town.Tom.Opens(id), ApprovalVerdict.Deny)).Value;
            string? stopId = null;
            Func<Task>[] wishes =
            [
                async () =>
                {
                    var signed = await town.Mei.Answers(yes);
                    if (!signed.IsRefused && await clerk.Claims(id) is { Status: 200 } claimed)
                        await town.Bank.Redeems(signed.Value.GrantId!, claimed["access_token"]!, body["parameters"]!);
                },
                () => town.Tom.Answers(no),
                () => clerk.Withdraws(id),
                () =>
                {
                    world.Clock.Advance(TimeSpan.FromSeconds(10));
                    return sweep.Run(CancellationToken.None);
                },
                () => town.Bank.Redeems(ready.GrantId, ready.Token, ready.Parameters),
                async () => stopId = (await world.Olga.Stops(StopReach.Agent, clerk.Id)).Value.Id,
            ];
            // Not every wish at every time, or the deadline always wins.
            var chosen = wishes.Where((_, i) => i >= 4 || (Mix((uint)((seed * 7) + i)) & 3) != 0).ToArray();

            // Head starts by the seed: a stop takes longer than a redemption, so that without them one of the two always comes first on some machine.
            var step = TimeSpan.FromMilliseconds(seed % 4 * 4);
            await Task.WhenAll(Shuffled(chosen, seed).Select((wish, i) => Task.Run(async () =>
            {
                await Task.Delay(step * i);
                await wish();
            })));

            await using var db = world.Read();
            var stop = db.LogEntries.Single(e => e.SubjectId == stopId && e.Type == "stop.placed").Index;
            Assert.False(db.LogEntries.Any(e => e.Index > stop && (e.Type == "grant.redeemed" || e.Type == "grant.claimed" || e.Type == "grant.minted" || e.Type == "token.issued")), $"seed {seed}: something went on after the stop");
            foreach (var intent in db.Intents.Where(i => i.Id == id || i.Id == ready.IntentId).ToList())
            {
                var ends = db.LogEntries.Count(e => (e.SubjectId == intent.Id && (e.Type == "intent.denied" || e.Type == "intent.withdrawn" || e.Type == "intent.expired")))
                    + db.Grants.Where(g => g.IntentId == intent.Id).Sum(g => db.LogEntries.Count(e => e.SubjectId == g.Id && (e.Type == "grant.redeemed" || e.Type == "grant.revoked")));
                Assert.Equal((seed, intent.Status == IntentStatus.Pending ? 0 : 1), (seed, ends));
                // What is open under the stop is held, and nothing else is.
                Assert.NotEqual(IntentStatus.Granted, intent.Status);
                Assert.Equal((seed, intent.Status == IntentStatus.Pending), (seed, intent.Held));
                var end = (intent.Id == id ? "racing " : "ready ") + intent.Status;
                seen[end] = seen.GetValueOrDefault(end) + 1;
            }
            foreach (var stage in new[] { StopStage.Deciding, StopStage.Acting, StopStage.Released })
                Assert.Null((await omar.Releases(stopId!, stage)).Refusal);
        }

        Assert.True((await world.Get<VerifyLog>().Do(town.Ada.Actor)).Value.IsSound);
        // A race that always ends the same is none.
        Assert.True(seen.ContainsKey("ready Redeemed") && seen.ContainsKey("ready Revoked") && seen.Keys.Count(key => key.StartsWith("racing", StringComparison.Ordinal)) > 2, string.Join(", ", seen));
    }

    private async Task<(string IntentId, string GrantId, string Token, System.Text.Json.Nodes.JsonNode Parameters)> Claimed(WorldAgent clerk)
    {
        var body = Payments.Wire(iban: open.FreshAccount());
        var id = (await clerk.Declares(body))["id"]!;
        var signed = await open.Town.Mei.Approves(id);
        Assert.False(signed.IsRefused, signed.Refusal?.Message);
        return (id, signed.Value.GrantId!, (await clerk.Claims(id))["access_token"]!, body["parameters"]!.DeepClone());
    }

    private static IEnumerable<T> Shuffled<T>(T[] items, int seed) => items.Select((item, i) => (item, Key: Mix((uint)(seed * 31) + (uint)i))).OrderBy(x => x.Key).Select(x => x.item);

    /// <summary>Scatters a number (MurmurHash3's finaliser), so that every seed has its order and keeps it.</summary>
    private static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * 0x85ebca6b;
        x = (x ^ (x >> 13)) * 0xc2b2ae35;
        return x ^ (x >> 16);
    }
}
