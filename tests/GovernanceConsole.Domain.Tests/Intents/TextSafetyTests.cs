using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Tests.Intents;

public sealed class TextSafetyTests
{
    public static TheoryData<string, TextUse, string, string> Visible => new()
    {
        // value, use, shown, flags
        { "Nordwind GmbH & Co. KG", TextUse.Name, "Nordwind GmbH & Co. KG", "" },
        { "Müller & Søn A/S", TextUse.Name, "Müller & Søn A/S", "" },
        { "ООО Ромашка", TextUse.Name, "ООО Ромашка", "" },
        { "株式会社トヨタ", TextUse.Name, "株式会社トヨタ", "" },
        { "Tシャツ", TextUse.Name, "Tシャツ", "" },
        { "Ελλάδα", TextUse.Name, "Ελλάδα", "" },
        { "ישראל", TextUse.Name, "ישראל", "" },
        { "", TextUse.Name, "", "" },
        // reading direction
        { "invoice\u202Egpj.exe", TextUse.Name, "invoice⟦U+202E⟧gpj.exe", "bidi" },
        { "a\u2066b\u2069c\u200Ed\u061C", TextUse.Line, "a⟦U+2066⟧b⟦U+2069⟧c⟦U+200E⟧d⟦U+061C⟧", "bidi" },
        { "pay שלום 100", TextUse.Name, "pay שלום 100", "right_to_left" },
        // what cannot be seen
        { "Nord\u200Bwind", TextUse.Name, "Nord⟦U+200B⟧wind", "invisible" },
        { "Nord\u00ADwind\uFEFF\u2060\u200D\u200C", TextUse.Name, "Nord⟦U+00AD⟧wind⟦U+FEFF⟧⟦U+2060⟧⟦U+200D⟧⟦U+200C⟧", "invisible" },
        { "ok\U000E0041\U000E007F", TextUse.Prose, "ok⟦U+E0041⟧⟦U+E007F⟧", "invisible" },
        { "a\uFE0Fb\U000E0100", TextUse.Line, "a⟦U+FE0F⟧b⟦U+E0100⟧", "invisible" },
        { "\u3164\u2800\u115F", TextUse.Name, "⟦U+3164⟧⟦U+2800⟧⟦U+115F⟧", "invisible" },
        { "\u180E\u034F", TextUse.Name, "⟦U+180E⟧⟦U+034F⟧", "invisible" },
        { "\u206A\U0001D173", TextUse.Line, "⟦U+206A⟧⟦U+1D173⟧", "invisible" },
        // control characters, line ends, spaces
        { "a\u0000b\u001Bc\u007Fd\u0085", TextUse.Line, "a⟦U+0000⟧b⟦U+001B⟧c⟦U+007F⟧d⟦U+0085⟧", "control" },
        { "one\ntwo", TextUse.Line, "one⟦U+000A⟧two", "control" },
        { "one\r\ntwo\tthree", TextUse.Prose, "one\ntwo⟦U+0009⟧three", "control" },
        { "one\u2028two\u2029", TextUse.Prose, "one⟦U+2028⟧two⟦U+2029⟧", "control" },
        { "\u00A0a\u3000b\u2009", TextUse.Name, "⟦U+00A0⟧a⟦U+3000⟧b⟦U+2009⟧", "unusual_space" },
        { "\tindented", TextUse.Code, "⇥indented", "" },
        { "a          b", TextUse.Line, "a⟦10 spaces⟧b", "padding" },
        { "        select", TextUse.Code, "        select", "" },
        { "up\n\n\n\n\ndown", TextUse.Prose, "up⟦5 line breaks⟧\n\ndown", "padding" },
        { "\uE000\U0010FFFD", TextUse.Line, "⟦U+E000⟧⟦U+10FFFD⟧", "unknown_character" },
        // disguises
        { "Nоrdwind GmbH", TextUse.Name, "N⟦о U+043E⟧rdwind GmbH", "mixed_script" },
        { "Nоrdwind paid", TextUse.Prose, "N⟦о U+043E⟧rdwind paid", "mixed_script" },
        { "аррӏе", TextUse.Name, "⟦а U+0430⟧⟦р U+0440⟧⟦р U+0440⟧⟦ӏ U+04CF⟧⟦е U+0435⟧", "look_alike" },
        { "Bank оf Oslo", TextUse.Name, "Bank ⟦о U+043E⟧f Oslo", "mixed_script" },
        { "Apple Сo", TextUse.Name, "Apple ⟦С U+0421⟧o", "mixed_script" },
        { "Bank СО", TextUse.Name, "Bank ⟦С U+0421⟧⟦О U+041E⟧", "look_alike" },
        { "Яндеkс", TextUse.Name, "Янде⟦k U+006B⟧с", "mixed_script" },
        { "ΑΒΕ Ltd", TextUse.Name, "⟦Α U+0391⟧⟦Β U+0392⟧⟦Ε U+0395⟧ Ltd", "look_alike" },
        { "ｐａｙ", TextUse.Name, "⟦ｐ U+FF50⟧⟦ａ U+FF41⟧⟦ｙ U+FF59⟧", "look_alike" },
        { "𝐩𝐚y", TextUse.Name, "⟦𝐩 U+1D429⟧⟦𝐚 U+1D41A⟧y", "look_alike" },
        { "bank.com∕login", TextUse.Name, "bank.com⟦∕ U+2215⟧login", "look_alike" },
        { "pɑypal", TextUse.Name, "p⟦ɑ U+0251⟧ypal", "look_alike" },
        { "1٣00", TextUse.Line, "1⟦٣ U+0663⟧00", "mixed_digits" },
        { "✔ Already approved by CISO", TextUse.Name, "✔ Already approved by CISO", "symbol" },
        { "fake ⟦U+202E⟧", TextUse.Line, "fake ⟦U+27E6⟧U+202E⟦U+27E7⟧", "look_alike" },
        // floods
        { "Z\u0300\u0301\u0302\u0303\u0304\u0305o", TextUse.Name, "Z\u0300\u0301\u0302⟦+3 marks⟧o", "mark_flood" },
        { "\u0301x", TextUse.Name, "⟦U+0301⟧x", "mark_flood" },
        { "q\u0301\u0323", TextUse.Name, "q\u0301\u0323", "" },
        // markup is text
        { "<script>alert(1)</script> [ok](javascript:1) {{7*7}} ${jndi:ldap://x}", TextUse.Line, "<script>alert(1)</script> [ok](javascript:1) {{7*7}} ${jndi:ldap://x}", "" },
        // several at once
        { "N\u043E\u200Brd\u202E", TextUse.Name, "N⟦о U+043E⟧⟦U+200B⟧rd⟦U+202E⟧", "bidi,invisible,mixed_script" },
    };

    [Theory]
    [MemberData(nameof(Visible))]
    public void WhatHides_IsShown(string value, TextUse use, string shown, string flags)
    {
        var safe = TextSafety.Show(value, use);
        Assert.Equal(shown, safe.Plain);
        Assert.Equal(flags, string.Join(',', safe.Flags));
        Assert.False(safe.IsCut);
    }

    [Fact]
    public void Escapes_AreSegmentsOfTheirOwn()
    {
        var safe = TextSafety.Show("a\u202E\u202Eb");
        Assert.Equal([SegmentKind.Plain, SegmentKind.Escape, SegmentKind.Escape, SegmentKind.Plain], safe.Segments.Select(segment => segment.Kind));
    }

    [Fact]
    public void OverLongValue_IsCutInTheMiddleAndSaysHowMuch()
    {
        var value = "begin" + new string('x', 50_000) + "end";
        var safe = TextSafety.Show(value, TextUse.Line, 120);
        Assert.True(safe.IsCut);
        Assert.StartsWith("begin", safe.Plain, StringComparison.Ordinal);
        Assert.EndsWith("end", safe.Plain, StringComparison.Ordinal);
        Assert.Contains("⟦… 49,888 of 50,008 characters left out …⟧", safe.Plain, StringComparison.Ordinal);
        Assert.InRange(safe.Plain.Length, 120, 180);
        Assert.Equal(value, TextSafety.Show(value, TextUse.Line, TextSafety.Unlimited).Plain);
    }

    [Fact]
    public void CutText_KeepsTheFlagsOfWhatWasLeftOut()
    {
        var safe = TextSafety.Show(new string('a', 500) + "\u202E" + new string('b', 500), TextUse.Line, 100);
        Assert.Contains("bidi", safe.Flags);
        Assert.DoesNotContain("202E", safe.Plain, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFlag_HasASentence()
    {
        foreach (var flag in typeof(TextFlags).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!))
            Assert.EndsWith(".", TextFlags.Sentence(flag), StringComparison.Ordinal);
    }

    [Fact]
    public void NoCharacterThatHides_EverComesThroughPlain()
    {
        for (var point = 0; point <= 0x10FFFF; point++)
        {
            if (point is >= 0xD800 and <= 0xDFFF)
                continue;
            var category = System.Text.Rune.GetUnicodeCategory(new System.Text.Rune(point));
            if (category is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned))
                continue;
            var text = char.ConvertFromUtf32(point);
            foreach (var segment in TextSafety.Show("a" + text + "b").Segments)
            {
                if (segment.Kind == SegmentKind.Plain)
                    Assert.DoesNotContain(text, segment.Text, StringComparison.Ordinal);
            }
        }
    }
}
