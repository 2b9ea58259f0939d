using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace EdgeNode.Appliance.Hosting;

/// <summary>
/// Kestrel's receive buffers in blocks of 64 KiB instead of 4 KiB: a scanner sends half a megabyte an image, and every block costs a system
/// call and a turn of the pipe. A few idle blocks are kept, the rest goes back to the garbage collector.
/// </summary>
internal sealed class ReceiveBuffers : IMemoryPoolFactory<byte>
{
    private const int BlockBytes = 64 * 1024;
    private const int MostIdle = 64;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        private readonly ConcurrentQueue<byte[]> _idle = new();

        public override int MaxBufferSize => BlockBytes;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
            return new Block(this, _idle.TryDequeue(out var bytes) ? bytes : GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true));
        }

        protected override void Dispose(bool disposing) => _idle.Clear();

        private void Return(byte[] bytes)
        {
            if (_idle.Count < MostIdle) _idle.Enqueue(bytes);
        }

        private sealed class Block(Pool pool, byte[] bytes) : IMemoryOwner<byte>
        {
            private byte[]? _bytes = bytes;

            public Memory<byte> Memory => _bytes ?? throw new ObjectDisposedException(nameof(Block));

            public void Dispose()
            {
                if (Interlocked.Exchange(ref _bytes, null) is { } mine) pool.Return(mine);
            }
        }
    }
}
