using GovernanceConsole.Demo.Stories;

namespace GovernanceConsole.Demo.History;

/// <summary>
/// When, in the sixty days before a visitor comes, which story happened: busy on weekdays, quiet at weekends, more in the morning, and one afternoon on which an agent ran wild.
/// </summary>
internal static class Calendar
{
    public const int Days = 60;

    private const int RunawayDaysAgo = 23;
    private const int RunawayCount = 64;

    public static IReadOnlyList<(DateTime At, string StoryId)> Of(Storybook book, DateTime until)
    {
        var dice = new Dice(7);
        var past = book.Stories.Where(s => s.History > 0).ToList();
        var planned = new List<(DateTime At, string StoryId)>();
        for (var ago = Days; ago >= 0; ago--)
        {
            var day = until.Date.AddDays(-ago);
            var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            for (var n = weekend && ago > 0 ? dice.Between(0, 2) : dice.Between(4, 8); n > 0; n--)
            {
                // Two thirds before noon; the last day is spread over the hours there have been.
                var minute = dice.Chance(66) ? dice.Between(6 * 60, 12 * 60) : dice.Between(12 * 60, (17 * 60) + 40);
                var at = ago == 0 ? until.AddMinutes(-dice.Between(4, 660)) : day.AddMinutes(minute);
                planned.Add((at.AddMilliseconds(dice.Between(0, 59_999)), dice.Pick(past, s => s.History).Id));
            }
        }
        var wild = until.Date.AddDays(-RunawayDaysAgo).AddHours(13);
        for (var n = 0; n < RunawayCount; n++)
            planned.Add((wild.AddSeconds(1.5 * n), "wire.runaway"));
        return [.. planned.Where(p => p.At < until.AddMinutes(-1)).OrderBy(p => p.At)];
    }
}
