/** What was paid of the quarters that are told, a bonus for places without subsidies, and what the former portal had paid. */
import { createHash } from 'node:crypto';
import { dayOf, subtractDays, type Instant } from '../../../../domain/calendar.ts';
import { makeBelgianIban } from '../../../../domain/iban.ts';
import { monthOf, quarterOf, quartersFurther } from '../../../../domain/quarter.ts';
import { seal } from '../../../../domain/sealed.ts';
import { pain001 } from '../../../../domain/subsidy/sepa/pain001.ts';
import type { CaseData, Status } from '../../../../workflows/quarterly-subsidy/contract.ts';
import { slug } from '../../../../workflows/quarterly-subsidy/contract.ts';
import { instant, type Database } from '../../../connect.ts';
import { getEffectContext } from '../../../effect-context.ts';
import { prepareBalance } from '../../../subsidies/prepare-payments.ts';
import { stableId } from '../stable-id.ts';

interface Place {
  id: string;
  organising_body_id: string;
  administration: string;
}

export async function tellMoney(db: Database, { now, nissKey }: { now: Instant; nissKey: string }): Promise<void> {
  const signed = (await db('acts as a')
    .join('cases as c', 'c.id', 'a.case_id')
    .where({ 'c.slug': slug, 'a.action': 'sign' })
    .orderBy(['a.at', 'c.id'])
    .select(
      'c.id',
      'c.status',
      'c.state',
      'c.facility_name',
      'c.facility_id',
      'c.organising_body_id',
      'c.administration',
      'a.number',
      'a.at',
    )) as Signed[];
  const waiting = signed.filter(({ status }) => status === 'to-pay');
  for (const { id: caseId, number } of waiting) {
    const context = await getEffectContext(db, { caseId, number, effect: 'prepare-balance' });
    await prepareBalance(db, context as unknown as Parameters<typeof prepareBalance>[1]);
  }
  const paid = signed.filter(({ state }) => state.data.paid > 0);
  if (paid.length > 0) await tellFile(db, paid, { now, nissKey });
  await tellBonuses(db, now);
}

interface Signed {
  id: string;
  status: Status;
  state: { data: CaseData };
  facility_name: string;
  facility_id: string;
  organising_body_id: string;
  administration: string;
  number: number;
  at: Instant;
}

/** One that the bank has executed. */
async function tellFile(
  db: Database,
  paid: readonly Signed[],
  { now, nissKey }: { now: Instant; nissKey: string },
): Promise<void> {
  const id = stableId('payment file 1');
  const last = Math.max(...paid.map(({ at }) => at));
  const executedOn = dayOf(Math.min(last + 7 * 86_400_000, now));
  const xml = pain001({
    messageId: `PROONE-${executedOn.replaceAll('-', '')}-1`,
    createdAt: instant(last).replace(/\.\d+Z$/, 'Z'),
    executionOn: executedOn,
    from: { name: "Office de la Naissance et de l'Enfance", iban: makeBelgianIban(910_002_777) },
    transfers: paid.map(({ id: caseId, state, facility_name: name }, index) => ({
      endToEndId: caseId.replaceAll('-', ''),
      cents: state.data.paid,
      to: { name, iban: makeBelgianIban(100_000 + index) },
      communication: `subside ${state.data.quarter} ${name}`,
    })),
  });
  const manager = stableId('user subsidy-manager');
  await db('payment_files').insert({
    id,
    token: stableId('payment file token 1'),
    message_id: `PROONE-${executedOn.replaceAll('-', '')}-1`,
    execution_on: executedOn,
    status: 'executed',
    count: paid.length,
    cents: paid.reduce((sum, { state }) => sum + state.data.paid, 0),
    digest: createHash('sha256').update(xml).digest(),
    xml_sealed: seal(xml, { secret: nissKey, purpose: 'payment file', boundTo: id }),
    made_by: manager,
    made_at: instant(last),
    released_by: stableId('user subsidy-signatory'),
    released_at: instant(last),
    executed_by: manager,
    executed_at: instant(Math.min(last + 8 * 86_400_000, now)),
    executed_on: executedOn,
  });
  await db('payments').insert(
    paid.map((one) => ({
      key: `balance.${one.id}.${String(one.number)}`,
      kind: 'balance',
      case_id: one.id,
      organising_body_id: one.organising_body_id,
      facility_id: one.facility_id,
      administration: one.administration,
      quarter: one.state.data.quarter,
      purpose: 'early-childhood',
      cents: one.state.data.paid,
      status: 'paid',
      file_id: id,
      prepared_at: instant(one.at),
      settled_on: executedOn,
    })),
  );
}

/** For a childminder and a crèche that is not subsidised: both wait for the next file. */
async function tellBonuses(db: Database, now: Instant): Promise<void> {
  const quarter = quartersFurther(quarterOf(monthOf(dayOf(now))), -1);
  for (const [key, cents] of [
    ['delvaux', 1_150_00],
    ['coccinelle', 2_450_00],
  ] as const) {
    const place = (await db('facilities')
      .where({ id: stableId(`facility ${key}`) })
      .first('id', 'organising_body_id', 'administration')) as Place;
    const of = { organising_body_id: place.organising_body_id, facility_id: place.id };
    const bonus = stableId(`bonus ${key}`);
    const label = 'Prime exceptionnelle « énergie »';
    await db('exceptional_bonuses').insert({
      id: bonus,
      ...of,
      quarter,
      label,
      cents,
      administration: place.administration,
      status: 'decided',
      basis: 'Intervention du Gouvernement dans les frais d’énergie des milieux d’accueil',
      reference: 'Conseil d’administration, point 12',
      decided_on: subtractDays(dayOf(now), 12),
    });
    await db('payments').insert({
      key: `bonus.${bonus}`,
      kind: 'bonus',
      bonus_id: bonus,
      ...of,
      administration: place.administration,
      quarter,
      purpose: 'bonuses',
      cents,
      prepared_at: instant(now - 12 * 86_400_000),
    });
    await db('covid_aids').insert({
      ...of,
      administration: place.administration,
      period: 'mars à mai 2020',
      label: 'Indemnité pour absence des enfants',
      cents: cents * 3,
      settled_on: '2020-07-03',
    });
  }
}
