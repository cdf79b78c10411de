using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Rego;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy;

/// <summary>A rule that has a name of its own: who owns it, what it says, where it stands, and how often it decided in the last thirty days.</summary>
internal sealed record RuleView(string Id, string? Owner, string? Title, string? Description, string Says, string File, int FromRow, int Decided);

/// <summary>The active policy: which bundle decides, since when, and its rules by file. Empty of rules while none is active.</summary>
internal sealed record PolicyView(ActivePolicy Active, string Engine, IReadOnlyList<(string File, IReadOnlyList<RuleView> Rules)> Files);

/// <summary>Reads the active policy for whoever may see policies. Changes nothing.</summary>
internal sealed class ReadPolicy(IPolicyEngine engine, Bundles.Bundles bundles, Database database, Work work)
{
    public async Task<Outcome<PolicyView>> Handle(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadPolicy, now) is { } refusal)
            return refusal;
        var since = now.AddDays(-30);
        var active = await ActivePolicy.Read(db);
        if (active.Bundle is null || await bundles.Find(active.Bundle.Digest, cancel) is not { } bundle)
            return new PolicyView(active, engine.EngineId, []);
        var counts = await db.PolicyDecisions.Where(d => d.EvaluatedAt >= since && d.Phase == "declared").GroupBy(d => d.Rules).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var decided = counts.SelectMany(c => c.Key.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(rule => (rule, c.Count)))
            .GroupBy(p => p.rule, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(p => p.Count), StringComparer.Ordinal);
        return new PolicyView(active, engine.EngineId,
            [.. bundle.Policy.Modules.Select(module => (module.Name, Rules: Rules(module, decided))).Where(file => file.Rules.Count > 0)]);
    }

    private static IReadOnlyList<RuleView> Rules(RegoModule module, Dictionary<string, int> decided)
    {
        var rules = module.Syntax.Rules.Where(rule => rule.Annotations?.Id is not null).ToList();
        return [.. rules.Select(rule => new RuleView(rule.Annotations!.Id!, rule.Annotations.Owner, rule.Annotations.Title, rule.Annotations.Description, rule.Name,
            module.Name, rule.Position.Row, decided.GetValueOrDefault(rule.Annotations.Id!)))];
    }
}
