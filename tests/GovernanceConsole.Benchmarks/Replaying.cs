using GovernanceConsole.Data;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Policy.Replay;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Benchmarks;

/// <summary>A bundle asked again about 100,000 recorded intents: read from the database, evaluated, checked by the safety net, compared.</summary>
internal static class Replaying
{
    private const int Recorded = 100_000;

    public static async Task Run(BenchTown town, Table table)
    {
        var id = await town.Declare(await town.Agent("bench-replayed"), Declaring.Next());
        await Copy(town, id);
        string digest;
        await using (var db = town.Get<Database>().Read())
            digest = (await ActivePolicy.Read(db)).Bundle!.Digest;
        var result = (await town.Get<ReplayBundle>().Handle(town.Operator, digest, null)).Value;
        if (result.Asked < Recorded || result.Changed != 0)
            throw new InvalidOperationException($"{result.Changed} of {result.Asked} decisions changed under the same bundle.");
        table.Add("replay of 100,000 recorded intents", $"{result.Took.TotalSeconds:0.0} s ({Table.Rate(result.Asked / result.Took.TotalSeconds)})", "–", null, "< 30 s");
    }

    private static Task<Domain.Outcome<Domain.Done>> Copy(BenchTown town, string id) => town.Get<Work>().Do<Domain.Done>(Actor.Console, async act =>
    {
        await Copy<Intent>(act, id, "Id", ("Id", "'int_b' || n"), ("IdempotencyKey", "'b' || n"), ("Sequence", "10000000 + n"));
        await Copy<PolicyDecision>(act, id, "IntentId", ("Id", "'eval_b' || n"), ("IntentId", "'int_b' || n"));
        act.Audit(AuditTypes.IntentDeclared, "bench");
        return new Domain.Done();
    });

    private static Task<int> Copy<T>(Act act, string id, string key, params (string Column, string Value)[] own)
    {
        var type = act.Db.Model.FindEntityType(typeof(T))!;
        var columns = type.GetProperties().Select(p => p.GetColumnName()).ToList();
        return act.Db.Statements.Run($"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {Recorded}) "
            + $"INSERT INTO {type.GetTableName()} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) "
            + $"SELECT {string.Join(", ", columns.Select(c => own.FirstOrDefault(o => o.Column == c).Value ?? $"t.\"{c}\""))} FROM {type.GetTableName()} t, numbers WHERE t.\"{key}\" = @p0", id).AsTask();
    }
}
