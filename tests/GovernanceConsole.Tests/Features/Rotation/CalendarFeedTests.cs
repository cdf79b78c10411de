using System.Net;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Rotation;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Features.Rotation;

/// <summary>The calendar at a secret address.</summary>
public sealed class CalendarFeedTests : IAsyncLifetime
{
    private Town _town = null!;

    public async ValueTask InitializeAsync()
    {
        _town = await Town.Open();
        await _town.World.Get<DefineRotation>().Handle(_town.World.Olga.Actor,
            new RotationSheet("finance-duty", [new LayerSheet("Europe/Berlin", new DateTime(2026, 11, 16, 9, 0, 0), LayerSheet.Daily, [_town.Mei.Id, _town.Tom.Id])]));
    }

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    private async Task<IssuedCalendarLink> Link(WorldPerson person, string? rotation) => (await _town.World.Get<IssueCalendarLink>().Handle(person.Actor, rotation)).Value;

    private Task<HttpResponseMessage> Get(string secret) => _town.World.Http.GetAsync(new Uri($"/calendars/{secret}.ics", UriKind.Relative));

    [Fact]
    public async Task OwnCalendar_HoldsOwnShiftsOnly()
    {
        using var answer = await Get((await Link(_town.Mei, null)).Secret);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.OK, "text/calendar; charset=utf-8"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Contains("SUMMARY:On call: Mei Tan (finance-duty)\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Tom Eck", text, StringComparison.Ordinal);
        Assert.Equal(["no-store, private"], answer.Headers.GetValues("Cache-Control").Select(value => string.Join(", ", value.Split(", ").Order(StringComparer.Ordinal))));
        Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
    }

    [Fact]
    public async Task RotationsCalendar_HoldsEverybodysAndFollowsASwap()
    {
        var link = await Link(_town.Ada, "finance-duty"); // an auditor may read it
        var monday = new DateTime(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);
        await _town.World.Get<SwapShifts>().Handle(_town.World.Olga.Actor, "finance-duty", monday, monday.AddDays(1));

        using var answer = await Get(link.Secret);
        var events = (await answer.Content.ReadAsStringAsync()).Split("BEGIN:VEVENT");
        var swapped = Assert.Single(events, text => text.Contains("DTSTART:20261123T080000Z", StringComparison.Ordinal));
        Assert.Contains("Mei Tan", swapped, StringComparison.Ordinal);
        Assert.Contains("DESCRIPTION:Instead of Tom Eck.", swapped, StringComparison.Ordinal);
        Assert.InRange(events.Length, 95, 110); // two weeks back for as long as the rotation is old, ninety days on
    }

    [Fact]
    public async Task WhatIsNoLink_IsAnsweredTheSame()
    {
        var revoked = await Link(_town.Mei, null);
        Assert.False((await _town.World.Get<RevokeCalendarLink>().Handle(_town.Mei.Actor, revoked.Id)).IsRefused);
        var leaver = await _town.World.Person("Lou Left", [Role.Approver]);
        var suspended = await Link(leaver, null);
        await _town.World.Get<SuspendPerson>().Handle(_town.World.Olga.Actor, leaver.Id, "left");

        var answers = new List<string>();
        foreach (var secret in new[] { revoked.Secret, suspended.Secret, new string('A', 43), "short", "..%2f..", revoked.Id })
        {
            using var answer = await Get(secret);
            Assert.Equal((secret, HttpStatusCode.NotFound), (secret, answer.StatusCode));
            answers.Add(await answer.Content.ReadAsStringAsync());
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Link_IsKeptAsAHashAndRevokedByItsOwnerOrAnOperatorOnly()
    {
        var link = await Link(_town.Mei, null);
        await using var db = _town.World.Read();

        Assert.Equal(LinkSecret.HashOf(link.Secret), (await db.CalendarLinks.SingleAsync(l => l.Id == link.Id)).SecretHash);
        Assert.DoesNotContain(link.Secret, string.Concat(db.AuditDetails.AsEnumerable().Select(d => System.Text.Encoding.UTF8.GetString(d.Detail ?? []))), StringComparison.Ordinal);
        Assert.True((await _town.World.Get<RevokeCalendarLink>().Handle(_town.Tom.Actor, link.Id)).IsRefused);
        Assert.False((await _town.World.Get<RevokeCalendarLink>().Handle(_town.World.Olga.Actor, link.Id)).IsRefused);
        Assert.True((await _town.World.Get<RevokeCalendarLink>().Handle(_town.Mei.Actor, link.Id)).IsRefused);
    }

    [Fact]
    public async Task AddressThatAsksWithoutEnd_HearsWhatAStrangerHears()
    {
        var link = await Link(_town.Mei, null);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 80; i++)
        {
            using var answer = await Get(link.Secret);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, statuses[0]);
        Assert.Equal(HttpStatusCode.NotFound, statuses[^1]);
    }
}
