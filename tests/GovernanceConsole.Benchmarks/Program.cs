using GovernanceConsole.Benchmarks;

// One command, one table: dotnet run -c Release --project tests/GovernanceConsole.Benchmarks
// Each row is a ratio to a limit measured in the same run on the same disk. --soak runs an hour at ten times the demo's pace instead.
if (args.Contains("--soak"))
    return await Soak.Run(TimeSpan.FromMinutes(args.SkipWhile(a => a != "--minutes").Skip(1).Select(int.Parse).FirstOrDefault(60)));

var table = new Table();
await using (var town = await BenchTown.Open())
{
    await Declaring.Run(town, table);
    await Signing.Run(town, table);
}
await Paging.Run(table);
await Memory.Run(table);
table.Print();
return 0;
