namespace EdgeNode.EndToEnd.Harness;

/// <summary>How somebody works at the screen: with fingers, or with keys alone.</summary>
internal interface IReadingHand
{
    /// <summary>A button: touched, or reached with Tab and pressed with Enter.</summary>
    Task PressAsync(string selector);

    /// <summary>What has a key of its own: its button is touched, or the key pressed.</summary>
    Task UseAsync(string key, string selector);

    /// <summary>Digits of a PIN and what sends them.</summary>
    Task TypePinAsync(string pin);

    /// <summary>Draws with the chosen tool over the axial picture, to the right and downwards.</summary>
    Task DrawAsync();

    /// <summary>Makes the picture larger about its middle.</summary>
    Task EnlargeAsync();

    /// <summary>One end of the chosen node's long axis outwards.</summary>
    Task StretchCallipersAsync();

    /// <summary>An ellipse where the model marked nothing, drawn wider.</summary>
    Task DrawMissedAsync();

    /// <summary>The earlier picture alone, some slices towards the head.</summary>
    Task MoveEarlierAsync();
}
