using GovernanceConsole.Platform.Live;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Ui;

/// <summary>
/// A page or panel that asks again when something it shows has changed. A signal carries no data and may be missed: what <see cref="Refresh"/> reads is the truth. Failures reach the error boundary; nothing
/// runs after the component is gone.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly List<IDisposable> _subscriptions = [];
    private readonly CancellationTokenSource _gone = new();

    protected LiveComponent() => Gone = _gone.Token;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    /// <summary>Cancelled when the component goes, for what it reads. Can be asked for even then.</summary>
    protected CancellationToken Gone { get; }

    /// <summary>Reads what the component shows. Runs on the component's own thread of work; rendering follows.</summary>
    protected abstract Task Refresh();

    /// <summary>Refreshes whenever something under the topic changed.</summary>
    protected void Follow(string topic)
    {
        if (!Gone.IsCancellationRequested)
            _subscriptions.Add(Feed.Subscribe(topic, changed => _ = InvokeAsync(Again)));
    }

    /// <summary>The same for this topic alone: what was followed before is no longer shown.</summary>
    protected void FollowOnly(string topic)
    {
        Unfollow();
        Follow(topic);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || Gone.IsCancellationRequested)
            return;
        Unfollow();
        _gone.Cancel();
        _gone.Dispose();
    }

    private void Unfollow()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        _subscriptions.Clear();
    }

    private async Task Again()
    {
        if (Gone.IsCancellationRequested)
            return;
        try
        {
            await Refresh();
            if (!Gone.IsCancellationRequested)
                StateHasChanged();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            if (!Gone.IsCancellationRequested)
                await DispatchExceptionAsync(fault);
        }
    }
}
