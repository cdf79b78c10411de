using System.Text;

namespace GovernanceConsole.Rego.Builtins.Formatting;

/// <summary>The flags, width and precision of one formatting directive, and padding by them.</summary>
internal sealed class GoFlags
{
    public bool Sharp { get; set; }

    public bool Zero { get; set; }

    public bool Plus { get; set; }

    public bool Minus { get; set; }

    public bool Space { get; set; }

    public int? Width { get; set; }

    public int? Precision { get; set; }

    /// <summary>Zeros may stand to the left only.</summary>
    public bool ZeroPadded => Zero && !Minus && Width is not null;

    public bool TrySet(char flag)
    {
        switch (flag)
        {
            case '#': return Sharp = true;
            case '0': return Zero = true;
            case '+': return Plus = true;
            case '-': return Minus = true;
            case ' ': return Space = true;
            default: return false;
        }
    }

    /// <summary>Fills a text up to the width, counted in code points.</summary>
    public string Pad(string text, bool zeros)
    {
        var missing = (Width ?? 0) - text.EnumerateRunes().Count();
        if (missing <= 0) return text;
        if (Minus) return text + new string(' ', missing);
        return new StringBuilder().Append(zeros && Zero ? '0' : ' ', missing).Append(text).ToString();
    }
}
