using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Engines;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Policy.Shadow;

/// <summary>
/// Asks the shadow what was decided already, compares what the host would have made of both answers, and notes the differences. Runs beside the console, one question at a time; it decides nothing, and
/// when it fails it is the comparison that is missing, never a decision.
/// </summary>
internal sealed class CompareShadow(ShadowQueue queue, IServiceProvider services, IOptions<PolicyOptions> options, PermissionCatalogue permissions, Database database, Work work,
    IHostApplicationLifetime lifetime, ILogger<CompareShadow> log) : BackgroundService
{
    /// <summary>How many differences of one kind are kept.</summary>
    public const int KeptOfAKind = 200;

    /// <summary>How many comparisons share an act.</summary>
    private const int Together = 64;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!queue.IsOn)
            return;
        await work.Ready.WaitAsync(stoppingToken);
        // Not before the console is open: history that is still being made up goes first in the log.
        if (!await lifetime.Opened(stoppingToken))
            return;
        while (await queue.Questions.WaitToReadAsync(stoppingToken))
        {
            var questions = new List<ShadowQuestion>();
            while (questions.Count < Together && queue.Questions.TryRead(out var question))
                questions.Add(question);
            try
            {
                await Compare(questions, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                queue.Drop(questions.Count);
                log.LogError(fault, "{Count} decisions were not compared with the shadow", questions.Count);
            }
        }
    }

    private async Task Compare(List<ShadowQuestion> questions, CancellationToken stop)
    {
        var candidate = await Candidate(stop);
        var differences = new List<ShadowDifference>();
        foreach (var question in questions)
        {
            var (engine, answer) = await Ask(question.Decision, candidate, stop);
            var verdict = SafetyNet.Check(answer, question.Floor, permissions.Ceilings, question.Fallback, permissions.Ladder);
            if (!VerdictChange.Alike(question.Verdict, verdict))
                differences.Add(Difference(question, verdict, engine));
        }
        var noted = differences.Count == 0 ? 0 : await Note(differences, stop);
        if (noted < 0)
            queue.Drop(questions.Count);
        else
            queue.Count(questions.Count, noted);
    }

    private async Task<(string Engine, EngineAnswer Answer)> Ask(PolicyDecision decision, PolicyBundleId? candidate, CancellationToken stop)
    {
        var (named, embedded) = (options.Value.Shadow, services.GetRequiredService<EmbeddedRego>());
        if (named is not (PolicyOptions.Opa or PolicyOptions.Embedded))
            return candidate is null
                ? (named, EngineAnswer.Failed("no bundle of that digest or revision was imported", TimeSpan.Zero))
                : ($"{embedded.EngineId} · {candidate.Version} {candidate.Digest}", await embedded.Decide(candidate.Digest, decision.Input, decision.EvaluatedAt, stop));
        IPolicyEngine engine = named == PolicyOptions.Opa ? services.GetRequiredService<OpaRest>() : embedded;
        var answer = await engine.Decide(decision.BundleDigest, decision.Input, decision.EvaluatedAt, stop);
        return (engine.EngineId, answer);
    }

    /// <summary>Looked up each time: a bundle may be imported later, or again under the same revision. The last import counts.</summary>
    private async Task<PolicyBundleId?> Candidate(CancellationToken stop)
    {
        var named = options.Value.Shadow;
        if (named is PolicyOptions.Opa or PolicyOptions.Embedded)
            return null;
        await using var db = database.Read();
        return await db.BundleVersions.Where(b => b.Digest == named || b.Revision == named).OrderByDescending(b => b.ImportedAt).Select(b => new PolicyBundleId(b.Digest, b.Revision, b.GitCommit)).FirstOrDefaultAsync(stop);
    }

    /// <summary>How many of them were noted; negative when the writer took none. Differences on decisions whose act was undone after all are left out.</summary>
    private async Task<int> Note(List<ShadowDifference> differences, CancellationToken stop)
    {
        var noted = await work.Do<Noted>(Actor.Console, async act =>
        {
            act.Ungoverned("What a shadow would have decided decides nothing; it is a note for those who change policies, kept for a while.");
            var ids = differences.Select(d => d.EvaluationId).ToList();
            var stored = await act.Db.PolicyDecisions.Where(d => ids.Contains(d.Id)).Select(d => d.Id).ToListAsync(stop);
            var real = differences.Where(d => stored.Contains(d.EvaluationId)).ToList();
            act.Db.ShadowDifferences.AddRange(real);
            await act.Db.SaveChangesAsync(stop);
            foreach (var kind in real.Select(d => d.Kind).Distinct())
            {
                var old = await act.Db.ShadowDifferences.Where(d => d.Kind == kind).OrderByDescending(d => d.At).ThenByDescending(d => d.EvaluationId)
                    .Skip(KeptOfAKind).Select(d => d.EvaluationId).ToListAsync(stop);
                if (old.Count > 0)
                    await act.Db.ShadowDifferences.Where(d => old.Contains(d.EvaluationId)).ExecuteDeleteAsync(stop);
            }
            return new Noted(real.Count);
        }, stop);
        return noted.IsRefused ? -1 : noted.Value.Count;
    }

    private static ShadowDifference Difference(ShadowQuestion question, Verdict shadow, string engine)
    {
        var because = shadow.Reasons.Count > 0 ? shadow.Reasons[0] : "";
        return new ShadowDifference
        {
            EvaluationId = question.Decision.Id,
            IntentId = question.Decision.IntentId,
            Engine = engine,
            Decided = question.Verdict.Effect,
            Shadow = shadow.Effect,
            Kind = VerdictChange.Kind(question.Verdict, shadow),
            Because = because.Length > ShadowDifferenceTable.BecauseLength ? because[..ShadowDifferenceTable.BecauseLength] : because,
            At = question.Decision.EvaluatedAt,
        };
    }

    private sealed record Noted(int Count);
}
