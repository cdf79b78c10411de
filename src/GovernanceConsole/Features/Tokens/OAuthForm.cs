using GovernanceConsole.Domain;

namespace GovernanceConsole.Features.Tokens;

/// <summary>The parameters of an OAuth request: form-encoded, each at most once (RFC 6749 §3.2), an empty one counts as left out. Unknown ones are ignored.</summary>
internal sealed class OAuthForm
{
    private const int Longest = 64 * 1024;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string? this[string name] => _values.GetValueOrDefault(name);

    public static async Task<Outcome<OAuthForm>> Read(HttpRequest request)
    {
        if (!request.HasFormContentType || request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            return TokenRefusals.InvalidRequest("Send the parameters as application/x-www-form-urlencoded.");
        if (request.ContentLength > Longest)
            return TokenRefusals.InvalidRequest("The request is too large.");
        IFormCollection given;
        try
        {
            given = await request.ReadFormAsync(new Microsoft.AspNetCore.Http.Features.FormOptions { BufferBodyLengthLimit = Longest, ValueCountLimit = 64, ValueLengthLimit = Longest });
        }
        catch (InvalidDataException)
        {
            return TokenRefusals.InvalidRequest("The form cannot be read.");
        }

        var form = new OAuthForm();
        foreach (var (name, values) in given)
        {
            if (values.Count != 1)
                return TokenRefusals.InvalidRequest("A parameter stands more than once.");
            if (!string.IsNullOrEmpty(values[0]))
                form._values[name] = values[0]!;
        }

        return form;
    }
}
