using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.Approvals;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Features.Intents;
using GovernanceConsole.Features.Queue;
using GovernanceConsole.Features.Rotation;
using GovernanceConsole.Platform.Sweeps;
using GovernanceConsole.Tests.World;
using Microsoft.Extensions.DependencyInjection;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>People, agents and the clock all want to decide in the same moment: one does, the others are told.</summary>
public sealed class DecisionsAtOnce(OpenTown open) : IClassFixture<OpenTown>
{
    private const int Seeds = 200;

    [Fact]
    public async Task TwoBrowsersOnOneSignature_ExactlyOneCounts_AndTheOtherIsTold()
    {
        var id = await open.Town.Pending(iban: open.FreshAccount());
        using var mei = await Browser(open.Town.Mei);
        using var tom = await Browser(open.Town.Tom);
        var meis = (await open.Town.Mei.Begins(await open.Town.Mei.Opens(id))).Value;
        var toms = (await open.Town.Tom.Begins(await open.Town.Tom.Opens(id))).Value;

        var both = await Task.WhenAll(Answer(mei, meis), Answer(tom, toms));

        var counted = Assert.Single(both, a => a.Status == 200);
        Assert.Equal(("granted", "1", "1"), (counted["status"], counted["votes"], counted["quorum"]));
        var told = Assert.Single(both, a => a.Status != 200);
        Assert.Equal("approval.closed", told.Problem);
        Assert.False(string.IsNullOrWhiteSpace(told["detail"]));
        await using var db = open.World.Read();
        Assert.Equal((1, 1), (db.SignedApprovals.Count(a => a.IntentId == id), db.Grants.Count(g => g.IntentId == id)));
    }

    [Fact]
    public async Task TwoBrowsersOnTwoSignatures_OneShowsTheCardAgain_AndBothCountInTheEnd()
    {
        var id = await open.Town.Pending("12500.00", open.FreshAccount());
        var meis = (await open.Town.Mei.Begins(await open.Town.Mei.Opens(id))).Value;
        var toms = (await open.Town.Tom.Begins(await open.Town.Tom.Opens(id))).Value;

        var both = await Task.WhenAll(open.Town.Mei.Answers(meis), open.Town.Tom.Answers(toms));
        Assert.Single(both, b => !b.IsRefused);
        var second = both[0].IsRefused ? await open.Town.Mei.Approves(id) : await open.Town.Tom.Approves(id);

        Assert.Equal((IntentStatus.Granted, 2), (second.Value.Status, second.Value.Votes));
    }

    [Fact]
    public async Task ApproveDenyWithdrawExpireAtOnce_LeaveExactlyOneEnd_AndALogThatVerifies()
    {
        var sweep = open.World.App.Services.GetServices<ISweep>().OfType<ExpireIntentsSweep>().Single();
        var seen = new Dictionary<string, int>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var deadline = open.World.Clock.GetUtcNow().AddSeconds(120);
            var body = Payments.Wire(iban: open.FreshAccount(), deadline: deadline.ToString("yyyy-MM-ddTHH:mm:ssZ", null));
            var id = (await open.Town.Clerk.Declares(body))["id"]!;
            await open.Town.Clerk.ConsoleToken();
            var yes = (await open.Town.Mei.Begins(await open.Town.Mei.Opens(id))).Value;
            var no = (await open.Town.Tom.Begins(await open.Town.Tom.Opens(id), ApprovalVerdict.Deny)).Value;
            Func<Task>[] wishes =
            [
                () => open.Town.Mei.Answers(yes),
                () => open.Town.Tom.Answers(no),
                () => open.Town.Clerk.Withdraws(id),
                () => open.World.Get<PassOnItem>().Handle(open.Town.Mei.Actor, id, "person:" + open.Town.Tom.Id, "Yours."),
                async () =>
                {
                    var now = open.World.Clock.GetUtcNow().UtcDateTime;
                    await open.World.Get<SetOutOfOffice>().Handle(open.Town.Tom.Actor, open.Town.Tom.Id, open.Town.Mei.Id, new Interval(now, now.AddSeconds(60)));
                },
                () =>
                {
                    open.World.Clock.Advance(TimeSpan.FromSeconds(120));
                    return sweep.Run(CancellationToken.None);
                },
            ];

            await Task.WhenAll(Shuffled(wishes, seed).Select(wish => Task.Run(wish)));
            await sweep.Run(CancellationToken.None);

            await using var db = open.World.Read();
            var intent = db.Intents.Single(i => i.Id == id);
            var grants = db.Grants.Count(g => g.IntentId == id);
            var ends = db.LogEntries.Count(e => e.SubjectId == id && (e.Type == "intent.denied" || e.Type == "intent.withdrawn" || e.Type == "intent.expired"));
            var votes = db.SignedApprovals.Count(a => a.IntentId == id);
            // The deadline has passed for all of them: a grant that was given in time has run out by now, or was withdrawn.
            Assert.Contains(intent.Status, new[] { IntentStatus.Denied, IntentStatus.Withdrawn, IntentStatus.Expired });
            Assert.Equal((seed, 1), (seed, ends));
            Assert.InRange(grants, 0, 1);
            Assert.InRange(votes, grants, 1);
            Assert.Equal(intent.Status == IntentStatus.Denied, votes == 1 && grants == 0);
            // What is over is passed on to nobody.
            var ended = db.LogEntries.Where(e => e.SubjectId == id && (e.Type == "intent.denied" || e.Type == "intent.withdrawn" || e.Type == "intent.expired")).Min(e => e.Index);
            Assert.DoesNotContain(db.LogEntries.Where(e => e.SubjectId == id && e.Type == "item.passed_on").ToList(), entry => entry.Index > ended);
            Assert.InRange(db.ItemHandovers.Count(h => h.IntentId == id), 0, 1);
            Assert.NotEqual(Domain.Queue.QueueState.Open, db.QueueItems.Single(q => q.IntentId == id).State);
            seen[intent.Status + (grants == 1 ? " after a grant" : "")] = seen.GetValueOrDefault(intent.Status + (grants == 1 ? " after a grant" : "")) + 1;
        }

        var verdict = (await open.World.Get<VerifyLog>().Do(open.Town.Ada.Actor)).Value;
        Assert.True(verdict.IsSound, verdict.Fault?.Message);
        // A race that always ends the same is none.
        Assert.True(seen.Count > 1, string.Join(", ", seen));
    }

    private static IEnumerable<T> Shuffled<T>(T[] items, int seed) => items.Select((item, i) => (item, Key: Mix((uint)(seed * 31) + (uint)i))).OrderBy(x => x.Key).Select(x => x.item);

    /// <summary>Scatters a number (MurmurHash3's finaliser), so that every seed has its order and keeps it.</summary>
    private static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * 0x85ebca6b;
        x = (x ^ (x >> 13)) * 0xc2b2ae35;
        return x ^ (x >> 16);
    }

    private async Task<WorldBrowser> Browser(WorldPerson person)
    {
        var browser = new WorldBrowser(open.World, person.Key);
        Assert.Equal(200, (await browser.SignsIn()).Status);
        // The page's form token is fetched before the race.
        await browser.Post("/ceremonies/approvals/none", new { answer = "" });
        return browser;
    }

    private static Task<Answered> Answer(WorldBrowser browser, ApprovalCeremony ceremony) =>
        browser.Post("/ceremonies/approvals/" + ceremony.CeremonyId, new { answer = browser.Key.Get(ceremony.Options) });
}
