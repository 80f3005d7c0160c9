/** The case page, as plain data for its view. What may be done is `available ∩ ability`, computed by the route. */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { dueInWords, formatDateTime, formatLongDate } from '../../domain/french-dates.ts';
import { administrationNames, type Administration } from '../../domain/postcodes.ts';
import type { Action } from '../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { isMeasure, needsNoDecision } from '../../workflows/authorisation-adaptation/rules.ts';
import { lastAct, waitingDocuments, type ActView, type CaseFile, type DocumentView } from './case-file.ts';
import { effectsAhead } from './effects-ahead.ts';
import { actionLabel, effectLabel, kindLabel, opinionLabel, roleLabel } from './labels.ts';
import { documentLabel } from './request-forms.ts';
import { situationOf, type Reader } from './situation.ts';

const day = 86_400_000;
/** Text of these acts is ONE's own until the decision says it. */
const internal = new Set<Action>([
  'give-opinion',
  'give-health-opinion',
  'report-visit',
  'propose-decision',
  'return-to-drafter',
  'escalate',
]);
/** What the operator need not see at all. */
const hiddenFromOperator = new Set<Action>(['propose-decision', 'return-to-drafter', 'escalate']);

export function presentCase(
  file: CaseFile,
  reader: Reader,
  now: Instant,
  actions: readonly Action[],
): Record<string, unknown> {
  const { row } = file;
  const today = dayOf(now);
  const portal = reader === 'operator' ? 'pro' : 'office';
  const base = `/${portal}/${row.slug}/${row.id}`;
  const situation = situationOf(row, reader, today);
  return {
    title: kindLabel[row.kind],
    reference: row.reference,
    line: [
      file.facility.name,
      `${row.postcode} ${row.locality}`,
      `référence ${row.reference}`,
      `${isMeasure(row.kind) ? 'ouverte' : 'introduite'} le ${formatDateTime(row.opened_at)}`,
    ].join(' · '),
    printHead: `${row.reference} – ${kindLabel[row.kind]} – ${file.facility.name}`,
    status: process.statuses[row.status].label,
    turn: { turn: turnKind(file, reader), ...situation, clocks: clocksOf(file, reader, now) },
    steps: stepsOf(file, today),
    asked: askedOf(file),
    waiting: waitingDocuments(file, reader).map((document) => documentOf(document, base)),
    documents: file.documents
      .filter(
        ({ act_number, slot, origin }) =>
          act_number !== null && origin === 'operator' && !(reader === 'operator' && slot.startsWith('internal')),
      )
      .map((document) => documentOf(document, undefined, labelOf(file, document))),
    letters: file.documents
      .filter(({ origin, slot }) => origin === 'one' && !(reader === 'operator' && slot.startsWith('internal')))
      .map((document) => ({
        ...documentOf(document),
        kind: effectLabel[document.slot === 'letter-receipt' ? 'receipt' : document.slot],
      })),
    preparing: file.effects
      .filter(({ effect }) => effect === 'receipt' || effect.startsWith('letter-'))
      .map(({ effect, status }) => ({
        text: `${effectLabel[effect] ?? 'Courrier'} : ${status === 'failed' ? "le courrier n'a pas pu être préparé, une personne de l'ONE s'en occupe" : 'courrier en préparation'}`,
      })),
    opinions: reader === 'one' ? opinionsOf(file) : undefined,
    tasks:
      reader === 'one'
        ? file.tasks.map((task) => ({
            what: task.action === 'retry-effect' ? 'Réessayer un envoi' : actionLabel[task.action as Action].task,
            who:
              task.role === 'operator'
                ? "l'opérateur"
                : (task.assignee ?? `${roleLabel[task.role] ?? ''}, non attribuée`),
            due: task.due_on === '9999-12-31' ? undefined : task.due_on,
          }))
        : undefined,
    changes: row.state.data.outcome ? effectsAhead(file, row.state.data) : undefined,
    timeline: timelineOf(file, reader, today),
    messages: file.acts
      .filter(({ action }) => action === 'write-message')
      .map((act) => ({
        who: whoOf(act, reader),
        when: formatDateTime(act.at),
        text: textOf(act.content?.text) ?? "(texte effacé à l'échéance de conservation)",
        mine: (act.actor_role === 'operator') === (reader === 'operator'),
      })),
    contact: contactOf(file),
    buttons: actions
      .filter((action) => action !== 'write-message')
      .map((action, index) => ({
        label: actionLabel[action].task,
        href: `${base}/${action}`,
        kind:
          action === 'withdraw' || action === 'cancel' || action === 'close-without-follow-up'
            ? 'stop'
            : index === 0
              ? 'go'
              : undefined,
      })),
    mayWrite: actions.includes('write-message'),
    caseId: row.id,
    base,
  };
}

function turnKind(file: CaseFile, reader: Reader): string {
  if (file.row.closed_at !== null) return 'closed';
  // A date to choose is the operator's, even while ONE waits for an opinion beside it.
  if (reader === 'operator' && file.row.status === 'instruction' && file.row.state.data.visit === 'proposed')
    return 'you';
  if (file.row.turn === 'nobody') return 'other';
  return (file.row.turn === 'operator') === (reader === 'operator') ? 'you' : file.row.turn === 'one' ? 'one' : 'other';
}

/** Both sides see the same two counters, in whole days. */
export function clocksOf({ row }: CaseFile, reader: Reader, now: Instant): object[] {
  const running = row.closed_at === null ? Math.max(0, now - row.state.clocks.since) : 0;
  const count = (spent: number, mine: boolean): number => Math.floor((spent + (mine ? running : 0)) / day);
  return [
    { days: count(row.state.clocks.one, row.turn === 'one'), label: "chez l'ONE", running: row.turn === 'one' },
    {
      days: count(row.state.clocks.operator, row.turn === 'operator'),
      label: reader === 'operator' ? 'chez vous' : "chez l'opérateur",
      running: row.turn === 'operator',
    },
  ];
}

function stepsOf(file: CaseFile, today: Day): object[] {
  const { row } = file;
  const order = Object.keys(process.stages);
  const at = order.indexOf(process.statuses[row.status].stage);
  const reached = new Map<string, Instant>();
  reached.set('introduced', row.opened_at);
  for (const act of file.acts) {
    const { stage } = process.statuses[act.status];
    if (!reached.has(stage)) reached.set(stage, act.at);
  }
  const skipped = new Set(needsNoDecision(row.kind) ? ['opinions', 'decision'] : []);
  return order.map((stage, index) => {
    const when = reached.get(stage);
    const current = index === at && row.closed_at === null;
    const due = current ? row.due_on : null;
    const passed = index < at || row.closed_at !== null;
    return {
      label: stage === 'completeness' && row.status === 'complement-asked' ? 'Complément' : process.stages[stage],
      state: current
        ? 'current'
        : passed && when !== undefined
          ? 'done'
          : skipped.has(stage) || row.closed_at !== null
            ? 'skipped'
            : 'todo',
      when: due
        ? `avant le ${shortDay(due, today)}`
        : when === undefined || (index > at && row.closed_at === null)
          ? undefined
          : shortDay(dayOf(when), today),
    };
  });
}
const shortDay = (value: Day, today: Day): string => {
  const long = formatLongDate(value).split(' ').slice(1);
  return (value.slice(0, 4) === today.slice(0, 4) ? long.slice(0, 2) : long).join(' ');
};

/** While a complement is asked, what it is about. */
function askedOf(file: CaseFile): object | undefined {
  if (!['complement-asked', 'closing-proposed'].includes(file.row.status)) return undefined;
  const asked = lastAct(file, 'ask-complement');
  if (!asked) return undefined;
  return {
    by: asked.actor_name,
    at: asked.at,
    text: textOf(asked.content?.text),
    items: (asked.content?.items as { code: string; label: string }[] | undefined) ?? [],
  };
}

function opinionsOf(file: CaseFile): object[] {
  const { data } = file.row.state;
  const one = (action: 'give-opinion' | 'give-health-opinion', value: string, who: string): object[] => {
    if (value === 'none') return [];
    const act = lastAct(file, action);
    if (!act || value === 'asked') return [{ badge: { kind: 'neutral', text: 'attendu' }, who }];
    const kind = value === 'favourable' ? 'done' : value === 'reserved' ? 'due-soon' : 'due-late';
    return [
      {
        badge: { kind, text: opinionLabel[value as keyof typeof opinionLabel] },
        who: `${act.actor_name ?? ''}, ${who}`,
        text: textOf(act.content?.text),
        at: act.at,
      },
    ];
  };
  const visit = lastAct(file, 'report-visit');
  return [
    ...(visit
      ? [
          {
            badge: { kind: 'done', text: 'visite' },
            who: visit.actor_name,
            text: textOf(visit.content?.report),
            at: visit.at,
          },
        ]
      : []),
    ...one('give-opinion', data.opinion, roleLabel[data.home ? 'adviser' : 'coordinator'] ?? ''),
    ...one('give-health-opinion', data.healthOpinion, roleLabel['health-referent'] ?? ''),
  ];
}

function timelineOf(file: CaseFile, reader: Reader, today: Day): object[] {
  const acts = file.acts.filter(
    ({ action }) => action !== 'write-message' && !(reader === 'operator' && hiddenFromOperator.has(action)),
  );
  const next = file.row.state.tasks
    .filter(({ dueOn }) => dueOn)
    .slice(0, 2)
    .map(({ action, role, dueOn }) => ({
      when: `avant le ${formatLongDate(dueOn ?? today)} (${dueInWords(dueOn ?? today, today)})`,
      what:
        reader === 'operator' && role !== 'operator'
          ? `ONE : ${actionLabel[action as Action].task.toLowerCase()}`
          : actionLabel[action as Action].task,
      kind: dueOn && dueOn < today ? 'late' : 'next',
    }));
  return [
    ...next,
    ...acts.reverse().map((act) => ({
      when: formatDateTime(act.at),
      what: actionLabel[act.action].done,
      by: act.actor_role === 'clock' || act.actor_role === 'procedure' ? undefined : whoOf(act, reader),
      text:
        act.action === 'submit' || (reader === 'operator' && internal.has(act.action))
          ? undefined
          : (textOf(act.content?.reason) ?? textOf(act.content?.text)),
      kind: ['sign-decision', 'acknowledge', 'decide-appeal', 'take-effect'].includes(act.action)
        ? 'decided'
        : undefined,
    })),
  ];
}

const means = (acr: number | null): string => (acr === 500 ? ' (eID)' : acr === 450 ? ' (itsme)' : '');
const whoOf = (act: ActView, reader: Reader): string =>
  `${act.actor_name ?? "l'ONE"}${act.action === 'submit' ? means(act.acr) : reader === 'operator' && act.actor_role !== 'operator' ? `, ${(roleLabel[act.actor_role] ?? '').toLowerCase()}` : ''}`;
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

const labelOf = ({ row }: CaseFile, { slot }: DocumentView): string | undefined =>
  isMeasure(row.kind)
    ? undefined
    : (documentLabel(row.kind, slot) ?? (slot === 'complement' ? 'Joint à une réponse' : undefined));
const documentOf = (document: DocumentView, base?: string, kind?: string): object => ({
  name: document.name,
  kind,
  href: `/documents/${document.id}`,
  size: document.size,
  at: document.uploaded_at,
  ...(base
    ? { removeAction: `${base}/documents/${document.id}/remove`, badge: { kind: 'neutral', text: 'pas encore envoyé' } }
    : {}),
});

function contactOf(file: CaseFile): object | undefined {
  const referent = file.agents.find(({ role }) => role === 'referent');
  return (
    referent && {
      name: referent.name,
      role: roleLabel.referent?.toLowerCase(),
      service: administrationNames[file.row.administration as Administration],
      email: referent.email,
    }
  );
}
