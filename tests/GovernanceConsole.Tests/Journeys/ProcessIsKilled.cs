using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>Killed at any moment, the console leaves an intent decided with its log entry, or not at all; and whoever asks again with the same key gets one answer.</summary>
public sealed class ProcessIsKilled
{
    private const int Kills = 8;
    private const int Agents = 8;

    [Fact]
    public async Task KilledAgainAndAgain_NothingIsHalfDone()
    {
        await using var town = await Town.Settle(await World.World.OpenAt(TimeProvider.System.GetUtcNow(), "--Tokens:RequestsPerSecond", "0"));
        var token = await town.Clerk.ConsoleToken();
        await town.World.Stop();
        var bodies = new ConcurrentDictionary<string, string>();
        var answered = new ConcurrentDictionary<string, string>();
        var lost = 0;

        for (var kill = 0; kill < Kills; kill++)
        {
            await using var console = await ChildConsole.Start(town.World.Folder);
            foreach (var (key, id) in answered.OrderBy(a => a.Key, StringComparer.Ordinal).TakeLast(5))
                Assert.Equal((200, id), await console.Declare(token, key, bodies[key]) is { } again ? (again.Status, again["id"]) : default);
            foreach (var key in bodies.Keys.Except(answered.Keys))
            {
                var again = (await console.Declare(token, key, bodies[key]))!;
                Assert.True(again.Status is 200 or 201, again.Json.ToJsonString());
                answered[key] = again["id"]!;
                lost++;
            }

            var stop = new CancellationTokenSource();
            var loops = Enumerable.Range(0, Agents).Select(agent => Task.Run(async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    var key = string.Create(CultureInfo.InvariantCulture, $"k-{kill:D2}-{agent}-{i:D4}");
                    bodies[key] = Payments.Wire(iban: Payments.Account(bodies.Count)).ToJsonString();
                    if (await console.Declare(token, key, bodies[key]) is not { } answer)
                        return;
                    Assert.Equal(201, answer.Status);
                    answered[key] = answer["id"]!;
                }
            })).ToArray();
            await Task.Delay(RandomNumberGenerator.GetInt32(20, 300));
            await console.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(loops);
            stop.Dispose();
        }

        town.World.Clock.Advance(TimeProvider.System.GetUtcNow() - town.World.Clock.GetUtcNow());
        await town.World.Restart();
        foreach (var key in bodies.Keys.Except(answered.Keys))
            answered[key] = (await town.Clerk.Send(HttpMethod.Post, "/api/v1/intents", bodies[key], key))["id"]!;

        Assert.Null(town.World.Get<GovernanceConsole.Platform.Work>().ReadOnlyBecause);
        Assert.True(lost > 0, "No request was ever cut off: the test proves nothing.");
        await using var db = town.World.Read();
        var intents = await db.Intents.ToListAsync();
        var entries = (await db.LogEntries.ToListAsync()).ToLookup(e => e.SubjectId);
        var decisions = (await db.PolicyDecisions.ToListAsync()).ToLookup(d => d.IntentId);
        var queued = await db.QueueItems.Select(q => q.IntentId).ToHashSetAsync();
        Assert.Equal(bodies.Keys.Order(StringComparer.Ordinal), intents.Select(i => i.IdempotencyKey).Order(StringComparer.Ordinal));
        Assert.All(intents, intent =>
        {
            Assert.Equal(answered[intent.IdempotencyKey], intent.Id);
            Assert.Single(entries[intent.Id], e => e.Type == "intent.declared");
            Assert.Single(decisions[intent.Id]);
            Assert.Equal(intent.Status == IntentStatus.Pending, queued.Contains(intent.Id));
            Assert.Equal(intent.Status == IntentStatus.Denied, entries[intent.Id].Any(e => e.Type == "intent.denied"));
        });
        Assert.Equal(intents.Count, entries.SelectMany(e => e).Count(e => e.Type == "intent.declared"));
        var verdict = (await town.World.Get<VerifyLog>().Do(town.Ada.Actor)).Value;
        Assert.True(verdict.IsSound, verdict.Fault?.Message);
    }
}
