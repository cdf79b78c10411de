namespace GovernanceConsole.Tests.World;

/// <summary>A clock that stands still until a test moves it. Timers fire, in order, as the clock passes them.</summary>
internal sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private const int Strides = 100;

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Moves on and fires what falls due on the way. A long time passes in a hundred strides: at each, what fell due meanwhile fires once, as on a machine that dozes; a timer of every second would take a day to get through a day.</summary>
    public void Advance(TimeSpan by)
    {
        if (by > Long)
        {
            for (var stride = 0; stride < Strides; stride++)
                Leap(by / Strides);
            by -= by / Strides * Strides;
        }
        var until = GetUtcNow() + by;
        while (true)
        {
            FakeTimer? due;
            lock (_gate)
            {
                due = _timers.Where(t => t.DueAt <= until).MinBy(t => t.DueAt);
                _now = due is null ? until : due.DueAt > _now ? due.DueAt : _now;
                due?.Rearm();
            }
            if (due is null)
                return;
            due.Fire();
        }
    }

    private void Leap(TimeSpan by)
    {
        List<FakeTimer> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(t => t.DueAt <= _now).OrderBy(t => t.DueAt)];
            foreach (var timer in due)
                timer.Rearm();
        }
        foreach (var timer in due)
            timer.Fire();
    }

    /// <summary>Sets the clock back: nothing fires.</summary>
    public void StepBack(TimeSpan by)
    {
        lock (_gate)
            _now -= by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset DueAt { get; private set; } = DateTimeOffset.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                _period = period;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : clock._now + dueTime;
                clock._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                    clock._timers.Add(this);
            }
            return true;
        }

        public void Rearm()
        {
            if (_period > TimeSpan.Zero)
                DueAt = DueAt + _period > clock._now ? DueAt + _period : clock._now + _period;
            else
                clock._timers.Remove(this);
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
