namespace EdgeNode.TestPeers;

/// <summary>Stands in for xunit's where the peers of the tests are used in a measurement: what fails ends it.</summary>
internal static class Assert
{
    public static void True(bool condition, string message)
    {
        if (!condition)
            throw new InvalidOperationException(message);
    }

    public static void False(bool condition, string message) => True(!condition, message);
}
