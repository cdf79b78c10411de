namespace GovernanceConsole.Domain.Notifications;

/// <summary>One item that reached an eligible person: how long until somebody decided, or how long nobody had when it ended or now.</summary>
/// <param name="Lasted">Since the first delivery to somebody who could answer.</param>
/// <param name="Answered">True for a person's decision; false is a censored observation: it would have taken at least that long.</param>
public readonly record struct Observed(TimeSpan Lasted, bool Answered);

/// <summary>
/// Time to acknowledge. An item that expired unanswered is not left out, which would flatter, nor counted as answered when it expired: it is censored, and the percentiles are those of the Kaplan–Meier estimate.
/// </summary>
/// <param name="Answered">Decided by a person.</param>
/// <param name="Censored">Not decided by a person while it was watched.</param>
/// <param name="P50">By when half would have been answered; null when so many never were that nobody can say.</param>
/// <param name="P90">By when nine of ten would have been.</param>
public sealed record AnswerTimes(int Answered, int Censored, TimeSpan? P50, TimeSpan? P90)
{
    public static AnswerTimes Of(IEnumerable<Observed> observed)
    {
        // At the same instant answers count before ends, as is the custom: whoever ended then was still there to be answered.
        var all = observed.OrderBy(o => o.Lasted).ThenByDescending(o => o.Answered).ToList();
        TimeSpan? half = null, most = null;
        var unanswered = 1.0;
        for (var i = 0; i < all.Count; i++)
        {
            if (!all[i].Answered)
                continue;
            unanswered *= 1 - (1.0 / (all.Count - i));
            // A hair of room: products of fractions miss a half by the last bit.
            half ??= unanswered <= 0.5 + 1e-9 ? all[i].Lasted : null;
            most ??= unanswered <= 0.1 + 1e-9 ? all[i].Lasted : null;
        }

        var answered = all.Count(o => o.Answered);
        return new AnswerTimes(answered, all.Count - answered, half, most);
    }
}
