using GovernanceConsole.Ui;

var builder = WebApplication.CreateBuilder(args);

// Without a launch profile `dotnet run` is Production, where the assets of packages and of linked folders are found only by this line.
builder.WebHost.UseStaticWebAssets();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddCascadingAuthenticationState();
builder.Services.AddAuthorization();

var app = builder.Build();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.Run();
