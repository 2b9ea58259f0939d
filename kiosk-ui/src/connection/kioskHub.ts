import { HubConnection, HubConnectionState, JsonHubProtocol, NullLogger } from '@microsoft/signalr';
import type { ApplianceStatus, CaseRow, Worklist } from '../contract.ts';
import { endlessRetry, retryDelayMs } from './retryPolicy.ts';
import { hubUrl, SocketConnection } from './socketConnection.ts';

export interface HubListener {
  snapshot(worklist: Worklist): void;
  changed(sequence: number, row: CaseRow): void;
  health(status: ApplianceStatus): void;
  /** The line broke; a snapshot follows when it is back. */
  lost(): void;
}

const aliveMs = 2000;

/** What HubConnectionBuilder calls; its own connection with all transports is left out of the bundle. */
const { create } = HubConnection as unknown as {
  create(connection: SocketConnection, logger: NullLogger, protocol: JsonHubProtocol, retry: typeof endlessRetry): HubConnection;
};

/** Keeps a line to /hubs/kiosk for as long as the page lives, and tells the service that the page does. */
export function connectKioskHub(listener: HubListener): void {
  const hub = create(new SocketConnection(hubUrl('/hubs/kiosk')), NullLogger.instance, new JsonHubProtocol(), endlessRetry);
  // A line that is open but silent is as good as none; Health arrives every 2 s.
  hub.serverTimeoutInMilliseconds = 6000;
  hub.keepAliveIntervalInMilliseconds = 3000;
  hub.on('Snapshot', (sequence: number, worklist: Worklist) => listener.snapshot({ ...worklist, sequence }));
  hub.on('CaseChanged', (sequence: number, row: CaseRow) => listener.changed(sequence, row));
  hub.on('Health', (status: ApplianceStatus) => listener.health(status));
  hub.onreconnecting(() => listener.lost());
  hub.onclose(() => {
    listener.lost();
    start(1);
  });

  // Automatic reconnect covers a line that was open once; the first start and a refused reconnect are repeated here.
  function start(attempt: number): void {
    setTimeout(() => {
      if (hub.state === HubConnectionState.Disconnected) hub.start().catch(() => start(attempt + 1));
    }, retryDelayMs(attempt));
  }
  start(0);

  // From the drawing loop: a page that cannot draw falls silent, and the service notices. A hidden page draws nothing and says so.
  const alive = (visible: boolean) => {
    if (hub.state === HubConnectionState.Connected) hub.send('Alive', visible).catch(() => undefined);
  };
  setInterval(() => requestAnimationFrame(() => alive(true)), aliveMs);
  document.addEventListener('visibilitychange', () => alive(document.visibilityState === 'visible'));
}
