/** A line to PostgreSQL that can be cut (nobody answers any more) and frozen (nothing comes through), as when its machine goes away. */
import { connect as netConnect, createServer, type AddressInfo, type Socket } from 'node:net';

export async function lineTo(url: string) {
  const there = new URL(url);
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'frozen' = 'open';
  const server = createServer((socket) => {
    if (state === 'cut') {
      socket.destroy();
      return;
    }
    const far = netConnect(Number(there.port), there.hostname);
    for (const [one, other] of [
      [socket, far],
      [far, socket],
    ] as const) {
      sockets.add(one);
      one
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(one);
          other.destroy();
        });
      one.on('data', (data) => {
        if (state === 'open') other.write(data);
      });
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const here = new URL(url);
  here.hostname = '127.0.0.1';
  here.port = String((server.address() as AddressInfo).port);
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: here.href,
    cut: () => {
      state = 'cut';
      drop();
    },
    freeze: () => (state = 'frozen'),
    mend: () => {
      // What was lost on the way never comes: whoever waits for it begins anew.
      if (state === 'frozen') drop();
      state = 'open';
    },
    close: () => {
      drop();
      server.close();
    },
  };
}
