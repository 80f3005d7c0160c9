/** The antivirus, behind one method. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import type { Config } from '../../domain/config/read-config.ts';

export interface Scanner {
  /** @throws when it cannot answer: the file is then refused for now, never let through */
  scan(path: string): Promise<'clean' | 'infected'>;
}

/** The one of the configuration; without one (never in production) the one that knows the test virus alone. */
export const createScanner = ({ clamavUrl }: Pick<Config, 'clamavUrl'>): Scanner =>
  clamavUrl === undefined ? eicarScanner : clamdScanner(clamavUrl);

// In two parts, or this very file would be taken for the test virus.
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** Knows one virus, the harmless one by which antivirus programs are tried. */
const eicarScanner: Scanner = {
  scan: async (path) => ((await readFile(path)).includes(eicar) ? 'infected' : 'clean'),
};

const patience = 30_000;
const longestAnswer = 1_000;

/** ClamAV, by the command INSTREAM of clamd(8). @param url `tcp://host:3310` or `unix:///run/clamav/clamd.ctl` */
export function clamdScanner(url: string): Scanner {
  const { protocol, hostname, port, pathname } = new URL(url);
  const open = (): Socket =>
    protocol === 'unix:'
      ? connect(pathname)
      : connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 3310) });
  return {
    async scan(path) {
      const socket = open().setTimeout(patience, () => {
        socket.destroy(new Error('clamd does not answer'));
      });
      try {
        const [answer] = await Promise.all([answerOf(socket), send(socket, path)]);
        if (answer === 'stream: OK') return 'clean';
        if (/^stream: .+ FOUND$/.test(answer)) return 'infected';
        // Too large for it, a limit reached, signatures missing: not looked at is not clean.
        throw new Error('clamd could not scan');
      } finally {
        socket.destroy();
      }
    },
  };
}

async function answerOf(socket: Socket): Promise<string> {
  let answer = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    answer += chunk.toString('latin1');
    if (answer.length > longestAnswer) throw new Error('clamd answers something else');
  }
  return answer.replace(/\0.*$/s, '');
}

/** Pieces with their length before them; one of no length ends. */
async function send(socket: Socket, path: string): Promise<void> {
  const write = (bytes: Buffer): Promise<void> =>
    new Promise((done, fail) => {
      socket.write(bytes, (error) => {
        if (error) fail(error);
        else done();
      });
    });
  await write(Buffer.from('zINSTREAM\0'));
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>)
    await write(Buffer.concat([lengthOf(piece.length), piece]));
  await write(lengthOf(0));
}
function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}
