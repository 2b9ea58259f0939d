using EdgeNode.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Dicom.Fuzz.Targets.Conversations;

/// <summary>Formats every line as a real log would, keeps its words as behaviour, and knows whether a line could break a log.</summary>
internal sealed class WordLog : ILogger<DicomConnectionHandler>
{
    private Behaviour _behaviour;

    public ulong TakeBehaviour()
    {
        var value = _behaviour.Value;
        _behaviour = default;
        return value;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _behaviour.Add((ulong)eventId.Id);
        var line = formatter(state, exception);
        if (line.AsSpan().ContainsAnyInRange('\0', '\x1F')) throw new InvariantException("Log lines hold no control characters", line);
        if (exception is InvariantException) throw exception;
        // How an association ended; names of peers are chance.
        if (line.IndexOf('(', StringComparison.Ordinal) is var at and > 0) _behaviour.AddWords(line[at..]);
    }
}
