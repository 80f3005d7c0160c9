/** One case, as supervision reads it: where it is, what happened, what was set going, what comes, what the engine says. */
import type { SupervisedCase } from '../../db/supervision/one-case.ts';
import { dayInMilliseconds, dayOf, noDueDay, type Instant } from '../../domain/calendar.ts';
import { formatDateTime, formatShortDateTime } from '../../domain/french-dates.ts';
import { administrationNames, type Administration } from '../../domain/postcodes.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { roleNames } from '../../workflows/roles.ts';
import { dueBadge } from '../../views/helpers.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import type { EngineView } from '../context.ts';
import { getProcedure, kindOfEffect, wordOfEffect, wordOfKind, wordsOfAction } from '../procedure-words.ts';
import { presentDiagram } from './diagram.ts';
import { mendingOf, wakeUp } from './failure-words.ts';
import { failureText, plural } from './monday.ts';

const noPerson: Record<string, string> = { clock: "l'échéance", procedure: 'une autre procédure' };
const effectBadge = {
  done: { kind: 'done', text: 'fait' },
  pending: { kind: 'due-soon', text: 'en attente' },
  failed: { kind: 'due-late', text: 'en échec' },
} as const;

export function presentSupervisedCase(
  procedures: readonly AnyProcedurePages[],
  { row, acts, effects, tasks }: SupervisedCase,
  engine: EngineView | undefined,
  now: Instant,
) {
  const process = getProcedure(procedures, row.slug).process;
  const today = dayOf(now);
  const words = (action: string) => wordsOfAction(procedures, row.slug, action);
  const since = row.closed_at === null ? Math.max(0, now - row.clock_since) : 0;
  const days = (spent: number, isRunning: boolean): string =>
    `${String(Math.floor((spent + (isRunning ? since : 0)) / dayInMilliseconds))} jours${isRunning && row.closed_at === null ? ' (en cours)' : ''}`;
  const behind = row.bell_seq - row.engine_seq;
  return {
    title: `${wordOfKind(procedures, row.slug, row.kind)} ${row.reference}`,
    back: { href: '/supervision', label: 'à la supervision' },
    line: [
      row.facility_name,
      `${row.postcode} ${row.locality}`,
      administrationNames[row.administration as Administration],
    ].join(' · '),
    badge:
      row.closed_at === null
        ? { kind: row.turn === 'operator' ? 'to-you' : 'at-one', text: rowOf(process, row.status).label }
        : { kind: 'neutral', text: rowOf(process, row.status).label },
    caseHref: `/office/${row.slug}/${row.id}`,
    styles: ['styles/diagram.css'],
    wide: true,
    diagram: presentDiagram(procedures, process, {
      here: row.status,
      steps: acts.filter(({ status }, index, all) => all[index - 1]?.status !== status),
    }),
    alarms: [
      ...effects
        .filter(({ status }) => status === 'failed')
        .map((effect) => ({
          title: wordOfEffect(procedures, row.slug, effect.effect),
          text: `n'a pas pu être fait${failureText(effect.failure)}.`,
          button: retryButton(procedures, row, effect),
        })),
      ...(behind > 0
        ? [
            {
              title: 'Dossier en retard de traitement\u00a0:',
              text: `le moteur n'a pas encore traité ${plural(behind, 'étape', 'étapes')}. Rien n'est perdu.`,
              button: { label: wakeUp, action: `/supervision/cases/${row.id}/retry` },
            },
          ]
        : []),
    ],
    clocks: [
      { label: "Chez l'ONE", value: days(row.clock_one_ms, row.turn === 'one') },
      { label: "Chez l'opérateur", value: days(row.clock_operator_ms, row.turn === 'operator') },
      {
        label: 'Délai visé',
        badge: row.closed_at === null ? dueBadge(row.target_on, today) : undefined,
        value: row.closed_at === null ? undefined : 'clôturé',
      },
    ],
    tasks: tasks.map(({ action, role, due_on: dueOn, assignee }) => ({
      label: words(action).task,
      value: `${roleNames[role as keyof typeof roleNames] ?? ''}${role === 'operator' ? '' : ` · ${assignee ?? 'non attribuée'}`}`,
      ...(dueOn === noDueDay ? {} : { badge: dueBadge(dueOn, today) }),
    })),
    deadlines: [...row.state.deadlines]
      .sort((a, b) => a.at - b.at)
      .map(({ act, at }) => ({ label: formatDateTime(at), value: words(act).done })),
    timeline: [...acts]
      .reverse()
      .map(({ number, action, at, actor_role: role, actor_name: actor, acr, status }, index, all) => ({
        when: formatDateTime(at),
        what: `${String(number)}. ${words(action).done}`,
        by: actor
          ? `${actor}, ${(roleNames[role as keyof typeof roleNames] ?? '').toLowerCase()}${acr === 500 ? ' (eID)' : acr === 450 ? ' (itsme)' : ''}`
          : noPerson[role],
        ...(all[index + 1]?.status === status ? {} : { text: `→ ${rowOf(process, status).label}` }),
      })),
    effects: {
      caption: 'Ce que les étapes ont mis en route',
      hideCaption: true,
      dense: true,
      stack: true,
      columns: [
        { label: 'Effet' },
        { label: 'Étape' },
        { label: 'État' },
        { label: 'Essais', numeric: true },
        { label: 'Réessayer', hide: true },
      ],
      rows: [...effects]
        .reverse()
        .map(({ act_number: number, effect, status, attempts, failure, created_at: created, done_at: done }) => ({
          cells: [
            { text: wordOfEffect(procedures, row.slug, effect) },
            { text: `${String(number)}. ${words(acts.find((act) => act.number === number)?.action ?? '').done}` },
            {
              badge: effectBadge[status],
              text:
                status === 'done'
                  ? formatShortDateTime(done ?? created)
                  : `depuis le ${formatShortDateTime(created)}${failureText(failure)}`,
            },
            { text: String(attempts) },
            status === 'done'
              ? { text: '' }
              : { buttons: [retryButton(procedures, row, { act_number: number, effect })] },
          ],
        })),
    },
    hasEffects: effects.length > 0,
    engine: engine
      ? [
          {
            label: 'État',
            badge: engine.running ? { kind: 'done', text: 'en marche' } : { kind: 'neutral', text: 'terminé' },
          },
          {
            label: 'Dernière étape traitée',
            value: `${String(row.engine_seq)} sur ${String(row.bell_seq)}`,
            ...(behind > 0 ? { badge: { kind: 'due-soon', text: `${String(behind)} à traiter` } } : {}),
          },
          {
            label: 'Dort jusqu’au',
            value:
              engine.waitingUntil === null ? "la prochaine étape d'une personne" : formatDateTime(engine.waitingUntil),
          },
          ...engine.carryingOut.map(({ effect, attempt, lastFailure }) => ({
            label: wordOfEffect(procedures, row.slug, effect),
            value: `essai ${String(attempt)}${failureText(lastFailure)}`,
          })),
        ]
      : [
          {
            label: 'État',
            badge:
              row.closed_at === null
                ? { kind: 'due-soon', text: 'pas de réponse' }
                : { kind: 'neutral', text: 'terminé' },
            value:
              row.closed_at === null
                ? 'Le moteur ne répond pas, ou ne connaît pas ce dossier. Les étapes sont conservées et seront traitées à son retour.'
                : undefined,
          },
          { label: 'Dernière étape traitée', value: `${String(row.engine_seq)} sur ${String(row.bell_seq)}` },
        ],
  };
}

const retryButton = (
  procedures: readonly AnyProcedurePages[],
  { id, slug }: SupervisedCase['row'],
  { act_number: number, effect }: Pick<SupervisedCase['effects'][number], 'act_number' | 'effect'>,
): object => ({
  label: mendingOf(kindOfEffect(procedures, slug, effect)),
  action: `/supervision/cases/${id}/retry`,
  fields: [
    { name: 'number', value: String(number) },
    { name: 'effect', value: effect },
  ],
});
