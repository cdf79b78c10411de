using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Rotation.Pages;

/// <summary>Who is on call, who is away, and the acts that change it. What an act refuses stands above; what was typed stays.</summary>
public sealed partial class OnCallPage
{
    private OnCallView? _view;
    private Refusal? _refusal;
    private string? _said;
    private string? _link;
    private string? _mine;
    private bool _mayManage;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private RotationForm? _defining;
    private string? _overriding;
    private (string Rotation, DateTime First)? _swap;

    [Inject] private ReadOnCall Read { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private IServiceProvider Acts { get; set; } = null!;

    [Inject] private Place Place { get; set; } = null!;

    protected override void OnInitialized() => Follow(Topics.OnCall);

    protected override Task OnParametersSetAsync() => _view is null ? Refresh() : Task.CompletedTask;

    protected override async Task Refresh()
    {
        var read = await Read.Handle(await Visitor.Actor());
        _view = read.IsRefused ? null : read.Value;
        if (read.IsRefused)
            _refusal = read.Refusal;
        var standing = await Visitor.Standing();
        _mine = standing?.Person.Id;
        _mayManage = standing?.Allows(Permission.ManagePeople) == true;
        _zone = standing?.Person.TimeZone() ?? TimeZoneInfo.Utc;
    }

    private static string Standing(OnCallView view)
    {
        var holes = view.Rotations.Count(rotation => rotation.Now is null);
        var away = view.Away.Count(absence => absence.FromAt <= view.At);
        return $"{view.Rotations.Count} rotation{(view.Rotations.Count == 1 ? "" : "s")}{(holes > 0 ? $", {holes} with nobody on call now" : "")} · {away} away now";
    }

    private async Task Define()
    {
        if (_defining is not { } form)
            return;
        if (await Done(await Act<DefineRotation>().Handle(await Visitor.Actor(), form.ToSheet(), form.InsteadOf), $"The rotation {form.Name} is defined."))
            _defining = null;
    }

    private async Task Override(string rotation, string personId, Interval time)
    {
        if (await Done(await Act<OverrideShift>().Handle(await Visitor.Actor(), rotation, time, personId), "The calendar is changed."))
            _overriding = null;
    }

    private async Task Swap(string rotation, DateTime first, DateTime second)
    {
        await Done(await Act<SwapShifts>().Handle(await Visitor.Actor(), rotation, first, second), "The two shifts are exchanged. Both people are told.");
        _swap = null;
    }

    private async Task Undo(long id) => await Done(await Act<UndoDutyChange>().Handle(await Visitor.Actor(), id), "The change is taken back.");

    private async Task GoAway(string me, string delegateId, Interval time) =>
        await Done(await Act<SetOutOfOffice>().Handle(await Visitor.Actor(), me, delegateId.Length == 0 ? null : delegateId, time), "Your absence is set. Questions that are open then move.");

    private async Task End(string id) => await Done(await Act<EndOutOfOffice>().Handle(await Visitor.Actor(), id), "The absence is over.");

    private async Task Revoke(string id) => await Done(await Act<RevokeCalendarLink>().Handle(await Visitor.Actor(), id), "The link shows nothing any more.");

    private async Task MakeLink(string? rotation)
    {
        var made = await Act<IssueCalendarLink>().Handle(await Visitor.Actor(), rotation);
        if (await Done(made, "The link is made."))
            _link = $"{new Uri(Place.Issuer).GetLeftPart(UriPartial.Authority)}{Links.Calendar(made.Value.Secret)}";
    }

    private async Task<bool> Done<T>(Outcome<T> outcome, string said)
    {
        _refusal = outcome.Refusal;
        _said = outcome.IsRefused ? null : said;
        _link = null;
        await Refresh();
        return !outcome.IsRefused;
    }

    private T Act<T>()
        where T : notnull => Acts.GetRequiredService<T>();
}
