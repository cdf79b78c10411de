namespace GovernanceConsole.Platform.Live;

/// <summary>
/// Tells whoever is interested that something under a topic changed, after it was committed. Carries no data: a receiver asks the database again, so a
/// missed signal only delays. Subscriptions are disposable; a subscriber that throws harms nobody else.
/// </summary>
internal sealed class ChangeFeed(ILogger<ChangeFeed> log)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Action<string>>> _subscribers = [];

    /// <summary>Calls <paramref name="changed"/> with the topic after each change, on the committing thread: it must be quick.</summary>
    public IDisposable Subscribe(string topic, Action<string> changed)
    {
        lock (_gate)
        {
            if (!_subscribers.TryGetValue(topic, out var list))
                _subscribers[topic] = list = [];
            list.Add(changed);
        }
        return new Subscription(this, topic, changed);
    }

    /// <summary>Tells the topic's subscribers. Called once a commit and topic.</summary>
    public void Publish(string topic)
    {
        Action<string>[] receivers;
        lock (_gate)
        {
            if (!_subscribers.TryGetValue(topic, out var list))
                return;
            receivers = [.. list];
        }
        foreach (var receiver in receivers)
        {
            try
            {
                receiver(topic);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                log.LogError(fault, "A subscriber of {Topic} failed", topic);
            }
        }
    }

    private void Drop(string topic, Action<string> changed)
    {
        lock (_gate)
        {
            if (_subscribers.TryGetValue(topic, out var list) && list.Remove(changed) && list.Count == 0)
                _subscribers.Remove(topic);
        }
    }

    private sealed class Subscription(ChangeFeed feed, string topic, Action<string> changed) : IDisposable
    {
        public void Dispose() => feed.Drop(topic, changed);
    }
}
