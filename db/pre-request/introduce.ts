/** A family asks: its row, and a case for each place, in one transaction. Sent twice, it is done once. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { process } from '../../workflows/pre-request/process.ts';
import type { Kind } from '../../workflows/pre-request/contract.ts';
import { instant, type Database } from '../connect.ts';
import { idOfWords } from '../contact-messages.ts';
import { digestOf, newCode } from '../follow-up-code.ts';
import { queueWord } from '../link-mails.ts';
import { openCase } from '../record-act.ts';

export interface FamilyAsks {
  /** Of the form. */
  token: string;
  at: Instant;
  name: string;
  email: string;
  phone: string | undefined;
  /** Born, or expected on. */
  childOn: Day;
  wishedOn: Day;
  /** 1 (Monday) to 5. */
  days: readonly number[];
  message: string | undefined;
  /** What was agreed to, word by word. */
  consent: string;
  places: readonly { id: string; home: boolean }[];
}
export interface Introduced {
  /** Absent where this very form was sent before: the code was shown then. */
  code?: string;
  opened: { caseId: string; reference: string; ring: boolean }[];
}

export const introduce = (db: Database, asks: FamilyAsks): Promise<Introduced> =>
  db.transaction((trx) => introduceIn(trx, asks, () => true));

class HeldBack extends Error {}

/**
 * Where this very form was sent before, also a moment ago by the first half of a double click, for which this waits, nothing is done again.
 * @param mayBegin asked once, and only for a form that was never sent: the second half of a double click is not counted against a limit that the
 * first has used up
 * @returns undefined where it may not: nothing is written, nor what `mayBegin` has counted
 */
export async function introduceIf(
  db: Database,
  asks: FamilyAsks,
  mayBegin: (trx: Database) => Promise<boolean> | boolean,
): Promise<Introduced | undefined> {
  try {
    return await db.transaction((trx) => introduceIn(trx, asks, mayBegin));
  } catch (error) {
    if (error instanceof HeldBack) return undefined;
    throw error;
  }
}

async function introduceIn(
  trx: Database,
  asks: FamilyAsks,
  mayBegin: (trx: Database) => Promise<boolean> | boolean,
): Promise<Introduced> {
  const { token, at, name, email, phone = null, childOn, wishedOn, days, message = null, consent, places } = asks;
  // Nobody is signed in, so a token is nobody's: the words belong to what it names.
  const id = idOfWords([token, name, email, phone, childOn, wishedOn, days, message, places.map((place) => place.id)]);
  const code = newCode();
  const inserted = await trx('pre_request_families')
    .insert({
      id,
      code_digest: digestOf(code),
      name,
      email,
      phone,
      child_on: childOn,
      wished_on: wishedOn,
      days: [...days],
      message,
      consented_at: instant(at),
      consent_text: consent,
      created_at: instant(at),
    })
    .onConflict('id')
    .ignore()
    .returning('id');
  if (inserted.length > 0 && !(await mayBegin(trx))) throw new HeldBack();
  const month = wishedOn.slice(0, 7);
  const opened: Introduced['opened'] = [];
  for (const place of places) {
    const { caseId, reference, ring } = await openCase(trx, process, {
      token: `${id}.${place.id}`,
      subject: { kind: 'facility', id: place.id },
      kind: 'place' satisfies Kind,
      action: 'introduce',
      facts: { childminder: place.home, month },
      actor: { role: 'procedure', userId: null },
      at,
    });
    opened.push({ caseId, reference, ring });
  }
  if (inserted.length === 0) return { opened };
  await trx('pre_requests').insert(
    opened.map(({ caseId }, index) => ({ case_id: caseId, family_id: id, facility_id: places[index]!.id, month })),
  );
  await queueWord(trx, { kind: 'pre-request-received', email, at, source: code, familyId: id });
  return { code, opened };
}
