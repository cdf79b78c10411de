namespace GovernanceConsole.Features.Policy.Engines;

/// <summary>
/// Keeps the console from waiting for somebody who does not answer: after <paramref name="limit"/> failures in a row nobody is let through for <paramref name="pause"/>; then one is, and what it
/// meets decides for all. Whoever was let through says how it went, exactly once.
/// </summary>
internal sealed class CircuitBreaker(TimeProvider clock, int limit, TimeSpan pause)
{
    private readonly Lock _gate = new();
    private int _failures;
    private long _openedAt;
    private bool _probing;

    /// <summary>False while it is open: then nothing is to be asked and nothing to be reported.</summary>
    public bool Enter()
    {
        lock (_gate)
        {
            if (_failures < limit)
                return true;
            if (_probing || clock.GetElapsedTime(_openedAt) < pause)
                return false;
            return _probing = true;
        }
    }

    public void Succeeded()
    {
        lock (_gate)
            (_failures, _probing) = (0, false);
    }

    public void Failed()
    {
        lock (_gate)
            (_failures, _probing, _openedAt) = (Math.Min(_failures + 1, limit), false, clock.GetTimestamp());
    }

    /// <summary>Nobody knows how it would have gone: the next one finds out.</summary>
    public void GaveUp()
    {
        lock (_gate)
            _probing = false;
    }
}
