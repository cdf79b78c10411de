using System.Security.Cryptography;

namespace GovernanceConsole.Platform.Keys;

/// <summary>
/// Private keys as PKCS#8 PEM files in a folder outside the database, readable by their owner only. A key that is missing is made; one that cannot be read stops
/// the start, because a console that silently made a new identity would be a worse answer. Names are separate purposes: the log's key signs nothing else.
/// </summary>
internal sealed class KeyFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder;

    public KeyFolder(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>The path of the folder, for stores that keep files of their own format in it.</summary>
    public string Path => _folder;

    /// <summary>The ECDSA P-256 key of that name; made on first use.</summary>
    public ECDsa EcdsaP256(string name)
    {
        var path = System.IO.Path.Combine(_folder, name + ".pem");
        if (File.Exists(path))
        {
            var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WriteOwnerOnly(path, fresh.ExportPkcs8PrivateKeyPem());
        return fresh;
    }

    /// <summary>The 32 secret bytes of that name; made on first use.</summary>
    public byte[] Secret(string name)
    {
        var path = System.IO.Path.Combine(_folder, name + ".secret");
        if (File.Exists(path))
            return Convert.FromBase64String(File.ReadAllText(path).Trim());
        var fresh = RandomNumberGenerator.GetBytes(32);
        WriteOwnerOnly(path, Convert.ToBase64String(fresh));
        return fresh;
    }

    /// <summary>Writes a file that nobody else may read, completely or not at all.</summary>
    public static void WriteOwnerOnly(string path, string text)
    {
        var fresh = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(fresh, options))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        File.Move(fresh, path, overwrite: true);
    }
}
