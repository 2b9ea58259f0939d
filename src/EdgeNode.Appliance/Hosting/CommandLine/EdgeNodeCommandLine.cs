using System.CommandLine;
using EdgeNode.Dicom.Pixels.Codecs.Isolation;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>The verbs of <c>edgenode</c>. Results go to stdout, progress and complaints to stderr.</summary>
internal static class EdgeNodeCommandLine
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("EdgeNode: receives head-and-neck CTs, looks for abnormal lymph nodes, alarms, and tells the centre. It assists; it replaces nobody.")
        {
            RunCommand.Create(),
            CheckCommand.Create(),
            ReadyCommand.Create(),
            AnalyzeCommand.Create(),
            PhantomCommand.Create(),
            EvaluateCommand.Create(),
            SendCommand.Create(),
            EchoCommand.Create(),
            DumpCommand.Create(),
            ModelCommand.Create(),
            RulesCommand.Create(),
            PeopleCommand.Create(),
            AuditCommand.Create(),
            DatabaseCommand.Create(),
            ClockCommand.Create(),
            CropsCommand.Create(),
            FirewallCommand.Create(),
            Demo.DemoCommand.Create(),
            DecodeCommand.Create(),
        };
        root.SetAction((_, cancel) => RunCommand.RunAsync(null, cancel));

        CodecProcess.Command = DecodeCommand.Start;
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Console.Error.WriteLine($"edgenode: USAGE: {error.Message} (edgenode --help)");
            }

            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            return ExitCode.TryAgain;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"edgenode: INPUT_OUTPUT: {broken.Message}");
            return ExitCode.InputOutput;
        }
        catch (Exception defect)
        {
            Console.Error.WriteLine($"edgenode: DEFECT: {defect}");
            return ExitCode.Defect;
        }
    }
}
