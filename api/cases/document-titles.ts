/** Documents of a case by what they are: « Refus du 12 janvier 2027 », « Plan du lieu »; the name of the file comes second. */
import type { DocumentView } from '../../db/cases/case-file.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { formatPlainDate } from '../../domain/french-dates.ts';
import { letterSlot } from '../../domain/letter.ts';
import { kindOf } from '../../workflows/procedure.ts';
import { wordOfEffect } from '../procedure-words.ts';
import type { News } from './news.ts';
import type { AnyProcedurePages, CaseFile, Reader } from './procedure-pages.ts';

export interface Seen {
  procedures: readonly AnyProcedurePages[];
  procedure: AnyProcedurePages;
  reader: Reader;
  now: Instant;
  news: News;
}

/** The effects of a procedure that are letters. */
export const lettersOf = ({ process }: AnyProcedurePages): string[] =>
  Object.keys(process.effects).filter((effect) => kindOf(process, effect) === 'letter');

export function documentTitled(seen: Seen, file: CaseFile, document: DocumentView): object {
  const { id, name, size, uploaded_at: at, origin } = document;
  const title =
    origin === 'one' ? letterTitle(seen, file, document) : seen.procedure.documentWord?.(file.row, document);
  return {
    name: title ?? name,
    fileName: title ? name : undefined,
    href: `/documents/${id}`,
    size,
    at,
    isNew: seen.news.document(document),
  };
}

/** What the operator has sent, by what it is; then what such a request must have and is not there. */
export function documentsSent(seen: Seen, file: CaseFile): object[] {
  const sent = file.documents.filter(({ act_number, origin }) => act_number !== null && origin === 'operator');
  const missing = (seen.procedure.expects?.(file) ?? []).filter(({ slot }) => !sent.some((each) => each.slot === slot));
  return [
    ...sent.map((document) => documentTitled(seen, file, document)),
    ...missing.map(({ label }) => ({ name: label, badge: { kind: 'due-soon', text: 'manque' } })),
  ];
}

function letterTitle(
  { procedures, procedure }: Seen,
  file: CaseFile,
  { slot, act_number }: DocumentView,
): string | undefined {
  const effect = lettersOf(procedure).find((each) => letterSlot(each) === slot);
  const act = file.acts.find(({ number }) => number === act_number);
  if (!effect || !act) return undefined;
  const word = procedure.letterWord?.(file, effect, act) ?? wordOfEffect(procedures, file.row.slug, effect);
  return `${word} du ${formatPlainDate(dayOf(act.at))}`;
}

/** Letters that an act has set going and that are not there yet. */
export const lettersPreparing = (
  { procedures, procedure }: Seen,
  file: CaseFile,
): { number: number; text: string }[] => {
  const letters = lettersOf(procedure);
  return file.effects
    .filter(({ effect }) => letters.includes(effect))
    .map(({ act_number: number, effect, status }) => ({
      number,
      text: `${wordOfEffect(procedures, file.row.slug, effect)} : ${status === 'failed' ? "le courrier n'a pas pu être préparé, une personne de l'ONE s'en occupe" : 'courrier en préparation'}`,
    }));
};
