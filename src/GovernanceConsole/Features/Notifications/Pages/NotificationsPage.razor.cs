using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Notifications.Pages;

/// <summary>Channels: one's own, and the organisation's for whoever manages those. A secret is on this page once, until the next press.</summary>
public sealed partial class NotificationsPage
{
    private ChannelsView? _view;
    private ChannelForm? _form;
    private Refusal? _refusal;
    private string? _said;
    private string? _secret;
    private string? _busy;
    private bool _trouble;

    [Inject] private ReadChannels Read { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private IServiceProvider Acts { get; set; } = null!;

    protected override void OnInitialized()
    {
        Follow(NotificationTopics.Channels);
        Follow(NotificationTopics.Deliveries);
    }

    protected override Task OnParametersSetAsync() => _view is null ? Refresh() : Task.CompletedTask;

    protected override async Task Refresh()
    {
        var read = await Read.Handle(await Visitor.Actor());
        _view = read.IsRefused ? null : read.Value;
        if (read.IsRefused)
            _refusal = read.Refusal;
    }

    private void Begin(string? scope)
    {
        Clear();
        _form = new ChannelForm { Scope = scope, Kind = scope is null && _view?.HasMail == true ? ChannelKind.Email : ChannelKind.Webhook };
    }

    private void Leave()
    {
        Clear();
        _form = null;
    }

    private async Task Save()
    {
        if (_form is not { } form)
            return;
        var added = await Act<AddChannel>().Handle(await Visitor.Actor(), form.ToSheet());
        if (await Done(added, $"The channel “{form.Name.Trim()}” is there. Send a test to see that it arrives."))
            (_form, _secret) = (null, added.Value.Secret);
    }

    private async Task Test(ShownChannel channel)
    {
        Clear();
        _busy = channel.Id;
        StateHasChanged();
        try
        {
            var tested = await Act<TestChannel>().Handle(await Visitor.Actor(), channel.Id);
            await Done(tested, tested.IsRefused ? "" : $"“{channel.Name}”: {tested.Value ?? "It has not answered yet; the log of deliveries says what comes of it."}");
            _trouble = !tested.IsRefused && _view?.Own.Concat(_view.Organisation).FirstOrDefault(c => c.Id == channel.Id)?.LastState != DeliveryState.Delivered;
        }
        finally
        {
            _busy = null;
        }
    }

    private async Task NewSecret(ShownChannel channel)
    {
        var made = await Act<ReplaceSecret>().Handle(await Visitor.Actor(), channel.Id);
        if (await Done(made, $"“{channel.Name}” signs with a new secret. The former one signs beside it for 24 hours."))
            _secret = made.Value.Secret;
    }

    private async Task Change(ChangedChannel to) =>
        await Done(await Act<ChangeChannel>().Handle(await Visitor.Actor(), to.Channel.Id, to.AtLeast, to.QuestionsOnly), $"“{to.Channel.Name}” takes what you said, from the next message on.");

    private async Task Switch(ShownChannel channel)
    {
        var on = channel.DisabledAt is not null;
        await Done(await Act<SwitchChannel>().Handle(await Visitor.Actor(), channel.Id, on), on ? $"“{channel.Name}” is on." : $"“{channel.Name}” is off. What was on its way by it is given up.");
    }

    private async Task Remove(ShownChannel channel) => await Done(await Act<RemoveChannel>().Handle(await Visitor.Actor(), channel.Id), $"“{channel.Name}” is gone, and its address and secret with it.");

    private async Task<bool> Done<T>(Outcome<T> outcome, string said)
    {
        Clear();
        _refusal = outcome.Refusal;
        _said = outcome.IsRefused ? null : said;
        await Refresh();
        return !outcome.IsRefused;
    }

    private void Clear() => (_refusal, _said, _secret, _trouble) = (null, null, null, false);

    private T Act<T>()
        where T : notnull => Acts.GetRequiredService<T>();
}
