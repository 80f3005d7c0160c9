/** Asking for a change of a parameter or of a calendar. Nothing changes before another person has confirmed it (`decide-change.ts`). */
import { addDays, dayOf, subtractDays, type Day, type Instant } from '../../domain/calendar.ts';
import { inWords } from '../../domain/quantity.ts';
import type { Person } from '../access/rules.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { Holiday, SchoolHoliday } from '../models/holiday.ts';
import { Parameter, type Source } from '../models/parameter.ts';
import { RuleChange, type Rule } from '../models/rule-change.ts';

interface Why {
  reference: string;
  reason: string;
}
export type Proposal = Why &
  (
    | { rule: 'parameter'; slug: string; code: string; effect: 'set'; fromOn: Day; value: number; source: Source }
    /** Takes back a value that was confirmed and has not begun. */
    | { rule: 'parameter'; slug: string; code: string; effect: 'remove'; fromOn: Day }
    | { rule: 'holiday'; effect: 'add'; fromOn: Day; name: string; source: Source }
    | { rule: 'holiday'; effect: 'remove'; fromOn: Day }
    | { rule: 'school-holiday'; effect: 'add'; fromOn: Day; toOn: Day; name: string; source: Source }
    | { rule: 'school-holiday'; effect: 'remove'; fromOn: Day }
  );

/**
 * `missing`: the rule is not, or no longer, what the change starts from · `there`: it is there already · `overlap`: with another school holiday
 * `too-early`: it could not be confirmed before its first day · `waiting`: another change of the same rule waits · `changed`: since the page was opened
 * `decided`: somebody decided meanwhile · `lapsed`: nobody did in time
 */
export type ChangeRefusal =
  | 'missing'
  | 'there'
  | 'overlap'
  | 'too-early'
  | 'waiting'
  | 'changed'
  | 'decided'
  | 'lapsed';
export class ChangeRefused extends Error {
  code: ChangeRefusal;
  constructor(code: ChangeRefusal) {
    super(`change refused: ${code}`);
    this.name = 'ChangeRefused';
    this.code = code;
  }
}

/** Every process reads the calendar again well within this time (`keepHolidays`). */
const settled = 10 * 60_000;
/** The first day on which a change confirmed now may count: tomorrow; in the last ten minutes of a day, the day after. */
export const firstDayOfChange = (at: Instant): Day => addDays(dayOf(at + settled), 1);

export const keyOf = (proposal: Proposal): string =>
  proposal.rule === 'parameter' ? `${proposal.slug}/${proposal.code}` : proposal.fromOn;

/** How often a rule was asked about and decided on: a form carries it, and is refused once it is another. */
export async function versionOf(db: Database, rule: Rule, key: string): Promise<number> {
  const { rows } = await db.raw<{ rows: { version: number }[] }>(
    'select cast(count(*) + count(decided_at) as int) as version from rule_changes where rule = ? and key = ?',
    [rule, key],
  );
  return rows[0]?.version ?? 0;
}

/**
 * Writes the proposal down. The same token of the same person gives back what is there.
 * @param seen the version of the page the form was on; undefined where the form stands on no version
 * @throws ChangeRefused
 */
export async function proposeChange(
  db: Database,
  proposal: Proposal,
  { userId, acr }: Pick<Person, 'userId' | 'acr'>,
  { token, seen, at }: { token: string; seen?: number; at: Instant },
): Promise<string> {
  const { rule, effect, fromOn, reference, reason } = proposal;
  const key = keyOf(proposal);
  const first = firstDayOfChange(at);
  return db.transaction(async (trx) => {
    // One proposal of a rule at a time: the twin of a form sent twice would otherwise meet a version its own other half has moved.
    await trx.raw("select pg_advisory_xact_lock(hashtextextended(? || ':' || ?, 0))", [rule, key]);
    const twin = await RuleChange.query(trx).where({ proposed_by: userId, token }).first();
    if (twin) return twin.id;
    await RuleChange.query(trx)
      .where({ rule, key, status: 'proposed' })
      .where('from_on', '<', first)
      .patch({ status: 'lapsed', decided_at: instant(at) as never });
    if (fromOn < first) throw new ChangeRefused('too-early');
    if (seen !== undefined && seen !== (await versionOf(trx, rule, key))) throw new ChangeRefused('changed');
    const standing = await standingFor(trx, proposal);
    const { rows } = await trx.raw<{ rows: { id: string }[] }>(insertChange, {
      rule,
      key,
      effect,
      fromOn,
      toOn: 'toOn' in proposal ? proposal.toOn : null,
      value: 'value' in proposal ? proposal.value : null,
      name: 'name' in proposal ? proposal.name : null,
      source: 'source' in proposal ? proposal.source : null,
      formerly: standing.formerly,
      reference,
      reason,
      token,
      userId,
      at: instant(at),
    });
    const id = rows[0]?.id;
    if (id === undefined) {
      const mine = await RuleChange.query(trx).where({ proposed_by: userId, token }).first();
      if (mine) return mine.id;
      throw new ChangeRefused('waiting');
    }
    await recordAudit(trx, {
      at,
      actorId: userId,
      acr,
      event: 'propose',
      subject: 'rule-change',
      subjectId: id,
      change: {
        [standing.label]: { before: standing.formerly, after: standing.wanted },
        from_on: { before: null, after: fromOn },
      },
    });
    return id;
  });
}

const insertChange = `
insert into rule_changes (rule, key, effect, from_on, to_on, value, name, source, formerly, reference, reason, token, proposed_by, proposed_at)
values (:rule, :key, :effect, :fromOn, :toOn, :value, :name, :source, :formerly, :reference, :reason, :token, :userId, :at)
on conflict do nothing returning id`;

export const findOverlap = (db: Database, from: Day, to: Day): Promise<SchoolHoliday | undefined> =>
  SchoolHoliday.query(db).where('from_on', '<=', to).where('to_on', '>=', from).first().execute();

/** What the change starts from and what it wants, in words, for the page and the audit. */
interface Standing {
  label: string;
  formerly: string | null;
  wanted: string | null;
}

/** What stands on the first day of the change. @throws ChangeRefused when the change cannot start from it */
async function standingFor(db: Database, proposal: Proposal): Promise<Standing> {
  const { fromOn } = proposal;
  switch (proposal.rule) {
    case 'parameter': {
      const { slug, code } = proposal;
      const inForce = async (day: Day): Promise<Parameter | undefined> =>
        Parameter.query(db).modify('inForce', day).where({ slug, code }).first();
      const [standing, eve] = await Promise.all([inForce(fromOn), inForce(subtractDays(fromOn, 1))]);
      if (!standing) throw new ChangeRefused('missing');
      const { label, unit } = standing;
      if (proposal.effect === 'set')
        return { label, formerly: inWords(standing), wanted: inWords({ value: proposal.value, unit }) };
      if (standing.valid_from !== fromOn || !eve) throw new ChangeRefused('missing');
      return { label, formerly: inWords(standing), wanted: inWords(eve) };
    }
    case 'holiday': {
      const standing = await Holiday.query(db).where({ day: fromOn }).whereNull('counts_until').first();
      if (proposal.effect === 'add' && standing) throw new ChangeRefused('there');
      if (proposal.effect === 'remove' && !standing) throw new ChangeRefused('missing');
      return { label: 'holiday', formerly: standing?.name ?? null, wanted: 'name' in proposal ? proposal.name : null };
    }
    case 'school-holiday': {
      const label = 'school_holiday';
      if (proposal.effect === 'remove') {
        const standing = await SchoolHoliday.query(db).where({ from_on: fromOn }).first();
        if (!standing) throw new ChangeRefused('missing');
        return { label, formerly: standing.name, wanted: null };
      }
      if (await findOverlap(db, fromOn, proposal.toOn)) throw new ChangeRefused('overlap');
      return { label, formerly: null, wanted: proposal.name };
    }
    default:
      return proposal satisfies never;
  }
}
