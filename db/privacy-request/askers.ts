/** Who asks about their data, and how they ask: signed in, or by a form and a confirmed address. Sent twice, it is done once. */
import { addDays, dayOf, startOfDay, type Day, type Instant } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { after } from '../../domain/quantity.ts';
import { slug, type CaseData, type Kind, type Status } from '../../workflows/privacy-request/contract.ts';
import { process } from '../../workflows/privacy-request/process.ts';
import { parameterOf } from '../../workflows/procedure.ts';
import { instant, type Database } from '../connect.ts';
import { idOfWords } from '../contact-messages.ts';
import { digestOf, newCode } from '../follow-up-code.ts';
import { queueLink, queueWord } from '../link-mails.ts';
import { parametersOn } from '../parameters/parameters.ts';
import { openCase, type Recorded } from '../record-act.ts';

export interface Asks {
  /** Of the form. */
  token: string;
  at: Instant;
  name: string;
  email: string;
  kind: Kind;
  text: string;
}
type Opened = Recorded & { reference: string };
interface AskerRow {
  id: string;
  user_id: string | null;
  name: string;
  email: string;
  kind: Kind;
  text: string | null;
  case_id: string | null;
  received_at: Instant;
}
const columns = ['id', 'user_id', 'name', 'email', 'kind', 'text', 'case_id', 'received_at'];

/** A signed-in person asks: the case is open at once. @param label what lists call the case */
export async function askAsUser(db: Database, userId: string, asks: Asks, label: string): Promise<Opened> {
  const { token, name, email, kind, text, at } = asks;
  const id = idOfWords([token, userId]);
  return db.transaction(async (trx) => {
    const opened = await open(trx, { id, kind, text, at, label, receivedAt: at, account: true });
    await trx('privacy_askers')
      .insert({ id, user_id: userId, name, email, kind, case_id: opened.caseId, received_at: instant(at) })
      .onConflict('id')
      .ignore();
    return opened;
  });
}

/** Somebody without an account asks: nothing is opened before the address has answered. */
export async function askAsStranger(db: Database, asks: Asks): Promise<void> {
  const { token, name, email, kind, text, at } = asks;
  const id = idOfWords([token, name, email, kind, text]);
  const secret = newCode();
  await db.transaction(async (trx) => {
    const inserted = await trx('privacy_askers')
      .insert({ id, name, email, kind, text, token_digest: digestOf(secret), received_at: instant(at) })
      .onConflict('id')
      .ignore()
      .returning('id');
    if (inserted.length === 0) return;
    const lastOn = await lastDayOfLink(trx, at);
    await queueLink(trx, {
      ...{ kind: 'privacy-request-confirm', email, token: secret, at },
      expiresAt: endOf(lastOn),
      source: formatLongDate(lastOn),
    });
  });
}

/** On which the confirmation link of a form received at that instant serves for the last time: the day of the form does not count. */
export async function lastDayOfLink(db: Database, receivedAt: Instant): Promise<Day> {
  return after(dayOf(receivedAt), parameterOf('confirmation', await parametersOn(db, slug, dayOf(receivedAt))));
}
const endOf = (day: Day): Instant => startOfDay(addDays(day, 1));
const hasEnded = async (db: Database, { received_at: receivedAt }: AskerRow, at: Instant): Promise<boolean> =>
  at >= endOf(await lastDayOfLink(db, receivedAt));

const waitingFor = (db: Database, token: string) =>
  db('privacy_askers')
    .where({ token_digest: digestOf(token) })
    .whereNull('case_id');

/** Whether a confirmation link may serve: neither used nor too old. */
export async function findWaiting(db: Database, token: string, at: Instant): Promise<AskerRow | undefined> {
  const asker: AskerRow | undefined = await waitingFor(db, token).first(columns);
  return asker && !(await hasEnded(db, asker, at)) ? asker : undefined;
}

/** @returns undefined where the link may not serve; the code is shown this once */
export async function confirm(
  db: Database,
  { token, at, labelOf }: { token: string; at: Instant; labelOf: (kind: Kind) => string },
): Promise<(Opened & { code: string }) | undefined> {
  return db.transaction(async (trx) => {
    const asker: AskerRow | undefined = await waitingFor(trx, token).forUpdate().first(columns);
    if (!asker || (await hasEnded(trx, asker, at))) return undefined;
    const { id, kind, text, email } = asker;
    const code = newCode();
    const opened = await open(trx, {
      ...{ id, kind, at, label: labelOf(kind), receivedAt: asker.received_at, account: false },
      text: text ?? '',
    });
    await trx('privacy_askers')
      .where({ id })
      .update({ case_id: opened.caseId, text: null, token_digest: null, code_digest: digestOf(code) });
    await queueWord(trx, { kind: 'privacy-request-received', email, at, source: code });
    return { ...opened, code };
  });
}

const open = (
  trx: Database,
  asked: { id: string; kind: Kind; text: string; at: Instant; label: string; receivedAt: Instant; account: boolean },
): Promise<Opened> =>
  openCase(trx, process, {
    token: asked.id,
    subject: { kind: 'asker', id: asked.id, name: asked.label },
    kind: asked.kind,
    action: 'ask',
    facts: { account: asked.account, receivedOn: dayOf(asked.receivedAt) },
    content: { text: asked.text },
    actor: { role: 'procedure', userId: null },
    at: asked.at,
  });

export interface Asker {
  id: string;
  user_id: string | null;
  name: string;
  email: string;
}
export const findAskerOf = (db: Database, caseId: string): Promise<Asker | undefined> =>
  db('privacy_askers').where({ case_id: caseId }).first('id', 'user_id', 'name', 'email');

/** As the officer sees who asks. `account_too`: some user has the address of somebody who is not signed in. */
export const findAskerSeen = (db: Database, caseId: string): Promise<(Asker & { account_too: boolean }) | undefined> =>
  db('privacy_askers as p')
    .where({ case_id: caseId })
    .first(
      ...['id', 'user_id', 'name', 'email'],
      db.raw('p.user_id is null and exists (select from users u where lower(u.email) = lower(p.email)) as account_too'),
    );

/** A request as the person reads it. */
export interface Followed {
  asker_id: string;
  id: string;
  reference: string;
  kind: Kind;
  status: Status;
  act_number: number;
  opened_at: Instant;
  state: { data: CaseData };
  /** What was written to and by the person, oldest first. */
  said: { action: string; at: string; text: string }[];
  documents: { id: string; name: string; size: number }[];
}
const followed = (db: Database) =>
  db('privacy_askers as p')
    .join('cases as c', 'c.id', 'p.case_id')
    .select(
      'p.id as asker_id',
      ...['id', 'reference', 'kind', 'status', 'act_number', 'opened_at', 'state'].map((name) => `c.${name}`),
      db.raw(`array(select json_build_object('action', a.action, 'at', a.at,
          'text', coalesce(t.content ->> 'text', t.content ->> 'reason', '')) from acts a
        join act_contents t on t.case_id = a.case_id and t.number = a.number
        where a.case_id = c.id and t.content is not null order by a.number) as said`),
      db.raw(`array(select json_build_object('id', d.id, 'name', d.name, 'size', d.size) from documents d
        where d.case_id = c.id and d.act_number is not null and d.withdrawn_at is null and not d.internal order by d.uploaded_at, d.id) as documents`),
    );

export const findByCode = (db: Database, code: string): Promise<Followed | undefined> =>
  followed(db).where('p.code_digest', digestOf(code)).first();
export const findOwn = (db: Database, userId: string, caseId: string): Promise<Followed | undefined> =>
  followed(db).where({ 'p.user_id': userId, 'c.id': caseId }).first();

export type OwnRow = Pick<Followed, 'id' | 'reference' | 'kind' | 'status' | 'opened_at' | 'state'>;
const most = 50;
/** Newest first; nobody has so many that a second page is needed. */
export const listOwn = (db: Database, userId: string): Promise<OwnRow[]> =>
  db('privacy_askers as p')
    .join('cases as c', 'c.id', 'p.case_id')
    .where('p.user_id', userId)
    .orderBy([{ column: 'p.received_at', order: 'desc' }, 'p.id'])
    .limit(most)
    .select(['id', 'reference', 'kind', 'status', 'opened_at', 'state'].map((name) => `c.${name}`));

/** Sent with an act, and not taken back. */
export const findDocumentOf = (
  db: Database,
  caseId: string,
  id: string,
): Promise<{ name: string; media_type: string; size: number; digest: Buffer } | undefined> =>
  db('documents')
    .where({ id, case_id: caseId, internal: false })
    .whereNotNull('act_number')
    .whereNull('withdrawn_at')
    .first('name', 'media_type', 'size', 'digest');
