using System.Globalization;
using GovernanceConsole.Domain;

namespace GovernanceConsole.Platform.Http;

/// <summary>Reads bodies and query numbers with a limit, so that nothing large or odd gets further.</summary>
internal static class Bodies
{
    /// <summary>The body, or null when it is longer than <paramref name="most"/> bytes.</summary>
    public static async Task<ReadOnlyMemory<byte>?> Read(HttpRequest request, int most)
    {
        if (request.ContentLength > most)
            return null;
        var buffer = new byte[(int)(request.ContentLength ?? 4096)];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length == request.ContentLength)
                    break;
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, most + 1));
            }
            var read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted);
            if (read == 0)
                break;
            length += read;
            if (length > most)
                return null;
        }
        return buffer.AsMemory(0, length);
    }

    /// <summary>A query parameter as an integer in bounds; null when absent. Anything else is an error at <c>?name</c>.</summary>
    public static int? QueryInteger(HttpRequest request, string name, int least, int most, List<FieldError> errors)
    {
        var values = request.Query[name];
        if (values.Count == 0)
            return null;
        if (values.Count == 1 && int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        errors.Add(new FieldError("?" + name, $"Must be one whole number from {least} to {most}."));
        return null;
    }
}
