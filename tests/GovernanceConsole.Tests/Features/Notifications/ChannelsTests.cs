using System.Text;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Notifications;
using GovernanceConsole.Platform.Keys;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Features.Notifications;

/// <summary>Who may say by which ways people are told, and that what is secret stays so.</summary>
public sealed class ChannelsTests(OpenTown open) : IClassFixture<OpenTown>
{
    private const string SlackUrl = "https://hooks.slack.example.com/services/T000/B000/verysecretpath";

    private static ChannelSheet Slack(string? scope) => new(ChannelKind.Slack, scope, "Finance room", SlackUrl);

    private Task<Outcome<IssuedChannel>> Adds(WorldPerson person, ChannelSheet sheet) => open.World.Get<AddChannel>().Handle(person.Actor, sheet);

    [Fact]
    public async Task ChannelOfTheOrganisation_IsForOperators()
    {
        foreach (var other in new[] { open.Town.Mei, open.Town.Ada })
            Assert.Equal("not_allowed", (await Adds(other, Slack("everything"))).Refusal?.Code);
        Assert.Null((await Adds(open.World.Olga, Slack("everything"))).Refusal);
        Assert.Equal("not_allowed", (await open.World.Get<ReadDeliveries>().Handle(open.Town.Mei.Actor)).Refusal?.Code);
    }

    [Fact]
    public async Task OnesOwnChannel_IsSeenAndChangedByOneselfOnly_AndSwitchedOffByOperatorsToo()
    {
        var id = (await Adds(open.Town.Mei, Slack(null))).Value.Id;

        Assert.DoesNotContain((await open.World.Get<ReadChannels>().Handle(open.Town.Tom.Actor)).Value.Own, c => c.Id == id);
        Assert.DoesNotContain((await open.World.Get<ReadChannels>().Handle(open.World.Olga.Actor)).Value.Organisation, c => c.Id == id);
        foreach (var other in new[] { open.Town.Tom, open.World.Olga })
        {
            Assert.Equal("not_found", (await open.World.Get<ChangeChannel>().Handle(other.Actor, id, Risk.High, true)).Refusal?.Code);
            Assert.Equal("not_found", (await open.World.Get<TestChannel>().Handle(other.Actor, id)).Refusal?.Code);
            Assert.Equal("not_found", (await open.World.Get<ReplaceSecret>().Handle(other.Actor, id)).Refusal?.Code);
        }

        Assert.Equal("not_found", (await open.World.Get<SwitchChannel>().Handle(open.Town.Tom.Actor, id, on: false)).Refusal?.Code);
        Assert.Null((await open.World.Get<SwitchChannel>().Handle(open.World.Olga.Actor, id, on: false)).Refusal);
        Assert.Equal("not_found", (await open.World.Get<SwitchChannel>().Handle(open.World.Olga.Actor, id, on: true)).Refusal?.Code);
        Assert.Null((await open.World.Get<SwitchChannel>().Handle(open.Town.Mei.Actor, id, on: true)).Refusal);
        Assert.Null((await open.World.Get<RemoveChannel>().Handle(open.Town.Mei.Actor, id)).Refusal);
        Assert.Equal("not_found", (await open.World.Get<RemoveChannel>().Handle(open.Town.Mei.Actor, id)).Refusal?.Code);
        await using var db = open.World.Read();
        var removed = await db.Channels.SingleAsync(c => c.Id == id);
        Assert.Equal((0, null), (removed.SealedAddress.Length, removed.SealedSecret));
    }

    [Fact]
    public async Task AddressAndSecret_StandNowhereInTheOpen()
    {
        Assert.Null((await Adds(open.World.Olga, Slack("group:finance"))).Refusal);
        var secret = (await Adds(open.World.Olga, new ChannelSheet(ChannelKind.Webhook, "group:finance", "Desk", "https://desk.example.com/another-secret-path"))).Value.Secret!;
        await open.World.FastForward(TimeSpan.FromSeconds(3));

        foreach (var file in Directory.EnumerateFiles(open.World.Folder, "*", SearchOption.AllDirectories))
        {
            var bytes = await ReadShared(file);
            foreach (var hidden in new[] { "verysecretpath", "another-secret-path", secret, secret["whsec_".Length..] })
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(hidden)) < 0, $"{hidden} stands in {Path.GetFileName(file)}");
        }
    }

    [Fact]
    public async Task MailWithoutAServer_IsRefusedWithWhatToDo() =>
        Assert.Contains("SmtpHost", (await Adds(open.Town.Mei, new ChannelSheet(ChannelKind.Email, null, "Mail", "mei@example.com"))).Refusal!.Message, StringComparison.Ordinal);

    [Fact]
    public async Task SixthChannelOfOnesOwn_IsRefused()
    {
        var lea = await open.World.Person("Lea Da", [Domain.People.Role.Approver]);
        for (var i = 0; i < ChannelRules.MostOwn; i++)
            Assert.Null((await Adds(lea, Slack(null))).Refusal);
        Assert.Equal(NotificationRefusals.TooMany, (await Adds(lea, Slack(null))).Refusal);
    }

    [Fact]
    public void SealedThing_OpensAtItsPlaceOnly()
    {
        var sealing = open.World.Get<Sealing>();
        var written = sealing.Seal("whsec_x", "channels/a/secret");

        Assert.Equal("whsec_x", sealing.Open(written, "channels/a/secret"));
        Assert.Null(sealing.Open(written, "channels/b/secret"));
        Assert.Null(sealing.Open([.. written[..^1], (byte)(written[^1] ^ 1)], "channels/a/secret"));
        Assert.Null(sealing.Open([], "channels/a/secret"));
        Assert.Null(sealing.Open(null, "channels/a/secret"));
        Assert.NotEqual(written, sealing.Seal("whsec_x", "channels/a/secret"));
    }

    private static async Task<byte[]> ReadShared(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        return copy.ToArray();
    }
}
