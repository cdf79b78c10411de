using System.Text.Json;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Features.Policy.Engines;
using GovernanceConsole.Platform;
using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Values;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy.Bench;

/// <summary>What to ask: a version by its digest, an input as it was written, and the recorded intent it comes from, if any.</summary>
internal sealed record TryDecisionCommand(string Digest, byte[] Input, string? IntentId = null);

/// <summary>What a version said to an input, what the host would have made of it, and why.</summary>
/// <param name="Verdict">After the safety net.</param>
/// <param name="Floor">The risk below which the host lets nothing pass for this input.</param>
/// <param name="Answered">The policy's own answer as JSON, checked for showing; empty when it gave none.</param>
/// <param name="KnownType">Whether an intent of this type could be declared here at all.</param>
/// <param name="AsRecorded">The verdict that was recorded; null when the input comes from no record.</param>
/// <param name="SameInput">Whether the input is the recorded one, to the byte once it is canonical.</param>
public sealed record Trial(
    Verdict Verdict, Risk Floor, IReadOnlyList<SafeText> Answered, bool KnownType, DateTime Now, long Steps, TimeSpan Elapsed, DecisionTrace Trace, Verdict? AsRecorded, bool SameInput, string Engine);

/// <summary>
/// Asks a version about an input that somebody wrote, as a decision would ask it and within a decision's budget, and once more for the explanation. Reads and computes only: whatever is answered, nothing is
/// declared, granted or logged. A few at a time: cores are shared with the writer.
/// </summary>
internal sealed class TryDecision(Bundles.Bundles bundles, IntentTypes types, PermissionCatalogue permissions, EmbeddedRego engine, Database database, Work work) : IDisposable
{
    /// <summary>An explanation costs several times what a decision does, and a person waits for it, not an agent.</summary>
    private static readonly EvaluationBudget Patient = new() { Steps = 2_000_000, Time = TimeSpan.FromSeconds(1), ValueSize = 100_000 };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    public void Dispose() => _turns.Dispose();

    public async Task<Outcome<Trial>> Handle(Actor actor, TryDecisionCommand command, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.ReadPolicy, work.Now()) is { } refusal)
            return refusal;
        if (await bundles.Find(command.Digest, cancel) is not { } bundle)
            return PolicyRefusals.UnknownBundle;
        var input = TrialInput.Read(command.Input);
        if (input.IsRefused)
            return input.Refusal;
        var recorded = command.IntentId is { } id && await db.Lacks(actor, Permission.ReadAudit, work.Now()) is null
            ? await db.PolicyDecisions.SingleOrDefaultAsync(d => d.IntentId == id && d.Phase == "declared", cancel)
            : null;
        if (!await _turns.WaitAsync(Patience, cancel))
            return PolicyRefusals.BenchBusy;
        try
        {
            // Off the circuit's own thread: a policy may use up its whole budget.
            return await Task.Run(() => Ask(bundle, input.Value, recorded, cancel), cancel);
        }
        finally
        {
            _turns.Release();
        }
    }

    private Trial Ask(CompiledBundle bundle, TrialInput input, PolicyDecision? recorded, CancellationToken cancel)
    {
        var type = input.IntentType is { } named ? types.Find(named) : null;
        var now = input.Now ?? work.Now();
        var answer = EmbeddedRego.Evaluate(bundle, input.Bytes.Span, now, cancel);
        var floor = input.Floor(type?.RiskFloor ?? Risk.Routine);
        var verdict = SafetyNet.Check(answer, floor, permissions.Ceilings, permissions.Fallback(input.IntentType ?? ""), permissions.Ladder);
        var (_, explanation) = bundle.Decision.Explain(new RegoInput(JsonReader.Read(input.Bytes.Span), new DateTimeOffset(now, TimeSpan.Zero)) { Budget = Patient, Cancellation = cancel });
        return new Trial(
            verdict, floor, answer.Decision is { } said ? PolicyText.Lines(JsonSerializer.SerializeToUtf8Bytes(said, Indented)) : [], type is not null, now, answer.Steps, answer.Elapsed,
            DecisionTrace.Of(explanation, verdict.Rules),
            recorded is null ? null : RecordedVerdict.Of(recorded.Document, input.IntentType ?? "", permissions),
            recorded is not null && IntentJson.Parse(input.Bytes.Span) is { IsRefused: false } canonical && canonical.Value.Canonical.AsSpan().SequenceEqual(recorded.Input),
            engine.EngineId);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
