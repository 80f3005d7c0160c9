/** Long work as its pages show it. */
import type { ItemFailure } from '../../db/batches/find-batches.ts';
import { ordersFor, type BatchOrder } from '../../db/batches/orders.ts';
import type { NamedSubject } from '../../db/batches/batch.ts';
import type { BatchModel } from '../../db/models/batch.ts';
import type { Instant } from '../../domain/calendar.ts';
import { formatDateTime, formatShortDateTime } from '../../domain/french-dates.ts';
import { orderWords, statusBadge, wordsOfBatch } from './batch-words.ts';
import { failureWords } from './failure-words.ts';
import { plural } from './monday.ts';

type Names = ReadonlyMap<string, string>;
/** Nothing has moved for so long although it should: the page says so (hypothèse). */
const silence = 60_000;

export const titleOf = (batch: BatchModel, names: Names): string => wordsOfBatch(batch).title(batch.parameters, names);
const askedBy = ({ asker }: BatchModel): string => asker ?? 'le calendrier';

export const batchTable = (rows: readonly BatchModel[], names: Names): object => ({
  caption: 'Travaux',
  hideCaption: true,
  stack: true,
  columns: [
    { label: 'Travail' },
    { label: 'État' },
    { label: 'Avancement', numeric: true },
    { label: 'Demandé', nowrap: true },
  ],
  rows: rows.map((batch) => ({
    cells: [
      { text: titleOf(batch, names), href: `/supervision/batches/${batch.id}` },
      { badge: statusBadge[batch.status] },
      {
        text: `${count(batch.done)} sur ${count(batch.total)}`,
        ...(batch.failed + batch.kept > 0 ? { sub: plural(batch.failed + batch.kept, 'échec', 'échecs') } : {}),
      },
      { text: formatShortDateTime(batch.at), sub: askedBy(batch) },
    ],
  })),
});

export function presentBatch(
  batch: BatchModel,
  {
    names,
    failures,
    subjects,
    undoable,
    mayOrder,
    now,
  }: {
    names: Names;
    failures: readonly ItemFailure[];
    subjects: ReadonlyMap<string, NamedSubject>;
    undoable: boolean;
    mayOrder: boolean;
    now: Instant;
  },
) {
  const { id, status, total, done, failed, undone, kept, reason } = batch;
  const { item, handled } = wordsOfBatch(batch);
  const works = status === 'running' || status === 'undoing';
  const left = total - done - failed - undone - kept;
  const row = (label: string, value: number | undefined): object[] => (value ? [{ label, value: count(value) }] : []);
  return {
    title: titleOf(batch, names),
    back: { href: '/supervision/batches', label: 'aux travaux' },
    line: `Demandé le ${formatDateTime(batch.at)} par ${askedBy(batch)}`,
    badge: statusBadge[status],
    reason,
    hold: batch.failure ? failureWords(batch.failure) : undefined,
    silent: works && now - batch.moved_at > silence,
    work: works
      ? {
          text: status === 'running' ? handled : 'Défait',
          done: status === 'running' ? done + failed : undone + kept,
          total: status === 'running' ? total : done + undone + kept,
          refreshHref: `/supervision/batches/${id}`,
        }
      : undefined,
    rows: [
      { label: 'En tout', value: plural(total, ...item) },
      { label: 'Fait', value: count(done) },
      ...row('À faire', status === 'cancelled' ? undefined : left),
      ...row('Non fait', status === 'cancelled' ? left : undefined),
      ...row('En échec', failed),
      ...row('Défait', undone),
      ...row('N’a pas pu être défait', kept),
      ...(batch.ended_at === null ? [] : [{ label: 'Terminé', value: formatDateTime(batch.ended_at) }]),
    ],
    buttons: mayOrder ? ordersFor(batch, undoable).map((order) => buttonOf(id, order)) : [],
    onlyRead: !mayOrder,
    failures: failures.length > 0 ? failuresTable(failures, subjects) : undefined,
    moreFailures: failed + kept > failures.length ? plural(failed + kept, 'échec', 'échecs') : undefined,
  };
}

const buttonOf = (id: string, order: BatchOrder): object => {
  const { button, kind, ask } = orderWords[order];
  const address = `/supervision/batches/${id}/${order}`;
  return { label: button, ...(kind ? { kind } : {}), ...(ask ? { href: address } : { action: address }) };
};

const failuresTable = (failures: readonly ItemFailure[], subjects: ReadonlyMap<string, NamedSubject>): object => ({
  caption: 'Échecs',
  hideCaption: true,
  stack: true,
  dense: true,
  columns: [{ label: 'Quoi' }, { label: 'Pourquoi' }],
  rows: failures.map(({ subject_id: subjectId, status, failure }) => {
    const subject = subjects.get(subjectId);
    return {
      cells: [
        subject
          ? {
              text: subject.text,
              ...(subject.page_id === null
                ? {}
                : {
                    href: subject.slug
                      ? `/supervision/cases/${subject.page_id}`
                      : `/office/facilities/${subject.page_id}`,
                  }),
            }
          : { text: 'Dans une autre administration' },
        { text: `${status === 'kept' ? 'pas défait : ' : ''}${failureWords(failure)}` },
      ],
    };
  }),
});

const count = (value: number): string => value.toLocaleString('fr-BE');
