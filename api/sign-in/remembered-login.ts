/** « Se souvenir de moi »: the user name, and nothing that lets anybody in. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Config } from '../../domain/config/read-config.ts';

const halfYear = 180 * 24 * 60 * 60_000;
const nameOf = (config: Config): string =>
  config.publicUrl.startsWith('https:') ? '__Host-pro-one-login' : 'pro-one-login';
const sign = (config: Config, value: string): string =>
  createHmac('sha256', config.sessionSecret).update(`login ${value}`).digest('base64url');

/** The user name this browser was asked to remember; undefined when there is none, or it was tampered with. */
export function findRememberedLogin(config: Config, req: Request): string | undefined {
  const pair = (req.headers.cookie ?? '').split('; ').find((one) => one.startsWith(`${nameOf(config)}=`));
  const [value = '', signature = ''] = pair?.slice(pair.indexOf('=') + 1).split('.') ?? [];
  const [expected, given] = [Buffer.from(sign(config, value)), Buffer.from(signature)];
  return value && expected.length === given.length && timingSafeEqual(expected, given)
    ? Buffer.from(value, 'base64url').toString()
    : undefined;
}

/** Remembers the user name, or forgets it. */
export function rememberLogin(config: Config, res: Response, login: string | undefined): void {
  const options = {
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
    path: '/',
  } as const;
  if (login === undefined) {
    res.clearCookie(nameOf(config), options);
    return;
  }
  const value = Buffer.from(login).toString('base64url');
  res.cookie(nameOf(config), `${value}.${sign(config, value)}`, { ...options, maxAge: halfYear });
}
