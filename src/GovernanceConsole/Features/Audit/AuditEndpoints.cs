using System.Globalization;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Http;
using Microsoft.Extensions.Primitives;

namespace GovernanceConsole.Features.Audit;

/// <summary>
/// The log for outsiders, read only (C2SP tlog-tiles v0.1.0, tlog-proof v1): signed head, hash tiles and proofs for everybody, entries for auditors. A tile never changes and may be
/// kept for ever; head and proofs grow old with the next commit.
/// </summary>
internal static class AuditEndpoints
{
    private const string ForSeconds = "public, max-age=2";
    private const string ForEver = "public, max-age=31536000, immutable";
    private const string Private = "private, no-store";
    private const string Text = "text/plain; charset=utf-8";
    private const string Bytes = "application/octet-stream";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/log/checkpoint", Checkpoint).AllowAnonymous();
        routes.MapGet("/log/tile/{**path}", TileAt).AllowAnonymous();
        routes.MapGet("/log/proof/{index}", Proof).AllowAnonymous();
    }

    private static async Task<IResult> Checkpoint(Database database, HttpResponse response, CancellationToken stop)
    {
        await using var db = database.Read();
        return await db.Head(stop) is { } head ? Cached(response, ForSeconds, Results.Text(head, Text)) : AuditFeatureRefusals.Empty.Problem();
    }

    private static async Task<IResult> TileAt(string? path, Database database, CurrentPerson person, Work work, HttpResponse response, CancellationToken stop)
    {
        if (Tile.Parse("tile/" + path) is not { } tile)
            return AuditFeatureRefusals.NoTile.Problem();

        await using var db = database.Read();
        if (tile.Level != Tile.Entries)
            return await db.Hashes(tile, stop) is { } hashes ? Cached(response, ForEver, Results.Bytes(hashes, Bytes)) : AuditFeatureRefusals.NoTile.Problem();

        var actor = await person.Actor();
        if (actor.Kind != ActorKind.Person)
            return PeopleRefusals.SignedOut.Problem();
        if (await Standing.Of(db, actor.Id, work.Now()) is not { } standing || !standing.Roles.Contains(Role.Auditor))
            return AuditFeatureRefusals.AuditorsOnly.Problem();
        return await db.Bundle(tile, stop) is { } bundle ? Cached(response, Private, Results.Bytes(bundle, Bytes)) : AuditFeatureRefusals.NoTile.Problem();
    }

    private static async Task<IResult> Proof(string index, Database database, HttpResponse response, CancellationToken stop)
    {
        await using var db = database.Read();
        return long.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && await db.Head(stop) is { } head && await db.Prove(at, head, stop) is { } proof
            ? Cached(response, ForSeconds, Results.Text(proof.ToString(), Text))
            : AuditFeatureRefusals.NoEntry.Problem();
    }

    private static IResult Cached(HttpResponse response, string how, IResult result)
    {
        response.Headers.CacheControl = new StringValues(how);
        return result;
    }
}
