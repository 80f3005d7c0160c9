/** Confirming, refusing or taking back a change that somebody asked for. Confirmed, it is written where calculations and calendars read. */
import type { Instant } from '../../domain/calendar.ts';
import { inWords } from '../../domain/quantity.ts';
import type { Person } from '../access/rules.ts';
import { recordAudit, type Change } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { Parameter } from '../models/parameter.ts';
import { RuleChange } from '../models/rule-change.ts';
import { ChangeRefused, findOverlap, firstDayOfChange } from './propose-change.ts';

export const decisions = { approve: 'approved', refuse: 'refused', withdraw: 'withdrawn' } as const;
export type Decision = keyof typeof decisions;

/**
 * Decides, once. The same decision by the same person again changes nothing more.
 * Who may is the caller's to ask (`can(decision, change)`); that nobody confirms or refuses their own is also the table's.
 * @throws ChangeRefused; Error when there is no such change
 */
export async function decideChange(
  db: Database,
  id: string,
  decision: Decision,
  { userId, acr }: Pick<Person, 'userId' | 'acr'>,
  { reason, at }: { reason: string | null; at: Instant },
): Promise<void> {
  await db.transaction(async (trx) => {
    const change = await RuleChange.query(trx).findById(id).forUpdate().throwIfNotFound();
    const status = decisions[decision];
    if (change.status === status && change.decided_by === userId) return;
    if (change.status !== 'proposed') throw new ChangeRefused('decided');
    if (change.statusOn(firstDayOfChange(at)) === 'lapsed') throw new ChangeRefused('lapsed');
    await trx('rule_changes')
      .where({ id })
      .update({ status, decided_by: userId, decided_at: instant(at), decision_reason: reason });
    const applied = decision === 'approve' ? await apply(trx, change, at) : {};
    await recordAudit(trx, {
      at,
      actorId: userId,
      acr,
      event: decision,
      subject: 'rule-change',
      subjectId: id,
      change: applied,
    });
  });
}

/** @returns column by column, what it was and what it is, for the audit */
async function apply(trx: Database, change: RuleChange, at: Instant): Promise<Change> {
  switch (change.rule) {
    case 'parameter':
      return applyToParameter(trx, change);
    case 'holiday':
      return applyToHolidays(trx, change, at);
    case 'school-holiday':
      return applyToSchoolHolidays(trx, change);
    default:
      return change.rule satisfies never;
  }
}

// A value of the same first day is replaced: it has not begun. Every earlier one keeps its days, but the last, which ends on the eve.
const setValue = `
insert into parameters (slug, code, label, value, unit, valid_from, source, reference)
select slug, code, label, :value, unit, :fromOn, :source, :reference from parameters
where slug = :slug and code = :code order by valid_from desc limit 1
on conflict (slug, code, valid_from) do update set value = excluded.value, source = excluded.source, reference = excluded.reference
returning id`;

async function applyToParameter(trx: Database, change: RuleChange): Promise<Change> {
  const [slug = '', code = ''] = change.key.split('/');
  const inForce = async (): Promise<Parameter | undefined> =>
    Parameter.query(trx).modify('inForce', change.from_on).where({ slug, code }).first();
  const before = await inForce();
  if (change.effect === 'remove') await trx('parameters').where({ slug, code, valid_from: change.from_on }).delete();
  else
    await trx.raw(setValue, {
      value: change.value,
      fromOn: change.from_on,
      source: change.source,
      reference: change.reference,
      slug,
      code,
    });
  const after = await inForce();
  return {
    [(after ?? before)?.label ?? change.key]: {
      before: before ? inWords(before) : null,
      after: after ? inWords(after) : null,
    },
    from_on: { before: null, after: change.from_on },
  };
}

async function applyToHolidays(trx: Database, change: RuleChange, at: Instant): Promise<Change> {
  const { from_on: day, name, source, reference } = change;
  const counts = firstDayOfChange(at);
  if (change.effect === 'add') {
    await trx('holidays').insert({ day, name, kind: 'legal', source, reference, counts_from: counts });
    return { holiday: { before: null, after: `${day} ${name ?? ''}` } };
  }
  await trx('holidays').where({ day, counts_until: null }).update({ counts_until: counts });
  return { holiday: { before: `${day} ${change.formerly ?? ''}`, after: null } };
}

async function applyToSchoolHolidays(trx: Database, change: RuleChange): Promise<Change> {
  const { from_on: from, to_on: to, name, source, reference } = change;
  if (change.effect === 'remove') {
    await trx('school_holidays').where({ from_on: from }).delete();
    return { school_holiday: { before: `${from} ${change.formerly ?? ''}`, after: null } };
  }
  if (to === null || (await findOverlap(trx, from, to))) throw new ChangeRefused('overlap');
  await trx('school_holidays').insert({ from_on: from, to_on: to, name, source, reference });
  return { school_holiday: { before: null, after: `${from} ${name ?? ''}` } };
}
