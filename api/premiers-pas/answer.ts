/** Pages that anybody may keep for a moment: compressed once, told apart by their content, and asked for again without being sent again. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gunzip, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

type Encoding = 'br' | 'gzip';

export interface Answer {
  status: number;
  type: string;
  etag: string;
  /** As it is kept; other encodings are made when first asked for. */
  zipped: Buffer;
  brotli?: Promise<Buffer>;
}

/** What browsers and proxies may keep: together with the age of what is shown, less than a minute. While the web is away, a proxy may go on. */
const cacheControl = 'public, max-age=15, s-maxage=15, stale-if-error=600';

export const html = 'text/html; charset=utf-8';

export async function prepare(text: string, { status = 200, type = html } = {}): Promise<Answer> {
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  return { status, type, etag, zipped: await promisify<Buffer, Buffer>(gzip)(Buffer.from(text)) };
}

export async function answerWith(req: Request, res: Response, answer: Answer): Promise<void> {
  res.status(answer.status);
  res.vary('Accept-Encoding');
  res.set({
    'Content-Type': answer.type,
    'Cache-Control': answer.status === 503 ? 'no-store' : cacheControl,
    'ETag': answer.etag,
  });
  if (answer.status === 200 && req.fresh) {
    res.status(304).end();
    return;
  }
  const accepted = bestEncoding(req);
  if (!accepted) {
    res.end(await promisify<Buffer, Buffer>(gunzip)(answer.zipped));
    return;
  }
  const body = await inEncoding(answer, accepted);
  res.set({ 'Content-Encoding': accepted, 'Content-Length': String(body.length) });
  res.end(body);
}

/** Browsers name gzip first, and like both as much: the smaller one is taken. */
export const bestEncoding = (req: Request): Encoding | undefined =>
  (['br', 'gzip'] as const).find((encoding) => req.acceptsEncodings(encoding) !== false);

function inEncoding(answer: Answer, encoding: Encoding): Buffer | Promise<Buffer> {
  if (encoding === 'gzip') return answer.zipped;
  return (answer.brotli ??= promisify<Buffer, Buffer>(gunzip)(answer.zipped).then((plain) =>
    promisify(brotliCompress)(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    }),
  ));
}
