using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy.Bench;

/// <summary>Which recorded decision the bench starts from.</summary>
/// <param name="DecidedBy">Digest of the version that decided it; null when none was active.</param>
internal sealed record RecordedStart(string IntentId, string Consequence, DateTime DecidedAt, string? DecidedBy);

/// <summary>What the bench can be set up with, and what it is set up with.</summary>
/// <param name="Version">The version that will be asked.</param>
/// <param name="Text">The input to start from.</param>
/// <param name="Recorded">Where the input comes from; null for an example.</param>
/// <param name="Example">Type of the example; null for a recorded input.</param>
/// <param name="Refused">Why it does not start from what was asked for.</param>
/// <param name="ReaderOpensRecords">Whether the reader may start from recorded inputs at all.</param>
internal sealed record BenchView(
    IReadOnlyList<VersionRow> Versions,
    VersionRow Version,
    IReadOnlyList<BenchExample> Examples,
    string Text,
    RecordedStart? Recorded,
    string? Example,
    Refusal? Refused,
    bool ReaderOpensRecords);

/// <summary>
/// Sets the bench up for whoever may see policies: versions, examples, and for operators and auditors the very input a recorded intent was decided on. A recorded input that is not the reader's to open does not
/// exist for them. Changes nothing.
/// </summary>
internal sealed class ReadBench(BenchExamples examples, Database database, Work work)
{
    /// <param name="actor">Who reads.</param>
    /// <param name="digest">The version to ask; null for the one that decided the recorded intent, else the active one.</param>
    /// <param name="intentId">A recorded intent to start from.</param>
    /// <param name="example">An intent type to start from, where no recorded intent is named.</param>
    public async Task<Outcome<BenchView>> Handle(Actor actor, string? digest, string? intentId, string? example, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadPolicy, now) is { } refusal)
            return refusal;
        var opensRecords = await db.Lacks(actor, Permission.ReadAudit, now) is null;
        var recorded = intentId is not null && opensRecords ? await Recorded(db, intentId, cancel) : null;
        var versions = await ListVersions.Rows(db, null, cancel);
        var version = digest is not null ? versions.Find(v => v.Digest == digest) : versions.Find(v => v.Digest == recorded?.Start.DecidedBy) ?? versions.Find(v => v.Active) ?? versions.FirstOrDefault();
        if (version is null)
            return PolicyRefusals.UnknownBundle;
        Outcome<TrialInput> input = recorded is { } found ? TrialInput.Read(found.Input) : PolicyRefusals.NotRecorded;
        if (!input.IsRefused)
            return new BenchView(versions, version, examples.All, input.Value.Text, recorded!.Value.Start, null, null, opensRecords);
        var chosen = examples.All.FirstOrDefault(e => e.Type == example) ?? examples.All.FirstOrDefault(e => e.Type == "payment.wire") ?? examples.All[0];
        return new BenchView(versions, version, examples.All, chosen.Text, null, chosen.Type, intentId is null ? null : input.Refusal, opensRecords);
    }

    private static async Task<(RecordedStart Start, byte[] Input)?> Recorded(GovernanceDb db, string intentId, CancellationToken cancel) =>
        await db.PolicyDecisions.Where(d => d.IntentId == intentId && d.Phase == "declared").Join(db.Intents, d => d.IntentId, i => i.Id, (d, i) => new { d.IntentId, i.Consequence, d.EvaluatedAt, d.BundleDigest, d.Input })
            .SingleOrDefaultAsync(cancel) is { } row
            ? (new RecordedStart(row.IntentId, row.Consequence, row.EvaluatedAt, row.BundleDigest.StartsWith(IntentDigest.Prefix, StringComparison.Ordinal) ? row.BundleDigest : null), row.Input)
            : null;
}
