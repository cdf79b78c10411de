using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Demo.Cast;
using GovernanceConsole.Demo.Stories;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Grants;
using GovernanceConsole.Features.Intents;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Demo.History;

/// <summary>
/// Plays the past: what the agents asked for, what policy said, how people answered, what the tools did, each at its moment and by the acts of everyday, so that every receipt of it verifies. What would
/// happen after the end is left undone, as it would be on any morning.
/// </summary>
internal sealed class PlayHistory(
    Work work, Database database, DemoCast cast, Storybook book, DeclareIntent declare, WithdrawIntent withdraw, ExpireIntentsSweep expire, ClaimGrant claim, RedeemGrant redeem, ReportOutcome report, HistorySignature signature)
{
    private const ulong Seed = 20_260_922;

    private readonly Dice _dice = new(Seed);
    private readonly Storyteller _teller = new(book);
    private readonly PriorityQueue<Func<DateTime, Task>, (DateTime At, long Order)> _ahead = new();
    private long _order;
    private int _declared;

    /// <param name="ids">Who is who.</param>
    /// <param name="keys">The people's passkeys.</param>
    /// <param name="calendar">When something is declared, and which story.</param>
    /// <param name="until">Where the past ends.</param>
    /// <param name="progress">Told how far it is, 0–100.</param>
    public async Task Handle(CastIds ids, IReadOnlyDictionary<string, HistoryAuthenticator> keys, IReadOnlyList<(DateTime At, string StoryId)> calendar, DateTime until, Action<int> progress, CancellationToken stop)
    {
        var players = new Players(ids, keys);
        foreach (var (at, storyId) in calendar)
            Later(at, now => Declare(players, book[storyId], now, stop));
        var (from, span) = (calendar[0].At, (until - calendar[0].At).TotalSeconds);
        while (_ahead.TryDequeue(out var happens, out var moment) && moment.At < until)
        {
            stop.ThrowIfCancellationRequested();
            await happens(moment.At);
            progress((int)((moment.At - from).TotalSeconds / span * 100));
        }
    }

    private void Later(DateTime at, Func<DateTime, Task> happens) => _ahead.Enqueue(happens, (at, _order++));

    private async Task Declare(Players players, Story story, DateTime now, CancellationToken stop)
    {
        var agentId = players.Ids.Agents[story.Agent];
        var body = _teller.Tell(story, _dice, now);
        var declared = await work.DoAt(now, () => declare.Handle(Actor.Agent(agentId), new DeclareIntentCommand($"past-{_declared++}", Encoding.UTF8.GetBytes(body.ToJsonString())), stop));
        if (declared.IsRefused)
            throw new InvalidOperationException($"The story '{story.Id}' cannot be declared: {declared.Refusal.Message} {string.Join(' ', declared.Refusal.Errors?.Select(e => e.Pointer + " " + e.Message) ?? [])}");
        var intent = declared.Value.Intent;
        if (intent.Status == IntentStatus.Granted && story.Unused)
            Later(intent.ExpiresAt.AddMinutes(5), Sweep);
        else if (intent.Status == IntentStatus.Granted)
            Spend(players, intent, now.AddSeconds(_dice.Between(1, 4)), stop);
        else if (intent.Status == IntentStatus.Pending)
            await Answer(players, story, intent, now, stop);
    }

    private async Task Answer(Players players, Story story, Intent intent, DateTime now, CancellationToken stop)
    {
        if (_dice.Chance(story.Expire))
        {
            Later(intent.ExpiresAt.AddSeconds(1), Sweep);
            return;
        }
        if (story.Expire > 0 && _dice.Chance(3))
        {
            Later(now.AddMinutes(_dice.Between(3, 25)), at => work.DoAt(at, () => withdraw.Handle(Actor.Agent(intent.AgentId), intent.Id, stop)));
            return;
        }
        await using var db = database.Read();
        var item = await db.QueueItems.SingleAsync(q => q.IntentId == intent.Id, stop);
        var asked = cast.People.Where(p => players.Ids.People[p.Key] != item.OwnerId && p.Roles.Contains("approver") && SeparationOfDuties.Targets(item.Target, players.Ids.People[p.Key], p.Groups.ToHashSet(StringComparer.Ordinal))).ToList();
        if (_dice.Chance(50))
            asked.Reverse();
        var denied = story.Denials is { Count: > 0 } && _dice.Chance(story.Deny);
        var at = now;
        foreach (var person in asked.Take(denied ? 1 : item.Quorum))
        {
            at = at.AddSeconds(_dice.Chance(80) ? _dice.Between(70, 2400) : _dice.Between(2400, 11_000));
            Later(at, moment => Sign(players, intent, person.Key, denied ? _dice.Pick(story.Denials!) : null, moment, stop));
        }
        if (at >= intent.ExpiresAt)
            Later(intent.ExpiresAt.AddSeconds(1), Sweep);
    }

    private async Task Sign(Players players, Intent intent, string personKey, Denial? denial, DateTime now, CancellationToken stop)
    {
        // Whoever comes too late finds it closed.
        if (now >= intent.ExpiresAt)
            return;
        var status = await work.DoAt(now, () => signature.Handle(players.Ids.People[personKey], players.Keys[personKey], intent.Id, denial, stop));
        if (status == IntentStatus.Granted)
            Spend(players, intent, now.AddSeconds(_dice.Between(1, 5)), stop);
    }

    /// <summary>The agent takes its token to the tool; the tool redeems, does it, and says how it went. Now and then an agent never comes.</summary>
    private void Spend(Players players, Intent intent, DateTime at, CancellationToken stop)
    {
        if (_dice.Chance(2))
        {
            Later(at.AddMinutes(16), Sweep);
            return;
        }
        Later(at, async now => _ = (await work.DoAt(now, () => claim.Handle(intent.AgentId, intent.Id, null, now.AddMinutes(10), stop))).Value);
        Later(at.AddSeconds(1), now => Redeem(players, intent, now, stop));
    }

    private async Task Redeem(Players players, Intent intent, DateTime now, CancellationToken stop)
    {
        await using var db = database.Read();
        var grant = await db.Grants.SingleAsync(g => g.IntentId == intent.Id, stop);
        var point = Actor.Point(players.Ids.Points[cast.Points.Single(p => p.Audiences.Contains(intent.Tool)).Key]);
        using var body = JsonDocument.Parse(intent.Canonical);
        var parameters = body.RootElement.GetProperty("parameters");
        var digest = Convert.ToHexStringLower(SHA256.HashData(intent.Canonical));
        var redeemed = await work.DoAt(now, () => redeem.Handle(point, new RedeemGrantCommand(grant.Id, "past-" + intent.Id, digest, grant.CurrentTokenId, parameters), stop));
        // Policy may have asked for more in between (a burst, a sum that grew); then the grant runs out unused.
        if (redeemed.IsRefused)
        {
            Later(grant.ExpiresAt.AddSeconds(1), Sweep);
            return;
        }
        var outcome = _dice.Chance(96) ? "succeeded" : _dice.Chance(70) ? "failed" : "ambiguous";
        Later(now.AddMilliseconds(_dice.Between(180, 2600)), at => work.DoAt(at, () => report.Handle(point, new ReportOutcomeCommand(grant.Id, outcome, "sha256:" + digest), stop)));
    }

    private Task Sweep(DateTime at) => work.DoAt(at, async () =>
    {
        await expire.Run(CancellationToken.None);
        return new Done();
    });

    private sealed record Players(CastIds Ids, IReadOnlyDictionary<string, HistoryAuthenticator> Keys);
}
