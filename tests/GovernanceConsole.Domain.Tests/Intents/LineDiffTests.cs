using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Tests.Intents;

public sealed class LineDiffTests
{
    public static TheoryData<string?, string?, string> Pairs => new()
    {
        { "", "", "" },
        { null, "a\nb", "|a +|b" },
        { "a\nb", null, "a| -b|" },
        { "a\nb\nc", "a\nb\nc", "a=b=c" },
        { "a\nb\nc", "a\nx\nc", "a=b>x=c" },
        { "a\nc", "a\nb\nc", "a=|b=c" },
        { "a\nb\nc\n", "b\nc\nd\n", "a|=b=c=|d" },
        { "a\nb\nc\nd\ne", "x\nb\nd\ny", "a>x=b=c|=d=e>y" },
        { "a\r\nb\r\n", "a\r\nc\r\n", "a=b>c" },
        { "a\r\nb", "a\nb", "a\r>a=b" },
        { "a\n\n\nb", "a\n\nb", "a===|=b" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void TwoTexts_ArePairedByTheirCommonLines(string? before, string? after, string expected)
    {
        var pairs = LineDiff.Compare(before, after);
        Assert.Equal(Lines(before), pairs.Where(pair => pair.Before is not null).Select(pair => pair.Before));
        Assert.Equal(Lines(after), pairs.Where(pair => pair.After is not null).Select(pair => pair.After));
        Assert.Equal(expected.Count(sign => sign is '>' or '|'), pairs.Count(pair => pair.Before != pair.After));

        List<string?> Lines(string? text)
        {
            if (string.IsNullOrEmpty(text))
                return [];
            var crlf = before?.Contains("\r\n", StringComparison.Ordinal) == true && after?.Contains("\r\n", StringComparison.Ordinal) == true;
            return [.. (crlf ? text.Replace("\r", "", StringComparison.Ordinal) : text).TrimEnd('\n').Split('\n')];
        }
    }

    [Fact]
    public void ThousandsOfLines_AreStillComplete()
    {
        var before = string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"old {i}"));
        var after = string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"new {i}"));
        var pairs = LineDiff.Compare("same\n" + before, "same\n" + after);
        Assert.Equal(5001, pairs.Count);
        Assert.Equal(new LinePair("same", "same"), pairs[0]);
        Assert.Equal(new LinePair("old 4999", "new 4999"), pairs[^1]);
    }
}
