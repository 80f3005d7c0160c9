/** The case page, as plain data for its view. What may be done is `available ∩ ability`, computed by the route. */
import type { DocumentView } from '../../db/cases/case-file.ts';
import { dayOf, noDueDay } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { roleNames } from '../../workflows/roles.ts';
import { contactCard } from '../contact.ts';
import { wordOfKind, wordsOfAction } from '../procedure-words.ts';
import { casePath, findForm, type AnyForm } from './case-context.ts';
import { documentsSent, documentTitled, lettersOf, lettersPreparing, type Seen } from './document-titles.ts';
import { exchangeOf } from './exchanges.ts';
import type { AnyProcedurePages, CaseFile, Reader } from './procedure-pages.ts';
import { clocksOf, stepsOf } from './progress.ts';
import { messagesOf, timelineOf } from './timeline.ts';
import { bannersOf } from './turns.ts';

/** @param from the list of tasks that one came from, as the links carry it on */
export function presentCase(
  seen: Seen,
  file: CaseFile,
  { actions, from }: { actions: readonly string[]; from: string },
): Record<string, unknown> {
  const { procedures, procedure, reader, now } = seen;
  const { row } = file;
  const today = dayOf(now);
  const base = casePath(reader === 'operator' ? 'pro' : 'office', row);
  const kind = wordOfKind(procedures, row.slug, row.kind);
  const words = (action: string) => wordsOfAction(procedures, row.slug, action);
  const { subject = [], wide = [], first = [], beside = [], side = [] } = procedure.panels?.(file, reader, today) ?? {};
  const banners = bannersOf(procedures, procedure, { row, reader, today });
  // No operator has a part in it, and it is about no place: its address is ONE's own.
  const isOfAsker = procedure.process.subject === 'asker';
  const asks = (action: string): boolean => row.state.tasks.some((task) => task.action === action);
  const shown = actions.filter((action) => action !== 'write-message' && !procedure.placed?.includes(action));
  return {
    title: procedure.title?.(row, reader, file) ?? kind,
    reference: row.reference,
    line: [
      ...(isOfAsker ? [] : placeOf(row)),
      `référence ${row.reference}`,
      `${file.acts[0]?.actor_role === 'operator' ? 'introduite' : 'ouverte'} le ${formatDateTime(row.opened_at)}`,
    ].join(' · '),
    printHead: `${row.reference} – ${kind} – ${row.facility_name}`,
    // Two turns say what is to be done; where the case stands is said beside its name.
    badge: banners.length > 1 ? { kind: 'neutral', text: rowOf(procedure.process, row.status).label } : undefined,
    turns: banners.map((banner, index) =>
      index === 0
        ? { ...banner, clocks: clocksOf(file, isOfAsker ? 'asker' : reader, now, procedure.waiting) }
        : banner,
    ),
    steps: stepsOf(procedure, file, today),
    widePanels: wide,
    firstPanels: [...subject, ...first],
    exchange: exchangeOf(seen, file),
    panels: beside,
    sidePanels: side,
    takesDocuments: takesDocuments(procedure, file),
    ...documentsShown(seen, file),
    tasks: reader === 'one' ? tasksShown(seen, file) : undefined,
    declared: procedure.declared(file),
    declaredTitle:
      file.acts[0]?.actor_role !== 'operator'
        ? "Ce qui est à l'origine du dossier"
        : reader === 'operator'
          ? 'Votre demande'
          : "Ce qui est demandé par l'opérateur",
    changes: procedure.ahead?.(file, reader),
    timeline: timelineOf(seen, file),
    messages: messagesOf(seen, file),
    contact:
      row.administration === null
        ? undefined
        : contactCard(file.agents, {
            role: procedure.contact?.(row) ?? 'referent',
            administration: row.administration,
            title: reader === 'one' ? "Contact de l'opérateur" : undefined,
          }),
    isOfFacility: row.facility_id !== null,
    // Green is what is asked of the reader; what one may also do is not urged upon anybody.
    buttons: shown.map((action, index) => ({
      // One task may be done by two acts: then each says which of them it is.
      label: shown.some((other) => other !== action && words(other).task === words(action).task)
        ? words(action).button
        : words(action).task,
      href: `${base}/${action}${from}`,
      kind: findForm(procedure, action)?.stop ? 'stop' : index === 0 && asks(action) ? 'go' : undefined,
    })),
    mayWrite: actions.includes('write-message'),
    caseId: row.id,
    base,
  };
}

/** Whom or what the case is about, and where. */
export const placeOf = ({ facility_name: name, postcode, locality }: CaseFile['row']): string[] =>
  [name, `${postcode} ${locality}`.trim()].filter(Boolean);

/** What the operator has sent, what waits to be sent, what ONE has written and what it is writing. */
function documentsShown(seen: Seen, file: CaseFile): object {
  const { procedure, reader } = seen;
  const mine = file.documents.filter(({ slot }) => !(reader === 'operator' && slot.startsWith('internal')));
  return {
    documents: documentsSent(seen, file),
    writesLetters: lettersOf(procedure).length > 0,
    letters: mine.filter(({ origin }) => origin === 'one').map((document) => documentTitled(seen, file, document)),
    preparing: lettersPreparing(seen, file),
  };
}

/** Where nobody puts or writes any, nothing is said of documents. */
const takesDocuments = ({ receives, wayIn, acts, process }: AnyProcedurePages, { documents }: CaseFile): boolean =>
  documents.length > 0 ||
  receives !== undefined ||
  wayIn?.drafts !== undefined ||
  Object.values(acts as Record<string, AnyForm | string>).some(
    (form) => typeof form === 'object' && (form.upload ?? form.files),
  ) ||
  Object.values(process.effects).includes('letter');

/** Documents put with the case but not yet sent with an act. */
export const waitingDocuments = ({ documents }: CaseFile, side: Reader): DocumentView[] =>
  documents.filter(({ act_number, origin }) => act_number === null && origin === side);

const tasksShown = ({ procedures }: Seen, { row, tasks }: CaseFile): object[] =>
  tasks.map(({ action, role, assignee, due_on: dueOn }) => ({
    what: wordsOfAction(procedures, row.slug, action).task,
    who:
      role === 'operator'
        ? "l'opérateur"
        : (assignee ?? `${roleNames[role as keyof typeof roleNames] ?? ''}, non attribuée`),
    due: dueOn === noDueDay ? undefined : dueOn,
  }));
