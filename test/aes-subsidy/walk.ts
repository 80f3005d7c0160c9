/** A quarter after school that its people walk through: places are sent, controlled, signed, prepared for payment and paid by a file. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { preparePayments } from '../../db/aes-subsidy/prepare-payments.ts';
import { loadPlaces } from '../../db/aes-subsidy/places.ts';
import { markOf } from '../../db/aes-subsidy/send.ts';
import { batchKinds } from '../../db/batches/kinds.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import { getEffectContext } from '../../db/effect-context.ts';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { Action, CaseData, Status } from '../../workflows/aes-subsidy/contract.ts';
import { process } from '../../workflows/aes-subsidy/process.ts';
import type { House, Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { openQuarter } from './cases.ts';
import { makeReady } from './ready.ts';
import { markOfControl } from './sent.ts';

export const checks = ['agreement', 'enrolment', 'year', 'red-days'];
export const nid = stableId('facility mercredis-nid');

export interface People {
  samira: Visitor;
  karine: Visitor;
  hassan: Visitor;
  monique: Visitor;
}
/** And nothing is prepared, nor has any account: of the demonstration. */
export async function peopleOf(house: House): Promise<People> {
  for (const table of ['payments', 'payment_files']) await house.db(table).delete();
  await house
    .db('bank_account_uses')
    .where({ organising_body_id: stableId('body mercredis') })
    .delete();
  return {
    samira: await house.asUser(stableId('user admin-mercredis')),
    karine: await house.as('Karine Lejeune'),
    hassan: await house.as('Hassan Tahiri'),
    monique: await house.as('Monique Verlaine'),
  };
}

/** Made, released, and executed by the bank. @returns the text of its page, before it is executed */
export async function payFile(
  house: House,
  { hassan, monique }: People,
  rejected: (fileId: string) => Promise<unknown> = () => Promise.resolve(),
  ring: (slug: string, caseId: string) => unknown = () => undefined,
): Promise<string> {
  const { headers } = await hassan.post('/office/payments/files', { token: randomUUID(), executionOn: '25/11/2026' });
  const file = headers.location!.slice('/office/payments/files/'.length);
  await monique.post(`/office/payments/files/${file}/release`).expect(303);
  const page = textOf((await monique.get(`/office/payments/files/${file}`)).text);
  await rejected(file);
  await hassan.post(`/office/payments/files/${file}/executed`, { on: '23/11/2026' }).expect(303);
  const { id } = (await house.db('batches').where({ key: file }).first('id')) as { id: string };
  await workOffItems(house.dbOf('worker'), batchKinds, id, {
    limit: 1_000,
    now: () => house.clock.now,
    ring: (slug, caseId) => void ring(slug, caseId),
    afterItem: () => Promise.resolve(),
  });
  return page;
}

export type Walk = Awaited<ReturnType<typeof walkQuarter>>;
/** Of Les Mercredis, whose places named here lack nothing; 12 children on each day. */
export async function walkQuarter(
  house: House,
  { samira, karine, monique }: People,
  { quarter, places }: { quarter: string; places: readonly string[] },
) {
  const of = { organisingBodyId: stableId('body mercredis'), quarter };
  const caseId = await openQuarter(house.db, { at: house.clock.now, quarter, status: 'to-send' });
  await makeReady(house.db, places, of, house.clock.now);

  const caseOf = async () =>
    (await house.db('cases').where({ id: caseId }).first('status', 'state', 'act_number')) as {
      status: Status;
      state: { data: CaseData };
      act_number: number;
    };
  async function act(
    by: Visitor,
    side: 'pro' | 'office',
    action: string,
    body: Record<string, unknown>,
  ): Promise<void> {
    const { act_number: version } = await caseOf();
    const { status, text } = await by.post(`/${side}/aes-subsidy/${caseId}/${action}`, {
      token: randomUUID(),
      version: String(version),
      ...body,
    } as Record<string, string>);
    expect(
      status,
      textOf(text)
        .replace(/^.*?Contacts ONE/s, '')
        .slice(0, 1500),
    ).to.equal(303);
  }
  /** By the clerk, who comes by twice. */
  async function prepare(): Promise<void> {
    const { number } = (await house
      .db('acts')
      .where({ case_id: caseId, action: 'sign' })
      .orderBy('number', 'desc')
      .first('number')) as { number: number };
    const context = (await getEffectContext(house.db, {
      caseId,
      number,
      effect: 'prepare-payment',
    })) as unknown as Parameters<typeof preparePayments>[1];
    for (const _ of [1, 2]) await house.db.transaction((trx) => preparePayments(trx, context));
  }
  const loaded = () => loadPlaces(house.db, of, dayOf(house.clock.now));
  return {
    caseId,
    caseOf,
    act,
    loaded,
    prepare,
    send: async (chosen: readonly string[]): Promise<void> =>
      act(samira, 'pro', 'send', { places: chosen, certified: 'oui', seal: markOf(await loaded()) }),
    propose: async (more: Record<string, unknown> = {}): Promise<void> =>
      act(karine, 'office', 'propose', { checks, seal: await markOfControl(house.db, caseId), ...more }),
    /** What the form of the control holds before anything is typed, by the name of the input. */
    async begins(): Promise<Record<string, string>> {
      const { text } = await karine.get(`/office/aes-subsidy/${caseId}/propose`);
      return Object.fromEntries(
        [...text.matchAll(/<input[^>]*name="(retained-[^"]+)"[^>]*>/g)].map(([input, name]) => [
          name!,
          / value="([^"]*)"/.exec(input)?.[1] ?? '',
        ]),
      );
    },
    /** By Monique, and prepared. */
    async sign(): Promise<void> {
      await act(monique, 'office', 'sign', { remarks: '' });
      await prepare();
    },
    clock: (action: Action) =>
      recordAct(house.db, process, caseId, {
        action,
        facts: {},
        token: randomUUID(),
        actor: { role: 'clock', userId: null },
        at: house.clock.now,
      }),
    /** Name of the place, kind and cents of what is prepared. */
    prepared: async (): Promise<[string, string, number][]> =>
      (
        (await house
          .db('payments')
          .where({ case_id: caseId, status: 'prepared' })
          .join('facilities as f', 'f.id', 'payments.facility_id')
          .orderBy('f.name')
          .select('f.name', 'payments.kind', 'payments.cents')) as { name: string; kind: string; cents: number }[]
      ).map(({ name, kind, cents }) => [name.split(',')[0]!, kind, cents]),
    /** Cents for the days that are asked of a place, those it opened anyway left aside. */
    due: async (facilityId: string): Promise<number> => {
      const { standing } = (await loaded()).find(({ id }) => id === facilityId)!;
      const opened = standing.months.reduce((sum, { openedAnyway }) => sum + openedAnyway.length, 0);
      return (standing.required - opened) * 12 * 80;
    },
  };
}
