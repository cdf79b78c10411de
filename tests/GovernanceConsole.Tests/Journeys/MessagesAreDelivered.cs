using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.BreakGlass;
using GovernanceConsole.Features.Incidents;
using GovernanceConsole.Features.Notifications;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Sweeps;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>A message goes out to a real listener, and whatever that one does (fails, hangs, leads elsewhere, is gone) the message arrives under one id, or its end is written down.</summary>
public sealed class MessagesAreDelivered
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

    private static async Task<IssuedChannel> Adds(Town town, WorldPerson person, ChannelSheet sheet)
    {
        var added = await town.World.Get<AddChannel>().Handle(person.Actor, sheet);
        Assert.True(!added.IsRefused, added.Refusal?.ToString());
        return added.Value;
    }

    private static ChannelSheet Hook(WorldEndpoint endpoint, string? scope = Channel.Everything, ChannelKind kind = ChannelKind.Webhook) => new(kind, scope, "Desk", endpoint.Url);

    private static async Task<Delivery> Only(Town town, string channel)
    {
        await using var db = town.World.Read();
        return await db.Deliveries.SingleAsync(d => d.ChannelId == channel);
    }

    private static async Task<IReadOnlyList<DeliveryAttempt>> Attempts(Town town, string delivery)
    {
        await using var db = town.World.Read();
        return await db.DeliveryAttempts.Where(a => a.DeliveryId == delivery).OrderBy(a => a.Number).ToListAsync();
    }

    /// <summary>Lets time pass without a timer for every second of it: what is due then is done then.</summary>
    private static async Task Jump(Town town, TimeSpan by)
    {
        town.World.Clock.StepBack(-by);
        await town.World.Get<NotifySweep>().Run(CancellationToken.None);
    }

    private static async Task<int> Entries(Town town, string type)
    {
        await using var db = town.World.Read();
        return await db.LogEntries.CountAsync(e => e.Type == type);
    }

    [Fact]
    public async Task Webhook_IsSignedAndSaysNothingOfMoneyAccountsOrTheAgentsWords()
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var town = await Town.Open(endpoint.Allowed);
        var channel = await Adds(town, town.World.Olga, Hook(endpoint, "group:finance"));
        var id = await town.Pending();
        await town.World.FastForward(Moment);

        var got = Assert.Single(endpoint.Received);
        Assert.Equal(("application/cloudevents+json; charset=utf-8", "/hook/secret-path"), (got.Headers["content-type"], got.Path));
        var body = JsonNode.Parse(got.Body)!;
        Assert.Equal((got.Id, "governance-console.intent.asked", id, "payment.wire", "A decision waits."), ((string?)body["id"], (string?)body["type"], (string?)body["subject"], (string?)body["data"]!["intent_type"], (string?)body["data"]!["message"]));
        Assert.Equal($"{World.World.Issuer}/intents/{id}", (string?)body["data"]!["url"]);
        foreach (var secret in new[] { Payments.Nordwind, "DE89", "7480", "EUR", "Nordwind", "Invoice", "INV-", "token" })
            Assert.DoesNotContain(secret, got.Body, StringComparison.OrdinalIgnoreCase);
        var at = DateTime.UnixEpoch.AddSeconds(long.Parse(got.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(StandardWebhook.Sign([channel.Secret!], got.Id, at, Encoding.UTF8.GetBytes(got.Body)).Signature, got.Headers["webhook-signature"]);
        Assert.False(got.Headers.ContainsKey("authorization") || got.Headers.ContainsKey("cookie") || got.Headers.ContainsKey("traceparent"));
        Assert.Equal(DeliveryState.Delivered, (await Only(town, channel.Id)).State);
    }

    [Fact]
    public async Task BrokenGlassAndIncidents_AreLoudOutsideTheConsole_AndNameNobody()
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var town = await Town.Open(endpoint.Allowed);
        await Adds(town, town.World.Olga, Hook(endpoint));
        var asked = (await town.Ana.BreaksGlass(new EpisodeOrder([town.Clerk.Id], ["payment.wire"], [World.World.Bank], 10, new Dictionary<string, string> { ["EUR"] = "900000.00" }, 30, "The supplier stops deliveries at six.", Drill: false))).Value;
        await town.World.FastForward(Moment);
        Assert.Empty(endpoint.Received);

        Assert.False((await town.Mei.SignsEpisode(asked.Id)).IsRefused);
        await town.World.FastForward(Moment);
        Assert.False((await town.World.Get<CloseEpisode>().Handle(town.Ana.Actor, asked.Id)).IsRefused);
        await town.World.FastForward(Moment); // what happened at one instant has no order
        var incident = (await town.World.Get<OpenIncident>().Handle(town.World.Olga.Actor, new IncidentOrder("Nordwind was paid in a hurry", null, null))).Value;
        await town.World.FastForward(Moment);

        var said = endpoint.Received.Select(got => JsonNode.Parse(got.Body)!).Select(body => ((string?)body["type"], (string?)body["data"]!["url"])).ToList();
        var episode = ("governance-console.break_glass.changed", $"{World.World.Issuer}/break-glass/{asked.Id}");
        Assert.Equal([episode, episode, ("governance-console.incident.changed", $"{World.World.Issuer}/incidents/{incident.Id}")], said);
        Assert.All(endpoint.Received, got => Assert.DoesNotContain("supplier", got.Body, StringComparison.OrdinalIgnoreCase));
        Assert.All(endpoint.Received, got => Assert.DoesNotContain("Nordwind", got.Body, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task ChannelSwitchedOffWhileItIsTold_GetsNothingFurther()
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var town = await Town.Open(endpoint.Allowed);
        var channel = await Adds(town, town.World.Olga, Hook(endpoint));
        await town.Pending();
        await town.Pending("7481.00");
        endpoint.Answer = async _ => await town.World.Get<SwitchChannel>().Handle(town.World.Olga.Actor, channel.Id, on: false);
        await town.World.FastForward(Moment);

        Assert.Single(endpoint.Received);
        await using var db = town.World.Read();
        Assert.Equal(0, await db.Deliveries.CountAsync(d => d.ChannelId == channel.Id && d.State == DeliveryState.Waiting));
    }

    [Fact]
    public async Task EndpointThatFails_GetsTheSameIdAgain_LaterEachTime_AndIsHeededWhenItSaysWhen()
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var town = await Town.Open(endpoint.Allowed);
        var channel = await Adds(town, town.World.Olga, Hook(endpoint));
        endpoint.Says(503);
        await town.Pending();
        await town.World.FastForward(Moment);
        await town.World.FastForward(Moment); // not yet
        Assert.Single(endpoint.Received);

        endpoint.Says(429, ("Retry-After", "600"));
        await town.World.FastForward(TimeSpan.FromSeconds(20));
        Assert.Equal(2, endpoint.Received.Count);
        endpoint.Says(204);
        await town.World.FastForward(TimeSpan.FromMinutes(9));
        Assert.Equal(2, endpoint.Received.Count);
        await town.World.FastForward(TimeSpan.FromMinutes(2));

        Assert.Equal(3, endpoint.Received.Count);
        Assert.Single(endpoint.Received.Select(r => r.Id).Distinct());
        Assert.Equal(3, endpoint.Received.Select(r => r.Headers["webhook-timestamp"]).Distinct().Count());
        var delivery = await Only(town, channel.Id);
        Assert.Equal(["HTTP 503", "HTTP 429", "HTTP 204"], (await Attempts(town, delivery.Id)).Select(a => a.Says));
        Assert.Equal(DeliveryState.Delivered, delivery.State);
    }

    [Fact]
    public async Task EndpointThatNeverAnswersWell_EndsInTheDeadLetters_AndIsSentAgainUnderTheSameIdWhenSomebodySaysSo()
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var town = await Town.Open(endpoint.Allowed);
        var channel = await Adds(town, town.World.Olga, Hook(endpoint));
        endpoint.Says(500);
        await town.Pending();
        await town.World.FastForward(Moment);
        // Each time past the moment it says itself; the channel may rest a little longer.
        while (await Only(town, channel.Id) is { State: DeliveryState.Waiting, NextAt: { } next })
        {
            var wait = next - town.World.Clock.GetUtcNow().UtcDateTime;
            await Jump(town, wait > TimeSpan.FromMinutes(1) ? wait : TimeSpan.FromMinutes(1));
        }

        var dead = await Only(town, channel.Id);
        Assert.Equal((DeliveryState.Dead, Delivery.MostAttempts, Delivery.MostAttempts, 1), (dead.State, dead.Attempts, endpoint.Received.Count, await Entries(town, AuditTypes.DeliveryGivenUp)));
        Assert.Equal("not_allowed", (await town.World.Get<ResendDelivery>().Handle(town.Mei.Actor, dead.Id)).Refusal?.Code);

        endpoint.Says(200);
        Assert.Null((await town.World.Get<ResendDelivery>().Handle(town.World.Olga.Actor, dead.Id)).Refusal);
        Assert.Equal("wrong_state", (await town.World.Get<ResendDelivery>().Handle(town.World.Olga.Actor, dead.Id)).Refusal?.Code);
        await Jump(town, TimeSpan.FromHours(7));
        Assert.Equal((DeliveryState.Delivered, 1), ((await Only(town, channel.Id)).State, endpoint.Received.Select(r => r.Id).Distinct().Count()));
        Assert.Equal(Delivery.MostAttempts + 1, (await Attempts(town, dead.Id)).Count);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_IsNotFollowed(int status)
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var elsewhere = await WorldEndpoint.Open();
        await using var town = await Town.Open([.. endpoint.Allowed, "--Notifications:AllowedHosts:1", $"localhost:{elsewhere.Port}", "--Notifications:PlainHttpHosts:1", $"localhost:{elsewhere.Port}"]);
        endpoint.Says(status, ("Location", elsewhere.Url));
        await Adds(town, town.World.Olga, Hook(endpoint));
        await town.Pending();
        await town.World.FastForward(Moment);

        Assert.Equal((1, 0), (endpoint.Received.Count, elsewhere.Received.Count));
    }

    [Fact]
    public async Task EndpointThatIsGone_IsSwitchedOff_LoggedAndTold()
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var town = await Town.Open(endpoint.Allowed);
        var channel = await Adds(town, town.World.Olga, Hook(endpoint));
        endpoint.Says(410);
        await town.Pending();
        await town.Pending("7481.00");
        await town.World.FastForward(Moment);
        await town.World.FastForward(TimeSpan.FromHours(1));

        Assert.Single(endpoint.Received);
        Assert.Equal(1, await Entries(town, AuditTypes.ChannelDisabled));
        await using var db = town.World.Read();
        Assert.Equal((true, 2), ((await db.Channels.SingleAsync()).DisabledAt is not null, await db.Deliveries.CountAsync(d => d.State == DeliveryState.Dead)));
        Assert.Contains((await town.World.Get<ReadInbox>().Handle(town.World.Olga.Actor)).Value.Entries, entry => entry.Notice.Route == NoticeRoute.Channel && entry.Notice.Text.Contains("gone", StringComparison.Ordinal));
        Assert.Equal("wrong_state", (await town.World.Get<TestChannel>().Handle(town.World.Olga.Actor, channel.Id)).Refusal?.Code);
    }

    [Fact]
    public async Task EndpointThatHangs_TimesOut_AndKeepsNobodyElseWaiting()
    {
        await using var slow = await WorldEndpoint.Open();
        await using var quick = await WorldEndpoint.Open();
        await using var town = await Town.Open([.. slow.Allowed, "--Notifications:AllowedHosts:1", $"localhost:{quick.Port}", "--Notifications:PlainHttpHosts:1", $"localhost:{quick.Port}"]);
        var hanging = new TaskCompletionSource();
        slow.Answer = _ => hanging.Task;
        var channel = await Adds(town, town.World.Olga, Hook(slow));
        await Adds(town, town.World.Olga, Hook(quick));
        await town.Pending();

        var run = town.World.Get<Sweeping>().RunAll(CancellationToken.None);
        await town.World.Until(Task.Run(async () =>
        {
            while (quick.Received.IsEmpty || slow.Received.IsEmpty)
                await Task.Delay(5);
            return true;
        }), TimeSpan.Zero);
        Assert.Empty(await Attempts(town, (await Only(town, channel.Id)).Id));
        town.World.Clock.Advance(TimeSpan.FromSeconds(3)); // the run has had patience enough
        await run.WaitAsync(TimeSpan.FromSeconds(10));

        town.World.Clock.Advance(TimeSpan.FromSeconds(15));
        await town.World.Until(Task.Run(async () =>
        {
            while ((await Only(town, channel.Id)).Attempts == 0)
                await Task.Delay(5);
            return true;
        }), TimeSpan.Zero);
        Assert.Equal("No answer within 15 seconds.", (await Only(town, channel.Id)).LastSays);
        hanging.SetResult();
    }

    [Fact]
    public async Task EndlessAnswer_IsNotRead()
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var town = await Town.Open(endpoint.Allowed);
        var written = 0L;
        endpoint.Answer = async http =>
        {
            var page = new byte[65536];
            for (; written < 64L << 20 && !http.RequestAborted.IsCancellationRequested; written += page.Length)
            {
                await http.Response.Body.WriteAsync(page, http.RequestAborted);
                // What is written after the other side has left is thrown away at once; a moment to learn of it.
                await Task.Delay(2);
            }
        };
        var channel = await Adds(town, town.World.Olga, Hook(endpoint));
        await town.Pending();
        await town.World.FastForward(Moment);

        Assert.Equal(DeliveryState.Delivered, (await Only(town, channel.Id)).State);
        Assert.True(written < 32L << 20, $"{written} bytes were read");
    }

    [Fact]
    public async Task ConsoleStopsWithMessagesOnTheirWay_TheyGoOutAfterwards()
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var town = await Town.Open(endpoint.Allowed);
        var channel = await Adds(town, town.World.Olga, Hook(endpoint));
        endpoint.Says(503);
        await town.Pending();
        await town.World.FastForward(Moment);
        var id = Assert.Single(endpoint.Received).Id;

        await town.World.Restart(endpoint.Allowed);
        endpoint.Says(200);
        await town.World.FastForward(TimeSpan.FromMinutes(1));

        Assert.Equal([id, id], endpoint.Received.Select(r => r.Id));
        Assert.Equal(DeliveryState.Delivered, (await Only(town, channel.Id)).State);
    }

    [Fact]
    public async Task SecretThatIsReplaced_SignsBesideTheNewOneForADay()
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var town = await Town.Open(endpoint.Allowed);
        var first = await Adds(town, town.World.Olga, Hook(endpoint));
        var second = (await town.World.Get<ReplaceSecret>().Handle(town.World.Olga.Actor, first.Id)).Value;
        await town.World.Get<TestChannel>().Handle(town.World.Olga.Actor, first.Id);
        town.World.Clock.StepBack(-TimeSpan.FromHours(25)); // forward, without a timer for every second of it
        await town.World.Get<TestChannel>().Handle(town.World.Olga.Actor, first.Id);

        string Of(string secret, Received got) => StandardWebhook.Sign([secret], got.Id, DateTime.UnixEpoch.AddSeconds(long.Parse(got.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture)), Encoding.UTF8.GetBytes(got.Body)).Signature;
        var received = endpoint.Received.ToList();
        Assert.NotEqual(first.Secret, second.Secret);
        Assert.Equal($"{Of(second.Secret!, received[0])} {Of(first.Secret!, received[0])}", received[0].Headers["webhook-signature"]);
        Assert.Equal(Of(second.Secret!, received[1]), received[1].Headers["webhook-signature"]);
    }

    [Theory]
    [InlineData(ChannelKind.Slack, "text")]
    [InlineData(ChannelKind.Teams, "attachments")]
    public async Task ChatRoom_GetsItsOwnForm_UnsignedAndWithoutSecrets(ChannelKind kind, string member)
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var town = await Town.Open(endpoint.Allowed);
        var channel = await Adds(town, town.World.Olga, Hook(endpoint, kind: kind));
        Assert.Null(channel.Secret);
        await town.Pending();
        await town.World.FastForward(Moment);

        var got = Assert.Single(endpoint.Received);
        Assert.NotNull(JsonNode.Parse(got.Body)![member]);
        Assert.False(got.Headers.ContainsKey("webhook-signature"));
        Assert.Contains("critical", got.Body.Replace("high", "critical", StringComparison.Ordinal).Replace("elevated", "critical", StringComparison.Ordinal).Replace("routine", "critical", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(Payments.Nordwind, got.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("7480", got.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MailServerThatSaysLater_IsAskedLater_AndTheMailIsPlainAndWhole()
    {
        await using var server = new WorldMailServer();
        await using var town = await Town.Open(server.Settings);
        server.ToRecipients.Enqueue("451 try later");
        var channel = await Adds(town, town.Mei, new ChannelSheet(ChannelKind.Email, null, "My mail", "mei@example.com"));
        var id = await town.Pending();
        await town.World.FastForward(Moment);
        var delivery = await Only(town, channel.Id);
        Assert.Equal((DeliveryState.Waiting, "The mail server answered 451.", 0), (delivery.State, delivery.LastSays, server.Mails.Count));
        await using (var db = town.World.Read())
            Assert.Null((await db.Notices.SingleAsync(n => n.Id == delivery.NoticeId)).DeliveredAt);

        await town.World.FastForward(TimeSpan.FromSeconds(30));

        var mail = Assert.Single(server.Mails);
        Assert.Equal(("RCPT TO:<mei@example.com>", $"<{delivery.Id}@console.example>", "auto-generated"), (Assert.Single(mail.To), mail.Header("Message-ID"), mail.Header("Auto-Submitted")));
        Assert.StartsWith("Governance Console: A decision waits for you", mail.Header("Subject"), StringComparison.Ordinal);
        Assert.StartsWith("text/plain", mail.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains($"{World.World.Issuer}/intents/{id}", mail.Body, StringComparison.Ordinal);
        Assert.Contains("Agent: ap-clerk", mail.Body, StringComparison.Ordinal);
        foreach (var secret in new[] { Payments.Nordwind, "7480", "Nordwind", "Invoice" })
            Assert.DoesNotContain(secret, mail.Text, StringComparison.Ordinal);
        await using var after = town.World.Read();
        Assert.Equal((DeliveryState.Delivered, true), ((await Only(town, channel.Id)).State, (await after.Notices.SingleAsync(n => n.Id == delivery.NoticeId)).DeliveredAt is not null));
    }

    [Fact]
    public async Task MailServerThatSaysNever_IsNotAskedAgain()
    {
        await using var server = new WorldMailServer();
        await using var town = await Town.Open(server.Settings);
        server.ToRecipients.Enqueue("550 no such user");
        var channel = await Adds(town, town.Mei, new ChannelSheet(ChannelKind.Email, null, "My mail", "mei@example.com"));
        await town.Pending();
        await town.World.FastForward(Moment);
        await Jump(town, TimeSpan.FromDays(1));

        Assert.Equal((DeliveryState.Dead, 1), ((await Only(town, channel.Id)).State, (await Only(town, channel.Id)).Tried));
    }

    [Fact]
    public async Task WhatWasDecidedMeanwhile_IsAskedOfNobody_AndNoBodyWhoMayNotAnswer()
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var town = await Town.Open(endpoint.Allowed);
        var mei = await Adds(town, town.Mei, Hook(endpoint, null, ChannelKind.Slack));
        var tom = await Adds(town, town.Tom, Hook(endpoint, null, ChannelKind.Slack));
        endpoint.Says(503);
        var id = await town.Pending();
        await town.World.FastForward(Moment);
        await town.World.Get<SuspendPerson>().Handle(town.World.Olga.Actor, town.Tom.Id, "Left.");
        endpoint.Says(200);
        Assert.False((await town.Mei.Approves(id)).IsRefused);
        endpoint.Received.Clear();
        await town.World.FastForward(TimeSpan.FromHours(1));

        Assert.Empty(endpoint.Received);
        await using var db = town.World.Read();
        Assert.All(await db.Deliveries.Where(d => d.ChannelId == mei.Id || d.ChannelId == tom.Id).ToListAsync(), d => Assert.Equal(DeliveryState.Overtaken, d.State));
    }

    [Fact]
    public async Task OnesOwnChannel_TakesWhatOneWants()
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var town = await Town.Open(endpoint.Allowed);
        await Adds(town, town.World.Olga, Hook(endpoint, null));
        await Adds(town, await town.SecondOperator(), Hook(endpoint, null) with { QuestionsOnly = true });
        await Adds(town, town.Mei, Hook(endpoint, null) with { AtLeast = Risk.Critical });
        await Adds(town, town.World.Olga, Hook(endpoint) with { QuestionsOnly = true });
        await (await town.SecondOperator()).Stops(StopReach.Tool, World.World.Directory) ;
        await town.World.Get<SuspendPerson>().Handle((await town.SecondOperator()).Actor, town.Tom.Id, "Left.");
        await town.World.FastForward(Moment);

        var got = endpoint.Received.Select(r => (string?)JsonNode.Parse(r.Body)!["type"]).ToList();
        Assert.Equal(["governance-console.person.told"], got); // Olga is told; nobody wanted more
        Assert.DoesNotContain("Tom", endpoint.Received.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KillSwitch_IsAnnouncedToTheOrganisation()
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var town = await Town.Open(endpoint.Allowed);
        await Adds(town, town.World.Olga, Hook(endpoint));
        await town.World.Olga.Stops(StopReach.Agent, town.Clerk.Id, "It sends money to <b>Mallory</b>.");
        await town.World.FastForward(Moment);

        var body = JsonNode.Parse(Assert.Single(endpoint.Received).Body)!;
        Assert.Equal(("governance-console.stop.changed", "The kill switch was used."), ((string?)body["type"], (string?)body["data"]!["message"]));
        Assert.DoesNotContain("Mallory", body.ToJsonString(), StringComparison.Ordinal);
    }
}
