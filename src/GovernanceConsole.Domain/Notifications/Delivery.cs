namespace GovernanceConsole.Domain.Notifications;

/// <summary>
/// One message on its way by one channel. Its id is the same at every attempt (webhook-id, Message-ID), so that a receiver who got it twice can tell. At least once: an attempt that was under way when the console
/// stopped is made again.
/// </summary>
public sealed class Delivery
{
    /// <summary>How often it is tried by itself: with <see cref="Backoff"/> that is about forty hours.</summary>
    public const int MostAttempts = 14;

    public required string Id { get; init; }

    public required string ChannelId { get; init; }

    /// <summary>The notice it carries to a person; null for the organisation's channels.</summary>
    public string? NoticeId { get; init; }

    public string? IntentId { get; init; }

    public required NoticeRoute Route { get; init; }

    /// <summary>The facts as JSON (<see cref="Message"/>); what is sent is written from them at each attempt.</summary>
    public required string Facts { get; init; }

    public required DateTime MadeAt { get; init; }

    public required DeliveryState State { get; set; }

    public required int Attempts { get; set; }

    /// <summary>Attempts in all, those before somebody had it sent again included.</summary>
    public int Tried { get; set; }

    /// <summary>When it is tried next; null when never again by itself.</summary>
    public DateTime? NextAt { get; set; }

    public DateTime? EndedAt { get; set; }

    /// <summary>What came of the last attempt.</summary>
    public string? LastSays { get; set; }

    /// <summary>Notes an attempt and says what follows from it.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="now">When it ended.</param>
    /// <param name="chance">0 up to 1, for the jitter.</param>
    public void Note(AttemptResult result, DateTime now, double chance)
    {
        (Attempts, Tried) = (Attempts + 1, Tried + 1);
        LastSays = result.Says;
        if (result.Outcome == AttemptOutcome.Delivered)
            End(DeliveryState.Delivered, now);
        else if (result.Outcome is AttemptOutcome.Refused or AttemptOutcome.Gone || Attempts >= MostAttempts)
            End(DeliveryState.Dead, now);
        else
            NextAt = now + Backoff.After(Attempts, chance, result.RetryAfter);
    }

    public void End(DeliveryState state, DateTime now) => (State, EndedAt, NextAt) = (state, now, null);

    /// <summary>Tried again from the beginning, because somebody said so.</summary>
    public void Again(DateTime now) => (State, EndedAt, NextAt, Attempts) = (DeliveryState.Waiting, null, now, 0);
}

/// <summary>Where a delivery stands.</summary>
public enum DeliveryState
{
    Waiting = 0,
    Delivered = 1,

    /// <summary>Given up.</summary>
    Dead = 2,

    /// <summary>What it asked was decided before it could be sent.</summary>
    Overtaken = 3,
}

/// <summary>One attempt, for the log of deliveries.</summary>
public sealed class DeliveryAttempt
{
    public required string DeliveryId { get; init; }

    public required DateTime At { get; init; }

    /// <summary>From 1, over all deliveries of the same id.</summary>
    public required int Number { get; init; }

    public required int Milliseconds { get; init; }

    public required AttemptOutcome Outcome { get; init; }

    /// <summary>A sentence of ours; never what the other side said.</summary>
    public required string Says { get; init; }
}

/// <summary>What came of an attempt.</summary>
public enum AttemptOutcome
{
    Delivered = 0,

    /// <summary>It may work later.</summary>
    Failed = 1,

    /// <summary>It will not work later either.</summary>
    Refused = 2,

    /// <summary>The endpoint is gone for good and wants nothing more (HTTP 410).</summary>
    Gone = 3,
}

/// <summary>What came of an attempt, in a sentence, and how long the other side wants to be left alone.</summary>
public sealed record AttemptResult(AttemptOutcome Outcome, string Says, TimeSpan? RetryAfter = null);
