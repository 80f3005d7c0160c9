/** The cases that a period of a procedure begins with, for all its subjects: thousands, each exactly once. */
import type { Day } from '../../domain/calendar.ts';
import type { OpeningSubject, Period } from '../../workflows/openings.ts';
import type { AnyProcess, SubjectKind } from '../../workflows/procedure.ts';
import { getProcess } from '../../workflows/registry.ts';
import { findAgreementToRenew } from '../agreement-renewal/agreements.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { AlreadyOpen, openCase, recordAct, type CaseSubject } from '../record-act.ts';
import type { Database } from '../connect.ts';
import { BatchRefused, ItemRefused, type BatchKind } from './batch.ts';
import { openingSubjects } from './opening-subjects.ts';

export interface OpenCases {
  slug: string;
  /** Null where its table has none: the query of its subjects says for whom there is a case already. */
  period: Period | null;
  /** The day on which it was due, whenever it is made. */
  dueOn: Day;
}
/** One batch for a procedure and a day. */
export const openingKey = (slug: string, dueOn: Day): string => `${slug}.${dueOn}`;

export function openCasesBatch(among: readonly AnyProcess[]): BatchKind<OpenCases, AnyProcess> {
  return {
    kind: 'open-cases',
    mayStart: null,

    items(db, { slug, period, dueOn }) {
      const { subjects, kind } = getOpening(getProcess(slug, among));
      const found = db(openingSubjects[subjects](db, dueOn).as('subjects')).select('subjects.id');
      if (period === null) return found;
      const there = db('cases').where({ slug, kind, period }).whereRaw('cases.subject_id = subjects.id');
      return found.whereNotExists(there.select(db.raw('1')));
    },

    prepare(_db, { parameters: { slug } }) {
      const process = among.find((candidate) => candidate.slug === slug);
      return process?.opening ? Promise.resolve(process) : Promise.reject(new BatchRefused('no-opening'));
    },

    async work(trx, { subject_id: id }, { batch, prepared: process, token, at, ring }) {
      const { period, dueOn } = batch.parameters;
      const { act: action, facts, kind } = getOpening(process);
      try {
        const { caseId, slug } = await openCase(trx, process, {
          subject: subjectOf(process, id),
          kind,
          ...(period === null ? {} : { period }),
          action,
          facts: facts(period ?? dueOn, await aboutOf(trx, process, id)) as object,
          token,
          actor: { role: 'procedure', userId: null },
          at,
        });
        ring(slug, caseId);
        return { caseId };
      } catch (error) {
        // Somebody opened it meanwhile: it is there, which is what was wanted.
        if (error instanceof AlreadyOpen) return null;
        throw error;
      }
    },

    // A facility has a page at ONE; a body is called by its name.
    named: (db, ability, ids) =>
      accessibleBy(db('facilities').whereIn('facilities.id', ids), ability, 'read', 'Facility')
        .select('facilities.id', 'facilities.name as text', db.raw('null as slug'), 'facilities.id as page_id')
        .unionAll(
          accessibleBy(
            db('organising_bodies').whereIn('organising_bodies.id', ids),
            ability,
            'read',
            'OrganisingBody',
          ).select(
            'organising_bodies.id',
            'organising_bodies.name as text',
            db.raw('null as slug'),
            db.raw('null::uuid as page_id'),
          ),
        ),

    /** A case that nobody has touched has no object any more; what a person has begun is theirs. */
    async undo(trx, { outcome }, { prepared: process, token, at, ring }) {
      if (!outcome) return;
      const { caseId } = outcome as { caseId: string };
      const touched = (await trx('acts').where({ case_id: caseId }).whereNotNull('actor_id').first('number')) as
        | object
        | undefined;
      if (touched) throw new ItemRefused('begun');
      await recordAct(trx, process, caseId, {
        action: 'lapse',
        facts: {},
        token: `${token}.undo`,
        actor: { role: 'procedure', userId: null },
        at,
      });
      ring(process.slug, caseId);
    },
  };
}

function getOpening({ slug, opening }: AnyProcess): NonNullable<AnyProcess['opening']> {
  if (!opening) throw new Error(`${slug} is not opened by the calendar`);
  return opening;
}

async function aboutOf(db: Database, { subject }: AnyProcess, id: string): Promise<OpeningSubject> {
  if (subject === 'organising-body') return { facilityKind: null, agreement: await findAgreementToRenew(db, id) };
  if (subject !== 'facility') return { facilityKind: null };
  const { kind } = (await db('facilities').where({ id }).first('kind')) as { kind: string };
  return { facilityKind: kind };
}

/** @throws for subjects that more than an id is needed for: no procedure about persons is opened by the calendar */
function subjectOf({ slug, subject }: AnyProcess, id: string): CaseSubject {
  if (typeof subject !== 'string') throw new Error(`${slug}: the calendar opens nothing about one thing or another`);
  const kind: SubjectKind = subject;
  switch (kind) {
    case 'facility':
    case 'organising-body':
      return { kind, id };
    case 'person':
    case 'collaboration':
    case 'asker':
      throw new Error(`${slug}: the calendar opens nothing about a ${kind}`);
    default:
      return kind satisfies never;
  }
}
