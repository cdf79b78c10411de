using System.Text.Json;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Features.Approvals;

/// <summary>What became of one entry of a batch: what its approval led to, or why it does not count.</summary>
internal sealed record BatchedAnswer(string IntentId, Outcome<SignedAnswer> Answer);

/// <summary>
/// Takes one signature over several approvals. Each is judged and recorded by itself, as if it had been signed alone: one that was decided, changed or stopped meanwhile is left out with its reason, and the others count. Every
/// approval keeps the batch's statement as part of its evidence. Where none counts, nothing is recorded.
/// </summary>
internal sealed class SignBatch(Work work, Database database, PasskeyAssertion passkeys, SignApproval sign)
{
    public async Task<Outcome<IReadOnlyList<BatchedAnswer>>> Handle(Actor actor, string ceremonyId, string answer, CancellationToken cancel = default)
    {
        var answered = await passkeys.Take(ceremonyId, ApprovalBatch.Typ, actor.Id, answer);
        if (answered.IsRefused)
            return answered.Refusal;
        var (ceremony, proof) = answered.Value;
        var entries = await Entries(actor, ceremony);
        return entries.IsRefused ? entries.Refusal : await work.Do<IReadOnlyList<BatchedAnswer>>(actor, act => Sign(act, ceremony, entries.Value, proof), cancel);
    }

    private async Task<Outcome<List<(SigningCeremony, ApprovalStatement)>>> Entries(Actor actor, SigningCeremony batch)
    {
        await using var db = database.Read();
        var entries = new List<(SigningCeremony Ceremony, ApprovalStatement Statement)>();
        foreach (var id in JsonSerializer.Deserialize<List<string>>(batch.Memo!)!)
        {
            var entry = await Ceremonies.Find(db, id, ApprovalBatch.EntryTyp, actor.Id, work.Now());
            if (entry.IsRefused)
                return entry.Refusal;
            var statement = ApprovalStatement.Parse(entry.Value.Statement);
            if (statement.IsRefused)
                return statement.Refusal;
            entries.Add((entry.Value, statement.Value));
        }
        return entries;
    }

    private async Task<Outcome<IReadOnlyList<BatchedAnswer>>> Sign(Act act, SigningCeremony batch, List<(SigningCeremony, ApprovalStatement)> entries, PasskeyProof proof)
    {
        if (await act.Lacks(Permission.DecideIntent) is { } lacking)
            return lacking;
        if (await PasskeyAssertion.Spend(act, batch, proof) is { } spent)
            return spent;
        var answers = new List<BatchedAnswer>(entries.Count);
        foreach (var (entry, statement) in entries)
        {
            var answer = await Ceremonies.Spend(act, entry) is { } over ? over : await sign.Count(act, entry, statement, proof, batch.Statement);
            answers.Add(new BatchedAnswer(entry.SubjectId!, answer));
        }
        return answers.All(one => one.Answer.IsRefused) ? answers[0].Answer.Refusal! : answers;
    }
}
