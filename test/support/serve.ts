/** The portal behind a real socket, and a client that sends what it is told, however odd. */
import { Agent, createServer, request } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Express } from 'express';

export interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
}
export interface Sending {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}
export interface Served {
  port: number;
  send(sending: Sending): Promise<Answer>;
  /** Bytes as they are; the first line of the answer, or nothing when the connection was closed. */
  raw(bytes: string): Promise<string>;
  close(): Promise<void>;
}

export async function serve(app: Express): Promise<Served> {
  const server = createServer(app);
  // As the portal itself keeps them: a connection that is closed while it is used again would look like a fault of the page.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  return {
    port,
    send: ({ method = 'GET', path, headers = {}, body }) =>
      new Promise((resolve, reject) => {
        const asked = request(
          {
            agent,
            host: '127.0.0.1',
            port,
            method,
            path,
            headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
          },
          (res) => {
            const parts: Buffer[] = [];
            res.on('data', (part: Buffer) => parts.push(part));
            res.on('end', () => {
              resolve({ status: res.statusCode ?? 0, headers: res.headers, text: Buffer.concat(parts).toString() });
            });
            res.on('error', reject);
          },
        );
        asked.on('error', reject);
        asked.end(body);
      }),
    raw: (bytes) =>
      new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1', () => {
          socket.write(bytes);
        });
        let text = '';
        socket.setTimeout(2_000, () => {
          socket.destroy();
        });
        socket.on('data', (part: Buffer) => {
          text += part.toString('latin1');
          if (text.includes('\r\n\r\n')) socket.end();
        });
        socket.on('close', () => {
          resolve(text.split('\r\n')[0] ?? '');
        });
        socket.on('error', () => undefined);
      }),
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
