using GovernanceConsole.Benchmarks;

// One command, one table: dotnet run -c Release --project tests/GovernanceConsole.Benchmarks
// Each row is a ratio to a limit measured in the same run on the same disk. --soak runs an hour at ten times the demo's pace instead.
if (args.Contains("--soak"))
    return await Soak.Run(TimeSpan.FromMinutes(args.SkipWhile(a => a != "--minutes").Skip(1).Select(int.Parse).FirstOrDefault(60)));

// --only declare, sign, kill, policy, replay, page, escalate or memory measures that alone, for a profiler beside it.
var only = args.SkipWhile(a => a != "--only").Skip(1).FirstOrDefault();
bool Wanted(string name) => only is null || only == name;

var table = new Table();
if (Wanted("declare") || Wanted("sign"))
{
    await using var town = await BenchTown.Open();
    if (Wanted("declare"))
        await Declaring.Run(town, table);
    if (Wanted("sign"))
        await Signing.Run(town, table);
}
if (Wanted("kill"))
{
    await using var town = await BenchTown.Open();
    await Killing.Run(town, table);
}
if (Wanted("policy"))
    Deciding.Run(Path.Combine(AppContext.BaseDirectory, "assets"), table);
if (Wanted("replay"))
{
    await using var town = await BenchTown.Open();
    await Replaying.Run(town, table);
}
if (Wanted("page"))
    await Paging.Run(table);
if (Wanted("escalate"))
    await Escalating.Run(table);
if (Wanted("memory"))
    await Memory.Run(table);
table.Print();
return 0;
