/** A mailbox that keeps what it is sent, for tests to read. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Mail {
  to: string[];
  subject: string;
  body: string;
  /** As they came, folded lines undone. */
  headers: string;
}
export interface Mailbox {
  url: string;
  mails: Mail[];
  close(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
      });
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          subject: decodeWords(/^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(raw)?.[1] ?? ''),
          body: decodeBody(raw),
          headers: raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' '),
        });
        done();
      });
    },
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    url: `smtp://127.0.0.1:${String((server.server.address() as AddressInfo).port)}`,
    mails,
    close: () =>
      new Promise((closed) => {
        server.close(closed);
      }),
  };
}

/** All parts as text: quoted-printable and base64 undone. */
function decodeBody(raw: string): string {
  return raw
    .slice(raw.indexOf('\r\n\r\n'))
    .split(/^--.*$/m)
    .map((part) => {
      const at = part.indexOf('\r\n\r\n');
      if (/Content-Transfer-Encoding: base64/i.test(part))
        return Buffer.from(part.slice(at).replaceAll(/\s/g, ''), 'base64').toString('utf8');
      return decodeQuoted(part.replaceAll(/=\r\n/g, ''));
    })
    .join('\n');
}
const decodeQuoted = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
const decodeWords = (text: string): string =>
  text
    .replaceAll(/\r\n[ \t]/g, ' ')
    // Between two encoded words a space is none (RFC 2047, 6.2).
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, words: string) => decodeQuoted(words.replaceAll('_', ' ')))
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, words: string) => Buffer.from(words, 'base64').toString('utf8'));
