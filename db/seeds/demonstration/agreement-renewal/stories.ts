/**
 * Agreements of after-school care: one under examination that goes on until the decision, one invited, one late, one decided under conditions, one
 * refused and appealed against, a first request.
 */
import { addDays, addMonths, startOfDay, type Day, type Instant } from '../../../../domain/calendar.ts';
import type { BlobStore } from '../../../blob-store.ts';
import { applyDecision } from '../../../agreement-renewal/take-effect.ts';
import type { Database } from '../../../connect.ts';
import { getEffectContext } from '../../../effect-context.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';
import { fillDossier, openAgreement, remindUntil, submitDossier, takeStep, type Step } from './make-agreement.ts';

const referent = { role: 'aes-referent', userId: stableId('user aes-referent') } as const;
const clock = { role: 'clock', userId: null } as const;

/** The agreement of each body, made of those of its places. */
async function gather(db: Database): Promise<void> {
  await db.raw(`insert into agreements (organising_body_id, from_on, to_on)
    select f.organising_body_id, a.from_on, max(a.to_on) from aes_agreements a join facilities f on f.id = a.facility_id
    where a.agreement_id is null group by 1, 2 on conflict do nothing`);
  await db.raw(`update aes_agreements a set agreement_id = g.id from facilities f, agreements g
    where f.id = a.facility_id and g.organising_body_id = f.organising_body_id and g.from_on = a.from_on and a.agreement_id is null`);
}

export async function tellAgreements(
  db: Database,
  blobs: Pick<BlobStore, 'put'> | undefined,
  { times, now }: { times: Times; now: Instant },
): Promise<void> {
  await gather(db);
  const at = (offset: number, hour: number): Instant => startOfDay(times.officeDay(offset)) + hour * 3_600_000;
  const standing = async (key: string): Promise<{ agreementId: string; endsOn: Day }> => {
    const row = await db('agreements')
      .where({ organising_body_id: stableId(`body ${key}`) })
      .orderBy('to_on', 'desc')
      .first<{ id: string; to_on: Day }>('id', 'to_on');
    return { agreementId: row.id, endsOn: row.to_on };
  };
  const told = (key: string) => {
    const bodyId = stableId(`body ${key}`);
    const by = stableId(`user admin-${key}`);
    const id = stableId(`agreement ${key}`);
    const step = (given: Omit<Step, 'at'>, when: Instant): Promise<void> => takeStep(db, id, { ...given, at: when });
    return {
      bodyId,
      by,
      step,
      open: async (offset: number, endsOn?: Day): Promise<void> => {
        const agreement = { ...(await standing(key)), ...(endsOn ? { endsOn } : {}) };
        await openAgreement(db, { id, bodyId, kind: 'renewal', agreement, at: at(offset, 2) });
        await step({ ...clock, action: 'invite' }, at(offset, 3));
      },
      submit: async (offset: number): Promise<void> => {
        await fillDossier(db, blobs, { caseId: id, bodyId, by, at: at(offset - 1, 15) });
        await submitDossier(db, { caseId: id, bodyId, by, at: at(offset, 18) });
      },
      hear: async (offset: number, outcome: 'renew-under-conditions' | 'refuse', heldOn: Day): Promise<void> => {
        await step(
          { ...referent, action: 'examine', facts: { met: 10, unmet: 1 }, content: { checklist: [] } },
          at(offset, 10),
        );
        await step(
          {
            ...referent,
            action: 'give-report',
            facts: { outcome, ...(outcome === 'refuse' ? { grounds: ['programme'] } : {}) },
            content: { motives: 'Une condition de l’agrément n’est pas remplie.' },
          },
          at(offset, 11),
        );
        await step(
          {
            ...referent,
            action: 'note-commission-opinion',
            facts: { opinion: outcome, sessionOn: heldOn },
            content: { text: 'La commission suit la proposition de la référente.' },
          },
          at(offset + 20, 14),
        );
      },
    };
  };

  const mercredis = told('mercredis');
  await mercredis.open(-330);
  await mercredis.step({ ...clock, action: 'remind' }, at(-150, 1));
  await mercredis.submit(-98);
  await mercredis.step(
    { ...referent, action: 'examine', facts: { met: 10, unmet: 0 }, content: { checklist: [] } },
    at(-86, 11),
  );
  await mercredis.step(
    { ...referent, action: 'put-on-agenda', facts: { sessionOn: times.workday(46) }, content: {} },
    at(-10, 9),
  );

  await told('gembloux').open(-210);
  await remindUntil(db, stableId('agreement gembloux'), now);
  const late = told('eghezee');
  const end = times.day(70);
  await endOn(db, late.bodyId, end);
  await late.open(-290);
  await late.step({ ...clock, action: 'last-day-ends' }, startOfDay(addDays(addMonths(end, -4), 1)));

  const conditional = told('forest');
  const first = times.day(-40);
  await conditional.open(-380, addDays(first, -1));
  await conditional.submit(-200);
  await conditional.hear(-150, 'renew-under-conditions', times.officeDay(-131));
  const conditions = [
    {
      id: '1',
      text: 'Clôturer la cour de la rue du Noyer et remettre le rapport de la zone de secours',
      dueOn: times.day(60),
    },
    { id: '2', text: 'Faire reconnaître la qualification de deux accueillantes', dueOn: times.day(150) },
  ];
  await conditional.step(
    {
      ...referent,
      action: 'propose-decision',
      facts: {
        outcome: 'renew-under-conditions',
        effectiveOn: first,
        untilOn: addDays(addMonths(first, 60), -1),
        conditions: conditions.map(({ id, dueOn }) => ({ id, dueOn })),
      },
      content: {
        motives:
          'Le projet d’accueil est conforme, mais la cour n’est pas close et deux titres manquent : la commission propose deux conditions.',
        conditions,
      },
    },
    at(-110, 10),
  );
  const director = { role: 'atl-director', userId: stableId('user atl-director') } as const;
  await conditional.step({ ...director, action: 'sign-decision', content: {} }, at(-105, 16));
  await conditional.step({ ...clock, action: 'take-effect' }, startOfDay(first));
  const { act_number: number } = await db('cases')
    .where({ id: stableId('agreement forest') })
    .first<{ act_number: number }>('act_number');
  await applyDecision(
    db,
    (await getEffectContext(db, { caseId: stableId('agreement forest'), number, effect: 'write-agreement' })) as never,
  );

  const refused = told('tournai');
  await refused.open(-360, times.day(20));
  await refused.submit(-180);
  await refused.hear(-120, 'refuse', times.officeDay(-101));
  await refused.step(
    {
      ...referent,
      action: 'propose-decision',
      facts: { outcome: 'refuse', effectiveOn: times.day(45), grounds: ['programme'] },
      content: { motives: 'La commune n’a plus de programme CLE agréé, et aucune convention ne la relie à une autre.' },
    },
    at(-60, 10),
  );
  await refused.step({ ...director, action: 'sign-decision', content: {} }, at(-30, 15));
  await refused.step(
    {
      role: 'operator',
      userId: refused.by,
      action: 'lodge-appeal',
      content: {
        text: 'Le programme CLE a été approuvé par le conseil communal le mois dernier : la décision est jointe.',
      },
    },
    Math.min(at(-12, 20), now - 60_000),
  );

  // A body that is not agreed yet prepares its first request.
  const marche = told('marche');
  await db('aes_agreements')
    .whereIn('facility_id', db('facilities').where({ organising_body_id: marche.bodyId }).select('id'))
    .update({ agreement_id: null });
  await db('agreements').where({ organising_body_id: marche.bodyId }).delete();
  await openAgreement(db, {
    id: stableId('agreement marche'),
    bodyId: marche.bodyId,
    kind: 'first',
    by: marche.by,
    at: at(-18, 10),
  });
  // Their letters are of before the demonstration.
  await db('effects')
    .whereIn('case_id', db('cases').where({ slug: 'agreement-renewal' }).select('id'))
    .where({ status: 'pending' })
    .update({ status: 'done' });
}

/** Another last day than the one of its places. */
async function endOn(db: Database, bodyId: string, on: Day): Promise<void> {
  await db('agreements').where({ organising_body_id: bodyId }).update({ to_on: on });
  await db('aes_agreements')
    .whereIn('facility_id', db('facilities').where({ organising_body_id: bodyId }).select('id'))
    .update({ to_on: on });
}
