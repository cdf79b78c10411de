using System.Diagnostics;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Queue;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Benchmarks;

/// <summary>A page of the queue, with its counts, at 100 and at 100,000 open items. Interleaved, so that a busy moment of the machine hits both.</summary>
internal static class Paging
{
    public static async Task Run(Table table)
    {
        await using var small = await BenchTown.Open();
        await using var large = await BenchTown.Open();
        await Fill(small, 100);
        await Fill(large, 100_000);
        var (few, many) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var i = 0; i < 40; i++)
        {
            await Page(small);
            await Page(large);
        }
        for (var i = 0; i < 300; i++)
        {
            few.Add(await Page(small));
            many.Add(await Page(large));
        }
        var (a, b) = (Table.Percentile(few, 0.5), Table.Percentile(many, 0.5));
        table.Add("queue page with counts, 100,000 items", $"p50 {Table.Milliseconds(b)}", $"100 items: p50 {Table.Milliseconds(a)}", b / a, "≤ 1.1×");
    }

    private static async Task<TimeSpan> Page(BenchTown town)
    {
        var list = town.Get<ListQueue>();
        var start = Stopwatch.GetTimestamp();
        var page = await list.Handle(town.Signer, new QueueQuery(QueueView.Mine, QueueOrder.Risk));
        var counts = await list.Count(town.Signer);
        var took = Stopwatch.GetElapsedTime(start);
        return page.Value.Items.Count == 50 && counts.Value.Mine == QueueCounts.Cap ? took : throw new InvalidOperationException("The page is not full.");
    }

    private static async Task Fill(BenchTown town, int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(2000))
        {
            await town.Get<Work>().Do<Domain.Done>(Actor.Console, act =>
            {
                foreach (var i in chunk)
                {
                    act.Db.QueueItems.Add(new QueueItem
                    {
                        IntentId = act.Ids.New(Domain.Ids.Intent), Sequence = 1_000_000 + i, AgentId = $"agt_{i % 40}", AgentName = $"agent-{i % 40}", OwnerId = "per_owner", OwnerName = "Olga Operator",
                        Type = i % 2 == 0 ? "payment.wire" : "user.deprovision", Consequence = $"Pays {i}.00 EUR to somebody.", Risk = (Risk)(i % 4), Target = "group:security", Requires = "1 of asked", Quorum = 1, DenialsEnd = 1, Control = Control.FourEyes,
                        Assurance = "passkey", EnqueuedAt = act.Now, DueAt = act.Now.AddSeconds(600 + i), State = QueueState.Open,
                    });
                }
                act.Audit(AuditTypes.IntentDeclared, "bench");
                return Task.FromResult<Domain.Outcome<Domain.Done>>(new Domain.Done());
            });
        }
    }
}
