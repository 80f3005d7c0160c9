import { createRequire } from 'node:module';

// The demonstration mailbox: takes every mail, sends none, shows them on a page. Its own process, on the loopback only.

// maildev 2.2.0 names a variable `host` that it never declared, as soon as it listens.
Object.assign(globalThis, { host: '127.0.0.1' });

const maildev = createRequire(import.meta.url)('maildev') as (options: Record<string, unknown>) => {
  listen: () => Promise<void>;
};
const { SMTP_PORT, MAILBOX_PORT, MAIL_DIRECTORY } = process.env;

await maildev({
  smtp: Number(SMTP_PORT),
  web: Number(MAILBOX_PORT),
  ip: '127.0.0.1',
  mailDirectory: MAIL_DIRECTORY,
  silent: true,
}).listen();
