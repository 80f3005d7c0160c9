/** A page of Premiers Pas with a form, drawn at the request: no session is read, nobody is signed in, nothing is kept by browsers. */
import type { Response } from 'express';
import type { Dependencies } from '../context.ts';
import { awayPage } from './sheet-page.ts';

export function renderPublic(
  { config }: Pick<Dependencies, 'config'>,
  res: Response,
  view: string,
  page: { title: string; [key: string]: unknown },
): void {
  res.render(view, {
    layout: 'public',
    full: true,
    demonstration: config.mode === 'demonstration',
    ...page,
  });
}

/** For a web that has read nothing yet, while the database is away. */
export function renderAway({ config }: Pick<Dependencies, 'config'>, res: Response): void {
  res.status(503).set({ 'Retry-After': '10', 'Cache-Control': 'no-store' });
  renderPublic({ config }, res, 'premiers-pas/gone', awayPage);
}
