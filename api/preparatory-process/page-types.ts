/** What the pages of a project are typed by. */
import type { Kind, Words } from '../../workflows/preparatory-process/contract.ts';
import type { CaseFile, CaseRowOf } from '../cases/procedure-pages.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  own: undefined;
}
export type Row = CaseRowOf<Pages>;
export type File = CaseFile<Pages>;
export type Act = File['acts'][number];

/** What was introduced; nothing once retention has erased it. */
export const introducedIn = ({ acts }: Pick<File, 'acts'>): Readonly<Record<string, unknown>> => acts[0]?.content ?? {};

/** Where the appointment that is fixed or proposed takes place, as ONE wrote it last. */
export const placeIn = ({ acts }: Pick<File, 'acts'>): string | undefined => {
  const act = acts.findLast(({ action }) => action === 'propose-dates' || action === 'confirm-appointment');
  return typeof act?.content?.place === 'string' ? act.content.place : undefined;
};

/** Of the premises, where the project has some: « rue de Dave 214, 5100 Jambes ». */
export function addressIn(file: Pick<File, 'acts'>): string | undefined {
  const { street, postcode, locality } = introducedIn(file);
  return typeof street === 'string' && street !== ''
    ? [street, `${String(postcode)} ${String(locality)}`].join(', ').slice(0, 120)
    : undefined;
}
