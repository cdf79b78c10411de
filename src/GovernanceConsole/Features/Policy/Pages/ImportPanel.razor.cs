using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Bundles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace GovernanceConsole.Features.Policy.Pages;

/// <summary>The two ways a version comes in. The page around it tells what became of it, every mistake of a bundle that does not compile included.</summary>
public sealed partial class ImportPanel
{
    private bool _busy;

    [Parameter]
    public EventCallback<ActSaid> OnSaid { get; set; }

    [Inject] private ImportBundle Import { get; set; } = null!;

    [Inject] private CurrentPerson Me { get; set; } = null!;

    private Task FromFolder() => Take(async () => await Import.FromFolder(await Me.Actor()));

    private Task FromArchive(InputFileChangeEventArgs chosen) => Take(async () =>
    {
        if (chosen.File.Size > BundleFiles.MostBytes)
            return PolicyRefusals.Bundle with { Errors = [new FieldError("/files", $"'{chosen.File.Name}' is bigger than {BundleFiles.MostBytes / 1024 / 1024} MB.")] };
        await using var upload = chosen.File.OpenReadStream(BundleFiles.MostBytes);
        return await Import.FromArchive(await Me.Actor(), upload);
    });

    private async Task Take(Func<Task<Outcome<BundleVersion>>> import)
    {
        _busy = true;
        ActSaid said;
        try
        {
            said = ActSaid.Of(await import(), version => $"Version {version.Revision} is here ({version.Digest[..19]}…). It decides nothing until it is activated.");
        }
        catch (IOException fault)
        {
            said = new ActSaid(null, PolicyRefusals.Bundle with { Errors = [new FieldError("/files", $"It could not be read to its end: {fault.Message}")] });
        }
        finally
        {
            _busy = false;
        }
        await OnSaid.InvokeAsync(said);
    }
}
