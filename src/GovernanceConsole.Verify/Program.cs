Console.WriteLine("usage: receipt FILE…"); return 2;
