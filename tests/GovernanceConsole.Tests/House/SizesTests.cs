namespace GovernanceConsole.Tests.House;

/// <summary>Files stay small enough to be read in one go.</summary>
public sealed class SizesTests
{
    private const int Most = 350;

    [Fact]
    public void SourceFile_FitsOneReading() =>
        Assert.All(Source.Files("src", ".cs", ".razor"), path => Assert.True(File.ReadLines(path).Count() <= Most, Source.Relative(path)));
}
