using System.Collections.Concurrent;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Testing;

namespace GovernanceConsole.Features.Policy.Bench;

/// <summary>
/// Changes a version one token at a time and runs its tests against each change: what no test notices is a change nobody would. Seconds of work on one core, so one check at a time in the whole console, ended
/// after two minutes or when the caller goes. A version never changes, so neither does its report: it is kept while the console runs. Nothing else remembers it, and nothing is decided by it.
/// </summary>
internal sealed class CheckMutations(Bundles.Bundles bundles, Database database, Work work, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentDictionary<string, MutationReport> _reports = new(StringComparer.Ordinal);

    public void Dispose() => _turn.Dispose();

    /// <summary>The report of an earlier check; null when there was none.</summary>
    public async Task<Outcome<MutationReport?>> Known(Actor actor, string digest)
    {
        await using var db = database.Read();
        return await db.Lacks(actor, Permission.ReadPolicy, work.Now()) is { } refusal ? refusal : _reports.GetValueOrDefault(digest);
    }

    /// <param name="progress">Told how much is done, of a hundred.</param>
    public async Task<Outcome<MutationReport>> Handle(Actor actor, string digest, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.ReadPolicy, work.Now()) is { } refusal)
            return refusal;
        if (await bundles.Find(digest, cancel) is not { } bundle)
            return PolicyRefusals.UnknownBundle;
        if (!await _turn.WaitAsync(TimeSpan.Zero, cancel))
            return PolicyRefusals.MutationRuns;
        try
        {
            using var limit = new CancellationTokenSource(Longest, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
            try
            {
                return await Task.Run<Outcome<MutationReport>>(() => bundle.Tests.IsGreen ? _reports[digest] = Check(bundle, progress, either.Token) : PolicyRefusals.MutationNeedsGreen, either.Token);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
            {
                return PolicyRefusals.MutationTooLong;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private static MutationReport Check(Bundles.CompiledBundle bundle, IProgress<int>? progress, CancellationToken cancel) =>
        MutationCheck.Run(bundle.Policy.Modules, bundle.Policy.Data, new RegoInput(null, DateTimeOffset.UnixEpoch) { Budget = new EvaluationBudget { Time = TimeSpan.FromSeconds(2) }, Cancellation = cancel }, progress: progress);
}
