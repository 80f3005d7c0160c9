/** A page of Premiers Pas with a form, drawn at the request: no session is read, nobody is signed in, nothing is kept by browsers. */
import type { Response } from 'express';
import type { Dependencies } from '../context.ts';

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
