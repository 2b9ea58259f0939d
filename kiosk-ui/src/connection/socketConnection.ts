/**
 * What SignalR's HubConnection asks of the line below it (its IConnection), over one WebSocket: the kiosk is a Chromium beside the service,
 * so nothing is negotiated and no other way is tried.
 */
export class SocketConnection {
  readonly features = {};
  readonly connectionId = undefined;
  onreceive: ((data: string | ArrayBuffer) => void) | null = null;
  onclose: ((error?: Error) => void) | null = null;
  #socket: WebSocket | null = null;

  constructor(public baseUrl: string) {}

  /** Rejects when the line cannot be opened; `onclose` is for lines that were. */
  start(): Promise<void> {
    return new Promise((opened, failed) => {
      const socket = new WebSocket(this.baseUrl);
      let wasOpen = false;
      socket.onopen = () => {
        this.#socket = socket;
        wasOpen = true;
        opened();
      };
      socket.onmessage = ({ data }: MessageEvent<string>) => this.onreceive?.(data);
      socket.onclose = ({ code }) => {
        if (wasOpen) this.#closed(socket, new Error(`closed (${code})`));
        else failed(new Error(`no line (${code})`));
      };
    });
  }

  send(data: string | ArrayBuffer): Promise<void> {
    if (this.#socket?.readyState !== WebSocket.OPEN) return Promise.reject(new Error('no line'));
    this.#socket.send(data);
    return Promise.resolve();
  }

  /** With an error the line counts as lost at once: a dead peer would never answer the closing. */
  stop(error?: unknown): Promise<void> {
    const socket = this.#socket;
    if (socket !== null) {
      socket.close();
      this.#closed(socket, error instanceof Error ? error : undefined);
    }
    return Promise.resolve();
  }

  #closed(socket: WebSocket, error: Error | undefined): void {
    if (this.#socket !== socket) return;
    this.#socket = null;
    socket.onmessage = null;
    this.onclose?.(error);
  }
}

export function hubUrl(path: string, { protocol, host } = location): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${path}`;
}
