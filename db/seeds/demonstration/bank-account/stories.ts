/** The bank accounts of the demonstration: one that is paid to at each body with a subsidised crèche, and some on their way, in every state. */
import { Readable } from 'node:stream';
import { dayOf, isWorkingDay, startOfDay, subtractDays, type Day, type Instant } from '../../../../domain/calendar.ts';
import { formatIban, makeBelgianIban } from '../../../../domain/iban.ts';
import type { Action, Purpose, RefusalMotive } from '../../../../workflows/bank-account/contract.ts';
import { process } from '../../../../workflows/bank-account/process.ts';
import type { CaseState, Role } from '../../../../workflows/procedure.ts';
import { accountsReplaced, leaveAccount, useAccount } from '../../../bank-accounts/use.ts';
import type { BlobStore } from '../../../blob-store.ts';
import type { Database } from '../../../connect.ts';
import { getEffectContext } from '../../../effect-context.ts';
import { recordAct } from '../../../record-act.ts';
import { makePdf } from '../pdf.ts';
import { facilities } from '../places.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';
import { makeAccount } from './make-account.ts';

interface Step {
  action: Action;
  role: Role;
  by?: 'first' | 'second';
  /** Days from today; with `minutes`, so many before now. */
  day?: number;
  minutes?: number;
  facts?: object;
  content?: object;
}
interface Story {
  body: string;
  /** Which of its accounts. */
  key: string;
  number: number;
  holder?: string;
  purposes: Purpose[];
  day: number;
  replaces?: boolean;
  steps: Step[];
}

const one = (action: Action, by: 'first' | 'second', day: number, more: Partial<Step> = {}): Step => ({
  action,
  role: 'subsidy-manager',
  by,
  day,
  ...more,
});
const validated = (day: number): Step[] => [
  one('validate', 'first', day),
  one('validate-second', 'second', day + 2),
  { action: 'cooling-ends', role: 'clock', day: day + 4 },
];
const refusal = (motive: RefusalMotive, reason: string) => ({ facts: { motive }, content: { reason } });

/** Bank 999 is nobody's. */
const stories: Story[] = [
  {
    body: 'petits-chenes',
    key: 'old',
    number: 9_990_003_456,
    purposes: ['early-childhood'],
    day: -1480,
    steps: validated(-1476),
  },
  {
    body: 'petits-chenes',
    key: 'active',
    number: 9_990_001_234,
    purposes: ['early-childhood', 'bonuses'],
    day: -660,
    replaces: true,
    steps: validated(-655),
  },
  {
    body: 'petits-chenes',
    key: 'private',
    number: 9_990_009_012,
    holder: 'L. Servais',
    purposes: ['bonuses'],
    day: -120,
    steps: [
      one(
        'refuse',
        'first',
        -116,
        refusal('holder', "Le relevé est au nom d'une personne. Ajoutez un compte ouvert au nom de l'ASBL."),
      ),
    ],
  },
  {
    body: 'petits-chenes',
    key: 'next',
    number: 9_990_005_678,
    purposes: ['early-childhood'],
    day: -8,
    replaces: true,
    steps: [one('validate', 'first', -4), one('validate-second', 'second', 0, { minutes: 50 })],
  },
  {
    body: 'clair-matin',
    key: 'next',
    number: 9_990_022_345,
    purposes: ['early-childhood', 'bonuses'],
    day: -6,
    replaces: true,
    steps: [one('validate', 'first', -3)],
  },
  // The same number as the account of Clair Matin: only ONE learns it.
  { body: 'poussins', key: 'next', number: 9_990_021_111, purposes: ['bonuses'], day: -4, steps: [] },
  {
    body: 'arbre-a-bulles',
    key: 'next',
    number: 9_990_031_212,
    purposes: ['early-childhood'],
    day: -7,
    replaces: true,
    steps: [one('validate', 'second', -5), { action: 'block', role: 'operator', day: -4 }],
  },
];

interface Telling {
  times: Times;
  now: Instant;
  nissKey: string;
  nissPepper: string;
}

export async function tellAccounts(
  db: Database,
  blobs: Pick<BlobStore, 'put'> | undefined,
  telling: Telling,
): Promise<void> {
  const told = new Set(stories.filter(({ key }) => key === 'active').map(({ body }) => body));
  const owners = new Map(
    facilities.filter(({ kind }) => kind === 'subsidised-creche').map(({ owner }) => [owner.key, owner.name]),
  );
  // Clair Matin has the number that another body adds too.
  const usual = [...owners.keys()]
    .filter((key) => !told.has(key))
    .map(
      (body, index): Story => ({
        body,
        key: 'active',
        number: body === 'clair-matin' ? 9_990_021_111 : 9_990_040_000 + index * 137,
        purposes: ['early-childhood', 'bonuses'],
        day: -900 + index * 7,
        steps: validated(-896 + index * 7),
      }),
    );
  for (const story of [...usual, ...stories])
    await tellAccount(db, blobs, story, owners.get(story.body) ?? story.body, telling);
}

async function tellAccount(
  db: Database,
  blobs: Pick<BlobStore, 'put'> | undefined,
  { body, key, number, holder, purposes, day, replaces, steps }: Story,
  name: string,
  telling: Telling,
): Promise<void> {
  const id = stableId(`bank account ${body} ${key}`);
  const iban = makeBelgianIban(number);
  const at = hourOf(telling, day, 9 * 60 + 40);
  const statementOn = subtractDays(dayOf(at), 6);
  await makeAccount(db, telling, {
    id,
    bodyId: stableId(`body ${body}`),
    iban,
    holder: holder ?? name,
    purposes,
    statementOn,
    ...(replaces ? { replaces } : {}),
    by: stableId(`user admin-${body}`),
    at,
    ...(blobs ? { statement: await blobs.put(Readable.from([statementPdf(holder ?? name, iban, statementOn)])) } : {}),
  });
  for (const step of steps) await takeStep(db, id, step, telling);
  // What the clerk would have done about them was done at the time.
  await db('effects').where({ case_id: id, status: 'pending' }).update({ status: 'done' });
}

async function takeStep(db: Database, caseId: string, step: Step, telling: Telling): Promise<void> {
  const { action, role, by, day = 0, minutes, facts = {}, content = null } = step;
  const { state } = await db('cases').where({ id: caseId }).first<{ state: CaseState }>('state');
  const due = role === 'clock' ? state.deadlines.find(({ act }) => act === action) : undefined;
  const at = due?.at ?? (minutes === undefined ? hourOf(telling, day, 10 * 60 + 20) : telling.now - minutes * 60_000);
  const { number } = await recordAct(db, process, caseId, {
    action,
    token: stableId(`bank account ${caseId} ${action}`),
    facts,
    content,
    ...(due ? { deadline: due.id } : {}),
    actor: {
      role,
      userId: role === 'clock' ? null : await actorOf(db, caseId, role, by),
      acr: role === 'clock' ? null : 450,
    },
    at,
  });
  if (action === 'cooling-ends') await beUsed(db, caseId, number);
}

async function beUsed(db: Database, caseId: string, number: number): Promise<void> {
  const context = (await getEffectContext(db, { caseId, number, effect: 'use-account' })) as Parameters<
    typeof useAccount
  >[1];
  await db.transaction((trx) => useAccount(trx, context));
  for (const { caseId: other, action, facts } of await accountsReplaced(db, context)) {
    const replaced = await recordAct(db, process, other, {
      action,
      token: `${caseId}.${String(number)}.${action}`,
      facts,
      actor: { role: 'procedure', userId: null },
      at: context.act.at,
    });
    if (replaced.status === 'closed')
      await db.transaction(async (trx) =>
        leaveAccount(
          trx,
          (await getEffectContext(trx, {
            caseId: other,
            number: replaced.number,
            effect: 'leave-account',
          })) as Parameters<typeof leaveAccount>[1],
        ),
      );
  }
}

async function actorOf(db: Database, caseId: string, role: Role, by: 'first' | 'second' | undefined): Promise<string> {
  if (role !== 'operator') return stableId(by === 'second' ? 'user subsidy-manager-2' : 'user subsidy-manager');
  const act = await db('acts').where({ case_id: caseId, number: 1 }).first<{ actor_id: string }>('actor_id');
  return act.actor_id;
}

/** That hour of the day, or of the working day before it; never to come. */
function hourOf({ times, now }: Telling, offset: number, minutes: number): Instant {
  let on = offset;
  while (!isWorkingDay(times.day(on))) on -= 1;
  return Math.min(startOfDay(times.day(on)) + minutes * 60_000, now - 60 * 60_000);
}

const statementPdf = (holder: string, iban: string, on: Day): Buffer =>
  makePdf("Relevé d'identité bancaire", [
    'Banque du Confluent',
    '',
    `Titulaire : ${holder}`,
    `IBAN : ${formatIban(iban)}`,
    `Date : ${on.split('-').reverse().join('/')}`,
    '',
    'Document de démonstration.',
  ]);
