/** Putting a form aside: the page that answers it, which the browser is sent to (so that « back » and « reload » send nothing twice); or what was typed. */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { keepForm } from '../../db/kept-forms.ts';
import { parseNationalNumber } from '../../domain/national-number.ts';
import type { Dependencies } from '../context.ts';
import { getVisitor } from '../middleware/visitor.ts';
import { localPath } from '../sign-in/return-to.ts';

/** Why a sending waits: its session was over, or had become another one; it is to be signed anew; or something in it could not be read. */
export type Why = 'session-over' | 'other-session' | 'signature' | 'unreadable';
export interface LateForm {
  kind: 'late';
  why: Why;
  /** Where it is sent to, and the page that it stood on. */
  path: string;
  page?: string;
  fields: [name: string, value: string][];
  /** Files were chosen too: they are not kept. */
  files?: true;
  /** What is wrong with it. */
  errors?: { text: string }[];
}
/** A page that answers a sending: the view and its data, as it would have been drawn at once. */
export interface AnswerPage {
  kind: 'page';
  /** The page of the browser that shows it. */
  page: string;
  status: number;
  view: string;
  data: object;
}
export type Kept = LateForm | AnswerPage;

export const keptParameter = 'kept';
const largest = { late: 200_000, page: 700_000 };
/** Nothing typed there is put aside: passwords, national numbers, numbers of accounts. */
const neverKept =
  /^\/(?:(?:sign-in|sign-out|convert-user|session|pro\/team\/new|pro\/accounts)\b|pro\/bank-account\/drafts\/[^/?]+(?:\?|$))/;
/** Pages that show such a number to who decides on it: drawn at once. */
const drawnAtOnce = /^\/office\/bank-account\//;

/** The person signed in; a visitor by the token of their forms. */
export const ownerOf = (req: Request, res: Response): string | undefined => {
  if (req.session.userId) return req.session.userId;
  const { formToken } = getVisitor(res);
  return formToken && `visitor ${createHash('sha256').update(formToken).digest('hex')}`;
};

/** The page that the form stood on, when the browser tells: of ours, and read with GET. */
export function pageOfForm(req: Request): string | undefined {
  const from = req.get('referer');
  if (!from || !URL.canParse(from)) return undefined;
  const { pathname, searchParams, host } = new URL(from);
  if (host !== req.get('host')) return undefined;
  searchParams.delete(keptParameter);
  const query = searchParams.toString();
  const page = localPath(pathname + (query ? `?${query}` : ''));
  return page === '/' ? undefined : page;
}
export const withKept = (page: string, id: string): string =>
  `${page}${page.includes('?') ? '&' : '?'}${keptParameter}=${id}`;

/** A browser that goes to the answer; not a script, which reads it. */
const goesThere = (req: Request): boolean => req.get('sec-fetch-mode') === 'navigate';
const answers = new Set([200, 409, 422]);

/** Whether this answer to a sending (a preview, a refusal) is to be shown by a page of its own. */
export const isShownByRedirect = (req: Request, status: number): boolean =>
  req.method === 'POST' &&
  answers.has(status) &&
  goesThere(req) &&
  !neverKept.test(req.originalUrl) &&
  !drawnAtOnce.test(req.originalUrl);

/** @returns whether the browser was sent to the page; otherwise (too large, or of nobody) it is drawn at once */
export async function keepPage(
  { db, now }: Pick<Dependencies, 'db' | 'now'>,
  req: Request,
  res: Response,
  { view, status, data }: Pick<AnswerPage, 'view' | 'status' | 'data'>,
): Promise<boolean> {
  const owner = ownerOf(req, res);
  const page = pageOfForm(req) ?? localPath(req.originalUrl);
  const kept: AnswerPage = { kind: 'page', page, status, view, data };
  if (!owner || JSON.stringify(kept).length > largest.page) return false;
  const id = await keepForm(db, { owner, data: kept, at: now() });
  if (status >= 400) res.locals.isRefused = true;
  res.redirect(303, withKept(page, id));
  return true;
}

/** What was sent, for its owner. @returns its id; undefined when it is not to be kept, or too large */
export async function keepLate(
  { db, now }: Pick<Dependencies, 'db' | 'now'>,
  req: Request,
  owner: string,
  more: Pick<LateForm, 'why' | 'errors'> & { files?: boolean },
): Promise<string | undefined> {
  if (neverKept.test(req.originalUrl)) return undefined;
  const page = pageOfForm(req);
  const fields = Object.entries((req.body ?? {}) as Record<string, unknown>)
    .filter(([name]) => !name.startsWith('_'))
    .flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]))
    .filter(([name, value]) => !/niss|iban/i.test(name) && !parseNationalNumber(value).ok);
  const late: LateForm = {
    kind: 'late',
    why: more.why,
    path: localPath(req.originalUrl),
    ...(page ? { page } : {}),
    fields,
    ...(more.files ? { files: true } : {}),
    ...(more.errors ? { errors: more.errors } : {}),
  };
  if (JSON.stringify(late).length > largest.late) return undefined;
  return keepForm(db, { owner, data: late, at: now() });
}
