using System.Diagnostics;
using System.Globalization;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Benchmarks;

/// <summary>
/// What escalation costs a console a minute: of 10,000 open items, each asked on every ten minutes, 1,000 fall due a minute; the same thousand among 100,000; and 10,000 at once, as after an outage. Every step is written
/// to the log.
/// </summary>
internal static class Escalating
{
    private const int AMinute = 1000;
    private static readonly EscalationTree Tree = new("bench",
        [new EscalationLevel(["group:security"], 600, []), new EscalationLevel(["approvers"], 600, []), new EscalationLevel(["approvers"], 600, [])]);

    public static async Task Run(Table table)
    {
        var few = await Minute(10_000);
        var many = await Minute(100_000);
        table.Add("escalations of a minute, 10,000 open items", $"p50 {Table.Milliseconds(few)} ({(few.TotalMinutes * 100).ToString("0.0", CultureInfo.InvariantCulture)} % of it)", "a minute", few.TotalMinutes, "≤ 0.05×");
        table.Add("the same among 100,000 open items", $"p50 {Table.Milliseconds(many)}", $"10,000: p50 {Table.Milliseconds(few)}", many / few, "≤ 1.3×");

        await using var town = await BenchTown.Open();
        await Fill(town, 10_000, 10_000, 0);
        var outage = await Sweep(town);
        table.Add("10,000 escalations due at once", $"{outage.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s, {Table.Rate(10_000 / outage.TotalSeconds)}", "a minute", outage.TotalMinutes, "≤ 1×");
    }

    private static async Task<TimeSpan> Minute(int open)
    {
        await using var town = await BenchTown.Open();
        await Fill(town, open, 0, 0);
        var times = new List<TimeSpan>();
        for (var minute = 1; minute <= 6; minute++)
        {
            await Fill(town, AMinute, AMinute, minute * 1_000_000);
            times.Add(await Sweep(town));
        }

        return Table.Percentile(times.Skip(1), 0.5);
    }

    /// <summary>Runs the sweep until nothing is due, as its timer does.</summary>
    private static async Task<TimeSpan> Sweep(BenchTown town)
    {
        var sweep = town.Get<EscalateItemsSweep>();
        var start = Stopwatch.GetTimestamp();
        do
            await sweep.Run(CancellationToken.None);
        while (await Due(town));
        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task<bool> Due(BenchTown town)
    {
        var now = town.Get<Work>().Now();
        await using var db = town.Get<Database>().Read();
        return await db.ItemEscalations.AnyAsync(e => e.LookAt <= now);
    }

    private static async Task Fill(BenchTown town, int count, int due, int number)
    {
        // Items of a minute come from a console's own rows, so they are made like those: an item, and where it stands.
        foreach (var chunk in Enumerable.Range(number, count).Chunk(2000))
        {
            await town.Get<Work>().Do<Done>(Actor.Console, act =>
            {
                foreach (var i in chunk)
                {
                    var id = act.Ids.New(Ids.Intent);
                    var next = i - number < due ? act.Now : act.Now.AddHours(1).AddSeconds(i);
                    act.Insert(new QueueItem
                    {
                        IntentId = id, Sequence = 1_000_000 + i, AgentId = $"agt_{i % 40}", AgentName = $"agent-{i % 40}", OwnerId = "per_owner", OwnerName = "Olga Operator", Type = "user.deprovision",
                        Consequence = $"Removes account {i}.", Risk = (Risk)(i % 4), Target = "tree:bench", Requires = "1 of asked", Quorum = 1, DenialsEnd = 1, Control = Control.FourEyes, Assurance = "passkey", EnqueuedAt = act.Now, DueAt = act.Now.AddDays(1),
                        State = QueueState.Open,
                    });
                    act.Insert(new ItemEscalation
                    {
                        IntentId = id, Tree = Tree.Write(), Round = 0, Level = 0, Through = 0, EnteredAt = act.Now, NextAt = next, EndsAt = next, DeadlineAt = act.Now.AddDays(1), LookAt = next,
                    });
                    act.Insert(new ItemAsk { IntentId = id, Target = "group:security", Round = 0, Level = 0, At = act.Now, Of = "group:security", IsBackUp = false });
                }
                act.Audit(AuditTypes.IntentDeclared, "bench");
                return Task.FromResult<Outcome<Done>>(new Done());
            });
        }
    }
}
