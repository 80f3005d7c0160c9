/** 409: what the case is now, who did what and when, what is possible, and what was typed for nothing. */
import { dayOf } from '../../domain/calendar.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { inputsOf } from '../forms/form.ts';
import { typedRows } from '../forms/typed-fields.ts';
import { conflict, type Problem } from '../problems.ts';
import { wordsOfAction } from '../procedure-words.ts';
import type { Typed } from './act-form.ts';
import { filesLeftOut } from './act-upload.ts';
import { actionsOf, casePath, contextOf, readerOf, type AnyForm, type Asked } from './case-context.ts';
import type { CaseFile } from './procedure-pages.ts';
import { bannersOf, inOneLine } from './turns.ts';

/** @param sent what was typed, shown again to be copied: nothing of it was recorded; `discard`: where a draft of it is erased; `begun`: it was never sent */
export function refusalOf(
  asked: Asked,
  file: CaseFile,
  sent?: { form: AnyForm; typed: Typed; discard?: string; begun?: boolean },
): Problem {
  const { deps, procedure, req, res } = asked;
  const { row, acts } = file;
  const reader = readerOf(req);
  const words = (action: string) => wordsOfAction(deps.procedures, row.slug, action);
  const leftOut = filesLeftOut(res);
  const kept = sent && [
    ...typedRows(inputsOf(sent.form.fields(contextOf(asked, file), sent.typed)), sent.typed),
    ...(leftOut.length > 0 ? [{ label: 'Fichiers choisis, qui ne sont pas joints', values: leftOut }] : []),
  ];
  const last = acts.findLast(({ number }) => number <= row.moved_by) ?? acts.at(-1);
  const base = casePath(reader === 'operator' ? 'pro' : 'office', row);
  const banners = bannersOf(deps.procedures, procedure, { row, reader, today: dayOf(deps.now()) });
  return conflict({
    what: last ? words(last.action).done : 'Le dossier a changé',
    by: last?.actor_name ?? undefined,
    at: last?.at,
    state: `${rowOf(procedure.process, row.status).label}. ${inOneLine(banners)}`,
    possible: actionsOf(asked, row)
      .filter((action) => action !== 'write-message')
      .map((action) => ({ label: words(action).button, href: `${base}/${action}` })),
    backHref: base,
    backText: 'Retour à la demande',
    // « Back » onto the form of what is done, an old link: nothing was sent.
    opened: req.method === 'GET' && (!sent || sent.begun === true),
    ...(kept?.length ? { kept, discard: sent?.discard } : {}),
  });
}
