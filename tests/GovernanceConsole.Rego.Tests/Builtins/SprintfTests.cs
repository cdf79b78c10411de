namespace GovernanceConsole.Rego.Tests.Builtins;

public sealed class SprintfTests
{
    [Theory]
    [InlineData("%d", "[5]", "5")]
    [InlineData("%5d|%-5d|%05d|%+d", "[42, 42, 42, 42]", "   42|42   |00042|+42")]
    [InlineData("%d", "[-7]", "-7")]
    [InlineData("%05d", "[-7]", "-0007")]
    [InlineData("%x %X %#x %o %b", "[255, 255, 255, 8, 5]", "ff FF 0xff 10 101")]
    [InlineData("%c%q%U", "[65, 65, 128512]", "A'A'U+1F600")]
    [InlineData("%v %v %v", "[true, null, [1, \"a\"]]", "true null [1, \"a\"]")]
    [InlineData("%v", "[{\"a\": {1, 2}}]", "{\"a\": {1, 2}}")]
    [InlineData("%s", "[{}]", "{}")]
    [InlineData("%s|%10s|%-10s|%.2s", "[\"ab\", \"ab\", \"ab\", \"abc\"]", "ab|        ab|ab        |ab")]
    [InlineData("%q", "[\"a\\\"b\"]", "\"a\\\"b\"")]
    [InlineData("%x", "[\"hi\"]", "6869")]
    [InlineData("%f %.2f %8.3f", "[3.14159, 3.14159, 3.14159]", "3.141590 3.14    3.142")]
    [InlineData("%.2f", "[0.125]", "0.12")]
    [InlineData("%e %g %G", "[1234.5678, 1e21, 1e-7]", "1.234568e+03 1e+21 1E-07")]
    [InlineData("%v %v", "[1234567.5, 0.1]", "1.2345675e+06 0.1")]
    [InlineData("%d", "[1.5]", "%!d(float64=1.5)")]
    [InlineData("%d", "[\"x\"]", "%!d(string=x)")]
    [InlineData("%s", "[5]", "%!s(int=5)")]
    [InlineData("%t", "[true]", "%!t(string=true)")]
    [InlineData("%f", "[5]", "%!f(int=5)")]
    [InlineData("%d %d", "[1]", "1 %!d(MISSING)")]
    [InlineData("%d", "[1, 2, \"x\"]", "1%!(EXTRA int=2, string=x)")]
    [InlineData("%", "[]", "%!(NOVERB)")]
    [InlineData("100%%", "[]", "100%")]
    [InlineData("%!", "[1]", "%!!(int=1)")]
    [InlineData("%[2]d %[1]d", "[1, 2]", "2 1")]
    [InlineData("%[3]d", "[1]", "%!d(BADINDEX)")]
    [InlineData("%*d", "[5, 42]", "   42")]
    [InlineData("%*d", "[\"x\", 42]", "%!(BADWIDTH)42")]
    [InlineData("%.*f", "[1, 2.55]", "2.5")]
    [InlineData("%s", "[123456789123456789123]", "123456789123456789123")]
    [InlineData("%d", "[123456789123456789123]", "123456789123456789123")]
    [InlineData("%T %T %T", "[1, 1.5, \"x\"]", "int float64 string")]
    [InlineData("%05s", "[\"ab\"]", "000ab")]
    [InlineData("% d", "[5]", " 5")]
    [InlineData("%6.2f|%-8.1f|%+.1f|%06.1f", "[1.005, 2.25, 3.0, -1.5]", "  1.00|2.2     |+3.0|-001.5")]
    public void Formats_as_Gos_fmt(string format, string arguments, string expected) =>
        Assert.Equal(expected, Expression.Text($"sprintf({Quoted(format)}, {arguments})"));

    [Theory]
    [InlineData("%999999999d")]
    [InlineData("%1000000d%1000000d%1000000d%1000000d%1000000d%1000000d")]
    public void Hostile_widths_end_within_the_budget(string format) =>
        Assert.True(Expression.Answer($"count(sprintf({Quoted(format)}, [1, 2, 3, 4, 5, 6]))") is "eval_cancel_error" or { Length: < 10 });

    private static string Quoted(string text) => $"\"{text}\"";
}
