namespace GovernanceConsole.Demo.PracticeKey;

/// <summary>
/// Serves the practice key's script. It is no static asset but a resource of the assembly, and mapped in demo mode only: elsewhere the address does not exist. The server has no other path for it;
/// what it signs is verified like any passkey and known by its AAGUID.
/// </summary>
internal static class PracticeKeyScript
{
    public const string Path = "/js/practice-key.js";

    public static void MapPracticeKey(this IEndpointRouteBuilder routes) => routes.MapGet(Path, (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Stream(Open(), "text/javascript; charset=utf-8");
    }).AllowAnonymous();

    internal static Stream Open() =>
        typeof(PracticeKeyScript).Assembly.GetManifestResourceStream("practice-key.js") ?? throw new InvalidOperationException("The practice key's script is not in the assembly.");
}
