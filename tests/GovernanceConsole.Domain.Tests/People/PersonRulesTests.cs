using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Domain.Tests.People;

public sealed class PersonRulesTests
{
    [Theory]
    [InlineData("Ana Ruiz", "Ana Ruiz")]
    [InlineData("  Mei Tan ", "Mei Tan")]
    [InlineData("Zoe\u0308 Müller", "Zoë Müller")] // normalised to NFC
    [InlineData("Иван Иванов", "Иван Иванов")]
    [InlineData("王小明", "王小明")]
    [InlineData("Seán O'Brien-Łuk", "Seán O'Brien-Łuk")]
    public void HonestName_IsKept(string entered, string kept) => Assert.Equal(kept, PersonRules.Name(entered).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    [InlineData("Ana\u202Eziur")] // turns the reading direction
    [InlineData("A\u200Bna")] // invisible
    [InlineData("Аna Ruiz")] // Cyrillic А in a Latin word
    [InlineData("Ana\nRuiz")]
    [InlineData("Ana\ud800")]
    [InlineData("Ana \u2714")]
    public void DeceptiveName_IsRefusedWithThePlace(string? entered)
    {
        var answer = PersonRules.Name(entered);
        Assert.Equal("invalid_field", answer.Refusal?.Code);
        Assert.Equal("/name", Assert.Single(answer.Refusal!.Errors!).Pointer);
    }

    [Theory]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public void Name_HasAtMost120Characters(int length, bool kept) => Assert.Equal(!kept, PersonRules.Name(new string('a', length)).IsRefused);

    [Theory]
    [InlineData(null, null)]
    [InlineData(" ", null)]
    [InlineData(" ana@example.org ", "ana@example.org")]
    public void Email_IsOptional(string? entered, string? kept) => Assert.Equal(kept, PersonRules.Email(entered).Value);

    [Theory]
    [InlineData("ana")]
    [InlineData("@example.org")]
    [InlineData("ana@localhost")]
    [InlineData("ana@exam ple.org")]
    [InlineData("ana@@example.org")]
    [InlineData("ana@example.org>")]
    [InlineData("аna@example.org")]
    public void WrongEmail_IsRefused(string entered) => Assert.True(PersonRules.Email(entered).IsRefused);

    [Theory]
    [InlineData(null, "UTC")]
    [InlineData("Europe/Madrid", "Europe/Madrid")]
    public void KnownZone_IsKept(string? entered, string kept) => Assert.Equal(kept, PersonRules.Zone(entered).Value);

    [Theory]
    [InlineData("Atlantis/Centre")]
    [InlineData("../../etc/passwd")]
    public void UnknownZone_IsRefused(string entered) => Assert.True(PersonRules.Zone(entered).IsRefused);
}
