namespace EdgeNode.Dicom.Pixels.Codecs.JpegLs;

/// <summary>What a scan learns while it is decoded (ITU-T T.87 A.2.1): 365 contexts of regular mode and two of run interruption.</summary>
internal sealed class LsContexts
{
    private const int Regular = 365;

    /// <summary>Orders of run lengths (T.87 A.7.1.1, J).</summary>
    public static readonly byte[] RunOrders = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    private readonly Context[] _contexts = new Context[Regular + 2];
    private readonly LsParameters _parameters;
    private readonly int _limit;
    private readonly int _errorBits;

    public LsContexts(LsParameters parameters)
    {
        _parameters = parameters;
        _limit = parameters.Limit - parameters.ErrorBits - 1;
        _errorBits = parameters.ErrorBits;
        Array.Fill(_contexts, new() { Sum = Math.Max(2, (parameters.Range + 32) / 64), Count = 1 });
    }

    /// <summary>The prediction correction of a context.</summary>
    public int Correction(int context) => _contexts[context].Correction;

    /// <summary>The next error of a regular context (A.5.2, A.5.3), which it learns (A.6); false where no code stands.</summary>
    public bool TryRegular(ref LsBits bits, int index, out int error)
    {
        ref var context = ref _contexts[index];
        var k = Order(context.Count, context.Sum);
        var mapped = bits.Golomb(k, _limit, _errorBits);
        error = (mapped >> 1) ^ -(mapped & 1);
        if (mapped < 0) return false;
        if (_parameters.Near == 0 && k == 0 && 2 * context.Bias <= -context.Count) error = ~error;
        context.Learn(error, error * _parameters.Step, _parameters.Reset);
        return true;
    }

    /// <summary>The error of the sample that ends a run (A.7.2).</summary>
    /// <param name="type">1 where left and above are alike.</param>
    public bool TryRunInterruption(ref LsBits bits, int type, int runIndex, out int error)
    {
        ref var context = ref _contexts[Regular + type];
        var k = Order(context.Count, context.Sum + (type * (context.Count >> 1)));
        var mapped = bits.Golomb(k, _limit - RunOrders[runIndex] - 1, _errorBits);
        var sum = mapped + type;
        var size = (sum + 1) >> 1;
        var isNegative = (k != 0 || 2 * context.Negatives >= context.Count) == ((sum & 1) != 0);
        error = isNegative ? -size : size;
        if (mapped < 0) return false;
        context.LearnInterruption(error, (mapped + 1 - type) >> 1, _parameters.Reset);
        return true;
    }

    /// <summary>The Golomb order; bounded, whatever a stream taught the context.</summary>
    private static int Order(int count, int sum)
    {
        var k = 0;
        while (k < 24 && (long)count << k < sum) k++;
        return k;
    }

    /// <summary>A, B, C, N and Nn of the standard.</summary>
    private struct Context
    {
        public int Sum;
        public int Bias;
        public int Correction;
        public int Count;
        public int Negatives;

        public void Learn(int error, int scaled, int reset)
        {
            Bias += scaled;
            Sum += Math.Abs(error);
            Halve(reset);
            Count++;
            if (Bias <= -Count)
            {
                Bias = Math.Max(Bias + Count, 1 - Count);
                if (Correction > -128) Correction--;
            }
            else if (Bias > 0)
            {
                Bias = Math.Min(Bias - Count, 0);
                if (Correction < 127) Correction++;
            }
        }

        public void LearnInterruption(int error, int size, int reset)
        {
            if (error < 0) Negatives++;
            Sum += size;
            Halve(reset);
            Count++;
        }

        private void Halve(int reset)
        {
            if (Count != reset) return;
            Sum >>= 1;
            Bias >>= 1;
            Count >>= 1;
            Negatives >>= 1;
        }
    }
}
